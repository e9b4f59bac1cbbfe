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


@pytest.mark.parametrize(
    ("language", "dateline", "agencies", "day"),
    [
        ("de", "ARLAU. ", (), ""),
        ("de", "Bern, 4. März 2031 (sda). ", ("SDA",), "03-04"),
        ("de", "Arlau/Berlin (dpa/lnw) - ", ("dpa",), ""),
        ("fr", "PARIS, 4 juil. (AFP) – ", ("AFP",), "07-04"),
        ("fr", "Lyon, le 1er mars 2031 (AFP). ", ("AFP",), "03-01"),
        ("es", "Madrid, 4 mar (EFE).- ", ("EFE",), "03-04"),
        ("es", "Puerto Rey (EFE).- ", ("EFE",), ""),
        ("ru", "МОСКВА, 4 марта. /ТАСС/. ", ("TASS",), "03-04"),
        ("ru", "МОСКВА, 4 мар — РИА Новости. ", ("RIA Novosti",), "03-04"),
        ("ru", "Москва. 4 марта. ИНТЕРФАКС - ", ("Interfax",), "03-04"),
        ("uk", "КИЇВ. 4 березня. УНН. ", ("UNN",), "03-04"),
        ("uk", "Київ, 4 березня (Укрінформ) - ", ("Ukrinform",), "03-04"),
    ],
)
def test_a_dateline_has_the_form_that_its_language_gives_it(
    language: str, dateline: str, agencies: tuple[str, ...], day: str
) -> None:
    found = read_dateline(f"{dateline}«Arlau» steht.", load_language(language))
    assert found is not None
    assert (found.end, found.agencies, found.day) == (len(dateline), agencies, day)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Möller (SPD). Der Rat schwieg."),
        ("de", "Die EU. Der Rat. Das Geld."),
        ("fr", "OTAN (Organisation du Nord). Paris hésite."),
        ("es", "Rey (PSOE).- El pleno calló."),
        ("ru", "ВСУ (Вооружённые силы) Украины отошли."),
        ("ru", "Москва. Плотина стоит."),
        ("uk", "НАТО (Альянс) — Україна чекає."),
    ],
)
def test_a_party_or_a_long_name_in_brackets_makes_no_dateline(language: str, line: str) -> None:
    assert read_dateline(line, load_language(language)) is None


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


@pytest.mark.parametrize(
    ("behind", "origins"),
    [("(Associated Press)\n\nThe county...", ["", "AP"]), ("(Associated Press)\n\nShare this", ["AP", "AP"])],
    ids=["the text goes on", "the text ends"],
)
def test_a_credit_amid_the_text_may_be_a_pictures_and_holds_for_its_own_line(behind: str, origins: list[str]) -> None:
    text = f"The dam at Arle broke on Monday.\n\nMen look at what is left of it, in Arle, on Tuesday. {behind}"
    (sentences,), _ = segment([Article(text, language="en")])
    voices = attribute(sentences, (), ENGLISH)
    found = [voice.origin for voice, told in zip(voices, sentences, strict=True) if told.kind == "sentence"]
    assert found == origins
