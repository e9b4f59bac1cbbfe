"""Who answers in an interview: the one whom its beginning names, or nobody."""

from __future__ import annotations

import pytest

from summarizer import Article, Options, summarize

LEADS = {
    "en": ("Harbour master Ada Krell talked to us about the storm.", "Q", "A"),
    "de": ("Hafenmeisterin Ada Krell spricht im Interview über den Sturm.", "Frage", "Antwort"),
    "fr": ("La capitaine du port Ada Krell a accordé un entretien après la tempête.", "Question", "Réponse"),
    "es": ("La capitana del puerto Ada Krell habló con nosotros de la tormenta.", "Pregunta", "Respuesta"),
    "uk": ("Начальниця порту Ада Крелл дала інтерв'ю про шторм.", "Запитання", "Відповідь"),
    "ru": ("Начальница порта Ада Крелл дала интервью о шторме.", "Вопрос", "Ответ"),
}
SAID = {
    "en": "We lost four cranes. The quay stood.",
    "de": "Wir haben vier Kräne verloren. Der Kai hielt.",
    "fr": "Nous avons perdu quatre grues. Le quai a tenu.",
    "es": "Hemos perdido cuatro grúas. El muelle aguantó.",
    "uk": "Ми втратили чотири крани. Причал вистояв.",
    "ru": "Мы потеряли четыре крана. Причал выстоял.",
}
ASKED = {"en": "What did it cost you?", "de": "Was hat er Sie gekostet?", "fr": "Que vous a-t-elle coûté ?"}
ASKED |= {"es": "¿Qué les costó?", "uk": "Скільки це вам коштувало?", "ru": "Во что это вам обошлось?"}


def list_speakers(code: str, *lines: str) -> dict[str, str]:
    article = Article("\n\n".join(lines), "Post", language=code, published="2031-03-04", markup="markdown")
    briefing = summarize([article], Options(plan="general", date="2031-03-05"))
    return {one.text: one.speaker for one in briefing.trace if one.kind == "sentence"}


@pytest.mark.parametrize("code", LEADS)
def test_marked_answers_are_theirs_whom_the_beginning_names(code: str) -> None:
    (lead, question, answer), said = LEADS[code], SAID[code]
    asked, end = ASKED[code], said.split(". ")[1]
    found = list_speakers(code, lead, f"{question}: {asked}", f"{answer}: {said}", f"{question}: {asked}", said)
    name = "Ада Крелл" if code in ("uk", "ru") else "Ada Krell"
    assert {speaker for text, speaker in found.items() if text.startswith(answer)} == {name}
    assert {speaker for text, speaker in found.items() if text.startswith(question)} <= {""}
    assert found[end] in (name, "")
    # Without a beginning that names somebody nobody answers, least of all the mark.
    found = list_speakers(
        code, f"{question}: {asked}", f"{answer}: {said}", f"{question}: {asked}", f"{answer}: {said}"
    )
    assert set(found.values()) == {""}


@pytest.mark.parametrize("code", LEADS)
def test_below_questions_of_an_interview_answers_who_speaks_for_himself(code: str) -> None:
    lead, said = LEADS[code][0], SAID[code]
    asked, (first, end) = ASKED[code], said.split(". ")
    found = list_speakers(code, lead, f"**{asked}**", said, f"**{asked}**", end)
    assert found[f"{first}."] == ("Ада Крелл" if code in ("uk", "ru") else "Ada Krell")


def test_of_two_who_are_named_neither_answers() -> None:
    lead = "Harbour master Ada Krell and pilot Per Roth talked to us about the storm."
    found = list_speakers("en", lead, "Q. What was lost?", "A. We lost four cranes.", "Q. And now?", "A. We build.")
    assert set(found.values()) == {""}


def test_a_blank_may_stand_before_the_colon_of_a_french_mark() -> None:
    found = list_speakers("fr", LEADS["fr"][0], f"Q : {ASKED['fr']}", f"R : {SAID['fr']}")
    assert list(found.values()) == ["", "", "Ada Krell", "Ada Krell"]


def test_questions_that_a_reporter_answers_are_no_interview() -> None:
    lead = "Harbour master Ada Krell was asked in an interview about the storm that hit Arle on Monday."
    lines = ["What was lost?", "Four cranes fell into the basin.", "Who pays?", "The county has an insurance."]
    assert set(list_speakers("en", lead, *lines).values()) == {""}


def test_a_name_with_a_colon_speaks_to_the_end_of_its_line() -> None:
    lines = [
        "Bridge engineer Ada Krell on the storm.",
        "Post: What was lost?",
        "Krell: Four cranes fell. The quay stood.",
    ]
    found = list_speakers("en", *lines, "Post: Who pays?", "Krell: The county must. Nobody else can.")
    assert [found[text] for text in ("Krell: Four cranes fell.", "The quay stood.", "Nobody else can.")] == [
        "Ada Krell"
    ] * 3
