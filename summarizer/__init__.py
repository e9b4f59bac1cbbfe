"""Several outlets, one event, one briefing of their own sentences.

>>> from summarizer import Article, summarize
>>> briefing = summarize([Article("Storm\\nA storm hit Oslo on Friday. Two ferries sank.", outlet="Sample")])
>>> [line.text for part in briefing.sections for line in part.lines]
['A storm hit Oslo on Friday.', 'Two ferries sank.']
"""

from __future__ import annotations

from importlib import import_module

# As `typing` has it, which takes a while to import.
TYPE_CHECKING = False
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
    # All is imported when it is asked for: an interrupt while the command line is being loaded must find its guard.
    if name in {"errors", "model"}:
        return import_module(f"summarizer.{name}")
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    for room in ("errors", "model", "api"):
        module = import_module(f"summarizer.{room}")
        if hasattr(module, name):
            break
    if room == "api":
        # The room of that name, imported just now, would stand in the function's place.
        globals()["render"] = module.render
    return getattr(module, name)
