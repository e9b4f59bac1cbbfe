"""The texts of a mail: fit for mail programs, safe, small enough, and the user's where there are any."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_briefing import ARTICLES, BRIEFING
from sample_front_page import FERRY, FRONT, LAMP_STORY, make_hostile
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from summarizer.errors import ConfigError
from summarizer.mail.message import MOST_BYTES, inline_style, write_parts
from summarizer.model import Briefing, BriefingSection

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion
    from syrupy.location import PyTestLocation

PARTS, _ = write_parts(BRIEFING, "morning")
FRONT_PARTS, _ = write_parts(FRONT, "morning")
HOSTILE = st.text(alphabet="<>&\"'`*_[]()|#!{}%\\-=~:;\n a1/\u202e\x00\ud800", max_size=30)


class Approved(SingleFileSnapshotExtension):
    """Keeps each approved part as a file that can be opened."""

    _write_mode = WriteMode.TEXT

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(Path(test_location.filepath).parent.parent / "snapshots" / "test_mail_parts")


class ApprovedHtml(Approved):
    file_extension = "html"


class ApprovedText(Approved):
    file_extension = "txt"


class Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_the_html_part_looks_as_it_was_approved(snapshot: SnapshotAssertion) -> None:
    assert snapshot.use_extension(ApprovedHtml) == PARTS.html


def test_the_text_part_looks_as_it_was_approved(snapshot: SnapshotAssertion) -> None:
    assert snapshot.use_extension(ApprovedText) == PARTS.text


def test_the_html_part_of_a_front_page_looks_as_it_was_approved(snapshot: SnapshotAssertion) -> None:
    assert snapshot.use_extension(ApprovedHtml) == FRONT_PARTS.html


def test_the_text_part_of_a_front_page_looks_as_it_was_approved(snapshot: SnapshotAssertion) -> None:
    assert snapshot.use_extension(ApprovedText) == FRONT_PARTS.text


def test_the_html_part_says_that_it_may_load_nothing() -> None:
    policies = [
        a["content"] for tag, a in Elements(PARTS.html).seen if a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_the_html_part_fetches_nothing_and_runs_nothing() -> None:
    page = Elements(PARTS.html)
    known = {"html", "head", "meta", "title", "style", "body", "table", "tbody", "tr", "td", "h1", "h2", "p", "a"}
    assert {tag for tag, _ in page.seen} <= known | {"b", "i", "bdi", "ins", "span", "th", "caption"}
    assert not re.search(r"url\(|@import|javascript:[^)]*\"|\bsrc=", PARTS.html)
    assert not [name for _, attributes in page.seen for name in attributes if name.startswith("on")]
    assert {str(attributes["href"]).partition("#")[0] for tag, attributes in page.seen if tag == "a"} == {
        article.url for article in ARTICLES if article.url.startswith("https:")
    }


def test_the_style_is_in_the_elements_and_only_what_cannot_be_is_left() -> None:
    page = Elements(PARTS.html)
    for tag, attributes in page.seen:
        if tag in ("body", "td", "h1", "h2", "p", "a", "ins"):
            assert attributes.get("style"), tag
    (style,) = re.findall(r"<style>(.*?)</style>", PARTS.html, re.DOTALL)
    assert re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", style).strip() == ""
    # Word knows no layout but tables, and takes colours of the ground from the attribute.
    assert not re.search(r"flex|grid|float|position:|var\(|<div", PARTS.html)
    assert {"bgcolor", "width", "role"} <= {name for _, attributes in page.seen for name in attributes}
    assert '<!--[if mso]><table role="presentation" width="640"' in PARTS.html
    assert '<meta name="color-scheme" content="light dark">' in PARTS.html


def test_the_text_part_is_its_own_and_keeps_to_72_columns() -> None:
    lines = PARTS.text.splitlines()
    assert max(len(line) for line in lines if "://" not in line) <= 72
    assert "THE CALL" in lines
    assert "Mayor Odile Brandt telephoned the ferry line’s director on Monday" in lines
    assert "evening. [1, 2]" in lines
    assert "roster. [2, via Coast Wire]" in " ".join(PARTS.text.split())
    assert "    https://courier.example/2031/03/ferry_(strike)?a=1&b=2" in lines
    assert "<p" not in PARTS.text
    assert "\n\n\n\n" not in PARTS.text


def test_what_only_the_maker_needs_is_not_mailed() -> None:
    for part in (PARTS.text, PARTS.html, FRONT_PARTS.text, FRONT_PARTS.html):
        assert "outlet inferred from" not in part
        assert "empty.txt" in part
        assert "articles/" not in part


@settings(max_examples=15, deadline=None)
@given(HOSTILE)
def test_no_text_makes_an_element_or_a_link(text: str) -> None:
    def parts_with(value: str) -> list[tuple[str, dict[str, str | None]]]:
        article = replace(ARTICLES[0], outlet=value, title=value, url=f"javascript:{value}", published=value)
        told = replace(BRIEFING.sections[-1].lines[0], text=value, origin=value, speaker=value, outlet=value)
        hostile = replace(
            BRIEFING,
            title=value,
            date=value,
            articles=(article,),
            sections=(BriefingSection(value, value, (told,), True),),
        )
        return Elements(write_parts(hostile, value or "x")[0].html).seen

    with_text, plain = parts_with(f"Q{text}Q"), parts_with("Q")
    assert [tag for tag, _ in with_text] == [tag for tag, _ in plain]
    assert [sorted(attributes) for _, attributes in with_text] == [sorted(attributes) for _, attributes in plain]


@settings(max_examples=10, deadline=None)
@given(HOSTILE)
def test_no_text_of_a_front_page_makes_an_element_a_link_or_a_second_line(text: str) -> None:
    hostile, plain = (write_parts(make_hostile(value), "x")[0] for value in (f"Q{text}Q", "Q"))
    assert [tag for tag, _ in Elements(hostile.html).seen] == [tag for tag, _ in Elements(plain.html).seen]
    for _, attributes in Elements(hostile.html).seen:
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith(("#", "https:"))
    assert hostile.subject.isprintable()


def test_a_page_that_would_be_cut_off_loses_its_details_and_no_sentence() -> None:
    many = long_briefing(150)
    parts, problems = write_parts(many, "morning")
    assert problems == ()
    assert len(parts.html.encode()) <= MOST_BYTES
    for place, told in enumerate(many.sections[0].lines):
        assert told.text in parts.html, place
        assert told.text in " ".join(parts.text.split()), place
    assert "also" in parts.html
    assert ARTICLES[0].title not in parts.html
    assert ":~:" not in parts.html
    assert ":~:" in write_parts(long_briefing(20), "morning")[0].html
    assert ARTICLES[0].title in write_parts(long_briefing(20), "morning")[0].html


def long_briefing(lines: int) -> Briefing:
    first = BRIEFING.sections[0].lines[0]
    told = [replace(first, text=f"Sentence {number} tells it.", cluster=f"c{number}") for number in range(lines)]
    return replace(BRIEFING, sections=(BriefingSection("all", "All", tuple(told)),))


def test_a_page_that_is_too_large_without_details_is_sent_whole_and_named() -> None:
    parts, (problem,) = write_parts(long_briefing(300), "morning")
    assert "Sentence 299 tells it." in parts.html
    assert problem.where == "morning"
    assert re.fullmatch(r"the mail's page has \d+ kB, and Gmail shows no more than 100: ask .*", problem.message)


def test_a_mail_of_many_stories_says_how_many_in_its_subject_and_leads_to_each() -> None:
    assert FRONT_PARTS.subject == f"The news of 5 March 2031: 4 stories, {FERRY.title}; {LAMP_STORY.title}"
    page = Elements(FRONT_PARTS.html).seen
    wanted = ["story-1", "story-2", "more", "singles", "comments", "roundups", "quiet"]
    links = [attributes["href"] or "" for tag, attributes in page if "href" in attributes]
    assert [link[1:] for link in links if link.startswith("#")] == wanted
    assert [attributes["id"] for _, attributes in page if attributes.get("id")] == wanted
    assert [attributes["name"] for tag, attributes in page if tag == "a" and "name" in attributes] == wanted
    assert all(link.startswith(("#", "https://")) for link in links)
    assert not re.search(r"flex|grid|float|position:|var\(|<div|url\(|\bsrc=", FRONT_PARTS.html)
    for tag, attributes in page:
        assert tag not in ("td", "h1", "h2", "h3", "p", "a") or attributes.get("style"), tag


def test_a_mail_of_many_long_stories_loses_its_details_and_no_sentence() -> None:
    told = long_briefing(60)
    parts, problems = write_parts(replace(FRONT, briefings={FERRY.id: told, LAMP_STORY.id: told}), "morning")
    assert problems == ()
    assert parts.html.count("Sentence 59 tells it.") == 2
    assert 'href="https://northlight.example/ferry"' not in parts.html
    assert "also <bdi>Northlight Radio" in parts.html


def test_a_huge_hostile_line_is_written_in_seconds() -> None:
    told = replace(BRIEFING.sections[0].lines[0], text="<" * 50_000 + "]]>" * 1000 + "&" * 50_000)
    start = time.monotonic()
    write_parts(replace(BRIEFING, sections=(BriefingSection("a", "b", (told,)),)), "morning")
    assert time.monotonic() - start < 5


def test_a_subject_may_be_set_is_one_line_and_not_endless() -> None:
    assert write_parts(BRIEFING, "morning", "{{ name }}: {{ length.sentences }} news")[0].subject == "morning: 14 news"
    assert write_parts(BRIEFING, "morning", "a\n\n b")[0].subject == "a b"
    assert write_parts(BRIEFING, "morning", "{{ '' }}")[0].subject == "morning"
    assert len(write_parts(replace(BRIEFING, title="x" * 9999), "morning")[0].subject) == 250
    with pytest.raises(ConfigError, match="nonsense") as caught:
        write_parts(BRIEFING, "morning", "{{ nonsense }}")
    assert caught.value.where == "mail.subject"


def test_templates_of_the_user_win_and_can_build_on_ours(tmp_path: Path) -> None:
    own = {
        "mail.html.j2": '{% extends "packaged/mail.html.j2" %}{% block foot %}<p>Ours & {{ title }}</p>{% endblock %}',
        "mail.txt.j2": "{{ title }}\n",
        "mail.subject.j2": "{{ title|upper }}",
    }
    for name, text in own.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    parts, _ = write_parts(BRIEFING, "morning", folders=[tmp_path])
    assert parts.text == "Mayor & ferry line *talk* again\n"
    assert parts.subject == "MAYOR & FERRY LINE *TALK* AGAIN"
    assert "Ours &amp; Mayor &amp; ferry line" in parts.html
    assert "Every sentence is as its outlet wrote it" not in parts.html
    (tmp_path / "mail.txt.j2").write_text("a\n{{ nonsense }}", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        write_parts(BRIEFING, "morning", folders=[tmp_path])
    assert caught.value.where == f"{tmp_path / 'mail.txt.j2'}:2"


def test_style_from_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    sheet = tmp_path / "x.css"
    sheet.write_text("p { color: red }", encoding="utf-8")
    for place in ("https://style.example/x.css", sheet.as_uri(), str(sheet)):
        assert "red" not in inline_style(f'<link rel="stylesheet" href="{place}"><p>x</p>')


def test_an_edition_with_nothing_in_it_says_so() -> None:
    parts, _ = write_parts(
        replace(BRIEFING, sections=(BriefingSection("a", "Reactions", ()),), articles=(), problems=()), "morning"
    )
    assert "Nothing from these articles at this length." in parts.text
    assert "Nothing from these articles at this length." in parts.html
    assert "SOURCES" not in parts.text


def test_what_no_line_cites_is_named_in_one_line() -> None:
    unheard = replace(ARTICLES[0], id="x1", outlet="Marl Herald", path="/home/ida/marl.md", url="")
    parts, _ = write_parts(replace(BRIEFING, articles=(*ARTICLES, unheard)), "morning")
    assert "Also read: Marl Herald." in parts.text
    assert parts.html.count("Marl Herald") == 1
    assert "/home" not in parts.text + parts.html
