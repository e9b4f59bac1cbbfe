"""``summarizer render`` and ``summarizer verify``: what can be done with a briefing's JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.parameters import DEFAULT_TEMPLATES, Formats, Quiet, Stdout, Template, Templates
from summarizer.cli.rereading import Root, build_reader, check_root
from summarizer.cli.terminal import DONE, WITH_PROBLEMS, make_folder, put, tell, told
from summarizer.cli.writing import check_template, load_briefing, write_as


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
    root: Root = None,
    quiet: Quiet = False,
) -> None:
    """Prove each printed line: read the sources again and check places, edits, outlets and digests.

    Exit status 1 if something does not hold; each failure is one line on standard output.
    """
    from summarizer.text.escaping import flatten
    from summarizer.verifying import verify as check

    with told():
        check_root(root)
        made = load_briefing(briefing)
        proof = check(made, build_reader(made, briefing, root))
        for failure in proof.failures:
            put(f"{flatten(f'{failure.where}: {failure.message}')}\n")
        counts = f"{proof.sentences} sentences, {proof.others} beside them, {proof.sources} sources"
        tell(f"checked  {counts}\n{'failed   ' + str(len(proof.failures)) if proof.failures else 'all holds'}", quiet)
    raise typer.Exit(WITH_PROBLEMS if proof.failures else DONE)
