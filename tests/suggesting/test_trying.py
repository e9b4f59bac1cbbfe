"""Trying a plan: what its sections get and why, and what in it is idle."""

from __future__ import annotations

from sample_articles import read_sample_story
from strike import STRIKE

from summarizer.briefing.pipeline import make_briefing
from summarizer.config.plans import read_plan
from summarizer.model import Actor, Options, Plan, Section
from summarizer.suggesting.reading import read_story
from summarizer.suggesting.trying import REASONS, describe_trial, try_plan

PLAN = Plan(
    "strike",
    "The strike",
    (
        Section("union", "The union", ("union",), ("night shift", "lighthouse")),
        Section("islands", "The islands", (), ("islands",)),
        Section("rest", "The rest", features=("background",), rest=True),
    ),
    (Actor("union", "Per Moe", ("Moe", "Seamen's Union")), Actor("king", "Olaf Grimm")),
)


def test_each_sentence_is_counted_in_the_section_that_a_briefing_gives_it() -> None:
    for plan, story in ((PLAN, STRIKE), (read_plan("ukraine-call"), read_sample_story())):
        trial = try_plan(plan, read_story(story))
        made = make_briefing(story, Options(plan=plan.id, plans=(plan,)))
        told = [fate.section for fate in made.trace if fate.kind == "sentence"]
        assert {name: sum(counts) for name, counts in trial.sections} == {s.id: told.count(s.id) for s in plan.sections}
        assert trial.sentences == len(told)


def test_it_is_counted_what_chose_the_section() -> None:
    sections = dict(try_plan(PLAN, read_story(STRIKE)).sections)
    union = dict(zip(REASONS, sections["union"], strict=True))
    assert union["speaker"] >= 5
    assert dict(zip(REASONS, sections["islands"], strict=True))["cue"] >= 4
    rest = dict(zip(REASONS, sections["rest"], strict=True))
    assert rest["nothing"] > 0
    assert rest["speaker"] == rest["cue"] == 0


def test_idle_actors_and_cues_are_told_and_who_is_nobodys() -> None:
    trial = try_plan(PLAN, read_story(STRIKE))
    assert trial.silent == ("king",)
    assert trial.idle == (("lighthouse", "union"),)
    assert [(cue, section) for cue, section, _ in trial.common] == [("night shift", "union"), ("islands", "islands")]
    assert dict(trial.unplaced)["Ana Dahl"] >= 3
    assert "Lise Holm" not in dict(trial.unplaced)


def test_a_trial_is_told_a_finding_a_line() -> None:
    lines = describe_trial(try_plan(PLAN, read_story(STRIKE))).splitlines()
    assert lines[0] == "23 sentences of 3 articles, by section and by what chose it:"
    assert lines[1].split() == ["all", *REASONS]
    assert "  actor king: never heard" in lines
    assert "  cue “lighthouse” (union): never found" in lines
    assert any(line.startswith("  heard and in no actor: Ana Dahl (") for line in lines)


def test_a_plan_that_fits_has_nothing_idle() -> None:
    plan = Plan("p", "P", (Section("a", "A", rest=True),))
    trial = try_plan(plan, read_story(STRIKE[:1]))
    assert (trial.silent, trial.idle, trial.common) == ((), (), ())
    assert trial.sections == (("a", (0, 0, 0, 0, trial.sentences)),)
