"""The guide is whole and true: every option, key and field is in it, and its examples are sound."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import click
import pytest
import typer
from sample_articles import FLOOD, ROOT, read_sample_story
from sample_front_page import FRONT

from summarizer.api import summarize
from summarizer.batch.jobs import Job, Tally, fail, to_report
from summarizer.briefing.explanation import Explanation, Other, SentencePlace
from summarizer.briefing.printed_quotes import Quote, Variant
from summarizer.cli import COMMANDS, app
from summarizer.config.plans import check_plan
from summarizer.config.schema import BRIEFING as BRIEFING_TABLE
from summarizer.config.schema import STORY, TABLES
from summarizer.config.settings_file import read_settings, to_toml
from summarizer.fetch.web_addresses import Policy
from summarizer.model import BriefingSection, Length, MadeBy, Memory, Options, SentenceOutcome, Single
from summarizer.model.editorial import CheckedDraft, DraftFinding, DraftKind, DraftSource, Verdict
from summarizer.render.page_json import json_line, to_json, trace_lines
from summarizer.render.page_json import to_json as page_to_json
from summarizer.sources.article_fields import FIELDS
from summarizer.sources.readers import SOURCES
from summarizer.storage.deliveries import queue_letter
from summarizer.storage.editions_and_stories import export_editions, keep_edition
from summarizer.storage.history import open_history

GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
COMMAND = typer.main.get_command(app)
BRIEFING = summarize(FLOOD, Options(length=Length(100, "percent")))


def part(title: str) -> str:
    """Give what stands under a heading."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def options_of(command: object) -> list[str]:
    return [name for parameter in getattr(command, "params", []) for name in parameter.opts if name.startswith("-")]


def command(name: str) -> click.Command:
    found: click.Command = COMMAND.commands[name]  # type: ignore[attr-defined]
    return found


def in_code(text: str) -> set[str]:
    """Give each word that stands alone in `code`, or first in it."""
    return {code.split()[0].removesuffix("[]") for code in re.findall(r"`([^`\n]+)`", text)}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_of_each_what_it_says_of_itself(name: str) -> None:
    assert command(name).get_short_help_str(100) == COMMANDS[name][2]


def test_every_option_of_brief_is_described() -> None:
    options = options_of(command("brief"))
    assert "--threshold" in options
    rows = [line.split("|") for line in part("summarizer brief").splitlines() if line.startswith("| `")]
    described = {name for row in rows if len(row[2].strip()) > 10 for name in in_code(row[1])}
    assert set(options) <= described | {"--help"}
    assert described <= {*options, "-h", "--help"}


#: Command → the part of the guide that tells of it.
PARTS = {
    **{
        name: f"summarizer {name}"
        for name in "check edit quotes render verify explain stories fetch changes send backfill history doctor".split()
    },
    "install-timer": "summarizer install-timer",
    "init": "summarizer init and config",
    "config": "summarizer init and config",
    "plans": "summarizer plans and methods",
    "methods": "summarizer plans and methods",
}


def test_every_command_has_its_part() -> None:
    assert set(COMMAND.commands) == {"brief", *PARTS}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", PARTS)
def test_every_option_of_the_other_commands_is_named(name: str) -> None:
    short = {"--format": "-f", "--output": "-o", "--quiet": "-q", "--plan": "-p", "--verbose": "-v"}
    short |= {"--config": "-c", "--name": "-n"}
    commands = [command(name), *getattr(command(name), "commands", {}).values()]
    wanted = {short.get(option, option) for one in commands for option in options_of(one)} - {"--help", "-h"}
    assert wanted or name in ("plans", "methods")
    assert wanted <= in_code(part(PARTS[name]))
    for inner in getattr(command(name), "commands", {}):
        assert re.search(rf"`(?:summarizer )?{name} {inner}\b", part(PARTS[name])), inner


@pytest.mark.parametrize("table", TABLES)
def test_every_key_of_the_settings_file_is_described_with_its_default(table: str) -> None:
    heads = {
        "briefing": r"At the top, and in \[briefing\.NAME\]",
        "mail": r"In \[mail\] and \[briefing\.NAME\.mail\]",
        "webhooks": r"In \[webhooks\.NAME\]",
    }
    head = heads.get(table, rf"In \[{table}\]")
    found = re.search(rf"^### {head}\n(.*?)(?=^##|\Z)", part("The settings file"), re.MULTILINE | re.DOTALL)
    assert found
    rows = [line.strip("| ").split(" | ") for line in found[1].splitlines() if line.startswith("| `")]
    assert [row[0] for row in rows] == [f"`{key.name}`" for key in TABLES[table].options.values()]
    for key, row in zip(TABLES[table].options.values(), rows, strict=True):
        assert len(row[1]) > 10
        default = to_toml(key.default)
        assert row[2:] == ([] if default in ('""', "[]", "{}") else [f"`{default}`"]), key.name


def test_every_key_of_a_standing_story_is_named_and_the_example_is_sound() -> None:
    assert set(STORY.options) <= in_code(part("Front page"))
    (example,) = re.findall(r"```toml\n(.*?)```", part("Front page"), re.DOTALL)
    assert len(BRIEFING_TABLE.build(read_settings(example).find_said("briefing")).story) == 2


def test_the_example_of_the_settings_file_is_sound() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", part("The settings file"), re.DOTALL)
    assert read_settings(example).briefings == ("ukraine", "energy")


def test_every_field_of_an_exported_edition_is_named(tmp_path: Path) -> None:
    with open_history(tmp_path / "history.db") as history:
        keep_edition(history, "x", "2031-03-04", to_json(BRIEFING), Memory())
        queue_letter(history, "x", "2031-03-04", "<a@b>", b"", ["ann@a.example"])
        record = json.loads(json_line(next(export_editions(history))))
    names = {*record, *record["mail"][0]}
    assert names <= in_code(part("summarizer history"))


def test_every_kind_of_file_and_every_field_of_an_article_is_named() -> None:
    assert set(SOURCES) <= in_code(part("Articles"))
    assert set(FIELDS) <= in_code(part("Articles"))


def test_every_setting_of_fetching_is_described_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", part("Places on the network"), re.MULTILINE))
    assert set(rows) == {field.name for field in fields(Policy)}
    for field in fields(Policy):
        if isinstance(field.default, bool):
            assert f"`{str(field.default).lower()}`" in rows[field.name]
        elif isinstance(field.default, int | float):
            assert f": {field.default:.0f}." in rows[field.name]


def test_every_key_of_a_plan_is_named_and_the_example_is_sound() -> None:
    keys = "title actors id name aliases spokespeople sections speakers cues features share order rest by_speaker"
    assert set(keys.split()) <= {code.strip("[]") for code in in_code(part("Plans"))}
    (example,) = re.findall(r"```toml\n(.*?)```", part("Plans"), re.DOTALL)
    assert check_plan(example) == ()


def names_in(record: object) -> set[str]:
    if isinstance(record, dict):
        own = set(record)
        return own.union(*(names_in(value) for name, value in record.items() if name != "readability"))
    if isinstance(record, list):
        return set().union(*(names_in(value) for value in record))
    return set()


def test_every_field_of_the_json_file_is_named() -> None:
    record = json.loads(to_json(summarize(read_sample_story())))
    assert any("disagreement" in line for section in record["sections"] for line in section["sentences"])
    line = replace(BRIEFING.sections[0].lines[0], update="since 2031-03-04: 12 → 14", latest=True)
    news = replace(
        BRIEFING,
        new_only=True,
        sections=(BriefingSection("a", "A", (line,)), BriefingSection("b", "B", (), nothing_new=True)),
    )
    assert names_in(record) | names_in(json.loads(to_json(news))) <= in_code(part("The JSON file"))
    assert set(record["readability"]) <= in_code(part("The JSON file"))


def test_every_field_of_a_front_page_is_named() -> None:
    first, *others = FRONT.pile.stories
    counts = {"en": {"ferri": 4}}
    pile = replace(
        FRONT.pile,
        stories=(replace(first, joined=("2031-03-01-eeeee",)), *others),
        singles=(Single("d1", first.id, 0.1),),
        counts=counts,
        documents={"en": 12},
    )
    record = json.loads(page_to_json(replace(FRONT, pile=pile, made_by=MadeBy("1", "d"))))
    assert record.pop("counts") == counts
    assert record.pop("documents") == {"en": 12}
    assert record.pop("pages") == dict(FRONT.pages)
    assert {"singles", "earlier", "quiet", "joined", "briefing"} <= names_in(record)
    for story in record["stories"]:
        story["briefing"] = {}
    assert names_in(record) | {"counts", "documents", "pages"} <= in_code(part("The JSON file"))


def test_every_field_of_the_report_is_named() -> None:
    job = Job("flood", "news/flood", ROOT)
    report = json.loads(to_report(Tally((fail(job, "there is no such folder"),), 1.0, "in this process")))
    assert {"jobs", "problems", "level"} <= names_in(report)
    assert names_in(report) <= in_code(part("summarizer backfill"))


def test_every_field_of_the_trace_is_named() -> None:
    first = json.loads(trace_lines(BRIEFING).splitlines()[0])
    assert set(first) == {field.name for field in fields(SentenceOutcome)}
    assert set(first) <= in_code(part("The trace"))


def test_every_field_of_an_explanation_is_named() -> None:
    names = {field.name for kind in (Explanation, SentencePlace, Other) for field in fields(kind)} - {"place"}
    assert names <= in_code(part("summarizer explain"))


def test_every_verdict_kind_and_field_of_a_checked_draft_is_named() -> None:
    told = in_code(part("summarizer check"))
    assert {field.name for kind in (CheckedDraft, DraftFinding, DraftSource) for field in fields(kind)} <= told
    assert set(get_args(DraftKind)) <= told
    assert all(f"`{verdict}`" in part("summarizer check") for verdict in get_args(Verdict))
    names = {field.name for kind in (Quote, Variant) for field in fields(kind)} - {"first_day", "first_outlet"}
    assert names <= in_code(part("summarizer quotes"))


def test_the_defaults_named_are_those_of_the_options() -> None:
    told = part("summarizer brief")
    assert f"By default {Options().threshold:g}." in told
    assert f"By default {Options().length} sentences." in told
    assert f"`{Options().method}` by default" in told
    defaults = {parameter.name: parameter.default for parameter in command("brief").params}
    options = Options()
    assert defaults["threshold"] == options.threshold
    assert (defaults["method"], defaults["similarity"]) == (options.method, options.similarity)
    assert (defaults["plan"], defaults["length"]) == (options.plan, str(options.length))


@pytest.mark.parametrize("block", re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL))
def test_every_toml_block_is_sound(block: str) -> None:
    assert tomllib.loads(block)


@pytest.mark.parametrize("block", re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL))
def test_every_python_block_runs(block: str) -> None:
    names: dict[str, object] = {}
    exec(compile(block, "guide.md", "exec"), names)
    assert names["best"]


def anchors_of(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", ["guide.md", "design.md", "mail.md", "webhooks.md", "cron.md"])
def test_every_link_leads_somewhere(name: str) -> None:
    page = ROOT / "docs" / name
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        place, _, anchor = target.partition("#")
        if not place.startswith("https://"):
            aim = page.parent / place if place else page
            assert aim.exists(), target
            assert not anchor or anchor in anchors_of(aim), target
