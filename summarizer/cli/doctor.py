"""``summarizer doctor``: is all in order for the run of tomorrow morning?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.checkups import (
    check_clock,
    check_history,
    check_output,
    check_places,
    check_plan,
    check_program,
    check_templates,
)
from summarizer.cli.mail_checkup import check_mail
from summarizer.cli.making import Desk
from summarizer.cli.parameters import Config, Names
from summarizer.cli.terminal import DONE, NOTHING_DONE, WITH_PROBLEMS, build_progress, put, tell, told
from summarizer.cli.wishes import build_wish, choose_names, find_settings, placed, tell_time
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from summarizer.diagnosing import Finding
    from summarizer.settings import Settings


def doctor(
    config: Config = None,
    name: Names = [],  # noqa: B006
    offline: Annotated[bool, typer.Option("--offline", help="Leave out what needs the network.")] = False,
) -> None:
    """Test all that a morning's run needs, one line a check: ok, notice or problem, and what to do.

    Nothing is mailed, written or remembered. Exit status 1 if there is a problem, 2 if the settings cannot be read.
    """
    from summarizer.diagnosing import count_findings, describe_findings

    findings: list[Finding] = []
    with told():
        try:
            settings = find_settings(config)
            names = choose_names(settings, name)
        except ConfigError as error:
            from summarizer.diagnosing import find_fault

            put("\n".join([*describe_findings([find_fault("settings", error)]), ""]))
            raise typer.Exit(NOTHING_DONE) from error
        for finding in _examine(settings, names, offline):
            if finding not in findings:
                findings.append(finding)
                put(f"{describe_findings([finding])[0]}\n")
        tell(count_findings(findings), quiet=False)
    raise typer.Exit(WITH_PROBLEMS if any(one.level == "problem" for one in findings) else DONE)


def _examine(settings: Settings, names: tuple[str, ...], offline: bool) -> Iterator[Finding]:
    yield check_program()
    yield _tell_settings(settings)
    yield from check_history(settings)
    for name in names:
        yield from _examine_briefing(settings, name, offline)


def _tell_settings(settings: Settings) -> Finding:
    from summarizer.diagnosing import Finding

    if not settings.path:
        return Finding(
            "notice", "settings", "there is no summarizer.toml here, so the defaults hold", "summarizer init"
        )
    path = Path(settings.path).absolute()
    if path.stat().st_mode & 0o022:
        return Finding("notice", "settings", f"others may write {path}, and it may name a command", "chmod go-w")
    named = f", briefings: {', '.join(settings.briefings)}" if settings.briefings else ""
    return Finding("ok", "settings", f"{path}{named}")


def _examine_briefing(settings: Settings, name: str, offline: bool) -> Iterator[Finding]:
    from summarizer.diagnosing import find_fault

    called = f"{name}: " if name else ""
    try:
        with placed(settings, name, {}):
            now = tell_time(settings, name, {})
            wish = build_wish(settings, name, {}, "", now)
    except ConfigError as error:
        # The other checks of this briefing need a wish; its mail does not.
        yield find_fault(f"{called}settings", error)
        yield from check_mail(settings, name, called, offline)
        return
    desk = Desk(settings, now)
    show = build_progress(quiet=False, verbose=False)
    yield check_clock(settings, name, called, now)
    yield check_plan(settings, wish, called)
    yield check_templates(settings, wish, called)
    for finding in check_places(wish, desk, called, offline, show):
        show("")
        yield finding
    yield check_output(wish.output, f"{called}output")
    yield from check_mail(settings, name, called, offline)
