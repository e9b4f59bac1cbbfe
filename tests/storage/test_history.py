"""The file of the history: made, migrated, shared, killed, damaged."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sample_briefing import read_back
from sample_editions import FERRY, keep, make

from summarizer.errors import SummarizerError
from summarizer.storage.deliveries import list_deliveries, queue_letter
from summarizer.storage.editions_and_stories import find_edition, list_editions, remember
from summarizer.storage.files import hold_lock
from summarizer.storage.history import APPLICATION, MIGRATIONS, examine_history, open_history, peek_history

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "history.sqlite3"


def start(code: str, path: Path) -> subprocess.Popen[str]:
    """Start another process with the modules of these tests; ``path`` is a name in its code."""
    prelude = (
        f"import sys, time; from pathlib import Path; path = Path({str(path)!r})\n"
        "from summarizer.storage.deliveries import queue_letter\n"
        "from summarizer.storage.history import open_history\n"
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(map(str, (ROOT, HERE.parent, HERE)))}
    return subprocess.Popen([sys.executable, "-c", prelude + code], stdout=subprocess.PIPE, text=True, env=environment)


def wait_for_word(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout is not None
    assert process.stdout.readline().strip() == word


def test_a_new_history_is_its_owners_alone_and_of_our_version(path: Path) -> None:
    with open_history(path) as history:
        assert history.path == str(path)
        assert list_editions(history) == ()
        assert history.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert history.connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert history.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        keep(history, "ferries", make())
        assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    connection.close()


def make_first_version(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    for statement in MIGRATIONS[0]:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute("PRAGMA user_version = 1")
    connection.execute(
        "INSERT INTO editions VALUES (7, 'ferries', '2031-03-04', '', '{\"title\": \"Old\", \"sections\": []}')"
    )
    connection.execute("INSERT INTO lines VALUES (3, 7, 0, 'call')")
    connection.execute("INSERT INTO sayings VALUES (3, 0, 'It rained in Skerry.', 'Dune Radio', '2031-03-04', 'en')")
    connection.commit()
    connection.close()


def test_a_history_of_an_older_version_is_brought_to_ours_and_keeps_what_it_has(path: Path) -> None:
    make_first_version(path)
    with open_history(path) as history:
        (known,) = remember(history, "ferries", "2031-03-05").lines
        assert known.sayings[0].text == "It rained in Skerry."
        queue_letter(history, "ferries", "2031-03-04", "<1@x.example>", b"mail", ["ann@x.example"])
    with open_history(path) as history:
        assert history.connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert [edition.title for edition in list_editions(history)] == ["Old"]


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    make_first_version(path)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE deliveries (in_the_way TEXT)")
    connection.close()
    with pytest.raises(SummarizerError, match="cannot be used: table deliveries already exists"), open_history(path):
        pass
    connection = sqlite3.connect(path)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert "mails" not in tables
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()


def test_looking_changes_nothing_and_needs_no_lock(path: Path) -> None:
    with peek_history(path) as history:
        assert list_editions(history) == ()
    assert not path.exists()
    make_first_version(path)
    before = path.read_bytes()
    with peek_history(path) as history:
        assert [edition.title for edition in list_editions(history)] == ["Old"]
        assert list_deliveries(history) == ()
    assert path.read_bytes() == before
    with open_history(path) as writing:
        keep(writing, "ferries", make())
        with peek_history(path) as history:
            assert len(list_editions(history)) == 2
            assert find_edition(history, "ferries", "2031-03-05")


def change(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def write_garbage(path: Path) -> None:
    path.write_bytes(b"From: ann@x.example\n\nThis is a letter.\n" * 40)


def write_other_program(path: Path) -> None:
    change(path, "CREATE TABLE songs (title TEXT)", "INSERT INTO songs VALUES ('Skerry Reel')")


def write_newer(path: Path) -> None:
    with open_history(path):
        pass
    change(path, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")


def tear(path: Path) -> None:
    with open_history(path) as history:
        for day in range(1, 29):
            keep(history, "ferries", make(f"2031-03-{day:02}", FERRY * 50))
    content = bytearray(path.read_bytes())
    content[4096:-4096] = bytes(len(content) - 8192)
    path.write_bytes(content)


def cut(path: Path) -> None:
    tear(path)
    path.write_bytes(path.read_bytes()[:-5000])


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (write_garbage, "this is no history: no SQLite file.*move it away"),
        (write_other_program, "the database of another program"),
        (write_newer, rf"newer summarizer \(version {len(MIGRATIONS) + 1}, this one knows {len(MIGRATIONS)}\)"),
        (tear, "the history is damaged: .*move it away to begin anew: only the memory"),
        (cut, "the history is damaged: .*move it away to begin anew"),
    ],
)
def test_what_is_no_history_of_ours_is_told_and_left_as_it_is(path: Path, spoil: object, message: str) -> None:
    path.parent.mkdir()
    assert callable(spoil)
    spoil(path)
    before = path.read_bytes()
    for opening in (open_history, peek_history):
        with pytest.raises(SummarizerError, match=message) as told, opening(path):
            pass
        assert told.value.where == str(path)
    assert path.read_bytes() == before


def test_an_empty_file_is_an_empty_history(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with open_history(path) as history:
        keep(history, "ferries", make())
        assert len(list_editions(history)) == 1


def test_a_history_that_lost_all_its_bytes_is_told_and_left(path: Path) -> None:
    with open_history(path) as history:
        keep(history, "ferries", make())
    path.write_bytes(b"")
    for opening in (open_history, peek_history):
        with pytest.raises(SummarizerError, match="is empty, but it was in use") as told, opening(path):
            pass
        assert told.value.where == str(path)
    with pytest.raises(SummarizerError, match="is empty, but it was in use"):
        examine_history(path)
    assert path.read_bytes() == b""
    # As the hint says: moved away, it begins anew.
    path.rename(path.with_name("emptied"))
    with open_history(path) as history:
        assert list_editions(history) == ()


def test_a_run_that_is_killed_while_it_makes_the_history_leaves_none(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kill(connection: sqlite3.Connection) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("summarizer.storage.history._migrate", kill)
        with pytest.raises(KeyboardInterrupt), open_history(path):
            pass
    assert not path.exists()
    with open_history(path) as history:
        assert list_editions(history) == ()


def test_a_place_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SummarizerError, match="cannot be opened"), open_history(tmp_path / "file" / "history.sqlite3"):
        pass
    with pytest.raises(SummarizerError, match="cannot be opened"), open_history(tmp_path):
        pass


def test_what_goes_wrong_in_the_run_itself_is_not_put_down_to_the_history(path: Path) -> None:
    with pytest.raises(BrokenPipeError), open_history(path):
        raise BrokenPipeError
    with open_history(path, wait_seconds=0):
        pass


def test_a_second_run_is_told_who_holds_the_history(path: Path) -> None:
    code = "with open_history(path, 0, 'summarizer send energy'): print('open', flush=True); time.sleep(60)"
    other = start(code, path)
    try:
        wait_for_word(other, "open")
        begun = time.monotonic()
        with pytest.raises(SummarizerError) as told, open_history(path, wait_seconds=0.3):
            pass
        assert 0.3 <= time.monotonic() - begun < 30
        assert f"in use by another run (process {other.pid}, summarizer send energy)" in told.value.message
        with peek_history(path) as history:
            assert list_editions(history) == ()
    finally:
        other.kill()
        other.wait()
    # The lock is gone with its process.
    with open_history(path, wait_seconds=0):
        pass


def test_a_second_run_waits_for_the_first(path: Path) -> None:
    with open_history(path) as history:
        begin = "from sample_editions import keep, make\n"
        code = "with open_history(path, 30) as opened: keep(opened, 'ferries', make('2031-03-06'))"
        other = start(begin + code, path)
        time.sleep(0.5)
        assert other.poll() is None
        keep(history, "ferries", make("2031-03-05"))
    assert other.wait(120) == 0
    with open_history(path) as history:
        assert [edition.date for edition in list_editions(history)] == ["2031-03-05", "2031-03-06"]


def test_a_link_to_a_history_has_the_same_lock(path: Path) -> None:
    with open_history(path):
        link = path.parent.parent / "link.sqlite3"
        link.symlink_to(path)
        with pytest.raises(SummarizerError, match="in use"), open_history(link, wait_seconds=0):
            pass


def test_who_waits_asks_again_and_again_until_the_time_is_over(tmp_path: Path) -> None:
    now, naps = [100.0], []

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        now[0] += seconds

    with (
        hold_lock(tmp_path / "x", 0, "one", "it"),
        pytest.raises(SummarizerError, match="in use"),
        hold_lock(tmp_path / "x", 2, "two", "it", sleep, lambda: now[0]),
    ):
        pass
    assert sum(naps) == pytest.approx(2, abs=0.2)


WRITING = """
from sample_editions import FERRY, PIER, keep, make
with open_history(path, 30) as history:
    while True:
        for text, title in ((FERRY, 'one'), (PIER, 'two')):
            made = make('2031-03-05', *[f'{title} {at} {text}' for at in range(200)], title=title)
            keep(history, 'ferries', made)
            queue_letter(history, 'ferries', '2031-03-05', f'<{title}@x.example>', title.encode(), ['ann@x.example'])
            print('kept', flush=True)
"""


def test_a_run_that_is_killed_while_it_writes_leaves_one_edition_or_the_other(path: Path) -> None:
    seen = set()
    chance = random.Random(4)
    for _ in range(8):
        process = start(WRITING, path)
        wait_for_word(process, "kept")
        time.sleep(0.2 * chance.random())
        process.send_signal(signal.SIGKILL)
        process.wait()
        with open_history(path, wait_seconds=5) as history:
            (edition,) = list_editions(history)
            seen.add(edition.title)
            lines = [
                line
                for part in read_back(find_edition(history, "ferries", "2031-03-05")).sections
                for line in part.lines
            ]
            assert edition.sentences == len(lines) == 200
            told = {known.sayings[0].text for known in remember(history, "ferries", "2031-03-06").lines}
            assert all(line.text.removeprefix("[Reuel:] ") in told for line in lines)
            assert len([text for text in told if text.startswith(edition.title)]) == 200
            assert len(list_deliveries(history)) <= 1
    assert seen <= {"one", "two"}
