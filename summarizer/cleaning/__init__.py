"""Text → text by named fixes that record each edit; boilerplate and headlines → marked.

``FIXES`` are done in order, each on what the one before left. A fix is a function from a text to the
changes it wants. Ungluing comes apart (:func:`unglue`), because it needs the words of all articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from summarizer.cleaning.characters import (
    compose,
    decode_entities,
    drop_invisible,
    replace_surrogates,
    straighten_blanks,
)
from summarizer.cleaning.gluing import Vocabulary, count_vocabulary, find_glued
from summarizer.cleaning.markup import strip_markdown
from summarizer.cleaning.mojibake import repair_mojibake
from summarizer.cleaning.wrapping import unwrap
from summarizer.model import Article
from summarizer.revising import Change, Revision, revise, unrevised

__all__ = ["FIXES", "Vocabulary", "clean", "count_vocabulary", "unglue"]

Fix = Callable[[str], Iterable[Change]]

FIXES: Mapping[str, Fix] = MappingProxyType(
    {
        "surrogates": replace_surrogates,
        "mojibake": repair_mojibake,
        "entities": decode_entities,
        "invisible characters": drop_invisible,
        "composed characters": compose,
        "wrapped lines": unwrap,
        "blanks": straighten_blanks,
    }
)


def clean(article: Article) -> Revision:
    """Mend an article's characters, lines and markup; what stands before its body is taken out.

    >>> clean(Article("The\\u00a0vote  was\\u200b close.")).text
    'The vote was close.'
    >>> clean(Article("“It’s done – at last…”")).edits
    ()
    """
    revision = unrevised(article.text)
    if article.body:
        revision = revise(revision, [Change(0, article.body, "")], "front matter")
    for name, fix in FIXES.items():
        revision = revise(revision, fix(revision.text), name)
    if article.markup == "markdown":
        revision = revise(revision, strip_markdown(revision.text), "markup")
    return revision


def unglue(revision: Revision, vocabulary: Vocabulary) -> Revision:
    """Put back the blanks between words that were glued together where a link was stripped."""
    return revise(revision, find_glued(revision.text, vocabulary), "glued words")
