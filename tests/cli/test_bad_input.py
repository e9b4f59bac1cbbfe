"""Whatever is thrown at the command line: one clear message, the rest is done, nothing is lost or half written."""

from __future__ import annotations

import errno
import html
import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from calling import DATE, POST, STORY, TIMES, brief, call, find_one, put_files, read_json, read_lines, spawn

GOOD = "The mayor of Norvik opened the new harbour on Friday morning.\n\nThe ferries sail again from Monday.\n"
OLD = "what was there before"


def refuse(*args: str | Path) -> str:
    """Call ``brief`` in the hope that it refuses; give its message, which is one line and names the program."""
    run = brief(*args)
    assert (run.status, run.out) == (2, "")
    assert not Path("outputs").exists()
    (line,) = run.err.splitlines()
    return line.removeprefix("summarizer: ")


# --- the call ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("-m", "lexrank", "--method: there is no method “lexrank” (did you mean “lex-rank”?)"),
        ("-p", "genral", "--plan: there is no plan “genral” (did you mean “general”?)"),
        ("-p", "", "--plan: there is no plan “” (there are: auto, general, ukraine-call)"),
        ("-p", "no/plan.toml", "no/plan.toml: cannot be read: no such file or directory (see `summarizer plans`)"),
        ("-f", "htm", "--format: there is no format “htm” (did you mean “html”?)"),
        (
            "-f",
            ",",
            "--format: no format is named (there are: md, html, txt, json, jsonld, docx, pdf, atom, jsonfeed, index)",
        ),
        ("--similarity", "tfidf", "--similarity: there is no similarity “tfidf” (did you mean “tf-idf”?)"),
        ("--section", "hapened=1", "--section: no plan has a section “hapened” (did you mean “happened”?)"),
        ("--section", "said", "--section: “said” is not ID=SHARE, like call=0.3"),
        ("--section", "said=much", "--section said: “much” is no share (write 0.3 or 30%)"),
        ("--section", "said=0", "--section said: “0” is no share (write 0.3 or 30%)"),
        ("--section", "said=nan", "--section said: “nan” is no share (write 0.3 or 30%)"),
        ("--outlet", "post.md", "--outlet: “post.md” is not FILE=NAME"),
        ("-l", "0", "--length: a length of 0 leaves nothing to print (write 20 (sentences), "),
        ("-l", "-3", "--length: a length of -3 leaves nothing to print"),
        ("-l", "abc", "--length: “abc” is no length"),
        ("--threshold", "0", "--threshold: 0 is no threshold (write a number above 0, up to 1)"),
        ("--threshold", "2", "--threshold: 2 is no threshold"),
        ("--threshold", "nan", "--threshold: nan is no threshold"),
        ("--date", "tomorrow", "--date: “tomorrow” is no date (write it like 2024-11-15)"),
        ("--date", "2031-02-30", "--date: “2031-02-30” is no date"),
        ("--template", "no.md.j2", "--template no.md.j2: there is no such template"),
        ("--templates", "no", "--templates no: there is no such folder"),
    ],
)
def test_a_wrong_option_is_told_with_what_to_do(desk: Path, option: str, value: str, told: str) -> None:
    assert refuse("news", option, value).startswith(told)


@pytest.mark.parametrize(
    "args", [("brief", "news", "--threshold", "x"), ("brief", "--nosuch"), ("brif",), ("plans", "check"), ("render",)]
)
def test_a_call_that_cannot_be_parsed_is_2(desk: Path, args: tuple[str, ...]) -> None:
    run = call(*args)
    assert (run.status, run.out) == (2, "")
    assert "Usage: " in run.err
    assert "Error: " in run.err


def test_a_section_of_another_plan_is_refused_with_the_nearest_of_this_one(desk: Path) -> None:
    assert refuse("news", "-p", "general", "--section", "call=1").startswith(
        "--section: no plan has a section “call” ("
    )
    told = refuse("news", "--section", "cal=1")
    assert told.startswith("--section: no plan has a section “cal” (did you mean “call”")


def test_a_share_for_another_plan_than_the_one_that_fits_is_told_and_the_rest_is_done(desk: Path) -> None:
    run = brief("news", "--section", "call=1")
    assert run.status == 0
    assert "notice   --section: the plan “general” has no section “call”: its share does not count" in run.err


def test_an_outlet_for_a_file_that_is_not_read_is_told_and_the_rest_is_done(desk: Path) -> None:
    run = brief("news", "--outlet", "other.txt=Nobody")
    assert run.status == 1
    assert "problem  other.txt: no file of this name is read, so “Nobody” names no outlet" in run.err
    assert len(list(Path("outputs").iterdir())) == 3


# --- files and folders ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.txt", b"", "is empty: save it again with its text, or leave it out"),
        ("x.txt", b" \n\t\n", "is empty: save it again with its text, or leave it out"),
        ("x.md", b"---\noutlet: A\n---\n", "there is no text in it: save it again with its text, or leave it out"),
        ("x.txt", bytes(range(256)) * 20, "is not text"),
        ("x.txt", b"\x00" * 5000, "is not text"),
        ("x.txt", b"%PDF-1.7 and so on", "is not text but a PDF document"),
        ("x.md", b"PK\x03\x04 and so on", "is not text but a ZIP archive or an office document"),
        ("x.html", b"<html><body></body></html>", "no main text was found in the page"),
        ("x.json", b'{"text": 1}', "the field “text” must be text"),
        ("x.json", b"[]", "the list is empty: an article is an object with"),
        ("x.json", b'{\n"text": "a",\n}', "x.json:3: is not sound JSON"),
        ("x.eml", b"It rained.", "is not a mail"),
    ],
)
def test_a_bad_file_is_told_and_the_rest_is_briefed(desk: Path, name: str, content: bytes, told: str) -> None:
    put_files(desk, {f"news/{name}": content})
    run = brief("news", "-f", "json")
    assert run.status == 1
    (problem,) = [line for line in run.err.splitlines() if line.startswith("problem")]
    assert f"news/{name}" in problem
    assert told in problem
    assert len(read_json()["articles"]) == 3


def test_alone_a_bad_file_leaves_nothing_to_do(desk: Path) -> None:
    put_files(desk, {"bad/x.txt": b"\x00" * 5000})
    run = brief("bad")
    assert run.status == 2
    assert run.err == (
        "summarizer: no article could be read (name files, folders or addresses of articles)\n"
        "problem  bad/x.txt: is not text\n"
    )
    assert not Path("outputs").exists()


def test_a_file_of_20_megabytes_is_refused_at_once(desk: Path) -> None:
    with open("news/big.txt", "wb") as file:
        file.truncate(20_000_001)
    begin = time.perf_counter()
    run = brief("news")
    assert run.status == 1
    assert "problem  news/big.txt: has 20.0 MB; a file must be smaller than 20 MB" in run.err
    assert time.perf_counter() - begin < 5


def test_a_line_of_a_megabyte_without_a_full_stop_is_survived(desk: Path) -> None:
    words = " ".join(f"ship{n % 997}" for n in range(125_000))
    put_files(desk, {"news/long.txt": words + "\n\n" + GOOD})
    begin = time.perf_counter()
    assert brief("news", "-q", "-l", "300w").status == 0
    # Alone it takes about three seconds; the bound is for a machine that does much else.
    assert time.perf_counter() - begin < 150
    record = read_json()
    assert record["length"]["words"] <= 300
    assert "The mayor of Norvik opened the new harbour on Friday morning." in {line["text"] for line in read_lines()}
    assert call("verify", find_one("outputs", ".json")).status == 0


def test_an_article_of_one_sentence_is_briefed(desk: Path) -> None:
    put_files(desk, {"one.txt": "The mayor of Norvik opened the new harbour on Friday morning"})
    assert brief("one.txt").status == 0
    (line,) = read_lines()
    assert line["text"] == "The mayor of Norvik opened the new harbour on Friday morning"


def test_one_outlet_only_is_briefed(desk: Path) -> None:
    put_files(desk, {"one/a.md": POST, "one/b.md": TIMES.replace("Island Times", "Harbour Post")})
    assert brief("one", "-f", "json").status == 0
    assert {tuple(line["outlets"]) for line in read_lines()} == {("Harbour Post",)}
    assert call("verify", find_one("outputs", ".json")).status == 0


def test_five_identical_articles_are_one(desk: Path) -> None:
    put_files(desk, {f"same/{n}.txt": GOOD for n in range(5)})
    run = brief("same", "-f", "json")
    assert run.status == 0
    assert "notice   same/1.txt, same/2.txt, same/3.txt, and 1 more: same text as same/0.txt; counted once\n" in run.err
    assert [line["origins"] for line in read_lines()] == [1, 1]


def test_zero_bytes_and_hidden_characters_are_dropped_with_a_record(desk: Path) -> None:
    put_files(
        desk,
        {
            "odd/a.txt": b"The mayor of Nor\x00vik opened the new har\xc2\xadbour on Friday morning.\n",
            "odd/b.txt": "The minister \u202etsegral\u202c paid the \u200bcrews\u200b of the ferry on Sunday.\n",
            "odd/c.txt": "قال رئيس البلدية إن الميناء مفتوح منذ يوم الجمعة.\n",
        },
    )
    assert brief("odd", "-f", "md,html,txt,json").status == 0
    assert {line["text"] for line in read_lines()} == {
        "The mayor of Norvik opened the new harbour on Friday morning.",
        "The minister tsegral paid the crews of the ferry on Sunday.",
        "قال رئيس البلدية إن الميناء مفتوح منذ يوم الجمعة.",
    }
    for path in Path("outputs").iterdir():
        if path.suffix != ".json":
            assert not re.search("[\0\xad\u200b\u202e\u202c]", path.read_text(encoding="utf-8"))
    assert call("verify", find_one("outputs", ".json")).status == 0


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("nowhere", "problem  nowhere: cannot be read: No such file or directory"),
        ("localhost:8000/feed", "(an address on the network begins with https://)"),
        ("127.0.0.1:8000/feed", "(an address on the network begins with https://)"),
        ("https//news.example/feed", "(an address on the network begins with https://)"),
        ("feed:https://news.example/feed", "(leave out “feed:”)"),
        ("mailto:ann@news.example", "(mails are read from files: save them as .eml or .mbox, or name a Maildir)"),
        ("nowhere/a.txt", "(a file or folder is named as seen from the folder of this call: is it written right?)"),
        ("feed://news.example/feed", "is fetched: is it https://news.example/feed?"),
        ("htps://news.example/feed", "is fetched: is it https://news.example/feed?"),
        ("empty", "problem  empty: the folder holds no article (.eml, .htm, .html, .json, "),
        ("news\0x", "problem  news"),
        ("x" * 300, "cannot be read: File name too long"),
    ],
)
def test_a_place_without_articles_is_told(desk: Path, place: str, told: str) -> None:
    (desk / "empty").mkdir()
    run = brief(place)
    assert run.status == 2
    assert told in run.err
    run = brief(place, "news", "-f", "md")
    assert run.status == 1
    assert told in run.err
    assert find_one("outputs", ".md")


def test_an_address_of_the_settings_that_is_none_is_told_and_a_folder_is_not_fetched(desk: Path) -> None:
    (desk / "www.news.example").mkdir()
    places = ["news", "www.news.example", "news.example/feed.xml"]
    (desk / "summarizer.toml").write_text(f"places = {json.dumps(places)}", encoding="utf-8")
    run = call("fetch")
    assert run.status == 2
    assert "problem  news.example/feed.xml: cannot be read: No such file or directory (an address on " in run.err
    assert "fetched  1 place: " in run.err


def test_a_folder_that_may_not_be_opened_is_told(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_files(desk, {"news/closed/a.txt": GOOD})
    listdir = os.listdir

    def refuse_one(path: str) -> list[str]:
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return listdir(path)

    monkeypatch.setattr(os, "listdir", refuse_one)
    run = brief("news")
    assert run.status == 1
    told = "cannot be opened: Permission denied (change its permissions, or leave it out)"
    assert f"problem  news/closed: {told}" in run.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read_is_told(desk: Path) -> None:
    Path("news/post.md").chmod(0)
    run = brief("news")
    assert run.status == 1
    told = "cannot be read: Permission denied (change its permissions, or leave it out)"
    assert f"problem  news/post.md: {told}" in run.err


def test_links_in_a_circle_are_survived(desk: Path) -> None:
    (desk / "news" / "up").symlink_to(desk)
    (desk / "news" / "self.txt").symlink_to(desk / "news" / "self.txt")
    run = brief("news", "-f", "json")
    assert run.status == 1
    assert "problem  news/self.txt: cannot be read: Too many levels of symbolic links" in run.err
    assert len(read_json()["articles"]) == 3


def test_a_briefing_is_no_source_of_the_next_one(desk: Path) -> None:
    options = ("-o", "news/made", "-f", "md,html,txt,json")
    assert brief("news", *options).status == 0
    first = {path.name: path.read_bytes() for path in Path("news/made").iterdir()}
    assert len(first) == 4
    assert brief("news", *options).status == 0
    assert {path.name: path.read_bytes() for path in Path("news/made").iterdir()} == first
    assert "the folder holds no article" in brief("news/made").err


# --- what users write -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("news/outlets.toml", '["post.md"]\noutlet = Post\n', "news/outlets.toml:2: is not sound TOML"),
        ("news/x.md", f"---\noutlet: A\ntitle: [a\n---\n{GOOD}", "news/x.md:4: the front matter is not sound YAML"),
        ("news/x.md", f"---\noutlet: A\n{GOOD}", "news/x.md:1: the front matter has no closing line"),
        ("news/x.md", f"---\npublished: someday\n---\n{GOOD}", "news/x.md: published is not a date such as"),
        ("news/x.jsonl", json.dumps({"text": GOOD}) + '\n{"text": \n', "news/x.jsonl:2: is not sound JSON"),
    ],
)
def test_what_is_broken_beside_the_text_is_told_with_its_line_and_the_text_is_read(
    desk: Path, name: str, content: str, told: str
) -> None:
    put_files(desk, {name: content})
    run = brief("news", "-f", "json", "-l", "100%")
    assert run.status == 1
    assert f"problem  {told}" in run.err
    articles = read_json()["articles"]
    assert len(articles) == (3 if name.endswith(".toml") else 4)


@pytest.mark.parametrize(
    ("settings", "args", "told"),
    [
        ("since = '2024-11-20'\nuntil = 2024-11-10", (), "summarizer.toml: line 2: until: 2024-11-10 is before 2024-"),
        ("since = '2024-11-20'", ("--until", "2024-11-10"), "--until: 2024-11-10 is before 2024-11-20, since when "),
        ("since = '2024-11-20'", ("--date", "2024-11-10"), "--date: 2024-11-10 is before 2024-11-20, since when "),
        ("\nplaces = []", (), "summarizer.toml: line 2: places: no place is named (name files, folders or "),
        ("\n[briefing.a]\nplaces = []", (), "summarizer.toml: line 3: places: no place is named (name files, "),
    ],
)
def test_what_of_settings_leaves_nothing_to_read_is_told_with_its_line(
    desk: Path, settings: str, args: tuple[str, ...], told: str
) -> None:
    put_files(desk, {"summarizer.toml": settings})
    assert refuse(*args).startswith(told)


def test_of_days_that_are_swapped_nothing_is_fetched(desk: Path) -> None:
    run = call("fetch", "https://news.example/", "--since", "2024-11-20", "--until", "2024-11-10")
    assert (run.status, run.err.startswith("summarizer: --until: 2024-11-10 is before")) == (2, True)


def test_a_folder_that_is_called_like_the_settings_is_told(desk: Path) -> None:
    Path("summarizer.toml").mkdir()
    assert refuse("news").startswith("summarizer.toml: cannot be read: is a directory (rename it, or name a file ")


def test_a_broken_plan_is_told_with_its_line(desk: Path) -> None:
    put_files(desk, {"mine.toml": 'title = "Mine"\n[[sections]\n'})
    assert refuse("news", "-p", "mine.toml").startswith("mine.toml: line 2: is not TOML: ")
    put_files(desk, {"templates/plans/mine.toml": 'title = "Mine"\n\n[[sections]]\nid = "a"\nrest = 1\n'})
    told = refuse("news", "-p", "mine")
    assert told.startswith("templates/plans/mine.toml: line 3: a section needs the key “title”; line 5: rest must be")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("t.md.j2", "# {{ title }}\n\n{{ title }\n", "t.md.j2:3: the template fails: unexpected '}'"),
        ("t.md.j2", "{% for x in sections %}\n", "t.md.j2:1: the template fails: Unexpected end of template"),
        ("t.html.j2", "\n{{ nobody.name }}\n", "t.html.j2:2: the template fails: 'nobody' is undefined"),
        ("t.md.j2", "\n\n{{ 1 / 0 }}\n", "t.md.j2:3: the template fails: division by zero"),
        ("t.md.j2", "{{ ''.__class__ }}\n", "t.md.j2:1: the template fails"),
        ("t.md.j2", '{% include "no.j2" %}\n', "t.md.j2:1: no such template: "),
        ("t.md.j2", b"\xff\xfe\x00\xff", "t.md.j2: the template is not UTF-8"),
        ("t.j2", "hello", "t.j2: its name must tell its format (by ending in .md.j2, .html.j2, .txt.j2)"),
        ("t.txt.j2", "hello", "t.txt.j2: no format asked for uses this template (the formats asked for are: md, html"),
    ],
)
def test_a_broken_template_is_told_with_file_and_line(desk: Path, name: str, content: str | bytes, told: str) -> None:
    put_files(desk, {name: content})
    assert refuse("news", "--template", name).startswith(told)


def test_a_broken_template_in_the_folder_templates_is_told(desk: Path) -> None:
    put_files(desk, {"templates/briefing.html.j2": "<p>\n{{ title | nosuch }}\n"})
    assert refuse("news").startswith("templates/briefing.html.j2:2: the template fails: No filter named 'nosuch'")


def test_of_a_template_that_runs_away_nothing_is_written(desk: Path) -> None:
    put_files(desk, {"mine.html.j2": "\n{{ title|center(10 ** 9) }}\n"})
    told = refuse("news", "--template", "mine.html.j2", "-f", "md,html,json")
    assert told.startswith("mine.html.j2:2: the template fails: center would make a value that is too large")
    assert not (desk / "outputs").exists() or not [*(desk / "outputs").iterdir()]


# --- hostile text -----------------------------------------------------------------------------------------------

HOSTILE = (
    "The budget of the harbour is {{ 7*7 }} crowns and {% raw %} more than that.",
    "<script>alert('storm')</script> took the roof of the town hall in the night.",
    "Read [the full report](javascript:alert(1)) of the commission on the bridge to the island.",
    "2024. The year was a bad one for the fishermen who live on the coast.",
    "The price of **bread** and _milk_ and `cheese` rose | again | on ~~Monday~~ in all shops.",
    "A sign with &lt;b&gt; & © was nailed to the door of the customs office by unknown men.",
)
HEADING = "# The crane at the northern quay fell over when the wind turned to the west."


def write_hostile(suffix: str) -> str:
    lines = [*HOSTILE, HEADING]
    if suffix == ".json":
        return json.dumps({"text": "\n\n".join(lines), "title": "../../<b>{{ 8*8 }}</b>", "outlet": "<i>J</i>"})
    if suffix == ".html":
        body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        return f"<html><head><title>News</title></head><body><article>{body}</article></body></html>"
    return "\n\n".join(lines)


def show_text(page: str) -> str:
    """Give what a reader of the page sees."""
    import nh3

    body = page[page.index("<body") :]
    return " ".join(html.unescape(nh3.clean(body, tags=set())).split())


def plain(text: str) -> str:
    return "".join(c for c in html.unescape(text) if c.isalnum())


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".json"])
def test_markup_and_code_in_an_article_are_printed_as_text_in_every_format(desk: Path, suffix: str) -> None:
    put_files(desk, {f"hostile/a{suffix}": write_hostile(suffix)})
    options = ("-l", "100%", "-f", "md,html,txt,json", "--trace", "trace.jsonl")
    assert brief("hostile", *options).status == 0
    fates = map(json.loads, Path("trace.jsonl").read_text(encoding="utf-8").splitlines())
    seen = plain(" ".join(fate["text"] for fate in fates))
    printed = plain(" ".join(line["text"] for line in read_lines()))
    page = find_one("outputs", ".html").read_text(encoding="utf-8")
    shown = {
        "html": plain(show_text(page)),
        "txt": plain(find_one("outputs", ".txt").read_text(encoding="utf-8")),
        "md": plain(show_text(f"<body>{convert(find_one('outputs', '.md'))}")),
    }
    for wrote in (*HOSTILE, HEADING):
        # What a Markdown file strikes out its outlet took back.
        line = re.sub(r"~~\w+~~", "", wrote) if suffix == ".md" else wrote
        assert plain(line) in seen or all(plain(part) in seen for part in line.split(". "))
    for told in read_lines():
        for name, text in shown.items():
            assert plain(told["text"]) in text, name
    assert "alertstorm" in printed
    for name in ("html", "md"):
        source = page if name == "html" else convert(find_one("outputs", ".md"))
        assert not re.search(r"<script|href=\"javascript|<b>|<h1>The crane|<del>", source)
        assert "49 crowns" not in source
        assert "64" not in show_text(f"<body>{source}")
    assert call("verify", find_one("outputs", ".json")).status == 0


def convert(path: Path) -> str:
    """Show Markdown as a program would that converts it without any caution."""
    import markdown

    return markdown.markdown(path.read_text(encoding="utf-8"), extensions=["tables"])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("..", "briefing"),
        ("a/b\\c:d", "a-b-c-d"),
        ("\x1b[31mX\0", "31mx"),
        ("CON", "con-briefing"),
    ],
)
def test_no_title_leads_out_of_the_folder(desk: Path, title: str, name: str) -> None:
    # A title of one word is no headline that is taken from an article: so it is asked for too.
    put_files(desk, {"odd/a.md": f"---\ntitle: {json.dumps(title)}\n---\n{GOOD}"})
    run = brief("odd", "-f", "json", "-o", "made/here", "--title", title.replace("\0", ""))
    assert run.status == 0
    assert [path.name for path in Path("made/here").iterdir()] == [f"{DATE}-{name}.json"]
    assert "\x1b" not in run.err
    assert sorted(path.name for path in desk.iterdir()) == ["made", "news", "odd"]


# --- writing ----------------------------------------------------------------------------------------------------


def write_old() -> dict[Path, str]:
    """Write a briefing, put something else into its files, and give what they hold."""
    assert brief("news", "-q").status == 0
    files = {path: f"{OLD} in {path.name}" for path in Path("outputs").iterdir()}
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    return files


def check_old(files: dict[Path, str]) -> None:
    assert {path: path.read_text(encoding="utf-8") for path in Path("outputs").iterdir()} == files


def test_an_output_folder_that_is_a_file_is_told(desk: Path) -> None:
    put_files(desk, {"file": "x"})
    told = "file: the folder cannot be made: this is a file, not a folder"
    assert refuse("news", "-o", "file") == f"{told} (choose another with -o, or as output in the settings)"
    told = "file/articles: the folder cannot be made: not a directory (name another folder)"
    assert call("init", "file").err == f"summarizer: {told}\n"
    assert refuse("news", "-o", "file/deeper").startswith("file/deeper: the folder cannot be made: not a directory (")
    assert Path("file").read_text(encoding="utf-8") == "x"


def test_an_output_folder_that_may_not_be_written_is_told(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = write_old()
    opening = os.open

    def refuse_ours(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opening(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse_ours)
    run = brief("news")
    monkeypatch.undo()
    os.chdir(desk)
    assert run.status == 2
    assert run.err.startswith(f"summarizer: outputs/{DATE}-ferry-crews-walk-out.md: no permission to write here (")
    check_old(files)


def test_a_history_that_cannot_be_reached_is_told_in_the_same_words_and_the_other_checks_are_made(desk: Path) -> None:
    name = "h" * 300
    put_files(desk, {"summarizer.toml": f'places = ["news"]\nnew_only = true\n[history]\npath = "{name}"\n'})
    told = f"{name}: the history cannot be opened: File name too long (see that it can be read and written and that "
    run = call("doctor", "--offline")
    assert run.status == 1
    assert f"problem  history: {desk / told}" in run.out
    assert {"clock", "plan", "templates", "place", "output"} <= set(re.findall(r"^\w+ +(\w+)", run.out, re.MULTILINE))
    for args in (("brief",), ("history",)):
        run = call(*args)
        assert run.status == 2
        assert told in run.err


def test_when_the_disk_fills_the_old_files_stay(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = write_old()
    flushed = []

    def fill_up(descriptor: int) -> None:
        flushed.append(descriptor)
        if len(flushed) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fill_up)
    run = brief("news")
    assert run.status == 2
    assert ": no space left on this disk; nothing was changed (make room and run again)" in run.err
    assert len(flushed) == 3
    check_old(files)


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="only root may mount")
def test_on_a_truly_full_disk_the_old_files_stay(desk: Path) -> None:
    Path("outputs").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "outputs"]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no tmpfs may be mounted here")
    try:
        files = write_old()
        filler = Path("outputs/filler")
        with open(filler, "wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
            file.writelines([b"x" * 4096] * 100)
        files[filler] = filler.read_text(encoding="utf-8")
        run = brief("news")
        assert run.status == 2
        assert "no space left on this disk; nothing was changed" in run.err
        check_old(files)
    finally:
        subprocess.run(["umount", "outputs"], check=True)


def test_a_trace_that_cannot_be_written_leaves_the_briefing_as_it_was(desk: Path) -> None:
    files = write_old()
    run = brief("news", "--trace", "no/such/folder.jsonl")
    assert run.status == 2
    assert run.err == "summarizer: no/such/folder.jsonl: the folder does not exist (make it first)\n"
    check_old(files)


def test_a_real_process_ends_with_the_same_status_and_no_traceback(desk: Path) -> None:
    put_files(desk, {"bad/x.txt": b"\x00" * 5000})
    for args, status in ((("news",), 0), (("news", "bad"), 1), (("bad",), 2), (("news", "-m", "x"), 2)):
        run = spawn("brief", *args, where=desk)
        assert run.status == status
        assert "Traceback" not in run.err
    assert len(STORY) == 3
