"""Who cut or changed a quotation is shown word by word, and figures that differ stand side by side."""

from __future__ import annotations

from dataclasses import replace

from sample_briefing import COURIER, NORTHLIGHT, SKERRY, line

from summarizer.model import BriefingSentence, Edit, SupportingSentence
from summarizer.render.cited_sources import Source
from summarizer.render.wordings import find_difference, find_variants

SAID = "“We will not sail with half a crew,” said Tomas Reuel of the seamen’s union."
PRINTED = line(COURIER, SAID, 1.0, "c1")
KNOWN = {one.id: Source(0, one.id, one.outlet, "metadata") for one in (COURIER, NORTHLIGHT, SKERRY)}


def carried(text: str, article: str = "a2", reason: str = "") -> SupportingSentence:
    return SupportingSentence(article, KNOWN[article].outlet, 0, len(text), text, reason)


def show(printed: BriefingSentence) -> list[tuple[str, list[tuple[str, str]]]]:
    found = find_variants(3, printed, KNOWN)
    assert found
    return [(one.source.outlet, [(part.kind, part.text) for part in one.stretches]) for one in found.variants]


def test_what_another_outlet_cut_and_changed_is_found() -> None:
    shorter = carried("He said they would “not sail with half a crew” again.")
    changed = carried("“We will never sail with half a crew!” Reuel said.", "a3")
    assert show(replace(PRINTED, also=(changed,), related=(shorter,))) == [
        (
            SKERRY.outlet,
            [("same", "We will"), ("cut", "not"), ("added", "never"), ("same", "sail with half a crew!")],
        ),
        (NORTHLIGHT.outlet, [("cut", "We will"), ("same", "not sail with half a crew")]),
    ]


def test_who_has_it_word_for_word_is_named_without_it() -> None:
    same = carried('Reuel: "We will not sail with half a crew."')
    found = find_variants(3, replace(PRINTED, also=(same, same)), KNOWN)
    assert found
    assert [one.outlet for one in found.alike] == [NORTHLIGHT.outlet]
    assert found.variants == ()


def test_an_outlet_is_no_variant_of_its_own_quotation_and_stands_once() -> None:
    own = carried("“We will not sail with half a crew,” he said again.", "a1")
    cut = carried("Reuel: “not sail with half a crew”.", "a1")
    assert find_variants(3, replace(PRINTED, also=(own,), related=(cut,)), KNOWN) is None
    whole, part = carried(SAID, "a3"), carried("They would “not sail with half a crew”.", "a3")
    found = find_variants(3, replace(PRINTED, also=(whole,), related=(part,)), KNOWN)
    assert found
    assert ([one.outlet for one in found.alike], found.variants) == ([SKERRY.outlet], ())


def test_another_quotation_a_phrase_and_reported_speech_are_no_variants() -> None:
    others = ("“The roster is a trick for all of us,” he said.", "They would not sail with half a crew, he said.")
    assert find_variants(3, replace(PRINTED, related=tuple(map(carried, others))), KNOWN) is None
    phrase = replace(PRINTED, text="He called it “a trick”.", also=(carried("He called it “a trick” too."),))
    assert find_variants(3, phrase, KNOWN) is None


def test_what_we_put_into_a_quotation_is_no_change_of_the_outlets() -> None:
    glossed = replace(
        PRINTED,
        text=SAID.replace("crew,", "crew [of ten],"),
        edits=(Edit(PRINTED.start + 34, PRINTED.start + 34, "", " [of ten]", "gloss"),),
        also=(carried(SAID),),
    )
    found = find_variants(3, glossed, KNOWN)
    assert found
    assert [one.outlet for one in found.alike] == [NORTHLIGHT.outlet]


def test_figures_that_differ_are_marked_with_the_word_behind_them() -> None:
    printed = replace(PRINTED, text="About 1,400 passengers of 3 ferries were stranded in 2031.")
    other = carried("Some 2,100 passengers of 3 ferries were stranded in 2031, it said.", reason="numbers")
    found = find_difference(7, replace(printed, disagreement=(other,)), [KNOWN["a1"]], KNOWN)
    assert found
    assert (found.number, found.reasons) == (7, ("numbers",))
    assert [one.figures for one in found.statements] == [("1,400 passengers",), ("2,100 passengers",)]
    assert [" ".join(part.text for part in one.stretches) for one in found.statements] == [printed.text, other.text]


def test_a_denial_has_no_figures_and_who_agrees_with_all_has_no_difference() -> None:
    denied = carried("The crews did not walk out.", reason="negation")
    printed = replace(PRINTED, text="The crews walked out.", disagreement=(denied,))
    found = find_difference(7, printed, [KNOWN["a1"]], KNOWN)
    assert found
    assert [one.figures for one in found.statements] == [(), ()]
    assert find_difference(7, replace(printed, disagreement=()), [KNOWN["a1"]], KNOWN) is None
