"""Who said what in earlier editions: each quote once, with the variants of its outlets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.briefing.printed_quotes import Quote, list_quotes
from summarizer.model import (
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    Counted,
    Edit,
    SupportingSentence,
)

POST = Article("", outlet="Post", published="2031-03-04", language="en", id="a1", path="post.txt")
RADIO = Article("", outlet="Radio", published="2031-03-03", language="en", id="a2", path="radio.txt")
WHOLE = "“We will not go back for four percent, and we will not wait,” said Per Moe."
CUT = "“We will not go back for four percent,” union leader Moe told reporters."


def line(text: str, speaker: str, *also: SupportingSentence) -> BriefingSentence:
    return BriefingSentence(text, "a1", "Post", 0, len(text), 1.0, "c0", speaker=speaker, also=also)


def page(*lines: BriefingSentence) -> Briefing:
    return Briefing(
        title="T", date="2031-03-05", plan="general", language="en", options={}, length=Counted(0, 0, 0),
        readability={}, articles=(POST, RADIO), sections=(BriefingSection("s", "S", lines),),
    )  # fmt: skip


def find(*lines: BriefingSentence, who: str = "") -> list[Quote]:
    return list_quotes([("desk", "2031-03-05", page(*lines))], who)


def test_wordings_are_one_saying_and_tell_who_cut_what() -> None:
    (quote,) = find(line(WHOLE, "Per Moe", SupportingSentence("a2", "Radio", 0, 9, CUT)))
    assert (quote.speaker, quote.quoted) == ("Per Moe", True)
    assert [(one.outlets, one.text) for one in quote.variants] == [
        (("Post",), "We will not go back for four percent, and we will not wait"),
        (("Radio",), "We will not go back for four percent"),
    ]
    assert quote.variants[1].marked.endswith("[-and we will not wait-]")
    assert (quote.first_day, quote.first_outlet) == ("2031-03-03", "Radio")
    assert quote.printed == (("desk", "2031-03-05"),)


def test_of_outlets_that_had_it_on_one_day_none_is_called_the_first() -> None:
    early = replace(RADIO, published=POST.published)
    told = replace(page(line(WHOLE, "Per Moe", SupportingSentence("a2", "Radio", 0, 9, CUT))), articles=(POST, early))
    (quote,) = list_quotes([("desk", "2031-03-05", told)])
    assert (quote.first_day, quote.first_outlet) == ("2031-03-04", "Post, Radio")


def test_a_saying_of_two_days_names_both_editions() -> None:
    editions = [("desk", day, page(line(WHOLE, "Per Moe"))) for day in ("2031-03-05", "2031-03-06")]
    (quote,) = list_quotes(editions)
    assert quote.printed == (("desk", "2031-03-05"), ("desk", "2031-03-06"))


def test_the_same_words_of_another_speaker_are_another_saying() -> None:
    found = find(line(WHOLE, "Per Moe"), line(WHOLE.replace("Per Moe", "Ada Lund"), "Ada Lund"))
    assert sorted(quote.speaker for quote in found) == ["Ada Lund", "Per Moe"]


def test_reported_speech_is_told_as_such_and_lines_without_a_speaker_are_none() -> None:
    (quote,) = find(line("The crews will wait until May, Per Moe said.", "Per Moe"), line("It rained.", ""))
    assert not quote.quoted


def test_what_a_page_put_in_is_nobodys_wording() -> None:
    gloss = Edit(3, 3, "", " [the crews]", "gloss")
    printed = line("“We [the crews] will not go back for four percent,” said Moe.", "Moe")
    (quote,) = find(replace(printed, edits=(gloss,)))
    assert quote.variants[0].text == "We will not go back for four percent"


@pytest.mark.parametrize("who", ["Per Moe", "moe", "Moe", "P. Moe"])
def test_a_speaker_is_found_by_the_surname_alone(who: str) -> None:
    other = line("“It is all a mistake of the firm,” Lund said.", "Ada Lund")
    assert [quote.speaker for quote in find(line(WHOLE, "Per Moe"), other, who=who)] == ["Per Moe"]


@pytest.mark.parametrize("who", ["Зимина", "Зимин", "Павел Зимин", "Зиминым"])
def test_a_declined_name_finds_its_bearer(who: str) -> None:
    told = Article("", outlet="Вестник", published="2031-03-04", language="ru", id="a1", path="a.txt")
    said = line("«Вода чистая, но воздух ещё не проверен», — пояснил Павел Зимин.", "Павел Зимин")
    briefing = replace(page(said), articles=(told,), language="ru")
    assert len(list_quotes([("desk", "2031-03-05", briefing)], who)) == 1


@pytest.mark.parametrize("who", ["Ada Moe", "Lund", "Moer"])
def test_another_name_finds_nobody(who: str) -> None:
    assert find(line(WHOLE, "Per Moe"), who=who) == []


@pytest.mark.parametrize("who", ["Selenskyj", "Zelensky", "Зеленський", "Зеленский", "Wolodymyr Selenskyj"])
def test_a_name_is_found_as_another_language_or_script_has_it(who: str) -> None:
    ours = line(WHOLE.replace("Per Moe", "Zelenskyy"), "Volodymyr Zelenskyy")
    theirs = line("«Ми не повернемося за чотири відсотки», — сказав Зеленський.", "Володимир Зеленський")
    found = find(ours, theirs, line("“It is all a mistake of the firm,” Lund said.", "Ada Lund"), who=who)
    assert sorted(quote.speaker for quote in found) == ["Volodymyr Zelenskyy", "Володимир Зеленський"]
    assert find(ours, who="Ana Selenskyj") == []


def test_a_sentence_beside_a_line_is_said_by_whom_its_own_article_names() -> None:
    theirs = SupportingSentence("a2", "Radio", 0, 9, CUT, speaker="Ada Lund")
    found = find(line(WHOLE, "Per Moe", theirs))
    told = {quote.speaker: quote.variants[0].outlets for quote in found}
    assert told == {"Per Moe": ("Post",), "Ada Lund": ("Radio",)}
    office = replace(theirs, speaker="union leader")
    assert [quote.speaker for quote in find(line(WHOLE, "Per Moe", office))] == ["Per Moe"]


def test_what_an_outlet_tells_as_a_fact_is_no_saying_of_it() -> None:
    fact = SupportingSentence("a2", "Radio", 0, 9, "The crews will wait until May.")
    (quote,) = find(line("The crews will wait until May, Per Moe said.", "Per Moe", fact))
    assert [one.outlets for one in quote.variants] == [("Post",)]


def test_who_has_more_of_it_elsewhere_cut_nothing() -> None:
    (quote,) = find(line(WHOLE, "Per Moe", SupportingSentence("a1", "Post", 0, 9, CUT)))
    assert [one.outlets for one in quote.variants] == [("Post",)]


def test_who_says_it_and_when_is_nothing_that_was_said() -> None:
    first = "The mill will stop in May without a new wheel, managing director Per Moe said on Monday."
    second = "Halm Mill sold its barges to a rival, managing director Per Moe said on Monday."
    found = find(line(first, "Per Moe"), line(second, "Per Moe"))
    assert sorted(quote.variants[0].text for quote in found) == sorted([first, second])


def test_a_reported_count_that_rose_was_said_twice() -> None:
    counts = [
        f"{count} people were hurt when the tram left its rails, the clinic said." for count in ("Nine", "Twelve")
    ]
    editions = [
        ("desk", f"2031-03-0{day}", page(line(text, "the clinic"))) for day, text in zip((5, 6), counts, strict=True)
    ]
    found = {quote.variants[0].text: quote.printed for quote in list_quotes(editions)}
    assert found == {text: ((name, date),) for text, (name, date, _) in zip(counts, editions, strict=True)}


def test_an_outlet_that_quotes_in_other_words_has_two_variants() -> None:
    other = WHOLE.replace("and we will not wait", "and nobody will wait")
    (quote,) = find(line(WHOLE, "Per Moe"), line(other, "Per Moe"))
    assert [one.outlets for one in quote.variants] == [("Post",), ("Post",)]


def test_words_that_rights_hide_are_no_saying() -> None:
    (quote,) = find(line(WHOLE, "Per Moe", SupportingSentence("a2", "Radio", 0, 9, "", speaker="Moe")))
    assert [one.outlets for one in quote.variants] == [("Post",)]


@pytest.mark.parametrize(
    ("called", "other"),
    [("officials", "Lake officials"), ("spokesman", "Kremlin spokesman"), ("Ministry", "Defence Ministry")],
)
def test_what_an_office_says_is_not_put_down_to_another_that_is_called_alike(called: str, other: str) -> None:
    told = line(f"“The ferries will stay in port until Monday,” {called} said.", called)
    found = {one.speaker for one in find(line(WHOLE.replace("Per Moe", other), other), told)}
    assert found == {called, other}


@pytest.mark.parametrize(("one", "other"), [("Per Moe", "Ida Moe"), ("the cooks' union", "the bakers' union")])
def test_the_same_words_of_two_who_share_a_last_word_are_two_sayings(one: str, other: str) -> None:
    lines = [line(WHOLE.replace("Per Moe", name), name) for name in (one, other)]
    assert {quote.speaker for quote in find(*lines)} == {one, other}
