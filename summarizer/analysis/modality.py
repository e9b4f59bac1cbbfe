"""Whether a verb tells of something done, or of something only to come, allowed or supposed.

There is no parser: a verb is told by its ending and the few words before it, and a day has the tense of the verb next
to it. Whatever could be read in two ways is answered with nothing. All words come from the language's ``tense.toml``;
where its ``order`` is free, `free_clauses` reads them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from summarizer.analysis.free_clauses import BREAKS, WORD, find_verbs
from summarizer.lang.language import Language
from summarizer.text.tokens import fold, stemmer

Tense = Literal["past", "future", ""]
#: What of a verb is sure enough to be the tense of a day. It may be ``supposed`` too, or ``unsure``: in the present, an
#: infinitive, or what the rules cannot tell.
_TENSES: Mapping[str, Tense] = {"past": "past", "future": "future"}

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

    def word(self, at: int) -> str:
        """Return the word at a place, nothing where the clause has none."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def role(self, at: int) -> str:
        """Return the role of the word at a place, if it has one."""
        return self.roles[at] if 0 <= at < len(self.roles) else ""

    def is_in(self, key: str, at: int) -> bool:
        """Return whether the word at a place is in a table of ``tense.toml``."""
        return self.word(at) in self.language.words(f"tense.{key}")

    def knows(self, key: str, start: int, end: int) -> bool:
        """Return whether any word from one place to another is in a table of ``tense.toml``."""
        return not self.language.words(f"tense.{key}").isdisjoint(self.words[max(0, start) : max(0, end)])

    def has_role(self, role: str, start: int, end: int) -> bool:
        """Return whether any word from one place to another has a role."""
        return role in self.roles[max(0, start) : max(0, end)]

    def may_be_verb(self, at: int) -> bool:
        """Return whether a word stands at a place that is neither a name nor a sign."""
        word = self.word(at)
        return word.isalpha() and word.islower()

    def may_be_present(self, at: int) -> bool:
        """Return whether a word ends as verbs do in the present, and many nouns."""
        return self.word(at).endswith(self.language.phrases("tense.present_endings"))

    def opens_clause(self, at: int) -> bool:
        """Return whether another clause begins at a place, or a sign stands there."""
        return not self.words[at][0].isalnum() or self.is_in("clause_openers", at)


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
    stems: defaultdict[str, set[str]] = defaultdict(set)
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
    last = len(left.words) - 1
    if left.is_in("beginnings", last):
        return "past"
    verbs = _find_verbs(left)
    if left.is_in("terms", last):
        return "future" if verbs and verbs[max(verbs)] == "future" else ""
    if language.pattern("dates.owned").match(text, end):
        return ""
    return _find_tense_between(left, right, verbs)


def _find_tense_between(left: _Clause, right: _Clause, verbs: Mapping[int, str]) -> Tense:
    """Return the tense of a day between the two parts of its clause, by the verbs of the ``left`` one and their places;
    that of the ``right`` one's where the day goes before its verb."""
    last, nearest, behind = len(left.words) - 1, max(verbs, default=-1), _find_verbs(right)
    is_before_verb = nearest != last and (0 in behind or right.role(0) == "future")
    opens_clause = left.is_in("day_openers", last)
    if not opens_clause and _may_be_present(left, nearest, is_before_verb=is_before_verb):
        return ""
    if not verbs or opens_clause or is_before_verb:
        first = min(behind, default=0)
        # "On Sunday, leaders invited by the mayor will meet": a participle goes before its verb.
        may_be_participle = behind.get(first) == "past" and right.role(first) == "regular"
        if may_be_participle and not {"future", "supposed"}.isdisjoint(behind.values()):
            return ""
        return _TENSES.get(behind.get(first, ""), "")
    return _TENSES.get(verbs[nearest], "") if _may_reach(left, nearest) else ""


def _may_be_present(left: _Clause, verb: int, *, is_before_verb: bool) -> bool:
    """Return whether the words before a day may hold a verb in the present behind the last one that is known.

    "The offer, which expires Saturday, was rejected", "The trial opens Saturday", "She said the offer ends Saturday".
    """
    last = len(left.words) - 1
    if verb < 0 and (left.knows("relatives", 0, last + 1) or left.role(last) == "ahead"):
        return True
    is_behind_light = left.is_in("light", verb) and verb + 1 < last
    if is_before_verb or not (verb < 0 or is_behind_light):
        return False
    return left.may_be_verb(last) and left.may_be_present(last) and not left.is_in("determiners", last - 1)


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
    while last > first and left.is_in("fillers", last - 1):
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
    last = len(left.words) - 1
    # "were to have opened on Sunday"
    if left.knows("perfect", verb - _NEAR_PERFECT, verb):
        return False
    if verb == last:
        return True
    # "agreed on a bridge for Sunday", "adopted a measure that expires on Sunday"
    if left.is_in("planning", verb) or left.knows("relatives", verb + 1, last + 1):
        return False
    if left.has_role("ahead", verb + 1, last + 1):
        return False
    # "a summit sponsored by the bank on Sunday"
    if left.is_in("agent", verb + 1) and not left.knows("passive_auxiliaries", verb - _NEAR_PERFECT, verb):
        return False
    if left.word(last).endswith(left.language.phrases("grammar.gerund_endings")):
        return False
    # The last preposition opens a time: "hurt in a fire", not "agreed to a vote".
    of_time, terms = left.language.words("tense.of_time"), left.language.words("tense.terms")
    prepositions = [word for word in left.words[verb + 1 :] if word in of_time or word in terms]
    return not left.is_in("events", last) or not of_time.isdisjoint(prepositions[-1:])


def _find_verbs(clause: _Clause) -> Mapping[int, str]:
    """Return what is known of each verb, by its place among words."""
    verbs: dict[int, str] = {}
    conditions: list[int] = []
    for place, role in enumerate(clause.roles):
        if role == "condition":
            conditions += _find_condition(clause, place)
        elif role and place not in verbs:
            at, mood = _read_verb(clause, place, role)
            if mood:
                verbs[at] = mood
    return verbs | dict.fromkeys(conditions, "supposed")


def _read_verb(clause: _Clause, place: int, role: str) -> tuple[int, str]:
    """Return the place of the verb that a word with a role tells of, and how; no mood if it tells of none."""
    if role in ("regular", "irregular"):
        return place, "past" if _is_done(clause, place) else ""
    if role in ("past", "unsure"):
        return place, role
    if role == "ahead":
        return place, "future" if clause.has_role("be", place - _NEAR_BE, place) else ""
    at = _skip(clause, place + 1, 1, "between")
    if role == "infinitive":
        return _read_infinitive(clause, place, at)
    if role in ("future", "supposed"):
        return _read_auxiliary(clause, place, at, role)
    # The tense of "is" is told by what stands behind: "is to open", "is expected".
    is_whole = role == "be" and clause.role(at) not in ("ahead", "infinitive")
    return place, "unsure" if is_whole else ""


def _read_auxiliary(clause: _Clause, place: int, at: int, mood: str) -> tuple[int, str]:
    """Return the place of the verb of an auxiliary ("will", "would"), ``at`` a place behind it, and how."""
    if clause.is_in("behind_no_auxiliary", place - 1):
        return place, ""
    # "Would have signed" was not signed, "will have signed" may be.
    if clause.is_in("perfect", at):
        behind = _skip(clause, at + 1, 1, "between")
        return (behind if behind < len(clause.words) else at), "unsure"
    if not clause.may_be_verb(at) or clause.role(at) == "infinitive":
        return place, "unsure"
    return at, mood


def _read_infinitive(clause: _Clause, place: int, at: int) -> tuple[int, str]:
    """Read "to", whose verb at a place behind is to come behind "is", "plans", "is expected", and else unsure."""
    if not clause.may_be_verb(at):
        return place, ""
    before = clause.role(place - 1)
    if before == "be" or (before == "plan" and not _is_object(clause, place - 1)):
        return at, "future"
    if before == "ahead" and clause.has_role("be", place - 1 - _NEAR_BE, place - 1):
        return at, "future"
    is_noun = clause.is_in("nouns_behind_to", at) or clause.is_in("determiners", at) or clause.may_be_present(at)
    return at, "" if is_noun else "unsure"


def _is_object(clause: _Clause, place: int) -> bool:
    """Return whether a word is what a verb before it in its clause had: "presented a plan to fight it on Sunday"."""
    for before in range(place - 1, -1, -1):
        if clause.opens_clause(before):
            return False
        if clause.roles[before] in ("regular", "irregular") and _is_done(clause, before):
            return not clause.is_in("light", before)
    return False


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
    if clause.word(place - 1).isdigit() or clause.is_in("determiners", place - 1):
        return False
    if clause.roles[place] == "regular" and len(clause.words[place]) < _SHORTEST_PAST:
        return False
    if clause.roles[place] == "regular" and not clause.may_be_verb(place):
        return False
    at = _skip(clause, place - 1, -1, "still")
    if clause.role(at) == "be" or _is_of_object(clause, place):
        return False
    return not clause.knows("participle_marks", at + 1, place)


def _is_of_object(clause: _Clause, place: int) -> bool:
    """Return whether a participle tells how a thing is that another verb of its clause makes or wants so.

    "The council will keep the bridge closed", "wants all bridges checked"; not "the man who wants peace signed".
    """
    for at in range(place - 1, max(-1, place - _NEAR_BE - _NEAR_PERFECT), -1):
        if clause.roles[at] in ("future", "supposed", "plan"):
            return not clause.is_in("clause_openers", at - 1)
        if clause.opens_clause(at) and not clause.roles[at]:
            return False
    return False


def _find_condition(clause: _Clause, place: int) -> list[int]:
    """Return the places of the words of a condition that may be its verb."""
    found: list[int] = []
    for at in range(place + 1, min(len(clause.words), place + _REACH)):
        if clause.opens_clause(at):
            break
        is_past = clause.roles[at] in ("regular", "irregular") and _is_done(clause, at)
        is_present = at < place + _NEAR and clause.may_be_present(at) and len(clause.words[at]) >= _SHORTEST_PRESENT
        if clause.may_be_verb(at) and (is_past or is_present):
            found.append(at)
    return found
