"""A proposal → a plan file's text: TOML with comments for the author."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from summarizer.suggesting.hearing import Heard
from summarizer.suggesting.proposing import Proposal, Proposed, Unplaced

_WIDTH = 110
_HEAD = """\
# A first plan, suggested from {articles} with {sentences}. Edit it: join actors who speak for one side,
# add names that tomorrow's articles may use, take away cues that could stand in any section, give sections
# titles of your own. Then see what it does: summarizer plans check FILE --articles PLACES
"""


def write_plan(proposal: Proposal) -> str:
    """Write a plan file. Whatever names and headlines hold, each value is one TOML string and each comment one line."""
    head = _HEAD.format(articles=_count(proposal.articles, "article"), sentences=_count(proposal.sentences, "sentence"))
    parts = [f"{head}title = {_text(proposal.title)}\n"]
    parts += [_write_actor(heard, proposal.introduced.get(heard.actor.name, "")) for heard in proposal.actors]
    parts += [_write_section(section) for section in proposal.sections]
    parts += [_write_unplaced(proposal.unplaced, bool(proposal.actors))]
    return "\n".join(part for part in parts if part)


def _write_actor(heard: Heard, introduced: str) -> str:
    actor = heard.actor
    lines = [
        f"# {_tell(heard)}",
        "[[actors]]",
        f"id = {_text(actor.id)}",
        f"name = {_text(actor.name)}",
    ]
    if introduced:
        lines.insert(1, f"# … {_comment(introduced)} …")
    lines += [f"aliases = {_list(actor.aliases)}"] if actor.aliases else []
    lines += [f"spokespeople = {_list(actor.spokespeople)}"] if actor.spokespeople else []
    return "\n".join(lines) + "\n"


def _tell(heard: Heard) -> str:
    said, acts, told = heard.said, heard.acts, heard.told
    parts = [f"heard in {_count(said, 'sentence')}"] if said else []
    parts += [f"acts in {acts}"] if acts else []
    parts += [f"{told} more tell of it"] if told else []
    where = f" ({_count(heard.articles, 'article')}, {_count(heard.outlets, 'outlet')})" if heard.articles else ""
    return ", ".join(parts) + where


def _write_section(section: Proposed) -> str:
    lines = ["[[sections]]", f"id = {_text(section.id)}", f"title = {_text(section.title)}"]
    if section.note:
        lines.insert(0, f"# {_comment(section.note)}")
    lines += [f"speakers = {_list(section.speakers)}"] if section.speakers else []
    lines += [f"cues = {_list(section.cues)}"] if section.cues else []
    lines += [f"# more cues to choose from: {_list(section.more, '#   ')}"] if section.more else []
    lines += [f"features = {_list(section.features)}"] if section.features else []
    lines += [f"share = {section.share:g}"]
    lines += ["by_speaker = true"] if section.by_speaker else []
    lines += ["rest = true"] if section.rest else []
    return "\n".join(lines) + "\n"


def _write_unplaced(unplaced: Sequence[Unplaced], heard: bool) -> str:
    if not unplaced:
        return "" if heard else "# Nobody is heard in these articles: the sections have to live by their cues.\n"
    lines = ["# Also heard, and in no actor yet:"]
    for one in unplaced:
        told = f": … {_comment(one.introduced)} …" if one.introduced else ""
        lines.append(f"#   {_comment(one.name)} ({_count(one.heard, 'sentence')}){told}")
    return "\n".join(lines) + "\n"


def _list(values: Sequence[str], indent: str = "    ") -> str:
    """Write a list in one line, or in as many as it needs."""
    texts = [_text(value) for value in values]
    if sum(map(len, texts)) + 2 * len(texts) <= _WIDTH - 20:
        return f"[{', '.join(texts)}]"
    return "[\n" + "".join(f"{line}\n" for line in _wrap(texts, indent)) + ("# ]" if indent.startswith("#") else "]")


def _wrap(texts: Sequence[str], indent: str) -> Iterator[str]:
    line = indent
    for text in texts:
        if line != indent and len(line) + len(text) > _WIDTH:
            yield line.rstrip()
            line = indent
        line += f"{text}, "
    yield line.rstrip()


def _text(value: str) -> str:
    """Write a TOML string; what JSON escapes TOML reads the same way.

    >>> _text('He said "no" \\\\ left')
    '"He said \\\\"no\\\\" \\\\\\\\ left"'
    """
    return json.dumps(clean_text(value), ensure_ascii=False)


def _comment(text: str) -> str:
    return clean_text(text)


def clean_text(text: str) -> str:
    """Make a text one line of characters that can be seen.

    >>> clean_text("a\\x1b[2J b\\n\\u202ec\\ud800")
    'a [2J b c'
    """
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
