from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis.attribution import attribute
from summarizer.analysis.names import learn_names
from summarizer.analysis.office_words import find_owner
from summarizer.analysis.parties import find_parties
from summarizer.lang.language import load_language
from summarizer.model import Actor, Attribution, Sentence

ENGLISH = load_language("en")


def hear(*texts: str, actors: tuple[Actor, ...] = ()) -> list[str]:
    """Return the party of each sentence of one article."""
    sentences = [Sentence("a1", at, at, 0, len(text), text) for at, text in enumerate(texts)]
    names = learn_names([("\n".join(texts), ENGLISH)])
    voices = attribute(sentences, actors, ENGLISH, names)
    return [one.party for one in find_parties(voices, texts, ENGLISH, actors)]


def test_a_union_its_chair_and_its_spokesman_are_one_party() -> None:
    found = hear(
        "The Ferry Workers' Union demanded nine rest days.",
        '"We are tired of being tired," said Ida Oster, the union\'s chairwoman.',
        "Union spokesman Karl Moe warned that the boats would stay in the harbour.",
        "Harbour Lines called that blackmail.",
        '"There are no more crews to be had," Per Dahl, the chief executive of Harbour Lines, said.',
    )
    assert found == [*["Ferry Workers' Union"] * 3, *["Harbour Lines"] * 2]


def test_who_speaks_for_a_country_is_one_party_with_its_capital() -> None:
    found = hear(
        "Oslo insisted that the border stays shut.",
        "Norwegian Prime Minister Ana Dahl warned of a long winter.",
        "Norwegian acting First Vice Premier Karl Moe warned of a short one.",
        "Norwegian officials said the roads were being cleared.",
        "Swedish Foreign Minister Lars Ek called the answer a disappointment.",
    )
    assert found == ["Norway", "Norway", "Norway", "Norway", "Sweden"]


def test_its_chairman_is_that_of_the_body_that_spoke_before() -> None:
    found = hear(
        "The shippers' council warned that rates could rise by a tenth.",
        '"We would be left with a line and a half," its chairman, Henrik Moe, said.',
    )
    assert found == ["The shippers' council", "The shippers' council"]


def test_its_director_is_nobodys_where_another_one_is_named_before() -> None:
    found = hear(
        "The shippers' council warned that rates could rise by a tenth.",
        "Harbour Lines is in no danger, its director Jan Roe said.",
    )
    assert found[1] != "The shippers' council"


def test_a_chief_engineer_speaks_for_his_company_and_an_engineer_for_himself() -> None:
    found = hear(
        "Harbour Lines rejected the claim.",
        "The chief engineer of Harbour Lines blamed the wind.",
        "Karl Moe, an engineer of Harbour Lines, blamed the weld.",
    )
    assert found[:2] == ["Harbour Lines", "Harbour Lines"]
    assert found[2] != "Harbour Lines"


def test_the_mayor_is_whoever_is_called_so_where_that_is_one() -> None:
    found = hear("Mayor Ida Voss warned that the dam would break.", "The dam was old, Voss said.")
    assert found == ["Ida Voss", "Ida Voss"]
    named = [("Ida Voss", "Mayor"), ("Per Dahl", "Harbour Lines director")]
    said = [
        Attribution("Ida Voss", rule="Ida Voss … warned", introduced=(named[0],)),
        Attribution("Per Dahl", rule="Per Dahl … warned", introduced=(named[1],)),
        Attribution("the mayor", rule="The mayor … warned"),
    ]
    assert [one.party for one in find_parties(said, ["x"] * 3, ENGLISH)] == ["Ida Voss", "Harbour Lines", "Ida Voss"]


def test_what_two_agree_on_is_the_position_of_neither() -> None:
    found = hear(
        "The Ferry Workers' Union rejected the offer.",
        "Harbour Lines refused to pay more.",
        "The Ferry Workers' Union and Harbour Lines rejected the plan of the mayor.",
    )
    assert found[2] == ""


def test_whoever_says_one_thing_for_nobody_or_gives_facts_alone_is_no_party() -> None:
    assert hear('A driver, Omar Sen, joked that "nobody had ever loved him so much".') == [""]
    assert hear("Police said a man was found in the river.", "Two roads were shut, police said.") == ["", ""]


@pytest.mark.parametrize(
    "texts",
    [
        ("Polls suggested that the party would lose.", "Polls predicted a close race."),
        ("The reports suggested that he had left.", "The reports claimed that she knew."),
        ("Ten warned of a flood.", "Ten insisted on it."),
        ("Twelve millers warned of a flood.", "Twelve millers insisted on it."),
        ("Officials insisted that all was well.", "Officials denied that again."),
        ("A young man insisted he had paid.", "One top aide denied that."),
    ],
)
def test_a_noun_a_number_and_the_nameless_are_no_party(texts: tuple[str, ...]) -> None:
    assert set(hear(*texts)) == {""}


def test_a_minister_named_with_no_country_is_not_joined_where_several_are_heard() -> None:
    found = hear(
        "Norwegian Foreign Minister Ana Dahl rejected the offer and warned of a long winter.",
        "Foreign Minister Lars Ek warned that the offer stands no longer.",
    )
    assert found == ["Norway", "Lars Ek"]


def test_a_plan_s_actor_is_heard_under_the_name_that_the_plan_gives() -> None:
    union = Actor("union", "The crews", ("Ferry Workers' Union",), ("Karl Moe",))
    assert hear("Karl Moe warned that the boats would stay.", actors=(union,)) == ["The crews"]


@pytest.mark.parametrize(
    ("office", "owner"),
    [
        ("the leader of the opposition", "opposition"),
        ("FAA spokesman", "FAA"),
        ("a spokeswoman for the Harbour Board", "Harbour Board"),
        ("Ilsa Lines' former chief executive", "-"),
        ("a member of the council", ""),
        ("the government's leading witness", ""),
        ("a London-based spokesman", ""),
        ("European officials", ""),
        ("", ""),
        ("Norwegian Prime Minister", "=Norway"),
        ("the South African foreign minister", "=South Africa"),
        ("the Haitian ambassador to the United States", "=Haiti"),
        ("deputy head of the UN mission in Haiti", "=United Nations"),
        ("chief Palestinian negotiator", "=Palestinian Authority"),
        ("Republican senator", "=Republicans"),
        ("R-Texas", "=Republicans"),
        ("a spokesman for Arden Ferries", "Arden Ferries"),
        ("a spokeswoman for the airline", "airline"),
        ("former Norwegian minister", "-"),
        ("former archbishop", ""),
        ("a Norwegian baker", ""),
        ("a Spanish judge", ""),
        ("Foreign Ministry spokesman", "government"),
        ("the blue ferry", ""),
    ],
)
def test_an_office_tells_for_whom_it_speaks(office: str, owner: str) -> None:
    assert find_owner(office, ENGLISH) == owner


words = st.lists(
    st.sampled_from(
        "the The a its Its those 's ' of for in , . “ ” said says rejected warned union Union spokesman chairwoman"
        " Ida Voss Norwegian Oslo minister Minister government two = - who chief Harbour Board London-based".split()
    ),
    min_size=1,
    max_size=14,
).map(" ".join)


@given(st.lists(words, min_size=1, max_size=6))
def test_no_text_is_too_odd(texts: list[str]) -> None:
    assert len(hear(*texts)) == len(texts)


def test_who_speak_together_are_not_the_party_of_the_last_of_them() -> None:
    found = hear(
        "Norwegian prime minister Ada Lund and Swedish premier Ole Berg said “we will never sell the last ferry”.",
        '"We will not sell the ferry," said Ole Berg, the Swedish premier.',
        '"It is late," Berg said.',
    )
    assert found == ["", "Sweden", "Sweden"]
