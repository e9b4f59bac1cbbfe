"""What in an article is no news: marked with the rule that knew it, and kept out of the briefing.

Two guards keep news in that only mentions such things. Words in quotation marks do not count, and
most rules want what only a site says to its reader: an imperative at the start, or "we" and "you".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.cleaning.rules import RULES
from summarizer.gating import Gates, arrange, compiled, find_groups
from summarizer.model import Kind
from summarizer.quoting import QUOTATION
from summarizer.words import count_words, fold, split_words

_READER = r"\b(?:we|us|our|ours|you|your|yours|my)\b"
_ENDS = re.compile(r"[.!?…:;,][\"”’»)\]*]*$")
# Indirect speech: "Please support us, its head asked the city." is news.
_REPORTED = (
    r",(?: \w[\w.'-]*,?){1,7}? (?:said|says|asked|told|added|began|wrote|urged|warned|read|pleaded|insisted"
    r"|explained)\b"
    r"|, it (?:began|went on|continued|read|said)\b"
)
_SPEAKING = frozenset({"newsletter", "social line", "cookie line", "appeal", "continue line", "related link"})
_TRAILING = ("appeal",)
_SENTENCE_RULES = ("copyright", "wire note", "developing story", "newsletter", "appeal", "cookie line", "social line")
_LONGEST_LOOKED_AT = 1_500


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line is, and the rule that knew it (empty for news)."""

    kind: Kind
    why: str = ""


_NEWS = Mark("sentence")


def find_rule(text: str, names: tuple[str, ...] = tuple(RULES)) -> str:
    """Name the rule by which a line or sentence is boilerplate, or nothing if it is news.

    >>> find_rule("© 2031 Sample News. All rights reserved."), find_rule("By Ana Dahl, Oslo")
    ('copyright', 'byline')
    >>> find_rule("Subscribers of the gas firm will get our money back, the minister said.")
    ''
    """
    # Boilerplate is short; a longer line is told by how it begins.
    plain = QUOTATION.sub("“”", text[:_LONGEST_LOOKED_AT]).strip().replace("’", "'")
    found = (names[place] for place in find_groups(_arrange(names), plain))
    return next((name for name in found if not (name in _SPEAKING and compiled(_REPORTED).search(plain))), "")


@cache
def _arrange(names: tuple[str, ...]) -> Gates:
    return arrange([RULES[name] for name in names])


def mark_sentence(text: str) -> Mark:
    """Mark one sentence inside a line of news: some boilerplate is appended to a paragraph."""
    rule = find_rule(text, _SENTENCE_RULES)
    return Mark("boilerplate", rule) if rule else _NEWS


def mark_lines(lines: Sequence[str], title: str = "") -> tuple[Mark, ...]:
    """Mark an article's lines, in order, as news, headline or boilerplate. Blank lines are news.

    >>> [m.kind for m in mark_lines(["Storm hits Oslo", "A storm hit Oslo on Friday.", "Read more: Weather"])]
    ['headline', 'sentence', 'boilerplate']
    >>> [m.kind for m in mark_lines(["A single line without a full stop"])]
    ['sentence']
    """
    rules = [find_rule(line) if line.strip() else "" for line in lines]
    for start, end in _appeals(lines, rules):
        for at in range(start, end):
            rules[at] = rules[at] or "after an appeal"
    for at in _link_lists(lines, rules):
        rules[at] = "list of links"
    marks = [Mark("boilerplate", rule) if rule else _NEWS for rule in rules]
    for at, why in _headlines(lines, marks, title):
        marks[at] = Mark("headline", why)
    return tuple(marks)


def _appeals(lines: Sequence[str], rules: Sequence[str]) -> list[tuple[int, int]]:
    """Give the blocks that an appeal opens: to the end, or to where news goes on after a box."""
    blocks, at = [], 0
    while at < len(lines):
        if rules[at] not in _TRAILING:
            at += 1
            continue
        end = _news_again(lines, rules, at + 1)
        blocks.append((at, end))
        at = end
    return blocks


def _news_again(lines: Sequence[str], rules: Sequence[str], start: int) -> int:
    """Find where news goes on: from there on to the end nothing speaks to the reader."""
    resume = len(lines)
    for at in range(len(lines) - 1, start - 1, -1):
        line = QUOTATION.sub("“”", lines[at][:_LONGEST_LOOKED_AT])
        if rules[at] in _TRAILING or (not rules[at] and compiled(_READER, exact=False).search(line)):
            break
        if not rules[at] and count_words(line) >= 8:
            resume = at
    return resume


def _link_lists(lines: Sequence[str], rules: Sequence[str]) -> list[int]:
    """Give the lines of a list of headlines under a heading like "Related articles", at an article's end."""
    listed: list[int] = []
    waiting: list[int] = []
    for at in range(len(lines) - 1, 0, -1):
        if rules[at] == "related link" and count_words(lines[at]) <= 4:
            listed, waiting = listed + waiting, []
        elif rules[at] or not lines[at].strip():
            continue
        elif _ENDS.search(lines[at].strip()) or count_words(lines[at]) > 15:
            break
        else:
            waiting.append(at)
    return listed


def _headlines(lines: Sequence[str], marks: Sequence[Mark], title: str) -> list[tuple[int, str]]:
    news = [at for at, line in enumerate(lines) if line.strip() and marks[at].kind == "sentence"]
    if len(news) < 2:
        return [(at, "the title") for at in news if title and _same(lines[at], title) and len(marks) > 1]
    found = []
    for order, at in enumerate(news):
        why = _why_headline(lines[at].strip(), order, title, lines[news[order + 1]] if order + 1 < len(news) else "")
        if why:
            found.append((at, why))
    # A text whose every line lacks its full stop is not made of headlines alone.
    return found if len(found) < len(news) else found[:1]


def _why_headline(line: str, order: int, title: str, below: str) -> str:
    words = count_words(line)
    if title and order < 4 and _same(line, title):
        return "the title"
    if re.match(r"#{1,6} \S", line) and words <= 25:
        return "heading"
    if _ENDS.search(line):
        asks = order == 0 and not title and words <= 14 and line[-1] in "?!" and count_words(below) > words
        return "first line" if asks else ""
    if order == 0:
        return "first line" if words <= 25 and below else ""
    return "subheading" if words <= 12 and below and not line[0].islower() else ""


def _same(line: str, title: str) -> bool:
    return [fold(w) for w in split_words(line)] == [fold(w) for w in split_words(title)]
