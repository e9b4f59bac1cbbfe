"""Ways to make an extract of sentences that are split already: ours, sumy's and the plain ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from summarizer.analysis.names import learn_names
from summarizer.dedupe.compared_words import tokenize
from summarizer.dedupe.vectors import compare, vectorize
from summarizer.lang.language import load_language
from summarizer.summary.extraction import FACTORS, PlacedSentence, choose_sentences
from summarizer.summary.ranking import CENTRALITIES, rank
from summarizer.text.tokens import count_words, fold, split_words, stemmer

#: Takes placed sentences, a number of words and the language.
Extractor = Callable[[Sequence[PlacedSentence], int, str], Sequence[str]]

_FEWEST_WORDS = 8
_REDUNDANT = 0.5


def ours(method: str, factors: Collection[str] = FACTORS) -> Extractor:
    """Return our own extractor by a method; its extract is never longer than asked."""
    return lambda placed, words, language: choose_sentences(placed, words, method, factors)


def take_first(placed: Sequence[PlacedSentence], words: int, language: str) -> Sequence[str]:
    """Take the first sentence of each article in turn, then the second: hard to beat on news."""
    ordered = sorted(_long(placed), key=lambda one: (one.place, one.article))
    return _fill([one.text for one in ordered], words)


def plain_lex_rank(placed: Sequence[PlacedSentence], words: int, language: str) -> Sequence[str]:
    """Take by LexRank of the similarity matrix and nothing else but the usual check for repetition."""
    texts = [one.text for one in placed]
    names = learn_names((text, load_language(language)) for text in texts)
    tokens = [tokenize(text, language, names) for text in texts]
    scores = rank(tokens, "lex-rank")
    likeness = compare(vectorize(tokens), range(len(texts)))
    chosen: list[int] = []
    for row in sorted(range(len(texts)), key=lambda row: (-scores[row], row)):
        if count_words(texts[row]) >= _FEWEST_WORDS and all(likeness[row][at] < _REDUNDANT for at in chosen):
            chosen.append(row)
    return _fill([texts[row] for row in chosen], words)


def sumy(name: str) -> Extractor:
    """Return sumy's summariser of that name; its extract is filled past the length, the cut is the scorer's."""
    return lambda placed, words, language: _fill(rank_by_sumy(name, [o.text for o in _long(placed)], language), words)


def _long(placed: Sequence[PlacedSentence]) -> list[PlacedSentence]:
    return [one for one in placed if count_words(one.text) >= _FEWEST_WORDS]


def _fill(ranked: Sequence[str], words: int) -> list[str]:
    """Take sentences until there are as many words as asked, the last one beyond it."""
    chosen: list[str] = []
    for sentence in ranked:
        if sum(map(count_words, chosen)) >= words:
            break
        chosen.append(sentence)
    return chosen


class _Words:
    """What sumy asks for words."""

    def to_words(self, text: str) -> list[str]:
        return [fold(word) for word in split_words(text)]


def rank_by_sumy(name: str, sentences: Sequence[str], language: str) -> list[str]:
    """Rank sentences with one of sumy's summarisers as it comes, but for stemmer and stop words."""
    from importlib import import_module

    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    words = _Words()
    kind = f"{name.title().replace('_', '')}Summarizer"
    summarizer = getattr(import_module(f"sumy.summarizers.{name}"), kind)(stemmer(language))
    summarizer.stop_words = load_language(language).words("stop_words.words")
    infos: list[Any] = []

    def keep(found: list[Any]) -> list[Any]:
        infos.extend(found)
        return found

    summarizer(ObjectDocumentModel([Paragraph([Sentence(sentence, words) for sentence in sentences])]), keep)
    return [str(info.sentence) for info in sorted(infos, key=lambda info: -info.rating)]


#: All that are measured side by side, by the name to show.
EXTRACTORS: Mapping[str, Extractor] = MappingProxyType(
    {
        **{f"ours, {name}": ours(name) for name, method in CENTRALITIES.items() if not method.sentences},
        "plain matrix LexRank": plain_lex_rank,
        "first sentences in turn": take_first,
        **{f"sumy {name}": sumy(name) for name in ("lex_rank", "text_rank", "sum_basic", "lsa", "luhn")},
    }
)
