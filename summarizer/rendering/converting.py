"""Markdown → an HTML page: converted, cleaned, put into the packaged page. Imported only when it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import markdown
import nh3

from .context import context
from .environment import build, fill_template

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import Briefing

# Pictures are left out: they would be fetched from elsewhere.
_TAGS = nh3.ALLOWED_TAGS - {"img", "map", "area"}
_SCHEMES = frozenset({"http", "https", "mailto"})
_SHELL = """{% extends "packaged/briefing.html.j2" %}
{% block page %}<main class="plain">{{ converted|safe }}</main>{% endblock %}"""


def convert_markdown(briefing: Briefing, text: str, packaged: Path) -> str:
    """Make a page of Markdown. What a template's author wrote as HTML is kept as far as it is harmless."""
    body = markdown.markdown(text, extensions=["tables"], output_format="html")
    clean = nh3.clean(body, tags=set(_TAGS), url_schemes=set(_SCHEMES))
    clean = clean.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
    shell = build("html", [], packaged)
    return fill_template(lambda: shell.from_string(_SHELL), context(briefing) | {"converted": clean}, "the page")
