"""Moods where an auxiliary may stand anywhere in its clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis.dates import read_dates
from summarizer.analysis.free_clauses import find_verbs
from summarizer.analysis.modality import read_moods
from summarizer.lang.language import load_language


@pytest.mark.parametrize(
    ("code", "text", "ahead", "done"),
    [
        ("de", "Der Rat wird den Vertrag unterzeichnen.", {"unterzeichn"}, set()),
        ("de", "Der Rat hat den Vertrag unterzeichnet.", set(), {"unterzeichn"}),
        ("de", "Sie plant, die Grenze zu öffnen.", {"offn"}, set()),
        ("de", "Der Rat stimmte dem Verkauf nicht zu.", set(), {"zustimm"}),
        ("ru", "Министр подписал договор.", set(), {"подпис"}),
        ("ru", "Договор будет подписан.", {"подпис"}, set()),
        ("ru", "Министр подпишет договор.", {"подпис"}, set()),
    ],
)
def test_what_is_to_come_is_told_from_what_is_done(code: str, text: str, ahead: set[str], done: set[str]) -> None:
    found = read_moods(text, load_language(code))
    assert ahead <= found[0] - found[1]
    assert done <= found[1] - found[0]


@given(st.text(alphabet="wird hat zugestimmt zu, .—\x01не", max_size=80))
def test_any_text_can_be_asked_for_its_verbs(text: str) -> None:
    verbs = find_verbs(text, load_language("de"))
    assert all(verb.stem and verb.mood in ("", "past", "future", "supposed") for verb in verbs)


@pytest.mark.parametrize(
    ("code", "text", "days"),
    [
        ("de", "Sie reiste am vergangenen Mittwoch ab.", {"02-26"}),
        ("de", "Der Rat tagt vom 5. bis 7. März.", {"03-05", "03-07"}),
        ("de", "Es begann am 05.03. um 14.30 Uhr.", {"03-05"}),
        ("ru", "Это было позавчера.", {"03-01"}),
        ("ru", "Суд начнётся 12 мая.", {"05-12"}),
    ],
)
def test_days_are_read_in_their_language(code: str, text: str, days: set[str]) -> None:
    assert {day for meant in read_dates(text, "2031-03-03", load_language(code)).days for day in meant} == days
