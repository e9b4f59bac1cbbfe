"""What the next sentence denies is not printed alone, and nobody is named for it."""

from __future__ import annotations

import pytest

from summarizer.analysis.context_dependence import takes_back
from summarizer.api import summarize
from summarizer.lang.language import load_language
from summarizer.model import Article, Length, Options

PAGE = Options(length=Length(20, "sentences"), date="2031-03-05")
# In each language: what is taken back, by what, and what stands.
TAKEN = {
    "en": (
        "The mayor of Kelm took forty crowns from the till.",
        "That is a lie.",
        "The town hall of Kelm opens at noon.",
    ),
    "de": (
        "Der Bürgermeister von Kelm nahm vierzig Kronen.",
        "Das ist erfunden.",
        "Das Rathaus von Kelm öffnet mittags.",
    ),
    "fr": (
        "Le maire de Kelm a pris quarante couronnes.",
        "Cela est faux.",
        "La mairie de Kelm ouvre à midi tous les jours.",
    ),
    "es": ("El alcalde de Kelm tomó cuarenta coronas.", "Eso es mentira.", "El ayuntamiento de Kelm abre al mediodía."),
    "uk": ("Мер Кельма взяв сорок крон із каси.", "Це неправда.", "Ратуша Кельма відчиняється опівдні щодня."),
    "ru": ("Мэр Кельма взял сорок крон из кассы.", "Это ложь.", "Ратуша Кельма открывается в полдень каждый день."),
}


@pytest.mark.parametrize("code", TAKEN)
def test_what_the_next_sentence_denies_is_not_printed(code: str) -> None:
    told, denial, other = TAKEN[code]
    article = Article(f"{told} {denial}\n\n{other}", outlet="A", language=code, published="2031-03-04")
    printed = [line.text for section in summarize([article], PAGE).sections for line in section.lines]
    assert told not in printed
    assert other in printed


def test_who_takes_it_back_is_not_named_for_it() -> None:
    told, denial, other = TAKEN["en"]
    articles = [
        Article(f"{told} A goat ran over the square of Kelm at dawn.", outlet="A", language="en"),
        Article(f"{told} {denial}\n\n{other}", outlet="B", language="en"),
    ]
    lines = [line for section in summarize(articles, PAGE).sections for line in section.lines]
    assert [line.outlets for line in lines if line.text == told] == [("A",)]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Not.", True),
        ("None of it is true, the harbour office said.", True),
        ("The video was fake, the police said.", True),
        ("It is not true that the port was sold.", False),
        ("It was wrong to sell the port, she said.", False),
        ("Not a single boat left the port.", False),
        ("The report was published on Monday.", False),
    ],
)
def test_only_what_means_the_sentence_before_takes_it_back(text: str, holds: bool) -> None:
    assert takes_back(text, load_language("en")) == holds
