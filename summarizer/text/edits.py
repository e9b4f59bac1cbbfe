"""A text and what was changed in it: every change keeps its place in the text as read.

Fixes work one after the other, each on the text that the one before left. A ``Revision`` composes
their changes, so that any stretch of the revised text can be traced to the source, and printed
text can be proved: the source's stretch with its edits applied is the printed text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
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

    What was deleted at either border stays outside. A border inside an edit takes the edit's whole
    stretch of the source, but of what is printed for it only the part inside: ``apply_edits`` of the
    answer always reads ``text[start:end]``.

    >>> gone = revise(unrevised("* one"), [Change(0, 2, "")], "bullet")
    >>> trace_back(gone, 0, 3)
    (2, 5, ())
    """
    low, high = _to_source(revision, start, opening=True), _to_source(revision, end, opening=False)
    first, last = bisect_left(revision.starts, start), bisect_left(revision.starts, end)
    if first and revision.starts[first - 1] + len(revision.edits[first - 1].after) > start:
        first -= 1
    inside = ((revision.edits[i], revision.starts[i]) for i in range(first, last))
    return low, high, tuple(_cut(e, start - begin, end - begin) for e, begin in inside if e.after or begin > start)


def _cut(edit: Edit, low: int, high: int) -> Edit:
    after = edit.after[max(0, low) : high]
    return edit if after == edit.after else replace(edit, after=after)


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

    start: int
    end: int
    after: str = ""
    fix: str = ""

    def __len__(self) -> int:
        return len(self.after) if self.fix else self.end - self.start

    def cut(self, at: int) -> tuple[_Piece, _Piece]:
        """Cut an unedited run in two."""
        return _Piece(self.start, self.start + at), _Piece(self.start + at, self.end)

    def read(self, source: str) -> str:
        """Give the run's text."""
        return self.after if self.fix else source[self.start : self.end]


def _pieces(revision: Revision) -> Iterator[_Piece]:
    here = 0
    for edit in revision.edits:
        if here < edit.start:
            yield _Piece(here, edit.start)
        yield _Piece(edit.start, edit.end, edit.after, edit.fix)
        here = edit.end
    if here < len(revision.source):
        yield _Piece(here, len(revision.source))


def _compose(revision: Revision, changes: Iterable[Change], fix: str) -> list[Edit]:
    """Lay changes over the pieces; a change takes in whole every edit that it overlaps."""
    ahead = deque(_pieces(revision))
    left = deque(changes)
    done: list[_Piece] = []
    at = 0
    while left:
        inside = [left.popleft()]
        at = _pass_by(ahead, done, at, inside[0])
        taken, begin = [], at
        while ahead and _reaches(inside[-1], at, ahead[0]):
            piece = ahead.popleft()
            if not piece.fix and at + len(piece) > inside[-1].end:
                piece, rest = piece.cut(inside[-1].end - at)
                ahead.appendleft(rest)
            taken.append(piece)
            at += len(piece)
            # An edit that is taken in whole may hold the next changes too.
            while left and left[0].start < at:
                inside.append(left.popleft())
        place = (taken[0].start, taken[-1].end) if taken else (done[-1].end, done[-1].end) if done else (0, 0)
        text = "".join(piece.read(revision.source) for piece in taken)
        names = " + ".join(dict.fromkeys([*(piece.fix for piece in taken if piece.fix), fix]))
        done.append(_Piece(*place, _change(text, begin, inside), names))
    return [Edit(p.start, p.end, revision.source[p.start : p.end], p.after, p.fix) for p in [*done, *ahead] if p.fix]


def _reaches(change: Change, at: int, piece: _Piece) -> bool:
    return at < change.end or (at == change.start == change.end and not piece)


def _pass_by(ahead: deque[_Piece], done: list[_Piece], at: int, change: Change) -> int:
    """Move what ends before a change out of the way; give the place where the first piece left begins."""
    while ahead:
        piece = ahead[0]
        end = at + len(piece)
        if end > change.start or (not piece and at == change.start == change.end):
            break
        done.append(ahead.popleft())
        at = end
    if ahead and at < change.start and not ahead[0].fix:
        left, right = ahead.popleft().cut(change.start - at)
        done.append(left)
        ahead.appendleft(right)
        return change.start
    return at


def _change(text: str, begin: int, changes: Sequence[Change]) -> str:
    """Make changes in a text that begins at ``begin``."""
    parts, here = [], 0
    for change in changes:
        parts += [text[here : change.start - begin], change.after]
        here = change.end - begin
    return "".join([*parts, text[here:]])


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
