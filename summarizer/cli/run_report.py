"""What a run did → the short table for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.model import Article, Briefing, BriefingSection, Problem, SentenceOutcome
from summarizer.text.escaping import flatten

_WIDEST = 44


def describe_run(briefing: Briefing, problems: Sequence[Problem], written: Sequence[str], plan_asked: str) -> str:
    """Tell what was read, merged and printed, where it is, and each problem, in a few lines."""
    news = [fate for fate in briefing.trace if fate.kind == "sentence"]
    clusters = len({fate.cluster for fate in news})
    left_out = len(briefing.trace) - len(news)
    chosen = "chosen by the articles" if plan_asked == "auto" else "as asked"
    lines = [
        *_table(briefing),
        "",
        f"read     {_count(len(briefing.articles), 'article')}: {_count(len(news), 'sentence')} of news,"
        f" {_count(left_out, 'line')} of headlines and boilerplate left out",
        f"merged   {_count(len(news), 'sentence')} into {clusters} that differ",
        f"plan     {briefing.plan} ({chosen})",
        f"printed  {_count(briefing.length.sentences, 'sentence')}, {_count(briefing.length.words, 'word')},"
        f" {_minutes(briefing.length.seconds)} to read",
        *(_describe_empty(part, news) for part in briefing.sections if not part.lines),
        *(f"written  {path}" for path in written),
        *describe_problems(problems),
    ]
    return "\n".join(lines)


def _describe_empty(part: BriefingSection, news: Iterable[SentenceOutcome]) -> str:
    left = sum(fate.section == part.id for fate in news)
    why = f"{_count(left, 'sentence')}, none within the length" if left else "nothing in these articles"
    why = "nothing new" if part.nothing_new else why
    return f"empty    section “{flatten(part.title)}”: {why}"


def describe_problems(problems: Iterable[Problem]) -> list[str]:
    """Give one line a problem or notice."""
    return [f"{problem.level:<8} {flatten(f'{problem.where}: {problem.message}')}" for problem in problems]


def _table(briefing: Briefing) -> list[str]:
    rows = [("outlet", "file", "news", "merged", "printed")]
    for article in briefing.articles:
        fates = [fate for fate in briefing.trace if fate.article == article.id and fate.kind == "sentence"]
        merged = sum(_is_merged(fate) for fate in fates)
        printed = sum(fate.printed for fate in fates)
        rows.append((_outlet(article), _place(article), str(len(fates)), str(merged), str(printed)))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return ["  ".join(_pad(cell, widths[at], right=at > 1) for at, cell in enumerate(row)).rstrip() for row in rows]


def _is_merged(fate: SentenceOutcome) -> bool:
    return fate.why.startswith("merged")


def _pad(cell: str, width: int, *, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)


def _outlet(article: Article) -> str:
    mark = " (inferred)" if article.outlet_from == "inferred" else ""
    return _cut(f"{flatten(article.outlet)}{mark}")


def _place(article: Article) -> str:
    place = flatten(article.path or article.url or article.title or "-")
    item = f"#{article.item}" if article.item else ""
    return f"{_cut(place, end=True)}{item}"


def _cut(text: str, *, end: bool = False) -> str:
    if len(text) <= _WIDEST:
        return text
    return f"…{text[-_WIDEST + 1 :]}" if end else f"{text[: _WIDEST - 1]}…"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _minutes(seconds: int) -> str:
    return f"{seconds // 60} min {seconds % 60} s" if seconds >= 60 else f"{seconds} s"
