"""The clock and its time zone: where a day begins and ends, on the days too when the clocks are changed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

_LOCALTIME = Path("/etc/localtime")


def find_local_zone(environ: Mapping[str, str] = os.environ, link: Path = _LOCALTIME) -> ZoneInfo | None:
    """Give this machine's time zone by its name; none where it has no name that can be found out.

    >>> find_local_zone({"TZ": ":Europe/Berlin"})
    zoneinfo.ZoneInfo(key='Europe/Berlin')
    >>> find_local_zone({"TZ": "CET-1CEST"})
    """
    if "TZ" in environ:
        name = environ["TZ"].removeprefix(":") or "UTC"
    else:
        name = os.path.realpath(link).partition("/zoneinfo/")[2]
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, LookupError):
        return None


def read_clock(zone: str) -> datetime:
    """Give the time in a zone, by default this machine's. Raises LookupError, OSError or ValueError for no zone."""
    if zone:
        return datetime.now(ZoneInfo(zone))
    local = find_local_zone()
    # Without a name there is only today's distance from UTC, which is an hour off for days before a change of clocks.
    return datetime.now(local) if local else datetime.now().astimezone()


def begin_day(day: str, now: datetime) -> datetime | None:
    """Give the first moment of a day where ``now`` is; an empty day has none."""
    return datetime.combine(date.fromisoformat(day), time.min, now.tzinfo) if day else None


def move_to(day: str, now: datetime) -> datetime:
    """Give the same time of another day: ages count back from there in an edition that is made late."""
    return datetime.combine(date.fromisoformat(day), now.time(), now.tzinfo)


def end_day(day: str, now: datetime) -> datetime | None:
    """Give the last moment of a day where ``now`` is; an empty day has none."""
    return datetime.combine(date.fromisoformat(day), time.max, now.tzinfo) if day else None
