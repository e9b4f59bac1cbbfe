"""``summarizer explain``: why a sentence of a briefing's sources is printed, merged or left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options
from summarizer.cli.render_verify import build_reader, check_root, load_briefing
from summarizer.cli.run_report import describe_problems
from summarizer.cli.terminal import handle_errors, print_lines, print_message, print_result
from summarizer.config.plans import find_plans, load_plans
from summarizer.config.resolving import find_notices, options_from_briefing
from summarizer.errors import ConfigError, SourceError, nearest
from summarizer.model import Article, Briefing, Plan

if TYPE_CHECKING:
    from summarizer.briefing.explanation import Made


def explain(
    briefing: options.BriefingFile,
    text: Annotated[
        str | None,
        typer.Argument(
            help="Part of a sentence, a cluster like c12, or a place like a1:241. [default: all that is printed]",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a sentence.")] = False,
    plan: Annotated[
        str,
        typer.Option(
            "--plan", "-p", help="A plan's name or file. [default: the one it was made by]", show_default=False
        ),
    ] = "",
    templates: options.Templates = options.DEFAULTS.templates,
    root: options.Root = None,
) -> None:
    """Explain what became of sentences, and why: their section, score, cluster and near misses.

    The sources are read again, and the briefing is made again with its own options.

    Example: summarizer explain outputs/2024-11-18-the-call.json "an hour"
    """
    with handle_errors():
        check_root(root)
        made = load_briefing(briefing)
        again = _make_again(made, briefing, plan, templates, root)
        print_result(_describe(again, text, as_json, str(briefing)))


def _make_again(made: Briefing, path: Path, plan: str, templates: Path, root: Path | None) -> Made:
    from summarizer.briefing.explanation import make_again

    asked = options_from_briefing(made, _find_plans(made, path, plan, templates), str(path))
    print_lines(describe_problems(find_notices(made.options.get("similarity"), str(path))))
    articles = _read_again(made, build_reader(made, path, root))
    again = make_again(articles, asked)
    _warn_of_differences(made, again, path)
    return again


def _find_plans(made: Briefing, path: Path, asked: str, templates: Path) -> tuple[Plan, ...]:
    """Load the plan asked for, else that by which the briefing was made."""
    known = find_plans([templates])
    if not asked and made.plan not in known:
        raise ConfigError(
            f"there is no plan “{made.plan}”, by which it was made",
            where=str(path),
            hint=f"name its file with -p; {nearest(made.plan, known)}",
        )
    return load_plans(asked or made.plan, [templates])


def _read_again(made: Briefing, read: Callable[[Article], Article]) -> Sequence[Article]:
    """Read all sources; one that has changed is told, and without any that is missing nothing can be explained."""
    from summarizer.briefing.verification import place_of

    found, missing = [], []
    for article in made.articles:
        try:
            source = read(article)
        except SourceError as error:
            missing.append(f"{place_of(article)}: {error.message.removeprefix('cannot be read: ')}")
            continue
        if article.sha256 and source.sha256 != article.sha256:
            print_message(f"problem  {place_of(article)}: has changed since; what is explained is what it says now")
        found.append(source)
    if missing:
        raise SourceError(
            f"without all its sources nothing can be explained\n{chr(10).join(f'problem  {line}' for line in missing)}"
        )
    return found


def _warn_of_differences(made: Briefing, again: Made, path: Path) -> None:
    from summarizer.briefing.explanation import count_differences

    if made.new_only:
        message = "tells only news, and what earlier editions told is not known here"
        print_message(f"notice   {path}: {message}; what they told is explained as if it were new")
        return
    lines = [line for part in made.sections for line in part.lines]
    gone, new = count_differences(again, [(line.article, line.start, line.end) for line in lines])
    if gone or new:
        message = f"made again, it prints {new} other sentences and leaves out {gone} that the file has"
        print_message(f"problem  {path}: {message}; what is explained is the new one")


def _describe(made: Made, text: str | None, as_json: bool, where: str) -> str:
    from summarizer.briefing.explanation import (
        describe,
        describe_briefly,
        explanation_lines,
        find_printed,
        find_sentences,
    )
    from summarizer.briefing.explanation import explain as explain_sentence

    found = find_printed(made) if text is None else find_sentences(made, text)
    if not found and text is None:
        raise ConfigError("nothing is printed that could be explained", where=where)
    if not found:
        hint = "name a part of it, a cluster like c12, or a place like a1:241"
        raise ConfigError(f"no sentence matches “{text}”", where=where, hint=hint)
    explanations = [explain_sentence(made, at) for at in found]
    if as_json:
        return explanation_lines(explanations)
    if text is None:
        return "".join(f"{describe_briefly(one)}\n" for one in explanations)
    return "\n".join(f"{describe(one, made.threshold)}\n" for one in explanations)
