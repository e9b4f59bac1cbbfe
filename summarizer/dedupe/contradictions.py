"""Why two sentences that look alike must not count as one, and whether a reader should be told that they contradict.

To keep two sentences apart, a doubt is enough; to tell a reader that two outlets disagree, it is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache, wraps
from itertools import product

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.attribution import leave_out
from summarizer.analysis.claims import (
    Facts,
    are_denied,
    find_conflict,
    list_comparable,
    times_differ,
)
from summarizer.analysis.dates import ISO_DAY, read_dates
from summarizer.analysis.names import reduce_name
from summarizer.analysis.quantities import begins_with
from summarizer.dedupe.alignment import tell_of_one, tell_of_two
from summarizer.dedupe.compared_words import cut_derived, is_reworded, shorten_bodies, tokenize
from summarizer.dedupe.hedges import REPORTED, find_hedges, find_turns, tell_of_part
from summarizer.dedupe.opposite_states import tell_opposite_states
from summarizer.dedupe.roles import PLAIN_NAME, find_names, shorten_name, swap_roles
from summarizer.dedupe.sense import differ_in_level, is_turned_round, replaces_words, take_sides
from summarizer.dedupe.tolls import count_otherwise
from summarizer.lang.language import Language
from summarizer.text.agencies import find_identity
from summarizer.text.tokens import QUOTATION, count_shared_letters, fold, letters, read_forms, split_words_of

#: Why sentences are two of which all but one place is the same.
REPLACED = "replaced"
#: By what sentences differ that tell one result from either side.
_TURNED_BY = frozenset({"numbers", "negation", "roles", REPLACED})  # names, not language
#: The reasons of a veto that may be a contradiction.
REASONS = frozenset({"numbers", "dates", "negation"})
#: From this similarity on two sentences are about the same thing, whatever they differ in.
_SAME_MATTER = 0.7
#: The same where each has one sum of money, or one percentage, or nothing else but figures tells them apart.
_SAME_MEASURE = 0.45
#: The same where both count the dead, or the hurt, and nothing else.
_SAME_TOLL = 0.35
#: From this similarity on two sentences have nearly the same words: their order, or one name, tells them apart.
_SAME_WORDS, _SAME_BUT_ONE = 0.6, 0.75
_SAID_AND_DONE, _HALF, _TURNED = 0.5, 0.5, 0.4
#: How `hedges.toml` calls what is possible, only reported, or not true of all, and what is only to come.
_POSSIBLE = frozenset({"may", "likely", "nearly", "said"})  # names, not language
#: The same of what makes less of a whole sentence.
_LIMITING = frozenset({"condition", "nearly", "partly", "save"})  # names, not language
_ANNOUNCED = frozenset({"announce", "plan"})  # names, not language
_MEASURES = frozenset({"percent", "kilometres", "miles", "hectares", "tonnes"})  # names, not language
_FEWEST_SHARED, _FEWEST_OWN = 2, 3
_LEAST_SHARED, _MOST_OWN = 4, 2
_LEAST_FORM = 4
_LONG_QUOTATION = 20  # letters


def contradict(one: AnalysedSentence, other: AnalysedSentence, why: str, likeness: float) -> bool:
    """Return whether what keeps two sentences apart (``why``) is a contradiction to show: not what an outlet itself
    corrects."""
    is_own = is_corrected(one, other) or is_corrected(other, one)
    return not is_own and are_at_odds(one, other, why, likeness)


def are_at_odds(one: AnalysedSentence, other: AnalysedSentence, why: str, likeness: float) -> bool:
    """Return whether of two sentences only one can be right, by the reason of the veto and their similarity."""
    if why not in REASONS:
        return False
    a, b = one.claims, other.claims
    if why == "numbers":
        mine, theirs = (replace(x, figures=list_comparable(x, y)) for x, y in ((a, b), (b, a)))
        if find_conflict(mine, theirs) != why:
            return False
    measure = _find_measure(a)
    least = _SAME_MEASURE
    if why == "negation":
        is_one = tell_opposite_states(one, other)
    elif why == "numbers" and count_otherwise(one, other):
        is_one, least = True, _SAME_TOLL
    else:
        is_one = why == "numbers" and (bool(measure and measure == _find_measure(b)) or tell_of_one(one, other))
    if likeness < (least if is_one else _SAME_MATTER):
        return False
    if why == "negation" and not is_one and not _deny(a, b):
        return False
    return _are_of_one_thing(one, other, why)


def _deny(a: Facts, b: Facts) -> bool:
    """Return whether one of two claims is denied by the other: a ruling is no denial of its hearing."""
    # What is done supersedes what was to come.
    for plan, deed in ((a, b), (b, a)):
        if plan.is_only_planned and deed.done:
            return False
    return are_denied(a, b)


def is_corrected(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether the other sentence is the same outlet's and of a later day: where they differ, it holds."""
    days = [each.article.published[:ISO_DAY] for each in (one, other)]
    is_later = days[0] < days[1] and all(len(day) == ISO_DAY for day in days)
    return is_later and find_identity(one.article.outlet) == find_identity(other.article.outlet)


def _are_of_one_thing(one: AnalysedSentence, other: AnalysedSentence, why: str) -> bool:
    """Return whether two sentences may be about one thing: not a part and its whole, two times or two places.

    Nor is what one wants what another offers, or what no longer holds denied by whoever tells that it did.
    """
    a, b = one.claims, other.claims
    if why != "negation" and (tell_of_two(one, other) or take_sides(one, other)):
        return False
    if a.negations % 2 != b.negations % 2 if why == "dates" else times_differ(a, b):
        return False
    for key in ("changes", "scopes") if why == "numbers" else ("changes",):
        scopes = one.language.pattern(f"comparison.{key}")
        if set(map(fold, scopes.findall(one.core))) != set(map(fold, scopes.findall(other.core))):
            return False
    wanted, offered = find_hedges(one, one), find_hedges(other, other)
    if wanted and offered and wanted.isdisjoint(offered):
        return False
    return _names_all(one, other) or _names_all(other, one)


def _names_all(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether a sentence has all the names of another one."""
    words = split_words_of(one.sentence.text.replace("-", " "), one.language)
    known = {shorten_name(word, one.language) for word in words}
    return all(shorten_name(name, other.language) in known for name in find_names(other))


def _find_measure(facts: Facts) -> str:
    """Return the kind of the one sum of money, percentage or measure that a sentence has, nothing if it has more."""
    kinds = [figure.kind for figure in facts.figures if figure.is_money or figure.kind in _MEASURES]
    return kinds[0] if len(kinds) == 1 else ""


@dataclass(frozen=True, slots=True)
class _Compared:
    """A sentence, its names (their reduced last words, in order) and its words, by which pairs are compared.

    ``titles`` are the words of long names but the last: an office, a first name.
    """

    sentence: AnalysedSentence
    names: tuple[str, ...]
    words: frozenset[str]
    titles: frozenset[str]


_Check = Callable[[_Compared, _Compared, float], bool]


def build_veto(sentences: Sequence[AnalysedSentence]) -> Callable[[int, int, float], str]:
    """Return the function that says why two sentences must not share a cluster, or nothing if they may.

    It takes their places among ``sentences`` and their similarity. The reasons: ``numbers``, ``dates``, ``negation``,
    ``tense`` (done, and only to come), ``language`` (not nearly equal, in a language without rules or in two),
    ``speakers`` (two different ones are named), ``names`` (all but a name is the same) and ``roles`` (who did it to
    whom is swapped), and, of sentences with tokens, ``words`` (too few in common).
    """
    # Words with a capital where no sentence begins.
    capitals: set[str] = set()
    for one in sentences:
        behind_first = split_words_of(one.sentence.text[1:], one.language)[1:]
        capitals.update([fold(word) for word in behind_first if word[0].isupper()])

    @cache
    def read(row: int) -> _Compared:
        return _read_compared(sentences[row], capitals)

    def veto(i: int, j: int, likeness: float) -> str:
        one, other = sentences[i], sentences[j]
        conflict = find_conflict(one.claims, other.claims, likeness)
        if conflict and not _is_waived(conflict, one, other):
            return conflict
        if not _speak_alike(one, other):
            return "language"
        a, b = read(i), read(j)
        for reason, least, differ in _CHECKS:
            if likeness >= least and differ(a, b, likeness) and not _is_waived(reason, one, other):
                return reason
        return ""

    return veto


def _read_compared(one: AnalysedSentence, capitals: Collection[str]) -> _Compared:
    titles: list[str] = []
    for found in PLAIN_NAME.finditer(one.sentence.text.replace("’", "'")):
        words = found.group().split()
        if len(words) > 2:
            titles += words[:-1]
    known = frozenset(tokenize(" ".join(titles), one.language.code))
    return _Compared(one, read_names(one, capitals), frozenset(one.core_tokens), known)


def _speak_alike(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether two sentences are in one language with rules; else one must begin with the other: any other word
    may be one that denies."""
    if one.language.has_rules and one.language is other.language:
        return True
    text, there = one.sentence.text, other.sentence.text
    return begins_with(text, there, one.language) or begins_with(there, text, one.language)


def _quote_the_same(a: _Compared, b: _Compared) -> bool:
    """Return whether one long quotation, and nothing else, is quoted in both."""
    said, same = (letters(" ".join(QUOTATION.findall(each.sentence.sentence.text))) for each in (a, b))
    return said == same and len(said) >= _LONG_QUOTATION


def _is_waived(reason: str, one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether a reason keeps two sentences apart only because they tell one result from either side."""
    return reason in _TURNED_BY and _is_turned_score(one, other)


def _is_turned_score(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether two sentences tell one result from either side: "beat Arle 3-1", and "lost 1-3 to Vik"."""
    a, b = one.claims, other.claims
    scores = [sorted((figure.kind, figure.value) for figure in facts.figures) for facts in (a, b)]
    if scores[0] != scores[1] or a.negations != b.negations or times_differ(a, b):
        return False
    return _lost_to(one, other) or _lost_to(other, one)


def _lost_to(winner: AnalysedSentence, loser: AnalysedSentence) -> bool:
    """Return whether who loses in one sentence is beaten in another by whom both name, and all else is the same."""
    won = winner.language.pattern("comparison.won").search(winner.core)
    lost = loser.language.pattern("comparison.lost").search(loser.core)
    if not won or not lost:
        return False
    winners, beaten = _list_stems(winner, 0, won.start()), _list_stems(winner, won.end())
    losers, victors = _list_stems(loser, 0, lost.start()), _list_stems(loser, lost.end())
    if not winners or not losers or winners | beaten != losers | victors:
        return False
    return winners <= victors and losers <= beaten and winners.isdisjoint(losers)


def _list_stems(one: AnalysedSentence, start: int, end: int | None = None) -> set[str]:
    """Return the words that count in a part of a sentence, without figures: a result is written "3-1" and "3:1".

    Where the order of words is free, only names count.
    """
    forms = read_forms(one.core[start:end], one.language)
    words = {word.stem: word.written[0] for word in forms if word.counts and not word.stem[0].isdigit()}
    is_free = one.language.text("reporting.word_order") == "free"
    return {stem for stem, first in words.items() if first.isupper() or not is_free}


def _share_little(a: _Compared, b: _Compared, likeness: float) -> bool:
    """Return whether sentences are alike by one or two words only; worth 1.2 points of F1 of merged pairs.

    A name with its office counts as one: two things told of one minister are two.
    """
    if a.words == b.words or _quote_the_same(a, b):
        return False
    shared, own = len((a.words & b.words) - (a.titles & b.titles)), min(len(a.words), len(b.words))
    return shared < _FEWEST_SHARED or own < _FEWEST_OWN


def _speakers_differ(a: _Compared, b: _Compared, likeness: float) -> bool:
    """Return whether two sentences are told by two; worth 0.4 points of F1 of merged pairs."""
    voice, other = a.sentence.attribution, b.sentence.attribution
    if voice.actor and other.actor:
        return voice.actor != other.actor
    if voice.speaker and other.speaker:
        return _are_two_speakers(a.sentence, b.sentence)
    # What one side says of a thing is not the thing, unless the words are nearly the same.
    if likeness >= _SAID_AND_DONE:
        return False
    return _is_statement(a.sentence) or _is_statement(b.sentence)


def _are_two_speakers(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether those who speak in two sentences are surely two."""
    if _calls_by_initials(one, other) or _calls_by_initials(other, one):
        return False
    if _are_two_persons(one.attribution.speaker, other.attribution.speaker, one.language):
        return True
    # Of the labelled stories one pair is kept apart by it, wrongly; two bodies are two speakers all the same.
    body, other_body = _read_body(one), _read_body(other)
    return body != other_body and "" not in (body, other_body)


def _calls_by_initials(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether who speaks in a sentence is called by the first letters of a name that another one spells out."""
    name, text = one.attribution.speaker, other.sentence.text
    return name.isupper() and shorten_bodies(text, {name}, other.language) != text


def _is_statement(one: AnalysedSentence) -> bool:
    """Return whether a sentence is a side's or about somebody's saying it, and not only known through somebody."""
    voice = one.attribution
    if voice.actor:
        return True
    if not voice.speaker or voice.attribution or voice.goes_on:
        return False
    return one.language.words("comparison.neutral_saying").isdisjoint(voice.rule.split()[-1:])


def _are_two_persons(a: str, b: str, language: Language) -> bool:
    """Return whether two names are of two people, by their surnames; a role ("the envoy") may be either's."""
    if not (a[0].isupper() and b[0].isupper()):
        return False
    return reduce_name(a.split()[-1], language) != reduce_name(b.split()[-1], language)


def _read_body(one: AnalysedSentence) -> str:
    """Return the word for the body that speaks ("the union"), nothing for somebody unnamed ("the officials")."""
    articles, name = one.language.words("comparison.articles"), one.attribution.speaker
    if articles:
        article, _, name = name.partition(" ")
        name = name if article in articles else ""
    head = name.split(" ")[-1].casefold()
    is_person = name[:1].isupper() and not articles
    if is_person or head in one.language.words("comparison.anybody"):
        return ""
    return reduce_name(head, one.language)  # "das Amt", "des Amts"


def read_names(one: AnalysedSentence, capitals: Collection[str] = frozenset()) -> tuple[str, ...]:
    """Return the names of a sentence by their reduced last words, in order.

    Its first word is none, unless the story writes it with a capital elsewhere too.
    """
    plain = one.language.pattern("comparison.calendar").sub("", leave_out(one.sentence.text, one.attribution.relayed))
    first = fold(plain.split(" ", 1)[0].strip("“\"'‘«"))
    opens_with_name = first in capitals and first not in one.language.words("stop_words.words")
    names: dict[str, None] = {}
    for found in PLAIN_NAME.finditer(plain.replace("’", "'")):
        words = found.group().split()
        is_name = opens_with_name or found.start() > 1 or len(words) > 1
        if is_name and not is_reworded(words[-1], one.language):
            names[cut_derived(reduce_name(words[-1], one.language), one.language)] = None
    return tuple(names)


def _have_other_names(a: _Compared, b: _Compared, likeness: float) -> bool:
    """Return whether each has a name that the other has not.

    Asked only where little else differs. Where any noun looks like a name, what stands around one and the same
    quotation tells no two things apart.
    """
    if likeness < _SAME_BUT_ONE and not _share_nearly_all(a, b):
        return False
    language = a.sentence.language
    if language.text("names.capital_nouns") and _quote_the_same(a, b):
        return False
    only_a, only_b = set(a.names) - set(b.names), set(b.names) - set(a.names)
    for one, other in product(sorted(only_a), sorted(only_b)):
        if _may_be_one_name(one, other, language):
            only_a.discard(one)
            only_b.discard(other)
    return bool(only_a and only_b)


def _are_numbered_otherwise(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether a thing that has a number for a name has another one in the other sentence: "ligne 4", "ligne 17".

    What is of one kind is told by the beginning of its word, which may have cases.
    """
    mine, theirs = (_read_numbered(each) for each in (one, other))
    return any(mine[kind].isdisjoint(theirs[kind]) for kind in mine.keys() & theirs.keys())


def _read_numbered(one: AnalysedSentence) -> dict[str, set[str]]:
    """Return the numbers that are names, by what has them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for kind, number in _load_numbered(one.language).findall(one.core):
        found[fold(kind)[:_LEAST_FORM]].add(number)
    return found


@cache
def _load_numbered(language: Language) -> re.Pattern[str]:
    """Return the pattern of what has a number for a name, and of that number."""
    return re.compile(rf"\b({language.alternatives('numbers.numbered')})\s(\d+)")


def _may_be_one_name(one: str, other: str, language: Language) -> bool:
    """Return whether two names may be forms of one, or a compound and a part of it: "Prozess", "Prozessauftakt"."""
    if language.phrases("names.case_endings") and _are_forms(one, other):
        return True
    # Unlike "Petrow" and "Petrowa"
    is_part = (one in other or other in one) and abs(len(one) - len(other)) != 1
    return is_part and bool(language.text("names.capital_nouns"))


def _are_forms(a: str, b: str) -> bool:
    """Return whether two names are alike but for their ends: cases change a stem too.

    >>> _are_forms("лозівк", "лозівц"), _are_forms("хмельни", "кропивни")
    (True, False)
    """
    shared = count_shared_letters(a, b)
    return shared >= _LEAST_FORM and shared >= min(len(a), len(b)) - 1


def _share_nearly_all(a: _Compared, b: _Compared) -> bool:
    """Return whether all but a word or two of each sentence is the other's too, however few these make them alike."""
    shared = len(a.words & b.words)
    return shared >= _LEAST_SHARED and max(len(a.words), len(b.words)) - shared <= _MOST_OWN


def _days_told_differ(a: _Compared, b: _Compared, likeness: float) -> bool:
    """Return whether two sentences name other days, those left aside on which somebody said so; in a language whose
    subjects stand on either side of their verbs."""
    one, other = a.sentence, b.sentence
    if (one.core, other.core) == (one.sentence.text, other.sentence.text) or one.language.text("tense.order") != "free":
        return False
    told = []
    for each in (one, other):
        dates = read_dates(each.core, each.article.published, each.language)
        told.append(replace(each.claims, days=dates.days, spans=dates.spans))
    return times_differ(told[0], told[1])


def _doubts_differ(a: _Compared, b: _Compared, likeness: float) -> bool:
    """Return whether one tells as sure what the other tells as possible, where `tense` knows the verbs."""
    one, other = a.sentence, b.sentence
    if one.language.text("tense.order") != "free":
        return False
    if (REPORTED in find_hedges(one, other)) != (REPORTED in find_hedges(other, one)):
        return True
    return likeness >= _SAME_WORDS and _is_possible(one) != _is_possible(other)


def _is_possible(one: AnalysedSentence) -> bool:
    """Return whether a sentence tells what may be; what is planned may have a word of it: "має намір"."""
    hedges = find_hedges(one, one)
    return not (hedges & _POSSIBLE) <= ({"likely"} if "plan" in hedges else set())


def _is_turned(a: _Compared, b: _Compared, likeness: float) -> bool:
    """Return whether one tells only on a condition, as nearly or partly so what the other tells plainly."""
    turned = find_turns(a.sentence, b.sentence) ^ find_turns(b.sentence, a.sentence)
    return not turned.isdisjoint(_LIMITING)


def _is_only_announced(a: _Compared, b: _Compared, likeness: float) -> bool:
    """Return whether one tells as done what the other only announces, or plans: "the closure", "closed"."""
    for here, there in ((a.sentence, b.sentence), (b.sentence, a.sentence)):
        done = tuple(stem for stem in there.claims.done - here.claims.done if len(stem) >= _LEAST_FORM)
        is_done = any(word.startswith(done) for word in here.claims.affirmed - there.claims.affirmed)
        # Hedges take longest to find.
        if is_done and not find_hedges(here, here).isdisjoint(_ANNOUNCED) and not find_hedges(there, there):
            return True
    return False


def _of_sentences(differ: Callable[[AnalysedSentence, AnalysedSentence], bool]) -> _Check:
    """Return the check that asks only the sentences themselves, whatever their likeness."""

    @wraps(differ)
    def check(a: _Compared, b: _Compared, likeness: float) -> bool:
        return differ(a.sentence, b.sentence)

    return check


#: The reasons of a veto beside what two sentences claim: from which similarity on, and what tells it.
_CHECKS: tuple[tuple[str, float, _Check], ...] = (
    ("speakers", 0.0, _speakers_differ),
    ("names", 0.0, _have_other_names),
    ("names", 0.0, _of_sentences(_are_numbered_otherwise)),
    ("dates", _HALF, _days_told_differ),
    ("numbers", _SAME_WORDS, _of_sentences(differ_in_level)),
    ("tense", _TURNED, _doubts_differ),
    ("numbers", _HALF, _of_sentences(tell_of_part)),
    ("tense", 0.0, _is_only_announced),
    ("roles", _SAME_WORDS, _of_sentences(swap_roles)),
    ("roles", _HALF, _of_sentences(is_turned_round)),
    ("words", 0.0, _share_little),
    ("tense", _TURNED, _is_turned),
    (REPLACED, 0.0, _of_sentences(replaces_words)),
)
