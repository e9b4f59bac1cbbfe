"""Briefing ↔ JSON, schema ``summarizer.briefing/1``, and the trace as JSON lines. No I/O.

Reading back is strict about what the schema names and blind to fields that it does not name, so that a
later version may add some.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, is_dataclass
from types import MappingProxyType
from typing import cast, get_args

from summarizer.errors import ConfigError
from summarizer.model import (
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    Counted,
    Edit,
    Level,
    OutletFrom,
    Problem,
    SentenceOutcome,
    SupportingSentence,
)
from summarizer.nodes import Node

SCHEMA = "summarizer.briefing/1"

_DIGITS = 6
_SURROGATES = re.compile("[\ud800-\udfff]")
# JSON leaves these as they are, but programs that cut a file into lines break at them.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


def to_json(briefing: Briefing) -> str:
    """Write a briefing as one JSON object: UTF-8 text, indented by two, numbers to six places.

    What the trace holds is left out (see ``trace_lines``), and so are the articles' texts. Half a surrogate
    pair, which no file can hold, becomes U+FFFD.
    """
    record = {
        "schema": SCHEMA,
        "title": briefing.title,
        "date": briefing.date,
        "plan": briefing.plan,
        "language": briefing.language,
        **({"new_only": True, "since": briefing.since} if briefing.new_only else {}),
        "options": _plain(briefing.options),
        "length": asdict(briefing.length),
        "readability": {name: _number(value) for name, value in briefing.readability.items()},
        "articles": [_article(article) for article in briefing.articles],
        "sections": [_section(part) for part in briefing.sections],
        "problems": [_named(problem, "where", "message", "level") for problem in briefing.problems],
    }
    return f"{_written(record, indent=2)}\n"


def trace_lines(briefing: Briefing) -> str:
    r"""Write what became of each input sentence: one JSON object a line, in the order of the trace."""
    return "".join(json_line(_fate(fate)) for fate in briefing.trace)


def json_line(record: object) -> str:
    """Write a record of JSON's own kinds of values as one line, its end with it."""
    return f"{_written(record).translate(_LINE_ENDS)}\n"


def _written(record: object, indent: int | None = None) -> str:
    return _SURROGATES.sub("\ufffd", json.dumps(record, ensure_ascii=False, allow_nan=False, indent=indent))


def _number(value: float) -> float:
    return round(float(value), _DIGITS)


def _plain(value: object) -> object:
    """Turn an option into what JSON knows: sets sorted, values of our own by their fields, the rest as text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(str(inner) for inner in value)
    if isinstance(value, Iterable):
        return [_plain(inner) for inner in value]
    if is_dataclass(value) and "__str__" not in vars(type(value)):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return str(value)


def _article(article: Article) -> dict[str, object]:
    place: dict[str, object] = {"id": article.id, "path": article.path}
    if article.url:
        place["url"] = article.url
    if article.item:
        place["item"] = article.item
    return place | {
        "outlet": article.outlet,
        "outlet_from": article.outlet_from,
        "title": article.title,
        "author": article.author,
        "published": article.published,
        "language": article.language,
        "body": article.body,
        "sha256": article.sha256,
    }


def _section(part: BriefingSection) -> dict[str, object]:
    return {
        "id": part.id,
        "title": part.title,
        "by_speaker": part.by_speaker,
        **({"nothing_new": True} if part.nothing_new else {}),
        "sentences": [_sentence(line) for line in part.lines],
    }


def _sentence(line: BriefingSentence) -> dict[str, object]:
    record = _named(line, "text", "article", "outlet", "start", "end") | {
        "edits": _edits(line.edits),
        "score": _number(line.score),
        "cluster": line.cluster,
        "speaker": line.speaker or None,
        "origin": line.origin or None,
        "outlets": list(line.outlets),
        "origins": line.origins,
        "also": [_carried(carried) for carried in line.also],
    }
    if line.key:
        record["key"] = True
    if line.update:
        record["update"] = line.update
    if line.disagreement:
        record["disagreement"] = [_carried(carried) | {"reason": carried.reason} for carried in line.disagreement]
    return record


def _carried(carried: SupportingSentence) -> dict[str, object]:
    record = _named(carried, "article", "outlet", "start", "end", "text")
    return record | {"edits": _edits(carried.edits)} if carried.edits else record


def _edits(edits: Iterable[Edit]) -> list[dict[str, object]]:
    return [_named(edit, "start", "end", "before", "after", "fix") for edit in edits]


def _named(value: object, *names: str) -> dict[str, object]:
    return {name: getattr(value, name) for name in names}


def _fate(fate: SentenceOutcome) -> dict[str, object]:
    record = _named(fate, *(field.name for field in fields(fate)))
    return record | {"score": _number(fate.score), "speaker": fate.speaker or None, "origin": fate.origin or None}


def from_json(text: str, where: str = "") -> Briefing:
    """Read a briefing that ``to_json`` wrote; ``where`` is the file's name, for messages.

    The articles come back without their texts and the briefing without its trace: neither is in the file.
    Raises ConfigError when the text is no JSON, is of another schema, lacks a field or holds a wrong type.
    """
    try:
        record = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"not JSON: {error}", where=where) from error
    node = Node(record, "", where)
    if node.text("schema") != SCHEMA:
        raise node.wrong("schema", f"is “{node.text('schema')[:80]}”, not “{SCHEMA}”")
    length = node.node("length")
    return Briefing(
        title=node.text("title"),
        date=node.text("date"),
        plan=node.text("plan"),
        language=node.text("language"),
        options=MappingProxyType(node.mapping("options")),
        length=Counted(length.whole("sentences"), length.whole("words"), length.whole("seconds")),
        readability=_read_readability(node),
        articles=node.each("articles", _read_article),
        sections=node.each("sections", _read_section),
        problems=node.each("problems", _read_problem),
        new_only=node.flag("new_only") if node.has("new_only") else False,
        since=node.text("since") if node.has("since") else "",
    )


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON number")


def _read_readability(node: Node) -> Mapping[str, float]:
    scores = node.node("readability")
    return MappingProxyType({name: scores.number(name) for name in node.mapping("readability")})


def _read_article(node: Node) -> Article:
    return Article(
        text="",
        outlet=node.text("outlet"),
        title=node.text("title"),
        url=node.text("url") if node.has("url") else "",
        published=node.text("published"),
        author=node.text("author"),
        language=node.text("language"),
        path=node.text("path"),
        item=node.whole("item") if node.has("item") else 0,
        body=node.whole("body"),
        outlet_from=cast("OutletFrom", node.one_of("outlet_from", get_args(OutletFrom))),
        sha256=node.text("sha256"),
        id=node.text("id"),
    )


def _read_section(node: Node) -> BriefingSection:
    nothing_new = node.flag("nothing_new") if node.has("nothing_new") else False
    lines = node.each("sentences", _read_sentence)
    return BriefingSection(node.text("id"), node.text("title"), lines, node.flag("by_speaker"), nothing_new)


def _read_sentence(node: Node) -> BriefingSentence:
    return BriefingSentence(
        text=node.text("text"),
        article=node.text("article"),
        outlet=node.text("outlet"),
        start=node.whole("start"),
        end=node.whole("end"),
        score=node.number("score"),
        cluster=node.text("cluster"),
        edits=node.each("edits", _read_edit),
        speaker=node.text_or_null("speaker"),
        origin=node.text_or_null("origin"),
        outlets=node.each("outlets", _read_name),
        origins=node.whole("origins"),
        key=node.flag("key") if node.has("key") else False,
        update=node.text("update") if node.has("update") else "",
        also=node.each("also", _read_carried),
        disagreement=node.each("disagreement", _read_carried) if node.has("disagreement") else (),
    )


def _read_name(node: Node) -> str:
    if not isinstance(node.record, str):
        raise node.wrong("", "is not a text")
    return node.record


def _read_carried(node: Node) -> SupportingSentence:
    return SupportingSentence(
        article=node.text("article"),
        outlet=node.text("outlet"),
        start=node.whole("start"),
        end=node.whole("end"),
        text=node.text("text"),
        reason=node.text("reason") if node.has("reason") else "",
        edits=node.each("edits", _read_edit) if node.has("edits") else (),
    )


def _read_edit(node: Node) -> Edit:
    return Edit(node.whole("start"), node.whole("end"), node.text("before"), node.text("after"), node.text("fix"))


def _read_problem(node: Node) -> Problem:
    return Problem(node.text("where"), node.text("message"), cast("Level", node.one_of("level", get_args(Level))))
