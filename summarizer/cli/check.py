"""``summarizer check``: a draft that anybody wrote against its sources, sentence by sentence."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options, run_context, terminal
from summarizer.cli.options import option
from summarizer.config.settings_file import find_settings
from summarizer.errors import ConfigError, count_things
from summarizer.model import UNKNOWN_OUTLET, Article, CheckedDraft, DraftFinding, DraftSource
from summarizer.text.escaping import flatten, shorten

if TYPE_CHECKING:
    from summarizer.config.resolving import BriefingConfig

SCHEMA = "summarizer.check/1"
_WIDTH, _INDENT = 110, 6
#: So many places of what stands in a source are listed.
_MOST_LISTED = 5


@options.take_options("context draft places quotations_only as_json config name since until outlets quiet verbose")
def check(
    context: typer.Context,
    draft: Annotated[str, typer.Argument(help="The draft: a file .md, .txt, .html or .docx; - is standard input.")],
    places: Annotated[
        list[str] | None,
        option(
            "Files, folders and addresses of the sources. May be repeated. [default: the places of the settings]",
            "--against",
            metavar="PLACE",
        ),
    ] = None,
    quotations_only: Annotated[bool, option("Check only what stands in quotation marks.", "--quotations-only")] = False,
    as_json: Annotated[bool, option("Print one JSON object.", "--json")] = False,
    config: options.Config = None,
    name: options.Names = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Check a draft, a person's or a model's, by its sources. Does each sentence and quotation stand in one, word by
    word?

    Each is verbatim, altered (and in what), another speaker's, another outlet's, or not found, and so are the words
    around a quotation. Exit status 0 if all is verbatim, else 1: what differs in a word is no quotation, and nobody
    but you can tell whether it matters.

    Example: summarizer check draft.md --against articles
    """
    with terminal.handle_errors():
        settings, given = find_settings(config), options.find_given(context)
        run, asked = run_context.open_single(settings, name or [], given, "check", quiet=quiet, verbose=verbose)
        checked, problems = _check(draft, asked, run, quotations_only=quotations_only)
        if as_json:
            from summarizer.render.page_json import dump_json

            terminal.print_result(f"{dump_json(write_checked(checked), indent=2)}\n")
        else:
            terminal.print_lines(describe_checked(checked))
    raise typer.Exit(terminal.DONE if checked.holds and not problems else terminal.WITH_PROBLEMS)


def _check(
    place: str, asked: BriefingConfig, run: run_context.RunContext, *, quotations_only: bool
) -> tuple[CheckedDraft, bool]:
    """Return what was found of the draft, and whether any source could not be read, which is printed."""
    from summarizer.batch.bounded_making import make_within
    from summarizer.sources.drafts import read_draft
    from summarizer.sources.readers import STDIN

    if place == STDIN and STDIN in asked.places:
        raise ConfigError("the draft and a source cannot both be standard input", where="--against")
    draft, written = read_draft(place, terminal.read_stdin() if place == STDIN else None)
    # A draft that lies in the folder of its sources is none of them.
    with run.open_process() as process:
        found = run_context.collect_required(asked, run, process)
        sources = [article for article in found.articles if article.sha256 != draft.sha256]
        work = partial(_check_against, draft, written, quotations_only)
        is_large = len(written) >= process.limits.large
        checked = make_within(process, sources, work, asked.options, is_fetched=found.is_fetched or is_large)
    listed = terminal.list_faults(found.problems) if run.quiet else found.problems
    terminal.print_message(*terminal.describe_problems(dict.fromkeys(listed)))
    return checked, bool(terminal.list_faults(found.problems))


def _check_against(draft: Article, written: str, quotations_only: bool, articles: Sequence[Article]) -> CheckedDraft:
    """Check a draft, in the process of the bounded work."""
    from summarizer.briefing.draft_check import check_draft

    return check_draft(draft, articles, quotations_only=quotations_only, written=written)


def write_checked(checked: CheckedDraft) -> dict[str, object]:
    """Return what was found as the JSON object that is printed."""
    return {
        "schema": SCHEMA,
        "holds": checked.holds,
        "articles": checked.articles,
        "findings": [asdict(finding) for finding in checked.findings],
        "left_out": [asdict(line) for line in checked.left_out],
    }


def describe_checked(checked: CheckedDraft) -> Iterator[str]:
    """Yield the lines for people: each finding with its line in the draft, what differs, and where it stands."""
    for finding in checked.findings:
        yield from _describe(finding)
    for line in checked.left_out:
        yield f"{line.line:>{_INDENT - 1}} left out: {line.why}  {shorten(flatten(line.text))}"
    counts = Counter(finding.verdict for finding in checked.findings)
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in sorted(counts, key=lambda one: -counts[one]))
    yield ""
    articles = count_things(checked.articles, "article")
    yield f"checked  {told or 'nothing to check'}; {len(checked.left_out)} left out; against {articles}"


def _describe(finding: DraftFinding) -> Iterator[str]:
    """Yield the lines on one finding."""
    blank = " " * _INDENT
    kinds = f" ({', '.join(finding.kinds)})" if finding.kinds else ""
    yield f"{finding.line:>{_INDENT - 1}} {finding.verdict}{kinds}: {finding.part}"
    yield from _wrap(f"{blank}    draft   ", finding.text)
    if finding.verdict != "verbatim" and finding.sources:
        yield from _wrap(f"{blank}    source  ", finding.sources[0].text)
    if finding.marked:
        yield from _wrap(f"{blank}    differs ", finding.marked)
    yield from (f"{blank}    in      {_name_place(source)}" for source in finding.sources[:_MOST_LISTED])
    if len(finding.sources) > _MOST_LISTED:
        yield f"{blank}    in      {len(finding.sources) - _MOST_LISTED} more"
    if finding.speaker and finding.verdict == "another speaker":
        yield f"{blank}    named   {flatten(finding.speaker)}"
    yield from (f"{blank}    note    {flatten(note)}" for note in finding.notes)


def _name_place(source: DraftSource) -> str:
    """Return the outlet of a source, who says it there, and where it stands."""
    place = f"{source.path or '-'}{f'#{source.item}' if source.item else ''}:{source.start}–{source.end}"
    said = f", said by {source.speaker}" if source.speaker else ""
    return flatten(f"{source.outlet or UNKNOWN_OUTLET}{said}; {place} {source.url}".rstrip())


def _wrap(opening: str, text: str) -> Iterator[str]:
    """Yield a text in lines behind an opening."""
    behind = " " * len(opening)
    yield from textwrap.wrap(flatten(text), _WIDTH, initial_indent=opening, subsequent_indent=behind)
