"""The tutorial is true: its files and commands, one after the other, do what it says. The docs are made as pages."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
import yaml
from calling import Run, call, is_plain
from sample_articles import ROOT

TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
#: A fenced block, and the file that it is where a file's name is all that stands before it.
BLOCK = re.compile(r"(?:^`(?P<file>[\w./-]+)`:\n\n)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return an empty folder in which the command is on the path."""
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "summarizer"
    command.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m summarizer \"$@\"\n", encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


def run(line: str, where: Path, home: Path) -> Run:
    """Run a line of shell; in this process, which is faster, where it needs no shell."""
    if is_plain(line):
        with chdir(where), pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_DATA_HOME", str(home / "data"))
            return call(*shlex.split(line)[1:])
    path = os.pathsep.join([str(home / "bin"), os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(home / "data")}
    done = subprocess.run(
        ["sh", "-e", "-c", line], cwd=where, env=env, check=False, capture_output=True, text=True, timeout=120
    )
    return Run(done.returncode, done.stdout, done.stderr)


@pytest.mark.slow
def test_each_step_does_what_is_said_of_it(home: Path) -> None:
    where, told = home, ""
    for found in BLOCK.finditer(TUTORIAL):
        if found["file"]:
            (home / found["file"]).write_text(found["body"], encoding="utf-8")
        elif found["kind"] == "sh":
            for line in found["body"].splitlines():
                if line.startswith("cd "):
                    where = where / line.removeprefix("cd ")
                    continue
                done = run(line, where, home)
                assert done.status == 0, f"{line}\n{done.out}{done.err}"
                told += f"{line}\n{done.out}{done.err}"
    (page,) = list((home / "desk" / "outputs").glob("*ferrow*.md"))
    text = page.read_text(encoding="utf-8")
    assert "also: [Hill Radio]" in text
    assert "Disagrees (numbers)" in text.replace("*", "")
    assert "Some 400 people" in text
    assert "Some 650 people" in text
    assert "all holds" in told
    assert "was sent to everyone before" in told
    assert len(list((home / "desk" / "box" / "new").iterdir())) == 1
    assert (home / "desk" / "morning.eml").is_file()
    assert {"feed.atom", "index.html"} <= {path.name for path in (home / "desk" / "outputs").iterdir()}


def test_the_line_for_cron_is_one() -> None:
    (line,) = [found["body"].strip() for found in BLOCK.finditer(TUTORIAL) if found["kind"] == "crontab"]
    assert all(re.fullmatch(r"[\d*/,-]+", field) for field in line.split()[:5])
    assert line.endswith("summarizer send -q")


def test_each_page_of_the_docs_is_in_the_table_of_contents() -> None:
    contents = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    named = set(re.findall(r"\w+\.md", str(contents)))
    assert named == {path.name for path in (ROOT / "docs").glob("*.md")}


def test_the_docs_are_made_as_pages_that_fetch_nothing(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="mkdocs-material is not installed (summarizer[docs])")
    line = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "pages")]
    done = subprocess.run(line, cwd=ROOT, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    pages = list((tmp_path / "pages").glob("*.html"))
    assert len(pages) > 8
    for page in pages:
        fetched = re.findall(
            r'<(?:script|img|link|iframe)[^>]* (?:src|href)="([^"]+)"', page.read_text(encoding="utf-8")
        )
        assert not [address for address in fetched if "//" in address], page.name
