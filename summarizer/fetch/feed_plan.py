"""What a feed names and what is known of it → which of its items are stored, which pages must be read for them, and
what is stored of each.

Nothing is asked or written here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from summarizer.fetch.state import KnownPlace, LeftItem, State, StoredArticle, make_key
from summarizer.fetch.visits import SENTENCE_END, FetchedPage
from summarizer.fetch.web_addresses import Policy, find_host, show_address
from summarizer.lang.language import join_patterns, load_all, load_language
from summarizer.sources.article_fields import parse_datetime
from summarizer.sources.feeds import MAX_NAME, Entry, Feed, Place, is_search
from summarizer.sources.readers import read_file
from summarizer.text.agencies import strip_outlet
from summarizer.text.escaping import strip_credentials
from summarizer.text.tokens import find_skeleton, fold, letters, split_words

#: Runs in which a page that could not be had for now is tried.
MAX_TRIES = 3
#: Words from which on a full content counts as whole, and a summary does.
WHOLE_CONTENT = 120
WHOLE_SUMMARY = 250

# The share of a teaser's long words, and the letters of a long word, by which a page is known for the same article.
_SHARED = 0.4
_LONG_WORD = 4
# Of so many words is no log-in that has the article's headline; of so many words and sentences, no note that it cannot
# be shown.
_LONG_PAGE = 80
_SHORT_PAGE, _FEWEST_SENTENCES, _FEWEST_SHARED = 30, 3, 2
# A teaser of fewer letters may stand anywhere ("Read more").
_SHORTEST_TEASER = 15
#: A whole day.
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when something must have been published; an end that is None is open."""

    since: datetime | None = None
    until: datetime | None = None

    def holds(self, published: str, zone: datetime) -> bool:
        """Return whether a time or day lies inside; what has no known day always does.

        A day counts as a whole, in the zone of ``zone``.

        >>> from datetime import UTC
        >>> zone = datetime(2031, 3, 5, tzinfo=UTC)
        >>> window = Window(since=datetime(2031, 3, 4, 12, tzinfo=UTC))
        >>> [window.holds(day, zone) for day in ("2031-03-04", "2031-03-03", "2031-03-04T11:00:00+00:00", "2031")]
        [True, False, False, True]
        """
        first = last = parse_datetime(published) if "T" in published else None
        if ISO_DAY.fullmatch(published):
            try:
                day = date.fromisoformat(published)
            except ValueError:
                return True
            first = datetime.combine(day, time.min, zone.tzinfo)
            last = datetime.combine(day, time.max, zone.tzinfo)
        if first is None or last is None:
            return True
        is_late_enough = self.since is None or last >= self.since
        is_early_enough = self.until is None or first <= self.until
        return is_late_enough and is_early_enough


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked for, and what is known: ``folder`` holds the articles, a day begins in the zone of ``now``."""

    folder: Path
    state: State
    policy: Policy
    now: datetime
    window: Window

    def is_stored(self, article: StoredArticle) -> bool:
        """Return whether an article's file is still there."""
        return (self.folder / article.path).is_file()

    def holds(self, published: str) -> bool:
        """Return whether a time or day lies in the window."""
        return self.window.holds(published, self.now)

    def is_settled(self, article: StoredArticle | None) -> bool:
        """Return whether an article is stored, and its page need not be tried: it is whole, or a try is of no use.

        A young one is looked at once a day, since its outlet may have changed it.
        """
        if article is None or not self.is_stored(article):
            return False
        young = (self.now - timedelta(days=self.policy.reread_days)).date().isoformat()
        if article.asked and article.asked < self.now.date().isoformat() and article.published[:10] >= young:
            return False
        return article.full or article.tries >= MAX_TRIES or not self.policy.fulltext


@dataclass(frozen=True, slots=True)
class Task:
    """An item that is to be stored; ``is_teaser`` when the feed has only a teaser of it, ``needs_page`` when the page
    is to be read for it.
    """

    key: str
    identity: str
    name: str
    entry: Entry
    published: str
    digest: str
    is_teaser: bool
    needs_page: bool
    before: StoredArticle | None = None


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """What is to be done for one feed: ``here`` are the keys of all items in the window, ``whole`` says that none
    was left out for a reason that the next run may not have, ``skipped`` which were, and why. So many items in the
    window were ``left``, beyond the most that are taken, which no earlier run can have seen. ``links`` are the keys of
    the addresses of items that go by something else.
    """

    here: tuple[str, ...]
    tasks: tuple[Task, ...]
    whole: bool
    skipped: Mapping[str, LeftItem]
    left: int = 0
    links: Mapping[str, str] = field(default_factory=dict)


def plan_feed(scope: Scope, place_key: str, feed: Feed, claimed: set[str]) -> FeedPlan:
    """Decide which items of a feed are new or changed. ``claimed`` holds what earlier places take, and gets ours.

    An item that two places name belongs to the first; the other only refers to it.
    """
    here: dict[str, None] = {}
    tasks: list[Task] = []
    skipped: dict[str, LeftItem] = {}
    links: dict[str, str] = {}
    whole = True
    siblings: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in feed.entries:
        siblings[entry.url].append(entry)
    known = scope.state.places.get(place_key, KnownPlace())
    by_name = _index_by_name(scope, known, place_key)
    for entry in feed.entries:
        task = _make_task(scope, place_key, entry, siblings[entry.url], by_name)
        if not scope.holds(task.published):
            # What is too old now will be too old tomorrow; what is too new may be wanted then.
            whole = whole and not Window(since=scope.window.since).holds(task.published, scope.now)
            why = f"published {task.published[:10]}, outside of the days asked for"
            skipped[task.key] = leave_item(scope, entry, why)
            continue
        if task.key in here:
            continue
        here[task.key] = None
        if entry.url and make_key(entry.url) != task.key:
            links[task.key] = make_key(entry.url)
        if task.key not in claimed and _is_wanted(scope, place_key, task):
            claimed.add(task.key)
            tasks.append(task)
    # Items in the window beyond the most that are taken, which no earlier run can have seen.
    read = max(known.items.values(), default="")
    left = sum(scope.holds(date) and date[: len(read)] >= read for date in feed.left)
    return FeedPlan(tuple(here), tuple(tasks), whole, skipped, left, links)


def _index_by_name(scope: Scope, known: KnownPlace, place_key: str) -> dict[str, str]:
    """Return the keys of what is stored of a place's own items, by the names that its feed gave them."""
    keys: dict[str, str] = {}
    for key in known.items:
        stored = scope.state.articles.get(key)
        if stored and stored.name and stored.place == place_key:
            keys[stored.name] = key
    return keys


def leave_item(scope: Scope, entry: Entry, why: str, tries: int = 0) -> LeftItem:
    """Return what is kept of an item that is not stored."""
    return LeftItem(show_address(entry.url), entry.title, why, scope.now.date().isoformat(), tries)


def _make_task(
    scope: Scope, place_key: str, entry: Entry, siblings: Sequence[Entry], by_name: Mapping[str, str]
) -> Task:
    """Return an item with the key that it goes by; ``siblings`` are all items of the feed with its link.

    An item goes by its link. Where a feed gives several the same link, each goes by what the feed calls it, and the
    page of the link is none of theirs. One that got another link keeps its key, which ``by_name`` tells.
    """
    name, digest = make_key(_name_item(entry, siblings)), _digest_item(entry)
    identity = _identify(scope, place_key, entry, siblings)
    key = _find_key(scope, identity, entry, by_name.get(name, ""))
    before = scope.state.articles.get(key)
    # Where no date is known, the time when it was first seen counts.
    published = entry.published or (before.published if before else scope.now.isoformat())
    # An outlet's first page is no item's article.
    has_page = identity == entry.url and urlsplit(entry.url)[2:4] not in (("", ""), ("/", ""))
    is_beginning = has_page and is_teaser(entry.text, entry.whole)
    may_try = scope.policy.fulltext and scope.state.left.get(key, LeftItem()).tries < MAX_TRIES
    return Task(key, identity, name, entry, published, digest, is_beginning, is_beginning and may_try, before)


def _find_key(scope: Scope, identity: str, entry: Entry, renamed: str) -> str:
    """Return the key of an item, that of the one which it was called as before if it is the same under another link."""
    key = make_key(identity)
    stored = scope.state.articles.get(renamed)
    if stored is None or key in scope.state.articles:
        return key
    is_same = _digest_item(entry) == stored.digest or _is_reworded(scope, stored, entry)
    return renamed if is_same else key


def _identify(scope: Scope, place_key: str, entry: Entry, siblings: Sequence[Entry]) -> str:
    """Return what an item goes by: its link, unless other items have it too; else what the feed calls it."""
    name, digest = _name_item(entry, siblings), _digest_item(entry)
    if not entry.url:
        return f"{place_key}\n{name}"
    own = f"{place_key}\n{entry.url}\n{name}"
    if make_key(own) in scope.state.articles:
        return own
    before = scope.state.articles.get(make_key(entry.url), StoredArticle())
    if make_key(name) == before.name or digest == before.digest:
        return entry.url
    is_alone = all(_digest_item(one) == digest or _name_item(one, siblings) == name for one in siblings)
    is_another = before.name and not _is_reworded(scope, before, entry)
    return own if not is_alone or is_another else entry.url


def _name_item(entry: Entry, siblings: Sequence[Entry]) -> str:
    """Return by what a feed knows an item, even where it calls several the same or gives them no name."""
    named = [other for other in siblings if other.name == entry.name]
    if entry.name != entry.url and all(other.title == entry.title for other in named):
        return entry.name
    return "\n".join((entry.title, entry.published or entry.text))[:MAX_NAME]


def _digest_item(entry: Entry) -> str:
    """Return the digest of what a feed says of an item."""
    return make_key(f"{entry.title}\n{entry.whole}\n{entry.text}")


def _is_reworded(scope: Scope, before: StoredArticle, entry: Entry) -> bool:
    """Return whether an item that is called otherwise now is the one that was stored under its link."""
    articles, _ = read_file(str(scope.folder / before.path))
    told = _find_long_words(f"{entry.title} {entry.text}")
    known = _find_long_words(" ".join(f"{article.title} {article.text}" for article in articles))
    return len(told & known) >= _SHARED * len(told)


def _is_wanted(scope: Scope, place_key: str, task: Task) -> bool:
    """Return whether an item is new, changed or not yet whole, and no other place's."""
    before = task.before
    if before is None or not scope.is_stored(before):
        return True
    if before.place != place_key and before.place in scope.state.places:
        return False
    return before.digest != task.digest or not scope.is_settled(before)


def is_covered(scope: Scope, known: KnownPlace) -> bool:
    """Return whether a place that has not changed holds nothing that is wanted now and was not stored before."""
    if known.fulltext != scope.policy.fulltext or known.most_items < scope.policy.most_items:
        return False
    if known.since:
        begin, covered_from = scope.window.since, parse_datetime(known.since)
        if begin is None or covered_from is None or begin < covered_from:
            return False
    articles = map(scope.state.articles.get, known.here)
    return all(map(scope.is_settled, articles))


def find_outlet(place: Place, known: KnownPlace, feed: Feed, pages: Iterable[FetchedPage]) -> str:
    """Find a feed's outlet once for all its items: what the user says, else what its pages and the feed agree on.

    Feeds are called “World news | The Post”, their pages “The Post”. Articles of one outlet must not seem to be of two.
    A search that was saved as a feed is no outlet: each of its pages tells its own. So do those of “Latest stories”. A
    name that tells more stays, whatever the pages are called: those of a channel are called as its host.
    """
    if place.outlet or known.outlet:
        return place.outlet or known.outlet
    if is_search(feed.title):
        return ""
    title = f" {_fold_words(feed.title)} "
    names = list(filter(None, (page.fields.get("outlet", "") for page in pages)))
    for name in names:
        if f" {_fold_words(name)} " in title:
            return name
    nameless = {fold(word) for one in load_all() for word in one.words("teasers.nameless")}
    if not names or not set(title.split()) <= nameless:
        return feed.title
    return names[0] if len(set(names)) == 1 else ""


def _is_collection(place: Place, feed: Feed) -> bool:
    """Return whether the items of a feed lie on several sites, none of them its own."""
    site, *sites = (find_host(url).split(".")[-2:] for url in (place.address, *(one.url for one in feed.entries)))
    return site not in sites and any(one != sites[0] for one in sites)


def compose_article(
    task: Task, feed: Feed, outlet: str, page: FetchedPage | None, place: Place
) -> tuple[str, dict[str, str], bool]:
    """Return an item's text and fields, and whether the text is the whole article; ``place`` is the feed's."""
    entry, title = task.entry, strip_outlet(task.entry.title, outlet)
    text, url, is_whole = drop_invitation(entry.text), entry.url, not task.is_teaser
    of_page: Mapping[str, str] = {}
    if page is not None:
        own = page.fields.get("outlet", "")
        title = strip_outlet(title, own)
        if is_fuller(page.text, title, entry.text, strip_outlet(page.fields.get("title", ""), own)):
            text, url, is_whole, of_page = page.text, page.url, not page.cut, page.fields
    fields = {name: getattr(entry, name) or of_page.get(name, "") for name in ("published", "author")}
    fields["title"] = title or of_page.get("title", "")
    fields["language"] = entry.language or of_page.get("language") or feed.language
    fields |= {name: of_page.get(name, "") for name in ("on_page", "translations")}
    fields |= {"url": strip_credentials(url), "feed": show_address(place.address)}
    return text, fields | _name_outlets(entry, feed, place, outlet, of_page.get("outlet", ""), url), is_whole


def _name_outlets(entry: Entry, feed: Feed, place: Place, outlet: str, named: str, url: str) -> dict[str, str]:
    """Return as fields the outlet of an item, and by whose word it is that if this is not sure; its page is at ``url``
    and has ``named`` one."""
    host = find_host(place.address) or show_address(place.address)
    if named and not place.outlet and _is_collection(place, feed):
        outlet = named
    # A feed that collects from several outlets names the one of each item, mostly by its word alone.
    if entry.outlet and find_skeleton(entry.outlet) not in map(find_skeleton, (feed.title, outlet)):
        is_sure = find_skeleton(named) == find_skeleton(entry.outlet) and _may_be_called(entry.outlet, find_host(url))
        return {"outlet": entry.outlet, "feed_outlet": "" if is_sure else outlet or host}
    is_sure = bool(place.outlet) or _may_be_called(outlet, host)
    return {"outlet": outlet or named, "feed_outlet": "" if is_sure else host}


def _may_be_called(outlet: str, host: str) -> bool:
    """Return whether a host may be an outlet's: any may, but for one with the name of a known medium.

    >>> [_may_be_called("Reuters", host) for host in ("www.reuters.example", "blog.example")]
    [True, False]
    >>> _may_be_called("Associated Press", "apnews.example"), _may_be_called("The Norvik Post", "blog.example")
    (True, True)
    """
    if find_skeleton(outlet) not in map(find_skeleton, load_language("en").words("media.known")):
        return True
    initials = "".join(word[0] for word in outlet.split())
    names = [find_skeleton(label) for label in host.split(".")]
    by_initials = len(initials) > 1 and any(name.startswith(find_skeleton(initials)) for name in names)
    return by_initials or any(find_skeleton(outlet) in name for name in names)


def is_teaser(text: str, whole: bool) -> bool:
    """Return whether a text is likely to be only the beginning; ``whole`` says that the feed calls it the content.

    >>> is_teaser("word " * 150, True), is_teaser("word " * 150, False), is_teaser("word " * 300 + "[…]", True)
    (False, True, True)
    """
    enough = WHOLE_CONTENT if whole else WHOLE_SUMMARY
    if count_roughly(text) < enough:
        return True
    return _compile_invitations()[1].search(text[-300:]) is not None


def drop_invitation(text: str) -> str:
    """Drop the last line of a teaser when it only invites to the page.

    >>> drop_invitation("It rained.\\n\\nRead more »"), drop_invitation("They read more.")
    ('It rained.', 'They read more.')
    """
    found = _compile_invitations()[0].search(text, max(0, len(text) - 1_000))
    return text[: found.start()].rstrip() if found else text


def count_roughly(text: str) -> int:
    """Count words, also roughly those of languages that write no blanks between them."""
    return max(len(text.split()), len(text) // 8)


def is_fuller(page: str, title: str, teaser: str, heading: str = "") -> bool:
    """Return whether a page holds more than the teaser, and is the same article.

    A page that shares few of the words that the feed gave is a log-in, a consent form or an error in disguise, unless
    the very teaser stands on it. Where the feed gave no text and its ``heading`` is the very title, which may stand on
    those too, it must read as an article, and if it is short have some words of the title.

    >>> teaser = "The ferry to Norrvik sails again in summer."
    >>> is_fuller("In summer the ferry to Norrvik sails again, says the council. It is blue.", "Ferry returns", teaser)
    True
    >>> is_fuller("Building begins in July. It is loud.", "Arena gets green light: news", "Building begins in July.")
    True
    >>> is_fuller("We value your privacy. Please accept all cookies and partners before you go on.", "Ferry", teaser)
    False
    """
    if count_roughly(page) <= count_roughly(teaser):
        return False
    if len(letters(teaser)) >= _SHORTEST_TEASER and letters(teaser) in letters(page):
        return True
    told = _find_long_words(f"{title} {teaser}")
    shared = len(told & _find_long_words(page))
    if not letters(teaser) and letters(title) and letters(heading) == letters(title):
        is_on_it = count_roughly(page) >= _LONG_PAGE or shared >= min(_FEWEST_SHARED, len(told))
        return is_on_it and _reads_as_article(page)
    return shared >= _SHARED * len(told)


def _reads_as_article(page: str) -> bool:
    """Return whether a page asks nobody to subscribe, and is long or has sentences, none of which wants a log-in."""
    if join_patterns("gates.paywall").search(page):
        return False
    words = count_roughly(page)
    if words >= _LONG_PAGE or words < _SHORT_PAGE:
        return words >= _LONG_PAGE
    has_sentences = len(SENTENCE_END.findall(page)) >= _FEWEST_SENTENCES
    return has_sentences and not join_patterns("gates.sentence").search(page)


@cache
def _compile_invitations() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile the lines that invite to a page, and any sign that a text was cut off, in all languages."""
    more, passed_on = (join_patterns(key).pattern for key in ("teasers.invitation", "teasers.passed_on"))
    last_lines = rf"(?:\s*(?:\n|(?<=[.!?…\]]) )(?:[\[(]?(?:{more})[\])]?[\s.:…»→>]*|(?:{passed_on})))+\Z"
    cut_off = rf"(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|(?:{more})[\s.:…»→>\])]*)\Z"
    return re.compile(last_lines, re.IGNORECASE), re.compile(cut_off, re.IGNORECASE)


def _fold_words(text: str) -> str:
    """Return the words of a text, folded, with one blank between them."""
    return " ".join(fold(word) for word in split_words(text))


def _find_long_words(text: str) -> set[str]:
    """Return the long words of a text, folded."""
    return {fold(word) for word in split_words(text) if len(word) >= _LONG_WORD}
