"""What other programs call: places → articles → briefing or front page → text, and texts → their best sentences.

Nothing is bounded unless ``limits`` are given: they set signals, and start a process for what is large.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal, overload

from summarizer.batch.bounded_making import make_within
from summarizer.briefing.draft_check import check_draft
from summarizer.briefing.front_page import compose_front_page
from summarizer.briefing.front_page_proof import verify_page
from summarizer.briefing.pipeline import make_briefing
from summarizer.briefing.source_checks import Proof
from summarizer.briefing.verification import Evidence
from summarizer.config.page_options import options_from_briefing
from summarizer.config.plans import load_plans
from summarizer.model import Article, Briefing, CheckedDraft, FrontPage, Options, Page, Pile, Problem
from summarizer.render.rendering import write_as
from summarizer.sources.bounded_process import BoundedProcess, Limits
from summarizer.sources.places import read_places
from summarizer.sources.source_files import SourceFiles
from summarizer.storage.versions import find_older_text
from summarizer.stories import pile
from summarizer.summary.extraction import extract_sentences

__all__ = [  # names, not language
    "Limits", "check", "extract", "find_stories", "make_front_page", "read_articles", "render", "summarize", "verify",
]  # fmt: skip


def read_articles(
    places: str | Sequence[str], outlets: Mapping[str, str] | None = None, limits: Limits | None = None
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Read all articles of a file or folder, or of some, and return them with the problems of what could not be read.

    ``outlets`` maps a file's path or bare name to its outlet. Nothing that is wrong with a place is raised. With
    ``limits``, what takes more is an article that is dropped.

    >>> articles, problems = read_articles("no-such-folder")
    >>> articles, [problem.where for problem in problems]
    ((), ['no-such-folder'])
    """
    # A text is a sequence of its letters, and "/" is a folder.
    places = [places] if isinstance(places, str) else places
    if limits is None:
        return read_places(places, outlets or {})
    with BoundedProcess(limits) as process:
        return read_places(places, outlets or {}, process=process)


@overload
def render(page: Page, format: Literal["md", "html", "txt", "json", "jsonld"] = "md") -> str: ...  # names, not language
@overload
def render(page: Page, format: Literal["docx", "pdf"]) -> bytes: ...
@overload
def render(page: Page, format: str) -> str | bytes: ...
def render(page: Page, format: str = "md") -> str | bytes:  # noqa: A002
    """Return a briefing or a front page in a format: ``docx`` and ``pdf`` as bytes, the others as text.

    Raises:
        ConfigError: there is no such format, or what it needs is not installed.

    >>> briefing = summarize([Article("A storm hit Oslo on Friday.", outlet="Sample News")])
    >>> render(briefing, "txt").splitlines()[0]
    'Briefing'
    """
    return write_as(page, format, None, ())


def verify(briefing: Page, root: str = "", limits: Limits | None = None) -> Proof:
    """Return what of a briefing or front page does not hold, by its sources read anew; paths count from ``root``.

    It is made again from them, and compared; one that goes on from earlier editions cannot be, without their history.

    Raises:
        ConfigError: the options cannot be what it was made by.
        LimitError: it takes more than ``limits`` allow to a run.

    >>> from dataclasses import replace
    >>> from summarizer import Length
    >>> articles, _ = read_articles(["articles"])
    >>> briefing = summarize(articles, Options(length=Length(2, "sentences")))
    >>> verify(briefing).failures
    ()
    >>> verify(replace(briefing, title="Another title")).failures[0].where
    'title'
    """
    outlets = briefing.options.get("outlets")
    named = {str(key): str(value) for key, value in outlets.items()} if isinstance(outlets, Mapping) else {}
    paths = [article.path for article in (*briefing.articles, *briefing.set_aside)]
    files = SourceFiles(paths, [root], outlets=named, find_older=find_older_text)
    options = None
    if isinstance(briefing, FrontPage):
        options = options_from_briefing(briefing, load_plans("auto"))
    elif briefing.plan_used:
        options = options_from_briefing(briefing, [briefing.plan_used])
    evidence = Evidence(files.read, options, files.has_problem)
    if limits is None:
        return verify_page(briefing, evidence)
    with BoundedProcess(limits) as process:
        return process.do_near(limits.run_seconds, files.count_bytes(), verify_page, briefing, evidence)


def check(
    draft: str, articles: Sequence[Article], *, quotations_only: bool = False, limits: Limits | None = None
) -> CheckedDraft:
    """Return what of anybody's draft, as Markdown, stands in some articles: each sentence and each quotation of it.

    With ``quotations_only`` only what is in quotation marks is looked for.

    Raises:
        LimitError: it takes more than ``limits`` allow.

    >>> told = [Article("“We will not close the dam,” Ana Dahl said.", outlet="Sample Post")]
    >>> found = check("Dahl said: “We will close the dam.”", told)
    >>> [(one.verdict, one.kinds, one.marked) for one in found.findings], found.holds
    ([('altered', ('negation',), 'We will [-not-] close the dam.')], False)
    >>> check("Dahl said: “We will not close the dam.”", told).holds
    True
    """
    work = partial(check_draft, Article(draft, markup="markdown"), articles, quotations_only=quotations_only)
    if limits is None:
        return work()
    size = len(draft) + sum(len(article.text) for article in articles)
    with BoundedProcess(limits) as process:
        return process.do_near(limits.find_seconds(size), size, work)


def summarize(articles: Sequence[Article], options: Options | None = None, limits: Limits | None = None) -> Briefing:
    """Return one briefing of several articles on one story.

    Without plans in ``options`` the packaged ones are the candidates. The date of the briefing is
    ``options.date``; the clock is never asked. With ``limits``, articles that take more are left out, and its problems
    say which.

    Raises:
        SourceError: there is no article, or no sentence of news in any.
        ConfigError: an option names something that does not exist.

    >>> articles = [
    ...     Article("A storm hit Oslo on Friday. Two ferries sank.", outlet="Sample News"),
    ...     Article("A storm hit Oslo on Friday. The port is shut.", outlet="Example Post"),
    ... ]
    >>> briefing = summarize(articles, Options(date="2031-03-04"))
    >>> briefing.sections[0].lines[0].text, briefing.sections[0].lines[0].outlets
    ('A storm hit Oslo on Friday.', ('Example Post', 'Sample News'))
    """
    options = _with_plans(options)
    if limits is None:
        return make_briefing(articles, options)
    with BoundedProcess(limits) as process:
        return make_within(process, articles, partial(make_briefing, options=options), options)


def find_stories(articles: Sequence[Article], options: Options | None = None) -> Pile:
    """Return the articles of a pile sorted into stories, singles, comments and round-ups, each in exactly one place.

    >>> [single.article for single in find_stories([Article("A storm hit Oslo on Friday.")]).singles]
    ['a1']
    """
    return pile.find_stories(articles, options or Options())


def make_front_page(
    articles: Sequence[Article], options: Options | None = None, limits: Limits | None = None
) -> FrontPage:
    """Return the front page of articles on many stories, laid out by ``options.stories``.

    What is said of ``summarize`` holds here too.

    Raises:
        SourceError: there is no article.
        ConfigError: an option names something that does not exist.
    """
    work = partial(compose_front_page, problems=(), options=_with_plans(options))
    if limits is None:
        return work(articles)
    with BoundedProcess(limits) as process:
        return make_within(process, articles, work, options or Options())


def _with_plans(options: Options | None) -> Options:
    """Return options with the packaged plans as candidates where they have none."""
    options = options or Options()
    return options if options.plans else replace(options, plans=load_plans(options.plan))


def extract(
    texts: Sequence[str], words: int = 100, method: str = "weighted-cover", limits: Limits | None = None
) -> tuple[str, ...]:
    """Return the best sentences of several texts within so many words, in the order of their rank.

    Each sentence stands verbatim in one of the texts; none repeats another.

    Raises:
        ConfigError: the method does not exist, or ``words`` is below 1.
        LimitError: it takes more than ``limits`` allow to so much text.

    >>> extract(["The dam broke. Nobody was hurt when the dam broke on Friday night, the mayor said."], words=15)
    ('Nobody was hurt when the dam broke on Friday night, the mayor said.',)
    >>> extract([])
    ()
    """
    if limits is None:
        return extract_sentences(texts, words, method)
    size = sum(map(len, texts))
    with BoundedProcess(limits) as process:
        return process.do_near(limits.find_seconds(size), size, extract_sentences, texts, words, method)
