"""Whether a sentence can be understood alone, and if not, why; and whether it tells anything at all.

English is judged by its openings and by what its pronouns can mean within the sentence. Of other
languages only what holds for all is asked. What stands in quotation marks is its speaker's business,
except how it begins.
"""

from summarizer.standing.dependence import LINKED, find_dependence
from summarizer.standing.fillers import find_filler

__all__ = ["LINKED", "find_dependence", "find_filler"]
