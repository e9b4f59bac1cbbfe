"""``summarizer explain``: why a sentence is printed, merged or left out, from the briefing's JSON and its sources."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from calling import DATE, HOUSE, brief, call, find_one, put_files, read_lines

from summarizer.fetch.state import KnownPlace, LeftItem, State, StoredArticle, make_key, save_state

PLAN = """title = "Ferries"
[[sections]]
id = "strike"
title = "The strike"
cues = ["walked out"]
[[sections]]
id = "all"
title = "All else"
rest = true
"""


@pytest.fixture
def made(desk: Path) -> Path:
    """Give the JSON of the story's briefing, in ``outputs`` beside ``news``."""
    assert brief("news", "-l", "3", "-f", "json", "-q", "--outlet", "radio.txt=Norvik Radio").status == 0
    return find_one("outputs", ".json")


@pytest.fixture
def sample(desk: Path) -> Path:
    """Give the JSON of the sample story's briefing."""
    shutil.copytree(HOUSE / "articles", desk / "articles")
    assert brief("articles", "-f", "json", "-q", "-o", "sample").status == 0
    return find_one("sample", ".json")


def explain(*args: str | Path, stdin: bytes | None = None) -> list[dict[str, Any]]:
    """Give the explanations as objects; nothing must be told beside them."""
    run = call("explain", *args, "--json", stdin=stdin)
    assert (run.status, run.err) == (0, "")
    return [json.loads(line) for line in run.out.splitlines()]


def test_without_a_text_there_is_one_line_for_each_printed_sentence(sample: Path) -> None:
    run = call("explain", sample)
    assert (run.status, run.err) == (0, "")
    lines, printed = run.out.splitlines(), read_lines("sample")
    assert len(lines) == len(printed) == 20
    for line, sentence in zip(lines, printed, strict=True):
        assert line.startswith(f"{sentence['cluster']} ")
        assert f"{sentence['outlet']}, articles/" in line
        assert f":{sentence['start']}–{sentence['end']}: " in line
    assert [(one["start"], one["cluster"]) for one in explain(sample)] == [(s["start"], s["cluster"]) for s in printed]


def test_a_sentence_is_explained_with_all_that_was_found_out(sample: Path) -> None:
    run = call("explain", sample, "15 billion euros")
    assert (run.status, run.err) == (0, "")
    first, *lines = run.out.splitlines()
    assert first == "Germany has supported Ukraine with 15 billion euros since February 2022, Reuters reported."
    facts = {line[2:12].strip(): line[12:] for line in lines if line[2:12].strip()}
    assert re.fullmatch(r"Muster Zeitung Online, articles/03-muster-zeitung-online\.md:\d+–\d+ \(a3\)", facts["where"])
    assert facts["origin"] == "Reuters"
    assert re.fullmatch(r"0\.\d\d, rank \d+ of \d+", facts["score"])
    assert "no other sentence tells the same" in facts["cluster"]
    assert facts["printed"].startswith("no: ")
    assert any("[veto: numbers]" in line and "28 billion" in line for line in lines)
    assert any("[below the threshold 0.28]" in line for line in lines)


def test_a_cluster_is_explained_with_its_members(sample: Path) -> None:
    (box,) = [line for line in read_lines("sample") if "Pandora" in line["text"]]
    found = explain(sample, box["cluster"])
    beside = [*box["also"], *box["related"]]
    stands = re.sub(r" \[[^]]*\]", "", box["text"])  # as in the article: without who is introduced
    assert len(found) == len(beside) + 1
    for one in found:
        assert [m["text"] for m in one["members"] if m["why"] == "representative"] == [stands]
        assert {m["text"] for m in one["members"]} == {stands, *(one["text"] for one in beside)}
    text = call("explain", sample, box["cluster"]).out
    assert text.count(f"cluster   {box['cluster']}, {len(found)} sentences tell the same") == len(found)
    assert re.search(rf"^ +1\.00  \[representative\]  {box['outlet']}, ", text, re.MULTILINE)


def test_a_place_as_it_is_told_finds_its_sentence(sample: Path) -> None:
    for line in call("explain", sample).out.splitlines()[:4]:
        place, text = re.findall(r", (articles/\S+:\d+–\d+): (.*)", line)[0]
        assert [one["text"] for one in explain(sample, place)] == [text]
    (first,) = explain(sample, "a1:214")
    assert (first["kind"], first["kind_rule"]) == ("boilerplate", "byline")


def test_the_options_of_the_briefing_hold(made: Path, desk: Path) -> None:
    assert len(explain(made)) == 3
    assert {one["outlet"] for one in explain(made, "the")} >= {"Norvik Radio"}
    assert brief("news", "-f", "json", "-o", "other", "-q", "--threshold", "0.9", "-m", "text-rank").status == 0
    other = call("explain", find_one("other", ".json"), "walked out")
    assert "below the threshold 0.9]" in other.out
    assert call("explain", made, "walked out").out.count("below the threshold 0.9") == 0


def test_what_does_not_match_is_an_error(made: Path) -> None:
    for text in ("no such words", "c99", "a1:999999", ""):
        run = call("explain", made, text)
        assert (run.status, run.out) == (2, "")
        assert f"no sentence matches “{text}”" in run.err


def test_a_changed_source_is_told_and_what_it_says_now_is_explained(made: Path) -> None:
    path = Path("news/times.md")
    path.write_text(path.read_text().replace("three days", "nine days"))
    run = call("explain", made, "bread and milk")
    assert run.status == 0
    assert run.err.startswith("problem  news/times.md: has changed since")
    assert "about nine days." in run.out


def test_a_run_that_prints_other_sentences_is_told(made: Path) -> None:
    record = json.loads(made.read_text(encoding="utf-8"))
    record["options"]["length"] = "1"
    made.write_text(json.dumps(record), encoding="utf-8")
    run = call("explain", made)
    assert (run.status, len(run.out.splitlines())) == (0, 1)
    assert "made again, it prints 0 other sentences and leaves out 2 that the file has" in run.err


def test_without_a_source_nothing_is_explained_and_each_missing_one_is_named(made: Path) -> None:
    for name in ("times.md", "post.md"):
        Path("news", name).unlink()
    run = call("explain", made)
    assert (run.status, run.out) == (2, "")
    assert "without all its sources nothing can be explained" in run.err
    assert re.findall(r"^problem  (\S+): is gone", run.err, re.MULTILINE) == ["news/post.md", "news/times.md"]


def test_sources_are_found_from_the_briefings_folder_or_the_one_named(
    made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = made.resolve()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert len(explain(made)) == 3
    assert len(explain(made, "--root", tmp_path)) == 3
    assert call("explain", made, "--root", tmp_path / "news").status == 2
    assert "there is no such folder" in call("explain", made, "--root", "nowhere").err


def test_what_came_by_standard_input_is_to_be_given_again(desk: Path) -> None:
    story = Path("news/radio.txt").read_bytes()
    assert brief("-", "news/post.md", "-f", "json", "-q", stdin=story).status in (0, 1)
    made = find_one("outputs", ".json")
    assert [one["path"] for one in explain(made, "Talks between", stdin=story)] == ["-"]
    run = call("explain", made)
    assert run.status == 2
    assert "-: came by standard input: give the same there again" in run.err


def test_a_plan_file_is_named_again_or_its_absence_is_told(desk: Path) -> None:
    put_files(desk, {"mine/ferries.toml": PLAN, "own/plans/ferries.toml": PLAN})
    assert brief("news", "-p", "mine/ferries.toml", "-f", "json", "-q").status == 0
    made = find_one("outputs", ".json")
    run = call("explain", made, "walked out")
    assert (run.status, run.out) == (2, "")
    assert "there is no plan “ferries”, by which it was made (name its file with -p" in run.err
    for args in (("-p", "mine/ferries.toml"), ("--templates", "own")):
        assert {one["section"] for one in explain(made, "walked out", *args)} == {"strike"}
    assert call("explain", made, "walked out", "-p", "nothing").status == 2


def test_another_plan_can_be_tried(made: Path, desk: Path) -> None:
    put_files(desk, {"ferries.toml": PLAN})
    run = call("explain", made, "walked out", "-p", "ferries.toml", "--json")
    assert run.status == 0
    assert {json.loads(line)["section"] for line in run.out.splitlines()} == {"strike"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "no such file"),
        (b"{", "not JSON"),
        (b'{"schema": "summarizer.briefing/1"}', "title is missing"),
    ],
)
def test_what_is_no_briefing_is_told(desk: Path, content: bytes | None, told: str) -> None:
    put_files(desk, {"x.json": content} if content else {})
    run = call("explain", "x.json")
    assert (run.status, run.out) == (2, "")
    assert told in run.err


def test_a_briefing_without_sentences_has_nothing_to_explain(desk: Path) -> None:
    assert brief("news", "-l", "1w", "-f", "json", "-q").status == 1
    run = call("explain", find_one("outputs", ".json"))
    assert (run.status, run.out) == (2, "")
    assert "nothing is printed that could be explained" in run.err
    assert call("explain", find_one("outputs", ".json"), "walked out").status == 0


def test_the_date_of_the_briefing_does_not_matter(made: Path) -> None:
    before = call("explain", made).out
    made.write_text(made.read_text(encoding="utf-8").replace(f'"date": "{DATE}"', '"date": "1999-01-01"'), "utf-8")
    assert call("explain", made).out == before


@pytest.mark.parametrize("name", ["characters", "words"])
def test_a_briefing_made_by_a_former_similarity_is_explained_with_a_notice(made: Path, name: str) -> None:
    text = made.read_text(encoding="utf-8")
    made.write_text(text.replace('"similarity": "tf-idf"', f'"similarity": "{name}"'), encoding="utf-8")
    run = call("explain", made)
    assert run.status == 0
    assert f"notice   {made}: similarity “{name}” is there no longer; tf-idf is used\n" in run.err


def test_of_an_item_it_is_told_where_it_went(desk: Path, sample: Path) -> None:
    article = json.loads(sample.read_text(encoding="utf-8"))["articles"][0]
    run = call("explain", sample, "--item", article["title"][:20])
    assert (run.status, run.err) == (0, "")
    lines = run.out.splitlines()
    assert lines[0] == f"read     {article['path']} as {article['id']}"
    assert {line[:9].strip() for line in lines[1:]} == {"printed", "left"}
    assert call("explain", sample, "--item", article["path"]).out == run.out


def test_of_an_item_that_was_left_it_is_told_why(desk: Path, sample: Path) -> None:
    left = LeftItem("https://post.example/pier", "Pier two closes", "it holds nothing but a title", "2031-03-05")
    stored = StoredArticle(
        "2031-03-04/post-crane-sold-0a1b2c3d.md",
        "p",
        published="2031-03-04",
        link=make_key("https://post.example/moved"),
    )
    places = {"p": KnownPlace("https://post.example/feed")}
    save_state(desk / "articles", State(places, {make_key("https://post.example/crane"): stored}, {"k": left}))
    for item in ("pier two", "https://post.example/pier"):
        told = call("explain", sample, "--item", item).out
        assert "left     “Pier two closes” https://post.example/pier: it holds nothing but a title (last seen 2" in told
        assert f"not read: {sample} was made without it" in told
    for item in ("Crane sold", "https://post.example/crane", "https://post.example/moved"):
        told = call("explain", sample, "--item", item).out
        part = "a part, as the feed or a page that is cut gives it, from https://post.example/feed, of 2031"
        assert f"post-crane-sold-0a1b2c3d.md: {part}" in told
    run = call("explain", sample, "--item", "A thing that nobody has told")
    assert run.status == 2
    assert "nothing is known of “A thing that nobody has told”" in run.err


def test_an_item_is_meant_by_its_whole_file_or_a_part_of_its_title(desk: Path, sample: Path) -> None:
    stored = StoredArticle("2031-03-04/post-crane-sold-0a1b2c3d.md", "p", published="2031-03-04", seen="2031-03-04")
    save_state(desk / "articles", State({}, {"crane": stored}))
    assert "without a day, first seen on 2031-03-04" in call("explain", sample, "--item", "crane sold").out
    for item in ("articles/2031-03-04/post-crane-sold-0a1b2c3d.md", "post-crane-sold-0a1b2c3d.md"):
        assert "stored   articles/2031-03-04/post-crane-sold" in call("explain", sample, "--item", item).out
    assert "stored" not in call("explain", sample, "--item", "d").out


def test_it_is_told_how_many_more_articles_an_item_may_mean(desk: Path) -> None:
    texts = (f"---\noutlet: Paper {n}\ntitle: Pier {n}\n---\n\nPier {n} was closed by Mayor {n}.\n" for n in range(7))
    put_files(desk / "piers", {f"{n}.md": text for n, text in enumerate(texts)})
    assert brief("piers", "-f", "json", "-q", "-o", "piers").status == 0
    out = call("explain", find_one("piers", ".json"), "--item", "Pier").out
    assert "and 2 more articles of piers/" in out


def test_of_an_item_without_a_page_it_is_told_what_was_read_of_it(desk: Path) -> None:
    path = "2031-03-04/post-crane-sold-0a1b2c3d.md"
    put_files(
        desk / "articles", {path: "---\noutlet: Post\ntitle: Crane sold\n---\n\nThe crane was sold.\n\nBy Ana Dahl\n"}
    )
    stored = StoredArticle(path, "p", published="2031-03-04", full=True)
    fault = KnownPlace("https://post.example/feed", seen="2031-03-05", fault="does not exist (status 404)")
    save_state(desk / "articles", State({"p": fault}, {make_key("https://post.example/crane"): stored}))
    for item in ("crane sold", "https://post.example/crane"):
        run = call("explain", "--item", item)
        assert (run.status, run.err) == (0, "")
        assert run.out.splitlines()[1:] == [
            f"read     articles/{path}: “Crane sold”",
            "news     The crane was sold. [sentence]",
            "left     By Ana Dahl [boilerplate: byline]",
        ]
    told = "asked    https://post.example/feed: does not exist (status 404) (on 2031-03-05)\n"
    assert call("explain", "--item", "https://post.example/feed").out == told


def test_of_a_file_that_gives_no_article_it_is_told_why(desk: Path) -> None:
    put_files(desk, {"empty.html": "<html></html>"})
    out = call("explain", "--item", "empty.html").out
    assert out.startswith("problem  empty.html: no main text was found in the page: ")
    for asked in ([], ["--item", "nothing"], ["--item", "empty.html", "--json"]):
        assert call("explain", *asked).status == 2


def test_an_item_is_asked_for_alone(sample: Path) -> None:
    for more in (["Scholz"], ["--json"]):
        assert call("explain", sample, "--item", "Scholz", *more).status == 2


def test_what_an_earlier_edition_told_is_not_said_to_be_printed(desk: Path) -> None:
    put_files(desk, {"summarizer.toml": 'places = ["news"]\nnew_only = true\n[history]\npath = "h.db"\n'})
    assert call("brief", "--date", "2031-03-05", "-q").status == 0
    put_files(desk, {"news/more.md": "---\noutlet: Courier\n---\n\nA crane fell into the harbour of Norvik at noon.\n"})
    assert call("brief", "--date", "2031-03-06", "-f", "json", "-o", "second", "-q").status == 0
    made = find_one("second", ".json")
    known, why = "[sentence: printed in the edition of 2031-03-05", "printed +no: printed in the edition of 2031-03-05"
    unknown, no_memory = "[sentence: an earlier edition told it]", "printed +no: by what earlier editions told"
    for history, sentence, reason in (("h.db", known, why), ("lost.db", unknown, no_memory)):
        Path("h.db").rename(history)
        told = call("explain", made, "--item", "news/post.md").out.splitlines()
        assert len(told) > 2
        assert not any(line.startswith("printed") for line in told)
        assert any(line.startswith("left") and sentence in line for line in told)
        assert re.search(f"(?m)^  {reason}", call("explain", made, "closed the harbour for a second day").out)
        assert ("not known here" in call("explain", made).err) == (history == "lost.db")
    assert "\nprinted  A crane fell" in call("explain", made, "--item", "news/more.md").out
    (printed,) = call("explain", made).out.splitlines()
    assert printed.endswith("A crane fell into the harbour of Norvik at noon.")


def test_of_an_item_of_a_front_page_its_story_is_told(desk: Path) -> None:
    shutil.copytree(HOUSE / "tests/cases/morning/2031-03-05", desk / "pile")
    assert brief("pile", "--stories", "-f", "json", "-q", "-o", "front").status == 0
    page = find_one("front", ".json")
    told = call("explain", page, "--item", "bridge-wire.md").out
    assert re.search(r"(?m)^read     pile/bridge-wire.md as a\d+$", told)
    assert re.search(r"(?m)^story    2031-03-05-\w+ “.*bridge.*”$", told)
    assert re.search(r"(?m)^(?:printed|left)  ", told)
    assert "story    none: it is a round-up" in call("explain", page, "--item", "roundup-wire.md").out
    assert "story    none: it is a comment" in call("explain", page, "--item", "opinion-courier.md").out
    assert "story    none: it is an article that stands alone" in call("explain", page, "--item", "library").out


def test_opinion_on_a_story_is_left_out_where_its_page_is_explained_and_in_its_long_briefing(desk: Path) -> None:
    shutil.copytree(HOUSE / "tests/cases/morning/2031-03-05", desk / "pile")
    article = (desk / "pile/quake-wire.md").read_text(encoding="utf-8")
    opinion = (
        article.replace("title: ", "title: 'Opinion: ").replace("of Maro\n", "of Maro'\n", 1).replace("wire", "opinion")
    )
    (desk / "pile/quake-opinion.md").write_text(f"{opinion}\nWe were warned.\n", "utf-8")
    assert brief("pile", "--stories", "-f", "json", "-q", "-o", "front").status == 0
    page = json.loads(find_one("front", ".json").read_text(encoding="utf-8"))
    (story,) = (story for story in page["stories"] if story.get("comments"))
    run = call("explain", find_one("front", ".json"), "sailed for Maro")
    assert (run.status, run.err) == (0, "")
    assert brief("pile", "--story", story["id"], "-f", "json", "-q", "-o", "long").status == 0
    made = json.loads(find_one("long", ".json").read_text(encoding="utf-8"))
    assert not any("opinion" in one["path"] for one in made["articles"])
