"""Which word of one sentence answers to which of another, and whether a line built alike lacks an answer there.

Of two sentences that are built alike, all words of the one must have a partner in the other, and the small words that
open it must open its partner too: "outside the school" and "the roof of the school" are not "inside the school", nor
"the school". Where they are built otherwise, places say little, and `support` asks for words alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import pairwise
from operator import itemgetter

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.claims import figures_agree
from summarizer.analysis.dates import read_dates
from summarizer.analysis.names import load_countries
from summarizer.analysis.quantities import Figure, find_figures
from summarizer.dedupe.compared_words import SAME_LETTERS, are_alike
from summarizer.dedupe.roles import find_initials, find_names
from summarizer.lang.language import Language, load_groups, lower
from summarizer.text.tokens import fold, read_forms

#: Two sentences are built alike if all but so many words of both together stand in one order, or such a part of the
#: longer one does. Of 320 false pairs made by who did not know the program 27 pass without the second, and 18 with it.
_MOST_OTHERS, _BUILT_ALIKE = 2, 0.8
#: So many words in a row that have no partner tell a thing of their own, however the rest is built: in no set of pairs
#: a true credit was lost by it.
_OF_ITS_OWN = 3
#: So many words of a sentence are looked at: to align them costs the product of their numbers.
_MOST_WORDS = 60
#: Buses, classes and rooms have smaller numbers.
_LARGE = 1000
#: Stands for a day, whichever: as such they are compared elsewhere.
_DAY = "#"
#: What parts two phrases, and days.
_MARK = re.compile(r"([,;:.?!()–—]|#+)")
_SMALL = ("prepositions", "determiners", "clause_openers", "coordinators")  # names, not language


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word that counts, or a figure, with the small words that open it: "from the" school.

    It ``goes_on`` right behind another one, or ``stands_free`` behind a mark: there nothing opens it. One that
    ``is_first`` begins its text, and not even a small word stands before it.
    """

    written: str
    stem: str
    figures: tuple[Figure, ...]
    openers: tuple[str, ...]
    goes_on: bool
    stands_free: bool
    is_first: bool = False


def asks_for_partners(language: Language) -> bool:
    """Return whether the small words of a language are listed by what they open: else only `support` compares words."""
    return bool(language.groups("comparison.interchanged"))


@dataclass(frozen=True, slots=True)
class _Aligned:
    """The words of two sentences, which are ``partners``, and the ``pairs`` of these that stand in one order."""

    mine: Sequence[PlacedWord]
    theirs: Sequence[PlacedWord]
    partners: Sequence[Sequence[int]]
    pairs: Sequence[tuple[int, int]]

    @property
    def is_alike(self) -> bool:
        """Whether so many of their words stand in one order that they are built alike."""
        paired, words = len(self.pairs), (len(self.mine), len(self.theirs))
        return sum(words) - 2 * paired <= _MOST_OTHERS or paired >= _BUILT_ALIKE * max(words)

    def list_gaps(self) -> Iterator[tuple[slice, slice]]:
        """Yield where the words before, between and behind the pairs stand, here and there."""
        ends = [(-1, -1), *self.pairs, (len(self.mine), len(self.theirs))]
        for (i, j), (end, end_there) in pairwise(ends):
            yield slice(i + 1, end), slice(j + 1, end_there)


def _align_words(
    one: AnalysedSentence,
    other: AnalysedSentence,
    told: Sequence[str],
    are_one: Callable[[PlacedWord, PlacedWord, Language], bool],
) -> _Aligned:
    """Return the words that are ``told`` in two sentences beside each other; ``are_one`` says which are partners."""
    mine, theirs = (
        place_words(text, each.article.published, one.language) for each, text in zip((one, other), told, strict=True)
    )
    # A preposition pairs last: "купив верф у понеділок", "у понеділок купив частку у верфі".
    small = one.language.words("grammar.prepositions")
    weights = [1 if lower(word.written) in small else 2 for word in mine]
    partners = [
        [weight * are_one(word, another, one.language) for another in theirs]
        for word, weight in zip(mine, weights, strict=True)
    ]
    return _Aligned(mine, theirs, partners, align(partners))


def lacks_partners(line: AnalysedSentence, other: AnalysedSentence, told: str, told_there: str) -> bool:
    """Return whether of what a line tells several words in a row have no partner in another sentence, or where that is
    built alike one word has none, or none in its place, or one opened otherwise."""
    language = line.language
    words = _align_words(line, other, (told, told_there), are_partners)
    if any(_make_less(words, *two, language) for two in pairwise(words.pairs)):
        return True
    done = frozenset().union(*(each.claims.done | each.claims.planned for each in (line, other)))
    there = [(j, i) for i, j in words.pairs]
    if _tells_it_of_another(words.mine, words.theirs, words.pairs, done, language):
        return True
    if _tells_it_of_another(words.theirs, words.mine, there, done, language):
        return True
    if not asks_for_partners(language):
        return False
    known = {_DAY, *_find_known(line, other, told_there)}
    needed = [known.isdisjoint((word.stem, word.written)) for word in words.mine]
    lone = _count_lone(words, needed)
    if lone >= _OF_ITS_OWN or not words.is_alike:
        return lone >= _OF_ITS_OWN
    if lone or _are_replaced(words, needed):
        return True
    for i, j in words.pairs:
        if _is_opened_otherwise(words.mine[i], words.theirs[j], language) or _is_narrowed(words, i, j, language):
            return True
    return False


def _find_inserted(
    words: _Aligned, first: tuple[int, int], second: tuple[int, int], small: Collection[str]
) -> Sequence[PlacedWord]:
    """Return what another sentence alone has between two words that a line has side by side; nothing where a mark
    parts them, or no more than ``small`` words and partners stand there."""
    (i, j), (k, end) = first, second
    if k != i + 1 or _is_parted(words.mine, k) or any(_is_parted(words.theirs, at) for at in range(j + 1, end + 1)):
        return ()
    # Where the order of words is free, a preposition is a word by itself: "bis 3. Oktober", "bis zum 3. Oktober".
    told = [at for at in range(j + 1, end) if lower(words.theirs[at].written) not in small]
    has_partner = any(row[at] for row in words.partners for at in told)
    return words.theirs[j + 1 : end] if told and not has_partner else ()


def _make_less(words: _Aligned, first: tuple[int, int], second: tuple[int, int], language: Language) -> bool:
    """Return whether what another sentence has between two words of a line makes less of them: "the drivers of Arle",
    "the drivers on the night lines of Arle"; "heads the museum", "heads a wing of the museum".

    A name there, a figure or a day only says more: "the drivers in Oster". Of 14 outlets that 70 near pairs named
    falsely it takes 4 away, of the 99 of 211 true ones none.
    """
    owning, prepositions = (language.words(f"grammar.{table}") for table in ("genitives", "prepositions"))
    inserted = _find_inserted(words, first, second, owning | prepositions)
    word, end, end_there = words.mine[first[0]], words.mine[second[0]], words.theirs[second[1]]
    if not inserted or _only_say_more(inserted, end, language):
        return False
    is_own = len(inserted) > 1 and lower(inserted[-1].written) in owning
    if owning.isdisjoint(end.openers) and (is_own or not owning.isdisjoint(end_there.openers)):
        return True
    opening = {*inserted[0].openers, lower(inserted[0].written)}
    if end.openers != end_there.openers or (owning | prepositions).isdisjoint(opening):
        return False
    if not owning.isdisjoint(opening):
        # "The closing of the slide of the pool" is not that of the pool; "the outbreak of flu" is the outbreak.
        return not owning.isdisjoint({*end.openers, lower(end.written)})
    # Of many it tells which; behind a verb or one thing only how, when or where: "sank in heavy seas off Lom".
    return _is_plural(word, language)


def _only_say_more(inserted: Sequence[PlacedWord], end: PlacedWord, language: Language) -> bool:
    """Return whether words are a name, a figure or a day, are joined to what stands before them, or are the last part
    of a compound: "zum Prozessauftakt", "zum Auftakt des Prozesses"."""
    may_be_name = not language.text("names.capital_nouns")
    for more in inserted:
        if more.figures or more.stem == _DAY or (may_be_name and more.written[0].isupper()):
            return True
    # "The bridge and the bath at the harbour"
    is_joined = not language.words("grammar.coordinators").isdisjoint(inserted[0].openers)
    return is_joined or lower(end.written).endswith(lower(inserted[-1].written))


def _tells_it_of_another(
    mine: Sequence[PlacedWord],
    theirs: Sequence[PlacedWord],
    pairs: Sequence[tuple[int, int]],
    done: frozenset[str],
    language: Language,
) -> bool:
    """Return whether what one sentence tells of a thing the other tells of another, beside which that is only named:
    "bought the yard", "bought shares in the yard"; "because the lights failed", "because of a fight after they failed".

    The other thing is in the first sentence nowhere; it stands in the place of the first, which is nothing ``done`` and
    no figure, and a preposition opens that behind it. Of 37 pairs made for it in six languages 14 were told as one, and
    two of 38 by who did not know the program.
    """
    prepositions = language.words("grammar.prepositions") - language.words("grammar.genitives")
    for (i, j), (k, end) in pairwise(pairs):
        between = [word for word in theirs[j + 1 : end] if word.stem != _DAY]
        if k != i + 1 or not between or mine[k].figures or not done.isdisjoint((mine[k].stem, theirs[end].stem)):
            continue
        if _is_parted(mine, k) or any(_is_parted(theirs, at) for at in range(j + 1, end + 1)):
            continue
        things = [word for word in between if lower(word.written) not in prepositions]
        is_behind = prepositions.isdisjoint({*mine[k].openers, *between[0].openers}) and things[:1] == between[:1]
        is_opened = not prepositions.isdisjoint({*theirs[end].openers, lower(between[-1].written)})
        if not is_behind or not is_opened or not any(map(partial(_may_be_thing, language=language), things)):
            continue
        if not any(are_partners(word, thing, language) for word in mine for thing in things):
            return True
    return False


def _may_be_thing(word: PlacedWord, language: Language) -> bool:
    """Return whether a word may be a noun: where all of these have capitals, only one that has."""
    return word.written[0].isupper() or not language.text("names.capital_nouns")


def _is_parted(words: Sequence[PlacedWord], at: int) -> bool:
    """Return whether a mark stands before a word, and no day."""
    return words[at].stands_free and not (at and words[at - 1].stem == _DAY)


def _count_lone(words: _Aligned, needed: Sequence[bool]) -> int:
    """Return how many words in a row lack a partner that they need, at most; figures are compared elsewhere."""
    longest = run = 0
    for word, row, is_needed in zip(words.mine, words.partners, needed, strict=True):
        is_lone = is_needed and not word.figures and not any(row)
        run = run + 1 if is_lone else 0
        longest = max(longest, run)
    return longest


def _is_narrowed(words: _Aligned, i: int, j: int, language: Language) -> bool:
    """Return whether another sentence tells of a kind of what a line tells of all: "rural branches", "the branches".

    One word tells the kind, right before a plural that has no word of its own in the line, or before the bare word that
    begins it ("unemployment"); it is no name, and does not only say how they are: "huge", "besieged".
    """
    word, kind, many = words.mine[i], words.theirs[max(0, j - 1)], words.theirs[j]
    if not many.goes_on or many.stem != word.stem or (kind.openers, kind.goes_on) != (word.openers, word.goes_on):
        return False
    is_bare = words.mine[i].is_first and j == 1
    if any(are_partners(each, kind, language) for each in words.mine) or not (is_bare or _is_plural(word, language)):
        return False
    is_name = any(each.written[0].isupper() for each in words.theirs[max(1, j - 1) : j + 1])
    is_number = bool(kind.figures) or (i > 0 and bool(words.mine[i - 1].figures))
    return not (is_name or is_number or _tells_how(kind.written, language))


def _tells_how(written: str, language: Language) -> bool:
    """Return whether a word before a plural tells no kind: "huge", "besieged", "French", "well-known"."""
    tables = ("past_endings", "gerund_endings", "adverb_endings")  # names, not language
    if any(written.endswith(language.phrases(f"grammar.{table}")) for table in tables):
        return True
    is_people = fold(written) in load_countries(language).all_peoples
    return is_people or "-" in written or lower(written) in language.words("comparison.describing")


def _is_plural(word: PlacedWord, language: Language) -> bool:
    return word.written.endswith(language.phrases("grammar.plural_endings")) and lower(word.written) != word.stem


def _are_replaced(words: _Aligned, needed: Sequence[bool]) -> bool:
    """Return whether a word that needs a partner has other words in its place: "rose as losses fell" is not "fell as
    losses rose"."""
    for here, there in words.list_gaps():
        for row, is_needed in zip(words.partners[here], needed[here], strict=True):
            if is_needed and there.start < there.stop and not any(row[there]):
                return True
    return False


def tell_of_two(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether two sentences that are built alike tell of two things, whatever their figures and days: another
    word stands in the place of one, "a third of the cherries" and "a quarter of the apples".

    Of 40 such pairs that contradict each other in nothing, 10 were shown as disagreements, and 4 are with it.
    """
    return (True, True) in _find_gaps(one, other)


def tell_of_one(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether two sentences that are built alike have all words in common but for their days, and for figures
    that count or measure something: "Reactor 1" and "Reactor 2" are two."""
    if set(_find_gaps(one, other)) != {(False, False)}:
        return False
    placed = [place_words(each.core, each.article.published, each.language) for each in (one, other)]
    return not any(_numbers_name(words, one.language) for words in placed)


def _numbers_name(words: Sequence[PlacedWord], language: Language) -> bool:
    """Return whether one of the numbers among some words is of a name or a score: "Bus 4", "3-1".

    Where such a name may have a small letter ("le bus 4"), any small number in digits behind a word may be of one, but
    not before a plural: "a reçu 13 invités".
    """
    endings = (*language.phrases("grammar.plural_endings"), *language.phrases("grammar.counted_endings"))
    prepositions = language.words("grammar.prepositions")  # "le bus 13 vers Arle"
    is_small = not asks_for_partners(language) and not language.text("names.capital_nouns")
    for before, word, behind in zip(words, words[1:], [*words[2:], None], strict=False):
        counts = [figure.value for figure in word.figures if figure.kind == "count"]
        is_named = before.figures or before.written[0].isupper()
        if is_small and word.written[0].isdigit():
            follows = behind.written.lower() if behind and behind.goes_on else ""
            is_many = follows.endswith(endings) and follows not in prepositions
            is_named = is_named or (min(counts, default=_LARGE) < _LARGE and not is_many)
        if counts and word.goes_on and is_named:
            return True
    return False


def _find_gaps(one: AnalysedSentence, other: AnalysedSentence) -> list[tuple[bool, bool]]:
    """Return of each gap between the partners of two sentences that are built alike whether a word in it, here and
    there, has no partner at all; nothing where they are built otherwise."""
    if not one.language.has_rules:
        return []
    words = _align_words(one, other, (one.core, other.core), _are_alike_or_figures)
    if not words.is_alike:
        return []
    lone = [not (word.figures or any(row)) for word, row in zip(words.mine, words.partners, strict=True)]
    columns = zip(words.theirs, *words.partners, strict=True)
    lone_there = [not (word.figures or any(column)) for word, *column in columns]
    return [(any(lone[here]), any(lone_there[there])) for here, there in words.list_gaps()]


def _are_alike_or_figures(word: PlacedWord, other: PlacedWord, language: Language) -> bool:
    """Return whether two words tell the same, or are two figures, whichever."""
    if word.figures or other.figures:
        return bool(word.figures and other.figures)
    return are_partners(word, other, language)


def _find_known(line: AnalysedSentence, other: AnalysedSentence, told_there: str) -> set[str]:
    """Return the words of a line that need no partner, as they stand or by their stems."""
    language = line.language
    told = {word.written for word in read_forms(f"{told_there} {other.attribution.speaker}", language)}
    said = read_forms(other.sentence.text, language)
    names = {*find_names(line)} - language.words("names.titles")
    # Beside what is told stands who says it: no word of it tells that a name is told.
    known = {word.stem for word in said if word.written in told or word.written not in names}
    # A name that is nowhere in the other sentence is told in the one before.
    known.update(names - {word.written for word in said})
    called = [*find_initials(other.sentence.text)]
    for initials, name in find_initials(line.sentence.text).items():
        if initials in told:
            called += name
    known.update(word.stem for word in read_forms(" ".join(called), language))
    return known


def are_partners(word: PlacedWord, other: PlacedWord, language: Language) -> bool:
    """Return whether two words, or two figures, tell the same."""
    if word.figures or other.figures:
        return bool(word.figures and other.figures) and figures_agree(word.figures, other.figures)
    if word.stem == other.stem:
        return True
    if "-" in word.written + other.written:
        return False
    start = word.stem[:SAME_LETTERS]
    if (word.written[0] + other.written[0]).isupper() and len(start) == SAME_LETTERS and other.stem.startswith(start):
        return True
    return are_alike(word.written, other.written, language)


def align(partners: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return the heaviest row of partners that stand in one order in both, by their places.

    >>> align([[True, False], [False, False], [False, True]])
    [(0, 0), (2, 1)]
    """
    rows, columns = len(partners), len(partners[0]) if partners else 0
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            best[i][j] = max(best[i + 1][j + 1] + partners[i][j], best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < rows and j < columns:
        if partners[i][j] and best[i][j] == best[i + 1][j + 1] + partners[i][j]:
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
    opener, opener_there = (_find_opener(each, loose) for each in (word, other))
    if word.stem == _DAY or opener == opener_there:
        return False
    if opener and opener_there:
        interchanged = load_groups(language, "comparison.interchanged")
        return set(interchanged.find(opener)).isdisjoint(interchanged.find(opener_there))
    # What goes on may be opened further before: "the fight at home, and in the fight abroad".
    if any(each.goes_on or each.stands_free for each in (word, other)):
        return False
    return loose.isdisjoint({*word.openers} & {*other.openers})


def _find_opener(word: PlacedWord, loose: Collection[str]) -> str:
    """Return the last small word that opens a word and tells something of it, empty for none."""
    return next((opener for opener in reversed(word.openers) if opener not in loose), "")


@cache
def _list_small_words(language: Language) -> frozenset[str]:
    silent = "comparison.silent" if asks_for_partners(language) else "stop_words.words"
    tables = (silent, "comparison.loose", "comparison.binding", *map("grammar.{}".format, _SMALL))
    small = frozenset().union(*map(language.words, tables), *language.groups("comparison.interchanged").values())
    # Where any stop word is small, "from" and "to" are none: they tell where and when.
    return small if asks_for_partners(language) else small - language.words("grammar.prepositions")


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def place_words(text: str, published: str, language: Language) -> tuple[PlacedWord, ...]:
    """Return the words and figures of a text, and a "#" for each of its days, with what opens them.

    >>> [(word.written, word.openers) for word in place_words("Two men ran from the school.", "", english)]
    [('Two', ()), ('men', ()), ('ran', ()), ('school', ('from',))]
    """
    rest = read_dates(text.replace("’", "'"), published, language).rest
    text = language.pattern("comparison.calendar").sub(_DAY, language.pattern("comparison.to_come").sub("", rest))
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
            is_first = not found and text.lstrip().startswith(written)
            found.append(PlacedWord(written, stem, figures, openers, goes_on, stands_free, is_first))
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
