"""The options that commands share, as typer reads them; names, defaults and help come from the schema. And the time
where the user's day begins, by one of them and the clock."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from summarizer.config.resolving import NOTHING_SAID
from summarizer.config.schema import BRIEFING, Value
from summarizer.config.settings_file import Settings
from summarizer.config.values import find_zone
from summarizer.errors import ConfigError
from summarizer.model import Length

#: What holds where nothing is said, and the same as the command line writes it.
DEFAULTS = BRIEFING.defaults
LENGTH = str(DEFAULTS.length)
FORMATS = [",".join(DEFAULTS.formats)]


def describe_option(name: str) -> Any:
    """Return what typer needs to know of an option of the schema."""
    known = BRIEFING.options[name]
    shown = not known.unset and known.default != ""
    return typer.Option(*known.flags, help=known.help, metavar=known.metavar or None, show_default=shown)


def option(help_text: str, *flags: str, metavar: str | None = None) -> Any:
    """Return what typer needs to know of an option of one command; what holds without it, its help says."""
    return typer.Option(*flags, help=help_text, metavar=metavar, show_default=False)


def argument(help_text: str) -> Any:
    """Return what typer needs to know of an argument that may be left out."""
    return typer.Argument(help=help_text, show_default=False)


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

        # The types are in the signature; typer would evaluate each a second time by its text.
        @wraps(command, assigned=("__module__", "__name__", "__doc__"))
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
    argument("Files, folders and addresses of pages, feeds and OPML lists; - is standard input. [default: articles]"),
]
Formats = Annotated[list[str], describe_option("formats")]
Language = Annotated[str, describe_option("language")]
FrontMatter = Annotated[bool, describe_option("front_matter")]
Template = Annotated[Path | None, describe_option("template")]
Templates = Annotated[Path, describe_option("templates")]

# Options of the run, which no settings file holds.
Config = Annotated[
    Path | None, option("The settings file. [default: summarizer.toml, if there is one]", "--config", "-c")
]
Names = Annotated[
    list[str] | None, option("A briefing of the settings file. May be repeated. [default: all]", "--name", "-n")
]
DateText = Annotated[str, option("The briefing's date, like 2024-11-15. [default: today]", "--date")]
Again = Annotated[bool, option("Make an edition anew that was made already.", "--again")]
Trace = Annotated[Path | None, option("Write what became of each sentence, one JSON object a line.", "--trace")]
Stdout = Annotated[bool, option("Print the briefing in the format named first; write no file.", "--stdout")]
Root = Annotated[
    Path | None,
    option("The folder from which the sources' paths count. [default: this one, then the briefing's]", "--root"),
]
BriefingFile = Annotated[Path, typer.Argument(help="A briefing's JSON file.")]
Quiet = Annotated[bool, option("Say nothing but problems.", "--quiet", "-q")]
Verbose = Annotated[bool, option("Tell each stage and file.", "--verbose", "-v")]


_LOCALTIME = Path("/etc/localtime")


def find_local_zone(environ: Mapping[str, str] = os.environ, link: Path = _LOCALTIME) -> ZoneInfo | None:
    """Return this machine's time zone by its name; none where it has no name that can be found out.

    >>> find_local_zone({"TZ": ":Europe/Berlin"})
    zoneinfo.ZoneInfo(key='Europe/Berlin')
    >>> find_local_zone({"TZ": "CET-1CEST"})
    """
    if "TZ" in environ:
        name = environ["TZ"].removeprefix(":") or "UTC"
    else:
        name = os.path.realpath(link).partition("/zoneinfo/")[2]
    return find_zone(name) if name else None


def read_time(settings: Settings, name: str = "", given: Mapping[str, Value] = NOTHING_SAID) -> datetime:
    """Return the time where the user's day begins. Raise ConfigError for what is no time zone."""
    zone = str((settings.find("briefing", name) | dict(given))["timezone"].value)
    if not zone:
        local = find_local_zone()
        # Without a name there is only today's distance from UTC, an hour off for days before a change of clocks.
        return datetime.now(local) if local else datetime.now().astimezone()
    found = find_zone(zone)
    if found is None:
        hint = "write one like Europe/Berlin or UTC"
        raise ConfigError(f"“{zone}” is no time zone", where="--timezone", hint=hint)
    return datetime.now(found)
