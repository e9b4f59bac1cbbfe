"""Where the templates and plans that come with the program are."""

from __future__ import annotations

from pathlib import Path


def templates_folder() -> Path:
    """Give the packaged templates: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    inside = here / "templates"
    return inside if inside.is_dir() else here.parent / "templates"
