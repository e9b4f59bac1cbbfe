"""One big story in a process of its own: seconds of each stage, memory, and how many known duplicates are found.

    python -m benchmarks.stages DATA.jsonl SENTENCES KIND [FOLDER]

KIND is ``ours``, ``ours-exact`` (all pairs, whatever the size), ``whole`` (articles to briefing), ``sumy-lex_rank``,
``sumy-text_rank``, ``lexrank`` or ``summa`` (the packages, where they are installed; in FOLDER, if given). Printed is
one JSON object. Seconds are those of the processor, imports aside.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar
from unittest.mock import patch

from benchmarks.big_stories import BigStory, load_sentences, make_story

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.dedupe.vectors import Vectors

T = TypeVar("T")
_SELECTED_WORDS = 400


class Clock:
    """Seconds of one core by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, work: Callable[[], T]) -> T:
        """Do a stage's work and keep what it took."""
        start = time.process_time()
        done = work()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - start
        return done


def run_ours(story: BigStory, *, exact: bool = False) -> dict[str, float]:
    """Split, read, cluster, rank and select."""
    from summarizer.analysis.analysed_sentence import AnalysedSentence
    from summarizer.analysis.claims import read_facts
    from summarizer.analysis.names import learn_names
    from summarizer.dedupe import clusters as clustering
    from summarizer.dedupe.compared_words import tokenize
    from summarizer.dedupe.contradictions import build_veto
    from summarizer.dedupe.vectors import find_pairs, vectorize
    from summarizer.lang.language import load_language
    from summarizer.model import Article, Sentence
    from summarizer.summary.extraction import place_sentences
    from summarizer.summary.ranking import rank

    find = partial(find_pairs, most=10**15) if exact else find_pairs
    clock, texts, english = Clock(), story.sentences, load_language("en")
    clock.time("split", lambda: place_sentences(story.articles, "en"))
    names = clock.time("words", lambda: learn_names((text, load_language("en")) for text in texts))
    tokens = clock.time("words", lambda: [tokenize(text, "en", names) for text in texts])
    facts = clock.time("facts", lambda: [read_facts(text, "", english) for text in texts])
    sentences = [
        AnalysedSentence(Sentence("", 0, 0, 0, len(text), text), Article(text, language="en"), fact, core_tokens=words)
        for text, fact, words in zip(texts, facts, tokens, strict=True)
    ]
    veto = build_veto(sentences)
    vectors = clock.time("cluster", lambda: vectorize(tokens))
    with patch.object(clustering, "find_pairs", find):
        found = clock.time("cluster", lambda: clustering.cluster(vectors, 0.28, veto))
    scores = clock.time("rank", lambda: rank(tokens, "lex-rank"))
    clock.time("select", lambda: _select(texts, scores, vectors))
    return {**clock.seconds, **judge(story, found.clusters), "exact": found.exact}


def _select(texts: Sequence[str], scores: Sequence[float], vectors: Vectors) -> None:
    from summarizer.summary.extraction import PlacedSentence, cover, find_concepts
    from summarizer.summary.redundancy import Redundancy
    from summarizer.text.tokens import count_words

    placed = [
        PlacedSentence(text, "en", at // 25, at % 25, score)
        for at, (text, score) in enumerate(zip(texts, scores, strict=True))
    ]
    lengths = [count_words(text) for text in texts]
    cover(find_concepts(placed), lengths, range(len(texts)), _SELECTED_WORDS, Redundancy(vectors))


def run_whole(story: BigStory) -> dict[str, float]:
    """Make a briefing of the articles: speakers, facts, vetoes, sections and all."""
    from summarizer.briefing.pipeline import make_briefing
    from summarizer.config.plans import load_plans
    from summarizer.model import Article, Options

    articles = [Article(text, outlet=f"Outlet {at % 40}", path=f"{at}.txt") for at, text in enumerate(story.articles)]
    options = Options(plans=load_plans("auto", []), date="2031-01-01")
    clock = Clock()
    clock.time("whole", lambda: make_briefing(articles, options))
    return clock.seconds


def run_sumy(story: BigStory, name: str) -> dict[str, float]:
    """Rank with sumy."""
    from benchmarks.extractors import rank_by_sumy

    clock = Clock()
    clock.time("rank", lambda: rank_by_sumy(name, story.sentences, "en"))
    return clock.seconds


def run_lexrank(story: BigStory) -> dict[str, float]:
    """Rank with the package lexrank, its idf from the same articles."""
    package = import_module("lexrank")
    clock = Clock()
    documents = [text.split("\n") for text in story.articles]
    made = clock.time("rank", lambda: package.LexRank(documents, stopwords=package.STOPWORDS["en"]))
    clock.time("rank", lambda: made.rank_sentences(list(story.sentences), threshold=0.1))
    return clock.seconds


def run_summa(story: BigStory) -> dict[str, float]:
    """Rank with the package summa (TextRank), which cuts the text into sentences itself."""
    package = import_module("summa.summarizer")
    clock = Clock()
    clock.time("rank", lambda: package.summarize("\n".join(story.sentences), words=100))
    return clock.seconds


def judge(story: BigStory, clusters: Sequence[Sequence[int]]) -> dict[str, float]:
    """Return the share of the known duplicate pairs that are merged, of the merged pairs that are known ones, and of
    those with other numbers that are merged in spite of that."""
    known = _count_pairs(Counter(story.families).values())
    merged = _count_pairs(map(len, clusters))
    right = sum(_count_pairs(Counter(story.families[row] for row in rows).values()) for rows in clusters)
    of = {row: number for number, rows in enumerate(clusters) for row in rows}
    wrong = sum(of[a] == of[b] for a, b in story.changed)
    return {
        "recall": right / max(1, known),
        "precision": right / max(1, merged),
        "changed": wrong / max(1, len(story.changed)),
    }


def _count_pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def measure_peak() -> float:
    """Return the most memory that this process ever had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


RUNS: Mapping[str, Callable[[BigStory], dict[str, float]]] = MappingProxyType(
    {
        "ours": run_ours,
        "ours-exact": partial(run_ours, exact=True),
        "whole": run_whole,
        "sumy-lex_rank": partial(run_sumy, name="lex_rank"),
        "sumy-text_rank": partial(run_sumy, name="text_rank"),
        "lexrank": run_lexrank,
        "summa": run_summa,
    }
)


def main() -> None:
    """Read the call, make the story, run and print."""
    path, count, kind = sys.argv[1:4]
    sys.path += sys.argv[4:]
    import_module("numpy")
    story = make_story(load_sentences(Path(path)), int(count))
    print(json.dumps({**RUNS[kind](story), "megabytes": measure_peak()}))


if __name__ == "__main__":
    main()
