"""What an article's page has for its text, and the address by which a browser finds and marks a sentence on it.

Words may stand twice on a page, and it may have more between two of them than the article's text.

The reader of a page notes it down, since only it sees the page; a link to a sentence asks for it. The address is made
by the rules of text fragments (https://wicg.github.io/scroll-to-text-fragment/). A browser that finds nothing, or does
not know them, opens the page.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.model import BriefingSentence, SupportingSentence
from summarizer.text.escaping import flatten
from summarizer.text.tokens import fold

#: So many words in a row are compared; fewer tell no place from another.
RUN = 3
#: Characters of a note; that of a page with many repetitions has a few hundred.
MAX_NOTE = 20_000

# Scripts without blanks between words: each character counts as one.
NO_BLANKS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# A browser takes a narrow blank for a part of the words beside it.
NARROW = "\u202f"
#: The border of an element amid a line of a page, a sign that no text has. Behind one that closes a word ends there.
BORDER = "\x00"
_BORDER_WITHIN = rf"(?<![.,;:!?…)\]\"”»]){BORDER}|{BORDER}(?!\w)"
_PIECE = re.compile(rf"[{NO_BLANKS}]|(?:[^\s{NO_BLANKS}{BORDER}]++|{NARROW}|{_BORDER_WITHIN})+")
_SIGNS = re.compile(r"[\W_]+")
# The mark of a footnote, which belongs to no word.
_FOOTNOTE = re.compile(r"\[\w{1,3}\]\W*$")
_NOTE = re.compile(r"(\d{1,9}):((?: /?\d{1,9}(?:[-+]\d{1,9})?)*)", re.ASCII)


class PageWord(NamedTuple):
    """A word with its place, without the signs around it; ``key`` is what all its spellings have in common."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class PagePlaces:
    """What a page has for an article's text.

    ``repeated`` are the stretches of the text of which each three words in a row stand earlier on the page too, where
    a browser would find them first. ``beside`` are those that stand beside the article: key points, captions, a
    quotation in large letters. ``broken`` are the starts of words before which the page has something else than the
    text: a footnote, an advertisement, another sign; ``cut`` are those before which it only begins a line.
    """

    repeated: tuple[tuple[int, int], ...] = ()
    beside: tuple[tuple[int, int], ...] = ()
    broken: frozenset[int] = frozenset()
    cut: frozenset[int] = frozenset()


@lru_cache(maxsize=200)
def cut_page_words(text: str) -> tuple[PageWord, ...]:
    """Return the words of a text: what stands between blanks and has a letter or digit.

    >>> [text for text in map(lambda word: word.key, cut_page_words("“We sail” – so-called, 3.5%."))]
    ['we', 'sail', 'socalled', '35']
    >>> [word.key for word in cut_page_words("he\\x00said “go”\\x00Photo")]
    ['hesaid', 'go', 'photo']
    """
    found: list[PageWord] = []
    for piece in _PIECE.finditer(text):
        key = _read_key(piece[0])
        if key:
            start, end = piece.span() if piece[0].isalnum() else _strip_signs(text, *piece.span())
            found.append(PageWord(start, end, key))
    return tuple(found)


def _strip_signs(text: str, first: int, last: int) -> tuple[int, int]:
    """Return where a word of a text begins and ends without the signs around it."""
    start, end = first, last
    while _is_sign(text[start]):
        start += 1
    while _is_sign(text[end - 1]):
        end -= 1
    if text[start - 1 : start] == NARROW:
        start = max(first, start - 2)
    if text[end : end + 1] == NARROW:
        end = min(last, end + 2)
    return start, end


@lru_cache(maxsize=20_000)  # the words of a page come again and again
def _read_key(piece: str) -> str:
    """Return what a word is known by: its letters and digits, folded, without a footnote's number."""
    return _SIGNS.sub("", fold(_FOOTNOTE.sub("", piece)))


@cache
def _is_sign(char: str) -> bool:
    """Return whether a character at the edge of a word is none of its own: no letter, digit or accent."""
    return unicodedata.category(char)[0] not in "LNM"


def note_places(length: int, places: PagePlaces) -> str:
    """Return what a page has for a text of such a length as one line, which is kept with the article.

    >>> note_places(530, PagePlaces(((0, 140),), ((200, 240),), frozenset({334}), frozenset({350})))
    '530: 0-140 200+240 334 /350'
    """
    repeated = [f"{start}-{end}" for start, end in places.repeated]
    beside = [f"{start}+{end}" for start, end in places.beside]
    cut = [f"/{start}" for start in sorted(places.cut)]
    return " ".join([f"{length}:", *repeated, *beside, *map(str, sorted(places.broken)), *cut])


def parse_places(note: str, length: int) -> PagePlaces | None:
    """Return what is noted of the page of a text that now has such a length; nothing where the note is of another text.

    >>> parse_places("530: 0-140 200+240 334 /350", 530)
    PagePlaces(repeated=((0, 140),), beside=((200, 240),), broken=frozenset({334}), cut=frozenset({350}))
    >>> parse_places("530: 0-140 334", 531), parse_places("", 0)
    (None, None)
    """
    found = _NOTE.fullmatch(note)
    if not found or int(found[1]) != length:
        return None
    stretches: dict[str, list[tuple[int, int]]] = {"-": [], "+": []}
    starts: dict[str, set[int]] = {"": set(), "/": set()}
    for kind, start, sign, end in re.findall(r"(/?)(\d+)(?:([-+])(\d+))?", found[2]):
        if sign:
            stretches[sign].append((int(start), int(end)))
        else:
            starts[kind].add(int(start))
    return PagePlaces(tuple(stretches["-"]), tuple(stretches["+"]), frozenset(starts[""]), frozenset(starts["/"]))


def check_note(value: str) -> str:
    """Return a note of a page's places. Raises ValueError for anything else."""
    if len(value) > MAX_NOTE or not _NOTE.fullmatch(value):
        raise ValueError(f"on_page is no note of this program: leave it out: “{value[:40]}”")
    return value


_DIRECTIVE = ":~:"
_HYPHENS = re.compile("[\u00ad\u200b]")
# What parts the terms of a directive, and what no address may hold; letters of any script may stand in it.
_RESERVED = re.compile(r"[^\w.!$'()*+;:@/?=–—‘’“”„‚«»‹›…]")


def link_sentence(url: str, told: BriefingSentence | SupportingSentence) -> str:
    """Return the address of a sentence of an article with such an address; the article's where it has no words.

    A place that the address names itself is kept for browsers that know no words.

    >>> told = SupportingSentence("a1", "Wire", 0, 19, "The ferry sails.", fragment="The%20ferry")
    >>> link_sentence("https://wire.example/1", told)
    'https://wire.example/1#:~:text=The%20ferry'
    >>> link_sentence("https://wire.example/1#news:~:text=old", told), link_sentence("", told)
    ('https://wire.example/1#news:~:text=The%20ferry', '')
    """
    if not url or not told.fragment:
        return url
    page, _, place = url.partition("#")
    return f"{page}#{place.partition(_DIRECTIVE)[0]}{_DIRECTIVE}text={told.fragment}"


def format_directive(prefix: str, start: str, end: str = "", suffix: str = "") -> str:
    """Return the terms of a directive: the words before, the first and the last that are marked, those behind.

    >>> format_directive("so-called", "“R&D”, at 3 %", "late"), format_directive("", "Паром", "", "it rains")
    ('so%2Dcalled-,“R%26D”%2C%20at%203%20%25,late', 'Паром,-it%20rains')
    """
    before, *marked, behind = map(_encode, (prefix, start, end, suffix))
    return ",".join(filter(None, [f"{before}-" if before else "", *marked, f"-{behind}" if behind else ""]))


def _encode(words: str) -> str:
    """Return words as they stand in a directive."""
    # A narrow blank is another sign than a blank.
    shown = NARROW.join(map(flatten, _HYPHENS.sub("", words).split(NARROW)))
    return _RESERVED.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), shown)
