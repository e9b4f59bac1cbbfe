"""Briefing + template → text: Markdown, HTML or plain text. No network, no clock; the same input gives the same bytes.

What a template prints is escaped for its format on the way out, so that a user's own template is as safe as ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from summarizer.errors import ConfigError, nearest
from summarizer.model import Briefing
from summarizer.render.briefing_json import to_json
from summarizer.render.template_context import build_context

#: What can be rendered, with a word for the command line's help. Each has a template ``briefing.<format>.j2``.
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "md": "Markdown",
        "html": "one HTML page, complete in itself",
        "txt": "plain text of 72 columns",
    }
)


def write_as(briefing: Briefing, format: str, template: Path | None, folders: Sequence[Path]) -> str:  # noqa: A002
    """Return a briefing in one of ``FORMATS`` or as ``json``; a template of the user's serves the formats that it can.

    Raises ConfigError as ``render`` does.
    """
    if format == "json":
        return to_json(briefing)
    fitting = template if template and serves(template, format) else None
    return render(briefing, format, fitting, folders)


def render(briefing: Briefing, format: str, template: Path | None = None, folders: Sequence[Path] = ()) -> str:  # noqa: A002
    """Return a briefing in one of ``FORMATS``.

    ``template`` is a file of the user's, ``folders`` are searched for ``briefing.<format>.j2`` and for what a
    template includes, before our own templates (which stay within reach as ``packaged/…``). A Markdown template
    serves HTML too: its Markdown is converted, cleaned and put into our page.

    Raises ConfigError for an unknown format and for a template that cannot be found, read or run.
    """
    if format not in FORMATS:
        raise ConfigError(f"no format “{format}”", hint=nearest(format, FORMATS))
    if template is None:
        return render_named(briefing, format, f"briefing.{format}.j2", folders)
    written = _find_format(template, format)
    if not template.is_file():
        raise ConfigError("no such template", where=str(template))
    text = render_named(briefing, written, template.name, [template.parent, *folders])
    if written == format:
        return text
    from summarizer.render.markdown_html import convert_markdown

    return convert_markdown(briefing, text, templates_folder())


def render_named(
    briefing: Briefing,
    format: str,  # noqa: A002
    name: str,
    folders: Sequence[Path] = (),
    more: Mapping[str, object] = MappingProxyType({}),
    source: str = "",
) -> str:
    """Fill another template than the briefing's own: ``name`` in ``folders``, else among ours; or ``source`` itself.

    ``format`` says how its values are escaped, ``more`` is what it is given beside the briefing. With ``source``,
    ``name`` is only what an error calls it. Raises ConfigError as ``render`` does.
    """
    # jinja2 takes a tenth of a second to import; only a rendering needs it.
    from summarizer.render.jinja_environment import build_environment, fill_template

    environment = build_environment(format, folders, templates_folder())
    load = partial(environment.from_string, source) if source else partial(environment.get_template, name)
    return fill_template(load, {**build_context(briefing), **more}, name)


def serves(template: Path, format: str) -> bool:  # noqa: A002
    """Return whether a template, by its name, serves a format; one of Markdown serves HTML too."""
    endings = (".html.j2", ".md.j2") if format == "html" else f".{format}.j2"
    return template.name.endswith(endings)


def templates_folder() -> Path:
    """Return the folder of our own templates: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def _find_format(template: Path, format: str) -> str:  # noqa: A002
    """Return the format that a template writes, by its name. Raises ConfigError when it does not serve ``format``."""
    for written in FORMATS:
        if template.name.endswith(f".{written}.j2"):
            if not serves(template, format):
                raise ConfigError(f"this template writes {written}, not {format}", where=str(template))
            return written
    endings = ", ".join(f".{known}.j2" for known in FORMATS)
    raise ConfigError("a template's name must tell its format", where=str(template), hint=f"by ending in {endings}")
