"""Feeds that were saved as files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from summarizer.sources.places import read_places
from summarizer.sources.readers import STDIN, read_file

if TYPE_CHECKING:
    from pathlib import Path

RSS = """<?xml version="1.0" encoding="{charset}"?>
<!-- saved by hand -->
<rss version="2.0"><channel><title>{title}</title>
<item><title>Ferry back</title><link>https://post.example/ferry</link><pubDate>Tue, 04 Mar 2031 23:40:00 -0500</pubDate>
<description><![CDATA[<p>The ferry sails again to Größe.</p><p>It is blue.</p>]]></description></item>
<item><title>Dam leaks</title><pubDate>no day</pubDate><description>The dam leaks.</description>{source}</item>
<item><title>Nothing but a title</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Norrvik Post</title><entry><title>Ferry back</title>
<id>x:1</id><published>2031-03-04T08:00:00Z</published>
<content type="html">&lt;p&gt;The ferry sails.&lt;/p&gt;</content>
</entry></feed>"""


def write_feed(folder: Path, name: str, **told: str) -> Path:
    path = folder / name
    filled = RSS.format(**{"charset": "utf-8", "title": "Norrvik Post", "source": ""} | told)
    path.write_bytes(filled.encode(told.get("charset", "utf-8")))
    return path


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.txt", "feed"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_saved_feed_is_read_item_by_item(name: str, charset: str, tmp_path: Path) -> None:
    path = write_feed(tmp_path, name, charset=charset)
    (ferry, dam), (empty,) = read_file(str(path))
    assert (ferry.outlet, ferry.outlet_from, ferry.title) == ("Norrvik Post", "metadata", "Ferry back")
    assert (ferry.published, ferry.url, ferry.item) == ("2031-03-04", "https://post.example/ferry", 1)
    assert ferry.text == "The ferry sails again to Größe.\n\nIt is blue."
    assert (dam.published, dam.text, dam.item) == ("", "The dam leaks.", 2)
    assert empty.where == f"{path}, item 3"


def test_a_feed_by_standard_input_and_one_of_atom_are_read_too() -> None:
    (article,), problems = read_places([STDIN], stdin=ATOM.encode())
    assert (article.outlet, article.published, article.text) == ("Norrvik Post", "2031-03-04", "The ferry sails.")
    assert problems == ()


def test_a_saved_json_feed_is_read_and_another_object_is_still_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    item = {"id": "1", "title": "Ferry back", "content_html": "<p>The ferry sails.</p>", "date_published": "2031-03-04"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Norrvik Post", "items": [item, 7]}
    path.write_text(json.dumps(feed))
    (article,), (notice,) = read_file(str(path))
    assert (article.outlet, article.title, article.text) == ("Norrvik Post", "Ferry back", "The ferry sails.")
    assert notice.message.startswith("1 of its 2 items left out")
    path.write_text('{"version": "1.1", "items": []}')
    assert "“text” is missing" in read_file(str(path))[1][0].message


def test_whom_a_feed_names_for_an_item_is_its_outlet_by_the_feeds_word(tmp_path: Path) -> None:
    path = write_feed(tmp_path, "a.xml", source="<source url='https://lake.example'>Lake Herald</source>")
    assert [article.outlet_from for article in read_file(str(path))[0]] == ["metadata", "claimed"]
    path = write_feed(tmp_path, "b.xml", title="Google Alert - ferry")
    assert {article.outlet_from for article in read_file(str(path))[0]} == {"unknown"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<?xml version='1.0'?><opml><body><outline xmlUrl='https://post.example/f'/></body></opml>", "ends in .opml"),
        ("<?xml version='1.0'?><urlset><url><loc>https://post.example/</loc></url></urlset>", "but no feed"),
        ("<rss version='2.0'><channel><title>Norrvik Post</title></channel></rss>", "without any item"),
    ],
)
def test_what_is_no_feed_of_articles_is_refused_with_advice(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(text)
    articles, (problem,) = read_file(str(path))
    assert articles == ()
    assert told in problem.message


def test_a_text_that_begins_with_a_mark_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("<Storm> hits Norrvik, and <rain> follows.")
    assert read_file(str(path))[0][0].text.startswith("<Storm>")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<p>The ferry is back, the Post wrote.</p><blockquote><p>It leaks.</p></blockquote><p>It is blue.</p>",
            "The ferry is back, the Post wrote.\n\n> It leaks.\n\nIt is blue.",
        ),
        (
            "<p>The ferry is back, and it is blue now.</p><blockquote><p>So glad!</p>— Ole (@ole)</blockquote>",
            "The ferry is back, and it is blue now.\n\n> So glad!\n\n> — Ole (@ole)",
        ),
        (
            "<blockquote>The ferry is back, and it is blue now.</blockquote><p>By Ann</p>",
            "The ferry is back, and it is blue now.\n\nBy Ann",
        ),
    ],
)
def test_what_an_item_quotes_as_a_block_is_marked_and_a_block_that_is_most_of_it_is_the_item(
    html: str, text: str, tmp_path: Path
) -> None:
    path = tmp_path / "feed.json"
    item = {"id": "1", "title": "Ferry", "content_html": html}
    path.write_text(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [item]}))
    (article,), _ = read_file(str(path))
    assert article.text == text
