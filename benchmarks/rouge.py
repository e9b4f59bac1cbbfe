"""How much of people's summaries an extract holds: ROUGE recall (Lin 2004), by the package rouge-score.

Stop words stay, words are stemmed by the text's language, the extract is cut at the length, and the mean over the
references counts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from summarizer.lang.language import detect_language
from summarizer.text.tokens import fold, split_words, stemmer


@dataclass(frozen=True, slots=True)
class Topic:
    """Articles on one event and what people made of them."""

    name: str
    texts: tuple[str, ...]
    references: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Rouge:
    """ROUGE-1 and ROUGE-2 recall, in percent."""

    one: float
    two: float


def load_topics(path: Path, most: int | None = None) -> tuple[Topic, ...]:
    """Load topics, one JSON object a line: {"id", "docs": [{"text"}], "refs": [text]}."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines()[:most]:
        record = json.loads(line)
        texts = tuple(doc["text"] for doc in record["docs"])
        found.append(Topic(record["id"], texts, tuple(record["refs"]), detect_language("\n".join(texts))))
    return tuple(found)


def score(extract: Sequence[str], topic: Topic, words: int) -> Rouge:
    """Score an extract against each reference, cut at the words, and give the means."""
    cut = " ".join(" ".join(extract).split()[:words])
    scorer = _scorer(topic.language)
    scores = [scorer.score(reference, cut) for reference in topic.references]
    ones, twos = ([score[kind].recall for score in scores] for kind in ("rouge1", "rouge2"))
    return Rouge(100 * sum(ones) / len(ones), 100 * sum(twos) / len(twos))


def mean(scores: Sequence[Rouge]) -> Rouge:
    """Give the mean of several topics' scores."""
    return Rouge(sum(s.one for s in scores) / len(scores), sum(s.two for s in scores) / len(scores))


class _Words:
    """What rouge-score asks for words: for other languages than English, ours."""

    def __init__(self, language: str) -> None:
        self._stem = stemmer(language)

    def tokenize(self, text: str) -> list[str]:
        return [self._stem(fold(word)) for word in split_words(text)]


@cache
def _scorer(language: str) -> Any:
    from rouge_score import rouge_scorer

    words = None if language == "en" else _Words(language)
    return rouge_scorer.RougeScorer(["rouge1", "rouge2"], use_stemmer=True, tokenizer=words)
