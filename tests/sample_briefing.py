"""A briefing of an invented story, with what makes templates stumble: hostile texts, gaps, marks of all kinds.

Its offsets are true: each sentence stands in its article's text, but for the recorded edits.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from summarizer.model import (
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    Counted,
    Edit,
    Problem,
    SentenceOutcome,
    SupportingSentence,
)
from summarizer.render.page_json import from_json
from summarizer.text.page_places import format_directive

COURIER = Article(
    id="a1",
    path="articles/courier.md",
    url="https://courier.example/2031/03/ferry_(strike)?a=1&b=2",
    outlet="Brannoch Courier",
    outlet_from="metadata",
    title="Mayor and ferry line talk for the first time since the strike began",
    author="Ines Falk",
    published="2031-03-04",
    language="en",
    sha256="a" * 64,
    text="Mayor Odile Brandt telephoned the ferry line’s director on Monday evening.\n"
    "It was their first talk since the crews walked out in January.\n"
    "She asked him to reopen the night service by Friday.\n"
    "2024. The year the last contract was signed is still in dispute.\n"
    "“We will not sail with half a crew,” said Tomas Reuel of the seamen’s union.\n"
    "# heading",
)
NORTHLIGHT = Article(
    id="a2",
    path="articles/northlight.html",
    url="https://northlight.example/ferry",
    outlet="Northlight Radio",
    outlet_from="inferred",
    title="Ferry talks: <script>alert(1)</script>",
    published="2031-03-04T07:30:00+01:00",
    language="en",
    sha256="b" * 64,
    text="The mayor rang the director of the ferry line on Monday evening, Coast Wire reported.\n"
    "About 1,400 passengers were stranded in Larkmouth.\n"
    "The line offered 3.5% more pay & a {{ 7*7 }} day roster.",
)
SKERRY = Article(
    id="a3",
    path="articles/skerry | post.txt",
    url="javascript:alert(document.domain)",
    outlet="Skerry *Post*",
    outlet_from="metadata",
    title="[x](javascript:alert(1))",
    published="2031-03",
    language="en",
    sha256="c" * 64,
    text="Some 2,100 passengers were stranded in Larkmouth.\n"
    "<script>alert(1)</script> stood on a poster at the pier.\n"
    "[x](javascript:alert(1)) stood below it.\n"
    "He told the Post that “the roster is a trick”.\n"
    "The crews want twelve rest days.",
)
UNKNOWN = Article(
    id="a4",
    path="articles/saved page.html",
    title="",
    published="",
    language="ar",
    sha256="d" * 64,
    text="قال المدير إن العبّارات ستعود يوم الجمعة.\n1) The pier stayed shut.",
)
ARTICLES = (COURIER, NORTHLIGHT, SKERRY, UNKNOWN)


def carried(article: Article, text: str, reason: str = "") -> SupportingSentence:
    """Point at a sentence of an article."""
    start = article.text.index(text)
    fragment = format_directive("", " ".join(text.split()[:4]))
    return SupportingSentence(article.id, article.outlet, start, start + len(text), text, reason, fragment=fragment)


def line(article: Article, text: str, score: float, cluster: str, **more: object) -> BriefingSentence:
    """Print a sentence of an article as it stands."""
    start = article.text.index(text)
    outlets = more.pop("outlets", (article.outlet,))
    end = start + len(text)
    whole = BriefingSentence(text, article.id, article.outlet, start, end, score, cluster, outlets=outlets)  # type: ignore[arg-type]
    return _with(whole, {"fragment": format_directive("", " ".join(text.split()[:4])), **more})


def _with(whole: BriefingSentence, more: dict[str, object]) -> BriefingSentence:
    return replace(whole, **more)  # type: ignore[arg-type]


def glossed() -> BriefingSentence:
    """Print “He told …” with a gloss that says who."""
    before = "He told the Post that “the roster is a trick”."
    start = SKERRY.text.index(before)
    edits = (Edit(start, start + 2, "He", "[Tomas Reuel]", "pronoun"),)
    whole = line(SKERRY, before, 0.4, "c7", speaker="Tomas Reuel", party="Tomas Reuel")
    return _with(whole, {"text": before.replace("He", "[Tomas Reuel]"), "edits": edits})


def fate(
    article: Article, text: str, section: str, printed: bool, why: str, score: float, speaker: str = ""
) -> SentenceOutcome:
    """Tell what became of a sentence."""
    head = (article.id, article.path, article.outlet, 0, len(text), text)
    return SentenceOutcome(*head, "sentence", section, "c1", score, speaker, "", printed, why)


CALL = BriefingSection(
    "call",
    "The call",
    (
        line(
            COURIER,
            "Mayor Odile Brandt telephoned the ferry line’s director on Monday evening.",
            1.0,
            "c1",
            outlets=("Brannoch Courier", "Northlight Radio"),
            origins=2,
            also=(
                carried(
                    NORTHLIGHT, "The mayor rang the director of the ferry line on Monday evening, Coast Wire reported."
                ),
            ),
            placed_by="cue",
            suffix="\nIt was their",
        ),
        line(COURIER, "It was their first talk since the crews walked out in January.", 0.8123456789, "c2"),
        line(COURIER, "She asked him to reopen the night service by Friday.", 0.7, "c3", speaker="Odile Brandt"),
    ),
)
LINE_POSITION = BriefingSection(
    "line-position",
    "The ferry line’s <position>",
    (
        line(NORTHLIGHT, "The line offered 3.5% more pay & a {{ 7*7 }} day roster.", 0.65, "c4", origin="Coast Wire"),
        line(UNKNOWN, "قال المدير إن العبّارات ستعود يوم الجمعة.", 0.5, "c5", speaker="المدير"),
    ),
)
DEMANDS = BriefingSection(
    "demands",
    "What the crews demand",
    (
        line(SKERRY, "The crews want twelve rest days.", 0.45, "c11"),
        line(
            COURIER,
            "“We will not sail with half a crew,” said Tomas Reuel of the seamen’s union.",
            0.6,
            "c6",
            speaker="Tomas Reuel",
            party="Tomas Reuel",
        ),
        line(UNKNOWN, "1) The pier stayed shut.", 0.2, "c12", speaker="Pier *Office*", party="Pier *Office*"),
        glossed(),
    ),
    by_speaker=True,
)
REACTION = BriefingSection("reaction", "Reactions abroad", ())
CONTEXT = BriefingSection(
    "context",
    "Context",
    (
        line(
            NORTHLIGHT,
            "About 1,400 passengers were stranded in Larkmouth.",
            0.55,
            "c8",
            disagreement=(carried(SKERRY, "Some 2,100 passengers were stranded in Larkmouth.", "numbers"),),
        ),
        line(COURIER, "2024. The year the last contract was signed is still in dispute.", 0.3, "c9"),
        line(SKERRY, "<script>alert(1)</script> stood on a poster at the pier.", 0.2, "c10"),
        line(SKERRY, "[x](javascript:alert(1)) stood below it.", 0.1, "c13"),
        line(COURIER, "# heading", 0.05, "c14"),
    ),
)

BRIEFING = Briefing(
    title="Mayor & ferry line *talk* again",
    date="2031-03-05",
    plan="ferry-strike",
    language="en",
    options=MappingProxyType({"length": "20", "threshold": 0.35, "shares": {"call": 2.0}}),
    length=Counted(14, 151, 38),
    readability=MappingProxyType({"flesch_reading_ease": 71.24, "flesch_kincaid_grade": 5.6}),
    articles=ARTICLES,
    sections=(CALL, LINE_POSITION, DEMANDS, REACTION, CONTEXT),
    problems=(
        Problem("articles/empty.txt", "holds no text"),
        Problem("articles/northlight.html", "outlet inferred from <title>", "notice"),
    ),
    trace=(
        fate(COURIER, CALL.lines[0].text, "call", True, "the most central", score=1.0),
        fate(SKERRY, "Some\u20282,100", "context", False, "told already", score=1 / 3, speaker="Reuel"),
    ),
)


def read_back(text: str, where: str = "") -> Briefing:
    """Read the JSON of a briefing."""
    page = from_json(text, where)
    assert isinstance(page, Briefing)
    return page
