from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pile_of_articles import make_articles
from sample_pile import ALONE, DAM, FERRY, PILE, TRAM, write

from summarizer.briefing import front_page
from summarizer.briefing.front_page import compose_front_page, find_story_options, put_new_first
from summarizer.briefing.pipeline import make_briefing
from summarizer.config.plans import load_plans
from summarizer.dedupe.memory import memorize
from summarizer.errors import ConfigError, SourceError
from summarizer.model import (
    Article,
    FrontPage,
    Length,
    Memory,
    Options,
    Problem,
    StandingStory,
    StoryMemory,
    StoryOptions,
)
from summarizer.render.page_json import to_json
from summarizer.stories.following import memorize_pile
from summarizer.stories.pile import find_stories
from summarizer.summary.quotas import LEAST_LEFT

OPTIONS = Options(plans=load_plans("auto"), date="2031-03-04")
RULING = write(
    "ferry/late",
    "Fenland Times",
    "Court forbids walkout of ferry crews in Larkmouth",
    "A court in Brannoch forbade the walkout of the ferry crews in Larkmouth over the night roster.",
    "The judges gave the seamen’s union until midnight to call its members back to the ferries.",
    day="2031-03-05",
)
TITLES = {story.id: story.title for story in find_stories(PILE, OPTIONS).stories}
FERRY_ID, DAM_ID, TRAM_ID = TITLES


def compose(
    articles: Sequence[Article] = PILE,
    options: Options = OPTIONS,
    memory: Memory | None = None,
    stories: StoryMemory | None = None,
) -> FrontPage:
    return compose_front_page(articles, (), options, memory=memory, stories=stories)


def laid_out(**wanted: object) -> Options:
    return replace(OPTIONS, stories=replace(StoryOptions(), **wanted))  # type: ignore[arg-type]


def lines_of(page: FrontPage) -> dict[str, int]:
    return {name: made.length.sentences for name, made in page.briefings.items()}


def test_each_story_has_its_briefing_and_the_first_is_longer() -> None:
    page = compose(options=laid_out(story_length=Length(3, "sentences")))
    assert lines_of(page) == {FERRY_ID: 5, DAM_ID: 3, TRAM_ID: 3}
    assert page.length.sentences == 11
    assert page.length.words == sum(made.length.words for made in page.briefings.values())
    assert page.title == "The news of 4 March 2031"
    assert page.language == "en"
    assert page.made_by == page.briefings[FERRY_ID].made_by


def test_a_story_is_told_as_a_briefing_of_its_articles_as_they_were_read() -> None:
    page = compose()
    ferry = page.pile.stories[0]
    assert page.briefings[FERRY_ID] == make_briefing(FERRY, find_story_options(OPTIONS, ferry, is_first=True))
    assert [article.id for article in page.briefings[DAM_ID].articles] == ["a1", "a2"]


def test_a_story_ends_where_the_rest_is_told_and_a_briefing_of_its_articles_goes_on() -> None:
    vote = make_articles()[3:6]
    (made,) = compose(vote).briefings.values()
    longer = make_briefing(vote, replace(OPTIONS, length=Length(10, "sentences")))
    assert made.length.sentences < longer.length.sentences
    assert made.options["least_left"] == LEAST_LEFT
    assert "least_left" not in longer.options


def test_what_came_of_an_event_on_another_day_is_told_though_in_its_words() -> None:
    lost = "A search began on Monday for a girl of five who strayed from a farm in Tarn Forest."
    found = "The girl of five who strayed from a farm in Tarn Forest was found unhurt on Tuesday."
    articles = (
        write("girl/1", "Tarn Post", "Girl lost in Tarn Forest", lost, "Some two hundred people took part."),
        write("girl/2", "Fenland Times", "Girl of Tarn Forest is home", found, day="2031-03-05"),
    )
    (briefing,) = compose(articles, replace(OPTIONS, date="2031-03-05")).briefings.values()
    assert sum("Tarn Forest" in line.text for line in briefing.lines) == 2


def test_beside_few_lines_what_became_of_an_event_is_told_in_its_words() -> None:
    articles = (
        write(
            "miller/1",
            "Tarn Post",
            "Miller tried",
            "The miller Jon Ash went on trial in Tarn on Monday for arson at the inn.",
        ),
        write(
            "miller/2",
            "Fenland Times",
            "Arson at the inn",
            "Jon Ash, a miller, is on trial in Tarn for arson at the inn.",
        ),
        write(
            "miller/3",
            "Moor Wire",
            "Miller cleared",
            "A court in Tarn acquitted the miller Jon Ash on Tuesday of arson at the inn.",
            day="2031-03-05",
        ),
    )
    (briefing,) = compose(articles, replace(OPTIONS, date="2031-03-05")).briefings.values()
    assert [line.outlets[0] for line in briefing.lines][-1] == "Moor Wire"


def test_of_a_page_of_news_alone_each_story_goes_on_while_it_has_room() -> None:
    vote = make_articles()[3:6]
    made = [lines_of(compose(vote, memory=memory)) for memory in (None, Memory())]
    assert sum(made[0].values()) < sum(made[1].values())


def test_what_an_earlier_edition_listed_is_not_listed_again_where_only_news_is_wanted() -> None:
    yesterday = compose(options=replace(OPTIONS, date="2031-03-04"))
    remembered = memorize_pile(yesterday.pile, "2031-03-04")
    new = write("late/post", "Skerry Post", "Lamb born with two black ears", "A lamb was born on a farm near Skerry.")
    today = replace(OPTIONS, date="2031-03-05")
    page = compose([*PILE, new], today, memorize(yesterday), remembered)
    names = {article.id: article.title for article in page.pile.articles}
    alone = [*(single.article for single in page.pile.singles), *page.pile.comments, *page.pile.roundups]
    assert len(alone) > 1
    assert [names[name] for name in page.list_new(alone)] == [new.title]
    assert len(compose([*PILE, new], today, stories=remembered).list_new(alone)) == len(alone)


def test_what_an_edition_told_since_it_came_is_the_latest_no_more() -> None:
    known = memorize_pile(compose(FERRY).pile, "2031-03-04")
    marked: list[list[str]] = []
    for day in ("2031-03-05", "2031-03-06"):
        page = compose([*FERRY, RULING], replace(OPTIONS, date=day), stories=known)
        known = memorize_pile(page.pile, day, known)
        marked.append([line.text for made in page.briefings.values() for line in made.lines if line.latest])
    assert marked[0]
    assert not marked[1]


def test_what_an_outlet_changed_since_an_earlier_edition_is_listed_and_its_story_is_not_quiet() -> None:
    fire = write(
        "fire", "Skerry Post", "Three die in Skerry fire", "Three people died in the fire at the Skerry mill on Monday."
    )
    fire = replace(fire, url="https://post.example/fire")
    ferry = [replace(one, url=f"https://post.example/{number}") for number, one in enumerate(FERRY)]
    yesterday = compose([*ferry, *DAM, fire])
    remembered = memorize_pile(yesterday.pile, "2031-03-04")
    more = "Forty people died in the fire at the Skerry mill on Monday, the mayor said."
    changed = replace(fire, title="Forty die in Skerry fire", text=fire.text.replace(fire.text[fire.body :], more))
    ferry = [replace(one, text=f"{one.text} Ten more boats stopped.") for one in ferry]
    page = compose(
        [*ferry, *DAM, changed],
        replace(laid_out(most_stories=0), date="2031-03-05"),
        memorize(yesterday),
        remembered,
    )
    titles = {article.id: article.title for article in page.pile.articles}
    assert [titles[name] for name in page.list_new(single.article for single in page.pile.singles)] == [changed.title]
    assert page.quiet == (DAM_ID,)


def test_opinion_on_a_story_is_named_and_no_line_of_its_briefing_is_of_it() -> None:
    told = FERRY[0]
    comment = replace(told, title=f"Opinion: {told.title}", text=f"{told.text} That is a shame.", path="comment.md")
    page = compose([*PILE, comment])
    ferry = next(story for story in page.pile.stories if story.comments)
    assert len(ferry.reports) == len(ferry.articles) - 1
    assert "comment.md" not in {article.path for article in page.briefings[ferry.id].articles}


def test_stories_beyond_the_most_have_no_briefing() -> None:
    page = compose(options=laid_out(most_stories=1))
    assert list(page.briefings) == [FERRY_ID]
    assert [story.id for story in page.pile.stories] == [FERRY_ID, DAM_ID, TRAM_ID]


@pytest.mark.parametrize("length", [Length(9, "sentences"), Length(120, "words"), Length(0.5, "minutes")])
def test_all_together_have_no_more_than_the_page_may(length: Length) -> None:
    page = compose(options=laid_out(page_length=length))
    most = {"sentences": page.length.sentences, "words": page.length.words, "minutes": page.length.words / 238}
    assert 0 < most[length.unit] <= length.amount
    assert len(page.briefings) < 3
    first = page.briefings[FERRY_ID]
    assert first == compose().briefings[FERRY_ID] or list(page.briefings) == [FERRY_ID]


def test_a_page_too_short_for_any_line_has_headlines_only() -> None:
    page = compose(options=laid_out(page_length=Length(2, "words")))
    assert not page.briefings
    assert len(page.pile.stories) == 3


def test_a_page_has_no_length_in_percent() -> None:
    with pytest.raises(ConfigError, match="a front page has no length of 20%"):
        compose(options=laid_out(page_length=Length(20, "percent")))


def test_a_story_without_a_sentence_of_news_is_a_headline_and_a_notice() -> None:
    void = [write(f"void/{name}", f"{name} News", "Nothing to read here", f"© 2031 {name}") for name in "AB"]
    page = compose([*PILE, *void], laid_out(joins=(("void/A.txt", "void/B.txt"),)))
    empty = next(story for story in page.pile.stories if story.title == "Nothing to read here")
    assert page.briefings.keys() == {FERRY_ID, DAM_ID, TRAM_ID}
    message = "no sentence of news in any article: only its headline is printed"
    assert page.problems == (Problem(empty.title, message, "notice"),)


def test_a_story_of_which_no_line_is_short_enough_is_a_headline_and_a_notice() -> None:
    page = compose(options=laid_out(story_length=Length(2, "words")))
    assert not page.briefings
    assert {problem.where for problem in page.problems} == {story.title for story in page.pile.stories}


def test_problems_are_told_once_each() -> None:
    again = replace(FERRY[0], outlet="Coast Agency", path="ferry/again.txt")
    # Of one outlet's two prints the story has but one: what it would say of that is said of the pile.
    twice = replace(again, path="ferry/twice.txt")
    page = compose_front_page([*PILE, again, twice], (Problem("x.txt", "is empty"),), OPTIONS)
    assert len(page.problems) == len(set(page.problems)) == 2
    assert page.problems[0] == Problem("x.txt", "is empty")
    assert "same text as" in page.problems[1].message


def test_what_an_option_did_to_a_story_says_to_which(monkeypatch: pytest.MonkeyPatch) -> None:
    made = replace(make_briefing(DAM, OPTIONS), problems=(Problem("--similarity", "too many", "notice"),))
    monkeypatch.setattr(front_page, "make_briefing", lambda *given, **more: made)
    page = compose(DAM)
    (problem,) = page.problems
    assert problem.message == f"“{TITLES[DAM_ID]}”: too many"


def test_a_pile_without_stories_is_a_front_page_and_none_without_articles() -> None:
    page = compose(ALONE)
    assert not page.briefings
    assert len(page.pile.singles) == 2
    with pytest.raises(SourceError, match="there is no article to read"):
        compose(())
    with pytest.raises(SourceError, match="no article is left"):
        compose([replace(ALONE[0], text="", dropped="time")])


def test_a_title_is_the_page_s_and_a_standing_story_has_its_plan() -> None:
    asked = laid_out(standing=(StandingStory("Ferries", ("ferry", "crews"), plan="ukraine-call"),))
    page = compose(options=replace(asked, title="Morning"))
    assert page.title == "Morning"
    plans = {story.standing: page.briefings[story.id].plan for story in page.pile.stories}
    assert plans == {"Ferries": "ukraine-call", "": "general"}
    assert all(page.briefings[story.id].title == story.title for story in page.pile.stories)
    assert compose(options=replace(OPTIONS, date="")).title == "The news"


def test_the_page_records_by_which_options_it_was_made() -> None:
    asked = laid_out(
        most_stories=2,
        page_length=Length(300, "words"),
        standing=(StandingStory("Ferries", ("ferry", "pier")),),
        joins=((DAM_ID, TRAM_ID),),
        parts=("goat.txt",),
    )
    assert compose(options=asked).options["stories"] == {
        "most_stories": 2,
        "story_length": "5",
        "page_length": "300w",
        "standing": [{"name": "Ferries", "words": ["ferry", "pier"]}],
        "joins": [[DAM_ID, TRAM_ID]],
        "parts": ["goat.txt"],
    }
    assert compose().options["threshold"] == OPTIONS.threshold


def test_each_stage_is_told() -> None:
    told: list[str] = []
    compose_front_page(PILE, (), laid_out(most_stories=2), told.append)
    assert told == [
        "finding stories",
        f"story 1 of 2: {TITLES[FERRY_ID]}",
        f"story 2 of 2: {TITLES[DAM_ID]}",
    ]


# News only.


def test_what_any_story_told_is_known_and_a_story_without_news_is_quiet() -> None:
    yesterday = compose([*FERRY, *DAM])
    asked, known = replace(OPTIONS, date="2031-03-05"), memorize_pile(yesterday.pile, yesterday.date)
    page = compose([*FERRY, *DAM, *TRAM, RULING], asked, memorize(yesterday), known)
    assert (page.new_only, page.since) == (True, "2031-03-04")
    # What no edition told comes first.
    assert list(page.briefings) == [TRAM_ID, FERRY_ID]
    assert page.quiet == (DAM_ID,)
    assert [story.id for story in page.pile.stories] == [TRAM_ID, FERRY_ID, DAM_ID]
    later = memorize_pile(page.pile, page.date, known, page.quiet)
    days = {story.id: [day for day, _ in story.told] for story in later.stories}
    assert days == {TRAM_ID: ["2031-03-05"], FERRY_ID: ["2031-03-04", "2031-03-05"], DAM_ID: ["2031-03-04"]}
    lines = [line for part in page.briefings[FERRY_ID].sections for line in part.lines]
    assert {line.outlet for line in lines} == {"Fenland Times"}


def test_what_is_new_goes_first_but_what_one_outlet_alone_tells() -> None:
    pile = find_stories(PILE, OPTIONS)
    told, alone, new = pile.stories[:3]
    marked = (replace(told, told=(("2031-03-03", "Told"),)), replace(alone, outlets=1), new)
    assert [story.id for story in put_new_first(replace(pile, stories=marked)).stories] == [new.id, told.id, alone.id]


def test_a_story_that_was_read_is_as_quiet_as_its_briefing_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    copy = replace(FERRY[0], outlet="Coast Agency", path="ferry/again.txt")
    memory = memorize(compose([*PILE, copy]))
    for articles in (PILE, [*PILE, copy], [*PILE, replace(copy, outlet="Harrow Post", path="ferry/harrow.txt")]):
        quick = compose(articles, memory=memory)
        with monkeypatch.context() as context:
            context.setattr(front_page, "_is_read", lambda *given: False)
            assert compose(articles, memory=memory) == quick
    monkeypatch.setattr(front_page, "make_briefing", lambda *given, **more: pytest.fail("made in vain"))
    assert len(compose(memory=memory).quiet) == 3


def test_quiet_stories_do_not_count_among_the_most() -> None:
    memory = memorize(compose(FERRY))
    page = compose(options=laid_out(most_stories=1), memory=memory)
    assert page.quiet == (FERRY_ID,)
    assert list(page.briefings) == [DAM_ID]


def test_a_story_that_had_no_briefing_is_still_news() -> None:
    memory = memorize(compose(options=laid_out(most_stories=1)))
    page = compose(memory=memory)
    assert set(page.briefings) == {DAM_ID, TRAM_ID}


def test_what_a_front_page_told_and_read_is_what_its_briefings_did() -> None:
    page = compose()
    memories = [memorize(made) for made in page.briefings.values()]
    joined = memorize(page)
    assert [fact for memory in memories for fact in memory.lines] == list(joined.lines)
    assert {mark for memory in memories for mark in memory.read} == set(joined.read)
    assert joined.since == "2031-03-04"


# The same bytes.


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(PILE))
def test_the_order_of_the_articles_does_not_matter(articles: list[Article]) -> None:
    asked = laid_out(story_length=Length(2, "sentences"))
    page = compose(articles, asked)
    assert to_json(page) == to_json(compose(PILE, asked))
    pile = page.pile
    placed = [name for story in pile.stories for name in story.articles]
    placed += [*(single.article for single in pile.singles), *pile.comments, *pile.roundups]
    assert sorted(placed) == sorted(article.id for article in pile.articles)
