from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.edits import Change, Revision, apply_edits, revise, trace_back

Step = list[tuple[int, int, str]]
steps = st.lists(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4), st.text("xyz ", max_size=3)), max_size=4), max_size=4
)


def lay_out(step: Step, text: str) -> list[Change]:
    """Turn (gap, length, after) triples into sorted, disjoint changes of ``text``."""
    changes, here = [], 0
    for gap, length, after in step:
        start = here + gap
        end = start + length
        if end > len(text):
            break
        changes.append(Change(start, end, after))
        here = end + 1
    return changes


def plainly(text: str, changes: list[Change]) -> str:
    for change in reversed(changes):
        text = text[: change.start] + change.after + text[change.end :]
    return text


@given(st.text("abc", max_size=25), steps)
def test_a_revision_reads_as_if_each_change_were_made_by_hand(source: str, plan: list[Step]) -> None:
    revision, by_hand = Revision(source, source), source
    for number, step in enumerate(plan):
        changes = lay_out(step, revision.text)
        by_hand = plainly(by_hand, changes)
        revision = revise(revision, changes, f"fix {number}")
        assert revision.text == by_hand


@given(st.text("abc", max_size=25), steps)
def test_the_edits_of_a_revision_prove_its_text(source: str, plan: list[Step]) -> None:
    revision = revised(source, plan)
    assert apply_edits(source, 0, len(source), revision.edits) == revision.text
    for edit, start in zip(revision.edits, revision.starts, strict=True):
        assert revision.text[start : start + len(edit.after)] == edit.after


@given(st.text("abc", min_size=1, max_size=25), steps, st.data())
def test_a_stretch_outside_of_edits_is_traced_to_the_same_characters(
    source: str, plan: list[Step], data: st.DataObject
) -> None:
    revision = revised(source, plan)
    start = data.draw(st.integers(0, len(revision.text)))
    end = data.draw(st.integers(start, len(revision.text)))
    low, high, edits = trace_back(revision, start, end)
    if start < end:
        printed = apply_edits(source, low, high, edits)
        assert revision.text[start:end] in printed
        cuts_an_edit = any(
            begin < edge < begin + len(edit.after)
            for edit, begin in zip(revision.edits, revision.starts, strict=True)
            for edge in (start, end)
        )
        if not cuts_an_edit:
            assert printed == revision.text[start:end]


def revised(source: str, plan: list[Step]) -> Revision:
    revision = Revision(source, source)
    for number, step in enumerate(plan):
        revision = revise(revision, lay_out(step, revision.text), f"fix {number}")
    return revision
