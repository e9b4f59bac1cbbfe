"""What is printed against the sources that it names: each is the file that was used, and each stretch stands in it.

Nothing of a file is told unless it is the very file that the briefing was made of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from summarizer.analysis.story import complete, find_digest
from summarizer.errors import ExpiredError, SourceError
from summarizer.model import Article, Briefing, BriefingSentence, Problem, SupportingSentence
from summarizer.text.edits import apply_edits
from summarizer.text.escaping import shorten, shorten_around_difference
from summarizer.text.segmentation import segment
from summarizer.text.tokens import count_words, letters

Reader = Callable[[Article], Article]
#: What an article says of itself and the briefing repeats.
_TOLD_FIELDS = ("title", "url", "published", "author", "feed", "family")  # names, not language
#: What an article without it may have been given: its headline for a title, and the year of its dateline.
_GIVEN_FIELDS = ("title", "published")
#: Of a stretch that is so much longer than what is printed of it, nothing is cut out to be shown.
_MUCH_LONGER = 100_000
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
Sources = dict[str, Article]
#: An article's path, its number in that file, its address.
Where = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that the briefing says and its sources do not bear out; ``expired``: nobody can tell any more."""

    where: str
    message: str
    expired: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """What was checked, and what failed.

    ``unchecked`` says what could not be checked: with any of it, nothing is proved, whatever holds. ``apart`` holds
    the problems of fetching, which cannot be looked up again, ``expired`` the sources of which the text is forgotten
    that was used: without it nothing can be made again.
    """

    sentences: int
    others: int
    sources: int
    failures: tuple[Failure, ...]
    unchecked: tuple[str, ...] = ()
    apart: tuple[Problem, ...] = ()
    expired: tuple[Failure, ...] = ()


def check_sources(briefing: Briefing, read: Reader, is_expired: bool = False) -> tuple[Proof, list[Article]]:
    """Return what of a briefing its sources, read anew, do not bear out, whatever it may be made of; and the sources.

    ``read`` reads the source of an article again; it raises SourceError when it cannot. Where the text of one is
    expired, here or on the page ``is_expired`` tells of, nothing is made again, and each line must be a whole sentence.
    """
    lines = briefing.lines
    sources, by_id, failures = read_again(briefing.articles, briefing.set_aside, read, list_printed([briefing]))
    others = sum(len(list_stretches(line)) - 1 for line in lines)
    known = {article.id: article for article in briefing.articles}
    for line in lines:
        failures += _check_line(line, known, by_id)
    if is_expired or any(failure.expired for failure in failures):
        failures += _check_wholes(lines, known, by_id)
    failures += _check_repeats(lines, known)
    words = sum(count_words(line.text) for line in lines)
    if (briefing.length.sentences, briefing.length.words) != (len(lines), words):
        told = f"{briefing.length.sentences} sentences and {briefing.length.words} words"
        failures.append(Failure("length", f"the briefing counts {told}, there are {len(lines)} and {words}"))
    return count_failures(Proof(len(lines), others, len(briefing.articles), ()), failures), sources


def count_failures(proof: Proof, failures: Sequence[Failure]) -> Proof:
    """Return a proof with failures, each once, those apart that only say that a text expired."""
    told = dict.fromkeys(one for one in failures if not one.expired)
    expired = [one for one in failures if one.expired]
    reason = f"of {len(expired)} sources the text that was used expired, so it cannot be made again"
    unchecked = (reason,) if expired else ()
    return replace(proof, failures=tuple(told), expired=tuple(dict.fromkeys(expired)), unchecked=unchecked)


def read_again(
    articles: Sequence[Article],
    set_aside: Sequence[Article],
    read: Reader,
    printed: Mapping[Where, Sequence[SupportingSentence]],
) -> tuple[list[Article], Sources, list[Failure]]:
    """Return the sources of articles, those of them that count by their ids, and what they do not bear out.

    ``printed`` says what stands on the page of each, as ``list_printed`` returns it.
    """
    sources: list[Article] = []
    by_id: Sources = {}
    failures: list[Failure] = []
    prints: defaultdict[str, list[Article]] = defaultdict(list)
    for one in (*articles, *set_aside):
        prints[one.id.partition("-again")[0] if "-again" in one.id else ""].append(one)
    for number, article in enumerate((*articles, *set_aside)):
        try:
            found = read(article)
        except SourceError as error:
            is_expired = isinstance(error, ExpiredError)
            failures.append(Failure(article.where, f"the source {error.message}", is_expired))
            continue
        if article.dropped and number >= len(articles):
            # What took too much is not tried again; made again, the page leaves it out too.
            sources.append(article)
            continue
        # What another print of the article says holds for it, and is proved there.
        known = complete(found, article.language)
        if article.url in [one.url for one in prints[article.id]]:
            known = replace(known, url=article.url)
        if article.published in [one.published for one in prints[article.id]]:
            known = replace(known, published=article.published)
        failures += _check_article(article, known, printed.get(find_place(article), ()))
        sources.append(found)
        if number < len(articles):
            by_id[article.id] = found
    return sources, by_id, failures


def find_place(article: Article) -> Where:
    """Return where an article stands, by which it is the same in a story as on a front page."""
    return article.path, article.item, article.url


def list_printed(briefings: Iterable[Briefing]) -> Mapping[Where, Sequence[SupportingSentence]]:
    """Return what is printed of each article, by where it stands."""
    printed: defaultdict[Where, list[SupportingSentence]] = defaultdict(list)
    for briefing in briefings:
        places = {article.id: find_place(article) for article in briefing.articles}
        for line in briefing.lines:
            for stretch in list_stretches(line):
                if stretch.article in places:
                    printed[places[stretch.article]].append(stretch)
    return printed


def _check_article(told: Article, found: Article, printed: Sequence[SupportingSentence]) -> Iterator[Failure]:
    where = told.where
    if not told.sha256:
        yield Failure(where, "has no digest, so any file could be its source")
        return
    if found.sha256 != told.sha256:
        yield Failure(where, _explain_other_text(found, printed))
        return
    if (told.outlet, told.outlet_from) != (found.outlet, found.outlet_from):
        was, is_now = f"“{told.outlet}” ({told.outlet_from})", f"“{found.outlet}” ({found.outlet_from})"
        yield Failure(where, f"the briefing names the outlet {was}, the source gives {is_now}")
    if told.words and told.words != found.words:
        yield Failure(where, f"the briefing counts {told.words} words in it, the source has {found.words}")
    for field in _TOLD_FIELDS:
        was, is_now = getattr(told, field), getattr(found, field)
        is_given = bool(is_now) or field not in _GIVEN_FIELDS
        if is_given and was != is_now:
            yield Failure(where, f"the briefing gives the {field} “{shorten(was)}”, the source “{shorten(is_now)}”")


def _explain_other_text(found: Article, printed: Sequence[SupportingSentence]) -> str:
    """Return how the text of an article is another one than that of which the sentences were printed."""
    if len(found.text) < max((one.end for one in printed), default=0):
        return "the source was shortened: it ends before what is printed of it"
    moved = [one.start for one in printed if one.text and _read_stretch(one, found) != one.text]
    if not moved:
        return "the source was altered since the briefing was made"
    held = max((one.end for one in printed if one.end <= min(moved)), default=0)
    return f"the source was altered since the briefing was made: its text changed (from character {held} on)"


def list_stretches(line: BriefingSentence) -> list[SupportingSentence]:
    """Return the printed sentence and all that are named beside it."""
    printed = SupportingSentence(line.article, line.outlet, line.start, line.end, line.text, edits=line.edits)
    return [printed, *line.also, *line.related, *line.disagreement]


def _check_line(
    line: BriefingSentence, known: Mapping[str, Article], by_id: Mapping[str, Article]
) -> Iterator[Failure]:
    """Check all that a line tells of its own and others' sentences, as far as their sources are there."""
    # Whether the words of one may be hidden by rights is seen when the briefing is made again.
    hidden = [told for told in (*line.also, *line.related) if not told.text]
    for stretch in list_stretches(line):
        yield from _check_outlet(stretch, known)
        if stretch.article in known and stretch.article in by_id and stretch not in hidden:
            yield from _check_stretch(stretch, known[stretch.article], by_id[stretch.article])
    yield from _check_counts(line)


def _check_outlet(told: SupportingSentence, known: Mapping[str, Article]) -> Iterator[Failure]:
    article = known.get(told.article)
    if not article:
        yield Failure(told.article, "is no article of this briefing")
    elif article.outlet != told.outlet:
        message = f"a sentence is given to “{told.outlet}”, its article to “{article.outlet}”"
        yield Failure(article.where, message)


def _check_stretch(told: SupportingSentence, article: Article, source: Article) -> Iterator[Failure]:
    """Check that a stretch stands in its source; of another file than the article's nothing is told.

    Of a file that was altered it is enough that the words are there still: where, is told once for all of them.
    """
    where = f"{article.where}:{told.start}–{told.end}"
    if find_digest(source) != article.sha256:
        if not _has_words(source.text, told.text):
            yield Failure(where, f"printed is “{shorten(told.text)}”, which does not stand there now")
        return
    if not 0 <= told.start < told.end <= len(source.text):
        yield Failure(where, "lies outside the source")
        return
    if told.end - told.start > len(told.text) + _MUCH_LONGER:
        yield Failure(where, f"is much more than what is printed: “{shorten(told.text)}”")
        return
    try:
        stands = apply_edits(source.text, told.start, told.end, told.edits)
    except ValueError as error:
        yield Failure(where, f"an edit does not hold: {error}")
        return
    if stands != told.text:
        printed, there = shorten_around_difference(told.text, stands)
        yield Failure(where, f"printed is “{printed}”, the source has “{there}”")


def _read_stretch(told: SupportingSentence, source: Article) -> str:
    """Return what stands in a source where a stretch is said to stand, nothing where its edits do not hold there."""
    if not 0 <= told.start < told.end <= min(len(source.text), told.start + len(told.text) + _MUCH_LONGER):
        return ""
    with suppress(ValueError):
        return apply_edits(source.text, told.start, told.end, told.edits)
    return ""


def _has_words(text: str, printed: str) -> bool:
    """Return whether the words of a printed line stand in a text, apart from what stands in brackets."""
    there = letters(text)
    return all(letters(part) in there for part in _BRACKETS.split(printed))


def _check_wholes(
    lines: Sequence[BriefingSentence], known: Mapping[str, Article], by_id: Mapping[str, Article]
) -> Iterator[Failure]:
    """Check that each stretch is a whole sentence of news of its source, as far as that is there."""
    there = [name for name in by_id if name in known]
    articles = [replace(by_id[name], id=name, language=known[name].language) for name in there]
    sentences, _ = segment(articles)
    wholes = {(one.article, one.start, one.end) for own in sentences for one in own if one.kind == "sentence"}
    for told in [told for line in lines for told in list_stretches(line)]:
        if told.article in there and (told.article, told.start, told.end) not in wholes:
            yield Failure(f"“{shorten(told.text)}”", "is no whole sentence of news of its source")


def _check_counts(line: BriefingSentence) -> Iterator[Failure]:
    """Check that the outlets and the origins of a line follow from the sentences that it names."""
    where = f"“{shorten(line.text)}”"
    outlets = tuple(dict.fromkeys([line.outlet, *(told.outlet for told in line.also)]))
    if line.outlets != outlets:
        named, there = (", ".join(names) or "none" for names in (line.outlets, outlets))
        yield Failure(where, f"names the outlets {named}, its sentences {there}")
    sentences = len(line.also) + 1
    if not 1 <= line.origins <= sentences:
        yield Failure(where, f"counts {line.origins} origins for {sentences} sentences")


def _check_repeats(lines: Sequence[BriefingSentence], known: Mapping[str, Article]) -> Iterator[Failure]:
    seen: set[str] = set()
    for line in lines:
        key = letters(line.text)
        if key in seen:
            where = known[line.article].where if line.article in known else line.article
            yield Failure(where, f"printed twice: “{shorten(line.text)}”")
        seen.add(key)
