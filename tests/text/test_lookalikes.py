from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.lookalikes import find_skeleton


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Reuters", "Rеutеrs"),  # Cyrillic
        ("BBC", "ВВС"),  # all Cyrillic
        ("AFP", "ΑFΡ"),  # Greek
        ("Reuters", "Ｒｅｕｔｅｒｓ"),
        ("Reuters", "Ｒeuters\u200b"),
        ("dpa", "DPA"),
        ("n-tv", "ntv"),
        ("Bild", "BiId"),  # a capital i
        ("Le Télégramme", "Le Telegramme"),
        ("Morning Post", "Moming Post"),
        ("Post", "Pоst"),
        ("Łódź News", "Lodz News"),
        ("Times 10", "Times lO"),
    ],
)
def test_names_that_look_alike_are_one(name: str, other: str) -> None:
    assert find_skeleton(name) == find_skeleton(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [("The Post", "The Port"), ("Правда", "Известия"), ("Echo 1", "Echo 2"), ("新聞", "新報")],
)
def test_names_that_differ_to_the_eye_are_two(name: str, other: str) -> None:
    assert find_skeleton(name) != find_skeleton(other)


@given(st.text(min_size=1))
def test_any_name_has_a_skeleton(name: str) -> None:
    assert find_skeleton(name)
    assert find_skeleton(name) == find_skeleton(name)
