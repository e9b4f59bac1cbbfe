"""Pages and mails made under rights: what the settings may say, what is proved, what is mailed."""

from __future__ import annotations

import json
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from calling import DATE, call, find_one, put_files, read_json, read_lines

Record = dict[str, Any]
SETTINGS = """places = ["news"]
length = "40"
formats = ["md", "json"]
[rights."Harbour Post"]
most_words = 20
[rights."Island Times"]
most_words = 15
no_mail = true
[history]
path = "history.db"
[mail]
server = "maildir:post"
sender = "desk@a.example"
to = ["b@a.example"]
"""


@pytest.fixture
def made(desk: Path) -> Path:
    """Return the JSON of a page on which one outlet is bounded and another is not mailed."""
    put_files(desk, {"summarizer.toml": SETTINGS})
    assert call("brief", "--date", DATE, "-q").status == 0
    return find_one("outputs", ".json")


def test_a_page_made_under_rights_is_proved(made: Path) -> None:
    quoted = [line["text"] for line in read_lines() if line["outlet"] == "Harbour Post"]
    assert 0 < len(" ".join(quoted).split()) <= 20
    run = call("verify", made.with_suffix(".md"))
    assert (run.status, run.out) == (0, "")
    assert 'rights {"Harbour Post": {"most_words": 20}, "Island Times": {"most_words": 15, "no_mail": true}}' in run.err
    assert "sentences are left out: of 46 words 20 may be quoted" in made.with_suffix(".md").read_text()


def test_a_right_of_a_misspelt_outlet_is_told(desk: Path) -> None:
    put_files(desk, {"summarizer.toml": SETTINGS.replace('"Harbour Post"', '"Harbuor Post"')})
    told = "[rights]: no article is of “Harbuor Post”: did you mean “Harbour Post”?"
    assert told in call("brief", "--date", DATE).err
    assert told in call("doctor", "--offline").out
    put_files(desk, {"summarizer.toml": SETTINGS})
    assert "did you mean" not in call("brief", "--date", DATE, "--again").err


def put(place: str, value: object) -> Callable[[Record], None]:
    def change(record: Record) -> None:
        *way, last = [int(step) if step.isdigit() else step for step in place.split(".")]
        here: Any = record
        for step in way:
            here = here[step]
        here[last] = value

    change.__name__ = f"{place} {value}"
    return change


def print_more(record: Record) -> None:
    """Print a sentence that may not be quoted, from a page that was made without rights."""
    line = json.loads(Path("free.json").read_text())
    section = next(one for one in line["sections"] if any("Ada Lund" in told["text"] for told in one["sentences"]))
    told = next(told for told in section["sentences"] if "Ada Lund" in told["text"])
    next(one for one in record["sections"] if one["id"] == section["id"])["sentences"].append(told)
    record["length"]["sentences"] += 1
    record["length"]["words"] += len(told["text"].split())


def list_hidden(record: Record) -> list[Record]:
    lines = [line for section in record["sections"] for line in section["sentences"]]
    return [told for line in lines for told in (*line["also"], *line["related"]) if not told["text"]]


def put_hidden_words_back(record: Record) -> None:
    told = list_hidden(record)[0]
    path = next(one["path"] for one in record["articles"] if one["id"] == told["article"])
    told["text"] = Path(path).read_text(encoding="utf-8")[told["start"] : told["end"]]


def print_nothing(record: Record) -> None:
    record["sections"][0]["sentences"][0]["text"] = ""


def move_what_is_hidden(record: Record) -> None:
    list_hidden(record)[0]["start"] -= 4


def drop_the_notice(record: Record) -> None:
    record["problems"] = [one for one in record["problems"] if "[rights]" not in one["message"]]


FORGED: tuple[Callable[[Record], None], ...] = (
    print_more, put_hidden_words_back, print_nothing, move_what_is_hidden, drop_the_notice,
    put("options.rights", {}), put("options.rights.Harbour Post", {}),
    put("options.rights.Harbour Post.most_words", 0), put("options.rights.Harbour Post.most_words", 1000),
    put("options.rights.Harbour Post.most_words", -1), put("options.rights.Harbour Post.most_words", "20"),
    put("options.rights.Harbour Post.most_words", 20.5), put("options.rights.Harbour Post.most_share", 2),
    put("options.rights.Harbour Post.most_share", 0.01), put("options.rights.Harbour Post.all_words", 20),
    put("options.rights.Harbour Post.no_mail", "yes"), put("options.rights", ["Harbour Post"]),
    put("options.rights.Harbour Post", "all"), put("options.rights.*", {"most_words": 0}),
    put("articles.0.words", 100_000), put("articles.0.words", 1), put("articles.0.words", -5),
    put("articles.0.words", "many"), put("problems.0.message", "all may be quoted"),
)  # fmt: skip


HIDING = (put_hidden_words_back, print_nothing, move_what_is_hidden)


@pytest.mark.parametrize("forge", HIDING, ids=lambda forge: forge.__name__)
def test_of_a_page_of_another_version_it_is_proved_too_what_is_hidden(
    made: Path, forge: Callable[[Record], None]
) -> None:
    record = json.loads(made.read_text(encoding="utf-8"))
    record["made_by"]["digest"] = "0" * 64
    made.write_text(json.dumps(record), encoding="utf-8")
    assert call("verify", made).status == 3
    forge(record)
    made.write_text(json.dumps(record), encoding="utf-8")
    assert call("verify", made).status == 1


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_no_words_of_a_free_outlet_can_be_hidden(desk: Path, digest: str) -> None:
    assert call("brief", "news", "--date", DATE, "-l", "40", "-f", "json", "-q").status == 0
    made = find_one("outputs", ".json")
    record = json.loads(made.read_text(encoding="utf-8"))
    record["made_by"]["digest"] = digest or record["made_by"]["digest"]
    lines = [line for section in record["sections"] for line in section["sentences"]]
    told = next(told for line in lines for told in (*line["also"], *line["related"]))
    told["text"] = ""
    made.write_text(json.dumps(record), encoding="utf-8")
    assert call("verify", made).status == 1


@pytest.mark.parametrize("forge", FORGED, ids=lambda forge: forge.__name__)
def test_a_forged_right_does_not_hold(made: Path, forge: Callable[[Record], None]) -> None:
    put_files(Path(), {"free.toml": ""})
    assert call("brief", "news", "--date", DATE, "-l", "40", "-f", "json", "-o", "free", "-c", "free.toml").status == 0
    find_one("free", ".json").rename("free.json")
    record = json.loads(made.read_text(encoding="utf-8"))
    forge(record)
    made.write_text(json.dumps(record), encoding="utf-8")
    run = call("verify", made)
    assert run.status in (1, 2), run.err
    assert "all holds" not in run.err


def test_what_may_not_be_mailed_stands_in_the_files_alone_and_the_mail_is_proved(made: Path) -> None:
    kept = "The shops on the outer islands"
    assert kept in made.with_suffix(".md").read_text()
    assert call("send", "--date", DATE, "-q").status == 0
    (mail,) = Path("post/new").iterdir()
    text = message_from_bytes(mail.read_bytes(), policy=policy.default).get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert kept not in text
    assert "Island Times: 1 sentence is left out of the mail, not of the" in text
    eml = made.with_suffix(".eml")
    eml.write_bytes(mail.read_bytes())
    assert call("verify", eml).status == 0
    record = json.loads(made.read_text(encoding="utf-8"))
    del record["options"]["rights"]["Island Times"]
    made.write_text(json.dumps(record), encoding="utf-8")
    assert call("verify", eml).status == 1


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("most_words = -1", "rights of “Harbour Post”: most_words must be 0 or more"),
        ("most_words = 1.5", "most_words must be a whole number"),
        ("most_share = 5", "most_share must be a part from 0 to 1"),
        ("most_share = nan", "most_share must be a part from 0 to 1"),
        ("no_mail = 1", "no_mail must be true or false"),
        ("no_mails = true", "no_mails is no key of a right (did you mean “no_mail”?)"),
    ],
)
def test_a_fault_in_a_right_is_named(desk: Path, said: str, told: str) -> None:
    put_files(desk, {"summarizer.toml": SETTINGS.replace("most_words = 20", said)})
    run = call("brief", "--date", DATE)
    assert run.status == 2
    assert told in run.err


def test_an_edited_page_under_rights_is_mailed_without_what_may_not_be(made: Path) -> None:
    by = ("--by", "Ines Falk", "--name", "briefing")
    assert call("edit", made, "--outlet", "radio.txt=Island Times", *by).status == 0
    assert call("verify", made).status == 0
    assert call("send", "--date", DATE, "-q").status == 0
    (mail,) = Path("post/new").iterdir()
    assert "ten percent" not in mail.read_text()
    assert "ten percent" in made.with_suffix(".md").read_text()
    assert read_json()["options"]["rights"]["Island Times"] == {"most_words": 15, "no_mail": True}
