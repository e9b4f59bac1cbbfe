"""Whether two sentences that share their words are told in one sense: one word may turn it, or the order of two."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, combinations

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.dates import read_dates
from summarizer.analysis.quantities import blot_figures, find_figures
from summarizer.lang.language import Language
from summarizer.text.tokens import QUOTATION, fold, split_words_of, stemmer
from summarizer.text.word_groups import load_groups, lower

#: The name of what a question is, beside the names of `hedges.turns`.
_QUESTION = "question"
_ASKED = re.compile(r"\?[\s\"”’»)]*$")
_STOPS = frozenset(".!?;")
_WORD = re.compile(r"[\w'’-]+")
_WORD_OR_STOP = re.compile(rf"[.!?;]|{_WORD.pattern}")
#: Whoever puts so few words between quotation marks keeps away from them: the "doctor".
_MOST_DISTANCED = 2
#: So large a share of the words of both is the same where their order is looked at, and so many are compared.
_SAME_WORDS, _MOST_WORDS = 0.8, 40
#: A verb with its auxiliaries, and by whom it is done, is so many words.
_NEAR = 4
#: The word before a time, whatever day of the month stands between them; so many characters are looked at.
_LAST_WORD = re.compile(r"([^\W\d_]+)\s+(?:\d{1,2}\.?\s+)?$")
_REACH = 40
#: Of these kinds it is told whether something rose to them or by them, and money is such a kind too.
_LEVELS = frozenset({"percent", "points"})


def differ_in_sense(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether what turns the sense of a sentence stands in one of two alone.

    That is a condition, a concession, an exception, a question, that it is untrue or only nearly so ("all but"), a word
    between quotation marks; until and from a time, by and to a level; whose thing it is; or the same words stand the
    other way round.
    """
    return (
        find_turns(one, other) != find_turns(other, one)
        or _keep_away(one, other)
        or _keep_away(other, one)
        or _find_limits(one) != _find_limits(other)
        or _levels_differ(one, other)
        or _is_of_another(one, other)
        or _is_of_another(other, one)
        or _is_turned_round(one, other)
    )


def find_turns(one: AnalysedSentence, other: AnalysedSentence) -> frozenset[str]:
    """Return the names of what turns the sense of what a sentence tells and another one tells too.

    A question is one in all languages. Behind the last shared word counts what goes on with it, "…, if they agree",
    and not what is joined, "… and more will come if they agree", nor what needs something behind it: "nearly".
    """
    text, language = one.sentence.text, one.language
    shared = set(map(fold, split_words_of(other.sentence.text, language))) - language.words("stop_words.words")
    first = {fold(found.group()): found.end() for found in reversed(list(_WORD.finditer(text)))}
    last = max((end for word, end in first.items() if word in shared), default=0)
    joining = language.words("comparison.joining")
    parting = (found.start() for found in _WORD_OR_STOP.finditer(text, last) if found.group() in joining | _STOPS)
    end = next(parting, len(text))
    found = _read_turns(text[:last], language, "before") | _read_turns(text[:end], language, "turns")
    return found | {_QUESTION} if _ASKED.search(text) else found


@lru_cache(maxsize=20_000)  # a sentence is asked beside many
def _read_turns(text: str, language: Language, table: str) -> frozenset[str]:
    """Return the names of what turns the sense of a text. "Nearly 40" is a figure, which is compared as such."""
    plain = blot_figures(text.replace("’", "'"), language)
    return frozenset(name for name, pattern in _load_turns(language, table).items() if pattern.search(plain))


@cache
def _load_turns(language: Language, table: str) -> Mapping[str, re.Pattern[str]]:
    """Return the pattern of each group of phrases that turn a sense; a star stands for any end of a word."""
    patterns: dict[str, re.Pattern[str]] = {}
    for name, phrases in language.groups(f"hedges.{table}").items():
        any_of = "|".join(re.escape(phrase).replace(r"\*", r"\w*") for phrase in sorted(phrases))
        patterns[name] = re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE)
    return patterns


def _keep_away(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether one sentence puts a word between quotation marks, as nobody's, that the other says itself."""
    if one.attribution.speaker:
        return False
    plain = QUOTATION.sub(" ", other.sentence.text)
    said = set(map(fold, split_words_of(plain, other.language)))
    for found in QUOTATION.finditer(one.sentence.text):
        words = split_words_of(found.group(), one.language)
        # With a capital it is a name: the "Aurora".
        if 0 < len(words) <= _MOST_DISTANCED and words[0][0].islower() and said.issuperset(map(fold, words)):
            return True
    return False


def _find_limits(one: AnalysedSentence) -> frozenset[str]:
    """Return the names of what limits the times of a sentence: "until" and "from" Friday, "early" May."""
    limits, core = load_groups(one.language, "comparison.limits"), one.core
    times = (found.start() for found in one.language.pattern("comparison.calendar").finditer(core))
    before = (_LAST_WORD.search(core, max(0, start - _REACH), start) for start in times)
    return frozenset(name for word in before if word for name in limits.find(lower(word[1])))


def _levels_differ(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether one figure is in one sentence the level that something came to, and in the other by how much."""
    mine, theirs = _read_levels(one), _read_levels(other)
    return any(mine[figure] != theirs[figure] for figure in mine.keys() & theirs.keys())


def _read_levels(one: AnalysedSentence) -> Mapping[tuple[str, float], frozenset[str]]:
    """Return of each figure that may be a level what the word before it makes of it."""
    levels = load_groups(one.language, "comparison.levels")
    found: dict[tuple[str, float], frozenset[str]] = {}
    for figure, start, _ in find_figures(one.core, one.language):
        if figure.is_money or figure.kind in _LEVELS:
            before = one.core[max(0, start - _REACH) : start].split()[-1:]
            found[figure.kind, figure.value] = frozenset(levels.find(lower(before[0])) if before else ())
    return found


def _is_of_another(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether what one sentence tells of somebody is in the other told of what is his: "Berg's envoy"."""
    (core, text) = (each.core.replace("’", "'").casefold() for each in (one, other))
    words = set(map(lower, split_words_of(core, one.language)))
    patterns = other.language.rules("comparison.owners").values()
    for found in (pattern.match(text) for pattern in chain.from_iterable(patterns)):
        if found and found["thing"] not in words and core.startswith(found["owner"]):
            # "The mayor's envoy spoke", and "The mayor's deputy spoke": other words are missing there.
            return not core.startswith(f"{found['owner']}'")
    return False


def _is_turned_round(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether of two words the second does in one sentence what the first does in the other.

    "The dog bit the postman", and "The postman bit the dog", or "The dog was bitten by the postman". Where only a part
    has another place, "On the quay the dog bit him", nothing stands between the same two words in both. Where the order
    of words is free it says little.
    """
    if one.language.text("reporting.word_order") != "fixed":
        return False
    mine, theirs = _read_order(one), _read_order(other)
    there = {word: place for place, word in enumerate(theirs)}
    stem = stemmer(one.language.code)
    stops = {stem(word) for word in one.language.words("stop_words.words")}
    told = [word for word in mine if word in there and word not in stops]
    fewest = _SAME_WORDS * max(len(set(mine) - stops), len(set(theirs) - stops))
    if len(told) < fewest or len(mine) > _MOST_WORDS:
        return False
    is_same_voice = _tell_by_whom(mine, one.language) == _tell_by_whom(theirs, other.language)
    for first, second in combinations(told, 2):
        between = mine[mine.index(first) + 1 : mine.index(second)]
        start, end = sorted((there[first], there[second]))
        behind = theirs[start + 1 : end]
        shared = [word for word in between if word in behind and word not in stops]
        if there[first] < there[second]:
            if shared and _change_voice(between, behind, one.language):
                return True
        elif is_same_voice and shared == [word for word in behind if word in shared]:
            most = max(len(set(between) - stops), len(set(behind) - stops))
            if (shared and 2 * len(shared) >= most) or (between and between == behind):
                return True
    return False


def _change_voice(some: Sequence[str], others: Sequence[str], language: Language) -> bool:
    """Return whether what stands between two words is "bit" in one sentence and "was bitten by" in the other."""
    auxiliaries = {stemmer(language.code)(word) for word in language.words("tense.passive_auxiliaries")}
    is_verb = max(len(some), len(others)) <= _NEAR and not auxiliaries.isdisjoint([*some, *others])
    return is_verb and _tell_by_whom(some, language) != _tell_by_whom(others, language)


def _read_order(one: AnalysedSentence) -> Sequence[str]:
    """Return the words of a sentence in their order, reduced, without those that stand in it twice or join two."""
    stem, joining = stemmer(one.language.code), one.language.words("comparison.joining")
    no_time = read_dates(one.core, one.article.published, one.language).rest.replace("#", " ")
    words = [stem(fold(word)) for word in split_words_of(no_time, one.language) if fold(word) not in joining]
    articles = one.language.words("comparison.articles")
    return [word for word in words if words.count(word) == 1 and word not in articles]


def _tell_by_whom(words: Sequence[str], language: Language) -> bool:
    """Return whether words tell by whom a thing is done."""
    passive = language.pattern("comparison.passive")
    return any(passive.search(f" {' '.join(words[:end])} ") for end in range(1, len(words) + 1))
