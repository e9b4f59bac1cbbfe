"""``summarizer quotes``: who said what in the editions of the history."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import call, put_files

SETTINGS = 'places = ["news"]\nnew_only = true\nformats = ["json"]\n{more}[history]\npath = "history.db"\n'


@pytest.fixture(params=["", "stories = true\n"], ids=["briefing", "front page"])
def kept(desk: Path, request: pytest.FixtureRequest) -> Path:
    """Return the folder of a desk that has printed an edition, as a briefing and as a front page."""
    put_files(desk, {"summarizer.toml": SETTINGS.format(more=request.param)})
    assert call("brief", "--date", "2031-03-05", "-q").status == 0
    return desk


def test_a_saying_is_listed_with_its_speaker_outlet_and_edition(kept: Path) -> None:
    run = call("quotes", "--who", "moe")
    assert run.status == 0
    first, variant, printed = run.out.splitlines()
    assert first == "2031-03-04 Per Moe; first in Harbour Post"
    assert variant == "    “We will not go back for four percent”  (Harbour Post)"
    assert printed == "    printed briefing 2031-03-05"


def test_a_line_of_json_has_all_of_it(kept: Path) -> None:
    (record,) = [json.loads(line) for line in call("quotes", "--json", "--who", "Moe").out.splitlines()]
    assert record == {
        "speaker": "Per Moe",
        "quoted": True,
        "variants": [{"text": "We will not go back for four percent", "outlets": ["Harbour Post"], "marked": ""}],
        "first": {"day": "2031-03-04", "outlet": "Harbour Post"},
        "printed": [{"name": "briefing", "date": "2031-03-05"}],
    }


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--since", "2031-03-06"), "no edition"),
        (("--name", "other"), "no edition"),
        (("--who", "Nobody"), "no speaker is “Nobody”"),
        (("--who", "Per Mo"), "did you mean “Per Moe”?"),
    ],
)
def test_why_nothing_is_listed_is_said(kept: Path, args: tuple[str, ...], told: str) -> None:
    run = call("quotes", *args)
    assert (run.status, run.out) == (0, "")
    assert told in run.err


def test_a_day_that_is_none_is_a_wrong_call(kept: Path) -> None:
    assert call("quotes", "--since", "soon").status == 2


def test_without_a_history_it_says_so(desk: Path) -> None:
    put_files(desk, {"summarizer.toml": SETTINGS.format(more="")})
    run = call("quotes")
    assert (run.status, run.out) == (0, "")
    assert "no edition is kept" in run.err
    assert not (desk / "history.db").exists()
