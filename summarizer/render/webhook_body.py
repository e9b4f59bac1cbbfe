"""Page + template → the body of a webhook: JSON, within what its receiver takes.

What a template prints is escaped for JSON on the way out, and the whole is read back: nothing of a page adds a field.
What a receiver takes for markup in a text is the template's matter, by ``html`` and ``unlinked``.
"""

from __future__ import annotations

import html
import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any

from summarizer.errors import ConfigError
from summarizer.model import Page
from summarizer.render import page_words
from summarizer.render.cited_sources import Source
from summarizer.render.front_page_context import Item, Story
from summarizer.render.rendering import build_page_context, templates_folder
from summarizer.render.template_context import NOBODY, Entry
from summarizer.text.escaping import break_links, flatten


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a receiver takes: bytes and characters of a body, ``blocks`` in it, characters of one; 0 is no bound."""

    most_bytes: int = 0
    most_characters: int = 0
    most_blocks: int = 0
    block_characters: int = 0


#: By the name of the template; all others are as ``json``.
BOUNDS: Mapping[str, Bounds] = MappingProxyType(
    {
        "json": Bounds(most_bytes=1_000_000),
        # An event has at most 65,536 bytes with all that the server adds (Matrix, client-server API, "Size limits").
        "matrix": Bounds(most_bytes=60_000),
        # What is longer becomes an attachment (ntfy, "Limitations").
        "ntfy": Bounds(most_bytes=4_096),
        # 50 blocks and 3,000 characters in one are documented; all together, some 13,200 were found to be the most, of
        # which each block takes a hundred more than it has.
        "slack": Bounds(most_characters=11_000, most_blocks=50, block_characters=3_000),
        "teams": Bounds(most_bytes=28_000),
    }
)


@dataclass(frozen=True, slots=True)
class PostedContrast:
    """What another outlet says otherwise; ``label`` says that it does, and in what."""

    label: str
    text: str
    outlet: str
    url: str


@dataclass(frozen=True, slots=True)
class PostedLine:
    """A line of a page with all that belongs to it; what a message has no room for is left out by whole lines.

    ``speaker`` is whose name heads it on the page, ``also`` the other outlets that tell all of it; ``credit`` says in
    words what stands behind its outlet. Only what is no sentence of an article (a problem) has no outlet.
    """

    text: str
    outlet: str = ""
    url: str = ""
    speaker: str = ""
    also: tuple[str, ...] = ()
    credit: str = ""
    contrasts: tuple[PostedContrast, ...] = ()

    @property
    def lead(self) -> str:
        """What a message puts before the line: its speaker, unless the line names him."""
        return self.speaker if self.speaker not in self.text else ""


@dataclass(frozen=True, slots=True)
class PostedPart:
    """A section or a story; the headline that a story has as its title is its ``outlet``'s."""

    title: str
    lines: tuple[PostedLine, ...]
    outlet: str = ""
    url: str = ""


def write_body(
    page: Page, name: str, template: str, folders: Sequence[Path] = (), topic: str = "", url: str = ""
) -> bytes:
    """Write the body of the edition called ``name``, by ``webhook.TEMPLATE.json.j2`` (``webhook.json.j2``).

    ``topic`` is the receiver's, ``url`` where the page is published. Of what does not fit, whole lines are left out,
    from the end, and those that would not fit alone; the body says how many. Raises ConfigError for a template that
    cannot be used or writes no JSON, and where nothing fits.
    """
    file = "webhook.json.j2" if template == "json" else f"webhook.{template}.json.j2"
    context = build_page_context(page, "txt")
    code = context["language"]
    parts = list(_list_parts(context, code))
    day = page_words.spell_date(page.date, code)
    values = {
        **context,
        "name": name,
        "subject": context["title"] if day in context["title"] else f"{context['title']} · {day}",
        "topic": topic or name,
        "url": url,
        "foot": _write_foot(context, code),
    }
    lines = [(part, line) for part in parts for line in part.lines]
    beyond = sum(one.beyond for one in context.get("lists", ()))
    fill = _build_filler(file, folders)
    fits = partial(_fits, bounds=BOUNDS.get(template, BOUNDS["json"]))

    def write(kept: Sequence[tuple[PostedPart, PostedLine]]) -> str:
        shown: list[PostedPart] = []
        for part, own in groupby(kept, key=itemgetter(0)):
            shown.append(replace(part, lines=tuple(line for _, line in own)))
        return fill({**values, "parts": shown, "left_out": len(lines) - len(kept) + beyond})

    body = write(lines)
    if not fits(body):
        short = [line for line in lines if fits(write([line]))]
        body = write(short[: bisect_left(range(1, len(short) + 1), True, key=lambda n: not fits(write(short[:n])))])
    if not fits(body):
        raise ConfigError("is too large for its receiver without a single line", where=file)
    return body.encode()


def _build_filler(file: str, folders: Sequence[Path]) -> Callable[[Mapping[str, object]], str]:
    """Return what fills a template and writes its JSON as short as it can be."""
    from summarizer.render.jinja_environment import build_environment, fill_template, translate
    from summarizer.render.template_bounds import bound_calls

    # As a text stands between the quotation marks of JSON.
    escape = partial(json.dumps, ensure_ascii=False)
    environment = build_environment("json", lambda text: escape(flatten(text))[1:-1], folders, templates_folder())
    environment.globals["_"] = translate
    environment.filters |= bound_calls({"html": html.escape, "unlinked": break_links})

    def fill(values: Mapping[str, object]) -> str:
        text = fill_template(partial(environment.get_template, file), values, file)
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ConfigError(f"the template writes no JSON: {error}", where=file) from error
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    return fill


def _fits(body: str, bounds: Bounds) -> bool:
    """Return whether a body is within what its receiver takes."""
    if bounds.most_bytes and len(body.encode()) > bounds.most_bytes:
        return False
    if bounds.most_characters and len(body) > bounds.most_characters:
        return False
    blocks: Sequence[Any] = json.loads(body).get("blocks", ()) if bounds.most_blocks else ()
    longest = max((len(json.dumps(block, ensure_ascii=False)) for block in blocks), default=0)
    return len(blocks) <= bounds.most_blocks and longest <= bounds.block_characters


def _list_parts(context: Mapping[str, Any], code: str) -> Iterator[PostedPart]:
    """Yield what a page tells, part by part; what was changed since it was printed comes first, problems last."""
    changes = [_write_change(change, code) for change in context["changes"]]
    yield PostedPart(page_words.translate("Changed since it was printed", code), tuple(changes))
    for section in context["sections"]:
        lines = [_lay_out_line(entry, group.speaker, code) for group in section.groups for entry in group.entries]
        part = PostedPart(section.title, tuple(lines))
        yield _lay_out_story(section, part, code) if "stories" in context else part
    for listed in context.get("lists", ()):
        yield PostedPart(listed.title, tuple(_lay_out_item(item, code) for item in listed.items))
    problems = [PostedLine(f"{one.where}: {one.message}" if one.where else one.message) for one in context["problems"]]
    yield PostedPart(page_words.translate("Problems", code), tuple(problems))


def _lay_out_story(story: Story, part: PostedPart, code: str) -> PostedPart:
    """Return the part of a story with its comments, and with whose headline its title is; a standing one's is ours."""
    label, opening, closing = (page_words.translate(word, code) for word in ("Comment:", "“", "”"))
    comments: list[PostedLine] = []
    for comment in story.comments:
        text = f"{label} {opening}{comment.title}{closing}"
        comments.append(PostedLine(text, _name_outlet(comment, code), comment.url))
    part = replace(part, lines=(*part.lines, *comments))
    if story.standing:
        return part
    return replace(part, outlet=_name_outlet(story.source, code), url=story.source.url)


def _lay_out_item(item: Item, code: str) -> PostedLine:
    """Return a headline of a list."""
    notes = [_join("also", item.others, code), ", ".join(native for native, _ in item.translations), item.note]
    return PostedLine(
        item.title,
        _name_outlet(item.source, code),
        item.source.url,
        also=_name_all(item.others),
        credit="; ".join(filter(None, notes)),
    )


def _count_sources(entry: Entry, code: str) -> str:
    """Return how many independent sources tell a line that several outlets tell, nothing for a line of one."""
    if entry.origins > 1:
        count = page_words.count(entry.origins, "independent source", code=code)
        return f"{page_words.translate('at most', code)} {count}"
    return page_words.translate("one source at most", code) if entry.also else ""


def _lay_out_line(entry: Entry, heading: str, code: str) -> PostedLine:
    """Return a line of a page; ``heading`` is the name above it there."""
    say = partial(page_words.translate, code=code)
    notes = [
        say("Latest.").rstrip(".") if entry.latest else "",
        f"{say('Update')} {entry.update}" if entry.update else "",
        f"{say('via')} {entry.via}" if entry.via else "",
        _join("also", entry.also, code),
        _join("see also", entry.related, code),
        _count_sources(entry, code),
        say("brackets in the original") if entry.brackets else "",
        *map(say, entry.by_hand),
    ]
    contrasts: list[PostedContrast] = []
    for other in entry.contrasts:
        what = [say(other.reason) if other.reason else "", say("brackets in the original") if other.brackets else ""]
        inner = "; ".join(filter(None, what))
        label = f"{say('Disagrees')} ({inner})" if inner else say("Disagrees")
        contrasts.append(PostedContrast(label, other.text, _name_outlet(other.source, code), other.source.url))
    return PostedLine(
        text=entry.text,
        outlet=_name_outlet(entry.source, code),
        url=entry.source.url,
        speaker="" if heading == say(NOBODY) else heading,
        also=_name_all(entry.also),
        credit="; ".join(filter(None, notes)),
        contrasts=tuple(contrasts),
    )


def _write_change(change: Any, code: str) -> PostedLine:
    """Return what is told of a sentence that was changed since it was printed."""
    say = partial(page_words.translate, code=code)
    outlet = change.source.outlet
    was, now, note = (f"{say('“')}{text}{say('”')}" for text in (change.was, change.now, change.note))
    now = f"{say('now writes:')} {now}" if change.now else say("has taken it out.")
    note = f"{say('It says:')} {note}" if change.note else say("In silence.")
    text = f"{change.told} {change.when}: {was} {outlet} {now} {note}"
    return PostedLine(text, outlet, change.source.url)


def _name_outlet(source: Source, code: str) -> str:
    """Return an outlet's name, with what is not sure of it in words."""
    return f"{source.outlet} ({page_words.translate(source.mark_text, code)})" if source.mark_text else source.outlet


def _name_all(sources: Sequence[Source]) -> tuple[str, ...]:
    """Return the names of outlets."""
    return tuple(source.outlet for source in sources)


def _join(word: str, sources: Sequence[Source], code: str) -> str:
    """Return outlets' names behind a word; nothing where there is none."""
    return f"{page_words.translate(word, code)} {', '.join(_name_all(sources))}" if sources else ""


def _write_foot(context: Mapping[str, Any], code: str) -> str:
    """Return what every message ends with: whose the sentences are, what was added to them, who edited them."""
    say = partial(page_words.translate, code=code)
    foot = say("Every sentence is as its outlet wrote it")
    if context["any_gloss"]:
        foot += f"; {say('words in')} [{say('square brackets')}] {say('were added for clarity')}"
    return " ".join([f"{foot}.", *context["by_hand"]])
