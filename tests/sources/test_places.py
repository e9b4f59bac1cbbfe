"""Places to articles and problems, from end to end."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from summarizer.errors import SourceError
from summarizer.model import Article, Problem
from summarizer.sources.places import is_found_again, read_places
from summarizer.sources.readers import SOURCES
from summarizer.sources.source_files import SourceFiles

CASES = Path(__file__).parent.parent / "cases" / "sources"
TEXT = "The old ferry will sail again from Norrvik in May."


def messages(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{problem.where}: {problem.message}" for problem in problems]


@pytest.mark.parametrize("suffix", sorted(SOURCES))
def test_every_format_has_an_example_that_is_read_without_a_problem(suffix: str) -> None:
    path = CASES / f"ferry{suffix}"
    articles, problems = read_places([str(path)])
    assert problems == ()
    assert "will sail again from" in articles[0].text
    assert articles[0].sha256 == sha256(path.read_bytes()).hexdigest()
    assert articles[0].path == str(path)


@pytest.mark.parametrize("suffix", [".md", ".html", ".htm", ".json", ".jsonl", ".mhtml"])
def test_formats_with_metadata_tell_the_same(suffix: str) -> None:
    article = read_places([str(CASES / f"ferry{suffix}")])[0][0]
    assert (article.outlet, article.outlet_from) == ("Norrvik Post", "metadata")
    assert (article.title, article.url) == ("Ferry returns", "https://post.example/ferry")
    assert (article.published, article.author, article.language) == ("2031-03-04", "Jon Berg", "en")
    assert article.text[article.body :].startswith(TEXT)


def test_plain_text_has_no_metadata() -> None:
    article = read_places([str(CASES / "ferry.txt")])[0][0]
    assert (article.outlet, article.outlet_from, article.markup) == ("", "unknown", "plain")


def test_a_folder_is_walked_in_sorted_order_and_hidden_and_unknown_files_are_skipped(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "b/z.md", "a.TXT", ".hidden.txt", ".git/x.txt", "photo.jpg", "notes.bak"):
        (tmp_path / name).write_text(TEXT)
    articles, problems = read_places([str(tmp_path)])
    assert [article.path for article in articles] == [f"{tmp_path}/{name}" for name in ("a.TXT", "b/z.md", "c.txt")]
    assert problems == ()


def test_a_relative_folder_gives_relative_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    assert [article.path for article in read_places(["news/"])[0]] == ["news/a.txt"]


def test_links_in_a_circle_are_survived_and_a_file_counts_once(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(TEXT)
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "copy-of-a.txt").symlink_to(tmp_path / "sub" / "a.txt")
    articles, problems = read_places([str(tmp_path)])
    assert len(articles) == 1
    assert [problem.where for problem in problems] == [f"{tmp_path}/self.txt"]


def test_the_order_of_the_places_does_not_choose_the_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    places = [str(tmp_path / "a.txt"), str(tmp_path / "link.txt")]
    assert read_places(places)[0] == read_places(places[::-1])[0]


def test_each_bad_place_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    files = {"blank.txt": b" \n\n", "nothing.md": b"", "scan.txt": b"%PDF-1.7\n\0\1", "good.txt": TEXT.encode()}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    places = [str(tmp_path / name) for name in ("empty", *files, "missing.txt")]
    articles, problems = read_places(places)
    assert [article.text for article in articles] == [TEXT]
    told = "\n".join(messages(problems))
    assert len(problems) == 5
    for part in ("folder holds no article", "blank.txt: is empty", "a PDF document", "missing.txt: cannot be read"):
        assert part in told


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(TEXT)
    path.chmod(0)
    assert "ermission denied" in read_places([str(path)])[1][0].message


def test_a_sparse_giant_and_a_pipe_are_refused_unread(tmp_path: Path) -> None:
    with open(tmp_path / "giant.txt", "wb") as file:
        file.truncate(20_000_000)
    os.mkfifo(tmp_path / "pipe.txt")
    articles, problems = read_places([str(tmp_path)])
    assert articles == ()
    assert "20.0 MB; a file must be smaller than 20 MB" in problems[0].message
    assert problems[1].message == "is not an ordinary file"


def test_a_name_that_is_not_utf8_is_a_problem_that_can_be_printed(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "w") as file:
        file.write(TEXT)
    articles, problems = read_places([str(tmp_path)])
    assert articles == ()
    assert problems[0].where.encode("utf-8").endswith(b"caf\\udce9.txt")


def test_a_named_file_of_an_unknown_kind_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "report.news").write_text(TEXT)
    assert read_places([str(tmp_path / "report.news")])[0][0].text == TEXT


def test_a_name_with_a_zero_byte_is_a_problem() -> None:
    assert "cannot be read" in read_places(["a\0b.txt"])[1][0].message


def test_when_nothing_is_read_there_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "outlets.toml").write_text('["a.txt"]\noutlet = "A"\n')
    assert read_places([])[1]
    assert read_places(["-"])[1]
    assert read_places([str(tmp_path / "outlets.toml")])[1]


def test_the_outlet_of_the_command_line_goes_first_then_the_table_then_the_file(tmp_path: Path) -> None:
    matter = "---\noutlet: From the file\ntitle: Own title\n---\n"
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / name).write_text(matter + TEXT)
    (tmp_path / "outlets.toml").write_text(
        '["a.md"]\noutlet = "Table"\n["b.md"]\noutlet = "Table"\npublished = 2031-03-04\n'
    )
    articles, problems = read_places([str(tmp_path)], {"a.md": "Command", "nowhere.md": "X"})
    assert [article.outlet for article in articles] == ["Command", "Table", "From the file"]
    assert {article.title for article in articles} == {"Own title"}
    assert articles[1].published == "2031-03-04"
    assert [problem.where for problem in problems] == ["nowhere.md"]


def test_progress_is_told_before_each_file() -> None:
    told: list[str] = []
    read_places([str(CASES / "ferry.txt"), str(CASES / "missing.txt")], on_read=told.append)
    assert [Path(path).name for path in told] == ["ferry.txt", "missing.txt"]


@pytest.mark.parametrize("suffix", sorted(SOURCES))
def test_an_article_read_again_is_the_same(suffix: str) -> None:
    path, named = str(CASES / f"ferry{suffix}"), {f"ferry{suffix}": "Other"}
    files = SourceFiles([path], [""], outlets=named)
    for article in read_places([path], named)[0]:
        assert files.read(article) == article


def test_reading_again_counts_a_relative_path_from_the_root(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "outlets.toml").write_text('["a.txt"]\noutlet = "Table"\n')
    files = SourceFiles(["a.txt"], [str(tmp_path)])
    article = files.read(Article("", path="a.txt"))
    assert (article.path, article.outlet, article.text) == ("a.txt", "Table", TEXT)
    with pytest.raises(SourceError, match="holds no article number 9"):
        files.read(Article("", path="a.txt", item=9))


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, summarizer.sources; print({'trafilatura', 'lxml', 'yaml', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_what_is_wrong_with_one_of_several_in_a_file_is_found_again(tmp_path: Path) -> None:
    told = "Subject: Ferry\n\nThe ferry sails again from May on, the harbour master said.\n"
    (tmp_path / "a.mbox").write_text(
        f"From a@b Mon Mar  4 10:00:00 2031\n{told}\nFrom a@b Mon Mar  4 10:00:00 2031\nno mail\n"
    )
    (tmp_path / "b.jsonl").write_text('{"text": "The ferry sails again from May on."}\n{"title": "none"}\n')
    (tmp_path / "c.json").write_text('[{"text": "The ferry sails again from May on."}, 7]')
    _, problems = read_places([str(tmp_path)])
    assert {Path(problem.where).name.partition(".")[0] for problem in problems} == {"a", "b", "c"}
    assert all(map(is_found_again, problems))
    assert not is_found_again(Problem(f"{tmp_path}/a.mbox, mail 2", "is false"))
