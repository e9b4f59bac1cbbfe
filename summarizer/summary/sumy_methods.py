"""The methods that sumy computes (imported only when used: with sumy comes nltk).

sumy is asked for its ratings alone. Its parsers and tokenizers stay out: they would cut words in
another way than the rest of the program, and need data that nltk downloads.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

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
        """Return the tokens of the sentence of that number."""
        return tuple(self.sentences[int(text)])


def rate(name: str, sentences: Sequence[Sequence[str]]) -> list[float]:
    """Return the ratings of sentences (lists of tokens, none empty) by the method of that name in ``SUMMARIZERS``.

    More is better. A method that only orders the sentences gives the first of n the rating n, the last 1.
    """
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
        SUMMARIZERS[name](sentences)(document, keep)
    least = min(ratings, default=0.0)
    return [rating - least + 1 for rating in ratings] if least < 0 else ratings


def _make_text_rank(_sentences: Sequence[Sequence[str]]) -> TextRankSummarizer:
    summarizer = TextRankSummarizer()
    # Not less: sumy's guard against zero loses 1e-7 of the weight in each round, so it would never stop.
    summarizer.epsilon = 1e-6
    return summarizer


def _make_edmundson(sentences: Sequence[Sequence[str]]) -> EdmundsonSummarizer:
    """Count the words that several sentences share (all of them, and the frequent ones once more).

    Edmundson's titles and places are left out: several articles have several titles, and the order of their
    sentences means nothing.
    """
    found = Counter(word for tokens in sentences for word in set(tokens))
    repeated = frozenset(word for word, count in found.items() if count > 1)
    summarizer = EdmundsonSummarizer(cue_weight=1.0, key_weight=1.0, title_weight=0.0, location_weight=0.0)
    summarizer.bonus_words = repeated or _NONE
    summarizer.stigma_words = summarizer.null_words = _NONE
    return summarizer


#: Name → what makes the summarizer of sumy for some sentences.
SUMMARIZERS: Final[Mapping[str, Callable[[Sequence[Sequence[str]]], Any]]] = MappingProxyType(
    {
        "text-rank": _make_text_rank,
        "lsa": lambda _sentences: LsaSummarizer(),
        "luhn": lambda _sentences: LuhnSummarizer(),
        "sum-basic": lambda _sentences: SumBasicSummarizer(),
        "kl": lambda _sentences: KLSummarizer(),
        "reduction": lambda _sentences: ReductionSummarizer(),
        "edmundson": _make_edmundson,
    }
)
