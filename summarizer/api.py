"""What other programs call: places → articles → briefing → text, the proof of it, and texts → their best sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from summarizer.briefing.pipeline import make_briefing
from summarizer.briefing.verification import Proof
from summarizer.briefing.verification import verify as verify_by_sources
from summarizer.config.plans import load_plans
from summarizer.config.resolving import options_from_briefing
from summarizer.model import Article, Briefing, Options, Problem
from summarizer.render.rendering import write_as
from summarizer.sources.places import read_places
from summarizer.sources.source_files import SourceFiles
from summarizer.summary.extraction import extract_sentences

__all__ = ["extract", "read_articles", "render", "summarize", "verify"]


def read_articles(
    places: Sequence[str], outlets: Mapping[str, str] | None = None
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Read all articles of some files and folders, and return them with the problems of what could not be read.

    ``outlets`` maps a file's path or bare name to its outlet. Nothing that is wrong with a place is raised.

    >>> articles, problems = read_articles(["no-such-folder"])
    >>> articles, [problem.where for problem in problems]
    ((), ['no-such-folder'])
    """
    return read_places(places, outlets or {})


def render(briefing: Briefing, format: str = "md") -> str:  # noqa: A002
    """Return a briefing as text: ``md``, ``html``, ``txt`` or ``json``.

    Raises:
        ConfigError: there is no such format.
    """
    return write_as(briefing, format, None, ())


def verify(briefing: Briefing, root: str = "") -> Proof:
    """Return what of a briefing does not hold, by its sources read anew; relative paths count from ``root``.

    The briefing is made again from them, and compared; one that tells only news cannot be, without its history.

    Raises:
        ConfigError: the briefing's options cannot be what it was made by.
    """
    outlets = briefing.options.get("outlets")
    named = {str(key): str(value) for key, value in outlets.items()} if isinstance(outlets, Mapping) else {}
    paths = [article.path for article in (*briefing.articles, *briefing.set_aside)]
    files = SourceFiles(paths, [root], outlets=named)
    options = options_from_briefing(briefing, [briefing.plan_used]) if briefing.plan_used else None
    return verify_by_sources(briefing, files.read, options, files.has_problem)


def summarize(articles: Sequence[Article], options: Options | None = None) -> Briefing:
    """Return one briefing of several articles on one story.

    Without plans in ``options`` the packaged ones are the candidates. The date of the briefing is
    ``options.date``; the clock is never asked.

    Raises:
        SourceError: there is no article, or no sentence of news in any.
        ConfigError: an option names something that does not exist.
    """
    options = options or Options()
    if not options.plans:
        options = replace(options, plans=load_plans(options.plan))
    return make_briefing(articles, options)


def extract(texts: Sequence[str], words: int = 100, method: str = "weighted-cover") -> tuple[str, ...]:
    """Return the best sentences of several texts within so many words, in the order of their rank.

    Each sentence stands verbatim in one of the texts; none repeats another.

    Raises:
        ConfigError: the method does not exist, or ``words`` is below 1.

    >>> extract(["The dam broke. Nobody was hurt when the dam broke on Friday night, the mayor said."], words=15)
    ('Nobody was hurt when the dam broke on Friday night, the mayor said.',)
    >>> extract([])
    ()
    """
    return extract_sentences(texts, words, method)
