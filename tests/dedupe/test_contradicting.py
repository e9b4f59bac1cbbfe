from __future__ import annotations

import pytest

from summarizer.analysis.claims import find_conflict, read_facts
from summarizer.dedupe.contradictions import contradict

CASES = [
    ("The dam in Arle cost 15 million euros.", "The dam in Arle cost 28 million euros.", 0.5, True),
    ("The dam in Arle holds 15 boats.", "The dam in Arle holds 28 boats.", 0.5, False),
    ("The dam in Arle holds 15 boats.", "The dam in Arle holds 28 boats.", 0.8, True),
    ("Turnout was 51 percent.", "Turnout was 56 percent, up from 40 percent.", 0.5, False),
    ("The mayor of Arle was at the dam.", "The mayor of Arle was not at the dam.", 0.8, True),
    ("The mayor of Arle was at the dam.", "The mayor of Arle was not at the dam.", 0.5, False),
    ("The dam is the largest in Arle.", "Farmers do not love floods, but the dam is the largest in Arle.", 0.8, False),
    ("The council of Arle will sign the treaty.", "The council of Arle signed the treaty.", 0.9, False),
]


@pytest.mark.parametrize(("a", "b", "likeness", "shown"), CASES)
def test_only_what_a_reader_should_be_told_is_a_contradiction(a: str, b: str, likeness: float, shown: bool) -> None:
    first, second = read_facts(a, "2031-05-02"), read_facts(b, "2031-05-02")
    why = find_conflict(first, second, likeness)
    assert contradict(first, second, why, likeness) is shown
    assert contradict(second, first, why, likeness) is shown


def test_a_denial_of_something_else_is_none() -> None:
    dull, plain = read_facts("The result came as no surprise."), read_facts("The result came as expected.")
    assert find_conflict(dull, plain, 0.9) == ""
    only, both = read_facts("Not only the dam broke."), read_facts("The dam broke.")
    assert find_conflict(only, both, 0.9) == ""
    open_, found = read_facts("The cause has yet to be found."), read_facts("The cause has not been found.")
    assert find_conflict(open_, found, 0.9) == ""
