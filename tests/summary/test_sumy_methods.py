from __future__ import annotations

import ast
import os
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

from summarizer.summary.ranking import CENTRALITIES
from summarizer.summary.sumy_methods import SUMMARIZERS, Tokens, rate

PACKAGE = Path(__file__).parent.parent.parent / "summarizer"
STORY = [["ferri", "strike"], ["strike", "harbour", "close"], ["harbour", "close", "monday"], ["strike", "pay"]]


def test_all_but_ours_come_from_sumy() -> None:
    assert {*SUMMARIZERS, "lex-rank", "weighted-cover"} == set(CENTRALITIES)


def test_only_this_room_knows_sumy() -> None:
    knowing = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Import) and any(name.name.split(".")[0] == "sumy" for name in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sumy")
    }
    assert knowing == {"summary/sumy_methods.py"}


def test_equal_sentences_are_rated_one_by_one() -> None:
    """Reduction adds up ratings by sentence: equal ones would get the sum of both."""
    once = rate("reduction", STORY)
    twice = rate("reduction", [STORY[0], *STORY])
    assert twice[0] == twice[1]
    assert twice[0] < 2 * once[0] + 2


@pytest.mark.parametrize("method", ["sum-basic", "kl"])
def test_methods_that_only_order_give_the_first_of_n_the_rating_n(method: str) -> None:
    assert sorted(rate(method, STORY)) == [1.0, 2.0, 3.0, 4.0]


def test_text_rank_is_computed_to_the_end() -> None:
    """The fixed point of the paper's equation, found another way: by eigenvectors."""
    edges = np.array([[len({*a} & {*b}) / np.log(len(a) * len(b)) for b in STORY] for a in STORY])
    step = 0.15 / len(STORY) + 0.85 * (edges / edges.sum(axis=1)[:, None]).T
    eigenvalues, vectors = np.linalg.eig(step)
    expected = np.real(vectors[:, np.argmax(np.real(eigenvalues))])
    assert rate("text-rank", STORY) == pytest.approx(list(expected / expected.sum()), abs=1e-5)


@pytest.mark.parametrize("story", [[["a"]], [["a"], ["b"]], [["a", "a"]] * 3, [["a"]] * 50])
def test_text_rank_stops(story: list[list[str]]) -> None:
    """With an epsilon below what sumy loses in a round it would go on for hours."""
    assert all(rating > 0 for rating in rate("text-rank", story))


def test_edmundson_counts_the_repeated_words() -> None:
    ratings = rate("edmundson", STORY)
    assert ratings.index(max(ratings)) == 1
    assert rate("edmundson", [["a"], ["b"]]) == [0.0, 0.0]


def test_lsa_of_fewer_words_than_sentences_does_not_warn() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(rate("lsa", [["a"], ["b"], ["a", "b"]])) == 3


def test_tokens_come_back_as_they_went_in() -> None:
    assert Tokens([["11,000", "g-20"], ["x"]]).to_words("0") == ("11,000", "g-20")


def test_sumy_works_without_network_and_without_data_of_nltk(tmp_path: Path) -> None:
    code = (
        "import socket\n"
        "def refuse(*args, **kwargs): raise AssertionError('dialled out')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from summarizer.summary.ranking import CENTRALITIES, rank\n"
        "print([max(rank([['a', 'b'], ['b', 'c'], ['c']], name)) for name in CENTRALITIES])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "NLTK_DATA": str(tmp_path),
            "HOME": str(tmp_path),
            "PYTHONPATH": str(PACKAGE.parent),
        },
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.stdout.strip() == str([1.0] * len(CENTRALITIES)), run.stderr
