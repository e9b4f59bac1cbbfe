"""What is said of a story that was found: its title, who tells it, since when; and the order of what stands in none.

The title is the headline that tells best what all of its articles tell, word for word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from summarizer.analysis.dates import ISO_DAY
from summarizer.analysis.outlets import name_agencies
from summarizer.analysis.story import read_datelines
from summarizer.dedupe.wire_copies import count_disjoint, find_families, find_sources, find_wire_outlets
from summarizer.lang.language import load_language
from summarizer.model import (
    Article,
    ArticleKind,
    Attribution,
    DetectedStory,
    Options,
    Single,
    StandingStory,
    StoryMemory,
)
from summarizer.stories.article_space import ArticleSpace, find_day
from summarizer.stories.article_vectors import find_terms, strip_outlet
from summarizer.stories.detection import Group, measure_cohesion, multiply
from summarizer.stories.following import Followed
from summarizer.text.agencies import find_identity

#: What a headline is worth that asks, leads to a page that goes on being written, gives an opinion, begins with
#: somebody's words, is shorter or longer than headlines are, says what its page explains, or judges what it tells.
_ASKS, _LIVE, _COMMENT, _QUOTES, _ODD_LENGTH, _EXPLAINS, _JUDGES = 0.6, 0.6, 0.5, 0.7, 0.8, 0.5, 0.6
#: What one is worth that is not of the story's newest day: what came later may stand in the others; and one that no
#: other outlet confirms.
_OLDER, _UNCONFIRMED = 0.8, 0.6
_SHORTEST, _LONGEST = 5, 16
#: So large a part of a title's words another outlet has too, or it is one outlet's view of the story.
CONFIRMED = 0.6
_WORTH = {"live": _LIVE, "comment": _COMMENT, "roundup": 0.0}  # names, not language
_QUOTE = re.compile("[\"'“”‘’„«»‚‹]")
#: Of an article without a headline, so many characters of its first line are shown.
_MOST_SHOWN = 120


@dataclass(frozen=True, slots=True)
class PileWords:
    """What a story is described by beside its own articles.

    ``kinds`` are what the pile's articles are, by their ids, and ``copies`` the articles with the very text of one.
    """

    kinds: Mapping[str, ArticleKind]
    copies: Mapping[str, Sequence[Article]]
    options: Options
    memory: StoryMemory

    def add_copies(self, articles: Iterable[Article]) -> list[Article]:
        """Return articles, each with those behind it that have its very text."""
        return [one for article in articles for one in (article, *self.copies.get(article.id, ()))]

    def is_comment(self, article: Article) -> bool:
        """Return whether an article is opinion; a copy is what its original is."""
        return self.kinds[article.id.partition("-")[0]] == "comment"


def describe_story(story: Followed, space: ArticleSpace, words: PileWords) -> DetectedStory | None:
    """Return a story with its title and numbers; None where it is but one article, or nothing but opinion.

    One article is a story where earlier editions had others of it.
    """
    articles = words.add_copies(space.articles[row] for row in story.rows)
    told = _list_told({story.id, *story.joined}, words.memory)
    goes_on = bool(told) or any(known.story == story.id for known in space.earlier)
    if (len(articles) == 1 and not goes_on) or all(map(words.is_comment, articles)):
        return None
    group = space.make_group(story.rows)
    title, title_from = choose_title(_list_headlines(story, space, group, words.kinds), is_told=bool(told))
    return _describe(
        story.id,
        title,
        title_from,
        articles,
        words,
        measure_cohesion(story.rows, space.rows, space.appeared, space.breadth),
        joined=story.joined,
        told=told,
    )


def describe_standing(wished: StandingStory, members: Sequence[Article], words: PileWords) -> DetectedStory:
    """Return a standing story, which has the title and the id that the user gave it."""
    articles = words.add_copies(members)
    told = _list_told({wished.name}, words.memory)
    return _describe(
        wished.name, wished.title or wished.name, "", articles, words, 1.0, told=told, standing=wished.name
    )


def _describe(
    name: str,
    title: str,
    title_from: str,
    articles: Sequence[Article],
    words: PileWords,
    cohesion: float,
    joined: tuple[str, ...] = (),
    told: tuple[tuple[str, str], ...] = (),
    standing: str = "",
) -> DetectedStory:
    """Return a story with the numbers and days of its articles."""
    days = [article.published for article in articles if len(article.published) == ISO_DAY]
    began = [name[:ISO_DAY]] if find_day(name[:ISO_DAY]) else [day for day, _ in told[:1]]
    return DetectedStory(
        id=name,
        title=title,
        title_from=title_from,
        articles=tuple(article.id for article in articles),
        comments=tuple(article.id for article in articles if words.is_comment(article)),
        outlets=len({find_identity(article.outlet) for article in articles}),
        origins=count_origins(articles, words.options),
        first=min([*days, *began], default=""),
        newest=max(days, default=""),
        cohesion=cohesion,
        joined=joined,
        told=told,
        standing=standing,
    )


def count_origins(articles: Sequence[Article], options: Options) -> int:
    """Return how many independent sources articles on one event have, at most.

    Whoever prints an agency's report, the same wire text or articles of one feed, sender or family is one.
    """
    relayed: dict[str, str] = {}
    for article in articles:
        named = [name for dateline in read_datelines(article) for name in dateline.agencies]
        relayed[article.id] = name_agencies(named, load_language(article.language))
    wires = find_wire_outlets(articles, frozenset(relayed.values()))
    families = find_families(options.families)
    attributions = {name: Attribution(origin=origin) for name, origin in relayed.items()}
    return count_disjoint(
        [find_sources(article, attributions[article.id], wires[article.id], families) for article in articles]
    )


def _list_told(names: set[str], memory: StoryMemory) -> tuple[tuple[str, str], ...]:
    """Return on which days, and under which titles, earlier editions told some stories."""
    return tuple(sorted({one for known in memory.stories if known.id in names for one in known.told}))


def _list_headlines(
    story: Followed, space: ArticleSpace, group: Group, kinds: Mapping[str, ArticleKind]
) -> list[Headline]:
    """Return the headlines of a story's articles, and how near each is to the other articles."""
    found: list[Headline] = []
    for row in story.rows:
        article = space.articles[row]
        terms = Counter(find_terms(strip_outlet(article.title, article.outlet), article.language))
        columns = {space.terms.columns.get(term) for term in terms}
        vector = space.terms.find_row(terms)
        near = sum(multiply(vector, sums) for sums in group.sums.values()) - multiply(vector, space.rows[row])
        others = [other for other in story.rows if space.articles[other].outlet != article.outlet]
        least = CONFIRMED * len(terms)
        is_confirmed = any(len(columns & space.rows[other].keys()) >= least for other in others)
        found.append(Headline(article, kinds[article.id], near, is_confirmed))
    return found


def find_singles(
    alone: Sequence[tuple[ArticleSpace, int]], stories: Sequence[DetectedStory], words: PileWords
) -> tuple[Single, ...]:
    """Return the articles that stand alone, the newest first, each with the story that has the article likest to it."""
    story_of = {article: story.id for story in stories for article in story.articles}
    likest: dict[str, tuple[float, str]] = {}
    for space in {id(space): space for space, _ in alone}.values():
        for low, high, likeness in space.alike:
            if high < len(space.articles):
                one, other = space.articles[low].id, space.articles[high].id
                for mine, theirs in ((one, other), (other, one)):
                    if theirs in story_of and likeness > likest.get(mine, (0.0, ""))[0]:
                        likest[mine] = (likeness, story_of[theirs])
    singles: list[Single] = []
    for name in list_newest([space.articles[row] for space, row in alone], words):
        likeness, story = likest.get(name, (0.0, ""))
        singles.append(Single(name, story, round(likeness, 4)))
    return tuple(singles)


def list_newest(articles: Iterable[Article], words: PileWords) -> tuple[str, ...]:
    """Return the ids of articles, the newest first, each with those behind it that have its very text."""
    ordered = sorted(articles, key=lambda article: article.published, reverse=True)
    return tuple(article.id for article in words.add_copies(ordered))


# The title of a story.


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline of a story: its article, what that is, how near the headline is to the other articles, and
    whether an article of another outlet confirms it, having enough of its words."""

    article: Article
    kind: ArticleKind
    likeness: float
    is_confirmed: bool


def choose_title(headlines: Sequence[Headline], *, is_told: bool = False) -> tuple[str, str]:
    """Return the title of a story and the id of the article whose headline it is; of equals, the first.

    One that no other outlet confirms must be much nearer than one that is confirmed. A story that earlier editions told
    has one of its newest day, where one that may be taken has no fault; of 14 that went on in our German stream nine
    had an earlier one without that, and four with it.

    >>> ferry = Article("The ferry sank.", title="Ferry sinks off the coast of Arle", id="a1")
    >>> asks = Article("The ferry sank.", title="Why did the ferry sink off Arle?", id="a2")
    >>> choose_title([Headline(asks, "report", 0.6, True), Headline(ferry, "report", 0.5, True)])
    ('Ferry sinks off the coast of Arle', 'a1')
    """
    titled = [one for one in headlines if one.article.title.strip()]
    if not titled:
        first = headlines[0].article
        return open_text(first), first.id
    newest = max(one.article.published for one in titled)
    is_any = any(one.is_confirmed for one in titled)
    able = [one for one in titled if one.is_confirmed or not is_any]
    fresh = [one for one in able if is_told and one.article.published == newest and _judge(one) == 1]
    best = max(fresh or titled, key=lambda one: _weigh(one, newest))
    return strip_outlet(best.article.title, best.article.outlet).strip(), best.article.id


def open_text(article: Article) -> str:
    """Return how an article without a headline begins.

    >>> open_text(Article("The ferry sank. Nobody was hurt."))
    'The ferry sank. Nobody was hurt.'
    >>> open_text(Article("# Ferry sinks\\n\\nThe ferry sank."))
    'Ferry sinks'
    """
    lines = article.text[article.body :].strip().split("\n", 1)
    line = " ".join(lines[0].split()).lstrip("# ")
    if len(line) <= _MOST_SHOWN:
        return line
    return f"{line[:_MOST_SHOWN].rpartition(' ')[0] or line[:_MOST_SHOWN]} …"


def _weigh(one: Headline, newest: str) -> float:
    """Return how well a headline serves as the title of a story of which the newest article is of some day."""
    age = _OLDER if one.article.published < newest else 1.0
    return round(one.likeness * _judge(one) * age * (1.0 if one.is_confirmed else _UNCONFIRMED), 6)


def _judge(one: Headline) -> float:
    """Return what a headline is worth by its words and kind alone; 1 where it has no fault."""
    title = strip_outlet(one.article.title, one.article.outlet).strip()
    language = load_language(one.article.language)
    worth = _WORTH.get(one.kind, 1.0)
    if "?" in title:
        worth *= _ASKS
    if _QUOTE.match(title):
        worth *= _QUOTES
    if not _SHORTEST <= len(title.split()) <= _LONGEST:
        worth *= _ODD_LENGTH
    if language.pattern("stories.title_explains").search(title):
        worth *= _EXPLAINS
    if language.pattern("stories.title_judges").search(title):
        worth *= _JUDGES
    return worth
