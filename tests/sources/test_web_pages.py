"""Web pages."""

import time
from collections.abc import Callable

import pytest

from summarizer.errors import SourceError
from summarizer.sources.article_fields import ReadResult
from summarizer.sources.feeds import convert_html
from summarizer.sources.markup import parse_html
from summarizer.sources.readers import read_markdown, read_plain
from summarizer.sources.web_pages import extract, find_paywall, find_shown_day, read_page

WORDS = "<p>The old ferry will sail again from Norrvik in May, said the harbour master on Monday.</p>"


def test_charset_comes_from_the_meta_element_and_the_xml_declaration() -> None:
    page = "<html><head><meta charset='{0}'></head><body>" + WORDS + "<p>Паром снова пойдёт.</p></body></html>"
    for charset in ("koi8-r", "windows-1251"):
        assert "Паром" in read_page(page.format(charset).encode(charset), "a.html")[0][0].text
    latin = '<?xml version="1.0" encoding="iso-8859-1"?><html><body>' + WORDS + "<p>Ein Café in Köln.</p></body></html>"
    assert "Café in Köln" in read_page(latin.encode("latin-1"), "a.html")[0][0].text


def test_the_repeated_title_menus_comments_and_scripts_are_left_out() -> None:
    page = f"<html><title>Ferry back</title><nav><a href=/>Home</a></nav><h1>Ferry back</h1>{WORDS}<script>e()</script>"
    text = read_page(page.encode(), "a.html")[0][0].text
    assert text.startswith("The old ferry")
    assert "Home" not in text
    assert "e()" not in text


def test_a_first_line_that_only_begins_like_the_title_stays() -> None:
    page = f"<html><title>Ferry back</title><article><p>Ferry back in Norrvik after a year.</p>{WORDS}</article>"
    assert read_page(page.encode(), "a.html")[0][0].text.startswith("Ferry back in Norrvik after a year.\n")


def test_a_site_name_is_kept_as_written_and_one_made_from_the_address_is_not() -> None:
    head = "<html><head><meta property='og:site_name' content='taz'></head><body>"
    assert read_page((head + WORDS).encode(), "a.html")[0][0].outlet == "taz"
    link = "<html><head><link rel=canonical href='https://post.example/a'></head><body>"
    article = read_page((link + WORDS).encode(), "a.html")[0][0]
    assert (article.outlet, article.outlet_from, article.url) == ("", "unknown", "https://post.example/a")


@pytest.mark.parametrize(
    ("title", "head", "outlet"),
    [
        ("Ferry back | Lake Herald", "<header>Menu <b><a href='/'>Lake Herald</a></b></header>", "Lake Herald"),
        (
            "Ferry back | Boats | Lake Herald",
            "<a href='//lake.example/'><img alt='Lake Herald'></a>",
            "Lake Herald",
        ),
        ("Ferry back | Boats", "<nav><a href='/boats'>Boats</a></nav>", ""),
        ("Ferry back | Boats", "<span class=kicker>Boats</span>", ""),
        ("Ferry back - Local", "<ul><li><a href='/'>Home</a></li><li><a>Local</a></li></ul>", ""),
        ("Ferry back | Home", "<ul><li><a href='/'>Home</a></li></ul>", ""),
        ("Ferry back | Ida Holm", "<a href='/'><img alt='Ida Holm'></a><p>By <a rel=author>Ida Holm</a></p>", ""),
        ("Ferry back – as it happened", "", ""),
        ("Lake Herald - Ferry back", "<a href='/'>Lake Herald</a>", ""),
        ("Norrvik - Lake Herald", "<a href='/'>Lake Herald</a>", ""),
        ("Norrvik - Lake Herald", "<p>Copyright Lake Herald 2031.</p>", "Lake Herald"),
        ("Lake Herald :: Ferry back", "<p>© 2031 Lake Herald. All rights reserved.</p>", "Lake Herald"),
        ("Ferry back | Lake", "<p>© 2031 Lakes &amp; Sons</p>", ""),
        ("Arle – Ferry back", "<p>Photo © Arle Museum</p>", ""),
        ("Ferry back | Shipping", "<p>© 2031 Shipping Photos Ltd</p>", ""),
        ("Arle – Ferry back", "<figure><figcaption>© 2031 Arle</figcaption></figure>", ""),
        ("Arle – Ferry back", "<p>Copyright is an old matter in Arle, © or not, since 1931.</p>", ""),
        ("Ferry back | Lake Herald", "<header><button>Menu</button> Lake Herald</header>", "Lake Herald"),
        ("Ferry back | Boats", "<main><header><b>Boats</b></header></main>", ""),
    ],
)
def test_a_site_is_known_by_the_end_of_the_pages_title_only_if_the_page_bears_that_name(
    title: str, head: str, outlet: str
) -> None:
    page = f"<html><head><title>{title}</title></head><body>{head}<article><h1>Ferry back</h1>{WORDS}</article></body>"
    assert read_page(page.encode(), "a.html")[0][0].outlet == outlet


def test_a_site_name_that_is_marked_as_the_heading_is_not_the_articles_title() -> None:
    head = "<title>Ferry back | Lake Herald</title></head><body><h1><a href='/'>Lake Herald</a></h1>"
    article = read_page(f"<html><head>{head}<h2>Ferry back</h2>{WORDS * 2}</body>".encode(), "a.html")[0][0]
    assert (article.title, article.outlet) == ("Ferry back", "Lake Herald")


@pytest.mark.parametrize(
    ("whole", "title"),
    [
        ("Lake Herald | Ministers agree | Big union says no", "Ministers agree | Big union says no"),
        ("Ministers agree – Big union says no - Lake Herald", "Ministers agree – Big union says no"),
    ],
)
def test_of_a_title_in_parts_the_sites_name_alone_is_cut_off(whole: str, title: str) -> None:
    masthead = "<h1><a href='/'>Lake Herald</a></h1>"
    page = f"<html><head><title>{whole}</title></head><body>{masthead}{WORDS * 2}<p>© 2031 Lake Herald</p></body>"
    assert read_page(page.encode(), "a.html")[0][0].title == title


@pytest.mark.parametrize(
    ("whole", "home", "outlet", "title"),
    [
        ("Lake Herald: Ferry back", "https://lake.example/", "Lake Herald", "Ferry back"),
        ("Ferry back - Lake Herald", "./", "Lake Herald", "Ferry back"),
        ("Ferry back: who pays", "/", "", "Ferry back: who pays"),
    ],
)
def test_a_site_is_named_before_its_headline_too(whole: str, home: str, outlet: str, title: str) -> None:
    masthead = f"<div><a href='{home}'>Lake Herald</a></div>"
    page = f"<html><head><title>{whole}</title></head><body>{masthead}<div>{WORDS * 2}</div></body></html>"
    article = read_page(page.encode(), "a.html")[0][0]
    assert (article.outlet, article.title) == (outlet, title)


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        (
            "<div class='published-date'>Published: Jun. 20, 2031 at 10:31 PM EDT|Updated: 11 hours ago</div>",
            "2031-06-20",
        ),
        ("<time><span>March 4, 2031</span><span>1:07 PM UTC</span></time>", "2031-03-04"),
        ("<dl><dt>Published</dt><dd>4 March 2031</dd></dl>", "2031-03-04"),
        ("<p class=date>4 March 2031</p><aside><p class=date>5 March 2031</p></aside>", ""),
        ("<div class='update-list'><p>Ferries</p><p>4 March 2031</p></div>", ""),
    ],
)
def test_a_day_beside_the_article_counts_where_it_is_the_only_one(shown: str, day: str) -> None:
    page = f"<html><body>{shown}<article><h1>Ferry back</h1>{WORDS}</article></body>"
    assert find_shown_day(parse_html(page)) == day
    assert day in read_page(page.encode(), "a.html")[0][0].published


def test_a_day_behind_the_sites_name_is_no_part_of_it() -> None:
    page = f"<html><head><title>Ferry back - Lake Herald, 04.03.2031</title></head><body>{WORDS}</body></html>"
    assert read_page(page.encode(), "a.html")[0][0].outlet == "Lake Herald"


def test_zero_bytes_and_other_controls_do_not_end_the_page() -> None:
    page = (
        b"<html><body>\0"
        + WORDS.encode()
        + b"<p>After\x0b the \x01 control &#1;&#x000B;&#31 characters comes more &#65;&#x42;.</p>"
    )
    assert "characters comes more AB" in read_page(page, "a.html")[0][0].text


@pytest.mark.parametrize("page", ["<html><nav><a href=/>Home</a></nav></html>", "<html>", "<!-- x -->", "<p>Hi</p>"])
def test_a_page_without_main_text_is_refused(page: str) -> None:
    with pytest.raises(SourceError, match="no main text"):
        read_page(page.encode(), "a.html")


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<div>" * 100_000 + WORDS, "nested too deeply"),
        ("<b>x</b>" * 100_000, "elements; the limit is"),
        ("<a " + " ".join(f"x{n}=1" for n in range(50_000)) + ">" + WORDS, "too many attributes"),
        ("<a " + " ".join(f"x{n}" for n in range(600)) + ">" + WORDS, "too many attributes"),
        ("<p>" + "<i>a</i>" * 6_000 + WORDS, "one beside another"),
        ("<p>" + "rain " * 2_500_000, "too large|no main text"),
        ("<a =" * 500_000, "no main text"),
    ],
)
def test_a_hostile_page_is_refused_in_time(page: str, told: str) -> None:
    start = time.perf_counter()
    with pytest.raises(SourceError, match=told):
        read_page(page.encode(), "a.html")
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize("read", [read_page, read_markdown, read_plain])
def test_what_a_document_type_declares_is_no_text_of_a_page(read: Callable[[bytes, str], ReadResult]) -> None:
    declared = '<!ENTITY a "rain">' + "".join(f'<!ENTITY {name} "{"&a;" * 10}">' for name in "bcd")
    ((article,), _) = read(f"<!DOCTYPE html [\n{declared}\n]>\n<html><body>{WORDS}</body></html>".encode(), "a")
    assert f"<p>{article.text}</p>" == WORDS
    assert not article.title


def test_a_long_data_address_is_no_hostile_page() -> None:
    page = f'<html><body><article>{WORDS}<img src="data:image/png;base64,{"ab/c " * 50_000}"></article>'
    assert read_page(page.encode(), "a.html")[0][0].text.startswith("The old ferry")


def test_a_thousand_links_in_a_row_are_a_menu_and_the_article_behind_them_is_read() -> None:
    menu = "".join(f'<a href="https://post.example/{count}">Read on</a> | ' for count in range(1_001))
    text = read_page(f"<html><body><article><p>{menu}</p><p>{WORDS}</p></article>".encode(), "a.html")[0][0].text
    assert text.startswith("The old ferry")
    few = menu[: len(menu) // 2].rpartition("<")[0]
    assert "Read on" in read_page(f"<html><body><article><p>{few}</p><p>{WORDS}</p></article>".encode(), "a")[0][0].text


@pytest.mark.parametrize(
    "line",
    [
        "Log in to continue reading this article.",
        "This article is for subscribers only.",
        "Continue reading with a trial",
        "Dieser Artikel ist nur für Abonnenten.",
        "Jetzt anmelden und weiterlesen",
        "Il vous reste 74 % de cet article à lire.",
        "Suscríbete para seguir leyendo",
        "Questo contenuto è riservato agli abbonati",
        "Word lid om dit verhaal te lezen",
        "Zaloguj się, aby czytać dalej",
        "Оформите подписку, чтобы дочитать статью",
        "Увійдіть, щоб читати далі",
    ],
)
def test_a_page_that_a_paywall_cuts_says_so_once_and_is_read_up_to_there(line: str) -> None:
    page = f"<html><article>{WORDS * 2}<p>{line}</p><p>Only one euro a week in the first year.</p></article>"
    (article,), (notice,) = read_page(page.encode(), "a.html")
    assert article.text.startswith("The old ferry")
    assert (notice.where, notice.level) == ("a.html", "notice")
    assert f"a paywall cuts it (“{line.replace('’', chr(39))}”)" in notice.message
    assert "save the page from a browser" in notice.message


def test_what_an_outlet_tells_search_engines_of_its_paywall_counts_and_news_of_subscribers_does_not() -> None:
    told = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    assert find_paywall(told, "The ferry sails.") == "isAccessibleForFree: false"
    tier = '<meta property="article:content_tier" content="locked">'
    assert find_paywall(tier, "") == "article:content_tier content=locked"
    for free in ('"isAccessibleForFree": true', '<meta property="article:content_tier" content="free">'):
        assert not find_paywall(free, "The ferry sails.")
    for line in ("The outlet lost nine thousand subscribers, its owner said.", "Read more: the ferry sails again."):
        assert not find_paywall("", f"The ferry sails.\n{line}")
    assert not find_paywall("", "Subscribe to read the full story\n" + "The ferry sails again from May on. " * 20)


def test_a_page_of_teasers_for_others_is_no_article_and_an_article_with_some_below_is() -> None:
    teasers = "".join(
        f"<section><h2><a href='/{at}'>{name} again</a></h2><p>The {name} of Norrvik was painted green on Monday "
        f"after a vote of {at + 3} to two in the council of the old town.</p></section>"
        for at, name in enumerate(["mill", "dam", "gate", "pier"])
    )
    with pytest.raises(SourceError, match="list of the beginnings of several"):
        read_page(f"<html><title>Norrvik Post</title><main>{teasers}</main></html>".encode(), "a.html")
    page = f"<html><title>Ferry back</title><article><h1>Ferry back</h1>{WORDS * 5}</article><aside>{teasers}</aside>"
    assert "The old ferry will sail" in read_page(page.encode(), "a.html")[0][0].text


@pytest.mark.parametrize(
    "beside",
    [
        "<div class=meta>4 March 2031, 10:12</div>{}",
        "<header><time>4 March 2031</time></header>{}",
        "{}<div class=share>Share on X</div>",
        "<div>By Ana Dahl</div>{}",
    ],
)
def test_a_short_page_is_read_line_by_line_and_no_headline_or_button_is_glued_to_its_sentences(beside: str) -> None:
    told = (
        "<p>A barn burned down in Orn on Monday, and forty cows were led out.</p><p>Nobody was hurt, it was said.</p>"
    )
    article = (
        f"<article><h1>Fire in Orn</h1>{beside.format(told)}</article><footer><p>All rights reserved.</p></footer>"
    )
    html = f"<html><head><title>Fire in Orn</title></head><body><nav><a href='/'>Home</a></nav>{article}</body></html>"
    lines = read_page(html.encode(), "a.html")[0][0].text.split("\n\n")
    assert lines[-2:] == [
        "A barn burned down in Orn on Monday, and forty cows were led out.",
        "Nobody was hurt, it was said.",
    ]
    assert "Fire in Orn" not in "".join(lines)


def test_of_a_live_page_every_entry_is_read_though_one_alone_is_marked_as_the_body_of_a_post() -> None:
    told = (
        "No ferries will sail to Skerry before Monday, the harbour board says, and the mail goes by air.",
        "The old pier has lost its crane. Divers found it lying across the slipway at first light.",
        "About 400 people have spent the night in the school at Larkmouth, most of them from the quay.",
        "We will follow the storm here all day. Send us your pictures, but do not go near the water.",
    )
    first, *others = (f"<p>{one}</p></div></div>" for one in told)
    entries = [f"<div class=post><h3>13:40</h3><div class=post__body>{first}"]
    entries += [f"<div class=post><h3>1{hour}:05</h3><div>{one}" for hour, one in enumerate(others)]
    html = f"<html><title>Storm</title><body><h1>Storm</h1><div class=timeline>{''.join(entries)}</div></body></html>"
    text = read_page(html.encode(), "a.html")[0][0].text
    assert [one for one in told if one not in text] == []


def test_a_page_without_the_marks_of_head_and_body_is_read_whole() -> None:
    lead, rest = "<div><p>A barn burned down in Orn on Monday.</p></div>", f"<div>{WORDS}</div>"
    for head in ("<!doctype html><meta charset=utf-8>", "<html>", "<html><head></head>"):
        html = f"{head}<title>Fire in Orn</title><article>{lead}{rest}</article>"
        assert "A barn burned down in Orn on Monday." in read_page(html.encode(), "a.html")[0][0].text


def test_a_paragraph_that_is_a_link_is_told() -> None:
    linked = "<a href='/live'><strong>Two pilots of Norrvik denied on Friday that they had slept.</strong></a>"
    page = f"<html><title>Ferry</title><article><div><p>{linked}</p></div><div>{WORDS}</div></article></html>"
    text = read_page(page.encode(), "a.html")[0][0].text
    assert "Two pilots of Norrvik denied on Friday that they had slept." in text


@pytest.mark.parametrize(
    "mark",
    [
        "<meta property='article:published_time' content='2031-03-04T08:00:00Z'>",
        "<script type='application/ld+json'>{'@type': 'NewsArticle', 'datePublished': '2031-03-04'}</script>",
        "<meta name='dc.date' content='2031-03-04'>",
    ],
)
def test_the_day_that_a_page_declares_goes_before_one_in_its_address(mark: str) -> None:
    mark = mark if "ld+json" not in mark else mark.replace("{'", '{"').replace("'}", '"}').replace("': '", '": "')
    mark = mark.replace("', '", '", "')
    link = "<link rel='canonical' href='https://post.example/2030/05/18/ferry-91.html'>"
    page = f"<html><head><title>Ferry back</title>{link}{mark}</head><body><article>{WORDS * 3}</article></body></html>"
    assert read_page(page.encode(), "a.html")[0][0].published == "2031-03-04"


def test_a_form_of_consent_that_does_not_show_is_no_text() -> None:
    consent = (
        "<amp-consent layout='nodisplay'><p>" + "We store all that we can on your device. " * 20 + "</p></amp-consent>"
    )
    page = f"<html amp><title>Ferry back</title><body>{consent}<article><h1>Ferry back</h1>{WORDS * 2}</article></body>"
    assert "device" not in read_page(page.encode(), "a.html")[0][0].text


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>{}</p>",
        "<template><p>{}</p></template>",
        '<p style="font-size: 0">{}</p>',
        '<p style="position:absolute; left:-9999px">{}</p>',
    ],
)
def test_a_paragraph_that_is_hidden_is_no_text(hidden: str) -> None:
    shown = "<p>" + "The crane fell into the harbour on Monday, the port said. " * 5 + "</p>"
    unseen = hidden.format("Words that nobody sees on this page.")
    text, *_ = extract(f"<article><h1>Crane falls</h1>{shown}{unseen}</article>")
    assert "crane fell" in text
    assert "nobody sees" not in text


@pytest.mark.parametrize(
    "block",
    [
        "<blockquote><p>{}</p></blockquote>",
        "<blockquote>{}</blockquote>",
        "<blockquote><p><em>{}</em></p></blockquote>",
        "<blockquote>It was so.<br>{}</blockquote>",
    ],
)
def test_a_quoted_block_is_marked_and_one_with_most_of_a_page_is_its_article(block: str) -> None:
    shown = "".join(f"<p>The {one} fell into the harbour on Monday, the port said.</p>" for one in ("crane", "mast"))
    text, *_ = extract(f"<article><h1>Crane falls</h1>{shown}{block.format('The port is unsafe.')}{shown}</article>")
    assert "> The port is unsafe." in text
    assert "\nThe mast fell" in text
    text, *_ = extract(f"<article><h1>Crane falls</h1><blockquote>{shown}</blockquote></article>")
    assert ">" not in text


def test_an_aside_with_most_of_a_page_is_its_article() -> None:
    consent = "<p>Please choose what you accept.</p>"
    told = "".join(f"<p>The {one} fell into the harbour on Monday, the port said.</p>" for one in ("crane", "mast"))
    text, *_ = extract(f"<div>{consent}</div><aside><h1>Crane falls</h1>{told}</aside>")
    assert "The mast fell" in text


def test_paragraphs_of_one_length_stay_apart() -> None:
    lines = [
        f"The {one} of Vik was closed on Monday, since its {one} had been found to leak." for one in ("dam", "pier")
    ]
    text, *_ = extract("<article>" + "".join(f"<p>{line}</p>" for line in lines) + "</article>")
    assert text.split("\n\n") == lines


def test_a_page_of_many_reports_is_called_as_its_own_heading_says() -> None:
    updates = "".join(f"<article><h2>Part {at}</h2>{WORDS}</article>" for at in range(3))
    data = '{"@type": "LiveBlogPosting", "headline": "Ferry back - live", "liveBlogUpdate": [{"headline": "Part 0"}]}'
    head = f"<head><title>Ferry back - live</title><script type='application/ld+json'>{data}</script></head>"
    page = f"<html>{head}<body><main><h1>Ferry back - live</h1>{updates}</main></body></html>"
    assert read_page(page.encode(), "a.html")[0][0].title == "Ferry back - live"


BOX = "<div><{0}>{1}</{0}><h4>Warm feet for less</h4><p>With HeatSock you save a third of your bill.</p></div>"


@pytest.mark.parametrize(
    ("element", "label"),
    [
        ("p", "Advertisement"),
        ("span", "Sponsored by HeatSock"),
        ("small", "Anzeige"),
        ("p", "Contenu sponsorisé"),
        ("b", "Contenido patrocinado"),
        ("p", "Реклама"),
        ("p", "Партнерський матеріал"),
    ],
)
def test_a_box_that_others_paid_for_is_no_news_of_the_outlet(element: str, label: str) -> None:
    box = BOX.format(element, label)
    page = f"<html><title>Ferry</title><article>{WORDS}{box}{WORDS.replace('ferry', 'boat')}</article></html>"
    text = read_page(page.encode(), "a.html")[0][0].text
    assert "HeatSock" not in text
    assert "old ferry" in text
    assert "old boat" in text


@pytest.mark.parametrize("slot", ["<p>Advertisement</p>", "<div><p>Advertisement</p></div>", "<p>The ad</p>"])
def test_news_around_a_place_for_advertisements_stays(slot: str) -> None:
    facts = "".join(f"<p>The old ferry will sail {count} times a week from Norrvik in May.</p>" for count in range(6))
    for page in (f"<article>{slot}{facts}</article>", f"<article>{facts[:300]}{slot}{facts}</article>"):
        assert facts.count("<p>") <= read_page(page.encode(), "a.html")[0][0].text.count("old ferry")


def test_a_table_of_data_is_left_out_and_one_that_only_places_a_text_is_read() -> None:
    cell = "<td><p>Norrvik sent out nine ferries this year, said the town.</p></td>"
    data = f"<table><tr><th>Port</th></tr><tr>{cell}</tr></table>"
    placed = f"<table><tr><td><h3>Ferry</h3></td><td>{WORDS.replace('ferry', 'boat')}</td></tr></table>"
    text = read_page(f"<html><body><article>{WORDS * 4}{data}{placed}</article></body>".encode(), "a.html")[0][0].text
    assert "nine ferries" not in text
    assert "old boat" in text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("The dam holds 40<sup><a href='#n1'>2</a></sup> percent more.", "The dam holds 40 percent more."),
        (
            "The dam holds.<sup id=r><a href='https://a.example/b#n1'>[12]</a></sup> It rained.",
            "The dam holds. It rained.",
        ),
        ("The dam holds.<a class=ref href='#n1'><sup>*</sup></a> It rained.", "The dam holds. It rained."),
        ("The dam lets 12 m<sup>3</sup> through.", "The dam lets 12 m3 through."),
        ("The dam is <a href='#n1'>12</a> metres high.", "The dam is 12 metres high."),
        ("The dam was built by <del>eleven</del> <ins>twelve</ins> men.", "The dam was built by twelve men."),
        ("<s>The dam leaks.</s> The dam holds.", "The dam holds."),
        ("The <ruby>dam<rp>(</rp><rt>weir</rt><rp>)</rp></ruby> holds.", "The dam holds."),
    ],
)
def test_no_mark_of_a_footnote_and_nothing_that_is_struck_out_is_text(written: str, read: str) -> None:
    page = f"<html><body><article>{WORDS * 2}<p>{written}</p>{WORDS * 2}</article></body>"
    text = read_page(page.encode(), "a.html")[0][0].text
    assert read in text.split("\n\n")
    assert convert_html(f"<p>{written}</p>") == read


def test_what_footnotes_say_is_left_out_and_what_only_carries_their_name_is_not() -> None:
    link = "<sup><a href='#{0}'>{1}</a></sup>"
    notes = "<ol><li id=n1>Norrvik town, letter of May 3.</ol>"
    told = "".join(WORDS.replace("ferry", boat) for boat in ("sloop", "barge", "ketch"))
    whole = f"<div id=main>{told}{link.format('n1', 1)}{link.format('main', 2)}{link.format('gone', 3)}{notes}</div>"
    text = read_page(f"<html><body><article>{whole}</article></body>".encode(), "a.html")[0][0].text
    assert "letter of May 3" not in text
    assert all(boat in text for boat in ("sloop", "barge", "ketch"))


def test_the_day_over_the_text_goes_before_one_found_anywhere() -> None:
    head = "<h1>Ferry back</h1><p>Published: 4 March 2031 | By Ida Holm</p>"
    page = f"<html lang=en><title>Ferry back</title><body>{head}{WORDS * 3}<p>Printed from post.example on 9.3.2031</p>"
    article = read_page(page.encode(), "a.html")[0][0]
    assert (article.published, article.author) == ("2031-03-04", "Ida Holm")


@pytest.mark.parametrize(
    ("link", "is_told"),
    [
        ('<link rel="next" href="?page=2">', True),
        ("<a rel=next href='/ferry/2/'>Next</a>", True),
        ("<a rel=next href='p2.html'>Next</a>", True),
        ("<a rel=next href='/2031/03/wall-falls'>Wall falls</a>", False),
        ("<a rel=next href='/?p=4711'>Wall falls</a>", False),
        ("<a href='?page=2'>2</a>", False),
    ],
)
def test_a_next_page_of_the_article_is_told(link: str, is_told: bool) -> None:
    problems = read_page(f"<html><title>Ferry</title><article>{WORDS}{link}</article></html>".encode(), "a.html")[1]
    assert [problem.level for problem in problems] == ["notice"] * is_told
    assert all("goes on on another page" in problem.message for problem in problems)


@pytest.mark.parametrize("style", ["display:none", "color: red; display : none", "font-size:0", ""])
def test_what_is_hidden_in_two_ways_is_dropped_once(style: str) -> None:
    hidden = f"<div hidden style='{style}'><p style='{style}'>Log in to read on.</p></div>"
    text = read_page(f"<html><body>{hidden}<article>{WORDS * 3}</article></body>".encode(), "a.html")
    assert "Log in" not in text[0][0].text


def test_a_page_names_its_addresses_in_other_languages_and_none_that_is_no_address() -> None:
    links = "".join(
        f'<link rel="alternate" hreflang="{code}" href="{address}">'
        for code, address in (
            ("en", "https://post.example/ferry"),
            ("de-AT", "https://post.example/de/faehre"),
            ("fr", "/fr/bac"),
            ("x-default", "https://post.example/"),
            ("es", "javascript:alert(1)"),
        )
    )
    told = "<p>The ferry Linnea sank off Arle on Tuesday, and all of her 84 passengers were saved.</p>" * 3
    page = (
        f'<html lang="en"><head><title>Ferry sinks</title>{links}</head><body><article>{told}</article></body></html>'
    )
    (article,), _ = read_page(page.encode(), "a.html")
    assert article.translations == "https://post.example/de/faehre"


def test_the_lines_of_a_paywall_are_not_the_article() -> None:
    told = "<p>Der Kran am Hafen von Arle ist umgestürzt.</p><p>Verletzt wurde niemand, wie die Polizei sagte.</p>"
    offer = "<p>Weiterlesen mit Arle plus. Jetzt 4 Wochen für 1 Euro testen.</p><p>Sie haben bereits ein Abo?</p>"
    text, _, wall = extract(f"<html lang='de'><article><h1>Kran umgestürzt</h1>{told}{offer}</article></html>")
    assert wall.startswith("Weiterlesen")
    assert text.endswith("wie die Polizei sagte.")
    more = "<p>Der Hafen bleibt nach Angaben der Stadt bis Freitag geschlossen.</p>"
    text, *_ = extract(f"<html lang='de'><article><h1>Kran umgestürzt</h1>{told}{offer}{more}</article></html>")
    assert "bis Freitag" in text


@pytest.mark.parametrize(
    "line",
    [
        "Residents must register to access the shelter, the council said.",
        "Those who want to read the plan must register at the town hall by Friday.",
        "The text is reserved for members of the parliament's defence committee until Friday, its chair said.",
    ],
)
def test_news_that_looks_like_a_paywall_stays(line: str) -> None:
    told = "<p>The crane at the harbour of Arle fell over.</p><p>Nobody was hurt, the police said.</p>"
    text, *_ = extract(f"<html lang='en'><article><h1>Crane falls</h1>{told}<p>{line}</p></article></html>")
    assert text.endswith(line)
