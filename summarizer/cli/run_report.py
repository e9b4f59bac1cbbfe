"""What a run did → the short table for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.model import Article, Briefing, BriefingSection, Problem, SentenceOutcome
from summarizer.text.escaping import flatten

_WIDEST = 44
_HEAD = ("outlet", "file", "news", "merged", "printed")  # names, not language


def describe_run(briefing: Briefing, problems: Sequence[Problem], written: Sequence[str], plan_asked: str) -> str:
    """Return what was read, merged and printed, where it is, and each problem, in a few lines."""
    news = [outcome for outcome in briefing.trace if outcome.kind == "sentence"]
    clusters = len({outcome.cluster for outcome in news})
    left_out = len(briefing.trace) - len(news)
    chosen = "chosen by the articles" if plan_asked == "auto" else "as asked"
    lines = [
        *_draw_table(briefing, news),
        "",
        f"read     {count_things(len(briefing.articles), 'article')}: {count_things(len(news), 'sentence')} of news,"
        f" {count_things(left_out, 'line')} of headlines and boilerplate left out",
        f"merged   {count_things(len(news), 'sentence')} into {clusters} that differ",
        f"plan     {briefing.plan} ({chosen})",
        f"printed  {count_things(briefing.length.sentences, 'sentence')},"
        f" {count_things(briefing.length.words, 'word')}, {_describe_seconds(briefing.length.seconds)} to read",
    ]
    lines += [_describe_empty(section, news) for section in briefing.sections if not section.lines]
    lines += [f"written  {path}" for path in written]
    return "\n".join([*lines, *describe_problems(problems)])


def describe_problems(problems: Iterable[Problem]) -> list[str]:
    """Return one line a problem or notice."""
    return [f"{problem.level:<8} {flatten(f'{problem.where}: {problem.message}')}" for problem in problems]


def count_things(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count_things(1, "check"), count_things(0, "check")
    ('1 check', '0 checks')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _describe_empty(section: BriefingSection, news: Iterable[SentenceOutcome]) -> str:
    left = sum(outcome.section == section.id for outcome in news)
    why = "nothing in these articles"
    if section.nothing_new:
        why = "nothing new"
    elif left:
        why = f"{count_things(left, 'sentence')}, none within the length"
    return f"empty    section “{flatten(section.title)}”: {why}"


def _draw_table(briefing: Briefing, news: Sequence[SentenceOutcome]) -> list[str]:
    rows: list[tuple[str, ...]] = [_HEAD]
    for article in briefing.articles:
        own = [outcome for outcome in news if outcome.article == article.id]
        counts = (
            len(own),
            sum(outcome.why.startswith("merged") for outcome in own),
            sum(outcome.printed for outcome in own),
        )
        rows.append((_name_outlet(article), _name_place(article), *map(str, counts)))
    outlet, place, read, merged, printed = (max(map(len, column)) for column in zip(*rows, strict=True))
    return [
        f"{row[0]:<{outlet}}  {row[1]:<{place}}  {row[2]:>{read}}  {row[3]:>{merged}}  {row[4]:>{printed}}"
        for row in rows
    ]


def _name_outlet(article: Article) -> str:
    mark = " (inferred)" if article.outlet_from == "inferred" else ""
    name = f"{flatten(article.outlet)}{mark}"
    return name if len(name) <= _WIDEST else f"{name[: _WIDEST - 1]}…"


def _name_place(article: Article) -> str:
    place = flatten(article.path or article.url or article.title or "-")
    if len(place) > _WIDEST:
        place = f"…{place[-_WIDEST + 1 :]}"
    return f"{place}#{article.item}" if article.item else place


def _describe_seconds(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
