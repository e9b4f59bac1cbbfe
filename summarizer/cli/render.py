"""``summarizer render``: a page written anew from its JSON; and what else is made of a page's JSON and its sources."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, TypeVar

from summarizer.cli import options, terminal
from summarizer.cli.edition_folder import write_page
from summarizer.cli.options import option
from summarizer.config import resolving
from summarizer.config.settings_file import find_settings
from summarizer.config.values import parse_formats
from summarizer.errors import ConfigError
from summarizer.model import EXCESSES, Page
from summarizer.render.page_json import from_json
from summarizer.sources.bounded_process import BoundedProcess, LimitError, Limits
from summarizer.sources.readers import STDIN
from summarizer.sources.source_files import SourceFiles
from summarizer.storage.files import read_text
from summarizer.storage.versions import find_older_text

T = TypeVar("T")
_MARKDOWN = ["md"]
#: What to name where a page is read.
NAME_A_PAGE = "name the JSON file of a briefing"


def render(
    briefing: options.BriefingFile,
    formats: options.Formats = _MARKDOWN,
    output: Annotated[
        Path | None, option("The folder to write into. [default: the briefing's]", "--output", "-o")
    ] = None,
    front_matter: options.FrontMatter = options.DEFAULTS.front_matter,
    template: options.Template = None,
    templates: options.Templates = options.DEFAULTS.templates,
    stdout: options.Stdout = False,
    quiet: options.Quiet = False,
) -> None:
    """Render a briefing or a front page again. Its JSON alone is read, any format can be written."""
    made = load_page(briefing)
    chosen = parse_formats(formats, first_only=stdout)
    resolving.check_templates(template, templates, chosen)
    place = None if stdout else (output or briefing.parent) / briefing.stem
    address = "" if stdout else resolving.find_output_url(find_settings(None))
    written = write_page(made, place, chosen, templates, template, front_matter=front_matter, address=address)
    terminal.print_message(*terminal.describe_written(written), quiet=quiet)


def load_page(path: Path) -> Page:
    """Read the JSON file of a briefing or of a front page. Raises ConfigError when it cannot be read, or is neither."""
    return from_json(read_text(path, NAME_A_PAGE), str(path))


def check_root(root: Path | None) -> None:
    """Raise ConfigError when the folder asked for is not there."""
    if root is not None and not root.is_dir():
        raise ConfigError("there is no such folder", where=f"--root {root}")


def open_sources(
    made: Page,
    path: Path,
    roots: Sequence[Path],
    allowed: Sequence[str] = (),
    confirmed: Mapping[str, str] = MappingProxyType({}),
) -> SourceFiles:
    """Return what reads the sources of a briefing again, from wherever their paths count.

    ``path`` is the briefing's, ``roots`` the folders from which paths count, else this one and the briefing's;
    ``allowed`` are those outside of which nothing is read; ``confirmed`` are outlets by files that go before those
    which the briefing was told.
    """
    paths = [article.path for article in (*made.articles, *made.set_aside)]
    recorded = made.options.get("outlets")
    outlets = {str(name): str(outlet) for name, outlet in recorded.items()} if isinstance(recorded, dict) else {}
    is_piped = STDIN in paths and not sys.stdin.isatty()
    stdin = terminal.read_stdin() if is_piped else b""
    return SourceFiles(paths, list_folders(path, roots), allowed, outlets, confirmed, stdin, find_older_text)


def do_within(limits: Limits, size: int, where: str, work: Callable[..., T], *args: object) -> T:
    """Return what some work gives that reads so many bytes of a page and its sources: whoever sent these may have sent
    what takes for ever. Raise ConfigError when what a run may spend is spent."""
    try:
        with BoundedProcess(limits) as process:
            return process.do_near(limits.run_seconds, size, work, *args)
    except LimitError as over:
        raise ConfigError(EXCESSES[over.excess], where=where, hint="run_seconds and memory say how much") from over


def list_folders(path: Path, roots: Sequence[Path]) -> list[str]:
    """Return the folders from which the paths of a briefing's sources may count."""
    return [str(root) for root in roots] or ["", str(path.parent), str(path.parent.parent)]
