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
from itertools import chain

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
from summarizer.analysis.names import learn_names
from summarizer.analysis.quantities import COUNTS, Figure, find_figures, write_figure
from summarizer.analysis.story import Story
from summarizer.dedupe.alignment import lacks_partners
from summarizer.dedupe.clusters import REWORDED, STRICTER, SentenceCluster, SentenceSpace, compare_sentences
from summarizer.dedupe.compared_words import tokenize_reworded
from summarizer.dedupe.memory import mark
from summarizer.dedupe.roles import find_names, list_unnamed, name_others, shorten_name
from summarizer.dedupe.superseding import SAME_MATTER, find_changed_figure, leave_out_figures
from summarizer.dedupe.support import StoryWords, are_of_two, has_its_words, read_story_words, tells_all
from summarizer.dedupe.vectors import compare
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
class _Pair:
    """A sentence of today, one of an earlier edition, how alike they are, and the date of that edition."""

    today: AnalysedSentence
    earlier: AnalysedSentence
    likeness: float
    date: str


@dataclass(frozen=True, slots=True)
class _FigureChange:
    """What is new in a figure, since the edition of which date, and the position of the sentence that tells it."""

    text: str
    date: str
    position: int


def find_news(
    clusters: Sequence[SentenceCluster], story: Story, memory: Memory, actors: Sequence[Actor], threshold: float
) -> tuple[SentenceCluster, ...]:
    """Return today's clusters with what they are to a reader of earlier editions: new, known, or known and changed.

    The order of the memory's lines does not matter; by the plan's ``actors`` speakers are known, and by the
    ``threshold`` today's sentences were clustered.
    """
    sure = threshold * SURER
    facts = sorted(set(memory.lines), key=astuple)
    today, wordings, words = _analyse(clusters, facts, story, actors)
    space = compare_sentences([*today, *chain(*wordings)], sure)
    # The pairs by today's cluster, and then by the fact of which the earlier sentence is a wording.
    near: defaultdict[int, defaultdict[int, list[_Pair]]] = defaultdict(lambda: defaultdict(list))
    for pair in _find_pairs(space, today, list(chain(*wordings)), facts, threshold):
        near[pair.today.cluster][pair.earlier.cluster].append(pair)
    articles = {article.id: article for article in (*story.articles, *(copy for _, copy in story.copies))}
    found: list[SentenceCluster] = []
    for cluster in clusters:
        unread, read_on = _find_unread(cluster, story, articles, memory)
        pairs = near[cluster.number]
        same = [fact for fact in pairs if _is_told(cluster, wordings[fact], pairs[fact], space, sure, words)]
        since = max((facts[fact].date for fact in same), default="")
        told = [wordings[fact] for fact in same]
        updated = _update(cluster, unread, told, since, list(chain(*pairs.values())), words)
        others = _find_other_events(unread, told)
        if updated:
            found.append(updated)
        elif same and others:
            found.append(replace(cluster, representative=_choose_representative(cluster, others, others[0])))
        elif same:
            found.append(replace(cluster, known=f"printed in the edition of {since}"))
        elif not unread:
            found.append(replace(cluster, known=f"read for the edition of {read_on}, which left it out"))
        else:
            found.append(_mark_doubt(cluster, chain(*pairs.values()), space))
    return tuple(found)


def _analyse(
    clusters: Sequence[SentenceCluster], facts: Sequence[ReportedFact], story: Story, actors: Sequence[Actor]
) -> tuple[list[AnalysedSentence], list[list[AnalysedSentence]], StoryWords]:
    """Return today's sentences, and the wordings of each fact that was told, with names learned from all of them.

    A wording's ``cluster`` is the number of its fact; its position counts on from today's sentences.
    """
    texts = [(article.text, article.language) for article in story.articles]
    texts += dict.fromkeys((wording.text, wording.language) for fact in facts for wording in fact.sayings)
    names = learn_names((text, load_language(code or story.language)) for text, code in texts)

    def with_tokens(one: AnalysedSentence) -> AnalysedSentence:
        return replace(one, core_tokens=tokenize_reworded(one.core, one.article.language, names))

    members = chain(*(cluster.sentences for cluster in clusters))
    today = [with_tokens(one) for one in sorted(members, key=lambda one: one.position)]
    wordings: list[list[AnalysedSentence]] = []
    position = len(today)
    for number, fact in enumerate(facts):
        wordings.append([])
        for wording in fact.sayings:
            language = load_language(wording.language or story.language)
            # Each stands in an article of its own, as no two of them were read together.
            sentence = Sentence(f"e{position}", 0, 0, 0, len(wording.text), wording.text)
            article = Article(
                "", wording.outlet, published=wording.published, language=language.code, id=sentence.article
            )
            (attribution,) = attribute([sentence], actors, language, names, story.own)
            analysed = AnalysedSentence(
                sentence,
                article,
                claims=read_facts(wording.text, wording.published, language),
                position=position,
                attribution=attribution,
                core=find_core(sentence, attribution),
                cluster=number,
            )
            wordings[-1].append(with_tokens(analysed))
            position += 1
    return today, wordings, read_story_words([*today, *chain(*wordings)], names)


def _find_pairs(
    space: SentenceSpace,
    today: Sequence[AnalysedSentence],
    earlier: Sequence[AnalysedSentence],
    facts: Sequence[ReportedFact],
    floor: float,
) -> Iterator[_Pair]:
    """Find the pairs of a sentence of today and one of earlier that are so alike, or read the same."""
    import numpy as np

    likeness: dict[tuple[int, int], float] = {}
    behind = range(len(today), len(today) + len(earlier))
    step = max(1, _CELLS // max(1, len(space.vectors.values) + space.vectors.width))
    for start in range(0, len(today) if earlier else 0, step):
        cosines = compare(space.vectors, range(start, min(start + step, len(today))), behind).round(6)
        for row, column in np.argwhere(cosines >= floor).tolist():
            likeness[start + row, column] = float(cosines[row, column])
    # A sentence without words that count is like nothing, and yet known again.
    columns_of: defaultdict[str, list[int]] = defaultdict(list)
    for column, one in enumerate(earlier):
        columns_of[letters(one.sentence.text)].append(column)
    for row, one in enumerate(today):
        for column in columns_of.get(letters(one.sentence.text), ()):
            likeness.setdefault((row, column), 1.0)
        if len(set(one.core_tokens)) <= _FEW_WORDS:
            for column, other in enumerate(earlier):
                if has_its_words(other, one):
                    likeness.setdefault((row, column), 0.0)
    for (row, column), value in likeness.items():
        yield _Pair(today[row], earlier[column], value, facts[earlier[column].cluster].date)


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


def _is_told(
    cluster: SentenceCluster,
    wordings: Sequence[AnalysedSentence],
    pairs: Sequence[_Pair],
    space: SentenceSpace,
    sure: float,
    words: StoryWords,
) -> bool:
    """Return whether a fact is what a cluster tells: in the very words, or alike and without contradiction."""
    if any(_is_retold(pair, space, sure, words) for pair in pairs):
        return True
    likeness: list[float] = []
    for pair in pairs:
        mine, theirs = pair.today.claims, pair.earlier.claims
        # What fell and now rises is news, however little else the two sentences share.
        if find_conflict(mine, theirs, pair.likeness) or are_opposite(mine, theirs):
            return False
        # Of whom or what the other one does not name it is another thing, however alike.
        if name_others(pair.earlier, pair.today) or are_of_two(pair.today, pair.earlier):
            continue
        # Of two built alike a word without a partner makes it another thing: "than last year", "than before the war".
        if lacks_partners(pair.today, pair.earlier, pair.today.core, pair.earlier.core):
            continue
        alike = pair.likeness
        has_figure = any(one.value >= _LEAST_COUNT for one in mine.figures)
        if has_figure and figures_agree(mine.figures, theirs.figures):
            # One figure that both have makes up for words.
            alike = max(alike, sure * STRICTER)
        if not space.veto(pair.today.position, pair.earlier.position, alike):
            likeness.append(alike)
    if not likeness or max(likeness) >= SAME_MATTER:
        return bool(likeness)
    rows, others = [one.position for one in cluster.sentences], [one.position for one in wordings]
    return float(compare(space.vectors, rows, others).mean()) >= sure


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
    return space.veto(pair.today.position, pair.earlier.position, pair.likeness) in _DOUBTFUL


def _is_retold(pair: _Pair, space: SentenceSpace, sure: float, words: StoryWords) -> bool:
    """Return whether a sentence of today stood in an earlier edition, or tells no more than one that did.

    It may tell more of what is alike. Too few words to be alike are no reason against it: "It spares nobody".
    """
    today, earlier = pair.today, pair.earlier
    if letters(today.sentence.text) == letters(earlier.sentence.text):
        return True
    why = space.veto(today.position, earlier.position, max(pair.likeness, sure * REWORDED))
    if why not in ("", "words") or name_others(today, earlier):
        return False
    if has_its_words(earlier, today) or tells_all(today, earlier, words):
        return True
    return pair.likeness >= sure and tells_all(earlier, today, words)


def _update(
    cluster: SentenceCluster,
    unread: Sequence[tuple[AnalysedSentence, str]],
    told: Sequence[Sequence[AnalysedSentence]],
    since: str,
    pairs: Iterable[_Pair],
    words: StoryWords,
) -> SentenceCluster | None:
    """Return a cluster as it is printed again; nothing if it is not known, or nothing about it is new.

    The ``unread`` are its sentences that no edition read, each with an outlet; ``told`` are the wordings of each fact
    that it tells again, the last of them in the edition of ``since``, and ``pairs`` those of its sentences and earlier
    ones that are alike.
    """
    members = {one.position: one for one in cluster.sentences}
    fresh = {one.position for one, _ in unread}
    figures = [figure for one in chain(*told) for figure in one.claims.figures]
    change = _find_other_figure([pair for pair in pairs if pair.today.position in fresh], figures)
    if told and not change:
        change = _find_first_figure([one for one, _ in unread], figures, since)
    outlets = _list_new_outlets(unread, told, words)
    if change:
        since, representative = max(since, change.date), members[change.position]
    elif outlets:
        # Who tells it again: a sentence of a new outlet, if it stands alone.
        theirs = [one for one, outlet in unread if outlet in outlets]
        representative = _choose_representative(cluster, theirs, cluster.representative)
    else:
        return None
    news = [change.text] if change else []
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
        if any(_tells_again(printed, one, words) for printed, *_ in told):
            outlets.append(outlet)
    return outlets


def _tells_again(printed: AnalysedSentence, one: AnalysedSentence, words: StoryWords) -> bool:
    """Return whether a sentence tells all of one that was printed, and names nobody else."""
    return tells_all(printed, one, words) and not name_others(printed, one)


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
    changes: list[tuple[str, str, float, int, str]] = []
    for pair in pairs:
        published, earlier = pair.today.article.published[:10], pair.earlier.article.published[:10]
        is_older = published and published < earlier
        changed = None if is_older else find_changed_figure(pair.today, pair.earlier, pair.likeness)
        if changed and not figures_agree(changed[1:], told) and _are_of_one_event(pair.today, pair.earlier):
            text = f"{_write_as_told(changed[0], pair.earlier)} → {_write_as_told(changed[1], pair.today)}"
            changes.append((pair.date, earlier, pair.likeness, -pair.today.position, text))
    if not changes:
        return None
    date, _, _, position, text = max(changes)
    return _FigureChange(text, date, -position)


def _find_first_figure(unread: Sequence[AnalysedSentence], told: Sequence[Figure], since: str) -> _FigureChange | None:
    """Return a figure of a kind of which earlier editions had none."""
    kinds = {figure.kind for figure in told} | _NO_NEWS
    for one in unread:
        for figure in one.claims.figures:
            is_many = figure.kind not in COUNTS or figure.value >= _LEAST_COUNT
            if figure.kind not in kinds and is_many:
                return _FigureChange(f"now with a figure: {_write_as_told(figure, one)}", since, one.position)
    return None


def _write_as_told(figure: Figure, one: AnalysedSentence) -> str:
    """Write a figure of a sentence; a length of time, and what is not English, as it stands there."""
    is_english = one.language.code == "en"
    for found, start, end in find_figures(one.sentence.text, one.language):
        if found == figure and (figure.kind in _LENGTHS or not is_english):
            return one.sentence.text[start:end].strip()
    return write_figure(figure)
