"""A front page in every format: complete, in order, with its sources, and safe whatever its articles say."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_briefing import BRIEFING
from sample_front_page import ALONE, BRIDGE, FERRY, FRONT, LAMP_BRIEFING, LAMP_STORY, make_hostile
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from test_rendering import HOSTILE, Elements, written

from summarizer.model import FrontPage, Pile, Single
from summarizer.render.front_page_context import MOST_LISTED, build_front_context
from summarizer.render.page_json import from_json, to_json
from summarizer.render.rendering import FORMATS, render, templates_folder

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion
    from syrupy.location import PyTestLocation

NOTHING = replace(FRONT, pile=Pile(()), briefings={}, quiet=(), problems=(), title="", date="")


class Approved(SingleFileSnapshotExtension):
    """Keeps each approved page as a file that can be opened: snapshots/test_front_page_formats/….html and so on."""

    _write_mode = WriteMode.TEXT

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(Path(test_location.filepath).parent.parent / "snapshots" / "test_front_page_formats")


SNAPSHOTS = {name: type(f"Approved_{name}", (Approved,), {"file_extension": name}) for name in FORMATS}


def text_of(page: FrontPage, format: str) -> str:  # noqa: A002
    """Render a page and give what a reader sees of it, as one line."""
    text = render(page, format)
    if format == "html":
        text = html.unescape(re.sub("<[^>]*>", "", text[text.index("<body>") :]))
    return " ".join(text.replace("\\", "").split())


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_the_page_looks_as_it_was_approved(format: str, snapshot: SnapshotAssertion) -> None:  # noqa: A002
    assert render(FRONT, format) == snapshot.use_extension(SNAPSHOTS[format])


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_a_page_of_nothing_is_rendered(format: str) -> None:  # noqa: A002
    assert "0 stories" in text_of(NOTHING, format)


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_nothing_is_lost_without_a_word(format: str) -> None:  # noqa: A002
    text = html.unescape(text_of(FRONT, format))
    for story in FRONT.pile.stories:
        assert story.title in text
    for briefing in FRONT.briefings.values():
        for part in briefing.sections:
            for told in part.lines:
                assert told.text in text
    listed = [one.title for one in ALONE if re.search(rf"{one.title}\b", text)]
    assert listed == [one.title for one in ALONE[:MOST_LISTED]]
    assert "And 2 more." in text
    for words in ("Let the gulls be", "The week in ten lines", "Comment: “What a lamp tells us”", "holds no text"):
        assert words in text


@pytest.mark.parametrize("format", ["md", "html"])
def test_the_contents_list_leads_to_every_story_and_every_list(format: str) -> None:  # noqa: A002
    page = render(FRONT, format)
    links = re.findall(r'\]\(#([\w-]+)\)|href="#([\w-]+)"', page)
    places = re.findall(r' id="([\w-]+)"', page)
    wanted = ["story-1", "story-2", "more", "singles", "comments", "roundups", "quiet"]
    assert [one or other for one, other in links] == wanted
    assert [place for place in places if place in wanted] == wanted
    assert len(places) == len(set(places))


def test_headings_follow_their_order_and_another_language_is_marked() -> None:
    page = Elements(render(FRONT, "html"))
    levels = [int(name[1]) for name, _ in page.seen if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.open == []
    assert ("html", {"lang": "en"}) in page.seen
    foreign = [attributes for name, attributes in page.seen if name == "a" and attributes.get("href") == BRIDGE.url]
    assert [attributes.get("lang") for attributes in foreign] == ["de"]
    assert not {name for name, _ in page.seen} & {"script", "img", "link", "iframe", "object", "form", "input"}


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_a_short_story_has_no_headings_of_sections_and_a_long_one_has(format: str) -> None:  # noqa: A002
    text = text_of(FRONT, format).lower()
    assert "what happened" not in text
    assert "what the crews demand" in text
    assert "reactions abroad" not in text


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_an_editors_heading_stands_in_a_short_story_too(format: str) -> None:  # noqa: A002
    section = LAMP_BRIEFING.sections[0]
    last = replace(section.lines[-1], heading="What the keeper says")
    edited = replace(LAMP_BRIEFING, sections=(replace(section, lines=(*section.lines[:-1], last)),))
    text = text_of(replace(FRONT, briefings={**FRONT.briefings, LAMP_STORY.id: edited}), format)
    assert "what the keeper says‡" in text.lower()
    assert "what happened" not in text.lower()


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_a_story_says_whose_its_headline_is_who_tells_it_and_when_it_was_told(format: str) -> None:  # noqa: A002
    text = re.sub(r"\]\([^)]*\)?\)|\[", "", text_of(FRONT, format))
    assert "Headline: Brannoch Courier" in text
    assert re.search(r"4 outlets, at most 3 independent · reported since 3 March 2031", text)
    assert "Told on 20 February 2031: “Crews walk out”; on Monday: “Mayor to meet the ferry line”; on Tuesday." in text
    # The title of a standing story is nobody's headline.
    assert re.search("Lighthouses (?:· )?3 outlets, at most 2 independent · new", text)
    assert re.search("(?i)nothing new.{0,99}Market hall votes again.{0,60}told on Saturday", text)


def test_only_articles_that_are_named_stand_under_a_story() -> None:
    context = build_front_context(FRONT)
    assert [source.id for source in context["stories"][1].sources] == ["b1", "b2"]
    first = replace(BRIEFING, sections=(replace(BRIEFING.sections[0], lines=BRIEFING.sections[0].lines[1:]),))
    stories = build_front_context(replace(FRONT, briefings={FERRY.id: first}))["stories"]
    assert [(source.number, source.id) for source in stories[0].sources] == [(1, "a1")]


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_an_article_in_two_languages_is_listed_once_in_the_page_s_language(format: str) -> None:  # noqa: A002
    german = replace(ALONE[0], title="Bekanntmachung des Hafens", language="de")
    singles = (Single("c1", translations=("c2", "c2")), Single("c2", translations=("c1",)))
    pile = replace(FRONT.pile, articles=(german, *ALONE[1:]), stories=(), singles=singles, comments=(), roundups=())
    text = text_of(replace(FRONT, pile=pile, briefings={}, quiet=()), format)
    # Nothing that looks like a second outlet.
    assert re.search(r"Notice 2 of the harbour.{0,60}Pier Gazette\W{1,6}Deutsch", text)
    assert "Pier Gazette (Deutsch" not in text
    assert "Bekanntmachung" not in text.partition("Sources")[0]


def test_a_story_of_which_nothing_is_printed_says_so() -> None:
    bare = replace(BRIEFING, sections=())
    page = replace(FRONT, briefings={FERRY.id: bare}, new_only=False)
    for format in FORMATS:  # noqa: A001
        assert "Nothing from these articles at this length." in text_of(page, format)
        assert "Nothing new." in text_of(replace(page, new_only=True), format)


def test_a_headline_whose_article_is_gone_is_credited_to_nobody() -> None:
    lost = replace(FRONT, pile=replace(FRONT.pile, stories=(replace(FERRY, title_from="zz"),)))
    assert build_front_context(lost)["stories"][0].source.outlet == "unknown outlet"


@settings(max_examples=15, deadline=None)
@given(HOSTILE, st.sampled_from(["html", "md"]))
def test_no_text_makes_an_element_or_a_link(text: str, kind: str) -> None:
    template = templates_folder() / "front.md.j2" if kind == "md" else None
    hostile, plain = (Elements(render(make_hostile(value), "html", template)) for value in (f"Q{text}Q", "Q"))
    assert [name for name, _ in hostile.seen] == [name for name, _ in plain.seen]
    for _, attributes in hostile.seen:
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith(("#", "https:", "2031-03-0"))


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_a_page_read_back_from_its_json_is_printed_the_same(format: str) -> None:  # noqa: A002
    assert render(from_json(to_json(FRONT)), format) == render(FRONT, format)


def test_plain_text_keeps_to_72_columns() -> None:
    rows = render(FRONT, "txt").splitlines()
    assert max(len(row) for row in rows if "://" not in row) == 72


def test_a_template_of_the_user_s_wins_or_builds_on_ours_and_one_for_briefings_shows_stories_as_sections(
    tmp_path: Path,
) -> None:
    written(tmp_path, "front.txt.j2", "{{ stories|map(attribute='title')|listed }}")
    assert render(FRONT, "txt", folders=[tmp_path]) == f"{FERRY.title} and {LAMP_STORY.title}\n"
    child = '{% extends "packaged/front.md.j2" %}{% block lists %}{{ lists|length }} lists{% endblock %}'
    assert "\n5 lists\n" in render(FRONT, "md", written(tmp_path, "mine.md.j2", child))
    ours = render(FRONT, "md", templates_folder() / "briefing.md.j2")
    assert f"## {FERRY.title}\n" in ours
    assert "| Brannoch Courier | [Mayor and ferry line" in ours


def test_a_markdown_page_made_html_keeps_the_links_of_its_contents() -> None:
    page = render(FRONT, "html", templates_folder() / "front.md.j2")
    assert re.search('<a href="#story-2"[^>]*>Lighthouse', page)
    assert '<a id="story-2"' in page


def test_the_sources_of_a_front_page_are_those_that_it_names_and_the_other_outlets_stand_in_one_line() -> None:
    context = build_front_context(FRONT)
    named = [source.id for source in context["sources"]]
    assert [source.number for source in context["sources"]] == [*range(1, len(named) + 1)]
    # Of an outlet that the page names it has read more, too: that goes without saying.
    assert not context["also_read"]
    hushed = replace(FRONT, briefings={}, pile=replace(FRONT.pile, singles=(), comments=(), roundups=()))
    context = build_front_context(hushed)
    assert [source.outlet for source in context["also_read"]] == ["Pier Gazette"]
    text = " ".join(text_of(hushed, "txt").split())
    assert "Also read: Pier Gazette." in text


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_a_front_page_of_news_only_without_any_says_so_once(format: str) -> None:  # noqa: A002
    empty = replace(FRONT, pile=Pile(()), briefings={}, quiet=(), new_only=True)
    assert text_of(empty, format).count("Nothing new.") == 1
    assert "Also read" not in text_of(empty, format)
