"""Files that are written whole or not at all, and file names made of titles.

A text is written to a new file in the target's folder, and that file is renamed over the target once it is on
the disk. Whatever goes wrong before, the target stays as it was and nothing is left behind.

A lock lets one run at a time work in a place; it names who holds it, and is gone with its process.
"""

from __future__ import annotations

import errno
import io
import json
import os
import re
import secrets
import stat
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType, ModuleType

from summarizer.errors import ConfigError, DeliveryError, SummarizerError
from summarizer.text.escaping import mend_surrogates

#: No file that a run writes and reads again is larger: a briefing of ten thousand articles has some fifty million.
MOST_BYTES = 500_000_000

_CAUSES: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        errno.EACCES: ("no permission to write here", "choose another folder or change its permissions"),
        errno.EPERM: ("no permission to write here", "choose another folder or change its permissions"),
        errno.EROFS: ("this disk can only be read", "choose a folder on another disk"),
        errno.ENOSPC: ("no space left on this disk; nothing was changed", "make room and run again"),
        errno.EDQUOT: ("your share of this disk is used up; nothing was changed", "make room and run again"),
        errno.EFBIG: ("the file is larger than may be written here; nothing was changed", "see `ulimit -f`"),
        errno.EISDIR: ("this is a folder, not a file", "add a file's name"),
        errno.ENOTDIR: ("a part of this path is a file, not a folder", "choose another folder"),
        errno.ENOENT: ("the folder does not exist", "make it first"),
        errno.ENAMETOOLONG: ("the name is too long", "choose a shorter one"),
        errno.ELOOP: ("this link leads back to itself", "remove it or choose another name"),
    }
)


def read_text(path: Path, hint: str = "", most: int = MOST_BYTES) -> str:
    """Read the text of a file of UTF-8, its line ends all alike, as ``read_bytes`` does. Raise ConfigError."""
    try:
        return io.TextIOWrapper(io.BytesIO(read_bytes(path, hint, most)), encoding="utf-8-sig").read()
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8 text", where=str(path), hint=hint) from error


def read_bytes(path: Path, hint: str = "", most: int = MOST_BYTES) -> bytes:
    """Read a file of so many bytes at most; nothing that one could wait at for ever. Raise ConfigError."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            raise ConfigError("is not an ordinary file", where=str(path), hint=hint)
        if status.st_size > most:
            raise ConfigError(f"is too large: it has more than {most // 1_000_000} MB", where=str(path), hint=hint)
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {(error.strerror or 'it is no file').lower()}"
        hint = "change its permissions" if isinstance(error, PermissionError) else hint
        raise ConfigError(message, where=str(path), hint=hint) from error


def count_edits(path: Path) -> int:
    """Return how many edits by hand a page's JSON has; none where there is no such file, or it is no page."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return 0
    edits = record.get("edited") if isinstance(record, dict) else None
    return len(edits) if isinstance(edits, list) else 0


def write_atomically(path: Path, text: str) -> None:
    """Write a text to a file as UTF-8: the whole of it, or nothing and the file stays as it was.

    A link's target is written, not the link, but no link that belongs to somebody else is followed; a device or pipe
    is written straight. A new file gets the usual mode, one that is replaced keeps its own. Raises DeliveryError.
    """
    write_all({path: text})


def write_all(files: Mapping[Path, str | bytes], *, is_synced: bool = True) -> None:
    """Write several files; none is replaced before all texts are on the disk, if that is waited for.

    Raises DeliveryError.
    """
    streams: dict[Path, str | bytes] = {}
    staged: list[tuple[Path, Path, Path]] = []
    try:
        for path, text in files.items():
            with _explain_errors(path):
                _check_links(path)
                mode = _find_mode(path)
                if mode is not None and (stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)):
                    streams[path] = text
                    continue
                target = Path(os.path.realpath(path))
                temporary = target.parent / f".summarizer-{secrets.token_hex(8)}.tmp"
                # Listed before it exists, so that an interrupt between the two leaves nothing behind.
                staged.append((path, target, temporary))
                descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
                with os.fdopen(descriptor, "wb") as file:
                    if mode is not None:
                        os.fchmod(descriptor, stat.S_IMODE(mode))
                    file.write(encode(text))
                    file.flush()
                    if is_synced:
                        os.fsync(descriptor)
        for path, text in streams.items():
            with _explain_errors(path):
                path.write_bytes(encode(text))
        for path, target, temporary in staged:
            with _explain_errors(path):
                os.replace(temporary, target)
    finally:
        for _, _, temporary in staged:
            with suppress(OSError):
                temporary.unlink()


def _check_links(path: Path) -> None:
    """Raise DeliveryError for a link on the way to a file that another user laid; the system's own are followed."""
    for part in (path, *path.parents):
        if part.is_symlink() and part.lstat().st_uid not in (0, os.geteuid()):
            raise DeliveryError(
                "this link belongs to somebody else and is not followed",
                where=str(part),
                hint="remove it, or choose another folder",
            )


def _find_mode(path: Path) -> int | None:
    """Return the mode of what a path leads to, or None if there is nothing. Raises OSError if it may not be written."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise OSError(errno.EISDIR, "is a folder")
    # A file that may not be written must not be replaced either, though the folder would allow it.
    if not os.access(path, os.W_OK):
        raise OSError(errno.EACCES, "may not be written")
    return mode


def encode(text: str | bytes) -> bytes:
    """Return the bytes that a text is written as; half a surrogate pair, which no file can hold, becomes U+FFFD."""
    return text if isinstance(text, bytes) else mend_surrogates(text).encode()


def make_folder(folder: Path, hint: str = "choose another with -o") -> None:
    """Make a folder with its parents, if there is none. Raises DeliveryError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", "") or str(error)).lower()
        if folder.exists():
            reason = "this is a file, not a folder"
        raise DeliveryError(f"the folder cannot be made: {reason}", where=str(folder), hint=hint) from error


@contextmanager
def _explain_errors(path: Path) -> Iterator[None]:
    """Turn an error of the file system into a DeliveryError."""
    try:
        yield
    except ValueError as error:
        raise DeliveryError("this is no file name", where=str(path), hint="choose another") from error
    except OSError as error:
        message, hint = _CAUSES.get(error.errno or 0, (f"cannot be written: {error.strerror or error}", ""))
        raise DeliveryError(message, where=str(path), hint=hint) from error


# Latin letters that Unicode does not decompose.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})
_RESERVED = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]")
_LONGEST, _MOST_BYTES = 80, 200


def slug(title: str) -> str:
    """Return a title as a file name without its ending: letters, digits and hyphens, at most 80 characters.

    Latin letters lose their accents; other alphabets stay. The names that Windows reserves are lengthened.

    >>> slug("Scholz–Putin: 1st call since 2022!"), slug("Élysée/../Größe"), slug("Київ: заява")
    ('scholz-putin-1st-call-since-2022', 'elysee-grosse', 'київ-заява')
    >>> slug("plain-name"), slug("…"), slug("CON")
    ('plain-name', 'briefing', 'con-briefing')
    """
    folded = ""
    for letter in unicodedata.normalize("NFC", title):
        decomposed = unicodedata.normalize("NFKD", letter)
        base = "".join(part for part in decomposed if not unicodedata.combining(part))
        if not base or not base.isascii():
            base = letter
        folded += base.lower().translate(_LETTERS)
    without_apostrophes = re.sub("['’]", "", folded)
    kept = [letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in without_apostrophes]
    name = unicodedata.normalize("NFC", "-".join("".join(kept).split()))[:_LONGEST]
    name = name.encode()[:_MOST_BYTES].decode(errors="ignore").strip("-")
    if not any(letter.isalnum() for letter in name):
        return "briefing"
    return f"{name}-briefing" if _RESERVED.fullmatch(name) else name


_STEP = 0.1
_LONGEST_HOLDER = 500


@contextmanager
def hold_lock(
    path: Path,
    wait_seconds: float,
    who: str,
    what: str,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[None]:
    """Hold the lock of a file while something is done; the lock is another file beside it, which stays.

    A message to another run tells it ``who`` holds ``what`` (for example "the history"). Raises SummarizerError when
    another process holds it for longer than ``wait_seconds``, or this system has no file locks.
    """
    fcntl = _load_locks(path)
    descriptor = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        end = clock() + wait_seconds
        while not _try_lock(fcntl, descriptor):
            if clock() >= end:
                raise SummarizerError(
                    f"{what} is in use by another run ({_read_holder(descriptor) or 'just starting'})",
                    where=str(path),
                    hint="try again when that has ended",
                )
            sleep(_STEP)
        os.ftruncate(descriptor, 0)
        holder = f"process {os.getpid()}, {who or 'unnamed'}"[:_LONGEST_HOLDER]
        os.pwrite(descriptor, holder.encode(errors="replace"), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        # Closing releases the lock, and so does the end of the process, however it ends.
        os.close(descriptor)


def find_holder(path: Path) -> str:
    """Return which run holds the lock of a file at this moment, or "" if none does.

    Raises SummarizerError where the system has no file locks.
    """
    fcntl = _load_locks(path)
    try:
        descriptor = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR)
    except FileNotFoundError:
        return ""
    try:
        if _try_lock(fcntl, descriptor):
            return ""
        return _read_holder(descriptor) or "a run that is just starting"
    finally:
        os.close(descriptor)


def _load_locks(path: Path) -> ModuleType:
    """Return the module for file locks. Raises SummarizerError where there is none."""
    try:
        import fcntl
    except ImportError:
        raise SummarizerError(
            "this system has no file locks, and nothing else keeps two runs apart",
            where=str(path),
            hint="what remembers or resumes needs Linux or macOS (WSL is Linux); brief without a history does not",
        ) from None
    return fcntl


def _try_lock(fcntl: ModuleType, descriptor: int) -> bool:
    """Lock a file; return whether no other process holds it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read_holder(descriptor: int) -> str:
    """Return the name of the run that holds a lock."""
    return " ".join(os.pread(descriptor, _LONGEST_HOLDER * 4, 0).decode(errors="replace").split())
