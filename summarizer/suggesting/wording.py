"""Which words tell a section's sentences from the rest of the story: cues to propose."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarizer.analysis.phrases import (
    BETWEEN,
    CLAUSES,
    DETERMINERS,
    PARTICIPLES,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    SAYING,
    STANCE,
)
from summarizer.summary.section_assignment import has_cue
from summarizer.text.stems import stemmer, stop_words
from summarizer.text.tokens import fold

#: So many cues are proposed, and so many more named for the author to choose from.
MOST_CUES, MOST_MORE = 6, 8
_LONGEST = 3
_LEAST_ARTICLES, _LEAST_SENTENCES = 2, 3
#: A cue in more than this share of all sentences tells little; one in fewer of its own than this tells something else.
_COMMON, _OWN, _OWN_LOOSE, _SURE = 0.12, 0.6, 0.5, 0.75
_PRIOR = 0.5
_LEAST_ODDS = 1.2
#: In a short story an eighth is next to nothing.
_FEW = 5
_SHORTEST_WORD, _LONGEST_CUE = 4, 60
_WORD = re.compile(r"\d+(?:[.,:]\d+)*\w*|[^\W_]+(?:['’][^\W_]+)*")
_JOINT = re.compile(r"[\s-]+")
_DATES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr aug sept oct nov dec today yesterday tomorrow tonight""".split()
)
# "Last night" is a time, "night shift" is none.
_SPANS = frozenset(
    """morning afternoon evening night day days week weeks month months year years decade decades hour hours minute
    minutes time times spring summer autumn fall winter""".split()
)
_PALE = (
    frozenset(
        """people person man woman men women thing things way part number group official officials told telling asked
    reporter reporters news report conference interview statement spokesman spokeswoman spokesperson letter make made
    making take took taken taking get got going come came coming give gave given put keep kept use used using see seen
    know known think thought believe want work like good better great big new old own last first second next back long
    high large many much several already including according major recent early late expected called saying said able
    clear full half percent mr mrs ms dr sen rep gen gov president minister prime chief leader leaders
    turn turned link linked set government however moreover meanwhile though country countries nation nations""".split()
    )
    | ROLES
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence to take cues from: its text without who says it, its article, and the sections of which it surely is.

    Without any it counts for nobody.
    """

    text: str
    article: str
    sections: tuple[str, ...]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Cues:
    """Cues of a section: the best, and others that an author may take."""

    best: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    form: str
    rows: frozenset[int]

    @property
    def alone(self) -> bool:
        """Whether it is one word, which tells less than a phrase."""
        return " " not in self.form


def propose_cues(told: Sequence[Told], names: Collection[str], loose: str = "") -> Mapping[str, Cues]:
    """Propose cues for each section, the most telling first; no word of ``names`` is in any.

    A cue is in two articles or three sentences of its section, and seldom elsewhere: the log-odds of its
    counts are compared, with a prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words"). For the section
    ``loose`` less will do, and one word of any kind: an event has few sentences that are surely its own.

    >>> rows = [Told("They want a night shift.", "a", ("x",)), Told("No night shift, they wrote.", "b", ("x",))]
    >>> propose_cues([*rows, *(Told(f"It rained on {n} roofs.", "a", ("y",)) for n in range(9))], ())["x"]
    Cues(best=('night shift',), more=())
    """
    barred = {fold(word) for name in names for word in _WORD.findall(name)} | _DATES | _PALE
    candidates = [one for one in _find_candidates(told, barred) if len(one.rows) <= max(_FEW, _COMMON * len(told))]
    sections = dict.fromkeys(section for one in told for section in one.sections)
    return {section: _choose(section, candidates, told, loose) for section in sections}


def _find_candidates(told: Sequence[Told], barred: Collection[str]) -> Iterator[_Candidate]:
    """Find the words and phrases that stand in several sentences, by their stems; each in its usual form."""
    rows: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    forms: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row, one in enumerate(told):
        for stems, form in _cut(one, barred):
            rows[stems].add(row)
            forms[stems][form] += 1
    for stems, found in sorted(rows.items()):
        if len(found) >= 2:
            form = max(sorted(forms[stems]), key=lambda form: forms[stems][form])
            stand = frozenset(row for row in found if has_cue(form, told[row].text))
            if len(stand) >= 2:
                yield _Candidate(form, stand)


def _cut(one: Told, barred: Collection[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    stem, stop = stemmer(one.language), stop_words(one.language)
    words = list(_WORD.finditer(one.text))
    plain = [fold(word.group()) for word in words]
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            if end - start > 1 and not _JOINT.fullmatch(one.text[words[end - 2].end() : words[end - 1].start()]):
                break
            run = plain[start:end]
            if _may_be_cue(run, [word.group() for word in words[start:end]], barred, stop):
                yield (
                    tuple(stem(word) for word in run),
                    _write(one.text[words[start].start() : words[end - 1].end()], start),
                )


def _may_be_cue(run: Sequence[str], words: Sequence[str], barred: Collection[str], stop: Collection[str]) -> bool:
    """Tell words that say something from those that join; one alone must be a plain one and long enough."""
    if any(word in DETERMINERS for word in run[1:-1]):
        return False
    if sum(map(len, words)) > _LONGEST_CUE:
        return False
    idle = [word in stop or word in _SMALL or len(word) < 3 for word in run]
    if idle[0] or idle[-1] or run[-1] in _SPANS or any(word in barred for word in run):
        return False
    if len(run) == 1:
        return len(run[0]) >= _SHORTEST_WORD and run[0].isalpha() and run[0] not in _VERBS
    return any(word.isalpha() and word not in _VERBS for word, no in zip(run, idle, strict=True) if not no) and all(
        word.isprintable() for word in words
    )


def _write(form: str, start: int) -> str:
    """Give a form with one blank between words; the capital that only opens a sentence goes."""
    flat = " ".join(form.split())
    first = flat.split()[0]
    return flat[0].lower() + flat[1:] if start == 0 and first[1:].islower() else flat


def _choose(section: str, candidates: Sequence[_Candidate], told: Sequence[Told], loose: str) -> Cues:
    own = {row for row, one in enumerate(told) if section in one.sections}
    scored = []
    for one in candidates:
        inside = one.rows & own
        outside = [row for row in one.rows if told[row].sections and section not in told[row].sections]
        articles = {told[row].article for row in inside}
        enough = len(inside) >= _LEAST_SENTENCES or (len(inside) >= 2 and len(articles) >= _LEAST_ARTICLES)
        if not enough or len(inside) < (_OWN_LOOSE if section == loose else _OWN) * (len(inside) + len(outside)):
            continue
        odds = _odds(len(inside), len(own)) - _odds(len(one.rows - own), len(told) - len(own))
        if odds >= _LEAST_ODDS:
            deviation = math.sqrt(1 / (len(inside) + _PRIOR) + 1 / (len(one.rows - own) + _PRIOR))
            longer = 1 + 0.25 * (len(one.form.split()) - 1)
            sure = not one.alone or (
                len(articles) > 1 if section == loose else _is_sure(len(inside), len(outside), len(articles), one.form)
            )
            scored.append((sure, odds / deviation * longer, one))
    scored.sort(key=lambda triple: (not triple[0], -triple[1], triple[2].form))
    kept = _without_parts([one for *_, one in scored])
    sure_ones = {one.form for sure, _, one in scored if sure}
    best = tuple(form for form in kept if form in sure_ones)[:MOST_CUES]
    return Cues(best, tuple(form for form in kept if form not in best)[:MOST_MORE])


def _is_sure(inside: int, outside: int, articles: int, word: str) -> bool:
    """Tell whether one word alone may point to a section: often there, hardly elsewhere, and like a noun."""
    often = inside >= _LEAST_SENTENCES and articles >= _LEAST_ARTICLES
    return often and inside >= _SURE * (inside + outside) and not word.endswith(("ed", "ing", "ly"))


def _odds(count: int, of: int) -> float:
    return math.log((count + _PRIOR) / (of - count + _PRIOR))


def _without_parts(ranked: Sequence[_Candidate]) -> tuple[str, ...]:
    """Take the better of a phrase and its part where both stand in nearly the same sentences."""
    kept: list[_Candidate] = []
    for one in ranked:
        words = set(one.form.lower().split())
        if not any(
            words & set(other.form.lower().split()) and len(one.rows & other.rows) > 0.5 * len(one.rows)
            for other in kept
        ):
            kept.append(one)
    return tuple(one.form for one in kept)


_VERBS = SAYING | STANCE | PARTICIPLES
_SMALL = DETERMINERS | PREPOSITIONS | CLAUSES | PRONOUNS | BETWEEN
