"""Several outlets, one event, one briefing of their own sentences.

>>> from summarizer import Article, summarize
>>> briefing = summarize([Article("Storm\\nA storm hit Oslo on Friday. Two ferries sank.", outlet="Sample")])
>>> [line.text for part in briefing.sections for line in part.lines]
['A storm hit Oslo on Friday.', 'Two ferries sank.']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError, DeliveryError, SourceError, SummarizerError
from summarizer.model import (
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    CheckedDraft,
    DraftFinding,
    FrontPage,
    Length,
    Options,
    Pile,
    Plan,
    Problem,
    StandingStory,
    StoryOptions,
)

if TYPE_CHECKING:
    from summarizer.api import (
        Limits,
        check,
        extract,
        find_stories,
        make_front_page,
        read_articles,
        render,
        summarize,
        verify,
    )

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Briefing",
    "BriefingSection",
    "BriefingSentence",
    "CheckedDraft",
    "ConfigError",
    "DeliveryError",
    "DraftFinding",
    "FrontPage",
    "Length",
    "Limits",
    "Options",
    "Pile",
    "Plan",
    "Problem",
    "SourceError",
    "StandingStory",
    "StoryOptions",
    "SummarizerError",
    "__version__",
    "check",
    "extract",
    "find_stories",
    "make_front_page",
    "read_articles",
    "render",
    "summarize",
    "verify",
]


def __getattr__(name: str) -> object:
    # What computes is imported when it is asked for: the command line's help needs none of it.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    api = import_module("summarizer.api")
    # The room of that name, imported just now, would stand in the function's place.
    globals()["render"] = api.render
    return getattr(api, name)
