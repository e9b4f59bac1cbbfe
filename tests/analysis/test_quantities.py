from __future__ import annotations

import pytest

from summarizer.analysis.quantities import Figure, find_figures
from summarizer.lang.language import Language, load_language

ENGLISH = load_language("en")


def read(text: str, language: Language = ENGLISH) -> list[Figure]:
    return [figure for figure, _, _ in find_figures(text, language)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("It cost 15 billion euros.", "euro", 15e9),
        ("It cost $3.5 million.", "dollar", 3.5e6),
        ("It cost £20.", "pound", 20),
        ("Some 11,000 people fled.", "count", 11_000),
        ("Fourteen people fled.", "count", 14),
        ("Twenty-one people fled.", "count", 21),
        ("Two dozen people fled.", "count", 24),
        ("Prices rose by 7.5 percent.", "percent", 7.5),
        ("Prices rose by 7.5%.", "percent", 7.5),
        ("Half of the seats were empty.", "percent", 50),
        ("Two-thirds of the seats were empty.", "percent", 200 / 3),
        ("They spoke for two hours.", "minutes", 120),
        ("They spoke for an hour.", "minutes", 60),
        ("He was away for three weeks.", "days", 21),
        ("They spoke for two more hours.", "minutes", 120),
        ("Three other towns were flooded.", "rest", 3),
        ("Dahl, 82, left.", "age", 82),
        ("The two-year-old dam broke.", "age", 2),
    ],
)
def test_a_figure_is_read_with_its_kind_and_value(text: str, kind: str, value: float) -> None:
    (figure,) = read(text)
    assert figure.kind == kind
    assert figure.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["The dam held.", "The 20th man left.", "Someone left.", "He met both of them.", "Flight 111 fell."]
)
def test_what_only_looks_like_a_figure_is_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [("about 12 men", "about"), ("more than 12 men", "least"), ("up to 12 men", "most"), ("12 men", "")],
)
def test_how_sure_a_figure_is_is_read_too(text: str, bound: str) -> None:
    assert read(text) == [Figure("count", 12, bound)]


def test_the_end_of_another_word_says_nothing_of_a_figure() -> None:
    assert read("The takeover 12 men planned failed.") == [Figure("count", 12)]


def test_digits_and_signs_are_read_in_a_language_without_words_for_numbers() -> None:
    found = read("Der Damm kostete €15 und hielt 12 Boote, 2,5 % davon leer.", load_language("xx"))
    assert found == [Figure("euro", 15), Figure("count", 12), Figure("percent", 2.5)]
