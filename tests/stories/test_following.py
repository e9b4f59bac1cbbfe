"""Stories are followed over days: their ids never change, whatever joins or parts."""

from __future__ import annotations

from dataclasses import replace

from pile_of_articles import DAM, EVENTS, FERRY, OUTLETS, VOTE, make, make_articles

from summarizer.model import Article, KnownArticle, KnownStory, Options, Pile, StoryMemory
from summarizer.stories.article_space import find_known, find_terms, find_text_digest, index_known, weigh_terms
from summarizer.stories.following import memorize_pile, name_story
from summarizer.stories.pile import find_stories

MONDAY, TUESDAY = "2031-03-03", "2031-03-04"
(DIVERS,) = EVENTS["divers"]
(BRIDGE,) = EVENTS["bridge"]


def edit(articles: list[Article], day: str, memory: StoryMemory | None = None) -> tuple[Pile, StoryMemory]:
    pile = find_stories(articles, Options(date=day), memory)
    return pile, memorize_pile(pile, day, memory)


def find_id(pile: Pile, title: str) -> str:
    (article,) = [one.id for one in pile.articles if one.title == title]
    (story,) = [story.id for story in pile.stories if article in story.articles]
    return story


def test_a_story_that_goes_on_keeps_its_id_and_says_what_was_told() -> None:
    first, memory = edit(make_articles(MONDAY), MONDAY)
    second, _ = edit([make(*DIVERS, "Arle Post", TUESDAY)], TUESDAY, memory)
    (story,) = second.stories
    before = find_id(first, FERRY[0][0])
    (title,) = [one.title for one in first.stories if one.id == before]
    assert story.id == before
    assert story.told == ((MONDAY, title),)
    assert (story.first, story.newest) == (MONDAY, TUESDAY)


def test_the_title_of_a_story_that_goes_on_is_todays_and_its_id_stays() -> None:
    first, memory = edit(make_articles(MONDAY), MONDAY)
    today = [make(f"{DIVERS[0]} near Arle", f"{DIVERS[1]} {place}", place, TUESDAY) for place in ("Arle Post", "Tarn")]
    second, _ = edit([*make_articles(MONDAY), *today], TUESDAY, memory)
    (title,) = [story.title for story in second.stories if story.id == find_id(first, FERRY[0][0])]
    assert title == f"{DIVERS[0]} near Arle"


def test_the_title_of_what_stood_alone_on_an_earlier_page_is_todays() -> None:
    old = make(*FERRY[0], "Arle Post", MONDAY)
    new = make(DIVERS[0], f"{DIVERS[1]} On Monday: {old.title}.", "Arle Post", TUESDAY)
    _, memory = edit([old, *make_articles(MONDAY)[3:]], MONDAY)
    pile, _ = edit([old, new], TUESDAY, memory)
    assert [(story.title, story.told) for story in pile.stories] == [(new.title, ())]
    at_once, _ = edit([old, new, *make_articles(MONDAY)[3:]], TUESDAY)
    assert old.title in [story.title for story in at_once.stories]


def test_a_new_event_of_the_next_day_is_a_new_story() -> None:
    _, memory = edit(make_articles(MONDAY)[:3], MONDAY)
    pile, _ = edit(make_articles(TUESDAY)[3:6], TUESDAY, memory)
    (story,) = pile.stories
    assert story.id.startswith(TUESDAY)
    assert not story.told


def test_a_teaser_with_the_words_of_their_field_alone_goes_on_from_no_three_others() -> None:
    port = "senate leader harbour crane pilot tug buoy rope anchor"
    terms = dict.fromkeys(find_terms("senate leader tax wage farm budget rate levy fund", "en"), 1.0)
    counts = {"en": dict.fromkeys([*terms, *find_terms(port, "en")], 10)}

    def follow(earlier: int) -> list[str]:
        known = tuple(KnownArticle(f"{number}", "2031-03-03-taxes", MONDAY, "en", terms) for number in range(earlier))
        memory = StoryMemory(known, (KnownStory("2031-03-03-taxes"),), counts, {"en": 1000})
        pile, _ = edit([make("", port, "Arle Post", TUESDAY)], TUESDAY, memory)
        return [story.id for story in pile.stories]

    assert follow(earlier=2) == ["2031-03-03-taxes"]
    assert follow(earlier=3) == []


def test_articles_that_are_there_again_keep_their_story() -> None:
    first, memory = edit(make_articles(MONDAY), MONDAY)
    second, again = edit(make_articles(MONDAY), TUESDAY, memory)
    assert {story.id for story in second.stories} == {story.id for story in first.stories}
    assert not again.counts
    assert memory.documents == {"en": 11}


def test_the_likest_pieces_of_a_story_that_parts_keep_its_id() -> None:
    _, memory = edit(make_articles(MONDAY)[:6], MONDAY)
    one_id = min(known.story for known in memory.articles)
    as_one = replace(memory, articles=tuple(replace(known, story=one_id) for known in memory.articles))
    pile, _ = edit([*make_articles(MONDAY)[:6], make(*DIVERS, "Tarn News", TUESDAY)], TUESDAY, as_one)
    ids = {find_id(pile, FERRY[0][0]), find_id(pile, VOTE[0][0])}
    assert one_id in ids
    assert len(ids) == 2


def test_of_two_stories_that_become_one_the_older_id_lives() -> None:
    _, memory = edit(make_articles(MONDAY)[:3], MONDAY)
    names = ["2031-03-01-older", "2031-03-02-newer", "2031-03-02-newer"]
    apart = replace(
        memory,
        articles=tuple(replace(known, story=name) for known, name in zip(memory.articles, names, strict=True)),
        stories=tuple(KnownStory(name, ((MONDAY, f"Title of {name}"),)) for name in sorted(set(names))),
    )
    pile, remembered = edit(make_articles(MONDAY)[:3], TUESDAY, apart)
    (story,) = pile.stories
    assert (story.id, story.joined) == (names[0], (names[1],))
    assert len(story.told) == 2
    assert KnownStory(names[1], joined_to=names[0]) in remembered.stories


def test_an_article_parted_from_a_story_that_became_another_stands_alone() -> None:
    *ferry, lone = [*make_articles("2031-03-04")[:3], make(*EVENTS["alone"][0], "Arle Post", "2031-03-04")]
    young, old = name_story([lone], ""), "2031-03-01-aaaaa"
    known = [
        KnownArticle(find_text_digest(one), story, "2031-03-03", "en", weigh_terms(one))
        for one, story in zip((*ferry, lone), (old, young, young, young), strict=True)
    ]
    told = (KnownStory(old), KnownStory(young, (("2031-03-03", "Told"),)))
    memory = StoryMemory(tuple(known), told)
    pile = find_stories([*ferry, lone], Options(date="2031-03-05"), memory)
    ids = [story.id for story in memorize_pile(pile, "2031-03-05", memory).stories]
    assert sorted(ids) == [old, young]
    assert len(pile.singles) == 1


def test_a_story_is_forgotten_by_what_is_left_of_its_likeness_after_days() -> None:
    _, memory = edit(make_articles(MONDAY)[6:9], MONDAY)
    weak = make(*BRIDGE, "Tarn News", "2031-03-09")
    pile, _ = edit([weak], "2031-03-09", memory)
    assert not pile.stories
    assert len(pile.singles) == 1


def test_what_earlier_editions_read_counts_for_how_common_a_word_is() -> None:
    _, memory = edit(make_articles(MONDAY), MONDAY)
    assert memory.counts["en"]["ferri"] == 3
    pile, _ = edit([make(DAM[0][0], f"{DAM[0][1]} It rains.", OUTLETS[0], TUESDAY)], TUESDAY, memory)
    assert pile.documents == {"en": 11}
    assert pile.counts["en"]["dam"] == 3


def test_an_article_that_its_outlet_changed_is_no_second_report() -> None:
    url = "https://post.example/museum"
    text = "A museum of doorknobs doubled its collection after a sailor left it four crates of brass in his will."
    alone = make("Doorknobs", text, "Arle Post", MONDAY, url=url)
    _, memory = edit([*make_articles(MONDAY), alone], MONDAY)
    changed = replace(alone, text=f"{text.replace('four', 'five')} It opens on Friday.")
    pile, later = edit([*make_articles(MONDAY), changed], TUESDAY, memory)
    alone_now = {single.article for single in pile.singles}
    assert changed.title in [one.title for one in pile.articles if one.id in alone_now]
    # Its id is what it was, whatever day it is known from.
    names = [one.story for known in (memory, later) for one in known.articles if one.address == "post.example/museum"]
    assert len(set(names)) == 1
    both = replace(memory, articles=(*memory.articles, *later.articles))
    again, _ = edit([*make_articles(MONDAY), replace(changed, text=f"{changed.text} So it said.")], TUESDAY, both)
    assert [single.article for single in again.singles] == [single.article for single in pile.singles]


def test_another_article_of_the_same_address_is_news() -> None:
    url = "https://post.example/today"
    first = make(DIVERS[0], DIVERS[1], "Arle Post", MONDAY, url=url)
    _, memory = edit([*make_articles(MONDAY), first], MONDAY)
    known = index_known(memory)
    assert [one.digest for one in find_known(first, known)] == [find_text_digest(first)]
    assert find_known(replace(first, title=BRIDGE[0], text=BRIDGE[1]), known) == []
