"""The pool: the sentences to be ranked, as every method is handed them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from summarizer.errors import ConfigError, nearest
from summarizer.summary.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Sequence


# The methods of ranking by name, each with its paper and its bounds.
#
# This table imports no method before it is used: numpy and sumy are slow to load.


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


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
    from summarizer.summary.lex_rank import lex_rank

    return lex_rank(pool.sentences)


def _through_sumy(name: str, pool: Pool) -> Sequence[float]:
    from summarizer.summary.sumy_methods import rate

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


# One call for every method: bounds checked, order made irrelevant, scores brought to one scale.


if TYPE_CHECKING:
    from collections.abc import Sequence

# Sums over sets of words differ in the last bits from run to run; no score means more than this.
_DIGITS = 10


def rank(
    sentences: Sequence[Sequence[str]],
    method: str = "lex-rank",
    language: str = "en",
    texts: Sequence[str] = (),
    title_tokens: Sequence[str] = (),
) -> tuple[float, ...]:
    """Give each sentence its centrality: the best has 1.0, none is below 0.

    ``sentences`` are lists of tokens, already folded, stemmed and without stop words, and so are
    ``title_tokens``. A sentence without tokens has 0.0. Equal sentences have equal scores, and a
    sentence keeps its score in whatever order they come. Where a method sees no difference, all
    have 1.0. Raises ConfigError for an unknown method and for more sentences than it can take.

    >>> rank([["talks", "end"], ["talks", "fail"], ["talks"], []])
    (1.0, 1.0, 1.0, 0.0)
    >>> rank([[], []]), rank([])
    ((0.0, 0.0), ())
    """
    chosen = find_method(method)
    keys = [tuple(tokens) for tokens in sentences]
    order = sorted((i for i, key in enumerate(keys) if key), key=keys.__getitem__)
    if not order:
        return (0.0,) * len(keys)
    pool = Pool([keys[i] for i in order], tuple(title_tokens), language, [texts[i] for i in order] if texts else ())
    _check_size(chosen, pool)
    best: dict[tuple[str, ...], float] = {}
    for key, score in zip(pool.sentences, _scale(chosen.rank(pool)), strict=True):
        best[tuple(key)] = max(score, best.get(tuple(key), 0.0))
    return tuple(best.get(key, 0.0) for key in keys)


def find_method(name: str) -> Method:
    """Look a method up; raise ConfigError, with the nearest name, when there is none.

    >>> find_method("lsa").name
    'lsa'
    """
    if name not in CENTRALITIES:
        raise ConfigError(f"no method “{name}”", where="method", hint=nearest(name, CENTRALITIES))
    return CENTRALITIES[name]


def _check_size(method: Method, pool: Pool) -> None:
    words = sum(map(len, pool.sentences))
    for found, bound, noun in ((len(pool.sentences), method.sentences, "sentences"), (words, method.words, "words")):
        if bound and found > bound:
            raise ConfigError(
                f"{found:,} {noun} are too many for “{method.name}”: it takes {bound:,}, in about {method.seconds} s",
                where="method",
                hint="“lex-rank” ranks 10,000 sentences in about a second",
            )


def _scale(scores: Sequence[float]) -> list[float]:
    """Bring scores to 0 … 1, the best at 1; not a number counts as 0."""
    clean = [max(float(score), 0.0) if math.isfinite(score) else 0.0 for score in scores]
    most = max(clean)
    if most <= 0.0:
        return [1.0] * len(clean)
    return [round(score / most, _DIGITS) for score in clean]
