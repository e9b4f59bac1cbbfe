"""Markdown → an HTML page: converted, cleaned, put into the packaged page. Imported only when it is needed."""

from __future__ import annotations

import html
import re
from pathlib import Path

import markdown
import nh3
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX

from summarizer.model import Briefing
from summarizer.render.jinja_environment import build_environment, fill_template
from summarizer.render.template_context import build_context

# Pictures are left out: they would be fetched from elsewhere.
_TAGS = nh3.ALLOWED_TAGS - {"img", "map", "area"}
_SCHEMES = frozenset({"http", "https", "mailto"})
_PAGE = """{% extends "packaged/briefing.html.j2" %}
{% block page %}<main class="plain">{{ converted|safe }}</main>{% endblock %}"""

_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])|&(lt|gt|#61|#124|#126);")
_STASHED = re.compile(f"{STX}(\\d+){ETX}")


def convert_markdown(briefing: Briefing, text: str, packaged: Path) -> str:
    """Return a page of Markdown. What a template's author wrote as HTML is kept as far as it is harmless."""
    clean = nh3.clean(_convert(text), tags=set(_TAGS), url_schemes=set(_SCHEMES))
    clean = clean.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
    environment = build_environment("html", [], packaged)
    values = build_context(briefing) | {"converted": clean}
    return fill_template(lambda: environment.from_string(_PAGE), values, "the page")


def _convert(text: str) -> str:
    """Return the HTML of a page of Markdown, not cleaned yet."""
    converter = markdown.Markdown(extensions=["tables"], output_format="html")
    # After the step that clears the text of the marks used here (30), before the one that looks for HTML (20).
    converter.preprocessors.register(_Escapes(converter), "escapes", 25)
    return _STASHED.sub(lambda match: html.escape(chr(int(match[1]))), converter.convert(text))


class _Escapes(Preprocessor):
    r"""Does at one go what Python-Markdown does for each "\*" and "&lt;" in turn, copying the text each time.

    A hostile line of 200,000 brackets took it a minute; so it takes a tenth of a second. The marks are
    Python-Markdown's own for an escaped character.
    """

    def run(self, lines: list[str]) -> list[str]:
        """Return a text's lines, each escaped character in them as its mark."""
        return _ESCAPE.sub(_stash, "\n".join(lines)).split("\n")


def _stash(match: re.Match[str]) -> str:
    """Return an escaped character as Python-Markdown's mark for it."""
    letter = match[1] or html.unescape(match[0])
    return f"{STX}{ord(letter)}{ETX}"
