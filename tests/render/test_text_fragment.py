from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_briefing import BRIEFING, read_back

from summarizer.model import Edit, SupportingSentence
from summarizer.render import to_json
from summarizer.render.template_context import build_context
from summarizer.render.text_fragment import link_sentence
from summarizer.text.edits import apply_edits
from summarizer.text.escaping import escape_destination, safe_url

URL = "https://wire.example/ferry?id=1"
TOLD = SupportingSentence("a1", "Example Wire", 40, 66, "The ferry sails on Friday.")


def read_directives(url: str) -> list[str]:
    """Return the directives of an address, decoded."""
    _, found, directives = url.partition(":~:")
    assert found
    return [unquote(one.removeprefix("text=")) for one in directives.split("&")]


SAID, BEFORE, BEHIND = "The ferry sails on Friday.", "at the pier.-,", ",-The crews want"


def test_what_stands_on_both_sides_in_a_paragraph_is_to_stand_there() -> None:
    told = replace(TOLD, prefix="at the pier. ", suffix=" The crews want")
    assert read_directives(link_sentence(URL, told)) == [f"{BEFORE}{SAID}{BEHIND}"]
    assert read_directives(link_sentence(URL, replace(told, prefix=""))) == [f"{SAID}{BEHIND}"]
    assert read_directives(link_sentence(URL, TOLD)) == [SAID]


@pytest.mark.parametrize(
    ("prefix", "suffix", "then"),
    [
        ("at the pier.\n", " The crews want", [f"{SAID}{BEHIND}"]),
        ("at the pier. ", "\nThe crews want", [f"{BEFORE}{SAID}"]),
        ("at the pier.\n", "\nThe crews want", [f"{SAID}{BEHIND}", f"{BEFORE}{SAID}", SAID]),
    ],
)
def test_where_a_page_may_have_something_between_paragraphs_one_side_is_enough(
    prefix: str, suffix: str, then: list[str]
) -> None:
    told = replace(TOLD, prefix=prefix, suffix=suffix)
    assert read_directives(link_sentence(URL, told)) == [f"{BEFORE}{SAID}{BEHIND}", *then]


def test_an_opening_or_a_quotation_is_not_looked_for_without_what_stands_beside_it() -> None:
    opening = replace(TOLD, suffix="\nThe crews want")
    assert read_directives(link_sentence(URL, opening)) == [f"{SAID}{BEHIND}"]
    said = replace(TOLD, text="“We sail on Friday,” she said.", prefix="at the pier.\n", suffix="\nThe crews want")
    assert all("-" in one for one in read_directives(link_sentence(URL, said)))


def test_signs_that_part_the_terms_are_encoded_and_letters_of_any_script_are_not() -> None:
    told = replace(TOLD, text="So-called “R&D”, 3,5 % #1: Паром — «пошёл» 50\u00a0km <b> :~: a`b|c\\d")
    url = link_sentence(URL, told)
    _, _, words = url.partition(":~:text=")
    assert not set(words) & set('-,&# <>"`|\\~')
    assert "Паром" in words
    assert "So%2Dcalled" in words
    assert unquote(words) == told.text
    assert safe_url(url) == url


def test_what_we_put_in_is_left_out_of_the_words_and_what_we_mended_stays() -> None:
    source = "He saw&amp; sold thewar on Friday."
    added = [("He", "", " [Dahl]", "gloss"), ("saw", "&amp;", "&", "entities"), ("the", "", " ", "glued words")]
    edits: list[Edit] = []
    for before, was, becomes, fix in [*added, ("Friday", "", " [7 March]", "date")]:
        at = source.index(before) + len(before)
        edits.append(Edit(at, at + len(was), was, becomes, fix))
    printed = apply_edits(source, 0, len(source), edits)
    assert printed == "He [Dahl] saw& sold the war on Friday [7 March]."
    told = replace(TOLD, start=0, text=printed, edits=tuple(edits))
    assert read_directives(link_sentence(URL, told)) == ["He saw& sold thewar on Friday."]
    # What does not fit its edits leads to the article.
    assert link_sentence(URL, replace(told, edits=(Edit(41, 41, "", "xx", "gloss"),))) == URL


def test_a_place_that_the_address_names_is_kept_and_words_that_it_names_are_not() -> None:
    assert link_sentence(f"{URL}#live", TOLD).startswith(f"{URL}#live:~:text=The")
    assert link_sentence(f"{URL}#:~:text=old", TOLD).count(":~:") == 1
    assert link_sentence("", TOLD) == ""


def test_of_a_long_sentence_the_beginning_is_looked_for() -> None:
    told = replace(TOLD, text=f"It {'rained ' * 400}on.", prefix="at last. ", suffix=" Then it")
    (only,) = read_directives(link_sentence(URL, told))
    assert only.startswith("at last.-,It rained")
    assert only.endswith(" rained")
    assert len(link_sentence(URL, replace(told, text="語" * 5000))) < 5_000


def test_an_article_without_a_safe_address_has_no_link() -> None:
    for section in build_context(BRIEFING)["sections"]:
        for entry in section.entries:
            is_linked = entry.source.url.startswith(("https://courier.example", "https://northlight.example"))
            assert is_linked == (entry.source.id in ("a1", "a2"))
            assert (":~:text=" in entry.source.url) == is_linked


def test_the_sources_list_leads_to_the_articles_themselves() -> None:
    assert all(":~:" not in source.url for source in build_context(BRIEFING)["sources"])


def test_what_a_link_needs_is_in_the_json_and_an_older_one_without_it_is_read() -> None:
    line = replace(BRIEFING.sections[0].lines[0], prefix="one two", suffix="three")
    section = replace(BRIEFING.sections[0], lines=(line,))
    briefing = replace(BRIEFING, sections=(section,), trace=())
    kept = read_back(to_json(briefing)).sections[0].lines[0]
    assert (kept.prefix, kept.suffix, kept.placed_by) == ("one two", "three", "cue")
    bare = replace(briefing, sections=(replace(section, lines=(replace(line, prefix="", suffix="", placed_by=""),)),))
    assert '"prefix"' not in to_json(bare)
    assert '"placed_by"' not in to_json(bare)
    assert read_back(to_json(bare)).sections[0].lines[0].suffix == ""


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_no_words_break_an_address(text: str, prefix: str, suffix: str) -> None:
    told = replace(TOLD, text=text, prefix=prefix, suffix=suffix)
    url = link_sentence(URL, told)
    assert urlsplit(url)._replace(fragment="").geturl() == URL
    printable = safe_url(url)
    assert printable in ("", url)
    assert escape_destination(url).replace("&amp;", "&").partition(":~:")[1] == (
        ":~:" if printable and url != URL else ""
    )


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "data:text/html,x"])
def test_an_address_of_another_scheme_stays_none(scheme: str) -> None:
    assert safe_url(link_sentence(scheme, TOLD)) == ""
