"""The options that commands share, as typer reads them; names, defaults and help come from the schema."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import typer

from summarizer.config.schema import BRIEFING, Value
from summarizer.model import Length

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


def take_options(order: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return what gives a command options of the schema beside its own parameters, all in the ``order`` of its help.

    What they say is read from the context: it knows which the user set, and the file gives the rest.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command, eval_str=True).parameters
        taken = [own[name] if name in own else _build_parameter(name) for name in order.split()]

        @wraps(command)
        def run(**values: object) -> None:
            command(**{name: values[name] for name in own})

        vars(run)["__signature__"] = inspect.Signature([one.replace(kind=one.KEYWORD_ONLY) for one in taken])
        return run

    return decorate


def _build_parameter(name: str) -> inspect.Parameter:
    """Return an option of the schema as a parameter: what may be repeated is a list, and typer reads no mapping."""
    default = BRIEFING.options[name].default
    kind: Any = Path if isinstance(default, Path) else type(default)
    if name in _AS_TYPED:
        kind, default = _AS_TYPED[name]
    elif isinstance(default, Length):
        kind, default = str, LENGTH
    elif isinstance(default, tuple | Mapping):
        kind, default = list[str] | None, None
    annotation = Annotated[kind, describe_option(name)]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


#: What the command line types otherwise than its default is.
_AS_TYPED: Mapping[str, tuple[Any, object]] = MappingProxyType(
    {"formats": (list[str], FORMATS), "coverage": (bool | None, None), "template": (Path | None, None)}
)

Places = Annotated[
    list[str] | None,
    typer.Argument(
        help="Files, folders and addresses of pages, feeds and OPML lists; - is standard input. [default: articles]",
        show_default=False,
    ),
]
Formats = Annotated[list[str], describe_option("formats")]
Language = Annotated[str, describe_option("language")]
FrontMatter = Annotated[bool, describe_option("front_matter")]
Template = Annotated[Path | None, describe_option("template")]
Templates = Annotated[Path, describe_option("templates")]

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
