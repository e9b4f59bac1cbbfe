"""Page + template → text: Markdown, HTML or plain text. No network, no clock; the same input gives the same bytes.

What a template prints is escaped for its format on the way out, so that a user's own template is as safe as ours.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from summarizer.errors import ConfigError, nearest
from summarizer.model import Briefing, FrontPage, Page
from summarizer.text.escaping import escape_markdown, flatten

#: What can be rendered, and how a value is made fit to print there. Each has templates called ``briefing.<format>.j2``
#: and ``front.<format>.j2``.
FORMATS: Mapping[str, Callable[[str], str]] = MappingProxyType({"md": escape_markdown, "html": flatten, "txt": flatten})
#: What is made of a page's Markdown, laid out in blocks.
LAID_OUT = ("docx", "pdf")
#: All that one page can be written as, in the order in which files are written.
PAGE_FORMATS: tuple[str, ...] = (*FORMATS, "json", "jsonld", *LAID_OUT)
#: What can be written of all editions of a folder, each a file of its own; ``edition_feeds`` writes them.
FEEDS: Mapping[str, str] = MappingProxyType({"atom": "feed.atom", "jsonfeed": "feed.json", "index": "index.html"})

_PAGE = """{% extends "packaged/briefing.html.j2" %}
{% block page %}<main class="plain">{{ converted|safe }}</main>{% endblock %}"""
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])|&(lt|gt|#61|#124|#126);")
_LINK = re.compile(r"\[[^\[\]]*\]\([^()]*\)")
_MOST_MARKDOWN, _MOST_EFFORT, _MARK_EFFORT = 2_000_000, 50_000_000, 1_000
_MARK = re.compile("\x02(\\d+)\x03")


def write_as(
    page: Page,
    format: str,  # noqa: A002
    template: Path | None,
    folders: Sequence[Path],
    *,
    front_matter: bool = False,
) -> str | bytes:
    """Return a page in one of ``PAGE_FORMATS``; a template of the user's serves the formats that it can.

    With ``front_matter``, Markdown begins with it.

    Raises ConfigError as ``render`` does.
    """
    # Each start of the program reads this module: what not every page needs is imported for those that do.
    if format == "json":
        from summarizer.render.page_json import to_json

        return to_json(page)
    if format == "jsonld":
        from summarizer.render.page_metadata import write_linked_data

        return write_linked_data(page)
    fitting = template if template and serves(template, format) else None
    if format in LAID_OUT:
        from summarizer.render.printed_documents import read_blocks, write_pdf_document, write_word_document

        blocks = read_blocks(render_fragment(page, folders, fitting))
        if format == "docx":
            return write_word_document(page, blocks)
        return write_pdf_document(page, blocks, templates_folder() / "page.typ")
    text = render(page, format, fitting, folders)
    if front_matter and format == "md":
        from summarizer.render.page_metadata import write_front_matter

        return write_front_matter(page) + text
    return text


def render(page: Page, format: str, template: Path | None = None, folders: Sequence[Path] = ()) -> str:  # noqa: A002
    """Return a briefing or a front page in one of ``FORMATS``.

    ``template`` is a file of the user's that serves it. ``folders`` are searched for ``briefing.<format>.j2``
    (``front.<format>.j2``) and for what a template includes, before our own templates (which stay within reach as
    ``packaged/…``). A Markdown template serves HTML too: its Markdown is converted, cleaned and put into our page.

    Raises ConfigError for an unknown format and for a template that cannot be found, read or run.
    """
    if format not in FORMATS:
        raise ConfigError(f"no format “{format}”", hint=nearest(format, FORMATS))
    if template is None:
        kind = "front" if isinstance(page, FrontPage) else "briefing"
        return render_named(page, format, f"{kind}.{format}.j2", folders)
    if template.name.endswith(f".{format}.j2"):
        return render_named(page, format, template.name, [template.parent, *folders])
    converted = render_fragment(page, folders, template)
    return render_named(page, format, "the page", more={"converted": converted}, source=_PAGE)


def render_named(
    page: Page,
    format: str,  # noqa: A002
    name: str,
    folders: Sequence[Path] = (),
    more: Mapping[str, object] = MappingProxyType({}),
    source: str = "",
) -> str:
    """Fill another template than the page's own: ``name`` in ``folders``, else among ours; or ``source`` itself.

    ``format`` says how its values are escaped, ``more`` is what it is given beside the page. With ``source``,
    ``name`` is only what an error calls it. Raises ConfigError as ``render`` does.
    """
    return render_values({**build_page_context(page, format), **more}, format, name, folders, source)


def build_page_context(page: Page, format: str) -> dict[str, Any]:  # noqa: A002
    """Return what a template is given of a page: who tells what in HTML, elsewhere only if that is asked for."""
    asked = page.options.get("coverage")
    is_covered = asked if isinstance(asked, bool) else format == "html"
    if isinstance(page, FrontPage):
        from summarizer.render.front_page_context import build_front_context

        return {**build_front_context(page), "bars": is_covered, "coverage": None, "differences": ()}
    from summarizer.render.template_context import build_context
    from summarizer.render.wordings import list_differences

    context = build_context(page)
    sources = (*context["sources"], *context["also_read"])
    clean: Briefing = context["briefing"]
    coverage = None
    if is_covered:
        from summarizer.render.outlet_coverage import build_coverage

        coverage = build_coverage(clean, sources)
    return {**context, "differences": list_differences(clean, sources), "coverage": coverage}


def render_values(
    values: Mapping[str, object],
    format: str,  # noqa: A002
    name: str,
    folders: Sequence[Path] = (),
    source: str = "",
) -> str:
    """Fill a template with values of any kind, as ``render_named`` does with those of a page."""
    # jinja2 takes a tenth of a second to import; only a rendering needs it.
    from summarizer.render.jinja_environment import build_environment, fill_template

    environment = build_environment(format, FORMATS[format], folders, templates_folder())
    load = partial(environment.from_string, source) if source else partial(environment.get_template, name)
    return fill_template(load, values, name)


def render_fragment(page: Page, folders: Sequence[Path] = (), template: Path | None = None) -> str:
    """Return a page as plain HTML without a style of its own, for a place in another page: its Markdown, converted."""
    text = render(page, "md", template, folders)
    if template:
        _check_markdown(text, template)
    return _convert_markdown(text)


def serves(template: Path, format: str) -> bool:  # noqa: A002
    """Return whether a template, by its name, serves a format; one of Markdown serves HTML and what is laid out too."""
    endings = (".html.j2", ".md.j2") if format == "html" else ".md.j2" if format in LAID_OUT else f".{format}.j2"
    return template.name.endswith(endings)


def templates_folder() -> Path:
    """Return the folder of our own templates: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def _check_markdown(text: str, template: Path) -> None:
    """Raise ConfigError for a page that Python-Markdown would take minutes for."""
    effort = 0
    for block in text.split("\n\n"):
        plain = _ESCAPE.sub("", block)
        # Brackets that open no link are looked at by their square.
        effort += (plain.count("[") - len(_LINK.findall(plain))) ** 2 + _MARK_EFFORT * plain.count("*")
    if len(text) > _MOST_MARKDOWN or effort > _MOST_EFFORT:
        hint = "leave out brackets and asterisks that mean nothing, or write a template of HTML"
        raise ConfigError(
            "the page of this Markdown template is too large to be made HTML", where=str(template), hint=hint
        )


def _convert_markdown(text: str) -> str:
    """Return Markdown as HTML. What a template's author wrote as HTML is kept as far as it is harmless."""
    import nh3
    from markdown import Markdown
    from markdown.preprocessors import Preprocessor

    class Escapes(Preprocessor):
        r"""Does at one go what Python-Markdown does for each "\*" and "&lt;" in turn, copying the text each time.

        A hostile line of 200,000 brackets took it a minute; so it takes a tenth of a second. The marks are
        Python-Markdown's own for an escaped character.
        """

        def run(self, lines: list[str]) -> list[str]:
            """Return a text's lines, each escaped character in them as its mark."""
            marked = _ESCAPE.sub(lambda match: f"\x02{ord(match[1] or html.unescape(match[0]))}\x03", "\n".join(lines))
            return marked.split("\n")

    converter = Markdown(extensions=["tables"], output_format="html")
    # After the step that clears the text of the marks used here (30), before the one that looks for HTML (20).
    converter.preprocessors.register(Escapes(converter), "escapes", 25)
    page = _MARK.sub(lambda match: html.escape(chr(int(match[1]))), converter.convert(text))
    # Pictures are left out: they would be fetched from elsewhere.
    tags = nh3.ALLOWED_TAGS - {"img", "map", "area"}
    # A place that the template's author names can be linked to.
    attributes = nh3.ALLOWED_ATTRIBUTES | {"a": nh3.ALLOWED_ATTRIBUTES["a"] | {"id"}}
    clean = nh3.clean(page, tags=tags, attributes=attributes, url_schemes={"http", "https", "mailto"})
    return clean.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
