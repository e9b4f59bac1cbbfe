"""One run at a time: a lock that names who holds it, and is gone with its process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from summarizer.errors import SummarizerError

_STEP = 0.1
_LONGEST = 500


@contextmanager
def hold_lock(
    path: Path,
    wait_seconds: float,
    who: str,
    what: str,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[None]:
    """Hold the lock of a file while something is done; it is another file beside it, which stays.

    Raises SummarizerError when another process holds it for longer than ``wait_seconds``: that ``what`` is in use,
    and by whom, which is what that process gave as ``who``.
    """
    fcntl = _load_locks(path)
    lock = path.with_name(f"{path.name}.lock")
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        end = clock() + wait_seconds
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if clock() >= end:
                    raise _taken(path, what, descriptor) from None
                sleep(_STEP)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()}, {who or 'unnamed'}"[:_LONGEST].encode(errors="replace"), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        # Closing lets the lock go, and so does the end of the process, however it ends.
        os.close(descriptor)


def find_holder(path: Path) -> str:
    """Tell which run holds the lock of a file at this moment; nothing if none does."""
    fcntl = _load_locks(path)
    try:
        descriptor = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR)
    except FileNotFoundError:
        return ""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _read_holder(descriptor) or "a run that is just starting"
    finally:
        os.close(descriptor)
    return ""


def _load_locks(path: Path) -> ModuleType:
    try:
        import fcntl
    except ImportError:
        raise SummarizerError(
            "this system has no file locks, and nothing else keeps two runs apart",
            where=str(path),
            hint="what remembers or resumes needs Linux or macOS (WSL is Linux); brief without a history does not",
        ) from None
    return fcntl


def _read_holder(descriptor: int) -> str:
    return " ".join(os.pread(descriptor, _LONGEST * 4, 0).decode(errors="replace").split())


def _taken(path: Path, what: str, descriptor: int) -> SummarizerError:
    holder = _read_holder(descriptor)
    return SummarizerError(
        f"{what} is in use by another run ({holder or 'just starting'})",
        where=str(path),
        hint="try again when that has ended",
    )
