"""The options that commands share, as typer reads them; names, defaults and help come from the schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from summarizer.config.schema import BRIEFING, Value

#: What holds where nothing is said, and the same as the command line writes it.
DEFAULTS = BRIEFING.defaults
LENGTH = str(DEFAULTS.length)
FORMATS = [",".join(DEFAULTS.formats)]


def describe_option(name: str) -> Any:
    """Return what typer needs to know of an option of the schema."""
    option = BRIEFING.options[name]
    shown = not option.unset and option.default != ""
    return typer.Option(*option.flags, help=option.help, metavar=option.metavar or None, show_default=shown)


def find_given(context: typer.Context) -> dict[str, Value]:
    """Return which options of the schema the command line sets itself."""
    given = {}
    for parameter in context.command.params:
        name = str(parameter.name)
        source = context.get_parameter_source(name)
        if name in BRIEFING.options and source is not None and source.name == "COMMANDLINE":
            flag = parameter.opts[0]
            # An argument has no dashes of its own; with them it is known for what the command line says.
            given[name] = Value(context.params[name], flag if flag.startswith("-") else f"--{flag}")
    return given


Places = Annotated[
    list[str] | None,
    typer.Argument(
        help="Files, folders and addresses of pages, feeds and OPML lists; - is standard input. [default: articles]",
        show_default=False,
    ),
]
Since = Annotated[str, describe_option("since")]
Until = Annotated[str, describe_option("until")]
Plan = Annotated[str, describe_option("plan")]
LengthText = Annotated[str, describe_option("length")]
Stories = Annotated[bool, describe_option("stories")]
About = Annotated[list[str] | None, describe_option("about")]
Method = Annotated[str, describe_option("method")]
Formats = Annotated[list[str], describe_option("formats")]
Output = Annotated[Path, describe_option("output")]
Title = Annotated[str, describe_option("title")]
NewOnly = Annotated[bool, describe_option("new_only")]
Shares = Annotated[list[str] | None, describe_option("shares")]
Outlets = Annotated[list[str] | None, describe_option("outlets")]
Order = Annotated[str, describe_option("order")]
Similarity = Annotated[str, describe_option("similarity")]
Threshold = Annotated[float, describe_option("threshold")]
Language = Annotated[str, describe_option("language")]
PageLanguage = Annotated[str, describe_option("page_language")]
Gloss = Annotated[bool, describe_option("gloss")]
Coverage = Annotated[bool | None, describe_option("coverage")]
FrontMatter = Annotated[bool, describe_option("front_matter")]
Template = Annotated[Path | None, describe_option("template")]
Templates = Annotated[Path, describe_option("templates")]
Timezone = Annotated[str, describe_option("timezone")]

# Options of the run, which no settings file holds.
Config = Annotated[
    Path | None,
    typer.Option(
        "--config", "-c", help="The settings file. [default: summarizer.toml, if there is one]", show_default=False
    ),
]
Names = Annotated[
    list[str] | None,
    typer.Option("--name", "-n", help="A briefing of the settings file. May be repeated. [default: all]"),
]
DateText = Annotated[
    str, typer.Option("--date", help="The briefing's date, like 2024-11-15. [default: today]", show_default=False)
]
Again = Annotated[bool, typer.Option("--again", help="Make an edition anew that was made already.")]
Trace = Annotated[
    Path | None, typer.Option("--trace", help="Write what became of each sentence, one JSON object a line.")
]
Stdout = Annotated[bool, typer.Option("--stdout", help="Print the briefing in the format named first; write no file.")]
Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        help="The folder from which the sources' paths count. [default: this one, then the briefing's]",
        show_default=False,
    ),
]
BriefingFile = Annotated[Path, typer.Argument(help="A briefing's JSON file.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but problems.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell each stage and file.")]
