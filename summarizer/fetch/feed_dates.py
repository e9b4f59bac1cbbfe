"""The day that a page tells, if it can be true, and the window of days that is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from summarizer.sources.feeds import AHEAD
from summarizer.text.written_dates import FIRST, parse_datetime

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def check_day(day: str, now: datetime) -> str:
    """Return a day as a page tells it, nothing where it is too old or too far ahead to be true; see `AHEAD`.

    >>> from datetime import UTC
    >>> now = datetime(2031, 3, 5, tzinfo=UTC)
    >>> [check_day(day, now) for day in ("2031-03-07", "2031-03-08", "1970-01-01", "2031")]
    ['2031-03-07', '', '', '2031']
    """
    return day if str(FIRST.year) <= day <= (now + AHEAD).date().isoformat() else ""


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when something must have been published; an end that is None is open."""

    since: datetime | None = None
    until: datetime | None = None

    def holds(self, published: str, zone: datetime) -> bool:
        """Return whether a time or day lies inside; what has no known day always does.

        A day counts as a whole, in the zone of ``zone``.

        >>> from datetime import UTC
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
        is_late_enough = self.since is None or last >= self.since
        is_early_enough = self.until is None or first <= self.until
        return is_late_enough and is_early_enough
