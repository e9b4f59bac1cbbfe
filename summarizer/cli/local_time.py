"""Where the user's day begins: the time zone of the settings, else this machine's."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from summarizer.config.resolving import NOTHING_SAID
from summarizer.config.schema import Value
from summarizer.config.settings_file import Settings
from summarizer.config.values import find_zone
from summarizer.errors import ConfigError

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
