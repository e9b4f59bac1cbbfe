from __future__ import annotations

import html
import re

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarizer.text.escaping import escape_destination, escape_markdown, flatten, safe_url

NASTY = st.text(alphabet="*_`[]<>&#|~!\\+-=.:;()1 2a{}\n\t\"'^$/x", max_size=40)
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "**",
            "__",
            "`",
            "```",
            "~~",
            "~~~",
            "- ",
            "+ ",
            "1. ",
            "2) ",
            "# ",
            "===",
            "---",
            "> ",
            "|",
            ":-:",
            "![",
            "](",
            ")",
            "<b>",
            "</b>",
            "<!--",
            "<http://a.example>",
            "&lt;",
            "&#60;",
            "&amp",
            "\\",
            "a",
            " ",
            "\n",
            "[^1]",
            "[x]: y",
            "ü",
        ]
    ),
    max_size=12,
).map("".join)
PLACES = [
    "{}",
    "- {}",
    "# {}",
    "para\n{}",
    "**{}**",
    "| a |\n| --- |\n| {} |",
    "[{}](http://a.example)",
    "- a\n    - {}",
]


def seen(page: str) -> str:
    """Give what a reader sees of a piece of HTML, blanks aside."""
    return "".join(html.unescape(re.sub("<[^>]*>", "", page)).split())


def by_python_markdown(source: str) -> str:
    return markdown.markdown(source, extensions=["tables"])


def by_commonmark(source: str) -> str:
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source))


@pytest.mark.parametrize("convert", [by_python_markdown, by_commonmark])
@given(text=NASTY | FRAGMENTS | st.text(max_size=40))
@example(text="2024. The year")
@example(text="a & b &copy; &#35;#")
@example(text="trailing !")
@example(text="]:")
@example(text="\x02amp\x03")
def test_a_text_is_printed_as_it_stands_wherever_it_is_put(convert: object, text: str) -> None:
    assert callable(convert)
    expected = "".join(flatten(text).replace("\x00", "").split())
    for place in PLACES:
        if not expected:
            continue
        frame = seen(convert(place.format("Q")))
        assert seen(convert(place.format(escape_markdown(text)))) == frame.replace("Q", expected), place


@given(NASTY | FRAGMENTS)
def test_a_text_never_makes_an_element_of_its_own(text: str) -> None:
    for convert in (by_python_markdown, by_commonmark):
        page = convert(f"Q {escape_markdown(text)}")
        assert set(re.findall("<(/?[a-z0-9]+)", page)) == {"p", "/p"}


@pytest.mark.parametrize(
    "prose",
    [
        "It’s $5 (2.5%), isn't it? “Yes!” she said – twice; e.g. in 2024.",
        "R&D at Johnson & Johnson cost 3 + 4 = 7, well-known facts.",
        "-5 degrees, +3 at noon",
        "https://news.example/a-b.html",
    ],
)
def test_ordinary_prose_is_left_alone(prose: str) -> None:
    assert escape_markdown(prose) == prose


def test_bidirectional_overrides_go_and_the_marks_that_arabic_needs_stay() -> None:
    assert flatten("a\u202eb\u2066c\u200fd\u200ce") == "abc\u200fd\u200ce"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "//news.example/x",
        "/etc/passwd",
        "http:///x",
        "http://",
        "https://news.example/a b",
        "https://news.example/\x00",
        "https://news.example/\u202e",
        'https://news.example/"onclick=x',
        "https://[broken/x",
        "https://news.example:99999/",
        "",
    ],
)
def test_an_address_that_no_reader_may_be_sent_to_is_dropped(url: str) -> None:
    assert safe_url(url) == ""
    assert escape_destination(url) == ""


@pytest.mark.parametrize("url", ["http://a.example", "HTTPS://a.example:8080/x?y=z#w", "https://bücher.example/ü"])
def test_a_web_address_stays_as_it_is(url: str) -> None:
    assert safe_url(url) == url


@given(st.text(alphabet="()[]<>*_`~|\\&;amp!'ab/?=#%", max_size=30))
def test_a_link_has_one_destination_and_nothing_beside_it(tail: str) -> None:
    destination = escape_destination(f"https://a.example/{tail}")
    if not destination:
        return
    for convert in (by_python_markdown, by_commonmark):
        page = convert(f"[label]({destination})")
        assert re.fullmatch(r'<p><a href="https://a\.example/[^"<>]*">label</a></p>\s*', page), page
