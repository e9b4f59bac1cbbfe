"""Briefing + its sources → what does not hold: the proof that this page follows from these files by this program.

First the evidence is looked at: each source, and each stretch that is printed. If all of it holds, the briefing is made
again from its sources by its own options, and every field is compared. Without that, a page is not proved: all its
sentences may be real, and their outlets, order and figures may not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.briefing.assembly import KEYS
from summarizer.briefing.pipeline import analyse_story, compose, list_unused_shares
from summarizer.briefing.remake import find_differences, find_maker
from summarizer.briefing.rights import is_bounded
from summarizer.briefing.source_checks import Failure, Proof, Reader, check_sources, list_stretches
from summarizer.briefing.story_analysis import find_before, put_glosses
from summarizer.dedupe.contradictions import REASONS
from summarizer.dedupe.support import StoryWords, read_story_words, tells_all
from summarizer.dedupe.wire_copies import count_sources, find_places
from summarizer.errors import SummarizerError
from summarizer.model import (
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    Edit,
    FrontPage,
    Memory,
    Options,
    Page,
    Plan,
    Problem,
    Right,
    StoryMemory,
    SupportingSentence,
)
from summarizer.render.page_words import is_day
from summarizer.text.agencies import find_identity
from summarizer.text.escaping import shorten

#: Tells whether a problem of reading, as a briefing names it, is found again.
ProblemFinder = Callable[[Problem], bool]
#: What earlier editions told before a date, and which stories they knew.
Memories = Sequence[tuple[Memory, StoryMemory]]

#: What can be said of a briefing that is not made again.
CHECKED = (
    "checked are its sentences, their edits, that who is named for one tells all of it, that a source names whom it "
    "gives as speaker and that sections and headings are the plan's; not proved, and perhaps altered, are who speaks, "
    "whom a line passes on, which sentences are chosen, in which order and section, the title, disagreements, updates, "
    "key points and figures"
)
MOST_DOUBTS = 40
UNMADE = "it does not say how it was made, so it cannot be made again"
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a page is proved by.

    ``read`` reads the source of an article again; it raises SourceError when it cannot. ``options`` are those that the
    page names, with the plan that it used, else one like it, and on a front page plans for the stories that have no
    briefing; None if it names none. ``find_problem`` tells whether a problem of reading is found again, and
    ``list_problems`` what is wrong with the sources as they were read now: a page must tell it. ``memories`` are what
    earlier editions told and knew; of several, one must bear the page out. ``changed`` says, of an edition that the
    history keeps, how that has changed since: where no memory bears it out, it is then not proved instead of wrong, if
    nothing else is.
    """

    read: Reader
    options: Options | None = None
    find_problem: ProblemFinder = lambda problem: False
    memories: Memories = ()
    list_problems: Callable[[], Collection[Problem]] = tuple
    changed: str = ""


def needs_history(page: Page) -> bool:
    """Return whether a page can be made again only with what earlier editions told or knew."""
    if isinstance(page, Briefing) or page.new_only:
        return page.new_only
    return bool(page.pile.counts) or any(story.told or story.joined for story in page.pile.stories)


def verify(briefing: Briefing, evidence: Evidence) -> Proof:
    """Return what of a briefing, as printed, does not hold, by its sources read anew."""
    proof, sources = check_sources(briefing, evidence.read)
    options = evidence.options
    if proof.failures or proof.expired:
        return proof
    if options is None:
        return replace(proof, unchecked=(UNMADE,))
    if not sources:
        return replace(proof, unchecked=("it has no article of which it could be made again",))
    wrong = tuple(check_version(briefing))
    if wrong:
        return replace(proof, failures=wrong)
    known = {section.id for section in (briefing.plan_used or options.plans[0]).sections}
    # The plan that was used is the only candidate, however it was chosen.
    plan = "auto" if briefing.options.get("plan") == "auto" else options.plan
    shares = {name: share for name, share in options.shares.items() if name in known}
    asked = replace(options, plan=plan, shares=shares)

    def remake(memory: Memory | None, stories: StoryMemory | None) -> Proof:
        remade = compose(sources, (), asked, memory=memory)
        own = {*remade.problems, *list_unused_shares(briefing, options.shares)}
        return compare_again(proof, briefing, remade, own, evidence)

    def look_apart(reason: str) -> Proof:
        failures, doubts = check_evidence(briefing, sources, asked)
        doubts += _list_untold(briefing, asked, evidence)
        unchecked = (f"{reason}; {CHECKED}", *doubts[:MOST_DOUBTS])
        return replace(proof, failures=tuple(failures), unchecked=unchecked)

    return choose_proof(briefing, proof, evidence, remake, look_apart)


def check_version(page: Page) -> Iterator[Failure]:
    """Check that a page made by this very program says which version that is."""
    maker = find_maker()
    if page.made_by and page.made_by.digest == maker.digest and page.made_by != maker:
        yield Failure("made_by", f"says version {page.made_by.version}, the program is {maker.version}")


def check_dates(page: Page) -> Iterator[Failure]:
    """Check that what a page gives as dates are days; nothing else may be known of them than what the call said."""
    dates = [("date", page.date), ("since", page.since)]
    for briefing in page.briefings.values():
        dates += [("date", briefing.date), ("since", briefing.since)]
    dates += [("changes", change.date) for change in page.changes]
    if isinstance(page, FrontPage):
        dates += [("earlier", day) for story in page.pile.stories for day, _ in story.told]
    for where, day in dict.fromkeys(dates):
        if day and not is_day(day):
            yield Failure(where, f"“{shorten(day)}” is no day of the calendar, written like 2024-11-15")


def _find_doubt(page: Page, evidence: Evidence) -> str:
    """Return why a page cannot be made again, if it cannot."""
    if page.made_by is None or not all(one.plan_used for one in page.briefings.values()):
        return "it does not say how it was made"
    if page.made_by.digest != find_maker().digest:
        does = "choose" if isinstance(page, Briefing) else "sort, choose"
        return f"it was made by another version of the program, which may {does} and count otherwise"
    if needs_history(page) and not evidence.memories:
        if isinstance(page, Briefing):
            return "it tells only news, and no history here knows what earlier editions told"
        return "it may go on from earlier editions, and no history here knows (any more) what they told"
    return ""


def compare_again(proof: Proof, told: Page, remade: Page, own: Collection[Problem], evidence: Evidence) -> Proof:
    """Return a proof with all in which a page differs from the same made again, which has problems of its ``own``.

    Problems of fetching, which cannot be looked up again, stand apart.
    """
    failures = [Failure(where, message) for where, message in find_differences(told, remade)]
    found = {*own, *evidence.list_problems()}
    for problem in sorted(found - set(told.problems), key=str):
        failures.append(Failure(problem.where, f"the briefing does not tell: {problem.message}"))
    apart: list[Problem] = []
    for problem in sorted(set(told.problems) - found, key=str):
        if _REMOTE.match(problem.where):
            apart.append(problem)
        elif not evidence.find_problem(problem):
            failures.append(Failure("problems", f"“{shorten(problem.message)}” is not found again"))
    if len(set(told.problems)) < len(told.problems):
        failures.append(Failure("problems", "one is told twice"))
    return replace(proof, failures=tuple(failures), apart=tuple(apart))


def choose_proof(
    page: Page,
    proof: Proof,
    evidence: Evidence,
    remake: Callable[[Memory | None, StoryMemory | None], Proof],
    look_apart: Callable[[str], Proof],
) -> Proof:
    """Return the proof of a page made again with the memory that bears it out best; where it cannot be made again, or
    the history has changed, what can be told of it without."""
    doubt = _find_doubt(page, evidence)
    attempts: list[tuple[Memory | None, StoryMemory | None]] = [(None, None)]
    if needs_history(page):
        attempts = [(told if page.new_only else None, stories) for told, stories in evidence.memories]
    try:
        if doubt:
            return look_apart(doubt)
        proofs = [remake(*memory) for memory in attempts]
        best = min(proofs, key=lambda one: len(one.failures), default=proof)
        if best.failures and evidence.changed and needs_history(page):
            return look_apart(evidence.changed)
    except SummarizerError as error:
        what = "briefing" if isinstance(page, Briefing) else "front page"
        return replace(proof, failures=(Failure(what, f"cannot be made again: {error.message}"),))
    return best


def _list_untold(briefing: Briefing, options: Options, evidence: Evidence) -> Iterator[str]:
    """Yield what a page says beside its lines that neither its sources nor its plan say, as another version may."""
    titles = [options.title, *(plan.title for plan in options.plans), *(one.title for one in briefing.articles)]
    if briefing.title not in titles:
        yield f"the title “{shorten(briefing.title)}” is neither its plan's nor the headline of one of its articles"
    own = evidence.list_problems()
    for problem in briefing.problems:
        if problem not in own and not evidence.find_problem(problem):
            yield f"that “{shorten(problem.message)}” ({shorten(problem.where)}), the page alone says"


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
        found: list[AnalysedSentence | None] = []
        for number, told in enumerate(list_stretches(line)):
            known = cut.get((told.article, told.start, told.end))
            found.append(known[0] if known else None)
            is_beside = 0 < number <= len(line.also) + len(line.related)
            if known is None:
                failures.append(Failure(f"“{shorten(told.text)}”", "is no whole sentence of news of its source"))
            elif (told.text, told.edits) != _edit_again(told, *known, options.rights, is_beside=is_beside):
                failures.append(Failure(f"“{shorten(told.text)}”", "is not edited as this program would"))
        printed, *others = found
        if printed is not None:
            failures += _check_credits(line, printed, others[: len(line.also)], analysis.news, words)
            doubts += _list_doubts(line, section_id, printed)
    return failures, doubts


def _edit_again(
    told: SupportingSentence,
    one: AnalysedSentence,
    place: SupportingSentence,
    rights: Mapping[str, Right],
    *,
    is_beside: bool,
) -> tuple[str, Sequence[Edit]]:
    """Return how this program prints a sentence, and its edits; ``is_beside`` a line it stands as it was cut."""
    if is_beside and is_bounded(told.outlet, rights):
        return "", ()
    if is_beside or told.article != one.article.id:
        return place.text, place.edits
    # What is printed has its glosses, and some persons theirs.
    glossed = put_glosses(one, [edit for edit in one.introductions.values() if edit in told.edits])
    return glossed.text, glossed.edits


def _list_doubts(line: BriefingSentence, section_id: str, printed: AnalysedSentence) -> Iterator[str]:
    """Yield what of a line this program finds otherwise, as another version may: speaker, section, origin."""
    voice = printed.attribution
    where = f"“{shorten(line.text)}”"
    if (line.speaker, section_id) != (voice.speaker, printed.section.section):
        says = f"said by “{shorten(line.speaker)}” in the section “{shorten(section_id)}”"
        yield f"{where} is {says}; this program finds “{voice.speaker}” and “{printed.section.section}”"
    # An agency passes on nobody: what is its own has no origin.
    origin = voice.origin if find_identity(voice.origin) != find_identity(line.outlet) else ""
    if line.origin != origin:
        yield f"{where} is passed on from “{shorten(line.origin)}”; this program finds “{origin}”"


def _check_marks(briefing: Briefing, articles: Sequence[Article]) -> Iterator[Failure]:
    """Check what holds by any version: the sections are the plan's, few lines are marked, and who speaks is named."""
    plan, lines = briefing.plan_used, briefing.lines
    heard = [article.text for article in articles]
    for actor in plan.actors if plan else ():
        heard += [actor.name, *actor.aliases]
    is_planned = plan is None or _are_planned(briefing.sections, plan)
    many = sum(line.opens for line in lines) > 1 or sum(line.key for line in lines) > KEYS
    wrong = [
        (not is_planned, "sections", "are not those of the plan that it used, in its order and with its titles"),
        (briefing.origins > len({one.id for one in briefing.articles}), "origins", "are more than there are articles"),
        (many, "sections", f"more than one line opens the page, or more than {KEYS} are key points"),
    ]
    yield from (Failure(where, message) for is_so, where, message in wrong if is_so)
    text = "\n".join(heard).casefold()
    for section in briefing.sections:
        for line in section.lines:
            for message in _list_wrong_marks(line, section, text):
                yield Failure(f"“{shorten(line.text)}”", message)


def _list_wrong_marks(line: BriefingSentence, section: BriefingSection, heard: str) -> Iterator[str]:
    """Yield what of a line cannot be, in any version; ``heard`` are the texts and names of all, in small letters."""
    is_marked = bool(line.heading or line.pinned or line.by_hand)
    contradicts_itself = line.article in {other.article for other in line.disagreement}
    is_reasoned = {other.reason for other in line.disagreement} <= REASONS
    wrong = {
        "bears the mark of an editor, and no edit is told": is_marked,
        f"is said by “{shorten(line.speaker)}”, whom no source names": line.speaker.casefold() not in heard,
        f"stands under “{shorten(line.party)}”, whom no source names": line.party.casefold() not in heard,
        "has a party's heading in a section that has none": bool(line.party) and not section.by_speaker,
        "is shown to contradict its own article": contradicts_itself,
        "is contradicted for a reason that there is not": not is_reasoned,
    }
    yield from (message for message, is_so in wrong.items() if is_so)


def _are_planned(sections: Sequence[BriefingSection], plan: Plan) -> bool:
    """Return whether the sections are all those of a plan, and behind them those with lines in further languages."""
    planned = [(one.id, one.title, one.by_speaker) for one in plan.sections]
    seen: set[str] = set()
    for language, group in groupby(sections, key=attrgetter("language")):
        part = list(group)
        kinds = [(one.id, one.title, one.by_speaker) for one in part]
        # In the order of the plan, each once; in the first language all, in others those with lines.
        wanted = [kind for kind in planned if kind in kinds] if seen else planned
        if language in seen or kinds != wanted or (seen and not all(one.lines for one in part)):
            return False
        seen.add(language)
    return bool(seen)


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
