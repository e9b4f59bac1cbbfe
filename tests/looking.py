"""What tests look at in a briefing."""

from __future__ import annotations

from summarizer.model import Briefing, BriefingSentence, SupportingSentence


def lines_of(briefing: Briefing) -> list[BriefingSentence]:
    """Give the printed lines, section by section."""
    return [line for part in briefing.sections for line in part.lines]


def tellers(line: BriefingSentence) -> list[BriefingSentence | SupportingSentence]:
    """Give a line and the sentences beside it that tell the same."""
    return [line, *line.also]


def texts_of(line: BriefingSentence) -> list[str]:
    """Give the texts of a line and of the sentences that tell the same."""
    return [one.text for one in tellers(line)]


def find_line(briefing: Briefing, words: str) -> BriefingSentence:
    """Find the printed line that holds these words, itself or in a sentence beside it."""
    found = [line for line in lines_of(briefing) if any(words in text for text in texts_of(line))]
    assert found, f"nothing printed says “{words}”"
    return found[0]


def letters(text: str) -> str:
    """Reduce a text to its letters and digits, so that the same sentence is found in any dress."""
    return "".join(c for c in text.casefold() if c.isalnum())
