"""What a template is given: the briefing, laid out for printing.

Every text here is one line without control characters, and every address is one that a reader may be sent to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import chain, count
from typing import Any, Literal

from summarizer.lang.language import load_language
from summarizer.model import (
    UNKNOWN_OUTLET,
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    ChangeKind,
    Edit,
    PrintedChange,
    Problem,
    SupportingSentence,
)
from summarizer.render.cited_sources import (
    MARKS,
    OUTLET,
    Source,
    arrange_by_outlet,
    count_quoted,
    count_sources,
    find_source,
    hide_folder,
    lay_out_source,
    stand_in,
)
from summarizer.render.page_words import (
    join_names,
    list_reasons,
    name_day,
    spell_date,
    spell_update,
    translate,
    translate_title,
)
from summarizer.text.escaping import flatten, has_brackets, safe_url
from summarizer.text.wording import Stretch, compare_words

#: The heading of the key points, which open a briefing.
KEY_POINTS = "In short"
#: The heading of what nobody says who has a heading of his own, in a section by speaker.
NOBODY = "Others"
#: What a section without sentences says: there is no room for any, earlier editions told all, or its only one is a key
#: point.
NOTHING, NOTHING_NEW, ABOVE = "Nothing from these articles at this length.", "Nothing new.", "See above."

#: What an editor did to a line, in words.
_BY_HAND = {"corrected": "corrected by hand", "moved": "moved here by hand"}
#: What the mark of a hand means, and what stands before the names of who edited a page.
HAND_MARK = "By hand: an outlet’s name that was corrected, or a heading of the editors’ own."
EDITED = "Edited by hand:"
#: What is printed in addresses alone, whose blanks tell whether it is of another paragraph.
_IN_ADDRESSES = ("prefix", "suffix", "fragment")
#: More is none on a page, though the formula goes beyond where all words are short.
_EASIEST = 100
_GLOSS = re.compile(r"\[[^\[\]]+\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a printed sentence; a gloss is one that we put in, in [square brackets]."""

    text: str
    gloss: bool = False


@dataclass(frozen=True, slots=True)
class Contrast:
    """What another outlet says otherwise, and in what it differs; the rest as of an ``Entry``."""

    reason: str
    text: str
    pieces: tuple[Piece, ...]
    source: Source
    brackets: bool


@dataclass(frozen=True, slots=True)
class Supporter:
    """A sentence that tells all of a line (its ``kind`` is also) or is near it (related).

    Its ``stretches`` say in which words it differs; one that has less than half of its words in common is one stretch.
    The ``speaker`` is who says it there.
    """

    kind: Literal["also", "related"]
    stretches: tuple[Stretch, ...]
    source: Source
    speaker: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed sentence: ``source`` has it, ``also`` tell all of it, ``related`` are near, ``contrasts`` disagree.

    ``via`` is the agency that the outlet passes on, ``origins`` the number of independent sources, ``update``
    what changed since an earlier edition printed the same; the ``latest`` are of a story's last day. ``brackets`` says
    that square brackets in it are the outlet's own, and none of our glosses, ``by_hand`` what an editor did to it. Its
    ``number`` counts the page's lines from 1. The ``supporters`` are all sentences that tell it or are near it,
    ``reasons`` say why it is on the page, and in its section.
    """

    number: int
    text: str
    pieces: tuple[Piece, ...]
    speaker: str
    via: str
    origins: int
    score: float
    cluster: str
    source: Source
    also: tuple[Source, ...]
    related: tuple[Source, ...]
    contrasts: tuple[Contrast, ...]
    update: str
    latest: bool
    brackets: bool
    by_hand: tuple[str, ...] = ()
    supporters: tuple[Supporter, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revised:
    """A sentence that the edition of a ``date`` printed (``when``: "Monday") and its outlet has changed since.

    It ``was`` so, and is ``now`` so: empty, where it was removed. What the outlet says of it is its ``note``.
    """

    date: str
    when: str
    kind: ChangeKind
    was: str
    now: str
    note: str
    source: Source


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences under one party's name; ``speaker`` is empty in a section that is not by speaker."""

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


def build_context(briefing: Briefing) -> dict[str, Any]:
    """Return a briefing laid out for a template; each template's first comment lists what is in here."""
    clean: Briefing = clean_texts(arrange_by_outlet(briefing))
    quoted = count_quoted(clean)
    known = {article.id: lay_out_source(article, quoted[article.id]) for article in clean.articles}
    sources, also_read = _part_sources(_lay_out_sections(clean, known), known)
    known |= {source.id: source for source in sources}
    sections = _lay_out_sections(clean, known)
    entries = list(chain.from_iterable(section.entries for section in sections))
    told: list[Entry | Contrast] = [*entries, *chain.from_iterable(entry.contrasts for entry in entries)]
    pieces = chain.from_iterable(one.pieces for one in told)
    problems: dict[str, list[Problem]] = {"problem": [], "notice": []}
    for problem in clean.problems:
        if not _is_setup(problem):
            problems[problem.level].append(replace(problem, where=hide_folder(problem.where)))
    return {
        "briefing": clean,
        "title": translate_title(clean),
        "date": clean.date,
        "plan": clean.plan,
        "language": clean.page_language or "en",
        "new_only": clean.new_only,
        "since": clean.since,
        "length": clean.length,
        "readability": {name: min(max(score, 0), _EASIEST) for name, score in clean.readability.items()},
        "sections": tuple(sections),
        "nothing": translate(NOTHING_NEW if clean.new_only else NOTHING, clean.page_language),
        "sources": tuple(sources),
        "also_read": tuple(also_read),
        "any_inferred": any(source.inferred for source in known.values()),
        "any_claimed": "claimed" in [source.outlet_from for source in known.values()],
        "any_gloss": any(piece.gloss for piece in pieces),
        "any_supporter": any(entry.supporters for entry in entries),
        "problems": tuple(problems["problem"]),
        "changes": tuple(_lay_out_change(change, clean.date, clean.page_language) for change in clean.changes),
        "notices": tuple(problems["notice"]),
        "total": count_sources(known.values(), clean.origins),
        "by_hand": tuple(_list_hand(clean)),
    }


def _is_setup(problem: Problem) -> bool:
    """Return whether a problem is of how the desk set the run up, by an option or a TOML file: no reader's business.

    >>> named = ["--section", "news/outlets.toml [wire.txt]", "summarizer.toml:4", "https://post.example/a.toml"]
    >>> [_is_setup(Problem(where, "")) for where in named]
    [True, True, True, False]
    """
    return problem.where.startswith("--") or (".toml" in problem.where and "://" not in problem.where)


def _part_sources(chapters: Sequence[Chapter], known: Mapping[str, Source]) -> tuple[list[Source], list[Source]]:
    """Return the sources that lines cite, numbered, and the others."""
    cited: set[str] = set()
    for entry in (entry for chapter in chapters for entry in chapter.entries):
        beside = [contrast.source for contrast in entry.contrasts]
        cited.update(source.id for source in (entry.source, *entry.also, *entry.related, *beside))
    sources: list[Source] = []
    also_read: list[Source] = []
    for source in known.values():
        if source.id in cited:
            sources.append(replace(source, number=len(sources) + 1))
        else:
            also_read.append(source)
    return sources, also_read


def _list_hand(briefing: Briefing) -> Iterator[str]:
    """Yield what a page says of what was done to it by hand: what the mark means, and who did it when."""
    code = briefing.page_language
    if any(edit.what in ("outlet", "heading") for edit in briefing.edited):
        yield f"{MARKS['corrected']} {translate(HAND_MARK, code)}"
    days = {edit.by: edit.at[:10] for edit in briefing.edited}
    if days:
        names = [f"{name} ({spell_date(day, code)})" for name, day in days.items()]
        yield f"{translate(EDITED, code)} {join_names(names, code)}."


def _lay_out_change(change: PrintedChange, date: str, code: str) -> Revised:
    """Return a sentence that was changed since it was printed."""
    source = Source(0, "", change.outlet or UNKNOWN_OUTLET, "metadata", title=change.title, url=change.url)
    when = name_day(change.date, date, code)
    return Revised(change.date, when, change.kind, change.was, change.now, change.note, source)


def clean_texts(value: Any) -> Any:
    """Return a value of ours with each text as one printable line, and without the addresses that are not safe."""
    if isinstance(value, str):
        return flatten(value)
    if isinstance(value, tuple):
        return tuple(map(clean_texts, value))
    # An edit tells which of a text's characters it put there, and is not printed.
    if isinstance(value, Edit) or not is_dataclass(type(value)):
        return value
    clean: dict[str, Any] = {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Article | PrintedChange):
        clean["url"] = safe_url(value.url)
    if isinstance(value, Article):
        clean["text"] = ""
    if isinstance(value, Briefing):
        clean["trace"] = ()
        clean["as_made"] = None
    return replace(
        value, **{name: held if name in _IN_ADDRESSES else clean_texts(held) for name, held in clean.items()}
    )


def _lay_out_sections(briefing: Briefing, known: Mapping[str, Source]) -> list[Chapter]:
    """Return key points and the sections without them; of a plan for any story, which has some for what most stories
    lack, and of news only those with lines. In one by speaker, those who are no party of a name come last."""
    chapters: list[Chapter] = []
    keys = list_keys(briefing)
    numbers = count(len(keys) + 1)
    for part in briefing.sections:
        code = str(briefing.options.get("page_language") or part.language or briefing.language)
        lines = list_lines(part)
        entries = tuple(_lay_out_line(line, known, next(numbers), code) for line in lines)
        groups = _group_entries(part, lines, entries, code)
        nothing = NOTHING_NEW if part.nothing_new else NOTHING
        empty = translate(ABOVE if part.lines else nothing, code)
        chapters.append(Chapter(part.id, _name_chapter(part, code), part.by_speaker, entries, tuple(groups), empty))
    is_short = briefing.edited or (briefing.plan_used is not None and not briefing.plan_used.actors)
    if briefing.new_only or is_short:
        filled = [one for one in chapters if one.entries]
        chapters = filled if filled or briefing.new_only else chapters
    if keys:
        code = briefing.page_language
        entries = tuple(_lay_out_line(line, known, number, code) for number, line in enumerate(keys, 1))
        title = translate(KEY_POINTS, code)
        chapters.insert(0, Chapter("key-points", title, False, entries, (Group("", entries),)))
    return chapters


def _name_chapter(part: BriefingSection, code: str) -> str:
    """Return the heading of a section; on a page of several languages it says which one follows."""
    title = part.title if part.id.startswith(OUTLET) else translate(part.title, code)
    native = load_language(part.language).text("language.native") if part.language else ""
    return f"{native}: {title}" if native else title


def _group_entries(
    part: BriefingSection, lines: Sequence[BriefingSentence], entries: Sequence[Entry], code: str
) -> list[Group]:
    """Return the lines of a section under the names of parties, or else under an editor's headings."""
    by_party: dict[str, list[Entry]] = {}
    for line, entry in zip(lines, entries, strict=True):
        by_party.setdefault(line.party if part.by_speaker else "", []).append(entry)
    others = tuple(by_party.pop("", ()))
    if not by_party:
        return _head_by_hand(lines, others)
    groups = [Group(party, tuple(said)) for party, said in by_party.items()]
    return [*groups, Group(translate(NOBODY, code), others)] if others else groups


def _head_by_hand(lines: Sequence[BriefingSentence], entries: Sequence[Entry]) -> list[Group]:
    """Return lines under the headings that an editor put above some of them, each with the mark of a hand."""
    groups: list[Group] = []
    for line, entry in zip(lines, entries, strict=True):
        if line.heading or not groups:
            groups.append(Group(f"{line.heading}{MARKS['corrected']}" if line.heading else "", ()))
        groups[-1] = replace(groups[-1], entries=(*groups[-1].entries, entry))
    return groups


def list_keys(briefing: Briefing) -> list[BriefingSentence]:
    """Return the key points as they are printed: what an editor put first, then what opens the page."""
    keys = [line for line in briefing.lines if line.key]
    return sorted(keys, key=lambda line: (not line.pinned, line.pinned, not line.opens))


def list_lines(part: BriefingSection) -> list[BriefingSentence]:
    """Return the lines of a section as they are printed, without key points; in one by speaker, those of a party stand
    together, and the others last."""
    lines = [line for line in part.lines if not line.key]
    if part.by_speaker:
        parties = [line.party for line in lines if line.party]
        lines.sort(key=lambda line: parties.index(line.party) if line.party else len(parties))
    return lines


def _lay_out_line(line: BriefingSentence, known: Mapping[str, Source], number: int, code: str) -> Entry:
    """Return a printed sentence with its sources, for a page of a language."""
    source = find_source(line, known)
    # The other outlets that tell the same, each once, with the article where they do.
    others: dict[str, Source] = {}
    for carried in line.also:
        carrier = find_source(carried, known)
        others.setdefault(carrier.outlet, carrier)
    for outlet in line.outlets:
        if outlet not in ("", UNKNOWN_OUTLET, line.outlet):
            others.setdefault(outlet, stand_in(outlet))
    others.pop(source.outlet, None)
    related: dict[str, Source] = {}
    for carried in line.related:
        near = find_source(carried, known)
        if near.outlet != source.outlet and near.outlet not in others:
            related.setdefault(near.outlet, near)
    contrasts: list[Contrast] = []
    for other in line.disagreement:
        cut, teller = cut_pieces(other), find_source(other, known)
        contrasts.append(Contrast(other.reason, other.text, cut, teller, _has_own_brackets(cut)))
    pieces = cut_pieces(line)
    return Entry(
        number=number,
        text=line.text,
        pieces=pieces,
        speaker=line.speaker,
        via=line.origin if line.origin != source.outlet else "",
        origins=line.origins,
        score=line.score,
        cluster=line.cluster,
        source=source,
        also=tuple(others.values()),
        related=tuple(related.values()),
        contrasts=tuple(contrasts),
        update=spell_update(line.update, {one.outlet for one in known.values()}, code),
        latest=line.latest,
        brackets=_has_own_brackets(pieces),
        by_hand=tuple(_BY_HAND[mark] for mark in line.by_hand if mark in _BY_HAND),
        supporters=tuple(_lay_out_supporters(line, known)),
        reasons=tuple(list_reasons(line)),
    )


def _lay_out_supporters(line: BriefingSentence, known: Mapping[str, Source]) -> Iterator[Supporter]:
    """Yield the sentences that tell a line, and those that are near it, each with what differs in its words."""
    kinds: tuple[tuple[Literal["also", "related"], tuple[SupportingSentence, ...]], ...] = (
        ("also", line.also),
        ("related", line.related),
    )
    plain = "".join(piece.text for piece in cut_pieces(line) if not piece.gloss)
    for kind, others in kinds:
        for other in others:
            stretches = compare_words(plain, other.text)
            shared = sum(len(part.text.split()) for part in stretches if part.kind == "same")
            if 2 * shared < len(other.text.split()) or not other.text:
                # What may not be quoted has no words here.
                stretches = (Stretch("same", other.text),) if other.text else ()
            yield Supporter(kind, stretches, find_source(other, known), other.speaker)


def _has_own_brackets(pieces: Sequence[Piece]) -> bool:
    """Return whether a sentence has square brackets that we did not put in."""
    return any(has_brackets(piece.text) for piece in pieces if not piece.gloss)


def cut_pieces(line: BriefingSentence | SupportingSentence) -> tuple[Piece, ...]:
    """Cut a sentence where glosses were put in; leave it whole when the edits do not fit the text."""
    pieces: list[Piece] = []
    done, shift = 0, -line.start
    for edit in line.edits:
        place = edit.start + shift
        shift += len(edit.after) - (edit.end - edit.start)
        gloss = _GLOSS.search(flatten(edit.after))
        if gloss is None or gloss[0] in edit.before:
            continue
        start = line.text.find(gloss[0], max(done, place))
        if start < 0:
            return (Piece(line.text),)
        pieces += [Piece(line.text[done:start]), Piece(gloss[0], gloss=True)]
        done = start + len(gloss[0])
    pieces.append(Piece(line.text[done:]))
    return tuple(piece for piece in pieces if piece.text)
