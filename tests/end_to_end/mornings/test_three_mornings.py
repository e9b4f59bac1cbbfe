"""From an empty folder, as docs/cron.md says and nothing else: three mornings."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from mail_server import PASSWORD, Script
from morning import ANN, BO, Desk, Item, open_desk, read_texts
from sample_articles import ROOT

pytestmark = [pytest.mark.allow_hosts(["127.0.0.0/8"]), pytest.mark.slow]

PAGE = (ROOT / "docs" / "cron.md").read_text(encoding="utf-8")
NEWS = {
    "2026-03-02": ("A storm tore the roof off the market hall in Norvik.", "The tannery hired three apprentices."),
    "2026-03-03": ("Astronomers in Lund lost sight of a comet.", "A ferry to Skarvoy ran aground on a sandbank."),
    "2026-03-04": ("The court freed a juggler named Ivo Brandt.", "Rain flooded the cellars of the old brewery."),
}


def set_up(desk: Desk) -> tuple[str, list[list[str]]]:
    """Give the settings and the commands of the part "Set up once", with our servers instead of the examples."""
    found = re.search(r"^## Set up once\n(.*?)^## ", PAGE, re.MULTILINE | re.DOTALL)
    assert found
    (toml,) = re.findall(r"```toml\n(.*?)```", found[1], re.DOTALL)
    lines = "".join(re.findall(r"```sh\n(.*?)```", found[1], re.DOTALL)).splitlines()
    for theirs, ours in (
        ("https://news.example/feed.xml", desk.site.url("/post.xml")),
        ("smtp://mail.example.org:587", f"smtp://127.0.0.1:{desk.port}"),
        ("ann@example.org", ANN),
        ("bo@example.org", BO),
    ):
        assert theirs in toml
        toml = toml.replace(theirs, ours)
    return f"{toml}\n[fetch]\nallow_private = true\npause = 0\n", [shlex.split(line) for line in lines]


def publish(desk: Desk, days: list[str]) -> None:
    desk.publish("post", "The Harbour Post", [Item(day, day, NEWS[day]) for day in days])


def test_as_the_page_says_three_editions_arrive_and_the_later_ones_hold_only_news(tmp_path: Path) -> None:
    with open_desk(tmp_path / "desk", Script(), log_in=True, auth_require_tls=False) as desk:
        toml, commands = set_up(desk)
        publish(desk, ["2026-03-02"])
        assert [command[:2] for command in commands] == [
            ["mkdir", "-p"], ["cd", "/srv/morning"], ["summarizer", "init"], ["chmod", "600"],
            ["summarizer", "doctor"], ["summarizer", "send"], ["summarizer", "send"],
        ]  # fmt: skip
        init(desk)
        (desk.folder / "summarizer.toml").write_text(toml, encoding="utf-8")
        (desk.folder / "password").write_text(f"{PASSWORD}\n", encoding="utf-8")
        (desk.folder / "password").chmod(0o600)
        doctor = desk.call(*commands[4][1:])
        assert (doctor.status, PASSWORD in doctor.out + doctor.err) == (0, False), doctor.out
        assert "logged in as desk" in doctor.out
        rehearsal = desk.call(*commands[5][1:-1], str(desk.folder / "first.eml"), "--date", "2026-03-02")
        assert (rehearsal.status, desk.script.taken) == (0, [])
        assert b"Message-ID: <briefing.2026-03-02." in (desk.folder / "first.eml").read_bytes()
        for number, day in enumerate(NEWS):
            publish(desk, list(NEWS)[: number + 1])
            send = desk.call if number else desk.run
            run = send(*commands[6][1:], "-q", "--date", day)
            assert (run.status, run.out, run.err) == (0, "", "")
        texts = read_texts(desk)
    assert {reader: len(mails) for reader, mails in texts.items()} == {ANN: 3, BO: 3}
    for mail, day in zip(texts[ANN], NEWS, strict=True):
        words = " ".join(mail.split())
        for other, sentences in NEWS.items():
            assert [sentence in words for sentence in sentences] == [other == day] * 2, (day, other)


def init(desk: Desk) -> None:
    """``init`` has no ``-c``: it writes into the folder named."""
    from calling import call

    assert call("init", desk.folder).status == 0
    assert "[mail]" in (desk.folder / "summarizer.toml").read_text(encoding="utf-8")


def test_each_line_for_cron_on_the_page_is_what_the_program_prints(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        desk.settle(more="")
        printed = desk.run("install-timer", "--print").out
    (line,) = [text for text in printed.splitlines() if text.startswith("30 6 ")]
    program = re.search(r"&& (.*) send -q", line)
    assert program
    ours = line.replace(str(tmp_path), "/srv/morning").replace(program[1], "/usr/local/bin/summarizer")
    assert f"\n{ours}\n" in PAGE
    units = printed.replace(str(tmp_path), "/srv/morning").replace(program[1], "/usr/local/bin/summarizer")
    for block in re.findall(r"```ini\n# .*\n(.*?)```", PAGE, re.DOTALL):
        assert block in units
