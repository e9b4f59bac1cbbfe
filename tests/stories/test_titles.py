"""The title of a story: of headlines that are as near, the one that tells what happened, and what happened last."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pile_of_articles import make

from summarizer.model import Article, Options
from summarizer.stories.description import Headline, choose_title
from summarizer.stories.pile import find_stories

TELLS = "Ferry Linnea sinks off Arle with forty aboard"


def choose(
    *titles: str,
    days: tuple[str, ...] = ("", ""),
    language: str = "en",
    is_told: bool = False,
    support: tuple[float, ...] = (0.5, 0.5),
) -> str:
    articles = [
        Article("", title=title, language=language, published=day) for title, day in zip(titles, days, strict=False)
    ]
    found = [Headline(one, "report", part) for one, part in zip(articles, support, strict=True)]
    return choose_title(found, is_told=is_told)[0]


@pytest.mark.parametrize(
    "title",
    [
        "How the ferry Linnea sank off the coast of Arle",
        "6 takeaways from the sinking of the Linnea",
        "A ferry sank off Arle. Here’s what happens next.",
        "What we know about the sinking of the Linnea",
        "Mayor slams ferry company after the Linnea sinks off Arle",
        "“It was horrible”: ferry Linnea sinks off Arle with forty aboard",
        "Ferry Linnea sinks",
        "Did the ferry Linnea sink because of the waves?",
        "Harbour master denies that the ferry Linnea was overloaded",
        "The ferry company’s ridiculous excuse for the sinking of the Linnea",
        "The sinking of the ferry Linnea is the mayor’s fault",
        "The ferry company was wrong to send the Linnea to sea",
        "The Linnea doesn’t belong in a winter storm off Arle",
        "The wreck off Arle is the beginning, not the end, of a scandal",
    ],
)
def test_a_headline_that_tells_what_happened_comes_before(title: str) -> None:
    assert choose(title, TELLS) == TELLS


@pytest.mark.parametrize(
    ("language", "tells", "titles"),
    [
        (
            "de",
            "Fähre Linnea sinkt vor Arle mit vierzig Menschen",
            (
                "Warum die Fähre Linnea vor Arle gesunken ist",
                "Reederei weist Vorwürfe nach dem Untergang der Linnea zurück",
                "Die peinlichen Ausreden der Reederei nach dem Untergang",
                "Die Reederei der Linnea ist selbst schuld",
            ),
        ),
        (
            "fr",
            "Le ferry Linnea coule au large d’Arle",
            (
                "L’armateur dément que le ferry était surchargé",
                "Les excuses ridicules de l’armateur du Linnea",
                "Ce ferry était une erreur de l’armateur",
            ),
        ),
        (
            "es",
            "El ferri Linnea se hunde frente a Arle",
            (
                "La naviera niega que el ferri fuera sobrecargado",
                "Las ridículas excusas de la naviera del Linnea",
                "La naviera del ferri Linnea se equivoca",
            ),
        ),
        (
            "uk",
            "Пором Ліннея затонув біля берегів Арле",
            (
                "Власник порома заперечує, що його було перевантажено",
                "Цинічні виправдання власника порома Ліннея",
                "Власник порома Ліннея помиляється",
            ),
        ),
        (
            "ru",
            "Паром Линнея затонул у берегов Арле",
            (
                "Владелец парома отрицает, что тот был перегружен",
                "Циничные оправдания владельца парома Линнея",
                "Владелец парома Линнея ошибается",
            ),
        ),
    ],
)
def test_headlines_are_weighed_by_the_words_of_their_language(
    language: str, tells: str, titles: tuple[str, ...]
) -> None:
    for title in titles:
        assert choose(title, tells, language=language) == tells


def test_a_headline_that_is_but_long_comes_before_one_that_judges() -> None:
    long = f"{TELLS}, and all of them are taken off by fishermen before the night is over, says the coast guard"
    assert choose("The owners of the Linnea are to blame", long) == long


def test_what_somebody_else_judges_is_no_judgement_of_the_headline() -> None:
    quoting = "Mayor of Arle: owners of the Linnea made ‘absurd’ savings"
    assert choose(quoting, TELLS, support=(0.6, 0.5)) == quoting
    assert choose(quoting.replace("‘absurd’", "absurd"), TELLS, support=(0.6, 0.5)) == TELLS


def test_what_a_court_denies_is_no_answer_to_what_happened() -> None:
    court = "Court denies an appeal by the owners of the Linnea"
    assert choose(court, TELLS) == court


@pytest.mark.parametrize(
    ("language", "expects", "tells"),
    [
        ("en", "Owners to raise the ferry Linnea off Arle", "Linnea raised off Arle by two cranes"),
        ("en", "Divers will look for the ferry Linnea on Tuesday", "Linnea found off Arle in forty metres"),
        ("en", "Search for the ferry Linnea enters third day", "Linnea found off Arle in forty metres"),
        ("de", "Reederei will Fähre Linnea vor Arle heben", "Fähre Linnea mit zwei Kränen gehoben"),
        ("en", "Sailor of the ferry Linnea missing off Arle", "Missing sailor of the Linnea found in a lifeboat"),
        ("de", "Matrose der Fähre Linnea vor Arle vermisst", "Vermisster Matrose der Fähre Linnea gefunden"),
        ("fr", "Un marin du ferry Linnea disparu au large", "Le marin disparu du ferry Linnea retrouvé à Arle"),
        ("es", "Un marinero del ferri Linnea, desaparecido", "Hallan en Arle al marinero del ferri Linnea"),
        ("uk", "Моряк порома Ліннея зник біля Арле", "Зниклого моряка порома Ліннея знайшли в Арле"),
        ("ru", "Моряк парома Линнея пропал у Арле", "Пропавшего моряка парома Линнея нашли в Арле"),
        ("de", "Suche nach der Fähre Linnea beginnt vor Arle", "Fähre Linnea in vierzig Metern gefunden"),
        ("fr", "Les recherches du ferry Linnea se poursuivent", "Le ferry Linnea retrouvé par deux plongeurs"),
        ("es", "Continúa la búsqueda del ferri Linnea en Arle", "Dos buzos hallan el ferri Linnea frente a Arle"),
        ("uk", "Пошуки порома Ліннея біля Арле тривають", "Пором Ліннею знайшли двоє водолазів"),
        ("ru", "Поиски парома Линнея у Арле продолжаются", "Паром Линнею нашли двое водолазов"),
        ("fr", "L’armateur veut renflouer le ferry Linnea", "Le ferry Linnea renfloué par deux grues"),
        ("es", "La naviera izará el ferri Linnea el martes", "Dos grúas izan el ferri Linnea frente a Arle"),
        ("uk", "Власник порома підніматиме Ліннею у вівторок", "Пором Ліннею підняли двома кранами"),
        ("ru", "Владелец парома собирается поднять Линнею", "Паром Линнею подняли двумя кранами"),
    ],
)
def test_what_is_to_come_gives_no_title_once_a_later_day_tells_what_happened(
    language: str, expects: str, tells: str
) -> None:
    days = ("2031-03-04", "2031-03-05")
    assert choose(expects, tells, days=days, language=language, support=(0.9, 0.5)) == tells
    # As long as nothing else is told, it is the news.
    assert choose(tells, expects, days=days, language=language, support=(0.5, 0.9)) == expects


def test_of_two_days_the_later_one_gives_the_title() -> None:
    later = "Salvage of the ferry Linnea begins off Arle"
    assert choose(TELLS, later, days=("2031-03-04", "2031-03-05")) == later


def test_a_story_that_was_told_has_a_headline_of_its_newest_day_where_one_has_no_fault() -> None:
    # The first are supported better, by more than the days would make up for.
    days, support = ("2031-03-03", "2031-03-04", "2031-03-04"), (0.9, 0.7, 0.5)
    found, asks = "Divers find the ferry Linnea off Arle in forty metres", "Did divers find the ferry Linnea off Arle?"
    assert choose(TELLS, found, days=days[:2], is_told=True, support=support[:2]) == found
    assert choose(TELLS, asks, found, days=days, is_told=True, support=support) == found
    assert choose(TELLS, asks, days=days[:2], is_told=True, support=support[:2]) == TELLS


def test_opinion_gives_no_title_where_any_report_has_one() -> None:
    opinion, report = (make(title, "", "") for title in ("The Linnea was a disaster in waiting", "Oh, Linnea!"))
    found = [Headline(opinion, "comment", 0.9), Headline(report, "report", 0.1)]
    assert choose_title(found)[0] == report.title
    assert choose_title(found[:1])[0] == opinion.title


def test_a_headline_in_the_words_of_several_outlets_comes_before_one_of_its_own() -> None:
    text = "The ferry Linnea sank off Arle on Monday. Forty people were aboard, and all were taken off by fishermen."
    titles = (
        "Harbour shows old sloppiness again as Linnea goes down",
        TELLS,
        "Fishermen save forty from ferry off Arle",
    )
    articles = [make(title, text + f" So says paper {number}.", f"O{number}") for number, title in enumerate(titles)]
    (story,) = find_stories(articles, Options(date="2031-03-04")).stories
    assert story.title == TELLS


@pytest.mark.parametrize(("month", "stories"), [("July", 1), ("April", 2)])
def test_reports_without_a_day_are_one_story_if_their_headlines_name_one_month(month: str, stories: int) -> None:
    months = ("July", "July", month, month)
    articles = [
        make(
            f"Economy adds {one} jobs in {name}, unemployment falls",
            f"Employers added {one} jobs in {name}, the labour office of {place} said. Hotels and builders hired most.",
            place,
            day="",
        )
        for one, name, place in zip((4100, 4100, 5200, 5200), months, ("Arle", "Tarn", "Oster", "Quell"), strict=True)
    ]
    rest = [
        make(f"Match {number} won", f"The team of {number}{number} won its match.", f"P{number}") for number in range(9)
    ]
    found = find_stories([*articles, *rest], Options(date="2031-09-01")).stories
    assert [len(story.articles) for story in found] == [4 // stories] * stories


@pytest.mark.parametrize(
    ("language", "old", "new", "other"),
    [
        ("en", "Coach crash near Arle kills six", "Nine people died in Arle.", "Driver of coach held at Arle"),
        ("de", "Busunglück bei Arle tötet sechs", "Neun Menschen starben bei Arle.", "Fahrer in Arle in Haft"),
        ("es", "Un accidente de autobús mata a seis en Arle", "Hay 9 muertos.", "Detenido el conductor del autobús"),
    ],
)
def test_a_title_keeps_no_toll_of_which_a_later_article_tells_more(
    language: str, old: str, new: str, other: str
) -> None:
    def choose_beside(text: str, day: str) -> str:
        found = [
            Headline(Article("", title=old, language=language, published="2031-03-04"), "report", 0.6),
            Headline(Article(text, title=other, language=language, published=day), "report", 0.3),
        ]
        return choose_title(found)[0]

    assert choose_beside(new, "2031-03-05") == other
    # Of one day nobody knows which is later, and another sentence may tell of another misfortune.
    assert choose_beside(new, "2031-03-04") == old
    assert choose_beside(f"It rained. {new}", "2031-03-05") == old


def test_a_title_keeps_no_toll_that_rose_in_the_beginning_of_a_later_article() -> None:
    found = [
        Headline(
            Article("", title="Brand in Arle: Zwölf Verletzte", language="de", published="2031-03-04"), "report", 0.6
        ),
        Headline(
            Article(
                "Das Feuer ist aus. Die Zahl der Verletzten stieg auf 16.",
                title="Feuer in Arle gelöscht",
                language="de",
                published="2031-03-05",
            ),
            "report",
            0.3,
        ),
    ]
    assert choose_title(found)[0] == "Feuer in Arle gelöscht"


def test_a_count_that_goes_on_is_no_title_once_it_is_done_nor_a_denial() -> None:
    counting = make("Dask's alliance leads in partial count", "", "Arle Post")
    done = replace(make("Dask wins in Arle, Velk concedes", "", "Tarn Echo"), published="2031-03-05")
    assert choose_title([Headline(counting, "report", 0.5), Headline(done, "report", 0.3)])[0] == done.title
    denies = Article("", title="Konzern widerspricht Bericht über Sprinkler", language="de", published="2031-03-05")
    admits = Article("", title="Konzern gibt zu: Sprinkler waren defekt", language="de", published="2031-03-05")
    assert choose_title([Headline(denies, "report", 0.5), Headline(admits, "report", 0.3)])[0] == admits.title


def test_the_dead_of_a_war_are_no_later_toll_of_one_strike() -> None:
    strike = Article("", title="Air strike on Arle kills six", published="2031-03-04")
    talks = Article("The war has killed 40,000 people.", title="Talks on Arle go on", published="2031-03-05")
    assert choose_title([Headline(strike, "report", 0.6), Headline(talks, "report", 0.3)])[0] == strike.title
