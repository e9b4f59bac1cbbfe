"""Which day "Friday" is, said in square brackets where articles of several days meet and the rule is sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from summarizer.facts import find_sure_days
from summarizer.model import Article, Edit, Sentence

FIX = "date"
_MONTHS = "January February March April May June July August September October November December".split()
_OWNED = re.compile(r"['’]s\b")
_GLOSSED = re.compile(r"\s?[\[(]")


def are_of_several_days(articles: Iterable[Article]) -> bool:
    """Tell whether articles appeared on more than one day; a month may hold the day of another.

    >>> are_of_several_days([Article("", published="2031-03"), Article("", published="2031-03-04"), Article("")])
    False
    """
    known = {article.published for article in articles if article.published}
    return sum(not any(day != other and other.startswith(day) for other in known) for day in known) > 1


def find_date_glosses(sentences: Sequence[Sentence], article: Article, year: str) -> tuple[tuple[Edit, ...], ...]:
    """Give the dates of the weekdays, "yesterday" and "tomorrow" in each sentence of one article, where they are sure.

    Only an article in English, whose day is known, is glossed, and no sentence that names another date: its
    days may count from that. The year is told where it is not ``year``.

    >>> said = Sentence("a", 0, 0, 0, 30, "The bridge was shut on Friday.")
    >>> find_date_glosses([said], Article("", published="2031-03-08", language="en"), "2031")
    ((Edit(start=29, end=29, before='', after=' [7 March]', fix='date'),),)
    >>> find_date_glosses([said], Article("", published="", language="en"), "2031")
    ((),)
    """
    if article.language != "en":
        return ((),) * len(sentences)
    return tuple(_gloss(sentence, article.published, year) for sentence in sentences)


def _gloss(sentence: Sentence, published: str, year: str) -> tuple[Edit, ...]:
    if sentence.kind != "sentence":
        return ()
    found = []
    for end, day in find_sure_days(sentence.text, published):
        owned = _OWNED.match(sentence.text, end)
        offset = owned.end() if owned else end
        at = _place(sentence, offset)
        if at is not None and not _GLOSSED.match(sentence.text, offset):
            found.append(Edit(at, at, "", f" [{_write(day, year)}]", FIX))
    return tuple(found)


def _write(day: date, year: str) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}" + ("" if str(day.year) == year else f" {day.year}")


def _place(sentence: Sentence, offset: int) -> int | None:
    """Give the place in the article of a place in a sentence's text, unless an edit reaches over it."""
    shift = sentence.start
    for edit in sentence.edits:
        begins = edit.start - shift
        if offset <= begins:
            break
        if offset < begins + len(edit.after) or (offset == begins + len(edit.after) and not edit.before):
            return None
        shift += (edit.end - edit.start) - len(edit.after)
    return offset + shift
