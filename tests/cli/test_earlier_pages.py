"""A front page leads to what was told before, where that day's page lies beside it."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from calling import call, put_files
from pile_of_articles import make_articles

MONDAY, TUESDAY = "2031-03-03", "2031-03-04"
EARLIER, PAGE = Path(f"outputs/{MONDAY}-desk.html"), Path(f"outputs/{TUESDAY}-desk.html")
SETTINGS = '[briefing.desk]\nplaces = ["pile"]\nformats = ["html", "json", "md"]\nstories = true\n'
SETTINGS += '[history]\npath = "history.db"\n'


def write_day(day: str) -> None:
    for number, one in enumerate(make_articles(day)[:9]):
        head = f"---\noutlet: {one.outlet}\ntitle: {json.dumps(one.title)}\npublished: {day}\n---\n"
        put_files(Path("pile"), {f"{day}-{number}.md": f"{head}{one.text} It is the report of {day}.\n"})


def make_page(day: str) -> None:
    write_day(day)
    run = call("brief", "--name", "desk", "--since", day, "--date", day)
    assert run.status == 0, run.err


@pytest.fixture
def pages(desk: Path) -> Path:
    """Return the folder with the pages of two days."""
    put_files(desk, {"summarizer.toml": SETTINGS})
    make_page(MONDAY)
    make_page(TUESDAY)
    return desk / "outputs"


def test_a_story_told_before_leads_to_its_place_on_that_day_s_page(pages: Path) -> None:
    page, earlier = PAGE.read_text(encoding="utf-8"), EARLIER.read_text(encoding="utf-8")
    links = re.findall(rf'<a href="{MONDAY}-desk\.html#(told-[^"]+)">([^<]+)</a>', page)
    assert links
    assert all(f'id="{anchor}"' in earlier for anchor, _ in links)
    assert {"Monday", "3 March 2031"} <= {label for _, label in links}
    assert ".html#told-" not in PAGE.with_suffix(".md").read_text(encoding="utf-8")
    assert ".html#told-" not in earlier
    for place in (PAGE, PAGE.with_suffix(".json")):
        run = call("verify", place)
        assert run.status == 0, run.out + run.err


def test_a_damaged_edition_of_another_briefing_says_nothing_against_a_page(pages: Path) -> None:
    with closing(sqlite3.connect("history.db")) as connection, connection:
        row = ("aaa", TUESDAY, TUESDAY, "{")
        connection.execute("INSERT INTO editions (name, date, made, briefing) VALUES (?, ?, ?, ?)", row)
    place = PAGE.with_suffix(".json")
    run = call("verify", place)
    assert run.status == 0, run.err
    assert call("history", "show", TUESDAY, "--name", "aaa").status != 0


def test_where_no_page_lies_beside_nothing_leads_there(pages: Path) -> None:
    EARLIER.unlink()
    assert call("brief", "--name", "desk", "--since", TUESDAY, "--date", TUESDAY).status == 0
    assert ".html#told-" not in PAGE.read_text(encoding="utf-8")
    assert "pages" not in json.loads(PAGE.with_suffix(".json").read_text(encoding="utf-8"))


def test_pages_that_are_called_by_their_titles_find_each_other(desk: Path) -> None:
    for day in (MONDAY, TUESDAY):
        write_day(day)
        assert call("brief", "pile", "--stories", "--since", day, "--date", day, "-f", "html", "-f", "json").status == 0
    page = (desk / f"outputs/{TUESDAY}-the-news-of-4-march-2031.html").read_text(encoding="utf-8")
    assert f'href="{MONDAY}-the-news-of-3-march-2031.html#told-' in page


_FORGED = (
    ({MONDAY: f"{MONDAY}-other"}, "is no edition of this page"),
    ({"2031-03-01": "2031-03-01-desk"}, "on which none of its stories was told"),
    ({MONDAY: f"{TUESDAY}-desk"}, "is no file of that day's edition"),
    ({MONDAY: f"{MONDAY}-/../x"}, "is no file of that day's edition"),
    ({MONDAY: f"{MONDAY}-x.y"}, "is no file of that day's edition"),
)


def test_a_page_that_leads_elsewhere_is_refused(pages: Path) -> None:
    path = PAGE.with_suffix(".json")
    record = json.loads(path.read_text(encoding="utf-8"))
    assert record["pages"] == {MONDAY: f"{MONDAY}-desk"}
    for forged, said in _FORGED:
        path.write_text(json.dumps({**record, "pages": forged}), encoding="utf-8")
        run = call("verify", path)
        assert run.status in (1, 2)
        assert said in run.out + run.err


@pytest.mark.parametrize("day", ["foo", "2031-02-29", f"{TUESDAY} ", "20310304", "/../x"])
@pytest.mark.parametrize("of_story", [False, True])
def test_a_date_that_is_no_day_does_not_hold_though_no_history_knows_it(pages: Path, day: str, of_story: bool) -> None:
    path = PAGE.with_suffix(".json")
    record = json.loads(path.read_text(encoding="utf-8"))
    told = next(story for story in record["stories"] if story.get("earlier"))
    (told["earlier"][0] if of_story else record)["date"] = day
    path.write_text(json.dumps(record), encoding="utf-8")
    run = call("verify", path, "-q")
    assert run.status == 1
    assert f"“{day.strip()}" in run.out
    assert "is no day of the calendar" in run.out


def test_that_a_page_leads_to_fewer_pages_than_it_might_is_told(pages: Path) -> None:
    path = PAGE.with_suffix(".json")
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**record, "pages": {}}), encoding="utf-8")
    told = f"notice   pages: {MONDAY}-desk told its stories, and it does not lead there: that it was made so is not"
    run = call("verify", path)
    assert (run.status, told in run.err) == (0, True), run.err
    # The history keeps the edition as it was made.
    EARLIER.unlink()
    assert told in call("verify", path).err
    with closing(sqlite3.connect("history.db")) as connection, connection:
        del record["pages"]
        connection.execute("UPDATE editions SET briefing = ? WHERE date = ?", (json.dumps(record), TUESDAY))
    run = call("verify", path)
    assert (run.status, "it does not lead there" in run.err) == (0, False), run.err
