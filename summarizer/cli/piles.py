"""A pile of articles on many stories: sorted within limits, and what the user says of its stories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from summarizer.batch.bounded_making import make_within
from summarizer.errors import ConfigError, nearest
from summarizer.model import Article, DetectedStory, Options, Pile, Problem, StoryMemory, StoryOptions
from summarizer.sources.bounded_process import BoundedProcess
from summarizer.storage.editions_and_stories import remember_decisions, remember_stories
from summarizer.storage.history import History
from summarizer.stories.pile import find_stories, tell_several


def find_pile(
    process: BoundedProcess,
    articles: Sequence[Article],
    options: Options,
    stories: StoryMemory | None = None,
    show: Callable[[str], None] = lambda stage: None,
    *,
    is_fetched: bool = False,
) -> Pile:
    """Return articles sorted into stories, within what a run may spend; ``stories`` are those of earlier editions."""
    show("finding stories")
    work = partial(find_stories, options=options, memory=stories)
    pile = make_within(process, articles, work, options, None, show, is_fetched=is_fetched)
    show("")
    return pile


def warn_of_many(articles: Sequence[Article]) -> tuple[Problem, ...]:
    """Return the notice that articles of which one briefing was made tell many stories, where that is sure."""
    if not tell_several(articles):
        return ()
    pile = find_stories(articles, Options())
    count, alone = len(pile.stories), len(pile.singles)
    if count + alone < 2:
        return ()
    # Of a pile of two stories and more its single articles are nothing to speak of.
    found = f"{count} stories" if count > 1 else f"{count + alone} different events"
    message = f"these look like {found}; add --stories, or stories = true to the settings, for a front page"
    return (Problem(f"{len(articles)} articles", message, "notice"),)


def recall_stories(history: History, name: str, options: Options) -> tuple[Options, StoryMemory]:
    """Return the options of a front page with what the user said of stories before, and what earlier ones knew."""
    joins, parts = remember_decisions(history, name, options.date)
    asked = options.stories
    asked = replace(asked, joins=tuple(sorted({*joins, *asked.joins})), parts=tuple(sorted({*parts, *asked.parts})))
    return replace(options, stories=asked), remember_stories(history, name, options.date)


def choose_story(pile: Pile, wanted: str) -> DetectedStory:
    """Return the story of a pile that an id, or the beginning of one, means. Raise ConfigError."""
    exact = [story for story in pile.stories if wanted in (story.id, *story.joined)]
    fitting = exact or [story for story in pile.stories if story.id.startswith(wanted)]
    if len(fitting) == 1:
        return fitting[0]
    ids = [story.id for story in fitting or pile.stories]
    message = f"{len(fitting)} stories begin with “{wanted}”" if fitting else f"there is no story “{wanted}”"
    # Of several that begin so, none is nearer than another.
    hint = nearest("" if fitting else wanted, ids) if ids else "no two of the articles tell of one event"
    raise ConfigError(message, where="--story", hint=f"{hint}; `summarizer stories` lists them")


def check_named(pile: Pile, asked: StoryOptions) -> None:
    """Raise ConfigError where the user joins or parts what is not there."""
    articles = {name for article in pile.articles for name in (article.path, article.where, article.url)} - {""}
    stories = {name for story in pile.stories for name in (story.id, *story.joined)}
    named = [("--join", "story and no article", name, articles | stories) for pair in asked.joins for name in pair]
    named += [("--part", "article", name, articles) for name in asked.parts]
    for flag, what, name, known in named:
        if name not in known:
            hint = f"{nearest(name, known)}; `summarizer stories --json` names all"
            raise ConfigError(f"there is no {what} “{name}”", where=flag, hint=hint)
