"""Briefing + its sources → what does not hold: the proof that this page follows from these files by this program.

First the evidence is looked at: each source, and each stretch that is printed. If all of it holds, the briefing is made
again from its sources by its own options, and every field is compared. Without that, a page is not proved: all its
sentences may be real, and their outlets, order and figures may not.

Nothing of a file is told unless it is the very file that the briefing was made of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.briefing.pipeline import analyse_story, compose, list_unused_shares
from summarizer.briefing.provenance import find_maker
from summarizer.briefing.remake import find_differences
from summarizer.errors import SourceError, SummarizerError
from summarizer.model import Article, Briefing, BriefingSentence, Memory, Options, Problem, SupportingSentence
from summarizer.stories.story import complete
from summarizer.text.edits import apply_edits
from summarizer.text.tokens import count_words, letters

Reader = Callable[[Article], Article]
#: Tells whether a problem of reading, as a briefing names it, is found again.
ProblemFinder = Callable[[Problem], bool]

#: What an article says of itself and the briefing repeats.
_TOLD_FIELDS = ("title", "url", "published", "author", "feed", "family")  # names, not language
#: What an article without it may have been given: its headline for a title, and the year of its dateline.
_GIVEN_FIELDS = ("title", "published")
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)

Sources = dict[str, Article]


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that the briefing says and its sources do not bear out."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What was checked, and what failed.

    ``unchecked`` says what could not be checked: with any of it, nothing is proved, whatever holds. ``apart`` counts
    the problems of fetching, which cannot be looked up again.
    """

    sentences: int
    others: int
    sources: int
    failures: tuple[Failure, ...]
    unchecked: tuple[str, ...] = ()
    apart: int = 0


def verify(
    briefing: Briefing,
    read: Reader,
    options: Options | None = None,
    find_problem: ProblemFinder = lambda problem: False,
    memories: Sequence[Memory] = (),
) -> Proof:
    """Return what of a briefing does not hold, by its sources read anew.

    Args:
        briefing: as printed, from its JSON.
        read: reads the source of an article again; raises SourceError when it cannot.
        options: those that the briefing names, with the plan that it used; None if it names none.
        find_problem: tells whether a problem of reading is found again.
        memories: of an edition of news only, what earlier editions told; of several, one must bear it out.
    """
    raw: Sources = {}
    failures: list[Failure] = []
    lines = [line for section in briefing.sections for line in section.lines]
    ends = _find_ends(lines)
    aside: list[Article] = []
    for article in (*briefing.articles, *briefing.set_aside):
        try:
            found = read(article)
        except SourceError as error:
            message = error.message.removeprefix("cannot be read: ")
            failures.append(Failure(place_of(article), f"the source cannot be read: {message}"))
            continue
        failures += _check_article(article, complete(found, article.language), ends.get(article.id, 0))
        if article in briefing.set_aside:
            aside.append(found)
        else:
            raw[article.id] = found
    others = sum(len(_list_stretches(line)) - 1 for line in lines)
    known = {article.id: article for article in briefing.articles}
    for line in lines:
        for stretch in _list_stretches(line):
            failures += _check_outlet(stretch, known)
            if stretch.article in raw and stretch.article in known:
                failures += _check_stretch(stretch, known[stretch.article], raw[stretch.article])
        failures += _check_counts(line)
    failures += _check_repeats(lines, known)
    failures += _check_length(briefing, lines)
    proof = Proof(len(lines), others, len(briefing.articles), tuple(failures))
    if failures:
        return proof
    return _prove(proof, briefing, [*raw.values(), *aside], options, find_problem, memories)


def _prove(
    proof: Proof,
    briefing: Briefing,
    articles: Sequence[Article],
    options: Options | None,
    find_problem: ProblemFinder,
    memories: Sequence[Memory],
) -> Proof:
    """Return the proof with what making the briefing again tells of it."""
    if options is None or briefing.plan_used is None or briefing.made_by is None:
        return replace(proof, unchecked=("it does not say how it was made, so it cannot be made again",))
    if not articles:
        return replace(proof, unchecked=("it has no article of which it could be made again",))
    known = {section.id for section in briefing.plan_used.sections}
    asked = replace(
        options,
        # The plan that was used is the only candidate, however it was chosen.
        plan="auto" if briefing.options.get("plan") == "auto" else options.plan,
        shares={name: share for name, share in options.shares.items() if name in known},
    )
    maker = find_maker()
    try:
        if briefing.made_by.digest != maker.digest:
            reason = "it was made by another version of the program, which may choose and count otherwise"
            failures = tuple(_check_evidence(briefing, articles, asked))
            return replace(proof, failures=failures, unchecked=(reason,))
        if briefing.new_only and not memories:
            reason = (
                "it tells only news, and what earlier editions told is not known here: its choice, order and updates"
            )
            failures = tuple(_check_evidence(briefing, articles, asked))
            return replace(proof, failures=failures, unchecked=(reason,))
        # Of several editions of the date, one is this.
        attempts = [
            compose(articles, (), asked, memory=memory) for memory in (memories if briefing.new_only else [None])
        ]
    except SummarizerError as error:
        return replace(proof, failures=(Failure("briefing", f"cannot be made again: {error.message}"),))
    proofs: list[Proof] = []
    for remade in attempts:
        apart, untrue = _check_problems(briefing, remade, options, find_problem)
        differences = [Failure(where, message) for where, message in find_differences(briefing, remade)]
        proofs.append(replace(proof, failures=(*differences, *untrue), apart=apart))
    return min(proofs, key=lambda one: len(one.failures))


def _check_problems(
    briefing: Briefing, remade: Briefing, options: Options, find_problem: ProblemFinder
) -> tuple[int, list[Failure]]:
    """Return how many problems of fetching a briefing names, and which of the others are untrue or not named."""
    own = {*remade.problems, *list_unused_shares(briefing, options.shares)}
    told = set(briefing.problems)
    failures = [Failure(one.where, f"the briefing does not tell: {one.message}") for one in sorted(own - told, key=str)]
    apart = 0
    for problem in sorted(told - own, key=str):
        if _REMOTE.match(problem.where):
            apart += 1
        elif not find_problem(problem):
            failures.append(Failure("problems", f"“{_shorten(problem.message)}” is not found again"))
    return apart, failures


def _check_evidence(briefing: Briefing, articles: Sequence[Article], options: Options) -> Iterator[Failure]:
    """Check that each stretch is a whole sentence of news as it is cut now, edited as it would be now."""
    analysis = analyse_story(articles, options)
    allowed: dict[tuple[str, int, int], list[tuple[str, object]]] = {}
    for one in analysis.sentences:
        if one.is_news:
            key = (one.article.id, one.sentence.start, one.sentence.end)
            allowed[key] = [(one.text, one.edits), (one.sentence.text, one.sentence.edits)]
    originals = {copy.id: (original, copy) for original, copy in analysis.story.copies}
    bodies = {article.id: article.body for article in analysis.story.articles}
    for section in briefing.sections:
        for line in section.lines:
            for told in _list_stretches(line):
                original, shift, edits = told.article, 0, told.edits
                if told.article in originals:
                    original, copy = originals[told.article]
                    shift = copy.body - bodies[original]
                    edits = tuple(replace(edit, start=edit.start - shift, end=edit.end - shift) for edit in edits)
                ways = allowed.get((original, told.start - shift, told.end - shift))
                if not ways:
                    yield Failure(f"“{_shorten(told.text)}”", "is no whole sentence of news of its source")
                elif (told.text, edits) not in ways:
                    yield Failure(f"“{_shorten(told.text)}”", "is not edited as this program would")


def _find_ends(lines: Sequence[BriefingSentence]) -> dict[str, int]:
    """Return where the last stretch of each article ends."""
    ends: dict[str, int] = {}
    for line in lines:
        for stretch in _list_stretches(line):
            ends[stretch.article] = max(ends.get(stretch.article, 0), stretch.end)
    return ends


def _check_article(told: Article, found: Article, end: int) -> Iterator[Failure]:
    where = place_of(told)
    if not told.sha256:
        yield Failure(where, "has no digest, so any file could be its source")
        return
    if found.sha256 != told.sha256:
        shorter = "; it ends before what is printed of it" if len(found.text) < end else ""
        yield Failure(where, f"the source has changed since the briefing was made{shorter}")
        return
    if (told.outlet, told.outlet_from) != (found.outlet, found.outlet_from):
        was, is_now = f"“{told.outlet}” ({told.outlet_from})", f"“{found.outlet}” ({found.outlet_from})"
        yield Failure(where, f"the briefing names the outlet {was}, the source gives {is_now}")
    for field in [field for field in _TOLD_FIELDS if field not in _GIVEN_FIELDS or getattr(found, field)]:
        was, is_now = getattr(told, field), getattr(found, field)
        if was != is_now:
            yield Failure(where, f"the briefing gives the {field} “{_shorten(was)}”, the source “{_shorten(is_now)}”")


def _list_stretches(line: BriefingSentence) -> list[SupportingSentence]:
    """Return the printed sentence and all that are named beside it."""
    printed = SupportingSentence(line.article, line.outlet, line.start, line.end, line.text, edits=line.edits)
    return [printed, *line.also, *line.related, *line.disagreement]


def _check_outlet(told: SupportingSentence, known: Mapping[str, Article]) -> Iterator[Failure]:
    article = known.get(told.article)
    if not article:
        yield Failure(told.article, "is no article of this briefing")
    elif article.outlet != told.outlet:
        message = f"a sentence is given to “{told.outlet}”, its article to “{article.outlet}”"
        yield Failure(place_of(article), message)


def _check_stretch(told: SupportingSentence, article: Article, source: Article) -> Iterator[Failure]:
    """Check that a stretch stands in its source; of another file than the article's nothing is told."""
    where = f"{place_of(article)}:{told.start}–{told.end}"
    is_same_file = complete(source, article.language).sha256 == article.sha256
    if not 0 <= told.start < told.end <= len(source.text):
        yield Failure(where, "lies outside the source")
        return
    try:
        stands = apply_edits(source.text, told.start, told.end, told.edits)
    except ValueError as error:
        detail = f": {error}" if is_same_file else ""
        yield Failure(where, f"an edit does not hold{detail}")
        return
    if stands != told.text:
        instead = f", the source has “{_shorten(stands)}”" if is_same_file else ", which does not stand there now"
        yield Failure(where, f"printed is “{_shorten(told.text)}”{instead}")


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


def _check_repeats(lines: Sequence[BriefingSentence], known: Mapping[str, Article]) -> Iterator[Failure]:
    seen: set[str] = set()
    for line in lines:
        key = letters(line.text)
        if key in seen:
            where = place_of(known[line.article]) if line.article in known else line.article
            yield Failure(where, f"printed twice: “{_shorten(line.text)}”")
        seen.add(key)


def _check_length(briefing: Briefing, lines: Sequence[BriefingSentence]) -> Iterator[Failure]:
    words = sum(count_words(line.text) for line in lines)
    if (briefing.length.sentences, briefing.length.words) != (len(lines), words):
        told = f"{briefing.length.sentences} sentences and {briefing.length.words} words"
        yield Failure("length", f"the briefing counts {told}, there are {len(lines)} and {words}")


def place_of(article: Article) -> str:
    """Return by what an article is called: its path or address, with its number in a file of several."""
    place = article.path or article.url or article.id
    return f"{place}#{article.item}" if article.item else place


def _shorten(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}…"
