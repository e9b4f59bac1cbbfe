"""What only a fact kept apart is not told already, and no contradiction where the one only follows the other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer.api import summarize
from summarizer.config.plans import load_plans
from summarizer.model import Article, Length, Options

OPTIONS = Options(plan="general", plans=load_plans("general"), length=Length(9, "sentences"), date="2031-03-06")
HEARING = "The labour court in Norvik will hear the complaint of the port company against the dock strike."
RULING = "The labour court in Norvik rejected the complaint of the port company against the dock strike."


def test_a_ruling_is_printed_in_place_of_the_announcement_of_its_hearing() -> None:
    articles = [
        Article(f"{HEARING} It rained.", outlet="A", published="2031-03-03", path="a"),
        Article(f"{RULING} The sun shone.", outlet="B", published="2031-03-05", path="b"),
    ]
    lines = [line for part in summarize(articles, OPTIONS).sections for line in part.lines]
    assert {HEARING, RULING} & {line.text for line in lines} == {RULING}
    assert not any(line.disagreement for line in lines)


_SAILORS = "Customs officers in Norvik said the three sailors did not have {} to take the horses abroad."


@pytest.mark.parametrize(
    "texts",
    [
        # A negation that denies nothing of the other; what is said of one figure.
        (_SAILORS.format("any papers or permits"), _SAILORS.format("papers, nor permits,")),
        (
            "The opposition list under Mira Kolb had 33 percent of all votes in Orrin, the election office said.",
            "The opposition list in Orrin stood at 33 percent of all votes.",
        ),
    ],
)
def test_what_only_a_negation_or_the_sense_of_a_figure_keeps_apart_is_no_other_fact(texts: tuple[str, str]) -> None:
    others = ["Rain fell on the hills of Orrin for most of the day.", "A ship with grain came in from Sund."]
    articles = [
        Article(f"{text} {other}", outlet=other, published="2031-03-03", path=text)
        for text, other in zip(texts, others, strict=True)
    ]
    lines = [line for part in summarize(articles, OPTIONS).sections for line in part.lines]
    assert len({line.text for line in lines}.intersection(texts)) == 1


def test_the_opposite_of_what_is_told_is_not_told_already() -> None:
    texts = [f"The gate of the upper dam near Norvik was {done}." for done in ("opened", "closed")]
    articles = [Article(text, outlet=text[-7:], published="2031-03-03", path=text) for text in texts]
    assert {line.text for line in summarize(articles, OPTIONS).lines} == set(texts)


def test_what_is_shown_as_a_disagreement_is_not_printed_again() -> None:
    told = "Police in Norvik said that {} people were hurt when the ferry hit the quay of the old harbour. {}"
    twelve = told.format("twelve", "It rained for most of the day in the hills. The mayor opened a school.")
    fourteen = told.format("fourteen", "The sun shone over the coast. A ship with grain came in.")
    articles = [Article(text, outlet=text[25], published="2031-03-03", path=text[25]) for text in (twelve, fourteen)]
    lines = [line for part in summarize(articles, OPTIONS).sections for line in part.lines if "ferry" in line.text]
    (line,) = lines
    assert len(line.disagreement) == 1


STORIES = json.loads((Path(__file__).parents[1] / "cases" / "superseding.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", STORIES, ids=[case["story"] for case in STORIES])
@pytest.mark.parametrize("backwards", [False, True])
def test_of_what_supersedes_each_other_only_the_latest_is_printed(case: dict[str, Any], backwards: bool) -> None:
    articles = [
        Article(text, outlet=outlet, published=day, path=f"{at}.txt", language="en")
        for at, (outlet, day, text) in enumerate(case["articles"])
    ]
    made = summarize(articles[::-1] if backwards else articles, replace(OPTIONS, length=Length(40, "sentences")))
    found = {}
    for one in made.trace:
        if "superseded by" in one.why:
            assert not one.printed
            outlet, place = one.why.partition("superseded by ")[2].partition(" [")[0].split(";")[0].rsplit(" ", 1)
            (by,) = [other for other in made.trace if (other.outlet, f"{other.start}–{other.end}") == (outlet, place)]
            assert {other.cluster for other in made.trace if other.printed} >= {by.cluster}
            found[one.text] = by.text
    wanted = case["superseded"]
    assert len(found) == len(wanted)
    for earlier, later in wanted.items():
        assert [by.startswith(later) for text, by in found.items() if text.startswith(earlier)] == [True]
    for begin in case["holds"]:
        assert [one.text for one in made.trace if one.text.startswith(begin)]
        assert not [text for text in found if text.startswith(begin)]


@pytest.mark.parametrize(
    ("later", "is_toll"),
    [
        ("Some 40 people have now died in Orrin.", True),
        ("The fire in Orrin has now claimed about 40 lives.", True),
        ("The fire in Orrin has now killed 40.", True),
        ("The fire in Orrin has now claimed 40 houses.", False),
        ("The fire in Orrin has now killed 40 cows.", False),
        ("In Orrin 40 people have now not died.", False),
        ("In Orrin 40 hurt but none died so far.", False),
    ],
)
def test_a_count_of_the_dead_is_superseded_by_one_of_the_dead_alone(later: str, is_toll: bool) -> None:
    told = {"2031-03-04": "The fire in Orrin killed 12 people.", "2031-03-05": later}
    articles = [Article(text, outlet=day, published=day, language="en") for day, text in told.items()]
    made = summarize(articles, OPTIONS)
    assert ["superseded by" in one.why for one in made.trace if one.outlet == "2031-03-04"] == [is_toll]


MONDAY_TOO = "A school near the mill was closed. Smoke lay over the harbour for hours."
TUESDAY_TOO = "The owner of the mill came to the town. Rain fell on the roofs."


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("The fire in the paper mill at Norvik killed 3 workers, police said.", ("3", "5")),
        ("The fire in the paper mill at Norvik hurt 12 workers, police said.", ("12", "9")),
        ("The company will pay $3 million and 40 houses for the fire in the mill at Norvik.", ("$3", "$5")),
        ("Talks on the wages of the ferry crews will begin in Norvik on 12 March, the union said.", ("12", "14")),
        ("The mayor of Norvik signed the contract for the new bridge with the builders.", ("signed", "has not signed")),
    ],
)
def test_of_what_an_outlet_tells_otherwise_later_the_later_holds_and_nothing_disagrees(
    first: str, then: tuple[str, str]
) -> None:
    later = first.replace(*then)

    def find_lines(outlet: str, day: str) -> dict[str, int]:
        articles = [
            Article(f"{first} {MONDAY_TOO}", outlet=outlet, published="2031-03-03", path="a"),
            Article(f"{later} {TUESDAY_TOO}", outlet="Courier", published=day, path="b"),
        ]
        lines = [line for part in summarize(articles, OPTIONS).sections for line in part.lines]
        return {line.text: len(line.disagreement) for line in lines if line.text in (first, later)}

    assert find_lines("Courier", "2031-03-04") == {later: 0}
    # Another outlet's stays a disagreement, and so does one's own of the same day: which is later cannot be known.
    assert set(find_lines("Sund Radio", "2031-03-04").values()) == {1}
    assert set(find_lines("Courier", "2031-03-03").values()) == {1}


def test_what_all_outlets_tell_otherwise_later_holds_no_more() -> None:
    none, two = (
        "No one was killed in the flood of the lower town, the fire brigade said.",
        "Two people were killed in the flood of the lower town, the fire brigade said.",
    )
    days = (("2031-03-03", none, MONDAY_TOO), ("2031-03-04", two, TUESDAY_TOO))
    articles = [
        Article(f"{told} {more} {outlet} was there.", outlet=outlet, published=day, path=f"{outlet}{day}")
        for outlet in ("Courier", "Sund Radio") for day, told, more in days
    ]  # fmt: skip
    lines = [line for part in summarize(articles, OPTIONS).sections for line in part.lines]
    assert [(line.text, len(line.disagreement)) for line in lines if "killed" in line.text] == [(two, 0)]
    # One of them has not said so.
    lines = [line for part in summarize(articles[:-1], OPTIONS).sections for line in part.lines]
    assert any(line.disagreement for line in lines)


@pytest.mark.parametrize(
    ("told", "printed"),
    [
        ("Divers will search the hold at dawn.", "Divers will search the hold at dawn [as of 3 March]."),
        ("The bridge of Norvik remains closed.", "The bridge of Norvik remains closed [as of 3 March]."),
        ("Some 20 people are missing in Norvik.", "Some 20 people are missing in Norvik [as of 3 March]."),
        ("The bridge of Norvik is still closed.", "The bridge of Norvik is still closed [as of 3 March]."),
        # It has a day, it is no state, it is one of years, its end is quoted.
        ("The bridge of Norvik still has two lanes.", "The bridge of Norvik still has two lanes."),
        ("The bridge of Norvik remains closed until 9 March.", "The bridge of Norvik remains closed until 9 March."),
        ("The bridge of Norvik was built of iron.", "The bridge of Norvik was built of iron."),
        ("In the war 30 people died in Norvik.", "In the war 30 people died in Norvik."),
        ("The mayor said: “The bridge remains shut.”", "The mayor said: “The bridge remains shut.”"),
    ],
)
def test_a_state_of_an_older_day_bears_its_day(told: str, printed: str) -> None:
    articles = [
        Article(f"The ferry Alma sank off Norvik. {told}", outlet="A", published="2031-03-03", language="en", path="a"),
        Article("The wreck was raised.", outlet="B", published="2031-03-05", language="en", path="b"),
    ]
    made = summarize(articles, replace(OPTIONS, length=Length(40, "sentences")))
    assert printed in {line.text for line in made.lines}
    # What the newest article tells is so on the page's day.
    assert summarize([replace(articles[0], published="2031-03-06")], OPTIONS).lines[-1].text == told


@pytest.mark.parametrize(
    ("language", "lead", "count", "later"),
    [
        (
            "de",
            "Die Fähre Alma sank vor Torvik.",
            "Mindestens neun Menschen kamen ums Leben.",
            "Bei dem Untergang der Fähre Alma vor Torvik kamen 23 Menschen ums Leben.",
        ),
        (
            "fr",
            "Le ferry Alma a coulé au large de Torvik.",
            "Au moins neuf personnes ont été tuées.",
            "Le bilan du naufrage du ferry Alma à Torvik est passé à 23 morts.",
        ),
        (
            "es",
            "El ferry Alma se hundió frente a Torvik.",
            "Al menos nueve personas murieron.",
            "El número de muertos en el naufragio del ferry Alma frente a Torvik subió a 23.",
        ),
        (
            "uk",
            "Пором «Альма» затонув біля Торвіка.",
            "Щонайменше дев’ять людей загинули.",
            "Кількість загиблих на поромі «Альма» біля Торвіка зросла до 23.",
        ),
        (
            "ru",
            "Паром «Альма» затонул у Торвика.",
            "По меньшей мере девять человек погибли.",
            "Число погибших на пароме «Альма» у Торвика выросло до 23.",
        ),
    ],
)
def test_a_bare_count_is_superseded_in_six_languages(language: str, lead: str, count: str, later: str) -> None:
    articles = [
        Article(f"{lead} {count}", outlet="A", published="2031-03-03", language=language, path="a"),
        Article(later, outlet="B", published="2031-03-05", language=language, path="b"),
    ]
    made = summarize(articles, OPTIONS)
    assert {one.text for one in made.trace if "superseded by" in one.why} == {count}


def test_what_a_side_takes_back_is_printed_and_nothing_it_said_of_it_before_is_a_key_point() -> None:
    told = [
        (
            "2031-03-03",
            "The dairy Falk denied that the milk of the spring had been watered. Two vets in Norvik said so.",
        ),
        ("2031-03-03", "The dairy Falk said the milk of the spring was pure. A vet told Sund Radio it was watered."),
        ("2031-03-05", "The dairy Falk admitted on Wednesday that the milk of the spring had been watered."),
    ]
    articles = [Article(text, outlet=text[-9:], published=day, language="en", path=text) for day, text in told]
    lines = summarize(articles, replace(OPTIONS, length=Length(40, "sentences"))).lines
    assert [line.text for line in lines if "denied" in line.text] == []
    assert not any(line.key for line in lines if "was pure" in line.text)
    assert any("admitted" in line.text for line in lines)


@pytest.mark.parametrize(
    ("before", "later"),
    [
        ("Ada Vance, the singer, was hurt in Norvik.", "The singer Ada Vance, hurt in Norvik on Sunday, died."),
        ("The barge Arle sank off Norvik.", "The barge Arle, which sank off Norvik, was raised on Tuesday."),
    ],
)
def test_what_came_of_it_is_not_hidden_behind_what_was(before: str, later: str) -> None:
    articles = [
        Article(text, outlet=outlet, published=day, outlet_from="metadata")
        for text, outlet, day in ((before, "A", "2031-03-02"), (before, "B", "2031-03-02"), (later, "C", "2031-03-04"))
    ]
    briefing = summarize(articles, Options(date="2031-03-05", length=Length(9, "sentences")))
    lines = [line for section in briefing.sections for line in section.lines]
    assert "C" in [line.outlet for line in lines]
    assert all(line.outlets == ("C",) or "C" not in line.outlets for line in lines)


QUAKE = "A strong earthquake shook Norvik on Monday and brought down a school. Four people were killed."


@pytest.mark.parametrize(
    ("first", "then", "holds"),
    [
        (QUAKE, "A second earthquake shook Norvik on Wednesday. Nine people were killed.", True),
        (QUAKE, "A second earthquake shook Norvik. Nine people were killed.", True),
        (QUAKE, "The earthquake brought down two bridges of Norvik, too. Nine people were killed.", False),
        (
            "An avalanche buried a hut above Norvik on Monday. Two people are missing.",
            "A fishing boat was lost off Norvik. Six people are missing.",
            True,
        ),
        # A part, and others than were counted before.
        (
            "The mill of Norvik burned down. Three men were killed.",
            "The mill of Norvik burned down. Nine people were killed.",
            True,
        ),
        (
            "A blast shook the mill of Norvik. Another three people were killed.",
            "A blast shook the mill of Norvik. Twelve people were killed.",
            True,
        ),
        (
            "La mine de Norvik a explosé. Deux autres personnes sont mortes.",
            "La mine de Norvik a explosé. Neuf personnes sont mortes.",
            True,
        ),
        (
            "Взрыв разрушил шахту Норвика. Ещё два человека погибли.",
            "Взрыв разрушил шахту Норвика. Девять человек погибли.",
            True,
        ),
        # The last one who is missed, and none.
        (
            "The ferry Alma sank off Norvik. Forty-one people are missing.",
            "The ferry Alma was raised off Norvik. No one was reported missing.",
            False,
        ),
        (
            "The ferry Alma sank off Norvik. Forty-one people are missing.",
            "The ferry Alma was searched off Norvik. One person is still missing.",
            False,
        ),
    ],
)
def test_a_count_is_superseded_only_by_one_of_the_same_misfortune(first: str, then: str, holds: bool) -> None:
    language = "ru" if "В" in first else "fr" if "La " in first else "en"
    articles = [
        Article(text, outlet=day, published=day, language=language, path=day)
        for day, text in (("2031-03-03", first), ("2031-03-05", then))
    ]
    told = [one for one in summarize(articles, OPTIONS).trace if one.outlet == "2031-03-03"]
    assert ["superseded by" in one.why for one in told] == [False, not holds]


@pytest.mark.parametrize(
    ("admission", "holds"),
    [
        ("Northline admitted that the bow door of the Lady Maren was defective.", False),
        ("Northline admitted on Wednesday that the bow door of the Lady Maren was defective.", False),
        ("Northline admitted that the stern door of the Lady Maren was defective.", True),
        ("Northline admitted that the bow door of the Lady Alma was defective.", True),
    ],
)
def test_a_denial_is_taken_back_by_an_admission_of_that_very_thing(admission: str, holds: bool) -> None:
    denial = "Northline denied that the bow door of the Lady Maren was defective."
    articles = [
        Article(text, outlet=day, published=day, language="en", path=day)
        for day, text in (("2031-03-03", denial), ("2031-03-05", admission))
    ]
    made = summarize(articles, OPTIONS)
    assert ["superseded by" in one.why for one in made.trace if one.text == denial] == [not holds]


def test_only_what_a_side_said_of_the_very_matter_is_overtaken_by_what_it_admits() -> None:
    told = [
        ("2031-03-03", "Northline denied that the bow door of the Lady Maren was defective. It rained."),
        ("2031-03-03", "Northline said the ship of its rival was late. The bow door was sound, Northline said."),
        ("2031-03-05", "Northline admitted that the bow door of the Lady Maren was defective."),
    ]
    articles = [Article(text, outlet=text[:30], published=day, language="en", path=text) for day, text in told]
    options = replace(OPTIONS, length=Length(40, "sentences"))
    assert "Northline said the ship of its rival was late." in {one.text for one in summarize(articles, options).lines}
