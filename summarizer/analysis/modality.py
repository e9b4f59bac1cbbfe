"""Whether a verb tells of something done, or of something only to come, allowed or supposed.

There is no parser: a verb is told by its ending and the few words before it, and a day has the tense of the verb next
to it. Whatever could be read in two ways is answered with nothing. All words come from the language's ``tense.toml``;
where its ``order`` is free, `free_clauses` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from summarizer.analysis.free_clauses import BREAKS, WORD, find_verbs
from summarizer.lang.language import Language
from summarizer.text.tokens import fold, stemmer

Tense = Literal["past", "future", ""]
#: What a verb is said to be; ``unsure`` are present, infinitive, and what the rules cannot tell.
_Mood = Literal["past", "future", "supposed", "unsure"]

#: What of it is sure enough to be the tense of a day.
_TENSES: Mapping[_Mood | None, Tense] = {"past": "past", "future": "future"}

_SIGN = re.compile(r"[;:—–()\[\]…!?]")
#: How `tense.order` says that an auxiliary may stand anywhere in its clause.
_FREE = "free"
#: Characters on each side of a day, and words of a condition, and of those the ones near enough for a present verb.
_BEFORE, _BEHIND, _REACH, _NEAR = 400, 240, 24, 8
_SHORTEST_PAST, _SHORTEST_PRESENT = 5, 4
#: Words before "expected" or "to" among which an "is" counts; before a participle a "has".
_NEAR_BE, _NEAR_PERFECT = 3, 4


@dataclass(frozen=True, slots=True)
class _Clause:
    """Words in their order, and the role of each: what it does to the verb behind it, or is itself."""

    words: Sequence[str]
    roles: Sequence[str]
    language: Language

    def knows(self, key: str, start: int, end: int) -> bool:
        """Return whether any word from one place to another is in a table of ``tense.toml``."""
        return not self.language.words(f"tense.{key}").isdisjoint(self.words[max(0, start) : max(0, end)])

    def has_role(self, role: str, start: int, end: int) -> bool:
        """Return whether any word from one place to another has a role."""
        return role in self.roles[max(0, start) : max(0, end)]

    def may_be_verb(self, at: int) -> bool:
        """Return whether a word stands at a place that is neither a name nor a sign."""
        word = "".join(self.words[at : at + 1])
        return word.isalpha() and word.islower()


def read_moods(text: str, language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems of the verbs that tell of something to come or supposed, and of those of something done.

    What one sentence tells as done and another as to come keeps the two apart; worth 0.4 points of precision.

    >>> read_moods("Dahl said she would sign it.", english), read_moods("Dahl has signed it.", english)
    ((frozenset({'sign'}), frozenset()), (frozenset(), frozenset({'sign'})))
    """
    light = language.words("tense.light")
    if language.text("tense.order") == _FREE:
        verbs = [verb for verb in find_verbs(text, language) if verb.word not in light]
        ahead = frozenset(verb.stem for verb in verbs if verb.mood in ("future", "supposed"))
        return ahead, frozenset(verb.stem for verb in verbs if verb.mood == "past")
    clause = _read_clause(text, language)
    stem, past_forms = stemmer(language.code), language.texts("tense.past_forms")
    stems: dict[_Mood, set[str]] = {"past": set(), "future": set(), "supposed": set(), "unsure": set()}
    for place, mood in _find_verbs(clause).items():
        verb = clause.words[place]
        if verb not in light and clause.roles[place] != "ahead":
            stems[mood].add(stem(past_forms.get(verb, verb)))
    return frozenset(stems["future"] | stems["supposed"]), frozenset(stems["past"])


def find_tense(text: str, start: int, end: int, language: Language) -> Tense:
    """Return the tense of what happens on the day that stands in ``text[start:end]``, if that is sure.

    Quotations in the text should be masked: whoever is quoted spoke at some other time.

    >>> def read(text):
    ...     return find_tense(text, text.index("Sunday"), text.index("Sunday") + 6, english)
    >>> read("The mayor will open it on Sunday."), read("The mayor opened it on Sunday.")
    ('future', 'past')
    >>> read("The mayor agreed to a vote on Sunday.")
    ''
    """
    if language.text("tense.order") == _FREE:
        tense = _find_free_tense(text, start, end, language)
        return "" if tense == "past" and not _is_past_sure(text, start, end, language) else tense
    left, right = _split_clause(text, start, end, language)
    day = len(left.words)
    verbs = _find_verbs(left)
    nearest = max(verbs, default=-1)
    mood = verbs.get(nearest)
    if left.knows("beginnings", day - 1, day):
        return "past"
    if left.knows("terms", day - 1, day):
        return "future" if mood == "future" else ""
    if language.pattern("dates.owned").match(text, end):
        return ""
    behind = _find_verbs(right)
    opens_clause = not verbs or left.knows("day_openers", day - 1, day)
    is_before_verb = nearest != day - 1 and (0 in behind or right.has_role("future", 0, 1))
    if _may_be_present(left, nearest, is_before_verb=is_before_verb):
        return ""
    if opens_clause or is_before_verb:
        return _find_tense_behind(right, behind)
    return _TENSES.get(mood, "") if _may_reach(left, nearest) else ""


def _find_tense_behind(right: _Clause, behind: Mapping[int, _Mood]) -> Tense:
    """Return the tense of the first verb behind a day, by the places of all verbs there."""
    first = min(behind, default=0)
    # "On Sunday, leaders invited by the mayor will meet": a participle goes before its verb.
    may_be_participle = behind.get(first) == "past" and right.has_role("regular", first, first + 1)
    if may_be_participle and not {"future", "supposed"}.isdisjoint(behind.values()):
        return ""
    return _TENSES.get(behind.get(first), "")


def _may_be_present(left: _Clause, verb: int, *, is_before_verb: bool) -> bool:
    """Return whether the words before a day may hold a verb in the present behind the last one that is known.

    "The offer, which expires Saturday, was rejected", "The trial opens Saturday", "She said the offer ends Saturday".
    """
    day = len(left.words)
    if left.knows("day_openers", day - 1, day):
        return False
    if verb < 0 and (left.knows("relatives", 0, day) or left.has_role("ahead", day - 1, day)):
        return True
    is_one_behind = left.knows("light", verb, verb + 1) and verb + 2 < day
    is_open = not is_before_verb and (verb < 0 or is_one_behind)
    if not is_open or not left.may_be_verb(day - 1) or left.knows("determiners", day - 2, day - 1):
        return False
    return left.words[-1].endswith(left.language.phrases("tense.present_endings"))


def _find_free_tense(text: str, start: int, end: int, language: Language) -> Tense:
    """Return the tense that all verbs between the signs around a day have, if they have one.

    Between commas a day is that of the verb there: "va fermer l'usine, a annoncé lundi le maire".
    """
    left, right = text[max(0, start - _BEFORE) : start], text[end : end + _BEHIND]
    clause = (_SIGN.split(left)[-1], _SIGN.split(right)[0])
    part = (clause[0].split(", ")[-1], clause[1].split(", ")[0])
    moods: set[str] = set()
    for before, behind in (part, clause):
        moods = moods or {verb.mood for verb in find_verbs(before + behind, language)} - {""}
    if moods == {"past"}:
        return "past"
    return "future" if moods and moods <= {"future", "supposed"} else ""


def _is_past_sure(text: str, start: int, end: int, language: Language) -> bool:
    """Return whether a day that seems past, where the order of words is free, is no term, and whether what stands
    beside it without a comma or an "and" has a verb in the past, or no word that could be one in the present.

    "La route a été fermée jusqu'à samedi", "L'offre, qui expire samedi, a été rejetée".
    """
    if is_term(text, start, language):
        return False
    parting = _compile_parting(language)
    before, behind = text[max(0, start - _BEFORE) : start], text[end : end + _BEHIND]
    own = parting.split(before)[-1] + parting.split(behind)[0]
    if any(verb.mood == "past" for verb in find_verbs(own, language)):
        return True
    small = language.words("grammar.prepositions") | language.words("grammar.determiners")
    return all(word in small or not word.islower() for word in WORD.findall(own))


@cache
def _compile_parting(language: Language) -> re.Pattern[str]:
    """Return the pattern of what parts a day from the verb of another clause: a sign, "and", "who"."""
    words = [language.alternatives(key) for key in ("tense.clause_openers", "grammar.coordinators")]
    return re.compile(rf"{_SIGN.pattern}|, |(?<![\w’'-])(?:{'|'.join(words)})(?:(?<=['’])|(?![\w’'-]))", re.IGNORECASE)


def is_term(text: str, start: int, language: Language) -> bool:
    """Return whether a day is a term ("by Sunday", "until Sunday") and not the time of what the verb tells."""
    left, _ = _split_clause(text, start, start, language)
    terms = language.words("tense.terms") - language.words("tense.beginnings")
    return not {fold(term) for term in terms}.isdisjoint(left.words[-1:])


def _split_clause(text: str, start: int, end: int, language: Language) -> tuple[_Clause, _Clause]:
    """Return the words on both sides of a day up to the signs that end its clause, without what leads to the day."""
    left = _read_clause(text[max(0, start - _BEFORE) : start], language)
    right = _read_clause(text[end : end + _BEHIND], language)
    last = len(left.words)
    first = last
    while first and left.words[first - 1] not in BREAKS:
        first -= 1
    while last > first and left.words[last - 1] in language.words("tense.fillers"):
        last -= 1
    stop = 0
    while stop < len(right.words) and right.words[stop] not in BREAKS:
        stop += 1
    before = _Clause(left.words[first:last], left.roles[first:last], language)
    return before, _Clause(right.words[:stop], right.roles[:stop], language)


def _read_clause(text: str, language: Language) -> _Clause:
    """Return the words and signs of a text, folded but for names ("will" is a verb, "Will" behind a word is none)."""
    role_of, past_endings = _read_roles(language), language.phrases("grammar.past_endings")
    words: list[str] = []
    roles: list[str] = []
    behind_word = False
    for word in WORD.findall(text):
        is_name = behind_word and word[0].isupper()
        behind_word = word[-1].isalnum()
        if not is_name:
            word = fold(word) or word
        role = role_of.get(word, "")
        if not role and word.endswith(past_endings):
            role = "regular"
        words.append(word)
        roles.append(role)
    return _Clause(words, roles, language)


@cache
def _read_roles(language: Language) -> Mapping[str, str]:
    """Return the role of each word that has one."""
    roles = dict.fromkeys(language.texts("tense.past_forms"), "irregular")
    for role, group in language.groups("tense.roles").items():
        roles |= dict.fromkeys(group, role)
    return roles


def _may_reach(left: _Clause, verb: int) -> bool:
    """Return whether a day behind words belongs to the last verb among them, and not to a noun between the two."""
    day = len(left.words)
    # "were to have opened on Sunday"
    if left.knows("perfect", verb - _NEAR_PERFECT, verb):
        return False
    if verb == day - 1:
        return True
    # "agreed on a bridge for Sunday", "adopted a measure that expires on Sunday"
    is_of_noun = left.knows("planning", verb, verb + 1) or left.knows("relatives", verb + 1, day)
    if is_of_noun or left.has_role("ahead", verb + 1, day):
        return False
    # "a summit sponsored by the bank on Sunday"
    if left.knows("agent", verb + 1, verb + 2) and not left.knows("passive_auxiliaries", verb - _NEAR_PERFECT, verb):
        return False
    if left.words[-1].endswith(left.language.phrases("grammar.gerund_endings")):
        return False
    # "hurt in a fire", not "agreed to a vote": the last preposition opens a time.
    of_time, terms = left.language.words("tense.of_time"), left.language.words("tense.terms")
    prepositions = [word for word in left.words[verb + 1 :] if word in of_time or word in terms]
    return not left.knows("events", day - 1, day) or not of_time.isdisjoint(prepositions[-1:])


def _find_verbs(clause: _Clause) -> Mapping[int, _Mood]:
    """Return what is known of each verb, by its place among words."""
    verbs: dict[int, _Mood] = {}
    conditions: list[int] = []
    for place, role in enumerate(clause.roles):
        if role == "condition":
            conditions += _find_condition(clause, place)
        elif role and place not in verbs:
            at, mood = _read_verb(clause, place)
            if mood:
                verbs[at] = mood
    return verbs | dict.fromkeys(conditions, "supposed")


def _read_verb(clause: _Clause, place: int) -> tuple[int, _Mood | None]:
    """Return the place of the verb that a word tells of, and how; no mood if it tells of none."""
    role = clause.roles[place]
    if role in ("regular", "irregular"):
        return place, "past" if _is_done(clause, place) else None
    if role == "past":
        return place, "past"
    if role == "unsure":
        return place, "unsure"
    if role == "ahead":
        return place, "future" if clause.has_role("be", place - _NEAR_BE, place) else None
    at = _skip(clause, place + 1, 1, "between")
    if role == "infinitive":
        return _read_infinitive(clause, place, at)
    if role == "be":
        # The tense is told by what stands behind: "is to open", "is expected".
        tells = {"ahead", "infinitive"}.isdisjoint(clause.roles[at : at + 1])
        return place, "unsure" if tells else None
    if role == "future":
        return _read_auxiliary(clause, place, at, "future")
    if role == "supposed":
        return _read_auxiliary(clause, place, at, "supposed")
    return place, None


def _read_auxiliary(clause: _Clause, place: int, at: int, mood: _Mood) -> tuple[int, _Mood | None]:
    """Return the place of the verb of an auxiliary ("will", "would"), ``at`` a place behind it, and how."""
    if clause.knows("behind_no_auxiliary", place - 1, place):
        return place, None
    # "Would have signed" was not signed, "will have signed" may be.
    if clause.knows("perfect", at, at + 1):
        behind = _skip(clause, at + 1, 1, "between")
        return (behind if behind < len(clause.words) else at), "unsure"
    if not clause.may_be_verb(at) or clause.has_role("infinitive", at, at + 1):
        return place, "unsure"
    return at, mood


def _read_infinitive(clause: _Clause, place: int, at: int) -> tuple[int, _Mood | None]:
    """Read "to", whose verb at a place behind is to come behind "is", "plans", "is expected", and else unsure."""
    if not clause.may_be_verb(at):
        return place, None
    before = "".join(clause.roles[max(0, place - 1) : place])
    is_expected = before == "ahead" and clause.has_role("be", place - 1 - _NEAR_BE, place - 1)
    if is_expected or before in ("be", "plan"):
        return at, "future"
    is_noun = clause.knows("nouns_behind_to", at, at + 1) or clause.knows("determiners", at, at + 1)
    ends_as_noun = clause.words[at].endswith(clause.language.phrases("tense.present_endings"))
    return at, None if is_noun or ends_as_noun else "unsure"


def _skip(clause: _Clause, at: int, step: int, passed: str) -> int:
    """Return the first place from one on, in either direction, that holds no adverb and no word of a table."""
    words, endings = clause.language.words(f"tense.{passed}"), clause.language.phrases("grammar.adverb_endings")
    stop = max(-1, min(len(clause.words), at + step * _REACH))
    for place in range(at, stop, step):
        word = clause.words[place]
        if word not in words and not word.endswith(endings):
            return place
    return max(at, stop) if step > 0 else min(at, stop)


def _is_done(clause: _Clause, place: int) -> bool:
    """Return whether a word is a verb that tells what was done, and not how a thing is ("is not involved")."""
    before = "".join(clause.words[max(0, place - 1) : place])
    if before.isdigit() or clause.knows("determiners", place - 1, place):
        return False
    if clause.roles[place] == "regular":
        is_verb = len(clause.words[place]) >= _SHORTEST_PAST and clause.may_be_verb(place)
        if not is_verb:
            return False
    at = _skip(clause, place - 1, -1, "still")
    if clause.has_role("be", at, at + 1) or _is_of_object(clause, place):
        return False
    return not clause.knows("participle_marks", at + 1, place)


def _is_of_object(clause: _Clause, place: int) -> bool:
    """Return whether a participle tells how a thing is that another verb of its clause makes or wants so.

    "The council will keep the bridge closed", "wants all bridges checked"; not "the man who wants peace signed".
    """
    for at in range(place - 1, max(-1, place - _NEAR_BE - _NEAR_PERFECT), -1):
        if not clause.words[at][0].isalnum() or (clause.knows("clause_openers", at, at + 1) and not clause.roles[at]):
            return False
        if clause.roles[at] in ("future", "supposed", "plan"):
            return not clause.knows("clause_openers", at - 1, at)
    return False


def _find_condition(clause: _Clause, place: int) -> list[int]:
    """Return the places of the words of a condition that may be its verb."""
    present_endings = clause.language.phrases("tense.present_endings")
    found: list[int] = []
    for at in range(place + 1, min(len(clause.words), place + _REACH)):
        word = clause.words[at]
        if not word[0].isalnum() or clause.knows("clause_openers", at, at + 1):
            break
        is_past = clause.roles[at] in ("regular", "irregular") and _is_done(clause, at)
        is_present = at < place + _NEAR and word.endswith(present_endings) and len(word) >= _SHORTEST_PRESENT
        if clause.may_be_verb(at) and (is_past or is_present):
            found.append(at)
    return found
