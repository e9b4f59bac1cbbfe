"""Sections of stories of our own, by plans that name the actors and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from summarizer.analysis.names import learn_names
from summarizer.briefing.pipeline import analyse_story
from summarizer.briefing.story_analysis import apply_plan, list_candidates, open_story, read_sentences
from summarizer.lang.language import load_language
from summarizer.model import Actor, Article, Options, Plan, Section
from summarizer.summary.weighting import SHARPNESS

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "sections.toml").read_text(encoding="utf-8"))["stories"]


def read_section(row: str) -> Section:
    if row == "rest":
        return Section("rest", "The rest", rest=True)
    name, is_cue, words = row.partition(" = ")
    if is_cue:
        return Section(name, name, cues=tuple(words.split(", ")))
    name, _, words = row.partition(": ")
    return Section(name, name, speakers=tuple(words.split()))


def read_plan(story: dict[str, Any]) -> Plan:
    actors = tuple(Actor(name.lower().replace(" ", "-"), name) for name in story["actors"])
    return Plan("thin", "Thin", tuple(map(read_section, story["sections"])), actors)


@pytest.mark.parametrize("story", CASES, ids=[story["name"] for story in CASES])
def test_a_sentence_is_put_where_an_editor_puts_it(story: dict[str, Any]) -> None:
    text = "\n\n".join(sentence for _, sentence in story["sentences"])
    opened, read = open_story([Article(text, "The Ledger", path="a.txt", published="2026-03-04")], "en")
    names = learn_names([(part.text, load_language("en")) for part in read])
    placed = {}
    for one in apply_plan(read_sentences(read), read_plan(story), names, opened):
        placed[one.sentence.text] = one.section.section
    wrong = [
        (sentence, placed[sentence], wanted)
        for wanted, sentence in story["sentences"]
        if placed[sentence] not in wanted.split("|")
    ]
    assert wrong == []


def test_what_is_told_of_an_actor_weighs_less_than_what_it_says() -> None:
    sections = (Section("crews", "The crews", speakers=("crews",)), Section("rest", "The rest", rest=True))
    plan = Plan("strike", "The strike", sections, (Actor("crews", "The Crews Union"),))
    article = Article("The Crews Union closed the pier.\n\nThe Crews Union wants more pay.", "The Ledger", path="a.txt")
    analysis = analyse_story([article], Options(plan="strike", plans=(plan,), date="2031-03-05"))
    told, said = list_candidates(analysis.clusters, analysis.story.ages, analysis.event, by_score=False)
    assert [analysis.news[one.row].section.told_of for one in (told, said)] == [True, False]
    places = [analysis.news[one.row].weight for one in (told, said)]
    assert told.weight / places[0] ** SHARPNESS == pytest.approx(0.6 * said.weight / places[1] ** SHARPNESS)
