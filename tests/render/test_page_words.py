"""The page's own words stand in its language, all of them, and English ones where the language has none."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sample_briefing import BRIEFING

from summarizer.briefing.pipeline import compose, make_briefing
from summarizer.config.plans import load_plans
from summarizer.lang.language import load_language
from summarizer.model import Article, Options
from summarizer.render.edition_feeds import EditionFolder, PublishedEdition, write_atom, write_json_feed
from summarizer.render.page_metadata import write_linked_data
from summarizer.render.page_words import count, is_translated, spell_date, translate_message
from summarizer.render.rendering import render
from summarizer.render.template_context import (
    BESIDE_A_LINE,
    KEY_POINTS,
    NOBODY,
    NOTHING,
    NOTHING_NEW,
    PRINTED_ON,
    build_context,
)
from summarizer.sources.places import read_places

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
TRANSLATED = ("de", "es", "fr", "ru", "uk")
ASKED = re.compile(r'_\("([^"]+)"\)')
COUNTED = re.compile(r'count_of\("([^"]+)"')
TEXTS = {
    "de": "Der Rat hat am Montag den Bau der Brücke beschlossen. Sie kostet drei Millionen Euro.",
    "fr": "Le conseil a décidé lundi de construire le pont. Il coûte trois millions d’euros.",
    "uk": "Рада ухвалила в понеділок рішення будувати міст. Він коштує три мільйони євро.",
    "it": "Il consiglio ha deciso lunedì di costruire il ponte. Costa tre milioni di euro.",
}


def list_words(pattern: re.Pattern[str]) -> set[str]:
    return {found for path in TEMPLATES.glob("*.j2") for found in pattern.findall(path.read_text(encoding="utf-8"))}


def test_why_a_story_has_its_headline_alone_is_told_in_the_language_of_the_page() -> None:
    told = translate_message("no sentence of news in any article: only its headline is printed", "de")
    assert told == "kein Satz mit Nachrichten; nur die Überschrift wird gedruckt"


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_language_that_has_any_of_the_pages_words_has_all(code: str) -> None:
    words, counted = load_language(code).texts("page.words"), load_language(code).texts("page.counted")
    plans = [plan for plan in load_plans("auto") if plan.id in ("general", "ukraine-call")]
    titles = {section.title for plan in plans for section in plan.sections}
    assert {plan.title for plan in plans} == load_language(code).texts("page.titles").keys()
    messages = load_language(code).table("page.messages")
    assert messages.keys() == load_language("de").texts("page.messages").keys()
    for english, forms in messages.items():
        texts = forms.values() if isinstance(forms, dict) else [forms]
        assert {text.count("{}") for text in texts} == {english.count("{}")}
    ours = {KEY_POINTS, NOBODY, NOTHING, NOTHING_NEW, PRINTED_ON, BESIDE_A_LINE}
    assert (list_words(ASKED) | titles | ours) - words.keys() == set()
    assert list_words(COUNTED) - counted.keys() == set()


@pytest.mark.parametrize("code", TRANSLATED)
def test_what_is_wrong_with_files_is_told_in_the_pages_language(code: str, tmp_path: Path) -> None:
    files = {
        "a.md": f"---\noutlet: Post\nlanguage: {code}\npublished: soon\n---\n{TEXTS['de']}",
        "again.md": f"---\noutlet: Post\nlanguage: {code}\n---\n{TEXTS['de']}",
        "b.txt": TEXTS["it"],
        "c.json": '{"text": 3}',
        "d.json": "{",
        "empty.txt": "",
        "feed.xml": "<rss><channel><item",
        "login.html": "<title>Log in</title><p>Please log in to read on.</p>",
        "mails.txt": "From a@b.example Mon Mar  3 10:00:00 2031\nSubject: x\n\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    articles, problems = read_places([str(tmp_path), str(tmp_path / "gone.md")])
    options = Options(plan="general", plans=load_plans("general"), date="2031-03-05", page_language=code)
    made = compose(articles, problems, options)
    shown = [*build_context(made)["problems"], *build_context(made)["notices"]]
    assert len(shown) >= 8
    assert [one.message for one in shown if one.message in {known.message for known in made.problems}] == []
    page = render(made, "md")
    assert str(tmp_path) not in page
    assert "unknown" not in page


def test_the_templates_ask_for_many_words() -> None:
    assert len(list_words(ASKED)) > 40
    assert len(list_words(COUNTED)) >= 5


@pytest.mark.parametrize(
    ("code", "heading", "day"),
    [
        ("de", "## Quellen", "5\\. März 2031"),
        ("fr", "## Sources", "5 mars 2031"),
        ("uk", "## Джерела", "5 березня 2031\u202fр."),
        ("it", "## Sources", "5 March 2031"),
    ],
)
def test_a_page_is_written_in_the_language_of_its_articles(code: str, heading: str, day: str) -> None:
    articles = [Article(TEXTS[code], outlet="Post", title="Ponte", published="2031-03-05", language=code)]
    made = make_briefing(articles, Options(plan="general", plans=load_plans("general"), date="2031-03-05"))
    page = render(made, "md")
    assert heading in page
    assert day in page
    assert is_translated(code) == ("2 sentences" not in page)


@pytest.mark.parametrize(
    ("code", "title", "disagrees"),
    [
        ("de", "Das Telefonat zwischen Scholz und Putin", "„Some 2,100 passengers"),
        ("uk", "Телефонна розмова Шольца з Путіним", "«Some 2,100 passengers"),
        ("it", "The Scholz–Putin call", "“Some 2,100 passengers"),
    ],
)
def test_a_plans_title_and_quotation_marks_are_those_of_the_pages_language(
    code: str, title: str, disagrees: str
) -> None:
    page = replace(BRIEFING, title="The Scholz–Putin call", language=code)
    for kind in ("md", "txt", "html"):
        written = render(page, kind)
        assert title in written
        assert disagrees in written


@pytest.mark.parametrize(
    ("options", "title"),
    [({"title": "Update"}, "Update"), ({}, "Figures"), ({"title": "The Scholz–Putin call"}, "The Scholz–Putin call")],
)
def test_a_title_of_the_user_or_of_an_outlet_is_never_translated(options: dict[str, object], title: str) -> None:
    page = replace(BRIEFING, title=title, options=options, language="de")
    folder = EditionFolder((PublishedEdition("2031-03-04", "2031-03-04-ferry", ("html",), page),))
    assert render(page, "md").startswith(f"# {title}\n")
    assert f'"name": "{title}"' in write_linked_data(page)
    assert f'"title": "{title}"' in write_json_feed(folder)
    assert f"<title>{title}</title>" in write_atom(folder)


def test_what_cannot_be_is_not_said_of_a_page_s_words() -> None:
    easy = {"flesch_reading_ease": 116.1}
    page = replace(BRIEFING, readability=easy, articles=tuple(replace(one, words=1) for one in BRIEFING.articles))
    written = render(page, "txt")
    assert "Reading ease 100 of 100" in written
    assert "words quoted" not in written


@pytest.mark.parametrize(
    ("code", "number", "written"),
    [
        ("ru", 1, "1 издание"),
        ("ru", 3, "3 издания"),
        ("ru", 5, "5 изданий"),
        ("fr", 0, "0 média"),
        ("xx", 2, "2 outlets"),
    ],
)
def test_a_counted_thing_has_the_form_of_its_number(code: str, number: int, written: str) -> None:
    assert count(number, "outlet", code=code) == written


def test_a_day_that_no_calendar_has_stays_a_year() -> None:
    assert spell_date("2031-02-31", "de") == "2031"


@pytest.mark.parametrize("code", ["en", *TRANSLATED])
def test_no_outlet_is_called_by_the_words_with_which_a_page_names_further_ones(code: str) -> None:
    language = load_language(code)
    words = language.texts("page.words")
    assert language.words("pasted.further") == {words.get(word, word) for word in ("via", "also")}
