"""Pages by outlets on the command line: who said it first, the tiers of the settings, and the proof."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from calling import DATE, call, find_one, put_files, read_json

SETTINGS = """places = ["news"]
order = "outlet"
length = "40"
formats = ["md", "json"]
[tiers]
regional = ["Island Times"]
national = ["Harbour Post"]
"""
FIRST = "Transport minister Ada Lund called the strike in Norvik a blow to the islands."


@pytest.fixture
def made(desk: Path) -> Path:
    early = f"---\noutlet: Isle Mail\npublished: 2031-03-03\n---\n{FIRST}\n"
    put_files(desk, {"summarizer.toml": SETTINGS, "news/mail.md": early})
    assert call("brief", "--date", DATE, "-q").status == 0
    return find_one("outputs", ".json")


def test_a_line_stands_under_who_said_it_first(made: Path) -> None:
    page = made.with_suffix(".md").read_text()
    heads = [line for line in page.splitlines() if line.startswith("## ")]
    assert heads[:4] == [
        "## regional: Island Times", "## national: Harbour Post", "## unknown (radio.txt)", "## Isle Mail"
    ]  # fmt: skip
    own = page.partition("## Isle Mail")[2].partition("##")[0]
    assert FIRST in own
    assert "also: [Harbour Post]" in own or "see also: [Harbour Post]" in own
    assert page.count("Ada Lund") == 1
    for path in (made, made.with_suffix(".md")):
        run = call("verify", path)
        assert (run.status, run.out) == (0, "")
        assert 'order "outlet"; tiers [{"name": "regional"' in run.err


FORGED: tuple[Callable[[dict[str, Any]], object], ...] = (
    lambda options: options.update(order="section"),
    lambda options: options.pop("order"),
    lambda options: options.update(order="tier"),
    lambda options: options.update(tiers={"national": ["Harbour Post"]}),
    lambda options: options.update(tiers=[{"name": "national"}]),
    lambda options: options["tiers"].reverse(),
    lambda options: options["tiers"][0].update(name="proved"),
    lambda options: options["tiers"].append({"name": "regional", "outlets": []}),
    lambda options: options["tiers"][0].update(note="x"),
)


@pytest.mark.parametrize("number", range(len(FORGED)))
def test_a_forged_order_does_not_hold_for_the_page(made: Path, number: int) -> None:
    record = read_json()
    FORGED[number](record["options"])
    made.write_text(json.dumps(record), encoding="utf-8")
    assert call("verify", made.with_suffix(".md")).status in (1, 2)


def test_an_order_that_there_is_not_is_named(desk: Path) -> None:
    run = call("brief", "news", "--order", "outlets")
    assert (run.status, "there is no order “outlets” (did you mean “outlet”?)" in run.err) == (2, True)
    put_files(desk, {"summarizer.toml": 'order = "outlets"\ntiers = ["dpa"]\n'})
    run = call("brief", "news")
    assert run.status == 2
    assert "order must be “section” or “outlet”" in run.err
    assert "tiers must be lists of outlets by tiers" in run.err


def test_the_option_goes_before_the_settings(made: Path) -> None:
    assert call("brief", "--date", DATE, "--order", "section", "-q").status == 0
    assert "order" not in read_json()["options"]
