"""Today's clusters beside what earlier editions told: what is new, what is known, and what of it has changed.

A cluster is known by the rules by which sentences are clustered: in one space of vectors, above a threshold that is
somewhat higher, never across a contradiction: rather twice than never. What is known is printed again only for
what an article not read before adds to it: another figure, a first one, or another outlet.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from types import MappingProxyType

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.attribution import attribute, find_core
from summarizer.analysis.claims import Facts, are_opposite, find_conflict, read_facts
from summarizer.analysis.names import Names, learn_names
from summarizer.analysis.outlets import find_identity
from summarizer.analysis.quantities import COUNTS, Figure
from summarizer.dedupe.clusters import SentenceCluster, SentenceSpace, compare_sentences
from summarizer.dedupe.contradictions import build_veto
from summarizer.dedupe.vectors import Vectors, compare, tokenize
from summarizer.dedupe.wire_copies import find_places
from summarizer.lang.language import load_language
from summarizer.model import (
    Actor,
    Article,
    Briefing,
    BriefingSentence,
    Memory,
    ReportedFact,
    Sentence,
    SupportingSentence,
    Wording,
)
from summarizer.stories.story import Story
from summarizer.text.tokens import letters

#: How much more alike than two sentences of one edition something must be to an earlier edition's, to be left out.
SURER = 1.3
#: Two sentences so alike are about the same thing; less may be chance.
_SAME_MATTER = 0.45
#: Below this a number that another sentence does not have ("the two ministers") is no news.
_LEAST_COUNT = 10
#: From this cosine on of their plain words two sentences say the same of different figures.
_MOST_WORDS = 0.7
#: A length of time or an age is seldom what became known since.
_NO_NEWS = ("minutes", "days", "months", "age")  # names, not language
#: So many numbers are compared at once.
_CELLS = 4_000_000


@dataclass(frozen=True, slots=True)
class _Told:
    """What an earlier edition told, and its wordings analysed as today's sentences are."""

    date: str
    wordings: tuple[AnalysedSentence, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A sentence of today, one of an earlier edition, and how alike they are."""

    today: AnalysedSentence
    earlier: AnalysedSentence
    likeness: float


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A sentence that no earlier edition read, and an outlet that has it, empty where that is not known."""

    sentence: AnalysedSentence
    outlet: str


@dataclass(frozen=True, slots=True)
class _FigureChange:
    """A figure that is new, the sentence that has it, and the date of the edition that told it otherwise."""

    text: str
    sentence: AnalysedSentence
    date: str


def find_news(
    clusters: Sequence[SentenceCluster],
    story: Story,
    memory: Memory,
    actors: Sequence[Actor],
    threshold: float,
) -> tuple[SentenceCluster, ...]:
    """Return the clusters with what they are to a reader of earlier editions: new, known, or known and changed.

    Args:
        clusters: of today's sentences.
        story: of today's articles.
        memory: of earlier editions of this briefing; the order of its lines does not matter.
        actors: the plan's, by whom speakers are known.
        threshold: by which today's sentences were clustered.
    """
    sure = threshold * SURER
    today, told = _lay_out(clusters, story, memory, actors)
    earlier = [wording for fact in told for wording in fact.wordings]
    space = compare_sentences([*today, *earlier], sure)
    pairs = _pair_up(space, today, earlier, told, threshold)
    articles = {article.id: article for article in (*story.articles, *(copy for _, copy in story.copies))}
    found: list[SentenceCluster] = []
    for cluster in clusters:
        fresh, read_on = _find_fresh(cluster, story, articles, memory)
        near = pairs[cluster.number]
        same = [told[at] for at in sorted(near) if _tells_the_same(space, cluster, told[at], near[at], sure)]
        changed = _find_change(cluster, fresh, same, [(told[at], near[at]) for at in near])
        if changed:
            found.append(changed)
        elif same:
            found.append(replace(cluster, known=f"printed in the edition of {_last_date(same)}"))
        elif not fresh:
            found.append(replace(cluster, known=f"read for the edition of {read_on}, which left it out"))
        else:
            found.append(cluster)
    return tuple(found)


def _lay_out(
    clusters: Sequence[SentenceCluster], story: Story, memory: Memory, actors: Sequence[Actor]
) -> tuple[list[AnalysedSentence], list[_Told]]:
    """Return today's sentences and those of earlier editions, with names that are learned from all of them."""
    facts = sorted(set(memory.lines), key=astuple)
    texts = [(article.text, article.language) for article in story.articles]
    texts += dict.fromkeys((wording.text, wording.language) for fact in facts for wording in fact.sayings)
    names = learn_names((text, load_language(code or story.language)) for text, code in texts)
    members = sorted((one for cluster in clusters for one in cluster.sentences), key=lambda one: one.position)
    today = [_tokenize(one, names) for one in members]
    told: list[_Told] = []
    position = len(today)
    for fact in facts:
        analysed = _analyse(fact, position, story, actors, names)
        told.append(_Told(fact.date, analysed))
        position += len(analysed)
    return today, told


def _analyse(
    fact: ReportedFact, position: int, story: Story, actors: Sequence[Actor], names: Names
) -> tuple[AnalysedSentence, ...]:
    analysed: list[AnalysedSentence] = []
    for number, wording in enumerate(fact.sayings, position):
        # Each stands in an article of its own, as no two of them were read together.
        sentence = Sentence(f"e{number}", 0, 0, 0, len(wording.text), wording.text)
        language = wording.language or story.language
        article = Article("", wording.outlet, published=wording.published, language=language, id=sentence.article)
        (attribution,) = attribute([sentence], actors, load_language(language), names, story.own)
        one = AnalysedSentence(
            sentence,
            article,
            claims=read_facts(wording.text, wording.published, load_language(language)),
            position=number,
            attribution=attribution,
            core=find_core(sentence, attribution),
        )
        analysed.append(_tokenize(one, names))
    return tuple(analysed)


def _tokenize(one: AnalysedSentence, names: Names) -> AnalysedSentence:
    return replace(one, core_tokens=tokenize(one.core, one.article.language, names))


def _pair_up(
    space: SentenceSpace,
    today: Sequence[AnalysedSentence],
    earlier: Sequence[AnalysedSentence],
    told: Sequence[_Told],
    threshold: float,
) -> Mapping[int, Mapping[int, list[_Pair]]]:
    """Return the pairs that are alike or read the same, by today's cluster and by the place of what was told."""
    every = [*today, *earlier]
    likeness = {(row, other): value for row, other, value in _find_pairs(space.vectors, len(today), threshold)}
    # A sentence without words that count is like nothing, and yet known again.
    reading: defaultdict[str, list[int]] = defaultdict(list)
    for one in earlier:
        reading[letters(one.sentence.text)].append(one.position)
    for one in today:
        for other in reading.get(letters(one.sentence.text), ()):
            likeness.setdefault((one.position, other), 1.0)
    fact_of = {one.position: at for at, fact in enumerate(told) for one in fact.wordings}
    pairs: defaultdict[int, defaultdict[int, list[_Pair]]] = defaultdict(lambda: defaultdict(list))
    for (row, other), value in likeness.items():
        pairs[every[row].cluster][fact_of[other]].append(_Pair(every[row], every[other], value))
    return pairs


def _find_pairs(vectors: Vectors, today: int, floor: float) -> Iterator[tuple[int, int, float]]:
    """Find the pairs of today's rows, the first ones, and the others that are so alike, a block at a time."""
    import numpy as np

    others = range(today, len(vectors))
    step = max(1, _CELLS // max(1, len(vectors.values) + vectors.width))
    for start in range(0, today if others else 0, step):
        block = compare(vectors, range(start, min(start + step, today)), others).round(6)
        for line, column in np.argwhere(block >= floor).tolist():
            yield start + line, today + column, float(block[line, column])


def _find_fresh(
    cluster: SentenceCluster, story: Story, articles: Mapping[str, Article], memory: Memory
) -> tuple[list[_Fresh], str]:
    """Return the sentences of a cluster that no earlier edition read, and when the first of the others was read."""
    fresh: list[_Fresh] = []
    dates: list[str] = []
    for one in cluster.sentences:
        for place in find_places(one.sentence, one.article, story.copies):
            article = articles[place.article]
            key = mark(article, place.text)
            if key in memory.read:
                dates.append(memory.read[key])
            else:
                fresh.append(_Fresh(one, "" if article.outlet_from == "unknown" else article.outlet))
    return fresh, min(dates, default="")


def _tells_the_same(
    space: SentenceSpace, cluster: SentenceCluster, told: _Told, pairs: Sequence[_Pair], sure: float
) -> bool:
    """Return whether an edition told what a cluster tells: in the very words, or alike without contradiction."""
    if any(letters(pair.today.sentence.text) == letters(pair.earlier.sentence.text) for pair in pairs):
        return True
    if any(_are_contrary(pair) for pair in pairs):
        return False
    free = [pair.likeness for pair in pairs if not _find_veto(space, pair)]
    if not free or max(free) >= _SAME_MATTER:
        return bool(free)
    rows, others = [one.position for one in cluster.sentences], [one.position for one in told.wordings]
    return float(compare(space.vectors, rows, others).mean()) >= sure


def _are_contrary(pair: _Pair) -> bool:
    one, other = pair.today.claims, pair.earlier.claims
    # What fell and now rises is news, however little else the two sentences share.
    return bool(find_conflict(one, other, pair.likeness)) or are_opposite(one, other)


def _find_veto(space: SentenceSpace, pair: _Pair) -> str:
    return space.veto(pair.today.position, pair.earlier.position, pair.likeness)


def _last_date(told: Sequence[_Told]) -> str:
    return max(fact.date for fact in told)


# What a known thing has that is new.


def _find_change(
    cluster: SentenceCluster,
    fresh: Sequence[_Fresh],
    same: Sequence[_Told],
    near: Sequence[tuple[_Told, Sequence[_Pair]]],
) -> SentenceCluster | None:
    """Return a known cluster as it is printed again, if anything about it is new.

    ``same`` told what it tells, and ``near`` is all that is like it.
    """
    figures = [figure for fact in same for wording in fact.wordings for figure in wording.claims.figures]
    positions = {one.sentence.position for one in fresh}
    candidates = [(fact, pair) for fact, pairs in near for pair in pairs if pair.today.position in positions]
    changed = _find_other_figure(candidates, figures)
    if not changed and same:
        changed = _find_first_figure(fresh, figures, _last_date(same))
    outlets = _find_new_outlets(fresh, same) if same else []
    told = [f"now also {_list(outlets)}"] if outlets else []
    if changed:
        date = max([changed.date, *(fact.date for fact in same)])
        update = f"since {date}: {'; '.join([changed.text, *told])}"
        return replace(cluster, update=update, representative=_find_member(cluster, changed.sentence))
    if outlets:
        lead = _find_lead(cluster, [one.sentence for one in fresh if one.outlet in outlets])
        return replace(cluster, update=f"since {_last_date(same)}: {told[0]}", representative=lead, retold=True)
    return None


def _find_member(cluster: SentenceCluster, sentence: AnalysedSentence) -> AnalysedSentence:
    return next(one for one in cluster.sentences if one.position == sentence.position)


def _find_other_figure(candidates: Sequence[tuple[_Told, _Pair]], figures: Sequence[Figure]) -> _FigureChange | None:
    """Return the one figure in which a fresh sentence differs from what the last edition that told of it said."""
    found: list[tuple[tuple[str, str, float, int, str], _FigureChange]] = []
    for fact, pair in candidates:
        published = pair.earlier.article.published[:10]
        if not _is_later(pair.today, published):
            continue
        if pair.likeness < _SAME_MATTER and not _shares_words(pair):
            continue
        difference = _find_difference(pair)
        if difference and not any(_agree(difference[1], figure) for figure in figures):
            text = f"{_write(difference[0])} → {_write(difference[1])}"
            order = (fact.date, published, pair.likeness, -pair.today.position, text)
            found.append((order, _FigureChange(text, pair.today, fact.date)))
    return max(found, key=lambda one: one[0])[1] if found else None


def _is_later(one: AnalysedSentence, day: str) -> bool:
    """Return whether a sentence's article appeared no earlier than a day; unknown dates count as if."""
    published = one.article.published[:10]
    return not day or not published or published >= day


def _shares_words(pair: _Pair) -> bool:
    """Return whether two sentences have most words in common, figures aside: in a small story those weigh much."""
    one, other = _find_plain_words(pair.today), _find_plain_words(pair.earlier)
    return len(one & other) >= _MOST_WORDS * math.sqrt(len(one) * len(other)) > 0


def _find_plain_words(one: AnalysedSentence) -> set[str]:
    return {token for token in one.core_tokens if not any(letter.isdigit() for letter in token)}


def _find_difference(pair: _Pair) -> tuple[Figure, Figure] | None:
    """Return the earlier and today's figure, one of its kind in each, of two sentences that else say the same."""
    now, before = pair.today.claims, pair.earlier.claims
    for kind in sorted({figure.kind for figure in now.figures} - {"age"}):
        mine = [figure for figure in now.figures if figure.kind == kind]
        theirs = [figure for figure in before.figures if figure.kind == kind]
        if len(mine) == len(theirs) == 1 and not _agree(mine[0], theirs[0]):
            return None if _differ_otherwise(pair, kind) else (theirs[0], mine[0])
    return None


def _differ_otherwise(pair: _Pair, kind: str) -> bool:
    """Return whether two sentences must be kept apart for anything but their figures of a kind."""
    both = (pair.today, pair.earlier)
    veto = build_veto([replace(one, claims=_leave_out(one.claims, kind)) for one in both])
    # The figure itself made them less alike: what else differs counts as if they were of the same words.
    return bool(veto(0, 1, pair.likeness) or veto(0, 1, 1.0))


def _leave_out(claims: Facts, kind: str) -> Facts:
    return replace(claims, figures=tuple(figure for figure in claims.figures if figure.kind != kind))


def _find_first_figure(fresh: Sequence[_Fresh], told: Sequence[Figure], date: str) -> _FigureChange | None:
    """Return a figure of a kind of which earlier editions had none."""
    kinds = {figure.kind for figure in told} | set(_NO_NEWS)
    for one in fresh:
        for figure in one.sentence.claims.figures:
            is_many = figure.kind not in COUNTS or figure.value >= _LEAST_COUNT
            if figure.kind not in kinds and is_many:
                return _FigureChange(f"now with a figure: {_write(figure)}", one.sentence, date)
    return None


def _agree(one: Figure, other: Figure) -> bool:
    return one.kind == other.kind and not find_conflict(Facts(figures=(one,)), Facts(figures=(other,)))


def _find_new_outlets(fresh: Sequence[_Fresh], same: Sequence[_Told]) -> list[str]:
    """Return the outlets that no earlier edition named for a thing; one that nobody knows is no news."""
    named = {find_identity(wording.article.outlet) for fact in same for wording in fact.wordings}
    outlets = dict.fromkeys(one.outlet for one in fresh if one.outlet)
    return [outlet for outlet in outlets if find_identity(outlet) not in named]


def _find_lead(cluster: SentenceCluster, sentences: Sequence[AnalysedSentence]) -> AnalysedSentence:
    """Return who tells of a new outlet: one of its own sentences, if it stands alone."""
    if cluster.representative in sentences:
        return cluster.representative
    alone = [one for one in sentences if not one.weakness]
    return min(alone, key=lambda one: (-one.weight, one.position), default=cluster.representative)


def _list(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _write(figure: Figure) -> str:
    """Write a figure with its unit, as a reader knows it.

    >>> _write(Figure("rest", 1400.0)), _write(Figure("euro", 15e9, "about")), _write(Figure("percent", 2.5))
    ('1,400', 'about 15 billion euros', '2.5%')
    """
    bound = {"least": "over ", "most": "up to ", "about": "about "}.get(figure.bound, "")
    scale, word = next(((s, w) for s, w in ((1e9, " billion"), (1e6, " million")) if figure.value >= s), (1.0, ""))
    number = f"{bound}{round(figure.value / scale, 2):,.10g}{word}"
    if figure.kind == "percent":
        return f"{number}%"
    if figure.kind in COUNTS:
        return number
    invariable = (*_NO_NEWS, "yen", "hryvnia")
    return f"{number} {figure.kind}" if figure.kind in invariable else f"{number} {figure.kind}s"


# What an edition told → what later editions need to know of it.


def mark(article: Article, text: str) -> str:
    """Return the mark of a sentence of an article's outlet, by which it is known again in whatever dress.

    >>> news, post = Article("", outlet="Sample News", outlet_from="metadata"), Article("", outlet="Example Post")
    >>> mark(news, "It’s over.") == mark(news, "“Its over”")
    True
    >>> mark(news, "It’s over.") == mark(post, "It’s over.")
    False
    """
    # An unknown outlet is called by its file, and a file may move.
    outlet = "" if article.outlet_from == "unknown" else article.outlet.casefold()
    return hashlib.blake2b(f"{outlet}\0{letters(text)}".encode(errors="replace"), digest_size=8).hexdigest()


def memorize(briefing: Briefing) -> Memory:
    """Return what later editions need to know of a briefing.

    What it read is known if it has its trace, else only what it printed. A sentence that it named as a
    disagreement is known for itself.
    """
    articles = {article.id: article for article in briefing.articles}
    facts: list[ReportedFact] = []
    marks: set[str] = set()
    for section in briefing.sections:
        for line in section.lines:
            for told in _list_told(line):
                wordings = tuple(_word(one, articles) for one in told)
                facts.append(ReportedFact(briefing.date, wordings, section.id))
                marks.update(mark(articles[one.article], one.text) for one in told if one.article in articles)
    same_text: defaultdict[str, list[Article]] = defaultdict(list)
    for article in briefing.articles:
        # A copy of an article at another outlet ("a2-1") has no trace of its own.
        same_text[article.id.partition("-")[0]].append(article)
    for outcome in briefing.trace:
        if outcome.kind == "sentence":
            marks.update(mark(article, outcome.text) for article in same_text[outcome.article])
    return Memory(tuple(facts), MappingProxyType(dict.fromkeys(sorted(marks), briefing.date)), briefing.date)


def _list_told(line: BriefingSentence) -> list[tuple[SupportingSentence, ...]]:
    """Return what a line tells, in all words that it names, and then each thing that it names as a disagreement."""
    printed = SupportingSentence(line.article, line.outlet, line.start, line.end, _remove_glosses(line))
    return [(printed, *line.also, *line.related), *((other,) for other in line.disagreement)]


def _word(told: SupportingSentence, articles: Mapping[str, Article]) -> Wording:
    article = articles.get(told.article, Article(""))
    return Wording(told.text, told.outlet, article.published, article.language)


def _remove_glosses(line: BriefingSentence) -> str:
    text = line.text
    for edit in line.edits:
        if "[" in edit.after and "[" not in edit.before:
            text = text.replace(edit.after, edit.before, 1)
    return text
