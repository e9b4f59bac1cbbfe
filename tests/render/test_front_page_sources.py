"""Which articles a front page made of articles names, of which each story counts its own from 1."""

from __future__ import annotations

from pile_of_articles import make_articles

from summarizer.briefing.front_page import compose_front_page
from summarizer.config.plans import load_plans
from summarizer.model import Options
from summarizer.render.front_page_context import build_front_context


def test_what_a_story_cites_is_among_the_sources_of_the_page_whatever_the_story_calls_it() -> None:
    page = compose_front_page(make_articles("2031-03-04"), (), Options(plans=load_plans("auto"), date="2031-03-04"))
    context = build_front_context(page)
    cited = {source.path for story in context["stories"] for source in story.sources}
    assert len(context["stories"]) > 1
    assert cited <= {source.path for source in context["sources"]}
    assert cited.isdisjoint(source.path for source in context["also_read"])
