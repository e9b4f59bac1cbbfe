"""Whatever reads the texts of others ends, and says what it left out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from calling import POST, TIMES, brief, call, find_one, put_files
from hostile_work import HOLDS, SITE, hold_interpreter, spoil

from summarizer import Limits, SummarizerError, api, extract, read_articles, summarize, verify
from summarizer.cli.render import load_page
from summarizer.text import segmentation
from summarizer.text.sentences import split_line

SPENT = "it takes more processor time than [limits] allows"
BAD = f"---\noutlet: Bad Post\n---\nIt rained in {HOLDS} on Friday, and the ferries of Norvik stayed in the harbour.\n"
PLAN = 'title = "Ferries"\n[[sections]]\nid = "all"\ntitle = "All"\nrest = true\n'


@pytest.fixture
def bad_rule(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Spoil a rule of reading, here and in each process, so that a text with a mark holds it."""
    put_files(tmp_path, {"site/sitecustomize.py": SITE})
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "site"), *filter(None, sys.path)]))
    put_files(desk, {"summarizer.toml": "[limits]\narticle_seconds = 1.5\nrun_seconds = 3\n", "ferries.toml": PLAN})
    with monkeypatch.context() as patch:
        patch.setattr(segmentation, "split_line", spoil(split_line))
        yield


@pytest.mark.parametrize(
    "command", [("plans", "suggest", "bad"), ("plans", "check", "ferries.toml", "--articles", "bad")]
)
def test_a_plan_is_suggested_and_tried_without_an_article_that_takes_too_much(
    bad_rule: None, desk: Path, command: tuple[str, ...]
) -> None:
    put_files(desk / "bad", {"post.md": POST, "times.md": TIMES, "slow.md": BAD})
    run = call(*command)
    assert run.status == 1
    assert f"problem  bad/slow.md: is left out: {SPENT}" in run.err
    assert "Per Moe" in run.out or "sentences" in run.out


# What is small is read here, what is large in a process.
@pytest.mark.parametrize(("command", "large"), [("verify", 500_000), ("explain", 1)])
def test_a_briefing_of_what_takes_for_ever_is_neither_proved_nor_explained(
    bad_rule: None, desk: Path, command: str, large: int
) -> None:
    assert brief("news", "-f", "json", "-q").status == 0
    made = find_one("outputs", ".json")
    # As whoever sends it would: the briefing names the file as it is.
    slow = POST.replace("ferry crews of", f"ferry {HOLDS} of")
    put_files(desk, {"news/post.md": slow})
    old, new = (sha256(text.encode()).hexdigest() for text in (POST, slow))
    record = made.read_text(encoding="utf-8").replace(old, new).replace("ferry crews of", f"ferry {HOLDS} of")
    made.write_text(record, encoding="utf-8")
    settings = desk / "summarizer.toml"
    settings.write_text(f"[limits]\nrun_seconds = 1\nlarge = {large}\n", encoding="utf-8")
    run = call(command, made)
    assert run.status == 2
    assert f"{made}: {SPENT} (run_seconds and memory say how much)" in run.err


def test_the_doctor_names_a_file_that_takes_too_much(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer.sources import places

    put_files(desk, {"summarizer.toml": 'places = ["bad"]\n[limits]\narticle_seconds = 1\n'})
    put_files(desk / "bad", {"post.md": POST, "slow.md": BAD})
    monkeypatch.setattr(places, "read_file", lambda path, *args, stdin=None: spoil_reader(path))
    run = call("doctor", "--offline")
    assert run.status == 1
    assert f"problem  place bad: 1 article, but bad/slow.md is left out: {SPENT}" in run.out


def spoil_reader(path: str) -> object:
    from summarizer.sources.readers import read_file

    return spoil(read_file, "slow")(path)


def test_a_program_that_gives_limits_is_told_what_was_left_out(
    bad_rule: None, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = Limits(article_seconds=1.5, run_seconds=3)
    put_files(desk / "bad", {"post.md": POST, "times.md": TIMES, "slow.md": BAD})
    articles, problems = read_articles(["bad"], limits=limits)
    assert (len(articles), problems) == (3, ())
    made = summarize(articles, limits=limits)
    assert [one.message for one in made.problems if one.where == "bad/slow.md"] == [f"is left out: {SPENT}"]
    assert not verify(made, limits=limits).failures
    assert extract([POST], limits=limits) == extract([POST])
    assert brief("news", "-f", "json", "-q").status == 0
    assert not verify(load_page(find_one("outputs", ".json")), limits=limits).failures
    monkeypatch.setattr(api, "extract_sentences", hold_interpreter)
    with pytest.raises(SummarizerError, match="processor time"):
        extract([POST], limits=Limits(article_seconds=0.3, run_seconds=0.3))
