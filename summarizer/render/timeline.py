"""Who told a line first, and who followed: by the days or moments on which articles appeared, as far as is known.

A day is one of its outlet's own calendar. Two days are compared as such, two moments with their time zones as moments,
a day and a moment only where no time zone could change their order. What cannot be told apart was at the same time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from summarizer.render.template_context import Source

#: The most by which a place's clock is ahead of UTC, or nearly as much behind it.
_FARTHEST_ZONE = timedelta(hours=14)
#: Moments of one minute are one.
_MINUTE = timedelta(minutes=1)
#: Years whose days can be counted with; others are not known.
_YEARS = range(1600, 2500)


@dataclass(frozen=True, slots=True)
class Moment:
    """When something appeared: from ``first`` until ``last``, a minute of UTC, or a day, month or year anywhere."""

    first: datetime
    last: datetime
    is_exact: bool = False

    @property
    def middle(self) -> datetime:
        """By what moments are sorted."""
        return self.first + (self.last - self.first) / 2

    def is_before(self, other: Moment) -> bool:
        """Return whether it was surely earlier than another."""
        slack = timedelta() if self.is_exact == other.is_exact else _FARTHEST_ZONE
        return self.last + slack <= other.first


@dataclass(frozen=True, slots=True)
class TimedLine:
    """A line that several outlets tell: who told it ``first`` (several: at the same time), who ``followed``, in order.

    Of an outlet its earliest article counts. The ``undated`` may have been first. ``points`` are the days on which it
    was told, each by its place among the timeline's days, with how many outlets told it then.
    """

    number: int
    text: str
    first: tuple[Source, ...]
    followed: tuple[Source, ...]
    undated: tuple[Source, ...]
    points: tuple[tuple[int, int], ...] = ()

    @property
    def is_spread(self) -> bool:
        """Whether not all told it at the same time, as far as is known."""
        return bool(self.followed or self.undated)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The lines that several outlets tell, and the ``days`` on which any of these did."""

    lines: tuple[TimedLine, ...]
    days: tuple[str, ...]


def read_moment(published: str) -> Moment | None:
    """Return when an article appeared, as far as its date tells; nothing where that is not known.

    A time of day without its zone tells no more than the day.

    >>> read_moment("2031-03-04T07:30:00+01:00").first.isoformat(), read_moment("2031-03").last.isoformat()
    ('2031-03-04T06:30:00', '2031-04-01T00:00:00')
    >>> read_moment("last week"), read_moment("")
    (None, None)
    """
    try:
        if len(published) > len("2031-03-04"):
            moment = datetime.fromisoformat(published)
            if moment.tzinfo is not None:
                first = moment.astimezone(UTC).replace(tzinfo=None)
                return Moment(first, first + _MINUTE, is_exact=True) if first.year in _YEARS else None
        day = date.fromisoformat(f"{published}-01-01"[:10] if len(published) < len("2031-03-04") else published[:10])
    except (ValueError, OverflowError):
        return None
    if day.year not in _YEARS:
        return None
    lengths = {len("2031"): timedelta(days=366), len("2031-03"): timedelta(days=31)}
    after = day + lengths.get(len(published), timedelta(days=1))
    if len(published) in lengths:
        after = after.replace(day=1)
    begin = datetime(day.year, day.month, day.day)
    return Moment(begin, datetime(after.year, after.month, after.day))


def build_timeline(lines: Iterable[tuple[int, str, Sequence[Source]]]) -> Timeline:
    """Return the timeline of lines, each with its number, its text and the articles that tell it, of any outlets."""
    timed = [line for line in (_time_line(*told) for told in lines) if line is not None]
    days = sorted({_name_day(source) for line in timed for source in (*line.first, *line.followed)})
    placed: list[TimedLine] = []
    for line in timed:
        counts: defaultdict[int, int] = defaultdict(int)
        for source in (*line.first, *line.followed):
            counts[days.index(_name_day(source))] += 1
        points = tuple(sorted(counts.items()))
        placed.append(TimedLine(line.number, line.text, line.first, line.followed, line.undated, points))
    return Timeline(tuple(placed), tuple(days))


def count_firsts(timeline: Timeline) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many lines each outlet told before all others, and how many at the same time as the first of them.

    A line that somebody may have told on an unknown day counts for nobody.
    """
    before: defaultdict[str, int] = defaultdict(int)
    together: defaultdict[str, int] = defaultdict(int)
    for line in timeline.lines:
        if not line.undated:
            counts = before if len(line.first) == 1 else together
            for source in line.first:
                counts[source.outlet] += 1
    return dict(before), dict(together)


def _time_line(number: int, text: str, sources: Sequence[Source]) -> TimedLine | None:
    """Return who told a line when; nothing of one that a single outlet tells."""
    dated: dict[str, tuple[Moment, Source]] = {}
    undated: dict[str, Source] = {}
    for source in sources:
        moment = read_moment(source.published)
        if moment is None:
            undated.setdefault(source.outlet, source)
        elif source.outlet not in dated or moment.middle < dated[source.outlet][0].middle:
            dated[source.outlet] = moment, source
    unknown = tuple(source for outlet, source in undated.items() if outlet not in dated)
    if len(dated) + len(unknown) < 2:
        return None
    in_order = sorted(dated.values(), key=lambda told: (told[0].middle, told[1].outlet))
    # Whoever was before anybody of a kind was before those who end later.
    earliest: dict[bool, Moment] = {}
    for moment, _ in in_order:
        head = earliest.setdefault(moment.is_exact, moment)
        earliest[moment.is_exact] = moment if moment.last < head.last else head
    first, followed = list[Source](), list[Source]()
    for moment, source in in_order:
        is_later = any(head.is_before(moment) for head in earliest.values())
        (followed if is_later else first).append(source)
    return TimedLine(number, text, tuple(first), tuple(followed), unknown)


def _name_day(source: Source) -> str:
    """Return the day on which an article appeared, that of UTC for a moment; else its month or year."""
    moment = read_moment(source.published)
    if moment is None or not moment.is_exact:
        return source.published[: len("2031-03-04")]
    return moment.first.date().isoformat()
