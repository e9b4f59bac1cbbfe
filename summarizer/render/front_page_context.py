"""What a template is given of a front page: its stories, each laid out as a briefing, and the lists behind them.

Texts and addresses are as clean as a briefing's (``template_context``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from summarizer.lang.language import load_language
from summarizer.model import UNKNOWN_OUTLET, Briefing, DetectedStory, FrontPage
from summarizer.render.cited_sources import MARKS, Source, keep_first, part_sources
from summarizer.render.page_words import PLACED_BY, name_day, translate
from summarizer.render.template_context import (
    NOTHING,
    NOTHING_NEW,
    Chapter,
    Entry,
    Group,
    build_context,
    clean_texts,
    tell_reach,
)
from summarizer.text.agencies import find_identity

#: What an article without a headline is called, with its file's name.
UNTITLED = "no headline"
#: A story of so many lines has no headings of its sections.
FEW_LINES = 5
#: Of what was found at one outlet alone, of comment and of round-ups, so many are listed and the rest is counted.
MOST_LISTED = 20
#: Of the earlier editions that told a story, so many are named.
_MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Telling:
    """An earlier edition that told a story: its ``date``, ``when`` in words, its ``title`` there if it was another.
    ``page`` leads to the story on its page, where that lies beside this one."""

    date: str
    when: str
    title: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A story with its lines; ``number`` counts from 1. ``source`` is the article whose headline is its ``title``.

    ``sections`` are those with lines; one of a short story has no title. ``entries``, ``groups``, ``by_speaker`` and
    ``empty`` are as of a briefing's section, so that a template for briefings shows each story as one. ``sources``
    are the articles that its lines name, numbered within the story, ``comments`` those of its articles that are
    opinion. ``told`` are the last editions that told it, ``followed`` is the date of the first, and ``followed_page``
    leads there; it is ``fresh`` if there were some and none did. Its ``anchor`` is the same on each page. Its ``reach``
    (of how many outlets it is, independent ones too) and how many lines stand at one outlet ``alone`` are in words.
    """

    number: int
    id: str
    title: str
    source: Source
    standing: str
    outlets: int
    origins: int
    reach: str
    first: str
    newest: str
    told: tuple[Telling, ...]
    followed: str
    followed_page: str
    anchor: str
    fresh: bool
    sections: tuple[Chapter, ...]
    entries: tuple[Entry, ...]
    groups: tuple[Group, ...]
    sources: tuple[Source, ...]
    comments: tuple[Source, ...]
    empty: str
    alone: str
    by_speaker: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A headline in a list: its ``source``, the other outlets' that tell the same, a ``note``, and the page it is of.

    ``translations`` are the same outlet's in other languages, each with its language's own name: "Deutsch".
    """

    title: str
    source: Source
    others: tuple[Source, ...] = ()
    translations: tuple[tuple[str, Source], ...] = ()
    note: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class ItemList:
    """Headlines under one title; so many more are ``beyond`` what is listed."""

    id: str
    title: str
    items: tuple[Item, ...]
    beyond: int = 0

    @property
    def total(self) -> int:
        """How many there are, listed or not."""
        return len(self.items) + self.beyond


def build_front_context(page: FrontPage) -> dict[str, Any]:
    """Return a front page laid out for a template; the first comment of ``front.md.j2`` lists what is in here."""
    pile, code = page.pile, page.page_language
    context = build_context(_frame(page))
    known: dict[str, Source] = {source.id: source for source in context["also_read"]}
    stories: list[Story] = []
    more, quiet = list[Item](), list[Item]()
    for story in clean_texts(pile.stories, {}):
        briefing = page.briefings.get(story.id)
        source, others = _find_tellers(story, known)
        if story.id in page.quiet:
            last = story.told[-1][0] if story.told else ""
            told = f"{translate('told on', code)} {name_day(last, page.date, code)}" if last else ""
            quiet.append(Item(story.title, source, note=told, page=_find_page(page, story, last)))
        elif briefing is None:
            more.append(Item(story.title, source, others))
        else:
            inner = build_context(_keep_order(briefing))
            context["any_gloss"] |= inner["any_gloss"]
            context["any_supporter"] |= inner["any_supporter"]
            stories.append(_lay_out_story(story, source, inner, known, page, len(stories) + 1))
    lists = [
        ItemList("more", "More stories", tuple(more)),
        _list_new(page, "singles", "Found at one outlet", _fold_translations(page, known), known),
        _list_new(page, "comments", "Comment", dict.fromkeys(pile.comments, ()), known),
        _list_new(page, "roundups", "Round-ups", dict.fromkeys(pile.roundups, ()), known),
        ItemList("quiet", "Nothing new", tuple(quiet)),
    ]
    named = _list_named(stories, lists)
    cited = {source.id for source in known.values() if _identify(source) in named}
    sources, others = part_sources(known.values(), cited)
    # Who is unknown is somebody, here as in a story.
    outlets = {find_identity(source.outlet) for source in known.values()}
    return {
        **context,
        "sources": sources,
        "also_read": keep_first(others, {source.outlet for source in sources}),
        "stories": tuple(stories),
        "sections": tuple(stories),
        "lists": tuple(replace(one, title=translate(one.title, code)) for one in lists if one.items),
        "total": {"stories": len(pile.stories), "articles": len(pile.articles), "outlets": len(outlets)},
    }


def _keep_order(briefing: Briefing) -> Briefing:
    """Return a story's briefing, one of a few lines not by outlets: it has no headings, and the event comes first."""
    if len(briefing.lines) > FEW_LINES:
        return briefing
    options = {name: value for name, value in briefing.options.items() if name != "order"}
    return replace(briefing, options=options)


def _frame(page: FrontPage) -> Briefing:
    """Return what stands around the stories of a front page, as a briefing without sections."""
    return Briefing(
        title=page.title,
        date=page.date,
        plan="",
        language=page.language,
        options=page.options,
        length=page.length,
        readability={},
        articles=page.articles,
        sections=(),
        problems=page.problems,
        changes=page.changes,
        new_only=page.new_only,
        since=page.since,
        edited=page.edited,
    )


def _list_named(stories: Iterable[Story], lists: Iterable[ItemList]) -> set[tuple[str, ...]]:
    """Return what tells the sources apart that a front page names: in lines, over and under stories, in lists."""
    named: list[Source] = []
    for story in stories:
        named += [story.source, *story.sources, *story.comments]
    for listed in lists:
        for item in listed.items:
            named += [item.source, *item.others, *(source for _, source in item.translations)]
    return set(map(_identify, named))


def _identify(source: Source) -> tuple[str, ...]:
    """Return what tells a source from others on every page: a story counts the ids of its articles from 1."""
    return source.outlet, source.title, source.published, source.url, source.path


def _lay_out_story(
    story: DetectedStory,
    source: Source,
    inner: Mapping[str, Any],
    known: Mapping[str, Source],
    page: FrontPage,
    number: int,
) -> Story:
    """Return a story with its headline's ``source`` and the lines of its briefing, whose context is ``inner``."""
    chapters = _list_chapters(inner["sections"])
    told: list[Telling] = []
    for day, title in story.told[-_MOST_TOLD:]:
        other = "" if title == story.title else title
        told.append(Telling(day, name_day(day, page.date, page.page_language), other, _find_page(page, story, day)))
    followed = story.told[0][0] if story.told else ""
    return Story(
        number=number,
        id=story.id,
        title=story.title or inner["title"],
        source=source,
        standing=story.standing,
        outlets=story.outlets,
        origins=story.origins,
        reach=tell_reach(story.outlets, story.origins, page.page_language),
        first=story.first,
        newest=story.newest,
        told=tuple(told),
        followed=followed,
        followed_page=_find_page(page, story, followed),
        anchor=_name_anchor(story),
        fresh=bool(page.since) and not story.told,
        sections=chapters,
        entries=tuple(chain.from_iterable(chapter.entries for chapter in chapters)),
        groups=tuple(chain.from_iterable(chapter.groups for chapter in chapters)),
        sources=inner["sources"],
        comments=tuple(known[article] for article in story.comments if article in known),
        empty=translate(NOTHING_NEW if page.new_only else NOTHING, page.page_language),
        alone=inner["alone"],
    )


def _list_chapters(chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """Return the sections of a story that have lines; those of a few lines as one that has no title and no headings but
    an editor's own, where no line says why it is in its section."""
    filled = tuple(chapter for chapter in chapters if chapter.entries)
    if not filled or sum(len(chapter.entries) for chapter in filled) > FEW_LINES:
        return filled
    groups: list[Group] = []
    for group in chain.from_iterable(chapter.groups for chapter in filled):
        is_by_hand = group.speaker.endswith(MARKS["corrected"])
        if is_by_hand or not groups:
            groups.append(Group(group.speaker if is_by_hand else "", ()))
        told = [replace(one, reasons=_leave_out_places(one.reasons)) for one in group.entries]
        groups[-1] = replace(groups[-1], entries=(*groups[-1].entries, *told))
    entries = tuple(chain.from_iterable(group.entries for group in groups))
    return (Chapter("lines", "", False, entries, tuple(groups)),)


def _leave_out_places(reasons: Sequence[str]) -> tuple[str, ...]:
    """Return why a line is on the page, without why it is in its section."""
    return tuple(one for one in reasons if one not in PLACED_BY.values())


def _find_page(page: FrontPage, story: DetectedStory, day: str) -> str:
    """Return the address of a story on the page of an earlier day that lies beside this one; nothing without one."""
    return f"{quote(page.pages[day])}.html#{quote(_name_anchor(story))}" if day in page.pages else ""


def _name_anchor(story: DetectedStory) -> str:
    """Return by what a story is found on any page: its id, which never changes."""
    return f"told-{'-'.join(story.id.split())}"


def _find_tellers(story: DetectedStory, known: Mapping[str, Source]) -> tuple[Source, tuple[Source, ...]]:
    """Return the article whose headline a story has, and one of each other outlet."""
    first = known.get(story.articles[0]) if story.standing else None
    source = known.get(story.title_from) or first or Source(0, "", UNKNOWN_OUTLET, "unknown")
    sources = [known[article] for article in story.articles if article in known]
    return source, keep_first(sources, {source.outlet})


def _fold_translations(page: FrontPage, known: Mapping[str, Source]) -> dict[str, tuple[Source, ...]]:
    """Return the articles that stand alone and are to be listed, by their ids, each with its translations: what is one
    article in several languages is listed once, in the page's language if it can be."""
    singles = {single.article: single for single in page.pile.singles}
    left = dict.fromkeys(name for name in page.list_new(singles) if name in known)
    folded: dict[str, tuple[Source, ...]] = {}
    while left:
        first = next(iter(left))
        same = [name for name in dict.fromkeys((first, *singles[first].translations)) if name in left]
        same.sort(key=lambda name: known[name].language != page.page_language)
        folded[same[0]] = tuple(known[name] for name in same[1:])
        for name in same:
            del left[name]
    return folded


def _list_new(
    page: FrontPage, name: str, title: str, articles: Mapping[str, Sequence[Source]], known: Mapping[str, Source]
) -> ItemList:
    """Return the headlines of articles, each with the others that are the same, as many as are listed; where only news
    is wanted, of new ones."""
    listed = [known[article] for article in page.list_new(articles) if article in known]
    items: list[Item] = []
    for source in listed[:MOST_LISTED]:
        untitled = f"{translate(UNTITLED, page.page_language)} ({PurePath(source.path).name})"
        others: list[Source] = []
        translations: list[tuple[str, Source]] = []
        for other in articles[source.id]:
            if other.outlet == source.outlet:
                native = load_language(other.language).text("language.native") or other.language
                translations.append((native, other))
            else:
                others.append(other)
        items.append(Item(source.title or untitled, source, tuple(others), tuple(translations)))
    return ItemList(name, title, tuple(items), len(listed) - len(items))
