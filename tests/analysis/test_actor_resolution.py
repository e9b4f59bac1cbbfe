from __future__ import annotations

from summarizer.analysis.actor_resolution import find_peoples
from summarizer.analysis.attribution import attribute
from summarizer.lang.language import load_language
from summarizer.model import Actor, Sentence

ENGLISH = load_language("en")


def test_a_people_that_two_actors_share_is_nobodys() -> None:
    text = "Norwegian officials said no."
    actors = [Actor("state", "Norway"), Actor("oslo", "Oslo", ("Norway",))]
    assert find_peoples(actors, ENGLISH) == {}
    assert find_peoples(actors[:1], ENGLISH)["norwegian"].actor == "state"
    assert attribute([Sentence("a", 0, 0, 0, len(text), text)], actors[:1], ENGLISH)[0].actor == "state"
