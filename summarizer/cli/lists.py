"""``summarizer methods`` and ``summarizer plans``: what there is to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.parameters import DEFAULT_TEMPLATES, Templates
from summarizer.cli.planning import read_articles, suggest
from summarizer.cli.terminal import DONE, WITH_PROBLEMS, put, tell, told
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from summarizer.briefing.plan_trial import StoryReading

plans_app = typer.Typer(
    rich_markup_mode=None, help="List, show, check or suggest plans: the sections and actors of a kind of story."
)
plans_app.command("suggest")(suggest)


def methods() -> None:
    """List the methods of ranking and the similarities."""
    from summarizer.ranking import CENTRALITIES
    from summarizer.similarity import SIMILARITIES

    with told():
        for name, method in CENTRALITIES.items():
            limit = f" At most {method.sentences:,} sentences." if method.sentences else ""
            put(f"{name:<12} {method.summary}.{limit}\n{'':<12} {method.paper}\n")
        put("\nSimilarities (--similarity):\n")
        for name, similarity in SIMILARITIES.items():
            put(f"{name:<12} {similarity.summary}\n")


@plans_app.callback()
def _plans(context: typer.Context, templates: Templates = DEFAULT_TEMPLATES) -> None:
    if context.invoked_subcommand is None:
        list_plans(templates)


@plans_app.command("list")
def list_plans(templates: Templates = DEFAULT_TEMPLATES) -> None:
    """List the plans there are. Exit status 1 if one is faulty."""
    from summarizer.plans import find_plans, load_plan

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
    from summarizer.plans import read_plan

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
    from summarizer.plans import check_plan as check
    from summarizer.plans import read_text

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
    from summarizer.plans import load_plan

    return try_plan(load_plan(path), reading)
