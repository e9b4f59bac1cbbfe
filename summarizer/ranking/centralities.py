"""The methods of ranking by name, each with its paper and its bounds.

This table imports no method before it is used: numpy and sumy are slow to load.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from summarizer.ranking.pool import Pool


@dataclass(frozen=True, slots=True)
class Method:
    """One way to rank. ``rank`` gives a finite or NaN number for each sentence; more is better.

    ``sentences`` and ``words`` are the most that it takes (0: no bound), and ``seconds`` about what
    that many cost, measured on one core. A method that ``covers`` has the sentences chosen by what they
    cover together; its scores are those shown beside them.
    """

    name: str
    summary: str
    paper: str
    rank: Callable[[Pool], Sequence[float]]
    sentences: int = 0
    words: int = 0
    seconds: int = 0
    covers: bool = False


def _lex_rank(pool: Pool) -> Sequence[float]:
    from summarizer.ranking.lex_rank import lex_rank

    return lex_rank(pool.sentences)


def _through_sumy(name: str, pool: Pool) -> Sequence[float]:
    from summarizer.ranking.sumy_methods import rate

    return rate(name, pool)


_METHODS = (
    Method(
        name="weighted-cover",
        summary="the set of sentences that together says most; each shows its lex-rank score",
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
        summary="sentences with words of the title (or, without one, with the story's repeated words)",
        paper="Edmundson 1969, New Methods in Automatic Extracting, Journal of the ACM 16",
        rank=partial(_through_sumy, "edmundson"),
        sentences=5000,
        words=50_000,
        seconds=10,
    ),
)

CENTRALITIES: Final[Mapping[str, Method]] = MappingProxyType({method.name: method for method in _METHODS})
