"""``summarizer install-timer``: units that systemd takes, a line that cron takes, whatever the folder is called."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from calling import Run, call

from summarizer.cli.setup import Job, check_texts, parse_at, write_cron_line, write_service
from summarizer.errors import ConfigError

STRANGE = ["desk", "my desk", "100% $HOME 'quoted'", "“früh”; rm -rf"]


@pytest.fixture(autouse=True)
def units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "systemd" / "user"


def make_desk(
    tmp_path: Path, name: str = "desk", text: str = 'timezone = "Europe/Berlin"\n[briefing.energy]\n'
) -> Path:
    path = tmp_path / name / "summarizer.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def printed(path: Path, *args: str) -> Run:
    return call("install-timer", "--print", "-c", path, *args)


def unquote(line: str) -> list[str]:
    """Take a command of systemd's apart as systemd does, for what is used here."""
    words = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', line)
    return [(a or b).replace('\\"', '"').replace("%%", "%").replace("$$", "$") for a, b in words]


@pytest.mark.parametrize("name", STRANGE)
def test_the_call_comes_through_both_quotings_whole(tmp_path: Path, name: str) -> None:
    path = make_desk(tmp_path, name)
    run = printed(path, "--at", "6:05", "--name", "energy")
    (call_line,) = re.findall(r"^ExecStart=(.*)$", run.out, re.MULTILINE)
    (folder,) = re.findall(r"^WorkingDirectory=(.*)$", run.out, re.MULTILINE)
    (cron,) = re.findall(r"^5 6 \* \* \*  (.*)$", run.out, re.MULTILINE)
    wanted = ["send", "-q", "-c", str(path), "energy"]
    assert unquote(call_line)[-5:] == wanted
    assert Path(unquote(call_line)[0]).is_absolute()
    assert folder.replace("%%", "%") == str(path.parent)
    assert not re.search(r"(?<!\\)%", cron)
    words = shlex.split(cron.replace("\\%", "%"))
    assert words[:3] == ["cd", str(path.parent), "&&"]
    assert words[-5:] == wanted
    assert "OnCalendar=*-*-* 06:05:00 Europe/Berlin\n" in run.out


@pytest.mark.parametrize("name", STRANGE)
def test_the_shell_calls_what_the_line_for_cron_says(tmp_path: Path, name: str) -> None:
    program = tmp_path / name / "program"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\npwd\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    job = Job("x", (str(program), "-c", name), str(program.parent), (6, 30))
    line = write_cron_line(job).split(maxsplit=5)[5].replace("\\%", "%")
    done = subprocess.run(["/bin/sh", "-c", line], env={}, cwd="/", capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [str(program.parent), "-c", name]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
@pytest.mark.parametrize("name", STRANGE)
def test_systemd_takes_the_units(tmp_path: Path, units: Path, name: str) -> None:
    assert call("install-timer", "-c", make_desk(tmp_path, name)).status == 0
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(runtime)}
    command = ["systemd-analyze", "verify", "--user", *map(str, units.iterdir())]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if "Failed to initialize manager" in done.stderr:
        pytest.skip("systemd cannot look at units here")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_files_are_written_once_and_replaced_only_by_force(tmp_path: Path, units: Path) -> None:
    path = make_desk(tmp_path)
    run = call("install-timer", "-c", path)
    assert run.status == 0
    assert sorted(one.name for one in units.iterdir()) == ["summarizer.service", "summarizer.timer"]
    assert "systemctl --user daemon-reload" in run.err
    assert "systemctl --user enable --now summarizer.timer" in run.err
    assert str(units / "summarizer.timer") in run.err
    before = (units / "summarizer.timer").read_text(encoding="utf-8")
    run = call("install-timer", "-c", path, "--at", "07:45")
    assert (run.status, "--force" in run.err) == (2, True)
    assert (units / "summarizer.timer").read_text(encoding="utf-8") == before
    assert call("install-timer", "-c", path, "--at", "07:45", "--force").status == 0
    assert "07:45" in (units / "summarizer.timer").read_text(encoding="utf-8")
    call("install-timer", "-c", path, "--name", "energy")
    assert (units / "summarizer-energy.service").exists()


def test_printing_writes_nothing(tmp_path: Path, units: Path) -> None:
    run = printed(make_desk(tmp_path))
    assert (run.status, run.err, units.exists()) == (0, "", False)
    assert f"# {units}/summarizer.service\n[Unit]" in run.out


def test_what_cannot_be_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "there is no settings file here" in call("install-timer", "--print").err
    path = make_desk(tmp_path)
    assert "“25:00” is no hour of the day" in printed(path, "--at", "25:00").err
    assert "there is no briefing “x”" in printed(path, "--name", "x").err
    for text in ("a\nb", "a\\b", " "):
        with pytest.raises(ConfigError):
            check_texts([text])
    for text in ("6", "6:5", "24:00", "-1:00", "06:30:00"):
        with pytest.raises(ConfigError):
            parse_at(text)


def test_without_a_zone_the_machines_own_counts() -> None:
    from summarizer.cli.setup import write_timer

    assert "OnCalendar=*-*-* 06:30:00\n" in write_timer(Job("x", ("y",), "/", (6, 30)))
    assert 'ExecStart=/y "$$(rm -rf)"\n' in write_service(Job("x", ("/y", "$(rm -rf)"), "/", (6, 30)))
