"""What can be known of templates before there is anything to write, and a briefing's file → briefing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli.parameters import DEFAULT_TEMPLATES
from summarizer.config import FORMATS
from summarizer.errors import ConfigError
from summarizer.render.rendering import serves, write_as

__all__ = ["check_template", "load_briefing", "write_as"]

if TYPE_CHECKING:
    from summarizer.model import Briefing


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
    if not any(serves(template, name) for name in FORMATS):
        raise ConfigError("its name must tell its format", where=str(template), hint=f"by ending in {endings}")
    if not any(serves(template, name) for name in formats):
        hint = f"the formats asked for are: {', '.join(formats)}"
        raise ConfigError("no format asked for uses this template", where=str(template), hint=hint)


def load_briefing(path: Path) -> Briefing:
    """Read a briefing's JSON file.

    Raises:
        ConfigError: it cannot be read, or is no briefing.
    """
    from summarizer.render.briefing_json import from_json

    try:
        return from_json(path.read_text(encoding="utf-8-sig"), str(path))
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise ConfigError(reason, where=str(path), hint="name the JSON file of a briefing") from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8 text", where=str(path), hint="name the JSON file of a briefing") from error
