"""The words of English by which the others tell a subject, a verb and a time; as sets and as parts of patterns."""

from __future__ import annotations

import re

from summarizer.gating import Gated, arrange, compiled, find_groups, gate_exact

_SPEECHES = (
    "said says say added adds told tells noted notes continued wrote writes explained stressed insisted argued warned"
    " replied recalled declared acknowledged predicted estimated reported announced claimed complained"
).split()
#: What follows a subject.
VERBS = frozenset(
    """is are was were has have had will would could can may might must should did does do also then later now refused
    declined denied asked called calls described gave spoke went came comes made took left got began identified occurred
    happened include includes included contain contains contained show shows showed found want wants plan plans hope
    hopes met seem seems appear appears appeared""".split()
) | frozenset(_SPEECHES)
SPEECH = f"(?:{'|'.join(_SPEECHES)})"
VERB = rf"(?:{'|'.join(sorted(VERBS))})\b"
_PASTS = frozenset(
    """sought won led ran held kept lost brought thought felt knew saw heard paid built grew fell rose stood sat set put
    let cut hit sent spent drove flew fought bought caught taught chose broke became drew threw swore shot""".split()
)
LINKS = (
    *(
        "But",
        "And",
        "Nor",
        "Or",
        "So",
        "Yet",
        "Still",
        "Also",
        "Then",
        "Moreover",
        "Furthermore",
        "Likewise",
        "However",
    ),
    *(
        "Meanwhile",
        "Instead",
        "Later",
        "Earlier",
        "Now",
        "Indeed",
        "Thus",
        "Therefore",
        "Hence",
        "In addition",
        "In fact",
    ),
    *("Of course", "Even so", "Perhaps"),
)
COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)"
#: Somebody of whom there may be a second and a third.
PERSON = (
    r"(?:man|woman|boy|girl|soldier|suspect|officer|victim|gunman|attacker|bomber|defendant|hostage|passenger"
    r"|prisoner|lawyer|witness|miner|driver)"
)
SPAN = r"(?:second|minute|hour|day|night|morning|evening|week|weekend|month|year|decade|time|moment|season)s?"
HERE = (
    rf"(?:{SPAN}|spring|summer|autumn|fall|winter|afternoon|century|country|nation|city|town|village|island|state"
    r"|region|area|suburb|community|neighbou?rhood|valley|capital|port|point|kind|sort|type|way|world|case is)"
)
#: What is written with a capital and is neither a person nor a place.
NO_PERSON = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays
    Sundays January February March April May June July August September October November December Parliament Congress
    Government Cabinet Department Ministry Council Court Party Union Street Bank States Kingdom Nations Times News Post
    University House Office""".split()
)


def is_verb(word: str) -> bool:
    """Tell a word that mostly follows a subject.

    >>> is_verb("says"), is_verb("flooded"), is_verb("flood")
    (True, True, False)
    """
    regular = word.endswith("ed") and len(word) > 2 and word.isascii() and word.isalpha() and word.islower()
    return word in VERBS or word in _PASTS or regular


# What a sentence opens with that has its meaning from the one before.


#: The weakest reason: the sentence is understood, but its first word looks back, or "here" to its dateline.
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

_GOING_ON = (
    *("Besides", "Indeed", "As expected", "Nonetheless", "Nevertheless", "Additionally", "In addition", "In fact"),
    *(
        "Of course",
        "For example",
        "For instance",
        "Similarly",
        "Consequently",
        "Accordingly",
        "Hence",
        "Thus",
        "Therefore",
    ),
    *("On the other hand", "By contrast", "In contrast", "Rather", "Otherwise", "Not surprisingly", "Unsurprisingly"),
    *("Worse", "Even so", "More broadly", "In other words", "Separately"),
)
_BACK = (
    gate_exact(r"^Those\b(?! (?:who|whose|in|with|from|of us|\w+ed|\w+ing|killed)\b)", starts="Those"),
    gate_exact(rf"^This(?! (?:\w+ )?{HERE}\b)", starts="This"),
    gate_exact(
        r"^(?:These|That|The latter|The same|Others|So far)\b", starts="These;That;The latter;The same;Others;So far"
    ),
    gate_exact(r"^Such(?! as)", starts="Such"),
    gate_exact(r"^Both(?! (?:[A-Z]|the )[^,]{1,40}? and )", starts="Both"),
    gate_exact(r"^Neither(?! .*\bnor\b)", starts="Neither"),
    gate_exact(r"^(?:Another(?! \d)|A separate\b)", starts="Another;A separate"),
    gate_exact(r"^In (?:response|return|reply|turn)(?=,| [A-Z]| the )", starts="In re;In turn"),
    gate_exact(r"^(?:Instead|As a result)(?! of)", starts="Instead;As a result"),
    gate_exact(r"^(?:Most|Some|One|None|All|Many|Each|Two) of (?:them|those|these)\b(?! who)", " of th"),
    gate_exact(
        rf"^(?:One|Some) (?:{SPEECH}|was|is|were|are|had|has|have|carried|of the (?:two|three|men|women|pair))",
        starts="One ;Some ",
    ),
    gate_exact(r"^On the other(?: side)?(?:,| (?:is|are|was|were|stands?|stood)\b)", starts="On the other"),
    gate_exact(r"^On one side (?:is|are|was|were|stands?|stood)\b(?!.*\bon the other\b)", starts="On one side"),
    gate_exact(
        rf"^(?:A|The) (?:second|third|fourth|fifth|sixth) (?:{PERSON}|body)\b(?! (?:to|in|of)\b|, )",
        starts="A second ;The second ;A third ;The third ;A fourth ;The fourth ;A fifth;The fifth;A sixth;The sixth",
    ),
    gate_exact(rf"^All (?:of the (?:men|women|{COUNT})\b|{COUNT} {VERB})", starts="All "),
    gate_exact(rf"^The (?:former|pair|trio|others) {VERB}", starts="The former ;The pair ;The trio ;The others "),
)
_TIMES = (
    gate_exact(
        rf"^[Tt]he (?:same|next|following|previous) {SPAN}\b",
        "he same ;he next ;he following ;he previous ",
        starts="T;t",
    ),
    gate_exact(
        r"^(?:Hours|Minutes|Days|Weeks|Months|Moments|Years) (?:later|afterwards?|earlier|before,)(?! [A-Z]\w+day)",
        starts="Hours ;Minutes ;Days ;Weeks ;Months ;Moments ;Years ",
    ),
    gate_exact(
        rf"^(?:An?|One|Two|Three|Four|Five|Six|Several|\d+)(?: few| short)? {SPAN}"
        r" (?:later|afterwards?|earlier|before,)",
        " later; afterward; earlier; before,",
        starts="A ;An ;One ;Two ;Three ;Four ;Five ;Six ;Several ;0",
    ),
    gate_exact(r"^Afterwards?\b(?! the\b)", starts="Afterward"),
    gate_exact(
        r"^(?:Later|Earlier|Soon|Shortly afterwards?|Soon afterwards?|Meantime),",
        starts="Later,;Earlier,;Soon;Shortly afterward;Meantime,",
    ),
    gate_exact(
        r"^(?:Later|Earlier) (?:in the|that) (?:day|week|month|year|evening)",
        starts="Later in the ;Later that ;Earlier ",
    ),
    gate_exact(r"^At (?:the|that) (?:time|point|moment)\b(?! (?:of|the|when)\b)", starts="At the ;At that "),
    gate_exact(r"^(?:By|Since|Until|Before) then\b", starts="By then;Since then;Until then;Before then"),
    gate_exact(
        r"^In (?:his|her|their|each|both|either|that|such|these|those) (?:cases?|instances?|respects?)\b",
        " case; instance; respect",
        starts="In ",
    ),
)
_CONNECTED = (
    gate_exact(
        r"^(?:But|And|However|Nor|Or|Yet|Still|Also|Then|Moreover|Furthermore|Likewise|Therefore|Thus)\b",
        starts="But;And;However;Nor;Or;Yet;Still;Also;Then;Moreover;Furthermore;Likewise;Therefore;Thus",
    ),
    gate_exact(rf"^(?:{'|'.join(_GOING_ON)}),", starts=";".join(_GOING_ON)),
    gate_exact(r"^Asked (?:if|whether|why|how|about|what),", starts="Asked "),
    gate_exact(r"^[^,]{1,80}, (?:for example|for instance),", ", for example,;, for instance,"),
    gate_exact(r"^(?:As it turned out|Not entirely)\b", starts="As it turned out;Not entirely"),
    gate_exact(r"^(?:[A-Z][\w'.-]+ ){1,3}then (?!head|chief|president|[A-Z])[a-z]+", " then "),
)
_BEFORE = "refers to what was said before"
_UNKNOWN = "names what only the sentence before explains"

#: Why → what a sentence opens with that has its meaning from the one before: perhaps behind a link ("But", "In fact,"),
#: and at its very beginning only.
OPENINGS: tuple[tuple[str, tuple[Gated, ...], tuple[Gated, ...]], ...] = (
    (
        "opens with a pronoun",
        (
            gate_exact(r"^[Hh]e\b(?! [A-ZÀ-Þ][a-zß-ÿ])", starts="He;he"),
            gate_exact(
                r"^(?:She|They|His|Her(?! (?:Majesty|Royal|Highness))|Their|Its|Him|Them|she|they|his|her|their|its)\b",
                starts="She;They;His;Her;Their;Its;Him;Them;she;they;his;her;their;its",
            ),
            gate_exact(rf"^[Ii]t\b(?!{_EXPLETIVE})", starts="It;it"),
        ),
        (),
    ),
    (_BEFORE, _BACK, ()),
    (
        _UNKNOWN,
        (),
        (
            gate_exact(
                r"^In an? [\w -]{3,30}, the (?:group|company|agency|organi[sz]ation|party|official|pair|man|woman) \w+",
                ", the ",
                starts="In a ;In an ",
            ),
        ),
    ),
    ("tells its time by the sentence before", _TIMES, ()),
    (LINKED, (), _CONNECTED),
    (
        "speaks for somebody unnamed",
        (),
        (
            gate_exact(
                r"^(?:We|Our|I|My|You|Your|If you|If we)\b(?! (?:[A-Z]))",
                starts="We;Our;I;My;You;If you;If we",
            ),
        ),
    ),
)
_BEHIND_LINK = arrange([behind for _, behind, _ in OPENINGS])
_FIRST = arrange([(*behind, *first) for _, behind, first in OPENINGS])
_REASONS = tuple(why for why, _, _ in OPENINGS)
_LINKS = tuple(f"{link}{end}" for link in LINKS for end in (" ", ", "))

_QUOTED = r"^[“\"](?:He|She|They|His|Her|Their|Them|These|Those(?! who)|That(?:'s| is| was|,))(?![A-Za-z])"
_SAID_OF = r".[”\"].* (?:of|about|to) [A-Z]"
_NUMBERS = frozenset(f"many some several most all {COUNT[3:-1].replace('|', ' ')}".split())
_ADVERBS = frozenset("also then never still even later now".split())
# Verbs as they are told of somebody counted: of the present "many say" means people at large.
_DONE = frozenset(
    """are were have had did said told took went came got began left gave made kept ran fled lost sought spoke saw held
    brought chose""".split()
)
# What follows a verb in -ed, and not what is one thing with a noun ("some used tents").
_AFTER_VERB = frozenset(
    """the a an his her their its this that it them him to in on at by with for from into off as up out away over and
    about or""".split()
)
# How many suffered needs nothing before.
_SUFFERED = tuple("die dead kill injur wound hurt missing drown perish surviv homeless hospital trapped".split())
_SUFFERED_WITHIN = 45  # characters
_WOULD = frozenset(
    "will would could should must might cannot can't won't wouldn't couldn't doesn't didn't had took".split()
)
# Of these it is told elsewhere who or what they are, also with a word before them; of those without one.
_SOMEBODY = frozenset(
    """politician lawmaker senator congressman suspect man woman boy girl couple group spokesman spokeswoman
    spokesperson official officials source sources person author diplomat aide statement announcement remark remarks
    comment comments memo letter document offer proposal request suggestion recommendation recommendations allegation
    allegations accusation accusations change changes reply response lawsuit episode exchange conversation message
    idea""".split()
)
_SOMETHING = frozenset("move step incident decision result reason answer center centre site".split())
_COUNTED = frozenset("second third first other next".split())
_ONE_OF_THEM = frozenset({"one", "part"})
_WORD = re.compile(r"\w+")


def find_opening(plain: str) -> str:
    """Say what is wrong with how a sentence opens, or nothing.

    >>> find_opening("But the next day it rained."), find_opening("The same rain fell in Arle, and the river rose.")
    ('tells its time by the sentence before', 'refers to what was said before')
    >>> find_opening("The old woman said no."), find_opening("The old woman of Arle said no.")
    ('names what only the sentence before explains', '')
    """
    link = next((link for link in _LINKS if plain.startswith(link)), "") if plain.startswith(_LINKS) else ""
    rest = plain.removeprefix(link)
    found = [*find_groups(_FIRST, plain), *(find_groups(_BEHIND_LINK, rest) if link else ())]
    if _names_unknown(plain) or (link and _names_unknown(rest, linked=True)):
        found.append(_REASONS.index(_UNKNOWN))
    if _counts_unnamed(rest):
        found.append(_REASONS.index(_BEFORE))
    return _REASONS[min(found)] if found else ""


def _counts_unnamed(text: str) -> bool:
    """Tell whether a number is all that is told of those who do something: "Many refused to leave"."""
    a_few = text.startswith(("A few ", "a few "))  # "few" alone are few of all people
    words = text[2 if a_few else 0 :].split(" ", 4)
    if not a_few and words[0].lower() not in _NUMBERS:
        return False
    verb, after, *_ = [*(words[2:] if len(words) > 2 and words[1] in _ADVERBS else words[1:]), "", ""]
    does = verb in _DONE or (
        verb.rstrip(".,").endswith("ed") and verb != "need" and (verb[-1] in ".," or after in _AFTER_VERB)
    )
    return does and not any(word in text[:_SUFFERED_WITHIN] for word in _SUFFERED)


def opens_quoted(text: str) -> bool:
    """Tell whether a quotation opens a sentence and has its meaning from before, though not if it is said "of Lind".

    >>> opens_quoted("“It would cost too much,” Dahl said."), opens_quoted("“It would be wrong to go,” Dahl said.")
    (True, False)
    """
    if not text.startswith(("“", '"')):
        return False
    one, two, *_ = [*text[1:].split(" ", 2), "", ""]
    points = one in ("This", "That", "It") and two in _WOULD
    if points and one == "It":
        points = "take" not in text.split(" ", 4)[2:4] and not compiled(_EXPLETIVE).match(text, len("“It"))
    return (points or bool(compiled(_QUOTED).search(text))) and not compiled(_SAID_OF).search(text)


def _names_unknown(text: str, *, linked: bool = False) -> bool:
    """Tell whether somebody or something does something at once of whom or which nothing is said: "The woman said"."""
    the, one, two, three, *_ = [*text.split(" ", 4), "", "", "", ""]
    if the not in ("The", "the"):
        return False
    if _acts(two) and (one in _SOMETHING or _is_somebody(one)):
        return True
    counted = not linked and one in _COUNTED and two in _ONE_OF_THEM
    return _acts(three) and (counted or (_is_somebody(two) and bool(_WORD.fullmatch(one))))


def _is_somebody(word: str) -> bool:
    return word in _SOMEBODY or (word.endswith("-year-old") and word.removesuffix("-year-old").isdecimal())


def _acts(word: str) -> bool:
    verb = _WORD.match(word)
    return verb is not None and verb.group() in VERBS
