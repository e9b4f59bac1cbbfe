"""The options that commands share, each with its help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

#: The folder of the user's own templates and plans; it need not exist.
DEFAULT_TEMPLATES = Path("templates")

Places = Annotated[
    list[str] | None,
    typer.Argument(
        help="Files, folders and addresses of pages, feeds and OPML lists; - is standard input. [default: articles]",
        show_default=False,
    ),
]
Config = Annotated[
    Path | None,
    typer.Option(
        "--config", "-c", help="The settings file. [default: summarizer.toml, if there is one]", show_default=False
    ),
]
Names = Annotated[
    list[str],
    typer.Option("--name", "-n", help="A briefing of the settings file. May be repeated. [default: all]"),
]
Since = Annotated[
    str,
    typer.Option("--since", help="Only articles from this day on, or 24h, 3d, 2w before now.", show_default=False),
]
Until = Annotated[str, typer.Option("--until", help="Only articles up to this day.", show_default=False)]
NewOnly = Annotated[
    bool, typer.Option("--new-only/--all-news", help="Print only what no earlier edition of this briefing printed.")
]
Again = Annotated[bool, typer.Option("--again", help="Make an edition anew that was made already.")]
Timezone = Annotated[
    str,
    typer.Option(
        "--timezone", help="Where the day begins, like Europe/Berlin. [default: this machine's]", show_default=False
    ),
]
Plan = Annotated[
    str,
    typer.Option("--plan", "-p", help="A plan's name or file; auto takes the one made for this story, else general."),
]
LengthText = Annotated[
    str, typer.Option("--length", "-l", help="20 (sentences), 20% (of them), 300w (words) or 2min (to read).")
]
Method = Annotated[str, typer.Option("--method", "-m", help="How sentences are ranked; see `summarizer methods`.")]
Formats = Annotated[list[str], typer.Option("--format", "-f", help="md, html, txt, json; several with commas.")]
Output = Annotated[Path, typer.Option("--output", "-o", help="The folder to write into; it is made if need be.")]
DateText = Annotated[
    str, typer.Option("--date", help="The briefing's date, like 2024-11-15. [default: today]", show_default=False)
]
Title = Annotated[
    str,
    typer.Option(
        "--title", help="The briefing's title. [default: the plan's, or the most central headline]", show_default=False
    ),
]
Similarity = Annotated[
    str, typer.Option("--similarity", help="How sentences are compared: tf-idf, characters or words.")
]
Threshold = Annotated[
    float, typer.Option("--threshold", help="From which similarity on two sentences tell the same, above 0 up to 1.")
]
Shares = Annotated[
    list[str],
    typer.Option("--section", metavar="ID=SHARE", help="Tune one section's share, like call=0.3. May be repeated."),
]
Outlets = Annotated[
    list[str], typer.Option("--outlet", metavar="FILE=NAME", help="Say who published a file. May be repeated.")
]
Gloss = Annotated[
    bool,
    typer.Option(
        "--gloss/--no-gloss",
        help="Say in [brackets] who “He” is, whose a quotation and which day “Friday” is, where it is sure.",
    ),
]
Language = Annotated[
    str,
    typer.Option(
        "--language", help="The articles' language, like en. [default: told from each text]", show_default=False
    ),
]
Template = Annotated[
    Path | None, typer.Option("--template", help="Your own template: a file ending in .md.j2, .html.j2 or .txt.j2.")
]
Templates = Annotated[
    Path, typer.Option("--templates", help="The folder whose templates and plans win over the packaged ones.")
]
Trace = Annotated[
    Path | None, typer.Option("--trace", help="Write what became of each sentence, one JSON object a line.")
]
Stdout = Annotated[bool, typer.Option("--stdout", help="Print the briefing in the format named first; write no file.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but problems.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell each stage and file.")]
