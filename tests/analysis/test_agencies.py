"""Whom an outlet passes on: in a sentence, by its dateline, in a line of credit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis.attribution import attribute, find_core
from summarizer.lang.language import load_language
from summarizer.model import Article
from summarizer.text.agencies import read_closing_credit, read_credit, read_dateline
from summarizer.text.edits import apply_edits
from summarizer.text.segmentation import segment

ENGLISH = load_language("en")
CASES = json.loads((Path(__file__).parent.parent / "cases" / "agencies.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_agency_is_the_origin_of_what_it_reports_and_is_no_part_of_it(case: dict[str, str]) -> None:
    (sentences,), _ = segment([Article(case["text"], language="en")])
    voices = attribute(sentences, (), ENGLISH)
    last = max(at for at, sentence in enumerate(sentences) if sentence.kind == "sentence")
    assert voices[last].origin == case["origin"]
    assert find_core(sentences[last], voices[last]).replace(" .", ".") == case["core"]


@pytest.mark.parametrize(
    ("dateline", "day", "year"),
    [
        ("BERLIN, 15 Nov (dpa) - ", "11-15", ""),
        ("BERLIN, Nov. 15, 2031 (dpa) - ", "11-15", "2031"),
        ("BERLIN, 15. November (dpa) - ", "11-15", ""),
        ("BERLIN, 2031-11-15 (dpa) - ", "11-15", "2031"),
        ("BERLIN (dpa), 29 Feb - ", "02-29", ""),
        ("BERLIN, 31 June (dpa) - ", "", ""),
        ("BERLIN (dpa) - ", "", ""),
    ],
)
def test_a_dateline_has_a_day(dateline: str, day: str, year: str) -> None:
    found = read_dateline(f"{dateline}The dam held.", ENGLISH)
    assert found is not None
    assert (found.end, found.day, found.year) == (len(dateline), day, year)


def test_a_dateline_is_taken_off_by_an_edit() -> None:
    text = "Dam holds\n\nBERLIN,\u00a015 Nov (dpa) -  The dam  held."
    (sentences,), _ = segment([Article(text, language="de")])
    (told,) = [sentence for sentence in sentences if sentence.kind == "sentence"]
    assert text[told.start : told.end].startswith("BERLIN")
    assert told.edits[0].fix == "dateline"
    assert apply_edits(text, told.start, told.end, told.edits) == told.text == "The dam held."
    assert attribute(sentences, (), load_language("de"))[-1].origin == "dpa"


@given(st.text(alphabet="AaBb. /()-–,1259\n\t") | st.text())
def test_any_line_can_be_asked_for_a_dateline_and_a_credit(line: str) -> None:
    found = read_dateline(line, ENGLISH)
    assert found is None or 0 < found.end <= len(line)
    assert all(read_credit(line, ENGLISH))
    assert all(read_closing_credit(line, ENGLISH)[0])
