"""A story's analysis and what became of it → why a sentence is where it is: its cluster, its rank, its near misses."""

from __future__ import annotations

import os.path
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.story import gather
from summarizer.briefing.assembly import assemble, find_reason
from summarizer.briefing.pipeline import analyse_story
from summarizer.briefing.story_analysis import StoryAnalysis
from summarizer.dedupe.clusters import SentenceCluster
from summarizer.dedupe.memory import keep_near
from summarizer.dedupe.vectors import compare
from summarizer.dedupe.wire_copies import find_places
from summarizer.model import Article, Briefing, DetectedStory, FrontPage, Memory, Options, OutletFrom, SentenceKind
from summarizer.render.page_json import json_line
from summarizer.render.page_words import spell_date
from summarizer.stories.explaining import describe_article, explain_article
from summarizer.stories.joining import is_named
from summarizer.text.escaping import flatten

#: So many sentences outside of the cluster are told.
NEAR = 3
_LABEL = 10
PLACE = re.compile(r"(?P<name>.+):(?P<start>\d+)(?:[–-]\d+)?", re.DOTALL)
_QUOTES = str.maketrans("’‘“”„«»", "''" + 5 * '"')


@dataclass(frozen=True, slots=True)
class Remade:
    """A briefing made anew, and all that was found out on the way. Its trace has an outcome for each sentence of
    the analysis, in the same order."""

    analysis: StoryAnalysis
    briefing: Briefing
    threshold: float


def make_again(articles: Sequence[Article], options: Options, memory: Memory | None = None) -> Remade:
    """Return a briefing of some articles with all that explains it; with a ``memory`` of what earlier editions told.

    Raises:
        SourceError, ConfigError: as ``make_briefing`` does.
    """
    analysis = analyse_story(articles, options, memory=memory)
    return Remade(analysis, assemble(analysis, options), options.threshold)


#: Why a page of news alone prints, or does not print, what would be otherwise if nothing had been told before.
_BY_MEMORY = "by what earlier editions told, which is not known here"


@dataclass(frozen=True, slots=True)
class SentencePlace:
    """Where a sentence stands, and what it says. ``item`` counts from 1 the articles of a file of several."""

    article: str
    path: str
    item: int
    outlet: str
    outlet_from: OutletFrom
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another sentence, how alike it is (from 0 to 1), and a word on that: what it is, or what kept it apart."""

    place: SentencePlace
    similarity: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found out about one sentence, and what became of it.

    ``score`` is its centrality and ``rank`` its rank by that among ``of`` sentences of news; ``weight``, with
    its own rank, is how likely an editor prints it. ``members`` are the sentences of its cluster, itself with
    them, and how alike they are to the representative; ``near`` those outside of the cluster that are most like
    it. ``told_by`` is the nearest printed sentence, where a sentence was passed over because it
    tells nothing new. A headline or a line of boilerplate has a ``kind_rule`` and no more.
    """

    place: SentencePlace
    kind: SentenceKind
    kind_rule: str
    printed: bool
    why: str
    printed_as: str = ""
    section: str = ""
    section_rule: str = ""
    speaker: str = ""
    origin: str = ""
    voice_rule: str = ""
    score: float = 0.0
    rank: int = 0
    weight: float = 0.0
    weight_rank: int = 0
    of: int = 0
    cluster: str = ""
    members: tuple[Other, ...] = ()
    near: tuple[Other, ...] = ()
    told_by: Other | None = None


def find_sentences(made: Remade, wanted: str) -> tuple[int, ...]:
    """Return the sentences that are meant, by their places in the trace.

    That is all of a cluster (``c12``), the one at a place (``a1:241``, or with a file's name for the article's), else
    those that hold a text, whatever its case and quotation marks.
    """
    text = wanted.strip()
    if not text:
        return ()
    found = [at for at, outcome in enumerate(made.briefing.trace) if outcome.cluster == text.lower()]
    place = PLACE.fullmatch(text)
    if place and not found:
        found = list(_find_at(made, place["name"], int(place["start"])))
    return tuple(found or _find_text(made, fold_marks(text)))


def _find_text(made: Remade, folded: str) -> Iterator[int]:
    """Yield the sentences that hold a text, as they stand or as they are printed."""
    for at, (outcome, one) in enumerate(zip(made.briefing.trace, made.analysis.sentences, strict=True)):
        if folded in fold_marks(outcome.text) or (outcome.printed and folded in fold_marks(one.text)):
            yield at


def _find_at(made: Remade, name: str, start: int) -> Iterator[int]:
    """Yield the sentences that stand at a place of an article, which is called by its id, path or file's name."""
    for at, one in enumerate(made.analysis.sentences):
        for stands in _find_places(made, one):
            item = _number(stands)
            names = (stands.article, f"{stands.path}{item}", f"{os.path.basename(stands.path)}{item}")
            if name in names and stands.start <= start < stands.end:
                yield at
                break


def find_printed(made: Remade, page: Briefing) -> tuple[int, ...]:
    """Return the sentences that a page prints, by their places in the trace, in the page's order."""
    places = {(outcome.article, outcome.start, outcome.end): at for at, outcome in enumerate(made.briefing.trace)}
    told = [(line.article, line.start, line.end) for line in page.lines]
    return tuple(places[place] for place in told if place in places)


def keep_to_page(found: Explanation, page: Briefing) -> Explanation:
    """Return an explanation by a page made again, of what the page itself prints.

    A page of news alone knew what earlier editions had told, and it made again does not.
    """
    place = (found.place.article, found.place.start, found.place.end)
    printed = any((line.article, line.start, line.end) == place for line in page.lines)
    if printed == found.printed or found.kind != "sentence":
        return found
    return replace(found, printed=printed, printed_as="", told_by=None, why=_BY_MEMORY)


def explain(made: Remade, at: int) -> Explanation:
    """Return the explanation of a sentence; ``at`` is its place in the trace."""
    outcome, one, news = made.briefing.trace[at], made.analysis.sentences[at], made.analysis.news
    place = _find_places(made, one)[0]
    if not one.is_news:
        return Explanation(place, outcome.kind, one.sentence.why, False, outcome.why)
    likeness = _compare_with_all(made, one)
    # A page introduces persons where it first names them, so that its lines alone know how they are printed.
    texts = {line.cluster: line.text for line in made.briefing.lines}
    printed = texts[outcome.cluster] if outcome.printed else ""
    told_by = None
    if one.position in made.analysis.selection.near:
        nearest = made.analysis.selection.near[one.position]
        told_by = Other(_find_places(made, news[nearest])[0], likeness[nearest])
    return Explanation(
        place=place,
        kind=outcome.kind,
        kind_rule="",
        printed=outcome.printed,
        why=find_reason(one, made.analysis),
        printed_as=printed if printed != outcome.text else "",
        section=one.section.section,
        section_rule=one.section.why,
        speaker=outcome.speaker,
        origin=outcome.origin,
        voice_rule=one.attribution.rule,
        score=one.score,
        rank=1 + sum(other.score > one.score for other in news),
        weight=one.weight,
        weight_rank=1 + sum(other.weight > one.weight for other in news),
        of=len(news),
        cluster=outcome.cluster,
        members=tuple(_list_members(made, made.analysis.clusters[one.cluster])),
        near=tuple(_find_near(made, one, likeness)),
        told_by=told_by,
    )


def fold_marks(text: str) -> str:
    r"""Return a text in a form by which texts are equal that differ in case, blanks and quotation marks only.

    >>> fold_marks("“It’s\nover”") == fold_marks('"IT\'S over"'), fold_marks("over") == fold_marks("ever")
    (True, False)
    """
    return " ".join(text.translate(_QUOTES).split()).casefold()


def _find_places(made: Remade, one: AnalysedSentence) -> list[SentencePlace]:
    """Return where a sentence stands: in its own article, and for news in the copies of it at other outlets."""
    copies = made.analysis.story.copies if one.is_news else ()
    articles = {copy.id: copy for _, copy in copies} | {one.article.id: one.article}
    places: list[SentencePlace] = []
    for stands in find_places(one.sentence, one.article, copies):
        article = articles[stands.article]
        path, outlet_from = article.path or article.url, article.outlet_from
        stretch = (stands.start, stands.end, stands.text)
        places.append(SentencePlace(article.id, path, article.item, article.outlet, outlet_from, *stretch))
    return places


def _compare_with_all(made: Remade, one: AnalysedSentence) -> list[float]:
    """Return how alike a sentence is to each, to as many digits as clusters are made by."""
    return [round(float(value), 6) for value in compare(made.analysis.space.vectors, [one.position])[0]]


def _list_members(made: Remade, cluster: SentenceCluster) -> Iterator[Other]:
    """Yield the sentences of a cluster, the representative first, then the likest; copies behind their original."""
    shown = cluster.representative
    likeness = _compare_with_all(made, shown)
    # A sentence without words that count is like nothing, itself included.
    likeness[shown.position] = 1.0
    members = [one for one in cluster.sentences if one.position != shown.position]
    members.sort(key=lambda one: (-likeness[one.position], one.position))
    for one in (shown, *members):
        own, *copies = _find_places(made, one)
        value = likeness[one.position]
        yield Other(own, value, "representative" if one is shown else "")
        for copy in copies:
            yield Other(copy, value, f"in a copy of {own.article}")


def _find_near(made: Remade, one: AnalysedSentence, likeness: Sequence[float]) -> Iterator[Other]:
    outside = [other for other in made.analysis.news if other.cluster != one.cluster and likeness[other.position] > 0]
    outside.sort(key=lambda other: (-likeness[other.position], other.position))
    for other in outside[:NEAR]:
        value = likeness[other.position]
        why = find_divide(made.analysis, one, other, value, made.threshold)
        yield Other(_find_places(made, other)[0], value, why)


def find_divide(
    analysis: StoryAnalysis, one: AnalysedSentence, other: AnalysedSentence, likeness: float, threshold: float
) -> str:
    """Say what keeps two sentences out of one cluster: too little likeness, a veto, or the company that they keep.

    Two sentences that are alike enough and not vetoed are apart when their clusters are: by a veto between other
    members, or because the mean is too low.
    """
    space = analysis.space
    if likeness < threshold:
        return f"below the threshold {threshold:g}"
    first, second = sorted((one.position, other.position))
    reason = space.veto(first, second, likeness)
    if reason:
        return f"veto: {reason}"
    mine, theirs = ([member.position for member in analysis.clusters[at.cluster].sentences] for at in (one, other))
    table = compare(space.vectors, mine, theirs).round(6)
    pairs = [(float(table[i, j]), mine[i], theirs[j]) for i in range(len(mine)) for j in range(len(theirs))]
    for value, low, high in sorted(pairs, key=lambda pair: -pair[0]):
        reason = space.veto(min(low, high), max(low, high), value)
        if reason:
            return f"veto between members of the two clusters: {reason}"
    mean = sum(value for value, _, _ in pairs) / len(pairs)
    return f"the mean of the two clusters ({mean:.2f}) is below the threshold {threshold:g}"


def count_differences(made: Remade, told: Collection[tuple[str, int, int]]) -> tuple[int, int]:
    """Return how many sentences only the earlier briefing printed, and how many only this one prints.

    ``told`` are the article, start and end of those that the earlier one printed.
    """
    trace = made.briefing.trace
    now = {(outcome.article, outcome.start, outcome.end) for outcome in trace if outcome.printed}
    return len(set(told) - now), len(now - set(told))


def describe_briefly(found: Explanation) -> str:
    """Return a sentence in one line: its cluster, score, section, outlet, place and text."""
    place = f"{_describe_place(found.place)}: {flatten(found.place.text)}"
    return f"{found.cluster:<5} {found.score:.2f}  {found.section:<18}  {place}"


def describe(found: Explanation, threshold: float) -> str:
    """Return all of an explanation, a fact a line, the sentence itself first. ``threshold`` is that of the clusters."""
    facts = [("where", f"{_describe_place(found.place)} ({found.place.article})")]
    if found.kind == "sentence":
        facts += _list_facts(found, threshold)
    else:
        facts.append(("kind", f"{found.kind}, by the rule: {flatten(found.kind_rule)}"))
        facts.append(("printed", "no: only sentences of news are"))
    lines = [f"  {label:<{_LABEL}}{text}" for label, text in facts if text]
    return "\n".join([flatten(found.place.text), *lines])


def explanation_lines(explanations: Iterable[Explanation]) -> str:
    """Return explanations as JSON Lines, one object each; its place's fields stand among its own.

    Who is not known is null, as in the trace.
    """
    lines: list[str] = []
    for found in explanations:
        record = asdict(found.place) | asdict(found)
        del record["place"]
        record |= {
            "speaker": found.speaker or None,
            "origin": found.origin or None,
            "score": round(found.score, 6),
            "weight": round(found.weight, 6),
            "members": [_build_record(other) for other in found.members],
            "near": [_build_record(other) for other in found.near],
            "told_by": _build_record(found.told_by) if found.told_by else None,
        }
        lines.append(json_line(record))
    return "".join(lines)


def _build_record(other: Other) -> dict[str, object]:
    return asdict(other.place) | {"similarity": round(other.similarity, 6), "why": other.why}


def _list_facts(found: Explanation, threshold: float) -> list[tuple[str, str]]:
    """Return the facts of a sentence of news by their labels; what there is nothing to say of has no text."""
    weight = f"{found.weight:.2f} likely that an editor prints it; rank {found.weight_rank} of {found.of}"
    size = len(found.members)
    members, same = (found.members, f"{size} sentences tell the same; similarity to the representative:")
    if size == 1:
        members, same = (), "no other sentence tells the same"
    near = "outside of the cluster, similarity to this sentence:" if found.near else "no other sentence is like it"
    told_by = (found.told_by,) if found.told_by else ()
    return [
        ("section", f"{found.section}, by {flatten(found.section_rule)}"),
        ("speaker", flatten(found.speaker) or "nobody named"),
        ("origin", flatten(found.origin)),
        ("rule", flatten(found.voice_rule)),
        ("score", f"{found.score:.2f}, rank {found.rank} of {found.of}"),
        ("weight", weight),
        ("cluster", f"{found.cluster}, {same}"),
        *(("", _describe_other(member, threshold)) for member in members),
        ("near", near),
        *(("", _describe_other(other, threshold)) for other in found.near),
        ("printed", "yes" if found.printed else f"no: {flatten(found.why)}"),
        ("as", flatten(found.printed_as)),
        ("told by", "the nearest printed sentence:" if told_by else ""),
        *(("", _describe_other(other, threshold)) for other in told_by),
    ]


def _describe_other(other: Other, threshold: float) -> str:
    """Describe another sentence in one line, with how alike it is: more decimals where two would pass the threshold."""
    why = f"  [{other.why}]" if other.why else ""
    similarity = ""
    for digits in range(2, 7):
        similarity = f"{other.similarity:.{digits}f}"
        if (float(similarity) < threshold) == (other.similarity < threshold):
            break
    return f"{similarity}{why}  {_describe_place(other.place)}: {flatten(other.place.text)}"


def _describe_place(place: SentencePlace) -> str:
    inferred = " (inferred)" if place.outlet_from == "inferred" else ""
    path = flatten(place.path) or place.article
    return f"{flatten(place.outlet)}{inferred}, {path}{_number(place)}:{place.start}–{place.end}"


def _number(place: SentencePlace) -> str:
    """Return which article of a file of several it is, as ``#2``."""
    return f"#{place.item}" if place.item else ""


# A front page: why an article is in its story, and what became of the sentences of each story.


def find_article(page: FrontPage, wanted: str) -> str:
    """Return the id of the article that is meant by its path, file name, address or id; empty, where none is."""
    for article in page.articles:
        if wanted == article.id or is_named(article, [wanted]) or os.path.basename(article.path) == wanted:
            return article.id
    return ""


def explain_place(
    page: FrontPage, articles: Sequence[Article], name: str, days: Mapping[str, str], *, as_json: bool = False
) -> str:
    """Return in words, or as a line of JSON, why an article stands where it does on a page.

    ``articles`` are those of the page read again; ``days`` those on which the user first said what of stories, by how
    it was said (``--join A+B``, ``--part ARTICLE``), as far as it is known.
    """
    language, date = (str(page.options.get(option, "")) for option in ("language", "date"))
    found = gather(articles, language, date)
    read = (*found.articles, *(copy for _, copy in found.copies), *found.set_aside)
    explained = explain_article(replace(page.pile, articles=read), name)
    explained = replace(explained, said=tuple(_list_said(page, name, days)))
    return json_line(asdict(explained)) if as_json else f"{describe_article(explained)}\n"


def _list_said(page: FrontPage, name: str, days: Mapping[str, str]) -> Iterator[str]:
    """Say what the user said of an article, or of the story that it is in."""
    asked = page.options["stories"]
    said: Mapping[str, Any] = asked if isinstance(asked, dict) else {}
    ids: set[str] = set()
    members = {name}
    for story in page.pile.stories:
        if name in story.articles:
            ids.update((story.id, *story.joined))
            members.update(story.articles)
    articles = [one for one in page.articles if one.id in members]
    for one, other in said.get("joins", ()):
        if not ids.isdisjoint((one, other)) or any(is_named(article, (one, other)) for article in articles):
            yield f"joined by hand{_spell_since(days, f'--join {one}+{other}')}: {one} and {other}"
    # A text is parted whoever prints it.
    same = [one for one in page.articles if one.id.partition("-")[0] == name.partition("-")[0]]
    for part in said.get("parts", ()):
        if any(is_named(article, [part]) for article in same):
            yield f"parted by hand{_spell_since(days, f'--part {part}')}: {part} stands in no story"


def _spell_since(days: Mapping[str, str], said: str) -> str:
    return f" on {spell_date(days[said])}" if days.get(said) else ""


def make_stories_again(
    page: FrontPage, articles: Sequence[Article], options: Mapping[str, Options], memory: Memory | None = None
) -> list[tuple[DetectedStory, Remade]]:
    """Return the stories of a page that have a briefing, each with that made again.

    ``articles`` are those of the page, in its order, read again; ``options`` those of each story by its id; the
    ``memory`` is of all stories.
    """
    sources = {article.id: source for article, source in zip(page.articles, articles, strict=True)}
    made: list[tuple[DetectedStory, Remade]] = []
    for one in page.pile.stories:
        if one.id in page.briefings:
            reports = [sources[name] for name in one.reports]
            made.append((one, make_again(reports, options[one.id], memory and keep_near(memory, reports))))
    return made
