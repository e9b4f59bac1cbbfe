"""What points, amid a sentence, to a thing, a time, a place or a question that only the sentences before tell."""

from __future__ import annotations

import re
from collections.abc import Callable

from summarizer.gating import Gated, compiled, gate_exact
from summarizer.quoting import MASK
from summarizer.standing.lexicon import COUNT, NO_PERSON, PERSON, is_verb
from summarizer.standing.referring import NAME, names_several

_FARTHEST = 110  # characters; further on, what "that kind" means has mostly been told
# A clause before, which may have told what is meant.
_CLAUSE = (
    r"[;:]|, (?:and|but|so|yet|or|which|who|where|when)\b|\b(?:when|after|because|if|as|since|while|although|though"
    r"|where|unless|until)\b"
)
_DATED = (
    r"\d|\b(?:ago|last|next|yesterday|today|then|first|during|between|once|before|still|(?:Mon|Tues|Wednes|Thurs|Fri"
    r"|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_PLACES = (
    "city;cities;town;towns;village;villages;suburb;suburbs;island;islands;neighborhood;neighbourhood;valley;community"
    ";region;capital;port;country;nation;archipelago;enclave;hamlet;resort;settlement"
)
_NAMED_PLACE = (
    r"^(?P<dateline>[A-ZÀ-Þ][A-ZÀ-Þ ,.]+) [_–—-]|(?<!here and )\b(?:in|at|near|outside|across|around|throughout)"
    r" (?:\w+ )?(?P<name>[A-ZÀ-Þ]\w+)"
)
# Who, of a statement, is known by what was said of them before only.
_UNNAMED = "person|people|man|men|woman|women|source|official|spokes|aide|diplomat|statement|communique"
_FIRST_OF_THEM = rf"\b(?:one|both|first|second|another|other|an?|some|{COUNT})\b|\d"
_REQUEST = (
    r"[;“\"]|, (?:and|but|so|yet|while)\b|\b(?:but|while|when|after|if|although|though|because|than|what|whether|told"
    r"|to (?!the\b|an?\b)[a-z]+|(?:ask|request|demand|want|urg|offer|order|invit|propos|call|plead|press|appeal"
    r"|require)(?:ed|s|ing)?)\b"
)


def _has_clause(before: str, _: str) -> bool:
    return bool(compiled(_CLAUSE).search(before))


def _has_several(before: str, _: str) -> bool:
    return names_several(before)


def _is_far_or_told(before: str, _: str) -> bool:
    return len(before) > _FARTHEST or bool(compiled(_CLAUSE).search(before))


def _is_dated(before: str, after: str) -> bool:
    return any(compiled(pattern).search(text) for text in (before, after) for pattern in (_DATED, _CLAUSE))


def _has_first(before: str, _: str) -> bool:
    return bool(NAME.search(before[1:]) or compiled(_FIRST_OF_THEM, exact=False).search(before))


def _is_asked(before: str, _: str) -> bool:
    """Tell whether something is asked, offered or quoted before, or done before an "and"."""
    if MASK in before or compiled(_REQUEST).search(before):
        return True
    subject, conjunction, _rest = before.partition(" and ")
    return bool(conjunction) and any(map(is_verb, subject.split()))


def _is_introduced(before: str, _: str) -> bool:
    return bool(compiled(rf"\b(?:{_UNNAMED})").search(before))


_SPANS = tuple(
    """second minute hour day night morning evening week month year decade time moment season period era stage
    point""".split()
)
_ANSWERS = (
    "refused;agreed;disagreed;declined;denied;accepted;complied;obliged;consented;relented;said so;did so;did not"
)
#: What points, and what tells by the text before and behind it that it is understood.
POINTERS: tuple[tuple[Gated, Callable[[str, str], bool]], ...] = (
    (
        gate_exact(r"\b(?:of|with|to|for|by|on|from) (?:these|those)(?=[,.])", "these.;these,;those.;those,"),
        _has_several,
    ),
    (
        gate_exact(
            r"\b(?:that|those|these) (?:kind|sort|type)s? of\b|\b(?:of|like) that (?:kind|sort|type)\b",
            "that ;those ;these ",
            " kind; sort; type",
        ),
        _is_far_or_told,
    ),
    (
        gate_exact(
            r"\b(?:of|from|about|for|against|by|without) (?:that|this) (?:happening|occurring|recurring)\b",
            " happening; occurring; recurring",
        ),
        _has_clause,
    ),
    (
        gate_exact(
            r"\b(?:in|of|for|from|to|with|by|about|on|over|at|after) (?:that|this|these|those) (?:and|or)"
            r" (?:\w+ )?others?\b",
            " other",
            "that and ;this and ;these and ;those and ;that or ;this or ;these or ;those or ",
        ),
        _has_clause,
    ),
    (
        gate_exact(
            rf"\b(?:[Ii]n|[Aa]t|[Bb]y|[Dd]uring|[Uu]ntil|[Ss]ince|[Bb]efore|[Ff]rom|[Oo]n) (?:that|those) (?:same )?"
            rf"(?:{'|'.join(_SPANS)})s?\b(?! (?:of|when|in|the|that|on|\w+ed)\b)",
            " that ; those ",
            ";".join(f"{that} {span}" for that in ("that", "those", "same") for span in _SPANS),
        ),
        _is_dated,
    ),
    (
        gate_exact(
            r"(?<!as )(?<!was )(?<!were )(?<!is )(?<!are )(?<!been )(?<!be )(?<!ly )\b"
            rf"(?:{_ANSWERS.replace(';', '|')}|didn't)(?=[.]$|, (?:and|but|saying|citing|arguing)\b)",
            "ed.;ed,;so.;so,;not.;not,;n't.;n't,",
            ";".join(f"{answer}{end}" for answer in (*_ANSWERS.split(";"), "didn't") for end in ".,"),
        ),
        _is_asked,
    ),
    (
        gate_exact(
            rf", the (?:{_UNNAMED})[a-z]* (?:said|added|told)\b(?! of\b)",
            ", the ",
            " said; added; told",
        ),
        _is_introduced,
    ),
    (
        gate_exact(
            rf"\b(?:[Tt]he other|[Aa] (?:third|fourth|fifth|sixth)) (?:\w+ )?(?:{PERSON}(?:e?s)?|(?:wo)?men)\b(?!, )",
            "he other ; third ; fourth ; fifth ; sixth ",
            f"{PERSON[3:-1].replace('|', ';')};men",
        ),
        _has_first,
    ),
)
HERE = gate_exact(
    r"(?:^H| h)ere\b(?! (?:is|are|was|were|to stay|because|comes?|and there|on out|it|he|she)\b|'s|-)"
    r"(?<!from here)(?<!nor here)(?<!stake here)(?<!issue here)",
    " here;Here",
)
THIS_PLACE = gate_exact(
    r"(?:\b(?:[Ii]n|[Oo]f|[Aa]t|[Tt]o|[Ff]rom|[Nn]ear|[Aa]cross|[Aa]round|[Oo]utside|[Tt]hroughout|[Oo]n) this|^This)"
    rf" (?:[\w-]+ ){{0,3}}(?:{_PLACES.replace(';', '|')})\b(?! of [A-Z])",
    "this ;This ",
    _PLACES,
)
_ORDER = (
    r"^(?:Get|Go|Come|Stop|Look|Run|Don't|Do|Let|Give|Take|Stay|Leave|Keep|Help|Bring|Save|Vote|Join|Visit|Call|Watch"
    r"|Hurry|Remember|Long live|Down with)\b"
)


def points_outside(plain: str) -> bool:
    """Tell whether "that kind of", "at that point", "the other man" or "refused" has nothing before it to be told by.

    >>> points_outside("Orn, in those years, had a mill."), points_outside("In 2031 Orn, in those years a town, fell.")
    (True, False)
    """
    for gated, is_told in POINTERS:
        found = _find(gated, plain)
        if found and not is_told(plain[: found.start()], plain[found.end() :]):
            return True
    return False


def _find(gated: Gated, plain: str) -> re.Match[str] | None:
    for group in gated.words:
        for word in group:
            if word in plain:
                break
        else:
            return None
    return compiled(gated.pattern).search(plain)


def is_shout(plain: str) -> bool:
    """Tell whether a sentence is shouted by nobody who is named: without a verb, or an order.

    >>> is_shout("Hands up, faces to the gate!"), is_shout("Arle has won the boat race!")
    (True, False)
    """
    if "!" not in plain[-2:] or MASK in plain:
        return False
    if compiled(_ORDER).match(plain):
        return True
    return not NAME.search(plain[1:]) and not any(is_verb(word.strip(",.;:!")) for word in plain.split())


def lacks_place(plain: str) -> bool:
    """Tell whether "here" or "this town" is a place that only the dateline names.

    >>> lacks_place("The blast here broke every window."), lacks_place("The blast here in Arle broke every window.")
    (True, False)
    """
    if not (_find(HERE, plain) or _find(THIS_PLACE, plain)):
        return False
    places = compiled(_NAMED_PLACE).finditer(plain)
    return all(not place["dateline"] and place["name"] in NO_PERSON for place in places)
