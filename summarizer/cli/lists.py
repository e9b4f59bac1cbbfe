"""``summarizer plans suggest`` and ``plans check --articles``: a plan from articles, and a plan tried on articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import DEFAULT_TEMPLATES, Language, Templates
from summarizer.cli.terminal import DONE, WITH_PROBLEMS, make_folder, put, read_stdin, tell, told
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from summarizer.model import Article

Places = Annotated[
    list[str] | None,
    typer.Argument(help="Files and folders of articles; - is standard input. [default: articles]", show_default=False),
]


def suggest(
    places: Places = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write. [default: print it]", show_default=False)
    ] = None,
    title: Annotated[
        str, typer.Option("--title", help="The plan's title. [default: the most central headline]", show_default=False)
    ] = "",
    language: Language = "",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Suggest a first plan for a story: who is heard, sections, cues. It is there to be edited.

    Names and cues are the articles' own; comments say how often each actor is heard, and who else is.

    Example: summarizer plans suggest articles/ -o templates/plans/the-strike.toml
    """
    from summarizer.briefing.plan_draft_file import suggest_plan
    from summarizer.storage.files import write_atomically

    with told():
        if output is not None and output.exists() and not force:
            raise ConfigError("is there already", where=str(output), hint="--force replaces it")
        articles, status = read_articles(places or ["articles"])
        text = suggest_plan(articles, title, language)
        if output is None:
            put(text)
        else:
            make_folder(output.parent)
            write_atomically(output, text)
            tell(f"written  {output}\nnext     edit it; `summarizer plans check {output} --articles …` tells what it "
                 "does", quiet=False)  # fmt: skip
    raise typer.Exit(status)


def read_articles(places: Sequence[str]) -> tuple[Sequence[Article], int]:
    """Read the articles of places on this machine and tell what went wrong; give the exit status with them.

    Raises:
        SourceError: no article could be read.
        ConfigError: a place is on the network.
    """
    from summarizer.cli.run_context import UnreadError, is_remote
    from summarizer.reporting import describe_problems
    from summarizer.sources import read_places
    from summarizer.sources.readers import STDIN

    for place in places:
        if is_remote(place):
            raise ConfigError("is on the network", where=place, hint="fetch it first: summarizer fetch")
    articles, problems = read_places(places, stdin=read_stdin() if STDIN in places else None)
    lines = describe_problems(problems)
    if not articles:
        raise UnreadError("\n".join(lines))
    tell("\n".join(lines), quiet=not lines)
    return articles, WITH_PROBLEMS if any(problem.level == "problem" for problem in problems) else DONE


# ``summarizer methods`` and ``summarizer plans``: what there is to choose from.


if TYPE_CHECKING:
    from summarizer.briefing.plan_trial import StoryReading

plans_app = typer.Typer(
    rich_markup_mode=None, help="List, show, check or suggest plans: the sections and actors of a kind of story."
)
plans_app.command("suggest")(suggest)


def methods() -> None:
    """List the methods of ranking and the similarities."""
    from summarizer.dedupe.vectors import SIMILARITIES
    from summarizer.summary.ranking import CENTRALITIES

    with told():
        for name, method in CENTRALITIES.items():
            limit = f" At most {method.sentences:,} sentences." if method.sentences else ""
            put(f"{name:<12} {method.summary}.{limit}\n{'':<12} {method.paper}\n")
        put("\nSimilarities (--similarity):\n")
        for name, what in SIMILARITIES.items():
            put(f"{name:<12} {what}\n")


@plans_app.callback()
def _plans(context: typer.Context, templates: Templates = DEFAULT_TEMPLATES) -> None:
    if context.invoked_subcommand is None:
        list_plans(templates)


@plans_app.command("list")
def list_plans(templates: Templates = DEFAULT_TEMPLATES) -> None:
    """List the plans there are. Exit status 1 if one is faulty."""
    from summarizer.config.plans import find_plans, load_plan

    faulty = False
    with told():
        for name, path in find_plans([templates]).items():
            try:
                plan = load_plan(path)
            except ConfigError as error:
                faulty = True
                tell(f"problem  {error}", quiet=False)
                continue
            sections = ", ".join(section.id for section in plan.sections)
            put(f"{name:<14} {plan.title}: {sections}\n{'':<14} {path}\n")
    raise typer.Exit(WITH_PROBLEMS if faulty else DONE)


@plans_app.command("show")
def show_plan(
    name: Annotated[str, typer.Argument(help="A plan's name or file.")], templates: Templates = DEFAULT_TEMPLATES
) -> None:
    """Print a plan's file, to read or to begin one's own with."""
    from summarizer.config.plans import read_plan

    with told():
        put(Path(read_plan(name, [templates]).path).read_text(encoding="utf-8-sig"))


@plans_app.command("check")
def check_plan(
    files: Annotated[list[Path], typer.Argument(help="Plan files.")],
    articles: Annotated[
        list[str],
        typer.Option("--articles", help="A file or folder of articles to try the plans on. May be repeated."),
    ] = [],  # noqa: B006
) -> None:
    """Check plan files; each fault is told with its line. Exit status 1 if there is one.

    With articles, each plan is tried on them: which sentences its sections get and why, who is never heard,
    which cues are never found or stand everywhere, and who is heard but in no actor.

    Example: summarizer plans check the-strike.toml --articles articles/
    """
    from summarizer.config.plans import check_plan as check
    from summarizer.config.plans import read_text

    faulty = False
    with told():
        reading, status = _read_for_trial(articles)
        for path in files:
            faults = check(read_text(path))
            faulty = faulty or bool(faults)
            for fault in faults:
                put(f"{path}:{fault.line or 1}: {fault.message}\n")
            if not faults:
                tell(f"{path}: no faults", quiet=False)
            if reading is not None and not faults:
                put(f"{path}: {_try(path, reading)}")
    raise typer.Exit(WITH_PROBLEMS if faulty else status)


def _read_for_trial(places: Sequence[str]) -> tuple[StoryReading | None, int]:
    if not places:
        return None, DONE
    from summarizer.briefing.plan_trial import read_story

    articles, status = read_articles(places)
    return read_story(articles), status


def _try(path: Path, reading: StoryReading) -> str:
    from summarizer.briefing.plan_trial import try_plan
    from summarizer.config.plans import load_plan

    return try_plan(load_plan(path), reading)
