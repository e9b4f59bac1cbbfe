"""How much of each article a page quotes, and what of outlets that may not be quoted freely stands beside its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from summarizer.model import Briefing, SupportingSentence
from summarizer.text.agencies import find_identity
from summarizer.text.tokens import count_words

_ALL_OTHERS = "*"
_BOUNDS = ("most_words", "most_share")


def hide_bounded(briefing: Briefing) -> Briefing:
    """Return a briefing without the words of sentences that only stand beside a line, where their outlets may be quoted
    within bounds: these are for lines. Who tells it too is named all the same."""
    rights = briefing.options.get("rights")
    if not isinstance(rights, Mapping) or not rights:
        return briefing
    is_bounded = {
        find_identity(str(name)): isinstance(right, Mapping) and any(right.get(bound) is not None for bound in _BOUNDS)
        for name, right in rights.items()
    }
    usual = is_bounded.pop(find_identity(_ALL_OTHERS), False)

    def hide(told: Sequence[SupportingSentence]) -> tuple[SupportingSentence, ...]:
        return tuple(
            replace(one, text="", edits=()) if is_bounded.get(find_identity(one.outlet), usual) else one for one in told
        )

    sections = []
    for section in briefing.sections:
        lines = tuple(replace(line, also=hide(line.also), related=hide(line.related)) for line in section.lines)
        sections.append(replace(section, lines=lines))
    return replace(briefing, sections=tuple(sections))


def count_quoted(briefing: Briefing) -> Counter[str]:
    """Return how many words of each article, by its id, stand in lines or disagreements; each sentence counts once."""
    told: dict[tuple[str, int], str] = {}
    for line in [line for part in briefing.sections for line in part.lines]:
        told[line.article, line.start] = line.text
        for other in line.disagreement:
            told.setdefault((other.article, other.start), other.text)
    quoted: Counter[str] = Counter()
    for (article, _), text in told.items():
        quoted[article] += count_words(text)
    return quoted
