"""Candidates + length → what is printed: by rank, or by what the sentences cover together."""

from summarizer.selecting.covered import choose_cover
from summarizer.selecting.covering import FACTORS, Said, cover, find_concepts, say
from summarizer.selecting.gaining import Concepts
from summarizer.selecting.ranked import choose
from summarizer.selecting.shares import BELOW, Candidate, Selection, allowance, favour_early
from summarizer.selecting.telling import CONTAINED, REDUNDANT, Page

__all__ = [
    "BELOW",
    "CONTAINED",
    "FACTORS",
    "REDUNDANT",
    "Candidate",
    "Concepts",
    "Page",
    "Said",
    "Selection",
    "allowance",
    "choose",
    "choose_cover",
    "cover",
    "favour_early",
    "find_concepts",
    "say",
]
