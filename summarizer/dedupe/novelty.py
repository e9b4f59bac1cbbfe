"""What of today's clusters is news to a reader of earlier editions: they are new, known, or known and changed.

Today's sentences and those of earlier editions are compared in one space of vectors, as sentences of one edition are
for clusters, but with a somewhat higher threshold: rather told twice than never. What is known is printed again only
if an article that no edition has read adds to it: another figure, a first one, or another outlet. What may be known in
other words is printed with a note that says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import chain, count
from operator import itemgetter

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.attribution import attribute, find_core
from summarizer.analysis.claims import (
    are_opposite,
    figures_agree,
    find_conflict,
    read_facts,
    tells_figures,
    tells_times,
)
from summarizer.analysis.names import Names, learn_names
from summarizer.analysis.quantities import COUNTS, Figure, find_figures, write_figure
from summarizer.analysis.story import Story
from summarizer.dedupe.alignment import lacks_partners
from summarizer.dedupe.clusters import REWORDED, STRICTER, SentenceCluster, SentenceSpace, compare_sentences
from summarizer.dedupe.compared_words import tokenize_reworded
from summarizer.dedupe.memory import mark
from summarizer.dedupe.roles import find_names, list_unnamed, name_others, shorten_name
from summarizer.dedupe.superseding import SAME_MATTER, find_changed_figure, leave_out_figures
from summarizer.dedupe.support import StoryWords, are_of_two, has_its_words, read_story_words, tells_all
from summarizer.dedupe.vectors import Vectors, compare
from summarizer.dedupe.wire_copies import find_places
from summarizer.lang.language import load_language
from summarizer.model import Actor, Article, Memory, ReportedFact, Sentence
from summarizer.text.agencies import find_identity
from summarizer.text.tokens import letters

#: The threshold between today's sentences and those of earlier editions is so many times that within one edition.
SURER = 1.3
#: Below this a number that another sentence does not have ("the two ministers") is no news.
_LEAST_COUNT = 10
#: A length of time, an age or an hour is seldom what became known since.
_NO_NEWS = frozenset({"minutes", "days", "months", "age", "clock"})  # names, not language
#: Kinds that are counted in another unit than many are written in.
_LENGTHS = frozenset({"minutes", "days", "months"})  # names, not language
#: A sentence with no more words that count is compared by all it has.
_FEW_WORDS = 3
#: What may keep two wordings of one fact apart: too little in common, "cut to 540 euros" and "a limit of 540 euros".
_DOUBTFUL = frozenset({"", "words", "side", "numbers"})  # names, not language
#: So many numbers are compared at once.
_CELLS = 4_000_000
_ENGLISH = load_language("en")


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The facts that earlier editions told, with the ``wordings`` of each, and how today's sentences are compared with
    them: one is told already if they are ``sure`` to be alike."""

    facts: Sequence[ReportedFact]
    wordings: Sequence[Sequence[AnalysedSentence]]
    space: SentenceSpace
    sure: float
    words: StoryWords


@dataclass(frozen=True, slots=True)
class _Pair:
    """A sentence of today, one of an earlier edition, how alike they are, and the date of that edition."""

    today: AnalysedSentence
    earlier: AnalysedSentence
    likeness: float
    date: str


@dataclass(frozen=True, slots=True)
class _FigureChange:
    """What is new in a figure, since the edition of which date, and the sentence that tells it."""

    text: str
    date: str
    teller: AnalysedSentence


def find_news(
    clusters: Sequence[SentenceCluster], story: Story, memory: Memory, actors: Sequence[Actor], threshold: float
) -> tuple[SentenceCluster, ...]:
    """Return today's clusters with what they are to a reader of earlier editions: new, known, or known and changed.

    The order of the memory's lines does not matter; by the plan's ``actors`` speakers are known, and by the
    ``threshold`` today's sentences were clustered.
    """
    facts = sorted(set(memory.lines), key=astuple)
    names = _learn_names(story, facts)
    members = sorted(chain(*(cluster.sentences for cluster in clusters)), key=lambda one: one.position)
    today = [_add_tokens(one, names) for one in members]
    wordings = _read_wordings(facts, story, actors, names, len(today))
    sure, everything = threshold * SURER, [*today, *chain(*wordings)]
    space, words = compare_sentences(everything, sure), read_story_words(everything, names)
    earlier = _Earlier(facts, wordings, space, sure, words)
    near: defaultdict[int, list[_Pair]] = defaultdict(list)
    for pair in _find_pairs(today, earlier, threshold):
        near[pair.today.cluster].append(pair)
    articles = {article.id: article for article in (*story.articles, *(copy for _, copy in story.copies))}
    found: list[SentenceCluster] = []
    for cluster in clusters:
        unread, read_on = _find_unread(cluster, story, articles, memory)
        found.append(_compare_cluster(cluster, unread, read_on, near[cluster.number], earlier))
    return tuple(found)


def _learn_names(story: Story, facts: Sequence[ReportedFact]) -> Names:
    """Return the names in the articles of a story and in what was told."""
    texts = [(article.text, article.language) for article in story.articles]
    texts += dict.fromkeys((wording.text, wording.language) for fact in facts for wording in fact.sayings)
    return learn_names((text, load_language(code or story.language)) for text, code in texts)


def _add_tokens(one: AnalysedSentence, names: Names) -> AnalysedSentence:
    return replace(one, core_tokens=tokenize_reworded(one.core, one.article.language, names))


def _read_wordings(
    facts: Sequence[ReportedFact], story: Story, actors: Sequence[Actor], names: Names, first: int
) -> list[list[AnalysedSentence]]:
    """Return the wordings of each fact, analysed; their positions count on from the ``first``.

    A wording's ``cluster`` is the number of its fact. Each stands in an article of its own, as no two of them were read
    together.
    """
    positions = count(first)
    wordings: list[list[AnalysedSentence]] = []
    for number, fact in enumerate(facts):
        wordings.append([])
        for wording in fact.sayings:
            position = next(positions)
            language = load_language(wording.language or story.language)
            sentence = Sentence(f"e{position}", 0, 0, 0, len(wording.text), wording.text)
            (attribution,) = attribute([sentence], actors, language, names, story.own)
            analysed = AnalysedSentence(
                sentence,
                Article("", wording.outlet, published=wording.published, language=language.code, id=sentence.article),
                claims=read_facts(wording.text, wording.published, language),
                position=position,
                attribution=attribution,
                core=find_core(sentence, attribution),
                cluster=number,
            )
            wordings[-1].append(_add_tokens(analysed, names))
    return wordings


def _find_pairs(today: Sequence[AnalysedSentence], earlier: _Earlier, floor: float) -> Iterator[_Pair]:
    """Find the pairs of a sentence of today and a wording that are so alike, or read the same."""
    wordings = list(chain(*earlier.wordings))
    likeness = _find_alike(earlier.space.vectors, len(today), len(wordings), floor)
    # A sentence without words that count is like nothing, and yet known again.
    columns_of: defaultdict[str, list[int]] = defaultdict(list)
    for column, other in enumerate(wordings):
        columns_of[letters(other.sentence.text)].append(column)
    for row, one in enumerate(today):
        for column in columns_of.get(letters(one.sentence.text), ()):
            likeness.setdefault((row, column), 1.0)
        if len(set(one.core_tokens)) <= _FEW_WORDS:
            for column, other in enumerate(wordings):
                if has_its_words(other, one):
                    likeness.setdefault((row, column), 0.0)
    for (row, column), value in likeness.items():
        yield _Pair(today[row], wordings[column], value, earlier.facts[wordings[column].cluster].date)


def _find_alike(vectors: Vectors, rows: int, others: int, floor: float) -> dict[tuple[int, int], float]:
    """Return which of the first ``rows`` are so like which of the ``others`` behind them, and how like."""
    import numpy as np

    likeness: dict[tuple[int, int], float] = {}
    step = max(1, _CELLS // max(1, len(vectors.values) + vectors.width))
    for start in range(0, rows if others else 0, step):
        block = range(start, min(start + step, rows))
        cosines = compare(vectors, block, range(rows, rows + others)).round(6)
        for row, column in np.argwhere(cosines >= floor).tolist():
            likeness[start + row, column] = float(cosines[row, column])
    return likeness


def _find_unread(
    cluster: SentenceCluster, story: Story, articles: Mapping[str, Article], memory: Memory
) -> tuple[list[tuple[AnalysedSentence, str]], str]:
    """Return the sentences that no earlier edition read, and when the first of the others was read.

    With each comes an outlet that has it, empty where the outlet is not known.
    """
    unread: list[tuple[AnalysedSentence, str]] = []
    dates: list[str] = []
    for one in cluster.sentences:
        for place in find_places(one.sentence, one.article, story.copies):
            article = articles[place.article]
            date = memory.read.get(mark(article, place.text))
            if date is not None:
                dates.append(date)
            else:
                unread.append((one, "" if article.outlet_from == "unknown" else article.outlet))
    return unread, min(dates, default="")


def _compare_cluster(
    cluster: SentenceCluster,
    unread: Sequence[tuple[AnalysedSentence, str]],
    read_on: str,
    pairs: Sequence[_Pair],
    earlier: _Earlier,
) -> SentenceCluster:
    """Return a cluster with what it is to a reader of earlier editions.

    The ``unread`` are its sentences that no edition read, each with an outlet; the others were ``read_on`` a day. The
    ``pairs`` are of its sentences and of wordings that are alike.
    """
    pairs_of: defaultdict[int, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        pairs_of[pair.earlier.cluster].append(pair)
    same = [fact for fact in pairs_of if _is_told(cluster, fact, pairs_of[fact], earlier)]
    since = max((earlier.facts[fact].date for fact in same), default="")
    told = [earlier.wordings[fact] for fact in same]
    change = _find_change(unread, told, since, pairs)
    outlets = _list_new_outlets(unread, told, earlier.words)
    if change or outlets:
        return _update(cluster, unread, since, change, outlets)
    if told:
        others = _find_other_events(unread, told)
        if others:
            return replace(cluster, representative=_choose_representative(cluster, others, others[0]))
        return replace(cluster, known=f"printed in the edition of {since}")
    if not unread:
        return replace(cluster, known=f"read for the edition of {read_on}, which left it out")
    if read_on:
        # What was told as a change, or left out, is not what is new.
        news = [one for one, _ in unread]
        cluster = replace(cluster, representative=_choose_representative(cluster, news, cluster.representative))
    return _mark_doubt(cluster, pairs, earlier.space)


def _is_told(cluster: SentenceCluster, fact: int, pairs: Sequence[_Pair], earlier: _Earlier) -> bool:
    """Return whether a fact is what a cluster tells: in the very words, or alike and without contradiction."""
    if any(_is_retold(pair, earlier) for pair in pairs):
        return True
    # What fell and now rises is news, however little else the two sentences share.
    for pair in pairs:
        mine, theirs = pair.today.claims, pair.earlier.claims
        if find_conflict(mine, theirs, pair.likeness) or are_opposite(mine, theirs):
            return False
    likeness = [*_list_likeness(pairs, earlier)]
    if not likeness or max(likeness) >= SAME_MATTER:
        return bool(likeness)
    rows, others = [one.position for one in cluster.sentences], [one.position for one in earlier.wordings[fact]]
    return float(compare(earlier.space.vectors, rows, others).mean()) >= earlier.sure


def _list_likeness(pairs: Iterable[_Pair], earlier: _Earlier) -> Iterator[float]:
    """Yield how alike the two sentences are of each pair that may tell the same."""
    for pair in pairs:
        if _adds_another(pair):
            continue
        alike, figures = pair.likeness, pair.today.claims.figures
        has_figure = any(one.value >= _LEAST_COUNT for one in figures)
        if has_figure and figures_agree(figures, pair.earlier.claims.figures):
            # One figure that both have makes up for words.
            alike = max(alike, earlier.sure * STRICTER)
        if not earlier.space.veto(pair.today.position, pair.earlier.position, alike):
            yield alike


def _adds_another(pair: _Pair) -> bool:
    """Return whether a sentence of today tells of whom or what an earlier one does not name, or another says it.

    Of two built alike a word without a partner makes it another thing: "than last year", "than before the war".
    """
    today, earlier = pair.today, pair.earlier
    if name_others(earlier, today) or are_of_two(today, earlier):
        return True
    return lacks_partners(today, earlier, today.core, earlier.core)


def _mark_doubt(cluster: SentenceCluster, pairs: Iterable[_Pair], space: SentenceSpace) -> SentenceCluster:
    """Return a cluster, with a note of which outlet may have told it in other words, and in which edition.

    Words cannot tell that "walked off the job" is "went on strike": it is printed, but not as new. What has a figure,
    a day or a name that was not told is news, and so is what may deny it. Of 778 lines of a made month that was written
    before it, 34 told a thing as new a second time, and 21 do; 5 of the 18 with the note told it for the first time.
    If one of two might deny the other too, it found more, and was printed beside nine denials of what was told.
    """
    told: list[tuple[float, str, str]] = []
    for pair in pairs:
        outlet = pair.earlier.article.outlet
        if outlet and _may_be_retold(pair, space):
            told.append((pair.likeness, pair.date, outlet))
    if not told:
        return cluster
    _, date, outlet = max(told)
    return replace(cluster, update=f"since {date}: perhaps told then by {outlet}")


def _may_be_retold(pair: _Pair, space: SentenceSpace) -> bool:
    """Return whether a sentence of today may be an earlier one in other words, by all in it that cannot be reworded."""
    mine, theirs = pair.today.claims, pair.earlier.claims
    if not (tells_figures(mine.figures, theirs.figures) and tells_times(mine, theirs)):
        return False
    if mine.negations % 2 != theirs.negations % 2 or list_unnamed(pair.today, pair.earlier):
        return False
    if _has_come(pair):
        return False
    return space.veto(pair.today.position, pair.earlier.position, pair.likeness) in _DOUBTFUL


def _has_come(pair: _Pair) -> bool:
    """Return whether a sentence of today tells of nothing to come, and an earlier one of a day that may have been ahead
    then and is here: who "have been on strike since six" were only to strike when it was told."""
    then, now = (each.article.published[5:10] for each in (pair.earlier, pair.today))
    mine, theirs = pair.today.claims, pair.earlier.claims
    # Over New Year the days of the new year come behind those of the old one.
    is_over = now < then
    is_here = bool(then) and any((then < day) + (day <= now) + is_over > 1 for day in chain(*theirs.days))
    return is_here and not mine.days and not mine.planned


def _is_retold(pair: _Pair, earlier: _Earlier) -> bool:
    """Return whether a sentence of today stood in an earlier edition, or tells no more than one that did.

    It may tell more of what is alike. Too few words to be alike are no reason against it: "It spares nobody".
    """
    today, told = pair.today, pair.earlier
    if letters(today.sentence.text) == letters(told.sentence.text):
        return True
    why = earlier.space.veto(today.position, told.position, max(pair.likeness, earlier.sure * REWORDED))
    if why not in ("", "words") or name_others(today, told):
        return False
    if has_its_words(told, today) or tells_all(today, told, earlier.words):
        return True
    return pair.likeness >= earlier.sure and tells_all(told, today, earlier.words)


def _find_change(
    unread: Sequence[tuple[AnalysedSentence, str]],
    told: Sequence[Sequence[AnalysedSentence]],
    since: str,
    pairs: Iterable[_Pair],
) -> _FigureChange | None:
    """Return what is new in a figure of the unread sentences; a first one counts only beside what was ``told``."""
    fresh = {one.position for one, _ in unread}
    figures = [figure for one in chain(*told) for figure in one.claims.figures]
    change = _find_other_figure([pair for pair in pairs if pair.today.position in fresh], figures)
    if told and not change:
        change = _find_first_figure([one for one, _ in unread], figures, since)
    return change


def _update(
    cluster: SentenceCluster,
    unread: Sequence[tuple[AnalysedSentence, str]],
    since: str,
    change: _FigureChange | None,
    outlets: Sequence[str],
) -> SentenceCluster:
    """Return a cluster as it is printed again: what it tells was told ``since``, but not the figure that changed, or
    not by these outlets."""
    news: list[str] = []
    if change:
        since, representative = max(since, change.date), change.teller
        news.append(change.text)
    else:
        # Who tells it again: a sentence of a new outlet, if it stands alone.
        theirs = [one for one, outlet in unread if outlet in outlets]
        representative = _choose_representative(cluster, theirs, cluster.representative)
    if outlets:
        *first, last = outlets
        names = f"{', '.join(first)} {_ENGLISH.text('page.conjunction')} {last}" if first else last
        news.append(f"now also {names}")
    update = f"since {since}: {'; '.join(news)}"
    return replace(cluster, update=update, representative=representative, retold=not change)


def _list_new_outlets(
    unread: Iterable[tuple[AnalysedSentence, str]], told: Sequence[Sequence[AnalysedSentence]], words: StoryWords
) -> list[str]:
    """Return the outlets of unread sentences that tell a fact again and had not told it; an unknown one is none."""
    named = {"", *(find_identity(one.article.outlet) for one in chain(*told))}
    outlets: list[str] = []
    for one, outlet in unread:
        if outlet in outlets or find_identity(outlet) in named:
            continue
        if any(tells_all(printed, one, words) and not name_others(printed, one) for printed, *_ in told):
            outlets.append(outlet)
    return outlets


def _choose_representative(
    cluster: SentenceCluster, news: Sequence[AnalysedSentence], otherwise: AnalysedSentence
) -> AnalysedSentence:
    """Return the sentence that stands for a cluster where some of its sentences alone are news, ``otherwise`` where
    none of these stands alone."""
    if cluster.representative in news:
        return cluster.representative
    alone = [one for one in news if not one.weakness]
    return min(alone or [otherwise], key=lambda one: (-one.weight, one.position))


def _find_other_events(
    unread: Sequence[tuple[AnalysedSentence, str]], told: Sequence[Sequence[AnalysedSentence]]
) -> list[AnalysedSentence]:
    """Return the sentences that are new and read like one that was printed, but for whom or what they name.

    What another sentence of the cluster told on an earlier day is no reason to print that again, nor is what was told
    of somebody else where it was told of these too.
    """
    others: list[AnalysedSentence] = []
    for one, _ in unread:
        near = [each for each in chain(*told) if len(leave_out_figures(one) ^ leave_out_figures(each)) <= 2]
        is_of_these = any(not list_unnamed(one, each) for each in chain(*told))
        if near and all(name_others(each, one) for each in near) and not is_of_these:
            others.append(one)
    return others


def _are_of_one_event(today: AnalysedSentence, earlier: AnalysedSentence) -> bool:
    """Return whether of two sentences that differ in a figure the later one is surely about the same event.

    Who asks for how much more, and what burned down, is another in each: without a name that both have, neither may
    have put a word in the place of another.
    """
    names = [{shorten_name(name, each.language) for name in find_names(each)} for each in (today, earlier)]
    mine, theirs = leave_out_figures(today), leave_out_figures(earlier)
    has_replaced = bool(mine - theirs and theirs - mine)
    return not name_others(today, earlier) and (not has_replaced or not names[0].isdisjoint(names[1]))


def _find_other_figure(pairs: Sequence[_Pair], told: Sequence[Figure]) -> _FigureChange | None:
    """Return the figure in which a sentence differs from what the last edition that told of it said."""
    changes: list[tuple[tuple[str, str, float, int, str], _FigureChange]] = []
    for pair in pairs:
        published, earlier = pair.today.article.published[:10], pair.earlier.article.published[:10]
        if published and published < earlier:
            continue
        changed = find_changed_figure(pair.today, pair.earlier, pair.likeness)
        if changed and not figures_agree(changed[1:], told) and _are_of_one_event(pair.today, pair.earlier):
            text = f"{_write_as_told(changed[0], pair.earlier)} → {_write_as_told(changed[1], pair.today)}"
            rank = (pair.date, earlier, pair.likeness, -pair.today.position, text)
            changes.append((rank, _FigureChange(text, pair.date, pair.today)))
    return max(changes, key=itemgetter(0))[1] if changes else None


def _find_first_figure(unread: Sequence[AnalysedSentence], told: Sequence[Figure], since: str) -> _FigureChange | None:
    """Return a figure of a kind of which earlier editions had none."""
    kinds = {figure.kind for figure in told} | _NO_NEWS
    for one in unread:
        for figure in one.claims.figures:
            is_many = figure.kind not in COUNTS or figure.value >= _LEAST_COUNT
            if figure.kind not in kinds and is_many:
                return _FigureChange(f"now with a figure: {_write_as_told(figure, one)}", since, one)
    return None


def _write_as_told(figure: Figure, one: AnalysedSentence) -> str:
    """Write a figure of a sentence; a length of time, and what is not English, as it stands there."""
    is_english = one.language.code == "en"
    for found, start, end in find_figures(one.sentence.text, one.language):
        if found == figure and (figure.kind in _LENGTHS or not is_english):
            return one.sentence.text[start:end].strip()
    return write_figure(figure)
