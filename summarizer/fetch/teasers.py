"""Whether a feed gives the whole of an article or only a taste of it, and whether a page is that article."""

from __future__ import annotations

import re

from summarizer.words import fold, split_words

#: Words from which on a full content counts as whole, and a summary does.
WHOLE_CONTENT = 120
WHOLE_SUMMARY = 250

_MORE = (
    r"(?:read|see|learn|view) (?:more|on|the (?:full|whole|rest)\b[^.\n]{0,40})"
    r"|continue reading[^.\n]{0,120}|full (?:story|article)|weiterlesen|mehr lesen|zum artikel|lire la suite"
    r"|leer más|seguir leyendo|leggi tutto|lees verder|czytaj (?:dalej|więcej)|читать далее|читати далі"
)
_BY_BLOGS = r"the post [^\n]{1,300} (?:appeared )?first (?:appeared )?on [^\n]{1,100}"
_LAST_LINES = re.compile(
    rf"(?:\s*(?:\n|(?<=[.!?…\]]) )(?:[\[(]?(?:{_MORE})[\])]?[\s.:…»→>]*|{_BY_BLOGS}))+\Z",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(rf"(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|(?:{_MORE})[\s.:…»→>\])]*)\Z", re.IGNORECASE)
_LETTERS = 4
_SHARED = 0.4


def is_teaser(text: str, whole: bool) -> bool:
    """Tell whether a text is likely to be only the beginning; ``whole`` says that the feed calls it the content.

    >>> is_teaser("word " * 150, True), is_teaser("word " * 150, False), is_teaser("word " * 300 + "[…]", True)
    (False, True, True)
    """
    return count_words(text) < (WHOLE_CONTENT if whole else WHOLE_SUMMARY) or _CUT_OFF.search(text[-300:]) is not None


def drop_invitation(text: str) -> str:
    """Drop the last line of a teaser when it only invites to the page.

    >>> drop_invitation("It rained.\\n\\nRead more »"), drop_invitation("They read more.")
    ('It rained.', 'They read more.')
    """
    found = _LAST_LINES.search(text, max(0, len(text) - 1_000))
    return text[: found.start()].rstrip() if found else text


def count_words(text: str) -> int:
    """Count words, also roughly those of languages that write no blanks between them."""
    return max(len(text.split()), len(text) // 8)


def is_fuller(page: str, title: str, teaser: str) -> bool:
    """Tell whether a page gives more than the teaser, and is the same article.

    A page that shares few of the words that the feed gave is a log-in, a consent form or an error in disguise.

    >>> teaser = "The ferry to Norrvik sails again in summer."
    >>> is_fuller("In summer the ferry to Norrvik sails again, says the council. It is blue.", "Ferry returns", teaser)
    True
    >>> is_fuller("We value your privacy. Please accept all cookies and partners before you go on.", "Ferry", teaser)
    False
    """
    if count_words(page) <= count_words(teaser):
        return False
    told = _long_words(f"{title} {teaser}")
    return not told or len(told & _long_words(page)) >= _SHARED * len(told)


def _long_words(text: str) -> set[str]:
    return {fold(word) for word in split_words(text) if len(word) >= _LETTERS}
