from __future__ import annotations

from urllib.parse import unquote

import pytest

from summarizer.briefing.page_links import choose_fragment, choose_unseen, choose_words, find_told
from summarizer.model import Article, Edit, SupportingSentence
from summarizer.text.page_places import PagePlaces, note_places

BEFORE = "It rains in Norrvik."
TOLD = "The ferry sails to the outer islands on Friday at noon, three days late."
BEHIND = "Crews want ten rest days."
TEXT = f"{BEFORE} {TOLD} {BEHIND}"
START, END = len(BEFORE) + 1, len(BEFORE) + 1 + len(TOLD)


def choose(text: str = TEXT, **places: object) -> str:
    """Return the directive of the sentence that is told, decoded."""
    start = text.index(TOLD[:9])
    return unquote(choose_words(text, start, start + len(TOLD), PagePlaces(**places)))  # type: ignore[arg-type]


def test_words_that_stand_once_are_a_few_of_the_first_and_the_last() -> None:
    assert choose() == "The ferry sails,days late"


def test_more_words_are_taken_until_they_stand_once() -> None:
    same = START + len("The ferry sails to the")
    assert choose(repeated=((START, same),)) == "The ferry sails to the outer,days late"


def test_words_before_or_behind_tell_a_sentence_from_what_repeats_it() -> None:
    assert choose(repeated=((START, END),)) == "Norrvik.-,The ferry,days late"
    assert choose(repeated=((START, END),), broken=frozenset({START})) == f"{TOLD},-Crews"


def test_behind_what_stands_amid_it_a_sentence_is_told_from_what_repeats_it_by_words_behind_it() -> None:
    rest = TOLD.removeprefix("The ferry ")
    broken = frozenset({START, START + len("The "), TEXT.index(rest)})
    assert choose(repeated=((START, END),), broken=broken) == f"{rest},-Crews"


def test_a_place_before_a_sentence_that_is_not_printed_is_not_marked() -> None:
    dateline = "OSLO (NTB) – "
    text = f"{dateline}{TOLD} {BEHIND}"
    article = Article(text, url="https://wire.example/1", on_page=note_places(len(text), PagePlaces()))
    edits = (Edit(0, len(dateline), dateline, "", "dateline"),)
    place = SupportingSentence("a1", "Wire", 0, len(dateline + TOLD), TOLD, edits=edits)
    assert unquote(choose_fragment(place, article)) == "The ferry sails,days late"


def test_where_nothing_tells_them_apart_there_are_no_words() -> None:
    assert choose(repeated=((0, len(TEXT)),)) == ""
    around = frozenset({START, END + 1})
    assert choose(repeated=((START, END),), broken=around) == ""


def test_no_words_are_looked_for_across_what_parts_them() -> None:
    assert choose(broken=frozenset({START, TEXT.index("sails")})) == "sails to the,days late"
    assert choose(cut=frozenset({TEXT.index("late")})) == "The ferry sails"


def test_the_last_words_are_those_that_come_first_behind_the_beginning() -> None:
    text = "The crews wait for the ferry in the rain and for the ferry."
    assert unquote(choose_words(text, 0, len(text), PagePlaces())) == "The crews wait,and for the ferry"


def test_a_sentence_without_blanks_is_looked_for_as_a_whole() -> None:
    text = "渡船は金曜日に出航する。乗組員は休みを求めている。"
    assert unquote(choose_words(text, 0, 12, PagePlaces())) == "渡船は金曜日に出航する"


@pytest.mark.parametrize(
    ("prefix", "suffix", "directive"),
    [
        ("in Norrvik. ", " Crews want", "in Norrvik.-,The ferry sails to the outer islands on,days late"),
        ("in Norrvik.\n", " Crews want", f"in Norrvik.-,{TOLD},-Crews want"),
        ("in Norrvik.\n", "", ""),
        ("", " Crews want", ""),
    ],
)
def test_of_a_page_that_was_not_seen_nothing_is_risked(prefix: str, suffix: str, directive: str) -> None:
    assert unquote(choose_unseen(prefix, TOLD, suffix)) == directive


def test_what_the_text_of_a_page_that_was_not_seen_tells_twice_is_not_looked_for() -> None:
    text = f"Key points\n{TOLD}\n\n{BEFORE} {TOLD} {BEHIND}"
    for start, more in ((len("Key points\n"), text), (START, f"{BEFORE} {TOLD} {BEHIND}")):
        article = Article(more, url="https://wire.example/1")
        prefix, suffix = more[start - 9 : start], more[start + len(TOLD) : start + len(TOLD) + 9]
        place = SupportingSentence("a1", "Wire", start, start + len(TOLD), TOLD, prefix=prefix, suffix=suffix)
        assert bool(choose_fragment(place, article)) == (more != text)


def test_what_is_told_twice_is_told_in_the_paragraph() -> None:
    text = f"- {TOLD}\n\n{BEFORE} {TOLD}"
    assert find_told(text, 2, 2 + len(TOLD), PagePlaces()) == (len(text) - len(TOLD), len(text))
    twice = f"{BEFORE} {TOLD}\n\n{BEHIND} {TOLD}"
    assert find_told(twice, START, END, PagePlaces()) is None
    summary = PagePlaces(beside=((0, END),))
    assert find_told(twice, START, END, summary) == (len(twice) - len(TOLD), len(twice))


def test_a_point_of_a_list_without_its_stop_is_told_where_the_sentence_is() -> None:
    text = f"- {TOLD[:-1]}\n\n{BEFORE} {TOLD}"
    assert find_told(text, 2, 1 + len(TOLD), PagePlaces()) == (len(text) - len(TOLD), len(text) - 1)


def test_the_signs_before_the_words_of_a_standfirst_are_of_it() -> None:
    quoted = f"“{TOLD[:-1]}?” {BEFORE}"
    text = f"{quoted}\n\n{quoted} {BEHIND}"
    beside = PagePlaces(beside=((1, len(quoted) - 1),))
    assert find_told(text, 0, len(TOLD) + 2, beside) == (len(quoted) + 2, len(quoted) + 4 + len(TOLD))


def test_a_message_that_repeats_a_paragraph_is_not_the_place() -> None:
    text = f"{TOLD}\n\n{TOLD} #ferry @norrvik ⛴"
    assert find_told(text, 0, len(TOLD), PagePlaces()) == (0, len(TOLD))


def test_an_opening_that_repeats_what_the_paragraphs_tell_is_not_the_place() -> None:
    text = f"{BEFORE} {TOLD} And so?\n\n{BEFORE} The pier is wet. The sea is high.\n\n{TOLD} {BEHIND}"
    for told in (BEFORE, TOLD):
        place = text.rindex(told)
        assert find_told(text, text.index(told), text.index(told) + len(told), PagePlaces()) == (
            place,
            place + len(told),
        )
        assert find_told(text, place, place + len(told), PagePlaces()) == (place, place + len(told))


def test_a_part_of_another_sentence_is_no_second_place() -> None:
    text = f"{BEFORE} {TOLD}\n\nA reminder: {TOLD[:-1]}, if at all. {BEHIND}"
    assert find_told(text, START, END, PagePlaces()) == (START, END)
