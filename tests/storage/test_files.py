from __future__ import annotations

import errno
import os
import stat
import subprocess
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import DeliveryError
from summarizer.storage.files import make_folder, slug, write_all, write_atomically


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fail_at(monkeypatch: pytest.MonkeyPatch, function: str, call: int, error: BaseException) -> None:
    """Let the given call of an os function fail, and the others work."""
    kept, calls = getattr(os, function), [0]

    def failing(*arguments: object) -> object:
        calls[0] += 1
        if calls[0] == call:
            raise error
        return kept(*arguments)

    monkeypatch.setattr(os, function, failing)


def test_a_folder_is_made_with_its_parents_and_what_stands_in_its_way_is_told(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_text("")
    with pytest.raises(DeliveryError, match=r"file: the folder cannot be made: this is a file.*\(choose"):
        make_folder(tmp_path / "file", hint="choose another")
    with pytest.raises(DeliveryError, match="the folder cannot be made"):
        make_folder(tmp_path / "a\x00b")


def test_a_text_is_written_as_utf_8_with_the_usual_mode(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a.txt", "Größe\nline’s \ud800\r\n")
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").read_bytes() == "Größe\nline’s \ufffd\r\n".encode()
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640
    assert names(tmp_path) == ["a.txt"]


def test_a_file_that_is_replaced_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "a").chmod(0o600)
    write_atomically(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "new"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_a_link_s_target_is_written_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there/file")
    write_atomically(tmp_path / "link", "one")
    write_atomically(tmp_path / "link", "two")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there" / "file").read_text() == "two"
    assert names(tmp_path / "there") == ["file"]


def test_a_pipe_and_a_device_are_written_straight(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    heard: list[str] = []
    reader = threading.Thread(target=lambda: heard.append((tmp_path / "pipe").read_text()))
    reader.start()
    write_atomically(tmp_path / "pipe", "through")
    reader.join(5)
    assert heard == ["through"]
    write_atomically(Path("/dev/null"), "gone")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


@pytest.mark.parametrize("function", ["fsync", "replace"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_whatever_goes_wrong_the_old_file_stays_and_no_remnant_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, error: BaseException
) -> None:
    (tmp_path / "a").write_text("old")
    fail_at(monkeypatch, function, 1, error)
    with pytest.raises(KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else DeliveryError):
        write_atomically(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "old"
    assert names(tmp_path) == ["a"]


def test_of_several_files_none_is_replaced_when_the_disk_fills_at_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_text("old")
    fail_at(monkeypatch, "fsync", 3, OSError(errno.ENOSPC, "full"))
    with pytest.raises(DeliveryError) as caught:
        write_all({tmp_path / "a": "1", tmp_path / "b": "2", tmp_path / "c": "3"})
    assert (
        str(caught.value)
        == f"{tmp_path / 'c'}: no space left on this disk; nothing was changed (make room and run again)"
    )
    assert (tmp_path / "a").read_text() == "old"
    assert names(tmp_path) == ["a"]


def test_several_files_are_written(tmp_path: Path) -> None:
    write_all({tmp_path / "a": "1", tmp_path / "b": "2"})
    assert [(tmp_path / name).read_text() for name in "ab"] == ["1", "2"]
    write_all({})


def test_a_truly_full_disk_leaves_the_old_files(tmp_path: Path) -> None:
    mounted = os.geteuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("only root may mount a small disk")
    try:
        write_all({tmp_path / "a": "old", tmp_path / "b": "old"})
        with pytest.raises(DeliveryError, match="no space left"):
            write_all({tmp_path / "a": "new", tmp_path / "b": "x" * 200_000})
        assert names(tmp_path) == ["a", "b"]
        assert (tmp_path / "a").read_text() == "old"
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("folder", "this is a folder"),
        ("file/under", "a part of this path is a file"),
        ("absent/under", "the folder does not exist"),
        ("n" * 300, "the name is too long"),
        ("loop", "leads back to itself"),
        ("nul\x00", "no file name"),
    ],
)
def test_a_place_that_cannot_be_is_told_with_what_to_do(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(DeliveryError, match=message) as caught:
        write_all({tmp_path / "good": "x", tmp_path / name: "x"})
    assert caught.value.where == str(tmp_path / name)
    assert caught.value.hint
    assert names(tmp_path) == ["file", "folder", "loop"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_or_file_without_permission_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "a").chmod(0o400)
    with pytest.raises(DeliveryError, match="no permission"):
        write_atomically(tmp_path / "a", "new")
    tmp_path.chmod(0o500)
    with pytest.raises(DeliveryError, match="no permission"):
        write_atomically(tmp_path / "b", "new")
    tmp_path.chmod(0o700)


def test_a_refused_permission_is_told_to_root_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", lambda *_: (_ for _ in ()).throw(PermissionError(errno.EACCES, "no")))
    with pytest.raises(DeliveryError, match="no permission to write here"):
        write_atomically(tmp_path / "a", "x")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Mayor & ferry line: talks!", "mayor-ferry-line-talks"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ("Żółć, ŒUVRE, ﬁn, İstanbul", "zolc-oeuvre-fin-istanbul"),
        ("Йод і їжа", "йод-і-їжа"),
        ("日本語の見出し", "日本語の見出し"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("the crew’s o'clock", "the-crews-oclock"),
        ("a\x00b\nc\u202ed", "a-b-c-d"),
        ("LPT1", "lpt1-briefing"),
        ("console", "console"),
        ("\u0301", "briefing"),
        ("", "briefing"),
        ("..", "briefing"),
    ],
)
def test_a_title_becomes_a_file_name(title: str, name: str) -> None:
    assert slug(title) == name


@given(st.text(max_size=300))
def test_a_name_is_safe_anywhere_and_stays_as_it_is(title: str) -> None:
    name = slug(title)
    assert 0 < len(name) <= 80
    assert len(name.encode()) <= 200
    assert not set(name) & set('/\\:*?"<>|. \t\n\x00')
    assert not name.startswith("-")
    assert slug(name) == name


@pytest.mark.parametrize("foreign", ["page.md", "outputs"])
def test_a_link_that_somebody_else_laid_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, foreign: str
) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "page.md").write_text("theirs")
    if foreign == "outputs":
        (tmp_path / "outputs").symlink_to("theirs")
    else:
        (tmp_path / "outputs").mkdir()
        (tmp_path / "outputs" / "page.md").symlink_to(tmp_path / "theirs" / "page.md")
    link = tmp_path / "outputs" if foreign == "outputs" else tmp_path / "outputs" / "page.md"
    if os.geteuid() == 0:
        os.lchown(link, 12345, 12345)
    else:
        me = os.geteuid()
        monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    with pytest.raises(DeliveryError, match="belongs to somebody else") as caught:
        write_all({tmp_path / "other.md": "x", tmp_path / "outputs" / "page.md": "ours"})
    assert caught.value.where == str(link)
    assert (tmp_path / "theirs" / "page.md").read_text() == "theirs"
    assert not (tmp_path / "other.md").exists()
