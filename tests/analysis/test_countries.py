from __future__ import annotations

import pytest

from summarizer.analysis.attribution import attribute
from summarizer.analysis.names import learn_names, load_countries
from summarizer.analysis.parties import find_parties
from summarizer.lang.language import load_language
from summarizer.model import Actor, Sentence

ENGLISH = load_language("en")
ACTORS = (
    Actor("france", "France"),
    Actor("us", "United States"),
    Actor("norland", "Norland"),
    Actor("nk", "North Korea"),
)


def hear(*texts: str, actors: tuple[Actor, ...] = ACTORS) -> list[str]:
    """Return for which actor each sentence speaks, or whose deed it tells."""
    sentences = [Sentence("a", at, at, 0, len(text), text) for at, text in enumerate(texts)]
    names = learn_names([(text, ENGLISH) for text in texts])
    voices = find_parties(attribute(sentences, actors, ENGLISH, names), texts, ENGLISH, actors)
    return [voice.actor or voice.subject for voice in voices]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Paris said no.", "france"),
        ("The French president said no.", "france"),
        ("French officials said no.", "france"),
        ("France's spokesman said no.", "france"),
        ("The Élysée said no.", "france"),
        ("The French said no.", "france"),
        ("Officials in Paris said no.", "france"),
        ("Paris will close its embassy.", "france"),
        ("French Foreign Minister Anne Roux said no.", "france"),
        ("Anne Roux, the French foreign minister, said no.", "france"),
        ("Washington said no.", "us"),
        ("The White House said no.", "us"),
        ("A U.S. official said no.", "us"),
        ("The Americans said no.", "us"),
        ("A State Department spokeswoman said no.", "us"),
        ("The U.S. Treasury said no.", "us"),
        ("The French Foreign Ministry said no.", "france"),
        ("France's industry minister, Anne Roux, said no.", "france"),
        ("North Korean diplomats said no.", "nk"),
        ("Pyongyang's envoy said no.", "nk"),
    ],
)
def test_what_stands_for_a_country_is_known_by_its_name(text: str, actor: str) -> None:
    assert hear(text) == [actor]


@pytest.mark.parametrize(
    "text",
    [
        "A Paris shopkeeper said no.",
        "Officials of the Paris city government said no.",
        "A woman in Paris said no.",
        "The mayor of Paris said no.",
        "Paris Mayor Anne Roux said no.",
        "A former French minister said no.",
        "The French opposition leader said no.",
        "A French baker said no.",
        "The French economy shrank.",
        "Paris shops have closed.",
        "The Paris Hilton closed.",
        "Paris-based analysts said no.",
        "Washington state sued.",
        "Washington state officials said no.",
        "A Washington think tank said no.",
        "South American officials said no.",
        "A South Korean envoy said no.",
        "The waters that France claims are deep.",
        "A London dealer said no.",
    ],
)
def test_what_only_has_the_name_of_a_country_or_town_does_not_speak_for_it(text: str) -> None:
    assert hear(text) == [""]


def test_a_person_of_a_towns_name_is_no_government() -> None:
    assert hear("The singer Denzel Washington came.", "Washington said no.") == ["", ""]


def test_what_a_plan_gives_to_another_actor_is_no_countrys() -> None:
    city = Actor("city", "The city", ("Paris",))
    assert hear("Paris said no.", actors=(ACTORS[0], city)) == ["city"]


def test_what_two_actors_could_be_called_is_neithers() -> None:
    both = (Actor("russia", "Russia"), Actor("union", "Soviet Union"))
    assert hear("The Kremlin said no.", "Russian officials said no.", actors=both) == ["", "russia"]


def test_whom_an_office_ties_to_a_side_is_known_in_the_whole_story() -> None:
    assert hear("Anne Roux said no.", "Roux signed it.", "French President Anne Roux came.") == [
        "france",
        "france",
        "france",
    ]
    told = ("Anne Roux said no.", "French President Anne Roux came.", "Norland envoy Anne Roux came.")
    assert hear(*told)[0] == ""


def test_each_country_has_a_name_of_its_own_and_a_people() -> None:
    countries = load_countries(ENGLISH).all
    names = [name for country in countries for name in country.names]
    assert len(names) == len(set(names))
    assert len(countries) > 200
    assert all(word[0].isupper() for country in countries for word in (*country.names, *country.people))


def test_a_language_without_the_table_knows_no_country() -> None:
    assert load_countries(load_language("xx")).all == ()
