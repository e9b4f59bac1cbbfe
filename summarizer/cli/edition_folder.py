"""Where editions are: the folder with a page's files, what is written of all editions beside them, and the history.

Beside a page stands ``FILE.edit.toml``: what an editor wants done to it, as tables ``[[edit]]``. Before an edition is
made, the lines of earlier ones are looked for that their outlets have changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from summarizer.cli.terminal import print_result
from summarizer.config.resolving import BriefingConfig, find_history_path, resolve_history
from summarizer.config.settings_file import Fault, Settings, find_line, find_row_faults, parse_tables
from summarizer.config.values import Check, is_any_text, is_text
from summarizer.errors import ConfigError, ExpiredError, SourceError, count_things, nearest
from summarizer.model import Article, EditKind, FrontPage, Page, Problem
from summarizer.render.page_json import from_json, trace_lines
from summarizer.render.page_words import is_day, spell_date
from summarizer.render.rendering import FEEDS, PAGE_FORMATS, write_as
from summarizer.storage.editions_and_stories import find_edition, find_last_days, list_names
from summarizer.storage.files import count_edits, encode, hold_lock, make_folder, read_bytes, slug, write_all
from summarizer.storage.history import History, open_history, peek_history
from summarizer.text.escaping import shorten
from summarizer.text.tokens import letters

if TYPE_CHECKING:
    from summarizer.render.edition_feeds import PublishedEdition


_STEM = re.compile(r"(\d{4}-\d\d-\d\d)-.+")
#: Seconds to wait for another run that writes the feeds of the same folder.
_WAIT = 60.0


def peek_kept(settings: Settings) -> AbstractContextManager[History]:
    """Open the history that settings name, to look into it: what is written into it is lost. Raise ConfigError."""
    return peek_history(find_history_path(settings))


def open_kept(settings: Settings, who: str) -> AbstractContextManager[History]:
    """Open the history that settings name for this run alone; ``who`` is named to runs that wait for it."""
    return open_history(find_history_path(settings), resolve_history(settings).wait, who)


def write_files(
    folder: Path,
    files: Mapping[Path, str | bytes],
    formats: Sequence[str] = (),
    address: str = "",
    templates: Sequence[Path] = (),
) -> list[Path]:
    """Write a run's files, and those of ``formats`` that are of all editions in the folder; return them all.

    Two runs that write into one folder wait for each other, so that the feed of neither lacks the other's edition.
    All is written whole or not at all. Raise DeliveryError, ConfigError by a template.
    """
    feeds = tuple(name for name in FEEDS if name in formats)
    if not feeds:
        write_all(files)
        return list(files)
    from summarizer.render.edition_feeds import MOST_LISTED, WRITERS, EditionFolder

    # Hidden: the folder is one that is published.
    with hold_lock(folder / ".feed", _WAIT, "summarizer brief", "this folder's feed"):
        # By what the editions are called that are there or are to be there; the newest first.
        called = {path.stem for path in (*folder.glob("*.json"), *files) if path.suffix == ".json"}
        stems = sorted(sorted(filter(_find_date, called)), key=_find_date, reverse=True)
        editions = [one for stem in stems[:MOST_LISTED] if (one := _read_edition(folder, stem, files))]
        beyond = max(0, len(stems) - MOST_LISTED)
        held = EditionFolder(tuple(editions), address, tuple(templates), feeds, beyond)
        written = {**files, **{folder / FEEDS[name]: WRITERS[name](held) for name in feeds}}
        write_all(written)
    return list(written)


def write_page(
    page: Page,
    place: Path | None,
    formats: Sequence[str],
    templates: Path,
    template: Path | None = None,
    trace: Path | None = None,
    *,
    front_matter: bool,
    address: str = "",
) -> list[Path]:
    """Write a page in some formats, to files at a ``place`` without its ending, and its trace; return the files.

    Without a place its first format is printed. Raise ConfigError.
    """
    of_page = [name for name in formats if name not in FEEDS]
    if not (place or of_page):
        hint = "name another format first"
        raise ConfigError(f"{formats[0]} is of a folder, not of a page", where="--stdout", hint=hint)
    texts = {name: write_as(page, name, template, [templates], front_matter=front_matter) for name in of_page}
    files: dict[Path, str | bytes] = {}
    if place:
        files |= {place.with_name(f"{place.name}.{name}"): text for name, text in texts.items()}
        make_folder(place.parent, hint="choose another with -o, or as output in the settings")
    if trace is not None:
        if trace.resolve() in {path.resolve() for path in files}:
            raise ConfigError("the briefing itself is written there", where=f"--trace {trace}", hint="name another")
        files[trace] = trace_lines(page)
    if place:
        return write_files(place.parent, files, formats, address, [templates])
    write_all(files)
    print_result(texts[of_page[0]])
    return list(files)


def read_kept(history: History, name: str, date: str) -> Page:
    """Return the edition of a date that the history keeps; there must be one."""
    return from_json(find_edition(history, name, date), f"the edition of {date}")


def list_kept(history: History, date: str) -> Iterator[tuple[str, Page | None]]:
    """Yield the names of the briefings of which the history keeps an edition of a date, each with the edition as it was
    made, or with None where it is damaged: that is no sound page's, and nothing against one."""
    for name in list_names(history, date):
        page = None
        with suppress(ConfigError):
            page = read_kept(history, name, date)
        yield name, page and (page.as_made or page)


def warn_of_first_edition(history: History, config: BriefingConfig) -> tuple[Problem, ...]:
    """Return a notice where only news is told, and the history knows editions, but none of this briefing."""
    last_days = find_last_days(history) if config.new_only else {}
    if config.history_name in last_days or not last_days:
        return ()
    known = ", ".join(f"“{other}” (last of {day})" for other, day in last_days.items())
    message = f"these places have no earlier edition, so all of it is new; the history has editions of {known}"
    return (Problem("--new-only", message, "notice"),)


def find_json(folder: Path, name: str, page: Page) -> Path:
    """Return where the JSON of a page stands, or would: it is called by its briefing's name, else by its title."""
    return folder / f"{page.date}-{slug(name or page.title)}.json"


def find_earlier_pages(path: Path, page: FrontPage) -> Mapping[str, str]:
    """Return the HTML pages beside a front page's ``path`` that told its stories before: names by their days."""
    days = sorted({day for story in page.pile.stories for day, _ in story.told if day < page.date and is_day(day)})
    names = {day: _name_alike(path, page, day) for day in days}
    return MappingProxyType({day: name for day, name in names.items() if path.with_name(f"{name}.html").is_file()})


def check_pages(path: Path, page: FrontPage) -> list[str]:
    """Return which of the earlier pages that a front page leads to are not of its own briefing, by its ``path``.

    A page that is called otherwise than it was written can say nothing of it.
    """
    if not path.stem.startswith(page.date):
        return []
    wrong = [name for day, name in page.pages.items() if name != _name_alike(path, page, day)]
    return [f"pages: {name} is no edition of this page" for name in wrong]


def list_unled(path: Path, page: Page, kept: Sequence[Page]) -> list[str]:
    """Return a notice where a front page leads to fewer earlier pages than lie beside its ``path``, or than the same
    page leads to that is ``kept``.

    What lay there when it was made, nobody can know; and a page that is made elsewhere leads to none.
    """
    if not isinstance(page, FrontPage):
        return []
    there = dict(find_earlier_pages(path, page))
    for one in kept:
        if isinstance(one, FrontPage) and replace(one, pages=page.pages) == page:
            there |= one.pages
    names = ", ".join(name for day, name in sorted(there.items()) if day not in page.pages)
    said = "told its stories, and it does not lead there: that it was made so is not proved"
    return [f"pages: {names} {said}"] if names else []


def _name_alike(path: Path, page: FrontPage, day: str) -> str:
    """Return what the edition of another day is called, without its ending; a title has the day in it."""
    name = path.stem.removeprefix(f"{page.date}-")
    if name == slug(page.title):
        name = slug(page.title.replace(spell_date(page.date, page.page_language), spell_date(day, page.page_language)))
    return f"{day}-{name}"


def guard_page(folder: Path, name: str, page: Page, *, is_asked: bool) -> tuple[Problem, ...]:
    """Return a notice where the page of a briefing is to take the place of one that was edited by hand, as is asked.

    Raise ConfigError where it is not asked, or where, unasked, a briefing without a line would take the place of any
    page; a page that is the same takes nothing away.
    """
    path = find_json(folder, name, page)
    number = count_edits(path)
    is_there = any(path.with_suffix(f".{name}").is_file() for name in PAGE_FORMATS)
    # Why nothing is printed; a page of news only may be empty without a problem.
    empty = [one.message for one in page.problems if one.where == "--length"]
    is_lost = bool(empty) and is_there and not is_asked
    if not (number or is_lost) or (path.is_file() and encode(write_as(page, "json", None, [])) == read_bytes(path)):
        return ()
    if is_lost:
        hint = "choose another length, or another folder with -o; --again writes the empty page"
        raise ConfigError(f"{empty[0]}; nothing is written over {path.with_suffix('.*')}", where="--length", hint=hint)
    done = count_things(number, "edit")
    again = f"`summarizer edit {path}` does again what {find_edit_file(path).name} says"
    if is_asked:
        return (Problem(str(path), f"{done} by hand undone, as it is made anew; {again}", "notice"),)
    hint = f"`summarizer edit {path} --name NAME` keeps and mails it as it is; --again makes it anew, and then {again}"
    raise ConfigError(f"has {done} by hand, which would be lost; nothing is written", where=str(path), hint=hint)


def _find_date(stem: str) -> str:
    """Return the date that an edition's files are named by, nothing where they are named otherwise."""
    found = _STEM.fullmatch(stem)
    try:
        return date.fromisoformat(found[1]).isoformat() if found else ""
    except ValueError:
        return ""


def _read_edition(folder: Path, stem: str, files: Mapping[Path, str | bytes]) -> PublishedEdition | None:
    """Return an edition with the endings of its files; none where its JSON is another's, or cannot be read."""
    from summarizer.render.edition_feeds import PublishedEdition

    path = folder / f"{stem}.json"
    try:
        content = encode(files[path]) if path in files else read_bytes(path)
        page = from_json(content.decode(), str(path))
    except (ConfigError, UnicodeDecodeError):
        return None
    places = {name: folder / f"{stem}.{name}" for name in PAGE_FORMATS}
    endings = [name for name, place in places.items() if place in files or place.is_file()]
    return PublishedEdition(_find_date(stem), stem, tuple(endings), page)


#: What names what is to be there, by the kind of an edit; pinning and leaving out need nothing more.
VALUE_KEYS: Mapping[EditKind, str] = MappingProxyType(
    {"move": "to", "outlet": "name", "via": "name", "uncredit": "name", "heading": "text"}
)
_KINDS: tuple[EditKind, ...] = get_args(EditKind)


@dataclass(frozen=True, slots=True)
class Wish:
    """An edit as it is asked for: ``target`` names a line or an article in words, ``where`` is where it was said."""

    what: EditKind
    target: str
    value: str
    where: str


def find_edit_file(page: Path) -> Path:
    """Return the file of edits of a page's JSON.

    >>> find_edit_file(Path("outputs/2024-11-18-the-call.json")).name
    '2024-11-18-the-call.edit.toml'
    """
    return page.with_suffix(".edit.toml")


def read_edits(text: str, where: str) -> tuple[str, list[Wish]]:
    """Return who edits by a text of TOML, and the edits in their order; ``where`` is the file.

    Raise ConfigError; all faults are named with their lines.

    >>> read_edits('by = "Ines"\\n[[edit]]\\nmove = "c4"\\nto = "context"', "x")
    ('Ines', [Wish(what='move', target='c4', value='context', where='x: edit 1')])
    >>> read_edits('[[edit]]\\nmove = "c4"', "x")
    Traceback (most recent call last):
    summarizer.errors.ConfigError: x: line 1: to move needs the key “to”
    """
    data = parse_tables(text)
    if isinstance(data, Fault):
        raise ConfigError(str(data), where=where)
    faults: list[Fault] = []
    for name, value in data.items():
        if name not in ("by", "edit"):
            faults.append(Fault(find_line(text, name), f"there is no key “{name}” ({nearest(name, ('by', 'edit'))})"))
        elif name == "by" and is_text(value):
            faults.append(Fault(find_line(text, name), f"by {is_text(value)}"))
    rows = data.get("edit", [])
    keys: dict[str, Check] = {**dict.fromkeys(_KINDS, is_text), **dict.fromkeys(VALUE_KEYS.values(), is_any_text)}
    faults += find_row_faults(rows, text, "edit", keys, (), "an edit")
    if not faults:
        faults += [
            Fault(find_line(text, "", "edit", index), fault) for index, row in enumerate(rows) if (fault := _check(row))
        ]
    if faults:
        raise ConfigError("; ".join(map(str, sorted(faults, key=lambda one: one.line))), where=where)
    wishes: list[Wish] = []
    for number, row in enumerate(rows, 1):
        (what,) = [kind for kind in _KINDS if kind in row]
        wishes.append(Wish(what, row[what], row.get(VALUE_KEYS.get(what, ""), ""), f"{where}: edit {number}"))
    return data.get("by", ""), wishes


def _check(row: Mapping[str, object]) -> str:
    """Return what is wrong with the keys of an edit together, an empty text where nothing is."""
    kinds = [kind for kind in _KINDS if kind in row]
    if len(kinds) != 1:
        return f"an edit has one of the keys {', '.join(_KINDS)}"
    needed = VALUE_KEYS.get(kinds[0])
    if needed and needed not in row:
        return f"to {kinds[0]} needs the key “{needed}”"
    strange = sorted(row.keys() - {kinds[0], needed})
    return f"to {kinds[0]} has no key “{strange[0]}”" if strange else ""


def check_changes(made: Page, read: Callable[[Article], Article], kept: list[Page]) -> tuple[list[str], str]:
    """Return what of a page's changes does not hold by their articles and by the editions of its date that are kept.

    Returned too is why that cannot be known, if it cannot.
    """
    failures: list[str] = []
    for one in made.changes:
        try:
            source = read(Article("", one.outlet, path=one.path, item=one.item, sha256=one.sha256))
        except ExpiredError:
            return failures, f"{one.path}: the text expired by which it could be known what was changed in it"
        except SourceError as error:
            failures.append(f"{one.path}: the source {error.message}")
            continue
        if source.sha256 != one.sha256 or letters(one.now) not in letters(source.text):
            failures.append(f"changes: “{shorten(one.now)}” does not stand in {one.path}")
    if made.changes and not kept:
        return failures, "no history here knows what it printed earlier, which it says was changed since"
    if kept and made.changes not in [page.changes for page in kept]:
        failures.append("changes: are not those that the history keeps with the edition of its date")
    return failures, ""
