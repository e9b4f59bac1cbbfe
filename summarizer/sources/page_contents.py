"""What a page holds beside the text of its article: its marks, and its whole text.

The marks tell its day and titles, what never shows or others paid for, and what leads to other pages. The whole text is
as a browser searches it; noted is what it has for the text of the article.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any, Literal

from summarizer.lang.language import load_all
from summarizer.sources.article_fields import clean_line
from summarizer.text.page_places import MAX_NOTE, RUN, PagePlaces, PageWord, cut_page_words, note_places

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
# What an outlet took back, and how letters are read aloud, above them.
_STRUCK_OUT = "//del | //s | //strike | //rt | //rp"
# The mark of a footnote, a raised link to it, and what it says: so many words.
_FOOTNOTES = "//sup//a[contains(@href, '#')] | //a[contains(@href, '#') and sup]"
_FOOTNOTE_MARK = re.compile(r"\W{0,2}(?:\d{1,3}|[a-z]{1,2}|[*†‡§]{1,3})\W{0,2}")
_FOOTNOTE_TAGS = frozenset("li p div aside dd tr".split())  # names, not language
_MOST_FOOTNOTE = 150
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
    drop_marks(tree)
    _drop_hidden(tree)
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
            mark_quoted(block)
    for paragraph in tree.xpath("//p[count(.//a)=1]"):
        _free_sentence(paragraph)


def _drop_hidden(tree: Any) -> None:
    """Drop what never shows from a page; what a script may show only where it is less than half of the page."""
    words = _count_words(tree)
    unseen = list(tree.xpath(_UNSEEN))
    for element in tree.xpath("//*[@style]"):
        style = element.get("style")[:_LONGEST_STYLE]
        if _HIDING.search(style) or (_CLOSED.search(style) and 2 * _count_words(element) <= words):
            unseen.append(element)
    for element in unseen:
        # One may be hidden in two ways.
        if element.getparent() is not None:
            element.drop_tree()


def _free_sentence(paragraph: Any) -> None:
    """Take the link off a paragraph that is a sentence and all of it a link."""
    (link,) = paragraph.xpath(".//a")
    words = paragraph.text_content().split()
    is_all = len(" ".join(link.text_content().split())) == len(" ".join(words))
    if is_all and len(words) >= _FEWEST_WORDS and _SENTENCE.search(paragraph.text_content()):
        link.drop_tag()


def drop_marks(tree: Any) -> None:
    """Drop what an outlet struck out, how letters are read aloud, and footnotes with their marks.

    Such a mark would count as a figure, "40" and "2" as "402".
    """
    named = {element.get("id"): element for element in tree.xpath("//*[@id]")}
    dropped = tree.xpath(_STRUCK_OUT)
    for link in tree.xpath(_FOOTNOTES):
        if _FOOTNOTE_MARK.fullmatch(link.text_content().strip()[:9]):
            dropped.append(next(link.iterancestors("sup"), link))
            note = named.get(link.get("href").rpartition("#")[2])
            if note is not None and note.tag in _FOOTNOTE_TAGS and note not in link.iterancestors():
                dropped.append(note)
    for element in dict.fromkeys(dropped):
        is_long = element.tag in _FOOTNOTE_TAGS and len(element.text_content().split()) > _MOST_FOOTNOTE
        if element.getparent() is not None and not is_long:
            element.drop_tree()
    for element in list(tree.iter("ruby", "rb")):
        element.drop_tag()


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
    marks = (one.alternatives("boilerplate.paid") for one in load_all())
    return re.compile(rf"[-–—\s]*(?:{'|'.join(marks)})[-–—\s:.]*", re.IGNORECASE)


def mark_quoted(block: Any) -> None:
    """Put the mark of a quoted block before each line of one."""
    for element in block.iter(*_BLOCKS):
        if element is not block and (element.tail or "").strip():
            element.tail = f"> {element.tail.lstrip()}"
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


# Elements whose text never shows; those of which a browser shows something else; those within a line.
_NEVER = frozenset("head script style template noscript title datalist".split())  # names, not language
_PICTURES = frozenset("iframe object svg math textarea select canvas video audio".split())  # names, not language
_WITHIN_LINE = frozenset(  # names, not language
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q rp rt ruby s samp small span strike"
    " strong sub sup time tt u var wbr".split()
)
_ASIDE = frozenset("aside blockquote details figure footer header nav".split())  # names, not language
# What publishers call what stands beside an article, and by which attributes.
_BESIDE = re.compile(
    r"(?i)summary|key-?(?:points?|events?|facts?)|takeaway|highlights|pull|related|teaser|card|promo|foot-?note"
)
_NAMED_BY = ("class", "id", "data-testid", "data-component")  # names, not language
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
# An element that begins or ends amid a word, as that of a large first letter, may stand apart.
# Signs that no page has, since no tree of XML may hold them: the border of an element amid a line, and of an aside.
_BORDER, _ASIDE_BEGINS, _ASIDE_ENDS = "\x00", "\x01", "\x02"
_SPLIT_WORD = re.compile(rf"\w{_BORDER}+\w")
_NO_TEXT = re.compile(f"[{_BORDER}{_ASIDE_BEGINS}{_ASIDE_ENDS}\u00ad\u200b\u2060\ufeff]")
_SOFT = re.compile("[\u00ad\u200b\u2060\ufeff]")
# Places at which a line is looked for, words of the page that may stand amid one, and how often.
_MOST_PLACES, _MOST_AMID, _MOST_GAPS = 20, 80, 8


def read_page_text(tree: Any) -> str:
    """Return all text of a page that may show, in its order: a line end at both ends of a block, blanks elsewhere."""
    from lxml import etree

    parts: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        border = "" if element.tag in _NEVER else _BORDER if element.tag in _WITHIN_LINE else "\n"
        if event == "start":
            parts += [border, _ASIDE_BEGINS if _is_aside(element) else ""]
            if element.tag in _NEVER or element.tag in _PICTURES or _is_hidden(element):
                walk.skip_subtree()
            else:
                parts.append(" ".join((element.text or "").split("\n")))
        else:
            parts += [_ASIDE_ENDS if _is_aside(element) else "", border]
            parts.append(" ".join((element.tail or "").split("\n")))
    return _SOFT.sub("", "".join(parts))


def _is_hidden(element: Any) -> bool:
    """Return whether an element surely does not show. What a style sheet hides counts as shown."""
    if element.get("hidden", "until-found") != "until-found":
        return True
    return element.get("layout") == "nodisplay" or bool(_HIDDEN.search(element.get("style", "")))


def _is_aside(element: Any) -> bool:
    """Return whether an element stands beside an article, by its kind or by what its publisher calls it.

    One amid a line is a mark of a footnote, or words of it.
    """
    if element.tag in _ASIDE:
        return True
    return element.tag not in _WITHIN_LINE and any(_BESIDE.search(element.get(name, "")) for name in _NAMED_BY)


def note_page(page: str, text: str) -> str:
    """Return what a page, by its text, has for the text of its article, as a note to be kept with it; see PagePlaces.

    >>> note_page("\\nThe dam leaks.\\n(advertisement) The dam leaks. It rains.\\n", "The dam leaks. It rains.")
    '24: 0-13'
    """
    words, there = cut_page_words(text), cut_page_words(page)
    aside = _find_asides(page, there)
    own = _align(text, words, there, aside)
    gaps = [_name_gap(text, words, page, there, own, at) for at in range(1, len(words))]
    broken, cut = (
        frozenset(word.start for word, gap in zip(words[1:], gaps, strict=True) if gap == name)
        for name in ("broken", "cut")
    )
    earliest: dict[tuple[str, ...], int] = {}
    for place, run in enumerate(_cut_runs(there)):
        earliest.setdefault(run, place)
    is_repeated = [earliest.get(run, own[at]) < own[at] for at, run in enumerate(_cut_runs(words))]
    is_beside = [place >= 0 and aside[place] for place in own]
    if 2 * sum(is_beside) > len(own):
        is_beside = []  # what holds most of an article is not beside it
    places = PagePlaces(_join(words, is_repeated, RUN), _join(words, is_beside, 1), broken, cut)
    note = note_places(len(text), places)
    return note if len(note) <= MAX_NOTE else ""


def _join(words: Sequence[PageWord], chosen: Sequence[bool], size: int) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a text that runs of so many words make up, of which those that follow are chosen."""
    found: list[tuple[int, int]] = []
    last = -2
    for at, is_chosen in enumerate(chosen):
        if is_chosen:
            start = found.pop()[0] if last == at - 1 else words[at].start
            found.append((start, words[at + size - 1].end))
            last = at
    return tuple(found)


def _cut_runs(words: Sequence[PageWord], size: int = RUN) -> Iterator[tuple[str, ...]]:
    """Return all runs of so many words in a row, by what their spellings have in common."""
    keys = [word.key for word in words]
    return zip(*(keys[at:] for at in range(size)), strict=False)


def _align(text: str, words: Sequence[PageWord], there: Sequence[PageWord], aside: Sequence[bool]) -> list[int]:
    """Return the place among the words of the page of each word of the text, -1 for one that is not found.

    A line of the text stands where most of it is found in a row; of several such places, at one that is not beside the
    article, goes on like the text, and comes behind the line before.
    """
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for size in range(1, RUN + 1):
        for at, run in enumerate(_cut_runs(there, size)):
            if len(places[run]) < _MOST_PLACES:
                places[run].append(at)
    own = [-1] * len(words)
    last = -1
    for first, end in _cut_lines(text, words):
        best: dict[int, int] = {}
        best_rank: tuple[int, ...] = (0,)
        for at in range(first, min(first + _MOST_GAPS, end)):
            run = tuple(word.key for word in words[at : min(at + RUN, end)])
            for place in places.get(run, ()):
                found = _follow(words, there, at, end, place)
                behind = max(found.values()) + 1
                in_a_row = sum(found.get(one - 1) == to - 1 for one, to in found.items())
                next_words = [
                    (word.key, one.key)
                    for word, one in zip(words[end : end + RUN], there[behind : behind + RUN], strict=False)
                ]
                goes_on = sum(one == other for one, other in next_words)
                distance = abs(place - last)
                rank = (len(found) + in_a_row, -aside[place], goes_on, place - behind, place > last, -distance)
                if rank > best_rank:
                    best, best_rank = found, rank
            if best:
                break
        for at, place in best.items():
            own[at] = last = place
    return own


def _cut_lines(text: str, words: Sequence[PageWord]) -> list[tuple[int, int]]:
    """Return where each line of a text begins and ends among its words."""
    starts = [at for at, word in enumerate(words) if not at or "\n" in text[words[at - 1].end : word.start]]
    return list(zip(starts, [*starts[1:], len(words)], strict=True))


def _find_asides(page: str, there: Sequence[PageWord]) -> list[bool]:
    """Return of each word of a page whether it stands in what is beside the text: a box, a quotation, a menu."""
    found: list[bool] = []
    depth = before = 0
    for word in there:
        gap = page[before : word.start]
        depth += gap.count(_ASIDE_BEGINS) - gap.count(_ASIDE_ENDS)
        before = word.start
        found.append(depth > 0)
    return found


def _follow(words: Sequence[PageWord], there: Sequence[PageWord], at: int, end: int, place: int) -> dict[int, int]:
    """Return the places on the page of the words of a line, from a first one on; a few gaps may be on either side."""
    found: dict[int, int] = {}
    gaps = 0
    while at < end and place < len(there):
        if words[at].key != there[place].key:
            gaps += 1
            keys = [word.key for word in words[at : min(at + 2, end)]]
            behind = range(place + 1, min(place + _MOST_AMID, len(there)))
            place = next((to for to in behind if [word.key for word in there[to : to + len(keys)]] == keys), place)
            if gaps > _MOST_GAPS:
                break
        if words[at].key == there[place].key:
            found[at] = place
            place += 1
        at += 1
    return found


def _name_gap(
    text: str, words: Sequence[PageWord], page: str, there: Sequence[PageWord], own: Sequence[int], at: int
) -> Literal["", "cut", "broken"]:
    """Return what the page has between a word and the one before: what the text has, a line end, or something else."""
    here, before = own[at], own[at - 1]
    if before < 0 or here != before + 1:
        return "broken"
    gap, gap_of_text = page[there[before].end : there[here].start], text[words[at - 1].end : words[at].start]
    pairs = ((words[at - 1], there[before]), (words[at], there[here]))
    if _plain(gap) != _plain(gap_of_text) or any(
        _plain(text[word.start : word.end]) != page[one.start : one.end].replace(_BORDER, "")
        or _SPLIT_WORD.search(page[one.start : one.end])
        for word, one in pairs
    ):
        return "broken"
    return "cut" if "\n" in gap and "\n" not in gap_of_text else ""


def _plain(gap: str) -> str:
    """Return signs or a word with blanks of one kind, without the borders of elements."""
    return " ".join(_NO_TEXT.sub("", gap).split())
