"""Briefing ↔ JSON, schema ``summarizer.briefing/1``, and the trace as JSON lines. No I/O.

Reading back is strict about what the schema names and blind to fields that it does not name, so that a
later version may add some.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import partial
from types import MappingProxyType
from typing import get_args

from summarizer.errors import ConfigError
from summarizer.model import (
    EXCESSES,
    Actor,
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    ChangeKind,
    Counted,
    Edit,
    Level,
    MadeBy,
    OutletFrom,
    Plan,
    PrintedChange,
    Problem,
    Reason,
    Section,
    SupportingSentence,
)
from summarizer.render.json_fields import (
    FLAG,
    NUMBER,
    TEXT,
    TEXT_OR_NULL,
    TEXTS,
    WHOLE,
    Fields,
    Node,
    list_of,
    one_of,
    optional,
    read_fields,
    round_number,
    write_fields,
)
from summarizer.text.escaping import flatten, mend_surrogates

SCHEMA = "summarizer.briefing/1"

#: A briefing is nested six deep.
_DEEPEST = 20
# JSON leaves these as they are, but programs that cut a file into lines break at them.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}

COUNTED: Fields = {"sentences": WHOLE, "words": WHOLE, "seconds": WHOLE}
_PROBLEM: Fields = {"where": TEXT, "message": TEXT, "level": one_of(*get_args(Level))}
ARTICLE: Fields = {
    "id": TEXT,
    "path": TEXT,
    "url": optional(TEXT),
    "item": optional(WHOLE),
    "outlet": TEXT,
    "outlet_from": one_of(*get_args(OutletFrom)),
    "feed": optional(TEXT),
    "family": optional(TEXT),
    "dateline": optional(TEXT),
    "title": TEXT,
    "author": TEXT,
    "published": TEXT,
    "language": TEXT,
    "body": WHOLE,
    "words": optional(WHOLE),
    "sha256": TEXT,
}
_EDIT: Fields = {"start": WHOLE, "end": WHOLE, "before": TEXT, "after": TEXT, "fix": TEXT}
_PLACE: Fields = {"article": TEXT, "outlet": TEXT, "start": WHOLE, "end": WHOLE}
_BESIDE: Fields = {"prefix": optional(TEXT), "suffix": optional(TEXT), "fragment": optional(TEXT)}
_CARRIED: Fields = {
    **_PLACE,
    "text": TEXT,
    "edits": optional(list_of(Edit, _EDIT)),
    "reason": optional(TEXT),
    "speaker": optional(TEXT),
    **_BESIDE,
}
_LINE: Fields = {
    "text": TEXT,
    **_PLACE,
    "edits": list_of(Edit, _EDIT),
    **_BESIDE,
    "score": NUMBER,
    "cluster": TEXT,
    "speaker": TEXT_OR_NULL,
    "origin": TEXT_OR_NULL,
    "outlets": TEXTS,
    "origins": WHOLE,
    "also": list_of(SupportingSentence, _CARRIED),
    "related": optional(list_of(SupportingSentence, _CARRIED), always_written=True),
    "key": optional(FLAG),
    "opens": optional(FLAG),
    "party": optional(TEXT),
    "update": optional(TEXT),
    "latest": optional(FLAG),
    "placed_by": optional(one_of(*get_args(Reason))),
    "disagreement": optional(list_of(SupportingSentence, _CARRIED)),
    "pinned": optional(WHOLE),
    "heading": optional(TEXT),
    "by_hand": optional(TEXTS),
}
_PART: Fields = {
    "id": TEXT,
    "title": TEXT,
    "by_speaker": FLAG,
    "nothing_new": optional(FLAG),
    "language": optional(TEXT),
    "sentences": list_of(BriefingSentence, _LINE, attribute="lines"),
}
#: Articles, those that do not count, and problems, of any page. The articles' texts are not in the file.
ARTICLES = list_of(partial(Article, text=""), ARTICLE)
SET_ASIDE = optional(list_of(partial(Article, text=""), {**ARTICLE, "dropped": optional(one_of(*EXCESSES))}))
PROBLEMS = list_of(Problem, _PROBLEM)
#: What earlier editions of a page printed and their outlets have changed since.
CHANGES = optional(
    list_of(
        PrintedChange,
        {
            "date": TEXT,
            "kind": one_of(*get_args(ChangeKind)),
            "outlet": TEXT,
            "title": TEXT,
            "url": optional(TEXT),
            "path": TEXT,
            "item": optional(WHOLE),
            "sha256": TEXT,
            "was": TEXT,
            "now": optional(TEXT),
            "note": optional(TEXT),
        },
    )
)
#: The lists of a briefing, and what is counted over them.
_LISTS: Fields = {
    "articles": ARTICLES,
    "sections": list_of(BriefingSection, _PART),
    "problems": PROBLEMS,
    "set_aside": SET_ASIDE,
    "changes": CHANGES,
    "origins": optional(WHOLE),
}
#: The plan as it was used, but for the place of its file.
_PLAN: Fields = {
    "id": TEXT,
    "title": TEXT,
    "sections": list_of(
        Section,
        {
            "id": TEXT,
            "title": TEXT,
            "speakers": TEXTS,
            "cues": TEXTS,
            "features": TEXTS,
            "share": NUMBER,
            "rest": FLAG,
            "by_speaker": FLAG,
            "at_most": optional(FLAG),
        },
    ),
    "actors": list_of(Actor, {"id": TEXT, "name": TEXT, "aliases": TEXTS, "spokespeople": TEXTS}),
}
#: What is not written where it is empty, and may stand there so.
MAY_BE_EMPTY = frozenset(  # names, not language
    {"new_only", "since", "plan_used", "made_by", "dropped", "now", "note"}
    | {name for kinds in (ARTICLE, _CARRIED, _LINE, _PART, _LISTS) for name, kind in kinds.items() if kind.optional}
)
MADE_BY: Fields = {"version": TEXT, "digest": TEXT}
_FATE: Fields = {
    "article": TEXT,
    "path": TEXT,
    "outlet": TEXT,
    "start": WHOLE,
    "end": WHOLE,
    "text": TEXT,
    "kind": TEXT,
    "section": TEXT,
    "cluster": TEXT,
    "score": NUMBER,
    "speaker": TEXT_OR_NULL,
    "origin": TEXT_OR_NULL,
    "printed": FLAG,
    "why": TEXT,
}


def write_briefing(briefing: Briefing) -> dict[str, object]:
    """Return a briefing as the object that is written: without the trace (see ``trace_lines``) and articles' texts."""
    record: dict[str, object] = {
        "schema": SCHEMA,
        "title": briefing.title,
        "date": briefing.date,
        "plan": briefing.plan,
        "language": briefing.language,
    }
    if briefing.new_only:
        record["new_only"] = True
        record["since"] = briefing.since
    record["options"] = to_plain(briefing.options)
    record["length"] = write_fields(briefing.length, COUNTED)
    record["readability"] = {name: round_number(value) for name, value in briefing.readability.items()}
    record |= write_fields(briefing, _LISTS)
    if briefing.plan_used is not None:
        record["plan_used"] = write_fields(briefing.plan_used, _PLAN)
    if briefing.made_by is not None:
        record["made_by"] = write_fields(briefing.made_by, MADE_BY)
    return record


def trace_lines(briefing: Briefing) -> str:
    """Return what became of each input sentence: one JSON object a line, in the order of the trace."""
    return "".join(json_line(write_fields(fate, _FATE)) for fate in briefing.trace)


def json_line(record: object) -> str:
    """Return a record of JSON's own kinds of values as one line, its end with it."""
    return f"{dump_json(record).translate(_LINE_ENDS)}\n"


def dump_json(record: object, indent: int | None = None) -> str:
    """Return a record as JSON that any file can hold."""
    return mend_surrogates(json.dumps(record, ensure_ascii=False, allow_nan=False, indent=indent))


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


def read_briefing(node: Node) -> Briefing:
    """Read the object that ``write_briefing`` wrote: without the articles' texts and the trace.

    Raises ConfigError when it is of another schema, lacks a field or holds a wrong type.
    """
    schema = node.text("schema")
    if schema != SCHEMA:
        raise node.wrong("schema", f"is “{schema[:80]}”, not “{SCHEMA}”")
    length = read_fields(node.node("length"), Counted, COUNTED)
    scores = node.node("readability")
    readability = {name: scores.number(name) for name in node.mapping("readability")}
    make = partial(
        Briefing,
        title=node.text("title"),
        date=node.text("date"),
        plan=node.text("plan"),
        language=node.text("language"),
        options=MappingProxyType(node.mapping("options")),
        length=length,
        readability=MappingProxyType(readability),
        new_only=node.has("new_only") and node.flag("new_only"),
        since=node.text("since") if node.has("since") else "",
        plan_used=read_fields(node.node("plan_used"), Plan, _PLAN) if node.has("plan_used") else None,
        made_by=read_fields(node.node("made_by"), MadeBy, MADE_BY) if node.has("made_by") else None,
    )
    return read_fields(node, make, _LISTS)


def parse_json(text: str, where: str) -> object:
    """Return the value of a text of JSON in which no name stands twice. Raise ConfigError."""
    try:
        value = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse_constant, object_pairs_hook=_pair)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"not JSON: {error}", where=where) from error
    level: list[object] = [value]
    for _ in range(_DEEPEST):
        level = [inner for one in level for inner in _list_inner(one)]
    if level:
        raise ConfigError(f"is nested more than {_DEEPEST} deep", where=where)
    return value


def _list_inner(value: object) -> Iterable[object]:
    """Return what a value of JSON holds."""
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


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
