"""Who somebody is stands in brackets where a page names him for the first time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.api import summarize
from summarizer.model import Article, Briefing, Length, Options
from summarizer.text.tokens import count_words

TEXT = (
    "The harbour of Larkmouth was closed on Friday after a storm sank two ferries.\n"
    "Dagmar Oster, mayor of Larkmouth, asked all crews to stay on land until Sunday.\n"
    "The town will pay for two new boats with the money of the old fish market, Oster said.\n"
    "Oster wants the bridge of the northern road to be repaired before the winter storms come.\n"
)
ARTICLE = Article(TEXT, outlet="Gull", path="gull.txt")


def make(*words: str, gloss: bool = True) -> Briefing:
    """Return a briefing without the lines that have some words in them: they are cut out of the article."""
    kept = [line for line in TEXT.splitlines(keepends=True) if not any(word in line for word in words)]
    return summarize([replace(ARTICLE, text="".join(kept))], Options(length=Length(100, "percent"), gloss=gloss))


def list_texts(made: Briefing) -> list[str]:
    return [line.text for section in made.sections for line in section.lines]


def test_a_page_that_introduces_somebody_itself_needs_no_bracket() -> None:
    texts = list_texts(make())
    assert any(text.startswith("Dagmar Oster, mayor") for text in texts)
    assert not any("[" in text for text in texts)


def test_who_is_first_named_by_the_surname_is_introduced_once() -> None:
    made = summarize([ARTICLE], Options(length=Length(2, "sentences")))
    texts = list_texts(made)
    if not any("Dagmar" in text for text in texts if not text.startswith("Oster [")):
        assert sum("[Dagmar Oster, mayor of Larkmouth]" in text for text in texts) == 1
    everything = list_texts(make())
    assert sum("[Dagmar" in text for text in everything) == 0


@pytest.mark.parametrize("most", [30, 33, 36, 40, 60])
def test_brackets_count_as_words_and_keep_the_length(most: int) -> None:
    made = summarize([ARTICLE], Options(length=Length(most, "words")))
    assert sum(map(count_words, list_texts(made))) == made.length.words <= most
