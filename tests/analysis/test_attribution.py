from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.analysis.attribution import attribute, find_core
from summarizer.analysis.parties import find_parties
from summarizer.lang.language import load_language
from summarizer.model import Actor, Article, Sentence
from summarizer.text.segmentation import segment
from summarizer.text.sentences import split_line

ENGLISH = load_language("en")
FOLDER = Path(__file__).parents[1] / "cases"
CASES = json.loads((FOLDER / "speakers.json").read_text(encoding="utf-8"))
REPORTING = json.loads((FOLDER / "reporting.json").read_text(encoding="utf-8"))


def sentences_of(lines: list[str]) -> tuple[list[Sentence], dict[tuple[int, int], int]]:
    sentences: list[Sentence] = []
    places = {}
    for number, line in enumerate(lines):
        for order, (start, end) in enumerate(split_line(line, load_language("en"))):
            places[number, order] = len(sentences)
            sentences.append(Sentence("a", number, len(sentences), start, end, line[start:end]))
    return sentences, places


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_sentence_has_the_speaker_and_origin_that_an_editor_reads_in_it(case: dict[str, Any]) -> None:
    actors = [Actor(a["id"], a["name"], tuple(a["aliases"]), tuple(a["spokespeople"])) for a in case["actors"]]
    sentences, places = sentences_of(case["lines"])
    voices = find_parties(attribute(sentences, actors, ENGLISH), [one.text for one in sentences], ENGLISH, actors)
    for expected in case["expect"]:
        voice = voices[places[expected["line"], expected["sentence"]]]
        assert (voice.actor, voice.origin) == (expected["actor"], expected["origin"])
        if expected["speaker"]:
            assert voice.speaker == expected["speaker"]


@pytest.mark.parametrize(("speaker", "text"), REPORTING)
def test_who_reports_is_heard_in_all_the_ways_of_reporting(speaker: str, text: str) -> None:
    [voice] = attribute([Sentence("a", 0, 0, 0, len(text), text)], [], ENGLISH)
    assert voice.speaker == speaker


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("de", "Das Ministerium für Häfen und Handel teilte mit, es regne.", "das Ministerium für Häfen und Handel"),
        ("de", "Nach Angaben von Ida Voss und Karl Lang ist die Brücke zu.", "Ida Voss und Karl Lang"),
        ("fr", "Selon Ida Voss et Karl Lang, le pont est fermé.", "Ida Voss et Karl Lang"),
        ("es", "Ida Voss y Karl Lang dijeron que el puente sigue cerrado.", "Ida Voss y Karl Lang"),
        ("uk", "«Міст закрито», — заявили Іда Восс і Карл Ланг.", "Іда Восс і Карл Ланг"),
        ("ru", "«Мост закрыт», — заявили Ида Восс и Карл Ланг.", "Ида Восс и Карл Ланг"),
    ],
)
def test_who_speak_together_are_heard_together_in_each_language(code: str, text: str, speaker: str) -> None:
    [voice] = attribute([Sentence("a", 0, 0, 0, len(text), text)], [], load_language(code))
    assert voice.speaker == speaker


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("en", "“The bridge is closed,” said Anna Dahl and Bo Berg left the room.", "Anna Dahl"),
        ("en", "“The bridge is closed,” said the mayor and the police closed the road.", "the mayor"),
        ("de", "„Die Brücke ist zu“, sagte Anna Dahl und Bo Berg verließ den Saal.", "Anna Dahl"),
        ("fr", "« Le pont est fermé », a dit Anne Dal et Luc Berg a quitté la salle.", "Anne Dal"),
        ("fr", "« Le pont est fermé », a dit le maire et la police ferma la route.", "le maire"),
        ("es", "«El puente está cerrado», dijo el alcalde y la policía cerró la calle.", "el alcalde"),
        ("uk", "«Міст закрито», — сказала Анна Даль і Іван Берг залишив залу.", "Анна Даль"),
        ("uk", "Сказала Анна Даль в інтерв'ю агентству Reuters", "Анна Даль"),
        ("ru", "«Мост закрыт», — сказала Анна Даль и Иван Берг покинул зал.", "Анна Даль"),
    ],
)
def test_who_does_something_else_behind_a_speaker_does_not_speak_with_him(code: str, text: str, speaker: str) -> None:
    [voice] = attribute([Sentence("a", 0, 0, 0, len(text), text)], [], load_language(code))
    assert voice.speaker == speaker


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("en", "“The bridge is closed,” said Anna Dahl and Bo Berg together on Monday.", "Anna Dahl and Bo Berg"),
        ("fr", "« Le pont est fermé », ont dit Anne Dal et Luc Berg ensemble lundi.", "Anne Dal et Luc Berg"),
        ("uk", "«Міст закрито», — заявили Анна Даль і Іван Берг спільно в середу.", "Анна Даль і Іван Берг"),
        ("ru", "«Мост закрыт», — заявили Анна Даль и Иван Берг совместно в среду.", "Анна Даль и Иван Берг"),
        ("de", "„Die Brücke ist zu“, teilten die Polizei und die Stadt gemeinsam mit.", "die Polizei und die Stadt"),
        ("de", "Am Montag forderten Anna Dahl und Bo Berg mehr Geld.", "Anna Dahl und Bo Berg"),
        ("de", "„Die Brücke ist zu“, gaben Anna Dahl und Bo Berg bekannt.", "Anna Dahl und Bo Berg"),
    ],
)
def test_a_word_behind_two_who_speak_together_is_no_verb_of_the_second(code: str, text: str, speaker: str) -> None:
    [voice] = attribute([Sentence("a", 0, 0, 0, len(text), text)], [], load_language(code))
    assert voice.speaker == speaker


def test_a_verb_of_the_past_is_no_part_of_who_acts_in_ukrainian() -> None:
    text = "Поліція затримала за власними даними трьох водіїв."
    [voice] = attribute([Sentence("a", 0, 0, 0, len(text), text)], [], load_language("uk"))
    assert voice.speaker == "поліція"


@pytest.mark.parametrize(
    ("before", "text", "speaker"),
    [
        ("Hanne Brekke and Jon Fors said the ice was thin.", "She added that nobody had fallen in.", ""),
        (
            "Hanne Brekke and Jon Fors said the ice was thin.",
            "They added that nobody had fallen in.",
            "Hanne Brekke and Jon Fors",
        ),
        ("When the blast shook Arden, the Norland Cabinet had met.", "The Cabinet said it would wait.", "the Cabinet"),
        ("Moments later, the ice broke.", "She said nobody had fallen in.", ""),
        ("The lift was safe, the ministry said.", "The firm that runs it, led by Kai Orn, says it must close.", ""),
        ("The lift was safe, the ministry said.", "The climbers that tested it said the rope was worn.", ""),
        ("The lift was safe, the ministry said.", "In May it said that the rope was worn.", "the ministry"),
    ],
)
def test_who_is_meant_by_the_sentence_before_is_nobody_of_several(before: str, text: str, speaker: str) -> None:
    sentences = [Sentence("a", 0, 0, 0, len(before), before), Sentence("a", 0, 1, len(before) + 1, 999, text)]
    assert attribute(sentences, [], ENGLISH)[1].speaker == speaker


@pytest.mark.parametrize(
    ("code", "before", "text", "speaker"),
    [
        (
            "en",
            "“We go on,” said Ida Voss, the chair of the bakers' union.",
            "The cooks' union said no.",
            "the cooks' union",
        ),
        ("en", "The bakers' union said yes.", "The cooks' union said no.", "the cooks' union"),
        ("en", "The Bakers' Union said yes.", "The cooks' union said no.", "the cooks' union"),
        ("en", "The port office said yes.", "“It is late,” the judge's office said.", "the judge's office"),
        ("en", "The Harbour Ministry said yes.", "The Forest Ministry said no.", "the Forest Ministry"),
        ("en", "A port spokesman said yes.", "The bank spokesman said no.", "the bank spokesman"),
        ("en", "The bakers’ union said yes.", "The bakers' union said it would go on.", "the bakers’ union"),
        ("en", "The bakers' union said yes.", "The union said it would go on.", "the bakers' union"),
        (
            "fr",
            "Le syndicat des boulangers a dit oui.",
            "Le syndicat des cuisiniers a dit non.",
            "le syndicat des cuisiniers",
        ),
        ("de", "Das Hafenamt sagte ja.", "Das Forstamt sagte nein.", "das Forstamt"),
        ("de", "Das Amt für Häfen sagte ja.", "Das Amt für Wälder sagte nein.", "das Amt für Wälder"),
    ],
)
def test_two_bodies_of_one_kind_are_two_speakers(code: str, before: str, text: str, speaker: str) -> None:
    sentences = [Sentence("a", 0, 0, 0, 99, before), Sentence("a", 0, 1, 100, 199, text)]
    assert attribute(sentences, [], load_language(code))[1].speaker == speaker


@pytest.mark.parametrize(
    ("code", "text", "actor"),
    [
        ("en", "Dahl told him of the bridge in March, Ove Lind said.", ""),
        ("en", "Dahl rejected the bridge, Ove Lind said.", ""),
        ("en", "Dahl rejected the bridge, a baker said.", "dahl"),
        ("en", "Dahl rejected the bridge, Dahl said.", "dahl"),
        ("de", "Laut Ove Lind hat Dahl die Brücke abgelehnt.", ""),
        ("fr", "Selon Ove Lind, Dahl a rejeté le pont.", ""),
    ],
)
def test_what_somebody_else_with_a_name_says_an_actor_did_is_not_the_actors_word(
    code: str, text: str, actor: str
) -> None:
    dahl = Actor("dahl", "Ines Dahl", ("Dahl",))
    [voice] = attribute([Sentence("a", 0, 0, 0, len(text), text)], [dahl], load_language(code))
    assert voice.actor == actor


@pytest.mark.parametrize(("who", "actor"), [("Ove Lind", ""), ("a baker", "port")])
def test_what_somebody_else_says_the_chair_of_an_actor_did_is_not_the_actors_word(who: str, actor: str) -> None:
    port = Actor("port", "the Port Board", ("Port Board",))
    texts = ["Ida Voss, the chair of the Port Board, said no.", f"Ida Voss rejected the bridge, {who} said."]
    sentences = [Sentence("a", at, at, 100 * at, 100 * at + 99, text) for at, text in enumerate(texts)]
    voices = find_parties(attribute(sentences, [port], ENGLISH), texts, ENGLISH, [port])
    assert [voice.actor for voice in voices] == ["port", actor]


def test_headlines_and_boilerplate_have_no_voice() -> None:
    sentences = [
        Sentence("a", 0, 0, 0, 14, "Dahl says no.", kind="headline"),
        Sentence("a", 1, 1, 15, 30, "Dahl said: Subscribe.", kind="boilerplate"),
    ]
    assert [voice.speaker for voice in attribute(sentences, [], ENGLISH)] == ["", ""]


def test_an_outlet_of_the_story_can_be_an_origin_though_nobody_knows_it() -> None:
    text = "The bridge is closed, Klokan Dennik reported."
    voices = attribute([Sentence("a", 0, 0, 0, len(text), text)], [], ENGLISH, own=["Klokan Dennik"])
    assert voices[0].origin == "Klokan Dennik"


def test_what_stands_in_quotation_marks_is_no_narrator() -> None:
    text = "“Dahl said no, Reuters reported.”"
    assert (
        attribute([Sentence("a", 0, 0, 0, len(text), text)], [Actor("dahl", "Ines Dahl", ("Dahl",))], ENGLISH)[
            0
        ].speaker
        == ""
    )


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("The envoy said late on Friday that the pact was ready.", "the pact was ready."),
        ("The envoy, Ana Holm, said the pact was ready.", "the pact was ready."),
        ("In Arden, the envoy said the pact was ready.", "In Arden,  the pact was ready."),
        ("The pact was ready, the envoy said on Friday.", "The pact was ready, ."),
        ("The envoy rejected it and said the pact was ready.", "The envoy rejected it and said the pact was ready."),
        ("The envoy warned that the pact was not ready.", "The envoy warned that the pact was not ready."),
    ],
)
def test_what_only_tells_who_speaks_is_an_attribution(text: str, core: str) -> None:
    (voice,) = attribute([Sentence("a", 0, 0, 0, len(text), text)], [], ENGLISH)
    for start, end in reversed(voice.attribution):
        text = text[:start] + text[end:]
    assert text.strip() == core


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Norway will close its ports.", "norway"),
        ("In spring, Norway will close its ports.", "norway"),
        ("But Norway is looking for other ports.", "norway"),
        ("Lind, the harbour master, opened the gates.", "lind"),
        ("Norwegian officials opened the gates.", "norway"),
        ("Lind's patience has an end.", "lind"),
        ("The gates of Norway were opened.", ""),
        ("Norway was opened to trade.", ""),
        ("Norway faces a storm.", ""),
        ("Norwegian troops crossed the river.", ""),
        ("Norway and Lind opened the gates.", ""),
        ("Storms wanting in force came to Norway.", ""),
    ],
)
def test_an_actor_may_be_the_subject_where_nobody_speaks(text: str, subject: str) -> None:
    actors = [Actor("norway", "Norway"), Actor("lind", "Tor Lind", ("Lind",))]
    (voice,) = attribute([Sentence("a", 0, 0, 0, len(text), text)], actors, ENGLISH)
    assert (voice.actor, voice.subject) == ("", subject)


@pytest.mark.parametrize(
    ("code", "text", "subject"),
    [
        ("de", "Am Montag stoppte die Werft Nordkai den Bau.", "yard"),
        ("de", "Gewinn macht die „Nordkai“ damit nicht.", "yard"),
        ("de", "Auf Nordkai folgten die Schauerleute.", ""),
        ("de", "Der Montag war still.", ""),
        ("es", "La directora del puerto, Elena Sarro, viajará a la costa.", "sarro"),
        ("fr", "Les débardés ont vidé deux camions.", "crews"),
        ("fr", "Nordkai et Sarro ont vidé deux camions.", ""),
        ("uk", "Сіно вантажники вивезли ще ввечері.", "crews"),
        ("ru", "Причал «Нордкай» занимает третий год.", "yard"),
    ],
)
def test_where_the_order_of_words_is_free_a_sentence_tells_of_the_one_actor_whom_it_names(
    code: str, text: str, subject: str
) -> None:
    actors = [
        Actor("yard", "Nordkai", ("«Нордкай»",)),
        Actor("crews", "Hafenarbeiter", ("die Schauerleute", "les débardés", "вантажники")),
        Actor("sarro", "Elena Sarro", ("Sarro",)),
    ]
    (voice,) = attribute([Sentence("a", 0, 0, 0, len(text), text)], actors, load_language(code))
    assert (voice.actor, voice.subject) == ("", subject)


def test_whom_a_pronoun_means_is_told_of_where_the_order_of_words_is_free() -> None:
    texts = ["Sarro verließ den Hafen.", "Von einem Streit wollte sie nicht sprechen.", "Es regnete."]
    sentences = [Sentence("a", 0, at, at * 99, at * 99 + len(text), text) for at, text in enumerate(texts)]
    voices = attribute(sentences, [Actor("sarro", "Elena Sarro", ("Sarro",))], load_language("de"))
    assert [voice.subject for voice in voices] == ["sarro", "sarro", ""]


def test_a_number_behind_a_name_is_no_part_of_it() -> None:
    text = "In der Werft stehen nach Darstellung von Elena Sarro 140 Beschäftigte ohne Arbeit da."
    (voice,) = attribute([Sentence("a", 0, 0, 0, len(text), text)], [], load_language("de"))
    assert voice.speaker == "Elena Sarro"


def test_a_quotation_that_may_lack_its_mark_before_its_speaker_is_not_of_whoever_spoke_before() -> None:
    lines = ["Ana Dahl said: “The dam was old.", "“The water took the houses, said Ivo Lind.", "“It came at night."]
    (sentences,), _ = segment([Article("\n\n".join(lines), id="a1", language="en")])
    assert [one.speaker for one in attribute(sentences, (), ENGLISH)] == ["Ana Dahl", "", ""]


def test_what_is_said_behind_a_quoted_speaker_is_part_of_the_core() -> None:
    text = "Radio Arle quoted Lind as saying that the ferry would sail at noon."
    sentence = Sentence("a", 0, 0, 0, len(text), text)
    (voice,) = attribute([sentence], [Actor("lind", "Tor Lind", ("Lind",))], ENGLISH)
    assert "would sail at noon" in find_core(sentence, voice)


@pytest.mark.parametrize(
    "text",
    [
        "Die Sperrung kostet die Händler laut Bürgermeister Lind jeden Tag 3000 Euro.",
        "Laut Bürgermeister Lind kostet die Sperrung jeden Tag 3000 Euro, die niemand ersetzt.",
    ],
)
def test_what_goes_on_behind_a_source_amid_a_sentence_is_part_of_the_core(text: str) -> None:
    (voice,) = attribute([Sentence("a", 0, 0, 0, len(text), text)], [], load_language("de"))
    core = find_core(Sentence("a", 0, 0, 0, len(text), text), voice)
    assert "jeden Tag 3000 Euro" in core
    assert "Lind" not in core


def test_in_a_language_without_tables_nobody_is_heard() -> None:
    text = "Dahl said on Monday that the pact was ready, Reuters reported."
    sentence = Sentence("a", 0, 0, 0, len(text), text)
    (voice,) = attribute([sentence], [], load_language("xx"))
    assert (voice.speaker, voice.origin, voice.attribution) == ("", "", ())


def test_an_expression_of_several_words_is_one_verb() -> None:
    text = "Lind ruled out a second bridge."
    (voice,) = attribute([Sentence("a", 0, 0, 0, len(text), text)], [Actor("lind", "Tor Lind", ("Lind",))], ENGLISH)
    assert (voice.actor, voice.stance, voice.rule) == ("lind", True, "Lind … ruled out")


def test_a_role_of_another_body_is_not_who_had_such_a_role_before() -> None:
    said = ["Union spokesman Karl Voss said no.", "The ministry's spokesman said yes.", "The spokesman said it twice."]
    sentences = [Sentence("a", at, at, 100 * at, 100 * at + 99, text) for at, text in enumerate(said)]
    voices = attribute(sentences, [], ENGLISH)
    assert [voice.speaker for voice in voices] == ["Karl Voss", "the ministry's spokesman", "the ministry's spokesman"]


def test_whose_town_it_is_tells_no_other_mayor() -> None:
    said = ["Mayor Ana Dahl said it.", "It rained.", "The city's mayor said yes."]
    sentences = [Sentence("a", at, at, 100 * at, 100 * at + 99, text) for at, text in enumerate(said)]
    assert [voice.speaker for voice in attribute(sentences, [], ENGLISH)] == ["Ana Dahl", "", "Ana Dahl"]
