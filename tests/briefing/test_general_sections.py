"""Where plan general puts a sentence, by the days of its article and of the story's latest one."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from summarizer.briefing.pipeline import analyse_story
from summarizer.config.plans import load_plans
from summarizer.model import Article, Options

CASES = Path(__file__).parent.parent / "cases" / "general_sections.tsv"
GENERAL = Options(plan="general", plans=load_plans("general"))
BEFORE, LATEST = "Clouds hung over the northern hills at noon.", "Nothing stirred in the old mill by the weir."


def find_place(sentence: str, published: str, latest: str) -> str:
    """Return the section of a sentence that does not open its article, ``over`` where it is to come no more."""
    articles = [
        Article(f"{BEFORE} {sentence}", outlet="Harrow Post", published=published),
        Article(LATEST, outlet="Lark Wire", published=latest),
    ]
    analysis = analyse_story(articles, GENERAL)
    one = next(one for one in analysis.news if one.sentence.text == sentence)
    is_over = one.section.over and one.section.section != "ahead"
    return "over" if is_over else one.section.section


def test_most_sentences_are_put_where_a_reader_would_look_for_them() -> None:
    right: defaultdict[str, int] = defaultdict(int)
    wrong: list[str] = []
    with CASES.open(encoding="utf-8") as lines:
        for case in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found = find_place(case["sentence"], case["published"], case["latest"])
            right[case["section"]] += found == case["section"]
            if found != case["section"]:
                wrong.append(f"{case['section']} → {found}: {case['sentence']}")
    assert sum(right.values()) >= 98, (dict(right), wrong)
