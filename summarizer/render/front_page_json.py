"""Front page ↔ JSON, schema ``summarizer.front/1``; and JSON ↔ whichever kind of page it is. No I/O.

Strict and blind as a briefing's JSON is. Each article stands once, in ``articles``; all else names it by its id.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import get_args

from summarizer.model import (
    Article,
    Briefing,
    Counted,
    DetectedStory,
    EditKind,
    FrontPage,
    HandEdit,
    MadeBy,
    Page,
    Pile,
    Single,
    keep_edits,
)
from summarizer.render.briefing_json import (
    ARTICLES,
    CHANGES,
    COUNTED,
    MADE_BY,
    MAY_BE_EMPTY,
    PROBLEMS,
    SET_ASIDE,
    dump_json,
    parse_json,
    read_briefing,
    to_plain,
    write_briefing,
)
from summarizer.render.json_fields import (
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    FieldKind,
    Fields,
    Node,
    list_of,
    one_of,
    optional,
    read_fields,
    write_fields,
)

SCHEMA = "summarizer.front/1"
_MOST_COUNTED = 10**9


def _read_counts(node: Node, name: str) -> Mapping[str, int]:
    """Read an object of counts. Raise ConfigError for one that nothing can have been counted to."""
    inner = node.node(name)
    counts = {key: inner.whole(key) for key in node.mapping(name)}
    for key, count in counts.items():
        if not 0 <= count <= _MOST_COUNTED:
            raise inner.wrong(key[:80], "is no count")
    return MappingProxyType(counts)


def _read_counts_of_each(node: Node, name: str) -> Mapping[str, Mapping[str, int]]:
    """Read an object of objects of whole numbers."""
    inner = node.node(name)
    return MappingProxyType({key: _read_counts(inner, key) for key in node.mapping(name)})


def _read_earlier(node: Node, name: str) -> tuple[tuple[str, str], ...]:
    """Read under which titles a story was told on which days."""
    return node.each(name, lambda item: (item.text("date"), item.text("title")))


_STORY: Fields = {
    "standing": optional(TEXT),
    "outlets": WHOLE,
    "origins": WHOLE,
    "first": TEXT,
    "newest": TEXT,
    "cohesion": NUMBER,
    "comments": optional(TEXTS),
    "joined": optional(TEXTS),
    "earlier": optional(
        FieldKind(_read_earlier, lambda told: [{"date": day, "title": title} for day, title in told], attribute="told")
    ),
}
#: Where an article of a story is found.
_PLACE: Fields = {"id": TEXT, "path": TEXT, "item": optional(WHOLE), "url": optional(TEXT)}
_SINGLE: Fields = {"article": TEXT, "near": optional(TEXT), "likeness": optional(NUMBER)}
#: What of a pile stands beside its stories, in the order in which it is written.
_SORTED: Fields = {"singles": list_of(Single, _SINGLE), "comments": TEXTS, "roundups": TEXTS, "articles": ARTICLES}
_PROBLEMS: Fields = {"problems": PROBLEMS, "known": optional(TEXTS), "changes": CHANGES}
_USED: Fields = {
    "set_aside": SET_ASIDE,
    "documents": optional(FieldKind(_read_counts, dict)),
    "counts": optional(
        FieldKind(_read_counts_of_each, lambda counts: {language: dict(terms) for language, terms in counts.items()})
    ),
}
#: What a file of an edition is called, which lies beside the page.
_FILE_NAME = re.compile(r"\d{4}-\d\d-\d\d-[^\s/\\:?#%<>&\"'.]{1,200}")
#: What an editor did to a page.
_EDIT: Fields = {
    "what": one_of(*get_args(EditKind)),
    "article": TEXT,
    "start": optional(WHOLE),
    "end": optional(WHOLE),
    "story": optional(TEXT),
    "text": TEXT,
    "before": TEXT,
    "after": TEXT,
    "by": TEXT,
    "at": TEXT,
}
#: What is not written where it is empty, and may stand there so.
_MAY_BE_EMPTY = (
    MAY_BE_EMPTY
    | {"quiet", "known", "changes"}
    | {name for kinds in (_STORY, _PLACE, _SINGLE, _USED) for name, kind in kinds.items() if kind.optional}
)


def to_json(page: Page) -> str:
    """Return a briefing or a front page as one JSON object: UTF-8 text, indented by two, numbers to six places.

    Traces and the articles' texts are left out. Half a surrogate pair becomes U+FFFD.
    """
    record = _write_page(page)
    if page.as_made is not None:
        record |= {"edited": [write_fields(edit, _EDIT) for edit in page.edited], "as_made": _write_page(page.as_made)}
    return f"{dump_json(record, indent=2)}\n"


def from_json(text: str, where: str = "") -> Page:
    """Read a briefing or a front page that ``to_json`` wrote; ``where`` is the file's name, for messages.

    Raises ConfigError as the reading of a briefing does, and where a front page names an article that it has not.
    """
    node = Node(parse_json(text, where), "", where)
    page = _read_page(node)
    if not node.has("edited"):
        return page
    made = _read_page(node.node("as_made"))
    if isinstance(page, Briefing) is not isinstance(made, Briefing):
        raise node.wrong("as_made", "is another kind of page")
    return keep_edits(page, node.each("edited", lambda inner: read_fields(inner, HandEdit, _EDIT)), made)


def _write_page(page: Page) -> dict[str, object]:
    """Return a page as the object that is written, without what was done to it by hand."""
    return write_briefing(page) if isinstance(page, Briefing) else _write_front_page(page)


def _read_page(node: Node) -> Page:
    """Read the object of either kind of page. Raises ConfigError."""
    return _read_front_page(node) if node.text("schema") == SCHEMA else read_briefing(node)


def write_pile(pile: Pile) -> dict[str, object]:
    """Return a sorted pile as the object that is written: its stories, and all that is in none of them."""
    return {"stories": [_write_story(story, pile) for story in pile.stories]} | write_fields(pile, _SORTED)


def _write_story(story: DetectedStory, pile: Pile) -> dict[str, object]:
    articles = {article.id: article for article in pile.articles}
    record: dict[str, object] = {"id": story.id, "title": {"text": story.title, "article": story.title_from}}
    record |= write_fields(story, _STORY)
    record["articles"] = [write_fields(articles[name], _PLACE) for name in story.articles]
    return record


def _write_front_page(page: FrontPage) -> dict[str, object]:
    """Return a front page as the object that is written: with each story its briefing."""
    record: dict[str, object] = {
        "schema": SCHEMA,
        "title": page.title,
        "date": page.date,
        "language": page.language,
    }
    if page.new_only:
        record["new_only"] = True
        record["since"] = page.since
    record["options"] = to_plain(page.options)
    record["length"] = write_fields(page.length, COUNTED)
    stories: list[dict[str, object]] = []
    for story in page.pile.stories:
        told = _write_story(story, page.pile)
        if story.id in page.quiet:
            told["quiet"] = True
        if story.id in page.briefings:
            told["briefing"] = write_briefing(page.briefings[story.id])
        stories.append(told)
    record |= {"stories": stories} | write_fields(page.pile, _SORTED)
    record |= {"pages": dict(page.pages)} if page.pages else {}
    record |= write_fields(page, _PROBLEMS) | write_fields(page.pile, _USED)
    if page.made_by is not None:
        record["made_by"] = write_fields(page.made_by, MADE_BY)
    return record


def _read_front_page(node: Node) -> FrontPage:
    """Read the object that ``_write_front_page`` wrote. Raises ConfigError."""
    pile = read_fields(node, Pile, _SORTED)
    articles = {article.id: article for article in pile.articles}
    briefings: dict[str, Briefing] = {}
    quiet: list[str] = []

    def read_story(inner: Node) -> DetectedStory:
        story = _read_story(inner, articles)
        if inner.has("quiet") and inner.flag("quiet"):
            quiet.append(story.id)
        if inner.has("briefing"):
            briefings[story.id] = read_briefing(inner.node("briefing"))
        return story

    stories = node.each("stories", read_story)
    if len({story.id for story in stories}) < len(stories):
        raise node.wrong("stories", "have an id twice")
    for name in (*pile.comments, *pile.roundups, *(single.article for single in pile.singles)):
        if name not in articles:
            raise node.wrong("articles", f"have none “{name[:80]}”")
    make = partial(
        FrontPage,
        title=node.text("title"),
        date=node.text("date"),
        language=node.text("language"),
        options=MappingProxyType(node.mapping("options")),
        length=read_fields(node.node("length"), Counted, COUNTED),
        pile=read_fields(node, partial(replace, pile, stories=stories), _USED),
        briefings=MappingProxyType(briefings),
        quiet=tuple(quiet),
        new_only=node.has("new_only") and node.flag("new_only"),
        since=node.text("since") if node.has("since") else "",
        made_by=read_fields(node.node("made_by"), MadeBy, MADE_BY) if node.has("made_by") else None,
        pages=_read_pages(node) if node.has("pages") else MappingProxyType({}),
    )
    return read_fields(node, make, _PROBLEMS)


def _read_pages(node: Node) -> Mapping[str, str]:
    """Read the names of earlier editions' files. Raises ConfigError for one that is not of its day, or leads away."""
    inner = node.node("pages")
    pages = {day: inner.text(day) for day in node.mapping("pages")}
    for day, name in pages.items():
        if not name.startswith(f"{day}-") or not _FILE_NAME.fullmatch(name):
            raise inner.wrong(day[:80], "is no file of that day's edition")
    return MappingProxyType(pages)


def _read_story(node: Node, articles: Mapping[str, Article]) -> DetectedStory:
    """Read a story, whose articles are those of the page. Raises ConfigError."""
    title = node.node("title")
    names: list[str] = []
    for place in node.each("articles", lambda item: read_fields(item, dict[str, object], _PLACE)):
        name = str(place["id"])
        if name not in articles or write_fields(articles[name], _PLACE) != place:
            raise node.wrong("articles", f"“{name[:80]}” is not as in the page's articles")
        names.append(name)
    make = partial(
        DetectedStory,
        id=node.text("id"),
        title=title.text("text"),
        title_from=title.text("article"),
        articles=tuple(names),
    )
    return read_fields(node, make, _STORY)


def list_unknown(text: str, page: Page) -> list[str]:
    """Return what a page’s JSON says beside what was read of it: fields that no page has, by their places.

    >>> list_unknown('{"title": "x", "note": "y"}', Briefing("x", "", "", "", {}, Counted(0, 0, 0), {}, (), ()))
    ['note']
    """
    found: list[str] = []
    waiting: list[tuple[str, object, object]] = [("", parse_json(text, ""), json.loads(to_json(page)))]
    while waiting:
        place, told, known = waiting.pop()
        if isinstance(told, dict) and isinstance(known, dict):
            for name, value in told.items():
                inner = f"{place}.{name}".strip(".")
                if name in known:
                    waiting.append((inner, value, known[name]))
                elif value or name not in _MAY_BE_EMPTY:
                    found.append(inner)
        elif isinstance(told, list) and isinstance(known, list):
            pairs = zip(told, known, strict=False)
            waiting += [(f"{place}[{at}]", mine, theirs) for at, (mine, theirs) in enumerate(pairs)]
        elif isinstance(told, str) and told != known:
            found.append(place)
    return sorted(found)
