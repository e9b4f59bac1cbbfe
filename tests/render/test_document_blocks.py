"""A page's blocks hold all that its Markdown says, in its order, and nothing else."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sample_briefing import BRIEFING
from sample_front_page import FRONT

from summarizer.model import Page
from summarizer.render.printed_documents import Block, Span, read_blocks
from summarizer.render.rendering import render_fragment


def read_text(blocks: tuple[Block, ...]) -> str:
    """Give the words of blocks, each separated by one blank."""
    spans = [cell for block in blocks for row in ((block.spans,), *block.rows) for cell in row]
    return " ".join(" ".join("".join(span.text for span in one) for one in spans).split())


@pytest.mark.parametrize("page", [BRIEFING, FRONT])
def test_no_word_is_lost_or_added(page: Page) -> None:
    fragment = render_fragment(page)
    plain = re.sub(r"<[^>]*>", " \x00", fragment)
    wanted = re.sub(r"\s*\x00+\s*", " ", html.unescape(plain))
    assert read_text(read_blocks(fragment)).replace(" ", "") == "".join(wanted.split()).replace("\x00", "")


def test_what_stands_under_a_line_is_one_level_deeper() -> None:
    blocks = read_blocks(render_fragment(BRIEFING))
    levels = {block.level for block in blocks if block.kind == "item"}
    assert levels == {1, 2}
    boxes = [block for block in blocks if block.kind == "item" and block.level == 2]
    assert all(block.spans[0].text.startswith("Disagrees") for block in boxes)
    assert len(boxes) == sum(len(line.disagreement) for part in BRIEFING.sections for line in part.lines)


def test_each_link_of_a_front_page_leads_to_a_place_in_it() -> None:
    blocks = read_blocks(render_fragment(FRONT))
    places = {place for block in blocks for place in block.places}
    links = {span.link[1:] for block in blocks for span in block.spans if span.link.startswith("#")}
    assert links
    assert links <= places


def test_looks_and_links_are_of_their_words_alone() -> None:
    (block,) = read_blocks(
        '<p>a <strong>b</strong>\n<em>c <a href="https://x.example/?a=1&amp;b">d</a></em>\u00a0e </p>'
    )
    assert block.spans == (
        Span("a "),
        Span("b", strong=True),
        Span(" "),
        Span("c ", emphasis=True),
        Span("d", emphasis=True, link="https://x.example/?a=1&b"),
        Span("\u00a0e"),
    )


@given(st.text(alphabet='<>/&;" aplihtdr123\n', max_size=60))
@example("<td>")
@example("<table><tr><td><table></table></td></tr></table>")
def test_any_text_can_be_read(text: str) -> None:
    read_blocks(text)
