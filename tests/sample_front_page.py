"""A front page made by hand, for the tests of what is printed and mailed: a long story, a short one and all lists."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from sample_briefing import BRIEFING, COURIER, NORTHLIGHT, SKERRY, UNKNOWN, carried, line

from summarizer.model import Article, BriefingSection, Counted, DetectedStory, FrontPage, Pile, Problem, Single

DATE = "2031-03-05"


def article(id: str, outlet: str, title: str, **more: object) -> Article:  # noqa: A002
    """Make an article whose text is its title as a sentence."""
    whole = Article(
        text=f"{title}.",
        outlet=outlet,
        title=title,
        url=f"https://{id}.example/news",
        published=DATE,
        language="en",
        path=f"{id}.md",
        outlet_from="metadata",
        id=id,
    )
    return replace(whole, **more)  # type: ignore[arg-type]


LIGHTHOUSE = article("b1", "Skerry *Post*", "Lighthouse keeper’s <lamp> & log found [after 90 years]")
LAMP = article("b2", "Northlight Radio", "The lamp of the old lighthouse is found", outlet_from="claimed")
MUSING = article("b3", "Brannoch Courier", "What a lamp tells us", url="javascript:alert(1)")
BRIDGE = article("b4", "Larkmouth Echo", "Brücke über den Lark bleibt gesperrt", language="de")
BRIDGE_TOO = article("b5", "Brannoch Courier", "Lark bridge stays shut")
MARKET = article("b6", "Larkmouth Echo", "Market hall votes again")
MARKET_TOO = article("b7", "Northlight Radio", "Second vote on the market hall")
ALONE = tuple(article(f"c{n}", "Pier Gazette", f"Notice {n} of the harbour") for n in range(1, 23))
OPINION = article("d1", "Skerry *Post*", "Let the gulls be")
WEEK = article("d2", "Brannoch Courier", "The week in ten lines")

FERRY = DetectedStory(
    id="2031-03-03-aaaaa",
    title=COURIER.title,
    title_from="a1",
    articles=("a1", "a2", "a3", "a4"),
    outlets=4,
    origins=3,
    first="2031-03-03",
    newest=DATE,
    told=(
        ("2031-02-20", "Crews walk out"),
        ("2031-03-03", "Mayor to meet the ferry line"),
        ("2031-03-04", COURIER.title),
    ),
)
LAMP_STORY = DetectedStory(
    id="2031-03-05-bbbbb",
    title=LIGHTHOUSE.title,
    title_from="b1",
    articles=("b1", "b2", "b3"),
    comments=("b3",),
    outlets=3,
    origins=2,
    first=DATE,
    newest=DATE,
    standing="Lighthouses",
)
BRIDGE_STORY = DetectedStory("2031-03-05-ccccc", BRIDGE.title, "b4", ("b4", "b5"), outlets=2, first=DATE, newest=DATE)
MARKET_STORY = DetectedStory(
    id="2031-03-01-ddddd",
    title=MARKET.title,
    title_from="b6",
    articles=("b6", "b7"),
    outlets=2,
    first="2031-03-01",
    newest="2031-03-04",
    told=(("2031-03-01", "Market hall votes"),),
)

LAMP_BRIEFING = replace(
    BRIEFING,
    title=LIGHTHOUSE.title,
    plan="general",
    articles=(LIGHTHOUSE, LAMP),
    sections=(
        BriefingSection(
            "event",
            "What happened",
            (
                line(
                    LIGHTHOUSE,
                    LIGHTHOUSE.text,
                    1.0,
                    "c1",
                    origins=2,
                    also=(carried(LAMP, LAMP.text),),
                    key=True,
                    opens=True,
                ),
                line(LAMP, LAMP.text, 0.5, "c2", update="since 2031-03-04: now also Northlight Radio"),
            ),
        ),
        BriefingSection("ahead", "What comes next", ()),
    ),
)

FRONT = FrontPage(
    title="The news of 5 March 2031",
    date=DATE,
    language="en",
    options=MappingProxyType({"stories": {"most_stories": 2}}),
    length=Counted(16, 170, 43),
    pile=Pile(
        articles=(
            *(COURIER, NORTHLIGHT, SKERRY, UNKNOWN, LIGHTHOUSE, LAMP, MUSING, BRIDGE, BRIDGE_TOO, MARKET, MARKET_TOO),
            *(*ALONE, OPINION, WEEK),
        ),
        stories=(FERRY, LAMP_STORY, BRIDGE_STORY, MARKET_STORY),
        singles=tuple(Single(one.id) for one in ALONE),
        comments=("d1",),
        roundups=("d2",),
    ),
    briefings=MappingProxyType({FERRY.id: BRIEFING, LAMP_STORY.id: LAMP_BRIEFING}),
    quiet=(MARKET_STORY.id,),
    problems=(
        Problem("articles/empty.txt", "holds no text"),
        Problem("b.md", "outlet inferred from the text", "notice"),
    ),
    new_only=True,
    since="2031-03-04",
    pages=MappingProxyType({"2031-03-03": "2031-03-03-news", "2031-03-01": "2031-03-01-news"}),
)


def make_hostile(value: str) -> FrontPage:
    """Make a page of a story, one beyond the most, a quiet one and a headline in each list: each text is this one."""
    odd = replace(LIGHTHOUSE, outlet=value, title=value, path=value, url=f"javascript:{value}", language=value)
    comment = replace(odd, id="b3")
    alone = article("c1", value, value, url=f"data:{value}")
    story = replace(LAMP_STORY, title=value, standing=value, first=value, newest=value)
    story = replace(story, told=((value, f"{value}x"), (value, value)))
    stories = (story, replace(story, id="rest"), replace(story, id="quiet"))
    lines = (replace(LAMP_BRIEFING.sections[0].lines[0], outlet=value),) * 6
    section = replace(LAMP_BRIEFING.sections[0], title=value, lines=lines)
    return replace(
        FRONT,
        title=value,
        date=value,
        since=value,
        language=value,
        pile=Pile((odd, comment, alone), stories, (Single("c1"),), ("c1",), ("c1",)),
        briefings={story.id: replace(LAMP_BRIEFING, articles=(odd,), sections=(section,))},
        quiet=("quiet",),
    )
