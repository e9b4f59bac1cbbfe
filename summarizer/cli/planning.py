"""``summarizer plans suggest`` and ``plans check --articles``: a plan from articles, and a plan tried on articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.parameters import Language
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
    from summarizer.delivery import write_atomically

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
    from summarizer.cli.making import UnreadError, is_remote
    from summarizer.reporting import describe_problems
    from summarizer.sources import STDIN, read_places

    for place in places:
        if is_remote(place):
            raise ConfigError("is on the network", where=place, hint="fetch it first: summarizer fetch")
    articles, problems = read_places(places, stdin=read_stdin() if STDIN in places else None)
    lines = describe_problems(problems)
    if not articles:
        raise UnreadError("\n".join(lines))
    tell("\n".join(lines), quiet=not lines)
    return articles, WITH_PROBLEMS if any(problem.level == "problem" for problem in problems) else DONE
