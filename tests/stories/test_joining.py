"""A story's languages are joined by what is sure: addresses, what a page names, an id, the user; never by words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pile_of_articles import FERRY, OUTLETS, VOTE, make, make_articles

from summarizer.analysis.story import gather
from summarizer.briefing.front_page import compose_front_page
from summarizer.briefing.front_page_proof import verify_page
from summarizer.briefing.verification import Evidence
from summarizer.config.plans import load_plans
from summarizer.model import Article, DetectedStory, Options, Pile, StoryMemory, StoryOptions
from summarizer.render.page_json import from_json, to_json
from summarizer.stories.article_space import open_spaces
from summarizer.stories.explaining import describe_article, explain_article
from summarizer.stories.following import JoinedStory, memorize_pile
from summarizer.stories.joining import join_stories
from summarizer.stories.pile import find_stories

TODAY = Options(date="2031-03-04")
GERMAN = (
    ("Fähre sinkt vor Arle, alle gerettet", "Die Fähre Linnea ist am Dienstag vor Arle auf einen Felsen gelaufen."),
    ("Linnea vor Arle gesunken", "Vor Arle ist die Fähre Linnea gesunken; der Felsen stand auf keiner Karte."),
)
COUNCIL = (("Rat senkt Steuer auf Boote", "Der Rat von Arle senkte am Montag mit zwölf Stimmen die Steuer auf Boote."),)


def translate(title: str, text: str, outlet: str, url: str = "", translations: str = "") -> Article:
    made = make(title, text, outlet, url=url)
    return replace(made, language="de", translations=translations)


def make_pile(english: str = "", german: str = "", named: str = "") -> list[Article]:
    """Return the articles of the pile, the ferry's first at an address, and three in German: two of the ferry, of which
    the first has an address and names others, and one of the council's."""
    first, *rest = make_articles()
    first = replace(first, url=english)
    ferry = [
        translate(*GERMAN[0], OUTLETS[0], german, named),
        translate(*GERMAN[1], "Nordblatt"),
    ]
    return [first, *rest, *ferry, translate(*COUNCIL[0], "Nordblatt")]


def find_ferry(pile: Pile) -> DetectedStory:
    """Return the story that has the first article on the ferry."""
    (name,) = [article.id for article in pile.articles if article.title == FERRY[0][0]]
    (story,) = [story for story in pile.stories if name in story.articles]
    return story


def list_languages(pile: Pile) -> list[str]:
    languages = {article.id: article.language for article in pile.articles}
    return sorted(languages[name] for name in find_ferry(pile).articles)


@pytest.mark.parametrize(
    ("english", "german", "named"),
    [
        ("https://post.example/en/2031/03/ferry", "https://post.example/de/2031/03/ferry", ""),
        ("https://post.example/2031/03/ferry", "https://www.post.example/de-at/2031/03/ferry/", ""),
        ("https://post.example/ferry-sinks-off-arle.en.html", "https://post.example/ferry-sinks-off-arle.de.html", ""),
        ("https://post.example/a?id=20310304&lang=en", "https://post.example/a?lang=de&id=20310304", ""),
        (
            "https://post.example/a",
            "https://post.example/b",
            "https://fr.example/c https://post.example/a?utm_source=x",
        ),
    ],
)
def test_the_same_article_in_two_languages_makes_one_story(english: str, german: str, named: str) -> None:
    pile = find_stories(make_pile(english, german, named), TODAY)
    assert list_languages(pile) == ["de", "de", "en", "en", "en"]
    story = find_ferry(pile)
    assert story.title in [title for title, _ in FERRY]
    # Whoever has its report in two languages is one source.
    assert (story.outlets, story.origins) == (4, 4)
    ((one, other),) = story.translations
    assert {one, other} < set(story.articles)


@pytest.mark.parametrize(
    ("english", "german", "named"),
    [
        ("", "", ""),
        ("https://post.example/en/news", "https://post.example/de/news", ""),
        ("https://post.example/en/2031/03/ferry", "https://post.example/de/2031/03/boats", ""),
        ("https://post.example/fr/2031/03/ferry", "https://post.example/es/2031/03/ferry", ""),
        ("https://post.example/a", "https://post.example/b", "https://post.example/ https://post.example/other"),
    ],
)
def test_without_the_same_article_two_languages_are_two_stories(english: str, german: str, named: str) -> None:
    assert list_languages(find_stories(make_pile(english, german, named), TODAY)) == ["en", "en", "en"]


def test_an_address_says_nothing_that_two_articles_share_or_that_had_another_day() -> None:
    addresses = ("https://post.example/en/2031/03/ferry", "https://post.example/de/2031/03/ferry")
    pile = make_pile(*addresses)
    shared = [replace(one, url=addresses[0]) if one.title == VOTE[0][0] else one for one in pile]
    earlier = [replace(one, published="2031-02-20") if one.title == GERMAN[0][0] else one for one in pile]
    for articles in (shared, earlier):
        assert list_languages(find_stories(articles, TODAY)) == ["en", "en", "en"]


def test_a_page_of_another_host_joins_nothing_that_does_not_name_it() -> None:
    own, foreign = "https://post.example/a", "https://spam.example/b"
    pile = make_pile(own, foreign, own)
    assert list_languages(find_stories(pile, TODAY)) == ["en", "en", "en"]
    both = [replace(one, translations=foreign) if one.url == own else one for one in pile]
    assert list_languages(find_stories(both, TODAY)) == ["de", "de", "en", "en", "en"]


def test_a_page_that_names_two_articles_of_one_language_or_of_another_day_joins_nothing() -> None:
    own, other = "https://post.example/a", "https://post.example/c"
    pile = make_pile(own, "https://post.example/b", f"{own} {other}")
    two = [replace(one, url=other) if one.title == VOTE[0][0] else one for one in pile]
    earlier = [replace(one, published="2031-02-20") if one.title == GERMAN[0][0] else one for one in pile]
    for articles in (two, earlier):
        assert list_languages(find_stories(articles, TODAY)) == ["en", "en", "en"]


def test_one_report_in_three_languages_is_no_story() -> None:
    named = "https://n.example/a"
    alone = make("Council lowers the tax on boats", "The council of Arle voted for it.", "Nordblatt", url=named)
    council = translate(*COUNCIL[0], "Nordblatt", "https://n.example/b", named)
    french = translate(
        "Arle baisse la taxe sur les bateaux", "Le conseil d’Arle a voté.", "Nordblatt", "https://n.example/c", named
    )
    pile = find_stories([*make_articles(), alone, council, replace(french, language="fr")], TODAY)
    titles = {one.title for one in pile.articles if one.id in _list_singles(pile)}
    assert {alone.title, council.title, french.title} < titles


def test_one_report_in_two_languages_is_no_story() -> None:
    alone = make(
        "Council lowers the tax on boats", "The council of Arle voted for it.", "Nordblatt", url="https://n.example/a"
    )
    council = translate(*COUNCIL[0], "Nordblatt", "https://n.example/b", alone.url)
    pile = find_stories([*make_articles(), alone, council], TODAY)
    ids = {one.title: one.id for one in pile.articles}
    assert {ids[alone.title], ids[council.title]} < _list_singles(pile)
    translations = {single.article: single.translations for single in pile.singles if single.translations}
    assert translations == {
        ids[alone.title]: (ids[council.title],),
        ids[council.title]: (ids[alone.title],),
    }


def _list_singles(pile: Pile) -> set[str]:
    return {single.article for single in pile.singles}


def test_the_user_joins_stories_of_two_languages_and_parts_them() -> None:
    articles = make_pile()
    asked = StoryOptions(joins=((articles[0].path, f"{GERMAN[0][0]}.md"),))
    assert list_languages(find_stories(articles, replace(TODAY, stories=asked))) == ["de", "de", "en", "en", "en"]
    linked = make_pile("https://post.example/a", "https://post.example/b", "https://post.example/a")
    parted = replace(TODAY, stories=StoryOptions(parts=(f"{GERMAN[0][0]}.md",)))
    assert list_languages(find_stories(linked, parted)) == ["en", "en", "en"]


def test_a_joined_story_stays_one_on_the_next_day_and_keeps_its_id() -> None:
    articles = make_pile("https://post.example/a", "https://post.example/b", "https://post.example/a")
    first = find_stories(articles, TODAY)
    memory = memorize_pile(first, TODAY.date)
    # Nothing of the next day joins them but that they were one.
    later = [replace(one, url="", translations="") for one in articles]
    second = find_stories(later, Options(date="2031-03-05"), memory)
    assert find_ferry(second).id == find_ferry(first).id
    assert list_languages(second) == ["de", "de", "en", "en", "en"]
    assert not find_ferry(second).translations


def test_the_page_has_a_part_for_each_language_and_is_proved() -> None:
    articles = make_pile("https://post.example/a", "https://post.example/b", "https://post.example/a")
    asked = replace(TODAY, plans=load_plans("auto"))
    page = compose_front_page(articles, (), asked)
    story = find_ferry(page.pile)
    languages = {article.id: article.language for article in page.briefings[story.id].articles}
    printed = [line for section in page.briefings[story.id].sections for line in section.lines]
    assert {languages[line.article] for line in printed} == {"de", "en"}
    by_path = {article.path: article for article in articles}
    evidence = Evidence(lambda article: by_path[article.path], asked)
    proof = verify_page(from_json(to_json(page)), evidence)
    assert (proof.failures, proof.unchecked) == ((), ())
    # Nobody can say of others that they are one.
    forged = replace(story, translations=((story.articles[0], "a99"),))
    stories = tuple(forged if one.id == story.id else one for one in page.pile.stories)
    failures = verify_page(replace(page, pile=replace(page.pile, stories=stories)), evidence).failures
    assert "has translations that are not in it" in [failure.message for failure in failures]


def test_it_is_explained_by_which_articles_a_story_is_one() -> None:
    pile = find_stories(make_pile("https://post.example/a", "https://post.example/b", "https://post.example/a"), TODAY)
    (name,) = [article.id for article in pile.articles if article.title == GERMAN[1][0]]
    told = describe_article(explain_article(pile, name))
    assert f"{FERRY[0][0]}.md and {GERMAN[0][0]}.md are one article in two languages" in told


def test_two_new_stories_that_have_one_id_by_chance_are_two() -> None:
    space = next(iter(open_spaces(gather(make_articles()).articles, StoryMemory())))
    german = next(iter(open_spaces(gather([translate(*one, "Nordblatt") for one in GERMAN]).articles, StoryMemory())))
    name = "2031-03-04-aaaaa"
    found = [JoinedStory(name, ((german, (0, 1)),)), JoinedStory(name, ((space, (0, 1, 2)),))]
    assert [story.id for story in join_stories(found, (), StoryMemory())] == ["2031-03-04-aaaaa", "2031-03-04-aaaaa-en"]
