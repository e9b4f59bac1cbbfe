"""Trying a plan: what its sections get and why, and what in it is idle."""

from __future__ import annotations

from sample_articles import read_sample_story
from strike import STRIKE

from summarizer.briefing.pipeline import make_briefing
from summarizer.briefing.plan_trial import REASONS, read_story, try_plan
from summarizer.config.plans import read_plan
from summarizer.model import Actor, Options, Plan, Section

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


def read_table(told: str, plan: Plan) -> dict[str, dict[str, int]]:
    """Read the table of a trial: by section the numbers of all sentences, and by what chose them."""
    rows = [line.split() for line in told.splitlines()[2 : 2 + len(plan.sections)]]
    return {row[0]: dict(zip(("all", *REASONS), map(int, row[1:]), strict=True)) for row in rows}


def test_each_sentence_is_counted_in_the_section_that_a_briefing_gives_it() -> None:
    for plan, story in ((PLAN, STRIKE), (read_plan("ukraine-call"), read_sample_story())):
        told = try_plan(plan, read_story(story))
        made = make_briefing(story, Options(plan=plan.id, plans=(plan,)))
        sections = [fate.section for fate in made.trace if fate.kind == "sentence"]
        counted = {name: row["all"] for name, row in read_table(told, plan).items()}
        assert counted == {s.id: sections.count(s.id) for s in plan.sections}
        assert told.startswith(f"{len(sections)} sentences of {len(story)} articles")


def test_it_is_counted_what_chose_the_section() -> None:
    table = read_table(try_plan(PLAN, read_story(STRIKE)), PLAN)
    assert table["union"]["speaker"] >= 5
    assert table["islands"]["cue"] >= 4
    assert table["rest"]["nothing"] > 0
    assert table["rest"]["speaker"] == table["rest"]["cue"] == 0


def test_idle_actors_and_cues_and_who_is_nobodys_are_told_a_finding_a_line() -> None:
    lines = try_plan(PLAN, read_story(STRIKE)).splitlines()
    assert lines[0] == "23 sentences of 3 articles, by section and by what chose it:"
    assert lines[1].split() == ["all", *REASONS]
    assert lines[5:7] == ["  actor king: never heard", "  cue “lighthouse” (union): never found"]
    common = [line.split(":")[0] for line in lines if line.endswith("of 23 sentences; it tells little")]
    assert common == ["  cue “night shift” (union)", "  cue “islands” (islands)"]
    assert any(line.startswith("  heard and in no actor: Ana Dahl (") for line in lines)
    assert not any("Lise Holm" in line for line in lines)


def test_a_plan_that_fits_has_nothing_idle() -> None:
    plan = Plan("p", "P", (Section("a", "A", rest=True),))
    lines = try_plan(plan, read_story(STRIKE[:1])).splitlines()
    assert len(lines) == 3 or all(line.startswith("  heard and in no actor") for line in lines[3:])
    assert lines[2].split()[0] == "a"
    assert lines[2].split()[1] == lines[2].split()[-1]
