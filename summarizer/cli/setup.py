"""``summarizer init``, ``config`` and ``install-timer``: settings to begin with, what holds, what runs each morning."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli import terminal
from summarizer.cli.options import Config, Names, find_local_zone, option
from summarizer.config.resolving import choose_names
from summarizer.config.settings_file import FILE, describe_settings, find_settings, write_settings
from summarizer.errors import ConfigError
from summarizer.fetch.web_addresses import is_remote
from summarizer.storage.files import make_folder, write_all, write_atomically


def init(
    folder: Annotated[Path, typer.Argument(help="The folder to write summarizer.toml into.")] = Path(),
    feeds: Annotated[
        list[str] | None,
        option("The address of a feed, to make front pages of its stories. May be repeated.", "--feed"),
    ] = None,
    force: Annotated[bool, option("Replace a file that is there.", "--force")] = False,
) -> None:
    """Write a commented summarizer.toml to begin with. The folder for articles is made too.

    Every key stands in it with what holds without it, so that it changes nothing until you take a # away. With feeds,
    these are its places, and it asks for a front page of many stories (stories = true).

    Example: summarizer init --feed https://news.example/feed.xml
    """
    for feed in feeds or ():
        if not is_remote(feed):
            raise ConfigError("is no address on the network", where=f"--feed {feed}", hint="write it with https://")
    path = folder / FILE
    terminal.check_unwritten([path], force)
    make_folder(folder / "articles", hint="name another folder")
    write_atomically(path, write_settings(feeds or ()))
    places = f"put articles into {folder / 'articles'}, or addresses into the file; then "
    terminal.print_message(f"written  {path}", f"next     {'' if feeds else places}`summarizer brief`")


def config(config: Config = None, name: Names = None) -> None:
    """Print all settings that hold, and where each was said. Passwords are no settings and not shown."""
    settings = find_settings(config)
    terminal.print_result(describe_settings(settings, choose_names(settings, name or [])))


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


def install_timer(
    show: Annotated[bool, option("Print it and write nothing.", "--print")] = False,
    at: Annotated[str, typer.Option("--at", help="The hour, in the settings' time zone.")] = "06:30",
    name: Names = None,
    config: Config = None,
    force: Annotated[bool, option("Replace files that are there.", "--force")] = False,
) -> None:
    """Write a systemd timer that runs `summarizer send -q` daily. Or print it, with its service and a line for cron.

    Nothing is started: the commands that do so are told.
    """
    settings = find_settings(config)
    if not settings.path:
        hint = "`summarizer init`, or name it"
        raise ConfigError("there is no settings file here", where="install-timer", hint=hint)
    chosen = choose_names(settings, name) if name else ()
    path, here = os.path.abspath(settings.path), os.path.abspath(settings.folder)
    command = (*find_program(), "send", "-q", "-c", path, *chosen)
    check_texts([*command, here])
    first = next(iter(chosen or settings.briefings), "")
    zone = str(settings.find("briefing", first)["timezone"].value or find_local_zone() or "")
    job = Job("-".join(["summarizer", *chosen]), command, here, parse_at(at), zone)
    home = os.environ.get("XDG_CONFIG_HOME", "")
    folder = (Path(home) if os.path.isabs(home) else Path("~/.config").expanduser()) / "systemd" / "user"
    units = {folder / f"{job.name}.service": write_service(job), folder / f"{job.name}.timer": write_timer(job)}
    if show:
        parts = [f"# {unit}\n{text}" for unit, text in units.items()]
        clock = f"counts by this machine's clock ({find_local_zone() or 'whatever its zone is'})"
        parts.append(f"# For cron instead (crontab -e); its hour {clock}\n{write_cron_line(job)}\n")
        terminal.print_result("\n".join(parts))
        return
    terminal.check_unwritten(units, force)
    make_folder(folder, hint="with --print the units are only shown")
    write_all(units)
    terminal.print_message(*terminal.describe_written(units))
    terminal.print_message(
        "next     systemctl --user daemon-reload",
        f"         systemctl --user enable --now {job.name}.timer",
        "         loginctl enable-linger, if it is to run while you are not logged in",
    )


def find_program() -> tuple[str, ...]:
    """Return the call of this very program with whole paths: a timer knows no PATH."""
    script = Path(sys.executable).with_name("summarizer")
    if os.access(script, os.X_OK):
        return (str(script),)
    called = Path(sys.argv[0])
    if called.name == "summarizer" and os.access(called, os.X_OK):
        return (os.path.abspath(called),)
    return (sys.executable, "-m", "summarizer")


def parse_at(text: str) -> tuple[int, int]:
    """Parse an hour of the day. Raises ConfigError when it is none.

    >>> parse_at("06:30"), parse_at("6:30")
    ((6, 30), (6, 30))
    """
    found = _AT.fullmatch(text.strip())
    if not found:
        raise ConfigError(f"“{text}” is no hour of the day", where="--at", hint="write it like 06:30")
    return int(found[1]), int(found[2])


def check_texts(texts: Sequence[str]) -> None:
    """Raise ConfigError for what cannot be written for both cron and systemd."""
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
    words = []
    for word in job.command:
        escaped = word.replace("%", "%%").replace("$", "$$")
        words.append(escaped if _PLAIN.fullmatch(escaped) else '"' + escaped.replace('"', '\\"') + '"')
    return f"""[Unit]
Description=Morning briefing: {job.name}

[Service]
Type=oneshot
WorkingDirectory={folder}
ExecStart={" ".join(words)}
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
