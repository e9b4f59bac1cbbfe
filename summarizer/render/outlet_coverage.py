"""Who tells what of a page: outlets × lines, who told each line first, who words it otherwise, and what differs.

All of it is read from the record that the JSON holds, and counts as the lines themselves do: who is named under "also"
tells a line, who is only near counts for nothing. Who was first is told by the days or moments on which articles
appeared: a day is one of its outlet's own calendar. Two days are compared as such, two moments with their time zones
as moments, a day and a moment only where no time zone could change their order. What cannot be told apart was at the
same time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from summarizer.lang.language import load_language
from summarizer.model import Briefing, BriefingSentence
from summarizer.render.cited_sources import Source, find_source, find_tellers, keep_first
from summarizer.render.template_context import list_page_lines
from summarizer.render.wordings import Quotation, find_variants

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
        day = date.fromisoformat(f"{published}-01-01"[:10])
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
        counts = Counter(days.index(_name_day(source)) for source in (*line.first, *line.followed))
        placed.append(replace(line, points=tuple(sorted(counts.items()))))
    return Timeline(tuple(placed), tuple(days))


def count_firsts(timeline: Timeline) -> tuple[Counter[str], Counter[str]]:
    """Return how many lines each outlet told before all others, and how many at the same time as the first of them.

    A line that somebody may have told on an unknown day counts for nobody.
    """
    before: Counter[str] = Counter()
    together: Counter[str] = Counter()
    for line in timeline.lines:
        if not line.undated:
            counts = before if len(line.first) == 1 else together
            counts.update(source.outlet for source in line.first)
    return before, together


def _time_line(number: int, text: str, sources: Sequence[Source]) -> TimedLine | None:
    """Return who told a line when; nothing of one that a single outlet tells."""
    dated, undated = _date_outlets(sources)
    if len(dated) + len(undated) < 2:
        return None
    in_order = sorted(dated.values(), key=lambda told: (told[0].middle, told[1].outlet))
    # Of each kind the moment that ended first: what is after any is after that.
    ended = sorted((moment for moment, _ in in_order), key=lambda moment: moment.last, reverse=True)
    earliest = {moment.is_exact: moment for moment in ended}
    first, followed = list[Source](), list[Source]()
    for moment, source in in_order:
        is_later = any(head.is_before(moment) for head in earliest.values())
        (followed if is_later else first).append(source)
    return TimedLine(number, text, tuple(first), tuple(followed), undated)


def _date_outlets(sources: Iterable[Source]) -> tuple[dict[str, tuple[Moment, Source]], tuple[Source, ...]]:
    """Return the earliest article of each outlet with its moment, and one of each outlet of which no date is known."""
    dated: dict[str, tuple[Moment, Source]] = {}
    undated: list[Source] = []
    for source in sources:
        moment = read_moment(source.published)
        if moment is None:
            undated.append(source)
        elif source.outlet not in dated or moment.middle < dated[source.outlet][0].middle:
            dated[source.outlet] = moment, source
    return dated, keep_first(undated, dated)


def _name_day(source: Source) -> str:
    """Return the day on which an article appeared, that of UTC for a moment; else its month or year."""
    moment = read_moment(source.published)
    if moment is None or not moment.is_exact:
        return source.published[: len("2031-03-04")]
    return moment.first.date().isoformat()


#: What an outlet does with a line: tells all of it, has something near, says it otherwise, or nothing like it is found.
Stance = Literal["tells", "near", "differs", "silent"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What an outlet does with line ``number``.

    One that tells it and, in another sentence, says it otherwise ``tells`` it, as the line names it, and ``wavers``.
    """

    number: int
    stance: Stance
    wavers: bool = False


@dataclass(frozen=True, slots=True)
class OutletCoverage:
    """An outlet with a cell for each line, and how many lines it ``tells``, is ``near`` or ``differs`` on.

    Of the ``alone`` no other outlet has anything. It told so many lines ``first``, before all others who tell them, and
    so many ``together`` with the first of them. The ``family`` is that of its publisher, if that is known.
    """

    source: Source
    family: str
    cells: tuple[Cell, ...]
    tells: int
    near: int
    differs: int
    alone: tuple[int, ...]
    first: int
    together: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Outlets, those that tell most first, × the lines of one language, which is empty on a page of one.

    ``silent`` are those that have nothing of any line. ``told`` and ``origins`` are for each line how many outlets tell
    it, and how many of them are independent, at most.
    """

    language: str
    numbers: tuple[int, ...]
    outlets: tuple[OutletCoverage, ...]
    silent: tuple[Source, ...]
    told: tuple[int, ...]
    origins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who tells what of a page, in one table for each language; who told it when; and in what words."""

    tables: tuple[Matrix, ...]
    timeline: Timeline
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class _ToldLine:
    """A printed line with its number, and the articles that tell it, are near it or say it otherwise."""

    number: int
    line: BriefingSentence
    tells: tuple[Source, ...]
    near: tuple[Source, ...]
    differs: tuple[Source, ...]


def build_coverage(briefing: Briefing, sources: Sequence[Source]) -> Coverage:
    """Return who tells what of a page; ``briefing`` and ``sources`` are as ``build_context`` laid them out."""
    known = {source.id: source for source in sources}
    lines: list[_ToldLine] = []
    for number, line in enumerate(list_page_lines(briefing), 1):
        near = tuple(find_source(other, known) for other in line.related)
        differs = tuple(find_source(other, known) for other in line.disagreement)
        lines.append(_ToldLine(number, line, tuple(find_tellers(line, known)), near, differs))
    timeline = build_timeline((told.number, told.line.text, told.tells) for told in lines)
    tables = _build_tables(briefing, lines, sources, timeline)
    variants = [find_variants(told.number, told.line, known) for told in lines]
    return Coverage(tables, timeline, tuple(found for found in variants if found))


def _build_tables(
    briefing: Briefing, lines: Sequence[_ToldLine], sources: Sequence[Source], timeline: Timeline
) -> tuple[Matrix, ...]:
    """Return a table for each language: articles in two are never one line, so that nobody is silent on what he was not
    compared with."""
    families = {article.id: article.family for article in briefing.articles if article.family}
    by_language: defaultdict[str, list[_ToldLine]] = defaultdict(list)
    for told in lines:
        by_language[told.tells[0].language or briefing.language].append(told)
    if len(by_language) == 1:
        return (_build_matrix("", lines, sources, families, timeline),)
    tables: list[Matrix] = []
    for language, own in by_language.items():
        compared = [source for source in sources if (source.language or briefing.language) == language]
        tables.append(_build_matrix(language, own, compared, families, timeline))
    return tuple(tables)


def _build_matrix(
    language: str,
    lines: Sequence[_ToldLine],
    sources: Sequence[Source],
    families: Mapping[str, str],
    timeline: Timeline,
) -> Matrix:
    """Return the table of some lines and of the outlets that were compared with them, and any others that have them."""
    everyone = [*sources]
    for told in lines:
        everyone += [*told.tells, *told.near, *told.differs]
    of_family = {source.outlet: families[source.id] for source in reversed(everyone) if source.id in families}
    columns = [_find_stances(told) for told in lines]
    firsts = count_firsts(timeline)
    heard = set().union(*columns)
    rows: list[OutletCoverage] = []
    silent: list[Source] = []
    for source in keep_first(everyone):
        if source.outlet in heard:
            rows.append(_build_row(source, of_family.get(source.outlet, ""), lines, columns, firsts))
        else:
            silent.append(source)
    rows.sort(key=lambda row: (-row.tells, -len(row.alone), -row.near - row.differs, row.source.outlet))
    return Matrix(
        language=load_language(language).text("language.native") or language,
        numbers=tuple(told.number for told in lines),
        outlets=tuple(rows),
        silent=tuple(sorted(silent, key=lambda source: source.outlet)),
        told=tuple(sum(cell.stance == "tells" for cell in column.values()) for column in columns),
        origins=tuple(told.line.origins for told in lines),
    )


def _build_row(
    source: Source,
    family: str,
    lines: Sequence[_ToldLine],
    columns: Sequence[Mapping[str, Cell]],
    firsts: tuple[Counter[str], Counter[str]],
) -> OutletCoverage:
    """Return what an outlet does with each line, by the ``columns`` of what all outlets do."""
    outlet, (first, together) = source.outlet, firsts
    cells: list[Cell] = []
    alone: list[int] = []
    for told, column in zip(lines, columns, strict=True):
        cells.append(column.get(outlet, Cell(told.number, "silent")))
        if [*column] == [outlet]:
            alone.append(told.number)
    stances = [cell.stance for cell in cells]
    return OutletCoverage(
        source=source,
        family=family,
        cells=tuple(cells),
        tells=stances.count("tells"),
        near=stances.count("near"),
        differs=sum(cell.stance == "differs" or cell.wavers for cell in cells),
        alone=tuple(alone),
        first=first[outlet],
        together=together[outlet],
    )


def _find_stances(told: _ToldLine) -> dict[str, Cell]:
    """Return what each outlet that is not silent does with a line.

    What the line says of an outlet holds: who is named for it tells it, even where another sentence of the same outlet
    says otherwise. To say otherwise is more than to be near.
    """
    differing = {source.outlet for source in told.differs}
    found: dict[str, Cell] = {}
    for source in told.near:
        found[source.outlet] = Cell(told.number, "near")
    for outlet in differing:
        found[outlet] = Cell(told.number, "differs")
    for source in told.tells:
        found[source.outlet] = Cell(told.number, "tells", wavers=source.outlet in differing)
    return found
