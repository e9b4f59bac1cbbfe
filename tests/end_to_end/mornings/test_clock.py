"""Where a day begins and ends: around midnight, in other time zones, on the days when the clocks are changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from calling import call

from summarizer.cli.options import find_local_zone
from summarizer.cli.run_context import RunContext, collect_articles, run_briefing
from summarizer.config.resolving import BriefingConfig, resolve_briefing
from summarizer.config.settings_file import Settings, read_settings
from summarizer.config.values import begin_day, end_day

BERLIN = ZoneInfo("Europe/Berlin")
STORY = "---\npublished: {day}\n---\nA storm tore the roof off the hall number {number} in Norvik.\n"


def config_at(moment: str, zone: str, text: str = "", date: str = "") -> tuple[BriefingConfig, RunContext]:
    """Give what is wanted by a run that begins at a moment of UTC."""
    now = datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    settings = read_settings(text) if text else Settings()
    return resolve_briefing(settings, "", {}, date, now), RunContext(settings, now)


@pytest.mark.parametrize(
    ("moment", "zone", "date"),
    [
        ("2026-03-28T22:59:59", "Europe/Berlin", "2026-03-28"),
        ("2026-03-28T23:00:00", "Europe/Berlin", "2026-03-29"),
        ("2026-03-29T21:59:59", "Europe/Berlin", "2026-03-29"),
        ("2026-03-29T22:00:00", "Europe/Berlin", "2026-03-30"),
        ("2026-10-25T21:59:59", "Europe/Berlin", "2026-10-25"),
        ("2026-10-24T22:00:00", "Europe/Berlin", "2026-10-25"),
        ("2026-10-25T22:59:59", "Europe/Berlin", "2026-10-25"),
        ("2026-10-25T23:00:00", "Europe/Berlin", "2026-10-26"),
        ("2026-12-31T23:59:59", "UTC", "2026-12-31"),
        ("2026-12-31T12:00:00", "Pacific/Kiritimati", "2027-01-01"),
        ("2026-01-01T09:00:00", "Pacific/Honolulu", "2025-12-31"),
    ],
)
def test_the_date_is_that_of_the_zone(moment: str, zone: str, date: str) -> None:
    assert config_at(moment, zone)[0].options.date == date


def test_a_day_lasts_as_long_as_the_clocks_say() -> None:
    def hours(day: str) -> timedelta:
        now = datetime(2026, 6, 1, tzinfo=BERLIN)
        begin, end = begin_day(day, now), end_day(day, now)
        assert begin is not None
        assert end is not None
        return end.astimezone(UTC) - begin.astimezone(UTC) + timedelta(microseconds=1)

    assert [hours(day) / timedelta(hours=1) for day in ("2026-03-28", "2026-03-29", "2026-10-25")] == [24, 23, 25]
    assert begin_day("", datetime(2026, 6, 1, tzinfo=BERLIN)) is None


@pytest.mark.parametrize(
    ("moment", "since"),
    [
        ("2026-03-28T23:30:00", "2026-03-28"),
        ("2026-03-29T22:30:00", "2026-03-29"),
        ("2026-10-25T23:30:00", "2026-10-25"),
    ],
)
def test_24_hours_ago_is_yesterday_on_days_of_23_and_25_hours_too(moment: str, since: str) -> None:
    assert config_at(moment, "Europe/Berlin", 'since = "24h"')[0].since == since


def test_an_edition_made_late_has_the_articles_of_its_own_day() -> None:
    wish, _ = config_at("2026-03-05T06:00:00", "UTC", 'since = "24h"', date="2026-03-02")
    assert (wish.since, wish.options.date) == ("2026-03-01", "2026-03-02")


def test_since_and_until_choose_among_files_too(tmp_path: Path) -> None:
    for number, day in enumerate(["2026-03-01", "2026-03-02", "2026-03", "2026-04-01", ""]):
        text = STORY.format(day=day, number=number).replace("published: \n", "title: x\n")
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    text = f'places = ["{tmp_path}"]\nsince = "2026-03-02"\nuntil = "2026-03-31"'
    wish, desk = config_at("2026-03-05T06:00:00", "UTC", text)
    with desk.open_process() as process:
        articles = collect_articles(wish, desk, process).articles
    # A month that holds days wanted may be meant, and who tells no day may be of any.
    assert sorted(Path(article.path).name for article in articles) == ["1.md", "2.md", "4.md"]


def test_a_run_over_midnight_is_of_the_day_on_which_it_began(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(STORY.format(day="2026-03-01", number=1), encoding="utf-8")
    wish, desk = config_at("2026-03-01T23:59:59", "UTC", f'places = ["{tmp_path}"]')
    made = run_briefing(wish, desk, None)
    assert made.page is not None
    assert made.page.date == "2026-03-01"


def test_the_machines_zone_is_found_by_its_name(tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    link.symlink_to("/usr/share/zoneinfo/Europe/Berlin")
    assert str(find_local_zone({}, link)) == "Europe/Berlin"
    assert str(find_local_zone({"TZ": "Asia/Tokyo"}, link)) == "Asia/Tokyo"
    assert str(find_local_zone({"TZ": ""}, link)) == "UTC"
    assert find_local_zone({"TZ": "../../etc/passwd"}, link) is None
    assert find_local_zone({}, tmp_path / "none") is None


def test_the_zone_of_the_command_line_decides_the_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "a.md").write_text(STORY.format(day="2026-03-01", number=1), encoding="utf-8")
    for zone in ("Pacific/Kiritimati", "Pacific/Honolulu"):
        run = call("send", "--dry-run", "--eml", f"{zone[8:]}.eml", "--timezone", zone, "-c", put_settings(tmp_path))
        assert run.status == 0
    first, second = (read_date(tmp_path / f"{name}.eml") for name in ("Kiritimati", "Honolulu"))
    # Where one day begins, another one still goes on: they are 24 hours apart.
    assert first != second
    run = call("send", "--dry-run", "--timezone", "Berlin", "-c", put_settings(tmp_path))
    assert (run.status, "“Berlin” is no time zone" in run.err) == (2, True)


def put_settings(folder: Path) -> Path:
    path = folder / "summarizer.toml"
    path.write_text('places = ["a.md"]\n', encoding="utf-8")
    return path


def read_date(path: Path) -> str:
    (line,) = [line for line in path.read_text(encoding="ascii").splitlines() if line.startswith("Message-ID:")]
    return line.split(".")[1]
