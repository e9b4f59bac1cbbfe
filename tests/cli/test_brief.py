"""``summarizer brief``: what it writes, what it says, how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from calling import DATE, HOUSE, POST, STORY, brief, call, find_one, put_files, read_json, read_lines, shell, spawn

from summarizer.sources.places import find_files

STEM = f"{DATE}-ferry-crews-walk-out"
needs_dev_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
SAMPLE = HOUSE / "articles"

EMPTY = "is empty: save it again with its text, or leave it out"


def names(folder: str = "outputs") -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def test_a_folder_of_articles_becomes_three_files_and_a_table(desk: Path) -> None:
    run = brief("news")
    assert (run.status, run.out) == (0, "")
    assert names() == [f"{STEM}.html", f"{STEM}.json", f"{STEM}.md"]
    for told in (
        "Harbour Post",
        "news/post.md",
        "unknown (radio.txt)",
        "read     3 articles",
        "plan     general (chosen",
    ):
        assert told in run.err
    for name in names():
        assert f"written  outputs/{name}" in run.err
    assert {line["outlet"] for line in read_lines()} == {"Harbour Post", "Island Times", "unknown (radio.txt)"}


#: Sentences of 35 words.
LONG = [
    "The harbour board closed both piers of Larkmouth on Monday after divers found that storms of two winters had "
    "washed sand away from under nearly every second pile, its chairwoman told reporters in the town hall.",
    "Ferries to the outer islands will leave from the fishing quay instead, where no more than forty passengers and "
    "two lorries can wait at once and where there is neither a roof nor a ticket office.",
    "Farmers on Skerry fear that milk, which must reach the dairy before noon, will spoil in their tanks because the "
    "only boat that takes tankers is too broad for the quay and its owner wants more.",
    "Repairs cost eleven million crowns by the engineers' estimate, three times what the council sets aside in a year "
    "for roads, schools and the old hospital together, and nobody in the capital has promised any help.",
]


def test_where_long_sentences_leave_room_for_fewer_the_run_says_so(desk: Path) -> None:
    put_files(Path("long"), {"post.txt": "\n\n".join(LONG)})
    run = brief("long", "--length", "3")
    assert "printed  2 sentences" in run.err
    assert "length   25 words for each sentence asked for" in run.err
    assert "length " not in brief("long", "--length", "60w").err


def test_the_sample_story_is_briefed_by_its_own_plan_without_a_problem(desk: Path) -> None:
    run = brief(SAMPLE, "-o", "made")
    assert run.status == 0
    assert "plan     ukraine-call (chosen by the articles)" in run.err
    assert call("verify", find_one("made", ".json")).status == 0


@pytest.mark.parametrize("ending", ["html", "md", "txt"])
def test_a_page_is_no_source_of_the_next_one_though_no_json_lies_beside_it(desk: Path, ending: str) -> None:
    assert brief(SAMPLE, "-o", "kept/made", "-f", ending).status == 0
    put_files(Path("kept"), {f"post.{ending}": "\n\n".join(LONG)})
    assert find_files(["kept"])[0] == (f"kept/post.{ending}",)


def test_a_plan_of_the_users_own_that_the_articles_choose_is_named_with_its_file(desk: Path) -> None:
    file = "templates/plans/ukraine-call.toml"
    put_files(Path(), {file: (HOUSE / file).read_text(encoding="utf-8")})
    assert f"plan     ukraine-call (your {file}, chosen by the articles)" in brief(SAMPLE, "-o", "made").err
    assert "plan     ukraine-call (as asked)" in brief(SAMPLE, "-o", "asked", "--plan", "ukraine-call").err


def test_without_a_place_the_folder_articles_is_read(desk: Path) -> None:
    (desk / "news").rename("articles")
    assert brief().status == 0
    assert read_json()["articles"][0]["path"].startswith("articles/")


def test_the_date_is_today_unless_it_is_said(desk: Path) -> None:
    before = date.today().isoformat()
    assert call("brief", "news", "-f", "json").status == 0
    assert before <= read_json()["date"] <= date.today().isoformat()


def test_a_problem_in_one_article_is_told_and_the_status_is_1(desk: Path) -> None:
    put_files(Path("news"), {"empty.txt": ""})
    run = brief("news", "-f", "md,json")
    assert run.status == 1
    assert f"problem  news/empty.txt: {EMPTY}" in run.err
    assert f"**empty.txt:** {EMPTY}" in find_one("outputs", ".md").read_text(encoding="utf-8")
    assert read_json()["problems"] == [{"where": "news/empty.txt", "message": EMPTY, "level": "problem"}]


def test_the_same_article_twice_is_a_notice_and_no_problem(desk: Path) -> None:
    put_files(Path("news"), {"again.md": POST})
    run = brief("news", "-f", "json")
    assert run.status == 0
    assert "notice   news/post.md: same text as news/again.md; counted once" in run.err
    assert len(read_json()["articles"]) == 3


def test_quiet_says_nothing_when_all_is_well_and_problems_when_not(desk: Path) -> None:
    run = brief("news", "-q")
    assert (run.status, run.out, run.err) == (0, "", "")
    put_files(Path("news"), {"empty.txt": ""})
    run = brief("news", "-q")
    assert (run.status, run.out, run.err) == (1, "", f"problem  news/empty.txt: {EMPTY}\n")


def test_verbose_tells_files_and_stages(desk: Path) -> None:
    told = [line.split(None, 1)[-1] for line in brief("news", "-v").err.splitlines() if line.startswith("…")]
    assert told[:3] == ["news/post.md", "news/radio.txt", "news/times.md"]
    assert {"clustering", "ranking", "selecting"} <= set(told[3:])


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
def test_on_a_terminal_the_progress_takes_one_line_and_leaves_none(desk: Path) -> None:
    import pty

    Path("news/post.md").rename("news/po\x1b[31mst.md")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "summarizer", "brief", "news", "nowhere", "--date", DATE]
    with subprocess.Popen(
        command, env={"PYTHONPATH": str(HOUSE)}, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        said = b""
        with suppress(OSError):  # the end of a terminal
            while got := os.read(ours, 65_536):
                said += got
        assert process.wait(timeout=30) == 1
    os.close(ours)
    shown = [line.split("\r\x1b[K")[-1] for line in said.decode().split("\r\n")]
    assert shown[0].startswith("outlet ")
    advice = "(a file or folder is named as seen from the folder of this call: is it written right?)"
    assert f"problem  nowhere: cannot be read: No such file or directory {advice}" in shown
    assert said.count(b"\r\x1b[K") > 5
    assert b"\x1b[31m" not in said


def test_formats_are_parted_by_commas_and_gaps_do_not_matter(desk: Path) -> None:
    assert brief("news", "-f", "md,,html", "-f", " txt ").status == 0
    assert names() == [f"{STEM}.html", f"{STEM}.md", f"{STEM}.txt"]


def test_stdout_prints_the_format_named_first_and_writes_nothing(desk: Path) -> None:
    assert brief("news", "-f", "md,html", "-o", "made").status == 0
    for formats, suffix in (("html,md", ".html"), ("md,html", ".md")):
        run = brief("news", "-f", formats, "--stdout")
        assert run.out == find_one("made", suffix).read_text(encoding="utf-8")
    assert not Path("outputs").exists()


def test_the_trace_holds_each_sentence_of_the_articles(desk: Path) -> None:
    assert brief("news", "--trace", "trace.jsonl", "-f", "json").status == 0
    fates = [json.loads(line) for line in Path("trace.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {fate["kind"] for fate in fates} == {"sentence", "headline"}
    assert sum(fate["printed"] for fate in fates) == len(read_lines())
    for fate in fates:
        assert STORY[Path(fate["path"]).name][fate["start"] : fate["end"]] == fate["text"]
        assert fate["why"]


def test_the_trace_can_be_written_with_stdout(desk: Path) -> None:
    assert brief("news", "--stdout", "--trace", "trace.jsonl").status == 0
    assert Path("trace.jsonl").stat().st_size > 0


def test_the_trace_may_not_take_the_place_of_the_briefing(desk: Path) -> None:
    run = brief("news", "--trace", f"./outputs/{STEM}.json")
    assert run.status == 2
    assert "the briefing itself is written there" in run.err


@pytest.mark.parametrize(("length", "most"), [("2", 2), ("40%", 3), ("900", 7), ("100%", 7)])
def test_a_length_is_never_exceeded(desk: Path, length: str, most: int) -> None:
    assert brief("news", "-l", length, "-f", "json").status == 0
    record = read_json()
    assert 0 < record["length"]["sentences"] == len(read_lines()) <= most
    assert record["options"]["length"] == length


def test_a_length_in_words_or_minutes_is_kept_too(desk: Path) -> None:
    assert brief("news", "-l", "30w", "-f", "json", "-o", "words").status == 0
    assert 0 < read_json("words")["length"]["words"] <= 30
    assert brief("news", "-l", "0.1min", "-f", "json", "-o", "time").status == 0
    assert 0 < read_json("time")["length"]["seconds"] <= 6


def test_when_no_sentence_is_short_enough_that_is_told(desk: Path) -> None:
    run = brief("news", "-l", "2w")
    assert run.status == 1
    assert "problem  --length: no sentence is short enough for 2w" in run.err
    assert "none within the length" in run.err


@pytest.mark.parametrize("formats", ["md,json", "md"])
def test_a_page_is_not_lost_to_one_without_a_sentence(desk: Path, formats: str) -> None:
    options = ("news", "--title", "Strike", "-f", formats)
    assert brief(*options).status == 0
    before = {path: path.read_bytes() for path in Path("outputs").iterdir()}
    run = brief(*options, "-l", "2w")
    assert run.status == 2
    expected = f"--length: no sentence is short enough for 2w; nothing is written over outputs/{DATE}-strike.*"
    assert expected in run.err
    assert {path: path.read_bytes() for path in Path("outputs").iterdir()} == before
    assert brief(*options, "-l", "2w", "--stdout").status == 1
    assert {path: path.read_bytes() for path in Path("outputs").iterdir()} == before
    assert brief(*options, "-l", "2w", "--again").status == 1
    assert Path(f"outputs/{DATE}-strike.md").read_bytes() != before[Path(f"outputs/{DATE}-strike.md")]


def test_a_page_without_a_sentence_is_made_a_second_time(desk: Path) -> None:
    assert [brief("news", "-l", "2w", "-f", "md,json").status for _ in range(2)] == [1, 1]


def test_shares_titles_and_outlets_are_taken_from_the_options(desk: Path) -> None:
    options = ("--section", "said=90%", "--title", "A/../b", "--outlet", "radio.txt=Coast Radio", "-f", "json")
    assert brief("news", *options).status == 0
    record = read_json()
    assert record["title"] == "A/../b"
    assert names() == [f"{DATE}-a-b.json"]
    assert record["options"]["shares"] == {"said": 0.9}
    assert "Coast Radio" in {article["outlet"] for article in record["articles"]}


@pytest.mark.parametrize(
    ("given", "outlet", "count"),
    [
        (STORY["radio.txt"].encode(), "unknown (-)", 1),
        (POST.encode(), "Harbour Post", 1),
        (json.dumps({"text": STORY["radio.txt"], "outlet": "Coast Radio"}).encode(), "Coast Radio", 1),
        (json.dumps([{"text": STORY["radio.txt"]}, {"text": "It rained in Norvik."}]).encode(), "unknown (-#1)", 2),
        (f"<html><body><article><p>{STORY['radio.txt']}</p></article></body></html>".encode(), "unknown (-)", 1),
    ],
    ids=["text", "front matter", "object", "list", "page"],
)
def test_standard_input_is_read(desk: Path, given: bytes, outlet: str, count: int) -> None:
    assert brief("-", "-f", "json", stdin=given).status == 0
    articles = read_json()["articles"]
    assert [article["path"] for article in articles] == ["-"] * count
    assert articles[0]["outlet"] == outlet


def test_standard_input_and_files_go_together(desk: Path) -> None:
    assert brief("-", "news", "-f", "json", stdin=b"It rained on the islands of Norvik all Tuesday.").status == 0
    assert len(read_json()["articles"]) == 4


def test_the_order_of_the_files_changes_no_byte(desk: Path) -> None:
    files = [f"news/{name}" for name in STORY]
    made = {brief(*order, "-f", "json", "--stdout").out for order in (files, files[::-1], ["news"], [*files, "news"])}
    assert len(made) == 1
    assert json.loads(made.pop())["schema"] == "summarizer.briefing/1"


def test_neither_hash_seed_nor_working_folder_changes_a_byte(
    desk: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = set()
    for seed in ("0", "1", "42"):
        folder = tmp_path_factory.mktemp("elsewhere")
        put_files(folder / "news", dict(STORY))
        args = ("brief", "news", "--date", DATE, "-f", "md,html,txt,json", "--trace", "trace.jsonl", "-q")
        assert spawn(*args, where=folder, PYTHONHASHSEED=seed).status == 0
        made.add(tuple(path.read_bytes() for path in [*sorted((folder / "outputs").iterdir()), folder / "trace.jsonl"]))
    assert len(made) == 1


def test_a_template_of_the_users_is_taken_for_its_format(desk: Path) -> None:
    put_files(desk, {"mine.md.j2": "# {{ title }}\n\n**Mine**\n"})
    assert brief("news", "--template", "mine.md.j2", "-f", "md,html,txt").status == 0
    assert find_one("outputs", ".md").read_text(encoding="utf-8") == "# Ferry crews walk out\n\n**Mine**\n"
    assert "<strong>Mine</strong>" in find_one("outputs", ".html").read_text(encoding="utf-8")
    assert "WHAT HAPPENED" in find_one("outputs", ".txt").read_text(encoding="utf-8")


def test_the_folder_templates_wins_over_the_packaged_one(desk: Path) -> None:
    plan = 'title = "Mine"\n[[sections]]\nid = "all"\ntitle = "All of it"\nrest = true\n'
    put_files(desk, {"templates/briefing.txt.j2": "mine: {{ title }}", "templates/plans/general.toml": plan})
    assert brief("news", "-f", "txt", "--stdout").out == "mine: Ferry crews walk out\n"
    assert brief("news", "-f", "json").status == 0
    assert [section["id"] for section in read_json()["sections"]] == ["all"]
    (desk / "templates").rename("others")
    assert brief("news", "-f", "txt", "--stdout", "--templates", "others").out.startswith("mine: ")
    assert "WHAT HAPPENED" in brief("news", "-f", "txt", "--stdout").out


def test_a_bare_environment_and_any_language_of_the_terminal_are_enough(desk: Path) -> None:
    for env in ({}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}):
        run = spawn("brief", "news", "--date", DATE, "-f", "md", "--stdout", where=desk, **env)
        assert run.status == 0
        assert "“We will not go back for four percent,” said union leader Per Moe." in run.out
        assert "Traceback" not in run.err


def test_that_this_python_cannot_name_a_file_is_told(desk: Path) -> None:
    assert brief("news", "-f", "html,json", "-q").status == 0
    put_files(desk, {"summarizer.toml": 'places = ["Zürich"]'})
    run = spawn("verify", find_one("outputs", ".html"), where=desk, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert run.status == 2
    assert run.err.endswith("rich: ascii has no such file name (unset PYTHONUTF8)\n")


def test_the_module_is_the_command(desk: Path) -> None:
    run = spawn("--version", where=desk)
    assert (run.status, run.out.split()[0], run.err) == (0, "summarizer", "")
    assert spawn("brief", "--help", where=desk).status == 0
    assert spawn(where=desk).status == 2


@pytest.mark.parametrize(
    "line",
    [
        "$summarizer brief news --stdout -q -f html | head -1",
        "$summarizer brief news --stdout -q | true",
        "$summarizer methods | true",
        "$summarizer plans show general | head -1",
        "$summarizer brief news 2>&1 | true",
        "$summarizer brief news 2>&-",
        pytest.param("$summarizer brief news 2>/dev/full", marks=needs_dev_full),
        "$summarizer brief news >&- 2>&- <&-",
    ],
)
def test_who_reads_no_further_is_no_fault(desk: Path, line: str) -> None:
    run = shell(line, desk)
    assert run.status == 0
    assert run.err == "" or run.err.startswith("outlet ")


@pytest.mark.parametrize("command", ["brief news --stdout -q", "methods", "plans", "plans show general", "--help"])
@pytest.mark.parametrize("nowhere", [pytest.param(">/dev/full", marks=needs_dev_full), ">&-"])
def test_a_result_that_nobody_can_receive_is_told(desk: Path, command: str, nowhere: str) -> None:
    run = shell(f"$summarizer {command} {nowhere}", desk)
    assert run.status == 2
    assert run.err.startswith("summarizer: standard output: ")
    assert len(run.err.splitlines()) == 1


def test_a_closed_standard_input_is_an_empty_one(desk: Path) -> None:
    run = shell("$summarizer brief - <&-", desk)
    assert run.status == 2
    assert "problem  -: is empty" in run.err


def interrupt(desk: Path, after: str) -> tuple[int, str]:
    """Press Ctrl-C once a stage was told; give the exit status, as a shell counts it, and what was said."""
    command = [sys.executable, "-m", "summarizer", "brief", "news", "-v", "--date", DATE]
    env = {**os.environ, "PYTHONPATH": str(HOUSE)}
    with subprocess.Popen(command, cwd=desk, env=env, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        for line in process.stderr:
            if after in line:
                break
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        status = process.wait(timeout=30)
    return (128 - status if status < 0 else status), said


@pytest.mark.parametrize("stage", ["news/post.md", "clustering"])
def test_ctrl_c_leaves_with_130_and_no_half_written_file(desk: Path, stage: str) -> None:
    # Enough of a story that it is still at work when the signal comes.
    lines = (
        f"The ship number {n} brought {n} tons of {chr(97 + n % 26)}{n} to the port of Norvik.\n" for n in range(3000)
    )
    put_files(Path("news"), {"long.txt": "\n".join(lines)})
    brief("news/post.md", "-f", "md")
    (old,) = Path("outputs").iterdir()
    kept = old.read_bytes()
    status, said = interrupt(desk, stage)
    assert status == 130
    assert "interrupted; no file is half written, and what was fetched, made or sent before is kept" in said
    assert "Traceback" not in said
    assert [path.read_bytes() for path in Path("outputs").iterdir()] == [kept]


def test_ctrl_c_while_the_program_is_loaded_is_no_traceback(desk: Path) -> None:
    put_files(desk, {"early/typer.py": "raise KeyboardInterrupt"})
    run = spawn("brief", "news", where=desk, PYTHONPATH=os.pathsep.join([str(desk / "early"), str(HOUSE)]))
    assert (run.status, run.out, run.err) == (130, "", "")


def test_a_password_in_an_articles_address_is_printed_nowhere(desk: Path) -> None:
    secret = "https://ann:pa55word@post.example/ferry"
    unsound = "https://ben:p/55word@times.example/ferry"
    files: dict[str, str | bytes] = {"news/post.md": POST.replace("https://post.example/ferries", secret)}
    files["news/times.json"] = json.dumps(
        {"text": "The harbour was closed for a second day on Tuesday.", "url": unsound}
    )
    put_files(desk, files)
    run = brief("news", "-f", "md,html,txt,json", "--trace", "trace.jsonl", "-v")
    assert run.status == 0
    written = [run.out, run.err, Path("trace.jsonl").read_text(encoding="utf-8")]
    written += [path.read_text(encoding="utf-8") for path in Path("outputs").iterdir()]
    assert len(written) == 7
    for text in written:
        assert "55word" not in text
    assert "https://post.example/ferry" in find_one("outputs", ".html").read_text(encoding="utf-8")
    assert call("verify", find_one("outputs", ".json")).status == 0


def test_what_an_outlet_put_in_brackets_is_printed_as_its_own_and_holds(desk: Path) -> None:
    own = "Mayor Ana Dahl [of Norvik] asked the crews on Friday to reopen the harbour before the winter storms […]."
    put_files(
        desk,
        {"news/mayor.md": f"---\noutlet: Mayor Watch\npublished: 2031-03-08\n---\n{own}\n"},
    )
    assert brief("news", "-f", "md,json", "-l", "20", "--until", "2031-03-08").status == 0
    (told,) = [line for line in read_lines() if "[of Norvik]" in line["text"]]
    assert (told["text"], told["edits"]) == (own, [])
    page = find_one("outputs", ".md").read_text(encoding="utf-8")
    assert "*(Mayor Watch; brackets in the original)*" in page
    assert call("verify", find_one("outputs", ".json")).status == 0


def test_an_edition_of_another_day_holds_nothing_of_later_days_unless_that_is_asked_for(desk: Path) -> None:
    later = "---\noutlet: Mayor Watch\npublished: 2031-03-08\n---\nThe mayor of Norvik opened the harbour.\n"
    put_files(desk, {"news/mayor.md": later})
    run = brief("news", "-f", "json")
    assert "notice   --date: 1 article of later days than 2031-03-05 left out; --until names another day" in run.err
    assert [one["outlet"] for one in read_json()["articles"]].count("Mayor Watch") == 0
    assert call("verify", find_one("outputs", ".json")).status == 0
    run = brief("news", "-f", "json", "--until", "2031-03-08")
    assert "later days" not in run.err
    assert [one["outlet"] for one in read_json()["articles"]].count("Mayor Watch") == 1


def test_files_of_kinds_that_are_not_read_are_named_by_the_run_and_not_on_the_page(desk: Path) -> None:
    put_files(desk, {"news/scan.pdf": "%PDF-1.7", "news/page_files/style.css": "p {}", "news/.hidden.pdf": "%PDF"})
    run = brief("news", "-f", "json,md")
    told = "notice   news: 1 file of kinds that are not read: news/scan.pdf (save the text as .txt"
    assert (run.status, told in run.err) == (0, True)
    assert read_json()["problems"] == []
    Path("news/scan.pdf").unlink()
    assert call("verify", find_one("outputs", ".json")).status == 0


def test_other_places_than_those_of_earlier_editions_are_said_to_have_none(desk: Path) -> None:
    put_files(desk, {"summarizer.toml": 'places = ["news"]\n[history]\npath = "history.db"\n'})
    assert "no earlier edition" not in brief("--new-only", "-f", "json").err
    told = "these places have no earlier edition, so all of it is new; the history has editions of “briefing” (last of "
    assert told in brief("news/post.md", "--new-only", "-f", "json").err
    assert told not in brief("news/post.md", "--new-only", "-f", "json", "--again").err


def test_what_is_wrong_with_the_desks_own_setup_is_told_by_the_run_and_shown_to_no_reader(desk: Path) -> None:
    put_files(desk, {"news/outlets.toml": '["lost.txt"]\noutlet = "Lost Post"\n', "news/empty.txt": ""})
    run = brief("news", "-f", "json,md,html", "--section", "context=0.2")
    for message in ("there is no such file in this folder", "has no section “context”", "is empty"):
        assert message in run.err
        assert any(message in problem["message"] for problem in read_json()["problems"])
    for ending in (".md", ".html"):
        page = find_one("outputs", ending).read_text(encoding="utf-8")
        assert ("is empty" in page, "no such file" in page, "“context”" in page) == (True, False, False)
        assert call("verify", find_one("outputs", ending)).status == 0
