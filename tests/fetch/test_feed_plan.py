"""What is stored of a feed: teasers, and the pages that are read for them."""

from __future__ import annotations

import pytest

from summarizer.fetch.feed_plan import Task, compose_article, drop_invitation, find_outlet, is_fuller, is_teaser
from summarizer.fetch.state import KnownPlace
from summarizer.fetch.visits import FetchedPage
from summarizer.sources.feeds import Entry, Feed, Place


@pytest.mark.parametrize(
    ("text", "whole", "teaser"),
    [
        ("word " * 130, True, False),
        ("word " * 130 + "…", True, True),
        ("word " * 130 + "\n\nRead more", True, True),
        ("word " * 100, True, True),
        ("word " * 200, False, True),
        ("word " * 260, False, False),
        ("сло" * 700, True, False),
        ("", True, True),
    ],
)
def test_a_teaser_is_told_by_its_length_and_end(text: str, whole: bool, teaser: bool) -> None:
    assert is_teaser(text, whole) is teaser


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("It rained.\nContinue reading “Rain” →", "It rained."),
        ("It rained.\n\nThe post Rain appeared first on The Norrvik Post.", "It rained."),
        ("It rained. [Read more]", "It rained."),
        ("He likes to read more", "He likes to read more"),
        ("It rained.\nRead more about it in the second part of the report, where all is told.",) * 2,
    ],
)
def test_an_invitation_to_the_page_is_no_text(text: str, kept: str) -> None:
    assert drop_invitation(text) == kept


def test_a_page_must_be_longer_and_about_the_same() -> None:
    teaser = "The ferry to Norrvik sails again."
    assert is_fuller("Again the ferry sails to Norrvik, twice a day and in any weather.", "", teaser)
    assert not is_fuller("The ferry to Norrvik.", "", teaser)
    assert not is_fuller("Please log in with your account to read all of our many articles here today.", "", teaser)
    title, told = (
        "Bridge shut; commuters face detour",
        "The crossing at Sund has been closed since Monday for repairs. " * 10,
    )
    assert is_fuller(told, title, "", "Bridge shut – commuters face detour")
    assert not is_fuller(told, title, "", "The Sund Post")
    assert not is_fuller(told[:60], title, "", title)


_FLASH = (
    "The bridge at Sund has been closed since Monday, the harbour office said. Cars face a way by Lom, which takes "
    "forty minutes more. “Nobody told us,” said Ada Berg, who runs a bakery there."
)


@pytest.mark.parametrize(
    ("page", "is_article"),
    [
        (_FLASH, True),
        (f"{_FLASH} Log in to your account to read more of it.", False),
        (f"{_FLASH} Subscribe to continue reading.", False),
        ("Sorry. This is not shown in your region. Please look in again later.", False),
        (_FLASH.replace(".", ",").replace("”", ""), False),
        (f"This page is gone. It may have been moved. Please use the search above. {'It is long gone. ' * 6}", False),
        ("The bridge is shut; to read how commuters face detours, subscribe. Already a subscriber? Sign in.", False),
    ],
)
def test_a_short_page_under_the_very_headline_is_its_article_if_it_tells_something(page: str, is_article: bool) -> None:
    title = "Bridge shut; commuters face detour"
    assert is_fuller(page, title, "", title) is is_article


@pytest.mark.parametrize(
    "title",
    ["Google Alert - Eis", "Google Alerts: Eis", "Alerte Google - glace", "Alerta de Google: hielo",
     "Сповіщення Google – лід", "Оповещения Google – лёд"],
)  # fmt: skip
def test_a_saved_search_is_known_by_what_languages_call_it(title: str) -> None:
    page = FetchedPage("The ice is thin.", {"outlet": "Eis"}, "https://post.example/ice")
    assert find_outlet(Place("https://news.example/1"), KnownPlace(), Feed(title), [page]) == ""
    assert find_outlet(Place("https://news.example/1"), KnownPlace(), Feed(f"Eis, not {title}"), [page]) == "Eis"


@pytest.mark.parametrize(
    ("title", "names", "outlet"),
    [
        ("Latest stories", ["Lake Herald", "", "Lake Herald"], "Lake Herald"),
        ("News - RSS", ["Lake Herald", "The Northern Post"], ""),
        ("Останні новини", [], "Останні новини"),
        ("Harbour Channel", ["Video Host", "Video Host"], "Harbour Channel"),
        ("Alle Meldungen", ["Seebote"], "Seebote"),
    ],
)
def test_a_feed_whose_name_names_nobody_is_called_as_its_pages(title: str, names: list[str], outlet: str) -> None:
    pages = [FetchedPage("The ice is thin.", {"outlet": name}, "https://post.example/ice") for name in names]
    assert find_outlet(Place("https://post.example/feed"), KnownPlace(), Feed(title), pages) == outlet


def test_a_saved_search_is_no_outlet_but_each_of_its_pages_has_one() -> None:
    place, feed = Place("https://www.google.com/alerts/feeds/1"), Feed("Google Alert - wall")
    entry = Entry("1", "https://post.example/wall", "The wall costs more - The Norrvik Post", "The wall costs ...")
    task = Task("", entry.url, "", entry, "", "", is_teaser=True, needs_page=True)
    told = {"outlet": "The Norrvik Post", "translations": "https://post.example/de/wand"}
    page = FetchedPage("The wall costs more than a year ago.", told, entry.url)
    outlet = find_outlet(place, KnownPlace(), feed, [page])
    _, fields, _ = compose_article(task, feed, outlet, page, place)
    assert fields["translations"] == told["translations"]
    assert (outlet, fields["outlet"], fields["title"]) == ("", "The Norrvik Post", "The wall costs more")
    assert compose_article(task, feed, outlet, None, place)[1]["outlet"] == ""


@pytest.mark.parametrize(
    ("hosts", "outlet"),
    [
        (("post.example", "echo.example"), "The Sund Post"),
        (("post.example", "www.post.example"), "Coast Mix"),
        (("post.example", "mix.example"), "Coast Mix"),
    ],
)
def test_of_a_feed_that_collects_from_other_sites_each_page_says_whose_it_is(
    hosts: tuple[str, str], outlet: str
) -> None:
    entries = [Entry(host, f"https://{host}/bridge", "Bridge shut", "The bridge is shut.") for host in hosts]
    place, feed = Place("https://feeds.mix.example/all"), Feed("Coast Mix", entries=tuple(entries))
    task = Task("", entries[0].url, "", entries[0], "", "", is_teaser=True, needs_page=True)
    page = FetchedPage(_FLASH, {"outlet": "The Sund Post"}, entries[0].url)
    assert compose_article(task, feed, "Coast Mix", page, place)[1]["outlet"] == outlet
    assert compose_article(task, feed, "Coast Mix", None, place)[1]["outlet"] == "Coast Mix"
    named = Place(place.address, "Mix")
    assert compose_article(task, feed, "Mix", page, named)[1]["outlet"] == "Mix"


def test_a_headline_with_the_name_of_its_outlet_is_that_of_its_page() -> None:
    place, feed = Place("https://post.example/feed"), Feed("News | The Sund Post")
    entry = Entry("1", "https://post.example/bridge", "Bridge shut; commuters face detour – The Sund Post")
    task = Task("", entry.url, "", entry, "", "", is_teaser=True, needs_page=True)
    page = FetchedPage(_FLASH, {"outlet": "The Sund Post", "title": "Bridge shut; commuters face detour"}, entry.url)
    text, fields, _ = compose_article(task, feed, "The Sund Post", page, place)
    assert (text, fields["title"]) == (_FLASH, "Bridge shut; commuters face detour")
