"""What is said to the user: messages on standard error, results on standard output, the exit status."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import typer

from summarizer.errors import ConfigError, SummarizerError, count_things
from summarizer.model import Briefing, Counted, DetectedStory, FrontPage, Options, Page, Pile, Problem, SentenceOutcome
from summarizer.text.escaping import flatten, shorten

DONE, WITH_PROBLEMS, NOTHING_DONE, UNPROVED, EXPIRED, INTERRUPTED = 0, 1, 2, 3, 4, 130

# What would move the cursor or change colours: an article's title and a file's name may hold it.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CLEAR_LINE = "\r\x1b[K"
_WIDEST_STAGE = 70


@contextmanager
def handle_errors() -> Iterator[None]:
    """Turn what the user can mend into one message and an exit status."""
    try:
        yield
    except SummarizerError as error:
        print_message(f"summarizer: {error}")
        raise typer.Exit(NOTHING_DONE) from error
    except BrokenPipeError as error:
        # Whoever read our output has read enough.
        _abandon(sys.stdout)
        raise typer.Exit(DONE) from error
    except OSError as error:
        _abandon(sys.stdout)
        print_message(f"summarizer: {error.filename or 'standard output'}: {error.strerror or error}")
        raise typer.Exit(NOTHING_DONE) from error
    except UnicodeEncodeError as error:
        # Of a file's name: texts are written as UTF-8 whatever the terminal's language.
        encoding = sys.getfilesystemencoding()
        if encoding == "utf-8":
            raise
        print_message(f"summarizer: {error.object}: {encoding} has no such file name (unset PYTHONUTF8)")
        raise typer.Exit(NOTHING_DONE) from error
    except KeyboardInterrupt as error:
        print_message(
            "summarizer: interrupted; no file is half written, and what was fetched, made or sent before is kept"
        )
        raise typer.Exit(INTERRUPTED) from error


def find_status(problems: Iterable[Problem]) -> int:
    """Return the exit status of what was done with these problems; notices do not count."""
    return WITH_PROBLEMS if list_faults(problems) else DONE


def list_faults(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that are no mere notices."""
    return [problem for problem in problems if problem.level == "problem"]


def check_unwritten(paths: Iterable[Path], force: bool) -> None:
    """Raise ConfigError for a file that is there already, unless it may be replaced."""
    for path in paths:
        if path.exists() and not force:
            raise ConfigError("is there already", where=str(path), hint="--force replaces it")


def build_progress(quiet: bool, verbose: bool) -> Callable[[str], None]:
    """Return what shows the stages: lines when verbose, one changing line on a terminal, else nothing."""
    if verbose:
        return lambda stage: print_message(f"…        {stage}", quiet=not stage)
    if quiet or not sys.stderr.isatty():
        return lambda stage: None
    return lambda stage: _write_error(f"{_CLEAR_LINE}{_CONTROLS.sub('', stage[:_WIDEST_STAGE])}")


def print_result(text: str | bytes) -> None:
    """Print a result on standard output; what is no text goes out as it is."""
    if isinstance(text, bytes):
        sys.stdout.buffer.write(text)
    else:
        sys.stdout.write(text)
    sys.stdout.flush()


def print_lines(lines: Iterable[str]) -> None:
    """Print a result of some lines."""
    print_result("".join(f"{line}\n" for line in lines))


def print_message(*lines: str, quiet: bool = False) -> None:
    """Print a message on standard error, unless quiet or empty; on a terminal it takes the place of the progress."""
    if lines and not quiet:
        text = _CONTROLS.sub("", "\n".join(lines))
        _write_error(f"{_CLEAR_LINE if sys.stderr.isatty() else ''}{text}\n")


def read_stdin() -> bytes:
    """Read all of standard input."""
    return sys.stdin.buffer.read()


def _write_error(text: str) -> None:
    """Write on standard error; that nobody can hear it is no reason to do less."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _abandon(sys.stderr)


def _abandon(stream: IO[str]) -> None:
    """Lead a stream nowhere, so that what is still to be flushed into it at exit does not fail."""
    with suppress(OSError, ValueError):
        target = os.open(os.devnull, os.O_WRONLY)
        os.dup2(target, stream.fileno())
        os.close(target)


_WIDEST = 44
_HEAD = ("outlet", "file", "news", "merged", "printed")  # names, not language
_STORY_HEAD = ("id", "outlets", "independent", "articles", "days", "alike", "title")  # names, not language
_WIDEST_TITLE = 80


def describe_run(page: Page, problems: Sequence[Problem], written: Sequence[Path], options: Options) -> list[str]:
    """Return what was read and printed, where it is, and each problem, line by line."""
    lines = _describe_front_page(page) if isinstance(page, FrontPage) else _describe_briefing(page, options)
    if page.changes:
        lines.append(f"changed  {count_things(len(page.changes), 'line')} printed before; the page tells how")
    return [*lines, *describe_written(written), *describe_problems(problems)]


def describe_pile(pile: Pile) -> list[str]:
    """Return a line on each story that was found, and how many articles stand in none."""
    others = (
        count_things(len(pile.singles), "single article"),
        count_things(len(pile.comments), "comment"),
        count_things(len(pile.roundups), "round-up"),
    )
    return [*_describe_stories(pile.stories), "", ", ".join([count_things(len(pile.stories), "story"), *others])]


def _describe_stories(stories: Sequence[DetectedStory]) -> list[str]:
    """Return a line on each of some stories, under a head."""
    rows: list[tuple[str, ...]] = [_STORY_HEAD]
    for story in stories:
        days = story.first if story.newest in ("", story.first) else f"{story.first} to {story.newest}"
        counts = (str(story.outlets), str(story.origins), str(len(story.articles)))
        alike = "pinned" if story.standing else f"{story.cohesion:.0%}"
        rows.append((flatten(story.id), *counts, days, alike, shorten(flatten(story.title), _WIDEST_TITLE)))
    return _align(rows, {1, 2, 3, 5}) if stories else []


def _describe_front_page(page: FrontPage) -> list[str]:
    """Return what a front page was made of, and what it tells."""
    pile, told = page.pile, len(page.briefings)
    read = count_things(len(pile.articles), "article")
    in_a_line = len(pile.stories) - told - len(page.quiet)
    lines = [
        *_describe_stories([story for story in pile.stories if story.id in page.briefings]),
        "",
        f"read     {read} on {count_things(len(pile.stories), 'story')} and other news",
        f"printed  {count_things(told, 'story')} in {describe_length(page.length)}",
    ]
    if in_a_line:
        lines.append(f"listed   {count_things(in_a_line, 'story')} in a line each; `summarizer stories` shows them")
    if page.quiet:
        lines.append(f"quiet    {count_things(len(page.quiet), 'story')} of which nothing is new")
    return lines


def describe_length(length: Counted) -> str:
    """Return how long a page is.

    >>> describe_length(Counted(3, 70, 64))
    '3 sentences, 70 words, 1 min 4 s to read'
    """
    minutes, seconds = divmod(length.seconds, 60)
    time = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
    return f"{count_things(length.sentences, 'sentence')}, {count_things(length.words, 'word')}, {time} to read"


def _describe_plan(plan: str, options: Options) -> str:
    """Return which plan a briefing has, and why; one of the user's own may lie there since a first trial."""
    if options.plan != "auto":
        return f"{plan} (as asked)"
    file = next((Path(one.path) for one in options.plans if one.id == plan), Path("/"))
    own = "" if file.is_absolute() else f"your {flatten(file.as_posix())}, "
    return f"{plan} ({own}chosen by the articles)"


def _describe_briefing(briefing: Briefing, options: Options) -> list[str]:
    """Return what was read, merged and printed of a story."""
    from summarizer.summary.quotas import LINE
    from summarizer.summary.selection import BELOW_WORDS

    news = [outcome for outcome in briefing.trace if outcome.kind == "sentence"]
    clusters = len({outcome.cluster for outcome in news})
    left_out = len(briefing.trace) - len(news)
    lines = [
        *_draw_table(briefing, news),
        "",
        f"read     {count_things(len(briefing.articles), 'article')}: {count_things(len(news), 'sentence')} of news,"
        f" {count_things(left_out, 'line')} of headlines and boilerplate left out",
        f"merged   {count_things(len(news), 'sentence')} into {clusters} that differ",
        f"plan     {_describe_plan(briefing.plan, options)}",
        f"printed  {describe_length(briefing.length)}",
    ]
    if any(outcome.why.startswith(BELOW_WORDS) for outcome in news):
        lines.append(f"length   {LINE} words for each sentence asked for: of longer ones there are fewer")
    for section in briefing.sections:
        if section.lines:
            continue
        left = sum(outcome.section == section.id for outcome in news)
        why = f"{count_things(left, 'sentence')}, none within the length" if left else "nothing in these articles"
        lines.append(f"empty    section “{flatten(section.title)}”: {'nothing new' if section.nothing_new else why}")
    return lines


def _draw_table(briefing: Briefing, news: Sequence[SentenceOutcome]) -> list[str]:
    """Return a table of the articles: what was read, merged and printed of each."""
    rows: list[tuple[str, ...]] = [_HEAD]
    for article in briefing.articles:
        outlet = flatten(article.outlet)
        if article.outlet_from == "inferred":
            outlet = f"{outlet} (inferred)"
        place = flatten(article.path or article.url or article.title or "-")
        place = f"…{place[-_WIDEST + 1 :]}" if len(place) > _WIDEST else place
        place += f"#{article.item}" if article.item else ""
        own = [outcome for outcome in news if outcome.article == article.id]
        merged = sum(outcome.why.startswith("merged") for outcome in own)
        printed = sum(outcome.printed for outcome in own)
        rows.append((shorten(outlet, _WIDEST), place, str(len(own)), str(merged), str(printed)))
    return _align(rows, {2, 3, 4})


def _align(rows: Sequence[Sequence[str]], right: Collection[int]) -> list[str]:
    """Return rows as lines whose columns stand below each other, those of the numbers ``right`` at their right end."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines: list[str] = []
    for row in rows:
        cells = [f"{cell:>{widths[at]}}" if at in right else f"{cell:<{widths[at]}}" for at, cell in enumerate(row)]
        lines.append("  ".join(cells).rstrip())
    return lines


def describe_written(paths: Iterable[str | Path]) -> list[str]:
    """Return one line a file that was written."""
    return [f"written  {path}" for path in paths]


def describe_problems(problems: Iterable[Problem]) -> list[str]:
    """Return one line a problem or notice."""
    return [f"{problem.level:<8} {flatten(f'{problem.where}: {problem.message}')}" for problem in problems]
