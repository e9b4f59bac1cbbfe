"""Why two sentences that look alike must not count as one, and whether a reader should be told that they contradict.

To keep two sentences apart, a doubt is enough; to tell a reader that two outlets disagree, it is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from summarizer.analysis.attribution import GOES_ON
from summarizer.analysis.claims import Facts, are_denied, find_conflict
from summarizer.analysis.names import spelling
from summarizer.lang.language import Language
from summarizer.model import Attribution, Sentence
from summarizer.text.stems import stemmer
from summarizer.text.tokens import fold, split_words

#: The reasons of a veto that may be a contradiction.
REASONS = frozenset({"numbers", "dates", "negation"})
#: From this similarity on two sentences are about the same thing, whatever they differ in.
_SAME_MATTER = 0.7
#: The same where each has one sum of money, or one percentage.
_SAME_MEASURE = 0.45
#: From this similarity on two sentences have nearly the same words: their order, or one name, tells them apart.
_SAME_WORDS, _SAME_BUT_ONE = 0.6, 0.75
_SAID_AND_DONE = 0.5
_FEWEST_SHARED, _FEWEST_OWN = 2, 3
_SHORTEST_SLIP = 6
# With straight apostrophes.
_NAME = re.compile(r"(?<!\w)[A-ZÀ-Þ][a-zß-ÿ'-]{2,}(?: [A-ZÀ-Þ][a-zß-ÿ'-]+)*(?!\w)")


def contradict(a: Facts, b: Facts, why: str, likeness: float) -> bool:
    """Return whether what keeps two sentences apart is a contradiction to show.

    Args:
        a: the facts of one sentence.
        b: those of the other.
        why: the reason of the veto.
        likeness: their similarity.

    >>> from summarizer.analysis.quantities import Figure
    >>> cheap, dear = Facts((Figure("euro", 15e9),)), Facts((Figure("euro", 28e9),))
    >>> contradict(cheap, dear, "numbers", 0.5), contradict(cheap, dear, "tense", 0.9)
    (True, False)
    """
    if why == "negation":
        return likeness >= _SAME_MATTER and are_denied(a, b)
    if why == "numbers":
        measure = _find_measure(a)
        return likeness >= (_SAME_MEASURE if measure and measure == _find_measure(b) else _SAME_MATTER)
    return why == "dates" and likeness >= _SAME_MATTER


def _find_measure(facts: Facts) -> str:
    """Return the kind of the one sum of money or percentage that a sentence has, nothing if it has more."""
    kinds = [figure.kind for figure in facts.figures if figure.is_money or figure.kind == "percent"]
    return kinds[0] if len(kinds) == 1 else ""


def build_veto(
    sentences: Sequence[Sentence],
    voices: Sequence[Attribution],
    facts: Sequence[Facts],
    tokens: Sequence[Sequence[str]] = (),
    *,
    language: Language,
) -> Callable[[int, int, float], str]:
    """Return the function that says why two sentences must not share a cluster, or nothing if they may.

    The reasons: ``numbers``, ``dates``, ``negation``, ``tense`` (done, and only to come), ``speakers``
    (two different ones are named), ``names`` (all but a name is the same) and ``roles`` (who did it to
    whom is swapped), and, where the sentences' ``tokens`` are given, ``words`` (too few in common).
    """
    words = [frozenset(found) for found in tokens]
    capitals = _find_capitals(sentences)
    named = [_read_names(sentence.text, capitals, language) for sentence in sentences]

    def veto(i: int, j: int, likeness: float) -> str:
        conflict = find_conflict(facts[i], facts[j], likeness)
        if conflict:
            return conflict
        if _speakers_differ(voices[i], voices[j], likeness, language):
            return "speakers"
        if _speak_of_each_other((voices[i].speaker, sentences[i].text), (voices[j].speaker, sentences[j].text)):
            return "speakers"
        found = _names_differ(named[i], named[j], likeness, language) if likeness >= _SAME_WORDS else ""
        if found:
            return found
        return "words" if words and _share_little(words[i], words[j]) else ""

    return veto


def _share_little(a: frozenset[str], b: frozenset[str]) -> bool:
    """Return whether sentences are alike by one or two words only; worth 1.2 points of F1 of merged pairs."""
    enough = len(a & b) >= _FEWEST_SHARED and min(len(a), len(b)) >= _FEWEST_OWN
    return not enough and a != b


def _speakers_differ(a: Attribution, b: Attribution, likeness: float, language: Language) -> bool:
    """Return whether two sentences are told by two; worth 0.4 points of F1 of merged pairs."""
    if a.actor and b.actor:
        return a.actor != b.actor
    if a.speaker and b.speaker:
        return not (a.stance or b.stance) and _are_two_persons(a.speaker, b.speaker)
    # What one side says of a thing is not the thing, unless the words are nearly the same.
    is_said = a.actor or b.actor or _is_statement(a, language) or _is_statement(b, language)
    return bool(is_said) and likeness < _SAID_AND_DONE


def _is_statement(voice: Attribution, language: Language) -> bool:
    """Return whether a sentence is about somebody's saying something, not only known through somebody."""
    if not voice.speaker or voice.attribution or voice.rule == GOES_ON:
        return False
    return language.words("comparison.neutral_saying").isdisjoint(voice.rule.split()[-1:])


def _are_two_persons(a: str, b: str) -> bool:
    """Return whether two names are of two people, by their surnames; a role ("the envoy") may be either's."""
    if not (a[0].isupper() and b[0].isupper()):
        return False
    return spelling(a.split()[-1]) != spelling(b.split()[-1])


def _speak_of_each_other(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Return whether two bodies without a name speak, each of the other: "the union warned the ministry", and back."""
    (speaker_a, text_a), (speaker_b, text_b) = a, b
    heads = [*speaker_a.split()[-1:], *speaker_b.split()[-1:]]
    if len(set(heads)) != 2 or not all(map(str.islower, heads)):
        return False
    return heads[0] in split_words(text_b) and heads[1] in split_words(text_a)


@dataclass(frozen=True, slots=True)
class _Named:
    """A sentence and its names: the reduced last words, in order."""

    text: str
    names: tuple[str, ...]


def _read_names(text: str, capitals: frozenset[str], language: Language) -> _Named:
    """Read the names of a sentence; its first word is none, unless the story writes it with a capital elsewhere too."""
    plain = language.pattern("comparison.calendar").sub("", text)
    first = fold(plain.split(" ", 1)[0].strip("“\"'‘«"))
    opens_with_name = first in capitals and first not in language.words("stop_words.words")
    names = [
        spelling(found.group().split()[-1])
        for found in _NAME.finditer(plain.replace("’", "'"))
        if opens_with_name or found.start() > 1 or " " in found.group()
    ]
    return _Named(text, tuple(dict.fromkeys(names)))


def _find_capitals(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Find the words that stand with a capital where no sentence begins."""
    capitals: set[str] = set()
    for sentence in sentences:
        capitals.update(fold(word) for word in split_words(sentence.text[1:])[1:] if word[0].isupper())
    return frozenset(capitals)


def _names_differ(a: _Named, b: _Named, likeness: float, language: Language) -> str:
    """Return why two sentences of nearly the same words tell of others: other names, or the same in other roles."""
    if likeness >= _SAME_BUT_ONE and _are_others(set(a.names) - set(b.names), set(b.names) - set(a.names)):
        return "names"
    pair = _find_swapped(a.names, b.names) or _find_swapped(b.names, a.names)
    shared, passive = language.pattern("comparison.shared"), language.pattern("comparison.passive")
    if not pair or shared.search(a.text) or shared.search(b.text):
        return ""
    # What the one does to the other stands between them; else two names only came in another order.
    done = _find_between(a.text, pair, language) & _find_between(b.text, pair, language)
    return "roles" if done and bool(passive.search(a.text)) == bool(passive.search(b.text)) else ""


def _are_others(only_a: set[str], only_b: set[str]) -> bool:
    """Return whether each has a name that the other has not, not even with two letters in each other's place."""
    slips = [(a, b) for a in only_a for b in only_b if _is_slip(a, b)]
    return bool(only_a - {a for a, _ in slips} and only_b - {b for _, b in slips})


def _is_slip(a: str, b: str) -> bool:
    """Return whether two long names differ only by two neighbouring letters that changed places.

    >>> _is_slip("hendriksen", "hendriksne"), _is_slip("hendriksen", "fredriksen"), _is_slip("mona", "moan")
    (True, False, False)
    """
    if len(a) != len(b) or len(a) < _SHORTEST_SLIP or a == b:
        return False
    at = next(place for place, (one, two) in enumerate(zip(a, b, strict=True)) if one != two)
    return a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]


def _find_swapped(names: Sequence[str], others: Sequence[str]) -> frozenset[str]:
    """Return the first two names that both have, if they come in the other order there."""
    first = [name for name in names if name in others][:2]
    swapped = len(first) == 2 and others.index(first[1]) < others.index(first[0])
    return frozenset(first) if swapped else frozenset()


def _find_between(text: str, pair: frozenset[str], language: Language) -> frozenset[str]:
    """Return the stems of the words that stand between two names, but for stop words."""
    straight = text.replace("’", "'")
    places = [found.span() for found in _NAME.finditer(straight) if spelling(found.group().split()[-1]) in pair]
    between = text[places[0][1] : places[-1][0]] if places else ""
    stops, stem = language.words("stop_words.words"), stemmer(language.code)
    return frozenset(stem(fold(word)) for word in split_words(between) if fold(word) not in stops)
