"""What can be known of templates before there is anything to write, and a briefing's file → briefing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import DEFAULT_TEMPLATES, Formats, Quiet, Stdout, Template, Templates
from summarizer.cli.terminal import DONE, WITH_PROBLEMS, find_stdin, make_folder, put, tell, told
from summarizer.config.values import FORMATS
from summarizer.errors import ConfigError, SourceError
from summarizer.render.rendering import serves, write_as

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


# The sources of a briefing, read once more from wherever their paths count.


if TYPE_CHECKING:
    from summarizer.model import Article, Briefing

Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        help="The folder from which the sources' paths count. [default: this one, then the briefing's]",
        show_default=False,
    ),
]


def check_root(root: Path | None) -> None:
    """Raise ConfigError when the folder asked for is not there."""
    if root is not None and not root.is_dir():
        raise ConfigError("there is no such folder", where=f"--root {root}")


def build_reader(made: Briefing, path: Path, root: Path | None) -> Callable[[Article], Article]:
    """Give the function that reads an article's source again, from wherever its path counts.

    It raises SourceError when it cannot. ``path`` is the briefing's.
    """
    from summarizer.sources import read_again
    from summarizer.sources.readers import STDIN

    told = made.options.get("outlets")
    outlets = {str(name): str(outlet) for name, outlet in told.items()} if isinstance(told, dict) else {}
    folders = [str(root)] if root else ["", str(path.parent), str(path.parent.parent)]
    stdin = find_stdin() if any(article.path == STDIN for article in made.articles) else b""

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
        # Another folder may hold another file of the same name.
        same = [source for source in found if source.sha256 == article.sha256]
        if not found:
            raise faults[0]
        return (same or found)[0]

    return read


# ``summarizer render`` and ``summarizer verify``: what can be done with a briefing's JSON.


def render(
    briefing: Annotated[Path, typer.Argument(help="A briefing's JSON file.")],
    formats: Formats = ["md"],  # noqa: B006
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The folder to write into. [default: the briefing's]", show_default=False),
    ] = None,
    template: Template = None,
    templates: Templates = DEFAULT_TEMPLATES,
    stdout: Stdout = False,
    quiet: Quiet = False,
) -> None:
    """Render a briefing again, in any format, from its JSON alone."""
    from summarizer.config import values as config
    from summarizer.storage.files import write_all

    with told():
        made = load_briefing(briefing)
        chosen = config.parse_formats([config.first_format(formats)] if stdout else formats)
        check_template(template, templates, chosen)
        texts = {name: write_as(made, name, template, [templates]) for name in chosen}
        if stdout:
            put(next(iter(texts.values())))
        else:
            folder = output or briefing.parent
            make_folder(folder)
            files = {folder / f"{briefing.stem}.{name}": text for name, text in texts.items()}
            write_all(files)
            tell("\n".join(f"written  {path}" for path in files), quiet)


def verify(
    briefing: Annotated[Path, typer.Argument(help="A briefing's JSON file.")],
    root: Root = None,
    quiet: Quiet = False,
) -> None:
    """Prove each printed line: read the sources again and check places, edits, outlets and digests.

    Exit status 1 if something does not hold; each failure is one line on standard output.
    """
    from summarizer.briefing.verification import verify as check
    from summarizer.text.escaping import flatten

    with told():
        check_root(root)
        made = load_briefing(briefing)
        proof = check(made, build_reader(made, briefing, root))
        for failure in proof.failures:
            put(f"{flatten(f'{failure.where}: {failure.message}')}\n")
        counts = f"{proof.sentences} sentences, {proof.others} beside them, {proof.sources} sources"
        tell(f"checked  {counts}\n{'failed   ' + str(len(proof.failures)) if proof.failures else 'all holds'}", quiet)
    raise typer.Exit(WITH_PROBLEMS if proof.failures else DONE)
