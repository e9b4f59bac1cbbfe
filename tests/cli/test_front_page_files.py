"""Front pages as files: proved with their pages, by their history, explained, listed and shown."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from calling import HOUSE, call, put_files
from pile_of_articles import EVENTS, FERRY, make_articles

from summarizer.briefing.front_page import compose_front_page
from summarizer.config.plans import load_plans
from summarizer.dedupe.memory import memorize
from summarizer.model import FrontPage, Memory, Options, StoryMemory
from summarizer.render.page_json import to_json
from summarizer.render.rendering import write_as
from summarizer.sources.places import read_places
from summarizer.storage.editions_and_stories import (
    keep_edition,
    keep_stories,
    list_names,
    remember,
    remember_decisions,
    remember_stories,
)
from summarizer.storage.history import open_history, transaction
from summarizer.stories.following import memorize_pile

Record = dict[str, Any]
MONDAY, TUESDAY = "2031-03-03", "2031-03-04"
JSON = Path("outputs/front.json")


def write_articles(folder: Path, day: str, events: list[str]) -> None:
    for number, one in enumerate(make_articles(day)):
        event = ("ferry", "vote", "dam", "alone")[number // 3]
        if event in events:
            head = f"---\noutlet: {one.outlet}\ntitle: “{one.title}”\npublished: {day}\n---\n"
            put_files(folder, {f"{event}-{number}.md": head.replace("“", '"').replace("”", '"') + one.text + "\n"})


def compose(folder: str, day: str, memory: Memory | None = None, stories: StoryMemory | None = None) -> FrontPage:
    articles, problems = read_places([folder])
    options = Options(plans=load_plans("auto"), date=day)
    return compose_front_page(articles, problems, options, memory=memory, stories=stories)


def write(page: FrontPage) -> None:
    put_files(
        Path(), {f"outputs/front.{name}": write_as(page, name, None, []) for name in ("json", "md", "html", "txt")}
    )


@pytest.fixture
def page(desk: Path) -> FrontPage:
    """Return a page of three stories and two articles beside them, written in all formats."""
    write_articles(desk / "pile", TUESDAY, ["ferry", "vote", "dam", "alone"])
    made = compose("pile", TUESDAY)
    assert (len(made.pile.stories), len(made.pile.singles)) == (3, 2)
    write(made)
    return made


def change(how: Callable[[Record], None]) -> None:
    record = json.loads(JSON.read_text(encoding="utf-8"))
    how(record)
    JSON.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", ["json", "md", "html", "txt"])
def test_a_front_page_is_proved_in_every_format(page: FrontPage, name: str) -> None:
    run = call("verify", f"outputs/front.{name}")
    assert (run.status, run.out) == (0, ""), run.err
    assert f"checked  {page.length.sentences} sentences" in run.err
    assert "all holds" in run.err
    assert "only the call says the date 2031-03-04" in run.err


@pytest.mark.parametrize("name", ["md", "html", "txt"])
def test_a_page_that_was_altered_beside_its_json_is_refused(page: FrontPage, name: str) -> None:
    place = Path(f"outputs/front.{name}")
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("harbour", "stadium", 1), encoding="utf-8")
    assert place.read_text(encoding="utf-8") != text
    run = call("verify", place)
    assert run.status == 1
    assert "is not what front.json renders to from this line on" in run.out


def move_an_article(record: Record) -> None:
    record["stories"][1]["articles"].append(record["stories"][0]["articles"].pop())


def add_a_field(record: Record) -> None:
    record["stories"][0]["verified"] = True


def add_a_field_to_a_line(record: Record) -> None:
    next(part for part in record["stories"][0]["briefing"]["sections"] if part["sentences"])["sentences"][0]["x"] = 1


def raise_the_outlets(record: Record) -> None:
    record["stories"][2]["outlets"] = 4


def tell_of_news_since(record: Record) -> None:
    record["since"] = MONDAY


@pytest.mark.parametrize(
    "forge", [move_an_article, add_a_field, add_a_field_to_a_line, raise_the_outlets, tell_of_news_since]
)
def test_a_forged_file_is_refused(page: FrontPage, forge: Callable[[Record], None]) -> None:
    change(forge)
    run = call("verify", JSON)
    assert (run.status, run.out != "") == (1, True), run.err


@pytest.mark.parametrize(
    ("forge", "message"),
    [
        (lambda record: record["stories"][0]["articles"].append({"id": "a99", "path": "x.md"}), "“a99” is not as in"),
        (lambda record: record["stories"].append(record["stories"][0]), "have an id twice"),
        (lambda record: record["options"]["stories"].update(joins=[["a"]]), "joins are not pairs"),
        (lambda record: record["options"]["stories"].update(story_length="long"), "long"),
        (lambda record: record["options"].pop("stories"), "stories is missing"),
    ],
)
def test_what_cannot_be_read_as_a_front_page_is_told(
    page: FrontPage, forge: Callable[[Record], None], message: str
) -> None:
    change(forge)
    run = call("verify", JSON)
    assert run.status == 2
    assert message in run.err


def test_an_altered_source_is_told_and_which_story_it_is_of(page: FrontPage, desk: Path) -> None:
    path = next(desk.glob("pile/ferry-0.md"))
    path.write_text(path.read_text(encoding="utf-8").replace("Linnea", "Astrid"), encoding="utf-8")
    run = call("verify", JSON)
    assert run.status == 1
    assert "pile/ferry-0.md: the source was altered since the briefing was made" in run.out


@pytest.fixture
def followed(desk: Path) -> FrontPage:
    """Return Tuesday's page, which goes on from Monday's; the history keeps both."""
    put_files(desk, {"summarizer.toml": 'places = ["tuesday"]\nstories = true\n[history]\npath = "h.db"\n'})
    write_articles(desk / "monday", MONDAY, ["ferry", "alone"])
    write_articles(desk / "tuesday", TUESDAY, ["dam", "vote"])
    title, text = EVENTS["divers"][0]
    head = f"---\noutlet: Tarn News\ntitle: {title}\npublished: {TUESDAY}\n---\n"
    put_files(desk, {"tuesday/divers.md": head + text})
    with open_history(desk / "h.db") as history:
        for folder, day in (("monday", MONDAY), ("tuesday", TUESDAY)):
            memory, stories = remember(history, "news", day), remember_stories(history, "news", day)
            made = compose(folder, day, memory, stories)
            with transaction(history.connection):
                keep_edition(history, "news", day, to_json(made), memorize(made))
                keep_stories(history, "news", day, memorize_pile(made.pile, day, stories))
    write(made)
    assert [bool(story.told) for story in made.pile.stories] == [False, False, True]
    return made


def test_a_page_that_goes_on_is_proved_by_the_history_alone(followed: FrontPage, desk: Path) -> None:
    run = call("verify", JSON)
    assert (run.status, run.out) == (0, ""), run.err
    assert "what earlier editions told is known by h.db" in run.err
    change(lambda record: record["stories"][-1].update(id="2031-03-03-abcde"))
    assert call("verify", JSON).status == 1
    change(lambda record: record["stories"][-1].update(id=followed.pile.stories[-1].id))
    assert call("verify", JSON).status == 0
    (desk / "h.db").unlink()
    run = call("verify", JSON)
    assert (run.status, run.out) == (3, "")
    assert (
        "not proved: it may go on from earlier editions, and no history here knows (any more) what they told" in run.err
    )
    assert f"“{followed.pile.stories[-1].title}” is held together by articles of earlier editions" in run.err


def test_a_page_of_more_than_a_month_ago_is_held_against_the_edition_that_is_kept(
    followed: FrontPage, desk: Path
) -> None:
    later = "2031-04-10"
    with open_history(desk / "h.db") as history, transaction(history.connection):
        made = compose("tuesday", later, remember(history, "news", later), remember_stories(history, "news", later))
        keep_edition(history, "news", later, to_json(made), memorize(made))
        keep_stories(history, "news", later, memorize_pile(made.pile, later))
    run = call("verify", JSON)
    assert (run.status, run.out) == (3, "")
    assert "no history here knows (any more) what they told" in run.err
    assert "it is the edition that the history keeps, but for what is told above" in run.err
    change(lambda record: record["stories"][-1].update(joined=["2031-03-03-abcde"]))
    run = call("verify", JSON)
    assert run.status == 1
    assert "joined, by the edition that the history keeps: the page has 1 entries, made again it has none" in run.out


def test_editions_of_both_kinds_are_listed_exported_shown_and_forgotten(followed: FrontPage, desk: Path) -> None:
    run = call("history")
    assert run.status == 0
    first, last = run.out.splitlines()
    assert first.startswith("2031-03-03  news  1 story, ")
    assert last.startswith(f"2031-03-04  news  3 stories, {followed.length.sentences} sentences")
    exported = [json.loads(line) for line in call("history", "export").out.splitlines()]
    assert [record["briefing"]["schema"] for record in exported] == 2 * ["summarizer.front/1"]
    assert followed.title in call("history", "show", TUESDAY).out
    assert call("history", "forget", MONDAY).status == 0
    with open_history(desk / "h.db") as history:
        assert remember_stories(history, "news", TUESDAY) == StoryMemory()
    # What goes on from an edition that is forgotten cannot be proved any more.
    run = call("verify", JSON)
    assert (run.status, run.out) == (3, "")
    changed = "the history that this page was made with has changed: the edition of 2031-03-03 is there no longer;"
    assert f"not proved: {changed} checked are of the pile" in run.err


def change_a_line(record: Record) -> None:
    line = next(part for part in record["stories"][0]["briefing"]["sections"] if part["sentences"])["sentences"][0]
    line["origins"] = 3


def go_on_from_another_day(record: Record) -> None:
    record["stories"][-1]["earlier"][0]["date"] = "2031-03-02"


def take_another_title(record: Record) -> None:
    record["stories"][0]["title"] = record["stories"][1]["title"]


@pytest.mark.usefixtures("followed")
@pytest.mark.parametrize(
    "forge", [move_an_article, raise_the_outlets, change_a_line, go_on_from_another_day, take_another_title]
)
def test_that_the_history_has_changed_excuses_no_forged_page(forge: Callable[[Record], None]) -> None:
    assert call("history", "forget", MONDAY).status == 0
    assert call("verify", JSON).status == 3
    change(forge)
    run = call("verify", JSON)
    assert (run.status, run.out != "") == (1, True), run.err
    assert "is known by h.db, which keeps another page of this date" in run.err


@pytest.mark.parametrize("named", ["pile/ferry-1.md", "ferry-1.md", "a2"])
def test_it_is_explained_why_an_article_is_in_its_story(page: FrontPage, named: str) -> None:
    if named == "a2":
        (named,) = [article.id for article in page.articles if article.path == "pile/ferry-1.md"]
    run = call("explain", JSON, named)
    assert (run.status, run.err) == (0, "")
    lines = run.out.splitlines()
    story = next(one for one in page.pile.stories if "Linnea" in one.title or "erry" in one.title)
    assert lines[0] == FERRY[1][0]
    assert f"{story.id} “{story.title}”, 3 articles" in lines[3]
    (record,) = [json.loads(line) for line in call("explain", JSON, named, "--json").out.splitlines()]
    assert (record["own"]["story"], record["place"]) == (story.id, "story")
    assert record["own"]["likeness"] > record["own"]["threshold"]


def test_sentences_are_explained_in_the_story_that_has_them(page: FrontPage) -> None:
    line = next(part for part in page.briefings[page.pile.stories[1].id].sections if part.lines).lines[0]
    run = call("explain", JSON, line.text)
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith(f"{page.pile.stories[1].id}  {page.pile.stories[1].title}\n{line.text}\n")
    assert sum(run.out.count(story.id) for story in page.pile.stories) == 1
    run = call("explain", JSON)
    assert run.status == 0
    assert [one.id in run.out for one in page.pile.stories] == 3 * [True]
    assert len(run.out.splitlines()) == page.length.sentences + 3 + 2
    run = call("explain", JSON, "no such words anywhere")
    assert run.status == 2
    assert "no sentence matches “no such words anywhere”" in run.err


def test_what_the_user_said_of_stories_is_named_as_what_no_source_says(desk: Path) -> None:
    write_articles(desk / "pile", TUESDAY, ["ferry", "vote", "dam", "alone"])
    articles, problems = read_places(["pile"])
    options = Options(plans=load_plans("auto"), date=TUESDAY)
    said = replace(options.stories, parts=("pile/ferry-0.md",), joins=(("pile/dam-6.md", "pile/vote-3.md"),))
    write(compose_front_page(articles, problems, replace(options, stories=said)))
    run = call("verify", JSON)
    assert run.status == 0, run.out + run.err
    assert 'of stories, joins [["pile/dam-6.md", "pile/vote-3.md"]]; of stories, parts ["pile/ferry-0.md"]' in run.err


@pytest.mark.usefixtures("page")
def test_an_article_that_was_parted_is_known_tomorrow(desk: Path) -> None:
    put_files(desk, {"summarizer.toml": 'places = ["pile"]\nstories = true\n[history]\npath = "h.db"\n'})
    run = call("brief", "--date", TUESDAY, "--part", "pile/ferry-1.md", "-f", "json", "-q")
    assert run.status == 0, run.err
    with open_history(desk / "h.db") as history:
        assert remember_decisions(history, list_names(history, TUESDAY)[0], TUESDAY) == ((), ("pile/ferry-1.md",))


def test_two_mornings_of_news_only_and_their_mail_are_proved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(HOUSE / "tests" / "cases" / "morning", "feeds")
    mail = '[mail]\nsender = "desk@example.org"\nto = ["a@example.org"]\nserver = "smtp://localhost"\n'
    asked = 'places = ["feeds"]\nformats = ["json", "md"]\nstories = true\nnew_only = true\n[history]\npath = "h.db"\n'
    put_files(tmp_path, {"summarizer.toml": asked + mail})
    days = ("2031-03-05", "2031-03-06")
    for day in days:
        assert call("brief", "--until", day, "--date", day, "-o", day, "-q").status == 0
    for day in days:
        (page,) = Path(day).glob("*.json")
        for place in (page, page.with_suffix(".md")):
            run = call("verify", place)
            assert (run.status, run.out) == (0, ""), run.err
    run = call("send", "--date", days[1], "--dry-run", "--eml", "b.eml")
    assert run.status == 0, run.err
    page.rename("b.json")
    (kept,) = call("history", "export").out.splitlines()[1:]
    assert json.loads(kept)["briefing"] == json.loads(Path("b.json").read_text(encoding="utf-8"))
    run = call("verify", "b.eml")
    assert (run.status, run.out) == (0, ""), run.err
    letter = Path("b.eml").read_bytes()
    Path("b.eml").write_bytes(letter.replace(b"Content-Type: text/plain", b"Content-Type: text/calendar", 1))
    assert call("verify", "b.eml").status == 1
    # The first morning made again with less: what the second goes on from is not what it was.
    for place in Path("feeds").glob(f"{days[0]}/*-wire.md"):
        place.rename(place.with_suffix(".off"))
    assert call("brief", "--until", days[0], "--date", days[0], "-o", days[0], "--again", "-q").status == 0
    assert call("brief", "--until", days[1], "--date", days[1], "-o", "again", "-q").status == 0
    for place in Path("feeds").glob(f"{days[0]}/*.off"):
        place.rename(place.with_suffix(".md"))
    for place in (Path("b.json"), *Path("again").glob("*.json")):
        run = call("verify", place)
        assert (run.status, run.out) == (3, ""), run.err
        assert "not proved: the history that this page was made with has changed" in run.err
    Path("h.db").unlink()
    run = call("verify", "b.json")
    assert (run.status, run.out) == (3, ""), run.err
