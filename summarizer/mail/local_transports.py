"""Letters handed to a ``sendmail`` program or a Maildir of this machine, and the choice of the transport.

Postfix, Exim, msmtp and others bring a ``sendmail``. For a Maildir see D. J. Bernstein, "Using maildir format".
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from summarizer.errors import ConfigError
from summarizer.mail.mail_settings import NO_SECRET, MailSettings, Secret, parse_server
from summarizer.mail.message import Letter, Tell, Transport, TransportError
from summarizer.mail.smtp import SmtpTransport
from summarizer.storage.deliveries import State
from summarizer.text.escaping import flatten

# <sysexits.h>: EX_DATAERR, EX_NOUSER and EX_NOHOST speak of the letter or its reader; EX_TEMPFAIL.
_MEANINGS: Mapping[int, tuple[State, str]] = {
    65: ("refused", ", the message is malformed"),
    67: ("refused", ", no such user"),
    68: ("refused", ", no such host"),
    75: ("queued", ", try again later"),
}
_LONGEST = 200

_FOLDERS = ("tmp", "new", "cur")


@contextmanager
def open_transport(settings: MailSettings, secret: Secret = NO_SECRET) -> Iterator[Transport]:
    """Open the transport that ``settings.server`` names; nothing is connected before the first letter.

    Raises ConfigError when no server is set or its address is none.
    """
    if not settings.server:
        raise ConfigError("no mail server is set", where="mail.server", hint="such as smtp://mail.example.org:587")
    transport = _choose(settings, secret)
    try:
        yield transport
    finally:
        transport.close()


def _choose(settings: MailSettings, secret: Secret) -> Transport:
    """Return the transport for the scheme of the server's address."""
    server = parse_server(settings.server)
    if server.scheme == "sendmail":
        return SendmailTransport(server.path, settings.patience)
    if server.scheme == "maildir":
        return MaildirTransport(server.path)
    return SmtpTransport(server, settings, secret)


class SendmailTransport:
    """Calls the program once for each recipient, so that the exit status speaks of that one alone."""

    repeatable = False

    def __init__(self, path: str, patience: float) -> None:
        self._path = path
        self._patience = patience

    def deliver(self, letter: Letter, tell: Tell) -> None:
        """Hand the letter over. Raises TransportError when the program cannot do its work at all."""
        self.check()
        for address in letter.recipients:
            tell("sending", (address,), "")
            try:
                state, why = self._call(letter, address)
            except OSError as error:
                tell("queued", (address,), f"{self._path} cannot be run")
                raise TransportError((error.strerror or "cannot be run").lower(), where=self._path) from error
            tell(state, (address,), why)

    def _call(self, letter: Letter, address: str) -> tuple[State, str]:
        """Call the program, and return what became of the letter and why."""
        # From a file, not a pipe: a pipe would end with us, and half a letter would be taken for a whole one.
        with tempfile.TemporaryFile() as file:
            file.write(letter.message.replace(b"\r\n", b"\n"))
            file.seek(0)
            command = [self._path, "-i", "-f", letter.sender, "--", address]
            try:
                done = subprocess.run(command, stdin=file, capture_output=True, timeout=self._patience, check=False)
            except subprocess.TimeoutExpired:
                return "in_doubt", f"{self._path} did not end within {self._patience:g} seconds"
        return _judge(done.returncode, done.stderr)

    def check(self) -> str:
        """Return that the program is there. Raises TransportError."""
        if not (os.path.isfile(self._path) and os.access(self._path, os.X_OK)):
            raise TransportError("there is no such program", where=f"sendmail:{self._path}")
        return f"the program {self._path} is there"

    def close(self) -> None:
        """Do nothing: each call ended by itself."""


def _judge(status: int, stderr: bytes) -> tuple[State, str]:
    """Return what the exit status of ``sendmail`` means, and why."""
    if status == 0:
        return "sent", ""
    if status < 0:
        return "in_doubt", f"the program was ended by signal {-status}"
    state, meaning = _MEANINGS.get(status, ("queued", ""))
    said = flatten(stderr.decode(errors="replace"))[:_LONGEST]
    why = f"status {status}{meaning}"
    if said:
        why += f": {said}"
    return state, why


class MaildirTransport:
    """Puts letters into a mailbox of this machine. A letter has one name there, so that it cannot come twice.

    That holds as long as it stays in ``new`` or ``cur``: what a reader deleted or moved elsewhere is not found again.
    """

    repeatable = True

    def __init__(self, path: str) -> None:
        self._path = Path(path)

    def deliver(self, letter: Letter, tell: Tell) -> None:
        """Write the letter to ``tmp`` and move it to ``new``. Raises TransportError."""
        name = f"{letter.key}.summarizer"
        with self._explain_errors("cannot be written"):
            self._make_folders()
            if not self._holds(name):
                temporary = self._path / "tmp" / name
                _write_through(temporary, letter.message.replace(b"\r\n", b"\n"))
                os.replace(temporary, self._path / "new" / name)
                _settle(self._path / "new")
        tell("sent", letter.recipients, "")

    def check(self) -> str:
        """Return that the mailbox is there, made if need be, and may be written to. Raises TransportError."""
        with self._explain_errors("cannot be made"):
            self._make_folders()
        for folder in _FOLDERS:
            if not os.access(self._path / folder, os.W_OK | os.X_OK):
                raise TransportError("no permission to write here", where=str(self._path / folder))
        return f"the Maildir {self._path} can be written to"

    def close(self) -> None:
        """Do nothing: each letter was settled by itself."""

    @contextmanager
    def _explain_errors(self, otherwise: str) -> Iterator[None]:
        """Turn an error of the file system into a TransportError."""
        try:
            yield
        except OSError as error:
            raise TransportError((error.strerror or otherwise).lower(), where=f"maildir:{self._path}") from error

    def _make_folders(self) -> None:
        """Make the folders of the mailbox. Raises TransportError for a folder that holds something else."""
        if self._path.is_dir() and any(self._path.iterdir()) and not (self._path / "new").is_dir():
            raise TransportError("this folder is no Maildir", where=str(self._path), hint="name an empty or a new one")
        for folder in _FOLDERS:
            (self._path / folder).mkdir(mode=0o700, parents=True, exist_ok=True)

    def _holds(self, name: str) -> bool:
        """Return whether a letter is there, read or not: a reader adds marks to its name, behind a colon."""
        read = {entry.name.partition(":")[0] for entry in os.scandir(self._path / "cur")}
        return name in read or (self._path / "new" / name).exists()


def _write_through(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, and bring it to the disk."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
