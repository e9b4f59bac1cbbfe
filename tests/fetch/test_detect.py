"""What came from an address is known by its content; OPML."""

from __future__ import annotations

import pytest

from summarizer.errors import SourceError
from summarizer.fetch.answers import detect_kind
from summarizer.sources.feeds import parse_opml


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("<rss version='2.0'>", "text/html", "feed"),
        ("<?xml version='1.0'?><rdf:RDF xmlns:rdf='x'>", "", "feed"),
        ("<!-- <html> --><feed xmlns='x'>", "", "feed"),
        ("<!DOCTYPE html><html><body>about <rss> feeds", "application/xml", "page"),
        ("<opml version='2.0'>", "text/xml", "list"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [{"content_html": "<html>"}]}', "text/html", "json"),
        ("<p>It rained.", "text/html", "page"),
        ("It rained.", "text/plain", "text"),
    ],
)
def test_a_kind_is_told_by_the_content(text: str, kind: str, found: str) -> None:
    assert detect_kind(text, kind) == found


@pytest.mark.parametrize(("text", "kind"), [("{}", "application/json"), ("<sitemap>", "text/xml"), ("x", "image/png")])
def test_what_is_no_article_is_refused(text: str, kind: str) -> None:
    with pytest.raises(SourceError, match=r"neither a page nor a feed|JSON, but no feed"):
        detect_kind(text, kind)


@pytest.mark.parametrize("text", ["", "<opml>", "not xml", "<opml><body><outline text='x'/></body></opml>"])
def test_a_list_without_feeds_is_refused(text: str) -> None:
    with pytest.raises(SourceError):
        parse_opml(text)


def test_a_list_opens_no_file_and_no_entity() -> None:
    text = (
        '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "boom">]>'
        "<opml><body><outline text='&y;' xmlUrl='https://x.example/f'/><outline text='&x;'/></body></opml>"
    )
    (place,) = parse_opml(text)
    assert place.address == "https://x.example/f"
    assert "/etc" not in place.outlet
