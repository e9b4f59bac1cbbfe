"""The nouns: frozen values that flow from stage to stage. Imports nothing of ours but other nouns.

Offsets (``start``, ``end``) count characters (Unicode code points) of ``Article.text``; ``end`` is one past the last.
Dates are ISO 8601 text (``2024-11-15``, or ``2024-12``: an article may know less than a day); empty is "not known".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from summarizer.model.editorial import HandEdit, Right

#: What an article is to a story: a report of it, a page that goes on being written, opinion, or news of many stories.
ArticleKind = Literal["report", "live", "comment", "roundup"]  # names, not language
#: Who says that an outlet published an article; ``corrected``: an editor, by hand.
OutletFrom = Literal["metadata", "claimed", "inferred", "unknown", "corrected"]  # names, not language
SentenceKind = Literal["sentence", "headline", "boilerplate"]
Reason = Literal["speaker", "cue", "feature", "neighbour", "nothing"]  # names, not language
Markup = Literal["plain", "markdown"]
Level = Literal["problem", "notice"]
#: What of a sentence its outlet changed.
ChangeKind = Literal["negation", "figure", "name", "reworded", "removed", "added"]  # names, not language
#: Of what something took too much, so that it was dropped.
Excess = Literal["time", "place", "memory", "crash"]

#: Where a page tells who tells what: in all formats, in none, or in HTML, a mail's too.
CoverageTables = bool | Literal["html"]

UNKNOWN_OUTLET = "unknown outlet"
#: Stands between an outlet that a feed names for one of its items and the feed's own name: "Reuters, by Some Blog".
CLAIMED_BY = ", by "
#: The speaker in a section's list that stands for whoever speaks.
ANYONE = "*"
#: What a section may ask of a sentence besides speakers and cues.
FEATURES = ("lead", "figures", "background", "ahead")
#: Why something was dropped → what is said of it.
EXCESSES: Mapping[str, str] = MappingProxyType(
    {
        "time": "it takes more processor time than [limits] allows",
        "place": "its place takes more processor time than [limits] allows, so all that follows there is left out too",
        "memory": "it takes more memory than [limits] allows",
        "crash": "the process that reads it breaks down",
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong (or is worth telling) and did not stop the rest.

    ``where`` is a file, option or address; a ``notice`` does not change the exit status.
    """

    where: str
    message: str
    level: Level = "problem"


@dataclass(frozen=True, slots=True)
class Article:
    """One report of the event, as one outlet published it.

    ``text`` is the text as read: decoded, without a byte order mark, line ends as ``\\n``; for HTML and mail, as
    extracted. For Markdown the front matter is part of it, and ``body`` is where the article begins. ``path`` is the
    place as the user named it; ``item`` counts from 1 the articles of a file that holds several. ``sha256`` is that of
    the file's bytes (of the text when there is no file). ``feed`` is the fetched feed that it came by, ``sender`` the
    address of who mailed it: all articles of one are one source at most, whatever they call themselves. ``family`` is
    the group of publishers that its outlet belongs to. ``dateline`` is the place where it says it was written, and
    ``id`` a name: both are given by the pipeline, which counts its ``words`` too. ``translations`` are the addresses,
    parted by blanks, by which its page names the same article in other languages. One that is ``dropped`` took too much
    of something and does not count; it has no text.
    """

    text: str
    outlet: str = ""
    title: str = ""
    url: str = ""
    published: str = ""
    author: str = ""
    language: str = ""
    path: str = ""
    item: int = 0
    body: int = 0
    markup: Markup = "plain"
    outlet_from: OutletFrom = "unknown"
    feed: str = ""
    sender: str = ""
    family: str = ""
    dateline: str = ""
    words: int = 0
    sha256: str = ""
    id: str = ""
    dropped: Excess | Literal[""] = ""
    on_page: str = ""
    translations: str = ""

    @property
    def where(self) -> str:
        """Return by what it is called: its path or address, with its number in a file of several."""
        place = self.path or self.url or self.title or self.id or "an article"
        return f"{place}#{self.item}" if self.item else place


@dataclass(frozen=True, slots=True)
class Edit:
    """One change made for reading: ``text[start:end]`` of the article is printed as ``after``.

    ``fix`` names the rule that did it. ``before`` repeats what stands in the article, so that the
    record can be checked and undone without it.
    """

    start: int
    end: int
    before: str
    after: str
    fix: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: its place there and its text after the edits.

    ``line`` numbers the article's lines and ``place`` its sentences, both from 0. ``why`` says which
    rule gave the ``kind`` when it is not an ordinary sentence.
    """

    article: str
    line: int
    place: int
    start: int
    end: int
    text: str
    edits: tuple[Edit, ...] = ()
    kind: SentenceKind = "sentence"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says a sentence and whom the outlet passes on.

    ``speaker`` is the name to show, ``actor`` the id of the plan's actor whom it speaks for,
    ``origin`` the agency passed on. ``stance`` is true when the actor acts ("rejected those
    demands") rather than speaks. ``rule`` says how it was found. ``attribution`` holds the stretches
    of the sentence's text that only tell who says it ("the ministry said, Reuters reported"), ``relayed`` those
    of them that name whom the outlet passes on.
    ``subject`` is the id of the actor of whom a sentence tells something, where none speaks. With ``goes_on``, the
    quotation of the sentence before goes on. ``introduced`` are those whom the sentence calls by an office, each with
    it ("the union's chairwoman"). ``holder`` is who takes a position without saying anything ("the union wants"), where
    no actor is known. ``party`` is the name of the side for which the speaker or holder is heard, if it is one.
    """

    speaker: str = ""
    actor: str = ""
    origin: str = ""
    stance: bool = False
    rule: str = ""
    attribution: tuple[tuple[int, int], ...] = ()
    relayed: tuple[tuple[int, int], ...] = ()
    subject: str = ""
    goes_on: bool = False
    introduced: tuple[tuple[str, str], ...] = ()
    holder: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class SectionChoice:
    """The section of a sentence, and why.

    ``reason`` is what chose it: who speaks, acts or is told of, else a cue, else a feature; what stands near, or
    nothing at all. ``topic`` is true when cues had a part in it, ``told_of`` when nothing spoke for it but that an
    actor of the section is told of. ``over`` is what was to come on the article's day, and is so no more on the latest.
    """

    section: str
    why: str
    reason: Reason = "nothing"
    topic: bool = False
    told_of: bool = False
    over: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or body of the story, by all names it goes by, and who speaks for it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    spokespeople: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the briefing, and which sentences belong there.

    ``speakers`` are ids of actors (``*``: anyone who speaks), ``cues`` words or phrases, ``features``
    any of ``lead``, ``figures``, ``background`` and ``ahead``. ``share`` is the part of the length, in
    proportion to the other sections' shares: a wish, or with ``at_most`` a bound. Exactly one section of a plan is the
    ``rest``.
    """

    id: str
    title: str
    speakers: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    share: float = 1.0
    rest: bool = False
    by_speaker: bool = False
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The sections and actors of one kind of story. Sections stand in printing order."""

    id: str
    title: str
    sections: tuple[Section, ...]
    actors: tuple[Actor, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class Length:
    """How long a briefing may be: ``amount`` of ``unit``.

    >>> str(Length(20, "sentences")), str(Length(20, "percent")), str(Length(300, "words"))
    ('20', '20%', '300w')
    """

    amount: float
    unit: Literal["sentences", "percent", "words", "minutes"]

    def __str__(self) -> str:
        suffix = {"sentences": "", "percent": "%", "words": "w", "minutes": "min"}[self.unit]
        return f"{self.amount:g}{suffix}"


@dataclass(frozen=True, slots=True)
class StandingStory:
    """A story that a desk follows by name, whatever is in it: ``words`` are what its articles tell of.

    It is called ``title``, else ``name``, and its briefing has the ``plan``; empty, the plan that fits.
    """

    name: str
    words: tuple[str, ...]
    plan: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class StoryOptions:
    """How the stories of a pile of articles are found and laid out on a front page.

    ``most_stories`` have a briefing of ``story_length`` each; ``page_length`` bounds all of them together, if it is
    set. A ``standing`` story takes what fits it before any other. ``joins`` are pairs of what the user says are one
    story, and ``parts`` are articles that stand in no story with others: each is the id of a story, or an article's
    path, address or id.
    """

    most_stories: int = 12
    story_length: Length = Length(5, "sentences")
    page_length: Length | None = None
    standing: tuple[StandingStory, ...] = ()
    joins: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """How to make a briefing. ``plans`` are the candidates; ``plan`` names one or is ``auto``.

    Its ``order`` is that of the plan's sections, or of outlets, whose ``tiers`` come in their order. A
    sentence of one article of whose worth less than ``least_left`` is left beside the printed ones is not printed.
    """

    plan: str = "auto"
    plans: tuple[Plan, ...] = ()
    length: Length = Length(20, "sentences")
    method: str = "weighted-cover"
    similarity: str = "tf-idf"
    threshold: float = 0.28
    shares: Mapping[str, float] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)
    families: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rights: Mapping[str, Right] = field(default_factory=dict)
    title: str = ""
    date: str = ""
    language: str = ""
    page_language: str = ""
    gloss: bool = True
    order: Literal["section", "outlet"] = "section"
    tiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    coverage: CoverageTables = "html"
    least_left: float = 0.0
    stories: StoryOptions = StoryOptions()


@dataclass(frozen=True, slots=True)
class SupportingSentence:
    """A sentence elsewhere that tells what a printed one tells, is near it or (with a ``reason``) disagrees with it.

    ``prefix`` and ``suffix`` are the words before and behind it by which it is found on its article's page, with the
    blank between, or a line end where they are of another paragraph. ``speaker`` is who says it, by its own article.
    ``fragment`` is the text directive by which a link finds it on its page; empty where none surely does.
    """

    article: str
    outlet: str
    start: int
    end: int
    text: str
    reason: str = ""
    edits: tuple[Edit, ...] = ()
    prefix: str = ""
    suffix: str = ""
    speaker: str = ""
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class BriefingSentence:
    """One printed sentence with all that proves it.

    ``outlets`` holds each outlet once, its own first; ``origins`` is the number of independent ones. ``also`` tells all
    that the sentence asserts; ``related`` is only near, and counts for nothing.
    ``score`` is the centrality of the cluster's most central sentence, the story's best being 1. A
    ``key`` line opens the briefing instead of standing in its section. ``update``: what is new since then. In a story
    of several days those lines are the ``latest`` that only articles of its last day tell.
    ``party`` is the heading under which it stands in a section by speaker; empty for those who have none.
    The line that ``opens`` the page says what happened. ``placed_by`` is what chose its section, ``prefix``,
    ``suffix`` and ``fragment`` are as of a ``SupportingSentence``.
    What an editor did to it: ``pinned`` counts from 1 the lines that are put first, ``heading`` stands above it, its
    ``by_hand`` says that it was moved to its section, or its credit corrected.
    """

    text: str
    article: str
    outlet: str
    start: int
    end: int
    score: float
    cluster: str
    edits: tuple[Edit, ...] = ()
    speaker: str = ""
    origin: str = ""
    outlets: tuple[str, ...] = ()
    origins: int = 1
    also: tuple[SupportingSentence, ...] = ()
    related: tuple[SupportingSentence, ...] = ()
    disagreement: tuple[SupportingSentence, ...] = ()
    key: bool = False
    update: str = ""
    party: str = ""
    opens: bool = False
    latest: bool = False
    placed_by: Reason | Literal[""] = ""
    prefix: str = ""
    suffix: str = ""
    fragment: str = ""
    pinned: int = 0
    heading: str = ""
    by_hand: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefingSection:
    """A section as printed. ``by_speaker`` asks the templates to group the lines by party; one with
    ``nothing_new`` is empty because earlier editions told all. ``language`` is that of its lines, on a page of several
    languages, which has the sections of one after those of the other."""

    id: str
    title: str
    lines: tuple[BriefingSentence, ...]
    by_speaker: bool = False
    nothing_new: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class SentenceOutcome:
    """What became of one input sentence, and why: a line of the trace."""

    article: str
    path: str
    outlet: str
    start: int
    end: int
    text: str
    kind: SentenceKind
    section: str
    cluster: str
    score: float
    speaker: str
    origin: str
    printed: bool
    why: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How long a text is. ``seconds`` is the silent reading time."""

    sentences: int
    words: int
    seconds: int


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What made a briefing: the program's version, and a digest of all that decides what it makes of some articles."""

    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class PrintedChange:
    """A sentence that the edition of a date printed, or had ``beside`` a line, and that its outlet has changed since.

    It ``was`` as it was printed, and is ``now`` as in the text of the digest ``sha256``: empty, where it was removed.
    ``note`` is what the outlet says of it; empty, where it was changed in silence. ``kind`` is that of the change.
    """

    date: str
    kind: ChangeKind
    outlet: str
    title: str
    path: str
    sha256: str
    was: str
    now: str = ""
    url: str = ""
    item: int = 0
    note: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Briefing:
    """The result: what is printed, from where, and what went wrong on the way.

    One that is ``new_only`` tells what no earlier edition told; ``since`` is the date of the last of them.
    ``set_aside`` holds the articles that do not count: another of the same outlet has the same text, or it was dropped.
    ``plan_used`` and ``made_by`` are what is needed to make it again; a briefing of an older version has neither.
    ``changes`` are what earlier editions printed and their outlets have changed since. ``origins`` is the number of
    independent sources behind all articles, at most; 0 where an older version did not count them.
    One that was ``edited`` by hand keeps itself ``as_made``, without any edit.
    """

    title: str
    date: str
    plan: str
    language: str
    options: Mapping[str, object]
    length: Counted
    readability: Mapping[str, float]
    articles: tuple[Article, ...]
    sections: tuple[BriefingSection, ...]
    problems: tuple[Problem, ...] = ()
    trace: tuple[SentenceOutcome, ...] = ()
    new_only: bool = False
    since: str = ""
    set_aside: tuple[Article, ...] = ()
    plan_used: Plan | None = None
    made_by: MadeBy | None = None
    changes: tuple[PrintedChange, ...] = ()
    origins: int = 0
    edited: tuple[HandEdit, ...] = ()
    as_made: Briefing | None = None

    @property
    def page_language(self) -> str:
        """The language of the page's own words: the one asked for, else that of most articles."""
        return str(self.options.get("page_language") or self.language)

    @property
    def lines(self) -> tuple[BriefingSentence, ...]:
        """All printed sentences, in the order of the sections."""
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def briefings(self) -> Mapping[str, Briefing]:
        """The briefing itself, as a front page has those of its stories by their ids; it is of no story."""
        return MappingProxyType({"": self})

    def change_lines(self, change: Callable[[BriefingSentence], BriefingSentence | None]) -> Briefing:
        """Return the briefing with each line changed, or left out where there is nothing instead of it."""
        sections: list[BriefingSection] = []
        for section in self.sections:
            lines = tuple(filter(None, map(change, section.lines)))
            sections.append(replace(section, lines=lines))
        return replace(self, sections=tuple(sections))
