"""``summarizer stories`` and ``brief --stories``: many stories found, told on one page, and followed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from calling import HOUSE, call, find_one, put_files, read_json

MORNING = HOUSE / "tests" / "cases" / "morning"
FIRST, SECOND = "2031-03-05", "2031-03-06"
HISTORY = '[history]\npath = "history.db"\n'


@pytest.fixture
def feeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which a test runs: articles of two mornings in ``feeds/``, and settings for them."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(MORNING, tmp_path / "feeds")
    put_files(tmp_path, {"summarizer.toml": f'places = ["feeds"]\nformats = ["json"]\n{HISTORY}'})
    return tmp_path


def page(day: str, *args: str, where: str = "outputs") -> dict[str, Any]:
    """Make the front page of a day from the articles of this day and before, and read it."""
    run = call("brief", "--stories", "--until", day, "--date", day, "-o", where, *args)
    assert run.status == 0, run.err
    record: dict[str, Any] = json.loads(find_one(where, ".json").read_text(encoding="utf-8"))
    return record


def find_stories(*args: str) -> dict[str, Any]:
    run = call("stories", "--json", *args)
    assert run.status == 0, run.err
    found: dict[str, Any] = json.loads(run.out)
    return found


def name_files(articles: list[dict[str, Any]]) -> list[str]:
    return [Path(article["path"]).stem for article in articles]


def find_id(found: dict[str, Any], name: str) -> str:
    """Give the id of the story that has an article of a file's name."""
    (story,) = [one["id"] for one in found["stories"] if name in name_files(one["articles"])]
    return str(story)


def test_the_stories_of_a_morning_are_listed_with_their_sources_days_and_titles(feeds: Path) -> None:
    run = call("stories", f"feeds/{FIRST}")
    assert (run.status, run.err) == (0, "")
    head, *rows, empty, total = run.out.splitlines()
    assert head.split() == ["id", "outlets", "independent", "articles", "days", "alike", "title"]
    assert len(rows) == 4
    assert all(row.split()[1:5] == ["3", "3", "3", FIRST] for row in rows)
    titles = [story["title"]["text"] for story in find_stories(f"feeds/{FIRST}")["stories"]]
    assert [row.endswith(f"  {title}") for row, title in zip(rows, titles, strict=True)] == 4 * [True]
    assert any("opper mine" in title for title in titles)
    assert (empty, total) == ("", "4 stories, 2 single articles, 1 comment, 1 round-up")


def test_each_article_is_in_exactly_one_place_of_the_json(feeds: Path) -> None:
    found = find_stories()
    assert set(found) == {"stories", "singles", "roundups", "comments"}
    keys = "id title outlets origins first newest cohesion articles comments translations"
    assert all(set(story) == set(keys.split()) for story in found["stories"])
    listed = [one for story in found["stories"] for one in story["articles"]]
    for kind in ("singles", "roundups", "comments"):
        listed += found[kind]
    assert all(set(article) == {"id", "path", "item", "url"} for article in listed)
    files = sorted(str(path) for path in Path("feeds").rglob("*.md"))
    assert sorted(article["path"] for article in listed) == files
    assert name_files(found["roundups"]) == ["roundup-wire"]
    assert name_files(found["comments"]) == ["opinion-courier"]
    assert set(name_files(found["singles"])) == {"library-courier", "chess-gazette"}
    (bridge,) = [one for one in found["stories"] if "bridge-wire" in name_files(one["articles"])]
    assert (bridge["first"], bridge["newest"], bridge["outlets"], bridge["origins"]) == (FIRST, SECOND, 3, 3)
    assert bridge["title"]["article"] in [article["id"] for article in bridge["articles"]]
    assert 0 < bridge["cohesion"] <= 1


def test_the_order_of_the_places_changes_nothing(feeds: Path) -> None:
    files = sorted(map(str, Path("feeds").rglob("*.md")))
    assert call("stories", "--json", *files).out == call("stories", "--json", *files[::-1]).out


def test_stories_reads_standard_input_and_a_window_of_days(feeds: Path) -> None:
    lines = [
        json.dumps({"text": path.read_text(encoding="utf-8"), "outlet": path.stem, "published": FIRST})
        for path in sorted(Path(f"feeds/{FIRST}").glob("quake-*.md"))
    ]
    run = call("stories", "-", "--json", stdin="\n".join(lines).encode())
    (story,) = json.loads(run.out)["stories"]
    assert [(one["path"], one["item"]) for one in story["articles"]] == [("-", 1), ("-", 2), ("-", 3)]
    assert len(find_stories("--since", SECOND)["stories"]) == 3


def test_a_pinned_story_takes_what_tells_of_its_words(feeds: Path) -> None:
    (pinned,) = [one for one in find_stories("--about", "Maro", "--about", "copper")["stories"] if "," in one["id"]]
    assert {name.split("-")[0] for name in name_files(pinned["articles"])} == {"mine", "quake"}
    assert pinned["title"] == {"text": "Maro, copper", "article": ""}
    assert "pinned  Maro, copper" in call("stories", "--about", "Maro", "--about", "copper").out


def test_stories_of_several_briefings_are_asked_for_by_name(feeds: Path) -> None:
    put_files(feeds, {"summarizer.toml": f'[briefing.a]\nplaces = ["feeds/{FIRST}"]\n[briefing.b]\n'})
    run = call("stories")
    assert run.status == 2
    assert "several briefings (name one with --name: a, b)" in run.err
    assert "4 stories" in call("stories", "--name", "a").out


def test_a_front_page_is_one_edition_of_all_stories(feeds: Path) -> None:
    run = call("brief", "--stories", "--date", FIRST, "--until", FIRST)
    assert (run.status, run.out) == (0, "")
    assert "read     16 articles on 4 stories and other news" in run.err
    assert "printed  4 stories in " in run.err
    record = read_json()
    assert record["schema"] == "summarizer.front/1"
    assert record["date"] == FIRST
    assert [story["outlets"] for story in record["stories"]] == [3, 3, 3, 3]
    assert all(story["briefing"]["length"]["sentences"] >= 3 for story in record["stories"])


def test_a_front_page_of_the_same_day_is_made_anew_and_the_same(feeds: Path) -> None:
    first = page(FIRST)
    assert page(FIRST) == first
    assert len(page(FIRST, "--about", "Maro")["stories"]) == 4


def test_a_story_that_goes_on_keeps_its_id_and_is_told_only_where_it_is_new(feeds: Path) -> None:
    put_files(feeds, {"summarizer.toml": f'places = ["feeds"]\nformats = ["json"]\nnew_only = true\n{HISTORY}'})
    first, second = page(FIRST, where="one"), page(SECOND, where="two")
    earlier = {story["id"]: story["title"]["text"] for story in first["stories"]}
    bridge, quake = find_id(first, "bridge-wire"), find_id(first, "quake-wire")
    assert {bridge, quake} <= {story["id"] for story in second["stories"]}
    (again,) = [story for story in second["stories"] if story["id"] == bridge]
    assert again["earlier"] == [{"date": FIRST, "title": earlier[bridge]}]
    told = [line["text"] for part in again["briefing"]["sections"] for line in part["sentences"]]
    assert any("inquiry" in line for line in told)
    assert not any("eleven centimetres" in line for line in told)
    # Without news, a story is a line.
    quiet = {find_id(first, "mine-wire"), find_id(first, "cheese-wire")}
    assert quiet == {story["id"] for story in second["stories"] if "briefing" not in story}
    # What is new today goes first.
    assert name_files(second["stories"][0]["articles"]) == ["tax-gazette", "tax-wire"]


def test_an_edition_of_news_is_kept_and_made_again_only_when_asked(feeds: Path) -> None:
    first = page(FIRST, "--new-only")
    Path(f"feeds/{FIRST}/mine-wire.md").unlink()
    assert page(FIRST, "--new-only") == first
    assert page(FIRST, "--new-only", "--again") != first
    assert f"{FIRST}  briefing" in call("history").out


def test_one_story_of_the_page_becomes_one_long_briefing(feeds: Path) -> None:
    found = find_stories(f"feeds/{FIRST}")
    mine = find_id(found, "mine-wire")
    run = call("brief", f"feeds/{FIRST}", "--story", mine[:13], "--date", FIRST)
    assert run.status == 0, run.err
    record = read_json()
    assert record["schema"] == "summarizer.briefing/1"
    (story,) = [story for story in found["stories"] if story["id"] == mine]
    assert record["title"] == story["title"]["text"]
    assert sorted(name_files(record["articles"])) == ["mine-courier", "mine-gazette", "mine-wire"]
    assert call("verify", find_one("outputs", ".json")).status == 0
    # Nothing of it is kept.
    assert call("history").err == "no edition is kept\n"


def test_a_story_that_is_not_there_is_told_with_the_nearest(feeds: Path) -> None:
    ids = [story["id"] for story in find_stories(f"feeds/{FIRST}")["stories"]]
    unknown = call("brief", f"feeds/{FIRST}", "--story", f"{ids[0][:-1]}#")
    assert unknown.status == 2
    assert f"there is no story “{ids[0][:-1]}#” (did you mean “{ids[0]}”?" in unknown.err
    for beginning in ("2031", FIRST[:-1]):
        several = call("brief", f"feeds/{FIRST}", "--story", beginning)
        assert several.status == 2
        assert f"--story: 4 stories begin with “{beginning}” (there are: 2031-03-05-" in several.err


def test_a_front_page_is_mailed_shown_rendered_and_proved_and_so_is_a_day_without_any(feeds: Path) -> None:
    mail = '[mail]\nserver = "maildir:box"\nto = ["ann@example.org"]\nwhen_empty = true\n'
    said = 'places = ["feeds"]\nstories = true\nnew_only = true\nsince = "24h"\nformats = ["txt", "json"]\n'
    put_files(feeds, {"summarizer.toml": f"{said}{HISTORY}{mail}"})
    shutil.rmtree(f"feeds/{SECOND}")
    for day in (FIRST, "2031-03-09"):
        run = call("send", "--date", day)
        assert run.status == 0, run.err
        assert f"mailed   the edition of {day} to 1 address" in run.err
    assert len(list(Path("box/new").iterdir())) == 2
    # The same edition is not made or mailed again.
    assert "was sent to everyone before" in call("send", "--date", FIRST).err
    text = Path(f"outputs/{FIRST}-the-news-of-5-march-2031.txt").read_text(encoding="utf-8")
    assert call("history", "show", FIRST).out.startswith(text)
    record = f"outputs/{FIRST}-the-news-of-5-march-2031.json"
    assert call("render", record, "-f", "txt", "--stdout").out == text
    assert call("verify", record).status == 0
    assert "0 stories" in Path("outputs/2031-03-09-the-news-of-9-march-2031.txt").read_text(encoding="utf-8")
    # Like an empty briefing, a page of nothing says nothing of how it was made.
    assert call("verify", "outputs/2031-03-09-the-news-of-9-march-2031.json").status == 3


def test_what_is_joined_and_parted_holds_tomorrow(feeds: Path) -> None:
    before = page(FIRST, where="before")
    mine, cheese = find_id(before, "mine-wire"), find_id(before, "cheese-wire")
    alone = f"feeds/{FIRST}/quake-gazette.md"
    joined = page(FIRST, "--join", f"{mine}+{cheese}", "--part", alone, where="joined")
    assert find_id(joined, "mine-wire") == find_id(joined, "cheese-wire") == min(mine, cheese)
    assert alone in [one["article"] for one in joined["singles"]] or "quake-gazette" not in str(joined["stories"])
    tomorrow = page(SECOND, where="tomorrow")
    assert find_id(tomorrow, "mine-wire") == find_id(tomorrow, "cheese-wire") == min(mine, cheese)
    assert "quake-gazette" in {name for story in tomorrow["stories"] for name in name_files(story["articles"])}
    paths = [article["path"] for story in tomorrow["stories"] for article in story["articles"]]
    assert alone not in paths
    assert call("history", "forget", FIRST).status == 0


def test_what_was_joined_and_parted_is_listed_explained_and_taken_back(feeds: Path) -> None:
    assert call("history", "joins").err == "nothing is joined or parted\n"
    before = page(FIRST, where="before")
    mine, cheese = sorted((find_id(before, "mine-wire"), find_id(before, "cheese-wire")))
    alone = f"feeds/{FIRST}/quake-gazette.md"
    page(FIRST, "--join", f"{cheese}+{mine}", "--part", alone)
    name = call("history").out.split()[1]
    listed = [f"{FIRST}  {name}  --join {mine}+{cheese}", f"{FIRST}  {name}  --part {alone}"]
    assert call("history", "joins").out.splitlines() == listed
    record = find_one("outputs", ".json")
    told = f"joined by hand on 5 March 2031: {mine} and {cheese}"
    assert told in call("explain", record, f"feeds/{FIRST}/cheese-wire.md").out
    assert "by hand" not in call("explain", record, f"feeds/{FIRST}/quake-wire.md").out
    (found,) = [json.loads(line) for line in call("explain", record, alone, "--json").out.splitlines()]
    assert found["said"] == [f"parted by hand on 5 March 2031: {alone} stands in no story"]
    run = call("history", "joins", "--undo", "nothing+else")
    assert (run.status, "--undo: “nothing+else” was not joined or parted" in run.err) == (2, True)
    run = call("history", "joins", "--undo", f"{cheese}+{mine}")
    assert (run.status, run.err.splitlines()[0]) == (0, f"undone   --join {mine}+{cheese} of {name}")
    assert call("history", "joins").out.splitlines() == listed[1:]
    assert call("history", "joins", "--undo", alone).status == 0
    after = page(FIRST, where="after")
    assert after["stories"] == before["stories"]
    # A page that was made with it tells of it all the same.
    assert told.replace(" on 5 March 2031", "") in call("explain", record, f"feeds/{FIRST}/mine-wire.md").out


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--join", "nothing+feeds/2031-03-05/mine-wire.md"), "--join: there is no story and no article “nothing”"),
        (("--join", "only-one"), "--join: “only-one” is not A+B"),
        (("--join", "the-same+the-same"), "--join: “the-same+the-same” is not A+B"),
        # Tomorrow this is another article.
        (("--join", "a1+a2"), "--join: there is no story and no article “a1”"),
        (("--part", "zzz"), ", …; `summarizer stories --json` names all"),
        (("--part", "feeds/nowhere.md"), "--part: there is no article “feeds/nowhere.md” (there are: "),
        (("--part", "2031-03-05-bzfgy"), "--part: there is no article “2031-03-05-bzfgy”"),
        (("--story", ""), "--story: no story is named"),
        (("--about", " "), "--about: a word is empty"),
        (("--part", "x", "--story", "y"), "--story: what is joined or parted is kept with the front page"),
        (("--no-stories", "--story", "y"), "--no-stories: without stories there are none to choose"),
        (("--stories", "-l", "20%"), "a front page has no length of 20%"),
    ],
)
def test_what_cannot_be_done_with_stories_is_told_and_nothing_is_kept(
    feeds: Path, args: tuple[str, ...], told: str
) -> None:
    run = call("brief", "--date", FIRST, *args)
    assert run.status == 2
    assert told in run.err
    assert not Path("outputs").exists()
    assert call("history").err == "no edition is kept\n"


def test_the_trace_of_a_front_page_says_of_which_story_each_sentence_is(feeds: Path) -> None:
    record = page(FIRST, "--trace", "trace.jsonl")
    lines = [json.loads(line) for line in Path("trace.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {line["story"] for line in lines} == {story["id"] for story in record["stories"]}
    printed = sum(story["briefing"]["length"]["sentences"] for story in record["stories"])
    assert sum(line["printed"] for line in lines) == printed


def test_one_briefing_of_many_stories_says_so_and_is_made_all_the_same(feeds: Path) -> None:
    run = call("brief", f"feeds/{FIRST}", "--date", FIRST)
    assert run.status == 0
    assert "notice   16 articles: these look like 4 stories; add --stories" in run.err
    assert read_json()["problems"] == []
    assert "look like" not in call("brief", f"feeds/{FIRST}", "--date", FIRST, "-q").err
    assert "look like" not in call("brief", HOUSE / "articles", "--date", FIRST).err


def test_doctor_says_the_same_of_places_whose_settings_do_not_ask_for_a_front_page(feeds: Path) -> None:
    told = "notice   stories: 22 articles: these look like"
    assert told in call("doctor", "--offline").out
    put_files(feeds, {"summarizer.toml": f'places = ["feeds"]\nstories = true\n{HISTORY}'})
    assert told not in call("doctor", "--offline").out
    # What was fetched last counts for places on the network.
    put_files(feeds, {"summarizer.toml": f'places = ["https://a.example/f"]\n[fetch]\nfolder = "feeds"\n{HISTORY}'})
    assert "notice   stories: 6 articles: these look like 3 stories" in call("doctor", "--offline").out


def test_settings_to_begin_with_ask_for_a_front_page_of_feeds(feeds: Path) -> None:
    feed = "https://news.example/feed.xml"
    run = call("init", "fresh", "--feed", feed)
    assert run.status == 0
    text = Path("fresh/summarizer.toml").read_text(encoding="utf-8")
    assert f'\nplaces = ["{feed}"]\n' in text
    assert "\nstories = true\n" in text
    assert "stories = true" in call("config", "-c", "fresh/summarizer.toml").out
    refused = call("init", "other", "--feed", "news.example")
    assert refused.status == 2
    assert "--feed news.example: is no address on the network" in refused.err
    assert not Path("other").exists()


def test_a_template_for_briefings_that_a_front_page_does_not_use_is_named(feeds: Path) -> None:
    settings = f'places = ["feeds"]\nformats = ["md"]\nstories = true\n{HISTORY}[mail]\nserver = "maildir:box"\n'
    put_files(feeds, {"summarizer.toml": settings, "templates/mail.html.j2": "Mine", "templates/own.j2": "Mine"})
    told = "templates/mail.html.j2 is not used: a front page's is called front.mail.html.j2"
    assert f"notice   {told.replace(' is', ': is', 1)}" in call("brief", "--date", FIRST).err
    assert f"notice   templates: {told}" in call("doctor", "--offline").out
    own = "templates/front.mail.html.j2"
    put_files(feeds, {own: "{{ stories|length }} of mine"})
    run = call("brief", "--date", FIRST)
    assert "is not used" not in run.err
    assert "ok       templates: own: front.mail.html.j2" in call("doctor", "--offline").out
    put_files(feeds, {own: "{{ nothing.at.all }}"})
    assert "problem  templates: " in call("doctor", "--offline").out
