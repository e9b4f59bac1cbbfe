"""What a template is given: the briefing, laid out for printing.

Every text here is one line without control characters, and every address is one that a reader may be sent to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import count, groupby
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
    count_page,
    count_quoted,
    find_source,
    find_tellers,
    hide_folder,
    keep_first,
    lay_out_source,
    part_sources,
)
from summarizer.render.page_words import count as spell_count
from summarizer.render.page_words import (
    is_translated,
    join_names,
    list_reasons,
    name_day,
    spell_date,
    spell_update,
    translate,
    translate_message,
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
#: What stands before the day of an edition that printed a line, or printed one beside which a sentence stood.
PRINTED_ON, BESIDE_A_LINE = "Printed on", "Beside a line printed on"
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

    It ``was`` so, and is ``now`` so: empty, where it was removed. What the outlet says of it is its ``note``. Before
    the day stands how it was ``told``: it was printed, or stood beside what was.
    """

    date: str
    told: str
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
    code = briefing.page_language
    unknown = {one.outlet for one in briefing.articles if one.outlet_from == "unknown"}
    names = {name: translate_message(name, code) for name in unknown}
    clean: Briefing = clean_texts(arrange_by_outlet(briefing), names)
    sources, also_read = _lay_out_sources(clean, code)
    known = {source.id: source for source in (*sources, *also_read)}
    sections = _lay_out_sections(clean, known)
    entries = [entry for chapter in sections for entry in chapter.entries]
    kinds = {source.outlet_from for source in known.values()}
    total = count_page(known.values(), clean.origins)
    return {
        "briefing": clean,
        "title": translate_title(clean),
        "date": clean.date,
        "plan": clean.plan,
        "language": code or "en",
        "new_only": clean.new_only,
        "since": clean.since,
        "length": clean.length,
        "readability": {name: min(max(score, 0), _EASIEST) for name, score in clean.readability.items()},
        "sections": sections,
        "nothing": translate(NOTHING_NEW if clean.new_only else NOTHING, code),
        "sources": sources,
        "also_read": also_read,
        "any_inferred": "inferred" in kinds,
        "any_claimed": "claimed" in kinds,
        "any_gloss": any(map(_has_gloss, entries)),
        "any_supporter": any(entry.supporters for entry in entries),
        "problems": _list_problems(clean, "problem"),
        "changes": tuple(_lay_out_change(change, clean.date, code) for change in clean.changes),
        "notices": _list_problems(clean, "notice"),
        "total": total,
        "reach": tell_reach(total["outlets"], total["origins"], code),
        "alone": _count_alone(entries, code) if total["outlets"] > 1 else "",
        "by_hand": tuple(_list_hand(clean)),
    }


def _lay_out_sources(briefing: Briefing, code: str) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """Return the sources that the lines of a briefing cite, numbered, and the others."""
    quoted = count_quoted(briefing)
    known = {article.id: lay_out_source(article, quoted[article.id], code) for article in briefing.articles}
    cited: set[str] = set()
    for line in briefing.lines:
        # A line cites its own source, and one of each other outlet beside it; all that disagree.
        tellers = [*find_tellers(line, known), *(find_source(other, known) for other in line.related)]
        cited.update(source.id for source in keep_first(tellers))
        cited.update(find_source(other, known).id for other in line.disagreement)
    return part_sources(known.values(), cited)


def tell_reach(outlets: int, origins: int, code: str) -> str:
    """Return in words of how many outlets a page or a story is, and how many of these are independent if that is fewer.

    >>> tell_reach(5, 3, "en"), tell_reach(2, 1, "en"), tell_reach(2, 2, "en")
    ('5 outlets, at most 3 independent', '2 outlets, one source at most', '2 outlets')
    """
    told = spell_count(outlets, "outlet", code=code) if outlets else ""
    if not 0 < origins < outlets:
        return told
    several = translate("at most {} independent", code).replace("{}", str(origins))
    return f"{told}, {several if origins > 1 else translate('one source at most', code)}"


def _count_alone(entries: Sequence[Entry], code: str) -> str:
    """Return in words of how many of some lines nothing like it was found at another outlet; nothing where it was."""
    alone = sum(not (entry.also or entry.related or entry.contrasts) for entry in entries)
    if not alone:
        return ""
    if alone == len(entries):
        return translate("every line found at one outlet only", code)
    told = translate("{} of {} lines found at one outlet only", code)
    return told.replace("{}", str(alone), 1).replace("{}", str(len(entries)), 1)


def _has_gloss(entry: Entry) -> bool:
    """Return whether we put something into a line, or into what disagrees with it."""
    beside = [piece for contrast in entry.contrasts for piece in contrast.pieces]
    return any(piece.gloss for piece in (*entry.pieces, *beside))


def _list_problems(briefing: Briefing, level: str) -> tuple[Problem, ...]:
    """Return the problems of a level that are a reader's business, in the page's language, with files' names alone."""
    code = briefing.page_language
    told: list[Problem] = []
    for problem in briefing.problems:
        if problem.level != level or _is_setup(problem):
            continue
        message = problem.message
        for article in briefing.articles:
            message = message.replace(article.path or "-", hide_folder(article.path) or "-")
        where = ", ".join(translate_message(part, code) for part in hide_folder(problem.where).split(", "))
        told.append(replace(problem, where=where, message=translate_message(message, code)))
    return tuple(told)


def _is_setup(problem: Problem) -> bool:
    """Return whether a problem is of how the desk set the run up, by an option or a TOML file: no reader's business.

    >>> named = ["--section", "news/outlets.toml [wire.txt]", "summarizer.toml:4", "https://post.example/a.toml"]
    >>> [_is_setup(Problem(where, "")) for where in named]
    [True, True, True, False]
    """
    if "://" in problem.where:
        return False
    return problem.where.startswith("--") or ".toml" in problem.where


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
    outlet = translate_message(change.outlet or UNKNOWN_OUTLET, code)
    source = Source(0, "", outlet, "metadata", title=change.title, url=change.url)
    when = name_day(change.date, date, code)
    told = translate(BESIDE_A_LINE if change.beside else PRINTED_ON, code)
    return Revised(change.date, told, when, change.kind, change.was, change.now, change.note, source)


def clean_texts(value: Any, names: Mapping[str, str]) -> Any:
    """Return a value of ours with each text as one printable line, and without the addresses that are not safe.

    ``names`` are those of outlets that the page calls otherwise.
    """
    if isinstance(value, str):
        return flatten(names.get(value, value))
    if isinstance(value, tuple):
        return tuple(clean_texts(one, names) for one in value)
    # An edit tells which of a text's characters it put there, and is not printed.
    if isinstance(value, Edit) or not is_dataclass(type(value)):
        return value
    if isinstance(value, Article):
        value = replace(value, text="", url=safe_url(value.url))
    elif isinstance(value, PrintedChange):
        value = replace(value, url=safe_url(value.url))
    elif isinstance(value, Briefing):
        value = replace(value, trace=(), as_made=None)
    held = {field.name: getattr(value, field.name) for field in fields(value) if field.name not in _IN_ADDRESSES}
    return replace(value, **{name: clean_texts(inner, names) for name, inner in held.items()})


def _lay_out_sections(briefing: Briefing, known: Mapping[str, Source]) -> tuple[Chapter, ...]:
    """Return the key points, if there are any, and the sections without them."""
    numbers = count(1)
    page = briefing.page_language
    keys = tuple(_lay_out_line(line, known, next(numbers), page) for line in list_keys(briefing))
    chapters: list[Chapter] = []
    for part in briefing.sections:
        is_own = part.language == "en" or is_translated(part.language)
        code = part.language if is_own and not briefing.options.get("page_language") else page
        lines = list_lines(part)
        entries = tuple(_lay_out_line(line, known, next(numbers), code) for line in lines)
        groups = _group_entries(part, lines, entries, code)
        empty = translate(ABOVE if part.lines else NOTHING, code)
        title = part.title if part.id.startswith(OUTLET) else translate(part.title, code)
        # On a page of several languages the heading says which one follows.
        native = load_language(part.language).text("language.native") if part.language else ""
        title = f"{native}: {title}" if native else title
        chapters.append(Chapter(part.id, title, part.by_speaker, entries, tuple(groups), empty))
    shown = _choose_shown(briefing, chapters)
    if not keys:
        return tuple(shown)
    return (Chapter("key-points", translate(KEY_POINTS, page), False, keys, (Group("", keys),)), *shown)


def _choose_shown(briefing: Briefing, chapters: list[Chapter]) -> list[Chapter]:
    """Return the sections that a page shows: of news, of an edited page, and of a plan for any story, which has some
    for what most stories lack, only those with lines."""
    filled = [one for one in chapters if one.entries]
    is_of_any_story = briefing.plan_used is not None and not briefing.plan_used.actors
    if briefing.new_only:
        return filled
    if filled and (briefing.edited or is_of_any_story):
        return filled
    return chapters


def _group_entries(
    part: BriefingSection, lines: Sequence[BriefingSentence], entries: Sequence[Entry], code: str
) -> list[Group]:
    """Return the lines of a section under the names of parties, those of none last; or else under an editor's headings.

    The lines of a party stand together.
    """
    groups: list[Group] = []
    told = zip(lines, entries, strict=True)
    if part.by_speaker and any(line.party for line in lines):
        for party, pairs in groupby(told, key=lambda one: one[0].party):
            groups.append(Group(party or translate(NOBODY, code), tuple(entry for _, entry in pairs)))
        return groups
    for line, entry in told:
        if line.heading or not groups:
            # With the mark of a hand.
            groups.append(Group(f"{line.heading}{MARKS['corrected']}" if line.heading else "", ()))
        groups[-1] = replace(groups[-1], entries=(*groups[-1].entries, entry))
    return groups


def list_page_lines(briefing: Briefing) -> list[BriefingSentence]:
    """Return the lines of a page as they are printed: the key points, and those of its sections."""
    return [*list_keys(briefing), *(line for part in briefing.sections for line in list_lines(part))]


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
    also = keep_first(find_tellers(line, known), {source.outlet})
    related = [find_source(other, known) for other in line.related]
    pieces = cut_pieces(line)
    plain = "".join(piece.text for piece in pieces if not piece.gloss)
    supporters = [_lay_out_supporter("also", other, plain, known) for other in line.also]
    supporters += [_lay_out_supporter("related", other, plain, known) for other in line.related]
    contrasts: list[Contrast] = []
    for other in line.disagreement:
        said = cut_pieces(other)
        place = find_source(other, known)
        contrasts.append(Contrast(other.reason, other.text, said, place, _has_own_brackets(said)))
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
        also=also,
        related=keep_first(related, {source.outlet, *(one.outlet for one in also)}),
        contrasts=tuple(contrasts),
        update=spell_update(line.update, {one.outlet for one in known.values()}, code),
        latest=line.latest,
        brackets=_has_own_brackets(pieces),
        by_hand=tuple(_BY_HAND[mark] for mark in line.by_hand if mark in _BY_HAND),
        supporters=tuple(supporters),
        reasons=tuple(list_reasons(line)),
    )


def _lay_out_supporter(
    kind: Literal["also", "related"], other: SupportingSentence, plain: str, known: Mapping[str, Source]
) -> Supporter:
    """Return a sentence that tells a line, which reads ``plain``, or is near it, with what differs in its words."""
    stretches = compare_words(plain, other.text)
    shared = sum(len(part.text.split()) for part in stretches if part.kind == "same")
    if not other.text:
        # What may not be quoted has no words here.
        stretches = ()
    elif 2 * shared < len(other.text.split()):
        stretches = (Stretch("same", other.text),)
    return Supporter(kind, stretches, find_source(other, known), other.speaker)


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
