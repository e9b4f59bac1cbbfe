"""A letter → a file in a Maildir (D. J. Bernstein, "Using maildir format"), once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.mailing.letters import TransportError

if TYPE_CHECKING:
    from summarizer.mailing.letters import Letter, Tell

_FOLDERS = ("tmp", "new", "cur")


class MaildirTransport:
    """Puts letters into a mailbox of this machine. A letter has one name there, so that it cannot come twice.

    That holds as long as it stays in ``new`` or ``cur``: what a reader deleted or moved elsewhere is not found again.
    """

    repeatable = True

    def __init__(self, path: str) -> None:
        self._path = Path(path)

    def deliver(self, letter: Letter, tell: Tell) -> None:
        """Write the letter to ``tmp`` and move it to ``new``. Raises TransportError."""
        try:
            self._make()
            name = f"{letter.key}.summarizer"
            if not self._holds(name):
                temporary = self._path / "tmp" / name
                _write(temporary, letter.message.replace(b"\r\n", b"\n"))
                os.replace(temporary, self._path / "new" / name)
                _settle(self._path / "new")
        except OSError as error:
            raise TransportError(
                (error.strerror or "cannot be written").lower(), where=f"maildir:{self._path}"
            ) from error
        tell("sent", letter.recipients, "")

    def check(self) -> str:
        """See whether the mailbox is there, or can be made, and may be written to. Raises TransportError."""
        try:
            self._make()
        except OSError as error:
            raise TransportError((error.strerror or "cannot be made").lower(), where=f"maildir:{self._path}") from error
        for folder in _FOLDERS:
            if not os.access(self._path / folder, os.W_OK | os.X_OK):
                raise TransportError("no permission to write here", where=str(self._path / folder))
        return f"the Maildir {self._path} can be written to"

    def close(self) -> None:
        """Do nothing: each letter was settled by itself."""

    def _make(self) -> None:
        if self._path.is_dir() and any(self._path.iterdir()) and not (self._path / "new").is_dir():
            raise TransportError("this folder is no Maildir", where=str(self._path), hint="name an empty or a new one")
        for folder in _FOLDERS:
            (self._path / folder).mkdir(mode=0o700, parents=True, exist_ok=True)

    def _holds(self, name: str) -> bool:
        if (self._path / "new" / name).exists():
            return True
        return any(entry.name.partition(":")[0] == name for entry in os.scandir(self._path / "cur"))


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
