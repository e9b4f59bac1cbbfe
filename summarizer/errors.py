"""What can go wrong by the user's or an article's doing, as exceptions with one clear message; its names and numbers.

Every error says what is wrong, where, and (when there is something to do) what to do.
Only the command line turns them into text on a terminal and an exit status.
"""

from __future__ import annotations

from collections.abc import Iterable

#: Of the names that there are, a hint lists so many.
_MOST_NAMED = 20


class SummarizerError(Exception):
    """The base of all errors that are not faults of the program.

    >>> str(SummarizerError("no such plan", where="brief --plan", hint="see `summarizer plans`"))
    'brief --plan: no such plan (see `summarizer plans`)'
    >>> str(SummarizerError("nothing to read"))
    'nothing to read'
    """

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{hint}"


class ConfigError(SummarizerError):
    """An option, a plan, a template or another file of the user's says something that cannot be."""


class SourceError(SummarizerError):
    """A place cannot be read, or holds no article."""


class ExpiredError(SourceError):
    """A source has changed, and the text that was used of it was kept, and is forgotten."""


class DeliveryError(SummarizerError):
    """A briefing cannot be written where the user wants it."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Give a hint that names the known word most like ``word``, else all known words.

    >>> nearest("lexrank", ["lex-rank", "lsa"])
    'did you mean “lex-rank”?'
    >>> nearest("zzz", ["lex-rank", "lsa"])
    'there are: lex-rank, lsa'
    """
    from difflib import get_close_matches

    names = sorted(known)
    close = get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    shown = [*names[:_MOST_NAMED], "…"] if len(names) > _MOST_NAMED else names
    return f"did you mean “{close[0]}”?" if close else f"there are: {', '.join(shown)}"


def count_things(number: int, noun: str) -> str:
    """Return a number with its noun, as messages name it.

    >>> count_things(1, "check"), count_things(0, "day"), count_things(2, "story"), count_things(3, "address")
    ('1 check', '0 days', '2 stories', '3 addresses')
    """
    if number == 1:
        return f"1 {noun}"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{number} {noun[:-1]}ies"
    return f"{number} {noun}es" if noun.endswith("s") else f"{number} {noun}s"
