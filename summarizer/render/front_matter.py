"""What stands before a page of Markdown for site generators and note programs (Hugo, Obsidian): YAML between rules."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from contextlib import suppress

from summarizer.model import FrontPage, Page
from summarizer.render.front_page_context import build_front_context
from summarizer.render.template_context import build_context

#: What is no part of a tag: Obsidian takes letters, digits, "_", "-" and "/" only.
_NO_TAG = re.compile(r"[^\w/-]+")


def write_front_matter(page: Page) -> str:
    """Return a page's title, date, outlets and tags as YAML, with the rules around them and an empty line after.

    The outlets are those that the page names, with the marks of those that are not sure; one that is not known is left
    out. The tags say what kind of page it is, by which plan, and of a front page the stories that stand on it always.
    """
    context = build_front_context(page) if isinstance(page, FrontPage) else build_context(page)
    lines = ["---", f"title: {_quote(context['title'])}"]
    with suppress(ValueError):
        # Not quoted: both programs sort by it as a date.
        lines.append(f"date: {datetime.date.fromisoformat(context['date']).isoformat()}")
    known = [source for source in context["sources"] if source.outlet_from != "unknown"]
    lines += _list_quoted("outlets", [f"{source.outlet}{source.mark}" for source in known])
    if isinstance(page, FrontPage):
        tags = ["front-page", *(story.standing for story in context["stories"])]
    else:
        tags = ["briefing", context["plan"]]
    lines += _list_quoted("tags", (_NO_TAG.sub("-", tag).strip("-") for tag in tags))
    return "\n".join([*lines, "---", "", ""])


def _list_quoted(key: str, texts: Iterable[str]) -> list[str]:
    """Return the lines of a list, each text once; nothing where there is none."""
    items = [f"  - {_quote(text)}" for text in dict.fromkeys(texts) if text]
    return [f"{key}:", *items] if items else []


def _quote(text: str) -> str:
    r"""Return a text as a YAML scalar in quotation marks, which no reader takes for a number, a date or a comment.

    >>> _quote('Yes: "no" # 1'), _quote("5")
    ('"Yes: \\"no\\" # 1"', '"5"')
    """
    import yaml

    # pyyaml would break long texts into lines, which the quotation marks keep in one.
    return str(yaml.dump(text, default_style='"', allow_unicode=True, width=float("inf"))).strip()
