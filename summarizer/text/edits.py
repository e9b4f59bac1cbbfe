"""A text and what was changed in it: every change keeps its place in the text as read.

Fixes work one after the other, each on the text that the one before left. A ``Revision`` composes their changes, so
that any stretch of the revised text can be traced to the source, and printed text can be proved: the source's stretch
with its edits applied is the printed text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from summarizer.model import Edit


@dataclass(frozen=True, slots=True)
class Change:
    """``text[start:end]`` of a revised text becomes ``after``."""

    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """``source`` with ``edits`` applied reads ``text``; ``starts`` says where each edit begins in ``text``."""

    source: str
    text: str
    edits: tuple[Edit, ...] = ()
    starts: tuple[int, ...] = ()


def unrevised(source: str) -> Revision:
    """Return the revision of a text in which nothing was changed."""
    return Revision(source, source)


def revise(revision: Revision, changes: Iterable[Change], fix: str) -> Revision:
    """Make changes (sorted, disjoint) in a revision's text and record them under the fix's name.

    A change takes in whole every edit that it overlaps: both become one edit of the source.

    >>> once = revise(unrevised("the  war"), [Change(3, 5, " ")], "blanks")
    >>> twice = revise(once, [Change(4, 7, "peace")], "hope")
    >>> twice.text, [(e.start, e.end, e.before, e.after) for e in twice.edits]
    ('the peace', [(3, 5, '  ', ' '), (5, 8, 'war', 'peace')])
    >>> revise(twice, [], "nothing") is twice
    True
    """
    left = deque(changes)
    if not left:
        return revision
    source, text = revision.source, revision.text
    ahead = deque(zip(revision.starts, revision.edits, strict=True))
    done: list[Edit] = []
    # What is added to a place in the text for its place in the source.
    shift = 0
    while left:
        low, high = left[0].start, left[0].end
        while ahead and _find_end(*ahead[0]) <= low and not _overlaps(*ahead[0], low, high):
            begin, edit = ahead.popleft()
            shift = edit.end - _find_end(begin, edit)
            done.append(edit)
        shift_before = shift
        inside = [left.popleft()]
        names = []
        while ahead and _overlaps(*ahead[0], low, high):
            begin, edit = ahead.popleft()
            end = _find_end(begin, edit)
            shift = edit.end - end
            names.append(edit.fix)
            low, high = min(low, begin), max(high, end)
            # An edit that is taken in whole may hold the next changes too.
            while left and left[0].start < high:
                inside.append(left.popleft())
                high = max(high, inside[-1].end)
        start, end = low + shift_before, high + shift
        after = _change(text[low:high], low, inside)
        done.append(Edit(start, end, source[start:end], after, " + ".join(dict.fromkeys([*names, fix]))))
    done += [edit for _, edit in ahead]
    return _apply_all(source, done)


def _find_end(begin: int, edit: Edit) -> int:
    """Return where an edit ends in the revised text in which it begins at ``begin``."""
    return begin + len(edit.after)


def _overlaps(begin: int, edit: Edit, low: int, high: int) -> bool:
    """Return whether an edit shares something with a stretch of the text; what was deleted shares its very place."""
    end = _find_end(begin, edit)
    return (begin < high and low < end) or begin == end == low == high


def _change(text: str, begin: int, changes: Sequence[Change]) -> str:
    """Make changes in a text that begins at ``begin``."""
    parts = []
    here = begin
    for change in changes:
        parts += [text[here - begin : change.start - begin], change.after]
        here = change.end
    return "".join([*parts, text[here - begin :]])


def _apply_all(source: str, edits: Sequence[Edit]) -> Revision:
    """Return a source's revision by edits (sorted, disjoint)."""
    parts: list[str] = []
    starts: list[int] = []
    here = length = 0
    for edit in edits:
        parts += [source[here : edit.start], edit.after]
        starts.append(length + edit.start - here)
        length = _find_end(starts[-1], edit)
        here = edit.end
    return Revision(source, "".join([*parts, source[here:]]), tuple(edits), tuple(starts))


def trace_back(revision: Revision, start: int, end: int) -> tuple[int, int, tuple[Edit, ...]]:
    """Return the stretch of the source that ``text[start:end]`` came from, and the edits in it.

    What was deleted at either border stays outside. A border inside an edit takes the edit's whole stretch of the
    source, but of what is printed for it only the part inside: ``apply_edits`` of the answer always reads
    ``text[start:end]``.

    >>> gone = revise(unrevised("* one"), [Change(0, 2, "")], "bullet")
    >>> trace_back(gone, 0, 3)
    (2, 5, ())
    """
    first = bisect_left(revision.starts, start)
    last = bisect_left(revision.starts, end)
    if first and _find_end(revision.starts[first - 1], revision.edits[first - 1]) > start:
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
    behind = at - _find_end(revision.starts[index], edit)
    if behind >= 0:
        return edit.end + behind
    return edit.start if opening else edit.end


def apply_edits(source: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """Read ``source[start:end]`` with edits applied.

    Raises:
        ValueError: an edit lies outside, overlaps another, or its ``before`` is not what stands there.

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
