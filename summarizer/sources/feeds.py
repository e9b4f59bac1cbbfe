"""RSS, Atom and JSON Feed → the feed's name and its items, each with the text of its HTML; OPML → a list of feeds.

A feed that was saved as a file is read as its articles, as far as the feed itself has them.
And the day of an item, if it can be true.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from summarizer.errors import SourceError
from summarizer.lang.language import join_patterns, load_all
from summarizer.model import Article, Problem
from summarizer.sources.article_fields import (
    FIRST,
    ReadResult,
    check_article,
    check_fields,
    check_url,
    clean_line,
    join_items,
    parse_datetime,
    set_fields,
)
from summarizer.sources.decoding import decode, find_charset
from summarizer.sources.markup import (
    LIBRARY_FAULTS,
    MAX_ATTRIBUTES,
    find_root,
    parse_html,
    read_records,
    refuse_many_attributes,
)
from summarizer.sources.page_contents import drop_marks, mark_quoted
from summarizer.sources.page_notes import NO_TEXT_OF
from summarizer.text.agencies import strip_outlet
from summarizer.text.escaping import mend_surrogates, strip_credentials
from summarizer.text.tokens import find_skeleton

#: How far ahead of the run's day a date may lie, for clocks and zones that are wrong.
_AHEAD = timedelta(days=2)


def check_day(day: str, now: datetime) -> str:
    """Return a day as a page tells it, nothing where it is too old or too far ahead to be true.

    >>> from datetime import UTC
    >>> now = datetime(2031, 3, 5, tzinfo=UTC)
    >>> [check_day(day, now) for day in ("2031-03-07", "2031-03-08", "1970-01-01", "2031")]
    ['2031-03-07', '', '', '2031']
    """
    return day if str(FIRST.year) <= day <= (now + _AHEAD).date().isoformat() else ""


#: Items of a saved feed that are read.
MAX_ITEMS = 10_000
#: Feeds of one list that are fetched.
MAX_FEEDS = 1_000
#: Characters of one item's HTML that are read.
MAX_HTML = 1_000_000
#: Characters of the name by which a feed knows an item.
MAX_NAME = 4_000

# A file is read alike on any day.
_LAST_DAY = datetime(2200, 1, 1, tzinfo=UTC)
_UNREADABLE = "its XML is broken in a way that no reader here understands: validator.w3.org/feed says where"
_ROOTS = frozenset({"rss", "feed", "rdf"})
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")

_BLOCKS = frozenset(  # names, not language
    "address article aside blockquote br dd div dl dt fieldset figcaption footer h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_DROPPED = NO_TEXT_OF.union(("button", "embed", "figure", "form", "picture"))  # names, not language
#: Stands where a block begins or ends, since no text of XML holds it.
_BORDER = "\0"
_BEFORE_OUTLET = ("-", "–", "—", "|")
# Words beside a link that may be those of its outlet; with more, or as a sentence, a paragraph says something itself.
_MOST_BESIDE_LINK = 6
_MOST_SIGNS = 10
_ENDS_SENTENCE = re.compile(r"[.…][\"”»’')\]]*$")
# In a title of plain text what is none of these marks is text: "<beer>".
_NO_MARK = re.compile(
    r"<(?!/?(?:a|abbr|b|br|cite|code|div|em|font|h[1-6]|i|img|mark|p|q|s|small|span|strong|su[bp]|tt|u|wbr)\b[^<>]*>)",
    re.IGNORECASE,
)
# Whose links lead to those of others, which stand in them.
_REDIRECTOR = re.compile(r"https?://(?:www\.)?google\.[a-z.]{2,6}/url\?", re.IGNORECASE)
_HTML = re.compile(r"<[a-zA-Z!/]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed. ``whole`` says that the feed gives it as the full content and not as a summary.

    ``name`` is what the feed knows it by, ``outlet`` whom the feed names as its source; ``published`` is a time
    in ISO 8601, in the zone that the feed wrote it in.
    """

    name: str
    url: str = ""
    title: str = ""
    text: str = ""
    whole: bool = False
    author: str = ""
    language: str = ""
    outlet: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it is now; ``left`` are the dates of items beyond the most, ``fault`` what is odd about it."""

    title: str = ""
    language: str = ""
    entries: tuple[Entry, ...] = ()
    left: tuple[str, ...] = ()
    fault: str = ""


#: An item as the parser gives it, and when it was published.
_Dated = tuple[Mapping[str, Any], datetime | None]


@dataclass(frozen=True, slots=True)
class Place:
    """An address, and the name of its outlet if the user gives one."""

    address: str
    outlet: str = ""


def parse_opml(text: str) -> tuple[Place, ...]:
    """Parse an OPML list, as feed readers export it, into its feeds, each once, in order.

    What the list calls a feed is its outlet: the list is the user's own. Raises SourceError when there are no feeds.

    >>> parse_opml('<opml><body><outline><outline text="B" xmlUrl="https://x.example/f"/></outline></body></opml>')
    (Place(address='https://x.example/f', outlet='B'),)
    """
    from lxml import etree

    refuse_many_attributes(text, "the list", MAX_ATTRIBUTES)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise SourceError("is no sound OPML")
    feeds: dict[str, Place] = {}
    for outline in root.iter("{*}outline"):
        attributes = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        address = attributes.get("xmlurl", "").strip()
        name = clean_line(attributes.get("title") or attributes.get("text", ""))
        if "://" in name:
            name = ""
        if address:
            feeds.setdefault(address, Place(address, name))
    if not feeds:
        raise SourceError("lists no feed (an outline with xmlUrl): export it anew from your feed reader")
    if len(feeds) > MAX_FEEDS:
        raise SourceError(f"lists {len(feeds):,} feeds; the limit is {MAX_FEEDS:,}")
    return tuple(feeds.values())


def parse_feed(text: str, url: str, most_items: int, now: datetime) -> Feed:
    """Parse an RSS or Atom feed that was got from ``url``. Raises SourceError when nothing can be read from it."""
    try:
        records, feed, is_sound = read_records(text, strip_credentials(url))
        dated = [(entry, _find_date(entry)) for entry in _records(records)]
        newest, left = _keep_newest(dated, most_items, now)
        title, language = _title(feed), _text(feed, "language")
    except LIBRARY_FAULTS as fault:
        raise SourceError(_UNREADABLE) from fault
    entries: list[Entry] = []
    for entry, day in newest:
        # One that no reader understands costs no other.
        with suppress(*LIBRARY_FAULTS):
            entries.append(_make_entry(entry, day, url))
    if not is_sound and not entries:
        raise SourceError("is no sound feed, and no item could be read")
    odd = "" if is_sound else "is not sound XML; what could be read of it was taken"
    if len(entries) < len(newest):
        odd = f"{len(newest) - len(entries)} of its {len(newest)} items left out: no reader understands them"
    return Feed(title, language, tuple(entries), left, odd)


def parse_json_feed(text: str, url: str, most_items: int, now: datetime) -> Feed:
    """Parse a JSON Feed that was got from ``url``. Raises SourceError when it is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise SourceError("is no sound JSON Feed") from None
    if not isinstance(value, dict):
        raise SourceError("is no JSON Feed")
    dated: list[_Dated] = []
    items = value.get("items")
    listed = items if isinstance(items, list) else [] if items is None else [items]
    records = _records(listed)
    for item in records:
        told = [str(item.get(name, "")) for name in ("date_published", "date_modified")]
        date = parse_datetime(told[0]) or parse_datetime(told[1])
        dated.append((item, date))
    newest, left = _keep_newest(dated, most_items, now)
    entries = tuple(_make_json_entry(item, date, url) for item, date in newest)
    bad = len(listed) - len(records)
    odd = f"{bad} of its {len(listed)} items left out: no objects of JSON, so no articles" if bad else ""
    return Feed(clean_line(_text(value, "title")), _text(value, "language"), entries, left, odd)


def read_feed(data: bytes, where: str) -> ReadResult:
    """Read the articles of a feed that was saved, numbered from 1. Raises SourceError when it is none."""
    text = decode(data, find_charset(data))
    root = find_root(text)
    if root == "opml":
        raise SourceError("is a list of feeds: name it so that it ends in .opml")
    if root not in _ROOTS:
        raise SourceError("is XML, but no feed: save the article as a page (.html) or as text (.txt)")
    return _list_articles(parse_feed(text, "", MAX_ITEMS, _LAST_DAY), where)


def read_json_feed(text: str, where: str) -> ReadResult:
    """Read the articles of a JSON Feed that was saved, numbered from 1."""
    return _list_articles(parse_json_feed(text, "", MAX_ITEMS, _LAST_DAY), where)


def _list_articles(feed: Feed, where: str) -> ReadResult:
    """Return the items of a saved feed as articles of its outlet, or of whom it names for each."""
    own = "" if is_search(feed.title) else feed.title
    problems = [Problem(where, feed.fault, "notice")] if feed.fault else []
    if not feed.entries:
        problems.append(Problem(where, "is a feed without any item"))
    results: list[ReadResult] = [((), tuple(problems))]
    for count, entry in enumerate(feed.entries, 1):
        is_others = entry.outlet and find_skeleton(entry.outlet) != find_skeleton(feed.title)
        told = {
            "outlet": entry.outlet if is_others else own,
            "feed_outlet": feed.title if is_others else "",
            "title": entry.title,
            "url": entry.url,
            "published": entry.published,
            "author": entry.author,
            "language": entry.language or feed.language,
        }
        # Nothing is said of a field that is wrong: the feed is not of the user's making.
        article = set_fields(Article(entry.text, item=count), check_fields(told, "")[0])
        results.append(check_article(article, f"{where}, item {count}"))
    return join_items(results, where)


def is_search(title: str) -> bool:
    """Return whether a feed is called as a search that was saved, which is no outlet.

    >>> is_search("Google Alert - wind farm"), is_search("The Wind Post")
    (True, False)
    """
    return any(one.pattern("teasers.searches").match(title) for one in load_all())


def convert_html(html: str) -> str:
    """Return the text of a piece of HTML, a paragraph a line, with a blank line between.

    Scripts, figures and forms are left out, quoted blocks marked; the text is empty when the HTML cannot be read.

    >>> convert_html("<p>The ferry <b>sails</b>.<br>It rained.</p><script>x()</script><p>Caf&eacute;</p>")
    'The ferry sails.\\n\\nIt rained.\\n\\nCafé'
    >>> convert_html("<p>The ferry sails, the Post wrote.</p><blockquote><p>It leaks.</p></blockquote>")
    'The ferry sails, the Post wrote.\\n\\n> It leaks.'
    >>> convert_html("Rain & wind, 3 < 5")
    'Rain & wind, 3 < 5'
    """
    return "\n\n".join(whole for whole, _ in _split_html(html))


def _split_html(html: str) -> list[tuple[str, str]]:
    """Return the paragraphs of a piece of HTML, each whole, and without what stands in links."""
    # Marks of a section that holds another, which no parser takes for marks.
    html = _drop_sections(html[:MAX_HTML])
    if not _HTML.search(html):
        wholes = [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", html)]
        return [(whole, whole) for whole in filter(None, wholes)]
    try:
        root = parse_html(f"<html><body><div>{html}</div></body></html>")
    except SourceError:
        return []
    drop_marks(root)
    _mark_quotations(root)
    parts = list(_walk_texts(root))
    wholes = "".join(text for text, _ in parts).split(_BORDER)
    besides = "".join(" " if is_link else text for text, is_link in parts).split(_BORDER)
    pairs = zip(wholes, besides, strict=True)
    return [(" ".join(whole.split()), " ".join(beside.split())) for whole, beside in pairs if whole.strip()]


def _drop_sections(html: str) -> str:
    return html.replace("<![CDATA[", "").replace("]]>", "")


def _mark_quotations(root: Any) -> None:
    """Mark the quoted blocks of an item. One that holds most of it is the item."""
    words = len(root.text_content().split())
    for block in list(root.iter("blockquote")):
        if 2 * len(block.text_content().split()) <= words:
            mark_quoted(block)


def _walk_texts(root: Any) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a tree, and whether each stands in a link; a border where a block begins or ends."""
    from lxml import etree

    links = 0
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _BLOCKS:
            yield _BORDER, False
        if event == "end":
            links -= name == "a"
            yield element.tail or "", links > 0
        elif name in _DROPPED:
            walker.skip_subtree()
        else:
            links += name == "a"
            yield element.text or "", links > 0


def _read_text(html: str, title: str, outlet: str) -> str:
    """Return the text of an item's HTML, empty where it tells no more than titles, links and counts.

    >>> list_of_links = "<li><a href='/1'>Wall costs more</a> <font>The Post</font></li>"
    >>> _read_text(list_of_links, "Wall costs more", "The Post"), _read_text("Wall: 5 m Post", "Wall: 5 m", "Post")
    ('', '')
    >>> _read_text("Wall costs more", "Wall costs more | Post", "")
    ''
    >>> _read_text("<a href='/1'>The wall costs more.</a>", "Wall", "")
    'The wall costs more.'
    """
    # What is longer cannot be made of these alone.
    longest = len(title) + len(outlet) + _MOST_SIGNS
    wholes: list[str] = []
    is_news = False
    for whole, beside in _split_html(html):
        if join_patterns("teasers.counts").fullmatch(whole):
            continue
        wholes.append(whole)
        is_link = beside != whole and len(beside.split()) <= _MOST_BESIDE_LINK and not _ENDS_SENTENCE.search(whole)
        if not is_news and not is_link:
            names = (f"{title} {outlet}", f"{outlet} {title}", outlet)
            told = find_skeleton(whole)
            # A title may have its outlet behind it, which the text has not.
            is_title = find_skeleton(title).startswith(told) or told in map(find_skeleton, names)
            is_news = len(whole) > longest or not is_title
    return "\n\n".join(wholes) if is_news else ""


def _keep_newest(
    dated: list[_Dated], most: int, now: datetime
) -> tuple[list[tuple[Mapping[str, Any], str]], tuple[str, ...]]:
    """Return the newest items and their dates in ISO 8601, in the feed's order, and the dates of the others.

    What has no sound date comes last.
    """
    written: list[str] = []
    moments: list[float] = []
    for _, date in dated:
        # What lies too far ahead is not known.
        told = date.isoformat() if date and date <= now + _AHEAD else ""
        written.append(told)
        moments.append(date.timestamp() if date and told else 0.0)
    ordered = sorted(range(len(dated)), key=moments.__getitem__, reverse=True)
    kept = [(dated[at][0], written[at]) for at in sorted(ordered[:most])]
    return kept, tuple(written[at] for at in ordered[most:])


def _make_entry(entry: Mapping[str, Any], published: str, base: str) -> Entry:
    """Return an item of RSS or Atom."""
    link = _text(entry, "feedburner_origlink") or _text(entry, "link")
    # A name that is no address is taken for one where the feed does not say that it is none.
    is_name = link == _text(entry, "id") and "://" not in link
    url = "" if is_name else _resolve_link(link, base)
    outlet = _title(entry.get("source"))
    title = _cut_outlet(_title(entry), outlet)
    # What is declared plain is often HTML all the same.
    contents = _records(entry.get("content"))
    content = max((_read_text(_text(part, "value"), title, outlet) for part in contents), key=len, default="")
    summary = _read_text(_text(entry, "summary"), title, outlet)
    is_content = len(content) >= len(summary)
    name = _text(entry, "id") or url or f"{title}\n{summary}"
    return Entry(
        name=name[:MAX_NAME],
        url=url,
        title=title,
        text=content if is_content else summary,
        whole=is_content and content != "",
        author=clean_line(_text(entry, "author")),
        language=_text(entry.get("title_detail"), "language"),
        outlet=outlet,
        published=published,
    )


def _cut_outlet(title: str, outlet: str) -> str:
    """Return a title without the outlet that a collecting feed writes behind each, whatever blanks are beside its mark.

    >>> _cut_outlet("Ferry sinks—Harbour Post", "Harbour Post"), _cut_outlet("Ferry sinks", "")
    ('Ferry sinks', 'Ferry sinks')
    """
    shorter = title.removesuffix(outlet).rstrip()
    is_behind = bool(outlet) and title.endswith(outlet) and shorter.endswith(_BEFORE_OUTLET)
    return strip_outlet(shorter[:-1].rstrip() if is_behind else title, outlet)


def _make_json_entry(item: Mapping[str, Any], published: str, base: str) -> Entry:
    """Return an item of a JSON Feed."""
    url = _resolve_link(_text(item, "url") or _text(item, "external_url"), base)
    title = clean_line(_text(item, "title"))
    content = _read_text(_text(item, "content_html"), title, "") or _text(item, "content_text").strip()
    authors = [_text(author, "name") for author in _records(item.get("authors") or [item.get("author")])]
    author = clean_line(", ".join(filter(None, authors)))
    name = str(item.get("id") or url or f"{item.get('title')}\n{content}")
    return Entry(
        name=mend_surrogates(name)[:MAX_NAME],
        url=url,
        title=title,
        text=content or _text(item, "summary").strip(),
        whole=content != "",
        author=author,
        language=_text(item, "language"),
        published=published,
    )


def _find_date(entry: Mapping[str, Any]) -> datetime | None:
    """Return when an item was published, else when it was changed; None when neither is known."""
    # A plain dict: feedparser's own warns when one date stands in for the other.
    values = dict(entry)
    return parse_datetime(_text(values, "published")) or parse_datetime(_text(values, "updated"))


def _records(values: object) -> list[Mapping[str, Any]]:
    """Return the records of a list; none when it is no list."""
    listed = values if isinstance(values, list) else []
    return [value for value in listed if isinstance(value, Mapping)]


def _text(record: object, name: str) -> str:
    """Return a text of a record, empty when there is none."""
    value = record.get(name) if isinstance(record, Mapping) else None
    return mend_surrogates(value) if isinstance(value, str) else ""


def _title(record: object) -> str:
    """Return a record's title, which may hold HTML, in one line."""
    title, detail = _text(record, "title"), record.get("title_detail") if isinstance(record, Mapping) else None
    if _text(detail, "type") == "text/plain":
        title = _NO_MARK.sub("&lt;", _drop_sections(title))
    return clean_line(convert_html(title))


def _resolve_link(link: str, base: str) -> str:
    """Return an item's address as it may be asked, else an empty text.

    >>> _resolve_link("https://www.google.com/url?ct=ga&url=https://post.example/wall&cd=1", "https://x.example/")
    'https://post.example/wall'
    """
    link = link.strip()
    if not link:
        return ""
    if _REDIRECTOR.match(link):
        told = parse_qs(urlsplit(link).query)
        link = next((value for name in ("url", "q") for value in told.get(name, [])), link)  # names, not language
    try:
        return check_url(urldefrag(urljoin(strip_credentials(base), link)).url)
    except ValueError:
        return ""
