"""In what two wordings of one thing differ by their words, and two texts of one article by their sentences.

A template changes a page all the time: how long ago it was, how many have read it, which quotation marks it takes, in
which order paragraphs stand. None of that is a change of the article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from summarizer.lang.language import Language, detect_language, load_language
from summarizer.model import Article
from summarizer.text.boilerplate import CORRECTION
from summarizer.text.segmentation import segment
from summarizer.text.tokens import fold, split_words
from summarizer.text.wording import make_key

#: So many words of each between what both begin and end with are compared word by word, since that takes a time by the
#: cube of their number; of more, nothing counts as shared.
_MOST_COMPARED = 80
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that both wordings have (as the second one writes them), that it ``cut`` from the first, or ``added``."""

    kind: Literal["same", "cut", "added"]
    text: str


def compare_words(one: str, other: str) -> tuple[Stretch, ...]:
    """Return in what another wording differs from one, word by word; case and marks around words make no difference.

    >>> [(part.kind, part.text) for part in compare_words("We will not sail.", "“We will never sail!")]
    [('same', '“We will'), ('cut', 'not'), ('added', 'never'), ('same', 'sail!')]
    >>> compare_words("It rained.", "it rained")
    (Stretch(kind='same', text='it rained'),)
    """
    old, new = one.split(), other.split()
    old_keys, new_keys = ([make_key(_AROUND.sub("", word)) or word for word in words] for words in (old, new))
    parts: list[Stretch] = []
    done = 0
    for old_from, old_to, new_from, new_to in find_differences(old_keys, new_keys):
        parts += [
            Stretch("same", " ".join(new[done:new_from])),
            Stretch("cut", " ".join(old[old_from:old_to])),
            Stretch("added", " ".join(new[new_from:new_to])),
        ]
        done = new_to
    parts.append(Stretch("same", " ".join(new[done:])))
    return tuple(part for part in parts if part.text)


def list_changed_words(one: str, other: str) -> list[str]:
    """Return the words that only one of two wordings has, or that stand elsewhere in it, accents and all aside.

    >>> list_changed_words("Dahl’s men left Élise.", "Dahl left Elise early.")
    ['men', 'early']
    """
    old, new = split_words(one), split_words(other)
    changed: list[str] = []
    for old_from, old_to, new_from, new_to in find_differences([*map(fold, old)], [*map(fold, new)]):
        changed += [*old[old_from:old_to], *new[new_from:new_to]]
    return changed


def find_differences(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return the stretches in which the words of two texts differ: from where to where in the one, and in the other.

    >>> find_differences("a b c d".split(), "a x c d e".split())
    [(1, 2, 1, 2), (4, 4, 4, 5)]
    """
    start, end = count_shared(old, new)
    old_end, new_end = len(old) - end, len(new) - end
    if max(old_end, new_end) - start > _MOST_COMPARED:
        return [(start, old_end, start, new_end)]
    matcher = SequenceMatcher(None, old[start:old_end], new[start:new_end], autojunk=False)
    found = [span for kind, *span in matcher.get_opcodes() if kind != "equal"]
    return [(start + a, start + b, start + c, start + d) for a, b, c, d in found]


def count_shared(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return how many words two texts both begin with, and how many of the others they both end with.

    >>> count_shared("a b a".split(), "a b c a".split()), count_shared(["a"], ["a"])
    ((2, 1), (1, 0))
    """
    shortest = min(len(old), len(new))
    start = end = 0
    while start < shortest and old[start] == new[start]:
        start += 1
    while end < shortest - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end


#: What one sign stands for: quotation marks, dashes, dots.
_SIGNS = {ord(sign): '"' for sign in "“”„‟«»″"} | {ord(sign): "'" for sign in "‘’‚‛′`´"}
_SIGNS |= {ord(sign): "-" for sign in "‐‑‒–—―−"}
_BLANKS = re.compile(r"\s+")
_RUNNING = "·"
_MOST_WORDS_AROUND = 2
#: So many characters of a line tell whether it is a note, or only counts something.
_LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, headline or line of an article: ``place`` counts from 0, ``key`` is the same where only signs differ.

    ``is_news`` is what counts; a ``note`` says that the outlet has changed the article.
    """

    place: int
    text: str
    key: str
    is_news: bool = True
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """What only the older text has, what only the newer one has, and the notes that only that one has."""

    gone: tuple[Statement, ...]
    came: tuple[Statement, ...]
    notes: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.gone or self.came or self.notes)


def compare_texts(before: Article, after: Article) -> Difference:
    """Compare two texts of one article.

    >>> difference = compare_texts(Article("It rained.\\n3 minutes ago"), Article("It  snowed.\\n1 hour ago"))
    >>> [one.text for one in difference.gone], [one.text for one in difference.came]
    (['It rained.'], ['It snowed.'])
    """
    older, newer = list(list_statements(before)), list(list_statements(after))
    old_keys, new_keys = {one.key for one in older}, {one.key for one in newer}
    # What is told twice is gone or came once.
    gone = {one.key: one for one in older if one.is_news and one.key not in new_keys}
    came = {one.key: one for one in newer if one.is_news and one.key not in old_keys}
    notes = [one.text for one in newer if one.is_note and one.key not in old_keys]
    return Difference(tuple(gone.values()), tuple(came.values()), tuple(notes))


def list_statements(article: Article) -> Iterator[Statement]:
    """Yield the headline and the sentences of an article, without lines that only count or tell a running time."""
    code = article.language or detect_language(article.text[article.body :])
    language = load_language(code)
    languages = dict.fromkeys([load_language("en"), language])
    # Where a sentence ends depends on quotation marks, and these must not matter. Each sign stays one character.
    (sentences,), _ = segment([replace(article, text=article.text.translate(_SIGNS), language=code)])
    texts: list[str] = []
    for one in sentences:
        is_as_written = not any((edit.before + edit.after).strip() for edit in one.edits)
        texts.append(article.text[one.start : one.end] if is_as_written else one.text)
    kinds = [("headline", ""), *((one.kind, one.why) for one in sentences)]
    for place, (text, (kind, rule)) in enumerate(zip([article.title, *texts], kinds, strict=True)):
        key = _make_statement_key(text, language)
        head = key[:_LONGEST_NOTE]
        is_running = _RUNNING in head and len(head.replace(_RUNNING, "").split()) <= _MOST_WORDS_AROUND
        if key and not is_running and not any(known.pattern("changes.counter").match(head) for known in languages):
            is_note = rule == CORRECTION or any(known.pattern("changes.update").match(head) for known in languages)
            yield Statement(
                place, " ".join(text.split()).lstrip("# "), key, kind != "boilerplate" and not is_note, is_note
            )


def _make_statement_key(text: str, language: Language) -> str:
    """Return what sentences have in common that differ in their signs, blanks and running times alone.

    >>> _make_statement_key("“It’s over” –  he said 3 minutes ago", english)
    '"It\\'s over" - he said ·'
    """
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    for known in (load_language("en"), language):
        plain = known.pattern("changes.ago").sub(_RUNNING, plain)
    return _BLANKS.sub(" ", plain).strip("# ")
