"""Which word of one sentence answers to which of another, and whether a line built alike lacks an answer there.

Of two sentences that are built alike, all words of the one must have a partner in the other, and the small words that
open it must open its partner too: "outside the school" and "the roof of the school" are not "inside the school", nor
"the school". Where they are built otherwise, places say little, and `support` asks for words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from operator import itemgetter

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.claims import figures_agree
from summarizer.analysis.dates import read_dates
from summarizer.analysis.quantities import Figure, find_figures
from summarizer.dedupe.compared_words import SAME_LETTERS, are_alike
from summarizer.dedupe.roles import find_initials, find_names
from summarizer.lang.language import Language, load_groups
from summarizer.text.tokens import read_forms

#: Two sentences are built alike if all but so many words of both together stand in one order, or such a part of the
#: longer one does. Of 120 false pairs made by who did not know the program 6 are named so, and 13 without.
_MOST_OTHERS, _BUILT_ALIKE = 2, 0.8
#: So many words of a sentence are looked at: to align them costs the product of their numbers.
_MOST_WORDS = 60
#: Stands for a day, whichever: as such they are compared elsewhere.
_DAY = "#"
#: What parts two phrases, and days.
_MARK = re.compile(r"([,;:.?!()–—]|#+)")
_SMALL = ("prepositions", "determiners", "clause_openers", "coordinators")  # names, not language


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word that counts, or a figure, with the small words that open it: "from the" school.

    It ``goes_on`` right behind another one, or ``stands_free`` behind a mark: there nothing opens it.
    """

    written: str
    stem: str
    figures: tuple[Figure, ...]
    openers: tuple[str, ...]
    goes_on: bool
    stands_free: bool


def asks_for_partners(language: Language) -> bool:
    """Return whether the small words of a language are listed by what they open: else only `support` compares words."""
    return bool(language.groups("comparison.interchanged"))


def lacks_partners(line: AnalysedSentence, other: AnalysedSentence, told: str, told_there: str) -> bool:
    """Return whether of what a line tells a word has no partner in a sentence built alike, or none in its place there,
    or one opened otherwise."""
    language = line.language
    if not asks_for_partners(language):
        return False
    mine = place_words(told, line.article.published, language)
    theirs = place_words(told_there, other.article.published, language)
    partners = [[are_partners(word, another, language) for another in theirs] for word in mine]
    pairs = align(partners)
    others, longest = len(mine) + len(theirs) - 2 * len(pairs), max(len(mine), len(theirs))
    if others > _MOST_OTHERS and len(pairs) < _BUILT_ALIKE * longest:
        return False
    known = _find_known(line, other, told_there)
    needed = [word.stem not in known and word.written not in known and word.stem != _DAY for word in mine]
    for word, row, is_needed in zip(mine, partners, needed, strict=True):
        if is_needed and not any(row) and not word.figures:
            return True
    for places, places_there in _list_gaps(pairs, len(mine), len(theirs)):
        if places_there and any(needed[i] and not any(partners[i][j] for j in places_there) for i in places):
            return True
    for i, j in pairs:
        belongs = _belong_alike(mine, i, theirs, j, language) or _belong_alike(theirs, j, mine, i, language)
        if not belongs and _is_opened_otherwise(mine[i], theirs[j], language):
            return True
    return False


def _list_gaps(pairs: Sequence[tuple[int, int]], length: int, length_there: int) -> Iterator[tuple[range, range]]:
    """Yield the places between each two pairs of partners, in the one and in the other."""
    for (i, j), (k, l) in pairwise([(-1, -1), *pairs, (length, length_there)]):
        yield range(i + 1, k), range(j + 1, l)


def _find_known(line: AnalysedSentence, other: AnalysedSentence, told_there: str) -> set[str]:
    """Return the words, by their stems, that need no partner: who speaks in the other sentence, what its initials stand
    for, or have there; and, as they stand, the names that it does not have: these are told in the sentence before."""
    language = line.language
    told = read_forms(f"{told_there} {other.attribution.speaker}", language)
    written, names = {word.written for word in told}, {*find_names(line)} - language.words("names.titles")
    words = read_forms(other.sentence.text, language)
    known = {word.stem for word in words if word.written not in names or word.written in written}
    for initials, name in find_initials(line.sentence.text).items():
        if initials in written:
            known.update(word.stem for word in read_forms(" ".join(name), language))
    known.update(word.stem for word in read_forms(" ".join(find_initials(other.sentence.text)), language))
    return known | (names - {word.written for word in words})


def are_partners(word: PlacedWord, other: PlacedWord, language: Language) -> bool:
    """Return whether two words, or two figures, tell the same."""
    if word.figures or other.figures:
        return bool(word.figures and other.figures) and figures_agree(word.figures, other.figures)
    if word.stem == other.stem:
        return True
    if "-" in word.written + other.written:
        return False
    are_names = word.written[0].isupper() and other.written[0].isupper()
    if are_names and len(word.stem) >= SAME_LETTERS and word.stem[:SAME_LETTERS] == other.stem[:SAME_LETTERS]:
        return True
    return are_alike(word.written, other.written, language)


def align(partners: Sequence[Sequence[bool]]) -> list[tuple[int, int]]:
    """Return the longest row of partners that stand in one order in both, by their places.

    >>> align([[True, False], [False, False], [False, True]])
    [(0, 0), (2, 1)]
    """
    rows, columns = len(partners), len(partners[0]) if partners else 0
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            best[i][j] = best[i + 1][j + 1] + 1 if partners[i][j] else max(best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < rows and j < columns:
        if partners[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _is_opened_otherwise(word: PlacedWord, other: PlacedWord, language: Language) -> bool:
    """Return whether small words open one of two partners that may not open the other one."""
    loose, binding = language.words("comparison.loose"), language.words("comparison.binding")
    if binding.intersection(word.openers) != binding.intersection(other.openers):
        return True
    if word.stem == _DAY:
        return False
    mine, theirs = ([opener for opener in each.openers if opener not in loose] for each in (word, other))
    if mine and theirs:
        interchanged = load_groups(language, "comparison.interchanged")
        groups, others = (set(interchanged.find(openers[-1])) for openers in (mine, theirs))
        return mine[-1] != theirs[-1] and groups.isdisjoint(others)
    if word.goes_on or other.goes_on or word.stands_free or other.stands_free:
        return False
    # "The fight at home, and in the fight abroad"
    return bool(mine or theirs) and loose.isdisjoint({*word.openers} & {*other.openers})


def _belong_alike(mine: Sequence[PlacedWord], i: int, theirs: Sequence[PlacedWord], j: int, language: Language) -> bool:
    """Return whether a word belongs to what stands beside its partner: "the head of the club", "the club's head"."""
    owning = language.words("grammar.genitives")
    if not mine[i].openers or not owning.issuperset(mine[i].openers) or theirs[j].openers:
        return False
    beside = [*theirs[max(0, j - 1) : j], *theirs[j + 1 : j + 3]]
    return i > 0 and any(are_partners(mine[i - 1], word, language) for word in beside)


@cache
def _list_small_words(language: Language) -> frozenset[str]:
    tables = ("comparison.silent", "comparison.loose", "comparison.binding", *map("grammar.{}".format, _SMALL))
    return frozenset().union(*map(language.words, tables), *language.groups("comparison.interchanged").values())


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def place_words(text: str, published: str, language: Language) -> tuple[PlacedWord, ...]:
    """Return the words and figures of a text, and a "#" for each of its days, with what opens them.

    >>> [(word.written, word.openers) for word in place_words("Two men ran from the school.", "", english)]
    [('Two', ()), ('men', ()), ('ran', ()), ('school', ('from',))]
    """
    rest = read_dates(text.replace("’", "'"), published, language).rest
    text = language.pattern("comparison.calendar").sub(_DAY, rest)
    small, silent = _list_small_words(language), language.words("comparison.silent")
    found: list[PlacedWord] = []
    openers: tuple[str, ...] = ()
    goes_on = stands_free = False
    for written, stem, lowered, figures in _cut(text, language):
        if lowered in small:
            # What opens a pronoun does not open what stands behind it: "because he left".
            goes_on = lowered in language.words("grammar.pronouns")
            openers = () if goes_on else openers if lowered in silent else (*openers, lowered)
            continue
        is_mark = bool(_MARK.fullmatch(written))
        if not is_mark or written.startswith(_DAY):
            found.append(PlacedWord(written, stem, figures, openers, goes_on, stands_free))
        openers, goes_on, stands_free = (), not is_mark, is_mark
    return tuple(found[:_MOST_WORDS])


def _cut(text: str, language: Language) -> Iterator[tuple[str, str, str, tuple[Figure, ...]]]:
    """Yield the words, figures and marks of a text in their order: as written, the stem, small, the figure."""
    at = 0
    figures = sorted(find_figures(text, language), key=itemgetter(1))
    for figure, start, end in (*figures, (None, len(text), len(text))):
        if start < at:
            continue
        for part in _MARK.split(text[at:start]):
            if _MARK.fullmatch(part):
                yield part, part[0], "", ()
            else:
                yield from ((word.written, word.stem, word.lowered, ()) for word in read_forms(part, language))
        if figure is not None:
            yield text[start:end], "", "", (figure,)
        at = end
