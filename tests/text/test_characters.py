from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.edits import Change, revise, unrevised
from summarizer.text.fixes import compose, decode_entities, drop_invisible, replace_surrogates, straighten_blanks

Fix = Callable[[str], Iterable[Change]]

FIXES: tuple[Fix, ...] = (replace_surrogates, decode_entities, drop_invisible, compose, straighten_blanks)
ODD = (
    "\u200b \u200c \u200d \u00ad \ufeff \u202e \u2060 \x00 \x1b e \u0301 \u0323 \u0345 \u1100 \u1161 \u11a8 क"
    " \u094d \u0f71 \u0f72"
    " 🙂 \ufe0f & amp; &amp; &lt; &nbsp; &#39; &#x26; &bogus; #39; ; “ ’ A b \ud800 \udc00 \u0130 ß Å"
)  # fmt: skip
nasty = st.lists(st.sampled_from([*ODD.split(), " ", "  ", "\u00a0", "\t", "\n", "\r", "\u2028", "\x85"])).map("".join)


def fixed(text: str, *fixes: Fix) -> str:
    revision = unrevised(text)
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
