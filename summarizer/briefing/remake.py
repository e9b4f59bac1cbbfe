"""What a page records of how it was made, and a page made again → in which fields they differ, in words."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from glob import glob
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from summarizer.model import MadeBy, Options, Page
from summarizer.render.page_json import to_json
from summarizer.text.escaping import shorten

_PROGRAM = "summarizer"
#: Another version of these may read, cut or rank a text in another way.
_LIBRARIES = (  # names, not language
    "chardet", "feedparser", "ftfy", "numpy", "nupunkt", "py3langid", "PyStemmer", "sumy", "textstat",
    "trafilatura",
)  # fmt: skip


def record_options(options: Options) -> dict[str, object]:
    """Return what a page records of the options by which it was made: all that decide of it but the plans."""
    shown: dict[str, object] = {
        "plan": options.plan,
        "length": str(options.length),
        "method": options.method,
        "similarity": options.similarity,
        "threshold": options.threshold,
        "gloss": options.gloss,
    }
    families = {name: sorted(outlets) for name, outlets in options.families.items()}
    rights: dict[str, object] = {}
    for name, right in options.rights.items():
        rights[name] = {key: value for key, value in asdict(right).items() if value is not None and value is not False}
    asked = (("shares", options.shares), ("outlets", options.outlets), ("families", families), ("rights", rights))
    shown |= {name: dict(sorted(values.items())) for name, values in asked if values}
    if options.order == "outlet":
        tiers = [{"name": name, "outlets": list(outlets)} for name, outlets in options.tiers.items()]
        shown |= {"order": options.order, "tiers": tiers}
    if options.coverage != "html":
        shown["coverage"] = options.coverage
    if options.least_left:
        shown["least_left"] = options.least_left
    for name in ("language", "page_language", "title", "date"):
        if asked_for := getattr(options, name):
            shown[name] = asked_for
    return shown


@cache
def find_maker() -> MadeBy:
    """Return what makes briefings here: the version, and a digest of the program's code and language data, and of the
    libraries that decide.

    Two programs of one digest make the same briefing of the same articles; of two others, nobody knows.
    """
    parts = [f"Python {sys.version_info.major}.{sys.version_info.minor}", f"Unicode {unicodedata.unidata_version}"]
    parts += [f"{name} {_find_version(name)}" for name in _LIBRARIES]
    digest = sha256("\n".join(parts).encode())
    package = Path(__file__).resolve().parent.parent
    places = (place.replace(os.sep, "/") for place in glob("**/*.*", root_dir=package, recursive=True))
    # By the names as they are digested: a system whose separator is another would sort them otherwise.
    for name in sorted(places):
        # A plan is recorded as it was used, and a template decides nothing.
        if name.endswith((".py", ".toml")) and not name.startswith("templates"):
            digest.update(f"\0{name}\0".encode())
            with open(f"{package}/{name}", "rb", buffering=0) as file:
                digest.update(file.read())
    return MadeBy(_find_version(_PROGRAM), digest.hexdigest())


def _find_version(name: str) -> str:
    """Return the version of an installed package, nothing for one that is not there."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def record_front_options(options: Options) -> dict[str, object]:
    """Return what a front page records of its options: how its stories were found and laid out too."""
    asked = options.stories
    shown: dict[str, object] = {"most_stories": asked.most_stories, "story_length": str(asked.story_length)}
    if asked.page_length is not None:
        shown["page_length"] = str(asked.page_length)
    standing: list[dict[str, object]] = []
    for one in asked.standing:
        texts = {"name": one.name, "words": list(one.words), "plan": one.plan, "title": one.title}
        standing.append({name: value for name, value in texts.items() if value})
    lists = {"standing": standing, "joins": [list(pair) for pair in asked.joins], "parts": list(asked.parts)}
    shown |= {name: values for name, values in lists.items() if values}
    return record_options(options) | {"stories": shown}


#: Said elsewhere: who made it is known before it is made again, problems and changes have a check of their own.
_APART = frozenset({"made_by", "problems", "changes", "pages"})
_MOST_TOLD = 40

Difference = tuple[str, str]
Record = Mapping[str, Any]


def find_differences(told: Page, remade: Page) -> list[Difference]:
    """Return where a page says something else than the same made again, and what; at most forty such places.

    All fields of the JSON are compared but ``made_by`` and ``problems``.
    """
    mine, theirs = json.loads(to_json(told)), json.loads(to_json(remade))
    compare = _compare_front_pages if "stories" in theirs else _compare_briefings
    differences = list(compare(mine, theirs))
    more = len(differences) - _MOST_TOLD
    if more > 0:
        differences[_MOST_TOLD:] = [("page", f"and {more} differences more")]
    return differences


def _compare_front_pages(told: Record, remade: Record) -> Iterator[Difference]:
    for field in {**told, **remade}:
        if field not in _APART and field != "stories":
            yield from _compare(field, told.get(field), remade.get(field))
    mine, theirs = ({story["id"]: story for story in record["stories"]} for record in (told, remade))
    for name, story in {**mine, **theirs}.items():
        title = f"“{shorten(story['title']['text'])}”"
        if name not in theirs:
            yield "stories", f"the page has {title} ({name}), made again it has not"
        elif name not in mine:
            yield "stories", f"leaves out {title} ({name})"
        else:
            for place, what in _compare_stories(mine[name], story):
                yield f"story {title}, {place}", what
    if mine.keys() == theirs.keys() and list(mine) != list(theirs):
        yield "stories", "are in another order than made again"


def _compare_stories(told: Record, remade: Record) -> Iterator[Difference]:
    for field in {**told, **remade}:
        mine, theirs = told.get(field), remade.get(field)
        if field == "articles":
            names, others = _list_articles(told), _list_articles(remade)
            yield from ((field, f"has {name}, made again it does not") for name in sorted(names - others))
            yield from ((field, f"leaves out {name}, made again it does not") for name in sorted(others - names))
        if field == "briefing" and mine and theirs:
            yield from _compare_briefings(mine, theirs, frozenset())
        else:
            yield from _compare(field, mine, theirs)


def _list_articles(story: Record) -> set[str]:
    """Return the articles of a story by their places."""
    return {article["path"] or article["id"] for article in story["articles"]}


def _compare_briefings(told: Record, remade: Record, apart: frozenset[str] = _APART) -> Iterator[Difference]:
    # A share that no section of the plan has is only a notice.
    known = {section["id"] for section in remade["sections"]}
    for record in (told, remade):
        shares = record["options"].get("shares", {})
        for name in set(shares) - known:
            del shares[name]
        if not shares:
            record["options"].pop("shares", None)
    for field in {**told, **remade}:
        if field == "sections":
            yield from _compare_sections(told["sections"], remade["sections"])
        elif field not in apart:
            yield from _compare(field, told.get(field), remade.get(field))


def _compare_sections(told: Sequence[Record], remade: Sequence[Record]) -> Iterator[Difference]:
    """Compare sections by their order, and their sentences by where they stand in their sources."""
    names = [[section["id"] for section in sections] for sections in (told, remade)]
    if names[0] != names[1]:
        yield "sections", f"the page has {', '.join(names[0])}, made again it has {', '.join(names[1])}"
        return
    for mine, theirs in zip(told, remade, strict=True):
        where = f"section “{theirs['title']}”"
        # Its sentences are compared apart.
        yield from _compare(where, {**mine, "sentences": 0}, {**theirs, "sentences": 0})
        yield from _compare_lines(where, mine["sentences"], theirs["sentences"])


def _compare_lines(where: str, told: Sequence[Record], remade: Sequence[Record]) -> Iterator[Difference]:
    lines, others = _index(told), _index(remade)
    if len(lines) < len(told):
        yield where, "has a sentence twice"
    for key, line in lines.items():
        if key not in others:
            yield where, f"prints “{shorten(line['text'])}”, made again it does not"
    for key, line in others.items():
        if key not in lines:
            yield where, f"leaves out “{shorten(line['text'])}”"
        else:
            yield from _compare(f"“{shorten(line['text'])}”", lines[key], line)
    if lines.keys() == others.keys() and list(lines) != list(others):
        yield where, "has its sentences in another order than made again"


def _index(lines: Sequence[Record]) -> dict[tuple[Any, ...], Record]:
    """Return sentences by where they stand in their sources, in their order."""
    return {(line["article"], line["start"], line["end"]): line for line in lines}


def _compare(where: str, told: object, remade: object) -> Iterator[Difference]:
    """Compare two values of a field; of lists and objects, each of their parts."""
    if told == remade:
        return
    if isinstance(told, dict) and isinstance(remade, dict):
        for name in {**told, **remade}:
            yield from _compare(f"{where}, {name}", told.get(name), remade.get(name))
    elif isinstance(told, list) and isinstance(remade, list) and len(told) == len(remade):
        for number, (mine, theirs) in enumerate(zip(told, remade, strict=True), 1):
            yield from _compare(f"{where} {number}", mine, theirs)
    else:
        yield where, f"the page has {_describe(told)}, made again it has {_describe(remade)}"


def _describe(value: object) -> str:
    """Return a value of JSON in a few words."""
    if value is None:
        return "none"
    if isinstance(value, list):
        return f"{len(value)} entries"
    if isinstance(value, str):
        return f"“{shorten(value)}”"
    return shorten(json.dumps(value, ensure_ascii=False))
