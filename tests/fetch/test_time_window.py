"""Times as feeds write them, and the window that is asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from serving import NOW

from summarizer.fetch.feed_plan import Window
from summarizer.sources.article_fields import parse_datetime


@pytest.mark.parametrize("text", ["yesterday", "", "2031-13-01", "0001-01-01", "9999-12-31T23:59:59Z", "99 Foo 2031"])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert parse_datetime(text) is None


def test_a_day_counts_whole_in_the_zone_of_the_run() -> None:
    zone = datetime.fromisoformat("2031-03-05T06:00:00+05:00")
    window = Window(until=datetime.fromisoformat("2031-03-03T19:30:00+00:00"))
    assert window.holds("2031-03-04", zone)
    assert not window.holds("2031-03-04", NOW)


def test_the_moment_is_kept_in_the_zone_it_was_written_in() -> None:
    moment = parse_datetime("Tue, 04 Mar 2031 23:30:00 -0500")
    assert moment is not None
    assert (moment.date(), moment.astimezone(UTC).date()) == (date(2031, 3, 4), date(2031, 3, 5))
