"""Briefing + its sources → what does not hold: the proof that each printed line stands where it says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
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
#: The categories of characters that nobody sees.
_INVISIBLE = ("Cc", "Cf", "Cs")
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
    """Return what of a briefing does not hold, by its sources read anew.

    Args:
        briefing: as printed, from its JSON.
        read: reads the source of an article again; raises SourceError when it cannot.

    Checked are the sources' digests, outlets and what they say of themselves; the place and the edits of each
    sentence, its outlet, and that the outlets beside it are those of the sentences named; and the length.
    How many origins are independent is bounded by the sentences named, not counted anew.
    """
    known = {article.id: article for article in briefing.articles}
    sources: dict[str, Article] = {}
    failures: list[Failure] = []
    for article in briefing.articles:
        try:
            source = complete(read(article), article.language)
        except SourceError as error:
            message = error.message.removeprefix("cannot be read: ")
            failures.append(Failure(place_of(article), f"the source cannot be read: {message}"))
        else:
            sources[article.id] = source
            failures += _check_article(article, source)
    lines = [line for section in briefing.sections for line in section.lines]
    others = 0
    for line in lines:
        printed = SupportingSentence(line.article, line.outlet, line.start, line.end, line.text, edits=line.edits)
        beside = (*line.also, *line.disagreement)
        others += len(beside)
        for told in (printed, *beside):
            failures += _check_stretch(told, known.get(told.article), sources.get(told.article))
        failures += _check_counts(line)
    failures += _check_whole(briefing, lines)
    return Proof(len(lines), others, len(briefing.articles), tuple(failures))


def _check_article(told: Article, found: Article) -> Iterator[Failure]:
    where = place_of(told)
    if told.sha256 and found.sha256 != told.sha256:
        yield Failure(where, "the source has changed since the briefing was made")
    if (told.outlet, told.outlet_from) != (found.outlet, found.outlet_from):
        was, is_now = f"“{told.outlet}” ({told.outlet_from})", f"“{found.outlet}” ({found.outlet_from})"
        yield Failure(where, f"the briefing names the outlet {was}, the source gives {is_now}")
    # An article without a title was given its headline.
    told_fields = [field for field in _TOLD_FIELDS if field != "title" or found.title]
    for field in told_fields:
        was, is_now = getattr(told, field), getattr(found, field)
        if was != is_now:
            yield Failure(where, f"the briefing gives the {field} “{_shorten(was)}”, the source “{_shorten(is_now)}”")


def _check_stretch(told: SupportingSentence, article: Article | None, source: Article | None) -> Iterator[Failure]:
    """Check the outlet, the place and the edits of a sentence; ``source`` is its article read anew."""
    if not article:
        yield Failure(told.article, "is no article of this briefing")
        return
    if article.outlet != told.outlet:
        message = f"a sentence is given to “{told.outlet}”, its article to “{article.outlet}”"
        yield Failure(place_of(article), message)
    if not source:
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
        yield Failure(where, f"printed is “{_shorten(told.text)}”, the source has “{_shorten(stands)}”")
    for edit in _find_strange_edits(told.edits, source):
        before, after = _shorten(edit.before), _shorten(edit.after)
        yield Failure(where, f"“{before}” was not to be edited to “{after}” ({edit.fix})")


def _find_strange_edits(edits: Sequence[Edit], source: Article) -> list[Edit]:
    """Return the edits that change what is said: not blanks, characters or a gloss only, nor a fix of ours."""
    suspect: list[Edit] = []
    for edit in edits:
        plain = _keep_visible(_GLOSS.sub("", edit.after))
        if _keep_visible(edit.before) not in (plain, _keep_visible(edit.after)):
            suspect.append(edit)
    if not suspect:
        return []
    ours = {(edit.start, edit.end): edit.after for edit in clean(source).edits}
    # Of an edit that reaches beyond the sentence only a part is told.
    return [edit for edit in suspect if edit.after not in ours.get((edit.start, edit.end), edit.before)]


def _keep_visible(text: str) -> str:
    """Return a text without blanks and without what nobody sees, its letters composed."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if not c.isspace() and unicodedata.category(c) not in _INVISIBLE)


def _check_counts(line: BriefingSentence) -> Iterator[Failure]:
    """Check that the outlets and the origins of a line follow from the sentences that it names."""
    where = f"“{_shorten(line.text)}”"
    outlets = tuple(dict.fromkeys([line.outlet, *(told.outlet for told in line.also)]))
    if line.outlets != outlets:
        named, there = (", ".join(names) or "none" for names in (line.outlets, outlets))
        yield Failure(where, f"names the outlets {named}, its sentences {there}")
    sentences = len(line.also) + 1
    if not 1 <= line.origins <= sentences:
        yield Failure(where, f"counts {line.origins} origins for {sentences} sentences")


def _check_whole(briefing: Briefing, lines: Sequence[BriefingSentence]) -> Iterator[Failure]:
    """Check that nothing is printed twice, and the length."""
    places = {article.id: place_of(article) for article in briefing.articles}
    seen: set[str] = set()
    words = 0
    for line in lines:
        words += count_words(line.text)
        key = letters(line.text)
        if key in seen:
            yield Failure(places.get(line.article, line.article), f"printed twice: “{_shorten(line.text)}”")
        seen.add(key)
    if (briefing.length.sentences, briefing.length.words) != (len(lines), words):
        told = f"{briefing.length.sentences} sentences and {briefing.length.words} words"
        yield Failure("length", f"the briefing counts {told}, there are {len(lines)} and {words}")


def place_of(article: Article) -> str:
    """Return by what an article is called: its path or address, with its number in a file of several."""
    place = article.path or article.url or article.id
    return f"{place}#{article.item}" if article.item else place


def _shorten(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}…"
