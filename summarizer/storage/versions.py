"""The texts that an article had, kept beside it: ``.versions/PATH~/TIME-DIGEST.gz`` in the folder of articles.

``TIME`` is when the text was first seen, ``DIGEST`` that of the file's bytes. No reader walks into hidden folders. Of
what was forgotten the digests are left, for a year: so it is known that a text was there.
"""

from __future__ import annotations

import gzip
import os
import re
import stat
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from summarizer.errors import DeliveryError
from summarizer.model import Article
from summarizer.storage.files import make_folder, write_all

#: The folder of the texts, in that of the articles.
FOLDER = ".versions"
#: Stands behind an article's path, so that no folder is called as an article is. Older ones lack it.
_MARK = "~"
#: A text of a larger file is not kept.
MOST_BYTES = 5_000_000
#: The folder of the digests of what was forgotten, a file for each day; and for how many days they are known.
_FORGOTTEN, _KNOWN_DAYS = ".forgotten", 365
_NAME = re.compile(r"(\d{8}T\d{12})-([0-9a-f]{64})\.gz", re.ASCII)
_TIME = "%Y%m%dT%H%M%S%f"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_GZIP = 31
#: A day's folder is looked through from so many days behind the last that is kept: an article may be dated ahead.
_SLACK = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Version:
    """A text that an article had: when it was first ``seen``, the digest of its bytes, and where it is kept."""

    seen: datetime
    digest: str
    place: Path


def keep_version(folder: Path, path: str, data: bytes, seen: datetime, *, is_there: bool = False) -> bool:
    """Keep the bytes of an article's file, unless they are those kept last; return whether they were written.

    ``path`` counts from the ``folder`` of articles. What ``is_there`` still is not waited for until it is on the disk:
    that takes most of the time, and what is not whole after a power cut is known by its digest. Raises DeliveryError
    when they cannot be written, or a link in the folder of texts leads elsewhere.
    """
    known, digest = list_versions(folder, path), sha256(data).hexdigest()
    if len(data) > MOST_BYTES or (known and known[-1].digest == digest):
        return False
    if known:
        seen = max(seen, known[-1].seen + timedelta(microseconds=1))
    place = folder / FOLDER / f"{path}{_MARK}"
    if Path(os.path.realpath(place)) != Path(os.path.realpath(folder / FOLDER), f"{path}{_MARK}"):
        raise DeliveryError("a link leads elsewhere, so no text is kept", where=str(place), hint="remove the link")
    make_folder(place, hint="")
    write_all(
        {place / f"{seen.astimezone(UTC).strftime(_TIME)}-{digest}.gz": gzip.compress(data, mtime=0)},
        is_synced=not is_there,
    )
    return True


def keep_texts(folder: Path, articles: Iterable[Article], now: datetime) -> None:
    """Keep the text of each article whose file lies in the folder of articles and is still as it was read.

    Raises DeliveryError as ``keep_version`` does.
    """
    root = os.path.realpath(folder)
    for place, digest in sorted(
        {(os.path.realpath(one.path), one.sha256) for one in articles if one.path and one.sha256}
    ):
        path = os.path.relpath(place, root)
        with suppress(OSError):
            if not path.startswith(".") and _is_plain(Path(place)):
                data = Path(place).read_bytes()
                if sha256(data).hexdigest() == digest:
                    keep_version(folder, path, data, now, is_there=True)
                    # When it was used last: till then it is not forgotten.
                    for version in list_versions(folder, path)[-1:]:
                        os.utime(version.place, (now.timestamp(), now.timestamp()))


def list_versions(folder: Path, path: str) -> list[Version]:
    """Return the texts that are kept of an article, the oldest first."""
    found: list[Version] = []
    for place in (folder / FOLDER / path, folder / FOLDER / f"{path}{_MARK}"):
        with suppress(OSError, ValueError):
            for name in sorted(filter(_NAME.fullmatch, os.listdir(place))):
                time, digest = name.removesuffix(".gz").split("-")
                with suppress(ValueError):
                    found.append(Version(datetime.strptime(time, _TIME).replace(tzinfo=UTC), digest, place / name))
    return sorted(found, key=lambda version: version.seen)


def list_changed(folder: Path) -> Iterator[str]:
    """Yield the paths of the articles of which more than one text is kept, sorted."""
    for path in _list_paths(folder):
        if len(list_versions(folder, path)) > 1:
            yield path


def load_version(version: Version) -> bytes | None:
    """Return the bytes of a text; nothing where they are not those of its digest, or are no file."""
    try:
        if not _is_plain(version.place):
            return None
        data = zlib.decompressobj(_GZIP).decompress(version.place.read_bytes(), MOST_BYTES + 1)
    except (OSError, zlib.error):
        return None
    return data if sha256(data).hexdigest() == version.digest else None


def find_older_text(place: str, digest: str, may_read: Callable[[str], bool] = lambda folder: True) -> bytes | None:
    """Return the bytes that the file at a place had when they were of a digest, by what is kept in a folder above it
    that may be read.

    They are empty where the text was kept and is forgotten, and None where nothing is known of it.
    """
    for folder in Path(os.path.abspath(place)).parents:
        # A path that is too long for the system has nothing kept.
        if os.path.isdir(folder / FOLDER) and may_read(str(folder)):
            path = Path(os.path.abspath(place)).relative_to(folder).as_posix()
            for version in list_versions(folder, path):
                if version.digest == digest and (data := load_version(version)) is not None:
                    return data
            if any(digest in day.read_text(errors="replace") for day in _list_forgotten(folder)):
                return b""
    return None


def forget_versions(folder: Path, now: datetime, days: int) -> None:
    """Forget the texts that have been replaced for so many days, or were neither seen nor used since; once a day.

    Raises DeliveryError when that cannot be written down.
    """
    own = folder / FOLDER / _FORGOTTEN
    today = own / f"{now.date().isoformat()}.txt"
    if not (folder / FOLDER).is_dir() or today.exists():
        return
    old = _list_old(folder, now - timedelta(days=days))
    make_folder(own, hint="")
    # Written down first: what a run that ends in between leaves, the next day's takes.
    write_all({today: "".join(f"{version.digest}\n" for version in old)})
    for version in old:
        with suppress(OSError):
            version.place.unlink()
    emptied = {version.place.parent for version in old}
    for own_folder in (*emptied, *{one.parent for one in emptied}):
        with suppress(OSError):
            own_folder.rmdir()
    first_known = (now - timedelta(days=_KNOWN_DAYS)).date().isoformat()
    for day in _list_forgotten(folder):
        if day.stem < first_known:
            day.unlink(missing_ok=True)


def _list_old(folder: Path, last: datetime) -> list[Version]:
    """Return the texts that were replaced, or seen and used for the last time, before a moment."""
    old: list[Version] = []
    for path in _list_paths(folder, (last + _SLACK).date().isoformat()):
        known = list_versions(folder, path)
        ends = [*(version.seen for version in known[1:]), *map(_find_used, known[-1:])]
        old += [version for version, end in zip(known, ends, strict=True) if end < last]
    return old


def _find_used(version: Version) -> datetime:
    """Return when a text was last used for an edition, else when it was seen."""
    with suppress(OSError, OverflowError, ValueError):
        return max(version.seen, datetime.fromtimestamp(version.place.lstat().st_mtime, UTC))
    return version.seen


def _list_forgotten(folder: Path) -> list[Path]:
    """Return the files of the digests of what was forgotten, a day each."""
    return sorted(path for path in (folder / FOLDER / _FORGOTTEN).glob("????-??-??.txt") if _is_plain(path))


def _is_plain(path: Path) -> bool:
    """Return whether a path is a file and no link, and no larger than what this program writes there."""
    status = path.lstat()
    return stat.S_ISREG(status.st_mode) and status.st_size <= 2 * MOST_BYTES


def _list_paths(folder: Path, before: str = "9999") -> list[str]:
    """Return the paths of the articles with texts that are kept, sorted; of days, those before one. Links are left."""
    found: set[str] = set()
    for here, folders, names in os.walk(folder / FOLDER):
        folders[:] = [name for name in folders if name != _FORGOTTEN and (not _DAY.fullmatch(name) or name < before)]
        if any(map(_NAME.fullmatch, names)):
            found.add(Path(here).relative_to(folder / FOLDER).as_posix().removesuffix(_MARK))
    return sorted(found)
