"""The nouns of a pile of articles on many stories, of the front page, and of what earlier editions told and knew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from summarizer.model.briefing import Article, Briefing, Counted, MadeBy, PrintedChange, Problem
from summarizer.model.editorial import HandEdit


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence that an edition printed or named, as its article has it, and who published it when."""

    text: str
    outlet: str = ""
    published: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ReportedFact:
    """One thing that the edition of some date told, in the words of all who told it, the printed ones first."""

    date: str
    sayings: tuple[Wording, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier editions of a briefing told, and the sentences that they had before them.

    ``read`` has the mark of each sentence that was read, printed or not, with the date of the edition.
    Without it, a sentence that an earlier edition had no room for is news. ``since`` is the date of the
    last edition; before the first one it is empty.
    """

    lines: tuple[ReportedFact, ...] = ()
    read: Mapping[str, str] = field(default_factory=dict)
    since: str = ""


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article that an earlier edition had before it.

    ``digest`` is that of its text, ``story`` the id of its story (empty: a round-up), ``day`` that on which it
    appeared (of the edition, where it has none), and ``terms`` are its weighted terms, from which its vector is made.
    By its ``address`` it is known again when its outlet has changed it.
    """

    digest: str
    story: str
    day: str
    language: str
    terms: Mapping[str, float]
    address: str = ""


@dataclass(frozen=True, slots=True)
class KnownStory:
    """A story of earlier editions: its id, under which titles it was told on which days, and into which story it went.

    ``told`` holds pairs of day and title, the oldest first; ``joined_to`` is the id of the story with which it became
    one, empty while it stands for itself.
    """

    id: str
    told: tuple[tuple[str, str], ...] = ()
    joined_to: str = ""


@dataclass(frozen=True, slots=True)
class StoryMemory:
    """What earlier editions of a front page knew: articles of the last days, their stories, and how common terms are.

    ``counts`` says, by language, in how many of ``documents`` articles of the last month each term stood.
    """

    articles: tuple[KnownArticle, ...] = ()
    stories: tuple[KnownStory, ...] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    documents: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DetectedStory:
    """Articles of a pile that tell of one event; all articles are named by their ids in the pile.

    Its ``id`` is the day of first sight and five letters of the digest of its earliest article, and never changes. The
    ``title`` is the headline of the article ``title_from``, word for word. ``comments`` are those of its ``articles``
    that are opinion. ``outlets`` and ``origins`` count who tells it and how many of them are independent, at most.
    ``first`` and ``newest`` are days. ``cohesion`` is the mean similarity of its articles, from 0 to 1. ``joined`` are
    the ids of earlier stories that have become one with it, ``told`` the days and titles of the editions that told it.
    A ``standing`` story has the name by which the user pins it. ``translations`` are the pairs of its articles that are
    the same in two languages, by which it is one story in both.
    """

    id: str
    title: str
    title_from: str
    articles: tuple[str, ...]
    comments: tuple[str, ...] = ()
    outlets: int = 1
    origins: int = 1
    first: str = ""
    newest: str = ""
    cohesion: float = 1.0
    joined: tuple[str, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    standing: str = ""
    translations: tuple[tuple[str, str], ...] = ()

    @property
    def reports(self) -> tuple[str, ...]:
        """The articles of which its briefing is made: opinion is named, and tells no news; of opinion alone, all."""
        told = tuple(name for name in self.articles if name not in self.comments)
        return told or self.articles


@dataclass(frozen=True, slots=True)
class Single:
    """An article that tells alone of its event, and the id of the story that is nearest to it, if any is near.

    ``translations`` are the articles that are the same in other languages; each is a single too.
    """

    article: str
    near: str = ""
    likeness: float = 0.0
    translations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pile:
    """Articles of many events, sorted: each stands in exactly one place.

    ``articles`` are in an order of their own, complete, each with its id; those with the very text of another stand
    with it in its story. ``as_read`` holds the same as they were handed over, by their ids. ``stories`` come by
    independent origins, outlets and newest day; ``singles`` are alone with their event, the newest first, ``comments``
    are opinion on no story, ``roundups`` tell of many. ``set_aside`` does not count. ``counts`` and ``documents`` are
    what was used of a memory of earlier editions, for the terms of this pile alone.
    """

    articles: tuple[Article, ...]
    stories: tuple[DetectedStory, ...] = ()
    singles: tuple[Single, ...] = ()
    comments: tuple[str, ...] = ()
    roundups: tuple[str, ...] = ()
    set_aside: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    documents: Mapping[str, int] = field(default_factory=dict)
    as_read: Mapping[str, Article] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FrontPage:
    """An edition of many stories: the pile as it was sorted, and the briefings of the stories that have one, by id.

    The pile's stories are in the order of the page: with ``new_only``, those that no edition told come first. One
    without a briefing stands there in a line; the ``quiet`` are those of them of which nothing is new. Fields that are
    called as a briefing's mean the same. ``known`` are the ids of the articles that an earlier
    edition had before it: where only news is wanted, those that stand alone are not listed again. ``pages`` are the
    files, without their endings, of earlier editions that lay beside it when it was made, by their days.
    """

    title: str
    date: str
    language: str
    options: Mapping[str, object]
    length: Counted
    pile: Pile
    briefings: Mapping[str, Briefing]
    quiet: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    new_only: bool = False
    since: str = ""
    made_by: MadeBy | None = None
    changes: tuple[PrintedChange, ...] = ()
    edited: tuple[HandEdit, ...] = ()
    as_made: FrontPage | None = None
    pages: Mapping[str, str] = field(default_factory=dict)

    @property
    def page_language(self) -> str:
        """The language of the page's own words: the one asked for, else that of most articles."""
        return str(self.options.get("page_language") or self.language)

    def list_new(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return those of some articles, by their ids, that are to be listed: where only news is wanted, new ones."""
        return tuple(name for name in names if not self.new_only or name not in self.known)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of all stories and beside them, as a briefing has those of its one."""
        return self.pile.articles

    @property
    def set_aside(self) -> tuple[Article, ...]:
        """The articles that do not count."""
        return self.pile.set_aside


#: What an edition may be.
Page = Briefing | FrontPage


def keep_edits(page: Page, edited: tuple[HandEdit, ...], made: Page) -> Page:
    """Return an edited page with what was done to it and the page as it was made. Raise ValueError for another kind."""
    if type(page) is not type(made):
        raise ValueError("a briefing is no front page")
    changes: dict[str, Any] = {"edited": edited, "as_made": made}
    return replace(page, **changes)
