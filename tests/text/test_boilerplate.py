from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.lang.language import Language, known_languages, load_language
from summarizer.text.boilerplate import find_rule, mark_lines, read_rules

ENGLISH, GERMAN, FRENCH = map(load_language, ("en", "de", "fr"))
CASES = json.loads((Path(__file__).parents[1] / "cases" / "boilerplate.json").read_text(encoding="utf-8"))

EXAMPLES = {
    "copyright": "© 2031 Lake Herald. All rights reserved.",
    "developing story": "This is a developing story.",
    "correction": "Correction: An earlier version of this article gave the wrong height.",
    "byline": "By Ida Holm and Tom Rask",
    "wire note": "(OPTIONAL MATERIAL FOLLOWS.)",
    "contact": "You can reach her at ida@lake.example.",
    "photo caption": "Photo: Ida Holm",
    "related link": "Read more: The bridge in pictures",
    "advertisement": "Advertisement",
    "time stamp": "Published on 3 May 2031",
    "newsletter": "Sign up for our newsletter",
    "social line": "Follow us on Mastodon",
    "telephone number": "Please call us on 0900 555 0100.",
    "cookie line": "We use cookies.",
    "continue line": "Continue reading",
    "table row": "| Arle | 2 metres |",
    "greeting": "We will bring you more as we get it.",
    "call to readers": "Have you been affected by the flood?",
    "made by": "The views expressed here are the author's own.",
    "appeal": "Dear readers,",
    "embargo": "EMBARGOED UNTIL 00:01 GMT, 5 MARCH 2031",
    "end of a release": "Notes to editors:",
    "to its readers": "We will use your address only for our newsletters.",
}
#: Of a line that holds at the end of an article only.
LAST = {
    "about the author": "Ida Holm is a reporter covering rivers.",
    "postal address": "Lake Herald Ltd, 12 Quay Street, Norrvik",
}
LABELS = Path(__file__).parents[2] / "benchmarks" / "labels"
NEWS = (
    "The river rose by two metres overnight, and the old bridge was closed.",
    "The publisher said that all its rights had been sold to a bank.",
    "Readers will have to subscribe to both papers, the court said.",
    "“Please support us,” the mayor told the ministry.",
    "By Friday the water had fallen again.",
    "The photo shows the mayor in the water, the police said.",
    "Follow-up talks are planned for May.",
    "More than 3,000 people left Arle on Monday.",
    "Optional parts of the bridge will end up in Orn.",
    "A cookie factory burned down in Arle.",
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_lines_that_are_no_news_are_marked(case: dict[str, Any]) -> None:
    marks = mark_lines(case["lines"], ENGLISH, case.get("title", ""))
    assert [at for at, mark in enumerate(marks) if mark.kind == "boilerplate"] == case["boilerplate"]
    assert [at for at, mark in enumerate(marks) if mark.kind == "headline"] == case["headlines"]
    assert all(mark.why for mark in marks if mark.kind != "sentence")


def test_a_full_stop_of_another_script_ends_a_sentence_too() -> None:
    lines = ["港の市場", "港の市場は月曜日に閉まります。", "「新しい市場は駅の前です。」", "市長は計画を発表しました。"]
    assert [mark.kind for mark in mark_lines(lines, ENGLISH)] == ["headline", "sentence", "sentence", "sentence"]


@pytest.mark.parametrize(
    ("code", "end"),
    [
        ("en", "- ENDS -"), ("en", "###"), ("en", "Notes to editors:"), ("de", "Pressekontakt:"), ("de", "– Ende –"),
        ("fr", "Contact presse :"), ("es", "- FIN -"), ("uk", "Контакти для преси:"), ("ru", "Контакты для СМИ:"),
    ],
)  # fmt: skip
def test_what_stands_behind_the_end_of_a_press_release_is_no_news(code: str, end: str) -> None:
    news, behind = (
        ["The town buys the old mill, the mayor said on Monday."] * 3,
        ["Arle was founded in 1311.", "Ida Holm"],
    )
    kinds = [mark.kind for mark in mark_lines([*news, end, *behind], load_language(code))]
    assert kinds == ["sentence"] * 3 + ["boilerplate"] * 3
    # What is most of a text is the text.
    kinds = [mark.kind for mark in mark_lines([*news[:1], end, *news], load_language(code))]
    assert kinds == ["sentence", "boilerplate", "sentence", "sentence", "sentence"]


@pytest.mark.parametrize(("rule", "text"), EXAMPLES.items())
def test_a_rule_holds_in_a_paragraph_if_its_table_says_so(rule: str, text: str) -> None:
    table = ENGLISH.table("boilerplate.rules")[rule]
    assert find_rule(text, ENGLISH, in_paragraph=True) == (rule if table.get("in_paragraphs") else "")


@pytest.mark.parametrize(("rule", "text"), EXAMPLES.items())
def test_a_rule_holds_for_indirect_speech_unless_its_table_says_otherwise(rule: str, text: str) -> None:
    table = ENGLISH.table("boilerplate.rules")[rule]
    told = {find_rule(f"{text}, the mayor said.", ENGLISH), find_rule(f"{text.rstrip('.')}, the mayor said.", ENGLISH)}
    assert told == {""} or not table.get("unless_reported")


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("No release before Friday for the three hostages, the army said.", ""),
        ("No broadcasting before noon, the court ruled on Monday.", ""),
        ("Embargo: Russia bans Arle fish from Monday.", ""),
        ("Embargo: Russia bans Arle fish from Monday", ""),
        ("Embargo: Tuesday, March 5, 9 a.m. GMT", "embargo"),
        ("EMBARGO – strictly not for publication before 00:01GMT on Tuesday 5th March 2031", "embargo"),
        ("Not for release before noon on Tuesday", "embargo"),
    ],
)
def test_a_line_of_an_embargo_names_a_day_or_an_hour_and_else_it_is_news(line: str, rule: str) -> None:
    assert find_rule(line, ENGLISH) == rule


def test_every_rule_has_an_example() -> None:
    assert EXAMPLES.keys() | LAST.keys() == read_rules(ENGLISH).keys()


@pytest.mark.parametrize(("rule", "text"), LAST.items())
def test_what_stands_at_the_end_of_an_article_is_news_elsewhere(rule: str, text: str) -> None:
    assert find_rule(text, ENGLISH, at_end=True) == rule
    assert find_rule(text, ENGLISH) == ""


@pytest.mark.parametrize("language", [ENGLISH, GERMAN], ids=["en", "de"])
def test_no_news_is_lost_and_nearly_all_else_is_known(language: Language) -> None:
    rows = LABELS.joinpath(f"boilerplate_{language.code}.tsv").read_text(encoding="utf-8").splitlines()
    lines = [row.split("\t") for row in rows if not row.startswith("# ")]
    marked = {}
    for label, text in lines:
        behind = [] if label == "e" else ["It snowed."]
        marked[text] = mark_lines(["It rained.", text, *behind], language)[1]
    assert [text for label, text in lines if label == "n" and marked[text].kind != "sentence"] == []
    missed = [text for label, text in lines if label != "n" and marked[text].kind == "sentence"]
    # A line of several sentences is judged by each of them, when they are parted.
    assert len(missed) <= 0.08 * len(lines)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The post Flood in Arle appeared first on Lake Herald."),
        ("de", "Der Beitrag Flut in Arle erschien zuerst auf Seebote."),
        ("fr", "L’article Crue à Arle est apparu en premier sur Le Lac."),
        ("es", "La entrada Crecida en Arle se publicó primero en El Lago."),
        ("ru", "Сообщение Потоп в Арле появились сначала на Озеро."),
    ],
)
def test_where_a_text_first_stood_is_no_news(code: str, text: str) -> None:
    assert find_rule(text, load_language(code)) == "related link"


@pytest.mark.parametrize("code", known_languages())
def test_a_pattern_for_the_beginning_of_a_line_is_found_nowhere_else(code: str) -> None:
    for patterns in load_language(code).rules("boilerplate.rules").values():
        for pattern in patterns:
            if pattern.pattern.removeprefix("(?i)").startswith("^"):
                found = [text for text in EXAMPLES.values() if pattern.search(f"Then. {text}")]
                assert found == [text for text in found if pattern.match(f"Then. {text}")]


@pytest.mark.parametrize(("rule", "text"), EXAMPLES.items())
def test_a_rule_knows_its_example(rule: str, text: str) -> None:
    assert find_rule(text, ENGLISH) == rule


@pytest.mark.parametrize("text", NEWS)
def test_news_that_only_mentions_such_things_stays(text: str) -> None:
    assert find_rule(text, ENGLISH) == ""
    assert find_rule(text, ENGLISH, in_paragraph=True) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Ida Holm contributed to this report.",
        "Ida Holm and Tom Rask contributed reporting.",
        "By Ida Holm, Staff Writer | Updated 10:15 a.m.",
        "Ida Holm, Tom Rask and Ana van Dahl in Arle contributed to this article.",
    ],
)
def test_those_who_helped_with_a_report_are_a_byline(text: str) -> None:
    assert find_rule(text, ENGLISH) == "byline"


@pytest.mark.parametrize(
    ("language", "rule", "text"),
    [
        (GERMAN, "copyright", "Alle Rechte vorbehalten"),
        (GERMAN, "correction", "Anmerkung der Redaktion: Der Pegel stand falsch im Text."),
        (GERMAN, "greeting", "Das war es für heute."),
        (GERMAN, "call to readers", "Sind Sie vom Hochwasser betroffen?"),
        (GERMAN, "byline", "Von Ida Holm und Tom Rask"),
        (GERMAN, "related link", "Lesen Sie auch: Die Brücke in Bildern"),
        (GERMAN, "advertisement", "ANZEIGE"),
        (GERMAN, "time stamp", "Stand: 3. Mai 2031"),
        (FRENCH, "copyright", "Tous droits réservés"),
        (FRENCH, "byline", "Par Ida Holm"),
        (FRENCH, "advertisement", "Publicité"),
        (FRENCH, "byline", "Rédaction web avec les agences"),
        (FRENCH, "social line", "Suivez Radio Meuse sur TikTok et Facebook"),
        (FRENCH, "continue line", "Vidéo réservée aux abonnés"),
    ],
)
def test_a_line_is_known_by_the_rules_of_its_language_only(language: Language, rule: str, text: str) -> None:
    assert find_rule(text, language) == rule
    assert find_rule(text, ENGLISH) == ""


@pytest.mark.parametrize(("rule", "text"), EXAMPLES.items())
@pytest.mark.parametrize("code", ["de", "fr", "xx"])
def test_a_line_in_english_is_known_in_every_language(code: str, rule: str, text: str) -> None:
    assert find_rule(text, load_language(code)) == rule


@pytest.mark.parametrize("code", known_languages())
def test_a_language_has_no_rules_but_those_of_english(code: str) -> None:
    assert read_rules(load_language(code)).keys() == read_rules(ENGLISH).keys()


def test_the_title_is_a_headline_wherever_its_case_and_accents_differ() -> None:
    marks = mark_lines(["THE CAFE IS SHUT.", "The café in Arle was shut on Monday."], ENGLISH, "The café is shut")
    assert [(mark.kind, mark.why) for mark in marks] == [("headline", "the title"), ("sentence", "")]


@given(st.lists(st.sampled_from([*EXAMPLES.values(), *NEWS, "", " ", "A short line", "# Heading", "\x00", "“", "…"])))
def test_each_line_gets_one_mark(lines: list[str]) -> None:
    marks = mark_lines(lines, ENGLISH)
    assert len(marks) == len(lines)
    assert all(mark.kind != "headline" for mark, line in zip(marks, lines, strict=True) if not line.strip())


@given(st.lists(st.text(), max_size=6), st.text())
def test_any_lines_can_be_marked(lines: list[str], title: str) -> None:
    assert len(mark_lines(lines, ENGLISH, title)) == len(lines)


@pytest.mark.parametrize(
    "line",
    [
        "PresidentDahl " * 200,
        "OSLO " * 500,
        "By " + "Ana Dahl and " * 200,
        "Ana Dahl, " * 200,
        "we " * 1_000,
        "share " * 500,
    ],
    ids=lambda line: line[:12],
)
def test_a_line_made_to_take_long_is_marked_all_the_same(line: str) -> None:
    assert find_rule(line, ENGLISH) in {"", *read_rules(ENGLISH)}


def test_what_is_appended_to_news_takes_nothing_with_it() -> None:
    line = "The bridge was closed. Follow us on Mastodon. Learn more about your ad choices."
    assert find_rule(line, ENGLISH) == ""
    assert find_rule("Follow us on Mastodon. The bridge was closed.", ENGLISH) == "social line"


def test_who_wrote_a_post_that_an_article_shows_is_no_news() -> None:
    assert find_rule("— Ada Korr (@adakorr) 4 mars 2031", ENGLISH) == "social line"
    assert find_rule("— Ada Korr (52) was elected on Monday, the town said.", ENGLISH) == ""


@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize("piece", ["Ana Dahl, ", "Ana Dahl and ", "Liebe Leser, ", "dpa, ", "(Ana Dahl/", "you our "])
def test_no_rule_takes_long_for_a_line_that_repeats_its_words(code: str, piece: str) -> None:
    start = time.process_time()
    find_rule(piece * 150 + "!x", load_language(code), at_end=True)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("code", "address", "stamp", "paid"),
    [
        ("en", "Lake Herald Ltd, 1 Old Mill Lane, Arle AB1 2CD", "Received: 2031-03-01", "Paid content"),
        ("de", "Seebote GmbH & Co. KG, Hafenstraße 3, 12345 Norrvik", "Ausgedruckt am 5.3.2031", "Anzeige"),
        ("fr", "Le Phare SARL, 3 rue du Port, 29000 Norrvik", "Imprimé le 5 mars 2031", "Contenu sponsorisé"),
        ("es", "El Faro S. L., calle del Puerto 3, 29000 Norrvik", "Consultado el 5 de marzo de 2031", "Publicidad"),
        ("uk", "ТОВ Голос, вул. Портова, 3, Норвік", "Роздруковано 5 березня 2031", "Рекламний матеріал"),
        ("ru", "ООО Вестник, ул. Портовая, 3, Норвик", "Дата обращения: 5 марта 2031", "Рекламный материал"),
    ],
)
def test_addresses_stamps_and_labels_are_no_news_in_any_language(
    code: str, address: str, stamp: str, paid: str
) -> None:
    language = load_language(code)
    found = [find_rule(line, language, at_end=True) for line in (address, stamp, paid)]
    assert found == ["postal address", "time stamp", "advertisement"]


@pytest.mark.parametrize(
    "line",
    [
        "Received 2031-03-01 by the court, the letter lay in a drawer for weeks.",
        "Admission to the museum will be free from May on, the town said.",
        "Printed papers lost 3 percent of their readers in 2031, a study says.",
        "Breaking the ice took three days.",
    ],
)
def test_a_sentence_that_only_begins_like_a_stamp_or_label_is_news(line: str) -> None:
    assert find_rule(line, ENGLISH, at_end=True) == ""


@pytest.mark.parametrize("code", ["de", "en", "es", "fr"])
def test_no_author_has_a_name_without_end(code: str) -> None:
    name = re.compile(load_language(code).alternatives("boilerplate.name"))
    assert [bool(name.fullmatch(f"A{'.' * stops} Dahl")) for stops in (1, 40, 41)] == [True, True, False]


@pytest.mark.parametrize(("code", "heading"), [("en", "Related articles"), ("de", "Mehr zum Thema")])
def test_links_under_a_heading_are_items_or_end_an_article(code: str, heading: str) -> None:
    before, behind = "The mill of Dorn burned down on Monday.", "The town will build a new one."
    short = ["Two men died in the flood at the mill", "“Wir helfen”, sagte er"]
    long = "- Why the council of Norrvik wants to sell the old ferry to a firm in Orn next year and nobody is asked"
    items = [long, "", "- Ferry to Larm sold"]

    def find(*lines: str) -> list[bool]:
        marks = mark_lines([before, heading, *lines], load_language(code))
        return [mark.why == "list of links" for mark in marks[2:]]

    assert find(*short, behind) == [False, False, False]
    assert find(*short) == [True, True]
    assert find(*items, behind, short[0]) == [True, False, True, False, False]
    assert find(*items, *short, behind) == [True, False, True, False, False, False]
    assert find(*items, *short) == [True, False, True, True, True]


def test_the_times_of_entries_that_stand_newest_first_are_marks_and_those_of_a_timetable_are_not() -> None:
    told = ["The tram is back on its rails.", "Nobody was hurt, the driver says.", "A tram left its rails."]
    for stamps in (["10:15 ", "9:40 ", "9:05 "], ["10.15 Uhr: ", "9.40 Uhr: ", "9.05 Uhr: "]):
        lines = [f"{stamp}{text}" for stamp, text in zip(stamps, told, strict=True)]
        marks = mark_lines(lines, ENGLISH)
        assert [line[mark.begin :] for line, mark in zip(lines, marks, strict=True)] == told
        assert not any(mark.begin for mark in mark_lines(lines[::-1], ENGLISH))
    for stamps in (
        ["12.50", "8.40", "2.10"],
        ["78:64", "71:69", "70:66"],
        ["58.72 ", "54.10 ", "53.99 "],
        ["20:00 ", "18:30 "],
    ):
        lines = [f"{stamp} {text}" for stamp, text in zip(stamps, told, strict=False)]
        assert not any(mark.begin for mark in mark_lines(lines, ENGLISH)), stamps
    assert not any(mark.begin for mark in mark_lines(["10.15 Uhr:", "9.40 Uhr: Eine Bahn.", "9.05 Uhr: Los."], GERMAN))
    assert not any(
        mark.begin for mark in mark_lines([f"{at} Uhr endete ein Spiel." for at in ("9.40", "9.05")], GERMAN)
    )
