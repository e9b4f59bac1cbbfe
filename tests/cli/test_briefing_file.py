"""``summarizer render`` and ``summarizer verify``: a briefing's JSON, rendered again and proved."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from calling import HOUSE, POST, STORY, TIMES, brief, call, find_one, put_files, read_json, read_lines

from summarizer.sources.readers import SOURCES

FORMATS = ("md", "html", "txt", "json")
CASES = HOUSE / "tests" / "cases" / "sources"
GONE = "the source is gone: there is no such file (its path counts from this folder, or from --root)"
Record = dict[str, Any]


@pytest.fixture
def made(desk: Path) -> Path:
    """Give the JSON of the story's briefing, in ``outputs`` beside ``news``."""
    assert brief("news", "-l", "100%", "-f", ",".join(FORMATS), "-q").status == 0
    return find_one("outputs", ".json")


def verify(made: Path | str, *args: str | Path, stdin: bytes | None = None) -> list[str]:
    """Give the failures that ``verify`` tells, one a line; the exit status must fit them."""
    run = call("verify", made, *args, stdin=stdin)
    failures = run.out.splitlines()
    assert run.status == (1 if failures else 0), run.err
    assert run.err.endswith(f"failed   {len(failures)}\n" if failures else "all holds\n")
    return failures


def edit(made: Path, change: Callable[[Record], None]) -> None:
    record = json.loads(made.read_text(encoding="utf-8"))
    change(record)
    made.write_text(json.dumps(record), encoding="utf-8")


def find_line(record: Record, words: str) -> Record:
    return next(line for part in record["sections"] for line in part["sentences"] if words in line["text"])


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_rendered_from_the_json_alone_as_brief_wrote_it(made: Path, desk: Path, name: str) -> None:
    for path in (desk / "news").iterdir():
        path.unlink()
    wanted = made.with_suffix(f".{name}").read_bytes()
    assert call("render", made, "-f", name, "-o", "again", "-q").status == 0
    assert find_one("again", f".{name}").read_bytes() == wanted
    assert call("render", made, "-f", name, "--stdout").out.encode() == wanted


def test_the_sample_story_renders_again_as_it_was(desk: Path) -> None:
    assert brief(HOUSE / "articles", "-f", "md,html,txt,json").status == 0
    first = {path.name: path.read_bytes() for path in Path("outputs").iterdir()}
    assert call("render", find_one("outputs", ".json"), "-f", "md,html,txt,json", "-o", "again").status == 0
    assert {path.name: path.read_bytes() for path in Path("again").iterdir()} == first


def test_without_a_folder_the_rendering_stands_beside_the_json_as_markdown(made: Path) -> None:
    for path in made.parent.iterdir():
        if path != made:
            path.unlink()
    run = call("render", made)
    assert (run.status, run.err) == (0, f"written  {made.with_suffix('.md')}\n")
    assert sorted(made.parent.iterdir()) == [made, made.with_suffix(".md")]


def test_rendering_takes_the_users_templates(made: Path) -> None:
    put_files(Path(), {"mine.txt.j2": "{{ title }}!", "own/briefing.txt.j2": "{{ title }}?"})
    assert call("render", made, "-f", "txt", "--template", "mine.txt.j2", "--stdout").out == "Ferry crews walk out!\n"
    assert call("render", made, "-f", "txt", "--templates", "own", "--stdout").out == "Ferry crews walk out?\n"


@pytest.mark.parametrize("command", ["render", "verify"])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "no such file"),
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        (b"[]", "the whole is not an object"),
        (b'{"schema": "other/1"}', "is “other/1”"),
        (b'{"schema": "summarizer.briefing/1"}', "title is missing"),
    ],
)
def test_what_is_no_briefing_is_refused(desk: Path, command: str, content: bytes | None, told: str) -> None:
    if content is not None:
        Path("x.json").write_bytes(content)
    run = call(command, "x.json")
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("summarizer: x.json: ")
    assert told in run.err
    assert len(run.err.splitlines()) == 1


def test_a_folder_or_a_file_that_may_not_be_written_is_told(made: Path) -> None:
    assert "is a directory" in call("render", ".").err
    run = call("render", made, "-o", made)
    assert run.status == 2
    assert "this is a file, not a folder" in run.err


def test_a_fresh_briefing_is_proved(made: Path) -> None:
    run = call("verify", made)
    assert (run.status, run.out) == (0, "")
    checked, notice, beside, verdict = run.err.splitlines()
    assert re.fullmatch(r"checked  \d sentences, \d beside them, 3 sources", checked)
    assert (notice, verdict) == ("notice   only the call says the date 2031-03-05", "all holds")
    assert beside.startswith(f"notice   not looked at: {made.stem}.")
    assert call("verify", made, "-q").err == ""


def test_a_title_that_only_the_call_said_is_told_even_quietly(desk: Path) -> None:
    assert brief("news", "-f", "json", "--title", "The town is sold", "-q").status == 0
    page = find_one("outputs", ".json")
    assert "the title “The town is sold”" in call("verify", page, "-q").err
    put_files(desk, {"summarizer.toml": 'title = "The town is sold"\n'})
    assert call("verify", page, "-q").err == ""


def test_the_briefing_is_proved_from_another_folder(made: Path, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / "far" / "away").mkdir(parents=True)
    monkeypatch.chdir(desk / "far" / "away")
    # The sources' paths count from the folder that holds the briefing's, …
    assert verify(desk / made) == []
    # … and when the briefing was moved, from the folder that is named.
    moved = desk / "far" / "away" / "b.json"
    (desk / made).rename(moved)
    assert len(verify(moved)) == 3
    assert verify(moved, "--root", desk) == []
    run = call("verify", moved, "--root", "nowhere")
    assert (run.status, run.err) == (2, "summarizer: --root nowhere: there is no such folder\n")


def test_another_file_of_the_same_name_in_this_folder_does_no_harm(
    made: Path, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_files(desk / "other" / "news", {"post.md": "Something else."})
    monkeypatch.chdir(desk / "other")
    assert verify(desk / made) == []


@pytest.mark.parametrize("suffix", sorted(SOURCES))
def test_a_source_of_each_kind_is_proved(desk: Path, suffix: str) -> None:
    assert brief(CASES / f"ferry{suffix}", "-l", "100%", "-f", "json", "-q").status == 0
    assert read_lines()
    assert verify(find_one("outputs", ".json")) == []


def test_the_items_of_one_file_are_proved_one_by_one(desk: Path) -> None:
    items = [{"text": TIMES.split("---\n")[2], "outlet": "A"}, {"text": STORY["radio.txt"], "outlet": "B"}]
    put_files(desk, {"all.jsonl": "".join(f"{json.dumps(item)}\n" for item in items), "all.json": json.dumps(items)})
    for place in ("all.jsonl", "all.json"):
        assert brief(place, "-f", "json", "-o", place[3:], "-q").status == 0
        assert verify(find_one(place[3:], ".json")) == []
    put_files(desk, {"all.jsonl": json.dumps(items[0]) + "\n"})
    assert verify(find_one(".jsonl", ".json")) == [
        "all.jsonl#1: the source was altered since the briefing was made",
        "all.jsonl#2: the source holds no article number 2",
    ]


def test_outlets_from_options_and_tables_are_proved(desk: Path) -> None:
    put_files(desk, {"news/outlets.toml": '["times.md"]\noutlet = "The Isle"\n'})
    assert brief("news", "--outlet", "radio.txt=Coast Radio", "-f", "json", "-q").status == 0
    made = find_one("outputs", ".json")
    assert verify(made) == []
    put_files(desk, {"news/outlets.toml": '["times.md"]\noutlet = "Somebody"\n'})
    (failure,) = verify(made)
    assert failure == (
        "news/times.md: the briefing names the outlet “The Isle” (metadata), the source gives “Somebody” (metadata)"
    )


def test_what_came_by_standard_input_is_proved_when_it_is_given_again(desk: Path) -> None:
    text = STORY["radio.txt"].encode()
    assert brief("-", "news/post.md", "-f", "json", "-q", stdin=text).status == 0
    made = find_one("outputs", ".json")
    assert verify(made) == ["-: the source came by standard input: give the same there again"]
    assert verify(made, stdin=text) == []
    assert "-: the source was altered since the briefing was made" in verify(made, stdin=text + b"\nMore.")


def change_source(name: str, old: str, new: str) -> None:
    path = Path("news", name)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_source_with_something_added_is_told(made: Path) -> None:
    with open("news/post.md", "a", encoding="utf-8") as file:
        file.write("\nOne more line.\n")
    assert verify(made) == ["news/post.md: the source was altered since the briefing was made"]


def test_a_source_that_was_edited_is_told_with_the_sentence(made: Path) -> None:
    change_source("post.md", "four percent", "five percent")
    failures = verify(made)
    begin = "news/post.md: the source was altered since the briefing was made: its text changed (from character "
    assert failures[0].startswith(begin)
    assert len(failures) == 2
    assert "printed is “" in failures[1]
    # Of what is no article of the briefing nothing is told.
    assert "five percent" not in failures[1]
    assert failures[1].endswith("which does not stand there now")


def test_of_a_source_in_which_one_word_was_put_in_the_lines_behind_it_are_not_told(made: Path) -> None:
    change_source("post.md", "The ferry crews of Norvik walked out", "The ferry crews of Norvik all walked out")
    (told, lost) = verify(made)
    text = Path("news/post.md").read_text(encoding="utf-8")
    assert told.startswith("news/post.md: the source was altered since the briefing was made: its text changed")
    held = int(told.rpartition("character ")[2].split()[0])
    assert 0 <= held <= text.index("all walked out")
    assert "printed is “The ferry crews of Norvik walked out" in lost


def test_a_source_that_is_gone_is_told(made: Path) -> None:
    Path("news/times.md").unlink()
    assert verify(made) == [f"news/times.md: {GONE}"]


def test_a_source_that_was_moved_is_told_with_its_new_place(made: Path) -> None:
    put_files(Path("news/old"), {"x.txt": "Something else."})
    Path("news/times.md").rename("news/old/isle.md")
    assert verify(made) == ["news/times.md: the source was moved: the same file is news/old/isle.md"]


def test_a_source_that_was_cut_off_is_told(made: Path) -> None:
    path = Path("news/times.md")
    path.write_bytes(path.read_bytes()[:90])
    assert "news/times.md: the source was shortened: it ends before what is printed of it" in verify(made)
    path.write_bytes(b"")
    assert verify(made) == ["news/times.md: the source was shortened: it is empty"]


def test_a_source_that_names_another_outlet_is_told(made: Path) -> None:
    change_source("times.md", "Island Times", "Harbour Post")
    assert verify(made) == ["news/times.md: the source was altered since the briefing was made"]


def set_text(record: Record) -> None:
    find_line(record, "four percent")["text"] = "“We will not go back for forty percent,” said union leader Per Moe."


def set_offset(record: Record) -> None:
    find_line(record, "four percent")["start"] += 2


def set_end(record: Record) -> None:
    find_line(record, "four percent")["end"] = 10**9


def set_outlet(record: Record) -> None:
    find_line(record, "four percent")["outlet"] = "Island Times"


def set_article(record: Record) -> None:
    line = find_line(record, "four percent")
    line["article"] = next(a["id"] for a in record["articles"] if a["id"] != line["article"])


def set_unknown_article(record: Record) -> None:
    find_line(record, "four percent")["article"] = "a99"


def set_outlets(record: Record) -> None:
    find_line(record, "four percent")["outlets"].append("Island Times")


def set_origins(record: Record) -> None:
    find_line(record, "four percent")["origins"] = 3


def add_carrier(record: Record) -> None:
    line, other = find_line(record, "four percent"), find_line(record, "bread and milk")
    line["also"].append({name: other[name] for name in ("article", "outlet", "start", "end")} | {"text": line["text"]})
    line["outlets"].append(other["outlet"])


def edit_fitting(record: Record) -> None:
    # The edit fits its place, and the text fits the edit; yet no fix of ours makes "forty" of "four".
    line = find_line(record, "four percent")
    at = line["start"] + line["text"].index("four")
    line["text"] = line["text"].replace("four", "forty")
    line["edits"] = [{"start": at, "end": at + 4, "before": "four", "after": "forty", "fix": "blanks"}]


def edit_elsewhere(record: Record) -> None:
    line = find_line(record, "four percent")
    line["edits"] = [{"start": 0, "end": 1, "before": "x", "after": "", "fix": "blanks"}]


def drop_line(record: Record) -> None:
    record["sections"][0]["sentences"].pop()


def set_digest(record: Record) -> None:
    record["articles"][0]["sha256"] = "0" * 64


def set_link(record: Record) -> None:
    next(a for a in record["articles"] if "url" in a)["url"] = "https://elsewhere.example/"


def swap_outlets(record: Record) -> None:
    names = {"Harbour Post": "Island Times", "Island Times": "Harbour Post"}
    for article in record["articles"]:
        article["outlet"] = names.get(article["outlet"], article["outlet"])
    for part in record["sections"]:
        for line in part["sentences"]:
            for one in (line, *line["also"], *line.get("disagreement", [])):
                one["outlet"] = names.get(one["outlet"], one["outlet"])
            line["outlets"] = [names.get(name, name) for name in line["outlets"]]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (set_text, "printed is “"),
        (set_offset, "printed is “"),
        (set_end, "lies outside the source"),
        (set_outlet, "a sentence is given to “Island Times”, its article to “Harbour Post”"),
        (set_article, "a sentence is given to “Harbour Post”"),
        (set_unknown_article, "a99: is no article of this briefing"),
        (set_outlets, "names the outlets Harbour Post, Island Times, its sentences Harbour Post"),
        (set_origins, "counts 3 origins for 1 sentences"),
        (add_carrier, "printed is “"),
        (edit_fitting, "edits: the page has 1 entries, made again it has 0 entries"),
        (edit_elsewhere, "an edit does not hold"),
        (drop_line, "length: the briefing counts "),
        (set_digest, "the source was altered since the briefing was made"),
        (
            set_link,
            "the briefing gives the url “https://elsewhere.example/”, the source “https://post.example/ferries”",
        ),
        (swap_outlets, "news/post.md: the briefing names the outlet “Island Times”"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_briefing_that_was_tampered_with_is_found_out(
    made: Path, change: Callable[[Record], None], told: str
) -> None:
    edit(made, change)
    failures = verify(made)
    assert any(told in failure for failure in failures), failures


def test_no_value_in_the_json_brings_a_traceback(made: Path) -> None:
    record = json.loads(made.read_text(encoding="utf-8"))
    odd_values: dict[type, tuple[Any, ...]] = {str: ("../\0x", -1), int: (-1, 10**30, None), list: ([None], None)}
    places = {name: (holder, name) for holder in walk(record) for name in holder}
    assert {"text", "start", "edits", "outlet_from", "readability", "sha256", "options"} <= places.keys()
    for holder, name in places.values():
        kept = holder[name]
        # Of its own kind, so that it is not refused at once, and of another.
        for odd in odd_values.get(type(kept), (None, [None])):
            holder[name] = odd
            made.write_text(json.dumps(record), encoding="utf-8")
            assert call("verify", made).status in (0, 1, 2, 3)
        assert call("render", made, "-f", "txt", "--stdout").status in (0, 2)
        holder[name] = kept


def walk(value: object) -> Iterator[Record]:
    """Give every object within a value of JSON, the value itself first."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


def test_each_failure_is_one_line_whatever_the_source_holds(desk: Path) -> None:
    put_files(desk, {"news/odd.txt": "A keeper\x1b[31m counted forty grey seals below the lighthouse.\n"})
    assert brief("news", "-l", "100%", "-f", "json", "-q").status == 0
    made = find_one("outputs", ".json")
    assert verify(made) == []
    edit(made, lambda record: find_line(record, "seals").update(text="Line\none \x1b[2J\u2028two"))
    failures = verify(made)
    assert len(failures) == 2  # the text, and the number of words
    assert not any(mark in failure for failure in failures for mark in "\x1b\u2028")


def test_five_outlets_with_one_text_are_proved_each_by_its_own_file(desk: Path) -> None:
    text = POST.split("---\n")[2]
    put_files(desk, {f"same/{n}.md": f"---\noutlet: Outlet {n}\n---\n{text}" for n in range(5)})
    run = brief("same", "-f", "json")
    assert run.status == 0
    assert run.err.count("same text as same/0.md; counted once") == 1
    record = read_json()
    first = find_line(record, "closed the harbour")
    assert first["outlets"] == [f"Outlet {n}" for n in range(5)]
    assert first["origins"] == 1
    assert verify(find_one("outputs", ".json")) == []
    Path("same/3.md").unlink()
    (failure,) = verify(find_one("outputs", ".json"))
    assert failure == f"same/3.md: {GONE}"


@pytest.mark.usefixtures("desk")
def test_a_page_with_front_matter_is_proved_and_a_word_of_it_that_was_altered_is_found() -> None:
    assert brief("news", "-f", "md,json", "--front-matter", "-q").status == 0
    page = find_one("outputs", ".md")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: ")
    assert call("verify", page).status == 0
    assert call("render", find_one("outputs", ".json"), "--front-matter", "--stdout").out == text
    page.write_text(text.replace("Harbour Post", "Harbor Post", 1), encoding="utf-8")
    assert call("verify", page).status == 1


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("name", ["docx", "pdf", "jsonld"])
def test_a_page_of_another_kind_is_proved_and_one_byte_that_was_altered_is_found(name: str) -> None:
    pytest.importorskip({"docx": "docx", "pdf": "typst"}.get(name, "json"))
    assert brief("news", "-f", f"{name},json", "-q").status == 0
    page = find_one("outputs", f".{name}")
    assert call("verify", page).status == 0
    content = page.read_bytes()
    assert call("render", find_one("outputs", ".json"), "-f", name, "-q").status == 0
    assert page.read_bytes() == content
    page.write_bytes(content.replace(b"Ferry", b"Merry", 1) if b"Ferry" in content else content + b" ")
    run = call("verify", page)
    assert run.status == 1
    assert page.name in run.out
