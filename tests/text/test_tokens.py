from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text import tokens
from summarizer.text.tokens import MASK, QUOTATION, count_words, find_skeleton, fold, mask, reading_seconds, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lake City’s G-20 envoy", ["Lake", "City’s", "G-20", "envoy"]),
        ("11,000 men, 2.5% of 1.000.000", ["11,000", "men", "2.5", "of", "1.000.000"]),
        ("at 10:30 in 2031.", ["at", "10:30", "in", "2031"]),
        ("Café Ærø Łódź", ["Café", "Ærø", "Łódź"]),
        ("cafe\u0301", ["cafe\u0301"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("snake_case – … !", ["snake", "case"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_its_words(text: str, words: list[str]) -> None:
    assert split_words(text) == words


@given(st.text())
def test_words_stand_in_the_text_in_their_order(text: str) -> None:
    here = 0
    for word in split_words(text):
        here = text.index(word, here) + len(word)


@given(st.text("aé’'sS ZŁß"))
def test_folding_forgets_case_and_the_kind_of_apostrophe(word: str) -> None:
    assert fold(word) == fold(word.replace("’", "'"))
    assert fold(word.upper()) == fold(word.upper().lower())


@pytest.mark.parametrize(("text", "count"), [("one two", 2), ("– … !", 0), ("11,000 men.", 2), ("", 0), ("a-b c’d", 2)])
def test_words_are_counted_as_an_editor_does(text: str, count: int) -> None:
    assert count_words(text) == count


@given(st.integers(0, 10**6))
def test_more_words_never_take_less_time(words: int) -> None:
    assert 0 <= reading_seconds(words) <= reading_seconds(words + 238) - 60


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("“No,” Dahl said.", "“___” Dahl said."),
        ("« Non », dit-il.", "«_____», dit-il."),
        ("„Nein“, sagte er.", "„____“, sagte er."),
        ('He said "no" and "yes".', 'He said "__" and "___".'),
        ("“It goes on", "“__________"),
        ("It’s Dahl’s dam.", "It’s Dahl’s dam."),
        ("", ""),
    ],
)
def test_what_stands_in_quotation_marks_is_blotted_out(text: str, masked: str) -> None:
    assert mask(text).replace(MASK, "_") == masked


def test_the_mark_that_closes_a_quotation_is_looked_for_as_far_as_a_sentence_is_long() -> None:
    assert [len(QUOTATION.sub("", f'“a"{"b" * most}”')) for most in (2_998, 2_999)] == [0, 3_000]


@given(st.text("ab “”«»„\"'’.") | st.text("ab «»'’.") | st.text("ab “”„'’."))
def test_every_character_keeps_its_place(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(b in (a, MASK) for a, b in zip(text, masked, strict=True))
    # Marks of several kinds across each other are nobody's quotation.
    kinds = [marks for marks in ("“”„", "«»", '"') if not set(marks).isdisjoint(text)]
    assert len(kinds) > 1 or mask(masked) == masked


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


def test_a_word_for_two_months_in_two_languages_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    months = {"cs": {"listopad": 11.0, "únor": 2.0}, "en": {}, "hr": {"listopad": 10.0, "svibanj": 5.0}}
    languages = {code: SimpleNamespace(numbers=lambda key, told=told: told) for code, told in months.items()}
    monkeypatch.setattr(tokens, "load_language", languages.get)
    monkeypatch.setattr(tokens, "known_languages", lambda: ("cs", "en", "hr"))
    monkeypatch.setattr(tokens, "_load_months", tokens._load_months.__wrapped__)
    find_month = tokens.find_month.__wrapped__
    assert [find_month(word) for word in ("listopad", "Únor", "svib.")] == [0, 2, 5]
