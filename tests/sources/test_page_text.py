from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.sources.markup import parse_html
from summarizer.sources.page_notes import note_page, read_page_text
from summarizer.sources.readers import read_file
from summarizer.text.page_places import PagePlaces, parse_places

LEAD = "The night market of Dorn may stay on the quay."
TEXT = f"{LEAD} Traders had expected the opposite.\n\nThe town will put up nine bins and a clock."
PARAGRAPHS = f"<p>{LEAD} Traders had expected the opposite.</p><p>The town will put up nine bins and a clock.</p>"


def note(html: str, text: str = TEXT) -> PagePlaces:
    """Return what a page has for the text of its article."""
    found = parse_places(note_page(read_page_text(parse_html(f"<html><body>{html}</body></html>")), text), len(text))
    assert found is not None
    return found


def test_a_page_that_repeats_nothing_has_nothing_to_note() -> None:
    assert note(PARAGRAPHS) == PagePlaces()


def test_what_stands_above_the_article_too_is_repeated_and_what_stands_below_is_not() -> None:
    assert note(f"<p>{LEAD}</p>{PARAGRAPHS}").repeated == ((0, len(LEAD) - 1),)
    assert note(f"{PARAGRAPHS}<p>{LEAD}</p>") == PagePlaces()


@pytest.mark.parametrize(
    "hidden",
    ["<div hidden>{}</div>", '<div style="display: none">{}</div>', "<template>{}</template>", "<script>{}</script>"],
)
def test_what_never_shows_is_not_there(hidden: str) -> None:
    assert note(hidden.format(LEAD) + PARAGRAPHS) == PagePlaces()


def test_what_a_style_sheet_may_hide_counts_as_shown() -> None:
    assert note(f'<div class="is-hidden">{LEAD}</div>{PARAGRAPHS}').repeated


@pytest.mark.parametrize(
    ("amid", "kind"),
    [
        ("market <span>advertisement</span> of", "broken"),
        ("market<sup>1</sup> of", "broken"),
        ("market<sup><a href='#n1'>1</a></sup> of", "broken"),
        ("mar<b>ket</b> of", "broken"),
        ("market – of", "broken"),
        ("market<br>of", "cut"),
    ],
)
def test_what_stands_between_two_words_of_the_page_alone_parts_them(amid: str, kind: str) -> None:
    found = note(PARAGRAPHS.replace("market of", amid))
    assert TEXT.index("of Dorn") in getattr(found, kind)


def test_an_element_behind_a_sign_that_closes_begins_a_word() -> None:
    caption = "<figcaption>“The night market of Dorn”<span>Photo: Ida Holm</span></figcaption>"
    assert note(caption + PARAGRAPHS).repeated == ((0, TEXT.index(" may")),)


@pytest.mark.parametrize(
    "amid",
    ["<a href='/m'>market</a> of", "<em>market of</em>", "mar&shy;ket of", "market&nbsp;of", "mark<sup>et</sup> of"],
)
def test_links_emphasis_and_soft_hyphens_part_nothing(amid: str) -> None:
    assert note(PARAGRAPHS.replace("market of", amid)) == PagePlaces()


def test_a_box_between_paragraphs_parts_them() -> None:
    assert note(PARAGRAPHS.replace("</p><p>", "</p><div>Advertisement</div><p>")).broken == {TEXT.index("The town")}


def test_what_has_the_mark_of_a_footnote_is_the_same_words() -> None:
    marked = PARAGRAPHS.replace("market of", "market<sup><a href='#n1'>[1]</a></sup> of")
    assert note(f"<div>{LEAD}</div>{marked}").repeated == ((0, len(LEAD) - 1),)


@pytest.mark.parametrize(
    "beside",
    ["<a href='/1'><div>{}</div></a>", "<aside>{}</aside>", '<div class="c-quote">{}</div>', '<p class="dek">{}</p>'],
)
def test_the_articles_own_place_is_that_which_is_not_beside_it(beside: str) -> None:
    repeated = note(beside.format(LEAD) + PARAGRAPHS)
    assert (repeated.repeated, repeated.beside) == (((0, len(LEAD) - 1),), ())


def test_a_text_that_does_not_stand_on_the_page_is_parted_everywhere() -> None:
    assert len(note("<p>Something else.</p>").broken) == len(TEXT.split()) - 1


def test_a_page_that_repeats_one_word_for_ever_is_read_in_time() -> None:
    words = "again " * 20_000
    assert note(f"<p>{words}</p>", words).repeated


def test_the_note_of_a_saved_page_is_of_the_text_that_was_read(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(f"<html><title>Market</title><p>{LEAD}</p><main><h1>Market</h1>{PARAGRAPHS * 3}</main></html>")
    (article,), _ = read_file(str(page))
    assert parse_places(article.on_page, len(article.text)) is not None
