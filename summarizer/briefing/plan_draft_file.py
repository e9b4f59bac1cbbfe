"""A plan that is suggested for a story: a plan file's text, TOML with comments for the author."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from summarizer.briefing.pipeline import GENERAL, make_briefing
from summarizer.briefing.plan_draft import EVENT, DraftActor, PlanDraft, draft_plan
from summarizer.briefing.plan_trial import read_story
from summarizer.model import Article, Options, Plan, Section

_UNTITLED, _LONGEST_TITLE = "A new story", 300
_LONGEST_LINE = 100
_HEAD = """\
# A first plan, suggested from {articles} with {sentences}. Edit it: join actors who speak for one side,
# add names that tomorrow's articles may use, take away cues that could stand in any section, give sections
# titles of your own. Then see what it does: summarizer plans check FILE --articles PLACES
title = {title}
"""


def suggest_plan(articles: Sequence[Article], title: str = "", language: str = "") -> str:
    """Return a plan for a story: a TOML file's text. The same articles give the same text, in whatever order they come.

    Raises:
        SourceError: there is no article, or no sentence of news in any.
    """
    reading = read_story(articles, language)
    title = clean_text(title)
    if not title:
        plan = Plan(GENERAL, _UNTITLED, (Section("all", "All", rest=True),))
        made = make_briefing(articles, Options(plan=GENERAL, plans=(plan,), language=language))
        title = clean_text(made.title) or _UNTITLED
    return write_plan_draft(draft_plan(reading, title[:_LONGEST_TITLE]))


def write_plan_draft(draft: PlanDraft) -> str:
    """Write a plan file. Whatever names and headlines hold, each value is one TOML string and each comment one line."""
    articles, sentences = _number(draft.articles, "article"), _number(draft.sentences, "sentence")
    parts = [_HEAD.format(title=_quote(draft.title), articles=articles, sentences=sentences)]
    parts += map(_write_actor, draft.actors)
    for section in draft.sections:
        parts.append(_write_section(section, draft.more[section.id]))
    if draft.unplaced:
        lines = ["# Also heard, and in no actor yet:\n"]
        for name, heard, note in draft.unplaced:
            lines.append(f"#   {clean_text(name)} ({_number(heard, 'sentence')}): … {clean_text(note)} …\n")
        parts.append("".join(lines))
    elif not draft.actors:
        parts.append("# Nobody is heard in these articles: the sections have to live by their cues.\n")
    return "\n".join(parts)


def _write_actor(found: DraftActor) -> str:
    """Write an actor's table under a comment on how much is heard of it."""
    counts = [f"heard in {_number(found.said, 'sentence')}"]
    if found.acts:
        counts.append(f"acts in {found.acts}")
    if found.told:
        counts.append(f"{found.told} more tell of it")
    where = f"({_number(found.articles, 'article')}, {_number(found.outlets, 'outlet')})"
    note = f"# … {clean_text(found.note)} …\n" if found.note else ""
    actor = found.actor
    fields = {"id": actor.id, "name": actor.name, "aliases": actor.aliases, "spokespeople": actor.spokespeople}
    return f"# {', '.join(counts)} {where}\n{note}[[actors]]\n{_write_fields(fields)}"


def _write_section(section: Section, more: Sequence[str]) -> str:
    first = {"id": section.id, "title": section.title, "speakers": section.speakers, "cues": section.cues}
    features = {"features": section.features}
    last = {"share": section.share, "by_speaker": section.by_speaker, "rest": section.rest}
    choice = _write_fields({"more cues to choose from": more}).replace(" = ", ": ", 1).replace("\n", "\n# ")[:-2]
    comment = "# The event. Its cues are of headlines and first sentences.\n" if section.id == EVENT else ""
    others = f"# {choice}" if more else ""
    return f"{comment}[[sections]]\n{_write_fields(first)}{others}{_write_fields(features)}{_write_fields(last)}"


def _write_fields(fields: Mapping[str, str | float | Sequence[str]]) -> str:
    """Write keys and values, a line each; what is empty is left out."""
    lines = []
    for key, value in fields.items():
        if isinstance(value, str):
            lines.append(f"{key} = {_quote(value)}\n")
        elif isinstance(value, Sequence):
            lines += [f"{key} = {_write_list(value)}\n"] if value else []
        elif value:
            lines.append(f"{key} = {'true' if value is True else format(value, 'g')}\n")
    return "".join(lines)


def _write_list(values: Sequence[str]) -> str:
    """Write a list in one line, or, where that is too long, a value a line."""
    texts = [_quote(value) for value in values]
    if len(", ".join(texts)) <= _LONGEST_LINE:
        return f"[{', '.join(texts)}]"
    return "[\n" + "".join(f"    {text},\n" for text in texts) + "]"


def _quote(value: str) -> str:
    """Write a TOML string; what JSON escapes TOML reads the same way."""
    return json.dumps(clean_text(value), ensure_ascii=False)


def clean_text(text: str) -> str:
    """Make a text one line of characters that can be seen."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
