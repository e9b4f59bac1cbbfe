"""By which words a link finds a sentence on its article's page: a few of its first and last that stand there alone.

The words are those of a text directive (https://wicg.github.io/scroll-to-text-fragment/). A browser marks the first
place on the page that fits; so where a page was seen, the words must stand on it once, and where it was not, those
before the sentence must stand there too. Rather no words than those of another place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.model import Article, SupportingSentence
from summarizer.text.edits import ADDITIONS, undo_edits
from summarizer.text.page_places import (
    NO_BLANKS,
    RUN,
    PagePlaces,
    PageWord,
    cut_page_words,
    format_directive,
    parse_places,
)
from summarizer.text.wording import find_passage

#: Words at most by which a sentence is found to begin, and which stand before or behind it; words by which it ends.
_MOST_FIRST, _MOST_BESIDE, _LEAST_LAST = 8, 6, 2
#: Characters of a sentence that is looked for as a whole.
_LONGEST = 300
#: Words of a sentence that is no turn of phrase, which an article may repeat.
_LEAST_TOLD = 6
_POINT = re.compile(r"[-*•†‡] |\[?\d{1,3}[\].)]")
_STOP = re.compile("[.!?…]")
_WORD, _TAGS = re.compile(r"\w"), re.compile(r"[#@]\w+")
#: A line that repeats more than this part of its sentences sums up what others tell.
_REPEATING = 0.6
_ENDS = '\n.!?…”»"’)]'
_WITHOUT_BLANKS = re.compile(f"[{NO_BLANKS}]")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The words of a text around a sentence ``text[start:end]``, which is ``words[first:last]``."""

    text: str
    start: int
    end: int
    words: Sequence[PageWord]
    first: int
    last: int
    places: PagePlaces

    def is_clean(self, first: int, last: int) -> bool:
        """Return whether words stand on the page as in the text, in one line."""
        if not 0 <= first < last <= len(self.words):
            return False
        for at in range(first + 1, last):
            start = self.words[at].start
            begins_line = start in self.places.cut or "\n" in self.text[self.words[at - 1].end : start]
            if begins_line or not self.meets(at):
                return False
        return True

    def meets(self, at: int) -> bool:
        """Return whether nothing that the text has not stands on the page between a word and the one before."""
        return 0 < at < len(self.words) and self.words[at].start not in self.places.broken

    def is_single(self, first: int, last: int) -> bool:
        """Return whether words in a row stand once on the page."""
        low, high = self.words[first].start, self.words[last - 1].end
        return last - first >= RUN and not any(left <= low and high <= right for left, right in self.places.repeated)

    def show(self, first: int, last: int) -> str:
        """Return words as the text has them, without the signs around them."""
        return self.text[self.words[first].start : self.words[last - 1].end]


def choose_fragment(place: SupportingSentence, article: Article) -> str:
    """Return the text directive of a sentence by what was noted of its article's page; see ``choose_words``."""
    if not article.url:
        return ""
    seen = parse_places(article.on_page, len(article.text[article.body :].rstrip()))
    if seen is not None:
        text = article.text[article.body :]
        first = place.edits[0] if place.edits else None
        # A place and a day before it are not printed.
        start = first.end if first and first.start == place.start and not first.after else place.start
        told = find_told(text, start - article.body, place.end - article.body, seen)
        return choose_words(text, *told, seen) if told else ""
    # What a text tells twice, as in key points, a page has at least twice.
    words = cut_page_words(article.text)
    if [*_find_elsewhere(words, *_find_words(words, place.start, place.end))]:
        return ""
    return choose_unseen(place.prefix, undo_edits(place.text, place.start, place.edits, ADDITIONS), place.suffix)


def _find_words(words: Sequence[PageWord], start: int, end: int) -> tuple[int, int]:
    """Return the number of the first word from one place of a text on, and of the first from another."""
    first, last = (bisect_left(words, place, key=lambda word: word.start) for place in (start, end))
    return first, last


def _find_elsewhere(words: Sequence[PageWord], first: int, last: int) -> Iterator[int]:
    """Yield where else the words from one number to another stand in a row."""
    keys = [word.key for word in words]
    if first < last:
        yield from (at for at in find_passage(keys, keys[first:last], 0, len(keys)) if at != first)


def choose_words(text: str, start: int, end: int, places: PagePlaces) -> str:
    """Return the text directive that finds ``text[start:end]`` on its page, nothing where none does so surely.

    >>> told = "It rains. The ferry sails to Norrvik on Friday at noon, three days late. It rains."
    >>> choose_words(told, 10, 72, PagePlaces())
    'The%20ferry%20sails,days%20late'
    >>> choose_words(told, 10, 72, PagePlaces(repeated=((10, 72),)))
    'rains.-,The%20ferry,days%20late'
    >>> choose_words(told, 10, 72, PagePlaces(repeated=((0, 82),)))
    ''
    """
    words = cut_page_words(text)
    first, last = _find_words(words, start, end)
    if first == last:
        return ""
    stretch = _Stretch(text, start, end, words, first, last, places)
    if _WITHOUT_BLANKS.search(text[start:end]):
        return _choose_whole(stretch)
    return _choose_first(stretch) or _choose_whole(stretch) or _choose_later(stretch)


def choose_unseen(prefix: str, words: str, suffix: str) -> str:
    """Return the text directive of a sentence whose page was not seen and may repeat it anywhere.

    The words before it must stand there too. Between two paragraphs there may be a quotation of it in large letters:
    then all of it is looked for, with the words behind it. There is none where no words stand before it: an article's
    first sentence is on top of its page anyhow, and what repeats it too.

    >>> choose_unseen("It rains. ", "The ferry sails to Norrvik.", ""), choose_unseen("", "It rains.", " The ferry")
    ('It%20rains.-,The%20ferry%20sails%20to%20Norrvik', '')
    >>> choose_unseen("It rains.\\n", "The ferry sails.", " All"), choose_unseen("It rains.\\n", "The ferry sails.", "")
    ('It%20rains.-,The%20ferry%20sails.,-All', '')
    """
    text, start, end = prefix + words + suffix, len(prefix), len(prefix) + len(words)
    there = cut_page_words(text)
    first, last = _find_words(there, start, end)
    if not 0 < first < last or _WITHOUT_BLANKS.search(words):
        return ""
    if prefix.endswith("\n"):
        return format_directive(prefix, words, "", suffix) if suffix and len(words) <= _LONGEST else ""
    stretch = _Stretch(text, start, end, there, first, last, PagePlaces())
    behind = first + _MOST_FIRST if last - first > _MOST_FIRST + _LEAST_LAST else last
    return _format(stretch, first, behind, first)


def find_told(text: str, start: int, end: int, places: PagePlaces) -> tuple[int, int] | None:
    """Return where the words of ``text[start:end]`` are told, if what stands there only repeats them.

    Key points, a summary or a quotation in large letters repeat a sentence of a paragraph, and it is the one to be
    found. Nothing is returned where two paragraphs have them: nobody knows which is meant.

    >>> find_told("The dam leaks.\\n\\nThe dam\\u00a0leaks. It is old.", 0, 14, PagePlaces())
    (16, 30)
    >>> find_told("The dam leaks. It is old.\\n\\n- The dam leaks. It is!", 0, 14, PagePlaces())
    (0, 14)
    >>> find_told("The dam leaks. It is old.\\n\\nThe dam leaks. Run!\\n\\nIt is old. So it is.", 0, 14, PagePlaces())
    (27, 41)
    """
    words = cut_page_words(text)
    first, last = _find_words(words, start, end)
    size = last - first
    if size < RUN:
        return start, end
    own = _rank_place(text, words[first].start, end, places)
    # The signs around it are as many as in the first place.
    before, behind = words[first].start - start, end - words[last - 1].end
    for at in _find_elsewhere(words, first, last):
        low, high = words[at].start - before, words[at + size - 1].end + behind
        if not _is_sentence(text, low, high):
            continue
        found = _rank_place(text, words[at].start, high, places)
        if found < own:
            return low, high
        if found[0] or found[1] > own[1] or _is_alone(text, low, high):
            continue
        if _is_alone(text, start, end):
            return low, high
        if size >= _LEAST_TOLD:
            return None
    return start, end


def _rank_place(text: str, start: int, end: int, places: PagePlaces) -> tuple[int, float]:
    """Return how far from where it is told a sentence stands: 0 in a paragraph, 1 in a list, 2 beside the article; and
    which part of the sentences of its line stands in others too, 0 where that is no summary."""
    line = text[:end].rpartition("\n")[2] + text[end:].partition("\n")[0]
    rank = 1 if _POINT.match(line) else 0
    if any(left <= start <= right for left, right in places.beside):
        rank = 2
    summaries = _find_summaries(text)
    at = bisect_right(summaries, start, key=lambda line: line[0]) - 1
    return rank, summaries[at][2] if at >= 0 and start <= summaries[at][1] else 0.0


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Return whether a stretch of a text stands between the signs that end sentences."""
    before = text[max(0, start - 9) : start].rstrip(" \u00a0-*•")
    # A point of a list has no stop, which stands behind the words then where they are told.
    return (not before or before[-1] in _ENDS) and any(sign in _ENDS for sign in text[end - 1 : end + 1])


@lru_cache(maxsize=200)
def _find_summaries(text: str) -> tuple[tuple[int, int, float], ...]:
    """Return the lines of a text that tell little but what others tell, each with which part of its sentences.

    >>> _find_summaries("It rains. It is cold. Stay in!\\nIt rains. Ann left.\\nIt is cold. Bo stays.")
    ((0, 29, 0.67),)
    """
    lines: list[list[list[PageWord]]] = []
    before = 0
    for word in cut_page_words(text):
        gap = text[before : word.start]
        before = word.end
        if "\n" in gap or not lines:
            lines.append([[]])
        elif _STOP.search(gap):
            lines[-1].append([])
        lines[-1][-1].append(word)
    told: Counter[tuple[str, ...]] = Counter()
    for line in lines:
        told.update(set(map(_list_keys, line)))
    found: list[tuple[int, int, float]] = []
    for line in lines:
        part = round(sum(told[_list_keys(sentence)] > 1 for sentence in line) / len(line), 2)
        if len(line) > 1 and part > _REPEATING:
            found.append((line[0][0].start, line[-1][-1].end, part))
    return tuple(found)


def _list_keys(sentence: Sequence[PageWord]) -> tuple[str, ...]:
    return tuple(word.key for word in sentence)


def _is_alone(text: str, start: int, end: int) -> bool:
    """Return whether a line of a text has no words but a sentence's, or is a point of a list with it.

    Names and themes that a network knows are no words.
    """
    before, behind = text[:start].rpartition("\n")[2], text[end:].partition("\n")[0]
    return not _WORD.search(_TAGS.sub("", before.removeprefix("- ") + behind))


def _choose_first(stretch: _Stretch) -> str:
    """Return a directive that begins with the sentence's first words, if need be with those before it."""
    first, last = stretch.first, stretch.last
    for before in range(min(first, _MOST_BESIDE) + 1):
        if before and not (stretch.meets(first) and stretch.is_clean(first - before, first)):
            break
        for behind in range(min(2, last - first), min(_MOST_FIRST, last - first) + 1):
            if stretch.is_clean(first, first + behind) and stretch.is_single(first - before, first + behind):
                return _format(stretch, first, first + behind, before)
    return ""


def _choose_whole(stretch: _Stretch) -> str:
    """Return a directive of the whole sentence, if need be with words behind it.

    Where it is known by these alone and something stands amid it, it is found by what follows that.
    """
    first, last = stretch.first, stretch.last
    while last - first > RUN and not stretch.is_clean(first, last):
        first += 1
    if not stretch.is_clean(first, last):
        return ""
    if stretch.is_single(first, last):
        return format_directive("", stretch.show(first, last)) if first == stretch.first else ""
    for behind in range(1, _MOST_BESIDE + 1):
        if not (stretch.meets(last) and stretch.is_clean(last, last + behind)):
            break
        if stretch.is_single(first, last + behind):
            whole = stretch.text[stretch.words[first].start : stretch.end]
            suffix = stretch.text[stretch.end : stretch.words[last + behind - 1].end]
            return format_directive("", whole, "", suffix)
    return ""


def _choose_later(stretch: _Stretch) -> str:
    """Return a directive that begins with later words of a sentence, whose first ones stand elsewhere too."""
    for at in range(stretch.first + 1, stretch.last - RUN + 1):
        if stretch.is_clean(at, at + RUN) and stretch.is_single(at, at + RUN):
            return _format(stretch, at, at + RUN, 0)
    return ""


def _format(stretch: _Stretch, first: int, behind: int, before: int) -> str:
    """Return the directive of a sentence from a word on, which is found by the words up to ``behind``."""
    words, last = stretch.words, stretch.last
    # Between the words before and the first nothing but blanks may stand.
    prefix = stretch.text[words[first - before].start : stretch.start] if before else ""
    start = stretch.start if before else words[first].start
    # A word that an element cuts in two may be none on the page.
    while last > behind and not stretch.meets(last - 1) and not stretch.meets(last):
        last -= 1
    if last - behind <= _LEAST_LAST and stretch.is_clean(first, last):
        return format_directive(prefix, stretch.text[start : words[last - 1].end])
    return format_directive(prefix, stretch.text[start : words[behind - 1].end], _choose_ending(stretch, behind, last))


def _choose_ending(stretch: _Stretch, behind: int, last: int) -> str:
    """Return the last words of a sentence, which stand nowhere between those by which it is found and themselves."""
    keys = [word.key for word in stretch.words[behind:last]]
    for size in range(_LEAST_LAST, len(keys)):
        if not stretch.is_clean(last - size, last):
            break
        # A browser ends at the first place behind the beginning that fits.
        if next(find_passage(keys, keys[-size:], 0, len(keys) - size), None) is None:
            return stretch.show(last - size, last)
    return ""
