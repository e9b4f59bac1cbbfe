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


def test_a_body_alone_is_nobodys_though_only_one_actor_is_of_its_kind() -> None:
    def hear_last(code: str, actor: str, *texts: str) -> str:
        told = [Sentence("a", 0, 0, at, at + 1, text) for at, text in enumerate(texts)]
        return attribute(told, [Actor("a", actor)], load_language(code))[-1].actor

    millers = "союз мельников Арле"
    assert hear_last("ru", millers, "Союз мельников Арле заявил, что плотина цела.") == "a"
    assert hear_last("ru", millers, "Союз рыбаков закрыл порт.", "Союз заявил, что плотина цела.") == ""
    assert hear_last("uk", "громада Арле", "Громада Ніжина закрила порт.", "Громада заявила, що гребля ціла.") == ""
    assert hear_last("en", "Police of Arle", "A mill burned in Dorn.", "Police said the mill was set on fire.") == ""
    assert hear_last("en", "Council of Arle", "The council of Dorn met.", "Council said the port was shut.") == ""
