"""A front page and its sources → why an article is in its story, and what became of the sentences of each story."""

from __future__ import annotations

import os.path
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from summarizer.analysis.story import gather
from summarizer.briefing.explanation import Made, make_again
from summarizer.model import Article, DetectedStory, FrontPage, Options
from summarizer.render.briefing_json import json_line
from summarizer.stories.explaining import describe_article, explain_article
from summarizer.stories.pile import is_named


def find_article(page: FrontPage, wanted: str) -> str:
    """Return the id of the article that is meant by its path, file name, address or id; empty, where none is."""
    for article in page.articles:
        if wanted == article.id or is_named(article, [wanted]) or os.path.basename(article.path) == wanted:
            return article.id
    return ""


def explain_place(page: FrontPage, articles: Sequence[Article], name: str, *, as_json: bool = False) -> str:
    """Return in words, or as a line of JSON, why an article stands where it does on a page.

    ``articles`` are those of the page read again.
    """
    language, date = (str(page.options.get(option, "")) for option in ("language", "date"))
    found = gather(articles, language, date)
    read = (*found.articles, *(copy for _, copy in found.copies), *found.set_aside)
    explained = explain_article(replace(page.pile, articles=read), name)
    return json_line(asdict(explained)) if as_json else f"{describe_article(explained)}\n"


def make_stories_again(
    page: FrontPage, articles: Sequence[Article], options: Mapping[str, Options]
) -> list[tuple[DetectedStory, Made]]:
    """Return the stories of a page that have a briefing, each with that made again.

    ``articles`` are those of the page, in its order, read again; ``options`` those of each story by its id.
    """
    sources = {article.id: source for article, source in zip(page.articles, articles, strict=True)}
    told = [story for story in page.pile.stories if story.id in page.briefings]
    return [(one, make_again([sources[name] for name in one.articles], options[one.id])) for one in told]
