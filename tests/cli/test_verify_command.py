"""``summarizer verify``: pages and mails beside their JSON, what only an option said, editions of news only."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from calling import HOUSE, call, find_one, put_files

Record = dict[str, Any]


@pytest.fixture
def made(desk: Path) -> Path:
    assert call("brief", "news", "--date", "2031-03-05", "-l", "100%", "-f", "md,html,txt,json", "-q").status == 0
    return find_one("outputs", ".json")


def change(path: Path, how: Callable[[Record], None]) -> None:
    record = json.loads(path.read_text(encoding="utf-8"))
    how(record)
    path.write_text(json.dumps(record), encoding="utf-8")


@pytest.mark.parametrize("name", ["md", "html", "txt"])
def test_a_page_is_proved_by_the_json_beside_it(made: Path, name: str) -> None:
    page = made.with_suffix(f".{name}")
    assert call("verify", page).status == 0
    page.write_text(page.read_text(encoding="utf-8").replace("four percent", "five percent"), encoding="utf-8")
    run = call("verify", page)
    assert run.status == 1
    assert f"is not what {made.name} renders to from this line on" in run.out


def test_of_pages_beside_a_json_it_is_said_that_they_were_not_looked_at(made: Path) -> None:
    run = call("verify", made)
    beside = ", ".join(made.with_suffix(f".{name}").name for name in ("md", "html", "txt"))
    assert run.status == 0
    assert f"notice   not looked at: {beside} beside it; name a page to have it compared too" in run.err
    for name in ("html", "md", "txt"):
        made.with_suffix(f".{name}").unlink()
    assert "not looked at" not in call("verify", made).err


def test_a_page_by_a_template_of_ones_own_is_proved_with_it(made: Path, desk: Path) -> None:
    put_files(desk, {"own.md.j2": "{{ title }}: {{ length.sentences }}\n"})
    assert call("render", made, "--template", "own.md.j2", "-q").status == 0
    page = made.with_suffix(".md")
    assert call("verify", page).status == 1
    assert call("verify", page, "--template", "own.md.j2").status == 0


def test_a_page_without_its_json_is_refused(made: Path) -> None:
    page = made.with_suffix(".md")
    made.unlink()
    run = call("verify", page)
    assert run.status == 2
    assert "its JSON is not beside it" in run.err
    assert "is no briefing" in call("verify", "news/radio.txt.bak").err


def test_a_mail_is_proved_by_the_json_beside_it(desk: Path) -> None:
    mail = '[mail]\nsender = "desk@example.org"\nto = ["a@example.org"]\nserver = "smtp://localhost"\n'
    put_files(desk, {"summarizer.toml": f'places = ["news"]\nformats = ["json"]\n{mail}'})
    run = call("send", "--date", "2031-03-05", "--dry-run", "--eml", "b.eml")
    assert run.status == 0, run.err
    assert call("brief", "--date", "2031-03-05", "-f", "json", "-q").status == 0
    find_one("outputs", ".json").rename("b.json")
    run = call("verify", "b.eml", "--root", desk)
    assert (run.status, run.out) == (0, ""), run.err
    change(Path("b.json"), lambda record: None)
    letter = Path("b.eml").read_bytes()
    Path("b.eml").write_bytes(letter.replace(b"Content-Type: text/plain", b"Content-Type: text/calendar", 1))
    run = call("verify", "b.eml", "--root", desk)
    assert run.status == 1
    assert run.out == "b.eml: its text is not what b.json is written to\n"


def test_what_another_version_made_ends_with_three(made: Path) -> None:
    change(made, lambda record: record["made_by"].update(digest="0" * 64))
    run = call("verify", made)
    assert (run.status, run.out) == (3, "")
    assert "not proved: it was made by another version" in run.err
    assert "perhaps altered, are who speaks" in run.err
    assert run.err.endswith("not all is proved: what is not may be altered\n")
    assert "all holds" not in run.err


@pytest.mark.parametrize(
    ("field", "status", "told"),
    [
        ({"party": "Ines Falk"}, 1, "stands under “Ines Falk”, whom no source names"),
        ({"origin": "Reuters"}, 3, "is passed on from “Reuters”; this program finds “”"),
    ],
)
def test_whoever_is_put_beside_a_line_is_looked_for_whatever_version_made_it(
    made: Path, field: dict[str, str], status: int, told: str
) -> None:
    def forge(record: dict[str, Any]) -> None:
        record["made_by"].update(digest="0" * 64)
        section = next(one for one in record["sections"] if one["sentences"])
        section["sentences"][0].update(field)

    change(made, forge)
    run = call("verify", made)
    assert run.status == status, run.err
    assert told in run.out + run.err


def test_a_problem_of_fetching_is_told_and_not_said_to_hold(made: Path) -> None:
    problem = {"where": "https://post.example/", "message": "is withdrawn", "level": "problem"}
    change(made, lambda record: record["problems"].append(problem))
    run = call("verify", made)
    assert (run.status, run.out) == (0, "")
    assert "cannot be looked up again: https://post.example/: is withdrawn" in run.err
    assert run.err.endswith("all holds but the problems of fetching, which nobody can prove\n")


def test_an_outlet_that_only_an_option_named_is_listed_until_it_is_confirmed(desk: Path) -> None:
    assert call("brief", "news", "--outlet", "radio.txt=Coast Radio", "-f", "json", "-q").status == 0
    made = find_one("outputs", ".json")
    run = call("verify", made)
    assert run.status == 0
    assert "that “Coast Radio” published radio.txt (--outlet confirms it)" in run.err
    run = call("verify", made, "--outlet", "radio.txt=Coast Radio")
    assert (run.status, "Coast Radio" in run.err) == (0, False)
    run = call("verify", made, "--outlet", "radio.txt=Dune Radio")
    assert run.status == 1
    assert "the briefing names the outlet “Coast Radio”" in run.out


def test_another_outlet_than_the_file_says_holds_only_when_it_is_confirmed(desk: Path) -> None:
    assert call("brief", "news", "--outlet", "post.md=Dune Post", "-f", "json", "-q").status == 0
    made = find_one("outputs", ".json")
    run = call("verify", made)
    assert run.status == 1
    said = "news/post.md: an option named its outlet, and it says “Harbour Post” itself; --outlet confirms another\n"
    assert run.out == said
    assert call("verify", made, "--outlet", "post.md=Dune Post").status == 0
    assert call("verify", made, "--outlet", "post.md=Moon Post").status == 1


def test_a_title_that_an_option_gave_is_listed(desk: Path) -> None:
    assert call("brief", "news", "--title", "Ferries", "-f", "json", "-q").status == 0
    run = call("verify", find_one("outputs", ".json"))
    assert run.status == 0
    assert "the title “Ferries”" in run.err


def test_a_plan_of_ones_own_is_told_with_its_sections(desk: Path) -> None:
    plan = 'title = "Ferries"\n\n[[sections]]\nid = "all"\ntitle = "All of it"\nrest = true\n'
    put_files(desk, {"ferries.toml": plan})
    run = call("brief", "news", "-p", "ferries.toml", "-f", "json", "-q")
    assert run.status == 0, run.err
    run = call("verify", find_one("outputs", ".json"))
    assert run.status == 0
    assert "the plan “ferries”, which is not as it is here (its title: “Ferries”; its sections: All of it)" in run.err
    assert "all holds but the headings, of a plan that is not as it is here, told above" in run.err


def test_problems_of_reading_are_looked_up_again(desk: Path) -> None:
    put_files(desk, {"news/empty.txt": ""})
    assert call("brief", "news", "-f", "json", "-q").status == 1
    made = find_one("outputs", ".json")
    assert call("verify", made).status == 0
    change(
        made,
        lambda record: record["problems"].append({"where": "news/post.md", "message": "is false", "level": "problem"}),
    )
    run = call("verify", made)
    assert run.status == 1
    assert "problems: “is false” is not found again" in run.out


def test_nothing_is_printed_of_a_file_that_is_no_article_of_the_briefing(made: Path, desk: Path) -> None:
    put_files(desk, {"secret.txt": "The password of the harbour is forty-two.\n" * 20})

    def point_elsewhere(record: Record) -> None:
        for article in record["articles"]:
            article["path"] = "secret.txt"

    change(made, point_elsewhere)
    run = call("verify", made)
    assert run.status == 1
    assert "password" not in run.out + run.err
    outside = put_files(desk / "elsewhere", {"x.txt": "x"})
    assert (
        "lies outside" in call("verify", made, "--root", outside).err or call("verify", made, "--root", outside).status
    )


def test_a_source_outside_of_the_folder_named_fails(desk: Path) -> None:
    assert call("brief", HOUSE / "articles", "-f", "json", "-q").status == 0
    made = find_one("outputs", ".json")
    run = call("verify", made)
    assert run.status == 0
    assert f"all sources lie in {HOUSE / 'articles'}, which no --root names" in run.err
    run = call("verify", made, "--root", desk)
    assert run.status == 1
    assert run.out.count("lies outside of the folders named") == 5
    assert call("verify", made, "--root", HOUSE).status == 0


def test_one_source_outside_among_others_fails_until_its_folder_is_named(made: Path, tmp_path_factory: Any) -> None:
    away = tmp_path_factory.mktemp("away")
    Path("news/times.md").rename(away / "times.md")
    for path in (away / "times.md", Path("news/../..", away.name, "times.md")):
        change(made, lambda record, path=path: record["articles"][1].update(path=str(path)))  # type: ignore[misc]
        run = call("verify", made)
        assert run.status == 1
        assert "the source lies outside of the folders named; --root names another" in run.out
    assert "lies outside" not in call("verify", made, "--root", ".", "--root", away).out


def test_an_edition_of_news_only_is_proved_by_the_history(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_files(desk, {"summarizer.toml": 'places = ["news"]\nnew_only = true\n[history]\npath = "h.db"\n'})
    assert call("brief", "--date", "2031-03-04", "-f", "json", "-q", "-o", "first").status == 0
    put_files(
        desk, {"news/late.md": "---\noutlet: Late News\n---\nThe king of Norvik opened a new bridge on Sunday.\n"}
    )
    assert call("brief", "--date", "2031-03-05", "-f", "json", "-q", "-o", "second").status == 0
    made = find_one("second", ".json")
    run = call("verify", made)
    assert (run.status, run.out) == (0, ""), run.err
    assert "what earlier editions told is known by h.db" in run.err
    assert call("history", "forget", "2031-03-04").status == 0
    run = call("verify", made)
    assert (run.status, run.out) == (3, "")
    assert "the history that this page was made with has changed: the edition of 2031-03-04 is there no" in run.err
    text = made.read_text(encoding="utf-8")
    change(made, lambda record: record.update(since="2031-03-03"))
    assert call("verify", made).status == 1
    made.write_text(text, encoding="utf-8")
    Path("h.db").unlink()
    run = call("verify", made)
    assert run.status == 3
    assert "it tells only news" in run.err


def test_a_path_that_no_file_can_have_is_a_failure(made: Path, desk: Path) -> None:
    change(made, lambda record: record["articles"][0].update(path="news/\0x"))
    run = call("verify", made, "--root", desk)
    assert run.status == 1
    assert "the source" in run.out
