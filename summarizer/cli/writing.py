"""Briefing → the text of a format, and a briefing's file → briefing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli.parameters import DEFAULT_TEMPLATES
from summarizer.config import FORMATS
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from summarizer.model import Briefing


def write_as(made: Briefing, name: str, template: Path | None, folders: Sequence[Path]) -> str:
    """Write a briefing in a format; a template of the user's serves the formats that it can."""
    if name == "json":
        from summarizer.exporting import to_json

        return to_json(made)
    from summarizer.rendering import render

    return render(made, name, template if template and _serves(template, name) else None, folders)


def check_template(template: Path | None, folder: Path, formats: Sequence[str]) -> None:
    """Check what can be known of the templates before there is anything to write.

    Raises:
        ConfigError: the template is missing, tells no format by its name or serves none of ``formats``, or the
            folder of templates was asked for and is not there.
    """
    if folder != DEFAULT_TEMPLATES and not folder.is_dir():
        raise ConfigError("there is no such folder", where=f"--templates {folder}")
    if template is None:
        return
    endings = ", ".join(f".{name}.j2" for name in FORMATS if name != "json")
    if not template.is_file():
        raise ConfigError("there is no such template", where=f"--template {template}")
    if not any(_serves(template, name) for name in FORMATS):
        raise ConfigError("its name must tell its format", where=str(template), hint=f"by ending in {endings}")
    if not any(_serves(template, name) for name in formats):
        hint = f"the formats asked for are: {', '.join(formats)}"
        raise ConfigError("no format asked for uses this template", where=str(template), hint=hint)


def _serves(template: Path, name: str) -> bool:
    return template.name.endswith((f".{name}.j2", ".md.j2") if name == "html" else f".{name}.j2")


def load_briefing(path: Path) -> Briefing:
    """Read a briefing's JSON file.

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
