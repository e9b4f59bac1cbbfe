from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.lang.language import load_language
from summarizer.model import Article, Sentence
from summarizer.text.edits import FIXES, apply_edits, revise
from summarizer.text.segmentation import LONGEST, clean, count_vocabulary, find_glued, find_title, segment

ODD = (
    "\u200b \u200d \u0301 e & amp; &amp; &#39; Ã© â€™ Â\u00a0 ï»¿ ** * _ [x](https://example.org) ![a](b) “ ” ’ # > - ."
)
BLANKS = (" ", " ", "  ", "\u00a0", "\n", "\n\n", "\r", "\u2028", "\x85", "\ud800", "\t")
NEWS = (
    "The dam held. ",
    "PresidentDahl ",
    "thestrike ",
    "Dahl said no. ",
    "OSLO (AP) – ",
    "By Ana Dahl",
    "Why? ",
    "©",
    "Dahl said:\n> ",
)
nasty = st.lists(st.sampled_from([*ODD.split(" "), *BLANKS, *NEWS]), max_size=25).map("".join)


def first_of(article: Article) -> tuple[Sentence, ...]:
    return segment([article])[0][0]


@settings(deadline=None)
@given(nasty | st.text(), st.sampled_from(["", "---\nx: y\n---\n"]), st.booleans(), st.sampled_from(["en", "de", "zh"]))
def test_every_sentence_is_proved_by_its_place_and_edits(text: str, matter: str, marked: bool, language: str) -> None:
    article = Article(
        matter + text, body=len(matter), markup="markdown" if marked else "plain", language=language, id="a1"
    )
    other = Article("President Dahl ended the strike of the union.", id="a2")
    (sentences, _), _ = segment([article, other])
    for number, sentence in enumerate(sentences):
        assert apply_edits(article.text, sentence.start, sentence.end, sentence.edits) == sentence.text
        assert sentence.place == number
        assert sentence.text == sentence.text.strip() != ""
        assert sentence.start >= article.body
    assert [s.start for s in sentences] == sorted(s.start for s in sentences)


def test_a_sentence_that_begins_inside_what_a_fix_changed_is_proved_too() -> None:
    article = Article("Â\u00a0Ã©tait", id="a1")
    (sentence,) = first_of(article)
    assert sentence.text == "était"
    assert apply_edits(article.text, sentence.start, sentence.end, sentence.edits) == "était"


def test_offsets_count_from_the_beginning_of_the_file() -> None:
    matter = "---\noutlet: Lake Herald\n---\n"
    text = f"{matter}The dam\u00a0held. **Nobody** was hurt."
    first, second = first_of(Article(text, body=len(matter), markup="markdown", id="a1"))
    assert text[first.start : first.end] == "The dam\u00a0held."
    assert first.text == "The dam held."
    assert second.text == "Nobody was hurt."


def test_a_dateline_is_no_part_of_the_first_sentence() -> None:
    for start in (
        "OSLO (AP) – ",
        "LAKE CITY, Nov. 15 (Reuters) - ",
        "Oslo (dpa) – ",
        "OSLO — ",
        "OSLO (AP) _ ",
        "ARLE, Norway (AP) _ ",
        "(Reuters) ",
    ):
        texts = [s.text for s in first_of(Article(f"{start}The dam held.", id="a1"))]
        assert texts == ["The dam held."]


def test_a_name_in_capitals_is_no_dateline() -> None:
    assert [s.text for s in first_of(Article("NATO-led troops left Arle.", id="a1"))] == ["NATO-led troops left Arle."]
    assert [s.text for s in first_of(Article("OSLO got wet.", id="a1"))] == ["OSLO got wet."]
    assert [s.text for s in first_of(Article("(NLP) The party lost.", id="a1"))] == ["(NLP) The party lost."]


def test_boilerplate_and_headlines_are_sentences_of_their_kind() -> None:
    text = "Dam holds in Arle\nThe dam held on Monday. Sign up for our newsletter.\n© 2031 Lake Herald"
    found = first_of(Article(text, id="a1"))
    assert [(s.kind, s.why) for s in found] == [
        ("headline", "first line"),
        ("sentence", ""),
        ("boilerplate", "newsletter"),
        ("boilerplate", "copyright"),
    ]


def test_words_glued_together_are_told_by_the_other_articles() -> None:
    glued = Article("PresidentDahl spoke on Monday.", id="a1")
    other = Article("President Dahl spoke for an hour.", id="a2")
    (alone,), _ = segment([glued])
    (told, _), _ = segment([glued, other])
    assert alone[0].text == "PresidentDahl spoke on Monday."
    assert told[0].text == "President Dahl spoke on Monday."
    assert [edit.fix for edit in told[0].edits] == ["glued words"]


def test_words_of_another_language_tell_nothing_of_words_glued_together() -> None:
    glued = Article("PresidentDahl spoke on Monday.", id="a1")
    other = Article("President Dahl sprach am Montag.", language="de", id="a2")
    (told, _), _ = segment([glued, other])
    assert told[0].text == "PresidentDahl spoke on Monday."


def test_an_article_without_a_title_gets_its_headline() -> None:
    article = Article("# Dam holds in Arle\nThe dam held on Monday.", id="a1")
    assert find_title(article, first_of(article)).title == "Dam holds in Arle"
    named = Article(article.text, title="Another", id="a1")
    assert find_title(named, first_of(named)).title == "Another"
    bare = Article("The dam held on Monday. It rained.", id="a1")
    assert find_title(bare, first_of(bare)).title == ""


def test_nothing_comes_of_nothing() -> None:
    assert segment([]) == ((), ())
    assert first_of(Article("", id="a1")) == ()
    assert first_of(Article(" \n\u200b\n", id="a1")) == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the dam and the river " * 45_000, id="a megabyte without a full stop"),
        pytest.param("“Abc. " * 20_000, id="quotations opened"),
        pytest.param('"' * 100_000, id="straight marks"),
        pytest.param("a" * 50_000 + " B" * 50_000, id="a word of 50,000 letters"),
        pytest.param("([" * 50_000 + "Abc." + "])" * 50_000, id="brackets in brackets"),
        pytest.param("![" * 50_000, id="links opened"),
        pytest.param("**a " * 25_000 + "_a" * 25_000, id="emphasis opened"),
        pytest.param("PresidentDahl " * 10_000, id="words glued in a row"),
        pytest.param("OSLO " * 20_000, id="capitals in a row"),
        pytest.param("By " + "Ana Dahl and " * 10_000, id="a byline without end"),
        pytest.param("itâ€™s a cafÃ© " * 1_400, id="wrongly decoded characters"),
        pytest.param("a\u200b" * 50_000, id="invisible characters"),
        pytest.param("e\u0301" * 50_000, id="marks to be composed"),
        pytest.param("&amp;" * 20_000, id="references"),
        pytest.param(" " * 100_000 + "\u00a0" * 100_000, id="blanks"),
        pytest.param("\n" * 50_000, id="empty lines"),
        pytest.param("!?" * 50_000, id="stops"),
    ],
)
def test_a_text_made_to_take_long_is_segmented_all_the_same(text: str) -> None:
    article = Article(text, markup="markdown", id="a1")
    for sentence in first_of(article):
        assert apply_edits(text, sentence.start, sentence.end, sentence.edits) == sentence.text


EXAMPLES = {
    "surrogates": ("a\ud800b", "a\ufffdb"),
    "mojibake": ("itâ€™s", "it’s"),
    "entities": ("Q&amp;A", "Q&A"),
    "invisible characters": ("a\u200bb", "ab"),
    "composed characters": ("cafe\u0301", "café"),
    "typed quotation marks": ("``No,'' he said.", "“No,” he said."),
    "wrapped lines": (
        "The council of the town met on Monday night and\ndecided to close the bridge.",
        "The council of the town met on Monday night and decided to close the bridge.",
    ),
    "blanks": ("a\u00a0\u00a0b", "a b"),
}
pieces = st.sampled_from([*ODD.split(" "), *BLANKS, "The dam held. ", "PresidentDahl ", "thestrike "])
dirty = st.lists(pieces, max_size=25).map("".join)


def test_every_fix_has_an_example() -> None:
    assert EXAMPLES.keys() == FIXES.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_fix_is_recorded_under_its_name(name: str) -> None:
    before, after = EXAMPLES[name]
    revision = clean(Article(before))
    assert revision.text == after
    assert {edit.fix for edit in revision.edits} == {name}


def test_what_stands_before_the_body_is_taken_out_and_counts_in_the_offsets() -> None:
    matter = "---\noutlet: Lake Herald\n---\n"
    revision = clean(Article(f"{matter}It\u00a0rained.", body=len(matter)))
    assert revision.text == "It rained."
    assert [(edit.start, edit.fix) for edit in revision.edits] == [(0, "front matter"), (len(matter) + 2, "blanks")]


def test_marks_are_stripped_from_markdown_only() -> None:
    assert clean(Article("a **b**", markup="markdown")).text == "a b"
    assert clean(Article("a **b**")).text == "a **b**"


def test_a_later_fix_reaches_every_place_inside_what_an_earlier_one_changed() -> None:
    assert clean(Article("Â\u00a0\rÃ©")).text == " \né"


@given(dirty | st.text(), st.sampled_from(["", "---\nx: y\n---\n"]), st.sampled_from(["plain", "markdown"]))
def test_the_edits_made_in_the_source_give_the_revised_text(text: str, matter: str, markup: str) -> None:
    source = matter + text
    article = Article(source, body=len(matter), markup="markdown" if markup == "markdown" else "plain")
    revision = clean(article)
    vocabulary = count_vocabulary([revision.text, "President Dahl ended the strike."])
    revision = revise(revision, find_glued(revision.text, vocabulary, load_language("en")), "glued words")
    assert apply_edits(source, 0, len(source), revision.edits) == revision.text


@given(st.text("aé “”’\u00a0\u200b\t\n.\u0301\u2009", max_size=40))
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    once = clean(Article(text)).text
    assert clean(Article(once)).edits == ()


def test_a_text_without_full_stops_is_no_sentence() -> None:
    (sentence,) = first_of(Article("it rained and " * (LONGEST // 14 + 1) + "stopped"))
    assert (sentence.kind, sentence.why) == ("boilerplate", "too long for a sentence")
    (sentence,) = first_of(Article("It rained and " * (LONGEST // 14 - 1) + "stopped."))
    assert sentence.kind == "sentence"


def test_a_list_of_scraps_is_no_news_and_what_stands_among_them_is() -> None:
    found = first_of(Article("a.\n" * 600 + "The dam held on Friday, the mayor said."))
    assert {(one.kind, one.why) for one in found[:-1]} == {("boilerplate", "one of many scraps")}
    assert found[-1].kind == "sentence"
    assert {one.kind for one in first_of(Article("Yes.\nNo.\nThe dam held on Friday."))} == {"sentence"}


@pytest.mark.parametrize("end", ["…", "...", " […]", " (...)"])
def test_a_last_sentence_that_breaks_off_is_no_news(end: str) -> None:
    (sentences,), _ = segment(
        [Article(f"It rained... on Monday. The bridge was closed, said the{end}\n\n© Lake Herald")]
    )
    assert [(one.kind, one.why) for one in sentences] == [
        ("sentence", ""), ("boilerplate", "cut off"), ("boilerplate", "copyright"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "last", ['"The rules," in the light of the flood, "are...', "The mayor called the dam “a danger to…"]
)
def test_a_last_sentence_is_no_news_that_breaks_off_in_a_quotation_begun_amid_it(last: str) -> None:
    found = first_of(Article(f"It rained on Monday.\n\n{last}"))
    assert [(one.kind, one.why) for one in found[-1:]] == [("boilerplate", "cut off")]


@pytest.mark.parametrize(
    ("language", "last", "kind"),
    [
        ("en", "The council has closed the bridge and", "boilerplate"),
        ("en", "The council has closed the bridge", "sentence"),
        ("de", "Die Bahn hat die Brücke gesperrt und", "boilerplate"),
        ("de", "Die Bahn stellt den Betrieb ein", "sentence"),
    ],
)
def test_a_last_sentence_is_no_news_that_ends_in_a_word_which_ends_none(language: str, last: str, kind: str) -> None:
    first = "It rained on Monday." if language == "en" else "Es hat am Montag geregnet."
    assert first_of(Article(f"{first}\n\n{last}", language=language))[-1].kind == kind


@pytest.mark.parametrize("last", ["“I do not know…”", "“We do not know…", "Nobody knows."])
def test_who_breaks_off_in_a_quotation_was_cut_by_nobody(last: str) -> None:
    (sentences,), _ = segment([Article(f"It rained on Monday… {last}")])
    assert sentences[-1].kind == "sentence"


@pytest.mark.parametrize("markup", ["plain", "markdown"])
def test_the_mark_of_a_list_is_no_part_of_its_item(markup: Literal["plain", "markdown"]) -> None:
    text = (
        "The council decided:\n\n- The bridge stays closed\n• AP - no boat may pass\n\n1) It rained\n2) It snowed\n\n"
        "In May it was over."
    )
    (sentences,), _ = segment([Article(text, markup=markup)])
    assert [one.text for one in sentences if one.kind == "sentence"] == [
        "The bridge stays closed", "AP - no boat may pass", "It rained", "It snowed", "In May it was over.",
    ]  # fmt: skip
    assert all(text[one.start : one.end] == one.text and not one.edits for one in sentences)


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("Dahl said: “The dam will hold.", "Dahl said: “The dam will hold.”"),
        ('"The dam will hold.', '"The dam will hold."'),
        ("“The dam will hold, said Moe.", "“The dam will hold, said Moe."),
        ("Dahl called it “a shame, and left.", "Dahl called it “a shame, and left."),
        # Whose partner is missing before it, or is of another kind, is not known to go on.
        ('Dahl said it will hold."', 'Dahl said it will hold."'),
        ('“The dam," Dahl said, will hold.', '“The dam," Dahl said, will hold.'),
        ("(The dam will hold.", "(The dam will hold."),
    ],
)
def test_a_quotation_that_goes_on_behind_its_sentence_is_closed_and_the_mark_is_an_edit(
    line: str, printed: str
) -> None:
    article = Article(f"{line}\n\nIt rained on Friday.", id="a1")
    sentence = first_of(article)[0]
    assert sentence.text == printed
    assert article.text[sentence.start : sentence.end] == line
    assert "".join(edit.after for edit in sentence.edits) == printed[len(line) :]


def test_each_sentence_of_an_announced_block_is_put_in_quotation_marks_and_the_marks_are_edits() -> None:
    article = Article("The port wrote:\n\n> We are  sorry. Both cranes stand still.\n\nIt rained on Friday.", id="a1")
    sentences = first_of(article)
    assert [one.text for one in sentences] == [
        "The port wrote:",
        "“We are sorry.”",
        "“Both cranes stand still.”",
        "It rained on Friday.",
    ]
    quoted = sentences[1]
    assert [(edit.before, edit.after, edit.fix) for edit in quoted.edits] == [
        ("", "“", "quotation marks"),
        ("  ", " ", "blanks"),
        ("", "”", "quotation marks"),
    ]
    assert article.text[quoted.start : quoted.end] == "We are  sorry."


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # What has marks of its own keeps them, be they closed or not.
        ("The port wrote:\n> “We are sorry.”", ["sentence", "sentence"]),
        ("The port wrote:\n> “We are sorry. Both cranes stand still.", ["sentence", "sentence"]),
        # Who is quoted within a block, nobody could tell.
        ("The port wrote:\n> Dahl called it “a shame” on Monday.", ["sentence", "boilerplate"]),
        ("The port wrote:\n> Read more: The cranes of Orn", ["sentence", "boilerplate"]),
        # This says itself whose words it has, unless another's report is announced.
        ("The port closed.\n> “We are sorry,” Dahl said.", ["sentence", "sentence"]),
        ("From the Lake Post:\n> “We are sorry,” Dahl said.", ["sentence", "sentence"]),
        ("The port closed.\n> “We are sorry.”", ["sentence", "boilerplate"]),
        ("Dahl <dahl@orn.example> wrote:\n> “We are sorry,” Moe said.", ["sentence", "boilerplate"]),
        # Nobody announces these.
        ("The port closed.\n> We are sorry.", ["sentence", "boilerplate"]),
        ("The port wrote:\nIt closed.\n> We are sorry.", ["sentence", "sentence", "boilerplate"]),
        ("> Dahl wrote:\n> > We are sorry.", ["boilerplate", "boilerplate"]),
        ("Read more:\n> The crane fell on Monday.", ["boilerplate", "boilerplate"]),
        ("On 3 March 2031, at 10:12, Dahl wrote:\n> We are sorry.", ["sentence", "boilerplate"]),
        ("Dahl <dahl@orn.example> wrote:\n> We are sorry.", ["sentence", "boilerplate"]),
    ],
)
def test_a_quoted_block_is_news_where_a_line_above_announces_it(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in first_of(Article(text, id="a1"))] == kinds


def test_a_reference_to_what_nobody_declared_has_no_words() -> None:
    read = first_of(Article("The bridge fell on Monday.\n\n&rain9; &rain8;\n\nNobody was hurt at AT&T; it rained."))
    assert [one.kind for one in read] == ["sentence", "boilerplate", "sentence"]
