"""A story of several days: the newest lead, what is overtaken, and the mark on what came last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from looking import lines_of

from summarizer.api import summarize
from summarizer.briefing.pipeline import analyse_story
from summarizer.briefing.story_analysis import list_candidates
from summarizer.config.plans import load_plans
from summarizer.model import Article, Briefing, Length, Options
from summarizer.summary.selection import Candidate

OPTIONS = Options(plan="general", plans=load_plans("general"), length=Length(40, "sentences"), date="2031-03-09")
DYKE = "The dyke at Ranvik broke in the night and the lower town was flooded."
BOATS = "Boats brought four hundred people out of the lower town of Ranvik."
CROWN = "The king saw the broken dyke and spoke with the mayor of Ranvik."


def write(day: str, *sentences: str, outlet: str = "") -> Article:
    return Article(" ".join(sentences), outlet=outlet or f"Post {day}", published=day, path=f"{outlet}{day}.txt")


def read_candidates(articles: Sequence[Article], method: str = "weighted-cover") -> dict[str, Candidate]:
    analysis = analyse_story(articles, replace(OPTIONS, method=method))
    found = list_candidates(analysis.clusters, analysis.story.ages, analysis.event, by_score=method != "weighted-cover")
    return {analysis.news[one.row].sentence.text: one for one in found}


def find_marked(made: Briefing) -> list[str]:
    return [line.text for line in lines_of(made) if line.latest]


FIRST, SECOND, LAST = write("2031-03-03", DYKE), write("2031-03-04", BOATS), write("2031-03-07", CROWN, "It rained.")


def test_the_lead_of_the_newest_article_must_be_printed() -> None:
    found = read_candidates([FIRST, SECOND, LAST])
    # With what says what happened.
    assert [text for text, one in found.items() if one.must] == [DYKE, CROWN]


def test_the_lead_is_the_first_sentence_that_stands_alone() -> None:
    last = write("2031-03-07", "But he was late.", CROWN)
    assert [text for text, one in read_candidates([FIRST, last]).items() if one.must] == [DYKE, CROWN]


def test_the_lead_is_no_mere_way_into_what_an_article_tells() -> None:
    found = read_candidates([FIRST, SECOND, write("2031-03-07", "Birds sang.", "Nobody slept.", CROWN)])
    assert [text for text, one in found.items() if one.must] == [DYKE, CROWN]


def test_of_several_newest_articles_the_lead_counts_that_more_sources_tell() -> None:
    others = [write("2031-03-07", "A school was closed for the week.", outlet="A"), LAST]
    others.append(write("2031-03-07", "On Friday the king saw the broken dyke and spoke with the mayor.", outlet="Z"))
    (text,) = [text for text, one in read_candidates([FIRST, *others]).items() if one.must]
    assert "the king" in text.lower()


@pytest.mark.parametrize("days", [("2031-03-03", "2031-03-03"), ("", "2031-03-03"), ("", ""), ("2031", "2031-03-03")])
def test_where_the_days_are_not_known_or_one_nothing_is_the_newest(days: tuple[str, str]) -> None:
    articles = [write(days[0], DYKE, outlet="A"), write(days[1], BOATS, outlet="B")]
    found = read_candidates(articles)
    assert sum(one.must for one in found.values()) == 1
    of_one_day = read_candidates([write("2031-03-03", DYKE, outlet="A"), write("2031-03-03", BOATS, outlet="B")])
    assert {text: one.weight for text, one in found.items()} == {text: one.weight for text, one in of_one_day.items()}
    assert find_marked(summarize(articles, OPTIONS)) == []


@pytest.mark.parametrize("method", ["weighted-cover", "lex-rank"])
def test_a_thing_weighs_less_the_more_of_the_story_is_newer_and_never_nothing(method: str) -> None:
    def weigh(day: str) -> float:
        return read_candidates([write(day, DYKE), SECOND, LAST], method)[DYKE].weight

    newest, between, oldest, years_before = map(weigh, ("2031-03-07", "2031-03-05", "2031-03-03", "2021-03-07"))
    assert newest > between > oldest == years_before > 0


def test_what_was_told_on_the_eve_of_the_event_weighs_least_but_in_a_story_of_few_days() -> None:
    sank = ["The ferry Arle sank off Ranvik.", "Off Ranvik the ferry Arle sank in a storm."]
    event = [write("2031-03-08", text, outlet=text[:3]) for text in sank]

    def weigh(day: str, first: str) -> float:
        warned = "Sailors warned of a storm off the coast."
        return read_candidates([write(first, BOATS), write(day, warned, outlet="B"), *event])[warned].weight

    assert weigh("2031-03-07", "2031-03-01") < 0.5 * weigh("2031-03-05", "2031-03-01")
    assert weigh("2031-03-07", "2031-03-06") >= weigh("2031-03-06", "2031-03-06")


def test_what_is_told_again_is_as_old_as_its_last_telling() -> None:
    old = write("2031-03-01", DYKE, outlet="A")
    again = write("2031-03-07", DYKE, "A school was closed for the week.", outlet="B")
    newer = write("2031-03-07", "A school was closed for the week.", outlet="B")
    assert read_candidates([old, again])[DYKE].weight > read_candidates([old, newer])[DYKE].weight


def test_a_story_of_many_days_opens_with_what_is_not_old_and_one_of_two_days_with_what_most_tell() -> None:
    found = "Divers found the bell of the ferry Arle off Ranvik."
    sank = [
        "The ferry Arle sank off Ranvik.",
        "Off Ranvik the ferry Arle sank in a storm.",
        "The ferry Arle sank off Ranvik in rain.",
    ]

    def find_first(days: Sequence[str]) -> str:
        """Return the first line of the page of the sinking and, on the last of some days, the bell."""
        articles = [
            write(day, text, outlet=day) for day, text in zip(days, [*sank, found, f"{found} It rang."], strict=True)
        ]
        return lines_of(summarize(articles, OPTIONS))[0].text

    assert find_first(["2031-03-01", "2031-03-02", "2031-03-02", "2031-03-08", "2031-03-09"]) == found
    assert find_first(["2031-03-01", "2031-03-01", "2031-03-01", "2031-03-02", "2031-03-02"]) in sank


def test_lines_of_one_article_stand_together_in_its_order() -> None:
    one = write(
        "2031-03-03", DYKE, "Four mills stood under water by noon.", "Nobody was hurt, said the mayor, Ada Holm."
    )
    other = write("2031-03-03", BOATS, "A barn at Ravn burned down for another reason.", outlet="B")
    made = summarize([one, other], OPTIONS)
    for section in made.sections:
        outlets = [line.outlet for line in section.lines]
        assert outlets == sorted(outlets, key=outlets.index)
        for outlet in set(outlets):
            starts = [line.start for line in section.lines if line.outlet == outlet]
            assert starts == sorted(starts)
    assert len(made.sections[0].lines) > 2


def test_what_came_on_the_last_day_is_marked() -> None:
    assert find_marked(summarize([FIRST, SECOND, LAST], OPTIONS)) == [CROWN, "It rained."]


def test_what_an_older_article_told_in_other_words_is_not_the_latest() -> None:
    again = "Half of the lower town lies under water since the dyke at Ranvik broke in the night."
    made = summarize([FIRST, SECOND, write("2031-03-07", CROWN, again)], OPTIONS)
    assert again in [line.text for line in lines_of(made)]
    assert find_marked(made) == [CROWN]


def test_what_older_articles_open_with_in_other_words_is_not_the_latest() -> None:
    older = [
        replace(write("2031-03-03", "Twelve people were missing on Monday."), title="Tower falls down in Ranvik"),
        write("2031-03-04", "Divers looked for survivors below the flats on Tuesday, firemen said."),
    ]
    tower = "Part of a tower of flats collapsed in Ranvik."
    made = summarize([*older, write("2031-03-07", tower, CROWN)], OPTIONS)
    assert tower in [line.text for line in lines_of(made)]
    assert find_marked(made) == [CROWN]
    # With its day it is another collapse.
    again = "Part of a tower of flats collapsed in Ranvik on Friday."
    (marked, _) = find_marked(summarize([*older, write("2031-03-07", again, CROWN)], OPTIONS))
    assert marked.startswith("Part of a tower")


def test_what_an_older_article_told_too_is_not_the_latest() -> None:
    last = write("2031-03-07", DYKE, CROWN)
    assert find_marked(summarize([FIRST, last], OPTIONS)) == [CROWN]


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("On Friday the king saw the broken dyke and spoke with the mayor of Ranvik.", True),
        ("The king saw the broken dyke on Thursday and spoke with the mayor of Ranvik.", True),
        ("The king saw the broken dyke on Wednesday and spoke with the mayor of Ranvik.", False),
        ("The king will see the dyke on Sunday and speak with the mayor of Ranvik.", True),
        ("The king saw the dyke when it was built in 1998.", False),
        ("The dyke is to be built anew by 2033.", True),
        ("Historically, the lower town of Ranvik was a swamp.", False),
    ],
)
def test_what_happened_on_an_earlier_day_is_not_the_latest(sentence: str, marked: bool) -> None:
    last = write("2031-03-07", "A choir of eighty people sang in the church of Ravn.", sentence)
    found = [re.sub(r" \[[^]]*\]", "", text) for text in find_marked(summarize([FIRST, last], OPTIONS))]
    assert (sentence in found) == marked


def test_a_mark_is_for_a_part_of_the_page() -> None:
    short = replace(OPTIONS, length=Length(1, "sentences"))
    (line,) = lines_of(summarize([write("2031-03-03", "It rained."), LAST], short))
    assert (line.text, line.latest) == (CROWN, False)
