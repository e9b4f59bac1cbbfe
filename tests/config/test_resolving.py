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
from summarizer.fetch.web_addresses import Policy
from summarizer.mail.mail_settings import MailSettings
from summarizer.model import Length, Problem, StandingStory, StoryOptions

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


STORIES = """stories = true
most_stories = 3
about = ["Ukraine", "Scholz"]
[[story]]
name = "Harbour"
plan = "own/harbour.toml"
[[story]]
name = "Energy"
words = ["gas", "oil"]
title = "Gas and oil"
[briefing.a]
story_length = "80w"
length = "600w"
[[briefing.a.story]]
name = "Only here"
"""
PLAN = 'title = "T"\n[[sections]]\nid = "a"\ntitle = "A"\nrest = true\n'


def test_standing_stories_are_those_of_the_briefing_each_with_its_words_and_its_plan(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "harbour.toml").write_text(PLAN, encoding="utf-8")
    settings = read_settings(STORIES, tmp_path / "summarizer.toml")
    config = resolve_briefing(settings, "", {}, "", NOW)
    pinned = StandingStory("Ukraine, Scholz", ("Ukraine", "Scholz"))
    harbour = StandingStory("Harbour", ("Harbour",), plan="harbour")
    energy = StandingStory("Energy", ("gas", "oil"), title="Gas and oil")
    assert config.stories
    assert config.options.stories == StoryOptions(most_stories=3, standing=(pinned, harbour, energy))
    # The plan of a story stands among those from which each story's is chosen.
    assert config.options.plan == "auto"
    assert [plan.id for plan in config.options.plans] == ["general", "ukraine-call", "harbour"]
    own = resolve_briefing(settings, "a", {}, "", NOW).options.stories
    assert own.standing == (pinned, StandingStory("Only here", ("Only here",)))
    assert own.story_length == Length(80, "words")


def test_the_length_of_one_briefing_bounds_a_front_page_only_where_it_is_set() -> None:
    assert resolve_briefing(Settings(), "", {}, "", NOW).options.stories.page_length is None
    given = {"length": Value("20", "--length")}
    assert resolve_briefing(Settings(), "", given, "", NOW).options.stories.page_length == Length(20, "sentences")


@pytest.mark.parametrize(
    ("name", "told"), [("copper", "is the name of two stories"), ("2031-03-05-dlhda", "looks like the id of a story")]
)
def test_a_standing_story_has_a_name_of_its_own(name: str, told: str) -> None:
    settings = read_settings(f"stories = true\nabout = ['copper']\n[[story]]\nname = '{name}'")
    with pytest.raises(ConfigError, match=told):
        resolve_briefing(settings, "", {}, "", NOW)


def test_a_plan_that_a_story_names_and_that_is_not_there_is_told_with_the_story() -> None:
    text = "stories = true\nplan = 'general'\n[[story]]\nname = 'Harbour'\nplan = 'harbor'"
    with pytest.raises(ConfigError, match="there is no plan “harbor”") as caught:
        resolve_briefing(read_settings(text), "", {}, "", NOW)
    assert caught.value.where == "summarizer.toml: the story “Harbour”"
    assert not resolve_briefing(read_settings(text.replace("true", "false")), "", {}, "", NOW).stories
