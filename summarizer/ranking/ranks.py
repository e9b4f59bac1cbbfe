"""One call for every method: bounds checked, order made irrelevant, scores brought to one scale."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError, nearest
from summarizer.ranking.centralities import CENTRALITIES, Method
from summarizer.ranking.pool import Pool

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
