"""A sorted pile → why an article is in its story: how like that one it is, what is next, which words they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from summarizer.errors import count_things
from summarizer.model import ArticleKind, DetectedStory, Pile, StoryMemory
from summarizer.stories.article_kinds import find_kind
from summarizer.stories.article_space import ArticleSpace, find_terms, open_spaces
from summarizer.stories.detection import THRESHOLD, find_threshold, weigh_days, weigh_shared
from summarizer.text.escaping import flatten
from summarizer.text.tokens import split_words

#: So many of the words are told that an article shares with a story.
_MOST_WORDS = 8
_LABEL = 10

#: What is said of an article that is in no story.
_NO_STORY = {
    "single": "none: it stands alone",
    "comment": "none: opinion on no story",
    "roundup": "of many stories",
}

PlaceKind = Literal["story", "single", "comment", "roundup"]  # names, not language


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How alike an article is to the other articles of a story on the mean, from 0 to 1, and over how many days.

    From ``threshold`` on it is one of them.
    ``shared`` are the words that make them alike, the heaviest first, each with its part of the likeness;
    ``days`` are the fewest and the most that lie between the article and one of them, where these are known.
    """

    story: str
    title: str
    articles: int
    likeness: float
    threshold: float = THRESHOLD
    shared: tuple[tuple[str, float], ...] = ()
    days: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ArticleExplanation:
    """Where an article stands in a pile and why: how like its ``own`` story it is, and how like the ``next`` one.

    One with the very text of another is as like as that one. Those of a ``standing`` story are in it by its words.
    ``said`` is what the user said of it or of its story, whatever they are like; ``translations`` are the pairs of
    articles, each by its place, by which its story is one in several languages.
    """

    article: str
    where: str
    outlet: str
    title: str
    published: str
    kind: ArticleKind
    place: PlaceKind
    own: Resemblance | None = None
    next: Resemblance | None = None
    standing: str = ""
    said: tuple[str, ...] = ()
    translations: tuple[tuple[str, str], ...] = ()


def explain_article(pile: Pile, name: str) -> ArticleExplanation:
    """Return why an article of a pile stands where it does; ``name`` is its id.

    The pile has its articles with their texts. What earlier editions read counts by the counts that the pile keeps.
    """
    articles = {article.id: article for article in pile.articles}
    article = articles[name]
    compared = _compare_with_stories(pile, name)
    home = next((story for story in pile.stories if name in story.articles), None)
    explained = ArticleExplanation(
        name,
        article.where,
        article.outlet,
        article.title,
        article.published,
        find_kind(article),
        _find_place(pile, name),
    )
    if home:
        translations = tuple((articles[one].where, articles[other].where) for one, other in home.translations)
        own = compared.pop(home.id)
        explained = replace(explained, own=own, standing=home.standing, translations=translations)
    alike = [one for one in compared.values() if one.likeness > 0]
    return replace(explained, next=min(alike, key=lambda one: (-one.likeness, one.story), default=None))


def _compare_with_stories(pile: Pile, name: str) -> dict[str, Resemblance]:
    """Return how alike an article is to each story that has others in its language, and to its own, by their ids."""
    # A copy has the id of the one whose text it has in front of its own.
    original = name.partition("-")[0]
    originals = [one for one in pile.articles if "-" not in one.id]
    for space in open_spaces(originals, StoryMemory(counts=pile.counts, documents=pile.documents)):
        rows = {known.id: row for row, known in enumerate(space.articles)}
        if original in rows:
            break
    row = rows.pop(original)
    compared: dict[str, Resemblance] = {}
    for story in pile.stories:
        members = [rows[one] for one in story.articles if one in rows]
        if members or name in story.articles:
            compared[story.id] = _compare(story, space, row, members)
    return compared


def _find_place(pile: Pile, name: str) -> PlaceKind:
    """Return in which of the lists of a pile an article stands."""
    if name in pile.comments:
        return "comment"
    if name in pile.roundups:
        return "roundup"
    return "single" if any(single.article == name for single in pile.singles) else "story"


def _compare(story: DetectedStory, space: ArticleSpace, row: int, members: Sequence[int]) -> Resemblance:
    """Return how alike the article of a row is to some members of a story."""
    mine, here = space.rows[row], space.appeared[row]
    count = max(1, len(members))
    weights: defaultdict[int, float] = defaultdict(float)
    likeness = 0.0
    for other in members:
        weight = weigh_days(here, space.appeared[other]) / count
        likeness += weight * weigh_shared(mine, space.rows[other], space.breadth)
        for column in mine.keys() & space.rows[other].keys():
            weights[column] += weight * mine[column] * space.rows[other][column]
    days = [space.appeared[other][0] for other in members]
    apart = [abs(here[0] - day) for day in days if day and here[0]]
    return Resemblance(
        story.id,
        story.title,
        len(story.articles),
        round(likeness, 4),
        find_threshold(space.make_group([row]), space.make_group(members)) if members else THRESHOLD,
        _name_words(space, row, weights),
        (min(apart), max(apart)) if apart else None,
    )


def _name_words(space: ArticleSpace, row: int, weights: Mapping[int, float]) -> tuple[tuple[str, float], ...]:
    """Return the words of an article whose terms weigh most, as they are first written there, and their parts."""
    article = space.articles[row]
    written: dict[str, str] = {}
    for word in split_words(f"{article.title} {article.text[article.body :]}"):
        for term in find_terms(word, article.language):
            written.setdefault(term, word)
    parts: defaultdict[str, float] = defaultdict(float)
    total = sum(weights.values())
    for term, column in space.columns.items():
        if column in weights:
            parts[written.get(term, term)] += weights[column] / total
    ordered = sorted(parts.items(), key=lambda part: (-round(part[1], 6), part[0]))
    return tuple((word, round(part, 4)) for word, part in ordered[:_MOST_WORDS])


def describe_article(found: ArticleExplanation) -> str:
    """Return all of an explanation, a fact a line, the headline first.

    >>> words = (("flood", 0.6), ("Tarn", 0.25))
    >>> flood = Resemblance("2031-03-04-abcde", "Flood in Tarn", 3, 0.312, shared=words, days=(0, 1))
    >>> where = ("a1", "feeds/a.md", "Arle Post", "River rises", "2031-03-04")
    >>> print(describe_article(ArticleExplanation(*where, "report", "story", flood)))
    River rises
      where     Arle Post, feeds/a.md (a1), 2031-03-04
      kind      report
      story     2031-03-04-abcde “Flood in Tarn”, 3 articles
      likeness  0.31 to its other articles on the mean; from 0.134 on they are one story
      words     flood 60 %, Tarn 25 %
      days      0 to 1 days from the others
      next      like no other story
    """
    nearest, own = found.next, found.own
    where = ", ".join(filter(None, (found.outlet, f"{found.where} ({found.article})", found.published)))
    place = _NO_STORY.get(found.place, "none")
    if own:
        place = f"{own.story} “{own.title}”, {count_things(own.articles, 'article')}"
    facts = [("where", where), ("kind", found.kind), ("story", place)]
    if found.standing:
        facts.append(("", "it has the words of this standing story, which takes what fits before any other"))
    facts += [("", text) for text in found.said]
    facts += [("", f"{one} and {other} are one article in two languages") for one, other in found.translations]
    if own:
        facts += _list_likeness(own, is_joined=bool(found.said or found.standing or found.translations))
    if nearest is None:
        facts.append(("next", "like no other story"))
    else:
        needed = "" if own else f", of {nearest.threshold:g} that it takes to be of it"
        facts.append(("next", f"{nearest.likeness:.2f} to {nearest.story} “{nearest.title}”{needed}"))
        # What is in no story is told by what it is nearest to.
        facts += [] if own else _list_facts(nearest)
    lines = [f"  {label:<{_LABEL}}{flatten(text)}" for label, text in facts]
    return "\n".join([flatten(found.title) or found.where, *lines])


def _list_likeness(own: Resemblance, *, is_joined: bool) -> list[tuple[str, str]]:
    """Return how like an article is to its story; is that ``is_joined``, it need not be."""
    if own.articles == 1:
        return [("likeness", "none: it has no other article here")]
    if not own.shared:
        return [("likeness", "none: no other article of it is in its language")] if is_joined else _list_facts(own)
    told = f"{own.likeness:.2f} to its other articles on the mean"
    facts = [("likeness", f"{told}; from {own.threshold:g} on they are one story")]
    if own.likeness < own.threshold and not is_joined:
        facts.append(("", "below it where all have more in common than chance gives, or others hold them together"))
        facts.append(("", "or where it is opinion, and its headline has a word of half of them"))
    return facts + _list_facts(own)


def _list_facts(one: Resemblance) -> list[tuple[str, str]]:
    """Return the words that an article shares with a story, and the days between them."""
    facts = [
        ("words", ", ".join(f"{word} {part:.0%}".replace("%", " %") for word, part in one.shared) or "none shared")
    ]
    if one.days:
        fewest, most = one.days
        facts.append(("days", f"{fewest} to {most} days from the others" if fewest < most else f"{most} days apart"))
    return facts
