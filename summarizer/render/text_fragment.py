"""The address of a sentence: its article's, with the words by which a browser finds and marks it on the page.

By the rules of text fragments (https://wicg.github.io/scroll-to-text-fragment/): ``#:~:text=prefix-,words,-suffix``. A
browser that finds nothing, or does not know them, opens the page.
"""

from __future__ import annotations

import re

from summarizer.model import BriefingSentence, SupportingSentence
from summarizer.text.edits import ADDITIONS, undo_edits
from summarizer.text.escaping import flatten

#: A sentence that is longer is named by its beginning: an address of thousands of characters is cut by mail programs.
_LONGEST = 400
_DIRECTIVE = ":~:"
# What parts the terms of a directive, and what no address may hold; letters of any script may stand in it.
_RESERVED = re.compile(r"[^\w.!$'()*+;:@/?=–—‘’“”„‚«»‹›…]")


def link_sentence(url: str, told: BriefingSentence | SupportingSentence) -> str:
    """Return the address of a sentence of an article with such an address; nothing where it has none.

    The words are those of the article. Behind or before them must stand what stands there in their paragraph, so that
    a teaser which repeats the sentence is not taken for it; where both sides are other paragraphs, one of them is
    enough, since an advertisement may stand between. A place that the address names itself is kept for browsers that
    know no words.

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
    found: list[str] = []
    # A browser goes to the first of them that it finds, and a teaser has oftener a headline above than text below it.
    if told.suffix and len(words) <= _LONGEST:
        found.append(f"text={terms},-{_encode(flatten(told.suffix))}")
    is_enough = found and not told.suffix.startswith("\n")
    if told.prefix and not is_enough:
        if not told.prefix.endswith("\n"):
            found.clear()
        found.append(f"text={_encode(flatten(told.prefix))}-,{terms}")
    return f"{page}#{place}{_DIRECTIVE}{'&'.join(found or [f'text={terms}'])}"


def _shorten(words: str) -> str:
    """Return a sentence, or the beginning of a long one that ends with a word."""
    return words if len(words) <= _LONGEST else words[: words.rfind(" ", 0, _LONGEST) + 1 or _LONGEST].rstrip()


def _encode(words: str) -> str:
    """Return words as they stand in a directive."""
    return _RESERVED.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), words)
