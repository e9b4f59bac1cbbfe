"""``summarizer install-timer``: what runs ``summarizer send`` each morning, for systemd and for cron."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.clock import find_local_zone
from summarizer.cli.options import Config, Names
from summarizer.cli.resolving import choose_names, find_settings
from summarizer.cli.terminal import make_folder, put, tell, told
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from summarizer.config.loading import Settings
    from summarizer.timing import Job


def install_timer(
    show: Annotated[bool, typer.Option("--print", help="Print it and write nothing.")] = False,
    at: Annotated[str, typer.Option("--at", help="The hour, in the settings' time zone.")] = "06:30",
    name: Names = [],  # noqa: B006
    config: Config = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Write a systemd service and timer that run `summarizer send -q` each day, or print them with a line for cron.

    Nothing is started: the commands that do so are told.
    """
    from summarizer.timing import write_cron_line, write_service, write_timer

    with told():
        settings = find_settings(config)
        job = _find_job(settings, name, at)
        folder = _unit_folder()
        units = {folder / f"{job.name}.service": write_service(job), folder / f"{job.name}.timer": write_timer(job)}
        if show:
            parts = [f"# {path}\n{text}" for path, text in units.items()]
            clock = f"counts by this machine's clock ({find_local_zone() or 'whatever its zone is'})"
            put("\n".join([*parts, f"# For cron instead (crontab -e); its hour {clock}\n{write_cron_line(job)}\n"]))
            return
        _write(units, force)
        tell(_advise(job), quiet=False)


def _find_job(settings: Settings, names: list[str], at: str) -> Job:
    from summarizer.timing import Job, check_texts, parse_at

    if not settings.path:
        raise ConfigError("there is no settings file here", where="install-timer", hint="`summarizer init`, or name it")
    chosen = choose_names(settings, names) if names else ()
    path, folder = os.path.abspath(settings.path), os.path.abspath(settings.folder)
    command = (*find_program(), "send", "-q", "-c", path, *chosen)
    check_texts([*command, folder])
    first = next(iter(chosen or settings.briefings), "")
    zone = str(settings.find("briefing", first)["timezone"].value) or str(find_local_zone() or "")
    return Job("-".join(["summarizer", *chosen]), command, folder, parse_at(at), zone)


def find_program() -> tuple[str, ...]:
    """Give the call of this very program with whole paths: a timer knows no PATH."""
    script = Path(sys.executable).with_name("summarizer")
    if os.access(script, os.X_OK):
        return (str(script),)
    called = Path(sys.argv[0])
    if called.name == "summarizer" and os.access(called, os.X_OK):
        return (os.path.abspath(called),)
    return (sys.executable, "-m", "summarizer")


def _unit_folder() -> Path:
    home = os.environ.get("XDG_CONFIG_HOME", "")
    folder = Path(home) if os.path.isabs(home) else Path("~/.config").expanduser()
    return folder / "systemd" / "user"


def _write(units: dict[Path, str], force: bool) -> None:
    from summarizer.delivery import write_all

    there = [path for path in units if path.exists()]
    if there and not force:
        raise ConfigError("is there already", where=str(there[0]), hint="--force replaces it")
    make_folder(next(iter(units)).parent)
    write_all(units)
    tell("\n".join(f"written  {path}" for path in units), quiet=False)


def _advise(job: Job) -> str:
    return "\n".join(
        [
            "next     systemctl --user daemon-reload",
            f"         systemctl --user enable --now {job.name}.timer",
            "         loginctl enable-linger, if it is to run while you are not logged in",
        ]
    )
