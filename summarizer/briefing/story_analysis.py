"""All that is found out about a story, and the stages that fill the records of its sentences."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, pairwise
from operator import attrgetter

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.attribution import attribute, find_core, leave_out
from summarizer.analysis.claims import list_figures, read_facts
from summarizer.analysis.context_dependence import (
    TAKEN_BACK,
    TOLD_ABOVE,
    TOO_SHORT,
    find_dependence,
    find_filler,
    find_pointed,
    takes_back,
)
from summarizer.analysis.dates import as_date, count_days_ahead
from summarizer.analysis.glosses import (
    are_several_days,
    find_date_glosses,
    find_glosses,
    find_persons,
    find_standing_gloss,
)
from summarizer.analysis.names import Names
from summarizer.analysis.parties import find_parties, gives_opinion
from summarizer.analysis.story import Story, gather
from summarizer.dedupe.clusters import Clustering, Disagreements, SentenceCluster, SentenceSpace, grade_dependence
from summarizer.dedupe.compared_words import (
    find_initials_used,
    has_rewordings,
    shorten_bodies,
    tokenize,
    tokenize_reworded,
)
from summarizer.dedupe.superseding import is_passing
from summarizer.dedupe.support import StoryWords, tells_all
from summarizer.dedupe.vectors import compare
from summarizer.dedupe.wire_copies import find_sources
from summarizer.errors import SourceError
from summarizer.lang.language import load_language
from summarizer.model import Article, Attribution, Edit, Pile, Plan, Sentence
from summarizer.summary.section_assignment import choose_sections
from summarizer.summary.selection import Candidate, Selection
from summarizer.summary.weighting import SHARPNESS
from summarizer.text.boilerplate import ANNOUNCED
from summarizer.text.edits import apply_edits
from summarizer.text.segmentation import find_title, segment
from summarizer.text.tokens import count_words, fold

#: So many articles are named of which none has news.
_MOST_NAMED = 3
#: What weighs what was still to come, or not yet known, when it was told. Of 250 words on 22 topics 0.710 of the lines
#: are of use, without it 0.701.
_OVER = 0.3
#: What weighs what articles told in so many days before the event, in a story of more days than so many: it led up to
#: it, and is overtaken. Of the lines of 18 pages that blind editors had read, 11 that they struck are gone by it, and 6
#: others; of 20 lines on 22 topics 9.8 are good, without it 9.6. With all that is older, it takes what is of use; in
#: stories of two or three days it took the event itself.
_BEFORE, _DAYS_BEFORE, _SHORT_STORY = 0.1, 2, 3
#: So many sentences of an article may lead up to what it tells: "Christmas is a sacred holiday in the Philippines."
_WAY_IN = 3
#: What is so like a sentence of an older article is not the latest: of 59 marked lines that were read, 17 of the 19
#: above it were told on an earlier day, and some 11 of the 40 below. In stories of few lines more is alike than tells
#: the same.
_TOLD_BEFORE = 0.2
#: Nor is what names no day, and of whose words so large a part is in how older articles open: of 229 marked lines of
#: 120 stories 17 lose their mark so, 12 of them rightly.
_OPENED_BEFORE = 0.4
#: What is longer is no sentence, but a text without full stops.
_MOST_WORDS = 200
#: What weighs an opening that somebody tells. Of 32 stories 5 open otherwise without it, of which read two worse, one
#: better.
_TOLD = 0.8

Sentences = Sequence[AnalysedSentence]


@dataclass(frozen=True, slots=True)
class StoryAnalysis:
    """What all stages found. ``sentences`` are those of all articles in their order, headlines and boilerplate too;
    ``news`` are those of news by their positions.

    ``space`` and ``clustering`` call a sentence of news by its position. ``opposed`` are the sentences that contradict
    each cluster, ``openings`` the words with which each article opens, and ``event`` says what happened. ``since`` is
    the last day of the earlier editions beside which only news is printed (empty: none), None if all is printed.
    """

    story: Story
    plan: Plan
    sentences: tuple[AnalysedSentence, ...]
    news: tuple[AnalysedSentence, ...]
    names: Names
    space: SentenceSpace
    clustering: Clustering
    clusters: tuple[SentenceCluster, ...]
    opposed: Disagreements
    openings: Mapping[str, frozenset[str]]
    selection: Selection = field(default_factory=Selection)
    event: AnalysedSentence | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article of a story, its sentences, and its text with all repairs."""

    article: Article
    sentences: tuple[Sentence, ...]
    text: str


def open_story(articles: Sequence[Article], language: str, day: str = "") -> tuple[Story, list[ReadArticle]]:
    """Return the story of some articles, and what was read in each of them.

    Raises:
        SourceError: there is no article, or no sentence of news in any.
    """
    story = gather(articles, language, day)
    check_articles(story)
    read: list[ReadArticle] = []
    for article, sentences, revision in zip(story.articles, *segment(story.articles), strict=True):
        read.append(ReadArticle(find_title(article, sentences), sentences, revision.text))
    if not any(sentence.kind == "sentence" for one in read for sentence in one.sentences):
        named = ", ".join(one.article.where for one in read[:_MOST_NAMED]) + ", …" * (len(read) > _MOST_NAMED)
        raise SourceError(
            "no sentence of news in any article", where=named, hint="is it only headlines and boilerplate?"
        )
    return replace(story, articles=tuple(one.article for one in read)), read


def check_articles(found: Story | Pile) -> None:
    """Raise SourceError where there is no article, or none that counts."""
    if not found.articles and found.set_aside:
        raise SourceError("no article is left", hint=f"{found.problems[0].where} {found.problems[0].message}")
    if not found.articles:
        raise SourceError("there is no article to read", hint="name files or folders, or put articles into articles/")


def read_sentences(read: Sequence[ReadArticle]) -> list[AnalysedSentence]:
    """Return the sentences of a story with what each tells by itself: its claims, and whether it stands alone."""
    found: list[AnalysedSentence] = []
    position = 0
    for part in read:
        article, language = part.article, load_language(part.article.language)
        place = 0
        for sentence in part.sentences:
            text = sentence.text
            one = AnalysedSentence(sentence, article, text=text)
            if sentence.kind == "sentence":
                if place and found[-1].is_news and takes_back(text, language):
                    found[-1] = replace(found[-1], dependence=TAKEN_BACK)
                one = replace(
                    one,
                    claims=read_facts(text, article.published, language),
                    dependence=find_dependence(text, language),
                    filler=find_filler(text, language),
                    position=position,
                    place=place,
                )
                position, place = position + 1, place + 1
            found.append(one)
    return found


def apply_plan(sentences: Sentences, plan: Plan, names: Names, story: Story) -> list[AnalysedSentence]:
    """Return the sentences with who says them, by the actors of a plan, and the section where each belongs."""
    pairs = zip(sentences, _attribute(sentences, plan, names, story.own), strict=True)
    attributed = [replace(one, attribution=attribution) for one, attribution in pairs]
    choices = choose_sections(attributed, plan, story.latest, story.ages)
    filled = {choice.section for choice in choices}
    titles_before: dict[str, str] = {}
    for before, section in pairwise(plan.sections):
        if before.id in filled:
            titles_before[section.id] = fold(before.title)
    assigned: list[AnalysedSentence] = []
    for one, choice in zip(attributed, choices, strict=True):
        title = titles_before.get(choice.section, "").split()
        if one.dependence and title and find_pointed(one.sentence.text, one.language) in title:
            one = replace(one, dependence=TOLD_ABOVE)
        assigned.append(replace(one, section=choice))
    return assigned


def _attribute(sentences: Sentences, plan: Plan, names: Names, own: Sequence[str]) -> list[Attribution]:
    """Return who says each sentence, learnt from its article, and for whom, learnt from all of its language."""
    attributions: list[Attribution] = []
    for _, group in groupby(sentences, key=attrgetter("article.id")):
        of_one = list(group)
        attributions += attribute([one.sentence for one in of_one], plan.actors, of_one[0].language, names, own)
    of_language: defaultdict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(sentences):
        of_language[one.language.code].append(at)
    for code, places in of_language.items():
        said, texts = [attributions[at] for at in places], [sentences[at].sentence.text for at in places]
        for at, heard in zip(places, find_parties(said, texts, load_language(code), plan.actors), strict=True):
            attributions[at] = heard
    return attributions


def add_glosses(sentences: Sentences, names: Names, story: Story, date: str) -> list[AnalysedSentence]:
    """Return the sentences with the glosses that are sure: who is meant, where that is needed, and which day; and with
    those of persons whom they name by the surname alone.

    ``date`` is that of the briefing; days are told unless all articles are of it, a year where it is another than of
    that, or of the latest article.
    """
    dated = are_several_days([date, *(article.published for article in story.articles)])
    year, ages = (date or story.latest)[:4], story.ages
    glossed: list[AnalysedSentence] = []
    for _, group in groupby(sentences, key=attrgetter("article.id")):
        of_one = list(group)
        given, voices = [one.sentence for one in of_one], [one.attribution for one in of_one]
        meant = find_glosses(given, voices, names, of_one[0].language)
        persons = find_persons(given, voices, names, of_one[0].language)
        for one, who, (introduces, introductions) in zip(of_one, meant, persons, strict=True):
            glosses = [who] if who and one.dependence else []
            if dated:
                glosses += find_date_glosses(one.sentence, one.article, year)
                if ages.get(one.article.id) and is_passing(one):
                    glosses += find_standing_gloss(one.sentence, one.article, year)
            one = replace(one, introduces=introduces, introductions=introductions)
            glossed.append(put_glosses(one, glosses))
    return glossed


def put_glosses(one: AnalysedSentence, glosses: Sequence[Edit]) -> AnalysedSentence:
    """Return a sentence with further glosses in its text."""
    if not glosses:
        return one
    one = replace(one, glosses=(*one.glosses, *glosses))
    return replace(one, text=apply_edits(one.article.text, one.sentence.start, one.sentence.end, one.edits))


def find_before(one: AnalysedSentence, news: Sequence[AnalysedSentence]) -> AnalysedSentence | None:
    """Return the sentence before one in its article."""
    return news[one.position - 1] if one.place > 0 else None


def may_stand_for(
    shown: AnalysedSentence, one: AnalysedSentence, words: StoryWords, news: Sequence[AnalysedSentence]
) -> bool:
    """Return whether a sentence may be printed instead of another: it tells all of it, and leans on others no more."""
    stands = grade_dependence(one) <= max(1, grade_dependence(shown))
    return stands and tells_all(shown, one, words, find_before(one, news))


def prepare_comparison(
    sentences: Sentences, names: Names, wires: Mapping[str, Sequence[str]], families: Mapping[str, str]
) -> list[AnalysedSentence]:
    """Return the sentences of news with the words that count, with and without those that only say who speaks, and
    with the sources as which they may count; ``wires`` are the outlets that print an article's wire text, ``families``
    the families of outlets."""
    found: list[AnalysedSentence] = []
    used = find_initials_used(one.sentence.text for one in sentences if has_rewordings(one.language))
    for one in sentences:
        if not one.is_news:
            continue
        text, language = one.sentence.text, one.article.language
        if one.attribution.relayed:
            # When an agency reported it, and how many told it so, is no part of what is told.
            told = leave_out(text, one.attribution.relayed)
            one = replace(one, claims=read_facts(told, one.article.published, one.language))
        core = find_core(one.sentence, one.attribution)
        tokens = tokenize(text, language, names)
        if core == text and not has_rewordings(one.language):
            core_tokens = tokens
        else:
            core_tokens = tokenize_reworded(shorten_bodies(core, used, one.language), language, names)
        sources = find_sources(one.article, one.attribution, wires[one.article.id], families)
        found.append(replace(one, tokens=tokens, core=core, core_tokens=core_tokens, sources=sources))
    return found


def find_agencies(sentences: Sentences) -> frozenset[str]:
    """Return whom the articles pass on."""
    return frozenset(one.attribution.origin for one in sentences if one.attribution.origin)


def find_refusal(cluster: SentenceCluster) -> str:
    """Return why a cluster is never printed, empty if it may be: it is known, holds no more, is endless or nobody's."""
    one = cluster.representative
    if cluster.known or cluster.superseded:
        return cluster.known or cluster.superseded
    if one.sentence.why == ANNOUNCED and not any(edit.fix == "gloss" for edit in one.glosses):
        return "stands in a quoted block, and it is not sure whose words it has"
    if count_words(one.sentence.text) > _MOST_WORDS:
        return f"has more than {_MOST_WORDS} words: it cannot be one sentence"
    return ""


def read_openings(sentences: Iterable[AnalysedSentence]) -> dict[str, frozenset[str]]:
    """Return the words that count of each article's headline and first sentence, by the article's id."""
    words: dict[str, frozenset[str]] = {}
    for one in sentences:
        article = one.article
        if one.place == 0:
            words[article.id] = frozenset((*tokenize(article.title, article.language), *one.tokens))
    return words


def measure_news(
    told: Iterable[tuple[Collection[str], Article]], openings: Mapping[str, Collection[str]], ages: Mapping[str, int]
) -> list[float]:
    """Return how much the words of each of some articles' sentences have in common with how all other articles open.

    It is the less the more articles are newer, by their ``ages``: of 22 stories of many days 15 open with what an
    editor's page tells, and 11 without that, 4 instead of 8 with what is out of date. What is a day older is not old:
    readers of stories of two or three days would rather have opened with it.
    """
    counts, in_order = Counter(chain.from_iterable(openings.values())), sorted(ages.values())
    found: list[float] = []
    for words, article in told:
        own = frozenset(words)
        shared = sum(counts[word] for word in own) - len(own.intersection(openings.get(article.id, ())))
        newer = bisect_left(in_order, ages.get(article.id, 0) - 1)
        found.append(round(shared / math.sqrt(max(1, len(own))) * (1 - newer / max(1, len(ages))), 9))
    return found


def find_opening(
    sentences: Sequence[AnalysedSentence], openings: Mapping[str, Collection[str]], ages: Mapping[str, int]
) -> AnalysedSentence | None:
    """Return the sentence that says what happened, None if there is no sentence.

    It stands alone and comes as early in its article as any; of these it is nobody's opinion, if there is one so.
    (Where what is nobody's opinion stands further down, 5 of 108 stories of front pages open with it, all five worse.)
    """
    able = [one for one in sentences if not one.weakness] or sentences
    nearest = min((one.place for one in able), default=0)
    first = [one for one in able if one.place == nearest]
    first = [one for one in first if not gives_opinion(one.sentence.text, one.attribution, one.language)] or first
    ranked: list[tuple[float, int, AnalysedSentence]] = []
    measured = measure_news([(one.tokens, one.article) for one in first], openings, ages)
    for one, news in zip(first, measured, strict=True):
        # What somebody tells is less sure to have happened.
        sure = _TOLD if one.attribution.speaker else 1.0
        ranked.append((-round(news * one.score * sure, 9), one.position, one))
    return min(ranked)[-1] if ranked else None


def find_event(
    clusters: Sequence[SentenceCluster], openings: Mapping[str, frozenset[str]], ages: Mapping[str, int]
) -> AnalysedSentence | None:
    """Return the sentence that says what happened, of what may be printed and is not over; None if there is none."""
    allowed = [one for one in clusters if not find_refusal(one) and not one.retold]
    current = [one.representative for one in allowed if not is_over(one)]
    return find_opening(current or [one.representative for one in allowed], openings, ages)


def is_over(cluster: SentenceCluster) -> bool:
    """Return whether what stands for a cluster was to come by now, or a later article is likely to tell otherwise."""
    return cluster.overtaken or cluster.representative.section.over


def divide_by_language(news: Sequence[AnalysedSentence]) -> dict[str, float]:
    """Return what part of the articles with news is in each language, by their codes, the largest first."""
    counts = Counter(code for code, _ in dict.fromkeys((one.language.code, one.article.id) for one in news))
    return {code: counts[code] / counts.total() for code in sorted(counts, key=lambda code: (-counts[code], code))}


def list_candidates(
    clusters: Sequence[SentenceCluster], ages: Mapping[str, int], event: AnalysedSentence | None, *, by_score: bool
) -> list[Candidate]:
    """Return what may be printed: the sentences that stand for the clusters.

    They weigh by how likely an editor prints them and, ``by_score``, by the most central sentence of their cluster.
    What leans on other sentences is printed only where nothing else is, unless it is news since earlier editions; what
    is told again only where nothing better is left; the ``event`` must be printed, the newest article's lead, and
    what takes a thing back. ``ages`` are the articles'.
    """
    newest, overtaken = find_newest_lead(clusters, ages), _find_overtaken(ages, event)
    # A reader who knows the story takes news that leans on it; it would be told on no other day.
    goes_on = any(cluster.known for cluster in clusters)
    found: list[Candidate] = []
    for cluster in clusters:
        if find_refusal(cluster):
            continue
        one = cluster.representative
        age = ages.get(one.article.id, 0)
        weight = one.weight**SHARPNESS * (cluster.score if by_score else 1.0)
        if is_over(cluster):
            weight *= _OVER
        if age in overtaken:
            weight *= _BEFORE
        is_alone = grade_dependence(one) <= 1
        stands = is_alone and not cluster.retold
        leans = not is_alone and not goes_on and (bool(one.filler) or one.dependence != TOO_SHORT)
        is_event = stands and one is event
        has_newest = cluster.number == newest
        found.append(
            Candidate(
                row=one.position,
                section=one.section.section,
                weight=weight,
                words=count_words(one.text),
                stands=stands,
                leans=leans,
                sources=cluster.sources,
                articles=len({other.article.id for other in cluster.sentences}),
                must=is_event or (stands and (has_newest or cluster.takes_back)),
                is_event=is_event,
                is_later=event is not None and age < ages.get(event.article.id, 0),
                is_newest=not age and any(ages.values()),
                is_sequel=cluster.takes_back or (has_newest and event is not None and _are_apart(one, event)),
                figures=list_figures(one.claims),
            )
        )
    return found


def _find_overtaken(ages: Mapping[str, int], event: AnalysedSentence | None) -> range:
    """Return the ages of the articles of the days just before the event, in days; none in a story of few days."""
    if event is None or max(ages.values(), default=0) <= _SHORT_STORY:
        return range(0)
    age = ages.get(event.article.id, 0)
    return range(age + 1, age + 1 + _DAYS_BEFORE)


def _are_apart(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether two sentences say on which days what they tell was, and no day of both can be the same."""
    days, others = one.claims.all_days, other.claims.all_days
    return bool(days) and bool(others) and days.isdisjoint(others)


def find_newest_lead(clusters: Sequence[SentenceCluster], ages: Mapping[str, int]) -> int | None:
    """Return the number of the cluster that has the lead of the newest article, none in a story of one day.

    The lead is the first sentence of news that stands alone and is no mere way in: half as likely to be printed as any
    of the article's opening. Of several articles of the day, that counts whose lead most independent sources tell, then
    the most central one.
    """
    if not any(ages.values()):
        return None
    today = [one for cluster in clusters for one in cluster.sentences if ages.get(one.article.id) == 0]
    openings: defaultdict[str, list[AnalysedSentence]] = defaultdict(list)
    for one in sorted(today, key=attrgetter("position")):
        if not one.weakness and not find_refusal(clusters[one.cluster]):
            openings[one.article.id].append(one)
    leads: list[tuple[int, float, int, int]] = []
    for first, *others in openings.values():
        opening = [first, *(one for one in others if one.place <= first.place + _WAY_IN)]
        most = max(one.weight for one in opening)
        lead = next(one for one in opening if 2 * one.weight >= most)
        cluster = clusters[lead.cluster]
        leads.append((-cluster.sources, -cluster.score, lead.position, cluster.number))
    return min(leads)[-1] if leads else None


def find_past_sections(plan: Plan) -> frozenset[str]:
    """Return the sections of a plan that tell what was before."""
    return frozenset(section.id for section in plan.sections if "background" in section.features)


def find_latest(chosen: Sequence[AnalysedSentence], analysis: StoryAnalysis) -> set[int]:
    """Return the positions of the printed sentences that are marked as the latest: a part of the page, or none.

    What an older article tells in other words is alike, though it may not be near enough to count as the same.
    """
    ages, past = analysis.story.ages, find_past_sections(analysis.plan)
    found = [one for one in chosen if _is_latest(analysis.clusters[one.cluster], analysis.story, past)]
    older = [one.position for one in analysis.news if ages.get(one.article.id)]
    if not found or not older:
        return set()
    likeness = compare(analysis.space.vectors, [one.position for one in found], older).max(axis=1)
    opened = frozenset(chain.from_iterable(words for key, words in analysis.openings.items() if ages.get(key)))
    latest: set[int] = set()
    for one, most in zip(found, likeness.tolist(), strict=True):
        words = frozenset(one.tokens)
        # What names no day may have been told in the words with which older articles open.
        is_opened = not one.claims.days and len(words & opened) > _OPENED_BEFORE * len(words)
        if most < _TOLD_BEFORE and not is_opened:
            latest.add(one.position)
    return set() if len(latest) == len(chosen) else latest


def _is_latest(cluster: SentenceCluster, story: Story, past: Collection[str]) -> bool:
    """Return whether, in a story of several days, only articles of the last one tell a thing, and it is no older.

    What names an earlier year, or a day before the eve, is told on the last day and did not happen then, nor what a
    section for the background holds.
    """
    line, today = cluster.representative, as_date(story.latest)
    if not any(story.ages.values()) or not today or line.section.section in past:
        return False
    if story.ages.get(line.article.id) != 0 or any(story.ages.get(one.article.id) for one in cluster.sentences):
        return False
    if min(line.claims.years, default="9999")[:4] < story.latest[:4]:
        return False
    # Of a weekday that may be the last or the next one, the last counts.
    days = [count_days_ahead(day, today)[0] for day in line.claims.days]
    return not days or max(days) >= -1
