from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_briefing import ARTICLES, BRIEFING, read_back

from summarizer.errors import ConfigError
from summarizer.model import Counted, DetectedStory, FrontPage, MadeBy, Pile, Problem, Single
from summarizer.render.page_json import from_json, list_unknown, to_json

STORIES = (
    DetectedStory(
        *("2031-03-04-abcde", "Mayor and ferry line talk", "a1", ("a1", "a2")),
        comments=("a2",),
        outlets=2,
        origins=2,
        first="2031-03-02",
        newest="2031-03-04",
        cohesion=0.123456789,
        joined=("2031-03-01-fghij",),
        told=(("2031-03-03", "Ferry line is silent"),),
        standing="Ferries",
    ),
    DetectedStory("2031-03-03-klmno", "[x](javascript:alert(1))", "a3", ("a3",)),
)
PAGE = FrontPage(
    title="The news of 4 March 2031",
    date="2031-03-04",
    language="en",
    options=MappingProxyType({"plan": "auto", "stories": {"most_stories": 12}}),
    length=Counted(11, 120, 30),
    pile=Pile(
        ARTICLES,
        STORIES,
        singles=(Single("a4", "2031-03-04-abcde", 0.12345678),),
        set_aside=(replace(ARTICLES[0], text="", dropped="time"),),
        counts=MappingProxyType({"en": MappingProxyType({"ferri": 4})}),
        documents=MappingProxyType({"en": 12}),
    ),
    briefings=MappingProxyType({"2031-03-04-abcde": BRIEFING}),
    quiet=("2031-03-03-klmno",),
    problems=(Problem("x.txt", "is empty"),),
    new_only=True,
    since="2031-03-03",
    made_by=MadeBy("1", "d"),
)
TEXTS = st.text(max_size=8)
NUMBERS = st.integers(0, 10**6)
DETECTED = st.builds(
    replace,
    st.sampled_from(STORIES),
    title=TEXTS,
    outlets=NUMBERS,
    origins=NUMBERS,
    first=TEXTS,
    newest=TEXTS,
    cohesion=st.floats(0, 1),
    joined=st.lists(TEXTS, max_size=2).map(tuple),
    told=st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple),
    standing=TEXTS,
)
PAGES = st.builds(
    replace,
    st.just(PAGE),
    title=TEXTS,
    date=TEXTS,
    new_only=st.booleans(),
    since=TEXTS,
    quiet=st.sampled_from([(), ("2031-03-03-klmno",), ("2031-03-04-abcde",)]),
    made_by=st.none() | st.builds(MadeBy, TEXTS, TEXTS),
    briefings=st.sampled_from([PAGE.briefings, MappingProxyType({})]),
    pile=st.builds(
        replace,
        st.just(PAGE.pile),
        stories=st.lists(DETECTED, max_size=2, unique_by=lambda story: story.id).map(tuple),
        counts=st.dictionaries(TEXTS, st.dictionaries(TEXTS, NUMBERS, max_size=2), max_size=2),
        documents=st.dictionaries(TEXTS, NUMBERS, max_size=2),
        roundups=st.sampled_from([(), ("a4",)]),
        comments=st.sampled_from([(), ("a1", "a4")]),
    ),
)


@given(PAGES)
def test_what_is_written_reads_back_and_writes_the_same(page: FrontPage) -> None:
    text = to_json(page)
    assert to_json(from_json(text)) == text
    assert list_unknown(text, from_json(text)) == []


def test_reading_gives_the_page_back_but_for_texts_and_traces() -> None:
    back = from_json(to_json(PAGE))
    assert isinstance(back, FrontPage)
    pile = PAGE.pile
    assert back == replace(
        PAGE,
        pile=replace(
            pile,
            articles=tuple(replace(article, text="") for article in pile.articles),
            stories=(replace(STORIES[0], cohesion=0.123457), STORIES[1]),
            singles=(Single("a4", "2031-03-04-abcde", 0.123457),),
        ),
        briefings={"2031-03-04-abcde": read_back(to_json(BRIEFING))},
    )


def test_the_object_has_the_fields_that_others_read() -> None:
    record = json.loads(to_json(PAGE))
    assert record["schema"] == "summarizer.front/1"
    first, second = record["stories"]
    assert first["title"] == {"text": "Mayor and ferry line talk", "article": "a1"}
    assert first["articles"][1] == {
        "id": "a2",
        "path": "articles/northlight.html",
        "url": "https://northlight.example/ferry",
    }
    assert (first["outlets"], first["origins"], first["first"], first["cohesion"]) == (2, 2, "2031-03-02", 0.123457)
    assert first["earlier"] == [{"date": "2031-03-03", "title": "Ferry line is silent"}]
    assert first["briefing"] == json.loads(to_json(BRIEFING))
    assert second["quiet"] is True
    assert "briefing" not in second
    assert record["singles"] == [{"article": "a4", "near": "2031-03-04-abcde", "likeness": 0.123457}]
    assert record["comments"] == record["roundups"] == []
    assert [article["id"] for article in record["articles"]] == ["a1", "a2", "a3", "a4"]
    assert record["counts"] == {"en": {"ferri": 4}}


def changed(path: list[str | int], value: object = None, drop: bool = False) -> str:
    record = json.loads(to_json(PAGE))
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
        ("{}", "schema is missing"),
        (changed(["schema"], "summarizer.front/9"), "schema is “summarizer.front/9”, not “summarizer.briefing/1”"),
        (changed(["title"], 3), "title is not a text"),
        (changed(["stories", 0, "title"], "x"), "stories[0].title is not an object"),
        (changed(["stories", 0, "origins"], drop=True), "stories[0].origins is missing"),
        (changed(["stories", 1, "cohesion"], "x"), "stories[1].cohesion is not a number"),
        (changed(["stories", 0, "earlier", 0, "date"], 1), "stories[0].earlier[0].date is not a text"),
        (changed(["stories", 1, "quiet"], 1), "stories[1].quiet is not true or false"),
        (changed(["stories", 1, "id"], "2031-03-04-abcde"), "stories have an id twice"),
        (changed(["stories", 0, "articles", 0, "id"], "a9"), "“a9” is not as in the page's articles"),
        (changed(["stories", 0, "articles", 0, "path"], "elsewhere"), "“a1” is not as in the page's articles"),
        (changed(["stories", 0, "articles", 0, "item"], 7), "“a1” is not as in the page's articles"),
        (changed(["stories", 0, "briefing", "sections"], {}), "stories[0].briefing.sections is not a list"),
        (changed(["stories", 0, "briefing", "schema"], "x"), "stories[0].briefing.schema is “x”"),
        (changed(["singles", 0, "article"], "a9"), "articles have none “a9”"),
        (changed(["roundups"], ["a9"]), "articles have none “a9”"),
        (changed(["singles", 0, "translations"], ["a4"]), "singles “a4” has a translation that is no other article"),
        (changed(["singles", 0, "translations"], ["a1", "a1"]), "“a4” has a translation that is no other article"),
        (changed(["counts", "en", "ferri"], 1.5), "counts.en.ferri is not a whole number"),
        (changed(["documents"], []), "documents is not an object"),
        (changed(["problems"], drop=True), "problems is missing"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_named(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        from_json(text, where="old.json")
    assert message in str(caught.value)
    assert str(caught.value).startswith("old.json: ")


def test_fields_that_no_page_has_are_passed_by_and_listed() -> None:
    text = changed(["stories", 0, "note"], "x")
    assert list_unknown(text, from_json(text)) == ["stories[0].note"]
    text = changed(["stories", 0, "briefing", "note"], "x")
    assert list_unknown(text, from_json(text)) == ["stories[0].briefing.note"]
    text = changed(["stories", 0, "quiet"], False)
    assert list_unknown(text, from_json(text)) == []
