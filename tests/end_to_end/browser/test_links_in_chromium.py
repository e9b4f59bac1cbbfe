"""Links to a sentence, followed in a real browser: the page scrolls to it, and marks it.

The pages have what the program does not print: navigation, teasers that repeat a sentence above or below it, tags amid
words, soft hyphens, blanks that do not break. Each sentence's element has a colour of its own for what is marked.
"""

from __future__ import annotations

import re
import threading
import time
from dataclasses import replace
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from devtools import Chromium

from summarizer import Length, Options, read_articles, summarize
from summarizer.text.page_places import format_directive, link_sentence
from summarizer.text.tokens import letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.model import BriefingSentence

PAGES = Path(__file__).parent.parent.parent / "cases" / "pages"
#: Pages that repeat sentences above them, and that have more amid a line than the article.
ODD_PAGES = PAGES.parent / "odd_pages"
LANGUAGES = sorted(path.stem for path in PAGES.glob("*.html"))
SENTENCES = range(1, 8)
COLOURS = {(number << 8) + 255: f"s{number}" for number in SENTENCES} | {0xFF0000: "elsewhere"}
STYLE = "".join(
    f"#s{number}::target-text,#s{number} *::target-text{{background:rgb(0,{number},255);color:#fff}}"
    for number in SENTENCES
)
#: The sentences in sight, on a page that has scrolled.
IN_SIGHT = """[...document.querySelectorAll("[id^=s]")].filter(one => {
  const place = one.getBoundingClientRect();
  return scrollY > 0 && place.top >= 0 && place.bottom <= innerHeight;
}).map(one => one.id)"""

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *told: Any) -> None:
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the pages, styled so that what is marked can be told."""
    folder = tmp_path_factory.mktemp("pages")
    rules = "::target-text{background:#f00;color:#fff}.space{height:1500px}.first{float:left}" + STYLE
    for path in (*PAGES.glob("*.html"), *ODD_PAGES.glob("*.html")):
        page = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(page.replace("</head>", f"<style>{rules}</style></head>"), "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@cache
def read_lines(name: str, folder: Path = PAGES) -> tuple[BriefingSentence, ...]:
    """Return all sentences of a page as the program reads them."""
    articles, _ = read_articles([str(folder / f"{name}.html")])
    placed = [replace(article, url="https://wire.example/1") for article in articles]
    made = summarize(placed, Options(length=Length(100, "percent"), date="2031-03-05"))
    return tuple(line for section in made.sections for line in section.lines)


def follow(browser: Chromium, url: str, looks: int = 200) -> tuple[set[str], list[str]]:
    """Open an address; return which sentences are marked, and which are in sight if the page has scrolled."""
    browser.open("about:blank")
    browser.open(url)
    in_sight: list[str] = []
    for _ in range(looks):  # a browser looks for the words shortly after the page is there
        in_sight = browser.ask(IN_SIGHT)
        if in_sight:
            break
        time.sleep(0.1)
    # A picture of the whole page takes the window out of its place, so it comes last.
    found = {COLOURS[colour] for colour in browser.count_colours(browser.photograph(whole=True), [*COLOURS])}
    return found, in_sight


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_of_a_page_is_scrolled_to_and_marked(browser: Chromium, address: str, language: str) -> None:
    page = (PAGES / f"{language}.html").read_text(encoding="utf-8")
    marked: set[str] = set()
    for line in read_lines(language):
        found, in_sight = follow(browser, link_sentence(f"{address}/{language}.html", line))
        (name,) = found - {"elsewhere"}
        assert name in in_sight
        assert found == {name}, line.text
        element = re.search(rf'id="{name}">(.*?)</(?:p|span)>', page)
        assert element
        shown = letters(re.sub("<[^>]*>|&(?:shy|nbsp|amp|quot);", "", element[1].replace("&nbsp;", " ")))
        assert shown == letters(line.text)
        marked |= found
    assert len(marked) >= 6


def test_words_that_the_page_has_no_more_open_it_at_its_top(browser: Chromium, address: str) -> None:
    line = read_lines("en")[0]
    gone = replace(line, fragment=f"{line.fragment}%20and%20the%20wall")
    assert follow(browser, link_sentence(f"{address}/en.html", gone), looks=8) == (set(), [])
    assert browser.ask("document.title").startswith("Storm")


def test_the_words_of_a_sentence_alone_would_mark_what_repeats_it_above(browser: Chromium, address: str) -> None:
    (line,) = [one for one in read_lines("en") if one.text.startswith("The harbour master")]
    bare = replace(line, fragment=format_directive("", line.text))
    assert follow(browser, link_sentence(f"{address}/en.html", bare), looks=8)[0] == {"elsewhere"}


@pytest.mark.parametrize("name", ["twice", "broken", "boxes"])
def test_words_that_stand_twice_or_are_cut_are_found_where_the_article_has_them(
    browser: Chromium, address: str, name: str
) -> None:
    lines = read_lines(name, ODD_PAGES)
    assert len(lines) >= 4
    for line in lines:
        found, _ = follow(browser, link_sentence(f"{address}/{name}.html", line), looks=20)
        assert len(found) == 1, line.text
        assert "elsewhere" not in found, line.text
