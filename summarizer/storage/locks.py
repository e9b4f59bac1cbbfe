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
    """Hold the lock of a file while something is done; the lock is another file beside it, which stays.

    Args:
        path: the file.
        wait_seconds: how long to wait for another process that holds the lock.
        who: the name of this run, for the message to another one.
        what: what the lock guards, for the message, for example "the history".
        sleep: waits so many seconds.
        clock: returns seconds.

    Raises:
        SummarizerError: another process holds it for longer; or this system has no file locks.
    """
    fcntl = _load_locks(path)
    descriptor = os.open(_lock_of(path), os.O_RDWR | os.O_CREAT, 0o600)
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
        os.pwrite(descriptor, f"process {os.getpid()}, {who or 'unnamed'}"[:_LONGEST].encode(errors="replace"), 0)
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
        descriptor = os.open(_lock_of(path), os.O_RDWR)
    except FileNotFoundError:
        return ""
    try:
        if _try_lock(fcntl, descriptor):
            return ""
        return _read_holder(descriptor) or "a run that is just starting"
    finally:
        os.close(descriptor)


def _lock_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")


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


def _try_lock(fcntl: ModuleType, descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read_holder(descriptor: int) -> str:
    return " ".join(os.pread(descriptor, _LONGEST * 4, 0).decode(errors="replace").split())
