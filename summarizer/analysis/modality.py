"""Whether a verb tells of something done, or of something only to come, allowed or supposed.

There is no parser: a verb is told by its ending and the few words before it, and a day has the tense of the verb next
to it. Whatever could be read in two ways is answered with nothing. All words come from the language's ``tense.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
    dull = language.words("tense.light") | language.words("tense.ahead")
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
    return 0 in _find_verbs(words, language) or not language.words("tense.future_auxiliaries").isdisjoint(words[:1])


def _may_reach(left: Sequence[str], verb: int, language: Language) -> bool:
    """Return whether a day behind words belongs to the last verb among them, and not to a noun between the two."""
    between, before = left[verb + 1 :], left[max(0, verb - 4) : verb]
    # "were to have opened on Sunday"
    if not language.words("tense.perfect").isdisjoint(before):
        return False
    if not between:
        return True
    # "adopted a measure that expires on Sunday"
    parting = language.words("tense.ahead") | language.words("tense.relatives")
    if left[verb] in language.words("tense.planning") or not parting.isdisjoint(between):
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
    verbs: dict[int, _Mood] = {}
    for place, word in enumerate(words):
        if place in verbs:
            continue
        at, mood = _look_ahead(words, place, language)
        if mood:
            verbs[at] = mood
        elif word in language.words("tense.past_auxiliaries") or _is_past(words, place, language):
            verbs[place] = "past"
        elif word in language.words("tense.unsure") and not _opens_plan(words, place, language):
            verbs[place] = "unsure"
    for place, word in enumerate(words):
        if word in language.words("tense.conditions"):
            verbs |= dict.fromkeys(_find_condition(words, place, language), "supposed")
    return verbs


def _opens_plan(words: Sequence[str], place: int, language: Language) -> bool:
    """Return whether the tense is told by what stands behind an auxiliary: "is to open", "is expected"."""
    at = _skip(words, place + 1, language)
    plans = language.words("tense.ahead") | language.words("tense.infinitive_mark")
    return words[place] in language.words("tense.be") and not plans.isdisjoint(words[at : at + 1])


def _look_ahead(words: Sequence[str], place: int, language: Language) -> tuple[int, _Mood | None]:
    """Return the place of the verb that a word puts ahead, and how; no mood if it puts none."""
    word, before = words[place], words[place - 1] if place else ""
    if word in language.words("tense.infinitive_mark"):
        return _read_infinitive(words, place, language)
    is_be_near = not language.words("tense.be").isdisjoint(words[max(0, place - 3) : place])
    if word in language.words("tense.ahead") and is_be_near:
        return place, "future"
    if before in language.words("tense.behind_no_auxiliary"):
        return place, None
    at = _skip(words, place + 1, language)
    mood: _Mood | None = None
    if word in language.words("tense.future_auxiliaries"):
        mood = "future"
    elif word in language.words("tense.supposing_auxiliaries"):
        mood = "supposed"
    if mood and words[at : at + 1] == ["have"]:
        return _skip(words, at + 1, language), "unsure"
    if at < len(words) and words[at] in language.words("tense.infinitive_mark"):
        return place, None
    return (at, mood) if _may_be_verb(words, at) else (place, "unsure" if mood else None)


def _read_infinitive(words: Sequence[str], place: int, language: Language) -> tuple[int, _Mood | None]:
    at = _skip(words, place + 1, language)
    if not place or not _may_be_verb(words, at):
        return place, None
    be, before = language.words("tense.be"), words[place - 1]
    announced = before in language.words("tense.ahead") and not be.isdisjoint(words[max(0, place - 4) : place - 1])
    if announced or before in be or before in language.words("tense.plans"):
        return at, "future"
    nouns = language.words("tense.nouns_behind_to") | language.words("tense.determiners")
    is_noun = words[at] in nouns or words[at].endswith(language.phrases("tense.present_endings"))
    return at, None if is_noun else "unsure"


def _skip(words: Sequence[str], at: int, language: Language) -> int:
    """Return the first place from one on that holds no adverb."""
    between, endings = language.words("tense.between"), language.phrases("grammar.adverb_endings")
    while at < len(words) and (words[at] in between or words[at].endswith(endings)):
        at += 1
    return at


def _may_be_verb(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at].isalpha() and words[at].islower()


def _is_past(words: Sequence[str], place: int, language: Language) -> bool:
    """Return whether a word is a verb that tells what was done, and not only how a thing is."""
    word, before = words[place], words[place - 1] if place else ""
    if before in language.words("tense.determiners") or before.isdigit():
        return False
    if word not in language.texts("tense.past_forms"):
        ends = word.endswith(language.phrases("grammar.past_endings")) and len(word) >= _SHORTEST_PAST
        if not (ends and word.isalpha() and word.islower()):
            return False
        if word in language.words("tense.no_past") or word in language.words("tense.ahead"):
            return False
    return not _is_state(words, place, language)


def _is_state(words: Sequence[str], place: int, language: Language) -> bool:
    """Return whether a participle says how a thing is ("is not involved", "to be closed"), not that it was done."""
    still, marks = language.words("tense.still"), language.words("tense.participle_marks")
    at = place - 1
    while at >= 0 and (words[at] in still or words[at].endswith(language.phrases("grammar.adverb_endings"))):
        if words[at] in marks:
            return True
        at -= 1
    return at >= 0 and words[at] in language.words("tense.be")


def _find_condition(words: Sequence[str], place: int, language: Language) -> list[int]:
    """Return the places of the words of a condition that may be its verb."""
    found: list[int] = []
    for at in range(place + 1, min(len(words), place + _REACH)):
        word = words[at]
        if not word[0].isalnum() or word in language.words("tense.clause_openers"):
            break
        if not _may_be_verb(words, at):
            continue
        is_present = word.endswith(language.phrases("tense.present_endings")) and len(word) >= _SHORTEST_PRESENT
        if _is_past(words, at, language) or (is_present and at < place + _NEAR):
            found.append(at)
    return found
