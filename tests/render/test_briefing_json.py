from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_briefing import BRIEFING, read_back

from summarizer.errors import ConfigError
from summarizer.model import (
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    Counted,
    Edit,
    Length,
    Problem,
    SupportingSentence,
)
from summarizer.render.page_json import to_json, trace_lines

TEXTS = st.text(st.characters(), max_size=12)
PLACES = st.integers(0, 10**6)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
CARRIED = st.builds(SupportingSentence, TEXTS, TEXTS, PLACES, PLACES, TEXTS)
LINES = st.builds(
    BriefingSentence,
    *(TEXTS, TEXTS, TEXTS, PLACES, PLACES, NUMBERS, TEXTS),
    edits=st.lists(st.builds(Edit, PLACES, PLACES, TEXTS, TEXTS, TEXTS), max_size=2).map(tuple),
    speaker=TEXTS,
    origin=TEXTS,
    outlets=st.lists(TEXTS, max_size=2).map(tuple),
    also=st.lists(CARRIED, max_size=2).map(tuple),
    disagreement=st.lists(st.builds(SupportingSentence, TEXTS, TEXTS, PLACES, PLACES, TEXTS, TEXTS), max_size=2).map(
        tuple
    ),
    update=TEXTS,
    latest=st.booleans(),
)
PARTS = st.builds(BriefingSection, TEXTS, TEXTS, st.lists(LINES, max_size=2).map(tuple), st.booleans(), st.booleans())
ARTICLES = st.builds(
    Article,
    TEXTS,
    *(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS),
    item=PLACES,
    body=PLACES,
    outlet_from=st.sampled_from(["metadata", "claimed", "inferred", "unknown"]),
    id=TEXTS,
)
BRIEFINGS = st.builds(
    Briefing,
    *(TEXTS, TEXTS, TEXTS, TEXTS),
    st.dictionaries(
        st.sampled_from("abc"), st.none() | st.booleans() | NUMBERS | TEXTS | st.lists(NUMBERS, max_size=2)
    ),
    st.builds(Counted, PLACES, PLACES, PLACES),
    st.dictionaries(st.sampled_from("abc"), NUMBERS),
    st.lists(ARTICLES, max_size=2).map(tuple),
    st.lists(PARTS, max_size=2).map(tuple),
    st.lists(st.builds(Problem, TEXTS, TEXTS, st.sampled_from(["problem", "notice"])), max_size=2).map(tuple),
    new_only=st.booleans(),
    since=TEXTS,
)


@given(BRIEFINGS)
def test_what_is_written_reads_back_and_writes_the_same(briefing: Briefing) -> None:
    text = to_json(briefing)
    assert to_json(read_back(text)) == text
    assert text.encode()


def test_reading_gives_the_briefing_back_but_for_texts_and_trace() -> None:
    back = read_back(to_json(BRIEFING))
    sentence = back.sections[0].lines[1]
    assert sentence == replace(BRIEFING.sections[0].lines[1], score=0.812346)
    assert back.articles == tuple(replace(article, text="") for article in BRIEFING.articles)
    assert back.trace == ()
    assert back.sections[2].by_speaker
    assert back.problems == BRIEFING.problems


def test_the_object_has_the_fields_that_others_read() -> None:
    record = json.loads(to_json(BRIEFING))
    assert list(record) == (
        [
            "schema",
            "title",
            "date",
            "plan",
            "language",
            "options",
            "length",
            "readability",
            "articles",
            "sections",
            "problems",
        ]
    )
    assert record["schema"] == "summarizer.briefing/1"
    first, second, *_ = record["sections"][0]["sentences"]
    assert list(first) == (
        [
            "text",
            "article",
            "outlet",
            "start",
            "end",
            "edits",
            "suffix",
            "fragment",
            "score",
            "cluster",
            "speaker",
            "origin",
            "outlets",
            "origins",
            "also",
            "related",
            "placed_by",
        ]
    )
    assert first["speaker"] is None
    assert first["also"][0]["outlet"] == "Northlight Radio"
    assert "reason" not in first["also"][0]
    assert second["score"] == 0.812346
    context = record["sections"][-1]["sentences"][0]
    assert context["disagreement"][0]["reason"] == "numbers"
    assert "url" in record["articles"][0]
    assert "url" not in record["articles"][1] or record["articles"][1]["url"]
    assert "url" not in record["articles"][3]
    assert "item" not in record["articles"][0]


def test_the_text_is_readable_utf_8_and_ends_with_a_line_end() -> None:
    text = to_json(BRIEFING)
    assert "ferry line’s" in text
    assert text.startswith('{\n  "schema"')
    assert text.endswith("}\n")


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    text = to_json(replace(BRIEFING, title="a\ud800b"))
    assert json.loads(text)["title"] == "a\ufffdb"


def test_options_of_any_kind_are_written() -> None:
    options = {
        "length": Length(20, "percent"),
        "names": frozenset({"b", "a"}),
        "problem": Problem("x", "y"),
        "at": (1, 0.1234567),
    }
    record = json.loads(to_json(replace(BRIEFING, options=MappingProxyType(options))))
    assert record["options"] == {
        "length": "20%",
        "names": ["a", "b"],
        "problem": {"where": "x", "message": "y", "level": "problem"},
        "at": [1, 0.123457],
    }


def changed(path: list[str | int], value: object = None, drop: bool = False) -> str:
    record = json.loads(to_json(BRIEFING))
    inner = record
    for step in path[:-1]:
        inner = inner[step]
    if drop:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return json.dumps(record)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ('{"a": NaN}', "NaN is no JSON number"),
        ("[" * 100_000, "not JSON"),
        ("[]", "the whole is not an object"),
        ("{}", "schema is missing"),
        (changed(["schema"], "other/1"), "schema is “other/1”, not “summarizer.briefing/1”"),
        (changed(["title"], 3), "title is not a text"),
        (changed(["length", "words"], True), "length.words is not a whole number"),
        (changed(["readability", "flesch_reading_ease"], "x"), "readability.flesch_reading_ease is not a number"),
        (
            changed(["articles", 1, "outlet_from"], "guessed"),
            "articles[1].outlet_from is none of metadata, claimed, inferred, unknown",
        ),
        (changed(["articles", 2], "x"), "articles[2] is not an object"),
        (changed(["sections", 2, "sentences", 0, "text"], drop=True), "sections[2].sentences[0].text is missing"),
        (
            changed(["sections", 2, "sentences", 0, "score"], 10**400),
            "sections[2].sentences[0].score is too large a number",
        ),
        (
            changed(["sections", 0, "sentences", 0, "outlets", 1], 1),
            "sections[0].sentences[0].outlets[1] is not a text",
        ),
        (changed(["sections", 0, "sentences", 0, "also"], {}), "sections[0].sentences[0].also is not a list"),
        (changed(["problems", 0, "level"], "grave"), "problems[0].level is none of problem, notice"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_named(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_back(text, where="old.json")
    assert message in str(caught.value)
    assert str(caught.value).startswith("old.json: ")


def test_fields_of_later_versions_and_a_byte_order_mark_are_passed_by() -> None:
    assert read_back("\ufeff" + changed(["novelty"], [1])).title == BRIEFING.title


def test_the_trace_is_one_object_a_line_even_where_a_text_holds_a_line_separator() -> None:
    lines = trace_lines(BRIEFING).splitlines()
    first, second = (json.loads(line) for line in lines)
    assert list(first) == (
        [
            "article",
            "path",
            "outlet",
            "start",
            "end",
            "text",
            "kind",
            "section",
            "cluster",
            "score",
            "speaker",
            "origin",
            "printed",
            "why",
        ]
    )
    assert first["printed"] is True
    assert first["speaker"] is None
    assert second["text"] == "Some\u20282,100"
    assert (second["speaker"], second["score"]) == ("Reuel", 0.333333)


def test_without_a_trace_there_are_no_lines() -> None:
    assert trace_lines(replace(BRIEFING, trace=())) == ""
