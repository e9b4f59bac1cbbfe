"""Whether a verb tells of something done, or of something only to come, allowed or supposed.

There is no parser: a verb is told by its ending and the few words before it, and a day has the tense of the verb next
to it. Whatever could be read in two ways is answered with nothing. All words come from the language's ``tense.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from summarizer.lang.language import Language
from summarizer.text.stems import stemmer
from summarizer.text.tokens import fold

Tense = Literal["past", "future", ""]
#: What a verb is said to be; ``unsure`` are present, infinitive, and what the rules cannot tell.
_Mood = Literal["past", "future", "supposed", "unsure"]

_WORD = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
_BREAKS = frozenset(";:—–()[]…!?")
#: Characters on each side of a day, and words of a condition, and of those the ones near enough for a present verb.
_BEFORE, _BEHIND, _REACH, _NEAR = 400, 240, 24, 8
_SHORTEST_PAST, _SHORTEST_PRESENT = 5, 4
#: Words before "expected" or "to" among which an "is" counts.
_NEAR_BE = 3


def read_moods(text: str, language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems of the verbs that tell of something to come or supposed, and of those of something done.

    What one sentence tells as done and another as to come keeps the two apart; worth 0.4 points of precision.

    >>> from summarizer.lang.language import load_language
    >>> english = load_language("en")
    >>> read_moods("Dahl said she would sign it.", english), read_moods("Dahl has signed it.", english)
    ((frozenset({'sign'}), frozenset()), (frozenset(), frozenset({'sign'})))
    """
    words = _split(text)
    stem, past_forms = stemmer(language.code), language.texts("tense.past_forms")
    dull = language.words("tense.light") | language.groups("tense.roles").get("ahead", frozenset())
    planned: set[str] = set()
    done: set[str] = set()
    for place, mood in _find_verbs(words, language).items():
        verb = words[place]
        if mood != "unsure" and verb not in dull:
            (done if mood == "past" else planned).add(stem(past_forms.get(verb, verb)))
    return frozenset(planned), frozenset(done)


def find_tense(text: str, start: int, end: int, language: Language) -> Tense:
    """Return the tense of what happens on the day that stands in ``text[start:end]``, if that is sure.

    Quotations in the text should be masked: whoever is quoted spoke at some other time.

    >>> from summarizer.lang.language import load_language
    >>> def read(text):
    ...     return find_tense(text, text.index("Sunday"), text.index("Sunday") + 6, load_language("en"))
    >>> read("The mayor will open it on Sunday."), read("The mayor opened it on Sunday.")
    ('future', 'past')
    >>> read("The mayor agreed to a vote on Sunday.")
    ''
    """
    left, right = _split_clause(text, start, end)
    at = _skip_fillers(left, language)
    verbs = _find_verbs(left[:at], language)
    nearest = max(verbs, default=-1)
    mood = verbs.get(nearest)
    beside = left[at - 1] if at else ""
    if beside in language.words("tense.beginnings"):
        return "past"
    if beside in language.words("tense.terms"):
        return "future" if mood == "future" else ""
    if language.pattern("dates.owned").match(text, end):
        # "hurt in Friday’s fire"
        sudden = language.words("tense.sudden_events").intersection(right[:4])
        return "past" if sudden and mood == "past" and beside in language.words("tense.of_time") else ""
    if not verbs or beside in language.words("tense.day_openers"):
        return _read_right(right, language)
    if nearest != at - 1 and _opens_with_verb(right, language):
        return _read_right(right, language)
    return _certain(mood) if _may_reach(left[:at], nearest, language) else ""


def is_term(text: str, start: int, language: Language) -> bool:
    """Return whether a day is a term ("by Sunday", "until Sunday") and not the time of what the verb tells."""
    left, _ = _split_clause(text, start, start)
    at = _skip_fillers(left, language)
    return bool(at) and left[at - 1] in language.words("tense.terms")


def _split(text: str) -> list[str]:
    """Return the words and signs of a text, folded but for names: "will" is a verb, "Will" behind a word is none."""
    words: list[str] = []
    for word in _WORD.findall(text):
        is_name = bool(words) and words[-1][-1].isalnum() and word[0].isupper()
        words.append(word if is_name else fold(word) or word)
    return words


def _split_clause(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """Return the words on both sides of a day, up to the signs that end its clause."""
    left = _split(text[max(0, start - _BEFORE) : start])
    right = _split(text[end : end + _BEHIND])
    opens = max((place + 1 for place, word in enumerate(left) if word in _BREAKS), default=0)
    closes = min((place for place, word in enumerate(right) if word in _BREAKS), default=len(right))
    return left[opens:], right[:closes]


def _skip_fillers(left: Sequence[str], language: Language) -> int:
    at = len(left)
    while at and left[at - 1] in language.words("tense.fillers"):
        at -= 1
    return at


def _certain(mood: _Mood | None) -> Tense:
    return mood if mood in ("past", "future") else ""


def _read_right(right: Sequence[str], language: Language) -> Tense:
    """Return the tense of the first verb of a clause that opens with the day."""
    verbs = _find_verbs(right, language)
    first = min(verbs, default=-1)
    # "On Sunday, leaders invited by the mayor will meet": a participle goes before its verb.
    regular = first >= 0 and right[first].endswith(language.phrases("grammar.past_endings"))
    if verbs.get(first) == "past" and regular and {"future", "supposed"} & set(verbs.values()):
        return ""
    return _certain(verbs.get(first))


def _opens_with_verb(words: Sequence[str], language: Language) -> bool:
    return 0 in _find_verbs(words, language) or _list_roles(words[:1], language) == ["future"]


def _may_reach(left: Sequence[str], verb: int, language: Language) -> bool:
    """Return whether a day behind words belongs to the last verb among them, and not to a noun between the two."""
    between, before = left[verb + 1 :], left[max(0, verb - 4) : verb]
    # "were to have opened on Sunday"
    if not language.words("tense.perfect").isdisjoint(before):
        return False
    if not between:
        return True
    # "adopted a measure that expires on Sunday"
    relatives = language.words("tense.relatives")
    if left[verb] in language.words("tense.planning") or not relatives.isdisjoint(between):
        return False
    if "ahead" in _list_roles(between, language):
        return False
    if between[-1].endswith(language.phrases("grammar.gerund_endings")):
        return False
    # "a summit sponsored by the bank on Sunday"
    if between[0] in language.words("tense.agent"):
        return not language.words("tense.passive_auxiliaries").isdisjoint(before)
    if between[-1] not in language.words("tense.events"):
        return True
    times, terms = language.words("tense.of_time"), language.words("tense.terms")
    governors = [word for word in between if word in times or word in terms]
    return bool(governors) and governors[-1] in times


def _find_verbs(words: Sequence[str], language: Language) -> Mapping[int, _Mood]:
    """Return what is known of each verb, by its place among words."""
    roles, past_endings = _read_roles(language), language.phrases("grammar.past_endings")
    verbs: dict[int, _Mood] = {}
    conditions: list[int] = []
    for place, word in enumerate(words):
        role = roles.get(word, "regular" if word.endswith(past_endings) else "")
        if role == "condition":
            conditions += _find_condition(words, place, language)
        elif role and place not in verbs:
            at, mood = _read_verb(words, place, role, language)
            if mood:
                verbs[at] = mood
    return verbs | dict.fromkeys(conditions, "supposed")


@cache
def _read_roles(language: Language) -> Mapping[str, str]:
    """Return what each word of the tables does to the verb behind it, or is itself."""
    roles = dict.fromkeys(language.texts("tense.past_forms"), "irregular")
    for role, group in language.groups("tense.roles").items():
        roles |= dict.fromkeys(group, role)
    return roles


def _read_verb(words: Sequence[str], place: int, role: str, language: Language) -> tuple[int, _Mood | None]:
    """Return the place of the verb that a word tells of, and how; no mood if it tells of none."""
    if role in ("regular", "irregular"):
        return place, "past" if _is_done(words, place, role, language) else None
    if role in ("past", "unsure"):
        return place, "past" if role == "past" else "unsure"
    if role == "ahead":
        is_be_near = "be" in _list_roles(words[max(0, place - _NEAR_BE) : place], language)
        return place, "future" if is_be_near else None
    if role == "infinitive":
        return _read_infinitive(words, place, language)
    at = _skip_adverbs(words, place + 1, language)
    if role == "be":
        # The tense is told by what stands behind: "is to open", "is expected".
        tells = {"ahead", "infinitive"}.isdisjoint(_list_roles(words[at : at + 1], language))
        return place, "unsure" if tells else None
    if role in ("future", "supposed"):
        return _read_auxiliary(words, place, at, language)
    return place, None


def _list_roles(words: Sequence[str], language: Language) -> list[str]:
    roles = _read_roles(language)
    return [roles.get(word, "") for word in words]


def _read_auxiliary(words: Sequence[str], place: int, at: int, language: Language) -> tuple[int, _Mood | None]:
    """Read "will" and "would", whose verb stands at a place behind."""
    if not language.words("tense.behind_no_auxiliary").isdisjoint(words[max(0, place - 1) : place]):
        return place, None
    # "Would have signed" was not signed, "will have signed" may be.
    if not language.words("tense.perfect").isdisjoint(words[at : at + 1]):
        return _skip_adverbs(words, at + 1, language), "unsure"
    if not _may_be_verb(words, at) or "infinitive" in _list_roles(words[at : at + 1], language):
        return place, "unsure"
    return at, "future" if _read_roles(language)[words[place]] == "future" else "supposed"


def _read_infinitive(words: Sequence[str], place: int, language: Language) -> tuple[int, _Mood | None]:
    """Read "to", whose verb is to come behind "is", "plans", "is expected", and else unsure."""
    at = _skip_adverbs(words, place + 1, language)
    if not _may_be_verb(words, at):
        return place, None
    *before, last = ["", *_list_roles(words[max(0, place - _NEAR_BE - 1) : place], language)]
    if last in ("be", "plan") or (last == "ahead" and "be" in before):
        return at, "future"
    nouns = language.words("tense.nouns_behind_to") | language.words("tense.determiners")
    is_noun = words[at] in nouns or words[at].endswith(language.phrases("tense.present_endings"))
    return at, None if is_noun else "unsure"


def _skip_adverbs(words: Sequence[str], at: int, language: Language) -> int:
    """Return the first place from one on that holds no adverb."""
    between, endings = language.words("tense.between"), language.phrases("grammar.adverb_endings")
    last = min(len(words), at + _REACH)
    while at < last and (words[at] in between or words[at].endswith(endings)):
        at += 1
    return at


def _may_be_verb(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at].isalpha() and words[at].islower()


def _is_done(words: Sequence[str], place: int, role: str, language: Language) -> bool:
    """Return whether a word is a verb that tells what was done, and not how a thing is ("is not involved")."""
    before = words[place - 1] if place else ""
    if before in language.words("tense.determiners") or before.isdigit():
        return False
    if role == "regular" and not (_may_be_verb(words, place) and len(words[place]) >= _SHORTEST_PAST):
        return False
    still, endings = language.words("tense.still"), language.phrases("grammar.adverb_endings")
    at, last = place - 1, max(-1, place - _REACH)
    while at > last and (words[at] in still or words[at].endswith(endings)):
        if words[at] in language.words("tense.participle_marks"):
            return False
        at -= 1
    return at < 0 or _read_roles(language).get(words[at]) != "be"


def _find_condition(words: Sequence[str], place: int, language: Language) -> list[int]:
    """Return the places of the words of a condition that may be its verb."""
    roles, present_endings = _read_roles(language), language.phrases("tense.present_endings")
    found: list[int] = []
    for at in range(place + 1, min(len(words), place + _REACH)):
        word = words[at]
        if not word[0].isalnum() or word in language.words("tense.clause_openers"):
            break
        role = roles.get(word, "regular" if word.endswith(language.phrases("grammar.past_endings")) else "")
        is_past = role in ("regular", "irregular") and _is_done(words, at, role, language)
        is_present = at < place + _NEAR and word.endswith(present_endings) and len(word) >= _SHORTEST_PRESENT
        if _may_be_verb(words, at) and (is_past or is_present):
            found.append(at)
    return found
