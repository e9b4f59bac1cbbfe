"""The address of a sentence: its article's, with the words by which a browser finds and marks it on the page.

By the rules of text fragments (https://wicg.github.io/scroll-to-text-fragment/). A browser that finds nothing, or does
not know them, opens the page.
"""

from __future__ import annotations

import re

from summarizer.model import BriefingSentence, SupportingSentence
from summarizer.text.escaping import flatten
from summarizer.text.page_places import NARROW

_DIRECTIVE = ":~:"
_HYPHENS = re.compile("[\u00ad\u200b]")
# What parts the terms of a directive, and what no address may hold; letters of any script may stand in it.
_RESERVED = re.compile(r"[^\w.!$'()*+;:@/?=–—‘’“”„‚«»‹›…]")


def link_sentence(url: str, told: BriefingSentence | SupportingSentence) -> str:
    """Return the address of a sentence of an article with such an address; the article's where it has no words.

    A place that the address names itself is kept for browsers that know no words.

    >>> told = SupportingSentence("a1", "Wire", 0, 19, "The ferry sails.", fragment="The%20ferry")
    >>> link_sentence("https://wire.example/1", told)
    'https://wire.example/1#:~:text=The%20ferry'
    >>> link_sentence("https://wire.example/1#news:~:text=old", told), link_sentence("", told)
    ('https://wire.example/1#news:~:text=The%20ferry', '')
    """
    if not url or not told.fragment:
        return url
    page, _, place = url.partition("#")
    return f"{page}#{place.partition(_DIRECTIVE)[0]}{_DIRECTIVE}text={told.fragment}"


def format_directive(prefix: str, start: str, end: str = "", suffix: str = "") -> str:
    """Return the terms of a directive: the words before, the first and the last that are marked, those behind.

    >>> format_directive("so-called", "“R&D”, at 3 %", "late"), format_directive("", "Паром", "", "it rains")
    ('so%2Dcalled-,“R%26D”%2C%20at%203%20%25,late', 'Паром,-it%20rains')
    """
    before, *marked, behind = map(_encode, (prefix, start, end, suffix))
    return ",".join(filter(None, [f"{before}-" if before else "", *marked, f"-{behind}" if behind else ""]))


def _encode(words: str) -> str:
    """Return words as they stand in a directive."""
    # A narrow blank is another sign than a blank.
    shown = NARROW.join(map(flatten, _HYPHENS.sub("", words).split(NARROW)))
    return _RESERVED.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), shown)
