"""The texts that an article had are kept and found by their digests, and forgotten; a hostile folder costs nothing."""

from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from summarizer.errors import DeliveryError
from summarizer.model import Article
from summarizer.storage.versions import (
    FOLDER,
    MOST_BYTES,
    find_older_text,
    forget_versions,
    keep_texts,
    keep_version,
    list_changed,
    list_versions,
    load_version,
)

NOW = datetime(2031, 3, 5, 6, tzinfo=UTC)
PATH = "2031-03-04/the-post-ferry-542db0d6.md"


def keep(folder: Path, text: str, days: float = 0, path: str = PATH) -> bool:
    return keep_version(folder, path, text.encode(), NOW + timedelta(days=days))


def find(folder: Path, text: str, path: str = PATH) -> bytes | None:
    return find_older_text(str(folder / path), sha256(text.encode()).hexdigest())


def test_each_text_is_kept_once_in_the_order_in_which_they_were_seen(tmp_path: Path) -> None:
    kept = [keep(tmp_path, text, day) for day, text in enumerate(["one", "one", "two", "one"])]
    assert kept == [True, False, True, True]
    versions = list_versions(tmp_path, PATH)
    assert [load_version(one) for one in versions] == [b"one", b"two", b"one"]
    assert [(one.seen - NOW).days for one in versions] == [0, 2, 3]
    assert list(list_changed(tmp_path)) == [PATH]
    assert (find(tmp_path, "two"), find(tmp_path, "three")) == (b"two", None)


def test_what_was_kept_in_a_folder_called_as_the_article_is_known_still(tmp_path: Path) -> None:
    keep(tmp_path, "one")
    (tmp_path / FOLDER / f"{PATH}~").rename(tmp_path / FOLDER / PATH)
    keep(tmp_path, "two", 1)
    assert [load_version(one) for one in list_versions(tmp_path, PATH)] == [b"one", b"two"]
    assert list(list_changed(tmp_path)) == [PATH]
    assert [path.name for path in tmp_path.rglob("*.md")] == [Path(PATH).name]
    forget_versions(tmp_path, NOW + timedelta(days=75), 60)
    assert (find(tmp_path, "one"), find(tmp_path, "two")) == (b"", b"")


def test_what_is_kept_later_comes_later_whatever_is_said_of_it(tmp_path: Path) -> None:
    keep(tmp_path, "one")
    keep(tmp_path, "two", -3)
    assert [load_version(one) for one in list_versions(tmp_path, PATH)] == [b"one", b"two"]


def test_what_was_replaced_long_ago_is_forgotten_and_known_to_be(tmp_path: Path) -> None:
    for day, text in enumerate(["one", "two", "three"]):
        keep(tmp_path, text, 10 * day)
    keep(tmp_path, "alone", 1, "2031-03-04/alone.md")
    forget_versions(tmp_path, NOW + timedelta(days=75), 60)
    assert [find(tmp_path, text) for text in ("one", "two", "three")] == [b"", b"two", b"three"]
    assert find(tmp_path, "alone", "2031-03-04/alone.md") == b""
    assert not (tmp_path / FOLDER / "2031-03-04" / "alone.md~").exists()
    # Once a day is enough.
    forget_versions(tmp_path, NOW + timedelta(days=75, hours=1), 1)
    assert find(tmp_path, "three") == b"three"
    forget_versions(tmp_path, NOW + timedelta(days=500), 60)
    assert [find(tmp_path, text) for text in ("one", "three")] == [None, b""]


def test_a_text_that_an_edition_used_is_not_forgotten_before_its_time(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one")
    used = Article("", path=str(tmp_path / "a.md"), sha256=sha256(b"one").hexdigest())
    for day in (0, 50):
        keep_texts(tmp_path, [used], NOW + timedelta(days=day))
    forget_versions(tmp_path, NOW + timedelta(days=75), 60)
    assert find(tmp_path, "one", "a.md") == b"one"
    forget_versions(tmp_path, NOW + timedelta(days=111), 60)
    assert find(tmp_path, "one", "a.md") == b""


def test_a_text_that_somebody_changed_or_that_unpacks_without_end_is_none(tmp_path: Path) -> None:
    keep(tmp_path, "one")
    keep(tmp_path, "two")
    first, second = list_versions(tmp_path, PATH)
    first.place.write_bytes(gzip.compress(b"forged"))
    assert find(tmp_path, "one") is None
    first.place.write_bytes(gzip.compress(bytes(40 * MOST_BYTES)))
    assert find(tmp_path, "one") is None
    first.place.write_bytes(b"no gzip")
    assert find(tmp_path, "one") is None
    first.place.unlink()
    first.place.symlink_to(second.place)
    assert find(tmp_path, "one") is None
    assert find(tmp_path, "two") == b"two"


def test_no_link_leads_out_and_no_pipe_or_odd_name_stops_anything(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "2031-03-04").symlink_to(outside)
    with pytest.raises(DeliveryError, match="a link leads elsewhere"):
        keep(tmp_path, "one")
    assert list(outside.iterdir()) == []
    own = tmp_path / FOLDER / "a.md"
    own.mkdir()
    digest = sha256(b"x").hexdigest()
    for name in (f"99999999T999999999999-{digest}.gz", "notes.txt", f"20310304T000000000000-{digest}.gz"):
        os.mkfifo(own / name) if name.startswith("2") else (own / name).write_text("x")
    (own / f"20310305T000000000000-{digest}.gz").mkdir()
    assert find_older_text(str(tmp_path / "a.md"), digest) is None
    assert not keep_version(tmp_path, "b.md", bytes(MOST_BYTES + 1), NOW)
    forget_versions(tmp_path, NOW + timedelta(days=90), 60)
    assert list(list_changed(tmp_path)) == []


def test_a_text_in_a_folder_that_may_not_be_read_is_none(tmp_path: Path) -> None:
    keep(tmp_path, "planted", path=f"desk/{PATH}")
    place, digest = str(tmp_path / "desk" / PATH), sha256(b"planted").hexdigest()
    assert find_older_text(place, digest) == b"planted"
    assert find_older_text(place, digest, lambda folder: Path(folder) != tmp_path) is None
