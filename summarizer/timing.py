"""A call and an hour → a systemd service and timer, and a line for cron, quoted as each wants it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.errors import ConfigError

_AT = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
# Cron and systemd, and the versions of cron among themselves, read these in different ways.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]")
_PLAIN = re.compile(r"[\w@%+=:,./-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be run each morning. ``zone`` is where ``at`` counts; empty, this machine's."""

    name: str
    command: tuple[str, ...]
    folder: str
    at: tuple[int, int]
    zone: str = ""


def parse_at(text: str) -> tuple[int, int]:
    """Read an hour of the day.

    Raises:
        ConfigError: it is none.

    >>> parse_at("06:30"), parse_at("6:30")
    ((6, 30), (6, 30))
    """
    found = _AT.fullmatch(text.strip())
    if not found:
        raise ConfigError(f"“{text}” is no hour of the day", where="--at", hint="write it like 06:30")
    return int(found[1]), int(found[2])


def check_texts(texts: Sequence[str]) -> None:
    """Refuse what cannot be written for both cron and systemd. Raises ConfigError."""
    for text in texts:
        if _UNSAFE.search(text) or not text.strip():
            hint = "rename the folder"
            raise ConfigError("a path with a backslash or a line end cannot be used", where=repr(text), hint=hint)


def write_service(job: Job) -> str:
    r"""Write the service that runs the job once.

    >>> print(write_service(Job("news", ("/a b/run", "100%", "$x"), "/srv", (6, 30))))
    [Unit]
    Description=Morning briefing: news
    <BLANKLINE>
    [Service]
    Type=oneshot
    WorkingDirectory=/srv
    ExecStart="/a b/run" 100%% "$$x"
    TimeoutStartSec=1h
    <BLANKLINE>
    """
    folder = job.folder.replace("%", "%%")
    command = " ".join(_quote_for_systemd(word) for word in job.command)
    return f"""[Unit]
Description=Morning briefing: {job.name}

[Service]
Type=oneshot
WorkingDirectory={folder}
ExecStart={command}
TimeoutStartSec=1h
"""


def write_timer(job: Job) -> str:
    """Write the timer that starts the service each day, and makes up for a day when the machine was off."""
    hour, minute = job.at
    zone = f" {job.zone}" if job.zone else ""
    return f"""[Unit]
Description=Each morning: {job.name}

[Timer]
OnCalendar=*-*-* {hour:02}:{minute:02}:00{zone}
Persistent=true

[Install]
WantedBy=timers.target
"""


def write_cron_line(job: Job) -> str:
    r"""Write the line for a crontab; its hour is that of the machine.

    >>> write_cron_line(Job("news", ("/a b/run", "100%"), "/srv", (6, 30)))
    "30 6 * * *  cd /srv && '/a b/run' 100\\%"
    """
    hour, minute = job.at
    command = f"cd {shlex.quote(job.folder)} && {shlex.join(job.command)}"
    # To cron, % is the end of the line.
    return f"{minute} {hour} * * *  {command}".replace("%", "\\%")


def _quote_for_systemd(word: str) -> str:
    word = word.replace("%", "%%").replace("$", "$$")
    return word if _PLAIN.fullmatch(word) else '"' + word.replace('"', '\\"') + '"'
