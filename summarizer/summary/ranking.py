"""The methods of ranking by name, each with its paper and its bounds, and one call for them all.

The call checks the bounds, makes the order irrelevant and brings the scores to one scale. No method is imported
before it is used: numpy and sumy are slow to load.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final

from summarizer.errors import ConfigError, nearest

# Sums over sets of words differ in the last bits from run to run; no score means more than this.
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Method:
    """One way to rank. ``rank`` returns a finite or NaN number for each sentence (a list of tokens, none empty, in
    an order that means nothing); more is better.

    ``sentences`` and ``words`` are the most that it takes (0: no bound), and ``seconds`` about what
    that many cost, measured on one core. Of a method that ``covers``, an extract's sentences are chosen
    by what they cover together, and a page's by how likely an editor prints them; its scores are only shown.
    """

    name: str
    summary: str
    paper: str
    rank: Callable[[Sequence[Sequence[str]]], Sequence[float]]
    sentences: int = 0
    words: int = 0
    seconds: int = 0
    covers: bool = False

    def check_size(self, count: int, bound: int, noun: str) -> None:
        """Raise ConfigError when so many sentences or words are more than the method takes."""
        if bound and count > bound:
            raise ConfigError(
                f"{count:,} {noun} are too many for “{self.name}”: it takes {bound:,}, in about {self.seconds} s",
                where="method",
                hint="“lex-rank” ranks 10,000 sentences in about a second",
            )


def _lex_rank(sentences: Sequence[Sequence[str]]) -> Sequence[float]:
    from summarizer.summary.lex_rank import lex_rank

    return lex_rank(sentences)


def _through_sumy(name: str, sentences: Sequence[Sequence[str]]) -> Sequence[float]:
    from summarizer.summary.sumy_methods import rate

    return rate(name, sentences)


_METHODS = (
    Method(
        name="weighted-cover",
        summary="what an editor most likely prints, each thing once; each shows its lex-rank score",
        paper="Gillick and Favre 2009, A Scalable Global Model for Summarization, with weights of our own",
        rank=_lex_rank,
        covers=True,
    ),
    Method(
        name="lex-rank",
        summary="sentences like many sentences that are themselves like many; our own, for any size",
        paper="Erkan and Radev 2004, LexRank: Graph-based Lexical Centrality, JAIR 22",
        rank=_lex_rank,
    ),
    Method(
        name="text-rank",
        summary="sentences that share words with many others, by PageRank",
        paper="Mihalcea and Tarau 2004, TextRank: Bringing Order into Texts, EMNLP",
        rank=partial(_through_sumy, "text-rank"),
        sentences=2000,
        words=40_000,
        seconds=25,
    ),
    Method(
        name="lsa",
        summary="sentences that weigh most in the topics found by singular values; favours long ones",
        paper="Steinberger and Ježek 2004, Using Latent Semantic Analysis in Text Summarization, ISIM",
        rank=partial(_through_sumy, "lsa"),
        sentences=1000,
        words=20_000,
        seconds=10,
    ),
    Method(
        name="luhn",
        summary="sentences with the densest run of repeated words",
        paper="Luhn 1958, The Automatic Creation of Literature Abstracts, IBM Journal 2",
        rank=partial(_through_sumy, "luhn"),
        sentences=5000,
        words=50_000,
        seconds=15,
    ),
    Method(
        name="sum-basic",
        summary="the sentence of the most frequent words first, which then count for less",
        paper="Vanderwende et al. 2007, Beyond SumBasic, Information Processing & Management 43",
        rank=partial(_through_sumy, "sum-basic"),
        sentences=4000,
        words=80_000,
        seconds=30,
    ),
    Method(
        name="kl",
        summary="the sentence first that brings the summary's words nearest to the story's",
        paper="Haghighi and Vanderwende 2009, Exploring Content Models, NAACL",
        rank=partial(_through_sumy, "kl"),
        sentences=300,
        words=6_000,
        seconds=25,
    ),
    Method(
        name="reduction",
        summary="sentences that share the most words with all others, for their length",
        paper="none: the program Reduction by A. Fabish, as sumy has it",
        rank=partial(_through_sumy, "reduction"),
        sentences=1500,
        words=30_000,
        seconds=25,
    ),
    Method(
        name="edmundson",
        summary="sentences with the words that the story repeats, in place of those of a title",
        paper="Edmundson 1969, New Methods in Automatic Extracting, Journal of the ACM 16",
        rank=partial(_through_sumy, "edmundson"),
        sentences=5000,
        words=50_000,
        seconds=10,
    ),
)

CENTRALITIES: Final[Mapping[str, Method]] = MappingProxyType({method.name: method for method in _METHODS})


def rank(sentences: Sequence[Sequence[str]], method: str = "lex-rank") -> tuple[float, ...]:
    """Return the centrality of each sentence: the best has 1.0, none is below 0.

    ``sentences`` are lists of tokens, already folded, stemmed and without stop words. A sentence without
    tokens has 0.0. Equal sentences have equal scores, and a sentence keeps its score in whatever order they
    come. Where a method sees no difference, all have 1.0.

    Raises ConfigError when the method is unknown, or the sentences are more than it can take.

    >>> rank([["talks", "end"], ["talks", "fail"], ["talks"], []])
    (1.0, 1.0, 1.0, 0.0)
    >>> rank([[], []]), rank([])
    ((0.0, 0.0), ())
    """
    chosen = find_method(method)
    keys = [tuple(tokens) for tokens in sentences]
    filled = sorted(key for key in keys if key)
    if not filled:
        return (0.0,) * len(keys)
    chosen.check_size(len(filled), chosen.sentences, "sentences")
    chosen.check_size(sum(map(len, filled)), chosen.words, "words")
    # Not a number counts as 0.
    scores = [max(float(score), 0.0) if math.isfinite(score) else 0.0 for score in chosen.rank(filled)]
    most = max(scores)
    best: dict[tuple[str, ...], float] = {}
    for key, score in zip(filled, scores, strict=True):
        scaled = round(score / most, _DIGITS) if most > 0.0 else 1.0
        best[key] = max(scaled, best.get(key, 0.0))
    return tuple(best.get(key, 0.0) for key in keys)


def find_method(name: str) -> Method:
    """Return the method of a name.

    Raises ConfigError when there is none; the nearest name is offered.

    >>> find_method("lsa").name
    'lsa'
    """
    if name not in CENTRALITIES:
        raise ConfigError(f"no method “{name}”", where="method", hint=nearest(name, CENTRALITIES))
    return CENTRALITIES[name]
