"""What a sentence opens with that has its meaning from the one before."""

from __future__ import annotations

import re

from summarizer.standing.lexicon import COUNT, HERE, LINK, SPAN, SPEECH, VERB

#: The weakest reason: the sentence is understood, but its first word looks back.
LINKED = "goes on from the sentence before"
# "It is unclear whether …", "It was the worst flood in …": nothing is meant by this "it".
_EXPLETIVE = (
    r" (?:(?:is|was|would be|will be|has been|may be|remains|remained|became) (?:(?:\w+ ){0,4}?(?:that|whether|why"
    r"|how|when"
    r"|what|if)\b|(?:not |too |so |still )?(?:hard|difficult|easy|important|possible|impossible|necessary|early|late"
    r"|time|safe|wrong|right|vital|better|best|rare|unusual) (?:for [\w ]{2,30} )?to\b|the (?:first|second|third"
    r"|fourth"
    r"|last|latest|worst|biggest|largest|deadliest|highest|lowest)\b|[A-Z]\w+(?: [A-Z]\w+)*,? (?:who|that|which)\b)"
    r"|(?:seems|seemed|appears|appeared) (?:\w+ )?that\b|took [a-z \d]+ to\b|rained\b|snowed\b)"
)

#: What a sentence opens with that has its meaning from the one before.
OPENINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (why, re.compile(pattern))
    for why, pattern in (
        (
            "opens with a pronoun",
            rf"^(?:{LINK},? )?(?:He|he)\b(?! [A-ZÀ-Þ][a-zß-ÿ])"
            rf"|^(?:{LINK},? )?(?:She|They|His|Her(?! (?:Majesty|Royal|Highness))|Their|Its|Him|Them|she|they|his"
            rf"|her|their|its)\b"
            rf"|^(?:{LINK},? )?[Ii]t\b(?!{_EXPLETIVE})",
        ),
        (
            "refers to what was said before",
            rf"^(?:{LINK},? )?(?:Those(?! (?:who|whose|in|with|from|of us|\w+ed|\w+ing|killed)\b)|These"
            rf"|This(?! (?:\w+ )?{HERE}\b)|That|Such(?! as)|Both(?! (?:[A-Z]|the )[^,]{{1,40}}? and )"
            rf"|Neither(?! .*\bnor\b)"
            r"|The latter|The same|Others|Another(?! \d)|In (?:response|return|reply|turn)(?=,| [A-Z]| the )"
            r"|So far|Instead(?! of)|As a result(?! of)|That is why|Most of (?:them|those|these)\b(?! who)"
            r"|(?:Some|One|None|All|Many|Each|Two) of (?:them|those|these)\b(?! who)"
            rf"|(?:One|Some) (?:{SPEECH}|was|is|were|are|had|has|have|carried|of the (?:two|three|men|women|pair))"
            rf"|All (?:of the (?:men|women|{COUNT})\b|{COUNT} {VERB})|The (?:former|pair|trio|others) {VERB})",
        ),
        (
            "names what only the sentence before explains",
            rf"^(?:{LINK},? )?[Tt]he (?:(?:\w+ )?(?:politician|lawmaker|senator|congressman|suspect|man|woman|boy"
            rf"|girl"
            r"|couple|group|spokes(?:man|woman|person)|officials?|sources?|person|author|diplomat|aide|\d+-year-old)"
            r"|(?:\w+ )?(?:statement|announcement|remarks?|comments?|memo|letter|document|offer|proposal|request"
            r"|suggestion"
            r"|recommendations?|allegations?|accusations?|changes?|reply|response|lawsuit|episode|exchange"
            r"|conversation"
            rf"|message|idea)|move|step|incident|decision|result|reason|answer|center|centre|site) {VERB}"
            rf"|^[Tt]he (?:second|third|first|other|next) (?:one|part|man|woman|document|letter|statement) {VERB}"
            r"|^In an? [\w -]{3,30}, the (?:group|company|agency|organi[sz]ation|party|official|pair|man|woman) \w+",
        ),
        (
            "tells its time by the sentence before",
            rf"^(?:{LINK},? )?(?:[Tt]he (?:same|next|following|previous) {SPAN}\b"
            rf"|(?:Hours|Minutes|Days|Weeks|Months|Moments|Years) (?:later|afterwards?|earlier"
            rf"|before,)(?! [A-Z]\w+day)"
            rf"|(?:An?|One|Two|Three|Four|Five|Six|Several|\d+)(?: few| short)? {SPAN} (?:later|afterwards?|earlier"
            rf"|before,)"
            r"|Afterwards?\b(?! the\b)|(?:Later|Earlier|Soon|Shortly afterwards?|Soon afterwards?|Meantime),"
            r"|(?:Later|Earlier) (?:in the|that) (?:day|week|month|year|evening)|At (?:the|that) (?:time|point"
            r"|moment)\b(?! (?:of|the|when)\b)"
            r"|(?:By|Since|Until|Before) then\b"
            r"|In (?:his|her|their|each|both|either|that|such|these|those) (?:cases?|instances?|respects?)\b)",
        ),
        (
            LINKED,
            r"^(?:But|And|However|Nor|Or|Yet|Still|Also|Then|Moreover|Furthermore|Likewise)\b"
            r"|^(?:Besides|Indeed|As expected|Nonetheless|Nevertheless|Additionally|In addition|In fact|Of course"
            r"|For example"
            r"|For instance|Similarly|Consequently|Accordingly|Hence|Thus|Therefore|On the other hand|By contrast"
            r"|In contrast"
            r"|Rather|Otherwise|Not surprisingly|Unsurprisingly|Worse|Even so|More broadly|In other words"
            r"|Asked (?:if|whether|why|how|about|what)),"
            r"|^(?:Therefore|Thus)\b|^[^,]{1,80}, (?:for example|for instance),"
            r"|^(?:As it turned out|Not entirely)\b|^(?:[A-Z][\w’'.-]+ ){1,3}then (?!head|chief|president"
            r"|[A-Z])[a-z]+",
        ),
        ("speaks for somebody unnamed", r"^(?:We|We’re|Our|I|I’m|My|You|Your|If you|If we)\b(?! (?:[A-Z]))"),
    )
)  # fmt: skip

QUOTED = re.compile(
    r"^[“\"](?:He|She|They|His|Her|Their|Them|These|Those(?! who)|That(?:['’]s| is| was|,))(?![A-Za-z])"
    r"(?!.*[”\"].* (?:of|about|to) [A-Z])"
)
