"""A pile of articles → the stories in it: each article in exactly one place; and whether a pile tells several at all.

Standing stories, which a desk follows by name, take the articles that fit them before any story is looked for. No story
are pages that are written on all day, opinion and news of many events, nor round-ups, known by their parts. A
correction stands alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from types import MappingProxyType

from summarizer.analysis.story import Story, complete, gather
from summarizer.lang.language import load_language
from summarizer.model import (
    Article,
    ArticleKind,
    DetectedStory,
    Options,
    Pile,
    StandingStory,
    StoryMemory,
    StoryOptions,
)
from summarizer.stories.article_kinds import find_kind, is_roundup
from summarizer.stories.article_space import (
    ArticleSpace,
    find_day,
    find_terms,
    open_spaces,
    weigh_terms,
)
from summarizer.stories.description import (
    PileWords,
    describe_standing,
    describe_story,
    find_singles,
    list_newest,
)
from summarizer.stories.detection import (
    BREADTH,
    DAYS,
    FEWEST,
    MOST,
    MOST_BREADTH,
    Group,
    Terms,
    find_chained,
    find_one_event,
    group_articles,
    group_by_plain_words,
    multiply,
    weigh_shared,
)
from summarizer.stories.following import JoinedStory, follow_stories, name_story
from summarizer.stories.joining import is_named, join_stories
from summarizer.text.agencies import find_identity
from summarizer.text.boilerplate import CORRECTION, find_rule
from summarizer.text.tokens import fold, split_words

#: So many words of a text are its beginning.
_BEGINNING = 120
#: So often words must stand in the beginning where none stands in the headline.
_ENOUGH = 2
#: Below so large a mean likeness two groups of articles are no sequels of each other.
_APART = 0.1
#: What is no liker than this to any other article is of another event.
_LONE = 0.03
#: Opinion is on the story to which it is so near, and so many times as near as to the next one. Of 25 pieces in
#: allsides, neus and two mornings whose headline has a word of a story, 14 are put to theirs, none to another one.
_ON_STORY, _CLEARLY = 0.05, 1.5
#: So many articles, the newest, are enough to tell.
_MOST = 100


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in the articles of one language: stories (those of one article too), and the rows that are in
    none of them: those of standing stories by their names, of what the user parts, and those of round-ups."""

    space: ArticleSpace
    stories: Sequence[JoinedStory]
    standing: Mapping[str, Sequence[int]]
    parted: frozenset[int]
    roundups: frozenset[int]


def find_stories(articles: Sequence[Article], options: Options, memory: StoryMemory | None = None) -> Pile:
    """Return articles as read, in any order, sorted into stories; those of a memory are followed."""
    memory = memory or StoryMemory()
    pile = gather(articles, options.language, options.date)
    options = replace(options, stories=_name_keepers(options.stories, pile))
    kinds = {article.id: find_kind(article) for article in pile.articles}
    found = [_search(space, kinds, options) for space in open_spaces(pile.articles, memory)]
    followed = [story for one in found for story in one.stories]
    stories = join_stories(followed, options.stories.joins, memory)
    return _lay_out(pile, found, [*stories, *_part(found, stories, options.date)], kinds, options, memory)


def _part(found: Sequence[_Found], stories: Sequence[JoinedStory], today: str) -> Iterator[JoinedStory]:
    """Yield what the user parts, each article by itself, whatever else is said of it, or was its story before."""
    ids = {story.id for story in stories}
    for one in found:
        ids |= {known.story for known in one.space.earlier}
        for row in sorted(one.parted):
            name = name_story([one.space.articles[row]], today)
            yield JoinedStory(f"{name}-parted" if name in ids else name, ((one.space, (row,)),))


def _name_keepers(asked: StoryOptions, pile: Story) -> StoryOptions:
    """Return what the user says of stories, with each article that has the very text of another one called like that:
    a text is joined or parted whoever prints it."""
    kept = {article.id: article for article in pile.articles}
    keeper_of: dict[str, str] = {}
    for copy in (*(copy for _, copy in pile.copies), *(one for one in pile.set_aside if not one.dropped)):
        keeper = kept[copy.id.partition("-")[0]]
        keeper_of |= dict.fromkeys(filter(None, (copy.path, copy.where, copy.url)), keeper.where)
    for article in pile.articles:
        for name in (article.path, article.where, article.url):
            keeper_of.pop(name, None)
    joins = tuple((keeper_of.get(one, one), keeper_of.get(other, other)) for one, other in asked.joins)
    return replace(asked, joins=joins, parts=tuple(keeper_of.get(name, name) for name in asked.parts))


def _search(space: ArticleSpace, kinds: Mapping[str, ArticleKind], options: Options) -> _Found:
    """Return what is found in the articles of one language."""
    asked = options.stories
    joined = tuple(chain(*asked.joins))
    parts = {
        row
        for row, article in enumerate(space.articles)
        if is_named(article, asked.parts) or (corrects(article) and not is_named(article, joined))
    }
    roundups = {row for row, article in enumerate(space.articles) if kinds[article.id] == "roundup"} - parts
    standing = find_standing(space, asked.standing, parts | roundups)
    taken = parts | {row for rows in standing.values() for row in rows}
    groups = _group(space, set(range(len(space.articles))) - taken - roundups)
    of_many = find_roundups(space, groups)
    if of_many:
        roundups |= of_many
        # What a round-up may have held together is grouped anew.
        near = find_chained(of_many, space.alike)
        kept = [group for group in groups if near.isdisjoint(group)]
        groups = sorted([*kept, *_group(space, near - taken - roundups)])
    placed = _place_opinion(_join_few(groups, space), space, kinds)
    followed = follow_stories(placed, space, options.date)
    return _Found(space, followed, standing, frozenset(parts), frozenset(roundups))


def corrects(article: Article) -> bool:
    """Return whether an article is a correction, by its headline: it repeats what it takes back, and tells no story.

    >>> corrects(Article("", title="Correction: Ferry fares", language="en"))
    True
    >>> corrects(Article("", title="Correction des copies : la grève continue", language="fr"))
    False
    """
    label, mark, _ = article.title.partition(":")
    is_label = bool(mark) and len(label.split()) == 1
    return is_label and find_rule(article.title, load_language(article.language)) == CORRECTION


def _group(space: ArticleSpace, rows: set[int]) -> list[list[int]]:
    """Return some articles in groups on one event."""
    rows = rows.intersection(range(len(space.articles)))  # what chains lead over may be of earlier editions
    return group_articles(sorted(rows), space.rows, space.appeared, space.alike, space.breadth)


def _join_few(groups: list[list[int]], space: ArticleSpace) -> list[list[int]]:
    """Return groups of few articles of some days, with those joined that are on one event; of many known articles the
    counts tell."""
    rows = [row for group in groups for row in group]
    if space.breadth <= BREADTH or not FEWEST <= len(rows) <= MOST or not _may_be_one_event(rows, space):
        return groups
    terms = [[weigh_terms(space.articles[row]) for row in group] for group in groups]
    one = find_one_event(terms, space.language)
    if not one:
        return sorted(groups)
    joined = sorted(row for number in one for row in groups[number])
    return sorted([joined, *(rows for number, rows in enumerate(groups) if number not in one)])


def _place_opinion(
    groups: Sequence[Sequence[int]], space: ArticleSpace, kinds: Mapping[str, ArticleKind]
) -> list[list[int]]:
    """Return groups, with each opinion that stands alone in the group whose reports it is on: it argues in words of its
    own, but half of the reports have a word of its headline."""
    is_comment = [kinds[article.id] == "comment" for article in space.articles]
    alone = [number for number, rows in enumerate(groups) if len(rows) == 1 and is_comment[rows[0]]]
    placed = [list(rows) for rows in groups]
    told = _index_told(groups, is_comment, space) if alone else {}
    for number in alone:
        row = groups[number][0]
        article = space.articles[row]
        columns = {space.columns[term] for term in find_terms(article.title, article.language)}
        near = {one for column in columns for one in told.get(column, ()) if _may_be_on(row, groups[one], space)}
        opinion = space.make_group([row])
        measured = [(space.make_group(groups[one]).measure(opinion, MOST_BREADTH), -one) for one in near]
        (best, one), (second, _) = sorted([*measured, (0.0, 0), (0.0, 0)], reverse=True)[:2]
        if best >= max(_ON_STORY, _CLEARLY * second):
            placed[-one].append(row)
            placed[number].clear()
    return sorted(sorted(rows) for rows in placed if rows)


def _may_be_on(opinion: int, rows: Sequence[int], space: ArticleSpace) -> bool:
    """Return whether opinion came while a story was told, or on the day after: later, it is on what came then."""
    day, newest = space.appeared[opinion][0], max(space.appeared[row][0] for row in rows)
    return not day or not newest or day <= newest + 1


def _index_told(
    groups: Sequence[Sequence[int]], is_comment: Sequence[bool], space: ArticleSpace
) -> Mapping[int, Sequence[int]]:
    """Return for each column that half of the reports of a group have, two at least, the numbers of such groups."""
    told: defaultdict[int, list[int]] = defaultdict(list)
    for number, rows in enumerate(groups):
        reports = [row for row in rows if not is_comment[row]]
        counts = Counter(chain.from_iterable(space.rows[row] for row in reports))
        for column, count in counts.items():
            if count >= max(2, len(reports) / 2):
                told[column].append(number)
    return told


def _may_be_one_event(rows: Sequence[int], space: ArticleSpace) -> bool:
    """Return whether articles appeared within some days, and few are of one outlet: it seldom tells an event twice."""
    outlets = {find_identity(space.articles[row].outlet) or row for row in rows}
    days = [space.appeared[row][0] for row in rows if space.appeared[row][0]] or [0]
    return max(days) - min(days) <= DAYS and 2 * len(outlets) > len(rows)


def _lay_out(
    pile: Story,
    found: Sequence[_Found],
    joined: Iterable[JoinedStory],
    kinds: Mapping[str, ArticleKind],
    options: Options,
    memory: StoryMemory,
) -> Pile:
    """Return the pile with each article in its place."""
    copies: defaultdict[str, list[Article]] = defaultdict(list)
    again = [article for article in pile.set_aside if not article.dropped]
    same = [*(copy for _, copy in pile.copies), *again]
    for article in same:
        copies[article.id.partition("-")[0]].append(article)
    words = PileWords(kinds, MappingProxyType(copies), options, memory)
    stories, alone, translated = _describe_stories(found, joined, words)
    stories.sort(key=lambda story: (-story.origins, -story.outlets, -find_day(story.newest), story.id))
    opinion = [space.articles[row] for space, row in alone if words.is_comment(space.articles[row])]
    rest = [(space, row) for space, row in alone if not words.is_comment(space.articles[row])]
    roundups = [one.space.articles[row] for one in found for row in one.roundups]
    counted = [one.space for one in found if one.space.documents]
    return Pile(
        articles=(*pile.articles, *same),
        stories=tuple(stories),
        singles=find_singles(rest, stories, words, translated),
        comments=list_newest(opinion, words),
        roundups=list_newest(roundups, words),
        set_aside=tuple(article for article in pile.set_aside if article.dropped),
        problems=pile.problems,
        as_read=pile.as_read,
        counts=MappingProxyType({space.language: space.counts for space in counted}),
        documents=MappingProxyType({space.language: space.documents for space in counted}),
    )


def _describe_stories(
    found: Sequence[_Found], joined: Iterable[JoinedStory], words: PileWords
) -> tuple[list[DetectedStory], list[tuple[ArticleSpace, int]], dict[str, set[str]]]:
    """Return the stories, with those that the user keeps; the places of the articles that are in none; and those of
    these that are one in several languages, all by the id of each."""
    stories: list[DetectedStory] = []
    alone: list[tuple[ArticleSpace, int]] = []
    translated: dict[str, set[str]] = {}
    for story in joined:
        described = describe_story(story, words)
        if described:
            stories.append(described)
        else:
            alone += [(space, row) for space, rows in story.parts for row in rows]
            names = {name for pair in story.translations for name in pair}
            translated |= dict.fromkeys(names, names)
    for wished in {one.name: one for one in words.options.stories.standing}.values():
        members = [one.space.articles[row] for one in found for row in one.standing.get(wished.name, ())]
        if members:
            stories.append(describe_standing(wished, members, words))
    return stories, alone, translated


# Standing stories.


def find_standing(
    space: ArticleSpace, stories: Sequence[StandingStory], left_out: Collection[int]
) -> dict[str, list[int]]:
    """Return the rows of the articles that fit standing stories, by their names; each row is in the first that fits."""
    found: dict[str, list[int]] = {}
    for row in sorted(set(range(len(space.articles))).difference(left_out)):
        name = next((story.name for story in stories if fits(space.articles[row], story.words)), "")
        if name:
            found.setdefault(name, []).append(row)
    return found


def fits(article: Article, words: Sequence[str]) -> bool:
    """Return whether an article is of a standing story: its headline has one of the words, or its beginning two.

    Where there is but one word, the beginning must have it twice: one in passing is no story.

    >>> ferry = Article("The Arle ferry sank on Friday.", title="A wreck in the bay")
    >>> fits(ferry, ["ferry", "Arle"]), fits(ferry, ["ferry", "harbour"]), fits(ferry, ["BAY"]), fits(ferry, ["ferry"])
    (True, False, True, False)
    """
    if any(count_phrase(article.title, word) for word in words):
        return True
    beginning = article.text[article.body : article.body + 20 * _BEGINNING]
    text = " ".join(split_words(beginning)[:_BEGINNING])
    counts = [count_phrase(text, word) for word in words]
    return (counts[0] if len(counts) == 1 else sum(count > 0 for count in counts)) >= _ENOUGH


def count_phrase(text: str, phrase: str) -> int:
    """Return how often the words of a phrase stand in a text, one behind the other, whatever their case and accents.

    >>> count_phrase("The chancellor’s office in Köln", "koln"), count_phrase("The car", "a car")
    (1, 0)
    """
    wanted = [fold(word) for word in split_words(phrase)]
    words = [fold(word) for word in split_words(text)]
    spans = range(len(words) - len(wanted) + 1) if wanted else range(0)
    return sum(words[at : at + len(wanted)] == wanted for at in spans)


# Whether articles that are given for one story tell many.


def tell_several(articles: Sequence[Article]) -> bool:
    """Return whether articles surely tell several stories: two of several outlets, or one and two articles beside it.

    Words count alike, in however many articles they stand: the articles of one story have above all in common what is
    rare elsewhere, but not among them. By the words' own rarity 13 of 97 stories look like several; so one does, and 69
    of 70 mixtures of two to eight are seen. Days do not count either: what comes later is a sequel. Two articles that
    share next to nothing with any other have three of 549 stories, and 45 of 100 mixtures of a story and two articles.
    """
    newest = sorted(articles, key=lambda one: (one.published, one.where), reverse=True)[:_MOST]
    known = [complete(article) for article in newest if not article.dropped]
    known = [article for article in known if not is_roundup(article)]
    languages = sorted(article.language for article in known)
    known = [article for article in known if article.language == max(languages, key=languages.count)]
    groups, rows = group_by_plain_words([weigh_terms(article) for article in known])
    stories: list[Group] = []
    for story in groups:
        if len({find_identity(known[row].outlet) for row in story.rows}) > 1:
            for sequel in [one for one in stories if one.measure(story) >= _APART]:
                stories.remove(sequel)
                story.add(sequel)
            stories.append(story)
    return len(stories) > 1 or (len(stories) == 1 and _count_lone(rows) > 1)


def _count_lone(rows: Sequence[Terms]) -> int:
    """Return how many articles share next to nothing with any other."""
    lone = 0
    for number, row in enumerate(rows):
        others = (other for at, other in enumerate(rows) if at != number)
        # Of one story nearly any other article will do: not all are asked.
        lone += not any(weigh_shared(row, other, MOST_BREADTH) > _LONE for other in others)
    return lone


# Round-ups: what tells of many stories.


#: A round-up has parts near to so many stories, and no more than this share of them near to one.
_STORIES, _OWN_SHARE = 4, 0.5
#: A part of fewer words that count tells of nothing by itself; of one text so many parts are looked at.
_LEAST_TERMS, _MOST_PARTS = 6, 60
#: From which likeness on a part is near to a story; a pile may be of one field, so only so many articles of each count.
_NEAR, _MOST_OF_STORY = 0.12, 3


def find_roundups(space: ArticleSpace, groups: Sequence[Sequence[int]]) -> frozenset[int]:
    """Return the rows of articles with parts near to articles of many of some groups and not of one above all."""
    number_of = {row: number for number, rows in enumerate(groups) for row in rows}
    alike: defaultdict[int, defaultdict[int, list[tuple[float, int]]]] = defaultdict(lambda: defaultdict(list))
    for low, high, likeness in space.alike:
        if low in number_of and high in number_of:
            alike[low][number_of[high]].append((likeness, high))
            alike[high][number_of[low]].append((likeness, low))
    found: set[int] = set()
    for row, of_stories in alike.items():
        if len(of_stories) >= _STORIES:
            others = [other for known in of_stories.values() for _, other in sorted(known)[-_MOST_OF_STORY:]]
            near = Counter(number_of[other] for other in _list_nearest(row, others, space))
            if len(near) >= _STORIES and max(near.values()) <= _OWN_SHARE * near.total():
                found.add(row)
    return frozenset(found)


def _list_nearest(row: int, others: Sequence[int], space: ArticleSpace) -> Iterator[int]:
    """Yield for each part of an article that of some other rows to which it is nearest, if it is near to any."""
    article = space.articles[row]
    parts = [line for line in article.text[article.body :].split("\n") if line.strip()]
    for part in parts[:_MOST_PARTS]:
        terms = Counter(find_terms(part, article.language))
        if len(terms) >= _LEAST_TERMS:
            vector = space.find_row(terms)
            likeness, nearest = max((multiply(vector, space.rows[other]), -other) for other in others)
            if likeness >= _NEAR:
                yield -nearest
