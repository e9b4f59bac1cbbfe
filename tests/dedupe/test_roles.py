"""Who does it to whom."""

from __future__ import annotations

import pytest

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.briefing.pipeline import make_briefing
from summarizer.config.plans import load_plans
from summarizer.dedupe.roles import find_initials, shorten_name, swap_roles
from summarizer.lang.language import load_language
from summarizer.model import Article, Options, Sentence

ENGLISH = load_language("en")


def a_sentence(text: str) -> AnalysedSentence:
    return AnalysedSentence(Sentence("a", 0, 0, 0, len(text), text), Article(text, language="en"), core=text)


@pytest.mark.parametrize(
    ("one", "other", "swapped"),
    [
        ("Arden sued Belmont on Friday.", "Belmont sued Arden on Friday.", True),
        ("Arden sued Belmont.", "Belmont was sued by Arden.", False),
        ("Arden sued Belmont.", "Arden was sued by Belmont.", True),
        ("Arden sued Belmont.", "Belmont was sued by the old town of Arden.", False),
        ("Kestria attacked the Ilvanian fleet.", "The Kestrian fleet was attacked with drones by Ilvania.", True),
        ("Ada Krell of Arden praised Tom Rask.", "Tom Rask praised Ada Krell of Arden.", True),
        ("Arden fought with Belmont.", "Belmont fought with Arden.", False),
        ("Arden met Belmont.", "Belmont met Arden.", False),
        # A day is nobody, and an order alone says nothing.
        ("Tuesday’s flood hit Arden.", "Arden was hit on Tuesday.", False),
        ("In Arden, Belmont held talks.", "Belmont held talks in Arden.", False),
    ],
)
def test_roles_are_swapped_where_another_one_does_the_same(one: str, other: str, swapped: bool) -> None:
    assert swap_roles(a_sentence(one), a_sentence(other)) is swapped
    assert swap_roles(a_sentence(other), a_sentence(one)) is swapped


def test_a_name_has_one_spelling_and_its_initials() -> None:
    assert shorten_name("Zelenskyy", ENGLISH) == shorten_name("Zelenskiy’s", ENGLISH)
    assert find_initials("The Norland Rail Union and Norland") == {
        "TNRU": ["The", "Norland", "Rail", "Union"],
        "NRU": ["Norland", "Rail", "Union"],
        "RU": ["Rail", "Union"],
    }


@pytest.mark.parametrize("tail", ["reports Reuters", "reported Reuters", "Reuters reported"])
def test_who_only_reports_a_thing_does_nothing_to_anybody_in_it(tail: str) -> None:
    articles = [
        Article("Reuters reported on Monday that Ada Krell of Arden will resign in May.", "Post", language="en"),
        Article(f"Ada Krell of Arden will resign in May, {tail}.", "Echo", language="en"),
    ]
    briefing = make_briefing(articles, Options(plan="general", plans=load_plans("general"), date="2031-03-05"))
    (line,) = [line for section in briefing.sections for line in section.lines]
    assert (set(line.outlets), line.origins) == ({"Post", "Echo"}, 1)


@pytest.mark.parametrize(
    ("other", "lines"),
    [
        ("Arlen lost 2-4 to Vik in the semi-final on Saturday.", 1),
        ("Arlen lost 4-2 to Vik in the semi-final on Saturday.", 1),
        ("Vik beat Arlen 2-4 in the semi-final on Saturday.", 2),
        ("Arlen never lost 2-4 to Vik in the semi-final on Saturday.", 2),
        ("Arlen lost 2-4 to Vik in the semi-final on Monday.", 2),
        ("Arlen lost 2-4 to Vik in the semi-final in 2029.", 2),
        ("Arlen lost 2-4 to Vik in the quarter-final on Saturday.", 2),
    ],
)
def test_a_result_is_one_from_either_side(other: str, lines: int) -> None:
    articles = [
        Article("Vik beat Arlen 4-2 in the semi-final on Saturday.", "Post", language="en"),
        Article(other, "Echo", language="en"),
    ]
    briefing = make_briefing(articles, Options(plan="general", plans=load_plans("general"), date="2031-03-05"))
    assert len({one.cluster for one in briefing.trace}) == lines
