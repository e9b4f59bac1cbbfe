"""Front page + its sources → what does not hold: each story's briefing is looked at, and the page is made again.

A page that goes on from earlier editions can only be made again with a history that knows them. Without one the pile
is sorted anew by the counts that the page keeps. What is one story by today's articles must then stand in one place;
that an earlier story holds more together, and what that one was called, cannot be known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from summarizer.briefing.assembly import find_maker
from summarizer.briefing.front_page import compose_front_page, find_story_options
from summarizer.briefing.pipeline import make_briefing
from summarizer.briefing.remake import find_differences
from summarizer.briefing.verification import (
    CHECKED,
    MOST_DOUBTS,
    UNSAID,
    Failure,
    ProblemFinder,
    Proof,
    Reader,
    check_evidence,
    check_problems,
    check_sources,
    read_again,
    verify,
)
from summarizer.errors import SourceError, SummarizerError
from summarizer.model import (
    Article,
    Briefing,
    DetectedStory,
    FrontPage,
    Memory,
    Options,
    Page,
    Pile,
    Problem,
    StoryMemory,
)
from summarizer.stories.pile import find_stories
from summarizer.text.escaping import shorten

#: What an earlier edition told, and which stories it knew.
Memories = Sequence[tuple[Memory, StoryMemory]]

Place = tuple[str, int, str]
#: Where an article may stand beside the stories, and what of a story its articles alone say.
_BESIDE = frozenset({"singles", "comments", "roundups"})
_SAID_BY_ARTICLES = (  # names, not language
    "title", "title_from", "comments", "outlets", "origins", "newest", "cohesion", "standing",
)  # fmt: skip


def verify_page(
    page: Page,
    read: Reader,
    options: Options | None = None,
    find_problem: ProblemFinder = lambda problem: False,
    memories: Memories = (),
    list_problems: Callable[[], Collection[Problem]] = tuple,
) -> Proof:
    """Return what of a briefing or front page does not hold; see ``verify`` and ``verify_front_page``."""
    if isinstance(page, FrontPage):
        return verify_front_page(page, read, options, find_problem, memories, list_problems)
    return verify(page, read, options, find_problem, [told for told, _ in memories], list_problems)


def needs_history(page: Page) -> bool:
    """Return whether a page can be made again only with what earlier editions told or knew."""
    if isinstance(page, Briefing) or page.new_only:
        return page.new_only
    return bool(page.pile.counts) or any(story.told or story.joined for story in page.pile.stories)


def verify_front_page(
    page: FrontPage,
    read: Reader,
    options: Options | None = None,
    find_problem: ProblemFinder = lambda problem: False,
    memories: Memories = (),
    list_problems: Callable[[], Collection[Problem]] = tuple,
) -> Proof:
    """Return what of a front page does not hold, by its sources read anew, each once.

    Arguments are those of ``verify``; the ``options`` have plans for the stories that have no briefing, and of several
    ``memories`` of what was told and known before the page's date, one must bear it out.
    """
    sources, by_id, failures = read_again(page.pile.articles, page.pile.set_aside, read, {})
    failures += _check_page(page)
    known = {_find_place(article): by_id[article.id] for article in page.pile.articles if article.id in by_id}

    def read_known(article: Article) -> Article:
        if _find_place(article) not in known:
            raise SourceError("is no source of this page, or cannot be read")
        return known[_find_place(article)]

    sentences = others = 0
    for story, briefing in _list_told(page):
        proof, _ = check_sources(briefing, read_known)
        sentences += proof.sentences
        others += proof.others
        failures += _place(story, proof.failures)
    proof = Proof(sentences, others, len(page.pile.articles), tuple(dict.fromkeys(failures)))
    if failures:
        return proof
    reason = _find_doubt(page, options, memories)
    try:
        if options is None or reason:
            return _look_apart(proof, page, sources, options, reason)
        attempts: list[tuple[Memory | None, StoryMemory | None]] = [(None, None)]
        if needs_history(page):
            attempts = [(told if page.new_only else None, stories) for told, stories in memories]
        plans = {story.id: briefing.plan_used for story, briefing in _list_told(page) if briefing.plan_used}
        remade = [
            compose_front_page(sources, (), options, memory=told, stories=stories, plans=plans)
            for told, stories in attempts
        ]
    except SummarizerError as error:
        return replace(proof, failures=(Failure("front page", f"cannot be made again: {error.message}"),))
    proofs: list[Proof] = []
    for made in remade:
        apart, untrue = check_problems(page.problems, {*made.problems, *list_problems()}, find_problem)
        differences = [Failure(where, message) for where, message in find_differences(page, made)]
        proofs.append(replace(proof, failures=(*differences, *untrue), apart=apart))
    return min(proofs, key=lambda one: len(one.failures))


def _list_told(page: FrontPage) -> list[tuple[DetectedStory, Briefing]]:
    """Return the stories that have a briefing, each with it."""
    return [(story, page.briefings[story.id]) for story in page.pile.stories if story.id in page.briefings]


def _place(story: DetectedStory, failures: Sequence[Failure]) -> list[Failure]:
    """Return failures of a story's briefing with the story where they are."""
    where = f"story “{shorten(story.title)}”"
    return [replace(one, where=f"{where}, {one.where}" if one.where else where) for one in failures]


def _find_place(article: Article) -> Place:
    """Return where an article stands, by which it is the same in a story as on the page."""
    return article.path, article.item, article.url


def _find_doubt(page: FrontPage, options: Options | None, memories: Memories) -> str:
    """Return why a page cannot be made again, if it cannot."""
    maker = find_maker()
    if options is None or page.made_by is None or any(one.plan_used is None for one in page.briefings.values()):
        return UNSAID
    if page.made_by.digest != maker.digest:
        return "it was made by another version of the program, which may sort, choose and count otherwise"
    if needs_history(page) and not memories:
        return "it goes on from earlier editions, and no history here knows what they told"
    return ""


def _check_page(page: FrontPage) -> Iterator[Failure]:
    """Check what holds by any version: each article stands in one place, stories and lengths are possible."""
    pile = page.pile
    articles = {article.id: article for article in pile.articles}
    places = Counter(name for story in pile.stories for name in story.articles)
    places.update((*(single.article for single in pile.singles), *pile.comments, *pile.roundups))
    if len(articles) < len(pile.articles):
        yield Failure("articles", "two have one id")
    for name in sorted({*articles, *places}):
        if name not in articles or places[name] != 1:
            where = articles[name].where if name in articles else name
            yield Failure(where, f"stands in {places[name]} places of the page; each of its articles stands in one")
    for story in pile.stories:
        own = [articles[name] for name in story.articles if name in articles]
        yield from _place(story, [Failure("", message) for message in _check_story(page, story, own)])
    plans = {one.plan_used.id: one.plan_used for one in page.briefings.values() if one.plan_used}
    for story, briefing in _list_told(page):
        if briefing.plan_used and plans[briefing.plan_used.id] != briefing.plan_used:
            yield from _place(story, [Failure("", f"another story has another plan “{briefing.plan_used.id}”")])
    lengths = [briefing.length for _, briefing in _list_told(page)]
    counted = (sum(length.sentences for length in lengths), sum(length.words for length in lengths))
    if (page.length.sentences, page.length.words) != counted:
        told = f"{page.length.sentences} sentences and {page.length.words} words"
        yield Failure("length", f"the page counts {told}, its stories have {counted[0]} and {counted[1]}")
    maker = find_maker()
    if page.made_by and page.made_by.digest == maker.digest and page.made_by != maker:
        yield Failure("made_by", f"says version {page.made_by.version}, the program is {maker.version}")


def _check_story(page: FrontPage, story: DetectedStory, own: Sequence[Article]) -> Iterator[str]:
    """Say what of a story cannot be, by its ``own`` articles as the page has them."""
    if not story.standing and story.title_from not in story.articles:
        yield "has the title of an article that is not in it"
    if any(one.id == story.title_from and one.title and story.title not in one.title for one in own):
        yield "its title is not the headline of the article that it is said to be of"
    if not set(story.comments) <= set(story.articles):
        yield "counts as opinion what is not in it"
    if not 1 <= story.origins <= len(own) or not 1 <= story.outlets <= len({one.outlet for one in own}):
        yield f"counts {story.outlets} outlets and {story.origins} origins for {len(own)} articles"
    briefing = page.briefings.get(story.id)
    reports = [one for one in own if one.id in story.reports]
    if briefing and {*map(_find_place, (*briefing.articles, *briefing.set_aside))} != {*map(_find_place, reports)}:
        yield "its briefing is not of the very reports of the story"
    if briefing and briefing.made_by != page.made_by:
        yield "its briefing is said to be made by another program than the page"


def _look_apart(
    proof: Proof, page: FrontPage, sources: Sequence[Article], options: Options | None, reason: str
) -> Proof:
    """Return the proof of a page that cannot be made again as a whole: each story by itself, and the pile."""
    if options is None:
        return replace(proof, unchecked=(f"{reason}, so it cannot be made again",))
    failures = list(_check_order(page, options))
    doubts: list[str] = []
    is_ours = page.made_by is not None and page.made_by.digest == find_maker().digest
    stories = StoryMemory(counts=page.pile.counts, documents=page.pile.documents)
    pile = find_stories(sources, options, stories)
    if is_ours:
        untrue, doubts = _compare_piles(page.pile, pile)
        failures += untrue
    as_read = {_find_place(pile.as_read[article.id]): pile.as_read[article.id] for article in pile.articles}
    for number, (story, briefing) in enumerate(_list_told(page)):
        own = find_story_options(options, story, briefing.plan_used, is_first=not number)
        places = map(_find_place, (*briefing.articles, *briefing.set_aside))
        articles = [as_read[place] for place in places if place in as_read]
        if is_ours and not page.new_only and options.stories.page_length is None:
            remade = make_briefing(articles, own)
            untrue = [Failure(where, message) for where, message in find_differences(briefing, remade)]
        else:
            untrue, own_doubts = check_evidence(briefing, articles, own)
            doubts += own_doubts
        failures += _place(story, untrue)
    checked = (
        f"of the pile, that each article stands in one place; of each story, {CHECKED.removeprefix('checked are ')}"
    )
    return replace(
        proof, failures=tuple(failures), unchecked=(f"{reason}; checked are {checked}", *doubts[:MOST_DOUBTS])
    )


def _check_order(page: FrontPage, options: Options) -> Iterator[Failure]:
    """Check that the first stories are told, but for those of which nothing is new, or of which a problem says why."""
    explained = {
        *page.quiet,
        *(story.id for story in page.pile.stories for one in page.problems if one.where == story.title),
    }
    left = options.stories.most_stories if options.stories.page_length is None else 0
    for story in page.pile.stories:
        if left > 0 and story.id not in page.briefings and story.id not in explained:
            yield from _place(story, [Failure("", "has a line only, and the page tells stories that come later")])
        left -= story.id in page.briefings


def _compare_piles(told: Pile, found: Pile) -> tuple[list[Failure], list[str]]:
    """Compare how articles are sorted with how they are without those of earlier editions.

    What belongs together without them does so with them; what else they hold together cannot be known. Returned are
    what cannot be so, and what is not known.
    """
    failures: list[Failure] = []
    doubts: list[str] = []
    place_of = _list_places(told)
    for story in found.stories:
        places = sorted({place_of.get(name, "none") for name in story.articles})
        if len(places) > 1:
            message = f"its articles are one story, and stand in several places: {', '.join(places)}"
            failures += _place(story, [Failure("", message)])
    for name, place in _list_places(found).items():
        mine = place_of.get(name, "none")
        if place != mine and {place, mine} <= _BESIDE:
            failures.append(Failure(name, f"stands among the {mine}, made again among the {place}"))
    if {article.id for article in told.articles} != {article.id for article in found.articles}:
        failures.append(Failure("articles", "have other ids than made again"))
    if (told.counts, told.documents) != (found.counts, found.documents):
        failures.append(Failure("counts", "are not of the words of these articles"))
    same = {frozenset(story.articles): story for story in found.stories}
    for story in told.stories:
        where = f"story “{shorten(story.title)}”"
        other = same.get(frozenset(story.articles))
        if other is None:
            doubts.append(f"{where} is held together by articles of earlier editions, which are not here")
            continue
        pairs = [(field, getattr(story, field), getattr(other, field)) for field in _SAID_BY_ARTICLES]
        differing = [
            (field, f"the page has {mine}, made again it has {own}") for field, mine, own in pairs if mine != own
        ]
        failures += _place(story, [Failure(*one) for one in differing])
        if story.id != other.id or story.told or story.joined:
            doubts.append(f"{where} is said to go on from {story.id}, which is not known here")
    return failures, doubts


def _list_places(pile: Pile) -> Mapping[str, str]:
    """Return where each article of a pile stands: in the story of an id, or in one of the lists beside the stories."""
    places = {name: story.id for story in pile.stories for name in story.articles}
    places |= {single.article: "singles" for single in pile.singles}
    return places | dict.fromkeys(pile.comments, "comments") | dict.fromkeys(pile.roundups, "roundups")
