from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.edits import apply_edits, revise, unrevised
from summarizer.text.fixes import repair_mojibake

SOUND = (
    "The town’s “old” bridge – built in 1931 – is shut… for now.",
    "Ângela saw the Châteauroux team; Ærø, Łódź and Ñuñoa too.",
    "Прощання у Львові: Єва – «так».",
    "Øst for byen Å ligger Ö.",
    "Ελλάδα, 中国, العربية, हिन्दी",
)


def repaired(text: str) -> str:
    return revise(unrevised(text), repair_mojibake(text), "mojibake").text


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
    revision = revise(unrevised(broken), repair_mojibake(broken), "mojibake")
    assert apply_edits(broken, 0, len(broken), revision.edits) == revision.text
    if "\n" not in ftfy.fix_encoding(broken):
        assert revision.text in (ftfy.fix_encoding(broken), broken)


def test_the_sound_words_of_a_line_are_no_part_of_a_change() -> None:
    text = "The cafÃ© by the river and the cafÃ© on the hill."
    assert [(text[c.start : c.end], c.after) for c in repair_mojibake(text)] == [("Ã©", "é"), ("Ã©", "é")]


def test_a_long_line_full_of_it_is_repaired() -> None:
    assert repaired("itâ€™s a cafÃ©, " * 1000) == "it’s a café, " * 1000
