from __future__ import annotations

import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest

from summarizer.config.resolving import (
    check_briefing,
    choose_names,
    locate_errors,
    resolve_briefing,
    resolve_mail,
    resolve_policy,
)
from summarizer.config.schema import Value
from summarizer.config.settings_file import Settings, read_settings
from summarizer.errors import ConfigError
from summarizer.fetch.client import Policy
from summarizer.mail.mail_settings import MailSettings
from summarizer.model import Problem

NOW = datetime(2031, 3, 5, tzinfo=UTC)


def test_the_defaults_of_fetching_and_mail_are_those_of_their_rooms() -> None:
    assert resolve_policy(Settings()) == Policy()
    assert resolve_mail(Settings(), "") == MailSettings()


def test_the_command_line_goes_before_the_file_and_the_file_before_the_defaults() -> None:
    settings = read_settings("length = '15'\nthreshold = 1\nshares = { call = 0.5 }", Path("conf/summarizer.toml"))
    given = {"length": Value("300w", "--length"), "output": Value("here", "--output")}
    config = resolve_briefing(settings, "", given, "2031-03-04", NOW)
    assert (str(config.options.length), config.options.threshold, config.options.gloss) == ("300w", 1.0, True)
    assert (config.options.shares, config.options.date) == ({"call": 0.5}, "2031-03-04")
    assert (config.output, config.places) == (Path("here"), ("conf/articles",))


@pytest.mark.parametrize("name", ["characters", "words"])
def test_a_former_similarity_is_taken_for_tf_idf_with_a_notice(name: str) -> None:
    settings = read_settings(f"\nsimilarity = '{name}'")
    config = resolve_briefing(settings, "", {}, "", NOW)
    check_briefing(config)
    assert config.options.similarity == "tf-idf"
    message = f"similarity “{name}” is there no longer; tf-idf is used"
    assert config.notices == (Problem("summarizer.toml, line 2", message, "notice"),)


@pytest.mark.parametrize(
    ("given", "where"),
    [({}, "conf/summarizer.toml: line 2: shares"), ({"shares": Value(["b=1"], "--section")}, "--section")],
)
def test_a_fault_is_told_where_it_was_said(given: dict[str, Value], where: str) -> None:
    settings = read_settings("\nshares = { nowhere = 0.5 }", Path("conf/summarizer.toml"))
    with pytest.raises(ConfigError, match="no plan has a section") as caught, locate_errors(settings, "", given):
        check_briefing(resolve_briefing(settings, "", given, "", NOW))
    assert caught.value.where == where


def test_places_on_the_command_line_are_one_briefing_without_a_name() -> None:
    settings = read_settings("[briefing.a]\n[briefing.b]")
    assert choose_names(settings, ["b", "b"]) == ("b",)
    assert choose_names(settings, []) == ("a", "b")
    assert choose_names(settings, [], places_given=True) == ("",)
    with pytest.raises(ConfigError, match="there is no briefing “c”"):
        choose_names(settings, ["c"])


def test_the_options_of_a_briefing_can_be_handed_to_other_processes() -> None:
    options = resolve_briefing(Settings(), "", {}, "", NOW).options
    assert pickle.loads(pickle.dumps(options)) == options
