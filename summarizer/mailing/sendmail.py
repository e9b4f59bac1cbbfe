"""A letter → a ``sendmail`` program, as Postfix, Exim, msmtp and others bring one."""

from __future__ import annotations

import os
import subprocess
import tempfile
from typing import TYPE_CHECKING

from summarizer.escaping import flatten
from summarizer.mailing.letters import TransportError

if TYPE_CHECKING:
    from summarizer.mailing.letters import Letter, Outcome, Tell

# <sysexits.h>: EX_DATAERR, EX_NOUSER, EX_NOHOST speak of the letter or its reader.
_REFUSED = frozenset({65, 67, 68})
_LATER = 75
_MEANINGS = {65: "the message is malformed", 67: "no such user", 68: "no such host", 75: "try again later"}
_LONGEST = 200


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
            # From a file, not a pipe: a pipe would end with us, and half a letter would be taken for a whole one.
            with tempfile.TemporaryFile() as file:
                file.write(letter.message.replace(b"\r\n", b"\n"))
                file.flush()
                file.seek(0)
                tell("sending", (address,), "")
                try:
                    done = subprocess.run(
                        [self._path, "-i", "-f", letter.sender, "--", address],
                        stdin=file,
                        capture_output=True,
                        timeout=self._patience,
                        check=False,
                    )
                except OSError as error:
                    tell("later", (address,), f"{self._path} cannot be run")
                    raise TransportError((error.strerror or "cannot be run").lower(), where=self._path) from error
                except subprocess.TimeoutExpired:
                    tell("in_doubt", (address,), f"{self._path} did not end within {self._patience:g} seconds")
                    continue
            tell(*_judge(done.returncode, address, done.stderr))

    def check(self) -> str:
        """See whether the program is there. Raises TransportError."""
        if not (os.path.isfile(self._path) and os.access(self._path, os.X_OK)):
            raise TransportError("there is no such program", where=f"sendmail:{self._path}")
        return f"the program {self._path} is there"

    def close(self) -> None:
        """Do nothing: each call ended by itself."""


def _judge(status: int, address: str, stderr: bytes) -> tuple[Outcome, tuple[str, ...], str]:
    if status == 0:
        return "sent", (address,), ""
    said = flatten(stderr.decode(errors="replace"))[:_LONGEST]
    why = f"status {status}{f', {_MEANINGS[status]}' if status in _MEANINGS else ''}{f': {said}' if said else ''}"
    if status < 0:
        return "in_doubt", (address,), f"the program was ended by signal {-status}"
    return ("refused" if status in _REFUSED else "later"), (address,), why
