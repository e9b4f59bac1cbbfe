"""A text and what was changed in it: every change keeps its place in the text as read.

Fixes work one after the other, each on the text that the one before left. A ``Revision`` composes
their changes, so that any stretch of the revised text can be traced to the source, and printed
text can be proved: the source's stretch with its edits applied is the printed text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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
    """Start from a text in which nothing was changed."""
    return Revision(source, source)


def revise(revision: Revision, changes: Iterable[Change], fix: str) -> Revision:
    """Make changes (sorted, disjoint) in a revision's text and record them under the fix's name.

    >>> once = revise(unrevised("the  war"), [Change(3, 5, " ")], "blanks")
    >>> twice = revise(once, [Change(4, 7, "peace")], "hope")
    >>> twice.text, [(e.start, e.end, e.before, e.after) for e in twice.edits]
    ('the peace', [(3, 5, '  ', ' '), (5, 8, 'war', 'peace')])
    >>> revise(twice, [], "nothing") is twice
    True
    """
    wanted = list(changes)
    return _build(revision.source, _compose(revision, wanted, fix)) if wanted else revision


def trace_back(revision: Revision, start: int, end: int) -> tuple[int, int, tuple[Edit, ...]]:
    """Give the stretch of the source that ``text[start:end]`` came from, and the edits in it.

    What was deleted at either border stays outside. A border inside an edit takes the edit whole.

    >>> gone = revise(unrevised("* one"), [Change(0, 2, "")], "bullet")
    >>> trace_back(gone, 0, 3)
    (2, 5, ())
    """
    low, high = _to_source(revision, start, opening=True), _to_source(revision, end, opening=False)
    first, last = bisect_left(revision.starts, start), bisect_left(revision.starts, end)
    if first and revision.starts[first - 1] + len(revision.edits[first - 1].after) > start:
        first -= 1
    inside = range(first, last)
    return low, high, tuple(revision.edits[i] for i in inside if revision.edits[i].after or revision.starts[i] > start)


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


def _to_source(revision: Revision, at: int, *, opening: bool) -> int:
    # The last edit that begins before (or, when a stretch opens here, at) this place decides.
    index = (bisect_right if opening else bisect_left)(revision.starts, at) - 1
    if index < 0:
        return at
    edit, begin = revision.edits[index], revision.starts[index]
    inside = at - begin
    if inside >= len(edit.after):
        return edit.end + inside - len(edit.after)
    return edit.start if opening else edit.end


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of the revised text: a stretch of the source as it stands (no ``fix``), or an edit."""

    text: str
    start: int
    end: int
    fix: str = ""

    def cut(self, at: int) -> tuple[_Piece, _Piece]:
        """Cut an unedited run in two."""
        return (
            _Piece(self.text[:at], self.start, self.start + at),
            _Piece(self.text[at:], self.start + at, self.end),
        )


def _pieces(revision: Revision) -> Iterator[_Piece]:
    here = 0
    for edit in revision.edits:
        if here < edit.start:
            yield _Piece(revision.source[here : edit.start], here, edit.start)
        yield _Piece(edit.after, edit.start, edit.end, edit.fix)
        here = edit.end
    if here < len(revision.source):
        yield _Piece(revision.source[here:], here, len(revision.source))


def _compose(revision: Revision, changes: Iterable[Change], fix: str) -> list[Edit]:
    """Lay changes over the pieces; a change takes in whole every edit that it overlaps."""
    ahead = deque(_pieces(revision))
    done: list[_Piece] = []
    at = 0
    for change in changes:
        at = _pass_by(ahead, done, at, change)
        taken, begin = [], at
        while ahead and (at < change.end or (at == change.start == change.end and not ahead[0].text)):
            piece = ahead.popleft()
            if not piece.fix and at + len(piece.text) > change.end:
                piece, rest = piece.cut(change.end - at)
                ahead.appendleft(rest)
            taken.append(piece)
            at += len(piece.text)
        done.append(_merge(taken, begin, change, done[-1].end if done else 0, fix))
    return [Edit(p.start, p.end, revision.source[p.start : p.end], p.text, p.fix) for p in [*done, *ahead] if p.fix]


def _pass_by(ahead: deque[_Piece], done: list[_Piece], at: int, change: Change) -> int:
    """Move what ends before a change out of the way; give the place where the first piece left begins."""
    while ahead:
        piece = ahead[0]
        end = at + len(piece.text)
        if end > change.start or (not piece.text and at == change.start == change.end):
            break
        done.append(ahead.popleft())
        at = end
    if ahead and at < change.start and not ahead[0].fix:
        left, right = ahead.popleft().cut(change.start - at)
        done.append(left)
        ahead.appendleft(right)
        return change.start
    return at


def _merge(taken: list[_Piece], begin: int, change: Change, source_at: int, fix: str) -> _Piece:
    text = "".join(piece.text for piece in taken)
    after = text[: change.start - begin] + change.after + text[change.end - begin :]
    names = " + ".join(dict.fromkeys([*(piece.fix for piece in taken if piece.fix), fix]))
    return _Piece(after, taken[0].start if taken else source_at, taken[-1].end if taken else source_at, names)


def _build(source: str, edits: list[Edit]) -> Revision:
    parts: list[str] = []
    starts: list[int] = []
    here = length = 0
    for edit in edits:
        parts += [source[here : edit.start], edit.after]
        length += edit.start - here
        starts.append(length)
        length += len(edit.after)
        here = edit.end
    return Revision(source, "".join([*parts, source[here:]]), tuple(edits), tuple(starts))
