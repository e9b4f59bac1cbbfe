from __future__ import annotations

import pytest

from summarizer.analysis.attribution import attribute
from summarizer.analysis.glosses import find_glosses
from summarizer.analysis.names import learn_names
from summarizer.api import summarize
from summarizer.lang.language import load_language
from summarizer.model import Article, Length, Options, Sentence

ENGLISH = load_language("en")
#: The lines of an article, and what the last one's sentence is glossed with.
CASES = [
    (["Mayor Ana Dahl closed the bridge.", "She was in a hurry."], " [Dahl]"),
    (["Mayor Ana Dahl closed the bridge.", "But she was in a hurry."], " [Dahl]"),
    (["Mayor Ana Dahl closed the bridge with Per Moe.", "She was in a hurry."], " [Dahl]"),
    (["Mayor Ana Dahl met the baker Per Moe.", "He was in a hurry."], " [Dahl]"),
    (["“It is closed,” Ana Dahl said.", "“Nobody may cross it.”"], "[Dahl:] "),
    # Not sure, and so not glossed.
    (["Ana Dahl and Per Moe closed the bridge.", "He was in a hurry."], ""),
    (["Ana Dahl said that Per Moe closed the bridge.", "He was in a hurry."], ""),
    (["Ana Dahl closed the bridge.", "It rained.", "She was in a hurry."], ""),
    (["The Harbour Times closed its office.", "He was in a hurry."], ""),
    (["The bridge was closed by the town.", "She was in a hurry."], ""),
    (["“It is closed,” a driver said.", "“Nobody may cross it.”"], ""),
    # Needs none.
    (["Ana Dahl closed the bridge.", "The town was angry."], ""),
    (["Ana Dahl closed the bridge.", "Hers is the last word."], ""),
]


def gloss_all(lines: list[str]) -> list[str]:
    sentences, start = [], 0
    for number, line in enumerate(lines):
        sentences.append(Sentence("a", number, number, start, start + len(line), line))
        start += len(line) + 1
    names = learn_names((line, ENGLISH) for line in lines)
    voices = attribute(sentences, [], ENGLISH, names)
    return [found.after if found else "" for found in find_glosses(sentences, voices, names, ENGLISH)]


@pytest.mark.parametrize(("lines", "gloss"), CASES)
def test_a_pronoun_or_quotation_is_glossed_where_one_person_can_be_meant(lines: list[str], gloss: str) -> None:
    assert gloss_all(lines)[-1] == gloss


def test_whom_an_article_names_only_once_is_glossed_with_the_full_name() -> None:
    rest = ["The tide was high.", "The road was wet.", "The wind blew.", "It grew dark.", "Nobody came.", "All slept."]
    lines = ["Mayor Ana Dahl closed the bridge.", "She was in a hurry.", *rest]
    assert gloss_all(lines)[1] == " [Ana Dahl]"
    assert gloss_all([*lines, "The gulls liked Dahl."])[1] == " [Dahl]"
    said = ["“It is closed,” Ana Dahl said.", "“Nobody may cross it.”", *rest]
    assert gloss_all(said)[1] == "[Ana Dahl:] "


def test_a_printed_gloss_is_an_edit_that_can_be_undone_and_turned_off() -> None:
    text = (
        "The mayor of the town, Ana Dahl, closed the bridge on Friday.\nShe had asked the drivers twice to keep away."
    )
    everything = Length(100, "percent")
    glossed = [line for part in summarize([Article(text)], Options(length=everything)).sections for line in part.lines]
    line = next(line for line in glossed if line.text.startswith("She"))
    assert line.text == "She [Dahl] had asked the drivers twice to keep away."
    assert [(edit.before, edit.after, edit.fix) for edit in line.edits] == [("", " [Dahl]", "gloss")]
    plain = summarize([Article(text)], Options(length=everything, gloss=False))
    assert not any("[" in line.text for part in plain.sections for line in part.lines)
