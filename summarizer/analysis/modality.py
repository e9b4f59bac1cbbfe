"""Whether what happens on a day is past or to come, told by the verb that governs the day, or not at all.

There is no parser: the nearest verb on the left counts, and where a clause opens with the day, the first on
the right. Whatever could be read in two ways is answered with nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from summarizer.text.stems import stemmer
from summarizer.text.tokens import fold

Tense = Literal["past", "future", ""]

_TOKEN = re.compile(r"\w+(?:[’'.-]\w+)*|\x01+|[^\w\s]")
_OWNED = re.compile(r"(?:\s(?:night|morning|afternoon|evening))?['’]s\b")
_BEFORE, _AFTER, _NEAR = 400, 240, 40
_FILLERS = frozenset("on late early overnight , later earlier again only just as also".split())
_BREAKS = frozenset("; : — – ( ) [ ] … ! ?".split())
_OPENERS = frozenset("and but that when while who which where because although though if whose".split()) | _BREAKS
#: Behind these a day is a term, not the time of what the verb tells.
_TERMS = frozenset(
    "for until till by to before through from between starting beginning effective around about than of or since past beyond within".split()
)
_OF_TIME = frozenset("in at during after following since".split())
_DETERMINERS = frozenset(
    "the a an his her its their our my your this these those of some many several all no any other two three four five "
    "six seven eight nine ten most more few former new old so-called".split()
)
_BE_NOW, _BE_THEN = frozenset("is are am ’s 're 's".split()), frozenset("was were".split())
_MODALS = frozenset("will won’t won't shall may might must".split())
_UNSURE = frozenset(
    "would could should can cannot can’t can't wouldn’t wouldn't couldn’t couldn't do does don’t don't doesn’t doesn't "
    "has have hasn’t haven’t hasn't haven't wants want "
    "hopes hope seeks unless".split()
)
_AHEAD = frozenset(
    "to due scheduled expected set slated likely planning going supposed poised planned preparing hoping".split()
)
_PLANS = frozenset("plans plan intends intend expects expect".split())
#: What is done with a plan says nothing of the plan's day, unless the day stands right beside it.
_PLANNED = frozenset(
    """agreed announced called planned scheduled set prepared proposed ordered discussed invited expected urged asked
    demanded postponed delayed cancelled canceled arranged convened promised offered requested sought wanted braced
    geared decided summoned moved slated threatened vowed hoped intended pledged considered approved endorsed rejected
    opposed supported backed feared predicted awaited anticipated organized organised booked rescheduled extended needed
    welcomed mentioned suggested forecast chose picked planning accepted advised recommended pressed pushed sent issued
    granted gave given faced allowed referred""".split()
)
_TAKING_PLACE = frozenset(
    """held hosted attended chaired opened ended began started staged led had concluded made won lost hold host attend
    chair open end begin start stage lead have conclude make take took win finish finished missed played play
    left leave injured killed died wounded""".split()
)
_EVENTS = frozenset(
    """election elections vote votes summit meeting meetings talks hearing hearings conference visit visits strike
    strikes referendum game games match trial deadline session sessions inauguration ceremony funeral attack attacks
    bombing bombings shooting shootings killing killings crash explosion explosions blast fire accident raid raids
    ruling decision announcement speech address appearance appointment launch rally march protest protests
    demonstration demonstrations debate runoff ballot polls poll event events race final arrival departure release
    flight trip negotiations discussions discussion ceremonies hearing appeal review report statement statements
    comments remarks move landing docking walkout test tests""".split()
)
_SUDDEN = frozenset(
    """attack attacks bombing bombings shooting shootings killing killings crash explosion explosions blast fire
    accident raid raids decision announcement statement statements comments remarks""".split()
)
_NOUNS_IN_ING = frozenset(
    """morning evening building briefing warning trading spending during nothing something anything everything including
    according following regarding meeting hearing ruling killing bombing shooting filing fighting opening closing""".split()
)
_NO_VERBS_IN_ED = frozenset(
    """need indeed hundred seed speed feed breed exceed proceed succeed unprecedented aged based related limited
    united alleged so-called armed red bed shed sacred naked wicked rugged concerned hatred interested""".split()
)
_IRREGULAR = frozenset(
    """said told met held won lost began left led made took gave went came became got ran saw spoke wrote broke brought
    bought sold sent paid built fell rose grew flew drew threw knew found felt kept fought caught taught thought stood
    sat shot struck stole swore tore wore woke hid bit lay dealt meant heard fled sank sang swam slid sped spent lent
    laid bore blew chose drove froze rode shook shrank stuck swept swung withdrew overthrew undertook overcame
    underwent was were had did""".split()
)
_TO_NOUNS = frozenset(
    """court death life prison power work police parliament record date home safety jail hospital reporters office
    school earth orbit class church war peace""".split()
)


def find_tense(text: str, start: int, end: int) -> Tense:
    """Tell the tense of what happens on the day that stands in ``text[start:end]``, if that is sure.

    Quotations in the text should be masked: whoever is quoted spoke at some other time.

    >>> find_tense("The mayor will open it on Sunday.", 26, 32), find_tense("The mayor opened it on Sunday.", 23, 29)
    ('future', 'past')
    >>> find_tense("The mayor agreed to a vote on Sunday.", 30, 36)
    ''
    """
    left = _TOKEN.findall(text[max(0, start - _BEFORE) : start])
    right = _TOKEN.findall(text[end : end + _AFTER])
    owned = _OWNED.match(text, end)
    if owned:
        right = _TOKEN.findall(text[owned.end() : end + _AFTER])
    at = _skip_fillers(left)
    term = left[at - 1].lower() if at else ""
    if term in _TERMS or (term == "of" and left[at - 2 : at - 1] == ["ahead"]):
        return _judge_term(term, left[: at - 1])
    if owned:
        return _read_owner(left, term, right)
    if at == 0 or left[at - 1].lower() in _OPENERS or left[at - 1] == ",":
        clause = _read_right(right)
        return clause if at == 0 or left[at - 1] != "," or clause else _read_left(left, at)
    beside = _read_token(left, at - 1, len(left))
    if beside == "past" and left[at - 1].lower() not in ("was", "were", "had"):
        return "past"
    return _read_beside(right) if right and _opens_verb(right[0]) else _read_left(left, at)


def _read_owner(left: Sequence[str], term: str, right: Sequence[str]) -> Tense:
    """Read "in Friday’s raid": what is only planned may be talked of before and after."""
    next_words = {word.lower() for word in right[:3]}
    planned = term in ("in", "at") and next_words & _EVENTS - _SUDDEN
    if term not in _OF_TIME or planned or any(_is_paper(word) for word in next_words):
        return ""
    return _read_left(left, len(left))


def _skip_fillers(left: Sequence[str]) -> int:
    at = len(left)
    while at and left[at - 1].lower() in _FILLERS:
        at -= 1
    return at


def _is_paper(word: str) -> bool:
    return bool(re.match(r"edition|issue|paper|newspaper|print", word))


def is_term(text: str, start: int) -> bool:
    """Tell whether a day is a term ("by Sunday", "until Sunday") and not the time of what the verb tells."""
    left = _TOKEN.findall(text[max(0, start - _NEAR) : start])
    at = _skip_fillers(left)
    return bool(at) and left[at - 1].lower() in _TERMS - {"since", "of"}


def _judge_term(term: str, left: Sequence[str]) -> Tense:
    if term == "since":
        return "past"
    return "future" if _read_left(left, len(left)) == "future" or left[-1:] in (["has"], ["have"]) else ""


def _opens_verb(word: str) -> bool:
    lower = word.lower()
    return lower in _MODALS | _UNSURE | _BE_NOW | _IRREGULAR or _is_in_ed(word)


def _read_beside(right: Sequence[str]) -> Tense:
    found = _read_token(right, 0, 0)
    return found if found in ("past", "future") else ""


def _read_right(right: Sequence[str]) -> Tense:
    """Read the first verb of a clause that the day opens."""
    for place, word in enumerate(right):
        lower = word.lower()
        if lower in _OPENERS and (place or lower in _BREAKS) and lower != "and":
            return ""
        found = _read_token(right, place, place)
        if found == "past" and _is_in_ed(word) and any(w.lower() in _MODALS for w in right[place + 1 : place + 12]):
            return "past" if lower in ("announced", "promised", "warned", "insisted") else ""
        if found:
            return found if found in ("past", "future") else ""
    return ""


def _read_left(left: Sequence[str], at: int) -> Tense:
    """Read the last verb before a day; ``at`` is where the day's own words begin."""
    for place in range(at - 1, -1, -1):
        if left[place] in _BREAKS:
            return ""
        found = _read_token(left, place, at)
        if not found:
            continue
        if found not in ("past", "future"):
            return ""
        return found if _may_reach(left, place, at) else ""
    return ""


def _may_reach(left: Sequence[str], verb: int, at: int) -> bool:
    """Tell whether the day belongs to the verb and not to a noun between the two."""
    if verb == at - 1:
        return True
    if left[verb].lower() in _PLANNED or any(word.lower() in _AHEAD - {"to"} for word in left[verb:at]):
        return left[verb].lower() in _BE_NOW | _PLANS
    between = [word.lower() for word in left[verb + 1 : at]]
    if between[-1] not in _EVENTS:
        return "if" not in between and "whether" not in between
    governs = next((word for word in reversed(between) if word in _OF_TIME or word in _TERMS | {"over", "against"}), "")
    if governs:
        return governs in _OF_TIME
    return left[verb].lower() in _TAKING_PLACE or bool(_TAKING_PLACE & set(between))


def _read_token(tokens: Sequence[str], place: int, at: int) -> Tense | Literal["?"]:
    """Give the tense that a token sets, ``?`` if it sets one that is not sure, nothing if it is no verb."""
    word, lower = tokens[place], tokens[place].lower()
    after = [w.lower() for w in tokens[place + 1 : place + 4]]
    if word in _MODALS:
        return "?" if "have" in after[:2] or tokens[place - 1 : place] in (["the"], ["his"], ["free"]) else "future"
    if lower in _BE_NOW:
        return "future" if _is_ahead(after) else "?"
    if lower in _BE_THEN or lower == "had":
        return "?" if _is_ahead(after) or (after and after[0].endswith("ing")) else "past"
    if lower in _PLANS:
        return "future" if after[:1] == ["to"] else ""
    if lower in _UNSURE:
        return "?"
    if lower == "to":
        return _read_to(tokens, place)
    if lower in ("scheduled", "expected", "due", "slated") and place >= at - 3:
        return _read_left_of_plan(tokens, place)
    if lower in _IRREGULAR or _is_in_ed(word):
        return _read_past(tokens, place)
    if word.endswith("ing") and len(word) > 5 and word.islower() and place == at - 1:
        noun = lower in _NOUNS_IN_ING and place and tokens[place - 1].lower() in _DETERMINERS
        return "" if noun else "?"
    return ""


def _is_ahead(after: Sequence[str]) -> bool:
    words = [word for word in after if word not in ("not", "also", "still", "been", "now", "being")]
    return bool(words) and words[0] in _AHEAD


def _read_to(tokens: Sequence[str], place: int) -> Tense | Literal["?"]:
    following = tokens[place + 1] if place + 1 < len(tokens) else ""
    if not following.islower() or following in _DETERMINERS | _TO_NOUNS or following.endswith("s"):
        return ""
    before = tokens[place - 1].lower() if place else ""
    if before in _BE_NOW or before in _PLANS:
        return "future"
    earlier = tokens[place - 2].lower() if place > 1 else ""
    return "future" if before in _AHEAD and earlier in _BE_NOW else "?"


def _read_left_of_plan(tokens: Sequence[str], place: int) -> Tense | Literal["?"]:
    before = {word.lower() for word in tokens[max(0, place - 3) : place]}
    if before & {"was", "were", "had", "been", "have", "has", "not"}:
        return "?"
    return "future"


def _is_in_ed(word: str) -> bool:
    return word.endswith("ed") and len(word) > 3 and word.islower() and word not in _NO_VERBS_IN_ED


def _read_past(tokens: Sequence[str], place: int) -> Tense | Literal["?"]:
    before = tokens[place - 1].lower() if place else ""
    if before in _DETERMINERS or before.isdigit() or before in ("'s", "’s") or before.endswith(("'s", "’s")):
        return ""
    auxiliary = [w.lower() for w in tokens[max(0, place - 4) : place] if not w.lower().endswith("ly")]
    last = auxiliary[-1] if auxiliary else ""
    if tokens[place + 1 : place + 2] == ["by"] and not {"was", "were", "been", *_BE_NOW} & set(auxiliary):
        return "?"  # "a summit sponsored by the bank on Sunday"
    if last in ("be", "being", "have", "has", "to", "not", "also") or last in _MODALS | _BE_NOW:
        return ""  # the auxiliary tells
    return "?" if last == "been" and set(auxiliary) & {"will", "may", "might"} else "past"


# What is told as done, and what only as to come, allowed or supposed: "signed" is not "will sign".


_WORD = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
_MODALS_in_moods = frozenset("will won't shall may might would wouldn't".split())
_NOUN_BEFORE = frozenset("the a his her its their our my your this that free good political last own s".split())
#: "is expected to", "plans to": what follows has not happened. (What was agreed on may have.)
_AHEAD_in_moods = frozenset(
    "expected scheduled due set slated likely going planning supposed poised preparing ready".split()
)
_PLANS_in_moods = frozenset("plans plan intends intend hopes hope aims aim wants want expects expect".split())
_BE = frozenset("is are be am".split())
_BETWEEN = frozenset("not also still now soon then only never ever be been being again yet probably likely".split())
#: Of these it is said too often, and of too many things, that they were done or will be.
_LIGHT = frozenset(
    "be been have had has do does did get got make made take took go went come came say said tell told give gave let "
    "need needed want wanted use used".split()
)
_PAST_OF: Mapping[str, str] = MappingProxyType({
    "met": "meet", "won": "win", "held": "hold", "lost": "lose", "began": "begin", "left": "leave", "led": "lead",
    "spoke": "speak", "wrote": "write", "broke": "break", "brought": "bring", "bought": "buy", "sold": "sell",
    "sent": "send", "paid": "pay", "built": "build", "fell": "fall", "rose": "rise", "flew": "fly", "drew": "draw",
    "threw": "throw", "fought": "fight", "struck": "strike", "stole": "steal", "chose": "choose", "fled": "flee",
    "sank": "sink", "withdrew": "withdraw", "overthrew": "overthrow", "resold": "resell", "rebuilt": "rebuild",
    "taught": "teach", "shot": "shoot", "sold off": "sell", "chosen": "choose", "written": "write", "begun": "begin",
    "broken": "break", "withdrawn": "withdraw", "sunk": "sink", "fallen": "fall", "risen": "rise", "stolen": "steal",
    "spoken": "speak", "flown": "fly", "drawn": "draw",
})  # fmt: skip
_NO_PASTS = frozenset("need indeed hundred seed speed feed breed exceed proceed succeed united".split())
_DETERMINERS_in_moods = frozenset(
    "the a an his her its their our my of some many any no two three four five six".split()
)
_IF = frozenset({"if", "unless", "whether"})
_REACH, _NEAR_in_moods = 24, 8
_STILL = _BETWEEN - {"been"}
#: With these another clause begins.
_CLAUSES = frozenset("that which who whom but because when while must should can could".split()) | _MODALS_in_moods


def read_moods(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the stems of the verbs that tell of something to come or supposed, and of those that tell of something done.

    "would" counts as to come: reported speech puts "will" back to it.

    >>> read_moods("Dahl said she would sign it.")[0] == read_moods("Dahl will sign it.")[0] == {"sign"}
    True
    >>> read_moods("Dahl has signed it, and Moe met her.")[1] == {"sign", "meet"}
    True
    """
    words = ["May" if word == "May" else fold(word).replace("’", "'") or word for word in _WORD.findall(text)]
    ahead: dict[int, str] = {}
    for place, word in enumerate(words):
        at = _find_verb(words, place, word)
        if at:
            ahead[at] = words[at]
        elif word in _IF:
            ahead |= _suppose(words, place)
    stem = stemmer("en")
    planned = {stem(_PAST_OF.get(word, word)) for word in ahead.values() if word not in _LIGHT}
    done = {stem(verb) for place in range(len(words)) if place not in ahead and (verb := _done(words, place))}
    return frozenset(planned), frozenset(done)


def _find_verb(words: list[str], place: int, word: str) -> int:
    """Give the place of the verb that a word puts ahead, or 0."""
    if word in _MODALS_in_moods and not (place and words[place - 1] in _NOUN_BEFORE):
        return _skip(words, place + 1)
    if word != "to" or not place:
        return 0
    before = words[place - 1]
    earlier = words[max(0, place - 4) : place - 1]
    if before in _BE or before in _PLANS_in_moods or (before in _AHEAD_in_moods and _BE & set(earlier)):
        return _skip(words, place + 1)
    return 0


def _skip(words: list[str], at: int) -> int:
    while at < len(words) and (words[at] in _BETWEEN or words[at].endswith("ly")):
        at += 1
    # "would have signed" was not signed, "will have signed" may be: leave both.
    return at if at < len(words) and words[at].isalpha() and words[at] not in ("have", "to") else 0


def _suppose(words: list[str], place: int) -> dict[int, str]:
    """Give the words of a condition that may be its verb."""
    found: dict[int, str] = {}
    for at in range(place + 1, min(len(words), place + _REACH)):
        word, near = words[at], at < place + _NEAR_in_moods
        if not word[0].isalnum() or word in _CLAUSES:
            break
        if _done(words, at) or (near and word.endswith("s") and len(word) > 3):
            found[at] = word
    return found


def _done(words: list[str], place: int) -> str:
    """Give the verb, if a word is one in the past."""
    word = words[place]
    if not word.endswith("ed") and word not in _PAST_OF:
        return ""
    before = words[place - 1] if place else ""
    if word in _LIGHT or before in _DETERMINERS_in_moods or before.isdigit() or _is_state(words, place):
        return ""
    if word in _PAST_OF:
        return _PAST_OF[word]
    ends = (
        word.endswith("ed")
        and len(word) > 4
        and word.isalpha()
        and word not in _NO_PASTS
        and word not in _AHEAD_in_moods
    )
    return word if ends else ""


def _is_state(words: list[str], place: int) -> bool:
    """Tell a participle that says how a thing is ("is not involved", "to be closed"), not that it was done."""
    at = place - 1
    while at >= 0 and (words[at] in _STILL or words[at].endswith("ly")):
        if words[at] in ("be", "being"):
            return True
        at -= 1
    return at >= 0 and words[at] in _BE
