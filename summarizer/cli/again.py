"""``summarizer render`` and ``summarizer verify``: what can be done with a briefing's JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.parameters import DEFAULT_TEMPLATES, Formats, Quiet, Stdout, Template, Templates
from summarizer.cli.terminal import DONE, WITH_PROBLEMS, find_stdin, make_folder, put, tell, told
from summarizer.cli.writing import check_template, load_briefing, write_as
from summarizer.errors import ConfigError, SourceError

if TYPE_CHECKING:
    from summarizer.model import Article, Briefing


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
    from summarizer import config
    from summarizer.delivery import write_all

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
    root: Annotated[
        Path | None,
        typer.Option(
            "--root",
            help="The folder from which the sources' paths count. [default: this one, then the briefing's]",
            show_default=False,
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Prove each printed line: read the sources again and check places, edits, outlets and digests.

    Exit status 1 if something does not hold; each failure is one line on standard output.
    """
    from summarizer.escaping import flatten
    from summarizer.verifying import verify as check

    with told():
        if root is not None and not root.is_dir():
            raise ConfigError("there is no such folder", where=f"--root {root}")
        made = load_briefing(briefing)
        proof = check(made, _reader(made, briefing, root))
        for failure in proof.failures:
            put(f"{flatten(f'{failure.where}: {failure.message}')}\n")
        counts = f"{proof.sentences} sentences, {proof.others} beside them, {proof.sources} sources"
        tell(f"checked  {counts}\n{'failed   ' + str(len(proof.failures)) if proof.failures else 'all holds'}", quiet)
    raise typer.Exit(WITH_PROBLEMS if proof.failures else DONE)


def _reader(made: Briefing, path: Path, root: Path | None) -> Callable[[Article], Article]:
    """Give the function that reads an article's source again, from wherever its path counts."""
    from summarizer.sources import STDIN, read_again

    told = made.options.get("outlets")
    outlets = {str(name): str(outlet) for name, outlet in told.items()} if isinstance(told, dict) else {}
    folders = [str(root)] if root else ["", str(path.parent), str(path.parent.parent)]
    stdin = find_stdin() if any(article.path == STDIN for article in made.articles) else b""

    def read(article: Article) -> Article:
        if article.path == STDIN and not stdin:
            raise SourceError("it came by standard input, so it is not proved unless verify is given the same")
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
