"""All that the stages found out about a story's sentences, and what follows from it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from summarizer.analysis.claims import Facts, read_facts
from summarizer.analysis.context_dependence import find_dependence, find_filler
from summarizer.dedupe.clusters import Clustering, Veto
from summarizer.dedupe.contradictions import REASONS, contradict
from summarizer.dedupe.vectors import Vectors
from summarizer.lang.language import Language, load_language
from summarizer.model import Article, Attribution, Edit, SectionChoice, Sentence
from summarizer.stories.story import Story
from summarizer.summary.selection import Candidate, favour_early
from summarizer.text.edits import apply_edits
from summarizer.text.tokens import count_words, letters

#: What each further independent origin adds to a candidate's weight. It decides between near equals only:
#: with more, extracts hold less of what people summarise.
_CORROBORATED_RANK, _CORROBORATED_COVER = 0.02, 0.05
#: What weighs a thing that was printed before and that only another outlet tells now: news goes first.
_RETOLD = 0.05
#: What is longer is no sentence, but a text without full stops.
_MOST_WORDS = 200
#: The fix of the glosses that are made only where a sentence cannot be understood without.
NEEDED = "gloss"


@dataclass(frozen=True)
class StoryAnalysis:
    """All that the stages found. ``news`` are the places of the sentences that count, in whose order
    the rows of ``vectors``, ``clustering`` and ``scores`` stand.

    Beside earlier editions, the last of ``since`` (empty: there is none; without a value, all is printed): by
    their numbers the clusters that are ``known``, with the reason why they are not printed, those whose
    ``updates`` are printed, the rows that ``leads`` have to stand for them, and those only ``retold``."""

    story: Story
    sentences: tuple[Sentence, ...]
    voices: tuple[Attribution, ...]
    slots: tuple[SectionChoice, ...]
    news: tuple[int, ...]
    vectors: Vectors
    clustering: Clustering
    scores: tuple[float, ...]
    wires: tuple[frozenset[str], ...]
    language: str
    veto: Veto
    glosses: Mapping[int, tuple[Edit, ...]] = field(default_factory=dict)
    known: Mapping[int, str] = field(default_factory=dict)
    updates: Mapping[int, str] = field(default_factory=dict)
    leads: Mapping[int, int] = field(default_factory=dict)
    retold: frozenset[int] = frozenset()
    since: str | None = None

    def sentence(self, row: int) -> Sentence:
        """Give the sentence of a row."""
        return self.sentences[self.news[row]]

    def voice(self, row: int) -> Attribution:
        """Give the voice of a row."""
        return self.voices[self.news[row]]

    def slot(self, row: int) -> SectionChoice:
        """Give the section of a row."""
        return self.slots[self.news[row]]

    @cached_property
    def row_of(self) -> Mapping[int, int]:
        """The row of each sentence of news, by its place among all sentences."""
        return {at: row for row, at in enumerate(self.news)}

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """The articles by their ids, copies with them."""
        return {a.id: a for a in (*self.story.articles, *(copy for _, copy in self.story.copies))}

    @cached_property
    def cluster_of(self) -> Mapping[int, int]:
        """The number of the cluster of each row."""
        return {row: number for number, rows in enumerate(self.clustering.clusters) for row in rows}

    @cached_property
    def representatives(self) -> tuple[int, ...]:
        """The row that stands for each cluster: it stands alone best, then is most central, then first.

        Where an agency's text is printed by others, its own print stands for it.
        """
        chosen = enumerate(self.clustering.clusters)
        return tuple(self.leads[n] if n in self.leads else self._represent(rows) for n, rows in chosen)

    def _represent(self, rows: tuple[int, ...]) -> int:
        best = min(rows, key=lambda row: (self._depends(row), -self.weight(row), row))
        same = letters(self.sentence(best).text)
        prints = [row for row in rows if self._is_agency(row) and letters(self.sentence(row).text) == same]
        return prints[0] if prints else best

    def gloss(self, row: int) -> tuple[Edit, ...]:
        """Give the glosses of a row: dates, and who is meant where it needs that to be understood."""
        found = self.glosses.get(self.news[row], ())
        needed = find_dependence(self.sentence(row).text, self._language(row))
        return found if needed else tuple(e for e in found if e.fix != NEEDED)

    def text(self, row: int) -> str:
        """Give the text of a row as printed: with its glosses."""
        sentence = self.sentence(row)
        if not self.gloss(row):
            return sentence.text
        return apply_edits(self.articles[sentence.article].text, sentence.start, sentence.end, self.edits(row))

    def edits(self, row: int) -> tuple[Edit, ...]:
        """Give the edits of a row as printed; at one place, a gloss stands before what else was put in."""
        return tuple(sorted((*self.gloss(row), *self.sentence(row).edits), key=lambda edit: edit.start))

    def find_weakness(self, row: int) -> str:
        """Say why a row cannot stand alone, or tells nothing; nothing if it is a sentence to print."""
        text, language = self.sentence(row).text, self._language(row)
        return find_dependence(text, language) or find_filler(text, language)

    def _language(self, row: int) -> Language:
        return load_language(self.articles[self.sentence(row).article].language or "en")

    def _depends(self, row: int) -> int:
        """Grade how well a row stands alone: by itself, with a gloss, not at all, or it tells nothing."""
        text, language = self.sentence(row).text, self._language(row)
        if find_filler(text, language):
            return 3
        if not find_dependence(text, language):
            return 0
        if any(edit.fix == NEEDED for edit in self.gloss(row)):
            return 1
        return 2

    @cached_property
    def agencies(self) -> frozenset[str]:
        """Whom the articles pass on."""
        return frozenset(voice.origin for voice in self.voices if voice.origin)

    def _is_agency(self, row: int) -> bool:
        return self.articles[self.sentence(row).article].outlet in self.agencies

    def weight(self, row: int) -> float:
        """Weigh a row: its centrality, more for the first sentences of an article."""
        return self.scores[row] * favour_early(self._place[row])

    @cached_property
    def _place(self) -> Mapping[int, int]:
        places: dict[str, int] = {}
        found = {}
        for row, at in enumerate(self.news):
            article = self.sentences[at].article
            found[row] = places.get(article, 0)
            places[article] = found[row] + 1
        return found

    def place(self, row: int) -> int:
        """Give the place of a row among the news of its article, from 0."""
        return self._place[row]

    def count_news(self) -> int:
        """Count the sentences of what earlier editions did not tell."""
        return sum(number not in self.known for number in self.cluster_of.values())

    def score(self, number: int) -> float:
        """Give a cluster's score: that of its most central sentence."""
        return max(self.scores[row] for row in self.clustering.clusters[number])

    def origins(self, rows: Iterable[int]) -> int:
        """Count the independent origins of some rows: an agency and a shared wire text count once."""
        return len({self._origin(row) for row in rows})

    @cached_property
    def _wire_of(self) -> Mapping[str, frozenset[str]]:
        return {member: group for group in self.wires for member in group}

    def _origin(self, row: int) -> str:
        article = self.articles[self.sentence(row).article]
        passed_on = self.voice(row).origin
        name = passed_on or article.outlet
        wire = self._wire_of[article.id]
        # A wire's text has one origin: the agency among its outlets, else the first of them.
        outlets = sorted(self.articles[member].outlet for member in wire)
        owners = sorted(outlets, key=lambda outlet: outlet not in self.agencies)
        return owners[0] if len(wire) > 1 and name in owners else name

    def candidates(self, *, covering: bool = False) -> tuple[Candidate, ...]:
        """Give the clusters' representatives as candidates for printing.

        Their weight is their centrality and place, or 1 where it is for the cover to weigh them.
        """
        found = []
        for number, row in enumerate(self.representatives):
            if row in self.refused:
                continue
            rows = self.clustering.clusters[number]
            text = self.text(row)
            weight = 1.0 if covering else max(self.weight(member) for member in rows)
            origins = self.origins(rows)
            weight *= 1 + (_CORROBORATED_COVER if covering else _CORROBORATED_RANK) * min(5, origins - 1)
            weight *= _RETOLD if number in self.retold else 1
            section, actor = self.slot(row).section, self.voice(row).actor
            side = f"{actor} {section}" if actor else ""
            first = self._depends(row) <= 1 and number not in self.retold
            found.append(Candidate(row, section, weight, count_words(text), side, first))
        return tuple(found)

    def disagreements(self, number: int) -> tuple[tuple[int, str], ...]:
        """Give the rows of other clusters that would be in a cluster but for a contradiction, with its reason."""
        found = (one for one in self._opposed.get(number, ()) if self._contradict(*one))
        return tuple((other, why) for _, other, why, _ in found)

    @cached_property
    def _opposed(self) -> Mapping[int, tuple[tuple[int, int, str, float], ...]]:
        """The pairs of rows of two articles that may contradict each other, by the first one's cluster."""
        found: dict[int, list[tuple[int, int, str, float]]] = {}
        for low, high, why, likeness in self.clustering.vetoed:
            if why not in REASONS or self.sentence(low).article == self.sentence(high).article:
                continue
            for row, other in ((low, high), (high, low)):
                if self.cluster_of[row] != self.cluster_of[other]:
                    found.setdefault(self.cluster_of[row], []).append((row, other, why, likeness))
        return {number: tuple(pairs) for number, pairs in found.items()}

    def _contradict(self, row: int, other: int, why: str, likeness: float) -> bool:
        return contradict(self._facts(row), self._facts(other), why, likeness)

    def _facts(self, row: int) -> Facts:
        sentence = self.sentence(row)
        return read_facts(sentence.text, self.articles[sentence.article].published, self._language(row))

    @cached_property
    def refused(self) -> Mapping[int, str]:
        """The representatives that are never printed, and why: known, or endless."""
        why = {self.representatives[number]: told for number, told in self.known.items()}
        for row in self.representatives:
            if row not in why and count_words(self.sentence(row).text) > _MOST_WORDS:
                why[row] = f"has more than {_MOST_WORDS} words: it cannot be one sentence"
        return why
