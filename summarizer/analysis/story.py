"""Articles as read → the story's articles: in an order of their own, each text once, each with an outlet.

A text is one where a feed's item, its page that was saved, the mail and the text that was pasted are the same.
"""

from __future__ import annotations

import hashlib
import os.path
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date
from operator import attrgetter
from types import MappingProxyType
from unicodedata import normalize
from urllib.parse import urlsplit

from summarizer.analysis.dates import ISO_DAY, as_date
from summarizer.analysis.outlets import infer_outlet
from summarizer.lang.language import Language, detect_language, load_language
from summarizer.model import CLAIMED_BY, EXCESSES, Article, Problem
from summarizer.text.agencies import Dateline, find_identity, read_dateline, strip_outlet
from summarizer.text.escaping import strip_credentials
from summarizer.text.tokens import count_words, find_skeleton, fold, letters, split_words

#: Days between the articles of a story.
_SAME_STORY = 60
#: Where a dateline stands: a headline and a line of the author's may stand before it.
_FIRST_LINES, _HEAD = 8, 2_000

#: So many characters tell their language surely.
_SURE = 200

#: So many articles with the text of another one are named, the rest is counted.
_MOST_NAMED = 3

_PLACE_AND_TEXT = attrgetter("path", "item", "url", "outlet", "title", "text")
_ALL = attrgetter(*(each.name for each in fields(Article)))


@dataclass(frozen=True, slots=True)
class Story:
    """The articles that count, in canonical order, and what happened to others.

    ``copies`` holds articles of other outlets with the very text of one that counts (by its id): they
    carry all its sentences, but are no source of their own. Others with the same text, and those that were dropped,
    are ``set_aside``. ``as_read`` holds all but the dropped ones as they were handed over, by their ids.
    """

    articles: tuple[Article, ...]
    copies: tuple[tuple[str, Article], ...] = ()
    problems: tuple[Problem, ...] = ()
    set_aside: tuple[Article, ...] = ()
    as_read: Mapping[str, Article] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def own(self) -> tuple[str, ...]:
        """The outlets of the articles, where they are known."""
        return tuple(article.outlet for article in self.articles if article.outlet_from != "unknown")

    @property
    def languages(self) -> dict[str, Language]:
        """The languages of the articles, by their ids."""
        return {article.id: load_language(article.language or "en") for article in self.articles}

    @property
    def latest(self) -> str:
        """The day of the latest article: with earlier years a sentence is background, with later days it is ahead."""
        return max((article.published[:ISO_DAY] for article in self.articles), default="")

    @property
    def ages(self) -> dict[str, int]:
        """How many days before the latest article each appeared, by their ids; only those whose day is known."""
        days = {article.id: as_date(article.published[:ISO_DAY]) for article in self.articles}
        known = {name: day for name, day in days.items() if day}
        return {name: (max(known.values()) - day).days for name, day in known.items()}

    @property
    def language(self) -> str:
        """The language of most articles; of equals, the first by its code."""
        languages = sorted(article.language for article in self.articles)
        return max(languages, key=languages.count)


def gather(articles: Sequence[Article], language: str = "", day: str = "") -> Story:
    """Return the story of some articles: sorted, each text counted once, with ids, outlets and languages.

    With a ``language``, only articles in it count. ``day`` is that of the briefing: a dateline without a year is near
    it where no article has a date.

    The order, and so everything after, depends on what the articles are and not on how they came.
    """
    counted, set_aside, problems = _sort_out(articles, language)
    completed = _date_by_datelines([complete(article, language) for article in counted], day)
    kept: dict[str, Article] = {}
    copies: list[tuple[str, Article]] = []
    as_read: dict[str, Article] = {}
    printed_by: defaultdict[str, set[str]] = defaultdict(set)
    same: defaultdict[str, list[str]] = defaultdict(list)
    for main, *others in group_prints(completed):
        known = _join_prints([completed[at] for at in (main, *others)])
        text = _flatten(known)
        outlet = find_identity(known.outlet)
        if text not in kept:
            kept[text] = replace(known, id=f"a{len(kept) + 1}")
            as_read[kept[text].id] = counted[main]
            printed_by[text].add(outlet)
        elif known.outlet_from != "unknown" and outlet not in printed_by[text]:
            same[f"same text as {kept[text].where}; counted once"].append(known.where)
            copies.append((kept[text].id, replace(known, id=f"{kept[text].id}-{len(copies) + 1}")))
            as_read[copies[-1][1].id] = counted[main]
            printed_by[text].add(outlet)
        else:
            others.insert(0, main)
        for at in others:
            set_aside.append(replace(completed[at], id=f"{kept[text].id}-again{len(set_aside) + 1}"))
            as_read[set_aside[-1].id] = counted[at]
            if _flatten(completed[at]) == text:
                why = f"same text as {kept[text].where}; counted once"
            else:
                why = f"same article as {kept[text].where}, which tells more; counted once"
            same[why].append(completed[at].where)
    problems += _list_same(same)
    problems += find_lookalikes([*kept.values(), *(copy for _, copy in copies)])
    return Story(tuple(kept.values()), tuple(copies), tuple(problems), tuple(set_aside), MappingProxyType(as_read))


def _sort_out(articles: Iterable[Article], language: str) -> tuple[list[Article], list[Article], list[Problem]]:
    """Return the articles that count in an order of their own, those set aside, and the problems that say why."""
    counted: list[Article] = []
    set_aside: list[Article] = []
    problems: list[Problem] = []
    # Whoever hands over articles may have put in their addresses what nobody is to read.
    known = [replace(article, url=strip_credentials(article.url)) for article in articles]
    # By their day, the unknown last, then their place, then all else.
    for article in sorted(known, key=lambda one: (one.published[:10] or "9999", _PLACE_AND_TEXT(one), _ALL(one))):
        # Of an article that is surely in another language than is asked for, its code.
        code, body = language.strip()[:2].lower(), article.text[article.body :]
        own = article.language.strip()[:2].lower() or (detect_language(body) if len(body) >= _SURE else code)
        other = own if code and own != code else ""
        if article.dropped:
            problems.append(Problem(article.where, f"is left out: {EXCESSES[article.dropped]}"))
            set_aside.append(article)
        elif other:
            why = f"is in {load_language(other).name}: only what is in the language asked for counts"
            problems.append(Problem(article.where, why, "notice"))
            set_aside.append(complete(article, other))
        else:
            counted.append(article)
    return counted, set_aside, problems


def _list_same(same: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """Return a notice of each text that several articles have; ``same`` holds them by what is said of them."""
    for message, names in same.items():
        more = [f"and {len(names) - _MOST_NAMED:,} more"] if len(names) > _MOST_NAMED else []
        yield Problem(", ".join([*names[:_MOST_NAMED], *more]), message, "notice")


def _join_prints(prints: Sequence[Article]) -> Article:
    """Return the first print of an article with the earliest day and the first address that any of them knows."""
    days = [one.published for one in prints if one.published]
    # One that knows its day goes before one that knows less.
    first = min(days, key=lambda day: (len(day) < ISO_DAY, day), default="")
    return replace(prints[0], published=first, url=next((one.url for one in prints if one.url), ""))


def _flatten(article: Article) -> str:
    """Return an article's text by what two prints of one text have in common."""
    return " ".join(article.text[article.body :].split()).casefold()


def complete(article: Article, language: str = "") -> Article:
    """Return an article with what it does not say itself: its language, its outlet, inferred or called unknown, and the
    place and date of its dateline; its headline without the name of the outlet behind it."""
    body = article.text[article.body :]
    code = (language or article.language).strip()[:2].lower() or detect_language(body)
    known = replace(article, language=code, sha256=find_digest(article), words=count_words(body))
    datelines = read_datelines(known)
    known = replace(known, dateline=next((one.place for one in datelines if one.place), ""))
    dated = next((one for one in datelines if one.day), None)
    if dated and dated.year and not known.published:
        known = replace(known, published=f"{dated.year}-{dated.day}")
    named = _name_outlet(known, body)
    return replace(named, title=strip_outlet(named.title, named.outlet.partition(CLAIMED_BY)[0]))


def _name_outlet(article: Article, body: str) -> Article:
    """Return an article with its outlet: as told, inferred from its ``body`` or address, or called unknown."""
    if article.outlet:
        return replace(article, outlet_from="metadata") if article.outlet_from == "unknown" else article
    outlet, _ = infer_outlet(body, article.url, load_language(article.language))
    if outlet:
        return replace(article, outlet=outlet, outlet_from="inferred")
    name = os.path.basename(article.path.rstrip("/")) or "-"
    number = f"#{article.item}" if article.item else ""
    return replace(article, outlet=f"unknown ({name}{number})", outlet_from="unknown")


def find_lookalikes(articles: Sequence[Article]) -> list[Problem]:
    """Return a notice of each outlet whose name can be taken for that of another one, or of a medium that is known."""
    media = {find_skeleton(name): name for name in load_language("en").phrases("media.known")}
    first: dict[str, str] = {}
    found: list[Problem] = []
    for name in sorted({article.outlet for article in articles if article.outlet_from != "unknown"}):
        skeleton = find_skeleton(name)
        for other in (first.setdefault(skeleton, name), media.get(skeleton, name)):
            # Case and signs are no disguise.
            if letters(normalize("NFKC", name)) != letters(normalize("NFKC", other)):
                found.append(
                    Problem(name, f"looks like “{other}” and is written otherwise; both are one source", "notice")
                )
                break
    return found


def _date_by_datelines(articles: Sequence[Article], today: str) -> list[Article]:
    """Return articles with the dates of their datelines: a day without a year is the next one to the latest article."""
    latest = max((article.published for article in articles if len(article.published) == ISO_DAY), default=today)
    dated: list[Article] = []
    for article in articles:
        datelines = read_datelines(article) if latest and not article.published else []
        for dateline in datelines:
            if dateline.day:
                day = _find_nearest(dateline.day, date.fromisoformat(latest))
                article = replace(article, published=day.isoformat() if day else "")
                break
        dated.append(article)
    return dated


def _find_nearest(month_and_day: str, day: date) -> date | None:
    """Return the day of any year (``MM-DD``) that is nearest to a day, unless it is too far away for one story."""
    near: list[date] = []
    for year in (day.year - 1, day.year, day.year + 1):
        # 29 February is no day of most years.
        with suppress(ValueError):
            near.append(date.fromisoformat(f"{year}-{month_and_day}"))
    best = min(near, key=lambda one: abs(one - day), default=date.min)
    return best if abs((best - day).days) <= _SAME_STORY else None


def read_datelines(article: Article) -> list[Dateline]:
    """Return the datelines in an article's first lines."""
    lines = article.text[article.body : article.body + _HEAD].split("\n")[:_FIRST_LINES]
    found = [read_dateline(line, load_language(article.language)) for line in lines]
    return [dateline for dateline in found if dateline]


def find_digest(article: Article) -> str:
    """Return the digest of an article's file, of its text where it has none."""
    return article.sha256 or hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()


#: The share of the shorter one's words that the longer has; with less, two articles have one address or title.
_SHARED = 0.75
#: Words of a title that only one article has.
_LEAST_TITLE = 3
# What is hung on an address to count who follows it.
_COUNTERS = re.compile(
    r"(?:utm_\w*|at_\w*|[a-z]{1,2}clid|mc_[ce]id|cmpid|cmp|ref|source|output|amp)(?:=|\Z)", re.IGNORECASE
)


def group_prints(articles: Sequence[Article]) -> list[list[int]]:
    """Return the places of articles in groups: those of one group are prints of one article, the fullest first.

    The groups come in the order of their first articles.
    """
    groups: list[list[int]] = []
    named: defaultdict[str, list[int]] = defaultdict(list)
    for at, article in enumerate(articles):
        title = find_skeleton(article.title) if len(article.title.split()) >= _LEAST_TITLE else ""
        names = [name for name in (name_address(article.url), title) if name]
        known = [number for name in names for number in named[name]]
        own = next((one for one in known if _is_print(article, articles[groups[one][0]])), len(groups))
        if own == len(groups):
            groups.append([])
        groups[own].append(at)
        for name in names:
            named[name].append(own)
    for group in groups:
        group.sort(key=lambda at: -len(articles[at].text[articles[at].body :]))
    return groups


def name_address(url: str) -> str:
    """Return what two addresses of one page have in common, nothing for an outlet's first page.

    >>> name_address("https://www.post.example/a/?utm_source=rss&id=1#top"), name_address("http://post.example/a?id=1")
    ('post.example/a?id=1', 'post.example/a?id=1')
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    asked = sorted(one for one in parts.query.split("&") if one and not _COUNTERS.match(one))
    path = parts.path.rstrip("/")
    return f"{host}{path}{'?' * bool(asked)}{'&'.join(asked)}" if path or asked else ""


def _is_print(one: Article, other: Article) -> bool:
    """Return whether two articles of one address or title are one, by their outlets and words.

    With the title alone, one of them must have come another way: updates of one report have one title too.
    """
    is_same_page = one.url and other.url and name_address(one.url) == name_address(other.url)
    came_otherwise = bool(one.url) != bool(other.url) or bool(one.sender) != bool(other.sender)
    if not (is_same_page or came_otherwise) or not _may_be_one_outlet(one, other):
        return False
    words = [set(map(fold, split_words(article.text[article.body :]))) for article in (one, other)]
    fewest = min(map(len, words))
    return len(words[0] & words[1]) >= _SHARED * fewest


def _may_be_one_outlet(one: Article, other: Article) -> bool:
    """Return whether two articles are of one outlet, or of one of them it is not known.

    A mail is of an outlet if it came from where that has its pages: anybody can call himself anything.
    """
    if "unknown" in (one.outlet_from, other.outlet_from):
        return True
    for mail, page in ((one, other), (other, one)):
        domain, host = mail.sender.rpartition("@")[2], name_address(page.url).partition("/")[0]
        if domain and host and not page.sender:
            return f".{domain}".endswith(f".{host}") or f".{host}".endswith(f".{domain}")
    return find_identity(one.outlet) == find_identity(other.outlet)
