"""A front page and its sources → why an article is in its story, and what became of the sentences of each story."""

from __future__ import annotations

import os.path
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from summarizer.analysis.story import gather
from summarizer.briefing.explanation import Made, make_again
from summarizer.model import Article, DetectedStory, FrontPage, Options
from summarizer.render.briefing_json import json_line
from summarizer.render.template_context import spell_date
from summarizer.stories.explaining import describe_article, explain_article
from summarizer.stories.pile import is_named


def find_article(page: FrontPage, wanted: str) -> str:
    """Return the id of the article that is meant by its path, file name, address or id; empty, where none is."""
    for article in page.articles:
        if wanted == article.id or is_named(article, [wanted]) or os.path.basename(article.path) == wanted:
            return article.id
    return ""


def explain_place(
    page: FrontPage, articles: Sequence[Article], name: str, days: Mapping[str, str], *, as_json: bool = False
) -> str:
    """Return in words, or as a line of JSON, why an article stands where it does on a page.

    ``articles`` are those of the page read again; ``days`` those on which the user first said what of stories, by how
    it was said (``--join A+B``, ``--part ARTICLE``), as far as it is known.
    """
    language, date = (str(page.options.get(option, "")) for option in ("language", "date"))
    found = gather(articles, language, date)
    read = (*found.articles, *(copy for _, copy in found.copies), *found.set_aside)
    explained = explain_article(replace(page.pile, articles=read), name)
    explained = replace(explained, said=tuple(_list_said(page, name, days)))
    return json_line(asdict(explained)) if as_json else f"{describe_article(explained)}\n"


def _list_said(page: FrontPage, name: str, days: Mapping[str, str]) -> Iterator[str]:
    """Say what the user said of an article, or of the story that it is in."""
    asked = page.options["stories"]
    said: Mapping[str, Any] = asked if isinstance(asked, dict) else {}
    story = next((one for one in page.pile.stories if name in one.articles), None)
    members = [one for one in page.articles if one.id == name or (story and one.id in story.articles)]
    ids = {story.id, *story.joined} if story else set()
    for one, other in said.get("joins", ()):
        if not ids.isdisjoint((one, other)) or any(is_named(article, (one, other)) for article in members):
            yield f"joined by hand{_spell_since(days.get(f'--join {one}+{other}', ''))}: {one} and {other}"
    for part in said.get("parts", ()):
        # A text is parted whoever prints it.
        same = [one for one in page.articles if one.id.partition("-")[0] == name.partition("-")[0]]
        if any(is_named(article, [part]) for article in same):
            yield f"parted by hand{_spell_since(days.get(f'--part {part}', ''))}: {part} stands in no story"


def _spell_since(day: str) -> str:
    return f" on {spell_date(day)}" if day else ""


def make_stories_again(
    page: FrontPage, articles: Sequence[Article], options: Mapping[str, Options]
) -> list[tuple[DetectedStory, Made]]:
    """Return the stories of a page that have a briefing, each with that made again.

    ``articles`` are those of the page, in its order, read again; ``options`` those of each story by its id.
    """
    sources = {article.id: source for article, source in zip(page.articles, articles, strict=True)}
    told = [story for story in page.pile.stories if story.id in page.briefings]
    return [(one, make_again([sources[name] for name in one.articles], options[one.id])) for one in told]
