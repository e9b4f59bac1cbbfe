"""Briefing + its sources → what does not hold: the proof that each printed line stands where it says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarizer.errors import SourceError
from summarizer.model import Article, Briefing, BriefingSentence, Edit, SupportingSentence
from summarizer.stories.story import complete
from summarizer.text.edits import apply_edits
from summarizer.text.segmentation import clean
from summarizer.text.tokens import count_words, letters

Reader = Callable[[Article], Article]

#: What an article says of itself and the briefing repeats.
_TOLD_FIELDS = ("title", "url", "published", "author")
_GLOSS = re.compile(r"\[[^\[\]]*\]")


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

    Checked are the sources' digests, outlets and what they say of themselves; the place and the edits of each
    sentence, its outlet, and that the outlets beside it are those of the sentences named; and the length.
    How many origins are independent is bounded by the sentences named, not counted anew.
    """
    sources: dict[str, Article] = {}
    failures: list[Failure] = []
    for article in briefing.articles:
        try:
            sources[article.id] = complete(read(article), article.language)
        except SourceError as error:
            failures.append(Failure(place_of(article), f"the source cannot be read: {_plain(error)}"))
            continue
        failures += _check_article(article, sources[article.id])
    known = {article.id: article for article in briefing.articles}
    lines = [line for part in briefing.sections for line in part.lines]
    for line in lines:
        failures += _check_line(line, known, sources)
    failures += _check_repeats(lines, known)
    failures += _check_length(briefing, lines)
    others = sum(len(line.also) + len(line.disagreement) for line in lines)
    return Proof(len(lines), others, len(briefing.articles), tuple(failures))


def _check_article(told: Article, found: Article) -> Iterator[Failure]:
    where = place_of(told)
    if told.sha256 and found.sha256 != told.sha256:
        yield Failure(where, "the source has changed since the briefing was made")
    if (told.outlet, told.outlet_from) != (found.outlet, found.outlet_from):
        was, is_now = f"“{told.outlet}” ({told.outlet_from})", f"“{found.outlet}” ({found.outlet_from})"
        yield Failure(where, f"the briefing names the outlet {was}, the source gives {is_now}")

    for field in _TOLD_FIELDS:
        was, is_now = getattr(told, field), getattr(found, field)
        # An article without a title was given its headline.
        if was != is_now and not (field == "title" and not is_now):
            yield Failure(where, f"the briefing gives the {field} “{_short(was)}”, the source “{_short(is_now)}”")


def _plain(error: SourceError) -> str:
    return error.message.removeprefix("cannot be read: ")


def _check_line(
    line: BriefingSentence, known: Mapping[str, Article], sources: Mapping[str, Article]
) -> Iterator[Failure]:
    yield from _check_stretch(
        SupportingSentence(line.article, line.outlet, line.start, line.end, line.text, edits=line.edits), known, sources
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


def _check_stretch(
    told: SupportingSentence, known: Mapping[str, Article], sources: Mapping[str, Article]
) -> Iterator[Failure]:
    yield from _check_outlet(told.article, told.outlet, known)
    source = sources.get(told.article)
    if source is None:
        return
    where = f"{place_of(source)}:{told.start}–{told.end}"
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
    for edit in _strange_edits(told.edits, source):
        yield Failure(where, f"“{_short(edit.before)}” was not to be edited to “{_short(edit.after)}” ({edit.fix})")


def _strange_edits(edits: Sequence[Edit], source: Article) -> list[Edit]:
    """Give the edits that change what is said: not blanks, characters or a gloss only, nor a fix of ours."""
    suspect = [edit for edit in edits if not _says_the_same(edit)]
    if not suspect:
        return []
    ours = {(edit.start, edit.end): edit.after for edit in clean(source).edits}
    # Of an edit that reaches beyond the sentence only a part is told.
    return [edit for edit in suspect if edit.after not in ours.get((edit.start, edit.end), edit.before)]


def _says_the_same(edit: Edit) -> bool:
    before = _visible(edit.before)
    return before in (_visible(edit.after), _visible(_GLOSS.sub("", edit.after)))


def _visible(text: str) -> str:
    """Give a text without blanks and without what nobody sees, its letters composed."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def _check_outlet(article: str, outlet: str, known: Mapping[str, Article]) -> Iterator[Failure]:
    if article not in known:
        yield Failure(article, "is no article of this briefing")
    elif known[article].outlet != outlet:
        yield Failure(
            place_of(known[article]), f"a sentence is given to “{outlet}”, its article to “{known[article].outlet}”"
        )


def _check_repeats(lines: Sequence[BriefingSentence], known: Mapping[str, Article]) -> Iterator[Failure]:
    seen: set[str] = set()
    for line in lines:
        key = letters(line.text)
        if key in seen:
            yield Failure(
                place_of(known[line.article]) if line.article in known else line.article,
                f"printed twice: “{_short(line.text)}”",
            )
        seen.add(key)


def _check_length(briefing: Briefing, lines: Sequence[BriefingSentence]) -> Iterator[Failure]:
    words = sum(count_words(line.text) for line in lines)
    if (briefing.length.sentences, briefing.length.words) != (len(lines), words):
        told = f"{briefing.length.sentences} sentences and {briefing.length.words} words"
        yield Failure("length", f"the briefing counts {told}, there are {len(lines)} and {words}")


def place_of(article: Article) -> str:
    """Name an article by its place: its path or address, with its number in a file of several."""
    place = article.path or article.url or article.id
    return f"{place}#{article.item}" if article.item else place


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}…"


def _list(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"
