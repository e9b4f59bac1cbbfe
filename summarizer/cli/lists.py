"""``summarizer methods`` and ``summarizer plans``: what there is to choose from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.parameters import DEFAULT_TEMPLATES, Templates
from summarizer.cli.terminal import DONE, WITH_PROBLEMS, put, tell, told
from summarizer.errors import ConfigError

plans_app = typer.Typer(
    rich_markup_mode=None, help="List, show or check plans: the sections and actors of a kind of story."
)


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
def check_plan(files: Annotated[list[Path], typer.Argument(help="Plan files.")]) -> None:
    """Check plan files; each fault is told with its line. Exit status 1 if there is one."""
    from summarizer.plans import check_plan as check
    from summarizer.plans import read_text

    faulty = False
    with told():
        for path in files:
            faults = check(read_text(path))
            faulty = faulty or bool(faults)
            for fault in faults:
                put(f"{path}:{fault.line or 1}: {fault.message}\n")
            if not faults:
                tell(f"{path}: no faults", quiet=False)
    raise typer.Exit(WITH_PROBLEMS if faulty else DONE)
