"""Page ↔ JSON, schemas ``summarizer.briefing/1`` and ``summarizer.front/1``; and the trace as JSON lines. No I/O.

Reading back is strict about what the schema names and blind to fields that it does not name, so that a later version
may add some. On a front page each article stands once, in ``articles``; all else names it by its id.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import partial
from types import MappingProxyType

from summarizer.errors import ConfigError
from summarizer.model import (
    Actor,
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    Counted,
    DetectedStory,
    Edit,
    FrontPage,
    HandEdit,
    MadeBy,
    Page,
    Pile,
    Plan,
    PrintedChange,
    Problem,
    Section,
    SentenceOutcome,
    Single,
    SupportingSentence,
    keep_edits,
)
from summarizer.render.json_fields import (
    FLAG,
    NUMBER,
    TEXT,
    TEXT_OR_NULL,
    TEXTS,
    WHOLE,
    FieldKind,
    Fields,
    Node,
    find_fields,
    list_of,
    list_optional,
    mapping_of,
    object_of,
    optional,
    pairs_of,
    read_fields,
    round_number,
    write_fields,
)
from summarizer.text.escaping import flatten, mend_surrogates

SCHEMA, FRONT_SCHEMA = "summarizer.briefing/1", "summarizer.front/1"
#: A briefing is nested six deep.
_DEEPEST = 20
_MOST_COUNTED = 10**9
# JSON leaves these as they are, but programs that cut a file into lines break at them.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
#: What a file of an edition is called, which lies beside the page.
_FILE_NAME = re.compile(r"\d{4}-\d\d-\d\d-[^\s/\\:?#%<>&\"'.]{1,200}")


def to_plain(value: object) -> object:
    """Return an option as JSON knows it: sets sorted, values of our own by their fields, the rest as text."""
    if isinstance(value, bool | int | str | None):
        return value
    if isinstance(value, float):
        return round_number(value)
    if isinstance(value, Mapping):
        return {str(name): to_plain(inner) for name, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, Iterable):
        return list(map(to_plain, value))
    if not is_dataclass(value) or "__str__" in vars(type(value)):
        return str(value)
    return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}


def _read_count(node: Node, name: str) -> int:
    """Read a count. Raise ConfigError for one that nothing can have been counted to."""
    count = node.whole(name)
    if not 0 <= count <= _MOST_COUNTED:
        raise node.wrong(name[:80], "is no count")
    return count


def _read_pages(node: Node, name: str) -> Mapping[str, str]:
    """Read the names of earlier editions' files. Raises ConfigError for one that is not of its day, or leads away."""
    inner = node.node(name)
    pages = {day: inner.text(day) for day in node.mapping(name)}
    for day, file in pages.items():
        if not file.startswith(f"{day}-") or not _FILE_NAME.fullmatch(file):
            raise inner.wrong(day[:80], "is no file of that day's edition")
    return MappingProxyType(pages)


# The articles' texts are not in the file.
_ARTICLE = (
    "id path url? item? outlet outlet_from feed? family? dateline? title author published language body words? sha256"
)
_ARTICLES = list_of(partial(Article, text=""), find_fields(Article, _ARTICLE))
_EDITS = list_of(Edit, find_fields(Edit, "start end before after fix"))
_BESIDE = list_of(
    SupportingSentence,
    find_fields(
        SupportingSentence,
        "article outlet start end text edits? reason? speaker? prefix? suffix? fragment?",
        edits=_EDITS,
    ),
)
_LINE = find_fields(
    BriefingSentence,
    "text article outlet start end edits prefix? suffix? fragment? score cluster speaker origin outlets origins also"
    " related key? opens? party? update? latest? placed_by? disagreement? pinned? heading? by_hand?",
    edits=_EDITS,
    speaker=TEXT_OR_NULL,
    origin=TEXT_OR_NULL,
    also=_BESIDE,
    related=optional(_BESIDE, always_written=True),
    disagreement=_BESIDE,
)
_SECTION = find_fields(
    BriefingSection,
    "id title by_speaker nothing_new? language? sentences",
    sentences=list_of(BriefingSentence, _LINE, attribute="lines"),
)
#: The plan as it was used, but for the place of its file.
_PLAN = find_fields(
    Plan,
    "id title sections actors",
    sections=list_of(Section, find_fields(Section, "id title speakers cues features share rest by_speaker at_most?")),
    actors=list_of(Actor, find_fields(Actor, "id name aliases spokespeople")),
)
_MADE_BY = object_of(MadeBy, find_fields(MadeBy, "version digest"))
_OPTIONS = FieldKind(lambda node, name: MappingProxyType(node.mapping(name)), to_plain)
_LENGTH = object_of(Counted, find_fields(Counted, "sentences words seconds"))
PROBLEMS = list_of(Problem, find_fields(Problem, "where message level"))
_SET_ASIDE = list_of(partial(Article, text=""), find_fields(Article, f"{_ARTICLE} dropped?"))
#: What earlier editions of a page printed and their outlets have changed since.
_CHANGES = list_of(
    PrintedChange, find_fields(PrintedChange, "date kind outlet title url? path item? sha256 was now? note? beside?")
)
_OUTCOME = find_fields(
    SentenceOutcome,
    "article path outlet start end text kind section cluster score speaker origin printed why",
    speaker=TEXT_OR_NULL,
    origin=TEXT_OR_NULL,
)
#: What an editor did to a page.
_HAND_EDIT = find_fields(HandEdit, "what article start? end? story? text before after by at")

#: A page of news alone says so, and since when.
_NEWS: Fields = {"new_only": optional(FLAG), "since": optional(TEXT)}
_HEAD: Fields = {"title": TEXT, "date": TEXT, "plan": TEXT, "language": TEXT}
_BODY: Fields = {
    "options": _OPTIONS,
    "length": _LENGTH,
    "readability": mapping_of(NUMBER),
    "articles": _ARTICLES,
    "sections": list_of(BriefingSection, _SECTION),
    "problems": PROBLEMS,
    "set_aside": optional(_SET_ASIDE),
    "changes": optional(_CHANGES),
    "origins": optional(WHOLE),
    "plan_used": optional(object_of(Plan, _PLAN)),
    "made_by": optional(_MADE_BY),
}

#: Which articles of a story are the same in two languages.
TRANSLATIONS = pairs_of("article", "translation")
_STORY: Fields = {
    **find_fields(DetectedStory, "standing? outlets origins first newest cohesion comments? joined?"),
    "translations": optional(TRANSLATIONS),
    "earlier": optional(pairs_of("date", "title", attribute="told")),
}
#: Where an article of a story is found.
_PLACE = find_fields(Article, "id path item? url?")
_FRONT_HEAD: Fields = {"title": TEXT, "date": TEXT, "language": TEXT}
_FRONT_BODY: Fields = {"options": _OPTIONS, "length": _LENGTH}
#: What of a pile stands beside its stories, in the order in which it is written.
_SORTED: Fields = {
    "singles": list_of(Single, find_fields(Single, "article near? likeness? translations?")),
    "comments": TEXTS,
    "roundups": TEXTS,
    "articles": _ARTICLES,
}
_FRONT_FOOT: Fields = {
    "pages": optional(FieldKind(_read_pages, dict)),
    "problems": PROBLEMS,
    "known": optional(TEXTS),
    "changes": optional(_CHANGES),
}
_COUNT = FieldKind(_read_count)
_USED: Fields = {
    "set_aside": optional(_SET_ASIDE),
    "documents": optional(mapping_of(_COUNT)),
    "counts": optional(mapping_of(mapping_of(_COUNT))),
}
_FRONT_END: Fields = {"made_by": optional(_MADE_BY)}
#: What is not written where it is empty, and may stand there so.
_MAY_BE_EMPTY = {"quiet"}.union(*map(list_optional, (_NEWS, _BODY, _STORY, _PLACE, _SORTED, _FRONT_FOOT, _USED)))


def to_json(page: Page) -> str:
    """Return a briefing or a front page as one JSON object: UTF-8 text, indented by two, numbers to six places.

    Traces and the articles' texts are left out. Half a surrogate pair becomes U+FFFD.
    """
    record = _write_page(page)
    if page.as_made is not None:
        edits = [write_fields(edit, _HAND_EDIT) for edit in page.edited]
        record |= {"edited": edits, "as_made": _write_page(page.as_made)}
    return f"{dump_json(record, indent=2)}\n"


def from_json(text: str, where: str = "") -> Page:
    """Read a briefing or a front page that ``to_json`` wrote; ``where`` is the file's name, for messages.

    Raises ConfigError when it is of another schema, lacks a field or holds a wrong type, and where a front page names
    an article that it has not.
    """
    node = Node(parse_json(text, where), "", where)
    page = _read_page(node)
    if not node.has("edited"):
        return page
    made = _read_page(node.node("as_made"))
    if type(page) is not type(made):
        raise node.wrong("as_made", "is another kind of page")
    return keep_edits(page, node.each("edited", lambda inner: read_fields(inner, HandEdit, _HAND_EDIT)), made)


def trace_lines(page: Page) -> str:
    """Return what became of each input sentence: one JSON object a line; on a front page each has its story's id."""
    lines: list[str] = []
    for story, briefing in page.briefings.items():
        told = {"story": story} if story else {}
        lines += [json_line(told | write_fields(outcome, _OUTCOME)) for outcome in briefing.trace]
    return "".join(lines)


def json_line(record: object) -> str:
    """Return a record of JSON's own kinds of values as one line, its end with it."""
    return f"{dump_json(record).translate(_LINE_ENDS)}\n"


def dump_json(record: object, indent: int | None = None) -> str:
    """Return a record as JSON that any file can hold."""
    return mend_surrogates(json.dumps(record, ensure_ascii=False, allow_nan=False, indent=indent))


def _write_page(page: Page) -> dict[str, object]:
    """Return a page as the object that is written, without what was done to it by hand."""
    news = {"new_only": True, "since": page.since} if page.new_only else {}
    if isinstance(page, Briefing):
        return {"schema": SCHEMA, **write_fields(page, _HEAD), **news, **write_fields(page, _BODY)}
    articles = {article.id: article for article in page.articles}
    return {
        "schema": FRONT_SCHEMA,
        **write_fields(page, _FRONT_HEAD),
        **news,
        **write_fields(page, _FRONT_BODY),
        "stories": [_write_story(story, page, articles) for story in page.pile.stories],
        **write_fields(page.pile, _SORTED),
        **write_fields(page, _FRONT_FOOT),
        **write_fields(page.pile, _USED),
        **write_fields(page, _FRONT_END),
    }


def _write_story(story: DetectedStory, page: FrontPage, articles: Mapping[str, Article]) -> dict[str, object]:
    """Return a story as it stands on a page, with its briefing if it has one."""
    record: dict[str, object] = {"id": story.id, "title": {"text": story.title, "article": story.title_from}}
    record |= write_fields(story, _STORY)
    record["articles"] = [write_fields(articles[name], _PLACE) for name in story.articles]
    if story.id in page.quiet:
        record["quiet"] = True
    if story.id in page.briefings:
        record["briefing"] = _write_page(page.briefings[story.id])
    return record


def _read_page(node: Node) -> Page:
    """Read the object of either kind of page. Raises ConfigError."""
    return _read_front_page(node) if node.text("schema") == FRONT_SCHEMA else _read_briefing(node)


def _read_briefing(node: Node) -> Briefing:
    """Read the object of a briefing. Raises ConfigError."""
    schema = node.text("schema")
    if schema != SCHEMA:
        raise node.wrong("schema", f"is “{schema[:80]}”, not “{SCHEMA}”")
    return read_fields(node, Briefing, {**_HEAD, **_NEWS, **_BODY})


def _read_front_page(node: Node) -> FrontPage:
    """Read the object of a front page. Raises ConfigError."""
    pile = read_fields(node, Pile, _SORTED)
    articles = {article.id: article for article in pile.articles}
    briefings: dict[str, Briefing] = {}
    quiet: list[str] = []

    def read_story(inner: Node) -> DetectedStory:
        story = _read_story(inner, articles)
        if inner.has("quiet") and inner.flag("quiet"):
            quiet.append(story.id)
        if inner.has("briefing"):
            briefings[story.id] = _read_briefing(inner.node("briefing"))
        return story

    stories = node.each("stories", read_story)
    if len({story.id for story in stories}) < len(stories):
        raise node.wrong("stories", "have an id twice")
    named = [*pile.comments, *pile.roundups]
    for single in pile.singles:
        named += [single.article, *single.translations]
        others = {*single.translations} - {single.article}
        if len(others) < len(single.translations):
            raise node.wrong("singles", f"“{single.article[:80]}” has a translation that is no other article")
    for name in named:
        if name not in articles:
            raise node.wrong("articles", f"have none “{name[:80]}”")
    pile = read_fields(node, partial(replace, pile, stories=stories), _USED)
    make = partial(FrontPage, pile=pile, briefings=MappingProxyType(briefings), quiet=tuple(quiet))
    return read_fields(node, make, {**_FRONT_HEAD, **_NEWS, **_FRONT_BODY, **_FRONT_FOOT, **_FRONT_END})


def _read_story(node: Node, articles: Mapping[str, Article]) -> DetectedStory:
    """Read a story, whose articles are those of the page. Raises ConfigError."""
    title = node.node("title")
    names: list[str] = []
    for place in node.each("articles", lambda item: read_fields(item, dict[str, object], _PLACE)):
        name = str(place["id"])
        if name not in articles or write_fields(articles[name], _PLACE) != place:
            raise node.wrong("articles", f"“{name[:80]}” is not as in the page's articles")
        names.append(name)
    told = (node.text("id"), title.text("text"), title.text("article"), tuple(names))
    return read_fields(node, partial(DetectedStory, *told), _STORY)


def list_unknown(text: str, page: Page) -> list[str]:
    """Return what a page’s JSON says beside what was read of it: fields that no page has, by their places.

    >>> list_unknown('{"title": "x", "note": "y"}', Briefing("x", "", "", "", {}, Counted(0, 0, 0), {}, (), ()))
    ['note']
    """
    return sorted(_find_unknown("", parse_json(text, ""), json.loads(to_json(page))))


def _find_unknown(place: str, told: object, known: object) -> Iterator[str]:
    """Yield the places of what a value says beside another."""
    if isinstance(told, dict) and isinstance(known, dict):
        for name, value in told.items():
            inner = f"{place}.{name}".strip(".")
            if name in known:
                yield from _find_unknown(inner, value, known[name])
            elif value or name not in _MAY_BE_EMPTY:
                yield inner
    elif isinstance(told, list) and isinstance(known, list):
        for at, (mine, theirs) in enumerate(zip(told, known, strict=False)):
            yield from _find_unknown(f"{place}[{at}]", mine, theirs)
    elif isinstance(told, str) and told != known:
        yield place


def parse_json(text: str, where: str) -> object:
    """Return the value of a text of JSON in which no name stands twice. Raise ConfigError."""
    try:
        value = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse_constant, object_pairs_hook=_pair)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"not JSON: {error}", where=where) from error
    level: list[object] = [value]
    for _ in range(_DEEPEST):
        inner: list[object] = []
        for one in level:
            if isinstance(one, dict):
                inner += one.values()
            elif isinstance(one, list):
                inner += one
        level = inner
    if level:
        raise ConfigError(f"is nested more than {_DEEPEST} deep", where=where)
    return value


def _pair(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """Return an object; raise ValueError where it has a name twice, since readers differ in which they take."""
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"“{flatten(name[:80])}” stands twice in an object")
        found[name] = value
    return found


def _refuse_constant(name: str) -> object:
    """Raise ValueError for NaN and Infinity, which Python would read."""
    raise ValueError(f"{name} is no JSON number")
