"""Front page + its sources → what does not hold: each story's briefing is looked at, and the page is made again.

A page that goes on from earlier editions can only be made again with a history that knows them. Without one, or where
that has changed since, it is made again by what it keeps: the counts, and of which story each article is. What is one
story by today's articles must then stand in one place; that an earlier story holds more together, and what that one was
called, cannot be known, and of news only what was told before neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from summarizer.briefing.front_page import compose_front_page, find_story_options, put_new_first
from summarizer.briefing.hand_edits import check_hand
from summarizer.briefing.readability import add_lengths
from summarizer.briefing.remake import find_differences, find_maker
from summarizer.briefing.source_checks import (
    Failure,
    Proof,
    Reader,
    check_sources,
    count_failures,
    find_place,
    list_printed,
    read_again,
)
from summarizer.briefing.verification import (
    CHECKED,
    MOST_DOUBTS,
    UNMADE,
    Evidence,
    check_dates,
    check_evidence,
    check_version,
    choose_proof,
    compare_again,
    verify,
)
from summarizer.dedupe.memory import read_changes
from summarizer.errors import ExpiredError, SourceError
from summarizer.model import (
    Article,
    Briefing,
    DetectedStory,
    FrontPage,
    KnownArticle,
    KnownStory,
    Memory,
    Options,
    Page,
    Pile,
    Plan,
    StoryMemory,
)
from summarizer.stories.article_space import find_text_digest
from summarizer.stories.pile import find_stories
from summarizer.text.escaping import shorten


def verify_page(page: Page, evidence: Evidence) -> Proof:
    """Return what of a briefing or front page does not hold; see ``verify`` and ``verify_front_page``.

    What it says was changed since it was printed is a matter apart. One that was edited by hand is proved as it was
    made, and its edits must make of that what it is.
    """
    if page.as_made is not None or page.edited:
        proof = verify_page(replace(page.as_made or page, edited=()), evidence)
        return replace(proof, failures=(*proof.failures, *check_hand(page)))
    memories = [(read_changes(told, page.changes), stories) for told, stories in evidence.memories]
    evidence = replace(evidence, memories=memories)
    proof = verify(page, evidence) if isinstance(page, Briefing) else verify_front_page(page, evidence)
    return replace(proof, failures=(*check_dates(page), *proof.failures))


def verify_front_page(page: FrontPage, evidence: Evidence) -> Proof:
    """Return what of a front page does not hold, by its sources read anew, each once."""
    sources, proof = _check_sources(page, evidence.read)
    if proof.failures or proof.expired:
        return proof
    options = evidence.options
    if options is None:
        return replace(proof, unchecked=(UNMADE,))
    given = (proof, page, sources, options, evidence)
    return choose_proof(page, proof, evidence, partial(_make_again, *given), partial(_look_apart, *given))


def _check_sources(page: FrontPage, read: Reader) -> tuple[list[Article], Proof]:
    """Return the sources of a page, each read once, and what they bear out of it whatever it may be made of."""
    printed = list_printed(page.briefings.values())
    sources, by_id, failures = read_again(page.pile.articles, page.pile.set_aside, read, printed)
    told = {failure.where for failure in failures}
    failures += _check_page(page)
    known = {find_place(article): by_id[article.id] for article in page.pile.articles if article.id in by_id}
    expired = {failure.where for failure in failures if failure.expired}

    def read_known(article: Article) -> Article:
        if find_place(article) not in known:
            kind = ExpiredError if article.where in expired else SourceError
            raise kind("is no source of this page, or cannot be read")
        return known[find_place(article)]

    sentences = others = 0
    for story, briefing in _list_told(page):
        proof, _ = check_sources(briefing, read_known, bool(expired))
        sentences += proof.sentences
        others += proof.others
        failures += _place(story, [failure for failure in proof.failures if failure.where not in told])
    return sources, count_failures(Proof(sentences, others, len(page.pile.articles), ()), failures)


def _make_again(
    proof: Proof,
    page: FrontPage,
    sources: Sequence[Article],
    options: Options,
    evidence: Evidence,
    told: Memory | None,
    stories: StoryMemory | None,
    level: Callable[[FrontPage], FrontPage] = lambda page: page,
) -> Proof:
    """Return the proof with all in which a page differs from the same made again with a memory, both on one level."""
    plans = {story.id: briefing.plan_used for story, briefing in _list_told(page) if briefing.plan_used}
    made = compose_front_page(sources, (), options, memory=told, stories=stories, plans=plans)
    return compare_again(proof, level(page), level(made), made.problems, evidence)


def _list_told(page: FrontPage) -> list[tuple[DetectedStory, Briefing]]:
    """Return the stories that have a briefing, each with it."""
    return [(story, page.briefings[story.id]) for story in page.pile.stories if story.id in page.briefings]


def _place(story: DetectedStory, failures: Sequence[Failure]) -> list[Failure]:
    """Return failures of a story's briefing with the story where they are."""
    where = f"story “{shorten(story.title)}”"
    return [replace(one, where=f"{where}, {one.where}" if one.where else where) for one in failures]


def _check_page(page: FrontPage) -> Iterator[Failure]:
    """Check what holds by any version: each article stands in one place, stories and lengths are possible."""
    yield from _check_places(page.pile)
    days = {day for story in page.pile.stories for day, _ in story.told if day < page.date}
    if not page.pages.keys() <= days:
        yield Failure("pages", "leads to the page of a day on which none of its stories was told")
    articles = {article.id: article for article in page.pile.articles}
    for story in page.pile.stories:
        own = [articles[name] for name in story.articles if name in articles]
        yield from _place(story, [Failure("", message) for message in _check_story(page, story, own)])
    yield from _check_told(page)
    yield from check_version(page)


def _check_told(page: FrontPage) -> Iterator[Failure]:
    """Check what the briefings of the stories have in common: one plan of a name, and the length of the page."""
    told = _list_told(page)
    plans: dict[str, Plan] = {}
    for story, briefing in told:
        used = briefing.plan_used
        if used and plans.setdefault(used.id, used) != used:
            yield from _place(story, [Failure("", f"another story has another plan “{used.id}”")])
    length, counted = page.length, add_lengths(briefing.length for _, briefing in told)
    if (length.sentences, length.words) != (counted.sentences, counted.words):
        message = f"the page counts {length.sentences} sentences and {length.words} words"
        yield Failure("length", f"{message}, its stories have {counted.sentences} and {counted.words}")


def _check_places(pile: Pile) -> Iterator[Failure]:
    """Check that each article of a pile stands in one place of the page."""
    articles = {article.id: article for article in pile.articles}
    if len(articles) < len(pile.articles):
        yield Failure("articles", "two have one id")
    places = Counter(name for story in pile.stories for name in story.articles)
    places.update((*(single.article for single in pile.singles), *pile.comments, *pile.roundups))
    for name in sorted(articles.keys() | places.keys()):
        if name not in articles or places[name] != 1:
            where = articles[name].where if name in articles else name
            yield Failure(where, f"stands in {places[name]} places of the page; each of its articles stands in one")


def _check_story(page: FrontPage, story: DetectedStory, own: Sequence[Article]) -> Iterator[str]:
    """Say what of a story and its briefing cannot be, by its ``own`` articles as the page has them."""
    members, outlets = set(story.articles), {one.outlet for one in own}
    if not story.standing and story.title_from not in members:
        yield "has the title of an article that is not in it"
    if any(story.title not in one.title for one in own if one.id == story.title_from and one.title):
        yield "its title is not the headline of the article that it is said to be of"
    if not members.issuperset(story.comments):
        yield "counts as opinion what is not in it"
    if not members.issuperset(chain.from_iterable(story.translations)):
        yield "has translations that are not in it"
    if not 1 <= story.origins <= len(own) or not 1 <= story.outlets <= len(outlets):
        yield f"counts {story.outlets} outlets and {story.origins} origins for {len(own)} articles"
    if story.id in page.briefings:
        yield from _check_briefing(page, page.briefings[story.id], [one for one in own if one.id in story.reports])


def _check_briefing(page: FrontPage, briefing: Briefing, reports: Sequence[Article]) -> Iterator[str]:
    """Say what of the briefing of a story cannot be, by the story's reports."""
    if set(map(find_place, (*briefing.articles, *briefing.set_aside))) != set(map(find_place, reports)):
        yield "its briefing is not of the very reports of the story"
    if briefing.made_by != page.made_by:
        yield "its briefing is said to be made by another program than the page"


def _look_apart(
    proof: Proof, page: FrontPage, sources: Sequence[Article], options: Options, evidence: Evidence, reason: str
) -> Proof:
    """Return the proof of a page that its history does not bear out: it is made again by what it keeps itself.

    Of news only, and of another version's page, each story is looked at by itself.
    """
    is_ours = page.made_by is not None and page.made_by.digest == find_maker().digest
    kept = _recall_links(page, sources)
    # Each story of the page is one with itself, though its articles alone may be several.
    own_ids = [(story.id, story.id) for story in page.pile.stories if not story.standing]
    options = replace(options, stories=replace(options.stories, joins=(*options.stories.joins, *own_ids)))
    doubts = list(_list_unknown(page, sources, options)) if is_ours else []
    if is_ours and not page.new_only:
        checked = "all else was made again by the counts and links that it keeps"
        proof = _make_again(proof, page, sources, options, evidence, None, kept, _level)
        return replace(proof, unchecked=(f"{reason}; {checked}", *doubts[:MOST_DOUBTS]))
    failures: list[Failure] = []
    pile = find_stories(sources, options, kept)
    if is_ours:
        made = replace(page, pile=put_new_first(pile))
        failures += [Failure(*one) for one in find_differences(_level(page), _level(made))]
    failures += _check_order(page, options)
    as_read = {find_place(one): one for one in pile.as_read.values()}
    for number, (story, briefing) in enumerate(_list_told(page)):
        own = find_story_options(options, story, briefing.plan_used, is_first=not number, new_only=page.new_only)
        places = map(find_place, (*briefing.articles, *briefing.set_aside))
        untrue, own_doubts = check_evidence(briefing, [as_read[one] for one in places if one in as_read], own)
        failures += _place(story, untrue)
        doubts += own_doubts
    sentences = CHECKED.removeprefix("checked are ")
    checked = f"checked are of the pile, that each article stands in one place; of each story, {sentences}"
    return replace(proof, failures=tuple(failures), unchecked=(f"{reason}; {checked}", *doubts[:MOST_DOUBTS]))


def _recall_links(page: FrontPage, sources: Sequence[Article]) -> StoryMemory:
    """Return what a page keeps of the memory with which it was made: counts, and of which story each article is.

    Its own articles are known by it as earlier ones would be; they count for no word, since the page's counts are of
    those that are not here. One more without a word in each story says that the story was there.
    """
    languages = {article.id: article.language for article in page.pile.articles}
    digests = dict(zip(languages, map(find_text_digest, sources), strict=False))
    articles: list[KnownArticle] = []
    documents = Counter(page.pile.documents)
    for story in page.pile.stories:
        for code in {languages[name] for name in story.articles}:
            articles.append(KnownArticle(story.id, story.id, "", code, {}))
        # A copy is where its original is.
        for name in [name for name in story.articles if "-" not in name]:
            articles.append(KnownArticle(digests[name], story.id, "", languages[name], {}))
            documents[languages[name]] += 1
    stories = tuple(KnownStory(story.id, story.told) for story in page.pile.stories)
    return StoryMemory(tuple(articles), stories, page.pile.counts, documents)


def _level(page: FrontPage) -> FrontPage:
    """Return a page without what nothing but a history can bear out, nor what its stories were held together by."""
    stories = tuple(replace(story, joined=()) for story in page.pile.stories)
    asked = page.options.get("stories")
    said = dict(asked) if isinstance(asked, Mapping) else {}
    said["joins"] = [pair for pair in said.get("joins", ()) if len(set(pair)) > 1]
    return replace(page, options={**page.options, "stories": said}, known=(), pile=replace(page.pile, stories=stories))


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


def _list_unknown(page: FrontPage, sources: Sequence[Article], options: Options) -> Iterator[str]:
    """Yield what of the stories of a page only earlier editions know: what else is one, and from which it goes on."""
    alone = find_stories(sources, options, StoryMemory(counts=page.pile.counts, documents=page.pile.documents))
    same = {frozenset(story.articles): story.id for story in alone.stories}
    for story in page.pile.stories:
        where, name = f"story “{shorten(story.title)}”", same.get(frozenset(story.articles))
        if name is None:
            yield f"{where} is held together by articles of earlier editions, which are not here"
        elif story.id != name or story.told or story.joined:
            yield f"{where} is said to go on from {story.id}, which is not known here"
