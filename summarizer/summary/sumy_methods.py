"""The methods that sumy computes (imported only when used: with sumy comes nltk).

sumy is asked for its ratings alone. Its parsers and tokenizers stay out: they would cut words in
another way than the rest of the program, and need data that nltk downloads.
"""

from __future__ import annotations

import warnings
from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from summarizer.summary.pool import Pool

# sumy wants stigma and null words that are not none. A blank is never a token: it stands for none.
# Null words would be the stop words, which are out already.
_NONE = frozenset(" ")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokenizer that sumy is given: a sentence's text is its number here.

    sumy keeps ratings by the text, so that of two equal sentences one would be lost.

    >>> Tokens([["talks", "fail"]]).to_words("0")
    ('talks', 'fail')
    """

    sentences: Sequence[Sequence[str]]

    def to_words(self, text: str) -> tuple[str, ...]:
        """Give the tokens of the sentence of that number."""
        return tuple(self.sentences[int(text)])


def rate(name: str, pool: Pool) -> list[float]:
    """Rate the sentences by the method of that name in ``SUMMARIZERS``; more is better.

    A method that only orders the sentences gives the first of n the rating n, the last 1.
    """
    ratings = collect(SUMMARIZERS[name](pool), pool.sentences)
    least = min(ratings, default=0.0)
    return [rating - least + 1 for rating in ratings] if least < 0 else ratings


def collect(summarizer: Any, sentences: Sequence[Sequence[str]]) -> list[float]:
    """Let a summarizer of sumy rate the sentences, and give its bare ratings in their order."""
    ratings = [0.0] * len(sentences)

    def keep(infos: Sequence[Any]) -> Sequence[Any]:
        for info in infos:
            ratings[info.order] = float(info.rating)
        return infos

    tokens = Tokens(sentences)
    document = ObjectDocumentModel([Paragraph([Sentence(str(i), tokens) for i in range(len(sentences))])])
    with warnings.catch_warnings():
        # LSA warns of fewer words than sentences, which harms nobody.
        warnings.simplefilter("ignore")
        summarizer(document, keep)
    return ratings


def lex_rank(threshold: float = 0.1, epsilon: float = 1e-12) -> Any:
    """Make sumy's own LexRank, to compare ours with; its default epsilon of 0.1 stops at once."""
    summarizer = LexRankSummarizer()
    summarizer.threshold, summarizer.epsilon = threshold, epsilon
    return summarizer


def _text_rank(_pool: Pool) -> Any:
    summarizer = TextRankSummarizer()
    # Not less: sumy's guard against zero loses 1e-7 of the weight in each round, so it would never stop.
    summarizer.epsilon = 1e-6
    return summarizer


def _edmundson(pool: Pool) -> Any:
    """Count the title's words (all of them, and the frequent ones once more).

    Edmundson's places are left out: in a pool of several articles the order means nothing.
    """
    summarizer = EdmundsonSummarizer(cue_weight=1.0, key_weight=1.0, title_weight=0.0, location_weight=0.0)
    summarizer.bonus_words = frozenset(pool.title) or _repeated(pool.sentences) or _NONE
    summarizer.stigma_words = summarizer.null_words = _NONE
    return summarizer


def _repeated(sentences: Sequence[Sequence[str]]) -> frozenset[str]:
    found = Counter(word for tokens in sentences for word in set(tokens))
    return frozenset(word for word, count in found.items() if count > 1)


SUMMARIZERS: Final[Mapping[str, Callable[[Pool], Any]]] = MappingProxyType(
    {
        "text-rank": _text_rank,
        "lsa": lambda _pool: LsaSummarizer(),
        "luhn": lambda _pool: LuhnSummarizer(),
        "sum-basic": lambda _pool: SumBasicSummarizer(),
        "kl": lambda _pool: KLSummarizer(),
        "reduction": lambda _pool: ReductionSummarizer(),
        "edmundson": _edmundson,
    }
)
