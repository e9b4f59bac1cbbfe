"""An article that changed after an edition was made of it: the edition is proved by the text that was used."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from calling import STORY, call, put_files

from summarizer import Options, read_articles, render, summarize
from summarizer.sources.readers import read_file
from summarizer.storage.versions import FOLDER, forget_versions

pytestmark = pytest.mark.usefixtures("keep_process")

SETTINGS = 'places = ["articles"]\nnew_only = true\nlength = "100%"\n[history]\npath = "history.db"\n'
NEWER: dict[str, str | bytes] = {"articles/post.md": STORY["post.md"].replace("four percent", "five percent")}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    files: dict[str, str | bytes] = {f"articles/{name}": text for name, text in STORY.items()}
    put_files(tmp_path, {**files, "summarizer.toml": SETTINGS})
    assert call("brief", "--date", "2031-03-05", "-q").status == 0
    return tmp_path


def verify(day: str = "2031-03-05") -> tuple[int, str, str]:
    (page,) = Path("outputs").glob(f"{day}-*.json")
    run = call("verify", page)
    return run.status, run.out, run.err


def test_yesterdays_edition_holds_when_an_article_is_overwritten(desk: Path) -> None:
    put_files(desk, NEWER)
    status, out, err = verify()
    assert (status, out) == (0, "")
    assert "articles/post.md: has changed since; proved by the text with its digest that is kept beside it" in err
    assert call("brief", "--date", "2031-03-06", "-q").status == 0
    (desk / "articles" / "post.md").unlink()
    assert [verify(day)[0] for day in ("2031-03-05", "2031-03-06")] == [0, 0]


def test_a_forged_page_fails_by_the_text_that_was_used(desk: Path) -> None:
    put_files(desk, NEWER)
    (page,) = (desk / "outputs").glob("*.json")
    page.write_text(page.read_text().replace("four percent", "five percent"))
    status, out, _ = verify()
    assert status == 1
    assert "the source has ““We will not go back for four percent" in out


def test_a_text_that_was_planted_outside_of_the_root_proves_nothing(desk: Path) -> None:
    put_files(desk, NEWER)
    (page,) = (desk / "outputs").glob("*.json")
    above = put_files(desk.parent / "above", {})
    (desk / "articles").rename(put_files(above / "desk", {"x": ""}) / "articles")
    (above / "desk" / "articles" / FOLDER).rename(above / "texts")
    put_files(above / FOLDER / "desk", {"x": ""})
    (above / "texts").rename(above / FOLDER / "desk" / "articles")
    assert call("verify", page, "--root", above).status == 1
    run = call("verify", page, "--root", above / "desk")
    assert (run.status, "articles/post.md: the source was altered" in run.out) == (1, True)


def test_one_article_with_two_of_its_texts_is_not_two_sources(desk: Path) -> None:
    """A forger would print both as sources of their own; no run reads a file twice."""
    put_files(desk, NEWER)
    older = read_file("articles/post.md", older=STORY["post.md"].encode())[0]
    articles, _ = read_articles(["articles"])
    page = desk / "outputs" / "two.json"
    page.write_text(render(summarize([*articles, *older], Options(date="2031-03-05")), "json"))
    run = call("verify", page)
    assert run.status == 1
    assert "articles/post.md: the source is named with two texts" in run.out


@pytest.fixture
def months_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``verify`` be called in June."""
    monkeypatch.setattr("summarizer.cli.verify.read_time", lambda settings: datetime(2031, 6, 3, tzinfo=UTC))


@pytest.mark.usefixtures("months_later")
def test_a_text_that_expired_is_a_result_of_its_own_and_a_forged_page_fails_even_so(desk: Path) -> None:
    put_files(desk, NEWER)
    forget_versions(desk / "articles", datetime.now(UTC) + timedelta(days=90), 60)
    status, out, err = verify()
    assert (status, out) == (4, "")
    assert "articles/post.md: the source has changed, and the text that was used expired" in err
    assert "it is the edition that the history keeps" in err
    (page,) = (desk / "outputs").glob("*.json")
    text = page.read_text()
    # Of the text that is forgotten, and of one that is there.
    for old, new in (("four percent,” said", "nine percent,” said"), ("bread and milk", "beer and milk")):
        assert old in text
        page.write_text(text.replace(old, new))
        assert verify()[0] == 1
    # Without the history only the texts that are there are checked.
    (desk / "history.db").unlink()
    assert verify()[0] == 1
    page.write_text(text)
    status, _, err = verify()
    assert status == 4
    assert "the history keeps no edition of 2031-03-05 of these very articles" in err


def forge_forgotten(desk: Path) -> None:
    """Overwrite an article, and write its earlier text into the list of those that expired."""
    put_files(desk, NEWER)
    for version in (desk / "articles" / FOLDER).glob("post.md~/*.gz"):
        digest = version.stem.rpartition("-")[2]
        version.unlink()
        put_files(desk, {f"articles/{FOLDER}/.forgotten/2031-03-06.txt": f"{digest}\n"})


@pytest.mark.parametrize("date", ["2031-03-06", "2031-05-03", "2031-05-05", ""])
def test_no_text_of_a_page_expires_before_texts_are_forgotten(
    desk: Path, date: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    forge_forgotten(desk)
    today = datetime.fromisoformat(date or "2031-05-05").replace(tzinfo=UTC)
    monkeypatch.setattr("summarizer.cli.verify.read_time", lambda settings: today)
    if not date:
        (page,) = (desk / "outputs").glob("*.json")
        page.write_text(page.read_text().replace('"date": "2031-03-05"', '"date": ""'))
    status, out, _ = verify()
    assert status == (4 if date == "2031-05-05" else 1)
    told = "its text is in the list of texts that expired, but texts are kept for 60 days (keep_days in [fetch])"
    assert (told in out) == (status == 1)


@pytest.mark.usefixtures("months_later")
def test_of_the_texts_that_are_there_a_part_of_a_sentence_is_no_line_though_another_expired(desk: Path) -> None:
    (desk / "history.db").unlink()
    forge_forgotten(desk)
    assert verify()[0] == 4
    (page,) = (desk / "outputs").glob("*.json")
    record = json.loads(page.read_text())
    line = next(one for part in record["sections"] for one in part["sentences"] if one["text"].startswith("The shops"))
    line["text"] = line["text"][: -len(" for about three days.")]
    line["end"] -= len(" for about three days.")
    record["length"]["words"] -= 4
    page.write_text(json.dumps(record))
    status, out, _ = verify()
    assert status == 1
    assert "is no whole sentence of news of its source" in out


@pytest.mark.usefixtures("months_later")
def test_a_front_page_is_proved_by_the_texts_that_were_used(desk: Path) -> None:
    put_files(desk, {"summarizer.toml": "stories = true\n" + SETTINGS.replace("100%", "40")})
    assert call("brief", "--date", "2031-03-05", "-q", "--again").status == 0
    (front,) = [page for page in (desk / "outputs").glob("*.json") if "front/1" in page.read_text()]
    put_files(desk, NEWER)
    assert call("verify", front).status == 0
    forget_versions(desk / "articles", datetime.now(UTC) + timedelta(days=90), 60)
    run = call("verify", front)
    assert (run.status, run.out) == (4, "")
    record = json.loads(front.read_text())
    record["stories"][0]["origins"] += 1
    front.write_text(json.dumps(record))
    assert call("verify", front).status == 1


def test_a_link_in_the_folder_of_texts_is_told_and_the_edition_is_made(desk: Path) -> None:
    (desk / "away").mkdir()
    for path in (desk / "articles" / FOLDER).iterdir():
        path.rename(desk / "away" / path.name)
        path.symlink_to(desk / "away" / path.name)
    put_files(desk, NEWER)
    run = call("brief", "--date", "2031-03-06")
    assert run.status == 1
    assert "a link leads elsewhere, so no text is kept; when an article changes, this edition is not proved" in run.err
    assert len(list((desk / "outputs").glob("2031-03-06-*.json"))) == 1


def test_what_was_changed_is_told_with_both_texts_and_times(desk: Path) -> None:
    assert "no article in articles is known to have been changed" in call("changes").err
    note = "\n\nCorrection: An earlier version of this article gave a wrong number.\n"
    put_files(desk, {**NEWER, "articles/times.md": f"{STORY['times.md'].replace('three days', 'two days')}{note}"})
    assert call("brief", "--date", "2031-03-06", "-q").status == 0
    run = call("changes", "--since", "24h")
    assert run.status == 0
    assert "Harbour Post: Ferry crews walk out" in run.out
    assert "- “We will not go back for four percent,” said union leader Per Moe." in run.out
    told = [json.loads(line) for line in call("changes", "--json").out.splitlines()]
    assert [(one["path"], one["kind"], one["marked"]) for one in told] == [
        ("post.md", "figure", False),
        ("times.md", "figure", True),
    ]
    assert told[0]["before"] < told[0]["after"]
    assert call("changes", "--since", "2099-01-01").out == ""


def test_two_texts_of_a_file_of_many_articles_are_compared_article_by_article(desk: Path) -> None:
    def write(toll: str) -> None:
        texts = [
            "The crews walked out in Norvik on Tuesday morning.",
            f"The storm took {toll} roofs in Bodin, she said.",
        ]
        lines = [json.dumps({"text": text, "outlet": "Coast News"}) for text in texts]
        put_files(desk, {"articles/coast.jsonl": "\n".join(lines)})

    for day, toll in (("2031-03-06", "ten"), ("2031-03-07", "nine")):
        write(toll)
        assert call("brief", "--date", day, "-q").status == 0
    (told,) = [json.loads(line) for line in call("changes", "--json").out.splitlines()]
    assert (told["path"], told["kind"], told["outlet"]) == ("coast.jsonl", "figure", "Coast News")


def test_odd_names_and_texts_among_those_kept_stop_nothing(desk: Path) -> None:
    put_files(desk, NEWER)
    assert call("brief", "--date", "2031-03-06", "-q").status == 0
    kept = desk / "articles" / FOLDER
    for name in ("a\x1b[2J\nb.md", "nul\x07.txt", "x.bin", "empty.md"):
        (kept / name).mkdir()
        for number, data in enumerate((b"\x1f\x8b\x08broken", b"")):
            (kept / name / f"2031030{number}T000000000000-{number:064x}.gz").write_bytes(data)
    (kept / "loop").symlink_to(kept)
    run = call("changes")
    assert run.status == 0
    assert run.out.count("Harbour Post") == 1
    assert "\x1b" not in run.out + run.err
