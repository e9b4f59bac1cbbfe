"""What a desk decides and writes: what it may quote of an outlet, what its hand does to a page, and its drafts, each
sentence and quotation of which was looked for in the sources. Imports nothing of ours."""

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


#: What became of a sentence or quotation of a draft.
Verdict = Literal["verbatim", "cut", "altered", "another speaker", "another outlet", "not found"]  # names, not language
#: In what it differs from its source, or why it says something else though its words stand there.
DraftKind = Literal[  # names, not language
    "negation", "figure", "date", "hedge", "name", "cut", "attribution", "glued", "unquoted", "bracket", "question",
    "capitals", "punctuation", "order", "words",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DraftSource:
    """A sentence of an article, at ``start``–``end`` of its text, in which words of a draft stand or nearly stand.

    ``speaker`` is who says it there, empty where nobody is known to.
    """

    outlet: str
    path: str
    item: int
    url: str
    start: int
    end: int
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """What was found of a sentence or quotation of a draft, which stands at ``start``–``end`` of it, in ``line``.

    ``kinds`` say in what it is another than its source. ``marked`` shows both texts as one, with what the draft leaves
    out in ``[-…-]`` and what it puts in in ``{+…+}``. ``speaker`` and ``outlets`` are those that the draft names for
    it. ``notes`` say what an editor did openly, and what else there is to know.
    """

    part: Literal["sentence", "quotation"]
    line: int
    start: int
    end: int
    text: str
    verdict: Verdict
    kinds: tuple[DraftKind, ...] = ()
    marked: str = ""
    sources: tuple[DraftSource, ...] = ()
    speaker: str = ""
    outlets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of a draft that claims nothing, and why: a heading, a greeting."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """All findings of a draft in its order, what of it was left out, and against how many articles it was checked."""

    findings: tuple[DraftFinding, ...]
    left_out: tuple[LeftOut, ...]
    articles: int

    @property
    def holds(self) -> bool:
        """Whether each sentence and quotation stands in a source, by whom and in which outlet the draft says.

        What is openly left out ("cut") does not turn the sense.
        """
        return all(finding.verdict in ("verbatim", "cut") for finding in self.findings)
