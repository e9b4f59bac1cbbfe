"""A printed line that its outlet changed is told to the same readers the next morning, and is no news."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from calling import STORY, call, put_files

pytestmark = pytest.mark.usefixtures("keep_process")

MAIL = 'server = "smtp://127.0.0.1:9"\nsender = "Desk <desk@news.example>"\nto = ["ann@a.example"]\n'
SETTINGS = (
    'places = ["articles"]\nnew_only = true\nlength = "40"\nformats = ["md", "html", "txt", "json"]\n{more}'
    f'[history]\npath = "history.db"\n[mail]\n{MAIL}'
)
OLD = "“We will not go back for four percent,” said union leader Per Moe."
NEW = "“We will not go back for five percent,” said union leader Per Moe."
NEWS = "Norvik's fishermen caught the largest halibut of the year off the lighthouse on Wednesday."


@pytest.fixture(params=["", "stories = true\n"], ids=["briefing", "front page"])
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    monkeypatch.chdir(tmp_path)
    settings = SETTINGS.format(more=request.param)
    put_files(tmp_path, {**{f"articles/{name}": text for name, text in STORY.items()}, "summarizer.toml": settings})
    assert call("brief", "--date", "2031-03-05", "-q").status == 0
    return tmp_path


def edition(day: str) -> dict[str, Any]:
    (path,) = Path("outputs").glob(f"{day}-*.json")
    record: dict[str, Any] = json.loads(path.read_text())
    return record


def lines(day: str) -> list[str]:
    page = edition(day)
    briefings = [story["briefing"] for story in page.get("stories", ()) if "briefing" in story] or [page]
    sections = [section for one in briefings for section in one.get("sections", ())]
    return [line["text"] for section in sections for line in section["sentences"]]


def rewrite(old: str = OLD, new: str = NEW, name: str = "post.md", more: str = "") -> None:
    path = Path("articles", name)
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new) + more)


def verify(day: str) -> tuple[int, str]:
    (path,) = Path("outputs").glob(f"{day}-*.json")
    run = call("verify", path)
    return run.status, run.out + run.err


def test_a_printed_line_that_was_changed_is_told_once_and_is_no_news(desk: Path) -> None:
    assert OLD in lines("2031-03-05")
    rewrite()
    put_files(desk, {"articles/echo.txt": f"{NEWS}\n"})
    assert call("brief", "--date", "2031-03-06", "-q").status == 0
    (told,) = edition("2031-03-06")["changes"]
    assert (told["date"], told["kind"], told["outlet"]) == ("2031-03-05", "figure", "Harbour Post")
    assert (told["was"], told["now"], told.get("note"), told.get("beside")) == (OLD, NEW, None, None)
    assert not [line for line in lines("2031-03-06") if "percent" in line]
    for kind in ("md", "html", "txt"):
        (page,) = Path("outputs").glob(f"2031-03-06-*.{kind}")
        text = " ".join(page.read_text().split())
        assert "hanged since it was printed".lower() in text.lower()
        assert "Printed on" in text
        assert "Wednesday" in text
        assert "In silence." in text
    assert [verify(day)[0] for day in ("2031-03-05", "2031-03-06")] == [0, 0]
    put_files(
        desk, {"articles/later.txt": "The lighthouse of Norvik will be painted red in May, its keeper told us.\n"}
    )
    assert call("brief", "--date", "2031-03-07", "-q").status == 0
    assert "changes" not in edition("2031-03-07")
    assert not [line for line in lines("2031-03-07") if "percent" in line]


def test_a_line_that_is_changed_again_is_told_as_it_was_told_last(desk: Path) -> None:
    rewrite()
    assert call("brief", "--date", "2031-03-06", "-q").status == 0
    rewrite(NEW, NEW.replace("five", "six"))
    assert call("brief", "--date", "2031-03-07", "-q").status == 0
    (told,) = edition("2031-03-07")["changes"]
    assert (told["date"], told["was"], told["now"]) == ("2031-03-06", NEW, NEW.replace("five", "six"))
    rewrite(NEW.replace("five", "six"), "", more="\nCorrection: A quotation was taken out of this article.\n")
    assert call("brief", "--date", "2031-03-08", "-q").status == 0
    (told,) = edition("2031-03-08")["changes"]
    assert "now" not in told
    assert told["note"] == "Correction: A quotation was taken out of this article."
    days = [f"2031-03-0{day}" for day in (5, 6, 7, 8)]
    assert [verify(day)[0] for day in days] == [0, 0, 0, 0]


def test_a_figure_that_an_outlet_named_beside_a_line_corrects_is_a_change_and_its_other_words_are_nothing(
    desk: Path,
) -> None:
    told = {
        "Tarn Echo": "The keeper painted the lighthouse of Norvik red on Tuesday with 340 litres of paint.",
        "Dune Radio": "On Tuesday the keeper painted Norvik's lighthouse red with 340 litres of paint.",
    }
    for outlet, text in told.items():
        page = f"---\noutlet: {outlet}\npublished: 2031-03-06\n---\n{text}\n\n{outlet} was there.\n"
        put_files(desk, {f"articles/{outlet[:4]}.md": page})
    assert call("brief", "--date", "2031-03-06", "-q").status == 0
    (line,) = [text for text in lines("2031-03-06") if "340" in text]
    # A gloss may stand in the line.
    other = "Dune Radio" if line.startswith("The keeper") else "Tarn Echo"
    assert told[other] in json.dumps(edition("2031-03-06"))
    rewrite(
        "the keeper painted" if other == "Dune Radio" else "The keeper painted", "a keeper painted", f"{other[:4]}.md"
    )
    put_files(desk, {"articles/echo.txt": f"{NEWS}\n"})
    assert call("brief", "--date", "2031-03-07", "-q").status == 0
    assert "changes" not in edition("2031-03-07")
    rewrite("340", "560", f"{other[:4]}.md")
    assert call("brief", "--date", "2031-03-08", "-q").status == 0
    (change,) = edition("2031-03-08")["changes"]
    assert (change["outlet"], change["kind"], change["beside"]) == (other, "figure", True)
    assert "560" in change["now"]
    for kind in ("md", "html", "txt"):
        (shown,) = Path("outputs").glob(f"2031-03-08-*.{kind}")
        text = " ".join(shown.read_text().split())
        assert "Beside a line printed on" in text
        assert "Printed on" not in text
    assert not [text for day in ("2031-03-07", "2031-03-08") for text in lines(day) if "litres" in text]
    assert [verify(day)[0] for day in ("2031-03-06", "2031-03-07", "2031-03-08")] == [0, 0, 0]


def test_a_morning_with_nothing_but_a_change_is_mailed(desk: Path) -> None:
    rewrite()
    run = call("send", "--date", "2031-03-06", "--dry-run", "--eml", "day.eml")
    assert run.status == 0, run.err
    mail = message_from_bytes(Path("day.eml").read_bytes(), policy=policy.default)
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        assert body is not None
        assert "five percent" in " ".join(body.get_content().split())
    rewrite(NEW, OLD)
    assert "no mail is sent" in call("send", "--date", "2031-03-06", "--dry-run").err


@pytest.mark.parametrize(
    "forge", [lambda told: told.update(now="x"), lambda told: told.update(was="x"), lambda told: told.clear()]
)
def test_a_forged_change_fails(desk: Path, forge: Any) -> None:
    rewrite()
    put_files(desk, {"articles/echo.txt": f"{NEWS}\n"})
    assert call("brief", "--date", "2031-03-06", "-q").status == 0
    (path,) = Path("outputs").glob("2031-03-06-*.json")
    record = json.loads(path.read_text())
    forge(record["changes"][0])
    record["changes"] = [one for one in record["changes"] if one]
    path.write_text(json.dumps(record))
    status, out = verify("2031-03-06")
    assert status == 1
    assert "changes: " in out
