"""``summarizer edit``: what an editor does to a page by hand, with its pages written again and its edition kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from summarizer.briefing.hand_edits import describe_edit, edit_page, find_articles, find_lines
from summarizer.cli import options, terminal
from summarizer.cli.edition_folder import Wish, find_edit_file, find_json, open_kept, read_edits, write_files
from summarizer.cli.options import option, read_time
from summarizer.cli.render import load_page
from summarizer.config import resolving
from summarizer.config.settings_file import Settings, find_settings, read_toml_text
from summarizer.dedupe.memory import memorize
from summarizer.errors import ConfigError, count_things, nearest
from summarizer.model import Article, Briefing, BriefingSentence, EditKind, HandEdit, Page
from summarizer.render.page_json import json_line, to_json
from summarizer.render.rendering import FEEDS, PAGE_FORMATS, write_as
from summarizer.storage.deliveries import list_deliveries
from summarizer.storage.editions_and_stories import amend_edition, find_edition, keep_edition, list_names
from summarizer.storage.files import encode, read_bytes
from summarizer.storage.history import History, transaction
from summarizer.storage.versions import keep_texts
from summarizer.text.escaping import flatten, shorten

#: So many of the lines that a text may mean are listed.
_MOST_LISTED = 10
_WIDEST = 90
#: The options in the order in which they are done, however they stand in a call.
_ORDER: tuple[EditKind, ...] = (  # names, not language
    "outlet", "via", "uncredit", "drop", "move", "pin", "heading",
)  # fmt: skip

Texts = list[str] | None


def _describe(help_text: str, metavar: str) -> object:
    """Return what typer needs to know of an option that edits."""
    return option(f"{help_text} May be repeated.", metavar=metavar)


def edit(
    briefing: options.BriefingFile,
    pin: Annotated[Texts, _describe("Put a line first on the page.", "LINE")] = None,
    drop: Annotated[Texts, _describe("Leave a line out.", "LINE")] = None,
    move: Annotated[Texts, _describe("Move a line: to the end of a section, or a place in it.", "LINE=ID[:N]")] = None,
    outlet: Annotated[Texts, _describe("Say who published an article.", "ARTICLE=NAME")] = None,
    via: Annotated[Texts, _describe("Say whom a line's outlet passes on; empty: nobody.", "LINE=AGENCY")] = None,
    uncredit: Annotated[Texts, _describe("Take an outlet out of a line's also.", "LINE=OUTLET")] = None,
    heading: Annotated[Texts, _describe("Put a heading above a line.", "LINE=TEXT")] = None,
    undo: Annotated[
        str, option("Take back an edit by its number, the last one, or all.", metavar="NUMBER|last|all")
    ] = "",
    by: Annotated[
        str,
        typer.Option(
            envvar="SUMMARIZER_EDITOR", help="Who does it. [default: the setting editor]", show_default=False
        ),
    ] = "",
    name: Annotated[
        str, option("Keep it as this briefing's edition of its date, so that send mails it.", "--name", "-n")
    ] = "",
    as_json: Annotated[bool, option("Print each edit that holds as one JSON object.", "--json")] = False,
    template: options.Template = None,
    templates: options.Templates = options.DEFAULTS.templates,
    config: options.Config = None,
    quiet: options.Quiet = False,
) -> None:  # fmt: skip
    """Edit a page by hand. Pin, drop or move a line, correct an outlet or a credit, add a heading.

    A LINE is named by its cluster (c12), its place (a1:241) or a part of its text. Without an option, what
    FILE.edit.toml beside the page says is done, and nothing else; without that, lines and edits are listed. The pages
    beside the JSON are written again. What was done, by whom and when is kept in it, and listed by verify.

    Example: summarizer edit outputs/2024-11-18-the-call.json --drop "an hour" --by "Ines Falk"
    """
    said = {
        "pin": pin, "drop": drop, "move": move, "outlet": outlet, "via": via, "uncredit": uncredit, "heading": heading
    }  # fmt: skip
    page = load_page(briefing)
    settings = find_settings(config)
    now = read_time(settings)
    wishes = [wish for kind in _ORDER for wish in _read_wishes(kind, said[kind])]
    beside = find_edit_file(briefing)
    edits = _choose_edits(page, wishes, undo, beside, settings, by, now)
    edited = edit_page(page.as_made or page, edits)
    if edited != page or name:
        written = _write(briefing, page, edited, template, templates)
        put = partial(_put, settings, written, templates)
        notices = _keep(settings, briefing, name, page, edited, now, put)
        terminal.print_message(*terminal.describe_written(written), *notices, quiet=quiet)
    numbered = list(enumerate(edited.edited, 1))
    if as_json:
        terminal.print_result("".join(json_line({"number": number, **asdict(one)}) for number, one in numbered))
    elif not (undo or wishes or beside.is_file()):
        terminal.print_lines(_list_lines(edited))
    told = [f"edit {number:<3} {describe_edit(one)}" for number, one in numbered] or ["nothing  is done by hand"]
    terminal.print_message(*told, quiet=quiet)


def _choose_edits(
    page: Page, wishes: Sequence[Wish], undo: str, beside: Path, settings: Settings, by: str, now: datetime
) -> list[HandEdit]:
    """Return the edits that are to hold: those done and what is wished, or what is left of them, or those of the file
    beside the page. Raise ConfigError."""
    if undo and wishes:
        raise ConfigError("takes back, and does nothing else", where="--undo", hint="call it alone")
    if undo:
        return _take_back(page.edited, undo)
    if wishes:
        return [*page.edited, *_resolve(page, wishes, _find_author(settings, by), now)]
    return _follow_file(page, beside, settings, by, now) if beside.is_file() else list(page.edited)


def _read_wishes(kind: EditKind, texts: Texts) -> list[Wish]:
    """Return what an option asks for. Raise ConfigError."""
    wishes: list[Wish] = []
    for text in texts or ():
        target, mark, value = text.rpartition("=")
        if kind in ("pin", "drop"):
            target, mark, value = text, "=", ""
        if not mark or not target.strip():
            example = {"move": "LINE=SECTION", "outlet": "ARTICLE=NAME"}.get(kind, f"LINE={kind.upper()}")
            raise ConfigError(f"“{text}” is not {example}", where=f"--{kind}")
        wishes.append(Wish(kind, target.strip(), value.strip(), f"--{kind} “{shorten(text)}”"))
    return wishes


def _find_author(settings: Settings, by: str) -> str:
    """Return who edits. Raise ConfigError where nobody is named."""
    author = flatten(by or str(settings.find("briefing")["editor"].value))
    if not author:
        hint = "name the editor with --by, SUMMARIZER_EDITOR or the setting editor"
        raise ConfigError("nobody is named who edits", where="--by", hint=hint)
    return author


def _resolve(page: Page, wishes: Sequence[Wish], author: str, now: datetime) -> list[HandEdit]:
    """Return edits of the very lines and articles that are meant. Raise ConfigError where none or several are."""
    at = now.isoformat(timespec="seconds")
    edits: list[HandEdit] = []
    for wish in wishes:
        if wish.what == "outlet":
            edit = HandEdit("outlet", _find_article(page, wish).id)
        else:
            story, line = _find_line(page, wish)
            edit = HandEdit(wish.what, line.article, line.start, line.end, story)
        edits.append(replace(edit, after=flatten(wish.value), by=author, at=at))
    return edits


def _find_article(page: Page, wish: Wish) -> Article:
    """Return the one article that is meant. Raise ConfigError."""
    articles = find_articles(page, wish.target)
    if len(articles) != 1:
        known = [f"{article.id} ({article.where}, {article.outlet})" for article in articles]
        hint = nearest(wish.target, [article.where for article in page.articles])
        _refuse(wish, known, f"no article is “{shorten(wish.target)}”", hint)
    return articles[0]


def _find_line(page: Page, wish: Wish) -> tuple[str, BriefingSentence]:
    """Return the one line that is meant, with its story. Raise ConfigError."""
    found = find_lines(page, wish.target)
    if len(found) != 1:
        known = [f"{_name_place(page, story, line)} “{shorten(line.text, 60)}”" for story, line in found]
        of_all = "" if isinstance(page, Briefing) else " of all stories"
        hint = f"`summarizer edit` without an option lists the lines{of_all}"
        _refuse(wish, known, f"no printed line is or holds “{shorten(wish.target)}”", hint)
    return found[0]


def _name_place(page: Page, story: str, line: BriefingSentence) -> str:
    """Return by what place a line is named: its article's id, or on a page of many stories its file."""
    where = line.article
    for article in () if isinstance(page, Briefing) else page.briefings[story].articles:
        where = article.where if article.id == line.article else where
    return f"{where}:{line.start}"


def _refuse(wish: Wish, found: Sequence[str], message: str, hint: str) -> None:
    """Raise ConfigError for what means nothing, or several things, which are listed."""
    if not found:
        raise ConfigError(message, where=wish.where, hint=hint)
    listed = "\n".join(f"  {flatten(one)}" for one in found[:_MOST_LISTED])
    more = f"\n  and {len(found) - _MOST_LISTED} more" if len(found) > _MOST_LISTED else ""
    raise ConfigError(f"may be {len(found)} things; name one of them by its place:\n{listed}{more}", where=wish.where)


def _take_back(edits: Sequence[HandEdit], undo: str) -> list[HandEdit]:
    """Return edits without those that are taken back. Raise ConfigError."""
    if not edits:
        raise ConfigError("nothing was done by hand", where="--undo")
    if undo == "all":
        return []
    number = len(edits) if undo == "last" else int(undo) if undo.isascii() and undo.isdigit() and len(undo) < 9 else 0
    if not 1 <= number <= len(edits):
        raise ConfigError(f"there is no edit “{undo}”", where="--undo", hint=f"name 1 to {len(edits)}, last or all")
    return [*edits[: number - 1], *edits[number:]]


def _follow_file(page: Page, path: Path, settings: Settings, by: str, now: datetime) -> list[HandEdit]:
    """Return the edits that a file beside the page asks for, and no others. Those at the beginning that were done
    before keep by whom and when. Raise ConfigError."""
    made = page.as_made or page
    own, wishes = read_edits(read_toml_text(path, "settings"), str(path))
    wanted = edit_page(made, _resolve(made, wishes, _find_author(settings, by or own), now)).edited
    kept = 0
    for old, new in zip(page.edited, wanted, strict=False):
        if replace(new, by=old.by, at=old.at) != old:
            break
        kept += 1
    # What was done, by whomever and whenever.
    done, asked = ({replace(one, by="", at="") for one in edits} for edits in (page.edited, wanted))
    lost = len(page.edited) - len(done & asked)
    if lost:
        terminal.print_message(
            f"notice   {path} does not have {count_things(lost, 'edit')} that was done: it is undone"
        )
    return [*page.edited[:kept], *wanted[kept:]]


def _write(path: Path, page: Page, edited: Page, template: Path | None, templates: Path) -> dict[Path, str | bytes]:
    """Return what is to be written: the JSON, and each page that stands beside it. Raise ConfigError for a page that is
    not as the JSON renders: somebody has changed it, or it is by another template, and either would be lost."""
    resolving.check_templates(template, templates, PAGE_FORMATS)
    files: dict[Path, str | bytes] = {}
    for name in PAGE_FORMATS:
        beside = path.with_suffix(f".{name}")
        if beside == path or not beside.is_file():
            continue
        content = read_bytes(beside)
        write = partial(write_as, template=template, folders=[templates], front_matter=content.startswith(b"---\n"))
        if content != encode(write(page, name)):
            message = f"is not what {path.name} renders to, and would be lost"
            raise ConfigError(message, where=str(beside), hint="name its --template, or move it away")
        files[beside] = write(edited, name)
    return {path: write_as(edited, "json", None, []), **files}


def _put(settings: Settings, files: Mapping[Path, str | bytes], templates: Path) -> None:
    """Write the files, and what their folder has of all its editions."""
    folder = next(iter(files)).parent
    feeds = [name for name, file in FEEDS.items() if (folder / file).is_file()]
    write_files(folder, files, feeds, resolving.find_output_url(settings), [templates])


def _keep(
    settings: Settings, file: Path, name: str, page: Page, edited: Page, now: datetime, put: Callable[[], None]
) -> list[str]:
    """Put the files in their places, and keep the edited page as the edition whose ``file`` it is, and as that of the
    briefing that is named: both, or nothing. Of a copy the edition stays. Return what is to be said of it."""
    path = resolving.find_history_path(settings)
    if not (name or path.is_file()):
        put()
        return []
    text, facts, moment = to_json(edited), memorize(edited), now.isoformat(timespec="seconds")
    with open_kept(settings, "summarizer edit") as history, transaction(history.connection):
        kept = {one: find_edition(history, one, page.date) for one in list_names(history, page.date)}
        _check_name(name, kept, settings)
        same = [one for one, its in kept.items() if its == to_json(page)]
        own = [one for one in same if one == name or _is_file_of(file, settings, one, page)]
        for one in own:
            amend_edition(history, one, page.date, text, facts, moment)
        copied = [one for one in same if one not in own]
        if name and name not in own:
            if name in kept:
                raise ConfigError(f"has another edition of {page.date}", where=f"--name {name}", hint="see `history`")
            keep_edition(history, name, page.date, text, facts, moment)
            keep_texts(resolving.find_fetch_folder(settings), (*page.articles, *page.set_aside), now)
            own.append(name)
        notices = list(_describe_kept(history, page.date, own, copied))
        put()
    return notices


def _check_name(name: str, kept: Iterable[str], settings: Settings) -> None:
    """Raise ConfigError for a name that neither a briefing of the settings nor an edition that is kept has."""
    known = (*(settings.briefings or (resolving.UNNAMED,)), *kept)
    if name and name not in known:
        raise ConfigError(f"there is no briefing “{name}”", where="--name", hint=nearest(name, known))


def _describe_kept(history: History, date: str, names: Iterable[str], copied: Iterable[str]) -> Iterator[str]:
    """Say which editions are kept as edited, and of which a copy was edited."""
    for name in copied:
        copy = f"this is a copy of the edition of {date} of “{name}”, which stays as it was"
        yield f"notice   {copy}; --name {name} keeps it as edited"
    for name in names:
        yield f"kept     the edition of {date} of “{name}”, as edited"
        if list_deliveries(history, name, date):
            yield "notice   its mail was queued or sent before, and stays as it was"


def _is_file_of(file: Path, settings: Settings, name: str, page: Page) -> bool:
    """Return whether a file is the one into which a briefing's edition was written."""
    said = name if name in settings.briefings else ""
    return file.resolve() == find_json(resolving.find_output(settings, said), said, page).resolve()


def _list_lines(page: Page) -> list[str]:
    """Return a line on each printed line: by what it is named, its section, how it begins."""
    listed: list[str] = []
    for story, briefing in page.briefings.items():
        listed += [story] if story else []
        for section in briefing.sections:
            for number, line in enumerate(section.lines, 1):
                place = _name_place(page, story, line)
                text = shorten(flatten(line.text), _WIDEST)
                listed.append(f"{line.cluster:<5} {place:<10} {section.id}:{number}  {text}")
    return listed
