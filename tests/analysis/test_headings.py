"""Under which name everybody in short stories of several outlets is heard, as was written before any rule was."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from summarizer.analysis.names import learn_names
from summarizer.briefing.story_analysis import apply_plan, open_story, read_sentences
from summarizer.config.plans import read_plan
from summarizer.lang.language import load_language
from summarizer.model import Article

CASES = Path(__file__).parent.parent / "cases" / "headings.toml"
STORIES = tomllib.loads(CASES.read_text(encoding="utf-8"))["stories"]
#: Sentences that are known to be put wrong, by their beginnings: a company behind the name, an apposition with a tail,
#: a navy without its country, a body where its chief was expected, and what groups without a name say.
WRONG = (
    "Company spokeswoman Mia", '"We are as shocked', "U.S. Secretary of State Helen", "Kenyan opposition leader",
    "Wanjiru demanded", '"We need water,"', "Tom Harker, the U.N.", '"Time is short," Harker', "The Royal Navy",
    "Witnesses said", "Officials estimate", "Leaders said",
)  # fmt: skip


def read(story: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return the party and the section of each sentence of a story."""
    articles: list[Article] = []
    for at, sentences in enumerate(story["articles"]):
        text = "\n\n".join(sentence for _, sentence in sentences)
        articles.append(Article(text, path=f"{at}.txt", outlet=f"Outlet {at}", title="Headline", language="en"))
    opened, parts = open_story(articles, "en")
    names = learn_names((part.text, load_language("en")) for part in parts)
    told = apply_plan(read_sentences(parts), read_plan("general"), names, opened)
    return {one.sentence.text: (one.attribution.party, one.section.section) for one in told if one.is_news}


@pytest.mark.parametrize("story", STORIES, ids=[story["kind"] for story in STORIES])
def test_everybody_is_heard_under_the_name_of_whom_he_speaks_for(story: dict[str, Any]) -> None:
    heard = read(story)
    wrong: list[tuple[str, str, str, str]] = []
    for expected, sentence in (pair for article in story["articles"] for pair in article):
        party, section = heard.get(sentence, ("", ""))
        named = expected.lstrip("!-")
        is_right = named == "?" or party in named.split("|")
        if expected[:1] in {"!", "-"}:
            is_right = is_right and (section == "said") == (expected[0] == "!")
        if not is_right and not sentence.startswith(WRONG):
            wrong.append((sentence, expected, party, section))
    assert wrong == []
