"""Bodies for webhooks: whole, attributed, bounded, and nothing of a page becomes markup, a mention or a link."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_briefing import BRIEFING
from sample_front_page import FRONT

from summarizer.errors import ConfigError
from summarizer.model import Briefing, BriefingSection, Single
from summarizer.render.webhook_body import BOUNDS, write_body

JOINER = "\u2060"
CHATS = tuple(name for name in BOUNDS if name != "json")
PAGE = "https://desk.example/2031-03-05.html"


class Html(HTMLParser):
    """The tags of a text with their addresses, and what is between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(page: Any, template: str, **more: Any) -> Any:
    return json.loads(write_body(page, "morning", template, url=PAGE, **more))


def list_texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts of JSON with the keys that they have; HTML as what a reader sees of it."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield from list_texts(held, name)
    elif isinstance(value, list):
        for held in value:
            yield from list_texts(held, key)
    elif isinstance(value, str):
        yield key, "".join(Html(value).texts) if key == "formatted_body" else value


def show(body: Any) -> str:
    """Give all that a reader sees, as it was before links were broken."""
    seen = "".join(f"{text}\n" if key != "text" else text for key, text in list_texts(body) if key != "url")
    return seen.replace(JOINER, "")


def find_shape(value: Any) -> Any:
    """Give JSON without its texts, and HTML without what is between its tags."""
    if isinstance(value, dict):
        return {name: Html(held).tags if name == "formatted_body" else find_shape(held) for name, held in value.items()}
    if isinstance(value, list):
        return [find_shape(held) for held in value]
    return type(value).__name__ if isinstance(value, str) else value


def say(page: Briefing, text: str) -> Briefing:
    """Return the sample with another text in the place of a sentence, a title, an outlet and a speaker."""
    first, *rest = page.sections
    line = replace(first.lines[0], text=text, edits=(), speaker=text, outlets=(text,), also=(), related=())
    articles = [replace(page.articles[0], outlet=text, title=text, text=text), *page.articles[1:]]
    sections = (replace(first, title=text, lines=(line,)), *rest)
    return replace(page, title=text, sections=sections, articles=tuple(articles))


HOSTILE = [
    '"}],"text":"x',
    '\\",\\n\\u0022',
    "<!channel> <@U123> <https://evil.example|here> &lt;!here&gt;",
    "*bold* _it_ `code` ~gone~ [x](https://evil.example) # head",
    "@here @channel @room @ann:matrix.example #desk:matrix.example",
    "</li></ul><script>alert(1)</script><a href='x'>&amp;",
    "{{ 7*7 }} {% if x %} ${title} {{DATE(2017-02-14T06:00:00Z, SHORT)}}",
    "https://evil.example www.evil.example evil.example ann@evil.example mailto:ann@evil.example",
    "a\x00b\u202ec\u2028d\ud800e",
]


@pytest.mark.parametrize("template", BOUNDS)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_field_an_element_a_link_or_a_mention(template: str, text: str) -> None:
    body = read(say(BRIEFING, text), template)
    assert find_shape(body) == find_shape(read(say(BRIEFING, "plain words"), template))
    if template == "json":
        return
    forbidden = r"://|@\w|#\w|\w\.[^\W\d_]{2}" + (r"|\{\{" if template == "teams" else "")
    for key, seen in list_texts(body):
        if key not in ("url", "click", "$schema", "contentType", "format", "msgtype", "type", "version"):
            assert not re.search(forbidden, seen), (key, seen)
    if template == "slack":
        assert not re.search("[<>]", body["text"])


@settings(max_examples=25)
@given(st.text(st.sampled_from('"\\{}[]<>&@#*_`|\n\t :/.aé…\u2060\ud83d\ude00'), max_size=30))
def test_any_text_leaves_each_body_as_it_is_built(text: str) -> None:
    for template in BOUNDS:
        wanted = find_shape(read(say(BRIEFING, "words"), template))
        assert find_shape(read(say(BRIEFING, f"x{text}x"), template)) == wanted


@pytest.mark.parametrize("template", BOUNDS)
def test_every_line_stands_in_it_with_its_outlet_and_who_tells_it_too(template: str) -> None:
    seen = show(read(BRIEFING, template))
    for section in BRIEFING.sections:
        for line in section.lines:
            assert line.text in seen
            after = seen.split(line.text, 1)[1][:200]
            assert line.outlet in after or "unknown outlet" in after
            assert all(other.outlet in after for other in line.also)
            assert all(other.text in seen for other in line.disagreement)
    assert "Every sentence is as its outlet wrote it" in seen
    assert "Northlight Radio (inferred)" in seen


@pytest.mark.parametrize("template", BOUNDS)
def test_a_headline_has_its_outlet(template: str) -> None:
    seen = show(read(FRONT, template))
    titles = [(FRONT.pile.stories[0].title, "Brannoch Courier"), ("Lighthouse keeper’s <lamp>", "Skerry *Post*")]
    for title, outlet in titles:
        assert outlet in seen.split(title, 1)[1][:150]
    if template not in ("ntfy", "slack"):
        for alone in ("Notice 1 of the harbour", "Let the gulls be"):
            assert re.search(r"Pier Gazette|Skerry \*Post\*", seen.split(alone, 1)[1][:80])


def lengthen(page: Briefing, texts: list[str]) -> Briefing:
    """Return the sample with so many lines in its first section."""
    first = page.sections[0]
    lines = tuple(replace(first.lines[1], text=text, edits=()) for text in texts)
    return replace(page, sections=(BriefingSection(first.id, first.title, lines),), problems=())


def test_an_outlet_is_no_second_one_in_another_language() -> None:
    german = replace(FRONT.pile.articles[-1], id="x", language="de")
    singles = (Single(FRONT.pile.articles[-1].id, translations=("x",)), Single("x"))
    pile = replace(FRONT.pile, articles=(*FRONT.pile.articles, german), stories=(), singles=singles, roundups=())
    body = read(replace(FRONT, pile=pile, briefings={}, quiet=()), "json")
    (line,) = [line for part in body["parts"] for line in part["lines"] if line["text"] == german.title]
    assert (line["also"], line["credit"]) == ([], "Deutsch")


@pytest.mark.parametrize("template", CHATS)
def test_what_does_not_fit_is_left_out_by_whole_lines_and_counted(template: str) -> None:
    texts = [f"Line {n:03} tells of the ferry and of the men and women who sail it, day after day." for n in range(500)]
    written = write_body(lengthen(BRIEFING, texts), "morning", template, url=PAGE)
    body, bounds = json.loads(written), BOUNDS[template]
    seen = show(body)
    shown = [text for text in texts if text in seen]
    assert shown == texts[: len(shown)]
    assert len(shown) > 8
    assert f"And {500 - len(shown)} more." in seen
    assert len(re.findall(r"Line \d{3} ", seen)) in (len(shown), 2 * len(shown))
    assert not bounds.most_bytes or len(written) <= bounds.most_bytes
    assert not bounds.most_characters or len(written.decode()) <= bounds.most_characters
    if bounds.most_blocks:
        assert len(body["blocks"]) <= bounds.most_blocks
        assert max(len(json.dumps(block)) for block in body["blocks"]) <= bounds.block_characters


def test_a_line_that_fits_nowhere_leaves_the_others_in_their_places() -> None:
    texts = ["Short one.", "Long " * 1_000 + "end.", "Short two."]
    for template in ("slack", "ntfy"):
        seen = show(read(lengthen(BRIEFING, texts), template))
        assert re.search(r"Short one\..*Short two\..*And 1 more\.", seen, re.DOTALL)
        assert "Long" not in seen


def test_a_page_without_lines_says_so() -> None:
    empty = replace(BRIEFING, sections=(), problems=(), new_only=True)
    for template in CHATS:
        assert "Nothing new." in show(read(empty, template))
    assert read(empty, "json")["parts"] == []


def test_what_stands_around_the_sentences_is_in_the_page_s_language() -> None:
    seen = show(read(replace(BRIEFING, language="de"), "ntfy"))
    assert re.search(r"auch Northlight Radio; höchstens 2 unabhängige Quellen", seen)
    assert "Abweichend (Zahlen): „Some 2,100 passengers" in seen


def test_a_speaker_stands_before_a_line_that_does_not_name_him() -> None:
    seen = show(read(BRIEFING, "ntfy"))
    assert "• “We will not sail with half a crew,” said Tomas Reuel" in seen
    assert "• Pier *Office*: 1) The pier stayed shut." in seen
    lines = [line for part in read(BRIEFING, "json")["parts"] for line in part["lines"]]
    assert {"Tomas Reuel", "Pier *Office*"} <= {line["speaker"] for line in lines}


def test_the_same_page_gives_the_same_bytes_and_others_others() -> None:
    for template in BOUNDS:
        assert write_body(BRIEFING, "a", template) == write_body(BRIEFING, "a", template)
    assert write_body(BRIEFING, "a", "ntfy") != write_body(BRIEFING, "b", "ntfy")
    assert read(BRIEFING, "ntfy", topic="news")["topic"] == "news"
    assert "click" not in json.loads(write_body(BRIEFING, "a", "ntfy"))


def test_a_template_of_the_user_s_is_used_and_its_faults_are_told(tmp_path: Path) -> None:
    def write(text: str) -> bytes:
        (tmp_path / "webhook.own.json.j2").write_text(text, encoding="utf-8")
        return write_body(BRIEFING, "morning", "own", [tmp_path])

    assert (
        write('{ "t": "{{ title }}",\n "n": {{ parts|length }} }') == b'{"t":"Mayor & ferry line *talk* again","n":5}'
    )
    for text, said in (("{{ title }}", "no JSON"), ("[" * 100_000, "no JSON"), ("{{ x }}", "'x' is undefined")):
        with pytest.raises(ConfigError, match=said):
            write(text)
    with pytest.raises(ConfigError, match="no such template"):
        write_body(BRIEFING, "morning", "absent", [tmp_path])
    (tmp_path / "webhook.ntfy.json.j2").write_text(f'{{"message": "{"x" * 5_000}"}}', encoding="utf-8")
    with pytest.raises(ConfigError, match="too large for its receiver"):
        write_body(BRIEFING, "morning", "ntfy", [tmp_path])
