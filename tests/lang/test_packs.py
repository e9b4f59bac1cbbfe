"""What a language's pack must find: who says it, which sentences are kept apart, which are one, and what is no news.

The cases stand in ``cases/languages/CODE``; the first two lines of news of ``no_news.tsv`` stand around its others. A
line that ends in ``# missed`` is one that the pack gets wrong: it is a test too, so that the file says what holds.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Article, Length, Options, summarize
from summarizer.analysis.attribution import attribute
from summarizer.analysis.claims import find_conflict, read_facts
from summarizer.analysis.names import learn_names
from summarizer.lang.language import load_language
from summarizer.model import Attribution
from summarizer.text.segmentation import segment

CASES = Path(__file__).parent.parent / "cases" / "languages"
MISSED = "# missed"
#: So little alike are sentences that may yet be one.
HARDLY_ALIKE = 0.4


def read_cases(name: str) -> list[ParameterSet]:
    """Return the lines of a file of each language: the language, the fields of a line, and whether they hold."""
    cases = []
    for path in sorted(CASES.glob(f"*/{name}")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            holds = not line.endswith(MISSED)
            fields = [field.strip() for field in line.removesuffix(MISSED).rstrip().split("\t")]
            cases.append(pytest.param(path.parent.name, fields, holds, id=f"{path.parent.name}-{number}"))
    return cases


def hear_last(text: str, code: str) -> Attribution:
    """Return who says the last sentence of a text, and whom it passes on."""
    language = load_language(code)
    sentences = segment([Article(text, language=code, id="a", outlet="Post")])[0][0]
    return attribute(sentences, [], language, learn_names([(text, language)]))[-1]


def are_one(first: str, second: str, code: str) -> bool:
    """Return whether two outlets' sentences come out as one line of both."""
    articles = [
        Article(text, outlet=outlet, language=code, published="2031-03-05")
        for text, outlet in ((first, "Post"), (second, "Kurier"))
    ]
    options = Options(length=Length(9, "sentences"), date="2031-03-05", plan="general")
    briefing = summarize(articles, options)
    return any(len(line.outlets) > 1 for section in briefing.sections for line in section.lines)


@pytest.mark.parametrize(("code", "fields", "holds"), read_cases("speakers.tsv"))
def test_a_sentence_is_heard_from_who_says_it(code: str, fields: list[str], holds: bool) -> None:
    speaker, text = fields if len(fields) > 1 else ("", *fields)
    found = hear_last(text, code).speaker
    assert (speaker in found if speaker else not found) == holds, found


@given(data=st.data())
@pytest.mark.parametrize("code", sorted(path.name for path in CASES.iterdir()))
def test_any_torso_of_a_sentence_can_be_asked_who_says_it(code: str, data: st.DataObject) -> None:
    lines = (CASES / code / "speakers.tsv").read_text(encoding="utf-8").splitlines()
    words = data.draw(st.sampled_from(lines)).removesuffix(MISSED).split()
    start = data.draw(st.integers(0, len(words) - 1))
    size = data.draw(st.integers(1, len(words)))
    torso = " ".join(words[start : start + size])
    assert isinstance(hear_last(torso, code).speaker, str)


@pytest.mark.parametrize(("code", "fields", "holds"), read_cases("origins.tsv"))
def test_an_agency_is_whom_a_sentence_passes_on(code: str, fields: list[str], holds: bool) -> None:
    origin, speaker, text = fields
    voice = hear_last(text, code)
    assert ((voice.origin, voice.speaker) == (origin, speaker)) == holds, voice


@pytest.mark.parametrize(("code", "fields", "holds"), read_cases("conflicts.tsv"))
def test_what_claims_another_thing_is_known_by_the_reason(code: str, fields: list[str], holds: bool) -> None:
    reason, *texts = fields
    first, second = (read_facts(text, "2031-03-05", load_language(code)) for text in texts)
    assert (find_conflict(first, second, HARDLY_ALIKE) == reason) == holds


@pytest.mark.parametrize(("code", "fields", "holds"), read_cases("apart.tsv"))
def test_sentences_that_contradict_are_two(code: str, fields: list[str], holds: bool) -> None:
    assert are_one(fields[0], fields[1], code) != holds


@pytest.mark.parametrize(("code", "fields", "holds"), read_cases("alike.tsv"))
def test_sentences_that_tell_one_fact_are_one(code: str, fields: list[str], holds: bool) -> None:
    assert are_one(fields[0], fields[1], code) == holds


@pytest.mark.parametrize(("code", "fields", "holds"), read_cases("no_news.tsv"))
def test_no_news_is_told_from_news(code: str, fields: list[str], holds: bool) -> None:
    kind, line = fields
    news = [
        row.split("\t")[1] for row in (CASES / code / "no_news.tsv").read_text("utf-8").splitlines() if row[:2] == "n\t"
    ]
    first, last = news[:2]
    sentences = segment([Article("\n\n".join([first, line, last]), language=code)])[0][0]
    others = [one for one in sentences if one.text not in (first, last)]
    is_news = any(one.kind == "sentence" for one in others) or line in (first, last)
    assert is_news == ((kind == "n") == holds), [one.why for one in others]
