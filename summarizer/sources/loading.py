"""The bytes of one file, within limits."""

from __future__ import annotations

import os
import stat

from summarizer.errors import SourceError

#: Bytes of one file; a file must be smaller. A newspaper page with all its scripts has about 2 MB.
MAX_BYTES = 20_000_000
#: Bytes of a mailbox, which holds many articles in one file.
MAX_MAILBOX = 100_000_000


def load_file(path: str, most: int = MAX_BYTES) -> bytes:
    """Read the bytes of a file. Raises SourceError when it cannot be read, is too large or is no ordinary file."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            # Opening a pipe could wait for ever, and it could not be read again to verify the briefing.
            raise SourceError("is not an ordinary file")
        check_size(status.st_size, most)
        with open(path, "rb") as file:
            data = file.read(most)
    except OSError as fault:
        raise SourceError(f"cannot be read: {fault.strerror}") from fault
    except ValueError as fault:
        raise SourceError("cannot be read: the name is not sound") from fault
    check_size(len(data), most)
    return data


def check_size(size: int, most: int = MAX_BYTES) -> None:
    """Raise SourceError when a file is too large."""
    if size >= most:
        raise SourceError(f"has {size / 1e6:.1f} MB; a file must be smaller than {most / 1e6:.0f} MB")
