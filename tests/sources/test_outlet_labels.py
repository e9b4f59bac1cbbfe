"""outlets.toml."""

from pathlib import Path

import pytest

from summarizer.sources.places import check_outlets, read_labels, read_places


def read(folder: Path, text: str) -> tuple[dict[str, dict[str, str]], list[str]]:
    (folder / "outlets.toml").write_text(text)
    (folder / "a.txt").write_text("It rained.")
    labels = read_labels(str(folder / "a.txt"))
    return dict(labels.tables), [f"{p.where.removeprefix(str(folder))} {p.level}: {p.message}" for p in labels.problems]


def test_every_field_is_read(tmp_path: Path) -> None:
    lines = (
        'outlet = "dpa"\npublished = 2031-03-04T10:00:00Z\ntitle = "T"\nurl = "https://a.example"\nlanguage = "de"\n'
    )
    tables, problems = read(tmp_path, f'["a.txt"]\n{lines}')
    assert problems == []
    assert tables["a.txt"] == {
        "outlet": "dpa",
        "title": "T",
        "url": "https://a.example",
        "published": "2031-03-04",
        "language": "de",
    }


def test_broken_toml_is_one_problem_with_its_line(tmp_path: Path) -> None:
    tables, problems = read(tmp_path, '["a.txt"]\noutlet = "dpa\n')
    assert tables == {}
    assert len(problems) == 1
    assert problems[0].startswith("/outlets.toml:2 problem: is not sound TOML")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('["b.txt"]\noutlet = "x"\n', "notice: there is no such file in this folder"),
        ('[a.txt]\noutlet = "x"\n', "a name with a dot stands in quotes"),
        ('["../a.txt"]\noutlet = "x"\n', "notice: there is no such file"),
        ('["a.txt"]\noulet = "x"\n', "notice: “oulet” is none of outlet, title"),
        ('["a.txt"]\npublished = 2031\n', "published must be text, not a number"),
        ('"a.txt" = "dpa"\n', "is not a table of a file"),
        ("x = " + "[" * 5_000, "is not sound TOML"),
    ],
)
def test_slips_are_told(tmp_path: Path, text: str, told: str) -> None:
    assert told in "\n".join(read(tmp_path, text)[1])


def test_a_folder_without_a_table_has_no_labels(tmp_path: Path) -> None:
    assert read_labels(str(tmp_path / "a.txt")).tables == {}


def test_an_empty_outlet_and_a_file_that_is_not_read_are_told() -> None:
    problems = check_outlets({"a.txt": " ", "b.txt": "dpa", "./news/c.txt": "CNN"}, ["news/a.txt", "news/c.txt"])
    assert [problem.where for problem in problems] == ["a.txt", "b.txt"]


def test_families_of_outlets_are_read(tmp_path: Path) -> None:
    table = '[families]\n"Lake Group" = ["Lake Herald", "Lake Radio"]\nBad = "no list"\n'
    tables, problems = read(tmp_path, f'["a.txt"]\noutlet = "LAKE radio"\n{table}')
    assert list(tables) == ["a.txt"]
    assert problems == ['/outlets.toml [families] problem: “Bad” must be a list of outlets, like ["The Post"]']
    (article,), _ = read_places([str(tmp_path)])
    assert (article.outlet, article.family) == ("LAKE radio", "Lake Group")


def test_the_settings_name_who_sends_a_mail(tmp_path: Path) -> None:
    mail = "From: Reuters <news@post.example>\nSubject: Rain\n\nIt rained in Arle for three days.\n"
    (tmp_path / "a.eml").write_text(mail)
    for outlets, outlet in (
        ({}, "Reuters (post.example)"),
        ({"news@post.example": "The Post"}, "The Post"),
        ({"@post.example": "The Post"}, "The Post"),
        ({"@post.example": "The Group", "news@post.example": "The Post"}, "The Post"),
        ({"other@post.example": "The Post"}, "Reuters (post.example)"),
    ):
        (article,), problems = read_places([str(tmp_path)], outlets)
        assert (article.outlet, article.sender, problems) == (outlet, "news@post.example", ())
