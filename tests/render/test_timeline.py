"""Who was first is said where it is sure, by days, moments and time zones, and nowhere else."""

from __future__ import annotations

import pytest

from summarizer.render.cited_sources import Source
from summarizer.render.outlet_coverage import build_timeline, count_firsts, read_moment


def published(**days: str) -> list[Source]:
    return [Source(0, name, name, "metadata", published=day) for name, day in days.items()]


def order(*sources: Source) -> tuple[list[str], list[str], list[str]]:
    (line,) = build_timeline([(1, "It rained.", sources)]).lines
    first, followed, undated = ([one.outlet for one in told] for told in (line.first, line.followed, line.undated))
    return first, followed, undated


@pytest.mark.parametrize(
    ("one", "other", "is_before"),
    [
        ("2031-03-04", "2031-03-05", True),
        ("2031-03-04", "2031-03-04", False),
        ("2031-02", "2031-03-01", True),
        ("2031-03", "2031-03-05", False),
        ("2030", "2031", True),
        # The same hour on two clocks, and an hour later on one that shows an earlier time.
        ("2031-03-04T07:30:00+01:00", "2031-03-04T06:30:00Z", False),
        ("2031-03-04T07:30:00+01:00", "2031-03-04T03:00:00-05:00", True),
        # Where it is midnight, it is the day before elsewhere: a day says nothing of a moment near its ends.
        ("2031-03-04", "2031-03-05T02:00:00Z", False),
        ("2031-03-04", "2031-03-05T15:00:00Z", True),
        # Without a zone, an hour is that of a clock that nobody knows.
        ("2031-03-04T07:30:00", "2031-03-04T09:30:00", False),
        ("2031-03-04T07:30:00", "2031-03-05T00:10:00", True),
    ],
)
def test_what_is_surely_earlier_is(one: str, other: str, is_before: bool) -> None:
    earlier, later = read_moment(one), read_moment(other)
    assert earlier
    assert later
    assert earlier.is_before(later) is is_before
    assert not later.is_before(earlier)


@pytest.mark.parametrize("text", ["", "soon", "2031-13-01", "2031-02-31", "0000-01-01", "9999-12-31T23:59:59-14:00"])
def test_what_is_no_day_is_unknown(text: str) -> None:
    assert read_moment(text) is None


def test_who_follows_stands_in_the_order_of_time() -> None:
    told = published(Post="2031-03-06", Echo="2031-03-04", Radio="2031-03-05", Wire="2031-03-04")
    assert order(*told) == (["Echo", "Wire"], ["Radio", "Post"], [])


def test_the_earliest_article_of_an_outlet_counts() -> None:
    post = published(Post="2031-03-06") + published(Post="2031-03-03")
    assert order(*post, *published(Echo="2031-03-04")) == (["Post"], ["Echo"], [])


def test_who_is_undated_is_named_apart_and_makes_nobody_first() -> None:
    told = published(Post="", Echo="2031-03-04", Radio="2031-03-05")
    assert order(*told) == (["Echo"], ["Radio"], ["Post"])
    timeline = build_timeline([(1, "It rained.", told), (2, "It snowed.", told[1:])])
    assert count_firsts(timeline) == ({"Echo": 1}, {})
    assert [line.is_spread for line in timeline.lines] == [True, True]


def test_a_line_that_one_outlet_tells_has_no_first() -> None:
    twice = published(Post="2031-03-06") + published(Post="2031-03-03")
    assert build_timeline([(1, "It rained.", twice)]).lines == ()


def test_each_day_is_counted_once_in_its_column() -> None:
    timeline = build_timeline(
        [
            (1, "It rained.", published(Post="2031-03-06", Echo="2031-03-04", Wire="2031-03-04")),
            (2, "It snowed.", published(Post="2031-03-05", Echo="2031-03-05T23:30:00-05:00")),
        ]
    )
    assert timeline.days == ("2031-03-04", "2031-03-05", "2031-03-06")
    assert [line.points for line in timeline.lines] == [((0, 2), (2, 1)), ((1, 1), (2, 1))]
    assert not timeline.lines[1].is_spread
