"""A pile of articles → the front page: a briefing of each of the first stories, one line of each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from summarizer.analysis.story import Story
from summarizer.briefing.pipeline import make_briefing, sort_problems
from summarizer.briefing.readability import add_lengths
from summarizer.briefing.remake import find_maker, record_front_options
from summarizer.briefing.story_analysis import check_articles, open_story
from summarizer.dedupe.memory import keep_near, mark
from summarizer.dedupe.wire_copies import find_places
from summarizer.errors import ConfigError, SourceError
from summarizer.model import (
    Article,
    Briefing,
    DetectedStory,
    FrontPage,
    Length,
    Memory,
    Options,
    Pile,
    Plan,
    Problem,
    StoryMemory,
    StoryOptions,
)
from summarizer.render.page_words import spell_date, translate
from summarizer.stories.article_space import find_text_digest
from summarizer.stories.pile import find_stories
from summarizer.summary.quotas import ENDLESS, LEAST_LEFT, Limits, find_limits

#: The first story of a page is so many times as long as the others.
FIRST = 1.6
#: What a front page is called that nobody gave a title: of a day, and of none.
_DATED, _UNDATED = "The news of {}", "The news"


def compose_front_page(
    articles: Sequence[Article],
    problems: Sequence[Problem],
    options: Options,
    report: Callable[[str], None] = lambda stage: None,
    memory: Memory | None = None,
    stories: StoryMemory | None = None,
    plans: Mapping[str, Plan] = MappingProxyType({}),
) -> FrontPage:
    """Return the front page of articles on many stories, with all problems in it, each once.

    Args:
        problems: those of reading.
        memory: of what earlier editions told under any story; with one, that is not printed again.
        stories: those of earlier editions, which are followed.
        plans: of stories by their ids, each the only candidate for its story.

    Raises:
        SourceError: there is no article.
        ConfigError: an option names something that does not exist, or the page's length is a percentage.
    """
    asked = options.stories
    if asked.page_length is not None and asked.page_length.unit == "percent":
        hint = "say it in sentences, words (300w) or minutes (2min)"
        raise ConfigError(f"a front page has no length of {asked.page_length}", where="--length", hint=hint)
    report("finding stories")
    pile = find_stories(articles, options, stories)
    check_articles(pile)
    new_only, since = memory is not None, ""
    if memory is not None:
        since = memory.since
        pile = put_new_first(pile)
    # What an outlet changed is told anew: how much of it is news, nobody knows.
    digests = {known.digest for known in stories.articles} if stories else set()
    known = [article.id for article in pile.articles if find_text_digest(article) in digests]
    briefings, quiet, own = brief_stories(pile, options, report, memory, plans)
    if new_only:
        old = [story.id for story in pile.stories if set(known).issuperset(story.articles)]
        quiet += [name for name in old if name not in briefings and name not in quiet]
    language = Story(pile.articles).language
    return FrontPage(
        title=options.title or name_front_page(options.date, options.page_language or language),
        date=options.date,
        language=language,
        options=MappingProxyType(record_front_options(options)),
        length=add_lengths(made.length for made in briefings.values()),
        pile=pile,
        briefings=MappingProxyType(briefings),
        quiet=tuple(quiet),
        known=tuple(known),
        problems=sort_problems({*problems, *pile.problems, *own}),
        new_only=new_only,
        since=since,
        made_by=find_maker(),
    )


def put_new_first(pile: Pile) -> Pile:
    """Return a pile with the stories first that no edition told, unless one outlet alone tells them."""
    return replace(pile, stories=tuple(sorted(pile.stories, key=lambda one: bool(one.told) or one.outlets == 1)))


def brief_stories(
    pile: Pile,
    options: Options,
    report: Callable[[str], None],
    memory: Memory | None,
    plans: Mapping[str, Plan] = MappingProxyType({}),
) -> tuple[dict[str, Briefing], list[str], list[Problem]]:
    """Return the briefings of the first stories of a pile, by their ids, which of them tell nothing new, and problems.

    A story of which there is nothing to tell does not count among the first; the page is full where the next does not
    fit in a line.
    """
    asked = options.stories
    room = find_limits(asked.page_length, 0) if asked.page_length else Limits(ENDLESS, ENDLESS)
    complete = {article.id: article for article in pile.articles}
    briefings: dict[str, Briefing] = {}
    quiet: list[str] = []
    problems: list[Problem] = []
    said = {problem.message for problem in pile.problems}
    for story in pile.stories:
        if len(briefings) >= asked.most_stories or not min(room.sentences, room.words):
            break
        report(f"story {len(briefings) + 1} of {min(asked.most_stories, len(pile.stories))}: {story.title}")
        articles = [pile.as_read[name] for name in story.reports]
        used, new_only = plans.get(story.id), memory is not None
        own = find_story_options(options, story, used, is_first=not briefings, new_only=new_only)
        near = memory and keep_near(memory, [complete[name] for name in story.reports])
        made = _brief_story(story, articles, own, near, room)
        if made is None:
            quiet.append(story.id)
            continue
        if isinstance(made, Problem):
            problems.append(made)
            continue
        if not made.length.sentences:
            break
        briefings[story.id] = _unmark(made, story)
        room = Limits(room.sentences - made.length.sentences, room.words - made.length.words)
        # Which articles have one text is said once, of the whole pile.
        problems += [_place(problem, story) for problem in made.problems if problem.message not in said]
    return briefings, quiet, problems


def _brief_story(
    story: DetectedStory, articles: Sequence[Article], options: Options, memory: Memory | None, room: Limits
) -> Briefing | Problem | None:
    """Return the briefing of a story, None where nothing in it is new, or the problem where no line can be printed; one
    without any line where the page has no room for it."""
    try:
        if memory and _is_read(articles, options, memory):
            return None
        made = make_briefing(articles, options, memory=memory)
    except SourceError as error:
        return Problem(story.title, f"{error.message}: only its headline is printed", "notice")
    shorter = None
    if made.length.sentences > room.sentences:
        shorter = Length(room.sentences, "sentences")
    elif made.length.words > room.words:
        shorter = Length(room.words, "words")
    if shorter:
        return make_briefing(articles, replace(options, length=shorter), memory=memory)
    if made.length.sentences:
        return made
    if memory is not None:
        return None
    message = f"no sentence of it can be printed within {options.length}: only its headline is"
    return Problem(story.title, message, "notice")


def _unmark(briefing: Briefing, story: DetectedStory) -> Briefing:
    """Return the briefing of a story, no line of it marked as the latest where an edition was made since."""
    if all(day < story.newest for day, _ in story.told):
        return briefing
    plain = [tuple(replace(line, latest=False) for line in section.lines) for section in briefing.sections]
    sections = [replace(section, lines=lines) for section, lines in zip(briefing.sections, plain, strict=True)]
    return replace(briefing, sections=tuple(sections))


def _place(problem: Problem, story: DetectedStory) -> Problem:
    """Return a problem of a story's briefing; one that holds for the story alone says for which."""
    is_own = problem.where.startswith("--")
    return replace(problem, message=f"“{story.title}”: {problem.message}") if is_own else problem


def _is_read(articles: Sequence[Article], options: Options, memory: Memory) -> bool:
    """Return whether earlier editions read all that a story tells, so that nothing of it can be new.

    Its briefing would say so too; but most stories of a folder that keeps yesterday's articles are such, and looking
    takes a fifth of the time.
    """
    story, read = open_story(articles, options.language, options.date)
    outlets = {article.id: article for article in (*story.articles, *(copy for _, copy in story.copies))}
    for one in read:
        for sentence in [sentence for sentence in one.sentences if sentence.kind == "sentence"]:
            places = find_places(sentence, one.article, story.copies)
            if any(mark(outlets[place.article], place.text) not in memory.read for place in places):
                return False
    return True


def find_story_options(
    options: Options, story: DetectedStory, used: Plan | None = None, *, is_first: bool = False, new_only: bool = False
) -> Options:
    """Return the options by which the briefing of a story on a front page is made; the first story's is longer.

    The plan that was ``used`` before, if it is given, is the only candidate. Where only news is told, what is left out
    is not told on any later day: of a month of twenty feeds 234 facts were never told where 141 are now.

    >>> story = DetectedStory("2031-03-04-abcde", "Ferries stay in port", "a1", ("a1", "a2"))
    >>> made = find_story_options(Options(title="Morning"), story, is_first=True)
    >>> str(made.length), made.title
    ('8', 'Ferries stay in port')
    """
    length = options.stories.story_length
    if is_first:
        amount = length.amount * FIRST
        length = replace(length, amount=round(amount, 1) if length.unit == "minutes" else float(round(amount)))
    plans = {one.name: one.plan for one in options.stories.standing}
    plan = plans.get(story.standing) or options.plan
    least = 0.0 if new_only else LEAST_LEFT
    own = replace(options, plan=plan, title=story.title, length=length, least_left=least, stories=StoryOptions())
    if used is None:
        return own
    known = {section.id for section in used.sections}
    shares = {name: share for name, share in options.shares.items() if name in known}
    return replace(own, plans=(used,), shares=shares)


def name_front_page(date: str, code: str) -> str:
    """Return what a front page of a day is called in a language.

    >>> name_front_page("2024-11-15", "en"), name_front_page("", "en"), name_front_page("2024-11-15", "de")
    ('The news of 15 November 2024', 'The news', 'Die Nachrichten vom 15. November 2024')
    """
    if not date:
        return translate(_UNDATED, code)
    return translate(_DATED, code).format(spell_date(date, code))
