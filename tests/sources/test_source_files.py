"""The files of a briefing read again: each once, none outside of the folders named, and where one was moved to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import SourceError
from summarizer.model import Article, Problem
from summarizer.sources import source_files
from summarizer.sources.article_fields import ReadResult
from summarizer.sources.places import read_places
from summarizer.sources.readers import read_file
from summarizer.sources.source_files import SourceFiles, find_common_folder

TEXT = "The mayor of Norvik opened the new harbour on Friday morning.\n"


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(TEXT)
    return tmp_path / "news"


def read_all(*names: str) -> tuple[Article, ...]:
    return read_places(list(names))[0]


def test_the_items_of_a_file_are_read_at_one_go(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (news / "all.jsonl").write_text("".join(json.dumps({"text": f"{n} {TEXT}"}) + "\n" for n in range(50)))
    articles = read_all("news/all.jsonl")
    calls: list[str] = []

    def read(path: str, *how: Any) -> ReadResult:
        calls.append(path)
        return read_file(path, *how)

    monkeypatch.setattr(source_files, "read_file", read)
    files = SourceFiles(["news/all.jsonl"], [""])
    assert [files.read(article) for article in articles] == list(articles)
    assert calls == ["news/all.jsonl"]


def test_a_moved_file_is_looked_for_in_the_nearest_folder_that_is_there(news: Path) -> None:
    (article,) = read_all("news/a.txt")
    (news / "a.txt").rename(news.parent / "b.md")
    news.rmdir()
    with pytest.raises(SourceError, match=r"was moved: the same file is b\.md"):
        SourceFiles(["news/a.txt"], [""]).read(article)
    (news.parent / "b.md").unlink()
    with pytest.raises(SourceError, match="is gone"):
        SourceFiles(["news/a.txt"], [""]).read(article)


def test_a_large_folder_is_not_searched_to_its_end(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (article,) = read_all("news/a.txt")
    (news / "a.txt").rename(news / "z.txt")
    monkeypatch.setattr(source_files, "_MOST_SEARCHED", 1)
    with pytest.raises(SourceError, match="is gone"):
        SourceFiles(["news/a.txt"], [""]).read(article)


def test_only_one_folder_elsewhere_may_be_read(news: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    away, far = tmp_path_factory.mktemp("away"), tmp_path_factory.mktemp("far")
    folders = [str(news)]
    assert find_common_folder([f"{away}/a.md", f"{away}/b/c.md"], [""], folders) == str(away)
    assert find_common_folder([f"{away}/a.md", "news/a.txt"], [""], folders) == ""
    assert find_common_folder([f"{away}/a.md", "/a.md"], [""], folders) == ""
    assert find_common_folder([], [""], folders) == ""
    with pytest.raises(SourceError, match="lies outside"):
        SourceFiles([f"{far}/a.md"], [""], folders).read(Article("", path=f"{far}/a.md"))


def test_problems_are_found_again_in_the_folders_named_only(news: Path) -> None:
    (news / "empty.md").write_text("")
    files = SourceFiles([], [""], [str(news)])
    assert files.has_problem(Problem("news/empty.md", "is empty: save it again with its text, or leave it out"))
    assert not files.has_problem(Problem("news/empty.md", "is wrong"))
    (news.parent / "empty.md").write_text("")
    assert not files.has_problem(Problem("empty.md", "is empty: save it again with its text, or leave it out"))
