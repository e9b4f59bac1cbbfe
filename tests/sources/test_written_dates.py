"""When something was published: the cases are forms that feeds write."""

from pathlib import Path

import pytest

from summarizer.sources.article_fields import parse_datetime

CASES = [line.split("\t") for line in Path("tests/cases/fetch/dates.tsv").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("day", "text"), CASES, ids=[text for _, text in CASES])
def test_the_day_is_the_right_one_or_none(day: str, text: str) -> None:
    found = parse_datetime(text)
    assert str(found and found.date()) == day


def test_time_and_zone_are_kept() -> None:
    moments = [
        "Thu, 06 Mar 2031 23:30:00 EST",
        "Tue, 4 Mar 2031 08:00 PM PST",
        "12.03.2031 10:15",
        "2031-03-09T10:15+01:00",
    ]
    told = [str(parse_datetime(moment)) for moment in moments]
    assert told == [
        "2031-03-06 23:30:00-05:00",
        "2031-03-04 20:00:00-08:00",
        "2031-03-12 10:15:00+00:00",
        "2031-03-09 10:15:00+01:00",
    ]
