"""Which day "Friday" is, said in square brackets where articles of several days meet and the rule is sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from summarizer.analysis.dates import find_sure_days
from summarizer.lang.language import Language, load_language
from summarizer.model import Article, Edit, Sentence

FIX = "date"
_GLOSSED = re.compile(r"\s?[\[(]")


def are_of_several_days(articles: Iterable[Article]) -> bool:
    """Return whether articles appeared on more than one day; a month may hold the day of another.

    >>> are_of_several_days([Article("", published="2031-03"), Article("", published="2031-03-04"), Article("")])
    False
    """
    known = {article.published for article in articles if article.published}
    return sum(not any(day != other and other.startswith(day) for other in known) for day in known) > 1


def find_date_glosses(sentences: Sequence[Sentence], article: Article, year: str) -> tuple[tuple[Edit, ...], ...]:
    """Return the dates of the weekdays, "yesterday" and "tomorrow" in each sentence of an article, where they are sure.

    Only an article in a language with words for days, and whose day is known, is glossed, and no sentence that names
    another date: its days may count from that. The year is told where it is not ``year``.

    >>> said = Sentence("a", 0, 0, 0, 30, "The bridge was shut on Friday.")
    >>> find_date_glosses([said], Article("", published="2031-03-08", language="en"), "2031")
    ((Edit(start=29, end=29, before='', after=' [7 March]', fix='date'),),)
    >>> find_date_glosses([said], Article("", published="", language="en"), "2031")
    ((),)
    """
    language = load_language(article.language)
    return tuple(_gloss_days(sentence, article.published, year, language) for sentence in sentences)


def _gloss_days(sentence: Sentence, published: str, year: str, language: Language) -> tuple[Edit, ...]:
    if sentence.kind != "sentence":
        return ()
    found = []
    for end, day in find_sure_days(sentence.text, published, language):
        owned = language.pattern("dates.owned").match(sentence.text, end)
        offset = owned.end() if owned else end
        at = _find_place(sentence, offset)
        if at is not None and not _GLOSSED.match(sentence.text, offset):
            found.append(Edit(at, at, "", f" [{_write(day, year, language)}]", FIX))
    return tuple(found)


def _write(day: date, year: str, language: Language) -> str:
    written = f"{day.day} {language.phrases('dates.months')[day.month - 1]}"
    return written if str(day.year) == year else f"{written} {day.year}"


def _find_place(sentence: Sentence, offset: int) -> int | None:
    """Return the place in the article of a place in a sentence's text, unless an edit reaches over it."""
    shift = sentence.start
    for edit in sentence.edits:
        begins = edit.start - shift
        if offset <= begins:
            break
        ends = begins + len(edit.after)
        if offset < ends or (offset == ends and not edit.before):
            return None
        shift += (edit.end - edit.start) - len(edit.after)
    return offset + shift
