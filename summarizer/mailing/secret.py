"""The password of the mail server: read when it is needed, shown nowhere."""

from __future__ import annotations

import base64
import os
import shlex
import stat
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.mailing.settings import MailSettings

_COMMAND_SECONDS = 60
_MOST_BYTES = 4096
_HIDDEN = "•••"


class Secret:
    """A text that prints as dots wherever it gets to.

    >>> secret = Secret("hunter2")
    >>> f"{secret} {secret!r}", secret.hide_in("535 hunter2 is wrong"), secret.reveal() == "hunter2"
    ('••• Secret(•••)', '535 ••• is wrong', True)
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return f"Secret({_HIDDEN})"

    def __str__(self) -> str:
        return _HIDDEN

    def __bool__(self) -> bool:
        return bool(self._text)

    def __reduce__(self) -> tuple[type[Secret], tuple[str]]:
        return (Secret, ("",))

    def reveal(self) -> str:
        """Give the text itself; for the server alone."""
        return self._text

    def hide_in(self, text: str) -> str:
        """Take the secret out of a text that a server wrote, also as AUTH PLAIN and LOGIN encode it."""
        if self._text:
            for form in (self._text, base64.b64encode(self._text.encode(errors="replace")).decode("ascii")):
                text = text.replace(form, _HIDDEN)
        return text


#: No password: for a server that asks for none.
NO_SECRET = Secret("")


def read_secret(settings: MailSettings, environ: Mapping[str, str], folder: Path = Path()) -> Secret:
    """Read the password from the one place that the settings name; ``NO_SECRET`` when they name none.

    A file's path is taken from ``folder``, a command runs there. Raises ConfigError, which never holds what was read.
    """
    given = [key for key in ("password_env", "password_file", "password_command") if getattr(settings, key)]
    if len(given) > 1:
        raise ConfigError("only one of these can be used", where=" and ".join(f"mail.{key}" for key in given))
    if given and not settings.user:
        raise ConfigError("there is a password but no user", where=f"mail.{given[0]}", hint="set mail.user")
    if not given:
        return NO_SECRET
    if settings.password_env:
        text = environ.get(settings.password_env, "")
        missing = f"the environment has no {settings.password_env}"
    elif settings.password_file:
        text, missing = _read_file(folder / settings.password_file), "the file is empty"
    else:
        text, missing = _run(settings.password_command, environ, folder), "the command printed nothing"
    first = text.splitlines()[0] if text else ""
    if not first:
        raise ConfigError(missing, where=f"mail.{given[0]}")
    return Secret(first)


def _read_file(path: Path) -> str:
    where = f"mail.password_file = {path}"
    try:
        # Without O_NONBLOCK, opening a pipe would wait for a writer.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            # Of the open file, so that it cannot be exchanged between the look and the reading.
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise ConfigError("is no ordinary file", where=where)
            if found.st_mode & 0o077:
                raise ConfigError("others may read this file", where=where, hint=f"chmod 600 {shlex.quote(str(path))}")
            return file.read(_MOST_BYTES).decode()
    except OSError as error:
        raise ConfigError((error.strerror or "cannot be read").lower(), where=where) from error
    except UnicodeDecodeError:
        raise ConfigError("is not UTF-8", where=where) from None


def _run(command: str, environ: Mapping[str, str], folder: Path) -> str:
    where = "mail.password_command"
    try:
        done = subprocess.run(
            shlex.split(command),
            env=dict(environ),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_COMMAND_SECONDS,
            check=False,
        )
        if done.returncode:
            raise ConfigError(f"ended with status {done.returncode}", where=where, hint="run it by hand to see why")
        return done.stdout.decode()
    except subprocess.TimeoutExpired:
        raise ConfigError(f"took longer than {_COMMAND_SECONDS} seconds", where=where) from None
    except OSError as error:
        raise ConfigError((error.strerror or "cannot be run").lower(), where=where) from error
    except UnicodeDecodeError:
        raise ConfigError("printed something that is not UTF-8", where=where) from None
    except (ValueError, IndexError):
        raise ConfigError("is no command", where=where, hint="quotes must be closed") from None
