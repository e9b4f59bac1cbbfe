from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.facts import Facts, read_facts
from summarizer.model import Actor, Plan, Section, Sentence, Voice
from summarizer.sectioning import Slot, find_slot, fits

STRIKE = Plan(
    "strike",
    "The strike",
    (
        Section("crews", "The crews", speakers=("crews",)),
        Section("line", "The ferry line", speakers=("line",), cues=("timetable", "night service on the outer islands")),
        Section("voices", "Other voices", speakers=("*",)),
        Section("numbers", "In numbers", features=("figures",)),
        Section("past", "How it came", features=("background",)),
        Section("rest", "The rest", rest=True),
    ),
    actors=(Actor("crews", "The crews"), Actor("line", "The ferry line")),
)


def place(text: str, voice: Voice | None = None, plan: Plan = STRIKE, year: str = "2031") -> Slot:
    return find_slot(Sentence("a1", 0, 0, 0, len(text), text), voice or Voice(), read_facts(text, ""), plan, year)


CREWS = Voice("Per Moe", "crews", rule="Per Moe … warned")
LINE = Voice("Ada Lund", "line", rule="Ada Lund … said")
BAKER = Voice("a baker", "", rule="a baker … complained")


@pytest.mark.parametrize(
    ("text", "voice", "section"),
    [
        ("The crews will not sail, Per Moe warned.", CREWS, "crews"),
        ("The offer stands, Ada Lund said.", LINE, "line"),
        ("Bread is dear, a baker complained.", BAKER, "voices"),
        ("It rained in the harbour.", Voice(), "rest"),
        ("A timetable hung at the pier.", Voice(), "line"),
        ("The ferry carries 1,400 passengers.", Voice(), "numbers"),
        ("Historically, the harbour was free for all.", Voice(), "past"),
        ("In 1998 the harbour was closed too.", Voice(), "past"),
        ("The year 2031 began well for the harbour.", Voice(), "rest"),
        ("The harbour is to be closed in 2031.", Voice(), "rest"),
    ],
)
def test_a_sentence_goes_where_most_speaks_for_it(text: str, voice: Voice, section: str) -> None:
    assert place(text, voice).section == section


def test_a_speaker_outweighs_a_short_cue_and_a_long_cue_a_speaker() -> None:
    assert place("The timetable is a joke, Per Moe warned.", CREWS).section == "crews"
    assert place("There is no night service on the outer islands, Per Moe warned.", CREWS).section == "line"


def test_a_cue_is_found_as_whole_words_in_any_case_with_either_apostrophe() -> None:
    plan = Plan("p", "P", (Section("box", "Box", cues=("Pandora's box",)), Section("rest", "Rest", rest=True)))
    assert place("PANDORA’S BOX was opened.", plan=plan).section == "box"
    assert place("Pandora's boxes were opened.", plan=plan).section == "rest"


def test_what_is_only_known_through_somebody_is_no_opinion() -> None:
    through = Voice("the fire brigade", "", rule="the fire brigade … said")
    assert place("The harbour burned, the fire brigade said.", through).section == "rest"
    quoted = "“We had no water at all,” the fire brigade said."
    assert place(quoted, through).section == "voices"


def test_acting_counts_less_than_speaking() -> None:
    acts = Voice("the crews", "crews", stance=True, rule="the crews … rejected")
    plan = Plan(
        "p", "P", (Section("crews", "C", speakers=("crews",)), Section("x", "X", cues=("the offer",), rest=True))
    )
    assert place("The crews rejected the offer.", acts, plan).section == "x"
    assert place("The crews rejected the offer, Per Moe warned.", CREWS, plan).section == "crews"


@pytest.mark.parametrize(
    ("text", "voice", "reason"),
    [
        ("The offer stands, Ada Lund said.", LINE, "Ada Lund … said"),
        ("A timetable hung at the pier.", Voice(), "timetable"),
        ("The ferry carries 1,400 passengers.", Voice(), "figures"),
        ("It rained.", Voice(), "no speaker or cue"),
    ],
)
def test_the_reason_is_told(text: str, voice: Voice, reason: str) -> None:
    assert reason in place(text, voice).why


@given(st.text(max_size=60), st.sampled_from([Voice(), CREWS, LINE, BAKER, Voice("x", "nobody", rule="x … said")]))
def test_every_sentence_has_a_section_of_the_plan(text: str, voice: Voice) -> None:
    slot = find_slot(Sentence("a1", 0, 0, 0, len(text), text), voice, Facts(), STRIKE)
    assert slot.section in {section.id for section in STRIKE.sections}
    assert slot.why


def test_a_plan_fits_when_all_its_actors_are_heard_and_its_sections_have_something() -> None:
    plan = Plan("p", "P", (STRIKE.sections[0], STRIKE.sections[1], STRIKE.sections[-1]), STRIKE.actors)
    slots = [Slot("crews", ""), Slot("line", ""), Slot("rest", "")]
    voices = [CREWS, LINE, Voice()]
    assert fits(plan, slots, voices)
    assert not fits(plan, slots, [CREWS, Voice(), Voice()])
    assert not fits(plan, [Slot("crews", ""), Slot("rest", ""), Slot("rest", "")], voices)
    assert not fits(plan, [*slots, *[Slot("rest", "")] * 20], [*voices, *[Voice()] * 20])
    assert not fits(plan, [], [])
    assert not fits(Plan("p", "P", plan.sections), slots, voices)
