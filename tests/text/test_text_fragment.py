from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_briefing import BRIEFING, read_back

from summarizer.model import SupportingSentence
from summarizer.render.page_json import to_json
from summarizer.render.template_context import build_context
from summarizer.text.escaping import escape_destination, safe_url
from summarizer.text.page_places import format_directive, link_sentence

URL = "https://wire.example/ferry?id=1"
TOLD = SupportingSentence("a1", "Example Wire", 40, 66, "The ferry sails on Friday.", fragment="The%20ferry,Friday")


def test_signs_that_part_the_terms_are_encoded_and_letters_of_any_script_are_not() -> None:
    words = "So-called “R&D”, 3,5 % #1: Паром — «пошёл» 50\u202fkm <b> :~: a`b|c\\d"
    directive = format_directive("", words)
    assert not set(directive) & set('-,&# <>"`|\\~')
    assert "Паром" in directive
    assert "So%2Dcalled" in directive
    assert unquote(directive) == words
    url = link_sentence(URL, replace(TOLD, fragment=directive))
    assert safe_url(url) == url


def test_terms_stand_in_the_order_of_the_page_and_soft_hyphens_in_none() -> None:
    directive = format_directive("at the pier.", "The fer\u00adry", "on  Friday", "The crews")
    assert unquote(directive) == "at the pier.-,The ferry,on Friday,-The crews"


def test_a_place_that_the_address_names_is_kept_and_words_that_it_names_are_not() -> None:
    assert link_sentence(f"{URL}#live", TOLD).startswith(f"{URL}#live:~:text=The")
    assert link_sentence(f"{URL}#:~:text=old", TOLD).count(":~:") == 1
    assert link_sentence("", TOLD) == ""


def test_an_article_without_a_safe_address_has_no_link() -> None:
    for section in build_context(BRIEFING)["sections"]:
        for entry in section.entries:
            is_linked = entry.source.url.startswith(("https://courier.example", "https://northlight.example"))
            assert is_linked == (entry.source.id in ("a1", "a2"))
            assert (":~:text=" in entry.source.url) == is_linked


def test_the_sources_list_leads_to_the_articles_themselves() -> None:
    assert all(":~:" not in source.url for source in build_context(BRIEFING)["sources"])


def test_what_a_link_needs_is_in_the_json_and_an_older_one_without_it_is_read() -> None:
    line = replace(BRIEFING.sections[0].lines[0], prefix="one two", suffix="three", fragment="It%20rained")
    section = replace(BRIEFING.sections[0], lines=(line,))
    briefing = replace(BRIEFING, sections=(section,), trace=())
    kept = read_back(to_json(briefing)).sections[0].lines[0]
    assert (kept.prefix, kept.suffix, kept.fragment, kept.placed_by) == ("one two", "three", "It%20rained", "cue")
    plain = replace(line, also=(), prefix="", suffix="", fragment="", placed_by="")
    bare = replace(briefing, sections=(replace(section, lines=(plain,)),))
    assert '"prefix"' not in to_json(bare)
    assert '"fragment"' not in to_json(bare)
    assert '"placed_by"' not in to_json(bare)
    assert read_back(to_json(bare)).sections[0].lines[0].suffix == ""


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_no_words_break_an_address(text: str, prefix: str, suffix: str) -> None:
    url = link_sentence(URL, replace(TOLD, fragment=format_directive(prefix, text, "", suffix)))
    assert urlsplit(url)._replace(fragment="").geturl() == URL
    printable = safe_url(url)
    assert printable in ("", url)
    assert escape_destination(url).replace("&amp;", "&").partition(":~:")[1] == (
        ":~:" if printable and url != URL else ""
    )


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "data:text/html,x"])
def test_an_address_of_another_scheme_stays_none(scheme: str) -> None:
    assert safe_url(link_sentence(scheme, TOLD)) == ""
