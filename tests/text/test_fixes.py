from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.edits import (
    Change,
    Revision,
    apply_edits,
    compose,
    decode_entities,
    drop_invisible,
    repair_mojibake,
    replace_surrogates,
    revise,
    straighten_blanks,
    strip_markdown,
    unwrap,
)

Fix = Callable[[str], Iterable[Change]]

FIXES: tuple[Fix, ...] = (replace_surrogates, decode_entities, drop_invisible, compose, straighten_blanks)
ODD = (
    "\u200b \u200c \u200d \u00ad \ufeff \u202e \u2060 \x00 \x1b e \u0301 \u0323 \u0345 \u1100 \u1161 \u11a8 क"
    " \u094d \u0f71 \u0f72"
    " 🙂 \ufe0f & amp; &amp; &lt; &nbsp; &#39; &#x26; &bogus; #39; ; “ ’ A b \ud800 \udc00 \u0130 ß Å"
)  # fmt: skip
nasty = st.lists(st.sampled_from([*ODD.split(), " ", "  ", "\u00a0", "\t", "\n", "\r", "\u2028", "\x85"])).map("".join)


def fixed(text: str, *fixes: Fix) -> str:
    revision = Revision(text, text)
    for fix in fixes:
        revision = revise(revision, fix(revision.text), "a fix")
    return revision.text


@pytest.mark.parametrize("fix", FIXES)
@given(text=nasty | st.text())
def test_a_fix_done_twice_changes_nothing_more(fix: Fix, text: str) -> None:
    once = fixed(text, fix)
    assert fixed(once, fix) == once


@given(nasty | st.text())
def test_after_all_fixes_nothing_is_left_that_nobody_sees(text: str) -> None:
    clean = fixed(text, *FIXES)
    assert "  " not in clean
    assert not set(clean) & set("\r\t\u00a0\u200b\u00ad\ufeff\u202e\u2028\x00\x1b")
    assert clean.encode("utf-8").decode("utf-8") == clean


@given(nasty | st.text())
def test_composed_text_has_the_form_c_of_unicode(text: str) -> None:
    assert fixed(text, compose) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("AT&amp;T", "AT&T"),
        ("it&#39;s &#x201c;done&#x201D;", "it's “done”"),
        ("caf&eacute;&nbsp;noir", "café\u00a0noir"),
        ("twice &amp;amp;quot;escaped&amp;quot;", 'twice "escaped"'),
        ("once &amp;bogus;", "once &bogus;"),
        ("&amp;lt;b&amp;gt;", "<b>"),
        ("R&D; Q&A; &bogus; & &; &#; &#x;", "R&D; Q&A; &bogus; & &; &#; &#x;"),
        ("?page=1&section;&notit;", "?page=1&section;&notit;"),
    ],
)
def test_a_character_reference_is_decoded_and_what_only_looks_like_one_stays(before: str, after: str) -> None:
    assert fixed(before, decode_entities) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("zero\u200bwidth", "zerowidth"),
        ("\ufeffmark", "mark"),
        ("soft\u00adhyphen", "softhyphen"),
        ("over\u202eride\u202c", "override"),
        ("bell\x07 and \x1b[31mred", "bell and [31mred"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("no\u200djoin", "nojoin"),
        ("“quoted” – it’s", "“quoted” – it’s"),
    ],
)
def test_what_nobody_sees_is_dropped_unless_it_means_something(before: str, after: str) -> None:
    assert fixed(before, drop_invisible) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\u00a0b", "a b"),
        ("a \u00a0 b", "a b"),
        ("a\u202f%\u3000b", "a % b"),
        ("a\tb  c", "a b c"),
        ("one\u2028two\u0085three", "one\ntwo\nthree"),
        ("a b\nc", "a b\nc"),
    ],
)
def test_a_run_of_blanks_becomes_one_and_lines_stay_lines(before: str, after: str) -> None:
    assert fixed(before, straighten_blanks) == after


def test_half_a_character_is_replaced_and_a_whole_one_stays() -> None:
    assert fixed("a\ud83db🙂", replace_surrogates) == "a\ufffdb🙂"


SOUND = (
    "The town’s “old” bridge – built in 1931 – is shut… for now.",
    "Ângela saw the Châteauroux team; Ærø, Łódź and Ñuñoa too.",
    "Прощання у Львові: Єва – «так».",
    "Øst for byen Å ligger Ö.",
    "Ελλάδα, 中国, العربية, हिन्दी",
)


def repaired(text: str) -> str:
    return revise(Revision(text, text), repair_mojibake(text), "mojibake").text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("itâ€™s over", "it’s over"),
        ("â€œNoâ€\x9d, said JosÃ© MuÃ±oz.", "“No”, said José Muñoz."),
        ("a cafÃ© in SÃ£o Paulo â€“ closed", "a café in São Paulo – closed"),
        ("sound\ncafÃ©\nsound", "sound\ncafé\nsound"),
    ],
)
def test_wrongly_decoded_text_is_repaired(before: str, after: str) -> None:
    assert repaired(before) == after


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_stays(text: str) -> None:
    assert list(repair_mojibake(text)) == []


@given(st.lists(st.sampled_from([*SOUND, "It rained.", "é", "’s “", "– ", " "]), min_size=1, max_size=6).map(" ".join))
def test_each_change_is_small_and_all_together_give_what_the_repair_gives(sound: str) -> None:
    import ftfy

    broken = sound.encode("utf-8").decode("latin-1")
    revision = revise(Revision(broken, broken), repair_mojibake(broken), "mojibake")
    assert apply_edits(broken, 0, len(broken), revision.edits) == revision.text
    if "\n" not in ftfy.fix_encoding(broken):
        assert revision.text in (ftfy.fix_encoding(broken), broken)


def test_the_sound_words_of_a_line_are_no_part_of_a_change() -> None:
    text = "The cafÃ© by the river and the cafÃ© on the hill."
    assert [(text[c.start : c.end], c.after) for c in repair_mojibake(text)] == [("Ã©", "é"), ("Ã©", "é")]


def test_a_long_line_full_of_it_is_repaired() -> None:
    assert repaired("itâ€™s a cafÃ©, " * 1000) == "it’s a café, " * 1000


marks = st.lists(
    st.sampled_from(
        [
            "*",
            "**",
            "_",
            "__",
            "[",
            "](",
            "](https://example.org)",
            "![",
            ")",
            "> ",
            "- ",
            "# ",
            "\n",
            " ",
            "a",
            " word ",
        ]
    )
).map("".join)


def stripped(text: str) -> str:
    return revise(Revision(text, text), strip_markdown(text), "markup").text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a [call](https://example.org/x) was made", "a call was made"),
        ('see [the page](/page "Title") now', "see the page now"),
        ("![A bridge](bridge.jpg) stands", "A bridge stands"),
        ("the [old mill][1] burned\n\n[1]: https://example.org/mill", "the old mill burned\n\n"),
        ("It burned.<!-- ask how long -->", "It burned."),
        ("**bold**, *leaning*, __bold__ and _leaning_", "bold, leaning, bold and leaning"),
        ("**[Dahl](https://example.org)** spoke", "Dahl spoke"),
        ("> a **quotation**\n> of two lines", "> a quotation\n> of two lines"),
        ("- one\n* two\n+ three", "- one\n* two\n+ three"),
        (r"\_Arle\_ \[sic\] pays \$3\.5 \(net\)\!", "_Arle_ [sic] pays $3.5 (net)!"),
        (r"[the town](https://example.org/a_\(b\)) and [Orn](/o_(p)) pay", "the town and Orn pay"),
        ("a ~~first~~ second report, says `the town`.[^1]", "a second report, says the town."),
        ("[^1]: It was never printed.", "It was never printed."),
        ("one line\\\ngoes on", "one line goes on"),
        ("**Flood** [https://example.org/f]", "Flood"),
        ("## A heading", "## A heading"),
        ("[call](javascript:alert(1))", "[call](javascript:alert(1))"),
        ("[call](data:text/html,x)", "[call](data:text/html,x)"),
        ("2 * 3 * 4 = 24, snake_case_name, 5*6*7", "2 * 3 * 4 = 24, snake_case_name, 5*6*7"),
        ("“[We] will not,” he said [in May]", "“[We] will not,” he said [in May]"),
    ],
)
def test_marks_go_and_words_stay(before: str, after: str) -> None:
    assert stripped(before) == after


@given(marks)
def test_nothing_but_marks_and_addresses_is_lost(text: str) -> None:
    revision = revise(Revision(text, text), strip_markdown(text), "markup")
    assert apply_edits(text, 0, len(text), revision.edits) == revision.text
    assert revision.text.count("word") == text.count("word")
    assert revision.text.count("\n") == text.count("\n")
    assert all(edit.after == "" for edit in revision.edits)


PARAGRAPHS = (
    "The council of the town met on Monday night and decided by six votes to five that the old bridge over the river"
    " must be closed to lorries until the engineers have looked at it.",
    "Nobody was hurt when a part of the railing fell into the water last week, but two boats had to turn round and the"
    " ferry was late all day, said the harbour master.",
)


def joined(text: str) -> str:
    return revise(Revision(text, text), unwrap(text), "wrapped lines").text


@pytest.mark.parametrize("width", [50, 64, 72, 80, 100])
def test_wrapped_paragraphs_are_joined_again(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert joined(wrapped) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "text",
    [
        "A headline\nThe council met on Monday. It closed the bridge.",
        "\n".join(PARAGRAPHS),
        "One\nTwo\nThree",
        "",
        "\n\n\n",
    ],
)
def test_lines_that_were_not_wrapped_stay(text: str) -> None:
    assert joined(text) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The loom was made in three months by the weavers them-\nselves in a year.", "themselves"),
        ("It is a copy of an old wooden loom that is well-\nknown in the whole valley.", "well-known"),
        ("It is plan for a long term, and it is called a long-\nterm one by all of them.", "long-term"),
        ("They looked on and on from the hill above it, for it was on-\nly the third one.", "only"),
        ("Im Ort gibt es seit dem Mai dieses Jahres drei Schul-\nund zwei Sportplätze.", "Schul- und"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_where_it_is_the_words_own(text: str, wanted: str) -> None:
    assert wanted in joined(text)


@pytest.mark.parametrize("start", ["# Heading", "- item", "1. item", "> words", "| cell |", "-----"])
def test_a_line_with_a_mark_of_its_own_begins_anew(start: str) -> None:
    text = f"The council of the town met on Monday night and went home early\n{start} {'x' * 60}"
    assert joined(text) == text


@given(st.text("ab \n-#.", max_size=400))
def test_only_line_feeds_become_blanks(text: str) -> None:
    assert len(joined(text)) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, joined(text), strict=True))
