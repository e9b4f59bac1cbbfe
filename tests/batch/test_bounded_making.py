"""A briefing is made of all articles but those that by themselves take too much, and it says which."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hostile_work import EATS, HOLDS, SITE, spoil
from looking import lines_of
from sample_articles import FLOOD
from sample_pile import PILE

from summarizer.batch import bounded_making
from summarizer.batch.bounded_making import compose_within
from summarizer.briefing.front_page import compose_front_page
from summarizer.briefing.pipeline import compose
from summarizer.config.plans import load_plans
from summarizer.errors import SourceError
from summarizer.model import Article, Briefing, Options, StoryOptions
from summarizer.render.page_json import to_json
from summarizer.sources.bounded_process import BoundedProcess, LimitError, Limits
from summarizer.text import segmentation
from summarizer.text.sentences import split_line

OPTIONS = Options(plans=load_plans("auto"), date="2031-03-05")


@pytest.fixture
def process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BoundedProcess]:
    """A process in which a rule is spoiled, as it is here."""
    monkeypatch.setattr(segmentation, "split_line", spoil(split_line))
    (tmp_path / "sitecustomize.py").write_text(SITE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *filter(None, sys.path)]))
    # On a slow machine what eats memory is to meet that limit first.
    with BoundedProcess(Limits(article_seconds=4.0, memory=900)) as process:
        yield process


# What is not fetched is tried here first.
@pytest.mark.parametrize(("mark", "excess", "is_fetched"), [(HOLDS, "time", False), (EATS, "memory", True)])
def test_an_article_that_takes_too_much_is_dropped_and_named(
    process: BoundedProcess, mark: str, excess: str, is_fetched: bool
) -> None:
    bad = Article(f"It rained in {mark} on Friday.", path="bad.md", outlet="Bad Post")
    made = compose_within(process, compose, [*FLOOD[:2], bad, *FLOOD[2:]], (), OPTIONS, is_fetched=is_fetched)
    (dropped,) = made.set_aside
    assert (dropped.path, dropped.dropped, dropped.text) == ("bad.md", excess, "")
    assert [problem.where for problem in made.problems if problem.level == "problem"] == ["bad.md"]
    assert lines_of(made) == lines_of(compose(FLOOD, (), OPTIONS))
    # Whoever knows what was dropped makes the very same.
    again = compose([replace(bad, text="", dropped=dropped.dropped), *FLOOD], (), OPTIONS)
    assert to_json(again) == to_json(made)


def test_without_a_bad_article_the_process_makes_the_same_bytes(process: BoundedProcess) -> None:
    wanted = to_json(compose(FLOOD, (), OPTIONS))
    assert to_json(compose_within(process, compose, FLOOD, (), OPTIONS)) == wanted
    assert process.spent == 0
    assert to_json(compose_within(process, compose, FLOOD, (), OPTIONS, is_fetched=True)) == wanted
    assert process.spent > 0


def test_a_front_page_is_made_without_the_articles_that_take_too_much(process: BoundedProcess) -> None:
    bad = Article(f"It rained in {HOLDS} on Friday.", path="bad.md", outlet="Bad Post")
    joined = replace(OPTIONS, stories=StoryOptions(joins=(("bad.md", "ferry/post.txt"),)))
    page = compose_within(process, compose_front_page, [bad, *PILE], (), joined, is_fetched=True)
    assert [(one.path, one.dropped) for one in page.pile.set_aside] == [("bad.md", "time")]
    assert [problem.where for problem in page.problems] == ["bad.md"]
    again = compose_front_page([replace(bad, text="", dropped="time"), *PILE], (), joined)
    assert to_json(again) == to_json(page)
    assert page.briefings == compose_front_page(PILE, (), OPTIONS).briefings


class Stand:
    """Stands in for the process and for its clock: an article with the mark takes all the seconds that it is given."""

    def __init__(self, deadline: float) -> None:
        self.limits, self.deadline, self.now = Limits(), deadline, 0.0

    @property
    def left(self) -> float:
        return self.deadline - self.now

    def monotonic(self) -> float:
        return self.now

    def do(self, seconds: float, work: Callable[..., Any], *args: Any) -> Any:
        articles = [args[0]] if isinstance(args[0], Article) else args[0]
        if any(HOLDS in article.text for article in articles):
            self.now += seconds
            raise LimitError("time")
        self.now += 0.1
        return work(*args)


def compose_beside(stand: Stand, articles: list[Article], monkeypatch: pytest.MonkeyPatch) -> Briefing:
    monkeypatch.setattr(bounded_making, "time", stand)
    return compose_within(cast("BoundedProcess", stand), compose, articles, (), OPTIONS, is_fetched=True)


def test_many_slow_articles_of_an_outlet_cost_no_quick_one_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "It rained in {} on day {}."
    bad = [Article(text.format(HOLDS, day), path=f"a{day}.md", outlet="Bad Post") for day in range(30)]
    stand = Stand(deadline=30)
    made = compose_beside(stand, [*bad, *FLOOD], monkeypatch)
    assert stand.now < stand.deadline
    assert [article.dropped for article in made.set_aside] == ["time"] * 30
    assert lines_of(made) == lines_of(compose(FLOOD, (), OPTIONS))


def test_of_bad_articles_alone_nothing_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = [Article(f"It rained in {HOLDS}.", path="bad.md")]
    with pytest.raises(SourceError, match=r"no article is left .bad\.md is left out: it takes more processor time"):
        compose_beside(Stand(deadline=600), bad, monkeypatch)


def test_articles_that_take_too_much_only_together_are_told(
    process: BoundedProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    def do(seconds: float, work: object, *args: object) -> None:
        if not isinstance(args[0], Article):
            raise LimitError("memory")

    monkeypatch.setattr(process, "do", do)
    with pytest.raises(SourceError, match="nothing can be made of all articles together: it takes more memory than"):
        compose_within(process, compose, FLOOD, (), OPTIONS, is_fetched=True)
