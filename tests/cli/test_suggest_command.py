"""``summarizer plans suggest`` and ``plans check --articles``."""

from __future__ import annotations

from pathlib import Path

from calling import brief, call, put_files, read_json

STORY = (
    "The crews of the Arden ferries walked out on Monday.\n"
    "“We want ten percent,” said Per Moe, a spokesman for the Seamen's Union. Moe said no ship would sail. "
    "Moe said so twice.\n"
)


def test_a_plan_is_printed_that_check_and_brief_take_as_it_stands(desk: Path) -> None:
    put_files(desk, {"strike/a.txt": STORY, "strike/b.txt": f"{STORY}It rained on Tuesday.\n"})
    run = call("plans", "suggest", "strike")
    assert (run.status, run.err) == (0, "")
    assert 'name = "Per Moe"' in run.out
    Path("first.toml").write_text(run.out, encoding="utf-8")
    assert call("plans", "check", "first.toml").status == 0
    assert brief("strike", "-p", "first.toml", "-f", "json", "-q").status == 0
    assert read_json()["plan"] == "first"


def test_a_file_is_written_once_and_again_only_with_force(desk: Path) -> None:
    put_files(desk, {"strike/a.txt": STORY})
    run = call("plans", "suggest", "strike", "-o", "plans/strike.toml", "--title", "The strike")
    assert (run.status, run.out) == (0, "")
    assert "written  plans/strike.toml" in run.err
    first = Path("plans/strike.toml").read_text(encoding="utf-8")
    assert 'title = "The strike"' in first
    again = call("plans", "suggest", "strike", "-o", "plans/strike.toml")
    assert again.status == 2
    assert "plans/strike.toml: is there already (--force replaces it)" in again.err
    assert Path("plans/strike.toml").read_text(encoding="utf-8") == first
    assert call("plans", "suggest", "strike", "-o", "plans/strike.toml", "--force").status == 0
    assert Path("plans/strike.toml").read_text(encoding="utf-8") != first


def test_articles_may_come_by_standard_input(desk: Path) -> None:
    run = call("plans", "suggest", "-", stdin=STORY.encode())
    assert (run.status, 'name = "Per Moe"' in run.out) == (0, True)


def test_where_nothing_can_be_read_nothing_is_written(desk: Path) -> None:
    run = call("plans", "suggest", "missing", "-o", "p.toml")
    assert (run.status, run.out, Path("p.toml").exists()) == (2, "", False)
    assert "no article could be read" in run.err
    assert "missing" in run.err


def test_one_bad_article_is_told_and_the_plan_is_made_of_the_others(desk: Path) -> None:
    put_files(desk, {"strike/a.txt": STORY, "strike/b.json": "{"})
    run = call("plans", "suggest", "strike")
    assert run.status == 1
    assert "b.json" in run.err
    assert 'name = "Per Moe"' in run.out


def test_a_place_on_the_network_is_to_be_fetched_first(desk: Path) -> None:
    run = call("plans", "suggest", "https://news.example/feed.xml")
    assert run.status == 2
    assert "is on the network (fetch it first: summarizer fetch)" in run.err


def test_help_has_an_example(desk: Path) -> None:
    assert "Example: summarizer plans suggest articles/ -o" in " ".join(call("plans", "suggest", "--help").out.split())


def test_a_plan_is_tried_on_articles(desk: Path) -> None:
    put_files(desk, {"strike/a.txt": STORY})
    text = call("plans", "suggest", "strike").out.replace('name = "Per Moe"', 'name = "Per Moe"\n# x')
    idle = '[[actors]]\nid = "king"\nname = "Olaf Grimm"\n\n[[sections]]\nid = "event"\ncues = ["lighthouse"]\n'
    Path("p.toml").write_text(text.replace('[[sections]]\nid = "event"\n', idle), encoding="utf-8")
    run = call("plans", "check", "p.toml", "--articles", "strike")
    assert run.status == 0
    assert run.out.startswith("p.toml: 4 sentences of 1 articles")
    assert "  actor king: never heard\n" in run.out
    assert "  cue “lighthouse” (event): never found\n" in run.out


def test_a_faulty_plan_is_not_tried_and_the_others_are(desk: Path) -> None:
    put_files(desk, {"strike/a.txt": STORY})
    put_files(desk, {"bad.toml": "title = 1\n", "good.toml": call("plans", "suggest", "strike").out})
    run = call("plans", "check", "bad.toml", "good.toml", "--articles", "strike")
    assert run.status == 1
    assert "bad.toml:1: title must be" in run.out
    assert "good.toml: 4 sentences" in run.out


def test_a_trial_without_articles_cannot_be(desk: Path) -> None:
    put_files(desk, {"good.toml": 'title = "T"\n[[sections]]\nid = "a"\ntitle = "A"\nrest = true\n'})
    assert call("plans", "check", "good.toml", "--articles", "missing").status == 2
