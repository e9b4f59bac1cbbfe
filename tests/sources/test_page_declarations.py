"""What a page declares of itself."""

import pytest

from summarizer.sources.markup import parse_html
from summarizer.sources.page_declarations import find_declared_day, find_declared_outlet, find_timed_day
from summarizer.sources.web_pages import read_page


@pytest.mark.parametrize(
    ("declared", "told", "day"),
    [
        ("2031-03-04T22:05:00Z", "2031-03-05T00:05:00+02:00", "2031-03-05"),
        ("2031-03-05T03:30:00+00:00", "2031-03-04T22:30:00.000-05:00", "2031-03-04"),
        ("2031-03-05T00:05:00+02:00", "2031-03-04T22:05:00Z", "2031-03-05"),
        ("2031-03-04T22:05:00Z", "2031-03-06T00:05:00+02:00", "2031-03-04"),
        ("2031-03-05", "2031-03-04T20:00:00-04:00", "2031-03-05"),
        ("2031-03-04T22:05:00Z", "2031-03-05T99:05:00+02:00", "2031-03-04"),
    ],
)
def test_the_day_near_midnight_is_that_of_the_outlets_own_clock(declared: str, told: str, day: str) -> None:
    head = f"<meta property='article:published_time' content='{declared}'>"
    data = f'<script type="application/ld+json">{{"datePublished": "{told}"}}</script>'
    page = f"<html><head>{head}{data}</head><body></body></html>"
    assert find_declared_day(parse_html(page)) == day


@pytest.mark.parametrize(
    ("site", "publisher", "outlet"),
    [
        ("lakeherald.example", '{"logo": {"url": "/l.png"}, "name": "The Lake Herald"}', "The Lake Herald"),
        ("https://lake.example/", '{"name": "L&#039;\\u00c9cho"}', "L'Écho"),
        ("LH.example", '{"name": "Lake Herald", "', "LH.example"),
        ("lake.example", '{"name": ["Lake Herald"]}', "lake.example"),
        ("lake.example", '{"a": ' * 9_000, "lake.example"),
        ("lake.example", '"Lake Herald"', "lake.example"),
        ("lake.example", '{"name": "Lake Media GmbH & Co. KG"}', "lake.example"),
        ("lake.example", '{"name": "Ediciones Lago, S.A."}', "lake.example"),
        ("Lake Herald", '{"name": "Lake Media Group"}', "Lake Herald"),
        ("Озеро.Новини", '{"name": "Медіа Озеро"}', "Озеро.Новини"),
        ("", '{"name": "Lake Media Group"}', ""),
    ],
)
def test_a_sites_name_that_is_its_address_gives_way_to_the_publishers_unless_that_is_a_company(
    site: str, publisher: str, outlet: str
) -> None:
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "publisher": {publisher}}}</script>'
    page = f"<html><head><meta property='og:site_name' content='{site}'>{data}</head><body></body></html>"
    assert find_declared_outlet(parse_html(page)) == outlet


def test_the_name_of_the_publisher_is_the_articles_outlet() -> None:
    data = '<script type="application/ld+json">{"publisher": {"name": "taz"}}</script>'
    told = "<p>The old ferry will sail again from Norrvik in May, said the harbour master on Monday.</p>" * 2
    page = f"<html><head><meta property='og:site_name' content='taz.example'>{data}</head><body>{told}</body></html>"
    assert read_page(page.encode(), "a.html")[0][0].outlet == "taz"


def test_no_meta_stands_for_the_pages_data_and_a_day_that_is_none_hides_no_other() -> None:
    data = '<script type="application/ld+json">{{"datePublished": "{}"}}</script>'
    head = f'<meta name="ld+json" content="1999-01-01">{data.format("2031-13-44")}{data.format("2031-03-04")}'
    assert find_declared_day(parse_html(f"<html><head>{head}</head><body><p>Ferry</p></body></html>")) == "2031-03-04"


@pytest.mark.parametrize(
    ("above", "day"),
    [
        ('<time datetime="2031-03-05T14:02:11+00:00">Wed, 03/05/2031 - 14:02</time>', "2031-03-05"),
        ('<time datetime="2031-03-05">5 March</time><time datetime="2031-03-06T07:00">7 a.m.</time>', ""),
        (
            '<aside><time datetime="2031-03-06">Most read</time></aside><time datetime="2031-03-05"></time>',
            "2031-03-05",
        ),
        ('<time datetime="Mar 5">5 March</time>', ""),
    ],
)
def test_a_time_for_programs_above_the_text_is_surer_than_what_is_shown(above: str, day: str) -> None:
    told = "<p>The old ferry will sail again from Norrvik in May, said the harbour master on Monday.</p>" * 2
    page = f"<html><body><h1>Ferry</h1>{above}{told}<time datetime='2029-01-01'>Related</time></body></html>"
    assert find_timed_day(parse_html(page)) == day
    if day:
        assert read_page(page.encode(), "a.html")[0][0].published == day
