"""What the marks of a page say beside its text: its day and titles, what never shows or others paid for, and what leads
to other pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any

from summarizer.lang.language import known_languages, load_language
from summarizer.sources.article_fields import clean_line

# Names of elements, in which an outlet says when a page appeared; the surest first.
_DAYS = (  # names, not language
    "article:published_time", "og:article:published_time", "datePublished", "dc.date.issued", "dc.date",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "date",
)  # fmt: skip
_DAY_OF_DATA = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"(\d{4}-\d\d-\d\d)')
_DATA = "//script[@type='application/ld+json']"
_LONGEST_DATA, _LONGEST_STYLE = 200_000, 2_000
# What never shows, or only before a page is read.
_UNSEEN = (
    "//template | //amp-consent | //amp-sidebar | //*[@layout='nodisplay']"
    " | //*[@hidden and not(@hidden='until-found')]"
)
_HIDING = re.compile(r"(?:^|;)\s*(?:font-size\s*:\s*0(?:px|em)?\s*(?:;|$)|(?:left|top|text-indent)\s*:\s*-\d{3})")
# So a page may as well hide its text until it is asked for.
_CLOSED = re.compile(r"(?:^|;)\s*display\s*:\s*none\b")
# What makes a table one that only places what stands in it: cells of newsletters hold headings and paragraphs.
_LAYOUT = ".//table | .//p | .//h1 | .//h2 | .//h3 | .//h4 | .//br"
_DATA_TABLE = ".//th | .//caption"
_TABLE = frozenset("table thead tbody tfoot tr td".split())  # names, not language
# Words of a box that others paid for, and characters of what stands over it.
_MOST_PAID, _LONGEST_LABEL = 150, 80
_LABELS = frozenset("p span div small strong b em h2 h3 h4 h5 h6 figcaption".split())  # names, not language
# A paragraph that is one link and a sentence of so many words is told, and leads nowhere else.
_FEWEST_WORDS = 8
_SENTENCE = re.compile(r"[.!?…][”\"»’)\]]*\s*$")
# What stands in a paragraph of its own.
_BLOCKS = ("blockquote", "p", "li", "div", "ul", "ol")  # names, not language
_HEADINGS = "//h2 | //h3 | //h4"
_FEWEST_TEASERS, _MOST_WORDS, _MOST_TEASERS = 3, 80, 300
#: So large a share of a page's main text stands in teasers if it is made of them.
_SHARE = 0.8


def find_declared_day(tree: Any) -> str:
    """Return the day on which a page says that it appeared, else nothing; days in addresses and in boxes are none."""
    told: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        told.setdefault(name.lower(), (meta.get("content") or "").strip()[:10])
    first, *others = [told.get(name.lower(), "") for name in _DAYS]
    data = [_DAY_OF_DATA.search((script.text or "")[:_LONGEST_DATA]) for script in tree.xpath(_DATA)]
    for day in (first, *(found[1] for found in data if found), *others):
        with suppress(ValueError):
            return date.fromisoformat(day).isoformat()
    return ""


def list_titles(tree: Any) -> list[str]:
    """Return what a page is called in its head and over its text, the surest first."""
    titles = tree.xpath("//meta[@property='og:title']/@content")[:1]
    titles += [heading.text_content() for heading in tree.xpath("//h1")[:1]]
    titles += [tree.findtext(".//title") or ""]
    return [title for title in map(clean_line, titles) if title]


def free_paragraphs(tree: Any) -> None:
    """Drop what never shows from a page and what others paid for, and free its text from what would be taken for menus.

    These are tables that only place what stands in them, and links around whole paragraphs. A quoted block is marked as
    in a mail. An aside or a block that holds most of the page's paragraphs is none, and shows.
    """
    words = _count_words(tree)
    styled = [(one, one.get("style")[:_LONGEST_STYLE]) for one in tree.xpath("//*[@style]")]
    hiding = [one for one, style in styled if _HIDING.search(style)]
    hiding += [one for one, style in styled if _CLOSED.search(style) and 2 * _count_words(one) <= words]
    for element in [*tree.xpath(_UNSEEN), *hiding]:
        # One may be hidden in two ways.
        if element.getparent() is not None:
            element.drop_tree()
    _drop_paid(tree)
    for table in [one for one in tree.iter("table") if one.xpath(_LAYOUT) and not one.xpath(_DATA_TABLE)]:
        for element in list(table.iter(*_TABLE)):
            element.tag = "div"
    words = _count_words(tree)
    asides = {aside: _count_words(aside) for aside in tree.iter("aside")}
    if asides and 2 * max(asides.values()) > words:
        max(asides, key=asides.__getitem__).tag = "div"
    for block in list(tree.iter("blockquote")):
        if 2 * _count_words(block) > words > 0:
            block.tag = "div"
        else:
            _mark_quoted(block)
    for paragraph in tree.xpath("//p[count(.//a)=1]"):
        (link,) = paragraph.xpath(".//a")
        text = paragraph.text_content()
        is_all = len(" ".join(link.text_content().split())) == len(" ".join(text.split()))
        if is_all and len(text.split()) >= _FEWEST_WORDS and _SENTENCE.search(text):
            link.drop_tag()


def _drop_paid(tree: Any) -> None:
    """Drop each box that begins with the words by which outlets mark what others paid for.

    Where an article goes on in the same box, such words stand over a place that is empty.
    """
    most = min(_count_words(tree) / 2, _MOST_PAID)
    for label in [one for one in tree.iter(*_LABELS) if len(one) <= 1]:
        box, marks = label.getparent(), label.text_content().strip()
        if box is None or box.getparent() is None or not _compile_paid().fullmatch(marks[:_LONGEST_LABEL]):
            continue
        text = box.text_content()
        if text.lstrip().startswith(marks) and len(text.split()) <= most:
            box.drop_tree()


@cache
def _compile_paid() -> re.Pattern[str]:
    """Compile the words over what others paid for, in all languages."""
    marks = (load_language(code).alternatives("boilerplate.paid") for code in known_languages())
    return re.compile(rf"[-–—\s]*(?:{'|'.join(marks)})[-–—\s:.]*", re.IGNORECASE)


def _mark_quoted(block: Any) -> None:
    """Put the mark of a quoted block before each line of one."""
    for element in block.iter(*_BLOCKS):
        if (element.text or "").strip():
            element.text = f"> {element.text.lstrip()}"
        elif len(element) and element[0].tag not in _BLOCKS:
            element.text = "> "
    for element in block.iter("br"):
        element.tail = f"> {(element.tail or '').lstrip()}"


def _count_words(element: Any) -> int:
    """Return how many words stand in the paragraphs of an element."""
    return sum(len(paragraph.text_content().split()) for paragraph in element.iter("p"))


def find_teasers(tree: Any) -> list[str]:
    """Return the short texts of a page that each stand under a heading of their own that leads to another page."""
    headings = [one for one in tree.xpath(_HEADINGS)[:_MOST_TEASERS] if _is_link(one)]
    held = Counter(above for one in headings for above in one.iterancestors())
    found: list[str] = []
    for heading in headings if len(headings) >= _FEWEST_TEASERS else ():
        block = heading
        # As far up as it stands alone.
        while (parent := block.getparent()) is not None and held[parent] == 1:
            block = parent
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


def is_made_of(teasers: Sequence[str], text: str) -> bool:
    """Return whether a page's main text is made of teasers for several other pages.

    >>> is_made_of(["Wall It costs.", "Dam It leaks.", "Oak It fell."], "It costs.\\nIt leaks.\\nIt fell.")
    True
    >>> is_made_of(["Wall It costs.", "Dam It leaks.", "Oak It fell."], "The mayor rode home on a mule.\\nIt fell.")
    False
    """
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    told = [line for line in lines if any(line in teaser for teaser in teasers)]
    used = [teaser for teaser in teasers if any(line in teaser for line in told)]
    return len(used) >= _FEWEST_TEASERS and sum(map(len, told)) >= _SHARE * sum(map(len, lines))
