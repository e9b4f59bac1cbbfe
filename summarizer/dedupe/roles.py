"""Who does it to whom: whether two sentences tell the same of the same two, but of the other one as who does it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations, pairwise, takewhile

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.free_clauses import find_verbs
from summarizer.analysis.names import is_title, reduce_name
from summarizer.analysis.quantities import blot_figures, find_figures
from summarizer.dedupe.compared_words import SAME_LETTERS, is_reworded, reduce_word
from summarizer.lang.language import Language, load_groups
from summarizer.text.tokens import MASK, WordForms, fold, mask, read_forms, split_words_of, stemmer

#: So large a share of the words is the same where only their forms may differ.
_SAME_WORDS = 0.75
#: So many words before a name may show its case.
_MOST_BEFORE = 4
#: So many names are compared where any noun may look like one.
_MOST_COMPARED = 4
#: No name of more words is called by their first letters.
_MOST_INITIALS = 6
#: So many words behind a thing may tell whose it is, "of the" among them.
_MOST_OWNERS = 6
#: An initial has so many letters at most.
_LONGEST_INITIAL = 2
#: Capital and small letters, Latin and Cyrillic.
CAPITAL, SMALL = "A-ZÀ-ÞЀ-ЯҐ", "a-zß-ÿа-џґ"
_NAME = re.compile(rf"(?:(?<![\w'’])|(?<=(?<!\w)\w['’]))[{CAPITAL}][\w'’-]*")
#: A name, with straight apostrophes.
PLAIN_NAME = re.compile(rf"(?<!\w)[{CAPITAL}][{SMALL}'-]{{2,}}(?: [{CAPITAL}][{SMALL}'-]+)*(?!\w)")
#: Where a clause ends.
_BREAK = re.compile(r"[,;:—–]\s")
#: Where a name begins and ends.
_Place = tuple[int, int]
_FULL_NAME = re.compile(rf"{_NAME.pattern}(?: {_NAME.pattern})*")


def shorten_name(word: str, language: Language) -> str:
    """Return by what a name is known: its first letters, in one spelling.

    >>> shorten_name("Kestrian", english) == shorten_name("Kestria’s", english)
    True
    """
    return reduce_name(fold(word), language)[:SAME_LETTERS]


def find_names(one: AnalysedSentence) -> list[str]:
    """Return the words of a sentence with a capital, but for days and months, and its first word."""
    core = one.core
    if one.language.text("names.capital_nouns"):
        core = blot_figures(core, one.language)  # "2,5 Millionen Euro"
    _, _, behind_first = core.lstrip().partition(" ")
    return _NAME.findall(one.language.pattern("comparison.calendar").sub(" ", behind_first.replace("-", " ")))


def find_initials(text: str) -> dict[str, list[str]]:
    """Return by what initials the names of several words may be called.

    >>> find_initials("The European Union paid.")
    {'TEU': ['The', 'European', 'Union'], 'EU': ['European', 'Union']}
    """
    found: dict[str, list[str]] = {}
    for name in _FULL_NAME.findall(text):
        words = name.split(" ")
        for start in range(max(0, len(words) - _MOST_INITIALS), len(words) - 1):
            found["".join(word[0] for word in words[start:])] = words[start:]
    return found


def name_others(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether each of two sentences names whom the other does not, or another of one surname or office."""
    differ = bool(list_unnamed(one, other) and list_unnamed(other, one))
    return differ or name_namesakes(one, other) or name_other_holders(one, other)


def list_unnamed(one: AnalysedSentence, other: AnalysedSentence) -> set[str]:
    """Return whom or what a sentence names, who says it too, that stands nowhere in another one."""
    names, speaker = find_names(one), one.attribution.speaker.rpartition(" ")[2]
    if speaker[:1].isupper() and speaker in one.sentence.text:
        names.append(speaker)
    named = {shorten_name(name, one.language) for name in names}
    # "Minsk-3" names Minsk, and a name may be read whole too.
    texts = {other.sentence.text, other.sentence.text.replace("-", " ")}
    known = chain.from_iterable(split_words_of(text, other.language) for text in texts)
    return named - {shorten_name(word, other.language) for word in known}


def name_namesakes(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether two sentences give one surname other first names: two people, or two bodies of one kind."""
    mine, theirs = _find_first_names(one), _find_first_names(other)
    return any(_are_others(mine[name], theirs[name]) for name in mine.keys() & theirs.keys())


def name_other_holders(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether two sentences give one office to two people: "Harbour Minister Moe", "Harbour Minister Dahl"."""
    holders, there = _find_holders(one), _find_holders(other)
    words = [(split_words_of(each.sentence.text, each.language), each.language) for each in (one, other)]
    said, told = ({reduce_name(word, language) for word in found} for found, language in words)
    shared = holders.keys() & there.keys()
    return any(told.isdisjoint(holders[office]) and said.isdisjoint(there[office]) for office in shared)


def _find_holders(one: AnalysedSentence) -> dict[str, set[str]]:
    """Return the offices that stand before names in a sentence, each with the surnames behind it."""
    found: dict[str, set[str]] = {}
    titles = one.language.words("names.titles")
    for name in PLAIN_NAME.findall(one.sentence.text.replace("’", "'")):
        *words, last = name.removesuffix("'s").split()
        ends = [at for at, word in enumerate(words, 1) if fold(word) in titles or is_title(word, one.language)]
        if ends:
            found.setdefault(fold(" ".join(words[: ends[-1]])), set()).add(reduce_name(last, one.language))
    return found


def _are_others(some: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether what stands before one surname names two people: "Ann" and "Eve", "Judge Ann" and "Judge Eve"."""
    if set(some).isdisjoint(others):
        return True
    nearest = (some[-1], others[-1])
    is_initial = min(map(len, nearest)) <= _LONGEST_INITIAL
    return not is_initial and nearest[0] not in others and nearest[1] not in some


def _find_first_names(one: AnalysedSentence) -> dict[str, list[str]]:
    """Return the surnames of a sentence that have something before them but an office, each with all of that."""
    found: dict[str, list[str]] = {}
    no_names = one.language.words("names.titles") | one.language.words("stop_words.words")
    text = one.language.pattern("comparison.calendar").sub(" ; ", one.sentence.text.replace("’", "'"))
    for name in PLAIN_NAME.findall(text):
        *first, last = name.removesuffix("'s").split()
        told = [reduce_name(word, one.language) for word in first if fold(word) not in no_names]
        if told and not is_title(first[-1], one.language):
            found.setdefault(reduce_name(last, one.language), []).extend(told)
    return found


def swap_roles(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether who does it to whom in one sentence is whom the other one does it to."""
    for differs in (_cross_parts, _is_cast_otherwise, _change_relative, _belong_to_others):
        if differs(one, other):
            return True
    if one.language.words("comparison.object_marks") and _share_verbs(one, other) and _change_cases(one, other):
        return True
    return _swap_names(one, other)


def _swap_names(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether the first two whom both name do to one another in one what is done to them in the other.

    What the one does to the other stands between them; else two names only came in another order.
    """
    places, there = (_find_told(each) for each in (one, other))
    # Who says it in both does nothing to whom he names.
    speakers = {shorten_name(each.attribution.speaker.rpartition(" ")[2], each.language) for each in (one, other)}
    shared = [name for name in places if name in there and speakers != {name}]
    pairs = set(combinations(shared[:_MOST_COMPARED], 2))
    if pairs and not one.language.words("comparison.object_marks"):
        first, second, *_ = sorted(shared, key=there.__getitem__)
        pairs = {(shared[0], shared[1]), (first, second)}
    for a, b in pairs:
        if _is_swapped(_read_two(one, places[a], places[b]), _read_two(other, there[a], there[b]), one.language):
            return True
    return False


def _cross_parts(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether of two things joined in both sentences each has in one what the other has there: "praised the
    mayor and fined the bank", "praised the bank and fined the mayor".

    Asked where the order of words does not tell who does what.
    """
    if one.language.text("reporting.word_order") == "fixed":
        return False
    here, there = (_read_parts(each.core, each.language) for each in (one, other))
    pairs = {(here[stem], there[stem]) for stem in here.keys() & there.keys()}
    for (a, a_there), (b, b_there) in combinations(pairs, 2):
        if a != b and a_there != b_there and {(a, b_there), (b, a_there)} <= pairs:
            return True
    return False


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def _read_parts(core: str, language: Language) -> Mapping[str, int]:
    """Return in which of the joined parts of a sentence each word that counts stands, if it does in one alone."""
    joining = language.words("grammar.coordinators")
    found: dict[str, set[int]] = {}
    part = 0
    for text in _BREAK.split(core):
        part += 1
        for word in read_forms(text, language):
            part += word.lowered in joining
            if word.counts:
                found.setdefault(word.stem, set()).add(part)
    return {stem: min(parts) for stem, parts in found.items() if len(parts) == 1}


def _change_relative(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether somebody does it in one sentence to whom it is done in the other, by what goes on behind him: "the
    coach who replaced Gard", "the coach whom Gard replaced". Asked where both have the same auxiliaries."""
    here, there = (_read_relatives(each.core, each.language) for each in (one, other))
    if all(here[word] == there[word] for word in here.keys() & there.keys()):
        return False
    auxiliaries = one.language.words("grammar.auxiliaries") | one.language.words("tense.passive_auxiliaries")
    words, told = ({word.lowered for word in read_forms(each.core, each.language)} for each in (one, other))
    return words & auxiliaries == told & auxiliaries


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def _read_relatives(core: str, language: Language) -> Mapping[str, str]:
    """Return of each word behind which it goes on with "who" or "whom" which of both it is."""
    found = language.pattern("comparison.relative").finditer(core)
    return {reduce_word(match["of"], language): match.lastgroup or "" for match in found}


def _belong_to_others(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether what is of one thing in one sentence is in the other of another, and both tell of the first: "the
    head of the inquiry at the laboratory", "the head of the laboratory … over the inquiry"; "its head", "the head of
    its owner"."""
    here, there = (_read_owners(each.core, each.language) for each in (one, other))
    words, told = ({word.stem for word in read_forms(each.core, each.language)} for each in (one, other))
    pronouns = {reduce_word(word, one.language) for word in one.language.words("grammar.possessives")}
    for thing in here.keys() & there.keys():
        (mine, beside), (theirs, beside_there) = here[thing], there[thing]
        # "His licence" may be that of whom the line names.
        is_anybodys = theirs <= pronouns or not (theirs <= words or 2 * len(theirs & words) <= len(theirs))
        if not mine or not theirs or not mine <= told or is_anybodys:
            continue
        if (mine | beside).isdisjoint(theirs) and mine.isdisjoint(beside_there):
            return True
    return False


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def _read_owners(core: str, language: Language) -> Mapping[str, tuple[set[str], set[str]]]:
    """Return the stems of what each word is of, and of what stands behind that and a comma: "of Ana Dahl, the head".
    Where only a case says so, it is read behind roles: "глава комиссии"."""
    found: defaultdict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    modifiers = load_groups(language, "comparison.modifiers")
    parts = [read_forms(part, language) for part in _BREAK.split(core.replace("’", "'"))]
    for words, behind in pairwise([*parts, ()]):
        for at, word in enumerate(words):
            if word.lowered in language.words("grammar.possessives") or word.written.endswith("'s"):
                behind_it = words[at + 1 : at + _MOST_OWNERS]
                for thing in takewhile(lambda each: each.counts or modifiers.find(each.lowered), behind_it):
                    found[thing.stem][0].add(word.stem)
            owners = _list_owners(words, at, language)
            if owners:
                owned, beside = found[word.stem]
                owned.update(each.stem for each in owners if each.counts)
                if at + 1 + len(owners) == len(words):
                    beside.update(each.stem for each in behind[:_MOST_OWNERS] if each.counts)
    return found


def _list_owners(words: Sequence[WordForms], at: int, language: Language) -> Sequence[WordForms]:
    """Return the words behind the one at a place that tell whose it is, none where nothing does."""
    small = (language.words(f"grammar.{table}") for table in ("genitives", "coordinators", "determiners"))
    owning, joining, determiners = ({word.rstrip("'") for word in words} for words in small)  # "d'", "l'"
    behind = words[at + 1 : at + 1 + _MOST_OWNERS]
    is_role = bool(language.phrases("names.case_endings")) and words[at].lowered in language.words("roles.roles")
    if not behind or not words[at].counts or not (is_role or behind[0].lowered in owning):
        return ()
    owners = [*takewhile(lambda each: each.counts or each.lowered in owning | joining | determiners, behind)]
    # "глава Сидоров"
    return [*takewhile(lambda each: each.written[0].islower(), owners)] if is_role else owners


def _find_told(one: AnalysedSentence) -> dict[str, tuple[int, int]]:
    """Return where each name stands first of which the sentence tells, and not only that its bearer reported it."""
    relayed = one.attribution.relayed
    if one.language.words("comparison.object_marks"):
        relayed = (*relayed, *one.attribution.attribution)
    places = _find_places(one.sentence.text, one.language).items()
    return {name: (start, end) for name, (start, end) in places if not any(a <= start < b for a, b in relayed)}


@dataclass(frozen=True, slots=True)
class _Two:
    """How two names stand in a sentence, and the words between them.

    ``marks`` are the words before each that show that it is not who does it, empty for none; ``is_turned`` where the
    second name does it; ``is_parted`` where two clauses tell of them, ``is_quoted`` where both stand in marks.
    """

    forms: tuple[str, str]
    marks: tuple[str, str]
    between: frozenset[str]
    is_turned: bool
    is_parted: bool
    is_quoted: bool


def _read_two(one: AnalysedSentence, first: _Place, second: _Place) -> _Two | None:
    """Return how two names stand in a sentence, None where it tells what two do with each other: "met"."""
    text, language = one.sentence.text, one.language
    (_, start), (end, _) = sorted((first, second))
    between = text[start:end]
    if language.pattern("comparison.shared").search(between):
        return None
    is_passive = bool(language.pattern("comparison.passive").search(between))
    masked = mask(text)
    return _Two(
        forms=(text[: first[1]].split()[-1], text[: second[1]].split()[-1]),
        marks=(_find_mark(text, first[1], language), _find_mark(text, second[1], language)),
        between=frozenset(word.folded[:SAME_LETTERS] for word in read_forms(between, language) if word.counts),
        is_turned=(first > second) != is_passive,
        is_parted=bool(_BREAK.search(between)),
        is_quoted=masked[first[1] - 1] == masked[second[1] - 1] == MASK,
    )


def _is_swapped(here: _Two | None, there: _Two | None, language: Language) -> bool:
    """Return whether two names stand for each other in two sentences."""
    if here is None or there is None:
        return False
    is_turned = here.is_turned != there.is_turned
    is_told_alike = not here.between.isdisjoint(there.between)
    if not language.words("comparison.object_marks"):
        # "Of Arle", "off Wellin"
        return is_turned and is_told_alike and not _have_marks(here, there.marks)
    if _have_marks(here, there.marks[::-1]):
        # "Von Arlen nach Wellin"
        return True
    if not is_told_alike and True in (here.is_parted, there.is_parted):
        # "Arle baut eine Halle: Der Rat stimmte zu"
        return False
    if language.phrases("names.case_endings"):
        return _swap_cases(here, there, is_turned=is_turned, is_told_alike=is_told_alike)
    return _swap_forms(here, there, is_turned=is_turned)


def _swap_forms(here: _Two, there: _Two, *, is_turned: bool) -> bool:
    """Return whether two names stand for each other where small words show their cases: not if these are the same."""
    marked, marked_there = [*map(bool, here.marks)], [*map(bool, there.marks)]
    if any(marked) and marked == marked_there:
        return False
    return is_turned or here.forms != there.forms


def _have_marks(two: _Two, marks: Sequence[str]) -> bool:
    """Return whether two names have two marks, which tell one from the other."""
    return "" not in marks and tuple(marks) == two.marks and marks[0] != marks[1]


def _swap_cases(here: _Two, there: _Two, *, is_turned: bool, is_told_alike: bool) -> bool:
    """Return whether two names stand for each other where names have cases: their order says little there, and another
    case may be another role."""
    if is_turned and is_told_alike and here.is_quoted and there.is_quoted:
        # What is called «so» keeps its form: its order alone tells who does it.
        return True
    changed: list[bool] = []
    for at in (0, 1):
        is_bare = not here.marks[at] and not there.marks[at]
        changed.append(is_bare and here.forms[at] != there.forms[at])
    return all(changed) or (is_turned and any(changed))


@lru_cache(maxsize=20_000)
def _read_forms(text: str, language: Language) -> Mapping[str, str]:
    """Return the words that count, verbs aside, by their stems: as they stand, or nothing where their case is given."""
    stem, marks = stemmer(language.code), language.words("comparison.object_marks")
    has_cases = bool(language.phrases("names.case_endings"))
    adjectives = language.phrases("grammar.adjective_endings") if has_cases else ()
    words = split_words_of(text, language)
    left_out = language.words("stop_words.words") | language.words("rewording.light") | marks
    left_out = left_out.union(verb.word for verb in find_verbs(text, language))
    if language.text("names.capital_nouns"):  # "fordert", "forderte": only nouns have cases
        left_out = left_out.union(word for word in words if word[0].islower())
    forms: dict[str, str] = {}
    is_given = False
    for before, word in pairwise(["", *map(str.casefold, words)]):
        # An adjective passes on that the case is given: "в обласній лікарні".
        is_given = before in marks or (is_given and before.endswith(adjectives))
        if word not in left_out:
            has_case = is_given or word.endswith(adjectives)
            forms.setdefault(stem(fold(word)), "" if has_case else word)
    return forms


def _share_verbs(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether two sentences may tell of one doing: a verb of theirs is the same, or one has none."""
    mine, theirs = ({verb.stem for verb in find_verbs(each.core, each.language)} for each in (one, other))
    return not (mine and theirs) or not mine.isdisjoint(theirs)


def _change_cases(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether two sentences of nearly the same words have one of them in two forms."""
    mine, theirs = (_read_forms(each.core, each.language) for each in (one, other))
    shared = mine.keys() & theirs.keys()
    changed = [word for word in shared if mine[word] and theirs[word] and mine[word] != theirs[word]]
    return bool(changed) and len(shared) >= _SAME_WORDS * len(mine.keys() | theirs.keys())


def _is_cast_otherwise(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether who does it in one sentence is to whom it is done in another, by the articles of a noun: "der Wirt
    verklagte", "den Wirt verklagte". Asked where the verb has one form and the same auxiliaries in both."""
    cast, cast_there = (_read_cast(each.core, each.language) for each in (one, other))
    if all(cast[noun] == cast_there[noun] for noun in cast.keys() & cast_there.keys()):
        return False
    auxiliaries = one.language.groups("tense.roles")["past"]
    words, there = ({word.folded for word in read_forms(each.core, each.language)} for each in (one, other))
    verbs = {fold(verb.word) for verb in find_verbs(one.core, one.language)}
    return words & auxiliaries == there & auxiliaries and not there.isdisjoint(verbs - auxiliaries)


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def _read_cast(text: str, language: Language) -> Mapping[str, bool]:
    """Return of the nouns of which an article shows it, in the masculine, whether they do it."""
    subject, objects = (language.words(f"grammar.{kind}_determiners") for kind in ("subject", "object"))
    cast: dict[str, bool] = {}
    article, is_free = "", True
    for word in read_forms(text, language) if subject else ():
        is_noun = word.written[0].isupper() and word.lowered not in subject | objects
        if word.lowered in subject | objects:
            article = word.lowered if is_free else ""
        elif is_noun:
            if article:
                cast.setdefault(word.stem, article in subject)
            article = ""
        # Behind a preposition it is neither, behind a noun "der" tells whose it is.
        is_free = not is_noun and word.lowered not in language.words("grammar.prepositions")
    return cast


@lru_cache(maxsize=50_000)
def _find_mark(text: str, end: int, language: Language) -> str:
    """Return the word before a name, which ends at a place, that shows that it is not who does it; empty for none."""
    marks = language.words("comparison.object_marks") | language.words("grammar.prepositions")
    endings, determiners = language.phrases("grammar.adjective_endings"), language.words("grammar.determiners")
    calendar = language.pattern("comparison.calendar")
    before = text[:end].split()[-2 : -2 - _MOST_BEFORE : -1]
    for word, earlier in zip(before, [*before[1:], "-"], strict=False):
        # "die Opfer der Flut", not "am Freitag der Gipfel"
        is_noun = earlier[0].isupper() and earlier[-1].isalnum() and not calendar.search(earlier)
        is_genitive = is_noun and word in language.words("grammar.genitives")
        if word.casefold() in marks or is_genitive:
            return word.casefold()
        # "bei der großen Explosion"
        if word.casefold() not in determiners and not (word.endswith(endings) and word[0].islower()):
            return ""
    return ""


@lru_cache(maxsize=20_000)  # a sentence is asked beside many
def _find_places(text: str, language: Language) -> Mapping[str, tuple[int, int]]:
    """Return where each name stands first, by its last word that says something; days and months are none."""
    places: dict[str, tuple[int, int]] = {}
    has_capital_nouns = bool(language.text("names.capital_nouns"))
    if has_capital_nouns:
        for _, start, end in find_figures(text, language):  # "2,5 Millionen Euro"
            text = text[:start] + " " * (end - start) + text[end:]
    stops, calendar = language.words("stop_words.words"), language.pattern("comparison.calendar")
    for found in _FULL_NAME.finditer(text):
        words = [word for word in found.group().split(" ") if fold(word) not in stops and not calendar.fullmatch(word)]
        if words and not (has_capital_nouns and is_reworded(words[-1], language)):
            start = found.start()
            if language.words("comparison.object_marks"):  # "In Arlen"
                start += found.group().index(words[0])
            places.setdefault(shorten_name(words[-1], language), (start, found.end()))
    return places
