"""robots.txt, by RFC 9309 and its examples of what goes wrong."""

from __future__ import annotations

import time

import pytest

from summarizer.fetch.client import MAX_DELAY, parse_robots, read_delay


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Disallow:", "/a", True),
        ("Disallow: /", "/robots.txt", True),
        ("Disallow: /news", "/newsletter", False),
        ("Disallow: /news/", "/news", True),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Allow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("Disallow: /*.pdf$", "/x.pdf", False),
        ("Disallow: /*.pdf$", "/x.pdf?y", True),
        ("Disallow: /*?print", "/x?print=1", False),
        ("Disallow: /a*b*c", "/a-b-d", True),
        ("Disallow: /caf%C3%A9", "/café", False),
        ("Disallow: /café", "/caf%c3%a9", False),
        ("Disallow: /%7Eann", "/~ann/x", False),
        ("Disallow: /a # not b", "/b", True),
        ("disallow : /a", "/a", False),
        ("Disallow: $", "/", True),
    ],
)
def test_the_longest_rule_that_fits_decides(rules: str, path: str, allowed: bool) -> None:
    assert parse_robots(f"User-agent: *\n{rules}\n").can_fetch(f"https://x.example{path}", "summarizer") is allowed


def test_a_group_of_our_own_replaces_the_one_for_all_and_may_come_in_parts() -> None:
    text = (
        "\ufeffUser-Agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: Summarizer/2.0\nDisallow: /a\nSitemap: x\n"
        "User-agent: other\nDisallow: /c\nUser-agent: SUMMARIZER\nDisallow: /b\n"
    )
    rules = parse_robots(text)
    found = [rules.can_fetch(f"https://x.example/{name}", "summarizer") for name in "abcd"]
    assert found == [False, False, True, True]


def test_a_wish_for_a_pause_is_kept_within_reason() -> None:
    assert read_delay(parse_robots("User-agent: *\nCrawl-delay: 2.5\n"), "summarizer") == 2.5
    assert read_delay(parse_robots("User-agent: *\nCrawl-delay: 86400\n"), "summarizer") == MAX_DELAY
    assert read_delay(parse_robots("User-agent: *\nCrawl-delay: -1\n"), "summarizer") == 0


def test_hostile_rules_take_no_time() -> None:
    text = "User-agent: *\n" + f"Disallow: /{'*a' * 5_000}\n" * 40
    begun = time.perf_counter()
    assert parse_robots(text).can_fetch("https://x.example/" + "a" * 2_000 + "b", "summarizer")
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    "text", ["", "<html>not found</html>", ":", "Disallow: /", "User-agent\nDisallow: /", "\0\n:\n"]
)
def test_what_is_no_robots_txt_forbids_nothing(text: str) -> None:
    assert parse_robots(text).can_fetch("https://x.example/a", "summarizer")
