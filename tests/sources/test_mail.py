"""Mails."""

import time
from pathlib import Path

import pytest

from summarizer.errors import SourceError
from summarizer.sources.mail import read_mail

CASE = Path(__file__).parent.parent / "cases" / "sources" / "ferry.eml"
HEAD = b"From: Post <a@post.example>\nSubject: Rain\nDate: Tue, 4 Mar 2031 10:00:00 +0000\n"


def test_a_newsletter_gives_its_plain_text_sender_subject_and_local_date() -> None:
    articles, problems = read_mail(CASE.read_bytes(), "ferry.eml")
    article = articles[0]
    assert problems == ()
    assert article.text.strip() == "The old ferry will sail again from Åvik in May."
    assert (article.outlet, article.outlet_from, article.published) == ("Norrvik Post", "metadata", "2031-03-04")
    assert article.title == "Ferry returns to Åvik"


def test_html_is_read_when_the_plain_text_is_blank() -> None:
    html = b"<table><tr><td><p>The old ferry will sail again from Norrvik in May.</p></td></tr></table>"
    parts = b"\n--b\nContent-Type: text/plain\n\n \n--b\nContent-Type: text/html\n\n" + html + b"\n--b--\n"
    articles, _ = read_mail(HEAD + b"Content-Type: multipart/alternative; boundary=b\n" + parts, "a.eml")
    assert articles[0].text == "The old ferry will sail again from Norrvik in May."
    assert (articles[0].outlet, articles[0].title) == ("Post", "Rain")


def test_flowed_lines_become_paragraphs() -> None:
    body = b"Content-Type: text/plain; format=flowed\n\nThe old \nferry sails.\nIt rained.\n"
    assert read_mail(HEAD + body, "a.eml")[0][0].text == "The old ferry sails.\nIt rained.\n"


def test_an_unknown_charset_or_date_does_not_lose_the_mail() -> None:
    data = b"From: <x@y.example>\nDate: soon\nContent-Type: text/plain; charset=martian\n\nIt rained in K\xc3\xb6ln.\n"
    articles, problems = read_mail(data, "a.eml")
    assert articles[0].text == "It rained in Köln.\n"
    assert (articles[0].outlet, articles[0].published) == ("", "")
    assert problems[0].level == "notice"


@pytest.mark.parametrize(
    "data",
    [
        b"Just some text that is no mail.\n",
        HEAD + b"Content-Type: image/png\n\nabc",
        HEAD + b"\n \n",
        b"Subject: x\n" + b"Content-Type: message/rfc822\n\n" * 5_000 + b"It rained.",
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000,
    ],
)
def test_what_is_no_mail_or_has_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        read_mail(data, "a.eml")


def test_giant_headers_are_read_in_time() -> None:
    start = time.perf_counter()
    data = b"From: " + b"(" * 1_000_000 + b"\nSubject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\nIt rained.\n"
    assert read_mail(data, "a.eml")[0][0].text == "It rained.\n"
    assert time.perf_counter() - start < 10
