from __future__ import annotations

import os
import re
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.config.schema import TABLES, Option
from summarizer.config.settings_file import (
    Settings,
    describe_settings,
    find_settings,
    read_settings,
    read_toml_text,
    to_toml,
    write_settings,
)
from summarizer.errors import ConfigError
from summarizer.model import Options

SEVERAL = """
length = "15"
places = ["common"]

[mail]
to = ["all@news.example"]

[briefing.ukraine]
places = ["https://news.example/world.xml"]

[briefing.energy]
length = "300w"

[briefing.energy.mail]
to = ["energy@news.example"]
"""


def test_without_a_file_the_defaults_hold() -> None:
    found = Settings().find("briefing")
    assert {value.origin for value in found.values()} == {"default"}
    assert found["places"].value == ("articles",)


def test_the_defaults_are_those_of_the_options() -> None:
    found, options = Settings().find("briefing"), Options()
    for key in ("plan", "length", "method", "similarity", "threshold", "language", "gloss", "title"):
        assert found[key].value == getattr(options, key)


OPTIONS = [
    pytest.param(option, id=f"{table.name}.{option.name}")
    for table in TABLES.values()
    for option in table.options.values()
]


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_reads_its_own_default(option: Option) -> None:
    assert option.kind.read(option.default) == option.default


def test_a_briefings_own_goes_before_the_common_and_the_common_before_the_default() -> None:
    settings = read_settings(SEVERAL)
    assert settings.briefings == ("ukraine", "energy")
    ukraine, energy = (settings.find("briefing", name) for name in settings.briefings)
    assert (ukraine["length"].value, energy["length"].value) == ("15", "300w")
    assert (ukraine["places"].value, energy["places"].value) == (["https://news.example/world.xml"], ["common"])
    assert (ukraine["plan"].value, ukraine["plan"].origin) == ("auto", "default")
    assert energy["length"].origin == "summarizer.toml, line 12"
    assert settings.find("mail", "energy")["to"].value == ["energy@news.example"]
    assert settings.find("mail", "ukraine")["to"].value == ["all@news.example"]


FAULTS = [
    ("lenght = 10", "line 1: there is no key “lenght” (did you mean “length”?)"),
    ("[mial]\nto = []", "line 1: there is no key “mial” (did you mean “mail”?)"),
    ("\n[mail]\nsevrer = 'x'", "line 3: there is no key “sevrer” in [mail] (did you mean “server”?)"),
    ("length = 'long'", "line 1: length cannot be: “long” is no length"),
    ("length = true", "line 1: length must be a text"),
    ("places = 'articles'", "line 1: places must be a list of texts"),
    ("formats = ['odt']", "line 1: formats cannot be: there is no format “odt”"),
    ("threshold = 7", "line 1: threshold cannot be: 7 is no threshold"),
    ("since = 'yesterday'", "line 1: since cannot be: “yesterday” is no date and no age"),
    ("timezone = 'Berlin'", "line 1: timezone is no time zone"),
    ("[fetch]\nretries = -1", "line 2: retries in [fetch] must be 0 or more"),
    ("[fetch]\nkeep_days = 99999999999", "line 2: keep_days in [fetch] must be a number of days from 0 to 36500"),
    ("[history]\ndays = 36501", "line 2: days in [history] must be a number of days from 0 to 36500"),
    ("[fetch]\ntimeout = 99999999999", "line 2: timeout in [fetch] must be a number from 0 to 1000000000"),
    ("[mail]\npauses = [1e11]", "line 2: pauses in [mail] must be a list of numbers of seconds"),
    ("[mail]\nstarttls = 'no'", "line 2: starttls in [mail] must be “required”, “never” or “loopback”"),
    ("[mail]\npauses = [1, 'x']", "line 2: pauses in [mail] must be a list of numbers of seconds"),
    ("[briefing.a]\nplan = 1", "line 2: plan in [briefing.a] must be a text that is not empty"),
    ("[briefing.a.mail]\neach = 1", "line 2: each in [briefing.a.mail] must be true or false"),
    ("[briefing.a.fetch]\nretries = 1", "there is no key “fetch” in [briefing.a]"),
    ("[briefing.'A b']\nplan = 'x'", "“A b” must be of small letters, digits and hyphens"),
    ("[[briefing]]\nplan = 'x'", "briefings must be written as [briefing.NAME]"),
    ("mail = 'x'", "line 1: mail must be a table: write [mail]"),
    ("shares = { call = 0 }", "line 1: shares must be shares by sections"),
    ("outlets = { a = 1 }", "line 1: outlets must be names by files"),
    ("stories = 'yes'", "line 1: stories must be true or false"),
    ("story_length = 0", "line 1: story_length cannot be: a length of 0 leaves nothing to print"),
    ("most_stories = 1.5", "line 1: most_stories must be a whole number"),
    ("about = 'Ukraine'", "line 1: about must be a list of texts"),
    ("[story]\nname = 'x'", "line 1: story must be tables with two brackets on each side, like [[story]]"),
    ("[[story]]\nname = 'a'\n[[story]]\nword = ['b']\nname = 'b'", "line 4: a story has no key “word” (did you mean"),
    ("[[story]]\nname = 'a'\n[[story]]\nwords = ['b']", "line 3: a story needs the key “name”"),
    ("[[story]]\nname = 'a'\nwords = 'b'", "line 3: words must be a list of texts"),
    ("[[story]]\nname = 'a'\n[[story]]\nname = 'a'", "line 4: the name “a” is used twice"),
    ("[briefing.a]\n[[briefing.a.story]]\nname = ''", "line 3: name must be a text that is not empty"),
    ("\nstory = [{ name = 'a', plan = 1 }]", "line 2: plan must be a text that is not empty"),
    ("a = [", "line 1: is not TOML"),
    ("[mail]\n[fetch]\n[mail]\n", "the table [mail] stands twice; put the keys of both under one"),
    ("a = " + "[" * 4000, "is nested too deeply"),
    ("places = ['']", 'line 1: places must be a list of texts, like ["articles", "https://news.example/feed.xml"]'),
    ("formats = 'md,html'", 'line 1: formats must be a list of texts, like ["md", "html"]'),
    ("formats = ['exe']", "line 1: formats cannot be: there is no format “exe”; there are: atom, docx"),
    ("since = 2024-11-15T10:00:00", "line 1: since cannot be: “2024-11-15 10:00:00” is no date and no age"),
    ("until = 10:00:00", "line 1: until must be a text"),
    (f"plan = 'x'\nmost_stories = {'9' * 6000}", "line 2: is not TOML: a number has more than 4300 digits"),
    (f"length = 0x{'F' * 6000}", "line 1: length must be a text"),
    (f"length = {'9' * 400}", "line 1: length must be a text"),
    (f"since = 0x{'F' * 6000}", "line 1: since must be a text"),
    (f"length = '{'9' * 400}'", "line 1: length cannot be: no page is of so great a length"),
]


@pytest.mark.parametrize(("text", "told"), FAULTS, ids=[told[:40] for _, told in FAULTS])
def test_a_fault_is_told_with_its_line_and_key(text: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_settings(text, Path("conf/summarizer.toml"))
    assert str(caught.value).startswith("conf/summarizer.toml: ")
    assert told in str(caught.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        read_settings("lenght = 1\ngloss = 2\n")
    assert "line 1: " in str(caught.value)
    assert "line 2: " in str(caught.value)


def test_the_file_to_begin_with_changes_nothing_and_shows_every_key() -> None:
    text = write_settings()
    settings = read_settings(text)
    for table in TABLES:
        assert settings.find(table) == Settings().find(table)
    for known in TABLES.values():
        for key in known.options.values():
            assert f"# {key.comment}\n# {key.name} = " in text
    assert max(map(len, text.splitlines())) <= 120


def test_the_file_to_begin_with_feeds_asks_for_a_front_page_of_them_and_nothing_else() -> None:
    settings = read_settings(write_settings(["https://news.example/feed.xml"]))
    said = {name: value.value for name, value in settings.find_said("briefing").items()}
    assert said == {"places": ["https://news.example/feed.xml"], "stories": True}


def test_every_line_of_the_file_to_begin_with_can_be_taken_in() -> None:
    shown = re.sub(r"(?m)^# (?=[a-z_]+ = |\[(?:briefing|webhooks))", "", write_settings())
    settings = read_settings(shown)
    assert settings.briefings == ("ukraine",)
    assert settings.webhooks == ("newsroom",)
    for table, name in (("fetch", ""), ("history", ""), ("mail", ""), ("webhooks", "newsroom")):
        assert all(value.origin != "default" for value in settings.find(table, name).values())


def test_what_holds_is_printed_with_where_it_was_said() -> None:
    text = describe_settings(read_settings(SEVERAL), ["ukraine", "energy"])
    assert re.search(r'length = "15" +# summarizer.toml, line 2\n', text)
    assert re.search(r'to = \["energy@news.example"\] +# summarizer.toml, line 15\n', text)
    assert re.search(r'plan = "auto" +# default\n', text)
    assert tomllib.loads(text)["briefing"]["energy"]["mail"]["to"] == ["energy@news.example"]


def test_what_holds_is_printed_without_passwords_and_keys_in_addresses() -> None:
    text = (
        'places = ["https://ann:pw1@news.example/feed?api_key=pw2&page=3"]\n[mail]\nserver = "smtp://u:pw3@m.example"'
    )
    shown = describe_settings(read_settings(text), [""])
    assert not re.search("pw[123]", shown)
    assert '"https://news.example/feed?api_key=***&page=3"' in shown
    assert '"smtp://m.example"' in shown


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="summarizer init"):
        find_settings(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'title = "\xe9"')
    with pytest.raises(ConfigError, match="is not UTF-8"):
        find_settings(tmp_path / "latin.toml")
    (tmp_path / "large.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(ConfigError, match="is too large"):
        find_settings(tmp_path / "large.toml")
    (tmp_path / "good.toml").write_text('\ufefftitle = "A"', encoding="utf-8")
    assert find_settings(tmp_path / "good.toml").find("briefing")["title"].value == "A"


VALUES = st.recursive(
    st.booleans() | st.integers(-(2**62), 2**62) | st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc.é ", max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_a_value_written_as_toml_reads_the_same(value: object) -> None:
    assert tomllib.loads(f"x = {to_toml(value)}") == {"x": value}


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_one_message(text: str) -> None:
    with suppress(ConfigError):
        assert read_settings(text).folder == Path()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"#" * 1_000_001])
def test_only_who_names_a_missing_file_is_told_how_to_write_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.toml"
    with pytest.raises(ConfigError, match=r"no such file.*`summarizer init` writes one"):
        find_settings(path)
    path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        find_settings(path)
    assert caught.value.hint == ""


def test_a_pipe_or_a_device_is_no_file_of_settings_or_of_a_plan(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "summarizer.toml")
    for path in (tmp_path / "summarizer.toml", Path("/dev/zero")):
        with pytest.raises(ConfigError, match="is not an ordinary file"):
            read_toml_text(path, "a plan")


def test_a_day_may_be_a_date_of_toml() -> None:
    settings = read_settings("since = 2024-11-15")
    assert str(settings.find("briefing")["since"].value) == "2024-11-15"
    assert re.search("^since = 2024-11-15 +# summarizer.toml, line 1$", describe_settings(settings, [""]), re.MULTILINE)
