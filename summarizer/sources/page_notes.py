"""The whole text of a page as a browser searches it, and the note of what that has for the text of its article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import eq
from typing import Any, Literal

from summarizer.text.page_places import BORDER, MAX_NOTE, RUN, PagePlaces, PageWord, cut_page_words, note_places

# Elements whose text never shows.
_NEVER = frozenset("head script style template noscript title datalist".split())  # names, not language
#: With those of which a browser shows something else.
NO_TEXT_OF = _NEVER.union("iframe object svg math textarea select canvas video audio".split())  # names, not language
#: Elements within a line.
WITHIN_LINE = frozenset(  # names, not language
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q rp rt ruby s samp small span strike"
    " strong sub sup time tt u var wbr".split()
)
_ASIDE = frozenset("aside blockquote details figure footer header nav".split())  # names, not language
_TEASER = frozenset("div p h2 h3 h4".split())  # names, not language
# What publishers call what stands beside an article.
_BESIDE = re.compile(
    r"(?i)summary|standfirst|excerpt|\bdek\d?\b|sub-?head|key-?(?:points?|events?|facts?)|takeaway|highlights|pull|quote|related"
    r"|teaser|card|promo|foot-?note"
)
#: By which attributes publishers say what an element is.
NAMED_BY = ("class", "id", "data-testid", "data-component")  # names, not language
#: The mark of a footnote.
FOOTNOTE_MARK = re.compile(r"\W{0,2}(?:\d{1,3}|[a-z]{1,2}|[*†‡§]{1,3})\W{0,2}")
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
# Signs that no page has, as the border of an element, since no tree of XML may hold them: the ends of an aside.
_ASIDE_BEGINS, _ASIDE_ENDS = "\x01", "\x02"
# What only raises or lowers signs of a word.
#: The signs of digits above and below a line, by the element that sets them so; and what numbers these may be.
_SMALL_DIGITS = {"sup": "⁰¹²³⁴⁵⁶⁷⁸⁹", "sub": "₀₁₂₃₄₅₆₇₈₉"}
_FIGURE = re.compile(r"[0-9]{1,4}(?:, ?[0-9]{1,4}){0,9}\)?")
_WITHIN_WORD = frozenset(("sub", "sup"))
# An element that begins or ends amid a word, as that of a large first letter, may stand apart.
_SPLIT_WORD = re.compile(rf"\w{BORDER}\w")
_NO_TEXT = re.compile(f"[{BORDER}{_ASIDE_BEGINS}{_ASIDE_ENDS}\u00ad\u200b\u2060\ufeff]")
_SOFT = re.compile("[\u00ad\u200b\u2060\ufeff]")
# Places at which a line is looked for, words of the page that may stand amid one, and how often.
_MOST_PLACES, _MOST_AMID, _MOST_GAPS = 20, 80, 8


def read_page_text(tree: Any) -> str:
    """Return all text of a page that may show, in its order: a line end at both ends of a block, blanks elsewhere."""
    from lxml import etree

    parts: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        border = _find_border(element.tag)
        begins, ends = (_ASIDE_BEGINS, _ASIDE_ENDS) if _is_aside(element) else ("", "")
        if event == "end":
            parts += [ends, border, (element.tail or "").replace("\n", " ")]
            continue
        parts += [border, begins]
        if _is_hidden(element):
            walk.skip_subtree()
        elif _is_footnote_mark(element):
            parts.append(f"[{element.text_content().strip('[]')}]")
            walk.skip_subtree()
        else:
            parts.append((element.text or "").replace("\n", " "))
    return re.sub(f"{BORDER}+", BORDER, _SOFT.sub("", "".join(parts)))


def _find_border(tag: Any) -> str:
    """Return what parts the text of an element from what stands beside it."""
    if tag in _NEVER or tag in _WITHIN_WORD:
        return ""
    return BORDER if tag in WITHIN_LINE else "\n"


def _is_footnote_mark(element: Any) -> bool:
    """Return whether an element is a raised sign that leads to a footnote. The text of an article has none."""
    if element.tag != "sup" or not FOOTNOTE_MARK.fullmatch(element.text_content()):
        return False
    return any("#" in link.get("href", "") for link in (element.getparent(), *element.iter("a")))


def _is_hidden(element: Any) -> bool:
    """Return whether the text of an element surely does not show. What a style sheet hides counts as shown."""
    if element.tag in NO_TEXT_OF or element.get("hidden", "until-found") != "until-found":
        return True
    return element.get("layout") == "nodisplay" or bool(_HIDDEN.search(element.get("style", "")))


def _is_aside(element: Any) -> bool:
    """Return whether an element stands beside an article, by its kind or by what its publisher calls it.

    One amid a line is a mark of a footnote, or words of it.
    """
    if element.tag in _ASIDE:
        return True
    if element.tag == "a":
        # One around blocks is a teaser.
        return any(one.tag in _TEASER for one in element)
    return element.tag not in WITHIN_LINE and is_called(element, _BESIDE)


def is_called(element: Any, pattern: re.Pattern[str], attributes: Sequence[str] = NAMED_BY) -> bool:
    """Return whether a publisher calls an element so, in one of some attributes."""
    return any(pattern.search(element.get(name, "")) for name in attributes)


def note_page(page: str, text: str) -> str:
    """Return what a page, by its text, has for the text of its article, as a note to be kept with it; see PagePlaces.

    >>> note_page("\\nThe dam leaks.\\n(advertisement) The dam leaks. It rains.\\n", "The dam leaks. It rains.")
    '24: 0-13'
    """
    words, there = cut_page_words(text), cut_page_words(page)
    keys, keys_there = [word.key for word in words], [word.key for word in there]
    aside = _find_asides(page, there)
    starts = [at for at, word in enumerate(words) if not at or "\n" in text[words[at - 1].end : word.start]]
    places = _index_runs(keys_there, RUN)
    own = _align(keys, keys_there, pairwise([*starts, len(words)]), aside, places)
    gaps: dict[str, set[int]] = {"": set(), "cut": set(), "broken": set()}
    for at in range(1, len(words)):
        gaps[_name_gap(text, words, page, there, own, at)].add(words[at].start)
    is_repeated = [places.get(run, own[at : at + 1])[0] < own[at] for at, run in enumerate(_cut_runs(keys))]
    is_beside = [place >= 0 and aside[place] for place in own]
    if 2 * sum(is_beside) > len(own):
        is_beside = []  # what holds most of an article is not beside it
    repeated, beside = _join(words, is_repeated, RUN), _join(words, is_beside, 1)
    note = note_places(len(text), PagePlaces(repeated, beside, frozenset(gaps["broken"]), frozenset(gaps["cut"])))
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


def _cut_runs(keys: Sequence[str], size: int = RUN) -> Iterator[tuple[str, ...]]:
    """Return all runs of so many words in a row, by what their spellings have in common."""
    return zip(*(keys[at:] for at in range(size)), strict=False)


def _align(
    keys: Sequence[str],
    there: Sequence[str],
    lines: Iterable[tuple[int, int]],
    aside: Sequence[bool],
    places: Mapping[tuple[str, ...], list[int]],
) -> list[int]:
    """Return the place among the words of the page of each word of the text, -1 for one that is not found.

    A line of the text stands where most of it is found in a row; of several such places, at one that is not beside the
    article, goes on like the text, and comes behind the line before.
    """
    by_size = {RUN: places}
    own = [-1] * len(keys)
    last = -1
    for first, end in lines:
        best: dict[int, int] = {}
        best_rank: tuple[int, ...] = (0,)
        for at in range(first, min(first + _MOST_GAPS, end)):
            run = tuple(keys[at : min(at + RUN, end)])
            if len(run) not in by_size:
                by_size[len(run)] = _index_runs(there, len(run))
            for place in by_size[len(run)].get(run, ()):
                found = _follow(keys, there, at, end, place)
                behind = max(found.values()) + 1
                in_a_row = sum(found.get(one - 1) == to - 1 for one, to in found.items())
                goes_on = sum(map(eq, keys[end : end + RUN], there[behind : behind + RUN]))
                distance = abs(place - last)
                rank = (len(found) + in_a_row, -aside[place], goes_on, place - behind, place > last, -distance)
                if rank > best_rank:
                    best, best_rank = found, rank
            if best:
                break
        for at, place in best.items():
            own[at] = last = place
    return own


def _index_runs(there: Sequence[str], size: int) -> Mapping[tuple[str, ...], list[int]]:
    """Return where the runs of so many words of a page begin, at most so often each."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, run in enumerate(_cut_runs(there, size)):
        if len(places[run]) < _MOST_PLACES:
            places[run].append(at)
    return places


def _find_asides(page: str, there: Sequence[PageWord]) -> list[bool]:
    """Return of each word of a page whether it stands in what is beside the text: a box, a quotation, a menu."""
    found: list[bool] = []
    depth = before = 0
    for word in there:
        gap = page[before : word.start]
        if gap != " ":
            depth += gap.count(_ASIDE_BEGINS) - gap.count(_ASIDE_ENDS)
        before = word.start
        found.append(depth > 0)
    return found


def _follow(keys: Sequence[str], there: Sequence[str], at: int, end: int, place: int) -> dict[int, int]:
    """Return the places on the page of the words of a line, from a first one on; a few gaps may be on either side."""
    found: dict[int, int] = {}
    gaps = 0
    while at < end and place < len(there):
        if keys[at] != there[place]:
            gaps += 1
            if gaps > _MOST_GAPS:
                break
            pair = keys[at : min(at + 2, end)]
            behind = range(place + 1, min(place + _MOST_AMID, len(there)))
            place = next((to for to in behind if there[to : to + len(pair)] == pair), place)
        if keys[at] == there[place]:
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
    if page[there[before].start : there[here].end] == text[words[at - 1].start : words[at].end]:
        return ""
    gap, gap_of_text = page[there[before].end : there[here].start], text[words[at - 1].end : words[at].start]
    if _plain(gap) != _plain(gap_of_text):
        return "broken"
    for word, one in ((words[at - 1], there[before]), (words[at], there[here])):
        shown = page[one.start : one.end]
        if _SPLIT_WORD.search(shown) or _plain(text[word.start : word.end]) != shown.replace(BORDER, ""):
            return "broken"
    return "cut" if "\n" in gap and "\n" not in gap_of_text else ""


def _plain(gap: str) -> str:
    """Return signs or a word with blanks of one kind, without the borders of elements."""
    return " ".join(_NO_TEXT.sub("", gap).split())


def raise_digits(tree: Any) -> None:
    """Set raised and lowered digits behind a number or a stop in signs of their own: "10<sup>6</sup>" is not "106".

    Behind a word they stay: "CO<sub>2</sub>", "4 m<sup>2</sup>".
    """
    for element in tree.iter(*_SMALL_DIGITS):
        before = element.getprevious()
        text = element.getparent().text if before is None else before.tail or before.text_content()
        if text and not text[-1].isalpha() and not text[-1].isspace() and _FIGURE.fullmatch(element.text_content()):
            for part in element.iter():
                part.text = (part.text or "").translate(str.maketrans("0123456789", _SMALL_DIGITS[element.tag]))
