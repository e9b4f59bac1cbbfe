from __future__ import annotations

import pytest

from summarizer.analysis.quantities import Figure, begins_with, find_figures
from summarizer.lang.language import Language, load_language

ENGLISH = load_language("en")


def read(text: str, language: Language = ENGLISH) -> list[Figure]:
    return [figure for figure, _, _ in find_figures(text, language)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("It cost 15 billion euros.", "euro", 15e9),
        ("It cost $3.5 million.", "dollar", 3.5e6),
        ("It cost £20.", "pound", 20),
        ("Some 11,000 people fled.", "count", 11_000),
        ("Fourteen people fled.", "count", 14),
        ("Twenty-one people fled.", "count", 21),
        ("Two dozen people fled.", "count", 24),
        ("Prices rose by 7.5 percent.", "percent", 7.5),
        ("Prices rose by 7.5%.", "percent", 7.5),
        ("Half of the seats were empty.", "percent", 50),
        ("Two-thirds of the seats were empty.", "percent", 200 / 3),
        ("One in five wells is dry.", "percent", 20),
        ("Nearly four in five wells are dry.", "percent", 80),
        ("It said two out of every five wells are dry.", "percent", 40),
        ("One in 1,000 wells is dry.", "percent", 0.1),
        ("They spoke for two hours.", "minutes", 120),
        ("They spoke for an hour.", "minutes", 60),
        ("He was away for three weeks.", "days", 21),
        ("They spoke for two more hours.", "minutes", 120),
        ("Three other towns were flooded.", "rest", 3),
        ("Dahl, 82, left.", "age", 82),
        ("The two-year-old dam broke.", "age", 2),
        ("It cost two and a half million euros.", "euro", 2.5e6),
        ("It took one and a half years.", "months", 18),
        ("Two hundred thousand people fled.", "count", 200_000),
        ("It began at half past eight in the evening.", "clock", 1230),
    ],
)
def test_a_figure_is_read_with_its_kind_and_value(text: str, kind: str, value: float) -> None:
    (figure,) = read(text)
    assert figure.kind == kind
    assert figure.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["The dam held.", "The 20th man left.", "Someone left.", "He met both of them.", "Flight 111 fell."]
)
def test_what_only_looks_like_a_figure_is_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("about 12 men", "about"),
        ("more than 12 men", "least"),
        ("up to 12 men", "most"),
        ("12 men at most", "most"),
        ("12 men", ""),
    ],
)
def test_how_sure_a_figure_is_is_read_too(text: str, bound: str) -> None:
    assert read(text) == [Figure("count", 12, bound)]


def test_a_share_is_told_from_what_was_done_in_so_many_places_or_days() -> None:
    for text in ("It killed two in five towns.", "It opened one in five days.", "It killed 12 in 20 towns."):
        assert "percent" not in [figure.kind for figure in read(text)]
    assert [figure.bound for figure in read("More than half the wells and a third of the ponds are dry.")] == [
        "least",
        "about",
    ]
    assert read("Dos de cada cinco pozos están secos.", load_language("es")) == [Figure("percent", 40, "about")]


def test_the_end_of_another_word_says_nothing_of_a_figure() -> None:
    assert read("The takeover 12 men planned failed.") == [Figure("count", 12)]


def test_what_a_comma_parts_or_what_is_no_rest_is_no_part_of_a_figure() -> None:
    russian = load_language("ru")
    assert read("Из 2 тысяч пришли 300 человек", russian) == [Figure("count", 2_000), Figure("count", 300)]
    assert read("Пришли 2 тысячи, 500 ушли", russian) == [Figure("count", 2_000), Figure("count", 500)]


def test_digits_and_signs_are_read_in_a_language_without_words_for_numbers() -> None:
    found = read("Der Damm kostete €15 und hielt 12 Boote, 2,5 % davon leer.", load_language("xx"))
    assert found == [Figure("euro", 15), Figure("count", 12), Figure("percent", 2.5)]


@pytest.mark.parametrize(
    ("code", "text", "kind", "value"),
    [
        ("de", "Es kamen 1.200 Menschen", "count", 1_200),
        ("de", "Es kamen 1 200 Menschen", "count", 1_200),
        ("de", "Es kostet 2,5 Mio. Euro", "euro", 2.5e6),
        ("de", "Es kostet 2.500.000,50 Euro", "euro", 2_500_000.5),
        ("de", "Es kostet 4,1 Milliarden US-Dollar", "dollar", 4.1e9),
        ("de", "Es kamen fünfundachtzig Leute", "count", 85),
        ("de", "Er stieg um 1,5 Prozentpunkte", "points", 1.5),
        ("de", "Er stieg um 3,5 Prozent", "percent", 3.5),
        ("de", "Es beginnt um 14.30 Uhr", "clock", 870),
        ("fr", "12 500 personnes sont venues", "count", 12_500),
        ("es", "Subió un 2,5 %", "percent", 2.5),
        ("uk", "Виділили 1 мільярд 200 мільйонів гривень", "hryvnia", 1.2e9),
        ("ru", "Пришли 2 тысячи 500 человек", "count", 2_500),
        ("en", "1,200 people came", "count", 1_200),
        ("en", "It cost $4.1bn. in May", "dollar", 4.1e9),
        ("en", "It cost 4,100 million dollars", "dollar", 4.1e9),
        ("en", "It counted 9,000, and no more", "count", 9_000),
        ("es", "Vinieron mil doscientas personas", "count", 1_200),
    ],
)
def test_a_figure_is_read_as_its_language_writes_it(code: str, text: str, kind: str, value: float) -> None:
    assert read(text, load_language(code)) == [Figure(kind, value)]


@pytest.mark.parametrize(
    ("text", "start", "begins"),
    [
        ("Es sind 1200 Menschen, sagte sie.", "Es sind 1.200 Menschen.", True),
        ("Es sind 1200 Menschen.", "Es sind 1.300 Menschen.", False),
        ("Es sind keine 1200 Menschen.", "Es sind 1.200 Menschen.", False),
        ("30 Tote, 12 Verletzte", "12 Tote, 30 Verletzte", False),
    ],
)
def test_a_text_begins_with_another_however_figures_are_written(text: str, start: str, begins: bool) -> None:
    assert begins_with(text, start, load_language("de")) is begins


def test_letters_that_only_a_pattern_takes_for_others_are_read_as_these() -> None:
    assert read("It will cost 3 million euros at moſt.") == [Figure("euro", 3e6, "most")]
    assert read("It begins at half past ſİx in the afternoon.") == [Figure("clock", 1110)]
    assert read("Пришли \u1c81\u1c80е тысячи человек.", load_language("ru")) == [Figure("count", 2_000)]


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("en", "A hundred and twenty people came", 120),
        ("en", "One hundred and fifty-two thousand people came", 152_000),
        ("en", "One hundred twenty thousand people", 120_000),
        ("en", "one hundred and twelve thousand people", 112_000),
        ("en", "two hundred thousand people", 200_000),
        ("en", "two thousand five hundred and six people", 2_506),
        ("en", "a thousand and twenty people", 1_020),
        ("en", "two million three hundred thousand people", 2_300_000),
        ("en", "nineteen hundred and fifty people", 1_950),
        ("en", "a hundred people", 100),
        ("fr", "cent vingt mille personnes", 120_000),
        ("fr", "deux cent cinquante mille personnes", 250_000),
        ("fr", "mille deux cents personnes", 1_200),
        ("fr", "mille deux cent cinquante personnes", 1_250),
        ("fr", "cent vingt-et-une personnes", 121),
        ("fr", "deux cents personnes", 200),
        ("fr", "deux cent mille personnes", 200_000),
        ("fr", "quatre-vingt-dix mille personnes", 90_000),
        ("fr", "cent quatre-vingts personnes", 180),
        ("es", "ciento veinte mil personas", 120_000),
        ("es", "mil doscientos cincuenta personas", 1_250),
        ("es", "ciento cincuenta y dos mil personas", 152_000),
        ("es", "dos mil ciento veinte personas", 2_120),
        ("ru", "сто двадцать тысяч человек", 120_000),
        ("ru", "двести пятьдесят тысяч человек", 250_000),
        ("ru", "двести пятьдесят две тысячи человек", 252_000),
        ("ru", "Тысяча двести человек", 1_200),
        ("ru", "тысяча двести двадцать пять человек", 1_225),
        ("ru", "двести человек", 200),
        ("uk", "сто двадцять тисяч людей", 120_000),
        ("uk", "тисяча двісті людей", 1_200),
        ("uk", "сто двадцять людей", 120),
        ("uk", "тисяча людей", 1_000),
        ("de", "hundertzwanzig Menschen", 120),
        ("de", "zweihundertfünfzig Menschen", 250),
        ("de", "zweihundertfünfzigtausend Menschen", 250_000),
        ("de", "hundertzwanzigtausend Menschen", 120_000),
        ("de", "zweihundert Menschen", 200),
        ("de", "dreitausend Menschen", 3_000),
        ("de", "hundert Menschen", 100),
        ("de", "einhundertzwanzig Menschen", 120),
        ("de", "zwei Millionen dreihunderttausend Menschen", 2_300_000),
        ("de", "hunderttausend Menschen", 100_000),
        ("de", "zweihunderteinundzwanzig Menschen", 221),
        ("de", "einhunderttausend Menschen", 100_000),
    ],
)
def test_a_number_in_words_is_summed_up_to_its_scale(code: str, text: str, value: float) -> None:
    assert read(text, load_language(code)) == [Figure("count", value)]


def test_what_numbers_in_words_count_multiplies_the_whole() -> None:
    assert read("A hundred and twenty hours") == [Figure("minutes", 7_200)]
    assert read("One thousand two hundred hours") == [Figure("minutes", 72_000)]
    assert read("тысяча двести часов", load_language("ru")) == [Figure("minutes", 72_000)]
    assert read("dos mil quinientos millones de euros", load_language("es")) == [Figure("euro", 2.5e9)]


def test_a_number_behind_another_is_a_figure_of_its_own() -> None:
    assert read("It took two or three years.") == [Figure("count", 2), Figure("months", 36)]
    assert read("The $80 billion five-year plan failed.") == [Figure("dollar", 80e9), Figure("months", 60)]
    assert read("Two of three wells are dry.") == [Figure("count", 2), Figure("count", 3)]


def test_a_rate_tells_no_time() -> None:
    assert read("He pays $15 a month.") == [Figure("dollar", 15)]
    assert read("The wind blew at 135 miles an hour.") == [Figure("miles", 135)]
    assert read("It took an hour.") == [Figure("minutes", 60)]
    assert read("In three days a hundred people died.") == [Figure("days", 3), Figure("count", 100)]


def test_a_number_has_no_end_of_words() -> None:
    assert read(f"It cost {'one thousand ' * 5_000}boats.")[0] == Figure("count", 1_001)
    assert read(f"It cost one {'million ' * 60}boats.")[0] == Figure("count", 1e18)


def test_numbers_in_words_that_stand_apart_or_are_vague_are_no_one_number() -> None:
    assert read("A hundred men and twenty women left.") == [Figure("count", 100), Figure("count", 20)]
    assert read("Двести-триста человек", load_language("ru")) != [Figure("count", 500)]
    assert read("Mehrere hundert Menschen", load_language("de")) == []


@pytest.mark.parametrize(
    ("code", "text", "clock"),
    [
        ("en", "It begins at half past twelve at night.", "00:30"),
        ("en", "It begins at half past two at night.", "02:30"),
        ("en", "It begins at half past ten at night.", "22:30"),
        ("en", "It begins at 12:30 p.m.", "12:30"),
        ("en", "It begins at half past twelve in the afternoon.", "12:30"),
        ("de", "Es beginnt um halb zwölf nachts.", "23:30"),
        ("de", "Es beginnt um drei Uhr nachts.", "03:00"),
        ("fr", "La séance commence à 11 heures de la nuit.", "23:00"),
        ("es", "Empieza a las doce y media de la noche.", "00:30"),
        ("es", "Empieza a las diez de la noche.", "22:00"),
        ("uk", "Початок о першій ночі.", "01:00"),
        ("ru", "Начало в половине двенадцатого ночи.", "23:30"),
        ("ru", "Начало в половине первого дня.", "12:30"),
    ],
)
def test_an_hour_of_the_night_is_of_the_evening_or_of_the_morning(code: str, text: str, clock: str) -> None:
    hour, minute = map(int, clock.split(":"))
    assert read(text, load_language(code)) == [Figure("clock", 60 * hour + minute)]


def test_a_year_has_no_half_behind_it() -> None:
    assert read("In 2031 and a half year later it closed.")[0] == Figure("count", 2031)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("uk", "Поранено сімнадцятьох робітників.", 17),
        ("uk", "Паром вийшов із двадцятьома вантажівками.", 20),
        ("ru", "Паром вышел с двенадцатью грузовиками.", 12),
        ("ru", "Он гордится своей семью.", None),
    ],
)
def test_numbers_in_words_are_read_in_other_cases(language: str, text: str, value: float | None) -> None:
    assert [figure.value for figure in read(text, load_language(language))] == ([] if value is None else [value])
