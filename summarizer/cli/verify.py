"""``summarizer verify``: a briefing proved by its sources, and its page or mail by the briefing."""

from __future__ import annotations

import email
import email.policy
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options
from summarizer.cli.briefing_file import build_reader, check_root, load_briefing
from summarizer.cli.terminal import DONE, UNPROVED, WITH_PROBLEMS, handle_errors, print_message, print_result
from summarizer.config.plans import read_plan
from summarizer.config.resolving import find_history_path, find_notices, options_from_briefing, resolve_history
from summarizer.config.settings_file import FILE, find_settings
from summarizer.config.values import parse_pairs
from summarizer.errors import ConfigError, SummarizerError
from summarizer.model import EXCESSES, Article, Briefing, Memory, Problem
from summarizer.render.rendering import FORMATS, write_as
from summarizer.text.escaping import flatten

if TYPE_CHECKING:
    from summarizer.briefing.verification import Proof

_MAIL = ".eml"
_NO_OUTLETS: list[str] = []


def verify(
    briefing: Annotated[
        Path, typer.Argument(help="A briefing's JSON file, or its page (.md, .html, .txt) or mail (.eml) beside it.")
    ],
    root: options.Root = None,
    outlets: Annotated[
        list[str],
        typer.Option("--outlet", metavar="FILE=NAME", help="Confirm who published a file. May be repeated."),
    ] = _NO_OUTLETS,
    template: options.Template = None,
    templates: options.Templates = options.DEFAULTS.templates,
    config: options.Config = None,
    quiet: options.Quiet = False,
) -> None:
    """Prove a briefing: make it again from its sources, and compare every field.

    Each failure is one line on standard output. A page or a mail is compared with what its JSON renders to.
    What only the call that made it said (a title, an outlet, a plan of one's own) is listed, because no source says it.

    Exit status 1 if something does not hold; 3 if nothing is wrong but not all could be checked: another version of
    the program made it, or it tells only news and the history does not know its edition.

    Example: summarizer verify outputs/2024-11-18-the-call.json
    """
    from summarizer.briefing.verification import verify as verify_briefing
    from summarizer.sources.places import is_found_again

    with handle_errors():
        check_root(root)
        place = briefing if briefing.suffix == ".json" else _find_json(briefing)
        made = load_briefing(place)
        confirmed = parse_pairs(outlets, "--outlet", "FILE=NAME")
        recorded = made.options.get("outlets")
        named = {str(file): str(name) for file, name in recorded.items()} if isinstance(recorded, dict) else {}
        articles = [*made.articles, *made.set_aside]
        if root is not None:
            _check_inside(articles, root)
        paths = [article.path for article in articles]
        folder = str(root) if root else ""
        asked = options_from_briefing(made, [made.plan_used], str(place)) if made.plan_used else None
        proof = verify_briefing(
            made,
            build_reader(made, place, root, confirmed),
            asked,
            lambda problem: _is_of_settings(problem) or is_found_again(problem, named, paths, folder),
            _recall(made, config or _find_config(place)) if made.new_only else (),
        )
        failures = [f"{failure.where}: {failure.message}" for failure in proof.failures]
        if place != briefing:
            failures += _compare_page(briefing, made, template, templates)
        for failure in failures:
            print_result(f"{flatten(failure)}\n")
        notices = _list_unsourced(made, named.keys() - confirmed.keys(), named, templates)
        _report(proof, failures, notices, quiet)
    if failures:
        raise typer.Exit(WITH_PROBLEMS)
    raise typer.Exit(UNPROVED if proof.unchecked else DONE)


def _report(proof: Proof, failures: Sequence[str], notices: Sequence[str], quiet: bool) -> None:
    """Print what was checked, and the verdict."""
    lines = [f"checked  {proof.sentences} sentences, {proof.others} beside them, {proof.sources} sources"]
    lines += [f"notice   {flatten(notice)}" for notice in notices]
    if proof.apart:
        lines.append(f"notice   {proof.apart} problems of fetching cannot be looked up again")
    lines += [f"not proved: {reason}" for reason in proof.unchecked]
    if failures:
        lines.append(f"failed   {len(failures)}")
    elif not proof.unchecked:
        lines.append("all holds")
    print_message(*lines, quiet=quiet)


def _find_json(page: Path) -> Path:
    """Return the JSON that stands beside a page or mail, of the same name. Raise ConfigError where there is none."""
    known = [f".{name}" for name in FORMATS]
    if page.suffix not in (*known, _MAIL):
        hint = f"name the JSON of a briefing, or its page ({', '.join(known)}) or mail ({_MAIL}) beside it"
        raise ConfigError("is no briefing", where=str(page), hint=hint)
    place = page.with_suffix(".json")
    if not place.is_file():
        raise ConfigError("its JSON is not beside it", where=str(page), hint=f"it is proved by {place.name}")
    return place


def _check_inside(articles: Sequence[Article], root: Path) -> None:
    """Raise ConfigError for a source that lies outside of the folder named."""
    folder = os.path.realpath(root)
    for article in articles:
        try:
            place = os.path.realpath(os.path.join(folder, article.path))
        except ValueError:
            # No file has such a name; reading it says so.
            continue
        if article.path and os.path.commonpath([folder, place]) != folder:
            raise ConfigError(f"the source {article.path} lies outside", where=f"--root {root}")


def _find_config(briefing: Path) -> Path | None:
    """Return the settings file of this folder, else of the briefing's or the one above it."""
    folders = (Path(), briefing.parent, briefing.parent.parent)
    return next((folder / FILE for folder in folders if (folder / FILE).is_file()), None)


def _recall(made: Briefing, config: Path | None) -> list[Memory]:
    """Return what was told before each edition of a briefing's date that the history knows."""
    from summarizer.storage.editions import list_editions, remember
    from summarizer.storage.history import peek_history

    settings = find_settings(config)
    days = resolve_history(settings).days
    with peek_history(find_history_path(settings)) as history:
        names = [edition.name for edition in list_editions(history) if edition.date == made.date]
        return [remember(history, name, made.date, days) for name in names]


def _is_of_settings(problem: Problem) -> bool:
    """Return whether a notice tells of a similarity that is there no longer, which a settings file may name."""
    from summarizer.dedupe.vectors import FORMER_SIMILARITIES

    return any(problem in find_notices(name, problem.where) for name in FORMER_SIMILARITIES)


def _list_unsourced(made: Briefing, files: set[str], named: dict[str, str], templates: Path) -> list[str]:
    """Return what of a briefing no source says, because it was said by the call that made it, or happened to it."""
    from summarizer.briefing.verification import place_of

    found = [f"that “{named[file]}” published {file} was said by an option; confirm it with --outlet" for file in files]
    found.sort()
    dropped = [article for article in made.set_aside if article.dropped]
    found += [
        f"{place_of(article)} was left out: {EXCESSES[article.dropped]}; it is not tried again" for article in dropped
    ]
    if made.options.get("title"):
        found.append(f"the title “{made.title}” was said by an option")
    if made.plan_used is not None and not _is_known_plan(made, templates):
        sections = ", ".join(section.title for section in made.plan_used.sections)
        found.append(f"its plan “{made.plan}” is not as it is here; its sections are: {sections}")
    return found


def _is_known_plan(made: Briefing, templates: Path) -> bool:
    """Return whether the plan of a briefing is the one that is found by its name here."""
    try:
        return replace(read_plan(made.plan, [templates]), path="") == made.plan_used
    except SummarizerError:
        return False


def _compare_page(page: Path, made: Briefing, template: Path | None, templates: Path) -> list[str]:
    """Return what is wrong with a page or mail, by what its briefing renders to."""
    try:
        content = page.read_bytes()
    except OSError as error:
        raise ConfigError((error.strerror or "cannot be read").lower(), where=str(page)) from error
    if page.suffix == _MAIL:
        return _compare_mail(page, content, made, templates)
    wanted = write_as(made, page.suffix[1:], template, [templates]).encode()
    if content == wanted:
        return []
    mine, theirs = content.splitlines(), wanted.splitlines()
    number = next((at for at, pair in enumerate(zip(mine, theirs, strict=False)) if pair[0] != pair[1]), len(theirs))
    return [f"{page}:{number + 1}: is not what {page.with_suffix('.json').name} renders to from this line on"]


def _compare_mail(page: Path, content: bytes, made: Briefing, templates: Path) -> list[str]:
    """Return which parts of a mail are not what its briefing renders to; its subject and envelope are not checked."""
    from summarizer.mail.message import write_parts

    parts, _ = write_parts(made, page.stem, folders=[templates])
    message = email.message_from_bytes(content, policy=email.policy.default)
    failures: list[str] = []
    found: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    for part in message.walk():
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        if kind not in found:
            failures.append(f"{page}: holds a part of another kind: {kind}")
        else:
            found[kind].append(str(part.get_content()))
    for kind, wanted in (("text/plain", parts.text), ("text/html", parts.html)):
        if [text.split() for text in found[kind]] != [wanted.split()]:
            failures.append(f"{page}: its part {kind} is not what {page.with_suffix('.json').name} renders to")
    return failures
