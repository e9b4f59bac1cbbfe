"""The README is true: its commands run, its files are sound, its excerpt is what the program prints."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from contextlib import chdir
from pathlib import Path

import pytest
from calling import Run, call, is_plain
from sample_articles import ROOT, read_sample_story

from summarizer.api import summarize
from summarizer.model import Options
from summarizer.render.rendering import render

README = (ROOT / "README.md").read_text(encoding="utf-8")
#: A fenced block, and the file name in the paragraph before it when that is all that stands there.
BLOCK = re.compile(r"(?:^`(?P<file>[\w./-]+)`:\n\n)?^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(found["kind"], found["file"] or "", found["body"]) for found in BLOCK.finditer(README)]
COMMANDS = [body for kind, _, body in BLOCKS if kind in ("sh", "console")]
PYTHON = [body for kind, _, body in BLOCKS if kind == "python"]
#: The morning's folder is one of its own.
LAST_OF_THE_MORNING = "summarizer brief feeds --story 2031-03-05-bz"
FILES = {file: body for _, file, body in BLOCKS if file}


def test_the_readme_has_the_blocks_that_these_tests_look_for() -> None:
    assert len(COMMANDS) >= 8
    assert len(PYTHON) >= 1
    assert {Path(name).suffix for name in FILES} == {".toml", ".j2", ".md"}
    assert {kind for kind, _, _ in BLOCKS} <= {
        "sh",
        "console",
        "python",
        "toml",
        "jinja",
        "crontab",
        "text",
        "markdown",
    }


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Make a copy of what the README's reader has: the checkout, a folder with news, the command on the path."""
    for name in ("articles", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "tests" / "cases" / "morning" / "2031-03-05", tmp_path / "feeds")
    (tmp_path / "news").mkdir()
    shutil.copy(ROOT / "articles" / "01-sample-courier.md", tmp_path / "news" / "courier.md")
    for day in ("2024-11-15", "2024-11-16"):
        shutil.copytree(ROOT / "articles", tmp_path / "archive" / day)
    wire = (ROOT / "articles" / "02-example-wire.md").read_text(encoding="utf-8")
    (tmp_path / "news" / "wire.txt").write_text(wire.split("---\n", 2)[2], encoding="utf-8")
    for name, body in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(body, encoding="utf-8")
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    targets = f"grep -q \"^$1:\" '{tmp_path}/Makefile'"
    for name, line in (("summarizer", f"exec '{sys.executable}' -m summarizer \"$@\""), ("make", targets)):
        (programs / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    return tmp_path


def run(command: str, desk: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(desk / ".venv" / "bin"), os.environ["PATH"]])
    return subprocess.run(
        ["sh", "-e", "-c", command],
        cwd=desk,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


def set_up(desk: Path) -> None:
    """Write the settings of the morning, with what is here instead of the feed and the mail server."""
    (settings,) = [body for kind, _, body in BLOCKS if kind == "toml" and "[mail]" in body]
    for theirs, ours in (("https://news.example/feed.xml", "news"), ("smtp://mail.example.org", "maildir:box")):
        assert theirs in settings
        settings = settings.replace(theirs, ours)
    (desk / "summarizer.toml").write_text(f'{settings}\n[history]\npath = "history.db"\n', encoding="utf-8")


def run_here(command: str, desk: Path) -> Run:
    """Run a command in this process, which is faster, where it needs no shell."""
    if is_plain(command):
        with chdir(desk):
            return call(*shlex.split(command)[1:])
    done = run(command, desk)
    return Run(done.returncode, done.stdout, done.stderr)


@pytest.mark.slow
def test_every_command_runs(desk: Path, keep_process: None) -> None:
    for command in "".join(COMMANDS).splitlines():
        done = run_here(command.removeprefix("$ "), desk)
        if command == "summarizer init":
            set_up(desk)
        if command == LAST_OF_THE_MORNING:
            # What follows is done in any folder.
            (desk / "summarizer.toml").unlink()
        assert done.status == 0, f"{command}\n{done.err}"
        assert "problem " not in done.err, f"{command}\n{done.err}"


def test_the_stories_listed_are_those_that_are_found(desk: Path) -> None:
    (listed,) = [body for kind, _, body in BLOCKS if kind == "text"]
    assert run_here("summarizer stories feeds", desk).out == listed


def test_a_make_target_that_does_not_exist_would_be_found(desk: Path) -> None:
    assert run("make brief", desk).returncode == 0
    assert run("make breakfast", desk).returncode != 0


@pytest.mark.parametrize("block", PYTHON)
def test_every_python_block_runs(block: str, desk: Path) -> None:
    (desk / "block.py").write_text(f"{block}\nassert best and briefing.length.words <= 300\n", encoding="utf-8")
    done = run(f"'{sys.executable}' block.py", desk)
    assert done.returncode == 0, done.stderr
    assert "Example Wire" in done.stdout


def test_the_line_for_cron_runs_and_says_nothing(desk: Path) -> None:
    (line,) = [body.strip() for kind, _, body in BLOCKS if kind == "crontab"]
    set_up(desk)
    fields = line.split(maxsplit=5)
    assert all(re.fullmatch(r"[\d*/,-]+", field) for field in fields[:5])
    done = run(fields[5].replace("/srv/desk", str(desk)), desk)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list((desk / "outputs").glob("*.md"))
    assert len(list((desk / "box" / "new").iterdir())) == 1


@pytest.mark.parametrize("body", [body for kind, _, body in BLOCKS if kind == "toml"])
def test_every_toml_block_is_sound(body: str) -> None:
    assert tomllib.loads(body)


def test_the_readmes_own_template_and_plan_shape_the_briefing(desk: Path) -> None:
    done = run_here("summarizer brief news -p phone-call --template desk.md.j2 -f md --stdout", desk)
    assert "# The call\n" in done.out
    assert "## What Berlin says" in done.out
    assert "Made of The Sample Courier and Example Wire.\n" in done.out


def excerpt() -> list[str]:
    found = re.search(r"<!-- briefing -->\n(.*)<!-- /briefing -->", README, re.DOTALL)
    assert found
    lines = [line.removeprefix(">").strip() for line in found[1].splitlines()]
    return [line for line in lines if line and line != "…"]


def test_the_excerpt_is_what_the_program_prints() -> None:
    whole = render(summarize(read_sample_story(), Options()), "md")
    # The README leaves the links out, and says so.
    printed = [re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", line).strip() for line in whole.splitlines()]
    assert len(excerpt()) >= 4
    missing = [line for line in excerpt() if line not in printed]
    assert not missing, "put what is printed now into README.md"
    assert [line for line in printed if line in excerpt()] == excerpt()


@pytest.mark.parametrize("target", re.findall(r"\]\(([\w./-]+)\)", README))
def test_every_link_into_the_checkout_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()
