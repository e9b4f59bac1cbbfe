"""Briefing + its sources → what does not hold: the proof that each printed line stands where it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarizer.errors import SourceError
from summarizer.gathering import complete
from summarizer.model import Article, Briefing, Carried, Line
from summarizer.revising import apply_edits

Reader = Callable[[Article], Article]


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that the briefing says and its source does not bear out."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What was checked, and what failed."""

    sentences: int
    others: int
    sources: int
    failures: tuple[Failure, ...]


def verify(briefing: Briefing, read: Reader) -> Proof:
    """Check every printed sentence, and every sentence named beside one, against the sources read anew.

    Args:
        briefing: as printed, from its JSON.
        read: reads the source of an article again; raises SourceError when it cannot.

    Checked are the sources' digests and outlets, the place and the edits of each sentence, its outlet,
    and that the outlets beside it are those of the sentences named.
    """
    sources: dict[str, Article] = {}
    failures: list[Failure] = []
    for article in briefing.articles:
        try:
            sources[article.id] = complete(read(article), article.language)
        except SourceError as error:
            failures.append(Failure(_place(article), f"the source cannot be read: {error.message}"))
            continue
        failures += _check_article(article, sources[article.id])
    known = {article.id: article for article in briefing.articles}
    lines = [line for part in briefing.sections for line in part.lines]
    for line in lines:
        failures += _check_line(line, known, sources)
    failures += _check_repeats(lines, known)
    others = sum(len(line.also) + len(line.disagreement) for line in lines)
    return Proof(len(lines), others, len(briefing.articles), tuple(failures))


def _check_article(told: Article, found: Article) -> Iterator[Failure]:
    where = _place(told)
    if told.sha256 and found.sha256 != told.sha256:
        yield Failure(where, "the source has changed since the briefing was made")
    if (told.outlet, told.outlet_from) != (found.outlet, found.outlet_from):
        was, is_now = f"“{told.outlet}” ({told.outlet_from})", f"“{found.outlet}” ({found.outlet_from})"
        yield Failure(where, f"the briefing names the outlet {was}, the source gives {is_now}")


def _check_line(line: Line, known: Mapping[str, Article], sources: Mapping[str, Article]) -> Iterator[Failure]:
    yield from _check_stretch(
        Carried(line.article, line.outlet, line.start, line.end, line.text, edits=line.edits), known, sources
    )
    for carried in (*line.also, *line.disagreement):
        yield from _check_stretch(carried, known, sources)
    outlets = tuple(dict.fromkeys([line.outlet, *(carried.outlet for carried in line.also)]))
    if line.outlets != outlets:
        yield Failure(
            f"“{_short(line.text)}”", f"names the outlets {_list(line.outlets)}, its sentences {_list(outlets)}"
        )
    if not 1 <= line.origins <= len(line.also) + 1:
        yield Failure(f"“{_short(line.text)}”", f"counts {line.origins} origins for {len(line.also) + 1} sentences")


def _check_stretch(told: Carried, known: Mapping[str, Article], sources: Mapping[str, Article]) -> Iterator[Failure]:
    yield from _check_outlet(told.article, told.outlet, known)
    source = sources.get(told.article)
    if source is None:
        return
    where = f"{_place(source)}:{told.start}–{told.end}"
    if not 0 <= told.start < told.end <= len(source.text):
        yield Failure(where, "lies outside the source")
        return
    try:
        stands = apply_edits(source.text, told.start, told.end, told.edits)
    except ValueError as error:
        yield Failure(where, f"an edit does not hold: {error}")
        return
    if stands != told.text:
        yield Failure(where, f"printed is “{_short(told.text)}”, the source has “{_short(stands)}”")


def _check_outlet(article: str, outlet: str, known: Mapping[str, Article]) -> Iterator[Failure]:
    if article not in known:
        yield Failure(article, "is no article of this briefing")
    elif known[article].outlet != outlet:
        yield Failure(
            _place(known[article]), f"a sentence is given to “{outlet}”, its article to “{known[article].outlet}”"
        )


def _check_repeats(lines: Sequence[Line], known: Mapping[str, Article]) -> Iterator[Failure]:
    seen: set[str] = set()
    for line in lines:
        key = _letters(line.text)
        if key in seen:
            yield Failure(
                _place(known[line.article]) if line.article in known else line.article,
                f"printed twice: “{_short(line.text)}”",
            )
        seen.add(key)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _place(article: Article) -> str:
    place = article.path or article.url or article.id
    return f"{place}#{article.item}" if article.item else place


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}…"


def _list(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"
