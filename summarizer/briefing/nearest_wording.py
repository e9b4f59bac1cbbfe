"""What of the sources comes nearest to words that stand in none of them, and of what kind the difference is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from summarizer.analysis.claims import Facts, are_opposite, read_facts
from summarizer.analysis.names import Names
from summarizer.analysis.quantities import find_figures
from summarizer.briefing.article_changes import list_names
from summarizer.briefing.draft_sentences import Unit
from summarizer.briefing.draft_sources import SourceWording
from summarizer.briefing.draft_turns import read_zone, walk_back
from summarizer.dedupe.hedges import list_hedges
from summarizer.lang.language import Language
from summarizer.model.editorial import DraftKind
from summarizer.text.tokens import fold, stemmer
from summarizer.text.wording import Word, compare_words, count_shared, list_changed_words

#: From such a share of its words on, words are a sentence's, altered; of what is glued so many must stand somewhere.
_ALTERED, _SURELY_ALTERED, _GLUED = 0.5, 0.8, 0.85
#: A piece of what is glued together has so many words at least.
_LEAST_PIECE = 3
#: Sentences side by side with which a quotation is compared, and words of it at most.
_MOST_SENTENCES, _MOST_WORDS = 4, 400

#: Words that tell nothing but who says something, and those that change where what is quoted is reported.
_FRAMING = ("quoting.neutral", "grammar.articles", "grammar.complementizers")  # names, not language
_SHIFTED = (  # names, not language
    "grammar.auxiliaries", "grammar.pronouns", "grammar.person_pronouns", "grammar.object_pronouns",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Nearest:
    """The sentences of an article from ``first`` to ``last`` that are nearest, both texts marked, and the kinds."""

    source: SourceWording
    first: int
    last: int
    marked: str
    kinds: tuple[DraftKind, ...]


def find_nearest(unit: Unit, sources: Sequence[SourceWording]) -> list[Nearest]:
    """Return what is nearest to a sentence or quotation: several places where it is glued together, none if none is."""
    words = unit.words[:_MOST_WORDS]
    if not words:
        return []
    share, source, first, last = _find_window(words, sources)
    if share < _SURELY_ALTERED and len(words) >= 2 * _LEAST_PIECE:
        pieces = _find_pieces(words, sources)
        if pieces:
            return [Nearest(found, number, number, "", ("glued",)) for found, number in pieces]
    if source is None or share < _ALTERED:
        return []
    there = [word for number in range(first, last + 1) for word in source.by_sentence[number]]
    kept = _trim(words, there) if unit.part == "quotation" else there
    kinds = find_kinds(_write(kept), _write(words), source.language, source.names)
    return [Nearest(source, first, last, mark_changes(kept, words), kinds)]


def _find_window(
    words: Sequence[Word], sources: Sequence[SourceWording]
) -> tuple[float, SourceWording | None, int, int]:
    """Return the sentences that share most with some words: what share, of which article, from where to where."""
    wanted = Counter(word.key for word in words)
    best: tuple[float, float, SourceWording | None, int, int] = (0.0, 0.0, None, 0, 0)
    for source in sources:
        counts = [Counter(word.key for word in source.by_sentence.get(at, ())) for at in range(len(source.sentences))]
        for first in range(len(counts)):
            window: Counter[str] = Counter()
            for last in range(first, min(len(counts), first + _MOST_SENTENCES)):
                window += counts[last]
                common = (window & wanted).total()
                share = common / len(words)
                alike = 2 * common / max(1, window.total() + len(words))
                if (round(share, 2), alike) > best[:2]:
                    best = (round(share, 2), alike, source, first, last)
                if window.total() >= len(words):
                    break
    return best[0], best[2], best[3], best[4]


def _find_pieces(words: Sequence[Word], sources: Sequence[SourceWording]) -> list[tuple[SourceWording, int]]:
    """Return in which sentences the pieces stand of which words are glued together; nothing where too little does."""
    keys = [word.key for word in words]
    found: list[tuple[SourceWording, int]] = []
    at = covered = 0
    while at + _LEAST_PIECE <= len(keys):
        size, place = _find_piece(keys[at:], sources)
        if place:
            found.append(place)
            covered += size
        at += max(1, size)
    is_glued = len(found) > 1 and covered >= _GLUED * len(keys)
    return list(dict.fromkeys(found)) if is_glued else []


def _find_piece(keys: Sequence[str], sources: Sequence[SourceWording]) -> tuple[int, tuple[SourceWording, int] | None]:
    """Return with how many words from the first on some words stand in a sentence, and in which one, the most."""
    size, place = 0, None
    for source in sources:
        for start in source.find(keys[:_LEAST_PIECE], spoken=False):
            length, _ = count_shared(keys, source.plain_keys[start : start + len(keys)])
            if length > size:
                size, place = length, (source, source.plain[start].sentence)
    return size, place


def tells_in_other_words(
    words: Sequence[Word], told: Sequence[Word], who: Collection[str], names: Names, language: Language
) -> bool:
    """Return whether some words are all among those that a source has ``told``, or say ``who`` speaks, at most one of
    them moved to the front, and neither turns what the other has not: a "not", a "may", an "if"."""
    is_said = any(word.said for word in told)
    light = language.words(*_FRAMING, *(_SHIFTED if is_said else ()))
    own = [word for word in words if names.reduce(word.text) not in who]
    found = [_find_places(at, own, told, language) for at, word in enumerate(own) if word.key not in light]
    if not found or not all(found):
        return False
    places: list[int] = []
    last = -1
    for each in found:
        last = next((place for place in each if place > last), each[0])
        places.append(last)
    low = min(places)
    kept = [*walk_back(told[:low], ()), *told[low : max(places) + 1]]
    turns = [read_zone(zone, language, "quoting.conditions") for zone in (kept, own)]
    return sum(after < before for before, after in pairwise(places)) < 2 and turns[0] == turns[1]


def _find_places(at: int, own: Sequence[Word], told: Sequence[Word], language: Language) -> list[int]:
    """Return where one of a sentence's own words stands among others, of which a figure has the same before it or
    none: "two of its five" is not "five of its two", and what begins a sentence may be moved."""
    word, stem = own[at], stemmer(language.code)
    found = [place for place, one in enumerate(told) if stem(fold(one.key)) == stem(fold(word.key))]
    if any(find_figures(word.text, language)):
        keys = [own[at - 1].key if at else "", ""]
        return [place for place in found if (told[place - 1].key if place else "") in keys]
    return found


def _trim(words: Sequence[Word], there: Sequence[Word]) -> Sequence[Word]:
    """Return the words of a source from the first to the last that a quotation has too."""
    matcher = SequenceMatcher(None, [word.key for word in there], [word.key for word in words], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return there
    # What the quotation has before and behind them may stand for what the source has there.
    low = max(0, blocks[0].a - blocks[0].b)
    high = min(len(there), blocks[-1].a + blocks[-1].size + len(words) - blocks[-1].b - blocks[-1].size)
    return there[low:high]


def _write(words: Iterable[Word]) -> str:
    """Return words as a text."""
    return " ".join(f"{word.text}{word.behind}" for word in words)


def mark_changes(was: Iterable[Word], now: Iterable[Word]) -> str:
    """Return two wordings as one text, with what only one has in marks.

    >>> from summarizer.text.wording import cut_wording
    >>> mark_changes(cut_wording("It will not close."), cut_wording("It will close soon."))
    'It will [-not-] close {+soon.+}'
    """
    marks = {"same": "{}", "cut": "[-{}-]", "added": "{{+{}+}}"}
    return " ".join(marks[part.kind].format(part.text) for part in compare_words(_write(was), _write(now)))


def find_kinds(was: str, now: str, language: Language, known: Collection[str] = frozenset()) -> tuple[DraftKind, ...]:
    """Return in what one wording differs from another, the gravest first; ``known`` are words that are names.

    >>> find_kinds("It may cost 3 million euros.", "It cost 4 million euros.", english)
    ('figure', 'hedge')
    """
    older, newer = read_facts(was, "", language), read_facts(now, "", language)
    changed = list_changed_words(was, now)
    is_value = _count_values(older) != _count_values(newer)
    is_bound = not is_value and Counter(older.figures) != Counter(newer.figures)
    names = {*list_names(was, language), *list_names(now, language), *known}
    is_day = language.pattern("comparison.calendar").fullmatch
    differs: dict[DraftKind, bool] = {
        "negation": older.negations != newer.negations or are_opposite(older, newer),
        "figure": is_value or any(word[0].isdigit() for word in changed),
        "date": _count_days(older) != _count_days(newer),
        "hedge": is_bound or list_hedges(was, language) != list_hedges(now, language),
        "name": not all(map(is_day, names.intersection(changed))),
    }
    is_order = sorted(was.casefold().split()) == sorted(now.casefold().split())
    return tuple(kind for kind, is_so in differs.items() if is_so) or ("order" if is_order else "words",)


def _count_values(facts: Facts) -> Counter[tuple[str, float]]:
    """Return the figures of a sentence, exact or rough."""
    return Counter((one.kind, one.value) for one in facts.figures)


def _count_days(facts: Facts) -> list[Counter[object]]:
    """Return the days, spans and years of a sentence."""
    return [Counter(facts.days), Counter(facts.spans), Counter(facts.years)]
