"""What the user wants: options of the command line before the settings file before the defaults."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

import typer

from summarizer.cli.clock import move_to, read_clock
from summarizer.errors import ConfigError, nearest

if TYPE_CHECKING:
    from summarizer.config.loading import Settings, Value
    from summarizer.fetch.client import Policy
    from summarizer.mail import MailSettings
    from summarizer.model import Options

#: What a briefing without a name is called in the history.
UNNAMED = "briefing"
_REMOTE = "://"
_FAULTY = re.compile(r"(?:--(?P<option>[a-z-]+)|mail\.(?P<key>[a-z_]+))")
#: Option → key, where the names differ.
_KEYS: Mapping[str, str] = MappingProxyType({"section": "shares", "outlet": "outlets", "format": "formats"})


@dataclass(frozen=True, slots=True)
class Wish:
    """One briefing as it is wanted. ``name`` is empty where the file has no ``[briefing.NAME]``, and ``kept_as`` is
    what it is called in the history."""

    name: str
    options: Options
    places: tuple[str, ...]
    since: str
    until: str
    formats: tuple[str, ...]
    output: Path
    template: Path | None
    templates: Path
    new_only: bool
    kept_as: str = UNNAMED


def find_settings(path: Path | None) -> Settings:
    """Load the settings file named, else ``summarizer.toml`` of this folder, else none."""
    from summarizer.config.loading import FILE, Settings, load_settings

    if path is not None:
        return load_settings(path)
    return load_settings(Path(FILE)) if Path(FILE).is_file() else Settings()


def find_given(context: typer.Context, keys: Mapping[str, str]) -> dict[str, Value]:
    """Give what the command line sets itself, by the keys of the settings; ``keys`` has them by parameter."""
    from summarizer.config.loading import Value

    given = {}
    for parameter, key in keys.items():
        source = context.get_parameter_source(parameter)
        if source is not None and source.name == "COMMANDLINE":
            given[key] = Value(context.params[parameter], _option_name(context, parameter))
    return given


def _option_name(context: typer.Context, parameter: str) -> str:
    found = next((p for p in context.command.params if p.name == parameter), None)
    name = found.opts[0] if found else parameter
    # An argument has no dashes of its own; with them it is known for what the command line says.
    return name if name.startswith("-") else f"--{name}"


def choose_names(settings: Settings, names: Sequence[str], *, places_given: bool = False) -> tuple[str, ...]:
    """Choose the briefings to make: those named; else all of the file; else the one without a name."""
    for name in names:
        if name not in settings.briefings:
            where = settings.path or "--name"
            hint = nearest(name, settings.briefings) if settings.briefings else "write [briefing.NAME] into the file"
            raise ConfigError(f"there is no briefing “{name}”", where=where, hint=hint)
    if names:
        return tuple(dict.fromkeys(names))
    return ("",) if places_given or not settings.briefings else settings.briefings


def tell_time(settings: Settings, name: str, given: Mapping[str, Value]) -> datetime:
    """Tell the time where the user's day begins."""
    value = {**settings.find("briefing", name), **given}["timezone"]
    try:
        return read_clock(str(value.value))
    except (ValueError, OSError, LookupError) as error:
        raise ConfigError(
            f"“{value.value}” is no time zone", where="--timezone", hint="write one like Europe/Berlin or UTC"
        ) from error


@contextmanager
def placed(settings: Settings, name: str, given: Mapping[str, Value]) -> Iterator[None]:
    """Tell of a fault in a value where the value was said, in which line of the file too.

    The rooms below know values by their options (``--plan``) and by their keys (``mail.to``) only.
    """
    try:
        yield
    except ConfigError as error:
        found = _FAULTY.match(error.where)
        if not found:
            raise
        option, key = found["option"], found["key"]
        name_of_key = key or _KEYS.get(option, option.replace("-", "_"))
        table = settings.find("mail" if key else "briefing", name) | dict(given)
        value = table.get(name_of_key)
        file, _, line = value.origin.partition(", ") if value is not None else ("", "", "")
        if not line or file != Path(settings.path).name:
            raise
        place = f"{settings.path}: {line}: {'mail.' if key else ''}{name_of_key}"
        raise ConfigError(error.message, where=place, hint=error.hint) from error


def build_wish(settings: Settings, name: str, given: Mapping[str, Value], date: str, now: datetime) -> Wish:
    """Put together what one briefing is to be; what cannot be is told with where it was said."""
    from summarizer.config import values as config
    from summarizer.model import Options

    values = {**settings.find("briefing", name), **given}
    templates = settings_path(settings, values["templates"])
    plan = _plan_name(settings, values["plan"])
    shares, outlets = values["shares"].value, values["outlets"].value
    options = Options(
        plan=plan,
        plans=config.load_plans(plan, [templates]),
        length=config.parse_length(str(values["length"].value)),
        method=str(values["method"].value),
        similarity=str(values["similarity"].value),
        threshold=config.parse_threshold(float(str(values["threshold"].value))),
        shares=shares if isinstance(shares, dict) else config.parse_shares(cast("list[str]", shares)),
        outlets=outlets
        if isinstance(outlets, dict)
        else config.parse_pairs(cast("list[str]", outlets), "--outlet", "FILE=NAME"),
        title=str(values["title"].value),
        date=config.parse_date(date or now.date().isoformat()),
        language=str(values["language"].value),
        gloss=bool(values["gloss"].value),
    )
    template = values["template"]
    then = move_to(options.date, now)
    return Wish(
        name=name,
        options=_named_plan(options) if plan != "auto" else options,
        places=tuple(_place(settings, values["places"], place) for place in _texts(values["places"].value)),
        since=config.find_day(str(values["since"].value), then),
        until=config.find_day(str(values["until"].value), then),
        formats=config.parse_formats(_texts(values["formats"].value)),
        output=settings_path(settings, values["output"]),
        template=settings_path(settings, template) if template.value else None,
        templates=templates,
        new_only=bool(values["new_only"].value),
        kept_as=_name_kept(settings, name, values["places"]),
    )


def _name_kept(settings: Settings, name: str, places: Value) -> str:
    """Name a briefing for the history; one of other places than the file's is another briefing."""
    own = settings.find("briefing", name)["places"]
    if _whole_places(settings, places) == _whole_places(settings, own):
        return name or UNNAMED
    digest = sha256("\n".join(_texts(places.value)).encode(errors="surrogateescape")).hexdigest()[:8]
    return f"{name or UNNAMED}-{digest}"


def _whole_places(settings: Settings, value: Value) -> set[str]:
    places = (_place(settings, value, place) for place in _texts(value.value))
    return {place if _REMOTE in place else os.path.abspath(place) for place in places}


def _named_plan(options: Options) -> Options:
    from dataclasses import replace

    return replace(options, plan=options.plans[0].id)


def _plan_name(settings: Settings, value: Value) -> str:
    name = str(value.value)
    is_file = name.endswith(".toml") or "/" in name
    return str(settings_path(settings, value)) if is_file else name


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


def _place(settings: Settings, value: Value, place: str) -> str:
    if _REMOTE in place or place == "-" or _is_given(value):
        return place
    return str(settings.folder / place)


def settings_path(settings: Settings, value: Value) -> Path:
    """Give a path: one of the settings file counts from the folder of the file, one of an option from here."""
    path = Path(str(value.value))
    return path if _is_given(value) else settings.folder / path.expanduser()


def _is_given(value: Value) -> bool:
    return value.origin.startswith("-")


def build_policy(settings: Settings) -> Policy:
    """Give the rules for requests on the network."""
    from summarizer.fetch.client import Policy

    values = settings.find("fetch")
    known = {name: value.value for name, value in values.items() if name not in ("folder", "certificates")}
    certificates = values["certificates"]
    path = str(settings_path(settings, certificates)) if certificates.value else ""
    return Policy(**known, certificates=path)  # type: ignore[arg-type]


def fetch_folder(settings: Settings) -> Path:
    """Give the folder in which fetched articles are kept."""
    return settings_path(settings, settings.find("fetch")["folder"])


def history_path(settings: Settings) -> Path:
    """Give the file of the history: by default one of its own for each folder, in the user's folder for data.

    Two folders may each have a briefing without a name, and must not take each other's editions for their own.
    """
    value = settings.find("history")["path"]
    if value.value:
        return settings_path(settings, value)
    from platformdirs import user_data_path

    from summarizer.storage.files import slug

    folder = os.path.realpath(settings.folder)
    digest = sha256(folder.encode(errors="surrogateescape")).hexdigest()[:8]
    data = user_data_path("summarizer", appauthor=False)
    if not data.is_absolute():
        raise ConfigError("this user has no home folder", where="history.path", hint="set it in summarizer.toml")
    return data / f"{slug(os.path.basename(folder))[:40]}-{digest}.db"


def history_number(settings: Settings, key: str) -> float:
    """Give a number of the history's settings: ``days`` or ``wait``."""
    return float(str(settings.find("history")[key].value))


def build_mail(settings: Settings, name: str, given: Mapping[str, Value]) -> MailSettings:
    """Give how an edition is mailed; each fault is told by its key. Raises ConfigError."""
    from summarizer.mail import MailSettings, check_settings

    values = {**settings.find("mail", name), **given}
    known: dict[str, object] = {key: value.value for key, value in values.items() if value.value not in ("", [])}
    for key in ("to", "cc", "bcc", "reply_to", "pauses"):
        if key in known:
            found = known[key]
            known[key] = tuple(found) if isinstance(found, list | tuple) else (found,)
    if "ca_file" in known:
        known["ca_file"] = str(settings_path(settings, values["ca_file"]))
    if "server" in known:
        known["server"] = _server(settings, str(known["server"]))
    mail = MailSettings(**known)  # type: ignore[arg-type]
    check_settings(mail)
    return mail


def _server(settings: Settings, server: str) -> str:
    """Let the paths of a server on this machine count from the settings file."""
    scheme, colon, path = server.partition(":")
    if scheme not in ("maildir", "sendmail") or not path or path.startswith("/"):
        return server
    return f"{scheme}{colon}{(settings.folder / Path(path).expanduser()).resolve()}"
