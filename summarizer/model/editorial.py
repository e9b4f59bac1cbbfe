"""What a desk decides: what it may quote of an outlet, and what its hand does to a page. Imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: What a hand may do: put a line first on the page, leave it out, move it; say who published an article, whom a line's
#: outlet passes on, or that an outlet does not tell all of it; put a heading above it.
EditKind = Literal["pin", "drop", "move", "outlet", "via", "uncredit", "heading"]  # names, not language


@dataclass(frozen=True, slots=True)
class Right:
    """What may be quoted of an outlet: ``most_words`` of each article, and ``most_share`` of its words (from 0 to 1);
    None is no bound. With ``no_mail``, none of its sentences is mailed."""

    most_words: int | None = None
    most_share: float | None = None
    no_mail: bool = False


@dataclass(frozen=True, slots=True)
class HandEdit:
    """One thing that an editor did to a page.

    It was done to the line that stands at ``start`` to ``end`` of an ``article``, whose ``text`` it repeats; of a front
    page, in the ``story`` of that id. An ``outlet`` is that of the article alone. ``after`` is what was said,
    ``before`` what stood there: names, or places like ``context:3`` (the third line of that section). ``by`` is who
    did it, ``at`` when (ISO, to the second, with the distance from UTC).
    """

    what: EditKind
    article: str
    start: int = 0
    end: int = 0
    story: str = ""
    text: str = ""
    before: str = ""
    after: str = ""
    by: str = ""
    at: str = ""
