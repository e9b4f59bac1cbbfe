"""Whether two sentences that must not count as one contradict each other, so that a reader should be told.

To keep two sentences apart, a doubt is enough; to tell a reader that two outlets disagree, it is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from summarizer.analysis.claims import Facts, are_denied, find_conflict
from summarizer.analysis.names import spelling
from summarizer.analysis.quantities import CURRENCIES
from summarizer.gating import compiled
from summarizer.model import Attribution, Sentence
from summarizer.text.stems import stemmer, stop_words
from summarizer.text.tokens import fold, split_words

#: The reasons of a veto that may be a contradiction.
REASONS = frozenset({"numbers", "dates", "negation"})
#: From this similarity on two sentences are about the same thing, whatever they differ in.
_SAME_MATTER = 0.7
#: The same where each has one sum of money, or one percentage.
_SAME_MEASURE = 0.45
_MEASURES = frozenset({"percent", *CURRENCIES.values()})


def contradict(a: Facts, b: Facts, why: str, likeness: float) -> bool:
    """Tell whether what keeps two sentences apart is a contradiction to show.

    Args:
        a: the facts of one sentence.
        b: those of the other.
        why: the reason of the veto.
        likeness: their similarity.

    >>> from summarizer.analysis.claims import read_facts
    >>> cheap, dear = read_facts("It cost 15 billion euros."), read_facts("It cost 28 billion euros.")
    >>> contradict(cheap, dear, "numbers", 0.5), contradict(cheap, dear, "tense", 0.9)
    (True, False)
    """
    if why == "negation":
        return likeness >= _SAME_MATTER and are_denied(a, b)
    if why == "numbers":
        return likeness >= (_SAME_MEASURE if _measure(a) and _measure(a) == _measure(b) else _SAME_MATTER)
    return why == "dates" and likeness >= _SAME_MATTER


def _measure(facts: Facts) -> str:
    """Give the kind of measure of which a sentence has exactly one, if it has no other."""
    kinds = Counter(figure.kind for figure in facts.figures if figure.kind in _MEASURES)
    return next(iter(kinds)) if sum(kinds.values()) == 1 else ""


# Why two sentences that look alike must not count as one.


# With straight apostrophes.
_NAME = re.compile(r"(?<!\w)[A-ZÀ-Þ][a-zß-ÿ'-]{2,}(?: [A-ZÀ-Þ][a-zß-ÿ'-]+)*(?!\w)")
_SHARED = r"\b(?:and|with|met|between|both|together)\b"
_PASSIVE = r"\b(?:was|were|been|being|is|are|got) \w+(?:ed|en|t|ne|wn|ld) by\b|\bby\b"
_GENERIC = r"\b(?:officials?|spokes\w+|sources?|government|statement|reports?|person|people|authorities|side)$"
_NEUTRAL = re.compile(r"(?:said|says|told|tells|reported|announced|confirmed|added|stated|noted)$|goes on$")
#: From this similarity on two sentences have nearly the same words: their order, or one name, tells them apart.
_SAME_WORDS, _SAME_BUT_ONE = 0.6, 0.75
_SAID_AND_DONE, _MUCH_THE_SAME = 0.5, 0.4
_FEWEST_SHARED, _FEWEST_OWN = 2, 3
_SHORTEST_SLIP = 6
_CALENDAR = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)(?:uary)?|Feb|March?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)


def build_veto(
    sentences: Sequence[Sentence],
    voices: Sequence[Attribution],
    facts: Sequence[Facts],
    tokens: Sequence[Sequence[str]] = (),
) -> Callable[[int, int, float], str]:
    """Give the function that says why two sentences must not share a cluster, or nothing if they may.

    The reasons: ``numbers``, ``dates``, ``negation``, ``tense`` (done, and only to come), ``speakers``
    (two different ones are named), ``names`` (all but a name is the same) and ``roles`` (who did it to
    whom is swapped), and, where the sentences' ``tokens`` are given, ``words`` (too few in common).
    """
    words = [frozenset(found) for found in tokens]
    capitals = _find_capitals(sentences)

    def veto(i: int, j: int, likeness: float) -> str:
        return (
            find_conflict(facts[i], facts[j], likeness)
            or _speakers_differ(voices[i], voices[j], likeness)
            or _colleagues_differ(sentences[i], sentences[j], voices[i], voices[j], likeness)
            or _names_differ(sentences[i].text, sentences[j].text, likeness, capitals)
            or (_share_little(words[i], words[j]) if words else "")
        )

    return veto


def _is_statement(voice: Attribution) -> bool:
    """Tell whether a sentence is about somebody's saying something, not only known through somebody."""
    return bool(voice.speaker) and not voice.attribution and not _NEUTRAL.search(voice.rule)


def _share_little(a: frozenset[str], b: frozenset[str]) -> str:
    """Tell short sentences that are alike by one or two words only."""
    enough = len(a & b) >= _FEWEST_SHARED and min(len(a), len(b)) >= _FEWEST_OWN
    return "" if enough or a == b else "words"


def _speakers_differ(a: Attribution, b: Attribution, likeness: float) -> str:
    if a.actor and b.actor:
        return "speakers" if a.actor != b.actor else ""
    if a.actor or b.actor:
        if a.speaker and b.speaker and not (a.stance or b.stance):
            return _persons_differ(a.speaker, b.speaker)
        # What one side says of a thing is not the thing, unless the words are nearly the same.
        return "speakers" if likeness < _SAID_AND_DONE and not (a.speaker and b.speaker) else ""
    if (_is_statement(a) and not b.speaker) or (_is_statement(b) and not a.speaker):
        return "speakers" if likeness < _SAID_AND_DONE else ""
    if not (a.speaker and b.speaker) or a.stance or b.stance:
        return ""
    if _persons_differ(a.speaker, b.speaker):
        return "speakers"
    bodies = all(v.speaker.startswith("the ") and not compiled(_GENERIC).search(v.speaker) for v in (a, b))
    return "speakers" if bodies and a.speaker.split()[-1] != b.speaker.split()[-1] else ""


def _colleagues_differ(one: Sentence, other: Sentence, a: Attribution, b: Attribution, likeness: float) -> str:
    """Tell apart what two people of one side say in one article, unless it is much the same."""
    if likeness >= _MUCH_THE_SAME or one.article != other.article:
        return ""
    colleagues = a.actor and a.actor == b.actor and a.speaker and b.speaker
    return _persons_differ(a.speaker, b.speaker) if colleagues else ""


def _persons_differ(a: str, b: str) -> str:
    """Tell two named speakers by their surnames; a role ("the envoy") may be either's."""
    if not (a[0].isupper() and b[0].isupper()):
        return ""
    return "speakers" if spelling(a.split()[-1]) != spelling(b.split()[-1]) else ""


def _names_differ(a: str, b: str, likeness: float, capitals: frozenset[str] | None = None) -> str:
    """Tell apart what has nearly the same words but other names, or the same names in other roles.

    >>> _names_differ("Arden beat Belmont.", "Belmont beat Arden.", 1.0)
    'roles'
    >>> _names_differ("It burned in Arden.", "It burned in Belmont.", 0.9)
    'names'
    >>> _names_differ("Arden beat Belmont.", "Belmont was beaten by Arden.", 1.0)
    ''
    >>> _names_differ("Arden met Belmont.", "Belmont met Arden.", 1.0)
    ''
    >>> _names_differ("In Arden, Belmont held talks.", "Belmont held talks in Arden.", 1.0)
    ''
    """
    if likeness < _SAME_WORDS:
        return ""
    names_a, names_b = _names(a, capitals), _names(b, capitals)
    if likeness >= _SAME_BUT_ONE and _are_others(set(names_a) - set(names_b), set(names_b) - set(names_a)):
        return "names"
    pair = _find_swapped(names_a, names_b) or _find_swapped(names_b, names_a)
    if not pair or any(compiled(_SHARED).search(text) for text in (a, b)):
        return ""
    # What the one does to the other stands between them; else two names only came in another order.
    done = _find_between(a, pair) & _find_between(b, pair)
    return "roles" if done and bool(compiled(_PASSIVE).search(a)) == bool(compiled(_PASSIVE).search(b)) else ""


def _are_others(only_a: set[str], only_b: set[str]) -> bool:
    """Tell whether each has a name that the other has not, not even with two letters in each other's place."""
    slips = [(a, b) for a in only_a for b in only_b if _is_slip(a, b)]
    return bool(only_a - {a for a, _ in slips} and only_b - {b for _, b in slips})


def _is_slip(a: str, b: str) -> bool:
    """Tell whether two long names differ only by two neighbouring letters that changed places.

    >>> _is_slip("hendriksen", "hendriksne"), _is_slip("hendriksen", "fredriksen"), _is_slip("mona", "moan")
    (True, False, False)
    """
    if len(a) != len(b) or len(a) < _SHORTEST_SLIP or a == b:
        return False
    at = next(place for place, (one, two) in enumerate(zip(a, b, strict=True)) if one != two)
    return a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]


def _find_swapped(names: Sequence[str], others: Sequence[str]) -> frozenset[str]:
    first = [name for name in names if name in others][:2]
    swapped = len(first) == 2 and [name for name in others if name in first] == first[::-1]
    return frozenset(first) if swapped else frozenset()


def _find_between(text: str, pair: frozenset[str]) -> frozenset[str]:
    """Give the stems of the words that stand between two names, but for stop words."""
    straight = text.replace("’", "'")
    places = [found.span() for found in _NAME.finditer(straight) if spelling(found.group().split()[-1]) in pair]
    between = text[places[0][1] : places[-1][0]] if places else ""
    stops, stem = stop_words("en"), stemmer("en")
    return frozenset(stem(fold(word)) for word in split_words(between) if fold(word) not in stops)


@lru_cache(maxsize=20_000)
def _names(text: str, capitals: frozenset[str] | None) -> tuple[str, ...]:
    """Give the names of a sentence by their reduced last word, in order; what only opens it is none."""
    plain = _CALENDAR.sub("", text)
    found = [
        m.group()
        for m in _NAME.finditer(plain.replace("’", "'"))
        if m.start() > 1 or " " in m.group() or _opens_with_name(plain, capitals)
    ]
    return tuple(dict.fromkeys(spelling(name.split()[-1]) for name in found))


def _opens_with_name(text: str, capitals: frozenset[str] | None) -> bool:
    """Tell whether the first word is a name: one that the story writes with a capital elsewhere too."""
    first = fold(text.split(" ", 1)[0].strip("“\"'‘«"))
    return first not in stop_words("en") and (capitals is None or first in capitals)


def _find_capitals(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Find the words that stand with a capital where no sentence begins."""
    return frozenset(
        fold(word) for sentence in sentences for word in split_words(sentence.text[1:])[1:] if word[0].isupper()
    )
