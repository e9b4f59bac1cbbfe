"""Tables of named groups of words."""

from __future__ import annotations

from summarizer.lang.language import WordGroups, load_groups, load_language, lower


def test_a_word_itself_goes_before_the_beginning_of_words() -> None:
    groups = WordGroups({"stand": ("stay",)}, {"sta": ("rise",), "stan": ("stop",)})
    assert groups.find("stand") == ("stay",)
    assert groups.find("standing") == ("stop",)
    assert groups.find("start") == ("rise",)
    assert groups.find("st") == ()


def test_a_star_stands_for_any_end() -> None:
    groups = load_groups(load_language("de"), "comparison.modifiers")
    assert groups.find(lower("Früheren")) == ("former",)


def test_a_letter_with_its_marks_is_another_one() -> None:
    assert lower("HÄTTE") != lower("hatte")
    assert lower("п’ять") == lower("пʼять") == "п'ять"
