"""What a page is freed from before the text of its article is looked for.

That is what never shows, what others paid for or readers wrote, and what hides the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import chain, islice
from typing import Any

from summarizer.lang.language import load_all
from summarizer.sources.page_notes import FOOTNOTE_MARK, NAMED_BY, is_called, raise_digits

#: What a page tells programs.
DATA = "//script[@type='application/ld+json']"
# What never shows, or only before a page is read; words of a link that only those get who hear it. To look into each
# link would take a time by the square of their number.
_UNSEEN = (
    "//template | //amp-consent | //amp-sidebar | //*[@layout='nodisplay']"
    " | //*[@hidden and not(@hidden='until-found')] | //*[contains(concat(@class, ' '), '__hidden ')][ancestor::a]"
)
#: What an outlet took back, and how letters are read aloud, above them.
STRUCK_OUT = frozenset("del s strike rt rp".split())  # names, not language
# A link on the page, the mark of a footnote if it is raised or the note leads back; words of a note.
_LEADS_WITHIN = "//a[contains(@href, '#')]"
_RAISED = "boolean(ancestor::sup or sup or contains(@class, 'footnote-anchor'))"
_FOOTNOTE_TAGS = frozenset("li p div aside dd tr".split())  # names, not language
_MOST_FOOTNOTE, _LONGEST_MARK, _MOST_BACK = 150, 9, 5
# Where a mark was dropped, which no page says: Unicode leaves this sign to programs. And the brackets around it.
_WAS_MARK = "\ufdd0"
_BESIDE_MARK = re.compile(rf"\[{_WAS_MARK}+\]|\({_WAS_MARK}+\)|{_WAS_MARK}+")
_HIDING = re.compile(r"(?:^|;)\s*(?:font-size\s*:\s*0(?:px|em)?\s*(?:;|$)|(?:left|top|text-indent)\s*:\s*-\d{3})")
#: What publishers call words that a page has for those alone who hear it.
SPOKEN = re.compile(
    r"(?i)(?:^|[\s_-])(?:visually-?hidden|hidden-visually|sr-?only|screen-?reader(?:-text|-only)?)(?=$|\s)"
)
# The classes of a sign that a font draws in the place of its name, and such a name.
_DRAWN = re.compile(r"(?:^|\s)material-(?:icons|symbols)(?:-(?:outlined|round(?:ed)?|sharp|two-tone))?(?=$|\s)")
_NAME_OF_SIGN = re.compile(r"\s*(?:[a-z\d_]*|\W*)\s*")
_SIGNS_OF_FONT = re.compile("[\\s\ue000-\uf8ff]*")
# So a page may as well hide its text until it is asked for.
_CLOSED = re.compile(r"(?:^|;)\s*display\s*:\s*none\b")
_LONGEST_STYLE = 2_000
# What makes a table one that only places what stands in it: cells of newsletters hold headings and paragraphs.
_LAYOUT = ".//table | .//p | .//h1 | .//h2 | .//h3 | .//h4 | .//br"
_DATA_TABLE = ".//th | .//caption"
_TABLE = frozenset("table thead tbody tfoot tr td".split())  # names, not language
# Words of a box that others paid for, and characters of what stands over it.
_MOST_PAID, _LONGEST_LABEL = 150, 80
_LABELS = frozenset("p span div small strong b em h2 h3 h4 h5 h6 figcaption".split())  # names, not language
# A paragraph that is one link and a sentence of so many words is told, and leads nowhere else.
_FEWEST_WORDS = 8
#: A sentence ends.
SENTENCE_END = re.compile(r"[.!?…][”“\"»«’‘)\]]*\s*$")
# How publishers call the place where readers write, and what is in one that is known by the words over it. What is only
# of the kind "comment" ("tone-comment") is as well what an outlet thinks.
_READERS = re.compile(
    r"(?i)(?:^|[\s_-])(?:comments|disqus)(?=$|[\s_-])|(?:^|\s|field--(?:name|type)-)comment(?=$|[\s_-])"
)
# How they call a box in which readers subscribe or are shown other things, what a form for it has, how many words are
# in one, and what leads on from there: no link amid a sentence.
_SUBSCRIBING = re.compile(r"(?i)(?:^|[\s_-])(?:newsletter|sign-?up|subscribe|subscription|promo|cta)(?=$|[\s_-])")
_ADDRESS_FIELD = "//form[.//input[@type='email' or contains(@name, 'mail') or contains(@placeholder, 'mail')]]"
_MOST_SUBSCRIBING = 60
_LEADING = ("a", "button", "form", "input")  # names, not language
_UNTOLD = ("a", "script", "style")  # names, not language
# What is no link; how many elements a list of links has; how publishers call what names an author.
_BESIDE_LINKS = ".//text()[normalize-space() and not(ancestor::a)] | self::a[.//p and not(.//h2 or .//h3 or .//h4)]"
_MOST_LISTED = 50
_AUTHOR = re.compile(r"(?i)author|by-?line")
_HEADINGS = ("h2", "h3", "h4", "h5")
_WRITING = ".//button | .//form | .//textarea"
#: What keeps its running text in itself.
CLOSED_BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 li pre dt dd caption figcaption".split())  # names, not language
# How many words a paragraph has whose sentence may go on in the next, and what does not stand between the two.
_CUT = range(8, 200)
_PARTING = ".//h2 | .//h3 | .//h4 | .//p[string-length() > 40] | .//li | .//table"
# What shows its lines as they stand in the source, or does not show.
_LAID_OUT = ("pre", "textarea", "script", "style")  # names, not language
_STYLED = ".//*[contains(@style, 'white-space') and (contains(@style, 'pre') or contains(@style, 'break-spaces'))]"
# What stands in a paragraph of its own.
_BLOCKS = ("blockquote", "p", "li", "div", "ul", "ol")  # names, not language


def free_paragraphs(tree: Any) -> None:
    """Drop what never shows from a page, others paid for or readers wrote, and free its text from what hides it.

    These are tables that only place what stands in them, links around whole paragraphs, blocks that are paragraphs but
    not marked so. A quoted block is marked as in a mail. An aside or a block that holds most of the page's paragraphs
    is none, and shows.
    """
    drop_marks(tree)
    _drop_hidden(tree)
    _drop_paid(tree)
    _drop_readers(tree)
    _drop_subscribing(tree)
    _drop_lists_of_links(tree)
    _join_paragraphs(tree)
    _join_lines(tree)
    _free_tables(tree)
    _free_boxes(tree)
    for paragraph in tree.xpath("//p[count(.//a)=1]"):
        _free_sentence(paragraph)


def _free_tables(tree: Any) -> None:
    """Take the tables off a page that only place what stands in them."""
    for table in list(tree.iter("table")):
        if table.xpath(_LAYOUT) and not table.xpath(_DATA_TABLE):
            for element in list(table.iter(*_TABLE)):
                element.tag = "div"


def _free_boxes(tree: Any) -> None:
    """Show an aside or a quoted block that holds most of a page's paragraphs, and mark all other quoted blocks."""
    words = _count_words(tree)
    aside = max(tree.iter("aside"), key=_count_words, default=None)
    if aside is not None and 2 * _count_words(aside) > words:
        aside.tag = "div"
    for block in list(tree.iter("blockquote")):
        if 2 * _count_words(block) > words > 0:
            block.tag = "div"
        else:
            mark_quoted(block)


def _drop_hidden(tree: Any) -> None:
    """Drop what never shows from a page; what a script may show only where it is less than half of the page."""
    words = _count_words(tree)
    unseen = list(tree.xpath(_UNSEEN))
    for element in tree.xpath("//*[@style]"):
        style = element.get("style")[:_LONGEST_STYLE]
        if _HIDING.search(style) or (_CLOSED.search(style) and 2 * _count_words(element) <= words):
            unseen.append(element)
    for element in tree.xpath("//*[@class]"):
        # The first letter of a word may be drawn for those who see, and told to those who hear.
        if SPOKEN.search(element.get("class")) and not (element.tail or "")[:1].isalpha():
            unseen.append(element)
    unseen += filter(_is_sign, tree.iter("i", "em", "span"))
    _drop_all(unseen)


def _is_sign(element: Any) -> bool:
    """Return whether an element stands for a sign of a font, by its class and the sign's name or by the sign itself."""
    text = element.text or ""
    if len(element):
        return False
    if _DRAWN.search(element.get("class", "")) and _NAME_OF_SIGN.fullmatch(text):
        return True
    return element.tag == "i" and element.get("aria-hidden") == "true" and bool(_SIGNS_OF_FONT.fullmatch(text))


def _drop_all(elements: Iterable[Any]) -> None:
    """Drop elements, of which one may be named twice or stand in another."""
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def _free_sentence(paragraph: Any) -> None:
    """Take the link off a paragraph that is a sentence and all of it a link."""
    (link,) = paragraph.xpath(".//a")
    words = paragraph.text_content().split()
    is_all = len(" ".join(link.text_content().split())) == len(" ".join(words))
    if is_all and len(words) >= _FEWEST_WORDS and SENTENCE_END.search(paragraph.text_content()):
        link.drop_tag()


def drop_marks(tree: Any) -> None:
    """Drop what an outlet struck out, how letters are read aloud, and footnotes with their marks.

    Such a mark would count as a figure, "40" and "2" as "402"; so would a power or a fraction behind one, which has
    raised digits instead: "10⁶", "2¹/₂".
    """
    dropped = list(tree.iter(*STRUCK_OUT))
    for mark, note in _list_footnotes(tree):
        mark.tail = _WAS_MARK + (mark.tail or "")
        dropped.append(mark)
        if note is not None:
            dropped.append(note)
    _drop_all(dropped)
    for element in tree.iter() if dropped else ():
        element.text = _BESIDE_MARK.sub("", element.text or "")
        element.tail = _BESIDE_MARK.sub("", element.tail or "")
    for element in list(tree.iter("ruby", "rb")):
        element.drop_tag()
    raise_digits(tree)


def _list_footnotes(tree: Any) -> list[tuple[Any, Any]]:
    """Return the marks of footnotes, each with its note, None where that is not to be dropped."""
    named = {element.get("id"): element for element in tree.xpath("//*[@id]")}
    places = {element: place for place, element in enumerate(tree.iter())}
    found: list[tuple[Any, Any]] = []
    for link in tree.xpath(_LEADS_WITHIN):
        named_note: Any = named.get(link.get("href").rpartition("#")[2])
        if not _is_mark(link) or not (link.xpath(_RAISED) or _leads_back(named_note, link)):
            continue
        mark, note = next(link.iterancestors("sup"), link), _find_note(named_note)
        # From a footnote such a mark leads back to the text.
        is_behind = note is not None and places[note] > places[link]
        found.append((mark, note if is_behind else None))
    return found


def _find_note(named: Any) -> Any:
    """Return the footnote of which an element has the name, None where it is no short note."""
    if named is None:
        return None
    parent = named.getparent()
    # The mark may be repeated before the note, and hold its name.
    is_repeated = named.tag == "a" and named.getprevious() is None and not (parent.text or "").strip()
    note = parent if is_repeated else named
    is_note = note.tag in _FOOTNOTE_TAGS and len(note.text_content().split()) <= _MOST_FOOTNOTE
    return note if is_note else None


def _is_mark(element: Any) -> bool:
    """Return whether an element is no more than the mark of a footnote."""
    return bool(FOOTNOTE_MARK.fullmatch(element.text_content().strip()[:_LONGEST_MARK]))


def _leads_back(note: Any, link: Any) -> bool:
    """Return whether one of the first links in a note leads to the link."""
    if note is None or not link.get("id"):
        return False
    return any(one.get("href", "").endswith(f"#{link.get('id')}") for one in islice(note.iter("a"), _MOST_BACK))


def _drop_paid(tree: Any) -> None:
    """Drop each box that begins with the words by which outlets mark what others paid for.

    Where an article goes on in the same box, such words stand over a place that is empty.
    """
    most, paid = min(_count_words(tree) / 2, _MOST_PAID), _compile_label("gates.paid")
    for label in [one for one in tree.iter(*_LABELS) if len(one) <= 1]:
        box, marks = label.getparent(), label.text_content().strip()
        if box is None or box.getparent() is None or not paid.fullmatch(marks[:_LONGEST_LABEL]):
            continue
        text = box.text_content()
        if text.lstrip().startswith(marks) and len(text.split()) <= most:
            box.drop_tree()


@cache
def _compile_label(key: str) -> re.Pattern[str]:
    """Compile words that stand over a box, in all languages, with the signs or a number that may stand beside them."""
    words = "|".join(one.alternatives(key) for one in load_all())
    return re.compile(rf"[-–—\s]*(?:\(?\d+\)? )?(?:{words})(?: \(?\d+\)?)?[-–—\s:.]*", re.IGNORECASE)


def _drop_readers(tree: Any) -> None:
    """Drop the places where readers write, known by what a page calls them, or by the words over them and a button.

    The inner ones come first; of what is left, what holds the page's heading or most of its words is none, whatever it
    is called.
    """
    heading = next(tree.iter("h1"), tree)
    headed = set(heading.iterancestors())
    words = _count_told_words(tree)
    for box in reversed(list(tree.iter())):
        if box in headed or box is tree or not (is_called(box, _READERS) or _is_headed(box)):
            continue
        if 2 * words[box] <= words[tree]:
            for above in box.iterancestors():
                words[above] -= words[box]
            box.drop_tree()


def _drop_subscribing(tree: Any) -> None:
    """Drop the small boxes in which readers subscribe, known by their names or by a field for an address."""
    words = _count_told_words(tree)
    boxes: list[Any] = []
    for box in tree.iter():
        # A paragraph of news may be called so as well.
        if is_called(box, _SUBSCRIBING) and box.tag not in CLOSED_BLOCKS:
            # What leads on from there is no link amid a sentence.
            if any(not re.search(r"\w", one.tail or "") for one in box.iter(*_LEADING)):
                boxes.append(box)
    for form in tree.xpath(_ADDRESS_FIELD):
        boxes.append(next((one for one in form.iterancestors() if words[one] > words[form]), tree))
    # Together they are never most of a page.
    left = words[tree] / 2
    dropped: set[Any] = set()
    for box in boxes:
        if words[box] <= min(_MOST_SUBSCRIBING, left) and dropped.isdisjoint((box, *box.iterancestors())):
            left -= words[box]
            dropped.add(box)
            box.drop_tree()


def _drop_lists_of_links(tree: Any) -> None:
    """Drop the links amid or below an article, under a heading that leads on to other pages.

    A headline with the author's link stands before the first sentence, a standfirst is one.
    """
    is_begun = False
    for one in list(tree.iter("p", *_HEADINGS)):
        is_sentence = bool(SENTENCE_END.search(one.text_content()))
        if one.tag == "p":
            is_begun = is_begun or is_sentence
        elif is_begun and not is_sentence:
            links = _list_links_below(one)
            if any(link.text_content().strip() for link in links) and not _names_author(one, links):
                for dropped in (one, *links):
                    dropped.drop_tree()


def _list_links_below(heading: Any) -> list[Any]:
    """Return what stands below a heading up to the next one or the end of their box; nothing if that is more than links
    or a sentence."""
    links: list[Any] = []
    if _has_text_behind(heading):
        return []
    for one in islice(heading.itersiblings(), _MOST_LISTED):
        is_sentence = one.tag == "p" and SENTENCE_END.search(one.text_content())
        if is_sentence or one.tag in _UNTOLD[1:] or one.xpath(_BESIDE_LINKS):
            return links if one.tag in _HEADINGS else []
        if _has_text_behind(one):
            return []
        links.append(one)
    return links if len(links) < _MOST_LISTED else []


def _has_text_behind(element: Any) -> bool:
    return bool((element.tail or "").strip())


def _names_author(heading: Any, links: list[Any]) -> bool:
    """Return whether links below a heading, or their box, are called those of an author."""
    boxes = chain((heading, heading.getparent()), *(link.iter() for link in links))
    return any(is_called(box, _AUTHOR, (*NAMED_BY, "rel", "itemprop")) for box in boxes)


def _is_headed(box: Any) -> bool:
    """Return whether a box begins with the words over what readers wrote, and has something to write with."""
    if not len(box) or len(box[0]) > 1 or (box.text or "").strip():
        return False
    label = " ".join(box[0].text_content()[:_LONGEST_LABEL].split())
    return bool(_compile_label("gates.readers").fullmatch(label)) and bool(box.xpath(_WRITING))


def _count_told_words(tree: Any) -> Counter[Any]:
    """Return how many words stand in each element, links and programs left out: a menu may have more than an article.

    This takes a time that grows with the page.
    """
    words: Counter[Any] = Counter()
    # What stands in an element comes before it.
    for element in reversed(list(tree.iter())):
        words[element] += len((element.text or "").split())
        if element.tag in _UNTOLD:
            words[element] = 0
        words[element.getparent()] += words[element] + len((element.tail or "").split())
    return words


def _join_paragraphs(tree: Any) -> None:
    """Put together what something cuts amid a sentence: a column's number, an advertisement.

    Known by how both parts begin and end. What begins small too behind them makes a list of them.
    """
    for paragraph in list(tree.iter("p")):
        text = paragraph.text_content()
        rest, behind, *_ = [*islice(paragraph.itersiblings("p"), 2), None, None]
        if rest is None or len(text.split()) not in _CUT or not _is_cut(text, rest.text_content()):
            continue
        is_list = behind is not None and behind.text_content().lstrip()[:1].islower()
        if not is_list and not _stands_between(paragraph, rest):
            rest.text = f"{text} {rest.text or ''}"
            paragraph.drop_tree()


def _join_lines(tree: Any) -> None:
    """Put together what the end of a line cuts amid a sentence: a mark, or the source, where it shows as a blank."""
    blocks = [*tree.iter(*_LAID_OUT), *tree.xpath(_STYLED)]
    laid_out = {inner for block in blocks for inner in block.iter()}
    for element in tree.iter("*"):
        # No text stays none: the extraction asks for it.
        if element.text and element not in laid_out:
            element.text = _show_lines(element.text)
        if element.tail and element.getparent() not in laid_out:
            element.tail = _show_lines(element.tail)
    for end in reversed(list(tree.iter("br"))):
        before = end.getprevious()
        text = end.getparent().text if before is None else before.tail or before.text_content()
        if _is_cut(text or "", end.tail or ""):
            end.tail = f" {end.tail}"
            end.drop_tag()


def _show_lines(text: str) -> str:
    """Return a text of a page with a blank for each end of a line and what stands around it.

    >>> _show_lines("the old \\n  tower"), _show_lines("\\n tower "), _show_lines(" tower")
    ('the old tower', ' tower ', ' tower')
    """
    first, *lines = text.split("\n")
    if not lines:
        return text
    inner = [line.strip() for line in lines[:-1] if line.strip()]
    return " ".join([first.rstrip(), *inner, lines[-1].lstrip()])


def _stands_between(paragraph: Any, rest: Any) -> bool:
    """Return whether something stands between two paragraphs beside one another that parts them."""
    for one in paragraph.itersiblings():
        if one is rest:
            return False
        if one.tag in CLOSED_BLOCKS or one.xpath(_PARTING):
            return True
    return False


def _is_cut(text: str, rest: str) -> bool:
    """Return whether a sentence goes on and ends in another part: no point of a list, no name like "de Vries".

    >>> _is_cut("The tram stops at", " noon."), _is_cut("The tram stops.", "noon."), _is_cut("The tram stops", "Noon.")
    (True, False, False)
    >>> _is_cut("The tram stops:", "at noon."), _is_cut("at noon", "in May."), _is_cut("The tram", "iPhone users saw.")
    (False, False, False)
    """
    begin = text.lstrip()[:1]
    if not begin or begin.islower():
        return False
    if SENTENCE_END.search(text) or text.rstrip().endswith(":"):
        return False
    first, second, *_ = [*rest.split(maxsplit=2), "", ""]
    if not first.islower() or not SENTENCE_END.search(rest):
        return False
    return first not in _load_particles() or second[:1].islower()


@cache
def _load_particles() -> frozenset[str]:
    """Return the small words with which a surname may begin, in all languages."""
    return frozenset().union(*(one.words("names.particles") for one in load_all()))


def mark_quoted(block: Any) -> None:
    """Put the mark of a quoted block before each line of one."""
    for element in block.iter(*_BLOCKS):
        if element is not block and _has_text_behind(element):
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
