"""Why an article is in its story: likeness, the next story, the words and days, by the pile as a page has it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pile_of_articles import EVENTS, FERRY, make, make_articles

from summarizer.model import Options, Pile, StandingStory, StoryMemory, StoryOptions
from summarizer.stories.detection import THRESHOLD
from summarizer.stories.explaining import ArticleExplanation, describe_article, explain_article
from summarizer.stories.following import memorize_pile
from summarizer.stories.pile import find_stories

TODAY = Options(date="2031-03-04")
OPINION = make("Opinion: Trams are too loud", "Whoever sleeps beside rails knows why I moved.", "Arle Post")
COPY = make("All saved off Arle", FERRY[0][1], "Tarn News", url="https://tarn.example/ferry")
ARTICLES = [*make_articles(), OPINION, COPY]


def sort(options: Options = TODAY, memory: StoryMemory | None = None) -> Pile:
    return find_stories(ARTICLES, options, memory)


def explain(title: str, pile: Pile | None = None) -> ArticleExplanation:
    pile = pile or sort()
    (name,) = [article.id for article in pile.articles if article.title == title]
    return explain_article(pile, name)


@pytest.mark.parametrize("title", [title for title, _ in FERRY])
def test_an_article_is_liker_to_its_own_story_than_to_the_next(title: str) -> None:
    found = explain(title)
    assert found.place == "story"
    assert found.own is not None
    assert found.own.articles == 4
    assert found.own.likeness >= THRESHOLD
    assert found.next is None or found.next.likeness < THRESHOLD
    words = [word for word, _ in found.own.shared]
    assert "Linnea" in words[:4]
    assert 0.5 < sum(part for _, part in found.own.shared) <= 1.001
    assert found.own.days == (0, 0)


def test_the_likeness_is_the_mean_of_which_the_cohesion_of_the_story_is_made() -> None:
    pile = sort()
    for story in pile.stories:
        if not any("-" in name for name in story.articles):
            found = [explain_article(pile, name).own for name in story.articles]
            mean = sum(one.likeness for one in found if one) / len(found)
            assert mean == pytest.approx(story.cohesion, abs=0.001)


def test_a_copy_is_as_like_as_the_article_whose_text_it_has() -> None:
    original, copy = explain(FERRY[0][0]), explain(COPY.title)
    assert copy.article.startswith(f"{original.article}-") or original.article.startswith(f"{copy.article}-")
    assert original.own == copy.own


def test_what_is_in_no_story_is_told_with_what_it_is_nearest_to() -> None:
    alone = explain("Chess: Ruud wins in the last round")
    assert (alone.place, alone.own) == ("single", None)
    assert "none: it stands alone" in describe_article(alone)
    opinion = explain(OPINION.title)
    assert (opinion.place, opinion.kind) == ("comment", "comment")
    assert "none: opinion on no story" in describe_article(opinion)


def test_an_article_that_goes_on_alone_from_what_an_earlier_edition_read_is_like_no_other() -> None:
    monday = find_stories(make_articles("2031-03-03"), replace(TODAY, date="2031-03-03"))
    (divers,) = EVENTS["divers"]
    pile = find_stories([make(*divers, "Arle Post")], TODAY, memorize_pile(monday, "2031-03-03"))
    (story,) = pile.stories
    found = explain_article(pile, story.articles[0])
    assert (found.place, found.own and found.own.story) == ("story", story.id)
    told = describe_article(found)
    assert f"{story.id} “{story.title}”, 1 article\n" in told
    assert "likeness  none: it has no other article here" in told


def test_an_article_of_a_standing_story_is_there_by_its_words() -> None:
    dams = StandingStory("dams", ("dam",))
    pile = sort(replace(TODAY, stories=StoryOptions(standing=(dams,))))
    found = explain("Cracks found in the Selde dam", pile)
    assert (found.standing, found.own and found.own.story) == ("dams", "dams")
    assert "words of this standing story" in describe_article(found)


def test_what_earlier_editions_read_counts_by_the_counts_that_the_pile_keeps() -> None:
    monday = find_stories(make_articles("2031-03-03"), replace(TODAY, date="2031-03-03"))
    memory = memorize_pile(monday, "2031-03-03")
    moved = [replace(one, text=f"{one.text} It is said in Arle.") for one in ARTICLES]
    pile = find_stories(moved, TODAY, memory)
    assert pile.counts
    story = next(
        story for story in pile.stories if FERRY[1][0] in [a.title for a in pile.articles if a.id in story.articles]
    )
    found = [explain_article(pile, name).own for name in story.articles if "-" not in name]
    assert sum(one.likeness for one in found if one) / len(found) == pytest.approx(story.cohesion, abs=0.001)
    without = replace(pile, counts={}, documents={})
    assert explain_article(without, story.articles[0]).own != explain_article(pile, story.articles[0]).own


def test_articles_in_a_language_without_stems_share_whole_words() -> None:
    texts = [("Паром затонув біля Арле", "Паром Ліннея затонув біля Арле у вівторок."),
             ("Затонув паром Ліннея", "Біля Арле затонув паром, усіх врятовано.")]  # fmt: skip
    articles = [replace(make(*one, outlet), language="uk") for one, outlet in zip(texts, ("A", "B"), strict=True)]
    pile = find_stories([*articles, *make_articles()], TODAY)
    found = explain_article(pile, next(one.id for one in pile.articles if one.language == "uk"))
    assert found.own is not None
    assert {"Ліннея", "паром"} & {word for word, _ in found.own.shared}


def test_all_is_said_in_a_line_each() -> None:
    told = describe_article(explain(FERRY[2][0])).splitlines()
    assert told[0] == FERRY[2][0]
    assert [line.split()[0] for line in told[1:7]] == ["where", "kind", "story", "likeness", "words", "days"]
    assert "The Vik Courier, Fire on ferry: Linnea lost at Arle harbour.md (a" in told[1]
