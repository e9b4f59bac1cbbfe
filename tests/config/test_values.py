from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.config.plans import load_plans
from summarizer.config.values import (
    FORMATS,
    find_day,
    parse_date,
    parse_formats,
    parse_length,
    parse_pairs,
    parse_shares,
    parse_threshold,
)
from summarizer.errors import ConfigError
from summarizer.model import Length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("20", Length(20, "sentences")),
        (" 3 sentences ", Length(3, "sentences")),
        ("20%", Length(20, "percent")),
        ("0.5 %", Length(0.5, "percent")),
        ("100%", Length(100, "percent")),
        ("300w", Length(300, "words")),
        ("1 word", Length(1, "words")),
        ("2min", Length(2, "minutes")),
        ("1.5 minutes", Length(1.5, "minutes")),
        ("2M", Length(2, "minutes")),
    ],
)
def test_a_length_is_read(text: str, length: Length) -> None:
    assert parse_length(text) == length


@pytest.mark.parametrize(
    "text", ["0", "-3", "0%", "0w", "-1min", "abc", "", "20 pages", "1e3", "2.5", "nan", "20%w", "٣x", "100.5%"]
)
def test_what_is_no_length_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(ConfigError, match=r"^--length: .*300w"):
        parse_length(text)


@given(st.integers(1, 10_000), st.sampled_from(["sentences", "words", "minutes"]))
def test_a_length_is_read_as_it_is_written(amount: int, unit: str) -> None:
    length = Length(float(amount), unit)  # type: ignore[arg-type]
    assert parse_length(str(length)) == length


def test_formats_come_in_one_order_and_each_once() -> None:
    assert parse_formats(["json", "html,md", ".MD", " txt"]) == FORMATS[:4] == ("md", "html", "txt", "json")
    assert parse_formats([",".join(reversed(FORMATS))]) == FORMATS


@pytest.mark.parametrize(
    ("texts", "hint"), [(["htlm"], "did you mean “html”"), ([","], "there are"), ([], "there are")]
)
def test_an_unknown_format_is_refused(texts: list[str], hint: str) -> None:
    with pytest.raises(ConfigError, match=rf"--format: .*{hint}"):
        parse_formats(texts)


def test_a_pair_may_hold_more_equals_signs() -> None:
    assert parse_pairs(["a.txt = X=Y News"], "--outlet", "FILE=NAME") == {"a.txt": "X=Y News"}


@pytest.mark.parametrize("text", ["a.txt", "=News", "a.txt=", "= "])
def test_half_a_pair_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match=r"--outlet: .* is not FILE=NAME"):
        parse_pairs([text], "--outlet", "FILE=NAME")


def test_shares_are_numbers_or_percentages() -> None:
    assert parse_shares(["call=0.3", "context=10%", "call=1"]) == {"call": 1, "context": 0.1}


@pytest.mark.parametrize(
    "text", ["call=0", "call=-1", "call=much", "call=nan", "call=inf", "call=2", "call=0%", "call=101%"]
)
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match=r"--section call: .*is no share"):
        parse_shares([text])


@pytest.mark.parametrize("value", [0, -0.1, 1.01, float("nan"), float("inf")])
def test_a_threshold_outside_of_its_bounds_is_refused(value: float) -> None:
    with pytest.raises(ConfigError, match="--threshold"):
        parse_threshold(value)


def test_a_threshold_within_its_bounds_is_taken() -> None:
    assert [parse_threshold(value) for value in (0.01, 0.35, 1)] == [0.01, 0.35, 1]


def test_a_date_is_a_day_of_the_calendar() -> None:
    assert parse_date("2024-02-29") == "2024-02-29"
    for text in ("2023-02-29", "15.11.2024", "today", "2024-11", ""):
        with pytest.raises(ConfigError, match="--date"):
            parse_date(text)


def test_auto_stands_for_all_plans_and_a_name_for_one(tmp_path: Path) -> None:
    assert {plan.id for plan in load_plans("auto")} >= {"general", "ukraine-call"}
    assert [plan.id for plan in load_plans("general")] == ["general"]
    (tmp_path / "plans").mkdir()
    small = 'title = "T"\n[[sections]]\nid = "a"\ntitle = "A"\nrest = true\n'
    (tmp_path / "plans" / "mine.toml").write_text(small, encoding="utf-8")
    assert "mine" in {plan.id for plan in load_plans("auto", [tmp_path])}


def test_an_age_beyond_the_calendar_is_its_first_day() -> None:
    assert find_day("99999w", datetime(900, 1, 1, tzinfo=UTC)) == "0001-01-01"
    assert find_day("1d", datetime(1, 1, 2, 6, tzinfo=UTC)) == "0001-01-01"
