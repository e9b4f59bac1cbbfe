"""``summarizer brief``: articles in, one briefing out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as today
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from summarizer.cli.parameters import (
    DEFAULT_TEMPLATES,
    DateText,
    Formats,
    Gloss,
    Language,
    LengthText,
    Method,
    Outlets,
    Output,
    Places,
    Plan,
    Quiet,
    Shares,
    Similarity,
    Stdout,
    Template,
    Templates,
    Threshold,
    Title,
    Trace,
    Verbose,
)
from summarizer.cli.terminal import DONE, WITH_PROBLEMS, build_progress, make_folder, put, read_stdin, tell, told
from summarizer.cli.writing import check_template, write_as
from summarizer.errors import ConfigError, SourceError

if TYPE_CHECKING:
    from summarizer.model import Briefing, Options, Problem


def brief(
    places: Places = None,
    plan: Plan = "auto",
    length: LengthText = "20",
    method: Method = "weighted-cover",
    formats: Formats = ["md,html,json"],  # noqa: B006
    output: Output = Path("outputs"),
    date: DateText = "",
    title: Title = "",
    similarity: Similarity = "tf-idf",
    threshold: Threshold = 0.28,
    section: Shares = [],  # noqa: B006
    outlet: Outlets = [],  # noqa: B006
    language: Language = "",
    gloss: Gloss = True,
    template: Template = None,
    templates: Templates = DEFAULT_TEMPLATES,
    trace: Trace = None,
    stdout: Stdout = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Make one briefing of several articles.

    Articles are .txt, .md with front matter, .html, .json, .jsonl or .eml. Who published a file is read
    from the file, from an outlets.toml beside it or from --outlet; else it is inferred and marked so.

    Example: summarizer brief articles/ --length 300w --section context=0.1
    """
    from summarizer import config
    from summarizer.model import Options

    with told():
        options = Options(
            plan=plan,
            plans=config.load_plans(plan, [templates]),
            length=config.parse_length(length),
            method=method,
            similarity=similarity,
            threshold=config.parse_threshold(threshold),
            shares=config.parse_shares(section),
            outlets=config.parse_pairs(outlet, "--outlet", "FILE=NAME"),
            title=title,
            date=config.parse_date(date or today.today().isoformat()),
            language=language,
            gloss=gloss,
        )
        if plan != "auto":
            options = _named_plan(options)
        chosen = config.parse_formats([config.first_format(formats)] if stdout else formats)
        # What is wrong with the call is told before any article is read.
        config.check_names(options)
        check_template(template, templates, chosen)
        made, problems = _make(places or ["articles"], options, quiet, verbose)
        texts = {name: write_as(made, name, template, [templates]) for name in chosen}
        written = _deliver(made, texts, output, trace, stdout)
        _report(made, problems, written, plan, quiet)
    raise typer.Exit(WITH_PROBLEMS if any(p.level == "problem" for p in problems) else DONE)


def _named_plan(options: Options) -> Options:
    from dataclasses import replace

    return replace(options, plan=options.plans[0].id)


def _make(places: Sequence[str], options: Options, quiet: bool, verbose: bool) -> tuple[Briefing, tuple[Problem, ...]]:
    from dataclasses import replace

    from summarizer.model import Problem
    from summarizer.pipeline import make_briefing
    from summarizer.reporting import describe_problems
    from summarizer.sources import STDIN, read_places

    show = build_progress(quiet, verbose)
    stdin = read_stdin() if STDIN in places else None
    articles, problems = read_places(places, options.outlets, stdin, show)
    if not articles:
        raise _UnreadError("\n".join(describe_problems(problems)))
    made = make_briefing(articles, options, show)
    show("")
    if not made.length.sentences:
        problems = (*problems, Problem("--length", f"no sentence is short enough for {options.length}"))
    problems = tuple(sorted({*problems, *made.problems}, key=lambda p: (p.level == "notice", p.where, p.message)))
    return replace(made, problems=problems), problems


class _UnreadError(SourceError):
    """No article at all: this, then all problems."""

    def __init__(self, told: str) -> None:
        super().__init__("no article could be read", hint="name files or folders of articles")
        self._told = told

    def __str__(self) -> str:
        return f"{super().__str__()}\n{self._told}"


def _deliver(made: Briefing, texts: dict[str, str], output: Path, trace: Path | None, stdout: bool) -> list[str]:
    from summarizer.delivery import slug, write_all
    from summarizer.exporting import trace_lines

    files = {} if stdout else {output / f"{made.date}-{slug(made.title)}.{name}": text for name, text in texts.items()}
    if not stdout:
        make_folder(output)
    if trace is not None:
        if trace.resolve() in {path.resolve() for path in files}:
            raise ConfigError("the briefing itself is written there", where=f"--trace {trace}", hint="name another")
        files[trace] = trace_lines(made)
    write_all(files)
    if stdout:
        put(next(iter(texts.values())))
    return [str(path) for path in files]


def _report(made: Briefing, problems: Sequence[Problem], written: Sequence[str], plan: str, quiet: bool) -> None:
    from summarizer.reporting import describe_problems, describe_run

    if quiet:
        bad = [problem for problem in problems if problem.level == "problem"]
        tell("\n".join(describe_problems(bad)), quiet=not bad)
    else:
        tell(describe_run(made, problems, written, plan), quiet=False)
