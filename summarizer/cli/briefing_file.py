"""``summarizer render`` and ``explain``: what can be done with a briefing's JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options
from summarizer.cli.terminal import (
    describe_problems,
    describe_written,
    handle_errors,
    make_folder,
    print_lines,
    print_message,
    print_result,
    read_piped_stdin,
)
from summarizer.config.plans import find_plans, load_plans
from summarizer.config.resolving import check_templates, find_notices, options_from_briefing
from summarizer.config.values import parse_formats
from summarizer.errors import ConfigError, SourceError, nearest
from summarizer.model import Article, Briefing, Plan
from summarizer.render.rendering import write_as
from summarizer.storage.files import write_all

if TYPE_CHECKING:
    from summarizer.briefing.explanation import Made

_MARKDOWN = ["md"]


def render(
    briefing: options.BriefingFile,
    formats: options.Formats = _MARKDOWN,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The folder to write into. [default: the briefing's]", show_default=False),
    ] = None,
    template: options.Template = None,
    templates: options.Templates = options.DEFAULTS.templates,
    stdout: options.Stdout = False,
    quiet: options.Quiet = False,
) -> None:
    """Render a briefing again, in any format, from its JSON alone."""
    with handle_errors():
        made = load_briefing(briefing)
        chosen = parse_formats(formats, first_only=stdout)
        check_templates(template, templates, chosen)
        texts = {name: write_as(made, name, template, [templates]) for name in chosen}
        if stdout:
            print_result(texts[chosen[0]])
        else:
            folder = output or briefing.parent
            make_folder(folder)
            files = {folder / f"{briefing.stem}.{name}": text for name, text in texts.items()}
            write_all(files)
            print_message("\n".join(describe_written(files)), quiet)


def load_briefing(path: Path) -> Briefing:
    """Read a briefing's JSON file.

    Raises:
        ConfigError: it cannot be read, or is no briefing.
    """
    from summarizer.render.briefing_json import from_json

    hint = "name the JSON file of a briefing"
    try:
        return from_json(path.read_text(encoding="utf-8-sig"), str(path))
    except OSError as error:
        raise ConfigError((error.strerror or "cannot be read").lower(), where=str(path), hint=hint) from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8 text", where=str(path), hint=hint) from error


def check_root(root: Path | None) -> None:
    """Raise ConfigError when the folder asked for is not there."""
    if root is not None and not root.is_dir():
        raise ConfigError("there is no such folder", where=f"--root {root}")


def build_reader(
    made: Briefing, path: Path, root: Path | None, confirmed: Mapping[str, str] = MappingProxyType({})
) -> Callable[[Article], Article]:
    """Return the function that reads an article's source again, from wherever its path counts.

    It raises SourceError when it cannot. ``path`` is the briefing's; ``confirmed`` are outlets by files that go before
    those which the briefing was told.
    """
    from summarizer.sources.readers import STDIN

    recorded = made.options.get("outlets")
    outlets = {str(name): str(outlet) for name, outlet in recorded.items()} if isinstance(recorded, dict) else {}
    outlets |= confirmed
    folders = [str(root)] if root else ["", str(path.parent), str(path.parent.parent)]
    stdin = read_piped_stdin() if any(article.path == STDIN for article in made.articles) else b""
    return partial(_read_anywhere, folders=folders, outlets=outlets, stdin=stdin)


def _read_anywhere(article: Article, folders: Sequence[str], outlets: Mapping[str, str], stdin: bytes) -> Article:
    """Read an article's source again, from the folder that holds it as it was if there is one. Raise SourceError."""
    from summarizer.sources.places import read_again
    from summarizer.sources.readers import STDIN

    if article.path == STDIN and not stdin:
        raise SourceError("it came by standard input; give the same there again")
    found: list[Article] = []
    faults: list[SourceError] = []
    for folder in folders:
        try:
            found.append(read_again(article.path, article.item, outlets, folder, stdin))
        except SourceError as error:
            faults.append(error)
    if not found:
        raise faults[0]
    # Another folder may hold another file of the same name.
    same = [source for source in found if source.sha256 == article.sha256]
    return (same or found)[0]


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
    """Make a briefing again from its sources, by its own options."""
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
    """Print in what the briefing that was made again differs from its file."""
    from summarizer.briefing.explanation import count_differences

    if made.new_only:
        message = "tells only news, and what earlier editions told is not known here"
        print_message(f"notice   {path}: {message}; what they told is explained as if it were new")
        return
    places = []
    for section in made.sections:
        places += [(line.article, line.start, line.end) for line in section.lines]
    gone, new = count_differences(again, places)
    if gone or new:
        message = f"made again, it prints {new} other sentences and leaves out {gone} that the file has"
        print_message(f"problem  {path}: {message}; what is explained is the new one")


def _describe(made: Made, text: str | None, as_json: bool, where: str) -> str:
    """Return the explanations of the sentences asked for, as text or JSON lines. Raise ConfigError."""
    from summarizer.briefing.explanation import describe, describe_briefly, explanation_lines
    from summarizer.briefing.explanation import explain as explain_sentence

    explanations = [explain_sentence(made, at) for at in _find_asked(made, text, where)]
    if as_json:
        return explanation_lines(explanations)
    if text is None:
        return "".join(f"{describe_briefly(one)}\n" for one in explanations)
    return "\n".join(f"{describe(one, made.threshold)}\n" for one in explanations)


def _find_asked(made: Made, text: str | None, where: str) -> tuple[int, ...]:
    """Find the sentences that a text means, without one all that are printed. Raise ConfigError where none is."""
    from summarizer.briefing.explanation import find_printed, find_sentences

    if text is None:
        found = find_printed(made)
        message, hint = "nothing is printed that could be explained", ""
    else:
        found = find_sentences(made, text)
        message = f"no sentence matches “{text}”"
        hint = "name a part of it, a cluster like c12, or a place like a1:241"
    if not found:
        raise ConfigError(message, where=where, hint=hint)
    return found
