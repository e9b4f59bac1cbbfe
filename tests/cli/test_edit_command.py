"""``summarizer edit``: what an editor does to a page, and what becomes of its files, its edition and its proof."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from calling import DATE, STORY, brief, call, find_one, put_files, read_json, read_lines

FORMATS = ("md", "html", "txt", "json", "jsonld")
BY = ("--by", "Ines Falk")


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SUMMARIZER_EDITOR", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def made(desk: Path) -> Path:
    """Return the JSON of the story's briefing, beside its pages."""
    assert brief("news", "-l", "100%", "-f", ",".join(FORMATS), "-q").status == 0
    return find_one("outputs", ".json")


def read_files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path("outputs").iterdir()}


def texts() -> list[str]:
    return [line["text"] for line in read_lines()]


def verify(made: Path) -> tuple[int, str]:
    run = call("verify", made)
    return run.status, run.out + run.err


def test_a_line_is_left_out_of_all_pages_and_the_rest_still_proves(made: Path) -> None:
    run = call("edit", made, "--drop", "bread and milk", *BY)
    assert run.status == 0, run.err
    assert [line for line in run.err.splitlines() if line.startswith("written")] == [
        f"written  {made.with_suffix(f'.{name}')}" for name in ("json", "md", "html", "txt", "jsonld")
    ]
    assert all(b"bread and milk" not in text for name, text in read_files().items() if name != made.name)
    assert read_json()["length"]["sentences"] == len(texts())
    status, told = verify(made)
    assert status == 0
    assert "done by hand, by Ines Falk, on 20" in told
    assert "“The shops on the outer islands have bread and milk for about three days.” is left out" in told
    assert told.endswith("all holds but what was done by hand: 1 edit, told above\n")
    for name in ("md", "html", "txt", "jsonld"):
        assert call("verify", made.with_suffix(f".{name}")).status == 0


def test_the_feed_of_the_folder_has_the_page_as_edited(desk: Path) -> None:
    assert brief("news", "-l", "100%", "-f", "md,json,atom,jsonfeed,index", "-q").status == 0
    (made,) = Path("outputs").glob("2031-*.json")
    before = {path.name: path.read_bytes() for path in Path("outputs").iterdir() if "feed" in path.name}
    assert any(b"bread and milk" in text for text in before.values())
    assert call("edit", made, "--drop", "bread and milk", *BY).status == 0
    after = {path.name: path.read_bytes() for path in Path("outputs").iterdir() if "feed" in path.name}
    assert after.keys() == before.keys()
    assert not any(b"bread and milk" in text for text in after.values())


def test_a_pinned_line_is_the_first_of_the_page(made: Path) -> None:
    assert call("edit", made, "--pin", "begin again on Saturday", "--pin", "bread and milk", *BY).status == 0
    page = made.with_suffix(".txt").read_text()
    assert page.index("Saturday") < page.index("bread and milk") < page.index("walked out")


def test_a_moved_line_stands_where_it_was_put_and_says_so(made: Path) -> None:
    sections = {section["id"]: section for section in read_json()["sections"]}
    line = (
        next(line for line in sections["said"]["sentences"] if "four percent" in line["text"])
        if "said" in sections
        else read_lines()[0]
    )
    target = next(one["id"] for one in read_json()["sections"] if line not in one["sentences"])
    assert call("edit", made, "--move", f"{line['cluster']}={target}:1", *BY).status == 0
    record = read_json()
    moved = next(one for one in record["sections"] if one["id"] == target)["sentences"][0]
    assert (moved["text"], moved["by_hand"]) == (line["text"], ["moved"])
    assert "moved here by hand" in made.with_suffix(".md").read_text()
    assert verify(made)[0] == 0


def test_a_corrected_outlet_is_marked_wherever_it_is_named(made: Path) -> None:
    assert call("edit", made, "--outlet", "radio.txt=Radio Norvik", *BY).status == 0
    page = made.with_suffix(".md").read_text()
    assert "Radio Norvik‡" in page
    assert "unknown" not in page
    assert "‡ By hand: an outlet’s name that was corrected" in page
    assert "Edited by hand: Ines Falk (" in page
    assert "Radio Norvik (corrected by hand)" in made.with_suffix(".txt").read_text()
    status, told = verify(made)
    assert (status, "the outlet of news/radio.txt is “Radio Norvik” instead of “unknown (radio.txt)”" in told) == (
        0,
        True,
    )


def test_one_name_for_two_outlets_counts_them_once(desk: Path) -> None:
    said = "Transport minister Ada Lund called the strike in Norvik a blow to the islands."
    put_files(desk / "news", {"mail.md": f"---\noutlet: Isle Mail\npublished: 2031-03-04\n---\n{said}\n"})
    assert brief("news", "-l", "100%", "-q").status == 0
    made = find_one("outputs", ".json")
    line = next(line for line in read_lines() if line["origins"] == 2)
    assert call("edit", made, "--outlet", "mail.md=Harbour Post", *BY).status == 0
    changed = next(one for one in read_lines() if one["cluster"] == line["cluster"])
    assert (changed["outlets"], changed["origins"]) == (["Harbour Post"], 1)
    assert verify(made)[0] == 0


def test_a_credit_that_is_taken_back_is_near_and_not_counted(made: Path) -> None:
    line = next(line for line in read_lines() if line["also"])
    other = line["also"][0]["outlet"]
    assert call("edit", made, "--uncredit", f"{line['cluster']}={other}", *BY).status == 0
    changed = next(one for one in read_lines() if one["cluster"] == line["cluster"])
    assert (changed["also"], [near["outlet"] for near in changed["related"]], changed["origins"]) == ([], [other], 1)
    assert "corrected by hand" in made.with_suffix(".html").read_text()
    assert verify(made)[0] == 0


def test_a_heading_is_shown_to_be_the_editors_own(made: Path) -> None:
    line = next(line for line in read_lines() if not line.get("key") and "bread" in line["text"])
    assert call("edit", made, "--heading", f"{line['cluster']}=On the islands", *BY).status == 0
    assert "**On the islands‡**" in made.with_suffix(".md").read_text()
    assert verify(made)[0] == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Three dead: minister resigns", "has “:” in it"),
        ("“We give in”", "has ““” in it"),
        ("3 dead", "has “3” in it"),
        ("Four dead", "no figures, in words neither"),
        ("Dead: 五十", "has “五” in it"),
        ("The minister resigns.", "has “.” in it"),
        ("What Island Times hides", "names no outlet"),
        ("What Islаnd Tіmes hides", "names no outlet"),
        ("Reuters confirms defeat", "names no outlet: “Reuters”"),
        ("Isl\u200band Times is right", "a sign that nobody sees"),
        ("The minister：no", "has “：” in it"),
        ("The minister resigns。", "has “。” in it"),
        ("Dead in Norvik ③", "has “③” in it"),
        ("The crews ‘give in’", "has “‘” in it"),
        ("one two three four five six seven eight nine", "more than 8 words"),
        ("", "is not a heading"),
    ],
)
def test_a_heading_that_quotes_or_tells_a_claim_is_refused(made: Path, text: str, told: str) -> None:
    before = read_files()
    run = call("edit", made, "--heading", f"bread and milk={text}", *BY)
    assert (run.status, told in run.err) == (2, True), run.err
    assert read_files() == before


def test_what_is_taken_back_leaves_the_very_files_as_they_were(made: Path) -> None:
    before = read_files()
    assert call("edit", made, "--drop", "bread and milk", "--pin", "four percent", *BY).status == 0
    assert call("edit", made, "--undo", "1").status == 0
    assert [edit["what"] for edit in read_json()["edited"]] == ["pin"]
    assert call("edit", made, "--undo", "last").status == 0
    assert read_files() == before
    assert "nothing was done by hand" in call("edit", made, "--undo", "all").err


def test_without_an_option_lines_are_listed_by_what_names_them(made: Path) -> None:
    run = call("edit", made)
    assert run.status == 0
    for line in read_lines():
        assert f"{line['cluster']:<5} {line['article']}:{line['start']}" in run.out
    for name in (read_lines()[0]["cluster"], f"{read_lines()[0]['article']}:{read_lines()[0]['start']}"):
        assert call("edit", made, "--pin", name, *BY, "-q").status == 0
        assert call("edit", made, "--undo", "all", "-q").status == 0


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--drop", "the", *BY], "things; name one of them by its place:\n  a"),
        (["--drop", "no such words", *BY], "no printed line is or holds “no such words”"),
        (["--drop", "four percent"], "nobody is named who edits"),
        (["--drop", "four percent", "--by", "“x”"], "is not the name of an editor"),
        (["--move", "four percent", *BY], "is not LINE=SECTION"),
        (["--move", "four percent=nowhere", *BY], "there is no section “nowhere”"),
        (["--move", "four percent=99", *BY], "the section has no place 99"),
        (["--outlet", "nothing.md=Post", *BY], "no article is “nothing.md”"),
        (["--outlet", "times.md=Island Times", *BY], "it is so already"),
        (["--outlet", "times.md=Reuters†", *BY], "is not the name of an outlet: it has “†” in it"),
        (["--outlet", "times.md=", *BY], "is not the name of an outlet: it is empty"),
        (["--uncredit", "four percent=BBC", *BY], "“BBC” is not named for it"),
        (["--undo", "1"], "nothing was done by hand"),
        (["--undo", "1", "--drop", "four percent"], "takes back, and does nothing else"),
        (["--drop", "four percent", "--drop", "four percent", *BY], "edit 2 (drop): the line is not on the page"),
        (["--name", "nobody"], "there is no briefing “nobody”"),
    ],
)
def test_what_cannot_be_done_is_one_message_and_changes_nothing(made: Path, options: list[str], told: str) -> None:
    before = read_files()
    run = call("edit", made, *options)
    assert (run.status, run.out, told in run.err) == (2, "", True), run.err
    assert read_files() == before


def test_a_page_that_somebody_changed_is_not_written_over(made: Path) -> None:
    page = made.with_suffix(".md")
    page.write_text(page.read_text() + "A note of ours.\n")
    before = read_files()
    run = call("edit", made, "--drop", "bread and milk", *BY)
    assert (run.status, "would be lost" in run.err) == (2, True)
    assert read_files() == before


def test_the_editor_may_be_named_by_the_environment_or_the_settings(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_files(Path(), {"summarizer.toml": 'editor = "Bo Lund"\n'})
    assert call("edit", made, "--drop", "bread and milk").status == 0
    monkeypatch.setenv("SUMMARIZER_EDITOR", "Ann Berg")
    assert call("edit", made, "--pin", "four percent").status == 0
    assert [edit["by"] for edit in read_json()["edited"]] == ["Bo Lund", "Ann Berg"]


EDITS = """by = "Ines Falk"

[[edit]]
drop = "bread and milk"

[[edit]]
outlet = "radio.txt"
name = "Radio Norvik"
"""


def test_a_file_of_edits_beside_the_page_says_all_that_is_done(made: Path) -> None:
    before = read_files()
    beside = made.with_suffix(".edit.toml")
    beside.write_text(EDITS)
    assert call("edit", made).status == 0
    first = read_json()["edited"]
    assert [edit["what"] for edit in first] == ["drop", "outlet"]
    assert call("edit", made).status == 0
    assert read_json()["edited"] == first
    beside.write_text(EDITS.replace("bread and milk", "four percent"))
    run = call("edit", made)
    assert "does not have 1 edit that was done: it is undone" in run.err
    assert "bread and milk" in "".join(texts())
    assert verify(made)[0] == 0
    beside.write_text("")
    assert call("edit", made, *BY).status == 0
    beside.unlink()
    assert read_files() == before


def test_edits_are_printed_as_json(made: Path) -> None:
    run = call("edit", made, "--drop", "bread and milk", *BY, "--json", "-q")
    edit: dict[str, Any] = json.loads(run.out)
    assert (edit["number"], edit["what"], edit["by"], edit["after"]) == (1, "drop", "Ines Falk", "")


def test_an_explanation_is_that_of_the_page_as_it_was_made(made: Path) -> None:
    assert call("edit", made, "--drop", "bread and milk", *BY).status == 0
    run = call("explain", made, "bread and milk")
    assert run.status == 0
    assert "done by hand, by Ines Falk" in run.err
    assert "printed" in run.out
    assert "problem" not in run.err


SETTINGS = (
    'places = ["news"]\nnew_only = true\nlength = "40"\nformats = ["md", "json"]\neditor = "Ines Falk"\n'
    '[history]\npath = "history.db"\n[mail]\nserver = "maildir:post"\nsender = "desk@a.example"\nto = ["b@a.example"]\n'
)


@pytest.mark.parametrize("more", ["", "stories = true\n"], ids=["briefing", "front page"])
def test_an_edition_is_mailed_as_edited_and_what_was_left_out_was_not_told(desk: Path, more: str) -> None:
    put_files(desk, {"summarizer.toml": more + SETTINGS})
    assert call("brief", "--date", DATE, "-q").status == 0
    made = find_one("outputs", ".json")
    run = call("edit", made, "--drop", "four percent")
    assert f"kept     the edition of {DATE} of “briefing”, as edited" in run.err
    assert call("verify", made).status == 0
    assert call("send", "--date", DATE, "-q").status == 0
    (mail,) = Path("post/new").iterdir()
    assert "four percent" not in mail.read_text()
    assert "Edited by hand" in mail.read_text()
    assert "its mail was queued or sent before" in call("edit", made, "--undo", "last").err
    assert call("edit", made, "--drop", "four percent", "-q").status == 0
    # What was read and left out is no news on the next day either; what others say of it is.
    said = "“We will not go back for four percent,” said union leader Per Moe once more on the quay of Norvik.\n"
    put_files(desk / "news", {"mail.md": f"---\noutlet: Isle Mail\npublished: 2031-03-06\n---\n{said}"})
    assert call("brief", "--date", "2031-03-06", "-q").status == 0
    page = next(Path("outputs").glob("2031-03-06-*.md")).read_text()
    assert STORY["post.md"].splitlines()[-1] not in page
    assert more or "on the quay of Norvik" in page
    assert "Update" not in page
    assert call("verify", made).status == 0


def test_a_copy_may_be_edited_and_the_edition_stays_as_it_was(desk: Path) -> None:
    put_files(desk, {"summarizer.toml": SETTINGS})
    assert call("brief", "--date", DATE, "-q").status == 0
    made = find_one("outputs", ".json")
    before = read_files(), call("history", "export").out
    put_files(desk, {f"drafts/{made.name}": made.read_text(), "outputs/mine.json": made.read_text()})
    for copy in (f"drafts/{made.name}", "outputs/mine.json"):
        run = call("edit", copy, "--drop", "four percent")
        assert f"a copy of the edition of {DATE} of “briefing”, which stays as it was; --name briefing keeps" in run.err
        assert call("verify", copy).status == 0
    Path("outputs/mine.json").unlink()
    assert (read_files(), call("history", "export").out) == before
    assert call("edit", f"drafts/{made.name}", "--undo", "all", "-q").status == 0
    run = call("edit", f"drafts/{made.name}", "--drop", "four percent", "--name", "briefing")
    assert f"kept     the edition of {DATE} of “briefing”, as edited" in run.err


def test_a_plain_page_is_kept_as_the_edition_that_is_named(desk: Path) -> None:
    put_files(desk, {"summarizer.toml": SETTINGS.replace("new_only = true\n", "")})
    assert call("brief", "--date", DATE, "-q").status == 0
    made = find_one("outputs", ".json")
    assert call("edit", made, "--drop", "four percent", "--name", "briefing").status == 0
    assert call("send", "--date", DATE, "-q").status == 0
    (mail,) = Path("post/new").iterdir()
    assert "four percent" not in mail.read_text()
    assert call("verify", made).status == 0


def test_a_page_that_no_history_keeps_is_made_anew_over_its_edits_only_where_that_is_asked(made: Path) -> None:
    assert call("edit", made, "--drop", "bread and milk", *BY).status == 0
    before = read_files()
    run = brief("news", "-l", "100%", "-f", "md")
    assert run.status == 2
    assert f"{made}: has 1 edit by hand, which would be lost; nothing is written" in run.err
    assert "--again makes it anew" in run.err
    assert read_files() == before
    shown = brief("news", "-l", "100%", "-f", "md", "--stdout")
    assert (shown.status, read_files() == before) == (0, True)
    assert "bread and milk" in shown.out
    run = brief("news", "-l", "100%", "-f", ",".join(FORMATS), "--again")
    assert run.status == 0
    assert f"{made}: 1 edit by hand undone, as it is made anew; `summarizer edit {made}` does again" in run.err
    assert "bread and milk" in made.with_suffix(".md").read_text()
    assert "edited" not in json.loads(made.read_text())


def test_the_same_edited_page_is_written_again(desk: Path) -> None:
    put_files(desk, {"summarizer.toml": SETTINGS})
    assert call("brief", "--date", DATE, "-q").status == 0
    made = find_one("outputs", ".json")
    assert call("edit", made, "--drop", "four percent").status == 0
    before = read_files()
    run = call("brief", "--date", DATE)
    assert (run.status, read_files() == before) == (0, True)
    assert "by hand undone" not in run.err


def test_an_edition_that_would_lose_edits_is_neither_mailed_nor_kept(desk: Path) -> None:
    put_files(desk, {"summarizer.toml": SETTINGS.replace("new_only = true\n", "")})
    assert call("brief", "--date", DATE, "-q").status == 0
    made = find_one("outputs", ".json")
    assert call("edit", made, "--drop", "four percent").status == 0
    before = read_files()
    run = call("send", "--date", DATE)
    assert run.status == 2
    assert f"`summarizer edit {made} --name NAME` keeps and mails it as it is" in run.err
    assert not list(Path("post").glob("new/*"))
    assert "no edition" in call("history").err + call("history").out
    assert call("edit", made, "--name", "briefing").status == 0
    assert call("send", "--date", DATE, "-q").status == 0
    (mail,) = Path("post/new").iterdir()
    assert "four percent" not in mail.read_text()
    assert read_files() == before


@pytest.mark.parametrize("text", ["", "{", "[]", '{"edited": 3}', '{"edited": []}', "[" * 100_000, "\0"])
def test_a_file_that_is_no_edited_page_is_replaced(made: Path, text: str) -> None:
    made.write_text(text, encoding="utf-8")
    assert brief("news", "-l", "100%", "-q").status == 0
    assert read_lines()
