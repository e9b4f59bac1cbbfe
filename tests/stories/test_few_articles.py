"""A handful of articles: those of one event, told from all sides, are one story; those of one town are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pile_of_articles import make

from summarizer.model import Article, Options
from summarizer.stories.detection import find_one_event
from summarizer.stories.pile import find_stories

TODAY = Options(date="2031-03-04")

_PLANT = (
    (
        "Ferrum to build chip plant in Oster",
        "The chipmaker Ferrum will build a plant for seven billion euros in Oster. It is to make processors for cars "
        "from 2034 and employ 1,900 people in the former barracks. The state pays a third of it, said chief executive "
        "Ray Tolland, who praised the technical university. The ground will be broken in autumn.",
    ),
    (
        "Where will they live?",
        "Oster has eleven empty flats and soon 1,900 new workers. Since Ferrum chose the barracks for its processors, "
        "rents have gone up twice. The mayor embraced Ray Tolland before the cameras, but residents of the old "
        "quarter fear for their leases. A tram line to the technical university is planned for 2034.",
    ),
    (
        "Nine million litres a day",
        "Cooling processors takes water, and Oster has had three dry summers. The plant of Ferrum at the barracks "
        "will need nine million litres a day, as much as all residents together. The water board wants a pipe from "
        "the lake, which would cost the state more than its third of the seven billion euros suggests.",
    ),
    (
        "A third of seven billion",
        "Subsidies have returned. Ferrum gets a third of its plant from the state, more than any chipmaker before. "
        "Ray Tolland argues that processors for cars are otherwise made overseas. Economists doubt that 1,900 jobs in "
        "Oster are worth so many euros, and two rivals of the chipmaker have asked the cartel office to look at the "
        "barracks.",
    ),
)
_TOWN = (
    (
        "Oster's pool opens a week late",
        "The open-air pool in Oster opens on the tenth because a pump has broken. Mayor Ida Lenz hopes for a hot "
        "summer. Season tickets cost three euros more than last year, children pay what they paid.",
    ),
    (
        "Burglars take cheese from Oster dairy",
        "Forty wheels of mountain cheese were stolen from the dairy in Oster at the weekend. The thieves came with a "
        "van, and left the butter. Mayor Ida Lenz called it a strange compliment.",
    ),
    (
        "Choir of Oster sings for its roof",
        "The choir of Saint Ann's in Oster has collected 12,000 euros for new tiles. It sang on four evenings, once "
        "in the rain. Mayor Ida Lenz gave a solo, which the organist praised with care.",
    ),
    (
        "New timetable for Oster's night bus",
        "The night bus between Oster and the lake will run at one and at three. Students had asked for it since "
        "autumn. Mayor Ida Lenz took the first one home and was, the driver said, asleep by the second stop.",
    ),
)


def make_pile(told: tuple[tuple[str, str], ...]) -> list[Article]:
    return [make(title, text, f"Outlet {number}") for number, (title, text) in enumerate(told)]


def test_reports_of_one_event_from_all_sides_are_one_story() -> None:
    pile = find_stories(make_pile(_PLANT), TODAY)
    assert [len(story.articles) for story in pile.stories] == [4]


def test_what_shares_a_town_and_its_mayor_is_no_story() -> None:
    pile = find_stories(make_pile(_TOWN), TODAY)
    assert not pile.stories
    assert len(pile.singles) == 4


def test_an_event_and_something_else_of_its_town_are_not_one() -> None:
    pile = find_stories([*make_pile(_PLANT[:3]), *make_pile(_TOWN[1:2])], TODAY)
    assert all(len(story.articles) < 4 for story in pile.stories)


def test_without_something_else_of_its_town_an_event_is_one() -> None:
    pile = find_stories([*make_pile(_PLANT), replace(make_pile(_TOWN[1:2])[0], outlet="Oster Post")], TODAY)
    (story,) = pile.stories
    (single,) = pile.singles
    titles = {article.id: article.title for article in pile.articles}
    assert len(story.articles) == len(_PLANT)
    assert titles[single.article] == _TOWN[1][0]


def test_weeks_apart_nothing_is_joined() -> None:
    articles = make_pile(_PLANT)
    later = [replace(one, published=f"2031-0{2 + number}-01") for number, one in enumerate(articles)]
    assert not find_stories(later, TODAY).stories


def test_what_one_outlet_tells_is_not_one_event() -> None:
    stories = find_stories([replace(one, outlet="Oster Post") for one in make_pile(_PLANT)], TODAY).stories
    assert all(len(story.articles) < 4 for story in stories)


def test_an_article_that_the_user_parted_stays_apart() -> None:
    articles = [replace(one, path=f"{number}.md") for number, one in enumerate(make_pile(_PLANT))]
    options = replace(TODAY, stories=replace(TODAY.stories, parts=("3.md",)))
    pile = find_stories(articles, options)
    (parted,) = [article.id for article in pile.articles if article.path == "3.md"]
    assert parted in [single.article for single in pile.singles]


@pytest.mark.parametrize("language", ["fr", "xx"])
def test_where_nothing_is_known_of_a_language_nothing_is_joined(language: str) -> None:
    assert not find_one_event(
        [[["dock", "fire", "roof"]], [["dock", "fire", "roof"]], [["dock", "fire", "roof"]]], language
    )


@pytest.mark.parametrize(("few", "is_one"), [(1, False), (3, True)])
def test_reports_are_one_event_where_each_shares_some_words_with_each_other_one(few: int, is_one: bool) -> None:
    # Names that all have say nothing: a town, its mayor, her office. What else is told, each tells alone.
    names, event = ["oster", "lenz", "council"], ["ferrum", "barracks", "processor"][:few]
    own = [[f"{sort}{number}" for number in range(40)] for sort in ("rent", "water", "tram", "cartel")]
    assert find_one_event([[[*names, *event, *words]] for words in own], "en") == ([0, 1, 2, 3] if is_one else [])
