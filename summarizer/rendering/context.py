"""What a template is given: the briefing, laid out for printing.

Every text here is one line without control characters, and every address is one that a reader may be sent to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

from summarizer.escaping import flatten, safe_url
from summarizer.model import UNKNOWN_OUTLET, Article, Briefing, BriefingSection, BriefingSentence, SupportingSentence
from summarizer.rendering.filters import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.model import OutletFrom

_T = TypeVar("_T")

#: The heading of the key points, which open a briefing.
KEY_POINTS = "In short"
#: The heading of what no named speaker says, in a section by speaker.
NOBODY = "Others"
#: What a section without sentences says: there is no room for any, or earlier editions told all.
NOTHING, NOTHING_NEW = "Nothing from these articles at this length.", "Nothing new."

# What a speaker's name does not begin with.
_ANYBODY = frozenset(
    "a an one two three four five several some many most few another other others each every any no nobody none half"
    " all both this that these those his her its their our my your he she it they we i you who someone somebody".split()
)
# One word in small letters that still says who speaks; "leader" or "official" do not.
_BODIES = frozenset("police parliament management government cabinet congress senate opposition army navy".split())
# Behind "the", these need another sentence too.
_RELATIVES = frozenset(
    "father mother parents brother sister son daughter wife husband widow uncle aunt cousin friend neighbor neighbour"
    " family man woman boy girl couple official officials spokesman spokeswoman spokesperson survivor witness lawyer"
    " judge source statement".split()
)
_GLOSS = re.compile(r"\[[^\[\]]+\]")
_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True, slots=True)
class Source:
    """An article as the list of sources shows it; ``number`` counts from 1.

    ``outlet`` is never empty: an unknown one is called so, with its file's name.
    """

    number: int
    id: str
    outlet: str
    outlet_from: OutletFrom
    title: str
    author: str
    published: str
    language: str
    url: str
    path: str

    @property
    def inferred(self) -> bool:
        """Whether the outlet was told from the article's text."""
        return self.outlet_from == "inferred"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a printed sentence; a gloss is one that we put in, in [square brackets]."""

    text: str
    gloss: bool = False


@dataclass(frozen=True, slots=True)
class Contrast:
    """What another outlet says otherwise, and in what it differs."""

    reason: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed sentence: ``source`` carries it, ``also`` tell the same, ``contrasts`` disagree.

    ``via`` is the agency that the outlet passes on, ``origins`` the number of independent sources, ``update``
    what changed since an earlier edition printed the same.
    """

    text: str
    pieces: tuple[Piece, ...]
    speaker: str
    via: str
    origins: int
    score: float
    cluster: str
    source: Source
    also: tuple[Source, ...]
    contrasts: tuple[Contrast, ...]
    update: str


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences under one speaker's name; ``speaker`` is empty in a section that is not by speaker."""

    speaker: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section: its sentences, and the same grouped; ``empty`` is what to say where there are none."""

    id: str
    title: str
    by_speaker: bool
    entries: tuple[Entry, ...]
    groups: tuple[Group, ...]
    empty: str = ""


def context(briefing: Briefing) -> dict[str, object]:
    """Lay a briefing out for a template; each template's first comment lists what is in here."""
    clean = _flat(briefing)
    sources = tuple(_source(article, number) for number, article in enumerate(clean.articles, 1))
    known = {source.id: source for source in sources}
    sections = (*_key_points(clean.sections, known), *(_chapter(part, known) for part in clean.sections))
    entries = tuple(entry for section in sections for entry in section.entries)
    return {
        "briefing": clean,
        "title": clean.title,
        "date": clean.date,
        "plan": clean.plan,
        "language": clean.language or "en",
        "new_only": clean.new_only,
        "since": clean.since,
        "length": clean.length,
        "readability": clean.readability,
        "sections": sections,
        "sources": sources,
        "any_inferred": any(source.inferred for source in sources),
        "any_gloss": any(piece.gloss for entry in entries for piece in entry.pieces),
        "problems": tuple(problem for problem in clean.problems if problem.level == "problem"),
        "notices": tuple(problem for problem in clean.problems if problem.level == "notice"),
    }


def _flat(value: _T) -> _T:
    """Make every text of a value of ours one printable line, and drop the addresses that are not safe."""
    if isinstance(value, str):
        return flatten(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_flat(inner) for inner in value)  # type: ignore[return-value]
    if isinstance(value, Article):
        value = replace(value, text="", url=safe_url(value.url))
    if isinstance(value, Briefing):
        value = replace(value, trace=())
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _flat(getattr(value, field.name)) for field in fields(value)})
    return value


def _source(article: Article, number: int) -> Source:
    known = article.outlet not in ("", UNKNOWN_OUTLET)
    return Source(
        number=number,
        id=article.id,
        outlet=article.outlet if known else _unknown(article.path),
        outlet_from=article.outlet_from if known else "unknown",
        title=article.title,
        author=article.author,
        published=article.published,
        language=article.language,
        url=article.url,
        path=f"{article.path} ({article.item})" if article.item else article.path,
    )


def _unknown(path: str) -> str:
    name = PurePath(path).name
    return f"{UNKNOWN_OUTLET} ({name})" if name else UNKNOWN_OUTLET


def _stranger(outlet: str) -> Source:
    """Stand in for an article that the briefing does not list."""
    return Source(0, "", outlet or UNKNOWN_OUTLET, "metadata" if outlet else "unknown", "", "", "", "", "", "")


def _key_points(parts: tuple[BriefingSection, ...], known: dict[str, Source]) -> tuple[Chapter, ...]:
    """Give the section that opens the briefing, if it has key points; each is printed there alone."""
    keys = sorted(
        (line for part in parts for line in part.lines if line.key), key=lambda line: (-line.origins, -line.score)
    )
    entries = tuple(_entry(line, known) for line in keys)
    return (Chapter("key-points", KEY_POINTS, False, entries, (Group("", entries),)),) if entries else ()


def _chapter(part: BriefingSection, known: dict[str, Source]) -> Chapter:
    entries = tuple(_entry(line, known) for line in part.lines if not line.key)
    groups = _by_speaker(entries) if part.by_speaker else (Group("", entries),) if entries else ()
    return Chapter(part.id, part.title, part.by_speaker, entries, groups, NOTHING_NEW if part.nothing_new else NOTHING)


def _by_speaker(entries: Iterable[Entry]) -> tuple[Group, ...]:
    """Group by speaker in the order of appearance; who has no name comes last.

    "A young man" or "its director" is nobody that a reader could find again: such speakers share the last group.
    """
    voices: dict[str, list[Entry]] = {}
    for entry in entries:
        voices.setdefault("" if _is_anybody(entry.speaker) else entry.speaker, []).append(entry)
    unnamed = voices.pop("", [])
    groups = [Group(speaker, tuple(said)) for speaker, said in voices.items()]
    return (*groups, Group(NOBODY if groups else "", tuple(unnamed))) if unnamed else tuple(groups)


def _is_anybody(speaker: str) -> bool:
    """Tell whether a speaker is called only by words that need another sentence, or mean no one in particular."""
    first = speaker.split(" ", 1)[0]
    alone = first == speaker and first.islower() and not first.endswith("s") and first not in _BODIES
    relative = first.lower() == "the" and speaker.removeprefix(f"{first} ") in _RELATIVES
    return first.lower() in _ANYBODY or alone or relative


def _entry(line: BriefingSentence, known: dict[str, Source]) -> Entry:
    source = known.get(line.article) or _stranger(line.outlet)
    return Entry(
        text=line.text,
        pieces=_pieces(line),
        speaker=line.speaker,
        via=line.origin if line.origin != source.outlet else "",
        origins=line.origins,
        score=line.score,
        cluster=line.cluster,
        source=source,
        also=_others(line, source, known),
        contrasts=tuple(_contrast(carried, known) for carried in line.disagreement),
        update=_ISO_DAY.sub(lambda day: long_date(day.group()), line.update),
    )


def _others(line: BriefingSentence, source: Source, known: dict[str, Source]) -> tuple[Source, ...]:
    """Give the other outlets that tell the same, each once, with the article where they do."""
    carriers = [known.get(carried.article) or _stranger(carried.outlet) for carried in line.also]
    named = {carrier.outlet for carrier in carriers} | {source.outlet, line.outlet}
    rest = [_stranger(outlet) for outlet in line.outlets if outlet not in named and outlet not in ("", UNKNOWN_OUTLET)]
    first = {carrier.outlet: carrier for carrier in reversed([*carriers, *rest])}
    ordered = dict.fromkeys(carrier.outlet for carrier in [*carriers, *rest])
    return tuple(first[outlet] for outlet in ordered if outlet != source.outlet)


def _contrast(carried: SupportingSentence, known: dict[str, Source]) -> Contrast:
    return Contrast(carried.reason, carried.text, known.get(carried.article) or _stranger(carried.outlet))


def _pieces(line: BriefingSentence) -> tuple[Piece, ...]:
    """Cut a sentence where glosses were put in; whole when the edits do not fit the text."""
    pieces: list[Piece] = []
    done, shift = 0, -line.start
    for edit in line.edits:
        place = edit.start + shift
        shift += len(edit.after) - (edit.end - edit.start)
        gloss = _GLOSS.search(edit.after)
        if gloss is None or gloss.group() in edit.before:
            continue
        place = line.text.find(gloss.group(), max(done, place))
        if place < 0:
            return (Piece(line.text),)
        pieces += [Piece(line.text[done:place]), Piece(gloss.group(), gloss=True)]
        done = place + len(gloss.group())
    return tuple(piece for piece in [*pieces, Piece(line.text[done:])] if piece.text)
