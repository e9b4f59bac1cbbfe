from __future__ import annotations

import re
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import summarizer.lang
from summarizer.lang.language import detect_language, known_languages, load_language
from summarizer.text.tokens import stemmer

SAMPLES = {
    "en": "The harbour was closed on Monday because of the storm. Nobody was hurt, but two ferries could not leave.",
    "de": "Der Hafen wurde am Montag wegen des Sturms geschlossen. Niemand wurde verletzt, zwei Schiffe blieben da.",
    "fr": "Le port a été fermé lundi à cause de la tempête. Personne n’a été blessé, mais deux bateaux sont restés.",
    "es": "El puerto fue cerrado el lunes por la tormenta. Nadie resultó herido, pero dos barcos no pudieron salir.",
    "it": "Il porto è stato chiuso lunedì a causa della tempesta. Nessuno è rimasto ferito, ma due navi sono rimaste.",
    "pt": "O porto foi fechado na segunda-feira por causa da tempestade. Ninguém ficou ferido, e dois barcos ficaram.",
    "pl": "Port został zamknięty w poniedziałek z powodu burzy. Nikt nie został ranny, ale dwa promy nie wypłynęły.",
    "cs": "Přístav byl v pondělí uzavřen kvůli bouři. Nikdo nebyl zraněn, ale dva trajekty nemohly vyplout.",
    "sk": "Prístav bol v pondelok zatvorený pre búrku. Nikto nebol zranený, ale dva trajekty nemohli vyplávať.",
    "sv": "Hamnen stängdes på måndagen på grund av stormen. Ingen skadades, men två färjor kunde inte lämna staden.",
    "el": "Το λιμάνι έκλεισε τη Δευτέρα λόγω της καταιγίδας. Κανείς δεν τραυματίστηκε.",
    "ru": "Порт закрыли в понедельник из-за шторма. Никто не пострадал, но два парома не вышли.",
    "uk": "Порт закрили в понеділок через шторм. Ніхто не постраждав, але два пороми не вийшли.",
    "ar": "أُغلق الميناء يوم الاثنين بسبب العاصفة. لم يصب أحد بأذى.",
    "he": "הנמל נסגר ביום שני בגלל הסערה. איש לא נפגע.",
    "hi": "तूफ़ान के कारण सोमवार को बंदरगाह बंद रहा। किसी को चोट नहीं आई।",
    "zh": "港口因暴风雨于周一关闭。没有人受伤。",
    "ja": "港は嵐のため月曜日に閉鎖された。けが人はいなかった。",
    "ko": "항구는 폭풍 때문에 월요일에 폐쇄되었다. 다친 사람은 없었다.",
    "th": "ท่าเรือปิดในวันจันทร์เพราะพายุ ไม่มีผู้ได้รับบาดเจ็บ",
}


@pytest.mark.parametrize(("language", "text"), SAMPLES.items())
def test_two_sentences_tell_their_language(language: str, text: str) -> None:
    assert detect_language(text) == language
    assert detect_language(text.upper()) == language


@pytest.mark.parametrize("text", ["", "42", "… – !", "OSLO", "Ana Dahl, Arle", "Lorem"])
def test_what_tells_no_language_is_taken_for_english(text: str) -> None:
    assert detect_language(text) == "en"


@pytest.mark.parametrize("language", ["de", "fr", "el", "ru", "zh"])
def test_english_that_quotes_another_language_is_english(language: str) -> None:
    said = SAMPLES[language].split()[0]
    assert detect_language(f"{SAMPLES['en']} On a wall in the harbour stood: “{said}”. {SAMPLES['en']}") == "en"


@given(st.text())
def test_any_text_has_a_language_that_is_known(text: str) -> None:
    assert detect_language(text) in known_languages()


@pytest.mark.parametrize("language", ["en", "de", "fr", "uk", "el"])
def test_stop_words_are_folded_words(language: str) -> None:
    words = load_language(language).words("stop_words.words")
    assert len(words) > 50
    assert all(word == word.casefold() for word in words)


@pytest.mark.parametrize("language", ["xx", "", "../../x", "\x00\x00", "x" * 500])
def test_a_language_that_is_not_known_has_no_stop_words_and_no_stems(language: str) -> None:
    assert load_language(language).words("stop_words.words") == frozenset()
    assert stemmer(language)("bridges") == "bridges"


@pytest.mark.parametrize("language", known_languages())
def test_every_language_can_be_asked_for_stop_words_and_stems(language: str) -> None:
    assert isinstance(load_language(language).words("stop_words.words"), frozenset)
    assert stemmer(language)("bridges")


def test_a_table_that_english_lacks_is_misspelled() -> None:
    with pytest.raises(KeyError, match="no table “wordz”"):
        load_language("de").words("stop_words.wordz")


@pytest.mark.parametrize("code", [code for code in known_languages() if code != "en"])
def test_a_language_fills_only_tables_that_english_declares(code: str) -> None:
    folder = Path(summarizer.lang.__file__).parent
    for path in sorted((folder / code).glob("*.toml")):
        declared = tomllib.loads((folder / "en" / path.name).read_text(encoding="utf-8"))
        filled = tomllib.loads(path.read_text(encoding="utf-8"))
        assert filled.keys() <= declared.keys(), path.name


@pytest.mark.parametrize("code", [code for code in known_languages() if code != "en"])
def test_what_is_a_part_of_patterns_in_english_is_a_part_of_some_in_each_language(code: str) -> None:
    """A table that nobody reads tells nothing: neither a program's line names it nor a pattern of its own language."""
    folder = Path(summarizer.lang.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.parent.rglob("*.py"))
    used, used_in_english = list_parts(folder / code), list_parts(folder / "en")
    filled: set[str] = set()
    for path in (folder / code).glob("*.toml"):
        filled |= {f"{path.stem}.{name}" for name in tomllib.loads(path.read_text(encoding="utf-8"))}
    assert sorted(name for name in filled & used_in_english - used if name not in source) == []


def list_parts(folder: Path) -> set[str]:
    """Return the tables that patterns of a language name, each with its file: `{weekdays}`, `{dates.weekdays}`."""
    found: set[str] = set()
    for path in folder.glob("*.toml"):
        for name in re.findall(r"\{([a-z][a-z_.]*)\}", path.read_text(encoding="utf-8")):
            found.add(name if "." in name else f"{path.stem}.{name}")
    return found


@pytest.mark.parametrize("code", known_languages())
def test_a_bound_of_a_figure_is_least_most_nearly_or_about(code: str) -> None:
    language = load_language(code)
    assert set(language.texts("numbers.bounds").values()) <= {"least", "most", "nearly", "about"}


def test_languages_are_told_apart_in_several_threads_at_once() -> None:
    texts = {
        "de": "Der Rat tagte am Montag und beschloss die neue Straße bei Norrvik.",
        "fr": "Le conseil a voté lundi la route de la vallée.",
        "es": "El consejo aprobó el lunes la carretera del valle.",
    }
    wanted = list(texts) * 50
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(detect_language, [texts[code] for code in wanted])) == wanted
