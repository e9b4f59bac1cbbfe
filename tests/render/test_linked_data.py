"""JSON-LD for other programs: it expands, names each line and outlet, and leads back to the sentence or nowhere."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld
from sample_articles import ROOT
from sample_briefing import ARTICLES, BRIEFING, COURIER, line
from sample_front_page import FRONT, LAMP_BRIEFING, LAMP_STORY

from summarizer.briefing.assembly import find_stretches, read_neighbours
from summarizer.briefing.pipeline import analyse_story
from summarizer.config.plans import load_plans
from summarizer.model import Article, BriefingSection, BriefingSentence, Edit, Options
from summarizer.render.page_metadata import SCHEMA_ORG, WEB_ANNOTATIONS, write_linked_data

SCHEMA, OA = "http://schema.org/", "http://www.w3.org/ns/oa#"
CASES = ROOT / "tests" / "cases" / "jsonld"
#: What of the two contexts the pages use, so that nothing is fetched.
CONTEXTS = {SCHEMA_ORG: CASES / "schema.org.json", WEB_ANNOTATIONS: CASES / "annotations.json"}
TEXTS = {article.id: article.text for article in ARTICLES}
LINES = [told for section in BRIEFING.sections for told in section.lines]


def load(url: str, options: object) -> dict[str, object]:
    """Give a context that the tests hold, and no other."""
    document = json.loads(CONTEXTS[url].read_text(encoding="utf-8"))
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}


def expand(text: str) -> list[dict[str, Any]]:
    """Give all nodes of a page; a key without a meaning would be lost on the way."""
    found: list[dict[str, Any]] = jsonld.expand(
        json.loads(text), {"documentLoader": load, "base": "https://desk.example/page.jsonld"}
    )
    return [node for graph in found for node in graph["@graph"]] if "@graph" in found[0] else found


def of_type(nodes: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [node for node in nodes if node.get("@type") == [kind]]


def test_each_line_is_a_quotation_of_its_article_by_its_speaker() -> None:
    nodes = expand(write_linked_data(BRIEFING))
    quotations = of_type(nodes, f"{SCHEMA}Quotation")
    assert [one[f"{SCHEMA}text"][0]["@value"] for one in quotations] == [told.text for told in LINES]
    articles = {node["@id"]: node for node in of_type(nodes, f"{SCHEMA}NewsArticle")}
    assert len(articles) == len(ARTICLES)
    for one, told in zip(quotations, LINES, strict=True):
        (based,) = one[f"{SCHEMA}isBasedOn"]
        publisher = articles[based["@id"]].get(f"{SCHEMA}publisher", [{f"{SCHEMA}name": [{"@value": ""}]}])
        assert publisher[0][f"{SCHEMA}name"][0]["@value"] == told.outlet
        spoken = one.get(f"{SCHEMA}spokenByCharacter", [{f"{SCHEMA}name": [{"@value": ""}]}])
        assert spoken[0][f"{SCHEMA}name"][0]["@value"] == told.speaker
        assert told.outlet in one[f"{SCHEMA}creditText"][0]["@value"]
        assert told.origin in one[f"{SCHEMA}creditText"][0]["@value"]
    (report,) = of_type(nodes, f"{SCHEMA}Report")
    held = [inner["@id"] for part in report[f"{SCHEMA}hasPart"] for inner in part[f"{SCHEMA}hasPart"]]
    assert held == [one["@id"] for one in quotations]


@pytest.mark.parametrize("page", [BRIEFING, FRONT])
def test_each_key_of_an_annotation_is_a_word_of_the_w3c(page: Any) -> None:
    known = json.loads(CONTEXTS[WEB_ANNOTATIONS].read_text(encoding="utf-8"))["@context"]
    assert collect_keys(list_notes(write_linked_data(page))) <= set(known)


def collect_keys(value: object) -> set[str]:
    """Give the keys of all objects in a value."""
    if isinstance(value, list):
        return set().union(*map(collect_keys, value))
    return set(value).union(*map(collect_keys, value.values())) if isinstance(value, dict) else set()


def test_an_outlet_that_is_not_sure_is_said_to_be_so_and_an_unknown_one_has_no_name() -> None:
    articles = of_type(expand(write_linked_data(BRIEFING)), f"{SCHEMA}NewsArticle")
    publishers = {one["@id"]: one.get(f"{SCHEMA}publisher") for one in articles}
    inferred = publishers["https://northlight.example/ferry"]
    assert inferred is not None
    assert "inferred" in inferred[0][f"{SCHEMA}description"][0]["@value"]
    assert publishers["https://desk.example/page.jsonld#a4"] is None


def test_no_address_leads_where_a_reader_may_not_be_sent() -> None:
    assert "javascript:alert(document" not in write_linked_data(BRIEFING)
    assert "articles/" not in write_linked_data(BRIEFING)


def test_articles_of_one_address_stay_two() -> None:
    twin = replace(COURIER, id="a9", outlet="Twin Post")
    text = write_linked_data(replace(BRIEFING, articles=(*ARTICLES, twin)))
    articles = of_type(expand(text), f"{SCHEMA}NewsArticle")
    assert len({one["@id"] for one in articles}) == len(ARTICLES) + 1


def list_notes(text: str) -> list[dict[str, Any]]:
    graphs: list[dict[str, Any]] = json.loads(text)
    found: list[dict[str, Any]] = graphs[1]["@graph"]
    return found


def test_each_sentence_beside_a_line_has_an_annotation_and_all_selectors_fit_the_raw_words() -> None:
    notes = list_notes(write_linked_data(BRIEFING))
    told = all_told()
    assert len(notes) == len(told)
    for note, one in zip(notes, told, strict=True):
        quote, position = note["target"]["selector"]
        assert (position["start"], position["end"]) == (one.start, one.end)
        assert quote["exact"] == TEXTS[one.article][one.start : one.end]
    kinds = {note["body"][1]["value"] for note in notes}
    assert {"source", "also"} <= kinds
    assert any(kind.startswith("disagreement: ") for kind in kinds)
    assert len(of_type(expand(write_linked_data(BRIEFING)), f"{OA}Annotation")) == len(notes)


def test_a_sentence_whose_edits_do_not_fit_has_its_place_alone() -> None:
    broken = replace(LINES[0], edits=(Edit(LINES[0].start, LINES[0].start + 1, "M", "other words", "gloss"),))
    page = replace(BRIEFING, sections=(BriefingSection("call", "The call", (broken,)),))
    first = list_notes(write_linked_data(page))[0]
    assert [one["type"] for one in first["target"]["selector"]] == ["TextPositionSelector"]


def anchor(text: str, selectors: list[dict[str, Any]]) -> int:
    """Find a sentence as readers of annotations do: by its words and those beside them, any blanks being one, if they
    stand there once."""
    (quote,) = [one for one in selectors if one["type"] == "TextQuoteSelector"]
    before, after = (loosen(quote.get(name, "")) for name in ("prefix", "suffix"))
    found = [one.start(1) for one in re.finditer(f"{before}(?=({loosen(quote['exact'])}){after})", text)]
    return found[0] if len(found) == 1 else -1


def loosen(words: str) -> str:
    """Give a pattern of words between any blanks."""
    return r"\s+".join(map(re.escape, re.split(r"\s+", words)))


#: Three sentences stand twice: in other company, or with the same words on one side.
TWICE = """The ferry line gave no reason. Crews left the pier at noon. Nobody was told before.

The town opened the fish hall. Crews left the pier at noon. The mayor came at one.

Divers looked for the anchor. It rained all day in Larkmouth. Nobody saw the second boat.

The harbour master slept. It rained all day in Larkmouth. Nobody saw the second boat.

The school sent its pupils home. A bell rang over the bay.

The school sent its pupils home. Two vans stood at the gate."""


@cache
def quote_twice() -> list[tuple[list[dict[str, Any]], BriefingSentence]]:
    """Give the selectors of each sentence of that article, with its place there."""
    article = Article(TWICE, outlet="Example Wire", outlet_from="metadata", language="en", published="2031-03-04")
    analysis = analyse_story([article], Options(plan="general", plans=tuple(load_plans("general"))))
    neighbours = read_neighbours(analysis.sentences)
    lines = []
    for one in analysis.sentences:
        (place,) = find_stretches(one, (), neighbours)
        own = BriefingSentence(place.text, place.article, "Wire", place.start, place.end, 1.0, "c1", place.edits)
        lines.append(replace(own, prefix=place.prefix, suffix=place.suffix))
    page = replace(
        BRIEFING, articles=tuple(analysis.story.articles), sections=(BriefingSection("call", "The call", tuple(lines)),)
    )
    notes = list_notes(write_linked_data(page))
    return [(note["target"]["selector"], own) for note, own in zip(notes, lines, strict=True)]


def test_each_of_sentences_that_stand_twice_is_found() -> None:
    assert len(quote_twice()) == TWICE.count(".")
    for selectors, told in quote_twice():
        assert anchor(TWICE, selectors) == told.start
        assert anchor(TWICE.replace("\n\n", " \n"), selectors) >= 0


@given(st.integers(0, len(TWICE)), st.integers(0, 90), st.sampled_from(["", " not", "A new line.\n", "é"]))
def test_after_an_edit_a_sentence_that_stood_twice_is_never_taken_for_the_other(at: int, cut: int, put: str) -> None:
    edited = TWICE[:at] + put + TWICE[at + cut :]
    shift = len(put) - len(TWICE[at : at + cut])
    for selectors, told in quote_twice():
        found = anchor(edited, selectors)
        if told.end <= at:
            assert found in (-1, told.start)
        elif told.start >= at + cut:
            assert found in (-1, told.start + shift)
        else:  # what was edited inside may read as before, at the edit alone
            assert found < 0 or found <= at + len(put) <= found + told.end - told.start + len(put)


@given(st.integers(0, 10**6), st.integers(0, 12), st.sampled_from(["", " not", "28", "x y.\n", "é"]), st.data())
def test_after_an_edit_the_sentence_is_found_or_nothing(at: int, cut: int, put: str, data: st.DataObject) -> None:
    note, told = data.draw(st.sampled_from(list(zip(list_notes(write_linked_data(BRIEFING)), all_told(), strict=True))))
    text = TEXTS[told.article]
    begin = at % len(text)
    end = min(len(text), begin + cut)
    edited = text[:begin] + put + text[end:]
    shift = len(put) - (end - begin)
    found = anchor(edited, note["target"]["selector"])
    if (begin < told.end and told.start < end) or (told.start < begin < told.end and put):
        # What was edited inside may read as before; nothing but the very words may be found.
        assert found < 0 or edited[found : found + told.end - told.start] == text[told.start : told.end]
    else:
        assert found in (-1, told.start + (shift if end <= told.start else 0))


def all_told() -> list[Any]:
    return [one for own in LINES for one in (own, *own.also, *own.related, *own.disagreement)]


def test_an_untouched_sentence_is_found() -> None:
    for note, told in zip(list_notes(write_linked_data(BRIEFING)), all_told(), strict=True):
        assert anchor("Read more.\n" + TEXTS[told.article], note["target"]["selector"]) == told.start + 11


@pytest.mark.parametrize("page", [BRIEFING, FRONT])
def test_the_same_page_gives_the_same_bytes(page: Any) -> None:
    assert write_linked_data(page) == write_linked_data(page)


def test_the_lines_of_a_front_page_stand_in_their_stories() -> None:
    (report,) = of_type(expand(write_linked_data(FRONT)), f"{SCHEMA}Report")
    names = [part[f"{SCHEMA}name"][0]["@value"] for part in report[f"{SCHEMA}hasPart"]]
    assert names == [story.title for story in FRONT.pile.stories if story.id in FRONT.briefings]
    told = [own.text for briefing in FRONT.briefings.values() for section in briefing.sections for own in section.lines]
    quotations = of_type(expand(write_linked_data(FRONT)), f"{SCHEMA}Quotation")
    assert sorted(one[f"{SCHEMA}text"][0]["@value"] for one in quotations) == sorted(told)


def test_each_line_of_a_front_page_is_based_on_its_own_article_though_each_story_counts_its_own() -> None:
    renamed = {article.id: f"a{number}" for number, article in enumerate(LAMP_BRIEFING.articles, start=1)}
    articles = tuple(replace(article, id=renamed[article.id]) for article in LAMP_BRIEFING.articles)
    own = LAMP_BRIEFING.change_lines(lambda line: replace(line, article=renamed[line.article], also=(), related=()))
    page = replace(FRONT, briefings={LAMP_STORY.id: replace(own, articles=articles)})
    assert {article.id for article in articles} & {article.id for article in FRONT.pile.articles}
    nodes = json.loads(write_linked_data(page))[0]["@graph"]
    outlets = {
        node["@id"]: node["publisher"]["name"]
        for node in nodes
        if node["@type"] == "NewsArticle" and "publisher" in node
    }
    quoted = [node for node in nodes if node["@type"] == "Quotation"]
    assert quoted
    for node in quoted:
        assert node["creditText"].startswith(outlets[node["isBasedOn"]["@id"]])
    for note in list_notes(write_linked_data(page)):
        assert note["target"]["source"] in outlets


def test_a_glossed_sentence_has_the_words_of_its_source() -> None:
    glossed = replace(
        line(COURIER, "She asked him to reopen the night service by Friday.", 0.7, "c3"),
        text="[Odile Brandt] asked him to reopen the night service by Friday.",
    )
    start = glossed.start
    glossed = replace(glossed, edits=(Edit(start, start + 3, "She", "[Odile Brandt]", "gloss"),))
    page = replace(BRIEFING, sections=(BriefingSection("call", "The call", (glossed,)),))
    first = list_notes(write_linked_data(page))[0]
    assert first["target"]["selector"][0]["exact"].startswith("She asked him")
