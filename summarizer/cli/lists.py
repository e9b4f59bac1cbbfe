"""``summarizer methods`` and ``summarizer plans``: what there is to choose from, and a plan suggested or tried."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import DEFAULTS, Language, Templates
from summarizer.cli.run_context import read_local_articles
from summarizer.cli.terminal import (
    DONE,
    WITH_PROBLEMS,
    check_unwritten,
    find_status,
    handle_errors,
    make_folder,
    print_message,
    print_result,
)
from summarizer.config import plans
from summarizer.config.settings_file import read_toml_text
from summarizer.dedupe.vectors import SIMILARITIES
from summarizer.errors import ConfigError
from summarizer.storage.files import write_atomically

if TYPE_CHECKING:
    from summarizer.briefing.plan_trial import StoryReading

_COLUMN = 12
_PLAN_COLUMN = 14

plans_app = typer.Typer(
    rich_markup_mode=None, help="List, show, check or suggest plans: the sections and actors of a kind of story."
)


def methods() -> None:
    """List the methods of ranking and the similarities."""
    from summarizer.summary.ranking import CENTRALITIES

    with handle_errors():
        for name, method in CENTRALITIES.items():
            limit = f" At most {method.sentences:,} sentences." if method.sentences else ""
            print_result(f"{name:<{_COLUMN}} {method.summary}.{limit}\n{'':<{_COLUMN}} {method.paper}\n")
        print_result("\nSimilarities (--similarity):\n")
        for name, summary in SIMILARITIES.items():
            print_result(f"{name:<{_COLUMN}} {summary}\n")


@plans_app.callback()
def _plans(context: typer.Context, templates: Templates = DEFAULTS.templates) -> None:
    """List the plans, where no other command is named."""
    if context.invoked_subcommand is None:
        list_plans(templates)


@plans_app.command("suggest")
def suggest(
    places: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files and folders of articles; - is standard input. [default: articles]", show_default=False
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write. [default: print it]", show_default=False)
    ] = None,
    title: Annotated[
        str, typer.Option("--title", help="The plan's title. [default: the most central headline]", show_default=False)
    ] = "",
    language: Language = DEFAULTS.language,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Suggest a first plan for a story: who is heard, sections, cues. It is there to be edited.

    Names and cues are the articles' own; comments say how often each actor is heard, and who else is.

    Example: summarizer plans suggest articles/ -o templates/plans/the-strike.toml
    """
    from summarizer.briefing.plan_draft import suggest_plan

    with handle_errors():
        if output is not None:
            check_unwritten([output], force)
        articles, problems = read_local_articles(places or DEFAULTS.places)
        text = suggest_plan(articles, title, language)
        if output is None:
            print_result(text)
        else:
            make_folder(output.parent)
            write_atomically(output, text)
            next_step = f"edit it; `summarizer plans check {output} --articles …` tells what it does"
            print_message(f"written  {output}\nnext     {next_step}")
    raise typer.Exit(find_status(problems))


@plans_app.command("list")
def list_plans(templates: Templates = DEFAULTS.templates) -> None:
    """List the plans there are. Exit status 1 if one is faulty."""
    status = DONE
    with handle_errors():
        for name, path in plans.find_plans([templates]).items():
            try:
                plan = plans.load_plan(path)
            except ConfigError as error:
                status = WITH_PROBLEMS
                print_message(f"problem  {error}")
            else:
                sections = ", ".join(section.id for section in plan.sections)
                print_result(f"{name:<{_PLAN_COLUMN}} {plan.title}: {sections}\n{'':<{_PLAN_COLUMN}} {path}\n")
    raise typer.Exit(status)


@plans_app.command("show")
def show_plan(
    name: Annotated[str, typer.Argument(help="A plan's name or file.")], templates: Templates = DEFAULTS.templates
) -> None:
    """Print a plan's file, to read or to begin one's own with."""
    with handle_errors():
        print_result(Path(plans.read_plan(name, [templates]).path).read_text(encoding="utf-8-sig"))


@plans_app.command("check")
def check_plan(
    files: Annotated[list[Path], typer.Argument(help="Plan files.")],
    articles: Annotated[
        list[str] | None,
        typer.Option("--articles", help="A file or folder of articles to try the plans on. May be repeated."),
    ] = None,
) -> None:
    """Check plan files; each fault is told with its line. Exit status 1 if there is one.

    With articles, each plan is tried on them: which sentences its sections get and why, who is never heard,
    which cues are never found or stand everywhere, and who is heard but in no actor.

    Example: summarizer plans check the-strike.toml --articles articles/
    """
    with handle_errors():
        story, status = _read_for_trial(articles or [])
        for path in files:
            faults = plans.check_plan(read_toml_text(path, "a plan"))
            for fault in faults:
                print_result(f"{path}:{fault.line or 1}: {fault.message}\n")
            if faults:
                status = WITH_PROBLEMS
            else:
                print_message(f"{path}: no faults")
                _print_trial(path, story)
    raise typer.Exit(status)


def _read_for_trial(places: Sequence[str]) -> tuple[StoryReading | None, int]:
    """Read the articles to try plans on; return them with the exit status so far."""
    if not places:
        return None, DONE
    from summarizer.briefing.plan_trial import read_story

    articles, problems = read_local_articles(places)
    return read_story(articles), find_status(problems)


def _print_trial(path: Path, story: StoryReading | None) -> None:
    """Print what a plan does with the articles."""
    if story is not None:
        from summarizer.briefing.plan_trial import try_plan

        print_result(f"{path}: {try_plan(plans.load_plan(path), story)}")
