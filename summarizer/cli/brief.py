"""``summarizer brief``: articles in, one briefing out, or all of the settings file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import typer

from summarizer.cli.options import (
    DEFAULT_TEMPLATES,
    Again,
    Config,
    DateText,
    Formats,
    Gloss,
    Language,
    LengthText,
    Method,
    Names,
    NewOnly,
    Outlets,
    Output,
    Places,
    Plan,
    Quiet,
    Shares,
    Similarity,
    Since,
    Stdout,
    Template,
    Templates,
    Threshold,
    Timezone,
    Title,
    Trace,
    Until,
    Verbose,
)
from summarizer.cli.render_verify import check_template
from summarizer.cli.resolving import Wish, build_wish, choose_names, find_given, find_settings, placed, tell_time
from summarizer.cli.run_context import Desk, Made, make, open_memory
from summarizer.cli.terminal import DONE, NOTHING_DONE, WITH_PROBLEMS, make_folder, put, tell, told
from summarizer.errors import ConfigError, SummarizerError
from summarizer.render.rendering import write_as

if TYPE_CHECKING:
    from summarizer.config.loading import Settings, Value
    from summarizer.model import Briefing, Problem

#: Parameter → key of the settings.
KEYS: Mapping[str, str] = MappingProxyType(
    {name: name for name in "places plan length method formats output title similarity threshold".split()}
    | {name: name for name in "language gloss template templates since until new_only timezone".split()}
    | {"section": "shares", "outlet": "outlets"}
)


def brief(
    context: typer.Context,
    places: Places = None,
    config: Config = None,
    name: Names = [],  # noqa: B006
    plan: Plan = "auto",
    length: LengthText = "20",
    method: Method = "weighted-cover",
    formats: Formats = ["md,html,json"],  # noqa: B006
    output: Output = Path("outputs"),
    date: DateText = "",
    since: Since = "",
    until: Until = "",
    new_only: NewOnly = False,
    again: Again = False,
    title: Title = "",
    similarity: Similarity = "tf-idf",
    threshold: Threshold = 0.28,
    section: Shares = [],  # noqa: B006
    outlet: Outlets = [],  # noqa: B006
    language: Language = "",
    gloss: Gloss = True,
    template: Template = None,
    templates: Templates = DEFAULT_TEMPLATES,
    timezone: Timezone = "",
    trace: Trace = None,
    stdout: Stdout = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Make one briefing of several articles, or those of summarizer.toml.

    Articles are .txt, .md with front matter, .html, .json, .jsonl, .eml, mailboxes, or on the network.
    Who published a file is read from the file, from an outlets.toml beside it or from --outlet; else it
    is inferred and marked so.

    Example: summarizer brief articles/ --length 300w --section context=0.1
    """
    with told():
        settings, given = find_settings(config), find_given(context, KEYS)
        names = choose_names(settings, name, places_given="places" in given)
        wishes = [_wish(settings, one, given, date, stdout) for one in names]
        if trace is not None and len(wishes) > 1:
            raise ConfigError("one trace is of one briefing", where="--trace", hint="name the briefing with --name")
        jobs = [(one.name, _job(settings, one, given, (trace, stdout, again, quiet, verbose))) for one in wishes]
        status = run_all(jobs)
    raise typer.Exit(status)


def run_all(jobs: Sequence[tuple[str, Callable[[], int]]]) -> int:
    """Do all jobs, each whatever becomes of the others, and give the exit status of all together.

    A job has the name of its briefing, by which its failure is told where there are several.
    """
    if len(jobs) == 1:
        return jobs[0][1]()
    states = []
    for name, job in jobs:
        try:
            states.append(job())
        except SummarizerError as error:
            tell(f"summarizer: briefing “{name}”: {error}", quiet=False)
            states.append(NOTHING_DONE)
    if all(state == NOTHING_DONE for state in states):
        return NOTHING_DONE
    return WITH_PROBLEMS if any(states) else DONE


def _wish(settings: Settings, name: str, given: Mapping[str, Value], date: str, stdout: bool) -> Wish:
    """Build a wish and check all that can be known of it before any article is read."""
    from dataclasses import replace

    from summarizer.config import values as config

    now = tell_time(settings, name, given)
    with placed(settings, name, given):
        wish = build_wish(settings, name, given, date, now)
        if stdout:
            first = config.first_format([str(one) for one in _listed(settings, name, given)])
            wish = replace(wish, formats=config.parse_formats([first]))
        check_wish(settings, wish, given)
    return wish


def check_wish(settings: Settings, wish: Wish, given: Mapping[str, Value]) -> None:
    """Check the names and templates of a wish. Raises ConfigError."""
    from summarizer.config import values as config
    from summarizer.config.loading import DEFAULT

    config.check_names(wish.options)
    said = {**settings.find("briefing", wish.name), **given}["templates"].origin != DEFAULT
    # The folder that nobody named need not be there.
    check_template(wish.template, wish.templates if said else DEFAULT_TEMPLATES, wish.formats)


def _listed(settings: Settings, name: str, given: Mapping[str, Value]) -> Sequence[object]:
    value = {**settings.find("briefing", name), **given}["formats"].value
    return value if isinstance(value, list | tuple) else [value]


def _job(
    settings: Settings, wish: Wish, given: Mapping[str, Value], wants: tuple[Path | None, bool, bool, bool, bool]
) -> Callable[[], int]:
    trace, stdout, again, quiet, verbose = wants
    desk = Desk(settings, tell_time(settings, wish.name, given), quiet, verbose)

    def run() -> int:
        with open_memory(desk, "summarizer brief", needed=wish.new_only) as history:
            made = make(wish, desk, history, again=again)
        if made.briefing is None:
            tell_bad(wish, made.problems)
            tell(f"nothing  no article of {_days(wish)}; no briefing is written", quiet)
            return WITH_PROBLEMS if any(p.level == "problem" for p in made.problems) else DONE
        if made.kept and trace is not None:
            raise ConfigError("this edition was made before; its trace is gone", where="--trace", hint="add --again")
        written = deliver(wish, made.briefing, trace, stdout)
        report(wish, made, written, quiet)
        return WITH_PROBLEMS if any(p.level == "problem" for p in made.problems) else DONE

    return run


def _days(wish: Wish) -> str:
    return (
        " ".join(text for text in (wish.since and f"since {wish.since}", wish.until and f"until {wish.until}") if text)
        or "today"
    )


def deliver(wish: Wish, made: Briefing, trace: Path | None = None, stdout: bool = False) -> list[str]:
    """Write a briefing in the formats wanted; give the files."""
    from summarizer.render.briefing_json import trace_lines
    from summarizer.storage.files import slug, write_all

    texts = {name: write_as(made, name, wish.template, [wish.templates]) for name in wish.formats}
    stem = f"{made.date}-{slug(wish.name or made.title)}"
    files = {} if stdout else {wish.output / f"{stem}.{name}": text for name, text in texts.items()}
    if not stdout:
        make_folder(wish.output)
    if trace is not None:
        if trace.resolve() in {path.resolve() for path in files}:
            raise ConfigError("the briefing itself is written there", where=f"--trace {trace}", hint="name another")
        files[trace] = trace_lines(made)
    write_all(files)
    if stdout:
        put(next(iter(texts.values())))
    return [str(path) for path in files]


def report(wish: Wish, made: Made, written: Sequence[str], quiet: bool) -> None:
    """Tell what was done; under ``quiet`` only what went wrong."""
    from summarizer.reporting import describe_problems, describe_run

    problems: Sequence[Problem] = made.problems
    if quiet or made.briefing is None:
        tell_bad(wish, problems)
    elif made.kept:
        lines = [f"kept     the edition of {made.briefing.date} was made before (--again makes it anew)"]
        tell("\n".join([*lines, *(f"written  {path}" for path in written), *describe_problems(problems)]), quiet=False)
    else:
        tell(describe_run(made.briefing, problems, written, wish.options.plan), quiet=False)


def tell_bad(wish: Wish, problems: Sequence[Problem]) -> None:
    """Tell the problems that are no mere notices; where the briefing has a name, in a paragraph that says whose."""
    from summarizer.reporting import describe_problems

    bad = [problem for problem in problems if problem.level == "problem"]
    head = [f"summarizer: the briefing “{wish.name}” of {wish.options.date} has problems:"] if wish.name else []
    tell("\n".join([*head, *describe_problems(bad)]), quiet=not bad)
