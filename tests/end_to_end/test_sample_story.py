"""The sample story of articles/: its briefing as it was approved, and the same on any day and machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from looking import lines_of, texts_of
from sample_articles import ROOT, read_sample_story
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from summarizer.api import summarize
from summarizer.model import Briefing, Length, Options
from summarizer.render.page_json import to_json
from summarizer.render.rendering import render

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion
    from syrupy.location import PyTestLocation

DATE = "2024-11-18"
TWENTY = Length(20, "sentences")


class Approved(SingleFileSnapshotExtension):
    """Keeps each approved text as a file that can be opened: snapshots/test_sample_story/….md and so on."""

    _write_mode = WriteMode.TEXT

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(ROOT / "tests" / "snapshots" / "test_sample_story")


APPROVED = {name: type(name, (Approved,), {"file_extension": name}) for name in ("md", "txt", "html", "json")}


@cache
def brief(length: Length = TWENTY) -> Briefing:
    return summarize(read_sample_story(), Options(date=DATE, length=length))


def write(briefing: Briefing, format: str) -> str:  # noqa: A002
    """Write a briefing with the articles' paths as seen from the checkout."""
    # The digest of the program changes with each change of it.
    text = to_json(replace(briefing, made_by=None)) if format == "json" else render(briefing, format)
    return text.replace(f"{ROOT.as_posix()}/", "")


@pytest.mark.parametrize("format", APPROVED)
def test_the_sample_storys_briefing_is_as_it_was_approved(format: str, snapshot: SnapshotAssertion) -> None:  # noqa: A002
    assert write(brief(), format) == snapshot(extension_class=APPROVED[format])


def test_the_five_sections_are_all_filled() -> None:
    assert brief().plan == "ukraine-call"
    assert brief().length.sentences == 20
    assert all(part.lines for part in brief().sections)
    assert brief().problems == ()


def test_each_outlet_is_heard() -> None:
    assert {outlet for line in lines_of(brief()) for outlet in line.outlets} == {
        article.outlet for article in read_sample_story()
    }


def test_the_figures_that_differ_are_shown_as_a_disagreement() -> None:
    lines = lines_of(brief(Length(100, "percent")))
    ours = {"15": "28", "28": "15"}
    found = {
        figure: " ".join(carried.text for carried in line.disagreement if carried.reason == "numbers")
        for line in lines
        for figure in ours
        if f"{figure} billion euros" in line.text
    }
    assert found
    assert all(f"{ours[figure]} billion euros" in text for figure, text in found.items())
    for line in lines:
        told = " ".join(texts_of(line))
        assert not ("15 billion" in told and "28 billion" in told)


def test_the_spellings_of_the_presidents_name_meet_in_one_line() -> None:
    spellings = [
        {
            name
            for text in (*texts_of(line), *(one.text for one in line.related))
            for name in re.findall(r"\bZelensk\w+", text)
        }
        for line in lines_of(brief())
    ]
    assert {"Zelensky", "Zelenskyy", "Zelenskiy"} in spellings


def test_the_wire_that_two_pass_on_counts_once() -> None:
    wire = "must end its war and withdraw its soldiers"
    (line,) = [line for line in lines_of(brief()) if any(wire in text for text in texts_of(line))]
    passed_on = {"Example Wire", "Muster Zeitung Online", "Placeholder Radio"}
    assert passed_on <= set(line.outlets)
    assert line.origins == 1 + len(set(line.outlets) - passed_on)


def test_nobody_speaks_for_another_side() -> None:
    sides = {part.id: {line.speaker for line in part.lines} for part in brief(Length(100, "percent")).sections}
    assert "Volodymyr Zelensky" in sides["ukrainian-reaction"]
    assert "the Kremlin" in sides["kremlin-demands"]
    assert "Steffen Hebestreit" in sides["german-position"]
    assert not sides["german-position"] & {"the Kremlin", "Vladimir Putin", "Dmitry Peskov", "Volodymyr Zelensky"}
    assert not sides["kremlin-demands"] & {"Olaf Scholz", "Steffen Hebestreit", "Volodymyr Zelensky"}
    assert not sides["ukrainian-reaction"] & {"Olaf Scholz", "Steffen Hebestreit", "the Kremlin", "Vladimir Putin"}


def test_two_runs_with_other_hash_seeds_write_the_same_bytes() -> None:
    command = (sys.executable, "-m", "summarizer", "brief", "articles", "--stdout", "-f", "json", "-q", "--date", DATE)
    outputs = [
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True, timeout=120
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert outputs[0].decode() == to_json(brief()).replace(f"{ROOT.as_posix()}/", "")
