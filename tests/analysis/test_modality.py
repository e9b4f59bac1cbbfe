from __future__ import annotations

import pytest

from summarizer.analysis.modality import read_moods
from summarizer.lang.language import load_language

CASES = [
    ("Dahl will sign the treaty.", "sign", ""),
    ("Dahl would not sign the treaty.", "sign", ""),
    ("Dahl is expected to sign the treaty.", "sign", ""),
    ("Dahl plans to sign the treaty.", "sign", ""),
    ("The treaty will soon be signed.", "sign", ""),
    ("If Dahl signs it, the war ends.", "sign", ""),
    ("Dahl signed the treaty.", "", "sign"),
    ("Dahl has signed the treaty.", "", "sign"),
    ("The treaty was signed.", "", "sign"),
    ("Dahl met Moe.", "", "meet"),
    ("The county will keep the pier closed.", "keep", ""),
    ("The man who wants peace signed the treaty.", "", "sign"),
    # Neither done nor to come.
    ("Dahl wants all of these treaties signed.", "", ""),
    ("Dahl would have signed the treaty.", "", ""),
    ("Dahl said that she would have", "", ""),
    ("Dahl signs the treaty.", "", ""),
    ("The town is closed.", "", ""),
    ("The signed treaty is lost, and so is her will.", "", ""),
    ("She met him in May.", "", "meet"),
    ("The treaty will cost Will Moe his office.", "cost", ""),
]


@pytest.mark.parametrize(("text", "planned", "done"), CASES)
def test_what_is_to_come_is_told_from_what_is_done(text: str, planned: str, done: str) -> None:
    found = read_moods(text, load_language("en"))
    assert (set(planned.split()) <= found[0], set(done.split()) <= found[1]) == (True, True)
    assert (bool(found[0]), bool(found[1])) == (bool(planned), bool(done))


def test_a_language_without_rules_tells_neither() -> None:
    assert read_moods("Dahl will sign it, and Moe met her.", load_language("xx")) == (frozenset(), frozenset())
