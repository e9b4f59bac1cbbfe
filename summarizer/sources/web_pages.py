"""HTML: the main text of a page and what the page tells about it, by trafilatura.

Menus, comments, tables and advertisements are left out. The page's title, which trafilatura repeats
as the first line, is dropped from the text. Nothing is fetched.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy
from html import unescape
from typing import Any

from summarizer.errors import SourceError
from summarizer.lang.language import Language, join_patterns, load_language
from summarizer.model import Article, Problem
from summarizer.sources.article_fields import (
    MAX_FIELD,
    ReadResult,
    check_article,
    check_fields,
    clean_line,
    clean_text,
    set_fields,
)
from summarizer.sources.article_heads import read_byline
from summarizer.sources.decoding import decode, find_charset
from summarizer.sources.loose_articles import mark_loose_article
from summarizer.sources.markup import LIBRARY_FAULTS, NO_MAIN_TEXT, parse_html
from summarizer.sources.page_contents import free_paragraphs
from summarizer.sources.page_declarations import find_declared_day, find_declared_outlet, find_timed_day
from summarizer.sources.page_notes import note_page, read_page_text
from summarizer.text.agencies import PARTING, strip_outlet
from summarizer.text.boilerplate import mark_lines
from summarizer.text.tokens import fold

# What trafilatura finds, by its names.
_FOUND = ("text", "title", "author", "date", "sitename", "url")  # names, not language
#: Letters and digits of a main text. What is shorter is a stray link of the menu.
MIN_MAIN_TEXT = 20

# Fixed limits, so that the same page gives the same date tomorrow; no guesses from the running text.
_DATES: dict[str, Any] = {
    "original_date": True,
    "extensive_search": False,
    "max_date": "2200-01-01",
    "outputformat": "%Y-%m-%d",
}

_MOST_HEAD = 500_000
_ATTRIBUTE = r"([\w-]{1,40})\s{0,9}=\s{0,9}(?:\"([^\"]{0,2000})\"|'([^']{0,2000})'|([^\s\"'>]{1,2000}))"
# A link to the next page may as well lead to the next article, whose address ends in no such number.
_PAGE_NUMBER = r"(?i)(?:[?&/_.-]|\A)(?:paged?|p|pg|seite|s|pagina)?[=/_-]?(?:[2-9]|[1-4]\d)(?:\.\w{2,5})?/?(?:#.*)?\Z"
_FEED_TYPE = r"application/(?:(?:rss|atom|rdf)\+xml|(?:feed\+)?json)"
#: What is said of a page that stands before an article or in its place.
GATE = "is no article but a page that asks for a log-in or consent, stops programs or stands for a site that is closed"
_BROKEN = "the page is broken in a way that no reader here understands: save its text as a file, and name that"
#: What can be done then.
SAVE_IT = "open it in a browser, and save what that shows behind it"
# What is said of a page that only leads to others.
_TEASERS = "is no article but a list of the beginnings of several: name one of these, or the outlet's feed"
# The headings of such beginnings, how many there are, and how many words each has; so large a share of a page's main
# text stands in them if it is made of them.
_HEADINGS = "//h2 | //h3 | //h4"
_FEWEST_TEASERS, _MOST_WORDS, _MOST_TEASERS, _SHARE = 3, 80, 300, 0.8
# Words of a page that may be one, and the share of its sentences that say so; words of one that is nothing else.
_MOST_GATE_WORDS, _LEAST_GATE_SENTENCES, _GATE_SHARE, _MOST_CLOSED_WORDS = 300, 2, 0.6, 60
_MOST_NAME_WORDS = 4
# What an outlet says of an article that is not free to read, for search engines.
_NOT_FREE = r'''(?i)"(isAccessibleForFree"\s{0,9}:\s{0,9}"?false)\b|"(article:content_tier"\s{1,9}content="locked)"'''
# Characters of a line that says so to readers, and words that may stand behind it.
_LONGEST_WALL, _MOST_BEHIND_WALL = 200, 80
_HOST_NAME = r"[\w-]+(?:\.[\w-]+)+"
# Where a page says that it stands in another language.
_ALTERNATES = "//link[@rel='alternate'][@hreflang][@href]"
# What is called by its day, how many there are at most, and how long they are.
_DATED = (
    "//body//*[contains(@class, 'publish') or contains(@class, 'date')][not(*[2])]"
    " | //dd[not(*)] | //time[not(@datetime)]/descendant-or-self::*[not(*)]"
)
_MOST_DATED, _LONGEST_DAY = 20, 100
_DAY_BEHIND = r",? \d{1,2}[./]\d{1,2}[./]\d{4}\Z"
# Where a link leads that stands for the site; what parts an article's headline from the site's name, words of that.
_HOME = re.compile(r"(?:https?:)?(?://[^/]+|\.)?/?(?:index\.\w{3,5})?")
_MOST_SITE_WORDS = 6
# A line of copyright that is not an article's or a picture's alone: its years, and what stands around its owner.
_OWNED = "//body//text()[contains(., $name) and string-length() < $most][not(ancestor::article or ancestor::figure)]"
_LONGEST_OWNED, _YEAR, _AROUND_OWNER = 200, re.compile(r"\b(?:19|20)\d\d\b"), " \t\n\r\xa0.,;:|·•-–—"
_NAMED = "//body//*[text()[normalize-space(.)=$name] or @alt=$name or @aria-label=$name]"
_IN_HEAD = "ancestor-or-self::header[not(ancestor::main or ancestor::article)]"


def read_page(data: bytes, where: str) -> ReadResult:
    """Read one article from a web page. Raises SourceError when there is no main text."""
    html = decode(data, find_charset(data))
    text, fields, wall = extract(html)
    cut = describe_cut(html, wall)
    notices = (Problem(where, cut, "notice"),) if cut else ()
    return check_article(set_fields(Article(text), fields), where, notices)


def extract(html: str) -> tuple[str, dict[str, str], str]:
    """Return the main text of a page, a blank line between paragraphs, its metadata, and by what a paywall is known.

    Raises SourceError when there is no main text.
    """
    tree = parse_html(html)
    # Before the extraction, which changes the tree, and would make “Taz” of “taz”.
    titles, teasers, translations = list_titles(tree), _find_teasers(tree), list_translations(tree)
    declared_outlet, declared_day = find_declared_outlet(tree), find_declared_day(tree)
    timed_day, shown_day = find_timed_day(tree), find_shown_day(tree)
    page = read_page_text(tree)
    free_paragraphs(tree)
    site = find_site(tree, titles)
    language = _find_language(tree)
    found = _extract_document(tree)
    text = clean_text(found["text"]).strip()
    _refuse_no_article(text, (found["title"], tree.findtext(".//title", "")), teasers)
    title = _choose_title(clean_line(found["title"]), titles, site)
    first, _, rest = text.partition("\n")
    if rest.strip() and fold(" ".join(first[:1_000].split())) == fold(title):
        text = rest.lstrip("\n")
    # What is written over the text is surer than a day that was found anywhere on the page.
    byline = read_byline(text)
    author = found["author"] or byline.get("author", "")
    if fold(site) in map(fold, author.split("; ")):
        site = ""
    # The day that a page tells to programs, unless another one that was found stands in its address.
    found_day = found["date"]
    if timed_day and not (found_day and found_day.replace("-", "/") in found["url"]):
        found_day = timed_day
    told = {
        "outlet": declared_outlet or site or _strip_site(found["sitename"]),
        "title": title,
        "url": found["url"],
        "published": declared_day or byline.get("published") or found_day or shown_day,
        "author": author,
        "language": language,
        "translations": translations,
    }
    # Nothing is said of a field that is wrong: the page is not of the user's making.
    fields, _ = check_fields(told, "")
    wall = find_paywall(html, text)
    text = _drop_wall(text, load_language(fields.get("language", "")))
    # Lines of a like length would be taken for one paragraph that was wrapped.
    text = "\n\n".join(line for line in map(str.strip, text.split("\n")) if line)
    return text, fields | {"on_page": note_page(page, text)}, wall


def _strip_site(guessed: str) -> str:
    """Return the name of a site without a day behind it; nothing for an address: whose it is a later stage infers."""
    is_address = "://" in guessed or re.fullmatch(_HOST_NAME, guessed.strip())
    return "" if is_address else re.sub(_DAY_BEHIND, "", guessed)


def _refuse_no_article(text: str, titles: Iterable[str], teasers: list[str]) -> None:
    """Raise SourceError where the main text of a page is none: a wall before the article, too little, or a list."""
    gate = find_gate(titles, text)
    if gate:
        raise SourceError(f"{GATE}: “{gate}”; {SAVE_IT}")
    if sum(map(str.isalnum, text)) < MIN_MAIN_TEXT:
        raise SourceError(NO_MAIN_TEXT)
    if _is_made_of(teasers, text):
        raise SourceError(_TEASERS)


def find_shown_day(tree: Any) -> str:
    """Return the day on which a page says that it appeared, in what is called so: one, and not beside other texts."""
    shown = [element.text_content()[:_LONGEST_DAY] for element in tree.xpath(_DATED)[:_MOST_DATED]]
    # A head ends with a sentence.
    days = {read_byline(f"{text.strip()}\n.").get("published", "") for text in shown} - {""}
    return days.pop() if len(days) == 1 else ""


def list_titles(tree: Any) -> list[str]:
    """Return what a page is called in its head and over its text, the surest first."""
    titles = tree.xpath("//meta[@property='og:title']/@content")[:1]
    headings = [one for one in tree.xpath("//h1") if not any(map(_leads_home, one.iter("a")))]
    titles += [heading.text_content() for heading in headings[:1]]
    titles.append(tree.findtext(".//title", ""))
    return list(filter(None, map(clean_line, titles)))


def _leads_home(link: Any) -> bool:
    """Return whether a link leads to the first page of its site."""
    return bool(_HOME.fullmatch(link.get("href", "#")))


def _find_language(tree: Any) -> str:
    return tree.get("lang") or tree.get("xml:lang") or ""


def list_translations(tree: Any) -> str:
    """Return the addresses at which a page says that it stands in other languages, parted by blanks.

    >>> named = '<link rel="alternate" hreflang="{}" href="https://post.example/{}">'
    >>> links = named.format("en-us", "a") + named.format("de", "de/a")
    >>> list_translations(parse_html(f'<html lang="en"><head>{links}</head><body></body></html>'))
    'https://post.example/de/a'
    """
    own = _find_language(tree)[:2].lower()
    found: list[str] = []
    for link in tree.xpath(_ALTERNATES):
        # What is called "x-default" is one of the others.
        if link.get("hreflang").strip()[:2].lower() not in (own, "x-"):
            found.append(link.get("href").strip())
    return " ".join(found)


def find_site(tree: Any, titles: Sequence[str]) -> str:
    """Return the name of its site that a page's title in the head has beside the article's, else nothing.

    It is surely that where the page bears it elsewhere too: in a line of copyright; or, if it stands behind the
    article's as over the text, on its masthead.
    """
    whole = clean_line(tree.findtext(".//title", ""))
    first, *others = PARTING.split(whole)
    if not others:
        # "The Post: Ferry sails again"; an article's own title may have such a mark as well.
        name, mark, _ = whole.partition(": ")
        return name if mark and _is_masthead(tree, name) else ""
    title = fold(titles[0])
    has_title = title in map(fold, (whole, first, *others))
    for name in (others[-1], first):
        if len(name.split()) > _MOST_SITE_WORDS or fold(name) == title:
            continue
        if _owns(tree, name) or (has_title and name != first and _is_masthead(tree, name)):
            return name
    return ""


def _owns(tree: Any, name: str) -> bool:
    """Return whether a line of copyright has a year and a name alone: not "© 2031 Lake Museum" for "Lake"."""
    owned = load_language("en").pattern("pasted.copyright")  # said so in all languages
    for line in filter(owned.search, tree.xpath(_OWNED, name=name, most=_LONGEST_OWNED)):
        owner = join_patterns("pasted.rights").split(owned.sub(" ", line))[0]
        if _YEAR.search(line) and _YEAR.sub(" ", owner).strip(_AROUND_OWNER) == name:
            return True
    return False


def _choose_title(found: str, titles: Sequence[str], site: str) -> str:
    """Return the title that was found in a page, or the surest one that it bears: that of a page of many reports may be
    that of one of them."""
    if not titles:
        return found
    is_borne = any(fold(found) in fold(one) for one in titles)
    title = found if is_borne and fold(found) != fold(site) else titles[0]
    return _cut_site(title, site) if site and title == titles[-1] else title


def _cut_site(title: str, site: str) -> str:
    """Return a page's title without its site's name before or behind it."""
    for parting in PARTING.finditer(title):
        before, behind = title[: parting.start()], title[parting.end() :]
        if site in (before, behind):
            return behind if site == before else before
    return strip_outlet(title.removeprefix(f"{site}: "), site)


def _is_masthead(tree: Any, name: str) -> bool:
    """Return whether a name stands alone on a page, leads to the site's first page there or stands in the page's head,
    outside of a menu, and leads nowhere to a part of the site."""
    links = tree.xpath(f"{_NAMED}/ancestor-or-self::a[@href]", name=name)
    heads = tree.xpath(f"{_NAMED}[{_IN_HEAD}]", name=name)
    is_shown = any(not one.xpath("ancestor::li | ancestor::nav") for one in (*links, *heads))
    return is_shown and all(map(_leads_home, links))


def find_gate(titles: Iterable[str], text: str) -> str:
    """Return by what a short page is known that stands before an article or in its place, nothing if it is none.

    >>> find_gate(["Just a moment... | The Post"], ""), find_gate(["Access denied to the port"], "Ships wait.")
    ('Just a moment...', '')
    >>> find_gate([], "We and our 80 partners store data. You can withdraw your consent. It rains.")
    'We and our 80 partners store data'
    >>> find_gate([], "This account has been suspended."), find_gate([], "Service suspended on the ferry line.")
    ('This account has been suspended', '')
    """
    if len(text) > 20 * _MOST_GATE_WORDS or len(text.split()) > _MOST_GATE_WORDS:
        return ""
    title, sentence, closed = map(join_patterns, ("gates.title", "gates.sentence", "gates.closed"))
    sentences = list(filter(None, map(str.strip, re.split(r"[.!?…]+(?:\s|$)|\n", text.replace("’", "'")))))
    openings = re.split(r"\s[-|–—·:]\s", " - ".join(titles)[:MAX_FIELD])
    is_short = len(text.split()) <= _MOST_CLOSED_WORDS
    if is_short:
        # Over the first may stand the name of the site.
        has_name = len(" ".join(sentences[:1]).split()) <= _MOST_NAME_WORDS
        openings += sentences[: 2 if has_name else 1]
    for part in openings:
        if title.fullmatch(part.strip()) or (is_short and closed.fullmatch(part.strip(" .!…"))):
            return clean_line(part)
    found = list(filter(sentence.search, sentences))
    is_gate = len(found) >= max(_LEAST_GATE_SENTENCES, _GATE_SHARE * len(sentences))
    return clean_line(found[0])[:80] if is_gate else ""


def describe_cut(html: str, wall: str) -> str:
    """Say what cuts the text of a page, a paywall or a next page, and what can be done; nothing if it seems whole.

    >>> describe_cut('<link rel="next" href="/wall?page=2">', "").partition(":")[0]
    'it goes on on another page (/wall?page=2), which is not read'
    >>> describe_cut('<a rel="next" href="/2031/storm-hits-oslo">', "")
    ''
    """
    if wall:
        advice = "for the rest save the page from a browser that is logged in, and name the file"
        return f"a paywall cuts it (“{wall}”), what stands before it is read: {advice}"
    page = find_next_page(html)
    if page:
        advice = "for the whole name the address of its print view, or save all as one file"
        return f"it goes on on another page ({page}), which is not read: {advice}"
    return ""


def find_next_page(html: str) -> str:
    """Return the address of the next page of one article, as it stands there, else nothing."""
    for tag in re.findall(r"(?i)<(?:a|link)\b([^<>]{1,2000})>", html):
        told = _read_attributes(tag)
        if told.get("rel", "").lower() == "next" and re.search(_PAGE_NUMBER, told.get("href", "")):
            return clean_line(unescape(told["href"]))
    return ""


def find_paywall(html: str, text: str) -> str:
    """Return by what a page with a text is known to be cut by a paywall, nothing if that is not to be seen.

    >>> find_paywall("", "The wall costs more.\\nSubscribe to read the full story\\nOnly 1 euro a week.")
    'Subscribe to read the full story'
    >>> find_paywall('<script>{"isAccessibleForFree": "False"}</script>', "The wall costs more.")
    'isAccessibleForFree: False'
    """
    wall = text[_find_wall(text) :].lstrip().partition("\n")[0]
    found = re.search(_NOT_FREE, html)
    if not wall and found:
        wall = (found[1] or found[2]).replace('"', "")
    return clean_line(wall)[:80]


def _find_wall(text: str) -> int:
    """Return where the lines begin by which a paywall cuts a text; the length of a text that none does."""
    wall = end = len(text)
    behind = 0
    while end > 0 and behind <= _MOST_BEHIND_WALL:
        begin = text.rfind("\n", 0, end) + 1
        line = text[begin:end].strip()
        if _is_wall(line):
            wall = begin
        behind += len(line.split())
        end = begin - 1
    return wall


def _is_wall(line: str) -> bool:
    """Return whether a line says to its readers that an article is not free."""
    return len(line) <= _LONGEST_WALL and bool(join_patterns("gates.paywall").search(line.replace("’", "'")))


def _drop_wall(text: str, language: Language) -> str:
    """Return a text without the lines by which a paywall cuts it: an outlet has the same below all of its articles, so
    that they would look alike. What looks like them may be news: only where all of them are surely none they go."""
    wall = _find_wall(text)
    lines = text[wall:].split("\n")
    for line, mark in zip(lines, mark_lines(lines, language), strict=True):
        if line.strip() and mark.kind != "boilerplate":
            return text
    return text[:wall].rstrip() or text


def find_feed(html: str) -> str:
    """Return the address of the first feed that a page names in its head, as it stands there, else nothing.

    >>> find_feed('<head><link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2"></head>')
    '/rss?a=1&b=2'
    """
    for link in re.findall(r"(?i)<link\b([^<>]{1,2000})>", html[:_MOST_HEAD]):
        told = _read_attributes(link)
        is_feed = re.fullmatch(_FEED_TYPE, told.get("type", "").strip().lower())
        if is_feed and told.get("rel", "").lower() == "alternate" and told.get("href"):
            return unescape(told["href"]).strip()
    return ""


def _read_attributes(tag: str) -> dict[str, str]:
    """Return what stands in a tag, by name."""
    return {name.lower(): "".join(values) for name, *values in re.findall(_ATTRIBUTE, tag)}


def _extract_document(tree: Any) -> dict[str, str]:
    """Return what trafilatura finds in a page, by its names. Raises SourceError when that is nothing."""
    from lxml import etree
    from trafilatura.settings import Extractor

    # Without a handler of its own Python would print the library's remarks on standard error.
    for name in ("trafilatura", "htmldate", "readability", "justext"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    wishes = Extractor(output_format="python", with_metadata=True, comments=False, tables=False, date_params=_DATES)
    try:
        found = _ask_trafilatura(deepcopy(tree), wishes)
        if "\n" not in found.get("text", "").strip():
            # Where it finds little it takes all that the page holds as one line: headline, day, sentences, buttons.
            wishes.min_extracted_size = MIN_MAIN_TEXT
            found = _ask_trafilatura(deepcopy(tree), wishes) or found
        if found and mark_loose_article(tree, found["text"]):
            found = _ask_trafilatura(tree, wishes) or found
    # What a hostile page makes three libraries raise cannot be foreseen one by one.
    except (*LIBRARY_FAULTS, etree.LxmlError) as fault:
        raise SourceError(_BROKEN) from fault
    if not found:
        raise SourceError(NO_MAIN_TEXT)
    return found


def _ask_trafilatura(tree: Any, wishes: Any) -> dict[str, str]:
    """Return what trafilatura finds in a page, by its names; an empty dictionary for nothing."""
    from trafilatura import bare_extraction

    document: Any = bare_extraction(tree, options=wishes)
    return {} if document is None else {name: getattr(document, name) or "" for name in _FOUND}


def _find_teasers(tree: Any) -> list[str]:
    """Return the short texts of a page that each stand under a heading of their own that leads to another page."""
    headings = [one for one in tree.xpath(_HEADINGS)[:_MOST_TEASERS] if _is_link(one)]
    if len(headings) < _FEWEST_TEASERS:
        return []
    held = Counter(above for one in headings for above in one.iterancestors())
    found: list[str] = []
    for heading in headings:
        block = heading
        # As far up as it stands alone.
        for above in heading.iterancestors():
            if held[above] > 1:
                break
            block = above
        text = " ".join(block.text_content().split())
        if len(text.split()) <= _MOST_WORDS:
            found.append(text)
    return found


def _is_link(heading: Any) -> bool:
    """Return whether all of a heading is a link."""
    if any(above.tag == "a" for above in heading.iterancestors()):
        return True
    linked = "".join(link.text_content() for link in heading.iter("a"))
    return bool(linked.strip()) and len(linked.split()) == len(heading.text_content().split())


def _is_made_of(teasers: Sequence[str], text: str) -> bool:
    """Return whether a page's main text is made of teasers for several other pages.

    >>> _is_made_of(["Wall It costs.", "Dam It leaks.", "Oak It fell."], "It costs.\\nIt leaks.\\nIt fell.")
    True
    >>> _is_made_of(["Wall It costs.", "Dam It leaks.", "Oak It fell."], "The mayor rode home on a mule.\\nIt fell.")
    False
    """
    used: set[str] = set()
    whole = told = 0
    for line in filter(str.strip, text.splitlines()):
        shown = " ".join(line.split())
        holders = {teaser for teaser in teasers if shown in teaser}
        whole += len(shown)
        if holders:
            used |= holders
            told += len(shown)
    return len(used) >= _FEWEST_TEASERS and told >= _SHARE * whole
