"""Sections of stories of our own, by plans that name the actors and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from summarizer.analysis.names import learn_names
from summarizer.briefing.story_analysis import apply_plan, open_story, read_sentences
from summarizer.lang.language import load_language
from summarizer.model import Actor, Article, Plan, Section

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
