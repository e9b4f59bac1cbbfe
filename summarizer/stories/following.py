"""Today's groups of articles and the stories of earlier editions: which goes on from which; and what is remembered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from summarizer.analysis.dates import ISO_DAY
from summarizer.analysis.story import name_address
from summarizer.model import Article, DetectedStory, KnownArticle, KnownStory, Pile, StoryMemory
from summarizer.stories.article_space import (
    ArticleSpace,
    count_documents,
    find_known,
    find_text_digest,
    index_known,
    weigh_terms,
)
from summarizer.stories.detection import MOST_BREADTH, Group, find_threshold

_LETTERS = 5
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class JoinedStory:
    """A story of today in its languages: its id, for each language the rows in its space, and the ids of others that
    have become one with it. ``translations`` are the pairs of articles, by their ids, that are the same."""

    id: str
    parts: tuple[tuple[ArticleSpace, tuple[int, ...]], ...]
    joined: tuple[str, ...] = ()
    translations: tuple[tuple[str, str], ...] = ()

    @property
    def articles(self) -> list[Article]:
        """The articles, a language after the other."""
        return [space.articles[row] for space, rows in self.parts for row in rows]


def name_story(articles: Sequence[Article], today: str, taken: Collection[str] = ()) -> str:
    """Return the id of a new story: the day of its earliest article and five letters of that one's digest.

    Where that id is taken by another story, which this one is parted from, the next article gives it.

    >>> name_story([Article("The ferry sank.", published="2031-03-04")], "")
    '2031-03-04-wbbhu'
    """
    names: list[str] = []
    for article in articles:
        day = article.published if len(article.published) == ISO_DAY else today or _UNDATED
        names.append(f"{day}-{_spell(find_text_digest(article))}")
    return min((name for name in names if name not in taken), default=min(names))


def _spell(digest: str) -> str:
    """Return five letters that stand for a digest."""
    number, base = int(digest, 16), len(_ALPHABET)
    return "".join(_ALPHABET[number // base**at % base] for at in range(_LETTERS))


def follow_stories(groups: Sequence[Sequence[int]], space: ArticleSpace, today: str) -> list[JoinedStory]:
    """Return today's stories of a language: a group that goes on from an earlier one has its id, others a new one.

    A story keeps its id where most of its articles that are here again stand. Else a group goes on from that story
    whose articles of the last days are likest, if they are as alike as the articles of one story are. Groups with an id
    in common are one story, which ``join_stories`` makes of them.
    """
    ids = _find_ids(groups, space)
    # A name lives on where its story has become another one too.
    taken = {name for names in ids.values() for name in names}
    followed: list[JoinedStory] = []
    for number, rows in enumerate(groups):
        if not ids[number]:
            name = name_story([space.articles[row] for row in rows], today, taken)
            ids[number].append(f"{name}-parted" if name in taken else name)
        oldest, *others = sorted(ids[number])
        followed.append(JoinedStory(oldest, ((space, tuple(rows)),), tuple(others)))
    return followed


def _find_ids(groups: Sequence[Sequence[int]], space: ArticleSpace) -> dict[int, list[str]]:
    """Return by the number of each group the ids of the stories of earlier editions from which it goes on."""
    keepers = _find_keepers(groups, space)
    ids: dict[int, list[str]] = {number: [] for number in range(len(groups))}
    for story, number in keepers.items():
        ids[number].append(story)
    near = _find_near(groups, ids, space)
    members: defaultdict[str, list[int]] = defaultdict(list)
    for row, known in enumerate(space.earlier, len(space.articles)):
        members[known.story].append(row)
    for story, number in keepers.items():
        members[story] += groups[number]
    stories = {story: space.make_group(members[story]) for _, story in near}
    waiting = {number: space.make_group(groups[number]) for number, _ in near}
    for number, story in _join_near(near, stories, waiting):
        ids[number].append(story)
    return ids


def _join_near(
    near: Sequence[tuple[int, str]], stories: Mapping[str, Group], waiting: Mapping[int, Group]
) -> Iterator[tuple[int, str]]:
    """Yield which waiting group goes on from which story, the likest first; a story grows by what goes on from it."""
    means = {(number, story): _measure(stories[story], waiting[number]) for number, story in near}
    while alike := [one for one in means if means[one] >= find_threshold(stories[one[1]], waiting[one[0]])]:
        number, story = min(alike, key=lambda pair: (-means[pair], pair[1], pair[0]))
        yield number, story
        grown = stories[story]
        grown.add(waiting[number])
        # What the group is like too may by now be the same story.
        for other in [other for one, other in alike if one == number and other != story]:
            if stories[other].measure(grown) >= find_threshold(stories[other], grown):
                yield number, other
        means = {pair: means[pair] for pair in alike if pair[0] != number}
        means |= {pair: _measure(grown, waiting[pair[0]]) for pair in means if pair[1] == story}


def _measure(story: Group, group: Group) -> float:
    """Return how alike a story and a group of today are. What shares a town or a field with one article of yesterday is
    no sequel: from one to one it must rest on more words. By it day after day precision gains .6 to 4 points, and F1
    moves by +.2 (our German stream), -.0 and -.8 (duc03)."""
    are_single = len(story.rows) == len(group.rows) == 1
    return story.measure(group, MOST_BREADTH if are_single else 0.0, is_sequel=True)


def _find_keepers(groups: Sequence[Sequence[int]], space: ArticleSpace) -> dict[str, int]:
    """Return for each story of which articles are here again the number of the group that has most of them."""
    votes: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for number, rows in enumerate(groups):
        for row in rows:
            if space.stories[row]:
                votes[space.stories[row]][number] += 1
    return {story: min(votes[story], key=lambda number: (-votes[story][number], number)) for story in sorted(votes)}


def _find_near(
    groups: Sequence[Sequence[int]], ids: Mapping[int, Sequence[str]], space: ArticleSpace
) -> list[tuple[int, str]]:
    """Return the groups without an id and the earlier stories of which at least two articles are alike enough, whether
    those of the story are in the pile again or not."""
    number_of = {row: number for number, rows in enumerate(groups) for row in rows}
    stories: dict[int, Sequence[str]] = {row: ids[number] for row, number in number_of.items()}
    stories |= {row: [known.story] for row, known in enumerate(space.earlier, len(space.articles)) if known.story}
    near: set[tuple[int, str]] = set()
    for pair in space.alike:
        for mine, other in (pair[:2], pair[1::-1]):
            if mine in number_of and not stories[mine]:
                near.update((number_of[mine], story) for story in stories.get(other, ()))
    return sorted(near)


def memorize_pile(pile: Pile, day: str, memory: StoryMemory | None = None, quiet: Collection[str] = ()) -> StoryMemory:
    """Return what later editions need to know of a pile: its articles with their stories, and the terms of new ones.

    It was sorted for the edition of the ``day`` with a ``memory``, whose articles are not counted again. The ``quiet``
    are the ids of stories of which that edition told nothing.
    """
    known = index_known(memory or StoryMemory())
    story_of = {article: story.id for story in pile.stories for article in story.articles}
    articles: dict[str, KnownArticle] = {}
    new: defaultdict[str, list[Mapping[str, float]]] = defaultdict(list)
    for article in pile.articles:
        digest = find_text_digest(article)
        if digest in articles:
            continue
        terms = weigh_terms(article)
        own_day = article.published if len(article.published) == ISO_DAY else day
        before = find_known(article, known)
        name = story_of.get(article.id) or next((one.story for one in before if one.story), "")
        # A round-up is known again, and no story goes on from it.
        name = "" if article.id in pile.roundups else name or name_story([article], day)
        articles[digest] = KnownArticle(digest, name, own_day, article.language, terms, name_address(article.url))
        if digest not in known:
            new[article.language].append(terms)
    counted = sorted(new.items())
    return StoryMemory(
        tuple(articles.values()),
        tuple(_memorize_stories(pile.stories, day, quiet)),
        MappingProxyType({language: count_documents(rows) for language, rows in counted}),
        MappingProxyType({language: len(rows) for language, rows in counted}),
    )


def _memorize_stories(stories: Iterable[DetectedStory], day: str, quiet: Collection[str]) -> Iterator[KnownStory]:
    """Yield each story with the days on which it was told, and every id that has become another's."""
    for story in stories:
        told = [one for one in story.told if one[0] != day]
        if story.id not in quiet:
            told.append((day, story.title))
        yield KnownStory(story.id, tuple(told))
        for name in story.joined:
            yield KnownStory(name, joined_to=story.id)
