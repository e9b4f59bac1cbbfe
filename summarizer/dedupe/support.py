"""Whether one sentence tells all that another asserts: what an outlet must have told before it is named for a line.

Likeness is symmetric and cannot know this: two sentences may be alike though one holds a figure, a reason or a second
fact that the other lacks. Support is not symmetric. A claim told in quite other words is not found by words; rather
an outlet is not named than named for what it never said.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.attribution import leave_out
from summarizer.analysis.claims import are_opposite, find_conflict, tells_figures, tells_times
from summarizer.analysis.context_dependence import TAKEN_BACK
from summarizer.analysis.dates import read_dates
from summarizer.analysis.names import Names
from summarizer.analysis.quantities import begins_with, blot_figures
from summarizer.dedupe.alignment import asks_for_partners, lacks_partners
from summarizer.dedupe.compared_words import SAME_LETTERS, load_alike, tokenize
from summarizer.dedupe.hedges import find_modified, is_surer, list_hedges, tell_of_part
from summarizer.dedupe.outcomes import tells_outcome
from summarizer.dedupe.roles import (
    find_initials,
    find_names,
    name_namesakes,
    shorten_name,
    swap_roles,
)
from summarizer.dedupe.sense import differ_in_sense
from summarizer.lang.language import Language
from summarizer.text.tokens import fold, read_forms, split_words_of

#: A near-copy: so much of the words of both is shared, and so much of what the line says is there.
_COPY_SHARED, _COPY_COVER = 0.75, 0.75
#: Else so much of what the line says must be there.
_COVER = 0.85
#: Such a part of all words may be new in a sentence that tells what was told in its very words.
_FEW_NEW = 0.25
#: What stands for a figure or a date, and how a date is blotted out.
_BLOT, _DATE = " x ", re.compile("#+")


@dataclass(frozen=True, slots=True)
class StoryWords:
    """The words of a story: how much each tells (1 + ln n/df, by its first letters), and the names among them."""

    rarity: Mapping[str, float]
    names: Names

    def weigh(self, words: Iterable[str]) -> float:
        """Return what some words tell together."""
        return sum(self.rarity.get(word, 1.0) for word in words)

    def read(self, text: str, one: AnalysedSentence) -> list[str]:
        """Return the words of a text that count, but for those of its dates and figures, which are compared as such."""
        plain = read_dates(text, one.article.published, one.language).rest
        if one.language.words("tense.verb_prefixes"):
            # A word before a figure or a date is no part of a verb: "auf 3,5 Prozent."
            plain = blot_figures(_DATE.sub(_BLOT, plain), one.language, _BLOT)
            tokens = tokenize(plain, one.language.code, self.names)
            return _cut(token for token in tokens if token != _BLOT.strip())
        return _cut(tokenize(blot_figures(plain.replace("#", " "), one.language), one.language.code, self.names))


def read_story_words(sentences: Sequence[AnalysedSentence], names: Names) -> StoryWords:
    """Return how much each word of a story tells, by all of its sentences."""
    counts: Counter[str] = Counter()
    for one in sentences:
        counts.update(set(_cut(one.tokens)))
    return StoryWords({word: 1 + math.log(len(sentences) / count) for word, count in counts.items()}, names)


def tells_all(
    line: AnalysedSentence, other: AnalysedSentence, story: StoryWords, before: AnalysedSentence | None = None
) -> bool:
    """Return whether another sentence tells all that a printed line asserts, whoever they say reported it.

    The sentence ``before`` the other one may name whom that calls "he".
    """
    if not line.language.has_rules:
        # Any other word may be one that denies.
        return begins_with(other.sentence.text, line.sentence.text, line.language)
    # "Two of the five wells are dry" holds "the five wells are dry".
    if TAKEN_BACK in (line.dependence, other.dependence) or differ_in_sense(line, other) or tell_of_part(line, other):
        return False
    if _is_only_claimed(line, other) or tells_outcome(line, other) or tells_outcome(other, line):
        return False
    if not _has_facts(line, other) or not _has_names(line, other, before) or not _has_hedges(line, other):
        return False
    return _has_roles(line, other) and _has_words(line, other, story)


def _has_roles(line: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether the same do the same to the same in both, one thing after the other."""
    if swap_roles(line, other) or _turn_sequence(line, other):
        return False
    # Where nouns have capitals, "Millionen Euro" looks like a name.
    return bool(line.language.text("names.capital_nouns")) or not name_namesakes(line, other)


def _is_only_claimed(line: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether a line tells as so what in another sentence somebody says who speaks for himself alone."""
    if line.attribution.speaker:
        return False
    words = set(split_words_of(other.attribution.speaker.lower(), other.language))
    return not words.isdisjoint(line.language.words("comparison.laymen") | line.language.words("roles.against"))


def _has_facts(line: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether every figure, time and negation of a line is in another sentence too."""
    mine, theirs = line.claims, other.claims
    if mine.negations != theirs.negations or are_opposite(mine, theirs):
        return False
    if are_of_two(line, other) or find_conflict(mine, theirs, 1.0) == "tense":
        return False
    return tells_figures(mine.figures, theirs.figures) and tells_times(mine, theirs)


def are_of_two(line: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether two say them: what another side says is not the same said.

    Whether a name and a role are one's is not known, but who is told is not who tells: "the watchdog told Arle Water".
    """
    voice, voice_there = line.attribution, other.attribution
    speaker, another = _read_speaker(line), _read_speaker(other)
    if not speaker or not another or not speaker.isdisjoint(another):
        return False
    if voice.actor and voice.actor == voice_there.actor:
        return False
    if _is_named(line) == _is_named(other):
        return True
    if _is_named(line):
        return _names_beside(other, speaker)
    return _names_beside(line, another)


def _is_named(one: AnalysedSentence) -> bool:
    """Return whether a speaker has a name: its last word, or where all nouns have one its first, has a capital."""
    words = one.attribution.speaker.split()
    return words[0 if one.language.text("names.capital_nouns") else -1][0].isupper()


def _names_beside(one: AnalysedSentence, name: frozenset[str]) -> bool:
    """Return whether a sentence has a name beside what it asserts, where somebody says it."""
    told, asserted = (
        _cut(word.folded for word in read_forms(text, one.language)) for text in (one.sentence.text, one.core)
    )
    return name.issubset(told) and name.isdisjoint(asserted)


def _read_speaker(one: AnalysedSentence) -> frozenset[str]:
    """Return the words by which a speaker is known, none for one who may be anybody ("the officials")."""
    if one.attribution.stance:
        return frozenset()
    anybody = one.language.words("comparison.anybody")
    words = read_forms(one.attribution.speaker, one.language)
    return frozenset(_cut(word.folded for word in words if word.counts and word.folded not in anybody))


def _has_names(line: AnalysedSentence, other: AnalysedSentence, before: AnalysedSentence | None) -> bool:
    """Return whether all who are named in a line are named in another sentence, or in the one before it."""
    heard = other.sentence.text if before is None else f"{before.sentence.text} {other.sentence.text}"
    shorten = partial(shorten_name, language=line.language)
    told = set(map(shorten, split_words_of(heard.replace("-", " "), line.language)))
    known = told.union(map(shorten, find_initials(heard)))
    for initials, words in find_initials(line.core).items():
        if shorten(initials) in told:
            known.update(map(shorten, words))
    pairs = list(pairwise([*find_names(line), ""]))
    for word, following in pairs:
        if shorten(word) in known or fold(word) in line.language.words("stop_words.words"):
            continue
        # Whether an outlet gives a first name says nothing, where that is no name by itself too: "Ida Dahl … near Ida".
        is_first_name = line.core.count(f"{word} {following}") >= pairs.count((word, following))
        if not (is_first_name and following and shorten(following) in known):
            return False
    return True


def _has_hedges(line: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether what both tell is as sure in both, and of the same: "will", "may", "the deputy"."""
    if find_modified(line, other) != find_modified(other, line):
        return False
    return not is_surer(line, other) and not is_surer(other, line)


def _turn_sequence(line: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether what came first in one sentence came second in another: "before" and "after" say it.

    So with what is so and what is not: "for mould, not for lack of pupils".
    """
    here, there = _split_sequence(line), _split_sequence(other)
    if not here or not there:
        return False
    # A word of either side is on the other one there: "bought the land because the school needed space".
    crossed = (here[0] - here[1]) & (there[1] - there[0]), (here[1] - here[0]) & (there[0] - there[1])
    if all(crossed):
        return True
    turned = len(here[0] & there[1]) + len(here[1] & there[0])
    return turned > len(here[0] & there[0]) + len(here[1] & there[1])


def _split_sequence(one: AnalysedSentence) -> tuple[set[str], set[str]] | None:
    """Return the words of what came first and of what came second, where a sentence says so."""
    found = one.language.pattern("comparison.sequence").search(one.core)
    if not found:
        return None
    main, behind = one.core[: found.start()], one.core[found.end() :]
    if not main.strip():
        behind, _, main = behind.partition(",")
    if not main.strip():
        return None
    parts = (main, behind) if found["before"] else (behind, main)
    first, second = ({word.stem for word in read_forms(part, one.language) if word.counts} for part in parts)
    return first, second


def _has_words(line: AnalysedSentence, other: AnalysedSentence, story: StoryWords) -> bool:
    """Return whether nearly all words of a line are in another sentence."""
    place_kind = line.language.pattern("comparison.place_kind")
    told_here, told_there = place_kind.sub("", _read_told(line)), place_kind.sub("", other.sentence.text)
    if lacks_partners(line, other, told_here, place_kind.sub("", other.core)):
        return False
    mine, theirs = story.read(told_here, line), story.read(told_there, other)
    if not mine:
        return False
    # The names are told, though perhaps in the sentence before.
    names = set(story.read(" ".join(find_names(line)), line))
    known = _find_alike(mine, theirs, line.language) | (names & set(mine))
    missing = {*mine} - known
    extra = {*theirs} - _find_alike(theirs, mine, line.language)
    # Where a second word is told by another, the sentences are not built alike, and a place says nothing.
    is_built_alike = len(set(mine) - set(theirs) - names) == 1
    if _is_another(line, other, missing, extra, is_built_alike):
        return False
    # What is told of the province of a name by one and not by the other, the other tells of something else.
    for head, name in line.language.pattern("comparison.head").findall(f"{told_here}\n{told_there}"):
        is_told = (missing | extra).isdisjoint(story.read(head, line))
        if not is_told and known.issuperset(story.read(name, line)):
            return False
    if not missing.isdisjoint(_find_needed(line, told_here, story)):
        return False
    # The figures and times are told, else it had not come to this: each counts as a word.
    told = len(line.claims.figures) + len(line.claims.days) + len(line.claims.spans) + len(line.claims.years)
    share = story.weigh(word for word in mine if word in known) / story.weigh(mine)
    covered = (share * len(mine) + told) / (len(mine) + told)
    shared = (len(known) + told) / (len({*mine} | extra) + told)
    return covered >= (_COPY_COVER if shared >= _COPY_SHARED else _COVER)


def _find_needed(line: AnalysedSentence, told: str, story: StoryWords) -> set[str]:
    """Return the words that another sentence must tell: what is done; and where no partners are asked for, of two
    things joined the second."""
    language = line.language
    done = {*_cut(line.claims.done | line.claims.planned)}
    if asks_for_partners(language):
        return done
    joining, needed, is_joined = language.words("comparison.joining"), [], False
    for word in read_forms(told.replace("’", "'"), language):
        if word.lowered in joining:
            is_joined = True
        elif is_joined and word.counts:
            needed.append(word.written)
            is_joined = False
    return {*done, *story.read(" ".join(needed), line)}


def _read_told(line: AnalysedSentence) -> str:
    """Return what a line asserts: without who says it, and what introduces him."""
    office = line.language.pattern("comparison.office")
    spans: list[tuple[int, int]] = []
    for start, end in line.attribution.attribution:
        found = office.match(line.sentence.text, end)
        spans.append((start, found.end() if found else end))
    return leave_out(line.sentence.text, spans) if tuple(spans) != line.attribution.attribution else line.core


def _find_alike(mine: Iterable[str], theirs: Iterable[str], language: Language) -> set[str]:
    """Return the words that stand in another sentence, or are alike one there."""
    groups = load_alike(language)
    there = {name for word in theirs for name in (word, *groups.get(word, ()))}
    return {word for word in mine if not there.isdisjoint((word, *groups.get(word, ())))}


def _is_another(
    line: AnalysedSentence,
    other: AnalysedSentence,
    missing: Collection[str],
    extra: Collection[str],
    is_built_alike: bool,
) -> bool:
    """Return whether a missing word is replaced by another one: the only one, or before the same word.

    It may be its opposite, or another committee.
    """
    if is_built_alike and len(missing) == 1 and (len(extra) == 1 or _has_light_word(line, other, *missing)):
        return True
    if not missing and len(extra) == 1 and _has_light_word(other, line, *extra):
        return True
    before, there = _find_qualifiers(line), _find_qualifiers(other)
    shared = before.keys() & there.keys()
    return any(not before[word].isdisjoint(missing) and there[word] <= set(extra) for word in shared)


def _has_light_word(line: AnalysedSentence, other: AnalysedSentence, missing: str) -> bool:
    """Return whether a word that says little stands in the place of a missing one: "being used", "being tested".

    What only helps a verb or opens a noun does not, nor what is compared as a hedge: "considering". Where the order of
    words is free, what stands there says little.
    """
    if line.language.text("reporting.word_order") != "fixed":
        return False
    mine, theirs = (read_forms(each.core, each.language) for each in (line, other))
    known = {word.lowered for word in mine}
    for table in ("auxiliaries", "determiners", "prepositions"):
        known |= line.language.words(f"grammar.{table}")
    before = {first.lowered for first, word in pairwise(mine) if word.stem[:SAME_LETTERS] == missing}
    light = [word for first, word in pairwise(theirs) if first.lowered in before and not word.counts]
    return any(word.lowered not in known and not list_hedges(word.written, line.language) for word in light)


def _find_qualifiers(one: AnalysedSentence) -> Mapping[str, set[str]]:
    """Return which words stand right before each word of a sentence, of those that count."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for before, word in pairwise(read_forms(one.core, one.language)):
        if before.counts and word.counts:
            found[word.stem[:SAME_LETTERS]].add(before.stem[:SAME_LETTERS])
    return found


def _cut(tokens: Iterable[str]) -> list[str]:
    return [token[:SAME_LETTERS] for token in tokens]


def has_its_words(earlier: AnalysedSentence, today: AnalysedSentence) -> bool:
    """Return whether an earlier sentence has nearly all words of another, those too that count for nothing, and each
    that counts but for the verb of saying: "She never took it, Dahl said", "Dahl insisted that she had never taken it".
    """
    if today.language is not earlier.language or find_conflict(today.claims, earlier.claims):
        return False
    forms, saying = read_forms(today.sentence.text, today.language), today.language.words("reporting.saying")
    known = {word.stem for word in read_forms(earlier.sentence.text, earlier.language)}
    new = [word for word in forms if word.stem not in known]
    is_told = all(word.lowered in saying for word in new if word.counts)
    return is_told and len(new) <= _FEW_NEW * len(forms)
