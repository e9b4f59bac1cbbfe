"""A page of articles in several languages has a part for each, and ``language`` picks one."""

from __future__ import annotations

from dataclasses import replace

from summarizer.briefing.pipeline import make_briefing
from summarizer.briefing.verification import Evidence, verify
from summarizer.config.plans import load_plans
from summarizer.model import Article, Length, Options
from summarizer.render.template_context import build_context

OPTIONS = Options(plan="general", plans=load_plans("general"), date="2031-03-06", length=Length(9, "sentences"))
ENGLISH = (
    "A ferry with 40 passengers sank off Port Ilsa on Tuesday, the coast guard said. All passengers were rescued "
    "within two hours. Mayor Ida Voss said the inquiry would take a month. The operator said the ship had been "
    "inspected in January."
)
GERMAN = (
    "Eine Fähre mit 40 Passagieren ist am Dienstag vor Port Ilsa gesunken, teilte die Küstenwache mit. Alle Passagiere "
    "seien innerhalb von zwei Stunden gerettet worden. Die Bürgermeisterin Ida Voss sagte, die Untersuchung werde "
    "einen Monat dauern."
)
ARTICLES = [
    Article(ENGLISH, outlet="Harbour Post", published="2031-03-05"),
    Article(ENGLISH.replace("All passengers", "All of them"), outlet="Island Echo", published="2031-03-05"),
    Article(GERMAN, outlet="Küsten-Kurier", published="2031-03-05"),
]


def test_each_language_has_a_part_of_the_page_as_large_as_its_part_of_the_articles() -> None:
    made = make_briefing(ARTICLES, OPTIONS)
    languages = [section.language for section in made.sections]
    assert languages == sorted(languages, key=["en", "de"].index)
    outlets = {section.language: {line.outlet for line in section.lines} for section in made.sections if section.lines}
    assert outlets["de"] == {"Küsten-Kurier"}
    lines = [section.language for section in made.sections for _ in section.lines]
    assert 0 < lines.count("de") <= lines.count("en")


def test_a_page_opens_in_its_first_language_though_what_happened_is_told_best_in_another() -> None:
    english = (
        "Fog hung over Port Ilsa on Tuesday. The harbour office closed the quay at noon.",
        "Families waited at the pier for hours. Nurses came from the hospital with blankets.",
        "Divers were sent out in the evening. A crane from Tarn Sound was under way.",
    )
    sunk = "Eine Fähre mit 40 Passagieren ist am Dienstag vor Port Ilsa gesunken."
    german = (f"{sunk} Ein Kran ist unterwegs.", f"Die Küstenwache meldet: {sunk} Taucher suchen das Wrack ab.")
    articles = [Article(text, outlet=f"Post {at}", published="2031-03-05") for at, text in enumerate(english)]
    articles += [Article(text, outlet=f"Kurier {at}", published="2031-03-05") for at, text in enumerate(german)]
    made = make_briefing(articles, OPTIONS)
    assert [section.language for section in made.sections for line in section.lines if line.opens] == ["en"]


def test_each_heading_says_in_which_language_its_lines_are() -> None:
    titles = [chapter.title for chapter in build_context(make_briefing(ARTICLES, OPTIONS))["sections"]]
    assert {title.partition(":")[0] for title in titles} == {"English", "Deutsch"}


def test_a_page_of_one_language_says_nothing_of_it() -> None:
    made = make_briefing(ARTICLES[:2], OPTIONS)
    assert {section.language for section in made.sections} == {""}


def test_the_language_asked_for_is_the_only_one_that_counts() -> None:
    made = make_briefing(ARTICLES, replace(OPTIONS, language="de"))
    assert [article.outlet for article in made.articles] == ["Küsten-Kurier"]
    assert {article.outlet for article in made.set_aside} == {"Harbour Post", "Island Echo"}
    assert [problem.message for problem in made.problems if "is in English" in problem.message]


def test_a_page_of_several_languages_is_proved_and_one_whose_parts_are_shuffled_is_not() -> None:
    made = make_briefing(ARTICLES, OPTIONS)
    texts = {article.outlet: article.text for article in ARTICLES}

    def read(article: Article) -> Article:
        return replace(article, text=texts[article.outlet])

    assert verify(made, Evidence(read, OPTIONS)).failures == ()
    shuffled = replace(made, sections=(*made.sections[-1:], *made.sections[:-1]))
    assert verify(shuffled, Evidence(read, OPTIONS)).failures
