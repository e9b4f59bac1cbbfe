from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.lang.language import known_languages, load_language
from summarizer.text.sentences import _STOP as STOP
from summarizer.text.sentences import SPLITTERS, split_at_stops, split_line

FOLDER = Path(__file__).parent.parent / "cases"
CASES = json.loads((FOLDER / "splitting.json").read_text(encoding="utf-8"))
# Lines of each language, with "¦" wherever a sentence ends.
MARKED = [
    (path.stem, line)
    for path in sorted((FOLDER / "splitting").glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
LANGUAGES = ("en", "fr", "de", "es", "ru", "uk", "el", "ar", "hi", "zh")
MARKS = "“ ” „ « » ‘ ’ \" ' ( ) [1] . .. … ! ? 。 । ؟ · ; , – - : ¹ 🙂".split()
WORDS = (
    "Mr. No. 5. U.S. A. St. Nov. 15 The dam held Dahl said, he asked a) @b.c e.g. 3.5 wasSaid held.The Η γέφυρα"
    " الجسر पुल 大桥已关闭 ist zu, l’eau i.V."
).split()
lines = st.lists(st.sampled_from([*MARKS, *WORDS, " ", " ", " ", "  ", "\u00a0"]), max_size=40).map("".join)


def sentences_of(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in split_line(text, load_language(language))]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_line_is_cut_where_an_editor_would_cut_it(case: dict[str, Any]) -> None:
    assert sentences_of(case["text"]) == case["sentences"]


@pytest.mark.parametrize(("language", "line"), MARKED)
def test_a_line_of_another_language_is_cut_where_its_editor_would_cut_it(language: str, line: str) -> None:
    text = line.replace(" ¦ ", " ").replace("¦", "")
    assert sentences_of(text, language) == [part.strip() for part in line.split("¦")]


def test_each_language_with_tables_of_its_own_has_lines_that_are_cut_and_lines_that_are_not() -> None:
    own = {code for code in known_languages() if load_language(code).table("sentences.never_ends")}
    cut = {language for language, line in MARKED if "¦" in line}
    whole = {language for language, line in MARKED if "¦" not in line}
    assert own - {"en"} == cut == whole


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("fr", "« Le pont est fermé. » Il rouvrira lundi.", ["« Le pont est fermé. »", "Il rouvrira lundi."]),
        ("de", "Am 3. Mai fiel er. „Er lag da“, sagte sie.", ["Am 3. Mai fiel er.", "„Er lag da“, sagte sie."]),
        ("de", "Es kostet 2,5 Mio. Euro. Der Kreis zahlt.", ["Es kostet 2,5 Mio. Euro.", "Der Kreis zahlt."]),
        ("el", "Η γέφυρα έκλεισε. Θα ανοίξει τη Δευτέρα.", ["Η γέφυρα έκλεισε.", "Θα ανοίξει τη Δευτέρα."]),
        ("ar", "أُغلق الجسر. متى يفتح؟ لا أحد يعرف.", ["أُغلق الجسر.", "متى يفتح؟", "لا أحد يعرف."]),
        ("hi", "पुल बंद है। कल खुलेगा।", ["पुल बंद है।", "कल खुलेगा।"]),
        ("zh", "大桥已关闭。何时开放？没有人知道。", ["大桥已关闭。", "何时开放？", "没有人知道。"]),
        ("ja", "橋は閉鎖。「渡れない。」と市長は語った。", ["橋は閉鎖。", "「渡れない。」と市長は語った。"]),
        ("uk", "Міст закрили. Його відкриють у п’ятницю.", ["Міст закрили.", "Його відкриють у п’ятницю."]),
        ("xx", "J. Novák came. He left.", ["J. Novák came.", "He left."]),
    ],
)  # fmt: skip
def test_other_languages_are_cut_at_their_stops(language: str, text: str, sentences: list[str]) -> None:
    assert sentences_of(text, language) == sentences


@settings(deadline=None)
@pytest.mark.parametrize("language", LANGUAGES)
@given(line=lines | st.text(st.characters(exclude_characters="\n")))
def test_nothing_but_blanks_is_lost_between_sentences(language: str, line: str) -> None:
    here = 0
    for start, end in split_line(line, load_language(language)):
        assert here <= start < end <= len(line)
        assert not line[here:start].strip()
        assert line[start:end] == line[start:end].strip()
        here = end
    assert not line[here:].strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", ["", " ", "\u00a0\t", "."])
def test_a_line_without_words_has_no_sentence_to_lose(language: str, line: str) -> None:
    assert "".join(sentences_of(line, language)) == line.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_a_very_long_line_is_cut(language: str) -> None:
    sentence = "Arle opens the bridge."
    assert set(sentences_of(" ".join([sentence] * 5_000), language)) == {sentence}


def test_a_quotation_that_never_closes_does_not_swallow_the_line() -> None:
    line = "“It is over. " + "The dam broke again that night. " * 40
    assert len(sentences_of(line)) > 4


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("the dam and the river " * 45_000, id="a megabyte without a full stop"),
        pytest.param("a" * 50_000 + ". " + "B" * 50_000, id="words of 50,000 letters"),
        pytest.param("!?" * 100_000, id="stops without blanks"),
        pytest.param("![" * 100_000, id="stops and brackets"),
        pytest.param("“" * 100_000, id="quotations opened"),
        pytest.param("(„«" * 20_000 + "A. ›" * 20_000, id="quotations opened that do not close"),
        pytest.param("”Abc. " * 30_000, id="quotations closed"),
        pytest.param('"Abc." ' * 30_000, id="quotations, straight"),
        pytest.param("‘Abc. " * 30_000, id="single quotation marks"),
        pytest.param("(" * 50_000 + "Abc. " * 1_000 + ")" * 50_000, id="brackets in brackets"),
        pytest.param("(Abc.) " * 40_000, id="brackets closed"),
        pytest.param("A. " * 60_000, id="initials"),
        pytest.param("Mr. " * 50_000, id="titles"),
        pytest.param("Abc.[1] 🙂 " * 20_000, id="notes and emoji"),
        pytest.param("“Why?” said Dahl. " * 10_000, id="questions with speakers"),
    ],
)
@pytest.mark.parametrize("language", ["en", "de", "ru"])
def test_a_line_made_to_take_long_is_cut_all_the_same(language: str, line: str) -> None:
    spans = split_line(line, load_language(language))
    assert spans
    assert "".join(line[a:b] for a, b in spans).replace(" ", "") == line.replace(" ", "")


def test_every_splitter_of_its_own_does_what_the_general_one_does_on_plain_sentences() -> None:
    text = "The dam held. Nobody was hurt."
    for split in SPLITTERS.values():
        assert split(text) == split_at_stops(text) == [(0, 13), (14, 30)]


def test_a_row_of_stops_is_looked_at_once() -> None:
    assert STOP.search("……!", 1) is None
