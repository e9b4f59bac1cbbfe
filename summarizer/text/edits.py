"""A text and what was changed in it: every change keeps its place in the text as read; and the fixes of its characters,
lines and markup, each a function from a text to the changes it wants.

Fixes work one after the other, each on the text that the one before left. A ``Revision`` composes their changes, so
that any stretch of the revised text can be traced to the source, and printed text can be proved: the source's stretch
with its edits applied is the printed text.
"""

from __future__ import annotations

import html
import html.entities
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from itertools import pairwise
from operator import itemgetter
from types import MappingProxyType

from summarizer.lang.language import known_languages, load_language
from summarizer.model import BriefingSentence, Edit, SupportingSentence
from summarizer.text.escaping import SURROGATE
from summarizer.text.wording import count_shared

#: The fix that puts the sentences of a quoted block in quotation marks.
QUOTATION_MARKS = "quotation marks"
#: The fixes that put in what stands nowhere on the article's page.
ADDITIONS = frozenset({"gloss", "date", "glued words", QUOTATION_MARKS})


def remove_glosses(line: BriefingSentence | SupportingSentence) -> str:
    """Return a printed sentence without what was added in square brackets."""
    text = line.text
    for edit in line.edits:
        if "[" in edit.after and "[" not in edit.before:
            text = text.replace(edit.after, edit.before, 1)
    return text


@dataclass(frozen=True, slots=True)
class Change:
    """``text[start:end]`` of a revised text becomes ``after``."""

    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """``source`` with ``edits`` applied reads ``text``, at first the same; ``starts`` says where each begins."""

    source: str
    text: str
    edits: tuple[Edit, ...] = ()
    starts: tuple[int, ...] = ()


#: Where an edit's or a change's text begins and ends, and the edit or change itself.
_Piece = tuple[int, int, Edit | Change]


def revise(revision: Revision, changes: Iterable[Change], fix: str) -> Revision:
    """Make changes (sorted, disjoint) in a revision's text and record them under the fix's name.

    A change takes in whole every edit that it overlaps: both become one edit of the source.

    >>> once = revise(Revision("the  war", "the  war"), [Change(3, 5, " ")], "blanks")
    >>> twice = revise(once, [Change(4, 7, "peace")], "hope")
    >>> twice.text, [(e.start, e.end, e.before, e.after) for e in twice.edits]
    ('the peace', [(3, 5, '  ', ' '), (5, 8, 'war', 'peace')])
    >>> revise(twice, [], "nothing") is twice
    True
    """
    made: list[_Piece] = [(change.start, change.end, change) for change in changes]
    if not made:
        return revision
    pieces: list[_Piece] = []
    for at, edit in zip(revision.starts, revision.edits, strict=True):
        pieces.append((at, at + len(edit.after), edit))
    done: list[Edit] = []
    # By how much a place in the source is farther on than that in the text, behind the edit that was looked at last.
    shift = 0
    for group in _group_overlapping([*pieces, *made]):
        low, high = group[0][0], max(end for _, end, _ in group)
        start = low + shift
        parts, here = [], low
        edits: list[Edit] = []
        for begin, end, piece in group:
            if isinstance(piece, Edit):
                shift = piece.end - end
                edits.append(piece)
            else:
                parts += [revision.text[here:begin], piece.after]
                here = end
        if not parts:
            done += edits
            continue
        end = high + shift
        parts.append(revision.text[here:high])
        fixes = dict.fromkeys([*(edit.fix for edit in edits), fix])
        done.append(Edit(start, end, revision.source[start:end], "".join(parts), " + ".join(fixes)))
    return _apply(revision.source, done)


def _group_overlapping(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """Yield edits and changes in the order of their places, those in a group that overlap."""
    # Of those at one place the edits stay before the changes.
    first, *others = sorted(pieces, key=itemgetter(0, 1))
    group, (low, high, _) = [first], first
    for piece in others:
        begin, end, _ = piece
        # An empty one lies inside another, or at its very place.
        if (begin < high and low < end) or begin == end == low == high:
            group.append(piece)
            high = max(high, end)
        else:
            yield group
            group, low, high = [piece], begin, end
    yield group


def _apply(source: str, edits: Sequence[Edit]) -> Revision:
    """Return the revision of a source by these edits."""
    starts: list[int] = []
    # By how much the text has grown so far.
    grown = 0
    for edit in edits:
        starts.append(edit.start + grown)
        grown += len(edit.after) - (edit.end - edit.start)
    return Revision(source, apply_edits(source, 0, len(source), edits), tuple(edits), tuple(starts))


def trace_back(revision: Revision, start: int, end: int) -> tuple[int, int, tuple[Edit, ...]]:
    """Return the stretch of the source that ``text[start:end]`` came from, and the edits in it.

    What was deleted at either border stays outside. A border inside an edit takes the edit's whole stretch of the
    source, but of what is printed for it only the part inside: ``apply_edits`` of the answer always reads
    ``text[start:end]``.

    >>> gone = revise(Revision("* one", "* one"), [Change(0, 2, "")], "bullet")
    >>> trace_back(gone, 0, 3)
    (2, 5, ())
    """
    first = bisect_left(revision.starts, start)
    last = bisect_left(revision.starts, end)
    if first and revision.starts[first - 1] + len(revision.edits[first - 1].after) > start:
        first -= 1
    inside = []
    for begin, edit in zip(revision.starts[first:last], revision.edits[first:last], strict=True):
        if edit.after or begin > start:
            inside.append(replace(edit, after=edit.after[max(0, start - begin) : end - begin]))
    low = _trace_place(revision, start, opening=True)
    high = _trace_place(revision, end, opening=False)
    return low, high, tuple(inside)


def _trace_place(revision: Revision, at: int, *, opening: bool) -> int:
    """Return the place in the source of a place in the text, at which a stretch opens or ends."""
    # The last edit that begins before (or, when a stretch opens here, at) this place decides.
    index = (bisect_right if opening else bisect_left)(revision.starts, at) - 1
    if index < 0:
        return at
    edit = revision.edits[index]
    behind = at - revision.starts[index] - len(edit.after)
    if behind >= 0:
        return edit.end + behind
    return edit.start if opening else edit.end


def apply_edits(source: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """Read ``source[start:end]`` with edits applied.

    Raises ValueError when an edit lies outside, overlaps another, or its ``before`` is not what stands there.

    >>> apply_edits("in thewar", 3, 9, [Edit(6, 6, "", " ", "glued words")])
    'the war'
    """
    parts, here = [], start
    for edit in edits:
        if not here <= edit.start <= edit.end <= end:
            raise ValueError(f"the edit at {edit.start}–{edit.end} lies outside {here}–{end}")
        if source[edit.start : edit.end] != edit.before:
            raise ValueError(f"at {edit.start} stands {source[edit.start : edit.end]!r}, not {edit.before!r}")
        parts += [source[here : edit.start], edit.after]
        here = edit.end
    return "".join([*parts, source[here:end]])


def undo_edits(text: str, start: int, edits: Sequence[Edit], only: Collection[str] = ()) -> str:
    """Return what the source has for a printed text that begins there at ``start``; nothing where the edits do not fit.

    With ``only`` some fixes, what others did stays.

    >>> undo_edits("the war", 3, [Edit(6, 6, "", " ", "glued words")])
    'thewar'
    >>> undo_edits("the war", 3, [Edit(5, 6, "", "x", "glued words")])
    ''
    >>> undo_edits("a  war [1915]", 0, [Edit(1, 2, "_", "  ", "blanks"), Edit(5, 5, "", " [1915]", "date")], {"date"})
    'a  war'
    """
    parts: list[str] = []
    here, grown = 0, -start
    for edit in edits:
        place = edit.start + grown
        end = place + len(edit.after)
        if place < here or text[place:end] != edit.after:
            return ""
        is_kept = only and set(only).isdisjoint(edit.fix.split(" + "))
        parts += [text[here:place], edit.after if is_kept else edit.before]
        here = end
        grown += len(edit.after) - len(edit.before)
    return "".join([*parts, text[here:]])


# What was escaped twice or more ("&amp;amp;nbsp;") is decoded at once.
_ENTITY = re.compile(
    r"&(?P<again>(?:(?:amp|AMP|#0{0,4}38|#x0{0,3}26);)*)(?P<name>[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});"
)
# A joiner has a meaning between the letters of Indic scripts, Arabic and in emoji, and only there.
_JOINED = "\u0600-\u061b\u061d-\u06ff\u0900-\u0dff\u203c-\u205e\u2070-\u2fff\u3001-\u3299\ufe0f\U0001f000-\U0001faff"
# Controls (but tab and line feed), soft hyphen, zero-width space, word joiner, byte order mark, and the directional
# marks, overrides and isolates, with which a text can be made to read otherwise than it stands (Unicode Technical
# Report 36, "Bidirectional Text Spoofing"); and joiners where they mean nothing.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
    f"|(?<![{_JOINED}])[\u200c\u200d]+"
)
_LINE_BREAKS = "\r\x85\u2028\u2029"
_ODD = "\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANKS = re.compile(f" *[{_ODD}][ {_ODD}]*| {{2,}}|[{_LINE_BREAKS}]")


def _replace(pattern: re.Pattern[str], after: str, text: str) -> Iterator[Change]:
    """Put one text wherever a pattern is found."""
    for found in pattern.finditer(text):
        yield Change(*found.span(), after)


#: Puts U+FFFD where half a character stands: no file can hold it.
replace_surrogates = partial(_replace, SURROGATE, "\ufffd")
#: Drops zero-width, directional and control characters and soft hyphens; joiners that mean something stay.
drop_invisible = partial(_replace, _INVISIBLE, "")


def decode_entities(text: str) -> Iterator[Change]:
    """Decode HTML character references that were left in a text; what only looks like one stays.

    >>> [c.after for c in decode_entities("AT&amp;T &mdash; it&amp;#39;s")]
    ['&', '—', "'"]
    >>> list(decode_entities("R&D; Q&A, ?page=1&section;"))
    []
    """
    for found in _ENTITY.finditer(text):
        name = found["name"]
        after = f"&{name};"
        # Of "&section;" the library would decode the beginning.
        if name[0] == "#" or f"{name};" in html.entities.html5:
            after = html.unescape(after)
        if after != found.group():
            yield Change(*found.span(), after)


def compose(text: str) -> Iterator[Change]:
    """Compose letters and their marks into one character (Unicode Standard Annex 15, form NFC)."""
    if unicodedata.is_normalized("NFC", text):
        return
    # Where a new composed character may begin; Hangul vowels and tails never begin one.
    starts = [0]
    for at, char in enumerate(text):
        if unicodedata.combining(char) == 0 and not "\u1161" <= char <= "\u11ff":
            starts.append(at)
    for start, end in pairwise([*starts, len(text)]):
        part = text[start:end]
        composed = unicodedata.normalize("NFC", part)
        if composed != part:
            yield Change(start, end, composed)


def straighten_blanks(text: str) -> Iterator[Change]:
    """Turn every odd or repeated blank into one plain blank and every odd line break into a line feed.

    >>> [(c.start, c.end, c.after) for c in straighten_blanks("a\\u00a0b  c d")]
    [(1, 2, ' '), (3, 5, ' ')]
    """
    for found in _BLANKS.finditer(text):
        yield Change(*found.span(), "\n" if found.group() in _LINE_BREAKS else " ")


# Between two grave accents and two apostrophes, as agencies and LaTeX type what they quote.
_TYPED = re.compile(r"``(?=[^\s'])[^`\n]{1,2000}?(?<=\S)''(?!')")


def pair_quotation_marks(text: str) -> Iterator[Change]:
    """Turn quotation marks that are typed with two signs each into those that a quotation is known by.

    >>> [(c.start, c.end, c.after) for c in pair_quotation_marks("``No,'' he said.")]
    [(0, 2, '“'), (5, 7, '”')]
    >>> list(pair_quotation_marks("the 6' 2'' goalkeeper, ``code``"))
    []
    """
    for found in _TYPED.finditer(text):
        yield Change(found.start(), found.start() + 2, "“")
        yield Change(found.end() - 2, found.end(), "”")


# What UTF-8's lead bytes look like when they are read as cp1252, latin-1 or cp1251, with something after them that a
# word of those languages does not have. Only such lines are worth ftfy's import.
_SUSPICIOUS = re.compile("[ÂÃÄÅÎÏÐÑØÙâãРСр][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u0400-\u045f]|ï¿½|ï»¿")
_LONGEST_LINE_TO_REPAIR = 20_000


def repair_mojibake(text: str) -> Iterator[Change]:
    """Repair the lines of UTF-8 that was read as another encoding; a line that is sound is left alone.

    >>> list(repair_mojibake("itâ€™s over"))
    [Change(start=2, end=5, after='’')]
    >>> list(repair_mojibake("Châteauroux, Ângela – sûr"))
    []
    """
    start = 0
    for line in text.split("\n"):
        if len(line) <= _LONGEST_LINE_TO_REPAIR and _SUSPICIOUS.search(line):
            yield from _repair_line(line, start)
        start += len(line) + 1


def _repair_line(line: str, offset: int) -> Iterator[Change]:
    """Repair a line that starts at an offset, word by word, unless a line end would come of it."""
    import ftfy

    mended = ftfy.fix_encoding(line)
    if "\n" in mended:
        return
    words, right = line.split(" "), mended.split(" ")
    if len(words) != len(right):
        words, right = [line], [mended]
    for word, meant in zip(words, right, strict=True):
        before, behind = count_shared(word, meant)
        if word != meant:
            yield Change(offset + before, offset + len(word) - behind, meant[before : len(meant) - behind])
        offset += len(word) + 1


# The first group of each is what stays of an image, a link, one whose address stands below, that address and a bare one
# in brackets (nothing), emphasis (two by asterisks, one by underscores), what was struck out (nothing), code, a note's
# mark and its beginning, a comment (nothing), a quotation's line and an escaped sign. A link with another scheme than
# the web's is left as it stands: it is no link of an article, and is printed as the text that it is. A mark behind a
# backslash is none.
_ADDRESS = r"(?:[^()\s\\]|\\.|\([^()\s]{0,200}\)){0,1000}(?: \"[^\"\n]{0,300}\")?"
_MARKUP = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"(?<!\\)!\[([^\]\n]{{0,300}})\]\({_ADDRESS}\)",
        rf"(?<![!\\])\[([^\[\]\n]{{1,500}})\]\((?:https?://|/|#|mailto:){_ADDRESS}\)",
        r"(?<![!\\])\[(?=[^\[\]\n]{0,100}?[^\W\d_])([^\[\]\n]{1,500})\]\[[^\[\]\n]{0,60}\]",
        r"^()[ ]{0,3}\[[^\[\]\n^]{1,60}\]: {0,3}<?https?://[^\n]{1,1000}$",
        r"() ?[\[(<]https?://[^\s\[\]()<>]{1,1000}[\])>]",
        r"(?<![\w*\\])\*\*([^\s*](?:[^*\n]{0,500}[^\s*\\])?)\*\*(?![\w*])",
        r"(?<![\w*\\])\*([^\s*](?:[^*\n]{0,500}[^\s*\\])?)\*(?![\w*])",
        r"(?<![\w_\\])__?([^\s_](?:[^_\n]{0,500}[^\s_\\])?)__?(?![\w_])",
        r"(?<!\\)()~~[^~\n]{1,500}~~ ?",
        r"(?<![`\\])`([^`\n]{1,300})`(?!`)",
        r"(?<=\S)()\[\^\w{1,20}\](?!:)|^\[\^\w{1,20}\]: ?",
        r"()<!--[^\n]{0,500}?-->",
        r"\\([!-/:-@\[-`{-~])",
    )
)
# A line that goes on below.
_HARD_BREAK = re.compile(r"(?<=[^\s\\])\\\n(?=\S)")


def strip_markdown(text: str) -> Iterator[Change]:
    """Take away the marks of links and emphasis; headings, lists and quoted blocks keep theirs and are known by them.

    >>> strip = lambda text: [(c.start, c.end) for c in strip_markdown(text)]
    >>> strip("a [call](https://example.org/x) was **made**")
    [(2, 3), (7, 31), (36, 38), (42, 44)]
    >>> strip("[call](javascript:alert(1)) 2 * 3 * 4 snake_case_name")
    []
    >>> strip(r"\\_Tarn\\_ is 3\\.5 m long"), strip("a ~~first~~ second report")
    ([(0, 1), (6, 7), (13, 14)], [(2, 12)])
    """
    marks = [(found.start(), found.end(), " ") for found in _HARD_BREAK.finditer(text)]
    for pattern in _MARKUP:
        for found in pattern.finditer(text):
            low, high = found.span(1) if found.group(1) is not None else (found.end(), found.end())
            marks += [(found.start(), low, ""), (high, found.end(), "")]
    here = 0
    for start, end, after in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        begin = max(start, here)
        if end > begin:
            yield Change(begin, end, after)
            here = end


_WIDEST = 120
_NARROWEST = 40
_NEVER_JOINED = re.compile(r"\s*(?:#|[-*+•‣▪▸◦●∙·] |\d{1,2}[.)] |[-*=_]{3,}|\||>)")
# A word that was parted at the end of a line.
_PARTED, _REST = re.compile(r"([^\W\d_]{2,})-$"), re.compile(r"[^\W\d_]{2,}(?!-)")
_IN_BOLD = re.compile(r"\*\*[^*]+\*\*(?: ?\[http\S+\])?\s*$")


def unwrap(text: str) -> Iterator[Change]:
    """Join a line that was broken to fit a width to the next, where that one's first word would not have fitted.

    Only blocks of narrow lines are looked at: in an article with a paragraph a line nothing is joined.

    >>> wrapped = "The council of the town met on Monday night and\\ndecided to close the bridge."
    >>> [(c.start, c.after) for c in unwrap(wrapped)]
    [(47, ' ')]
    >>> parted = "It was sold in paper wrap-\\npings by three chains of shops of the town."
    >>> [(c.start, c.end, c.after) for c in unwrap(parted)]
    [(25, 27, '')]
    >>> list(unwrap("A headline\\nThe council met. It closed the bridge."))
    []
    """
    start = 0
    for block in re.split(r"(\n[ \t]*\n)", text):
        lines = block.split("\n")
        width = max(map(len, lines))
        end = start
        start += len(block)
        if not _NARROWEST <= width <= _WIDEST:
            continue
        for line, below in pairwise(lines):
            end += len(line)
            parted, rest = _PARTED.search(line), _REST.match(below)
            if parted and rest and below[0].islower() and rest[0] not in _load_words("sentences.behind_hyphens"):
                # It has a hyphen of its own where its parts stand alone elsewhere, or such words begin so.
                is_hyphened = parted[1].lower() in _load_words("sentences.hyphened")
                is_hyphened = is_hyphened or {parted[1], rest[0]} <= _list_words(text)
                yield Change(end if is_hyphened else end - 1, end + 1, "")
            elif _is_wrapped(line, below, width):
                yield Change(end, end + 1, " ")
            end += 1


def _is_wrapped(line: str, below: str, width: int) -> bool:
    """Return whether a line of a block of such a width was broken because the next word would not have fitted."""
    first_word = below.split(" ", 1)[0]
    if not line.strip() or not first_word or len(f"{line.rstrip()} {first_word}") <= width:
        return False
    return not _NEVER_JOINED.match(below) and not _IN_BOLD.match(line)


@cache
def _load_words(key: str) -> frozenset[str]:
    """Return the words of a table in all languages."""
    return frozenset(word for code in known_languages() for word in load_language(code).words(key))


@lru_cache(maxsize=1)
def _list_words(text: str) -> frozenset[str]:
    """Return the words of a text that no hyphen joins to another."""
    return frozenset(re.findall(r"(?<![\w-])(?<!-\n)\w++(?!-)", text))


#: The fixes of every text by their names, in the order in which they are done, each on what the one before left.
FIXES: Mapping[str, Callable[[str], Iterable[Change]]] = MappingProxyType(
    {
        "surrogates": replace_surrogates,
        "mojibake": repair_mojibake,
        "entities": decode_entities,
        "invisible characters": drop_invisible,
        "composed characters": compose,
        "typed quotation marks": pair_quotation_marks,
        "wrapped lines": unwrap,
        "blanks": straighten_blanks,
    }
)
