"""Pages that mark no paragraphs, what stands below or amid an article, and sentences that something cuts."""

from time import process_time

import pytest

from summarizer.sources.markup import parse_html
from summarizer.sources.page_contents import drop_marks, free_paragraphs
from summarizer.sources.page_notes import read_page_text
from summarizer.sources.web_pages import read_page

LINES = (
    "The old ferry will sail again from Norrvik in May, said the harbour master on Monday.",
    "It sank at its berth in the storm of November, and lay there until the ice was gone.",
    "Nobody was on board.",
    "Divers raised it with forty air bags. They had borrowed most of them from a circus.",
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LINES)
LIVE = '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>'


def read(body: str) -> str:
    """Return the text that is read of a page with such a body."""
    page = f"<html><head><title>Ferry back</title></head><body>{body}</body></html>"
    return read_page(page.encode(), "a.html")[0][0].text


def test_what_a_browser_puts_in_the_place_of_an_element_is_read() -> None:
    shown = f"<article-host><template shadowrootmode='open'><article>{PARAGRAPHS}</article></template></article-host>"
    assert all(line in read(shown) for line in LINES)
    assert read_page_text(parse_html(shown)).count(LINES[0]) == 1
    kept = f"<article>{PARAGRAPHS}</article><template><p>The circus sells its air bags.</p></template>"
    assert "circus sells" not in read(kept)


@pytest.mark.parametrize(
    "article",
    [
        "<div class=a1>{}</div>".format("".join(f"<div class=b2><div class=b3>{line}</div></div>" for line in LINES)),
        "<div class=a1>{}</div>".format("<br><br>".join(LINES)),
        "<div class=a1>{}<div class=ad>Advertisement</div>{}</div>".format(
            LINES[0], "".join(f"<div><span style='float:left'>{line[0]}</span>{line[1:]}</div>" for line in LINES[1:])
        ),
    ],
    ids=["a block for each line", "lines that end with a break", "large first letters"],
)
def test_an_article_without_paragraphs_is_read_line_by_line_and_teasers_around_it_are_not(article: str) -> None:
    teaser = "<p><a href='/{0}'>Circus number {0} looks for air bags</a> It wants them back, {0}.</p>"
    teasers = "".join(teaser.format(count) for count in range(1, 7))
    text = read(f"<div><h1>Ferry back</h1>{article}</div><div class=s9><b>Most read</b>{teasers}</div>")
    assert [line for line in LINES if line not in text.split("\n\n")] == []
    assert "Circus" not in text


@pytest.mark.parametrize(
    "page",
    [
        "<h2>Ferry back</h2>{}<div><h1>About the Post</h1><div>The Post is a paper.</div></div>",
        "<div><h1>Lake Post</h1><div>The Post is a paper.</div></div><div><h2>Ferry back</h2>{}</div>",
        "<div><div><h1>Lake Post</h1><div>The Post is a paper.</div></div><div><h2>Ferry back</h2>{}</div></div>",
        "<header><div><h1>Lake Post</h1><div>The Post is a paper.</div></div></header><div>{}</div>",
    ],
    ids=["below the article", "over its heading", "beside it in one block", "over the page"],
)
def test_what_an_outlet_says_of_itself_under_another_heading_is_not_read_first(page: str) -> None:
    lines = "".join(f"<div><div>{line}</div></div>" for line in LINES)
    text = read(page.format(f"<div class=a1>{lines}</div>"))
    assert text.split("\n\n")[-len(LINES) :] == list(LINES)
    assert "The Post is" not in text


def test_a_marked_article_stays_as_it_is_beside_loose_lines() -> None:
    loose = "".join(f"<div>Number {count} of the lottery is {count} million and more.</div>" for count in range(9))
    text = read(f"<article>{PARAGRAPHS}{PARAGRAPHS.replace('ferry', 'boat')}</article><div>{loose}</div>")
    assert [line for line in LINES if line not in text] == []


@pytest.mark.parametrize(
    "box",
    [
        "<section class='field--name-comment'><h2>Talk</h2>{}</section>",
        "<div id=disqus>{}</div>",
        "<div class=x7><div>Comments</div>{}<button>Reply</button></div>",
        "<div class=x7><h3>12 Kommentare</h3>{}<form></form></div>",
        "<div class=x7><h3>Комментарии (3)</h3>{}<button>Ответить</button></div>",
    ],
)
def test_what_readers_wrote_below_an_article_is_no_news_of_the_outlet(box: str) -> None:
    written = "<div><b>pike</b><p>The ferry was never any good, and its captain cannot swim.</p></div>"
    text = read(f"<article>{PARAGRAPHS}{box.format(written * 2)}</article>")
    assert "never any good" not in text
    assert text.endswith(LINES[-1])


@pytest.mark.parametrize(
    "box",
    [
        "<div class='kg-card kg-signup-card'><h2>Lake Letter</h2>{}<button>Sign up</button></div>",
        "<div data-testid='promo-box'><h2>Lake Letter</h2>{}<a href='/letter'>Read it</a></div>",
        "<div class='card cta-card'>{}<p>It is yours <a href='/letter'>here</a>.</p></div>",
        "<div class=x7><h2>Lake Letter</h2>{}<form><input placeholder='Your e-mail'></form></div>",
        "<div class=x7><h2>Lake Letter</h2>{}<div><form><input type=email></form></div></div>",
    ],
)
def test_a_box_in_which_readers_subscribe_is_left_out_amid_an_article(box: str) -> None:
    text = read(f"<article>{PARAGRAPHS}{box.format('<p>Slow reports on fast boats.</p>')}{PARAGRAPHS}</article>")
    assert "fast boats" not in text
    assert text.count(LINES[-1]) == 2


@pytest.mark.parametrize(
    "box", ["<div class='newsletter-content'>{}</div>", "<div>{}<form><input name=mail></form></div>"]
)
def test_an_article_in_such_a_box_is_read(box: str) -> None:
    assert [line for line in LINES if line not in read(f"<h1>Ferry back</h1>{box.format(PARAGRAPHS)}")] == []


@pytest.mark.parametrize("name", ["subscription", "premium promo", "sign-up", "story__hidden"])
def test_news_that_are_called_like_such_boxes_are_read(name: str) -> None:
    named = PARAGRAPHS.replace("<p>", f"<p class='{name}'>")
    boxes = "".join(f"<div class='{name}'><p>{line}</p></div>" for line in LINES)
    boxed = f"<div class='{name}'>{PARAGRAPHS}</div>"
    linked = boxes.replace("November", "<a href='/storm'>November</a>")
    for body in (named, boxes, boxed, linked):
        text = read(f"<article><h1>Ferry back</h1><p>The ferry is back at its pier.</p>{body}</article>")
        assert [line for line in LINES if line not in text] == []


def test_such_boxes_are_never_most_of_a_page() -> None:
    boxes = "".join(f"<div class=promo><p>{line}</p><button>Share</button></div>" for line in LINES)
    text = read(f"<article><h1>Ferry back</h1><p>The ferry is back at its pier.</p>{boxes}</article>")
    assert sum(line in text for line in LINES) >= len(LINES) / 2


@pytest.mark.parametrize(
    "block",
    [
        "<form><input name=mail></form><p>The ferry sails.</p>" * 2_000,
        f"<div>{'The <a href=/b>ferry</a> sails. ' * 900}</div>" * 54,
    ],
    ids=["forms", "links"],
)
def test_a_page_of_very_many_things_is_read_in_time(block: str) -> None:
    tree = parse_html(f"<body><div>{block}</div></body>")
    began = process_time()
    free_paragraphs(tree)
    assert process_time() - began < 5


def test_what_only_a_reader_of_screens_tells_is_left_out_and_the_letter_of_a_word_stays() -> None:
    told = (
        "<a href='/boats'>Lake Ferries<span class='u-visually-hidden'>, opens new tab</span></a> said"
        "<a href='/said'><span class='link__hidden'>, opens new tab</span></a> so on Friday"
    )
    drawn = "<b aria-hidden=true>T</b><b class='sr-only'>T</b>he boat was mended twice"
    text = read(f"<article>{PARAGRAPHS}<p>{told}, and that it would stay so.</p><p>{drawn} in a year.</p></article>")
    assert "Lake Ferries said so on Friday" in text
    assert "The boat was mended twice" in text


@pytest.mark.parametrize(
    "article",
    ["<div class='body has-comments'>{}</div>", "<section><h2>Comments</h2>{}</section>"],
    ids=["its name", "its head"],
)
def test_an_article_is_told_whatever_it_is_called(article: str) -> None:
    text = read(f"<main><h1>Ferry back</h1>{article.format(PARAGRAPHS)}</main>")
    assert [line for line in LINES if line not in text] == []


@pytest.mark.parametrize("name", ["article tone-comment", "section--comment", "single-comment"])
@pytest.mark.parametrize(
    "page",
    ["<h1>Ferry back</h1><div class='{}'>{}</div>", "<div class='{}'><h1>Ferry back</h1>{}</div>"],
    ids=["below its heading", "with its heading"],
)
def test_an_article_of_opinion_is_read_however_long_the_menu_is(page: str, name: str) -> None:
    menu = "".join(f"<li><a href='/{count}'>Circus number {count} of the town</a></li>" for count in range(90))
    text = read(f"<nav><ul>{menu}</ul></nav>{page.format(name, PARAGRAPHS)}<ul>{menu}</ul>")
    assert [line for line in LINES if line not in text] == []
    assert "Circus" not in text


@pytest.mark.parametrize("head", ["Réactions", "Discussion", "Diskussion", "Responses", "Обсуждение", "Kommentar"])
def test_a_part_of_an_article_with_a_button_to_share_it_is_read(head: str) -> None:
    said = "“The ferry is the pride of the whole lake”, said the captain of the barge on Tuesday."
    part = f"<section><h2>{head}</h2><p>{said}</p><button>Share</button></section>"
    assert said in read(f"<article>{PARAGRAPHS}{part}</article>")


@pytest.mark.parametrize(
    "cut",
    [
        "<p>{}</p><div class=column>Column 12</div><p>{}</p>",
        "<p>{}</p><p>{}</p>",
        "<p>{}<br>{}</p>",
    ],
)
def test_a_sentence_that_something_cuts_is_put_together(cut: str) -> None:
    parts = "The council has asked the owner of the ferry for a plan that tells", "how many boats it has for the crew."
    assert " ".join(parts) in read(f"<article>{PARAGRAPHS}{cut.format(*parts)}</article>").split("\n\n")


@pytest.mark.parametrize(
    "apart",
    [
        "<p>The council has asked the owner of the ferry for three things:</p><ul><li>a plan.</li></ul>",
        "<p>The council has asked the owner for more than one plan</p><h2>In May</h2><p>of the boats it has.</p>",
        "<p>The drivers told the owner of the ferry what they want in May:</p><p>higher pay in all of the boats.</p>",
        "<p>The drivers told the owner of the ferry what they want</p><p>a plan.</p><p>higher pay.</p>",
        "<p>The drivers told the owner of the ferry what they want</p><p>a plan. It has been late</p>",
        "<p>A view of the ferry with its owner on the pier</p><p>de Vries, who built it, asked for a plan.</p>",
        "<p>A new plan of the owner of the ferry is on its way</p><p>iPhone users of the boats have seen a plan.</p>",
    ],
)
def test_a_list_and_what_stands_under_a_heading_or_a_caption_are_not_joined(apart: str) -> None:
    lines = read(f"<article>{PARAGRAPHS}{apart}</article>").split("\n")
    assert not any("owner" in line and ("a plan." in line or "of the boats" in line) for line in lines)


@pytest.mark.parametrize("items", ["eggs<br>milk", "eggs<br>milk.", "eggs.<br>milk."])
def test_a_list_in_lines_is_not_joined(items: str) -> None:
    text = read(f"<article>{PARAGRAPHS}<p>The cook of the ferry needs these:<br>{items}</p></article>")
    assert "eggs milk" not in text
    assert "these: eggs" not in text


def test_the_mark_of_a_footnote_and_the_footnote_are_left_out_and_other_raised_signs_stay() -> None:
    marked = (
        "<p>The hull holds 90 m<sup>3</sup> of water<sup><a href='#n1'>1</a></sup> and leaks on the 1<sup>st</sup>.</p>"
    )
    notes = "<ol class=footnotes><li id=n1>Cold water only, measured in 2029.</li></ol>"
    text = read(f"<article>{PARAGRAPHS}{marked}{notes}</article>")
    assert "The hull holds 90 m3 of water and leaks on the 1st." in text
    assert "Cold water only" not in text


@pytest.mark.parametrize("mark", ["<span>[{}]</span>", "[{}]", "<sup>{}, <a href=#n1>1</a></sup>"])
def test_a_footnote_is_known_by_a_mark_and_a_note_that_lead_to_each_other(mark: str) -> None:
    marked = (
        f"<p>The hull holds 90 tons {mark.format('<a href=#n1 id=r1>1</a>')} of water; see <a href='#map'>2</a>.</p>"
    )
    notes = "<div><div id=n1><p>[<a href='#r1'>1</a>] Cold water only.</p></div></div><p id=map>The map is old.</p>"
    text = read(f"<article>{PARAGRAPHS}{marked}{notes}</article>")
    assert "The hull holds 90 tons of water; see 2." in text
    assert "Cold water only" not in text
    assert "The map is old." in text


def test_links_alone_under_a_heading_amid_an_article_are_left_out_and_a_sentence_that_is_one_stays() -> None:
    links = "<div class=b><h3>Also of note</h3><a href='/a'>What does a bell cost? The bell costs 40 crowns</a></div>"
    told = "<h3>The bell</h3><p><a href='/b'>The bell of the ferry was found in a garden in Norrvik on Tuesday.</a></p>"
    text = read(f"<article>{PARAGRAPHS}{links}{told}{PARAGRAPHS}</article>")
    assert "bell cost" not in text
    assert "found in a garden" in text
    assert text.count(LINES[-1]) == 2


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("<h2>Forty people were rescued by fishermen of Arle.</h2><p><a href='/ana'>Ana Dahl</a></p>{}", 1),
        ("<p>It rains.</p><h2>Forty people were rescued</h2><p><a href='/ana'>Ana Dahl</a></p>{}", 1),
        ("<header><h2>Forty people were rescued</h2><a href='/topic'>Arle</a></header>{}", 1),
        ("{0}<div><h3>Forty people were rescued.</h3><a href='/share'>Share</a></div>{0}", 1),
        ("{}<h3>Forty people were rescued</h3><a href='/a'>Bell found in Arle</a><h3>Ice</h3><p>It is thin.</p>", 0),
    ],
)
def test_a_heading_with_links_and_text_below_it_or_that_tells_something_stays(head: str, told: int) -> None:
    assert read(f"<article>{head.format(PARAGRAPHS)}</article>").count("Forty people") == told


@pytest.mark.parametrize(
    "head",
    [
        "<h2>Ferry back</h2><p><a rel=author href='/ana'>Ana Dahl</a></p>{}",
        "<header><h2>Ferry back</h2><a class=author href='/ana'>Ana Dahl</a></header>{}",
        "{}<div><h4>Text</h4><p class=byline><a href='/ana'>Ana Dahl</a></p></div>",
    ],
)
def test_the_author_whose_link_stands_alone_under_a_heading_is_known(head: str) -> None:
    page = f"<html><title>Ferry back</title><body><article>{head.format(PARAGRAPHS)}</article></body></html>"
    assert read_page(page.encode(), "a.html")[0][0].author == "Ana Dahl"


def test_the_entries_of_a_live_blog_are_one_article_and_a_teaser_beside_one_is_none() -> None:
    entries = "".join(f"<article><h2>{hour}.05</h2><p>{line}</p></article>" for hour, line in enumerate(LINES, 7))
    teaser = "<article><h2><a href='/b'>Bell found</a></h2><p>A bell lay in a garden.</p></article>"
    post = "<article><blockquote><p>We sail!</p>— Norrvik Ferries</blockquote></article>"
    assert [line for line in LINES if line not in read(f"{LIVE}<div>{post}{entries}</div>")] == []
    assert "A bell lay" not in read(f"{LIVE}<div><article>{PARAGRAPHS * 2}</article>{teaser}</div>")


@pytest.mark.parametrize("live", ["", LIVE], ids=["a report", "a live blog"])
@pytest.mark.parametrize("head", ["<h3><a href='/tram'>Tram {0}</a></h3>", "<b>pike {0}</b><time>9.0{0}</time>"])
def test_many_teasers_or_what_readers_wrote_are_none_of_an_article(live: str, head: str) -> None:
    told = "<p>Tram {0} is as late as ever, so I am on my way to a job on foot by the lake.</p>"
    others = "".join(f"<article>{head}{told}</article>".format(count) for count in range(1, 11))
    text = read(f"{live}<div><article><h1>Ferry back</h1>{PARAGRAPHS * 3}</article>{others}</div>")
    assert [line for line in LINES if line not in text] == []
    assert "Tram" not in text


@pytest.mark.parametrize("name", ["<sup><a id=r1 href='#n1'>1</a></sup>", "<a id=r1 href='#n1'><sup>1</sup></a>"])
def test_the_sentence_to_which_a_footnote_leads_back_stays(name: str) -> None:
    marked = f"<p>The hull was built in 1931{name} by a firm of the town.</p>"
    opened = f"<p>{name.replace('1', '2')} Its bell is older than the hull.</p>"
    notes = "".join(
        f"<p><a id=n{count} href='#r{count}'><sup>{count}</sup></a> See the list of the yard.</p>" for count in (1, 2)
    )
    text = read(f"<article>{PARAGRAPHS}{marked}{opened}{notes}</article>")
    assert "The hull was built in 1931 by a firm of the town." in text
    assert "Its bell is older than the hull." in text
    assert "the list of the yard" not in text


def test_the_ends_of_lines_in_a_pages_source_cut_no_sentence() -> None:
    lines = [
        "The old ferry will sail again from Norrvik in May, said the harbour",
        "master <b>Ida\nHolm</b>",
        "on Monday. Its first passengers will be",
        "forty goats. They travel free.",
    ]
    page = f"<html><body><div class=t>{chr(10).join(lines)}</div><div class=t>The goats\r\nbelong to the parish.</div>"
    text = read_page(page.encode(), "a.html")[0][0].text
    assert text.split("\n\n") == [
        " ".join(" ".join(lines).replace("<b>", "").replace("</b>", "").split()),
        "The goats belong to the parish.",
    ]


def test_what_shows_its_lines_keeps_them_and_no_text_stays_none() -> None:
    lines = ["The old ferry sank off Arle on Monday morning.", "Nobody was hurt, said the harbour master on Tuesday."]
    styled = f"<html><body><div style='white-space: pre-wrap'>{chr(10).join(lines)}</div></body></html>"
    assert read_page(styled.encode(), "a.html")[0][0].text.split("\n\n") == lines
    bare = (
        "<article><h1>Ferry sinks</h1><div>The old ferry sank off Arle on Monday and nobody was hurt.<p></p>"
        "Follow the story as it goes on <p>It carried goats since May.</p></div><p>The owners said no.</p></article>"
    )
    assert read(bare).count("Follow the story") == 1


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("The island has 10<sup>6</sup> birds.", "The island has 10⁶ birds."),
        ("Each pair laid 2<sup>1</sup>/<sub>2</sub> eggs.", "Each pair laid 2¹/₂ eggs."),
        ("The number rose by 5<sup>1</sup> percent.", "The number rose by 5¹ percent."),
        ("The island has <b>10</b><sup><i>6</i></sup> birds.", "The island has 10⁶ birds."),
        ("The number rose by 5<sup>1,2</sup> percent.", "The number rose by 5¹,² percent."),
        ("It was so in 2019.<sup>3</sup> It rained.", "It was so in 2019.³ It rained."),
        ("The plant emits CO<sub>2</sub> from 4 m<sup>2</sup>.", "The plant emits CO2 from 4 m2."),
    ],
)
def test_raised_digits_behind_a_number_are_no_digits_of_it(written: str, shown: str) -> None:
    assert shown in read("".join(f"<p>{line}</p>" for line in (*LINES, written)))


@pytest.mark.parametrize(
    "page",
    [
        "<html class='has-material-icons'><body class='material-icons-loaded'>{}",
        "<body class='material-icons material-symbols-outlined'>{}",
        "<div class='with-material-symbols'>{}</div>",
        "<span class='material-icons'>check_circle</span><i aria-hidden='true'>\ue5ca</i>{}",
    ],
)
def test_what_a_font_draws_is_left_out_and_a_page_that_is_called_after_it_is_read(page: str) -> None:
    words = "The <i aria-hidden='true'>anna</i> of Dorn sails again in 10<i aria-hidden='true'>–</i>12 days."
    lines = "".join(f"<p>{line}</p>" for line in LINES)
    text = read(page.format(f"<article><h1>Ferry back</h1><p>{words}</p>{lines}</article>"))
    assert text.split("\n\n") == ["The anna of Dorn sails again in 10–12 days.", *LINES]


@pytest.mark.parametrize("mark", ["(<a id=r1 href='#n1'>1</a>)", "[<a id=r1 href='#n1'>1</a>]"])
def test_brackets_go_with_the_mark_of_a_footnote_and_no_others(mark: str) -> None:
    told = "<p>The hull is of 1931.<span>{}</span> Its list[] is (<a href='#top'>here</a>) and empty().</p>"
    note = "<p id=n1>1 It was a firm of the town. <a href='#r1'>up</a></p>"
    text = read(f"<article id=top>{PARAGRAPHS}{told.format(mark)}{note}</article>")
    assert text.endswith("The hull is of 1931. Its list[] is (here) and empty().")


def test_a_paragraph_in_which_a_name_stands_amid_the_words_is_no_footnote() -> None:
    tree = parse_html("<p>It sank.<sup><a href='#n1'>1</a></sup></p><p>The mayor <a id=n1></a>will see it in June.</p>")
    drop_marks(tree)
    assert tree.text_content() == "It sank.The mayor will see it in June."
