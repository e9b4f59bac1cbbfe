"""Briefing → the text of a format, and a briefing's file → briefing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from summarizer.model import Briefing


def write_as(made: Briefing, name: str, template: Path | None, folders: Sequence[Path]) -> str:
    """Write a briefing in a format; a template of the user\'s serves the formats that it can."""
    if name == "json":
        from summarizer.exporting import to_json

        return to_json(made)
    from summarizer.rendering import FORMATS, render

    fitting = template is not None and (
        template.name.endswith(f".{name}.j2") or (name == "html" and template.name.endswith(".md.j2"))
    )
    if template is not None and not any(template.name.endswith(f".{known}.j2") for known in FORMATS):
        fitting = True  # let the renderer say what is wrong with the name
    return render(made, name, template if fitting else None, folders)


def load_briefing(path: Path) -> Briefing:
    """Read a briefing\'s JSON file.

    Raises:
        ConfigError: it cannot be read, or is no briefing.
    """
    from summarizer.exporting import from_json

    try:
        return from_json(path.read_text(encoding="utf-8-sig"), str(path))
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise ConfigError(reason, where=str(path), hint="name the JSON file of a briefing") from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8 text", where=str(path), hint="name the JSON file of a briefing") from error
