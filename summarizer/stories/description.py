"""What is said of a story that was found: its title, who tells it, since when; and the order of what stands in none.

The title is the headline that tells best what all of its articles tell, word for word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from summarizer.analysis.dates import ISO_DAY
from summarizer.analysis.outlets import name_agencies
from summarizer.analysis.story import read_datelines
from summarizer.dedupe.tolls import is_outdated, read_toll
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
from summarizer.stories.article_kinds import MAY_ARGUE, weigh_opinion
from summarizer.stories.article_space import ArticleSpace, find_day, find_terms
from summarizer.stories.detection import measure_cohesion
from summarizer.stories.following import JoinedStory
from summarizer.text.agencies import find_identity
from summarizer.text.tokens import drop_quoted

#: What each fault leaves of a headline's worth: one by which it would tell something else than what happened, one by
#: which it tells it clumsily; and what being more than a day older than the story's newest article leaves.
_MISLEADS, _FAULTY, _CLUMSY, _OLDER = 0.3, 0.5, 0.7, 0.8
#: So many times as many as a day before are the dead of something else: of a war.
_MOST_GROWN = 10
_SHORTEST, _LONGEST = 5, 16
_QUOTE = re.compile("[\"'“”‘’„«»‚‹]")
#: Of an article without a headline, so many characters of its first line are shown.
_MOST_SHOWN = 120
#: Where the first sentence of an article ends, at the latest behind so many characters.
_SENTENCE_END, _MOST_READ = re.compile(r"(?<=[.!?])\s+|\n"), 500


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


def describe_story(story: JoinedStory, words: PileWords) -> DetectedStory | None:
    """Return a story with its title and numbers; None where it is but one report, in however many languages, and
    opinion on it.

    One report is a story where earlier editions had others of it. The title is of the language of most reports, and so
    are those that are compared to say how sure the story is.
    """
    articles = words.add_copies(story.articles)
    told = _list_told({story.id, *story.joined}, words.memory)
    goes_on = bool(told) or any(known.story == story.id for space, _ in story.parts for known in space.earlier)
    reports = [article for article in articles if not words.is_comment(article)]
    if not reports or (_is_one(reports, story.translations) and not goes_on):
        return None
    languages = [article.language for article in reports]
    space, rows = max(story.parts, key=lambda part: languages.count(part[0].language))
    # What stood alone on an earlier page was told by its headline.
    is_told = bool(told) or any(space.stories[row] for row in rows)
    title, title_from = choose_title(_list_headlines(rows, space, words.kinds), is_told=is_told)
    return _describe(
        story.id,
        title,
        title_from,
        articles,
        words,
        measure_cohesion(rows, space.rows, space.appeared, space.breadth),
        joined=story.joined,
        told=told,
        translations=story.translations,
    )


def _is_one(reports: Sequence[Article], translations: Sequence[tuple[str, str]]) -> bool:
    """Return whether some reports are one in several languages, by what each is a translation of."""
    linked, found = {reports[0].id}, {reports[0].id}
    while found:
        found = {name for pair in translations if not found.isdisjoint(pair) for name in pair} - linked
        linked |= found
    return linked.issuperset(one.id for one in reports)


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
    translations: tuple[tuple[str, str], ...] = (),
) -> DetectedStory:
    """Return a story with the numbers and days of its articles."""
    days = [article.published for article in articles if len(article.published) == ISO_DAY]
    newest = max(days, default="")
    known_from = name[:ISO_DAY] if find_day(name[:ISO_DAY]) else told[0][0] if told else newest
    return DetectedStory(
        id=name,
        title=title,
        title_from=title_from,
        articles=tuple(article.id for article in articles),
        comments=tuple(article.id for article in articles if words.is_comment(article)),
        outlets=len({find_identity(article.outlet) for article in articles}),
        origins=count_origins(articles, words.options, translations),
        first=min(*days, known_from) if days else known_from,
        newest=newest,
        cohesion=cohesion,
        joined=joined,
        told=told,
        standing=standing,
        translations=translations,
    )


def count_origins(articles: Sequence[Article], options: Options, translations: Sequence[tuple[str, str]] = ()) -> int:
    """Return how many independent sources articles on one event have, at most.

    Whoever prints an agency's report, the same wire text, an article in another language or articles of one feed,
    sender or family is one.
    """
    relayed: dict[str, str] = {}
    for article in articles:
        named = [name for dateline in read_datelines(article) for name in dateline.agencies]
        relayed[article.id] = name_agencies(named, load_language(article.language))
    wires = find_wire_outlets(articles, frozenset(relayed.values()))
    families = find_families(options.families)
    keys: list[frozenset[Hashable]] = []
    for article in articles:
        sources = find_sources(article, Attribution(origin=relayed[article.id]), wires[article.id], families)
        keys.append(sources.union(pair for pair in translations if article.id in pair))
    return count_disjoint(keys)


def _list_told(names: set[str], memory: StoryMemory) -> tuple[tuple[str, str], ...]:
    """Return on which days, and under which titles, earlier editions told some stories."""
    return tuple(sorted({one for known in memory.stories if known.id in names for one in known.told}))


def _list_headlines(rows: Sequence[int], space: ArticleSpace, kinds: Mapping[str, ArticleKind]) -> list[Headline]:
    """Return the headlines of a story's articles, and how far the other outlets support each: its words count by how
    rare they are, and by how many of the outlets have them. Where all is of one outlet, each article is one."""
    outlets = {row: space.articles[row].outlet for row in rows}
    is_one = len(set(outlets.values())) == 1
    tellers = {row: str(row) if is_one or not outlet else outlet for row, outlet in outlets.items()}
    having: defaultdict[int, set[str]] = defaultdict(set)
    for row, teller in tellers.items():
        for column in space.rows[row]:
            having[column].add(teller)
    others = max(1, len(set(tellers.values())) - 1)
    found: list[Headline] = []
    for row, teller in tellers.items():
        article = space.articles[row]
        terms = sorted(set(find_terms(article.title, article.language)))
        columns = [space.columns[term] for term in terms]
        whole = sum(float(space.rarity[column]) for column in columns)
        told = sum(float(space.rarity[column]) * len(having[column] - {teller}) for column in columns)
        found.append(Headline(article, kinds[article.id], told / (whole * others) if whole else 0.0))
    return found


def find_singles(
    alone: Sequence[tuple[ArticleSpace, int]],
    stories: Sequence[DetectedStory],
    words: PileWords,
    same: Mapping[str, set[str]],
) -> tuple[Single, ...]:
    """Return the articles that stand alone, the newest first, each with the story that has the article likest to it,
    and with its translations: all that are the ``same`` article are given by the id of each."""
    story_of = {article: story.id for story in stories for article in story.articles}
    likest: dict[str, tuple[float, str]] = {}
    for space in {id(space): space for space, _ in alone}.values():
        ids = {row: article.id for row, article in enumerate(space.articles)}
        for low, high, likeness in space.alike:
            for mine, theirs in ((low, high), (high, low)):
                story = story_of.get(ids.get(theirs, ""), "")
                if story and mine in ids and likeness > likest.get(ids[mine], (0.0, ""))[0]:
                    likest[ids[mine]] = (likeness, story)
    singles: list[Single] = []
    for name in list_newest([space.articles[row] for space, row in alone], words):
        likeness, story = likest.get(name, (0.0, ""))
        singles.append(Single(name, story, round(likeness, 4), tuple(sorted(same.get(name, set()) - {name}))))
    return tuple(singles)


def list_newest(articles: Iterable[Article], words: PileWords) -> tuple[str, ...]:
    """Return the ids of articles, the newest first, each with those behind it that have its very text.

    Those of one day stand in the order of their places: in that in which they were found, what earlier editions had of
    a story would decide, and a page could not be proved without them.
    """
    by_place = sorted(articles, key=lambda article: article.where)
    ordered = sorted(by_place, key=lambda article: article.published, reverse=True)
    return tuple(article.id for article in words.add_copies(ordered))


# The title of a story.


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline of a story: its article, what that is, and which part of the headline other outlets support, from 0
    to 1."""

    article: Article
    kind: ArticleKind
    support: float


def choose_title(headlines: Sequence[Headline], *, is_told: bool = False) -> tuple[str, str]:
    """Return the title of a story and the id of the article whose headline it is; of equals, the newest.

    It is the one of which the other outlets have most, each fault taking half. Where earlier editions told of it
    it is a fault not to be of its newest day: of 16 that went on in our German stream three have an earlier one,
    eleven would without that. What is to come ("to announce") may be done on a later day, of which a headline tells
    something else, and the dead may be more by then.

    >>> ferry = Article("The ferry sank.", title="Ferry sinks off the coast of Arle", id="a1")
    >>> asks = Article("The ferry sank.", title="Why did the ferry sink off Arle?", id="a2")
    >>> choose_title([Headline(asks, "report", 0.6), Headline(ferry, "report", 0.5)])
    ('Ferry sinks off the coast of Arle', 'a1')
    """
    titled = [one for one in headlines if one.article.title.strip()]
    # Opinion tells what its author thinks of the event.
    titled = [one for one in titled if one.kind != "comment"] or titled
    if not titled:
        first = headlines[0].article
        return open_text(first), first.id
    titled.sort(key=lambda one: one.article.published, reverse=True)
    newest = titled[0].article.published
    happened = next((one.article.published for one in titled if not _has(one, "expects")), "")
    outdated = _find_outdated(headlines)
    best, reached = titled[0].article, (-1.0, "")
    for one in sorted(titled, key=lambda one: one.support, reverse=True):
        if one.support < reached[0]:
            break  # none weighs more than it is supported
        weight = _weigh(one, newest, happened, is_told=is_told, is_passed=one in outdated)
        if (round(weight, 6), one.article.published) > reached:
            best, reached = one.article, (round(weight, 6), one.article.published)
    return best.title, best.id


def _find_outdated(headlines: Sequence[Headline]) -> list[Headline]:
    """Return the headlines with fewer dead, hurt or homeless than a later article: its headline, its first sentence, or
    one of its beginning that goes on counting; any other may tell of another misfortune."""
    tolls = [(one, read_toll(one.article.title, load_language(one.article.language))) for one in headlines]
    counting = [(one, toll) for one, toll in tolls if toll]
    later = counting.copy()
    for one in headlines if counting else ():
        language = load_language(one.article.language)
        text = one.article.text[one.article.body :].lstrip()[:_MOST_READ]
        for number, sentence in enumerate(_SENTENCE_END.split(text)):
            if number == 0 or language.pattern("tolls.running").search(sentence):
                later.append((one, read_toll(sentence, language)))
    return [
        one
        for one, toll in counting
        if any(
            other.article.published > one.article.published
            and is_outdated(toll, more)
            and all(more.get(kind, 0.0) <= _MOST_GROWN * dead for kind, dead in toll.items())
            for other, more in later
        )
    ]


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


def _weigh(one: Headline, newest: str, happened: str, *, is_told: bool, is_passed: bool) -> float:
    """Return how well a headline serves as the title of a story: the day of its newest article, and that of the newest
    headline that does not look ahead, are known."""
    if one.kind == "roundup":
        return 0.0
    title, day = one.article.title, find_day(one.article.published)
    misleads = [
        "?" in title,
        is_passed,
        weigh_opinion(one.article) >= MAY_ARGUE,
        *(_has(one, kind) for kind in ("explains", "judges", "answers")),
    ]
    faults = [
        one.kind != "report",
        bool(_QUOTE.match(title)),
        is_told and one.article.published < newest,
        one.article.published < happened and _has(one, "expects"),
    ]
    is_clumsy = not _SHORTEST <= len(title.split()) <= _LONGEST
    is_older = day > 0 and find_day(newest) - day > 1
    left = _MISLEADS ** sum(misleads) * _FAULTY ** sum(faults) * _CLUMSY**is_clumsy * _OLDER**is_older
    return one.support * left


def _has(one: Headline, kind: str) -> bool:
    """Return whether a headline has words of a kind that its language knows, in its outlet's own words."""
    pattern = load_language(one.article.language).pattern(f"stories.title_{kind}")
    return bool(pattern.search(drop_quoted(one.article.title)))
