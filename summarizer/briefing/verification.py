"""Briefing + its sources → what does not hold: the proof that this page follows from these files by this program.

First the evidence is looked at: each source, and each stretch that is printed. If all of it holds, the briefing is made
again from its sources by its own options, and every field is compared. Without that, a page is not proved: all its
sentences may be real, and their outlets, order and figures may not.

Nothing of a file is told unless it is the very file that the briefing was made of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.story import complete, find_digest
from summarizer.briefing.assembly import KEYS, find_before, find_maker
from summarizer.briefing.pipeline import analyse_story, compose, list_unused_shares
from summarizer.briefing.remake import find_differences
from summarizer.briefing.story_analysis import put_glosses
from summarizer.dedupe.support import StoryWords, read_story_words, tells_all
from summarizer.dedupe.wire_copies import count_sources, find_places
from summarizer.errors import ExpiredError, SourceError, SummarizerError
from summarizer.model import (
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    Memory,
    Options,
    Plan,
    Problem,
    SupportingSentence,
)
from summarizer.text.edits import apply_edits
from summarizer.text.escaping import shorten
from summarizer.text.segmentation import segment
from summarizer.text.tokens import count_words, letters

Reader = Callable[[Article], Article]
#: Tells whether a problem of reading, as a briefing names it, is found again.
ProblemFinder = Callable[[Problem], bool]

#: What an article says of itself and the briefing repeats.
_TOLD_FIELDS = ("title", "url", "published", "author", "feed", "family")  # names, not language
#: What an article without it may have been given: its headline for a title, and the year of its dateline.
_GIVEN_FIELDS = ("title", "published")
#: What can be said of a briefing that is not made again.
CHECKED = (
    "checked are its sentences, their edits, that who is named for one tells all of it, that a source names who speaks "
    "and that sections and headings are the plan's; not which sentences are chosen, in which order and section, nor "
    "disagreements, updates, key points, the title and figures"
)
MOST_DOUBTS = 40
UNSAID = "it does not say how it was made"
#: Of a stretch that is so much longer than what is printed of it, nothing is cut out to be shown.
_MUCH_LONGER = 100_000
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)

Sources = dict[str, Article]
Place = tuple[str, int, int]
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


def verify(
    briefing: Briefing,
    read: Reader,
    options: Options | None = None,
    find_problem: ProblemFinder = lambda problem: False,
    memories: Sequence[Memory] = (),
    list_problems: Callable[[], Collection[Problem]] = tuple,
    changed: str = "",
) -> Proof:
    """Return what of a briefing does not hold, by its sources read anew.

    Args:
        briefing: as printed, from its JSON.
        read: reads the source of an article again; raises SourceError when it cannot.
        options: those that the briefing names, with the plan that it used, else one like it; None if it names none.
        find_problem: tells whether a problem of reading is found again.
        memories: of an edition of news only, what earlier editions told; of several, one must bear it out.
        list_problems: what is wrong with the sources as they were read now; a briefing must tell it.
        changed: of an edition that the history keeps, how that has changed since. Where no memory bears the edition
            out, it is then not proved instead of wrong, if nothing else is.
    """
    proof, sources = check_sources(briefing, read)
    if proof.failures or proof.expired:
        return proof
    return _prove(proof, briefing, sources, options, find_problem, memories, list_problems, changed)


def check_sources(briefing: Briefing, read: Reader, is_expired: bool = False) -> tuple[Proof, list[Article]]:
    """Return what of a briefing its sources, read anew, do not bear out, whatever it may be made of; and the sources.

    ``read`` reads the source of an article again; it raises SourceError when it cannot. Where the text of one is
    expired, here or on the page ``is_expired`` tells of, nothing is made again, and each line must be a whole sentence.
    """
    lines = [line for section in briefing.sections for line in section.lines]
    sources, by_id, failures = read_again(briefing.articles, briefing.set_aside, read, list_printed([briefing]))
    others = sum(len(_list_stretches(line)) - 1 for line in lines)
    known = {article.id: article for article in briefing.articles}
    for line in lines:
        for stretch in _list_stretches(line):
            failures += _check_outlet(stretch, known)
            if stretch.article in by_id and stretch.article in known:
                failures += _check_stretch(stretch, known[stretch.article], by_id[stretch.article])
        failures += _check_counts(line)
    if is_expired or any(failure.expired for failure in failures):
        failures += _check_wholes(lines, known, by_id)
    failures += _check_repeats(lines, known)
    failures += _check_length(briefing, lines)
    return count_failures(Proof(len(lines), others, len(briefing.articles), ()), failures), sources


def count_failures(proof: Proof, failures: Sequence[Failure]) -> Proof:
    """Return a proof with failures, each once, those apart that only say that a text expired."""
    told, expired = ([one for one in failures if one.expired is kind] for kind in (False, True))
    reason = (
        (f"of {len(expired)} sources the text that was used expired, so it cannot be made again",) if expired else ()
    )
    return replace(proof, failures=tuple(dict.fromkeys(told)), expired=tuple(dict.fromkeys(expired)), unchecked=reason)


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
        for field in ("url", "published"):
            if any(getattr(one, field) == getattr(article, field) for one in prints[article.id]):
                known = replace(known, **{field: getattr(article, field)})
        failures += _check_article(article, known, printed.get(find_place(article), ()))
        sources.append(found)
        if number < len(articles):
            by_id[article.id] = found
    return sources, by_id, failures


def _prove(
    proof: Proof,
    briefing: Briefing,
    articles: Sequence[Article],
    options: Options | None,
    find_problem: ProblemFinder,
    memories: Sequence[Memory],
    list_problems: Callable[[], Collection[Problem]],
    changed: str,
) -> Proof:
    """Return the proof with what making the briefing again tells of it."""
    if options is None:
        return replace(proof, unchecked=(f"{UNSAID}, so it cannot be made again",))
    if not articles:
        return replace(proof, unchecked=("it has no article of which it could be made again",))
    known = {section.id for section in (briefing.plan_used or options.plans[0]).sections}
    asked = replace(
        options,
        # The plan that was used is the only candidate, however it was chosen.
        plan="auto" if briefing.options.get("plan") == "auto" else options.plan,
        shares={name: share for name, share in options.shares.items() if name in known},
    )
    maker = find_maker()
    try:
        reason = ""
        if briefing.plan_used is None or briefing.made_by is None:
            reason = UNSAID
        elif briefing.made_by.digest != maker.digest:
            reason = "it was made by another version of the program, which may choose and count otherwise"
        elif briefing.made_by != maker:
            told, true = briefing.made_by.version, maker.version
            return replace(proof, failures=(Failure("made_by", f"says version {told}, the program is {true}"),))
        elif briefing.new_only and not memories:
            reason = "it tells only news, and no history here knows what earlier editions told"
        # Of several editions of the date, one is this.
        proofs: list[Proof] = []
        for memory in () if reason else memories if briefing.new_only else [None]:
            remade = compose(articles, (), asked, memory=memory)
            own = {*remade.problems, *list_unused_shares(briefing, options.shares), *list_problems()}
            apart, untrue = check_problems(briefing.problems, own, find_problem)
            differences = [Failure(where, message) for where, message in find_differences(briefing, remade)]
            proofs.append(replace(proof, failures=(*differences, *untrue), apart=apart))
        best = min(proofs, key=lambda one: len(one.failures), default=proof)
        if reason or (best.failures and changed and briefing.new_only):
            failures, doubts = check_evidence(briefing, articles, asked)
            told = f"{reason or changed}; {CHECKED}"
            return replace(proof, failures=tuple(failures), unchecked=(told, *doubts[:MOST_DOUBTS]))
    except SummarizerError as error:
        return replace(proof, failures=(Failure("briefing", f"cannot be made again: {error.message}"),))
    return best


def check_problems(
    told: Sequence[Problem], own: Collection[Problem], find_problem: ProblemFinder
) -> tuple[tuple[Problem, ...], list[Failure]]:
    """Return which problems of fetching a briefing names, and which of the others are untrue, or not named."""
    unsaid = sorted(set(own) - set(told), key=str)
    failures = [Failure(one.where, f"the briefing does not tell: {one.message}") for one in unsaid]
    apart: list[Problem] = []
    for problem in sorted(set(told) - set(own), key=str):
        if _REMOTE.match(problem.where):
            apart.append(problem)
        elif not find_problem(problem):
            failures.append(Failure("problems", f"“{shorten(problem.message)}” is not found again"))
    if len(set(told)) < len(told):
        failures.append(Failure("problems", "one is told twice"))
    return tuple(apart), failures


def check_evidence(
    briefing: Briefing, articles: Sequence[Article], options: Options
) -> tuple[list[Failure], list[str]]:
    """Check each line without making the briefing again: its words, and who is named for it.

    Each stretch is a whole sentence of news as it is cut now, edited as it would be now; who is named under "also"
    tells all of the line, and so many origins as are counted are behind it; who speaks stands in the article. Returned
    too are the lines of which this program finds another speaker or section, as another version may.
    """
    failures = list(_check_marks(briefing, articles))
    doubts: list[str] = []
    analysis = analyse_story(articles, options)
    words = read_story_words(analysis.news, analysis.names)
    cut: dict[Place, tuple[AnalysedSentence, SupportingSentence]] = {}
    for one in analysis.news:
        for place in find_places(one.sentence, one.article, analysis.story.copies):
            cut[place.article, place.start, place.end] = (one, place)
    lines = [(line, section.id) for section in briefing.sections for line in section.lines]
    for line, section_id in lines:
        credited = len(line.also) + len(line.related)
        found: list[AnalysedSentence | None] = []
        for number, told in enumerate(_list_stretches(line)):
            where = f"“{shorten(told.text)}”"
            if (told.article, told.start, told.end) not in cut:
                found.append(None)
                failures.append(Failure(where, "is no whole sentence of news of its source"))
                continue
            one, place = cut[told.article, told.start, told.end]
            found.append(one)
            # What is named for a line stands as it was cut; what is printed has its glosses, and some persons theirs.
            is_as_cut = 0 < number <= credited or told.article != one.article.id
            glossed = put_glosses(one, [edit for edit in one.introductions.values() if edit in told.edits])
            if (told.text, told.edits) != ((place.text, place.edits) if is_as_cut else (glossed.text, glossed.edits)):
                failures.append(Failure(where, "is not edited as this program would"))
        printed, *others = found
        if printed is not None:
            failures += _check_credits(line, printed, others[: len(line.also)], analysis.news, words)
            now = (printed.attribution.speaker, printed.section.section)
            if (line.speaker, section_id) != now:
                says = f"said by “{shorten(line.speaker)}” in the section “{shorten(section_id)}”"
                doubts.append(f"“{shorten(line.text)}” is {says}; this program finds “{now[0]}” and “{now[1]}”")
    return failures, doubts


def _check_marks(briefing: Briefing, articles: Sequence[Article]) -> Iterator[Failure]:
    """Check what holds by any version: the sections are the plan's, few lines are marked, and who speaks is named."""
    heard = "\n".join(article.text for article in articles)
    if briefing.plan_used is not None:
        heard = "\n".join([heard, *(name for one in briefing.plan_used.actors for name in (one.name, *one.aliases))])
        if not _are_planned(briefing.sections, briefing.plan_used):
            yield Failure("sections", "are not those of the plan that it used, in its order and with its titles")
    lines = [line for section in briefing.sections for line in section.lines]
    if sum(line.opens for line in lines) > 1 or sum(line.key for line in lines) > KEYS:
        yield Failure("sections", f"more than one line opens the page, or more than {KEYS} are key points")
    heard = heard.casefold()
    for section in briefing.sections:
        for line in section.lines:
            if line.speaker.casefold() not in heard:
                yield Failure(f"“{shorten(line.text)}”", f"is said by “{shorten(line.speaker)}”, whom no source names")
            if line.party and not section.by_speaker:
                yield Failure(f"“{shorten(line.text)}”", "has a party's heading in a section that has none")
            if any(other.article == line.article for other in line.disagreement):
                yield Failure(f"“{shorten(line.text)}”", "is shown to contradict its own article")


def _are_planned(sections: Sequence[BriefingSection], plan: Plan) -> bool:
    """Return whether the sections are all those of a plan, and behind them those with lines in further languages."""
    planned = [(one.id, one.title, one.by_speaker) for one in plan.sections]
    mine = [(one.id, one.title, one.by_speaker) for one in sections]
    further = sections[len(planned) :]
    if mine[: len(planned)] != planned or len({one.language for one in sections[: len(planned)]}) > 1:
        return False
    languages = [language for language, _ in groupby(one.language for one in sections)]
    if len(languages) > len(set(languages)) or not all(one.lines for one in further):
        return False
    for _, part in groupby(further, key=lambda one: one.language):
        places = [
            planned.index(kind) if kind in planned else -1 for kind in ((o.id, o.title, o.by_speaker) for o in part)
        ]
        if -1 in places or places != sorted(set(places)):
            return False
    return True


def _check_credits(
    line: BriefingSentence,
    printed: AnalysedSentence,
    others: Sequence[AnalysedSentence | None],
    news: Sequence[AnalysedSentence],
    words: StoryWords,
) -> Iterator[Failure]:
    """Check that all who are named for a line tell all of it, and that it counts no more origins than they are."""
    supporters = [printed]
    for told, other in zip(line.also, others, strict=True):
        # A copy of the article has the very sentence.
        if other is None or other.position == printed.position:
            continue
        if tells_all(printed, other, words, find_before(other, news)):
            supporters.append(other)
        else:
            where = f"“{shorten(line.text)}”"
            yield Failure(where, f"{told.outlet} is named for it and does not tell all of it: “{shorten(told.text)}”")
    most = count_sources(supporters)
    if line.origins > most:
        where = f"“{shorten(line.text)}”"
        yield Failure(where, f"counts {line.origins} origins, and there are at most {most} behind it")


def find_place(article: Article) -> Where:
    """Return where an article stands, by which it is the same in a story as on a front page."""
    return article.path, article.item, article.url


def list_printed(briefings: Iterable[Briefing]) -> Mapping[Where, Sequence[SupportingSentence]]:
    """Return what is printed of each article, by where it stands."""
    printed: defaultdict[Where, list[SupportingSentence]] = defaultdict(list)
    for briefing in briefings:
        places = {article.id: find_place(article) for article in briefing.articles}
        for line in [line for section in briefing.sections for line in section.lines]:
            for stretch in _list_stretches(line):
                if stretch.article in places:
                    printed[places[stretch.article]].append(stretch)
    return printed


def _check_article(told: Article, found: Article, printed: Sequence[SupportingSentence]) -> Iterator[Failure]:
    where = told.where
    if not told.sha256:
        yield Failure(where, "has no digest, so any file could be its source")
        return
    if found.sha256 != told.sha256:
        if len(found.text) < max((one.end for one in printed), default=0):
            yield Failure(where, "the source was shortened: it ends before what is printed of it")
            return
        moved = min((one.start for one in printed if _read_stretch(one, found) != one.text), default=-1)
        held = max((one.end for one in printed if one.end <= moved), default=0)
        how = f": its text changed (from character {held} on)" if moved >= 0 else ""
        yield Failure(where, f"the source was altered since the briefing was made{how}")
        return
    if (told.outlet, told.outlet_from) != (found.outlet, found.outlet_from):
        was, is_now = f"“{told.outlet}” ({told.outlet_from})", f"“{found.outlet}” ({found.outlet_from})"
        yield Failure(where, f"the briefing names the outlet {was}, the source gives {is_now}")
    for field in [field for field in _TOLD_FIELDS if field not in _GIVEN_FIELDS or getattr(found, field)]:
        was, is_now = getattr(told, field), getattr(found, field)
        if was != is_now:
            yield Failure(where, f"the briefing gives the {field} “{shorten(was)}”, the source “{shorten(is_now)}”")


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
        yield Failure(where, f"printed is “{shorten(told.text)}”, the source has “{shorten(stands)}”")


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
    for told in [told for line in lines for told in _list_stretches(line)]:
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


def _check_length(briefing: Briefing, lines: Sequence[BriefingSentence]) -> Iterator[Failure]:
    words = sum(count_words(line.text) for line in lines)
    if (briefing.length.sentences, briefing.length.words) != (len(lines), words):
        told = f"{briefing.length.sentences} sentences and {briefing.length.words} words"
        yield Failure("length", f"the briefing counts {told}, there are {len(lines)} and {words}")
