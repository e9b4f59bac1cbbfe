"""A page as it was made + what an editor did → the page as edited. No I/O, no clock.

A hand may choose and correct: put a line first, leave it out, move it, say who published an article, take back a
credit, put a heading above a line. It has no way to print a sentence, to name a further outlet for one, or to raise the
number of independent sources.
"""

from __future__ import annotations

import os.path
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from summarizer.analysis.quantities import find_figures
from summarizer.briefing.explanation import PLACE, fold_marks
from summarizer.briefing.readability import add_lengths, recount
from summarizer.briefing.remake import find_differences
from summarizer.briefing.rights import hide_bounded
from summarizer.briefing.source_checks import Failure
from summarizer.errors import ConfigError, nearest
from summarizer.lang.language import load_language
from summarizer.model import (
    UNKNOWN_OUTLET,
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    EditKind,
    HandEdit,
    Page,
    SupportingSentence,
    keep_edits,
)
from summarizer.stories.joining import is_named
from summarizer.text.agencies import find_identity
from summarizer.text.escaping import flatten, shorten
from summarizer.text.tokens import find_skeleton

#: What is marked on a line: that it was moved to its section, that its credit was corrected.
MOVED, CORRECTED = "moved", "corrected"
#: So many characters and words a heading or a name has at most.
_LONGEST, _MOST_WORDS = 80, 8
#: What no name has that a desk may give: it would quote, or look like one of our marks.
_NEVER_IN_NAME = re.compile(r"[\"“”„«»‹›\[\]*†‡;…]")
#: A heading is words and what joins them: it names what follows, and is no sentence, no quotation and no "A: B".
_NEVER_IN_HEADING = re.compile(r"[^\w ’'&(),/-]|_|(?<!\w)['’]|\s-\s")
_WORD = re.compile(r"[^\W_]+")
#: The number of the section and of the line in it.
_Place = tuple[int, int]


def edit_page(made: Page, edits: Sequence[HandEdit]) -> Page:
    """Return a page as some edits make it, in their order; each says then what it found, and the page how it was made.

    Raises:
        ConfigError: an edit cannot be done; the message says which and why.
    """
    page, done, before = made, list[HandEdit](), ""
    for number, edit in enumerate(edits, 1):
        try:
            _check_signature(edit, before)
            page, complete = _do(page, edit)
        except ConfigError as error:
            raise ConfigError(error.message, where=f"edit {number} ({edit.what})", hint=error.hint) from error
        before = edit.at
        done.append(complete)
    return keep_edits(_recount(page), tuple(done), made) if done else made


def find_lines(page: Page, wanted: str) -> list[tuple[str, BriefingSentence]]:
    """Return the printed lines that a text means, each with the id of its story, which a briefing has not.

    That is, as for an explanation, a cluster's (``c12``), the one at a place (``a1:241``, or with a file for the
    article), else those that hold the text, whatever its case and quotation marks: the one that is the text, if one is.
    """
    text = wanted.strip()
    folded = fold_marks(text)
    named: list[tuple[str, BriefingSentence]] = []
    held: list[tuple[str, BriefingSentence]] = []
    for story, briefing in page.briefings.items():
        articles = {article.id: article for article in briefing.articles}
        for line in briefing.lines:
            if line.cluster == text.lower() or _stands_at(line, articles.get(line.article, Article("")), text):
                named.append((story, line))
            elif folded and folded in fold_marks(line.text):
                held.append((story, line))
    whole = [(story, line) for story, line in held if fold_marks(line.text) == folded]
    return named or whole or held


def _stands_at(line: BriefingSentence, article: Article, text: str) -> bool:
    """Return whether a text names the place of a line in its article, by that one's id, path or file's name."""
    place = PLACE.fullmatch(text)
    if not place or place["name"] not in (line.article, article.where, os.path.basename(article.where)):
        return False
    return line.start <= int(place["start"]) < line.end


def find_articles(page: Page, wanted: str) -> list[Article]:
    """Return the articles of a page that are meant by an id, a path, a file's name or an address."""
    return [
        article
        for article in page.articles
        if wanted in (article.id, os.path.basename(article.where)) or is_named(article, [wanted])
    ]


def describe_edit(edit: HandEdit) -> str:
    """Return what was done to a page, by whom and when, in one line.

    >>> edit = HandEdit("outlet", "a3", text="radio.txt", before="unknown", after="Radio", by="Ines Falk")
    >>> describe_edit(replace(edit, at="2031-03-05T07:14:00+01:00"))
    'done by hand, by Ines Falk, on 2031-03-05 07:14: the outlet of radio.txt is “Radio” instead of “unknown”'
    """
    line = f"“{shorten(edit.text)}”"
    was, said = (f"“{text}”" if text else "nobody" for text in (edit.before, edit.after))
    done = {
        "pin": f"{line} is put first",
        "drop": f"{line} is left out (it stood at {edit.before})",
        "move": f"{line} is moved from {edit.before} to {edit.after}",
        "outlet": f"the outlet of {edit.text} is {said} instead of {was}",
        "via": f"{line} is told by way of {said} instead of {was}",
        "uncredit": f"{said} is not named any more under “{edit.before}” for {line}",
        "heading": f"the heading {said} above {line} is the editor's own",
    }[edit.what]
    return flatten(f"done by hand, by {edit.by}, on {edit.at[:16].replace('T', ' ')}: {done}")


def check_hand(page: Page) -> list[Failure]:
    """Return in what a page is not as its edits make it of the page as it was made."""
    if page.as_made is None or not page.edited:
        lacks = (
            "it does not say how the page was made before" if page.edited else "it keeps how it was made, and no edit"
        )
        return [Failure("edited", lacks)] if page.edited or page.as_made else []
    try:
        wanted = edit_page(page.as_made, page.edited)
    except ConfigError as error:
        return [Failure("edited", str(error))]
    failures: list[Failure] = []
    for number, (told, true) in enumerate(zip(page.edited, wanted.edited, strict=True), 1):
        if told != true:
            failures.append(
                Failure(f"edited {number}", f"says of the page what is not so; it is: {describe_edit(true)}")
            )
    mine, theirs = (replace(one, edited=(), as_made=None) for one in (page, wanted))
    for where, what in find_differences(mine, theirs):
        failures.append(Failure(where, what.replace("made again", "by its edits")))
    if mine != theirs and not failures:
        failures.append(Failure("edited", "the page has something else than what its edits make"))
    return failures


def _check_signature(edit: HandEdit, before: str) -> None:
    """Raise ConfigError for an edit by nobody, or at a time that is none or lies before that of the last one."""
    _check_text(edit.by, _NEVER_IN_NAME, "the name of an editor")
    try:
        at = datetime.fromisoformat(edit.at)
        is_time = at.tzinfo is not None and at.isoformat(timespec="seconds") == edit.at
        is_later = not before or datetime.fromisoformat(before) <= at
    except (ValueError, TypeError):
        is_time = is_later = False
    _refuse(not is_time, f"“{shorten(edit.at)}” is no time with a time zone")
    _refuse(not is_later, "it was done before the edit that stands before it")


def _check_text(text: str, never: re.Pattern[str], what: str) -> None:
    """Raise ConfigError for a heading or a name that cannot be what it is to be."""
    is_heading = never is _NEVER_IN_HEADING
    numbers = [char for char in text if is_heading and (unicodedata.category(char)[0] == "N" or char.isnumeric())]
    signs = [*numbers, *(found[0].strip() for found in never.finditer(text))]
    faults = {
        "is empty, or no single line": not text or flatten(text) != text,
        "has a sign that nobody sees in it": any(unicodedata.category(char)[0] == "C" for char in text),
        f"has “{next(iter(signs), '')}” in it": bool(signs),
        f"has more than {_MOST_WORDS} words and {_LONGEST} characters": len(text) > _LONGEST
        or len(text.split()) > _MOST_WORDS,
    }
    for fault, is_so in faults.items():
        _refuse(is_so, f"“{shorten(flatten(text))}” is not {what}: it {fault}")


def _do(page: Page, edit: HandEdit) -> tuple[Page, HandEdit]:
    """Return a page after one edit, and the edit with what it found."""
    if edit.what == "outlet":
        return _correct_outlet(page, edit)
    if isinstance(page, Briefing):
        if edit.story:
            raise ConfigError("a briefing has no stories")
        return _edit_line(page, edit)
    if edit.story not in page.briefings:
        raise ConfigError(f"the page has no lines of a story “{shorten(edit.story)}”")
    briefing, complete = _edit_line(page.briefings[edit.story], edit)
    briefings = {**page.briefings, edit.story: briefing}
    return replace(page, briefings=MappingProxyType(briefings)), complete


def _edit_line(briefing: Briefing, edit: HandEdit) -> tuple[Briefing, HandEdit]:
    """Return a briefing after an edit of one of its lines, and the edit with what it found."""
    for number, section in enumerate(briefing.sections):
        for at, line in enumerate(section.lines):
            if (line.article, line.start, line.end) == (edit.article, edit.start, edit.end):
                made, complete = _LINE_EDITS[edit.what](briefing, (number, at), replace(edit, text=line.text))
                return made, complete
    raise ConfigError("the line is not on the page, or not any more")


def _pin(briefing: Briefing, place: _Place, edit: HandEdit) -> tuple[Briefing, HandEdit]:
    """Put a line first on the page, behind those that were pinned before it."""
    line = _get(briefing, place)
    _refuse(bool(line.pinned), "it is pinned already")
    _refuse(bool(line.heading), "a heading stands above it", "undo that first")
    rank = 1 + max(one.pinned for one in briefing.lines)
    complete = replace(edit, before=_name_place(briefing, place), after=str(rank))
    return _put(briefing, place, replace(line, key=True, pinned=rank)), complete


def _drop(briefing: Briefing, place: _Place, edit: HandEdit) -> tuple[Briefing, HandEdit]:
    """Leave a line out."""
    _refuse(bool(_get(briefing, place).heading), "a heading stands above it", "undo that first")
    return _put(briefing, place), replace(edit, before=_name_place(briefing, place), after="")


def _move(briefing: Briefing, place: _Place, edit: HandEdit) -> tuple[Briefing, HandEdit]:
    """Move a line to a place, a key point too; who stands under a party's heading does so in no other section."""
    line = _get(briefing, place)
    _refuse(bool(line.heading), "a heading stands above it", "undo that first")
    name, _, number = edit.after.rpartition(":") if edit.after[-1:].isdigit() else (edit.after, "", "")
    target = _find_section(briefing, name) if name else place[0]
    moved = replace(line, key=False, pinned=0)
    if target != place[0]:
        moved = replace(moved, party="", by_hand=_mark(line, MOVED))
    without = _put(briefing, place)
    lines = without.sections[target].lines
    at = int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 6 else len(lines)
    _refuse(not 0 <= at <= len(lines), f"the section has no place {number}")
    made = _put_lines(without, target, (*lines[:at], moved, *lines[at:]))
    complete = replace(edit, before=_name_place(briefing, place), after=_name_place(made, (target, at)))
    _refuse(complete.before == complete.after and line == moved, "it stands there already")
    return made, complete


def _find_section(briefing: Briefing, name: str) -> int:
    """Return the number of the section that is meant by its name or title. Raise ConfigError where there is none."""
    names = [_name_section(section) for section in briefing.sections]
    titles = [section.title.casefold() for section in briefing.sections]
    if name.casefold() in titles:
        return titles.index(name.casefold())
    if name not in names:
        raise ConfigError(f"there is no section “{shorten(name)}”", hint=nearest(name, names))
    return names.index(name)


def _set_heading(briefing: Briefing, place: _Place, edit: HandEdit) -> tuple[Briefing, HandEdit]:
    """Put a heading above a line: the desk's own words, so that it must neither quote nor name an outlet."""
    line, section = _get(briefing, place), briefing.sections[place[0]]
    is_by_section = briefing.options.get("order") != "outlet"
    _refuse(section.by_speaker and is_by_section, "headings of this section are the names of who speaks")
    _refuse(bool(line.pinned) or (line.key and is_by_section), "a key point stands under a heading of its own")
    _check_text(edit.after, _NEVER_IN_HEADING, "a heading")
    _refuse(
        any(find_figures(edit.after, load_language(briefing.language))), "a heading has no figures, in words neither"
    )
    for name in (*(article.outlet for article in briefing.articles), *load_language("en").phrases("media.known")):
        _refuse(_names(edit.after, name), f"a heading names no outlet: “{name}”")
    _refuse(line.heading == edit.after, "it stands there already")
    return _put(briefing, place, replace(line, heading=edit.after)), replace(edit, before=line.heading)


def _names(text: str, name: str) -> bool:
    """Return whether a text has a name in it, in whichever letters; a name in capitals is no small word.

    >>> _names("Why Example-Post left", "Example Post"), _names("Rеutеrs is sure", "Reuters")
    (True, True)
    >>> _names("In the sun", "Sun"), _names("Postal strike", "Post")
    (False, False)
    """
    words, wanted = _WORD.findall(text), _WORD.findall(name)
    skeletons = [find_skeleton(word) for word in wanted]
    for at in range(len(words) - len(wanted) + 1):
        run = words[at : at + len(wanted)]
        if [find_skeleton(word) for word in run] == skeletons and run[:1] and run[0][0].isupper() >= name[0].isupper():
            return bool(wanted)
    return False


def _set_via(briefing: Briefing, place: _Place, edit: HandEdit) -> tuple[Briefing, HandEdit]:
    """Correct whom the outlet of a line passes on; nobody, where that is empty."""
    line = _get(briefing, place)
    if edit.after:
        _check_text(edit.after, _NEVER_IN_NAME, "the name of an agency")
    _refuse(line.origin == edit.after, "it is so already")
    changed = replace(line, origin=edit.after, by_hand=_mark(line, CORRECTED))
    return _put(briefing, place, _count_again(changed)), replace(edit, before=line.origin)


def _uncredit(briefing: Briefing, place: _Place, edit: HandEdit) -> tuple[Briefing, HandEdit]:
    """Take back that an outlet tells all of a line: it is only near; of one that was only near, take back that."""
    line, name = _get(briefing, place), edit.after
    _refuse(name == line.outlet, "the sentence is its own")
    also = tuple(told for told in line.also if told.outlet != name)
    related = tuple(told for told in line.related if told.outlet != name)
    before = "see also"
    if len(also) < len(line.also):
        related, before = (*line.related, *(told for told in line.also if told.outlet == name)), "also"
    elif len(related) == len(line.related):
        known = sorted({told.outlet for told in (*also, *related)})
        hint = nearest(name, known) if known else "nobody is"
        raise ConfigError(f"“{shorten(name)}” is not named for it", hint=hint)
    outlets = tuple(dict.fromkeys([line.outlet, *(told.outlet for told in also)]))
    changed = replace(line, also=also, related=related, outlets=outlets, by_hand=_mark(line, CORRECTED))
    return _put(briefing, place, _count_again(changed)), replace(edit, before=before)


_LINE_EDITS: Mapping[EditKind, Callable[[Briefing, _Place, HandEdit], tuple[Briefing, HandEdit]]] = MappingProxyType(
    {"pin": _pin, "drop": _drop, "move": _move, "heading": _set_heading, "via": _set_via, "uncredit": _uncredit}
)


def _correct_outlet(page: Page, edit: HandEdit) -> tuple[Page, HandEdit]:
    """Correct who published an article, wherever the page names it."""
    _check_text(edit.after, _NEVER_IN_NAME, "the name of an outlet")
    article = next((one for one in page.articles if one.id == edit.article), None)
    if article is None:
        raise ConfigError(f"there is no article “{shorten(edit.article)}” on the page")
    _refuse(article.outlet == edit.after, "it is so already")
    complete = replace(edit, start=0, end=0, story="", text=article.where, before=article.outlet)
    if isinstance(page, Briefing):
        return _rename(page, article, edit.after), complete
    pile = replace(page.pile, articles=_rename_article(page.pile.articles, article, edit.after))
    outlets = {one.id: one.outlet for one in pile.articles}
    stories = list(pile.stories)
    for number, story in enumerate(stories):
        if article.id in story.articles:
            most = len({find_identity(outlets[name]) for name in story.articles})
            stories[number] = replace(story, outlets=min(story.outlets, most), origins=min(story.origins, most))
    briefings = {name: _rename(one, article, edit.after) for name, one in page.briefings.items()}
    return replace(page, pile=replace(pile, stories=tuple(stories)), briefings=MappingProxyType(briefings)), complete


def _rename_article(articles: Sequence[Article], article: Article, name: str) -> tuple[Article, ...]:
    """Return articles in which the outlet of one is corrected; that one is known by where it stands."""
    place = (article.path, article.item, article.url)
    return tuple(
        replace(one, outlet=name, outlet_from="corrected") if (one.path, one.item, one.url) == place else one
        for one in articles
    )


def _rename(briefing: Briefing, article: Article, name: str) -> Briefing:
    """Return a briefing in which the outlet of an article is corrected, in each line that names it."""
    articles = _rename_article(briefing.articles, article, name)
    renamed = {one.id for one, old in zip(articles, briefing.articles, strict=True) if one != old}
    is_gone = article.outlet not in {one.outlet for one in articles}

    def rename(told: Sequence[SupportingSentence]) -> tuple[SupportingSentence, ...]:
        return tuple(replace(one, outlet=name) if one.article in renamed else one for one in told)

    def correct(line: BriefingSentence) -> BriefingSentence:
        also = rename(line.also)
        outlet = name if line.article in renamed else line.outlet
        outlets = tuple(dict.fromkeys([outlet, *(told.outlet for told in also)]))
        changed = replace(
            line, outlet=outlet, outlets=outlets, also=also, related=rename(line.related),
            disagreement=rename(line.disagreement),
            update=_rename_in_update(line.update, article.outlet, name) if is_gone else line.update,
        )  # fmt: skip
        return _count_again(changed) if changed != line else line

    return hide_bounded(replace(briefing.change_lines(correct), articles=articles))


def _rename_in_update(update: str, was: str, name: str) -> str:
    """Return what is new in a line with an outlet's corrected name in the list of those who tell it now, or told it.

    >>> _rename_in_update("since 2031-03-04: now also Post and Bay Post", "Post", "Fjord Post")
    'since 2031-03-04: now also Fjord Post and Bay Post'
    """
    both = f" {load_language('en').text('page.conjunction')} "
    listed = rf"(now also |told then by |, |{both}){re.escape(was)}(?=, |{both}|$)"
    return re.sub(listed, lambda found: f"{found[1]}{name}", update)


def _count_again(line: BriefingSentence) -> BriefingSentence:
    """Return a line that counts no more origins than whoever is named for it now can be; never more than before."""
    tellers = {find_identity(line.origin) if line.origin else _identify(line.outlet, line.article)}
    tellers.update(_identify(told.outlet, told.article) for told in line.also)
    return replace(line, origins=min(line.origins, len(tellers)))


def _identify(outlet: str, article: str) -> str:
    """Return what is one for all names of an outlet; of an unknown one, its article."""
    return article if outlet in ("", UNKNOWN_OUTLET) else find_identity(outlet)


def _recount(page: Page) -> Page:
    """Return a page with its length and readability as its lines are."""
    if isinstance(page, Briefing):
        return recount(page)
    briefings = {name: recount(one) for name, one in page.briefings.items()}
    return replace(
        page, briefings=MappingProxyType(briefings), length=add_lengths(one.length for one in briefings.values())
    )


def _refuse(is_wrong: bool, message: str, hint: str = "") -> None:
    """Raise ConfigError where an edit cannot be done."""
    if is_wrong:
        raise ConfigError(message, hint=hint)


def _get(briefing: Briefing, place: _Place) -> BriefingSentence:
    """Return the line at a place."""
    return briefing.sections[place[0]].lines[place[1]]


def _put(briefing: Briefing, place: _Place, *lines: BriefingSentence) -> Briefing:
    """Return a briefing with another line at a place, or with none."""
    number, at = place
    there = briefing.sections[number].lines
    return _put_lines(briefing, number, (*there[:at], *lines, *there[at + 1 :]))


def _put_lines(briefing: Briefing, number: int, lines: tuple[BriefingSentence, ...]) -> Briefing:
    """Return a briefing with other lines in a section."""
    sections = list(briefing.sections)
    sections[number] = replace(sections[number], lines=lines)
    return replace(briefing, sections=tuple(sections))


def _mark(line: BriefingSentence, mark: str) -> tuple[str, ...]:
    """Return the marks of a line with another one."""
    return tuple(sorted({*line.by_hand, mark}))


def _name_section(section: BriefingSection) -> str:
    """Return the name of a section: its id, with the language on a page of several."""
    return f"{section.id}@{section.language}" if section.language else section.id


def _name_place(briefing: Briefing, place: _Place) -> str:
    """Return the name of a place: ``context:3`` is the third line of that section."""
    return f"{_name_section(briefing.sections[place[0]])}:{place[1] + 1}"
