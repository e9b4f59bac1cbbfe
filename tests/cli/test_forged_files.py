"""Forged files as an outsider would make them: whatever a reader could see that is not so, ``verify`` does not hold.

Each recipe changes the JSON of a small briefing, its text, its page or its mail, or the files that it names.
"""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from calling import POST, STORY, brief, call, find_one, put_files
from forging import Change, Record, lines_of, put

from summarizer.briefing import verification
from summarizer.briefing.pipeline import compose

pytestmark = pytest.mark.usefixtures("made_once")

MANY = "".join(
    f"\n{who} told the harbour board about the {what} on Tuesday, and nobody answered.\n"
    for who, what in (("Mayor Ida Holm", "bread"), ("Captain Ola Nes", "cranes"), ("Pilot Siri Dahl", "fog"))
)
SUNK = "\nTwo ferries sank in the storm, the harbour master said on Tuesday, and three sailors died.\n"
STORY_OF_MORE = {
    "post.md": POST + MANY + SUNK,
    "times.md": STORY["times.md"] + SUNK.replace("three", "four"),
    "radio.txt": STORY["radio.txt"] + "\nThe union said that its crews were tired of it – “and so are we”.\n" + SUNK,
}


@pytest.fixture(scope="module")
def desk_as_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a briefing, with a problem of reading, an agreement and a disagreement in it."""
    folder = tmp_path_factory.mktemp("as_made")
    put_files(folder / "news", dict(STORY_OF_MORE))
    put_files(folder / "news", {"lines.jsonl": json.dumps({"text": MANY, "outlet": "Wire", "author": "B"}) + "\n{\n"})
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        run = call("brief", "news", "--date", "2031-03-05", "-l", "100%", "-f", "md,html,txt,json", "-q")
    assert run.status == 1, run.err
    return folder


@pytest.fixture
def made(desk: Path, desk_as_made: Path) -> Path:
    """Return the JSON of a briefing like that one, beside its sources and pages."""
    shutil.copytree(desk_as_made, desk, dirs_exist_ok=True)
    return find_one("outputs", ".json")


def first(record: Record, name: str = "") -> Record:
    """Return the first line, or the first that has something under a name."""
    return next(line for line in lines_of(record) if not name or line.get(name))


def put_line(name: str, value: object, having: str = "") -> Change:
    """Return what sets a field of the first line, or of the first that has something under a name."""

    def change(record: Record) -> None:
        line = first(record, having)
        line[name] = value(line[name]) if callable(value) else value

    change.__name__ = f"put_line {name} {'' if callable(value) else repr(value)[:30]}"
    return change


def put_words(how: Callable[[str], str]) -> Change:
    """Return what changes the words of the first line for which that makes a difference."""

    def change(record: Record) -> None:
        line = next(line for line in lines_of(record) if how(line["text"]) != line["text"])
        line["text"] = how(line["text"])

    return change


def swap_ids(record: Record) -> None:
    one, other = record["articles"][:2]
    one["id"], other["id"] = other["id"], one["id"]


def name_an_article_twice(record: Record) -> None:
    record["articles"].append(copy.deepcopy(record["articles"][0]))


def set_one_aside(record: Record) -> None:
    record["set_aside"] = [copy.deepcopy(record["articles"][0]) | {"id": ""}]


def add_an_actor(record: Record) -> None:
    actor = {"id": "x", "name": "Anna Muster", "aliases": ["Per Moe"], "spokespeople": []}
    record["plan_used"]["actors"].append(actor)


def drop_a_problem(record: Record) -> None:
    record["problems"] = [one for one in record["problems"] if "lines.jsonl" not in one["where"]]


def tell_a_problem_twice(record: Record) -> None:
    record["problems"] += record["problems"][:1]


def credit_what_is_only_near(record: Record) -> None:
    line = first(record)
    other = next(one for one in lines_of(record) if one["article"] != line["article"])
    line["related"] = [{name: other[name] for name in ("article", "outlet", "start", "end", "text", "edits")}]


def oppose_what_is_no_opposite(record: Record) -> None:
    line = first(record)
    other = next(one for one in lines_of(record) if one["article"] != line["article"])
    named = {name: other[name] for name in ("article", "outlet", "start", "end", "text", "edits")}
    line["disagreement"] = [named | {"reason": "negation"}]


def move_to_the_end(record: Record) -> None:
    section = max(record["sections"], key=lambda one: len(one["sentences"]))
    section["sentences"].append(section["sentences"].pop(0))


FIELDS = (
    put("length.sentences", lambda number: number + 1), put("length.words", lambda number: number - 1),
    put("length.seconds", lambda number: number + 60), put("readability", {}),
    put("readability", lambda scores: {**scores, "grade": 1.0}),
    put("readability", lambda scores: {name: score + 1 for name, score in scores.items()}),
    put("language", "de"), put("title", "The strike is over"), put("title", lambda title: f"{title}\u200b"),
    put("title", lambda title: title.replace("e", "\u0435")), put("date", "2031-03-06"), put("date", "2031-3-5"),
    put("date", ""), put("plan", "the-call"),
    put("articles", lambda articles: articles[::-1]), put("articles", lambda articles: articles[1:]),
    put("articles", []), put("articles.0.published", "2031-03-01"), put("articles.0.title", "Crews give in"),
    put("articles.0.author", "Anna Muster"), put("articles.0.url", "javascript:alert(1)"),
    put("articles.0.url", "https://elsewhere.example/"), put("articles.0.outlet", "BBC"),
    put("articles.0.feed", "https://post.example/feed"), put("articles.0.family", "Isle Media"),
    put("articles.0.outlet_from", "claimed"), put("articles.0.outlet_from", "inferred"),
    put("articles.0.sha256", str.upper), put("articles.0.sha256", ""),
    put("articles.0.sha256", "0" * 64), put("articles.0.body", 0), put("articles.0.body", -1),
    put("articles.0.item", 1), put("articles.0.item", -1), put("articles.0.language", "fr"),
    put("articles.0.id", "a9"), put("articles.0.id", ""), swap_ids, name_an_article_twice, set_one_aside,
    put("options.method", "text-rank"), put("options.length", "3"),
    put("options.note", "the agency took it back"), put("options.shares", {"x": 9.0}),
    put("options.outlets", {"post.md": "BBC"}), put("options.language", "de"), put("options.date", "2031-03-06"),
    put("options.title", "The strike is over"), put("options", {}),
    put("plan_used.id", "the-call"), put("plan_used.sections.0.title", "Lies"),
    put("plan_used.sections.0.cues", ["crews", "strike", "bread"]),
    put("plan_used.sections", lambda sections: sections[::-1]), put("plan_used.sections", []), add_an_actor,
    put("plan_used.sections", lambda sections: sections + sections), put("plan_used.sections.1.rest", True),
    *(put("plan_used.actors", [{"id": "x", "name": "Per Moe", "aliases": [], "spokespeople": []} | actor])
      for actor in ({"name": ""}, {"name": " "}, {"aliases": [""]}, {"spokespeople": ["Per Moe", "\t"]}, {"id": ""})),
    *(put(f"plan_used.sections.0.{key}", value)
      for key, value in (("title", ""), ("cues", [""]), ("share", -1), ("share", 1e300), ("id", "A b"))),
    put("made_by.version", "99.0"), put("new_only", True), put("since", "2031-03-04"),
    put("note", "the agency took it back"), put("articles.0.note", "retracted"),
    put_line("first", {"day": "2031-03-01"}),
    put_line("note", "proven false"), put_line("verified", True), put("problems.0.note", "x"),
    put("plan_used.note", "x"), put("sections.0.note", "x"), put_line("verified", False), put("retracted", None),
    put("sections.0.id", "x"), put("sections.0.title", "Lies"), put("sections.0.by_speaker", lambda flag: not flag),
    put("sections.0.nothing_new", True), put("sections", lambda sections: sections[::-1]),
    put("sections", lambda sections: sections[1:]),
    put("sections", lambda sections: [*sections, {"id": "x", "title": "X", "by_speaker": False, "sentences": []}]),
    put_line("key", True), put_line("update", "12 → 900"),
    put_line("cluster", "c99"), put_line("score", 0.5), put_line("score", -1), put_line("start", -1),
    put_line("end", 10**12), put_line("start", 10**4000), put_line("speaker", "Anna Muster"),
    put_line("speaker", None, "speaker"), put_line("origin", "Reuters"), put_line("origins", 3), put_line("origins", 0),
    put_line("origins", 10**30), put_line("outlet", "BBC"), put_line("outlets", []),
    put_line("outlets", lambda names: [*names, *names]), put_line("outlets", lambda names: names[::-1], "also"),
    put_line("also", lambda told: told * 2, "also"), put_line("also", [], "also"),
    put_line("disagreement", [], "disagreement"), put_line("disagreement", lambda told: told * 2, "disagreement"),
    credit_what_is_only_near, oppose_what_is_no_opposite, move_to_the_end,
    put_line("article", "a2"), put_line("article", ""),
    put_words(lambda text: unicodedata.normalize("NFD", text.replace("a", "\u00e4"))),
    put_words(lambda text: f"{text}\u200b"), put_words(lambda text: f"\u202e{text}"),
    put_words(lambda text: text.replace(" ", "\xa0")), put_words(lambda text: f"{text} "),
    put_words(lambda text: text.replace("-", "\u2011").replace("'", "’").replace(".", "\uff0e")),
    put_words(lambda text: text.replace("–", "-")), put_words(str.upper),
    put_words(lambda text: text.replace("“", '"')),
    put_words(lambda text: f"\ufeff{text}"), put_words(lambda text: text.replace(" ", "\u2028", 1)),
    put_words(lambda text: text.replace("o", "\ud800", 1)), put_words(lambda text: f"{text}\x1b[2K\rall holds"),
    put("problems", []), put("problems.0.level", "notice"), put("problems.0.message", "is all right"),
    put("problems", [{"where": "news", "message": "was taken back", "level": "problem"}]),
    put("problems", [{"where": "/", "message": "the folder holds no article", "level": "problem"}]),
    drop_a_problem, tell_a_problem_twice,
)  # fmt: skip


@pytest.mark.parametrize("forge", FIELDS, ids=lambda forge: forge.__name__)
def test_a_forged_field_does_not_hold(made: Path, forge: Change) -> None:
    record = json.loads(made.read_text(encoding="utf-8"))
    forge(record)
    assert record != json.loads(made.read_text(encoding="utf-8"))
    made.write_text(json.dumps(record), encoding="utf-8")
    run = call("verify", made)
    # What the call may have said is made again by it, and listed.
    assert run.status in (1, 2) or (run.status == 3 and "not proved" in run.err), run.err
    assert "all holds\n" not in run.err
    assert "\x1b" not in run.out + run.err


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (put("options.threshold", 0.5), "threshold 0.5"),
        (put("options.families", {"Isle Media": ["A", "B"]}), 'families {"Isle Media": ["A", "B"]}'),
        (put("plan_used.title", "Lies"), "the plan “general”, which is not as it is here"),
        (put("plan_used.sections.0.share", 9.0), "the plan “general”, which is not as it is here"),
        (put("options.plan", "general"), "the plan “general”"),
    ],
)
def test_what_the_call_may_have_said_is_listed(made: Path, change: Change, told: str) -> None:
    record = json.loads(made.read_text(encoding="utf-8"))
    change(record)
    made.write_text(json.dumps(record), encoding="utf-8")
    run = call("verify", made)
    assert run.status == 0, run.out
    assert told in run.err


def test_that_the_call_wanted_no_glosses_is_listed_and_no_forged_page_holds_by_it(made: Path) -> None:
    forged = json.loads(made.read_text(encoding="utf-8"))
    forged["options"]["gloss"] = False
    made.write_text(json.dumps(forged), encoding="utf-8")
    assert call("verify", made).status == 1
    brief("news", "-f", "json", "--no-gloss")
    run = call("verify", made)
    assert (run.status, "gloss false" in run.err) == (0, True), run.out


TEXTS: dict[str, Callable[[str], str | bytes]] = {
    "a name twice": lambda text: text.replace('"title":', '"title": "The strike is over",\n"title":', 1),
    "a name twice, deep": lambda text: text.replace('"speaker":', '"speaker": "Anna Muster", "speaker":', 1),
    "two objects": lambda text: text + text,
    "text behind": lambda text: f"{text}\nThe strike is over.",
    "text before": lambda text: f"The strike is over.\n{text}",
    "a comment": lambda text: text.replace("{", "{ /* the strike is over */", 1),
    "not a number": lambda text: text.replace('"score": ', '"score": NaN, "x": ', 1),
    "an infinite number": lambda text: text.replace('"score": 1.0', '"score": 1e999', 1),
    "a number with a fraction": lambda text: text.replace('"origins": 1', '"origins": 1.5', 1),
    "a whole number with a point": lambda text: text.replace('"origins": 1', '"origins": 1.0', 1),
    "a number of too many digits": lambda text: text.replace('"origins": 1', f'"origins": {"9" * 9999}', 1),
    "a text for a number": lambda text: text.replace('"origins": 1', '"origins": "1"', 1),
    "nested deeply": lambda text: text.replace('"options": {', f'"options": {{"x": {"[" * 99}{"]" * 99},', 1),
    "nested too deeply to be read": lambda text: "[" * 200_000 + text,
    "another encoding": lambda text: text.encode("utf-16"),
    "a byte that is no text": lambda text: text.encode() + b"\xff",
    "a zero byte": lambda text: f"{text}\0",
    "another schema": lambda text: text.replace("summarizer.briefing/1", "summarizer.briefing/2"),
    "half a pair": lambda text: text.replace("Ferry", "Ferr\\ud835", 1),
    "a list": lambda text: f"[{text}]",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_forged_text_of_json_is_refused(made: Path, name: str) -> None:
    text = made.read_text(encoding="utf-8")
    forged = TEXTS[name](text)
    assert forged != text
    made.write_bytes(forged if isinstance(forged, bytes) else forged.encode())
    assert call("verify", made).status in (1, 2)


def test_how_the_json_is_laid_out_says_nothing(made: Path) -> None:
    record = json.loads(made.read_text(encoding="utf-8"))
    made.write_text("\ufeff" + json.dumps(dict(reversed(record.items())), indent=7) + "\n\n", encoding="utf-8")
    assert call("verify", made).status == 0


SECRET = "The password of the harbour is forty-two, and nobody may know it but the master.\n" * 9


def lead_to(path: str) -> Change:
    return put("articles.0.path", path)


PATHS = (
    "news", ".", "..", "/", "", "~", "~/x.md", "-", "file:///etc/passwd", "file://news/post.md", "https://post.example/",
    "/etc/passwd", "/proc/self/environ", "/proc/self/mem", "/dev/zero", "/dev/stdin", "/dev/tty", "pipe.md", "loop.md",
    "outside.md", "secret.txt", "news/../../../../etc/passwd", "news/post.md/", "news/post.md\0.md", "\0", "\ud800.md",
    "x" * 5000, "a/" * 3000, "news\\post.md", "huge.md", "news/*.md", "$(touch x)", "unreadable.md", "\u202eknil.md",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ascii(path[:30]))
def test_a_path_to_something_else_fails_and_nothing_of_it_is_told(made: Path, desk: Path, path: str) -> None:
    put_files(desk, {"secret.txt": SECRET, "unreadable.md": SECRET})
    put_files(desk / ".." / "away", {"x.md": SECRET})
    os.mkfifo("pipe.md")
    Path("loop.md").symlink_to("loop.md")
    Path("outside.md").symlink_to(desk / ".." / "away" / "x.md")
    Path("unreadable.md").chmod(0)
    with open("huge.md", "wb") as file:
        file.truncate(30_000_000_000)
    record = json.loads(made.read_text(encoding="utf-8"))
    for article in record["articles"][:2]:
        article["path"] = path
    record["problems"].append({"where": path, "message": "is a secret", "level": "problem"})
    made.write_text(json.dumps(record), encoding="utf-8")
    run = call("verify", made)
    assert run.status == 1
    assert "password" not in run.out + run.err
    assert "root:" not in run.out + run.err
    assert not Path("x").exists()


def test_a_pipe_or_a_folder_is_no_briefing_and_no_page(made: Path) -> None:
    os.mkfifo("x.json")
    os.mkfifo(made.with_suffix(".md.fifo"))
    made.with_suffix(".md").unlink()
    made.with_suffix(".md.fifo").rename(made.with_suffix(".md"))
    Path("y.json").mkdir()
    for place, told in (("x.json", "is not an ordinary file"), ("y.json", "is a directory"), ("/dev/zero", "no brief")):
        run = call("verify", place)
        assert (run.status, told in run.err) == (2, True), run.err
    assert "is not an ordinary file" in call("verify", made.with_suffix(".md")).err


@pytest.mark.parametrize("plan", ["pipe.toml", "/dev/zero", "./secret.toml", "../secret.toml"])
def test_a_plan_is_no_path(made: Path, plan: str) -> None:
    os.mkfifo("pipe.toml")
    put_files(Path(), {"secret.toml": 'password = "forty-two"\n'})
    record = json.loads(made.read_text(encoding="utf-8"))
    record["plan"] = plan
    for _ in range(2):
        made.write_text(json.dumps(record), encoding="utf-8")
        run = call("verify", made)
        assert run.status in (1, 3)
        assert "password" not in run.out + run.err
        record.pop("plan_used", None)


def test_one_file_under_two_names_is_no_second_outlet(made: Path) -> None:
    Path("news/bbc.md").symlink_to("post.md")
    record = json.loads(made.read_text(encoding="utf-8"))
    article = next(one for one in record["articles"] if one["path"] == "news/post.md")
    record["articles"].append({**article, "path": "news/bbc.md", "id": "a9", "outlet": "BBC"})
    record["options"]["outlets"] = {"news/bbc.md": "BBC"}
    made.write_text(json.dumps(record), encoding="utf-8")
    run = call("verify", made)
    assert run.status == 1
    assert "news/bbc.md: the source is news/post.md by another name" in run.out


def test_what_is_wrong_with_another_file_is_not_told(made: Path) -> None:
    put_files(Path(), {"keys.json": '{"text": 5, "url": "password-of-the-harbour"}', "keys.jsonl": "password\n" * 9})
    record = json.loads(made.read_text(encoding="utf-8"))
    record["articles"][0]["path"], record["articles"][1]["path"] = "keys.json", "keys.jsonl"
    made.write_text(json.dumps(record), encoding="utf-8")
    run = call("verify", made)
    assert run.status == 1
    assert run.out.count("the source was altered: there is no article in it now") == 2
    assert "password" not in run.out + run.err


@pytest.mark.parametrize("strip", [("plan_used",), ("made_by",), ("plan_used", "made_by", "options")])
def test_words_are_checked_where_it_is_not_said_how_a_briefing_was_made(made: Path, strip: tuple[str, ...]) -> None:
    record = json.loads(made.read_text(encoding="utf-8"))
    for name in strip:
        del record[name]
    record.setdefault("options", {})
    made.write_text(json.dumps(record), encoding="utf-8")
    run = call("verify", made)
    assert (run.status, run.out) == (3, "")
    assert "not proved: it does not say how it was made" in run.err
    if "options" in strip:
        return
    line = next(line for line in lines_of(record) if not line["edits"] and " percent" in line["text"])
    at = line["start"] + line["text"].index(" percent")
    line["edits"] = [{"start": at, "end": at + 8, "before": " percent", "after": "", "fix": "blanks"}]
    line["text"] = line["text"].replace(" percent", "", 1)
    record["length"]["words"] -= 1
    made.write_text(json.dumps(record), encoding="utf-8")
    assert "is not edited as this program would" in call("verify", made).out


def test_hostile_numbers_of_things_take_no_time(made: Path) -> None:
    record = json.loads(made.read_text(encoding="utf-8"))
    line = first(record)
    near = {name: line[name] for name in ("article", "outlet", "text", "edits")}
    line["related"] = [{**near, "start": 0, "end": 10**9 + number} for number in range(5_000)]
    record["problems"] = [{"where": f"./{n}/..", "message": "x", "level": "problem"} for n in range(2_000)]
    made.write_text(json.dumps(record), encoding="utf-8")
    run = call("verify", made)
    assert run.status == 1
    assert len(run.out.splitlines()) == 201


def test_what_takes_for_ever_is_ended(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "compose", compose)
    put_files(Path(), {"summarizer.toml": "[limits]\nrun_seconds = 0.001\n"})
    run = call("verify", made)
    assert run.status == 2
    assert "it takes more processor time than [limits] allows" in run.err


def test_an_article_that_was_edited_together_with_its_digest_is_a_briefing_of_that_article(made: Path) -> None:
    # Nothing but the outlet itself could prove what it wrote: the guide says so.
    path = Path("news/post.md")
    path.write_text(path.read_text(encoding="utf-8").replace("four percent", "nine percent"), encoding="utf-8")
    assert call("verify", made).status == 1
    call("brief", "news", "--date", "2031-03-05", "-l", "100%", "-f", "json", "-q")
    assert call("verify", made).status == 0


PAGES: dict[str, Callable[[str], str]] = {
    "a hidden attribute": lambda text: text.replace("<p", "<p hidden", 1),
    "a style": lambda text: text.replace("</style>", "main p { display: none }</style>", 1),
    "a comment": lambda text: text.replace("</body>", "<!-- retracted --></body>", 1),
    "a script": lambda text: text.replace("</body>", "<script>document.title = 'x'</script></body>", 1),
    "the target of a link": lambda text: text.replace("https://post.example/", "https://evil.example/", 1),
    "a title": lambda text: text.replace("<title>", "<title>Retracted: ", 1),
    "a blank at the end of a line": lambda text: text.replace("\n", " \n", 1),
    "line ends": lambda text: text.replace("\n", "\r\n"),
    "a line at the end": lambda text: f"{text}\n",
    "no line at the end": lambda text: text.rstrip("\n"),
    "a mark at the beginning": lambda text: f"\ufeff{text}",
    "another hyphen": lambda text: text.replace("-", "\u2010", 1),
    "nothing": lambda text: "",
    "a word": lambda text: text.replace("four percent", "nine percent", 1),
    "a hidden blank": lambda text: text.replace(" ", "\u2009", 1),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_forged_page_does_not_hold(made: Path, name: str) -> None:
    forged = 0
    for ending in ("md", "html", "txt"):
        page = made.with_suffix(f".{ending}")
        text = page.read_bytes().decode()
        changed = PAGES[name](text)
        if changed != text:
            forged += 1
            page.write_bytes(changed.encode())
            run = call("verify", page)
            assert run.status == 1
            assert f"{page}:" in run.out
    assert forged


def test_a_page_by_templates_of_ones_own_is_told(made: Path, desk: Path) -> None:
    put_files(desk, {"templates/briefing.md.j2": "# Retracted: {{ title }}\n"})
    assert call("render", made, "-q").status == 0
    run = call("verify", made.with_suffix(".md"))
    assert run.status == 0
    assert "the page is by templates/briefing.md.j2, not by the program's own" in run.err


MAILS: dict[str, Callable[[bytes], bytes]] = {
    "subject": lambda mail: mail.replace(b"Subject: ", b"Subject: Retracted: ", 1),
    "two subjects": lambda mail: b"Subject: Retracted\r\n" + mail,
    "a sender": lambda mail: mail.replace(b"From: Desk", b"From: BBC", 1),
    "two senders": lambda mail: b"From: BBC <a@example.org>\r\n" + mail,
    "an id": lambda mail: mail.replace(b"Message-ID: <", b"Message-ID: <x", 1),
    "an address of the sender": lambda mail: mail.replace(b"desk@example.org", b"eve@example.org", 1),
    "a word of the text": lambda mail: mail.replace(b"walked out", b"walked off", 1),
    "a word of the page": lambda mail: b"walked off".join(mail.rsplit(b"walked out", 1)),
    "a style of the page": lambda mail: mail.replace(b"</body>", b"<p hidden>x</p></body>", 1),
    "a text before the parts": lambda mail: mail.replace(b"\r\n\r\n", b"\r\n\r\nRetracted.\r\n", 1),
    "a text behind the parts": lambda mail: mail + b"Retracted.\r\n",
    "a charset": lambda mail: mail.replace(b'charset="utf-8"', b'charset="utf-7"', 1),
    "another kind": lambda mail: mail.replace(b"multipart/alternative", b"multipart/mixed", 1),
    "an attachment": lambda mail: mail.replace(
        mail[mail.rindex(b"--=_") :][:20],
        mail[mail.rindex(b"--=_") :][:20] + b"\r\nContent-Type: text/plain\r\n\r\nRetracted.\r\n"
        + mail[mail.rindex(b"--=_") :][:20], 1),
    "a disposition": lambda mail: mail.replace(
        b"Content-Type: text/html", b"Content-Disposition: attachment\r\nContent-Type: text/html", 1),
    "one kind twice": lambda mail: b"Content-Type: text/plain\r\n" + mail,
    "no body": lambda mail: mail.partition(b"\r\n\r\n")[0],
    "nothing": lambda mail: b"",
    "parts in parts": lambda mail: (
        b"\r\n--x\r\n".join([b"Content-Type: multipart/mixed; boundary=x\r\n"] * 3000) + mail),
    "no text": lambda mail: bytes(range(256)),
}  # fmt: skip


@pytest.fixture
def mail(desk: Path) -> Path:
    """Return a mail whose JSON lies beside it, with the settings by which it was made."""
    settings = '[mail]\nsender = "Desk <desk@example.org>"\nto = ["a@example.org"]\nserver = "smtp://localhost"\n'
    put_files(desk, {"summarizer.toml": f'places = ["news"]\nformats = ["json"]\n{settings}'})
    assert call("send", "--date", "2031-03-05", "--dry-run", "--eml", "b.eml").status == 0
    assert call("brief", "--date", "2031-03-05", "-f", "json", "-q").status == 0
    find_one("outputs", ".json").rename("b.json")
    return Path("b.eml")


@pytest.mark.parametrize("name", MAILS)
def test_a_forged_mail_does_not_hold(mail: Path, name: str) -> None:
    sent = mail.read_bytes().replace(b"\n", b"\r\n").replace(b"\r\r", b"\r")
    mail.write_bytes(MAILS[name](sent))
    assert mail.read_bytes() != sent
    run = call("verify", mail)
    assert run.status == 1
    assert run.out.startswith("b.eml: ")


def test_a_mail_holds_whatever_the_way_added_to_its_head(mail: Path) -> None:
    sent = mail.read_bytes().replace(b"\r\n", b"\n").replace(b"Subject: ", b"Subject:\n ", 1)
    mail.write_bytes(b"Received: from here\n by there\n" + sent + b"\n")
    run = call("verify", mail)
    assert (run.status, run.out) == (0, "")
    (told,) = [line for line in run.err.splitlines() if "alone says" in line]
    assert re.fullmatch(r"notice   the mail alone says Date: [\w,:+ ]+", told)


def test_what_was_put_into_the_head_of_a_mail_is_told(mail: Path) -> None:
    sent = mail.read_bytes().replace(b"To: a@example.org", b"To: eve@example.org", 1)
    mail.write_bytes(b"Cc: =?utf-8?q?Chef_B=C3=B6hm?= <b@example.org>\nX-Note: =?no-charset?q?x?=\n" + sent)
    run = call("verify", mail)
    assert (run.status, run.out) == (0, "")
    for told in ("Cc: Chef Böhm <b@example.org>", "X-Note: =?no-charset?q?x?=", "To: eve@example.org"):
        assert told in run.err


def test_without_settings_the_sender_of_a_mail_is_told(mail: Path) -> None:
    Path("summarizer.toml").unlink()
    run = call("verify", mail)
    assert run.status == 0, run.out
    assert "From: Desk <desk@example.org>" in run.err
