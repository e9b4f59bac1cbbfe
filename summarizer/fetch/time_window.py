"""When something was published, and the window of time that is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
#: How far ahead of now a date may lie, for clocks that are wrong; what is later is taken for unknown.
_AHEAD = timedelta(days=1)


def parse_datetime(text: str) -> datetime | None:
    """Parse a time as feeds write it (RFC 3339 or RFC 5322), in the zone it is written in; None when it is none.

    A time without a zone is taken as UTC.

    >>> parse_datetime("Tue, 04 Mar 2031 23:30:00 -0500").isoformat()
    '2031-03-04T23:30:00-05:00'
    >>> parse_datetime("2031-03-04T05:06:07Z").isoformat()
    '2031-03-04T05:06:07+00:00'
    >>> parse_datetime("last night")
    """
    text = text.strip()[:60]
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
    if not 1970 < found.year < 9999:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def drop_future(date: datetime | None, now: datetime) -> datetime | None:
    """Return a time, or None when it lies more than a day ahead."""
    if date is not None and date > now + _AHEAD:
        return None
    return date


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when something must have been published; an end that is None is open."""

    since: datetime | None = None
    until: datetime | None = None

    def holds(self, published: str, zone: datetime) -> bool:
        """Return whether a time or day lies inside; what has no known day always does.

        A day counts as a whole, in the zone of ``zone``.

        >>> zone = datetime(2031, 3, 5, tzinfo=UTC)
        >>> window = Window(since=datetime(2031, 3, 4, 12, tzinfo=UTC))
        >>> [window.holds(day, zone) for day in ("2031-03-04", "2031-03-03", "2031-03-04T11:00:00+00:00", "2031")]
        [True, False, False, True]
        """
        first = last = parse_datetime(published) if "T" in published else None
        if _DAY.fullmatch(published):
            try:
                day = date.fromisoformat(published)
            except ValueError:
                return True
            first = datetime.combine(day, time.min, zone.tzinfo)
            last = datetime.combine(day, time.max, zone.tzinfo)
        if first is None or last is None:
            return True
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)
