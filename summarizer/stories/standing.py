"""Standing stories: what a desk follows by name takes the articles that fit it before any story is looked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from summarizer.model import Article, StandingStory
from summarizer.stories.article_space import ArticleSpace
from summarizer.text.tokens import fold, split_words

#: So many words of a text are its beginning.
_BEGINNING = 120
#: So often words must stand in the beginning where none stands in the headline.
_ENOUGH = 2


def find_standing(
    space: ArticleSpace, stories: Sequence[StandingStory], left_out: Collection[int]
) -> dict[str, list[int]]:
    """Return the rows of the articles that fit standing stories, by their names; each row is in the first that fits."""
    found: dict[str, list[int]] = {}
    for row, article in enumerate(space.articles):
        if row in left_out:
            continue
        for story in stories:
            if fits(article, story.words):
                found.setdefault(story.name, []).append(row)
                break
    return found


def fits(article: Article, words: Sequence[str]) -> bool:
    """Return whether an article is of a standing story: its headline has one of the words, or its beginning two.

    Where there is but one word, the beginning must have it twice: one in passing is no story.

    >>> ferry = Article("The Arle ferry sank on Friday.", title="A wreck in the bay")
    >>> fits(ferry, ["ferry", "Arle"]), fits(ferry, ["ferry", "harbour"]), fits(ferry, ["BAY"]), fits(ferry, ["ferry"])
    (True, False, True, False)
    """
    if any(count_phrase(article.title, word) for word in words):
        return True
    beginning = article.text[article.body : article.body + 20 * _BEGINNING]
    text = " ".join(split_words(beginning)[:_BEGINNING])
    counts = [count_phrase(text, word) for word in words]
    return (counts[0] if len(counts) == 1 else sum(count > 0 for count in counts)) >= _ENOUGH


def count_phrase(text: str, phrase: str) -> int:
    """Return how often the words of a phrase stand in a text, one behind the other, whatever their case and accents.

    >>> count_phrase("The chancellor’s office in Köln", "koln"), count_phrase("The car", "a car")
    (1, 0)
    """
    wanted = [fold(word) for word in split_words(phrase)]
    words = [fold(word) for word in split_words(text)]
    spans = range(len(words) - len(wanted) + 1) if wanted else range(0)
    return sum(words[at : at + len(wanted)] == wanted for at in spans)
