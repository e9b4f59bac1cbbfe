"""How much of each article a page quotes."""

from __future__ import annotations

from collections import Counter

from summarizer.model import Briefing
from summarizer.text.tokens import count_words


def count_quoted(briefing: Briefing) -> Counter[str]:
    """Return how many words of each article, by its id, stand in lines or disagreements; each sentence counts once."""
    told: dict[tuple[str, int], str] = {}
    for line in briefing.lines:
        told[line.article, line.start] = line.text
        for other in line.disagreement:
            told.setdefault((other.article, other.start), other.text)
    quoted: Counter[str] = Counter()
    for (article, _), text in told.items():
        quoted[article] += count_words(text)
    return quoted
