"""Two texts of one article → the sentences that only one of them has, and what its outlet says of that.

A template changes a page all the time: how long ago it was, how many have read it, which quotation marks it takes, in
which order paragraphs stand. None of that is a change of the article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from summarizer.lang.language import Language, detect_language, load_language
from summarizer.model import Article, Sentence
from summarizer.text.boilerplate import CORRECTION
from summarizer.text.segmentation import segment

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
    told = [(article.title, "headline", ""), *(_read_as_written(article, one) for one in sentences)]
    for place, (text, kind, rule) in enumerate(told):
        key = _make_statement_key(text, language)
        head = key[:_LONGEST_NOTE]
        is_running_time = _RUNNING in head and len(head.replace(_RUNNING, "").split()) <= _MOST_WORDS_AROUND
        if not key or is_running_time or _matches_any(languages, "changes.counter", head):
            continue
        is_note = rule == CORRECTION or _matches_any(languages, "changes.update", head)
        is_news = kind != "boilerplate" and not is_note
        yield Statement(place, " ".join(text.split()).lstrip("# "), key, is_news, is_note)


def _read_as_written(article: Article, sentence: Sentence) -> tuple[str, str, str]:
    """Return a sentence as its article writes it, unless other signs than blanks were mended; its kind and why."""
    for edit in sentence.edits:
        if (edit.before + edit.after).strip():
            return sentence.text, sentence.kind, sentence.why
    return article.text[sentence.start : sentence.end], sentence.kind, sentence.why


def _matches_any(languages: Iterable[Language], pattern: str, text: str) -> bool:
    return any(language.pattern(pattern).match(text) for language in languages)


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
