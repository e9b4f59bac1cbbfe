"""What outlets put in each other's words counts as one word when sentences are compared."""

from __future__ import annotations

from itertools import combinations

import pytest

from summarizer.dedupe.compared_words import (
    are_alike,
    has_rewordings,
    is_reworded,
    reduce_word,
    tokenize,
    tokenize_reworded,
)
from summarizer.lang.language import known_languages, load_language

REWORDED = [code for code in known_languages() if has_rewordings(load_language(code))]
# A sentence, and the same in another outlet's words.
SAME = {
    "de": ("Die Reederei streicht 40 Stellen.", "Die Reederei baut vierzig Arbeitsplätze ab."),
    "fr": ("Le feu a fait douze blessés.", "Douze personnes ont été blessées dans l’incendie."),
    "es": ("El alcalde renunció tras el incendio.", "La alcaldesa dimitió después del fuego."),
    "uk": ("Рятувальники загасили пожежу.", "Пожежники ліквідували займання."),
    "ru": ("Спасатели потушили пожар.", "Пожарные ликвидировали возгорание."),
}


@pytest.mark.parametrize("code", REWORDED)
def test_words_that_outlets_put_for_each_other_are_one(code: str) -> None:
    one, other = SAME[code]
    shared = set(tokenize_reworded(one, code)) & set(tokenize_reworded(other, code))
    assert len(shared) > len(set(tokenize(one, code)) & set(tokenize(other, code)))


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("ru", "Катерина", "судно"),
        ("uk", "Катерина", "судно"),
        ("ru", "советник", "совет"),
        ("ru", "прибыла", "прибыль"),
        ("uk", "прибуття", "прибуток"),
        ("uk", "попередній", "попередив"),
        ("uk", "дорогий", "дорога"),
        ("uk", "президент", "прем'єр"),
        ("ru", "повреждены", "уничтожены"),
    ],
)
def test_words_that_only_begin_alike_or_are_no_one_thing_are_two(code: str, one: str, other: str) -> None:
    assert tokenize_reworded(one, code) != tokenize_reworded(other, code)


def test_a_figure_in_a_phrase_is_told_by_the_phrase() -> None:
    told = [sorted(tokenize_reworded(f"Цены выросли {much}", "ru")) for much in ("в два раза", "вдвое")]
    assert told[0] == told[1]


@pytest.mark.parametrize("code", REWORDED)
def test_no_word_stands_in_two_groups_or_is_both_light_and_heavy(code: str) -> None:
    language = load_language(code)
    words = [word for group in language.groups("rewording.words").values() for word in group]
    assert sorted(words) == sorted(set(words))
    assert not set(words) & language.words("rewording.light")


@pytest.mark.parametrize("code", REWORDED)
def test_what_is_opposite_is_never_one_group(code: str) -> None:
    language = load_language(code)
    for name, words in language.groups("opposites.words").items():
        there = language.groups("opposites.opposites").get(name, frozenset())
        for group in language.groups("rewording.words").values():
            assert not (words & group and there & group), (name, words & group, there & group)


def test_a_figure_counts_by_its_value() -> None:
    assert tokenize_reworded("12.000 Euro", "de") == tokenize_reworded("zwölftausend Euro", "de")
    assert tokenize_reworded("12.000 Euro", "de") != tokenize_reworded("13.000 Euro", "de")


def test_a_language_without_rewordings_is_compared_by_its_words() -> None:
    text = "Twelve people died in the blaze."
    assert tokenize_reworded(text, "en") == tokenize(text, "en")
    assert not is_reworded("blaze", load_language("en"))


@pytest.mark.parametrize("code", known_languages())
def test_of_words_that_exclude_each_other_none_stands_for_another(code: str) -> None:
    language = load_language(code)
    for words in language.groups("comparison.rivals").values():
        for one, other in combinations(sorted(words), 2):
            is_form = reduce_word(one, language) == reduce_word(other, language)
            assert is_form or not are_alike(one, other, language), (one, other)


@pytest.mark.parametrize(("one", "other"), [("answered", "replied"), ("share", "stake")])
def test_an_answer_is_a_reply_and_a_share_a_stake(one: str, other: str) -> None:
    assert are_alike(one, other, load_language("en"))
