"""A pile of articles is sorted into stories: each article in one place, whatever their order."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from pile_of_articles import DAM, EVENTS, FERRY, OUTLETS, VOTE, make, make_articles

from summarizer.model import Article, Options, Pile, StandingStory, StoryMemory, StoryOptions
from summarizer.stories.description import PileWords, list_newest
from summarizer.stories.following import memorize_pile
from summarizer.stories.pile import find_stories

TODAY = Options(date="2031-03-04")


def list_titles(pile: Pile, names: tuple[str, ...]) -> set[str]:
    titles = {article.id: article.title for article in pile.articles}
    return {titles[name] for name in names}


def list_groups(pile: Pile) -> set[frozenset[str]]:
    return {frozenset(list_titles(pile, story.articles)) for story in pile.stories}


def list_places(pile: Pile) -> list[str]:
    placed = [name for story in pile.stories for name in story.articles]
    return [*placed, *(single.article for single in pile.singles), *pile.comments, *pile.roundups]


def test_articles_on_one_event_are_a_story_and_all_others_stand_alone() -> None:
    pile = find_stories(make_articles(), TODAY)
    assert list_groups(pile) == {frozenset(title for title, _ in event) for event in (FERRY, VOTE, DAM)}
    assert len(pile.singles) == 2
    assert sorted(list_places(pile)) == sorted(article.id for article in pile.articles)


def test_two_short_texts_with_one_rare_word_in_common_stand_alone() -> None:
    sailor = make("Museum of doorknobs doubles its collection", "A sailor left it four crates of brass.", "Arle Post")
    shoes = make("Cargo of left shoes washes ashore", "Their right halves are on another ship.", "Norland Radio")
    pile = find_stories([*make_articles(), sailor, shoes], TODAY)
    assert {sailor.title, shoes.title} < list_titles(pile, tuple(single.article for single in pile.singles))


def test_short_reports_that_share_a_town_and_a_name_alone_are_two_stories() -> None:
    luck = "It was lucky that pupils were at lunch, Mayor Ada Thornby told parents."
    gym = "A fire destroyed the school gym at Pellwick at noon; all pupils were at lunch, the brigade said."
    fire = [
        make(
            "Flames at primary",
            f"Fire ate the gym of the school in Pellwick, and the roof fell in. {luck}",
            "Arle Post",
        ),
        make("School gym burns down", gym, "Norland Radio"),
    ]
    wind = "Eighty teams came for two days of racing, and the wind held until prizes were given."
    kites = make("Kites fill the sky", f"Ada Thornby opened the festival on Pellwick beach. {wind}", "Tarn Echo")
    pile = find_stories([*make_articles(), *fire, kites], TODAY)
    assert frozenset(one.title for one in fire) in list_groups(pile)
    assert kites.title in list_titles(pile, tuple(single.article for single in pile.singles))


def test_a_story_has_its_numbers_and_days() -> None:
    for story in find_stories(make_articles(), TODAY).stories:
        assert (story.outlets, story.origins) == (3, 3)
        assert (story.first, story.newest) == ("2031-03-04", "2031-03-04")
        assert story.id.startswith("2031-03-04-")
        assert 0.15 <= story.cohesion <= 1


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(chance: random.Random) -> None:
    articles = make_articles()
    expected = find_stories(articles, TODAY)
    chance.shuffle(articles)
    assert find_stories(articles, TODAY) == expected


@given(st.lists(st.sampled_from(make_articles()), max_size=12), st.text(max_size=40))
def test_each_article_stands_in_exactly_one_place(some: list[Article], title: str) -> None:
    pile = find_stories([*some, make(title, "It rained in Vik.", "Arle Post", url="https://post.example/a")], TODAY)
    places = list_places(pile)
    assert len(places) == len(set(places))
    assert set(places) == {article.id for article in pile.articles}
    assert len(pile.articles) + len(pile.set_aside) == len(some) + 1


def test_no_article_is_no_story() -> None:
    assert find_stories([], TODAY) == Pile(())


def test_copies_of_a_text_stand_with_it_and_are_one_source() -> None:
    title, text = FERRY[0]
    pile = find_stories([make(title, text, outlet, path=f"{outlet}.md") for outlet in OUTLETS], TODAY)
    (story,) = pile.stories
    assert (len(story.articles), story.outlets, story.origins) == (3, 3, 1)


def test_reports_of_one_agency_are_one_source() -> None:
    told = [f"ARLE, 4 March (Reuters) - {text}" for _, text in FERRY[:2]]
    articles = [make(FERRY[at][0], told[at], OUTLETS[at]) for at in range(2)]
    (story,) = find_stories(articles, TODAY).stories
    assert (story.outlets, story.origins) == (2, 1)


def test_articles_of_one_feed_are_one_source() -> None:
    articles = [replace(one, feed="https://feed.example/x") for one in make_articles()[:3]]
    (story,) = find_stories(articles, TODAY).stories
    assert (story.outlets, story.origins) == (3, 1)


def test_opinion_is_in_its_story_and_marked_and_never_its_title() -> None:
    title, text = "Opinion: the ferry Linnea was too old for Arle", f"{FERRY[1][1]} She should not have sailed."
    comment = make(title, text, "Tarn News")
    pile = find_stories([*make_articles()[:3], comment], TODAY)
    (story,) = pile.stories
    assert list_titles(pile, story.comments) == {comment.title}
    assert not story.title.startswith("Opinion")


def test_one_report_and_opinion_on_it_are_no_story() -> None:
    report = make_articles()[0]
    comment = make("Opinion: the ferry Linnea was too old for Arle", f"{FERRY[1][1]} She was a wreck.", "Tarn News")
    rest = [article for article in make_articles() if article.title not in {title for title, _ in FERRY}]
    pile = find_stories([report, comment, *rest], TODAY)
    assert report.title in list_titles(pile, tuple(single.article for single in pile.singles))
    assert list_titles(pile, pile.comments) == {comment.title}


def test_opinion_is_in_the_story_that_its_headline_names_in_words_of_its_own() -> None:
    comment = make(
        "Opinion: no ferry should be so old", "The coast guard knew; we should be glad of fishermen.", "Tarn News"
    )
    aside = make("Opinion: ferries are for dreamers", "I went nowhere, slowly, and it did me good.", "Vik Voice")
    pile = find_stories([*make_articles(), comment, aside], TODAY)
    told = next(story for story in pile.stories if story.comments)
    assert (list_titles(pile, told.comments), list_titles(pile, pile.comments)) == ({comment.title}, {aside.title})
    assert FERRY[0][0] in list_titles(pile, told.articles)


def test_opinion_of_days_later_is_not_on_a_story_that_was_told_before() -> None:
    comment = make(
        "Opinion: no ferry should be so old", "The coast guard knew; we should be glad of fishermen.", "Tarn News"
    )
    for day, is_apart in (("2031-03-05", False), ("2031-03-09", True)):
        options = replace(TODAY, date="2031-03-09")
        pile = find_stories([*make_articles(), replace(comment, published=day)], options)
        assert (list_titles(pile, pile.comments) == {comment.title}) == is_apart


def test_opinion_on_no_story_stands_apart() -> None:
    comment = make("Opinion: why we sleep", "Nobody sleeps enough, and that is a pity.", "Tarn News")
    pile = find_stories([*make_articles(), comment], TODAY)
    assert list_titles(pile, pile.comments) == {comment.title}


def test_a_round_up_that_says_so_is_in_no_story() -> None:
    head = make("Morning briefing: Ferry sinks off Arle", f"{FERRY[0][1]} More below.", "Tarn News")
    pile = find_stories([*make_articles(), head], TODAY)
    assert list_titles(pile, pile.roundups) == {head.title}


def test_a_text_whose_parts_tell_of_many_stories_is_a_round_up() -> None:
    school = EVENTS["school"]
    more = [make(title, text, outlet) for (title, text), outlet in zip(school, OUTLETS, strict=False)]
    text = "\n\n".join([FERRY[1][1], VOTE[1][1], DAM[1][1], school[0][1]])
    many = make("What we know", text, "Tarn News")
    pile = find_stories([*make_articles(), *more, many], TODAY)
    assert list_titles(pile, pile.roundups) == {"What we know"}
    assert len(pile.stories) == 4


def test_what_the_user_parts_stands_alone_and_what_he_joins_is_one_story() -> None:
    articles = make_articles()
    parted = find_stories(articles, replace(TODAY, stories=StoryOptions(parts=(articles[0].path,))))
    assert FERRY[0][0] in list_titles(parted, tuple(one.article for one in parted.singles))
    joined = find_stories(articles, replace(TODAY, stories=StoryOptions(joins=((articles[0].path, articles[3].path),))))
    assert frozenset(title for title, _ in (*FERRY, *VOTE)) in list_groups(joined)
    ids = [story.id for story in find_stories(articles, TODAY).stories]
    by_id = find_stories(articles, replace(TODAY, stories=StoryOptions(joins=((ids[0], ids[1]),))))
    assert len(by_id.stories) == 2
    assert {min(ids[:2])} == {story.id for story in by_id.stories if story.joined == (max(ids[:2]),)}


def test_a_text_is_joined_and_parted_by_whichever_of_its_prints_is_named() -> None:
    copy = make("All saved off Arle", FERRY[0][1], "Tarn News", url="https://tarn.example/ferry")
    articles = [*make_articles(), copy]
    for name in (copy.path, copy.url):
        joined = find_stories(articles, replace(TODAY, stories=StoryOptions(joins=((name, articles[3].path),))))
        assert frozenset([copy.title, *(title for title, _ in (*FERRY, *VOTE))]) in list_groups(joined)
        parted = find_stories(articles, replace(TODAY, stories=StoryOptions(parts=(name,))))
        assert frozenset(title for title, _ in FERRY[1:]) in list_groups(parted)


def test_what_is_parted_stands_alone_whatever_it_was_joined_with() -> None:
    articles = make_articles()
    path = articles[0].path
    for story in find_stories(articles, TODAY).stories:
        asked = StoryOptions(joins=((path, articles[1].path), (story.id, path)), parts=(path,))
        memory = memorize_pile(find_stories(articles, TODAY), "2031-03-04")
        for known in (None, memory):
            pile = find_stories(articles, replace(TODAY, stories=asked), known)
            assert articles[0].title in list_titles(pile, tuple(one.article for one in pile.singles))


def test_a_standing_story_that_is_named_twice_stands_once() -> None:
    twice = (StandingStory("Vik", ("Vik",)), StandingStory("Vik", ("Selde",)))
    pile = find_stories(make_articles(), replace(TODAY, stories=StoryOptions(standing=twice)))
    assert sum(story.id == "Vik" for story in pile.stories) == 1


def test_a_standing_story_takes_what_fits_first() -> None:
    standing = StandingStory("Vik", ("Vik", "Selde"), title="All about Vik")
    pile = find_stories(make_articles(), replace(TODAY, stories=StoryOptions(standing=(standing,))))
    (story,) = [one for one in pile.stories if one.standing]
    assert (story.id, story.title, story.title_from) == ("Vik", "All about Vik", "")
    assert list_titles(pile, story.articles) == {title for title, _ in DAM}


def test_languages_are_sorted_each_by_itself() -> None:
    told = zip(EVENTS["german"], OUTLETS, strict=False)
    german = [replace(make(title, text, outlet), language="de") for (title, text), outlet in told]
    pile = find_stories([*make_articles(), *german], TODAY)
    assert {one.title for one in german} in [set(group) for group in list_groups(pile)]
    assert len(pile.stories) == 4


def test_in_a_small_pile_an_island_and_its_trains_are_not_one_event() -> None:
    drift = "A train with ninety pupils stood for five hours on the causeway to Dunlin. Its brakes had frozen. Soldiers"
    drift += " brought soup and blankets, and a plough cleared the rails after dark. No child was hurt, a teacher said."
    sand = "Dredgers found a Roman anchor off Dunlin. Trains brought two hundred people who wanted to see it lifted."
    sand += " The museum will keep it in fresh water for three years, curator Vera Stamm said, and show it after that."
    bridge = "The council of Ashwell will close the old bridge for a year. Lorries must take the road through Holt."
    nurse = "Nurses at the county hospital will get nine per cent more from May, as the union and the owner agreed."
    pile = find_stories(
        [
            make("Pupils stuck for hours on the Dunlin train", drift, "Arle Post"),
            make("Roman anchor found off Dunlin", sand, "Norland Radio"),
            make("Old bridge to close for a year", bridge, "Arle Post"),
            make("Ashwell closes its bridge", f"{bridge} Shops fear for their trade.", "Norland Radio"),
            make("Nurses get nine per cent", nurse, "Arle Post"),
        ],
        TODAY,
    )
    assert list_groups(pile) == {frozenset({"Old bridge to close for a year", "Ashwell closes its bridge"})}


def test_a_single_names_the_story_that_is_nearest() -> None:
    near = make(*EVENTS["near"][0], "Tarn News")
    pile = find_stories([*make_articles(), near], TODAY)
    named = {one.article: one.near for one in pile.singles}
    (own,) = [article.id for article in pile.articles if article.title == near.title]
    if own in named:
        (ferry,) = [story.id for story in pile.stories if FERRY[0][0] in list_titles(pile, story.articles)]
        assert named[own] in ("", ferry)


def test_a_pile_is_found_again_by_the_counts_that_it_keeps() -> None:
    counts = {"en": {"ferri": 40, "arl": 30, "budget": 2}}
    pile = find_stories(make_articles(), TODAY, StoryMemory(counts=counts, documents={"en": 100}))
    assert pile.counts["en"] == {"arl": 30, "budget": 2, "ferri": 40}
    again = find_stories(make_articles(), TODAY, StoryMemory(counts=pile.counts, documents=pile.documents))
    assert again == pile


def test_items_that_share_a_link_and_nothing_else_are_no_story() -> None:
    live = "https://post.example/live"
    budget = "The council of Korr voted for the budget on Tuesday. It costs 14 million euros, said Mayor Ida Holm."
    dog = "A dog was found in the harbour of Vik by two fishermen, who took it home and gave it fish."
    pile = find_stories([make("Budget", budget, "Arle Post", url=live), make("Dog", dog, "Arle Post", url=live)], TODAY)
    assert not pile.stories
    again = make("Budget passes", budget + " Nobody voted against it.", "Tarn News", url=live)
    pile = find_stories([make("Budget", budget, "Arle Post", url=live), again], TODAY)
    assert len(pile.stories) == 1


def test_what_stands_alone_is_in_the_same_order_in_whichever_it_was_found() -> None:
    found = [replace(make(title, "It rained.", "Arle Post"), path=f"{title}.md", id=title) for title in "abcd"]
    words = PileWords({}, {}, Options(), StoryMemory())
    for articles in (found, found[::-1], [*found[2:], *found[:2]]):
        assert list_newest(articles, words) == ("a", "b", "c", "d")


def test_a_correction_stands_alone_unless_it_is_joined() -> None:
    text = f"We said on Monday: {FERRY[0][1]} It was another ferry."
    note = make("Correction: The ferry off Arle", text, "The Vik Courier", path="note.md")
    pile = find_stories([*make_articles(), note], TODAY)
    assert "note.md" in [one.path for one in pile.articles if one.id in {single.article for single in pile.singles}]
    joins = (("note.md", f"{FERRY[0][0]}.md"),)
    joined = find_stories([*make_articles(), note], replace(TODAY, stories=StoryOptions(joins=joins)))
    assert "note.md" not in [one.path for one in joined.articles if one.id in {one.article for one in joined.singles}]
