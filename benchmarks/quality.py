"""Measure how much of human summaries our extracts hold, side by side with sumy's on the same sentences.

    python -m benchmarks.quality DATA.jsonl [--words 100] [--method lex-rank ...] [--topics N]

Each line of DATA is a topic: {"id", "docs": [{"text", ...}], "refs": [text, ...]}. Printed are ROUGE-1 and
ROUGE-2 recall (Lin 2004; stemmed, stop words kept, mean over the references, extracts cut at the
length) and seconds a topic, splitting included for ours and left out for sumy's.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rouge_score import rouge_scorer

from summarizer import extract
from summarizer.languages import detect_language, stemmer, stop_words
from summarizer.ranking import CENTRALITIES
from summarizer.splitting import split_line
from summarizer.words import count_words, fold, split_words

SUMY = ("lex_rank", "text_rank", "lsa", "luhn", "sum_basic")
_FEWEST_WORDS = 8

Extractor = Callable[[Sequence[str], int], tuple[list[str], float]]


def main() -> None:
    """Read the call, measure, print one line a method."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--words", type=int, default=100)
    parser.add_argument("--method", action="append", choices=sorted(CENTRALITIES), help="default: ours")
    parser.add_argument("--topics", type=int, default=None, help="measure the first N topics only")
    call = parser.parse_args()
    topics = [json.loads(line) for line in call.data.read_text(encoding="utf-8").splitlines()][: call.topics]
    ours = call.method or [name for name, method in CENTRALITIES.items() if not method.sentences]
    print(f"{call.data.name}: {len(topics)} topics, {call.words} words")
    print(f"{'':<20} {'R-1':>6} {'R-2':>6} {'s/topic':>8} {'worst':>7}")
    for name in ours:
        report(f"ours {name}", our_extractor(name), topics, call.words)
    for name in SUMY:
        report(f"sumy {name.replace('_', '-')}", sumy_extractor(name), topics, call.words)


def report(label: str, extractor: Extractor, topics: Sequence[dict[str, Any]], words: int) -> None:
    """Measure one extractor on all topics and print its line."""
    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2"], use_stemmer=True, tokenizer=None)
    ones, twos, seconds = [], [], []
    for topic in topics:
        sentences, spent = extractor([doc["text"] for doc in topic["docs"]], words)
        cut = " ".join(" ".join(sentences).split()[:words])
        scores = [scorer.score(reference, cut) for reference in topic["refs"]]
        ones.append(sum(score["rouge1"].recall for score in scores) / len(scores))
        twos.append(sum(score["rouge2"].recall for score in scores) / len(scores))
        seconds.append(spent)
    count = len(topics)
    print(
        f"{label:<20} {100 * sum(ones) / count:6.2f} {100 * sum(twos) / count:6.2f}"
        f" {sum(seconds) / count:8.3f} {max(seconds):7.3f}",
        flush=True,
    )


def our_extractor(method: str) -> Extractor:
    """Give our own extract by one of our methods."""

    def run(texts: Sequence[str], words: int) -> tuple[list[str], float]:
        start = time.perf_counter()
        found = list(extract(texts, words=words, method=method))
        return found, time.perf_counter() - start

    return run


def sumy_extractor(name: str) -> Extractor:
    """Give sumy's summariser of that name, filled up past the length: the cut is the scorer's."""

    def run(texts: Sequence[str], words: int) -> tuple[list[str], float]:
        language = detect_language("\n".join(texts))
        sentences = [line[a:b] for text in texts for line in text.splitlines() for a, b in split_line(line, language)]
        sentences = [sentence for sentence in sentences if count_words(sentence) >= _FEWEST_WORDS]
        start = time.perf_counter()
        ranked = rank_by_sumy(name, sentences, language)
        chosen: list[str] = []
        while ranked and sum(map(count_words, chosen)) < words:
            chosen.append(ranked.pop(0))
        return chosen, time.perf_counter() - start

    return run


def rank_by_sumy(name: str, sentences: Sequence[str], language: str) -> list[str]:
    """Rank sentences with one of sumy's summarisers as it comes, but for stemmer and stop words."""
    from importlib import import_module

    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    class Words:
        """What sumy asks for words."""

        def to_words(self, text: str) -> list[str]:
            return [fold(word) for word in split_words(text)]

    words = Words()
    kind = f"{name.title().replace('_', '')}Summarizer"
    summarizer = getattr(import_module(f"sumy.summarizers.{name}"), kind)(stemmer(language))
    summarizer.stop_words = stop_words(language)
    infos: list[Any] = []

    def keep(found: list[Any]) -> list[Any]:
        infos.extend(found)
        return found

    summarizer(ObjectDocumentModel([Paragraph([Sentence(sentence, words) for sentence in sentences])]), keep)
    return [str(info.sentence) for info in sorted(infos, key=lambda info: -info.rating)]


if __name__ == "__main__":
    main()
