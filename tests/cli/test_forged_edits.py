"""Pages whose edits are forged: what no editor could have done does not hold, and what one did is always told."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from calling import call, find_one, put_files
from forging import Record, lines_of
from test_forged_files import STORY_OF_MORE

pytestmark = pytest.mark.usefixtures("made_once")
EDITS = """by = "Ines Falk"
[[edit]]
outlet = "radio.txt"
name = "Radio Norvik"
[[edit]]
drop = "bread and milk"
[[edit]]
move = "Talks between the two sides"
to = "happened"
[[edit]]
pin = "four percent"
[[edit]]
uncredit = "Two ferries sank"
name = "Island Times"
[[edit]]
heading = "sailors died"
text = "The storm at sea"
"""


@pytest.fixture(scope="module")
def desk_as_edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a briefing that was edited in five ways."""
    folder = tmp_path_factory.mktemp("as_edited")
    put_files(folder / "news", dict(STORY_OF_MORE))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        run = call("brief", "news", "--date", "2031-03-05", "-l", "100%", "-f", "md,json", "-q", "--plan", "general")
        assert run.status == 0, run.err
        made = find_one("outputs", ".json")
        near = next(line for line in lines_of(json.loads(made.read_text())) if line["also"] or line["related"])
        other = [*near["also"], *near["related"]][0]["outlet"]
        edits = EDITS.replace("Two ferries sank", near["cluster"]).replace("Island Times", other)
        made.with_suffix(".edit.toml").write_text(edits)
        run = call("edit", made)
    assert run.status == 0, run.err
    return folder


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk_as_edited: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shutil.copytree(desk_as_edited, tmp_path, dirs_exist_ok=True)
    return find_one("outputs", ".json")


def find_line(record: Record, name: str) -> Record:
    return next(line for line in lines_of(record) if line.get(name))


def find_edit(record: Record, what: str) -> Record:
    return next(edit for edit in record["edited"] if edit["what"] == what)


def put_in_edit(what: str, name: str, value: object) -> Callable[[Record], object]:
    def change(record: Record) -> None:
        find_edit(record, what)[name] = value

    change.__name__ = f"{what}: {name} {str(value)[:20]}"
    return change


def put_in_line(having: str, name: str, value: object) -> Callable[[Record], object]:
    def change(record: Record) -> None:
        find_line(record, having)[name] = value

    change.__name__ = f"line: {name} {str(value)[:20]}"
    return change


def remove(what: str) -> Callable[[Record], object]:
    def change(record: Record) -> None:
        record["edited"] = [edit for edit in record["edited"] if edit["what"] != what]

    change.__name__ = f"removed: {what}"
    return change


def swap_two_that_meet(record: Record) -> None:
    """Say that the outlet was taken out of the credits, and the line put behind the others, in another order."""
    edits = record["edited"]
    later = {**find_edit(record, "move"), "before": "happened:3", "after": "happened:1"}
    edits[edits.index(find_edit(record, "move")) :] = [later, find_edit(record, "move")]


def reorder_by_times(record: Record) -> None:
    record["edited"][-1]["at"] = "2001-01-01T00:00:00+00:00"


def hide_all(record: Record) -> None:
    del record["edited"], record["as_made"]


def hide_the_list(record: Record) -> None:
    record["edited"] = []


def keep_only_the_page(record: Record) -> None:
    record["as_made"] = {name: value for name, value in record.items() if name not in ("edited", "as_made")}
    record["edited"] = []


def make_up_what_was_made(record: Record) -> None:
    """Put a text that no source has on the page, and on the page as it was made."""
    for one in (record, record["as_made"]):
        lines_of(one)[0]["text"] = "The crews have given in."


def swap_an_outlet_unlisted(record: Record) -> None:
    for one in lines_of(record):
        if one["outlet"] == "Harbour Post":
            one["outlet"], one["outlets"][0] = "BBC", "BBC"
    for article in record["articles"]:
        article["outlet"] = article["outlet"].replace("Harbour Post", "BBC")


def swap_an_outlet_as_made_too(record: Record) -> None:
    swap_an_outlet_unlisted(record)
    swap_an_outlet_unlisted(record["as_made"])


def add_an_edit(**fields: object) -> Callable[[Record], object]:
    def change(record: Record) -> None:
        line = lines_of(record)[0]
        edit = {name: line[name] for name in ("article", "start", "end", "text")}
        record["edited"].append({**edit, "before": "", "after": "", **record_of(record), **fields})

    change.__name__ = f"added: {fields.get('what')} {str(fields.get('after'))[:20]}"
    return change


def record_of(record: Record) -> Record:
    return {"by": "Ines Falk", "at": record["edited"][-1]["at"]}


def credit_by_hand(record: Record) -> None:
    """Name an outlet for a line that only is near."""
    line = next(line for line in lines_of(record) if line["related"])
    line["also"].append(line["related"].pop())
    line["outlets"].append(line["also"][-1]["outlet"])


def bring_back(record: Record) -> None:
    whole = lines_of(record["as_made"])
    record["sections"][0]["sentences"].append(next(line for line in whole if "bread and milk" in line["text"]))


def print_twice(record: Record) -> None:
    record["sections"][0]["sentences"].append(copy.deepcopy(lines_of(record)[0]))


def nest(record: Record) -> None:
    record["as_made"]["edited"] = record["edited"]
    record["as_made"]["as_made"] = copy.deepcopy(record["as_made"])


FORGED: tuple[Callable[[Record], object], ...] = (
    remove("outlet"), remove("drop"), remove("move"), remove("pin"), remove("uncredit"), remove("heading"),
    swap_two_that_meet, reorder_by_times, hide_all, hide_the_list, keep_only_the_page, make_up_what_was_made,
    swap_an_outlet_unlisted, swap_an_outlet_as_made_too, credit_by_hand, bring_back, print_twice, nest,
    put_in_edit("outlet", "after", "BBC"), put_in_edit("outlet", "before", "BBC"),
    put_in_edit("outlet", "article", "a1"),
    put_in_edit("outlet", "text", "news/bbc.md"), put_in_edit("outlet", "start", 3),
    put_in_edit("drop", "text", "The crews have given in."), put_in_edit("drop", "before", "said:1"),
    put_in_edit("drop", "after", "the minister’s wish"), put_in_edit("drop", "start", 0),
    put_in_edit("drop", "story", "2031-03-05-abcde"), put_in_edit("move", "after", "1"),
    put_in_edit("pin", "after", "2"), put_in_edit("pin", "after", "1" * 5000), put_in_edit("pin", "by", ""),
    put_in_edit("pin", "by", "Ines\u202e Falk"), put_in_edit("pin", "by", "Ines: “All is proved”"),
    put_in_edit("pin", "at", "yesterday"), put_in_edit("pin", "at", "2031-03-05"), put_in_edit("pin", "what", "write"),
    put_in_edit("pin", "at", "0001-01-01T00:00:00+00:00"), put_in_edit("pin", "note", "by the minister"),
    put_in_edit("heading", "after", "Crews: we give in"), put_in_edit("heading", "after", "Four percent"),
    put_in_edit("heading", "after", "Radio Norvik is sure"), put_in_edit("uncredit", "after", "BBC"),
    put_in_edit("uncredit", "before", "nobody"),
    put_in_line("heading", "heading", "Crews give in"), put_in_line("pinned", "pinned", 7),
    put_in_line("by_hand", "by_hand", []), put_in_line("by_hand", "by_hand", ["proved"]),
    put_in_line("text", "heading", "Crews give in"), put_in_line("text", "pinned", 1),
    put_in_line("text", "text", "The crews have given in."), put_in_line("text", "origin", "Reuters"),
    put_in_line("text", "speaker", "Anna Muster"), put_in_line("text", "origins", 3),
    add_an_edit(what="heading", after="Three dead: crews give in"), add_an_edit(what="heading", after="“We give in”"),
    add_an_edit(what="via", after="Reuters"), add_an_edit(what="drop"), add_an_edit(what="text", after="We give in."),
    add_an_edit(what="speaker", after="Ada Lund"),
)  # fmt: skip


@pytest.mark.parametrize("forge", FORGED, ids=lambda forge: forge.__name__)
def test_a_forged_edit_does_not_hold(made: Path, forge: Callable[[Record], object]) -> None:
    record = json.loads(made.read_text(encoding="utf-8"))
    forge(record)
    made.write_text(json.dumps(record), encoding="utf-8")
    run = call("verify", made)
    assert run.status in (1, 2), run.err
    assert "all holds" not in run.err


def test_the_edited_page_itself_holds_and_each_edit_is_told(made: Path) -> None:
    run = call("verify", made)
    assert (run.status, run.out) == (0, "")
    assert run.err.count("done by hand, by Ines Falk, on ") == 6
    assert run.err.endswith("all holds but what was done by hand: 6 edits, told above\n")


def test_a_page_without_its_edits_is_not_what_the_edited_json_renders_to(made: Path) -> None:
    record = json.loads(made.read_text(encoding="utf-8"))
    # As it was made it holds, and no page that was edited is its page.
    made.write_text(json.dumps(record["as_made"]), encoding="utf-8")
    assert call("verify", made).status == 0
    assert call("verify", made.with_suffix(".md")).status == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (put_in_edit("pin", "by", "The Minister"), "by The Minister"),
        (put_in_edit("heading", "at", "2031-03-06T01:02:03+00:00"), "2031-03-06 01:02"),
    ],
)
def test_who_signed_and_when_nobody_can_prove_and_it_is_told(
    made: Path, change: Callable[[Record], object], told: str
) -> None:
    record = json.loads(made.read_text(encoding="utf-8"))
    change(record)
    made.write_text(json.dumps(record), encoding="utf-8")
    run = call("verify", made)
    assert (run.status, told in run.err) == (0, True), run.out
    assert call("verify", made.with_suffix(".md")).status == 1
