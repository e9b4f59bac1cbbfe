"""Whether two sentences that share their words are told in one sense: one word may turn it, or the order of two.

By likeness such sentences are nearly one. So much alike they are only where one outlet's text became the other's, or
where two things are told of one event: "two were killed", "two were injured".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain, combinations, product
from typing import NamedTuple

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.claims import figures_agree
from summarizer.analysis.dates import read_dates
from summarizer.analysis.names import reduce_name
from summarizer.analysis.quantities import blot_figures, find_figures
from summarizer.dedupe.belongings import assign_otherwise, move_part, tell_of_another
from summarizer.dedupe.compared_words import SAME_LETTERS, are_alike, are_reworded
from summarizer.dedupe.hedges import find_turns, is_only_tried, keep_away, list_hedges, list_modifiers
from summarizer.dedupe.roles import find_initials
from summarizer.lang.language import Language, load_groups, lower
from summarizer.text.tokens import WordForms, count_shared_letters, read_forms
from summarizer.text.wording import count_shared

#: So large a share of the words of both is the same where their order is looked at, and so many are compared.
_SAME_WORDS, _MOST_WORDS = 0.8, 40
#: So much of the words stands in the same order where what stands between them is compared, less where figures differ.
_SAME_ORDER, _SAME_HALF = 0.6, 0.5
#: A verb with its auxiliaries, and by whom it is done, is so many words.
_NEAR = 4
#: The word before a time, whatever day of the month stands between them; so many characters are looked at.
_LAST_WORD = re.compile(r"([^\W\d_]+)\s+(?:\d{1,2}\.?\s+)?$")
_REACH = 40
#: What stands on either side of such a mark belongs to other things.
_PARTS = re.compile(r"[^\w\s'’-]")
#: Before figures of these kinds, and before money, a language may leave out the word that tells what changed by them.
_SHARES = frozenset({"percent", "points"})
#: So many words that count may stand in the one place in which sentences differ; of more, likeness tells.
_MOST_REPLACED = 2
#: With more words in the one place, those of both together, the sentences are two in other ways too.
_MOST_CHANGED = 8
#: How `hedges.toml` calls what puts a thing into doubt; what only wants, plans or expects it, outlets put as they like.
_DOUBTS = frozenset({"may", "must", "unlikely", "consider", "try", "allege"})  # names, not language
#: Stands for whatever opens a word.
_OPENED = "*"
#: How `comparison.modifiers` calls what tells of some without their number.
_VAGUE = frozenset({"some"})  # names, not language


class _Run(NamedTuple):
    """Words in a row that two sentences share: from where to where in the one, and in the other."""

    start: int
    end: int
    start_there: int
    end_there: int


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of what a sentence asserts, without its days.

    In ``order`` are those that stand in it once and join no two, with their ``places`` by their stems, and whether they
    tell ``by_whom`` a thing is done; ``plain`` are all but its figures, with how they are ``folded``.
    """

    order: Sequence[WordForms]
    places: Mapping[str, int]
    by_whom: bool
    plain: Sequence[WordForms]
    folded: Sequence[str]


def differ_in_sense(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether what turns the sense of a sentence stands in one of two alone.

    That is a condition, a concession, an exception, a question, that it is untrue or only nearly so ("all but"), a word
    between quotation marks; until and from a time, by and to a level; whose thing it is; what a word belongs to; what
    opens it where its order says nothing; what excludes what the other has in its place; or the same words stand the
    other way round.
    """
    if one.sentence.text == other.sentence.text:
        return False
    if find_turns(one, other) != find_turns(other, one) or _find_limits(one) != _find_limits(other):
        return True
    # Of these, either may be in the one or in the other.
    for differs in (keep_away, _tells_of_belonging, assign_otherwise, is_only_tried, tell_of_another):
        if differs(one, other) or differs(other, one):
            return True
    checks = (is_turned_round, move_part, _exchange_openers, _exclude_at_one_place, _shift_time)
    return any(differs(one, other) for differs in checks)


def _exclude_at_one_place(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether between the same words one sentence has what excludes the other's: "inside", another figure.

    The same figures in another order are found so too: "one in five, and one in eight a decade ago".
    """
    for here, there in _list_replaced(one, other, _SAME_ORDER):
        mine, theirs = (
            [figure for figure, _, _ in find_figures(" ".join(word.written for word in words), one.language)]
            for words in (here, there)
        )
        is_of_a_kind = {figure.kind for figure in mine} & {figure.kind for figure in theirs}
        if _are_rivals(here, there, one.language) or (is_of_a_kind and not figures_agree(mine, theirs)):
            return True
    return False


def take_sides(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether between the same words, whatever the figures, stand those that exclude each other: 41 voted "for"
    it, 38 "against" it."""
    return any(_are_rivals(*place, one.language) for place in _list_replaced(one, other, _SAME_HALF))


def _list_replaced(
    one: AnalysedSentence, other: AnalysedSentence, least: float
) -> Iterator[tuple[Sequence[WordForms], Sequence[WordForms]]]:
    """Yield the few words that stand in two sentences between the same ones; nothing where less of them, by
    difflib's ratio, is in one order."""
    mine, theirs = (_read_all_words(each.core, each.article.published, each.language) for each in (one, other))
    places = SequenceMatcher(None, [word.lowered for word in mine], [word.lowered for word in theirs], autojunk=False)
    if places.ratio() < least:
        return
    for _, start, end, start_there, end_there in places.get_opcodes():
        if max(end - start, end_there - start_there) <= _NEAR:
            yield mine[start:end], theirs[start_there:end_there]


def _shift_time(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether a thing is or will be so in one sentence, and in the other was or would be: "has a stake", "had a
    stake". Where somebody is heard, "would" is his "will"."""
    if one.attribution.speaker or other.attribution.speaker:
        return False
    found = [each.language.pattern("comparison.time").search(each.core) for each in (one, other)]
    return {told.lastgroup for told in found if told} == {"now", "then"}


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def _read_all_words(core: str, published: str, language: Language) -> Sequence[WordForms]:
    """Return all words of what a sentence asserts, but for its days."""
    return read_forms(read_dates(core, published, language).rest.replace("#", " "), language)[:_MOST_WORDS]


def _find_limits(one: AnalysedSentence) -> frozenset[str]:
    """Return the names of what limits the times of a sentence: "until" and "from" Friday, "early" May."""
    limits, core = load_groups(one.language, "comparison.limits"), one.core
    times = (found.start() for found in one.language.pattern("comparison.calendar").finditer(core))
    before = (_LAST_WORD.search(core, max(0, start - _REACH), start) for start in times)
    return frozenset(name for word in before if word for name in limits.find(lower(word[1])))


def differ_in_level(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether one figure is in one sentence the level that something came to, and in the other by how much."""
    mine, theirs = (_read_changes(each.core, each.language) for each in (one, other))
    return any(mine[figure] != theirs[figure] for figure in mine.keys() & theirs.keys())


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def _read_changes(core: str, language: Language) -> Mapping[tuple[str, float], str]:
    """Return of each figure that may tell a change what the word before it makes of it, or that there is none."""
    changes = language.texts("numbers.changes")
    found: dict[tuple[str, float], str] = {}
    for figure, start, end in find_figures(core, language) if changes else ():
        # "До" may count as a bound of the figure.
        words = [*core[max(0, start - _REACH) : start].split()[-1:], *core[start:end].split()[:1]]
        if figure.is_money or figure.kind in _SHARES:
            words.insert(0, "")
        told = [changes[lower(word)] for word in words if lower(word) in changes]
        if told:
            found[figure.kind, figure.value] = told[-1]
    return found


def _tells_of_belonging(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether what one sentence tells of somebody is in the other told of what is his: "Berg's envoy"."""
    (core, text) = (each.core.replace("’", "'").casefold() for each in (one, other))
    words = {word.lowered for word in read_forms(core, one.language)}
    first, _, rest = core.partition(" ")
    bare = rest if first in one.language.words("grammar.articles") else core
    patterns = chain.from_iterable(other.language.rules("comparison.owners").values())
    owned = (found for found in (pattern.match(text) for pattern in patterns) if found)
    return any(
        found["thing"] not in words and (core.startswith(found["owner"]) or bare.startswith(found["owner"]))
        for found in owned
    )


def _exchange_openers(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether of two words a preposition opens the one in one sentence, and in the other sentence the other one,
    and nothing opens the second: "жители подали в суд на застройщика", "застройщик подал в суд на жителей".

    Asked where the order of words does not tell who does it to whom.
    """
    if one.language.text("reporting.word_order") == "fixed":
        return False
    here, there = (_read_openers(each.core, each.article.published, each.language) for each in (one, other))
    moved = {(here[word], there[word]) for word in here.keys() & there.keys() if here[word] != there[word]}
    if one.language.words("comparison.object_marks"):
        # By which words matters little: "das Urteil gegen den Windpark", "den Windpark nach dem Urteil".
        moved = {(_OPENED * bool(opener), _OPENED * bool(opener_there)) for opener, opener_there in moved}
    return any((opener_there, opener) in moved for opener, opener_there in moved if opener != opener_there)


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def _read_openers(core: str, published: str, language: Language) -> Mapping[str, str]:
    """Return the prepositions that open the words that count, by their stems: empty for none; of two joined words for
    both. What only tells whose a thing is opens none."""
    prepositions = language.words("grammar.prepositions") - language.words("grammar.genitives")
    joining = language.words("grammar.coordinators")
    found: dict[str, str] = {}
    for part in _PARTS.split(read_dates(core, published, language).rest):
        opener = last = ""
        for word in read_forms(part, language):
            if word.lowered in prepositions:
                opener = last = word.lowered
            elif word.lowered in joining:
                opener = last
            elif word.counts:
                found.setdefault(word.stem, opener)
                opener = ""
    return found


def is_turned_round(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether of two words the second does in one sentence what the first does in the other.

    "The dog bit the postman", and "The postman bit the dog", or "The dog was bitten by the postman". Where only a part
    has another place, "On the quay the dog bit him", not the same stands between the two in both. Where names have
    cases, their order says little. "Not the dog but the cat" is no "not the cat but the dog" in any language.
    """
    if _puts_aside_other(one, other):
        return True
    language = one.language
    if language.words("comparison.object_marks"):
        return False
    here, there = _read_words(one), _read_words(other)
    mine, theirs = here.order, there.order
    runs = _align(mine, there.places)
    told = sum(word.counts for run in runs for word in mine[run.start : run.end])
    if told < _SAME_WORDS * max(sum(word.counts for word in words) for words in (mine, theirs)):
        return False
    # What a preposition opens may stand anywhere.
    prepositions = language.words("grammar.prepositions")
    runs = [run for run in runs if mine[run.start].lowered not in prepositions]
    return any(_is_turned(first, second, here, there, language) for first, second in combinations(runs, 2))


def _is_turned(first: _Run, second: _Run, here: _Words, there: _Words, language: Language) -> bool:
    """Return whether of two runs of words one sentence tells of the second what the other tells of the first."""
    between = here.order[first.end : second.start]
    if first.start_there < second.start_there:
        return _change_voice(between, there.order[first.end_there : second.start_there], language)
    behind = there.order[second.end_there : first.start_there]
    return here.by_whom == there.by_whom and _tell_the_same(between, behind, language)


def _puts_aside_other(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether each sentence puts aside what the other one puts in its place: "the cat instead of the dog"."""
    mine, theirs = (_read_put_aside(each.core, each.language) for each in (one, other))
    words, told = ({word.stem for word in read_forms(each.core, each.language)} for each in (one, other))
    return not (mine - theirs).isdisjoint(told) and not (theirs - mine).isdisjoint(words)


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def _read_put_aside(core: str, language: Language) -> frozenset[str]:
    """Return the stems of what a sentence says is not, or is no longer, the one of two."""
    patterns = chain.from_iterable(language.rules("comparison.contrasts").values())
    found = (match["aside"] for pattern in patterns for match in pattern.finditer(core))
    words = chain.from_iterable(read_forms(text, language) for text in found)
    # "El Estado" is no "estado".
    return frozenset(word.stem for word in words if word.counts or word.written[0].isupper())


def _align(mine: Sequence[WordForms], there: Mapping[str, int]) -> list[_Run]:
    """Return the runs of words that stand in another sentence too, whose places ``there`` are known by their stems.

    In each a word counts. What stands behind very many words is not looked at.
    """
    runs: list[_Run] = []
    for place, word in enumerate(mine[:_MOST_WORDS]):
        at = there.get(word.stem, -1)
        if runs and (runs[-1].end, runs[-1].end_there) == (place, at):
            runs[-1] = runs[-1]._replace(end=place + 1, end_there=at + 1)
        elif at >= 0:
            runs.append(_Run(place, place + 1, at, at + 1))
    return [run for run in runs if any(word.counts for word in mine[run.start : run.end])]


def _tell_the_same(some: Sequence[WordForms], others: Sequence[WordForms], language: Language) -> bool:
    """Return whether the same stands between two words in both, and not what two do with each other: "met"."""
    told = " ".join(word.folded for word in some)
    if len(some) <= _NEAR and language.pattern("comparison.shared").search(f"{told} "):
        return False
    if [*some] == [*others]:
        return bool(some)
    counted = _list_counted(some)
    if not counted or counted != _list_counted(others):
        return False
    if language.text("reporting.word_order") == "fixed":
        # "Knocking was heard after rescuers" is "rescuers heard knocking".
        return _is_passive(some, others, language) == _is_passive(others, some, language)
    # Behind an auxiliary no subject stands, and behind a preposition to whom it is done: "a accusé", "reproche à".
    auxiliaries, prepositions = (language.words(f"grammar.{table}") for table in ("auxiliaries", "prepositions"))
    if {some[0].lowered, others[0].lowered} <= auxiliaries:
        return True
    return all(words[-1].lowered in prepositions for words in (some, others))


def _list_counted(words: Sequence[WordForms]) -> list[str]:
    """Return the stems of the words that count."""
    return [word.stem for word in words if word.counts]


def _change_voice(some: Sequence[WordForms], others: Sequence[WordForms], language: Language) -> bool:
    """Return whether what stands between two words is "bit" in one sentence and "was bitten by" in the other."""
    if max(len(some), len(others)) > _NEAR:
        return False
    auxiliaries = language.words("tense.passive_auxiliaries")
    has_auxiliary = any(word.lowered in auxiliaries for word in (*some, *others))
    if not has_auxiliary or set(_list_counted(some)).isdisjoint(_list_counted(others)):
        return False
    by_whom, by_whom_there = _tell_by_whom(some, language), _tell_by_whom(others, language)
    if by_whom == by_whom_there:
        return False
    # "Were seized when" does not say by whom, and is no "seized" either.
    return not (_is_passive(others, some, language) if by_whom else _is_passive(some, others, language))


def _is_passive(some: Sequence[WordForms], others: Sequence[WordForms], language: Language) -> bool:
    """Return whether some words have an auxiliary and a form that others have too: "was heard", not "was hearing"."""
    auxiliaries, forms = language.words("tense.passive_auxiliaries"), {word.folded for word in others if word.counts}
    return any(word.lowered in auxiliaries for word in some) and any(word.folded in forms for word in some)


def _read_words(one: AnalysedSentence) -> _Words:
    return _cut_words(one.core, one.article.published, one.language)


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def _cut_words(core: str, published: str, language: Language) -> _Words:
    text = read_dates(core, published, language).rest.replace("#", " ")
    joining = language.words("comparison.joining")
    words = [word for word in read_forms(text, language) if word.folded not in joining]
    counts = Counter(word.stem for word in words)
    order = [word for word in words if counts[word.stem] == 1]
    plain = [
        word for word in read_forms(blot_figures(text, language), language) if not any(map(str.isdigit, word.written))
    ]
    return _Words(
        order=order,
        places={word.stem: place for place, word in enumerate(order)},
        by_whom=_tell_by_whom(order, language),
        plain=plain,
        folded=[word.folded for word in plain],
    )


def _tell_by_whom(words: Sequence[WordForms], language: Language) -> bool:
    """Return whether words tell by whom a thing is done."""
    passive, told = language.pattern("comparison.passive"), [word.folded for word in words]
    return any(passive.search(f" {' '.join(told[:end])} ") for end in range(1, len(told) + 1))


def replaces_words(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether all but one place of two sentences is the same, and words stand there that tell another thing.

    A word more ("in Arden on Monday") tells more, not another thing, unless it is one such as "former" or
    "perhaps"; nor do words that outlets put for each other. Days and figures are compared as such.
    """
    language = one.language
    mine, theirs = _read_words(one), _read_words(other)
    start, end = count_shared(mine.folded, theirs.folded)
    here, there = mine.plain[start : len(mine.plain) - end], theirs.plain[start : len(theirs.plain) - end]
    if len(here) + len(there) > _MOST_CHANGED:
        return False
    # "Several people" may be the "14 people" of a later report, and are not "the people".
    counted = _VAGUE if one.claims.figures != other.claims.figures else frozenset()
    if (_read_doubts(here, language) ^ _read_doubts(there, language)) - counted:
        return True
    if _are_rivals(here, there, language):
        return True
    return _tell_of_others(here, there, language)


def _tell_of_others(here: Sequence[WordForms], there: Sequence[WordForms], language: Language) -> bool:
    """Return whether a word or two of one place tell another thing than those of the other."""
    stems, others = set(_list_counted(here)), set(_list_counted(there))
    own, own_there = stems - others, others - stems
    if not (1 <= len(own) <= _MOST_REPLACED and 1 <= len(own_there) <= _MOST_REPLACED):
        return False
    if _has_initials(here, there) or _has_initials(there, here):
        return False
    return not any(_may_be_one(word, another, language) for word, another in product(here, there))


def _has_initials(words: Sequence[WordForms], others: Sequence[WordForms]) -> bool:
    """Return whether one of some words is what others are called by their first letters: "UE", "Unión Europea"."""
    initials = find_initials(" ".join(word.written for word in others))
    return any(word.written in initials for word in words)


def _read_doubts(words: Sequence[WordForms], language: Language) -> set[str]:
    """Return the names of what makes something else of a thing, or puts it into doubt: "former", "may"."""
    hedges = list_hedges(" ".join(word.written for word in words), language)
    return list_modifiers(words, language) | (hedges & _DOUBTS)


def _are_rivals(words: Sequence[WordForms], others: Sequence[WordForms], language: Language) -> bool:
    """Return whether words are of those that exclude each other, though they tell little: "over", "under"."""
    rivals = load_groups(language, "comparison.rivals")
    groups, other_groups = (
        {name: word.lowered for word in each for name in rivals.find(word.lowered)} for each in (words, others)
    )
    return any(groups[name] != other_groups[name] for name in groups.keys() & other_groups.keys())


def _may_be_one(word: WordForms, other: WordForms, language: Language) -> bool:
    """Return whether two words may tell one thing: forms of one, spellings of a name, or what stands for each other."""
    if not (word.counts and other.counts):
        return False
    is_form = count_shared_letters(word.folded, other.folded) >= SAME_LETTERS
    mine, theirs = word.written, other.written
    are_names = mine[0].isupper() and theirs[0].isupper()
    is_name = are_names and reduce_name(mine, language) == reduce_name(theirs, language)
    return is_form or is_name or are_alike(mine, theirs, language) or are_reworded(mine, theirs, language)
