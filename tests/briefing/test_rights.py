"""What may be quoted of an outlet: no page has more, another outlet tells it where one can, and it is said."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_articles import read_sample_story
from sample_front_page import FRONT

from summarizer import Options, summarize
from summarizer import render as write
from summarizer.briefing.rights import find_right, leave_out_of_mail
from summarizer.model import Briefing, BriefingSection, FrontPage, PrintedChange, Right, SupportingSentence
from summarizer.render.cited_sources import count_quoted
from summarizer.render.rendering import render
from summarizer.text.tokens import count_words


def make(rights: dict[str, Right]) -> Briefing:
    return summarize(read_sample_story(), Options(date="2024-11-18", plan="ukraine-call", rights=rights))


FREE = make({})


def count_by_outlet(page: Briefing) -> Counter[str]:
    outlets = {article.id: article.outlet for article in page.articles}
    return Counter({outlets[name]: number for name, number in count_quoted(page).items()})


@pytest.mark.parametrize("most", [0, 15, 40, 80])
def test_no_article_of_an_outlet_is_quoted_beyond_its_words(most: int) -> None:
    page = make({"Example Wire": Right(most_words=most)})
    assert count_by_outlet(page)["Example Wire"] <= most < count_by_outlet(FREE)["Example Wire"]
    (notice,) = [one for one in page.problems if "[rights]" in one.message]
    assert f"of 343 words {most} may be quoted" in notice.message
    assert notice.level == "notice"


@given(st.lists(st.floats(0, 0.4), min_size=5, max_size=5))
@settings(max_examples=8)
def test_no_article_is_quoted_beyond_its_share(shares: list[float]) -> None:
    outlets = sorted({article.outlet for article in FREE.articles})
    rights = {outlet: Right(most_share=share) for outlet, share in zip(outlets, shares, strict=True)}
    page = make(rights)
    quoted = count_quoted(page)
    for article in page.articles:
        assert quoted[article.id] <= article.words * (rights[article.outlet].most_share or 0)
    for line in [line for section in page.sections for line in section.lines]:
        assert line.origins <= len(line.also) + 1
        assert line.outlets[0] == line.outlet


def test_an_outlet_that_tells_all_of_it_is_printed_instead() -> None:
    free = {line.cluster: line for section in FREE.sections for line in section.lines}
    page = make({"Example Wire": Right(most_words=0)})
    told = {line.cluster: line for section in page.sections for line in section.lines}
    instead = [name for name in told if name in free and free[name].outlet == "Example Wire"]
    assert instead
    for name in instead:
        assert told[name].outlet != "Example Wire"
        assert "Example Wire" in told[name].outlets or "Example Wire" in [near.outlet for near in told[name].related]


def test_what_may_not_be_quoted_is_no_disagreement_either_and_that_is_said() -> None:
    opposed = [told for section in FREE.sections for line in section.lines for told in line.disagreement]
    assert opposed
    page = make({opposed[0].outlet: Right(most_words=0)})
    shown = [told for section in page.sections for line in section.lines for told in line.disagreement]
    assert opposed[0].outlet not in {told.outlet for told in shown}


def test_a_right_of_all_others_holds_for_whoever_has_none() -> None:
    rights = {"*": Right(most_words=5), "Reuters News": Right(no_mail=True)}
    assert find_right("Example Post", rights).most_words == 5
    assert find_right("Reuters News", rights) == Right(no_mail=True)


def test_where_nothing_may_be_quoted_nothing_is_printed_and_the_page_says_why() -> None:
    page = make({"*": Right(most_words=0)})
    assert page.length.sentences == 0
    assert len([one for one in page.problems if "of 415 words 0 may be quoted" in one.message]) == 2


def test_rights_that_bound_nothing_change_nothing() -> None:
    assert make({"*": Right(no_mail=True)}).sections == FREE.sections
    page = make({"Example Wire": Right(most_words=10_000)})
    assert [list_lines(section) for section in page.sections] == [list_lines(section) for section in FREE.sections]


def list_lines(section: BriefingSection) -> list[tuple[str, tuple[str, ...], int]]:
    return [(line.text, line.outlets, line.origins) for line in section.lines]


def test_what_may_not_be_mailed_is_left_out_of_the_mail_which_says_so() -> None:
    rights = {"Example Wire": Right(no_mail=True)}
    page = make(rights)
    assert page.sections == FREE.sections
    mailed = leave_out_of_mail(page, rights)
    assert isinstance(mailed, Briefing)
    outlets = {line.outlet for section in mailed.sections for line in section.lines}
    assert "Example Wire" not in outlets | {
        told.outlet for section in mailed.sections for line in section.lines for told in line.disagreement
    }
    left = sum(line.outlet == "Example Wire" for section in page.sections for line in section.lines)
    assert mailed.length.sentences == page.length.sentences - left
    assert "left out of the mail, not of the files" in mailed.problems[-1].message


def test_nor_are_the_headlines_of_such_an_outlet() -> None:
    mailed = leave_out_of_mail(
        replace(FREE, title=FREE.articles[0].title), {FREE.articles[0].outlet: Right(no_mail=True)}
    )
    assert isinstance(mailed, Briefing)
    assert FREE.articles[0].title not in write(mailed, "md") + write(mailed, "html")
    assert mailed.title in {article.title for article in FREE.articles}
    assert FREE.articles[0].outlet in {article.outlet for article in mailed.articles}


def test_a_front_page_is_mailed_without_the_headlines_of_such_an_outlet() -> None:
    names = [*FRONT.pile.stories[0].articles, *(single.article for single in FRONT.pile.singles), *FRONT.pile.comments]
    known = {article.id: article for article in FRONT.pile.articles}
    for outlet in sorted({known[name].outlet for name in names}):
        rights = {outlet: Right(no_mail=True)}
        mailed = leave_out_of_mail(FRONT, rights)
        assert isinstance(mailed, FrontPage)
        text = write(mailed, "md") + write(mailed, "html") + write(mailed, "txt")
        kept = {one.title for one in known.values() if not find_right(one.outlet, rights).no_mail}
        for article in known.values():
            if article.title and article.title not in kept:
                assert article.title not in text
        assert set(mailed.briefings) <= {story.id for story in mailed.pile.stories}


def test_nor_is_what_such_an_outlet_has_changed_since_it_was_printed() -> None:
    told = [
        PrintedChange("2031-03-04", "figure", outlet, "", "a.md", "", "Three died.", "Four died.")
        for outlet in ("Example Wire", "Example Post")
    ]
    mailed = leave_out_of_mail(replace(FREE, changes=tuple(told)), {"Example Wire": Right(no_mail=True)})
    assert [one.outlet for one in mailed.changes] == ["Example Post"]
    assert leave_out_of_mail(FREE, {}) is FREE


def test_the_sources_say_how_much_of_each_is_quoted() -> None:
    quoted = count_quoted(FREE)
    for name in ("md", "html", "txt"):
        page = render(FREE, name)
        for article in FREE.articles:
            if quoted[article.id]:
                assert f"{quoted[article.id]} of {article.words} words" in " ".join(page.split())
    assert "of 0 words" not in render(
        replace(FREE, articles=tuple(replace(one, words=0) for one in FREE.articles)), "md"
    )


def test_what_a_gloss_adds_is_not_quoted() -> None:
    glossed = [line for line in FREE.lines if any("[" in edit.after for edit in line.edits)]
    assert glossed
    bare = replace(FREE, sections=tuple(replace(part, lines=()) for part in FREE.sections))
    line = replace(glossed[0], disagreement=())
    page = replace(bare, sections=(replace(bare.sections[0], lines=(line,)), *bare.sections[1:]))
    added = sum(len(edit.after.split()) - len(edit.before.split()) for edit in line.edits if "[" in edit.after)
    assert added > 0
    assert count_quoted(page)[line.article] == count_words(line.text) - added


def test_the_options_of_a_page_have_its_rights() -> None:
    page = make({"B": Right(most_words=3, no_mail=True), "A": Right(most_share=0.5)})
    assert page.options["rights"] == {"A": {"most_share": 0.5}, "B": {"most_words": 3, "no_mail": True}}
    assert isinstance(page.options, MappingProxyType)


@pytest.mark.parametrize("format", ["json", "jsonld", "html", "md", "txt"])
def test_of_a_bounded_outlet_no_file_has_more_words_than_the_page(format: str) -> None:  # noqa: A002
    page = make({"Example Wire": Right(most_words=40)})
    told = {one.text for one in list_beside(FREE) if one.outlet == "Example Wire"}
    printed = {line.text for section in page.sections for line in section.lines}
    # Another outlet may have the very words.
    told -= printed | {one.text for one in list_beside(page)}
    assert told
    written = str(write(page, format))
    for text in told:
        assert text not in written
        assert " ".join(text.split()[:8]) not in written


def test_of_what_is_hidden_the_place_stays() -> None:
    page = make({"Example Wire": Right(most_share=0.1)})
    hidden = [one for one in list_beside(page) if not one.text]
    assert {one.outlet for one in hidden} == {"Example Wire"}
    assert {(one.prefix, one.suffix, one.edits) for one in hidden} == {("", "", ())}
    assert all(one.end - one.start > 20 for one in hidden)
    assert all(one.text for one in list_beside(page) if one.outlet != "Example Wire")


def list_beside(page: Briefing) -> list[SupportingSentence]:
    lines = [line for section in page.sections for line in section.lines]
    return [one for line in lines for one in (*line.also, *line.related)]
