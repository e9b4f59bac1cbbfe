"""The measure of what editors would print."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.editors import LABELS, Editor, Judged, judge, load_editors
from benchmarks.nuggets import Nugget, Span

FELL, AGAIN, COST, VAGUE, COLOUR = (Span("one", at * 100, at * 100 + 80) for at in range(5))
EDITOR = Editor(page=(FELL, COST), fine=(AGAIN,), leans=(VAGUE,))
NUGGETS = (Nugget("the bridge fell", 4, ((FELL, AGAIN),)), Nugget("it cost 3 million", 2, ((COST,),)))


def test_a_line_is_of_use_if_an_editor_prints_it_and_it_tells_something_new() -> None:
    assert judge([FELL, COST], EDITOR, NUGGETS) == Judged(2, 2, 2, 0, 0, 0, 0, 2, 2)
    assert judge([FELL, AGAIN, VAGUE, COLOUR], EDITOR, NUGGETS) == Judged(4, 1, 2, 1, 1, 0, 0, 2, 1)


def test_what_tells_no_nugget_repeats_none() -> None:
    assert judge([FELL, AGAIN], EDITOR, ()) == Judged(2, 2, 2, 0, 0, 0, 0, 2, 1)


def test_a_line_is_good_if_it_is_the_first_on_its_matter_and_not_out_of_date() -> None:
    editor = Editor((FELL, COST), (AGAIN, COLOUR), (VAGUE,), same=((FELL, AGAIN),), stale=(COLOUR,))
    # The editor would print the one or the other.
    both = judge([AGAIN, FELL, COLOUR, VAGUE], editor, ())
    assert (both.good, both.of_page, both.again, both.stale) == (1, 1, 1, 1)
    alone = judge([COST, FELL], editor, ())
    assert (alone.good, alone.of_page, alone.again, alone.stale) == (2, 2, 0, 0)


def test_half_of_a_sentence_stands_for_it() -> None:
    assert judge([Span("one", 0, 40)], EDITOR, NUGGETS).useful == 1
    assert judge([Span("one", 0, 39)], EDITOR, NUGGETS).printed == 0
    assert judge([Span("two", 0, 80)], EDITOR, NUGGETS).printed == 0


def test_labels_are_read_by_their_topic(tmp_path: Path) -> None:
    label = {"topic": "bridge", "editors": [{"page": [["one", 0, 80]], "fine": [], "leans": [["one", 300, 380]]}]}
    (tmp_path / "bridge.json").write_text(json.dumps(label), encoding="utf-8")
    assert load_editors(tmp_path) == {"bridge": (Editor((FELL,), (), (VAGUE,)),)}


def test_an_editor_keeps_to_his_own_page_of_20_sentences() -> None:
    editors = load_editors(LABELS)
    assert sum(map(len, editors.values())) > len(editors) == 22
    for one in (one for of_topic in editors.values() for one in of_topic):
        assert 10 <= len(one.page) <= 20
        assert not {*one.page} & {*one.fine, *one.leans}
        told = [span for spans in one.same for span in spans]
        assert len(told) == len({*told})
        assert {*told} <= {*one.page, *one.fine}
    assert sum(1 for of_topic in editors.values() for one in of_topic if one.same) == len(editors)
