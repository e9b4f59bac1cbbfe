"""``summarizer render`` and ``summarizer verify``: what can be done with a briefing's JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli import options
from summarizer.cli.terminal import (
    DONE,
    WITH_PROBLEMS,
    handle_errors,
    make_folder,
    print_message,
    print_result,
    read_piped_stdin,
)
from summarizer.config.resolving import check_templates
from summarizer.config.values import parse_first_format, parse_formats
from summarizer.errors import ConfigError, SourceError
from summarizer.model import Article, Briefing
from summarizer.render.rendering import write_as
from summarizer.storage.files import write_all
from summarizer.text.escaping import flatten

_MARKDOWN = ["md"]


def render(
    briefing: options.BriefingFile,
    formats: options.Formats = _MARKDOWN,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The folder to write into. [default: the briefing's]", show_default=False),
    ] = None,
    template: options.Template = None,
    templates: options.Templates = options.DEFAULTS.templates,
    stdout: options.Stdout = False,
    quiet: options.Quiet = False,
) -> None:
    """Render a briefing again, in any format, from its JSON alone."""
    with handle_errors():
        made = load_briefing(briefing)
        chosen = (parse_first_format(formats),) if stdout else parse_formats(formats)
        check_templates(template, templates, chosen)
        texts = {name: write_as(made, name, template, [templates]) for name in chosen}
        if stdout:
            print_result(texts[chosen[0]])
        else:
            folder = output or briefing.parent
            make_folder(folder)
            files = {folder / f"{briefing.stem}.{name}": text for name, text in texts.items()}
            write_all(files)
            print_message("\n".join(f"written  {path}" for path in files), quiet)


def verify(briefing: options.BriefingFile, root: options.Root = None, quiet: options.Quiet = False) -> None:
    """Prove each printed line: read the sources again and check places, edits, outlets and digests.

    Exit status 1 if something does not hold; each failure is one line on standard output.
    """
    from summarizer.briefing.verification import verify as verify_briefing

    with handle_errors():
        check_root(root)
        made = load_briefing(briefing)
        proof = verify_briefing(made, build_reader(made, briefing, root))
        for failure in proof.failures:
            print_result(f"{flatten(f'{failure.where}: {failure.message}')}\n")
        counts = f"{proof.sentences} sentences, {proof.others} beside them, {proof.sources} sources"
        verdict = f"failed   {len(proof.failures)}" if proof.failures else "all holds"
        print_message(f"checked  {counts}\n{verdict}", quiet)
    raise typer.Exit(WITH_PROBLEMS if proof.failures else DONE)


def load_briefing(path: Path) -> Briefing:
    """Read a briefing's JSON file.

    Raises:
        ConfigError: it cannot be read, or is no briefing.
    """
    from summarizer.render.briefing_json import from_json

    hint = "name the JSON file of a briefing"
    try:
        return from_json(path.read_text(encoding="utf-8-sig"), str(path))
    except OSError as error:
        raise ConfigError((error.strerror or "cannot be read").lower(), where=str(path), hint=hint) from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8 text", where=str(path), hint=hint) from error


def check_root(root: Path | None) -> None:
    """Raise ConfigError when the folder asked for is not there."""
    if root is not None and not root.is_dir():
        raise ConfigError("there is no such folder", where=f"--root {root}")


def build_reader(made: Briefing, path: Path, root: Path | None) -> Callable[[Article], Article]:
    """Return the function that reads an article's source again, from wherever its path counts.

    It raises SourceError when it cannot. ``path`` is the briefing's.
    """
    from summarizer.sources.places import read_again
    from summarizer.sources.readers import STDIN

    recorded = made.options.get("outlets")
    outlets = {str(name): str(outlet) for name, outlet in recorded.items()} if isinstance(recorded, dict) else {}
    folders = [str(root)] if root else ["", str(path.parent), str(path.parent.parent)]
    stdin = read_piped_stdin() if any(article.path == STDIN for article in made.articles) else b""

    def read(article: Article) -> Article:
        if article.path == STDIN and not stdin:
            raise SourceError("it came by standard input; give the same there again")
        found: list[Article] = []
        faults: list[SourceError] = []
        for folder in folders:
            try:
                found.append(read_again(article.path, article.item, outlets, folder, stdin))
            except SourceError as error:
                faults.append(error)
        if not found:
            raise faults[0]
        # Another folder may hold another file of the same name.
        same = [source for source in found if source.sha256 == article.sha256]
        return (same or found)[0]

    return read
