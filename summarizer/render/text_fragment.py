"""The address of a sentence: its article's, with the words by which a browser finds and marks it on the page.

By the rules of text fragments (https://wicg.github.io/scroll-to-text-fragment/): ``#:~:text=prefix-,words,-suffix``. A
browser that finds nothing, or does not know them, opens the page.
"""

from __future__ import annotations

import re

from summarizer.model import BriefingSentence, SupportingSentence
from summarizer.text.edits import ADDITIONS, undo_edits
from summarizer.text.escaping import flatten
from summarizer.text.tokens import QUOTATION

#: A sentence that is longer is named by its beginning: an address of thousands of characters is cut by mail programs.
_LONGEST = 400
_DIRECTIVE = ":~:"
# What parts the terms of a directive, and what no address may hold; letters of any script may stand in it.
_RESERVED = re.compile(r"[^\w.!$'()*+;:@/?=–—‘’“”„‚«»‹›…]")


def link_sentence(url: str, told: BriefingSentence | SupportingSentence) -> str:
    """Return the address of a sentence of an article with such an address; nothing where it has none.

    The words are those of the article. Before and behind them must stand what stands there, so that what repeats the
    sentence elsewhere is not taken for it. Between paragraphs a page may have what the article has not: then the side
    in the sentence's own paragraph is enough, or one of two others. A place that the address names itself is kept for
    browsers that know no words.

    >>> told = SupportingSentence("a1", "Wire", 0, 19, "The ferry sails – 3 days late.", suffix=" Crews")
    >>> link_sentence("https://wire.example/1", told)
    'https://wire.example/1#:~:text=The%20ferry%20sails%20–%203%20days%20late.,-Crews'
    >>> link_sentence("https://wire.example/1#news:~:text=old", told)[:41], link_sentence("", told)
    ('https://wire.example/1#news:~:text=The%20', '')
    """
    words = flatten(undo_edits(told.text, told.start, told.edits, ADDITIONS))
    if not url or not words:
        return url
    page, _, place = url.partition("#")
    place = place.partition(_DIRECTIVE)[0]
    terms = _encode(_shorten(words))
    suffix = told.suffix if len(words) <= _LONGEST else ""
    before = f"{_encode(flatten(told.prefix))}-," if told.prefix else ""
    behind = f",-{_encode(flatten(suffix))}" if suffix else ""
    starts, ends = (not beside or "\n" in beside for beside in (told.prefix, suffix))
    # A browser goes to the first of them that it finds.
    found = [f"{before}{terms}{behind}"]
    if before and behind and (starts or ends):
        found += [f"{terms}{behind}"] if starts else []
        found += [f"{before}{terms}"] if ends else []
    if before and starts and ends and not QUOTATION.search(words):
        # What stands between labels on both sides. Openings and quotations are what pages repeat.
        found.append(terms)
    return f"{page}#{place}{_DIRECTIVE}{'&'.join(f'text={one}' for one in found)}"


def _shorten(words: str) -> str:
    """Return a sentence, or the beginning of a long one that ends with a word."""
    return words if len(words) <= _LONGEST else words[: words.rfind(" ", 0, _LONGEST) + 1 or _LONGEST].rstrip()


def _encode(words: str) -> str:
    """Return words as they stand in a directive."""
    return _RESERVED.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), words)
