from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis.names import Names, find_sounds, spelling
from summarizer.analysis.names import learn_names as learn_names_of
from summarizer.lang.language import load_language

ENGLISH = load_language("en")
ACROSS = Path(__file__).parent.parent / "cases" / "names_across_scripts.tsv"


def learn_names(texts: list[str]) -> Names:
    return learn_names_of((text, ENGLISH) for text in texts)


@pytest.mark.parametrize(
    "names",
    [
        ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskij"),
        ("Lukashenko", "Lukashenko’s"),
        ("Ahmed", "Ahmmed"),
        ("Khan", "Han"),
        ("Dupré", "Dupre"),
        ("Wladimir", "Vladimir"),
    ],
)
def test_spellings_of_one_name_come_to_the_same(names: tuple[str, ...]) -> None:
    assert len({spelling(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Merkel", "Merz"), ("Putin", "Pushkin"), ("Berg", "Borg"), ("Holm", "Hol"), ("Dahl", "Dal")]
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)


@pytest.mark.parametrize("line", [line for line in ACROSS.read_text(encoding="utf-8").splitlines() if line[0] != "#"])
def test_a_name_is_known_in_another_script_and_no_other_is_taken_for_it(line: str) -> None:
    is_one, name, other, *missed = line.split("\t")
    assert bool(find_sounds(name) & find_sounds(other)) == ((is_one == "1") != bool(missed))


@given(st.text("abcykhwv’é", min_size=1))
def test_a_reduced_name_is_reduced_no_further(name: str) -> None:
    once = spelling(name)
    assert spelling(once) == spelling(spelling(once))
    assert spelling(name.upper()) == once


def test_the_most_usual_spelling_stands_for_all() -> None:
    names = learn_names(["Zelenskyy came.", "Zelenskyy spoke.", "Zelensky left."])
    assert names.unify("zelensky") == names.unify("zelenskyy") == "zelenskyy"
    assert names.unify("dahl") == "dahl"


def test_old_and_new_names_of_a_city_are_one() -> None:
    names = learn_names(["They met in Kiev.", "They met in Kyiv.", "Kyiv is large."])
    assert names.unify("kiev") == names.unify("kyiv")


def test_a_surname_stands_for_the_full_name_unless_two_have_it() -> None:
    names = learn_names(["Ana Dahl and Tom Rask spoke.", "Mia Rask left. Ana Dahl stayed."])
    assert names.full_name("Dahl") == "Ana Dahl"
    assert names.full_name("Rask") == "Rask"
    assert names.full_name("Mia Rask") == "Mia Rask"


def test_titles_and_possessors_are_no_first_names() -> None:
    names = learn_names(["President Ana Dahl met Norland’s Prime Minister Tom Rask. The Ana Dahl of today."])
    assert (names.full_name("Dahl"), names.full_name("Rask")) == ("Ana Dahl", "Tom Rask")


def test_a_first_name_is_known_only_before_its_surname() -> None:
    names = learn_names(["Ana Dahl spoke."])
    assert names.is_first_name("Ana", "Dahl")
    assert not names.is_first_name("Ana", "spoke")
    assert not names.is_first_name("President", "Dahl")
    assert not Names().is_first_name("Ana", "Dahl")


@given(st.lists(st.sampled_from(["Ana Dahl spoke.", "Anna Dahl left.", "Zelensky, Zelenskyy.", "Kiev and Kyiv.", ""])))
def test_the_order_of_the_articles_does_not_matter(texts: list[str]) -> None:
    names, again = learn_names(texts), learn_names(texts[::-1])
    assert dict(names.spellings) == dict(again.spellings)
    assert dict(names.full) == dict(again.full)


@given(st.text())
def test_any_text_can_be_learned_from(text: str) -> None:
    names = learn_names([text])
    assert all(names.unify(name) in names.spellings for name in names.spellings)
