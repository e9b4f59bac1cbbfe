from __future__ import annotations

from summarizer.analysis.attribution import attribute
from summarizer.lang.language import load_language
from summarizer.model import Actor, Sentence

ENGLISH = load_language("en")


def hear(text: str, *actors: Actor) -> str:
    return attribute([Sentence("a", 0, 0, 0, len(text), text)], actors, ENGLISH)[0].actor


def test_a_people_that_two_actors_share_is_nobodys() -> None:
    state, other = Actor("state", "Norway"), Actor("other", "The fleet", ("Norway",))
    assert hear("Norwegian officials said no.", state) == "state"
    assert hear("Norwegian officials said no.", state, other) == ""


def test_a_people_speaks_by_its_officials_and_a_party_by_all_its_members() -> None:
    norway, reds = Actor("n", "Norway"), Actor("r", "The Reds", ("Republicans",))
    assert [hear(f"{who} said no.", norway, reds) for who in ("Two Norwegian officials", "A Republican aide")] == [
        "n",
        "r",
    ]
    assert hear("The Norwegian opposition leader said no.", norway) == ""
    assert hear("A former Norwegian minister said no.", norway) == ""
    assert hear("A Norwegian baker said no.", norway) == ""


def test_a_body_alone_is_the_only_one_of_its_kind_among_the_actors_where_no_article_tells_which() -> None:
    def hear_russian(text: str, *actors: Actor) -> str:
        sentence = Sentence("a", 0, 0, 0, len(text), text)
        return attribute([sentence], actors, load_language("ru"))[0].actor

    millers, bakers = Actor("m", "союз мельников Арле"), Actor("b", "союз пекарей Арле")
    assert hear_russian("Союз заявил, что плотина цела.", millers) == "m"
    assert hear_russian("Союз заявил, что плотина цела.", millers, bakers) == ""
    assert hear_russian("Союз рыбаков заявил, что плотина цела.", millers) == ""
