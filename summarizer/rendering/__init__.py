"""Briefing + template → text: Markdown, HTML or plain text. No network, no clock; the same input gives the same bytes.

What a template prints is escaped for its format on the way out, so that a user's own template is as safe as ours.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError, nearest
from summarizer.packaged import templates_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from summarizer.model import Briefing

#: What can be rendered, with a word for the command line's help. Each has a template ``briefing.<format>.j2``.
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "md": "Markdown",
        "html": "one HTML page, complete in itself",
        "txt": "plain text of 72 columns",
    }
)


def render(briefing: Briefing, format: str, template: Path | None = None, folders: Sequence[Path] = ()) -> str:  # noqa: A002
    """Write a briefing in one of ``FORMATS``.

    ``template`` is a file of the user's, ``folders`` are searched for ``briefing.<format>.j2`` and for what a
    template includes, before our own templates (which stay within reach as ``packaged/…``). A Markdown template
    serves HTML too: its Markdown is converted, cleaned and put into our page.

    Raises ConfigError for an unknown format and for a template that cannot be found, read or run.
    """
    if format not in FORMATS:
        raise ConfigError(f"no format “{format}”", hint=nearest(format, FORMATS))
    written = _written_in(template, format)
    name = template.name if template else f"briefing.{format}.j2"
    if template and not template.is_file():
        raise ConfigError("no such template", where=str(template))
    # jinja2 takes a tenth of a second to import; only a rendering needs it.
    from summarizer.rendering.environment import fill

    places = [template.parent, *folders] if template else list(folders)
    text = fill(briefing, written, name, places, packaged_templates())
    if written == format:
        return text
    from summarizer.rendering.converting import convert_markdown

    return convert_markdown(briefing, text, packaged_templates())


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
    from summarizer.rendering.environment import fill

    return fill(briefing, format, name, folders, packaged_templates(), more, source)


def packaged_templates() -> Path:
    """Give the folder of our own templates: inside the installed package, or beside it in a checkout."""
    return templates_folder()


def _written_in(template: Path | None, format: str) -> str:  # noqa: A002
    """Tell by its name which format a template writes."""
    if template is None:
        return format
    written = next((known for known in FORMATS if template.name.endswith(f".{known}.j2")), "")
    if not written:
        endings = ", ".join(f".{known}.j2" for known in FORMATS)
        raise ConfigError("a template's name must tell its format", where=str(template), hint=f"by ending in {endings}")
    if written != format and (written, format) != ("md", "html"):
        raise ConfigError(f"this template writes {written}, not {format}", where=str(template))
    return written
