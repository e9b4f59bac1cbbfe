"""Five real articles on the same call, where somebody has put them beside the checkout. Their text is not in here."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from looking import letters, lines_of

from summarizer.api import summarize
from summarizer.briefing.verification import Evidence, verify
from summarizer.model import Article, Briefing, Length, Options
from summarizer.sources.places import read_places
from summarizer.sources.source_files import SourceFiles
from summarizer.summary.ranking import CENTRALITIES
from summarizer.text.edits import apply_edits

SEEDS = Path(__file__).parent.parent.parent.parent / "shared" / "seeds"
SECTIONS = ["call", "german-position", "kremlin-demands", "ukrainian-reaction", "context"]
FIVE = Options(plan="ukraine-call", length=Length(20, "sentences"))
TAIL = re.compile(
    r"©|\ball rights reserved\b|\bdeveloping story\b|\bsubscri|\bnewsletter\b|\bdonat|\bcontinue reading\b"
    r"|\bread more\b|\bremind me\b|\bcookies?\b|\bfollow us\b|\bdear readers?\b|\bsupport (?:us|our work)\b"
    r"|\ba message from\b"
    r"|\b(?:monthly|annual|one-time) (?:gift|contribution)|^by [A-Z]\w+ [A-Z]\w+$",
    re.IGNORECASE,
)

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="no folder ../shared/seeds with real articles beside the checkout"
)


@cache
def read_seeds() -> tuple[Article, ...]:
    articles, problems = read_places([str(SEEDS)])
    assert not [problem for problem in problems if problem.level == "problem"]
    return articles


@cache
def brief(method: str = FIVE.method) -> Briefing:
    return summarize(read_seeds(), replace(FIVE, method=method))


@pytest.mark.parametrize("method", CENTRALITIES)
def test_every_method_fills_the_five_sections_within_twenty_sentences_of_common_length(method: str) -> None:
    briefing = brief(method)
    assert [part.id for part in briefing.sections] == SECTIONS
    assert all(part.lines for part in briefing.sections)
    assert sum(len(part.lines) for part in briefing.sections) == briefing.length.sentences
    # The sentences of these articles are longer than 25 words: the words run out before the sentences do.
    assert 16 <= briefing.length.sentences <= 20
    assert 480 <= briefing.length.words <= 512


@pytest.mark.parametrize("method", CENTRALITIES)
def test_no_boilerplate_headline_or_repeat_is_printed(method: str) -> None:
    briefing = brief(method)
    printed = [line.text for line in lines_of(briefing)]
    assert [text for text in printed if TAIL.search(text)] == []
    titles = {letters(article.title) for article in briefing.articles} | {
        letters(fate.text) for fate in briefing.trace if fate.kind == "headline"
    }
    assert not {letters(text) for text in printed} & (titles - {""})
    assert len({letters(text) for text in printed}) == len(printed)
    assert {fate.kind for fate in briefing.trace if fate.printed} == {"sentence"}


@pytest.mark.parametrize("method", CENTRALITIES)
def test_each_sentence_is_verbatim_and_the_proof_holds(method: str) -> None:
    briefing = brief(method)
    texts = {article.id: article.text for article in read_seeds_by_id(briefing)}
    for line in lines_of(briefing):
        assert apply_edits(texts[line.article], line.start, line.end, line.edits) == line.text
    files = SourceFiles([article.path for article in briefing.articles], [""])
    assert verify(briefing, Evidence(files.read)).failures == ()


def read_seeds_by_id(briefing: Briefing) -> list[Article]:
    """Give the articles as the files hold them, under the briefing's ids."""
    raw = {article.path: article for article in read_seeds()}
    return [replace(raw[article.path], id=article.id) for article in briefing.articles]


def test_the_outlets_are_those_of_the_list_and_none_is_guessed_silently() -> None:
    told = tomllib.loads((SEEDS / "outlets.toml").read_text(encoding="utf-8"))
    articles = brief().articles
    assert len(articles) == len(told)
    for article in articles:
        named = told[Path(article.path).name].get("outlet")
        if named:
            assert (article.outlet, article.outlet_from) == (named, "metadata")
        else:
            assert article.outlet_from in ("inferred", "unknown")
    outlets = {article.id: article.outlet for article in articles}
    assert all(line.outlet == outlets[line.article] == line.outlets[0] for line in lines_of(brief()))


def test_the_plan_is_found_by_itself() -> None:
    assert summarize(read_seeds()).plan == "ukraine-call"


def test_any_order_of_the_files_gives_the_same() -> None:
    for seed in range(3):
        shuffled = list(read_seeds())
        random.Random(seed).shuffle(shuffled)
        assert summarize(shuffled, FIVE) == brief()
