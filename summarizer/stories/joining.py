"""Today's stories of all languages → those that are one: as the user says, by the id that earlier editions gave them,
and where an article of one is surely the same as one of the other in another language. Never by likeness.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, combinations

from summarizer.analysis.story import name_address
from summarizer.model import Article, StoryMemory
from summarizer.stories.article_space import ArticleSpace, KnownArticles, find_day, find_known, index_known
from summarizer.stories.following import JoinedStory

#: So many days may lie between an article and the same in another language: what is later may be another day's page.
_DAYS = 3
#: An address is that of an article, and no section's, if it has so many digits or its last name so many words.
_DIGITS, _WORDS = 4, 3
_QUERY_KEYS = ("lang", "language", "locale", "hl")  # names, not language


def is_named(article: Article, names: Iterable[str]) -> bool:
    """Return whether one of some names is the article's: its path (with its number) or its address.

    What is said of an article holds for later pages too, on which another one has its id.

    >>> is_named(Article("", path="feeds/a.md"), ["feeds/a.md"]), is_named(Article(""), [""])
    (True, False)
    """
    return not {article.path, article.where, article.url}.isdisjoint(set(names) - {""})


def join_stories(
    stories: Sequence[JoinedStory], joins: Sequence[tuple[str, str]], memory: StoryMemory
) -> list[JoinedStory]:
    """Return stories, those joined that are one: of ``joins``, the user names them by an id each, or by an article.

    The oldest id lives. What an earlier edition had in a story that the user joined is called by that one's id too: it
    stays there.
    """
    translations = find_translations([article for story in stories for article in story.articles])
    known = {one.story for one in memory.articles}
    # An id that nobody has seen needs no other one to lead to.
    seen = known.union(*joins)
    joined: dict[str, JoinedStory] = {}
    for numbers in _group(len(stories), _list_same(stories, translations, joins, memory)):
        members = [stories[number] for number in numbers]
        names = {name for one in members for name in (one.id, *one.joined)}
        name, *others = sorted(names, key=lambda name: (name not in known, name))
        parts = _merge_parts(members)
        # By chance two new stories may have one id, in two languages.
        while name in joined:
            name += f"-{parts[0][0].language}"
        story = JoinedStory(name, parts, tuple(filter(seen.__contains__, others)))
        own = {article.id for article in story.articles} if translations else set()
        joined[name] = replace(story, translations=tuple(pair for pair in translations if pair[0] in own))
    return list(joined.values())


def _merge_parts(stories: Iterable[JoinedStory]) -> tuple[tuple[ArticleSpace, tuple[int, ...]], ...]:
    """Return for each language of some stories, in their order, its space and the rows of all in it."""
    spaces: dict[str, ArticleSpace] = {}
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for space, more in chain.from_iterable(story.parts for story in stories):
        spaces[space.language] = space
        rows[space.language] += more
    return tuple((spaces[language], tuple(sorted(rows[language]))) for language in sorted(rows))


def _list_same(
    stories: Sequence[JoinedStory],
    translations: Iterable[tuple[str, str]],
    joins: Sequence[tuple[str, str]],
    memory: StoryMemory,
) -> Iterator[Collection[int]]:
    """Yield the numbers of stories that are one."""
    remembered = {(one.story, one.language) for one in memory.articles}
    of_id: defaultdict[str, list[int]] = defaultdict(list)
    story_of: dict[str, int] = {}
    for number, story in enumerate(stories):
        for name in (story.id, *story.joined):
            if any((name, space.language) in remembered for space, _ in story.parts):
                of_id[name].append(number)
        story_of |= {article.id: number for article in story.articles}
    yield from of_id.values()
    for one, other in translations:
        yield story_of[one], story_of[other]
    known = index_known(memory)
    for pair in joins:
        yield [number for number, story in enumerate(stories) if _is_called(story, pair, known)]


def _is_called(story: JoinedStory, names: tuple[str, str], known: KnownArticles) -> bool:
    """Return whether one of two names means a story: its id, that of an earlier one of an article, or an article."""
    if not {story.id, *story.joined}.isdisjoint(names):
        return True
    for article in story.articles:
        if any(one.story in names for one in find_known(article, known)) or is_named(article, names):
            return True
    return False


def _group(count: int, same: Iterable[Collection[int]]) -> list[list[int]]:
    """Return so many numbers in groups, those together that are the same directly or by others.

    >>> _group(4, [(0, 2), (3,), (2, 3)])
    [[0, 2, 3], [1]]
    """
    group_of = {number: [number] for number in range(count)}
    for numbers in same:
        groups = {id(group_of[number]): group_of[number] for number in numbers}
        largest = max(groups.values(), key=len, default=[])
        for group in groups.values():
            if group is not largest:
                largest += group
                group_of |= dict.fromkeys(group, largest)
    return [sorted(group) for group in {id(group): group for group in group_of.values()}.values()]


# What is sure across languages.


def find_translations(articles: Sequence[Article]) -> list[tuple[str, str]]:
    """Return the pairs of articles, by their ids, that are surely the same in two languages.

    The page of one names the address of the other, alone, as its own in that language, and has its host or is named by
    it too; or their addresses differ in nothing but the language that they say. An address that two articles of one
    language have is no article's. No more than three days lie between them, as far as these are known.

    >>> def make(code, address, named=""):
    ...     return Article("", url=f"https://{address}", language=code, id=code, translations=named)
    >>> post = [make("de", "post.example/de/2031/ferry"), make("en", "post.example/2031/ferry")]
    >>> find_translations([*post, make("fr", "post.example/bac", "https://post.example/2031/ferry?utm_source=fr")])
    [('de', 'en'), ('en', 'fr')]
    >>> find_translations([*post, make("fr", "tarn.example/bac", "https://post.example/2031/ferry")])
    [('de', 'en')]
    >>> find_translations([make("de", "post.example/de/news"), make("en", "post.example/en/news")])
    []
    """
    if len({article.language for article in articles}) < 2:
        return []
    pairs = [*_pair_by_name(articles)]
    for same in _place((_strip_language(article), article) for article in articles).values():
        pairs += combinations(same.values(), 2)
    found: set[tuple[str, str]] = set()
    for one, other in pairs:
        day, another = find_day(one.published), find_day(other.published)
        if not day or not another or abs(day - another) <= _DAYS:
            found.add((min(one.id, other.id), max(one.id, other.id)))
    return sorted(found)


def _pair_by_name(articles: Sequence[Article]) -> Iterator[tuple[Article, Article]]:
    """Yield the pairs of articles of which the page of one names the other. Whoever has another host may name whatever
    he likes: then each must name the other."""
    of_address = _place((name_address(article.url), article) for article in articles)
    named = {article.id: _find_named(article, of_address) for article in articles}
    host = {article.id: name_address(article.url).partition("/")[0] for article in articles}
    for article in articles:
        for other in named[article.id]:
            if host[article.id] == host[other.id] or article in named[other.id]:
                yield article, other


def _find_named(article: Article, of_address: Mapping[str, Mapping[str, Article]]) -> list[Article]:
    """Return the articles in other languages that the page of one names, those of which it names one a language."""
    named: dict[str, Article] = {}
    for address in article.translations.split():
        for other in of_address.get(name_address(address), {}).values():
            if other.language != article.language:
                named[other.id] = other
    by_language = _place((one.language, one) for one in named.values())
    return [one for same in by_language.values() for one in same.values()]


def _place(named: Iterable[tuple[str, Article]]) -> Mapping[str, Mapping[str, Article]]:
    """Return articles by names and languages; a name that two of one language have is nobody's."""
    places: defaultdict[str, dict[str, Article]] = defaultdict(dict)
    shared: set[str] = set()
    for name, article in named:
        if article.language in places[name]:
            shared.add(name)
        places[name][article.language] = article
    return {name: found for name, found in places.items() if name and name not in shared}


def _strip_language(article: Article) -> str:
    """Return the address of an article without the language that it says; nothing where it is no article's."""
    address = _find_language(article.language).sub("", name_address(article.url)).rstrip("?&")
    path = address.partition("/")[2]
    words = re.split(r"[-_]", path.rpartition("/")[2])
    return address if sum(map(str.isdecimal, path)) >= _DIGITS or len(words) >= _WORDS else ""


@cache
def _find_language(code: str) -> re.Pattern[str]:
    """Return the pattern of what says a language in an address: "/de-at", "_de" before an ending, "lang=de"."""
    code, region = re.escape(code), "(?:[-_][a-z]{2})?"
    asked = rf"(?<=[?&])(?:{'|'.join(_QUERY_KEYS)})={code}{region}(?:&|$)"
    return re.compile(rf"(?i)/{code}{region}(?=/)|[._-]{code}(?=\.[a-z]{{2,5}}$)|{asked}")
