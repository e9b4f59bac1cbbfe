"""Who is named for a line: only an outlet with a sentence that tells all that the line asserts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.analysis.names import Names
from summarizer.api import summarize
from summarizer.briefing.pipeline import analyse_story
from summarizer.config.plans import load_plans
from summarizer.dedupe.support import StoryWords, read_story_words, tells_all
from summarizer.model import Article, Length, Options

ALL = Options(plan="general", plans=load_plans("general"), length=Length(100, "percent"), date="2031-03-04")
LINE = "The council of Norvik closed the old harbour bridge on Friday because of cracks in two pillars."


def does_tell(line: str, other: str, language: str = "en") -> bool:
    articles = [
        Article(text, outlet=outlet, published="2031-03-01", language=language, path=f"{outlet}.txt")
        for outlet, text in (("A", line), ("B", other))
    ]
    analysis = analyse_story(articles, ALL)
    news = analysis.news
    mine = [one for one in news if one.article.outlet == "A"]
    theirs = [one for one in news if one.article.outlet == "B"]
    before = theirs[-2] if len(theirs) > 1 else None
    return tells_all(mine[0], theirs[-1], read_story_words(news, analysis.names), before)


@pytest.mark.parametrize(
    "other",
    [
        f"The mayor spoke. {LINE}",
        f"{LINE[:-1]}, the mayor said.",
        "On Friday the council of Norvik closed the old harbour bridge because of cracks in two pillars.",
        "Because of cracks in two pillars the council of Norvik closed the old harbour bridge on Friday; a ferry runs.",
    ],
)
def test_a_sentence_with_all_of_it_tells_it(other: str) -> None:
    assert does_tell(LINE, other)


@pytest.mark.parametrize(
    "other",
    [
        # The reason is missing, the bridge is another, a figure differs, a day differs, it is denied, another acts.
        "The council of Norvik closed the old harbour bridge on Friday.",
        "The council of Norvik closed the new railway bridge on Friday because of cracks in two pillars.",
        "The council of Norvik closed the old harbour bridge on Friday because of cracks in nine pillars.",
        "The council of Norvik closed the old harbour bridge on Sunday because of cracks in two pillars.",
        "The council of Norvik has not closed the old harbour bridge on Friday because of cracks in two pillars.",
        "The council of Harrow closed the old harbour bridge on Friday because of cracks in two pillars.",
        "Nobody was hurt.",
    ],
)
def test_a_sentence_that_lacks_a_thing_does_not_tell_it(other: str) -> None:
    assert not does_tell(LINE, other)


def test_support_goes_one_way() -> None:
    short = "The council of Norvik closed the old harbour bridge on Friday."
    assert does_tell(short, LINE)
    assert not does_tell(LINE, short)


def test_a_name_may_stand_in_the_sentence_before() -> None:
    line = "Mayor Dagmar Oster promised the fishermen of the old harbour a new bridge within ten months."
    theirs = "The mayor promised the fishermen of the old harbour a new bridge within ten months."
    assert does_tell(line, f"Dagmar Oster came to Norvik. {theirs}")
    assert not does_tell(line, f"The council met. {theirs}")


def test_in_a_language_without_rules_only_nearly_equal_sentences_support() -> None:
    line = "Rada miasta zamknęła w piątek stary most portowy z powodu pęknięć w 2 filarach."
    assert does_tell(line, line.replace("w piątek ", "w piątek, "), "pl")
    assert not does_tell(line, line.replace("2 filarach", "9 filarach"), "pl")
    assert not does_tell(line, "Rada miasta nie zamknęła w piątek mostu.", "pl")


def test_a_line_without_words_that_count_is_told_by_nobody_else() -> None:
    (one,) = analyse_story([Article("It is what it is.", outlet="A")], ALL).news
    assert not tells_all(
        replace(one, core_tokens=()), replace(one, sentence=replace(one.sentence, text="So.")), StoryWords({}, Names())
    )


def test_who_is_only_near_is_named_apart_and_not_counted() -> None:
    short = "The council of Norvik closed the old harbour bridge on Friday because of cracks."
    told = {"A": LINE, "B": LINE, "C": short}
    articles = [Article(text, outlet=outlet, path=outlet) for outlet, text in told.items()]
    lines = [line for part in summarize(articles, ALL).sections for line in part.lines]
    (line,) = [line for line in lines if line.text == LINE]
    assert line.outlets == ("A", "B")
    assert [one.outlet for one in line.related] == ["C"]
    assert line.origins == 1
