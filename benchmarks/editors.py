"""How many lines of a page an editor would print: ``python -m benchmarks.editors DUC03.jsonl``.

Three editors who did not know the program read all sentences of 22 topics, and said of each whether it stands on their
page of at most 20 sentences and 500 words, would be fine there, is worth printing but leans on what is not said, or is
struck. A line is of use if it is on the page or fine, and tells a nugget (``benchmarks.nuggets``) that no line before
it tells, or none at all. Labels are places only, a topic a file: {"topic", "editors": [{"page": [[document, start,
end]], "fine": […], "leans": […]}]}. All extracts have the briefing's words.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from benchmarks.briefings import lay_out
from benchmarks.extractors import EXTRACTORS
from benchmarks.nuggets import LABELS as NUGGETS
from benchmarks.nuggets import Nugget, Span, load_nuggets, load_texts, print_briefing, print_extract
from summarizer.model import Length
from summarizer.sources.places import read_places

LABELS = Path(__file__).parent / "labels" / "editors"
LENGTHS = (Length(5, "sentences"), Length(10, "sentences"), Length(20, "sentences"), Length(500, "words"))
_BESIDE = ("ours, weighted-cover", "sumy lex_rank", "first sentences in turn")


@dataclass(frozen=True, slots=True)
class Editor:
    """What an editor says of a topic's sentences; whatever is in none of the lists is struck."""

    page: tuple[Span, ...]
    fine: tuple[Span, ...]
    leans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """Of a page's lines: how many there are, are of use, would be printed, lean on others, and tell nothing new."""

    lines: int
    useful: int
    printed: int
    leaning: int
    repeating: int


def load_editors(folder: Path) -> dict[str, tuple[Editor, ...]]:
    """Load the labels of a folder by their topics."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        found[label["topic"]] = tuple(
            Editor(_read_spans(one["page"]), _read_spans(one["fine"]), _read_spans(one["leans"]))
            for one in label["editors"]
        )
    return found


def _read_spans(places: Sequence[tuple[str, int, int]]) -> tuple[Span, ...]:
    return tuple(Span(*place) for place in places)


def judge(lines: Sequence[Span], editor: Editor, nuggets: Sequence[Nugget]) -> Judged:
    """Return what an editor says of a page's lines, in the order in which they are read."""
    told: set[str] = set()
    useful = printed = leaning = repeating = 0
    for line in lines:
        tells = {one.name for one in nuggets if one.count([line], all)}
        repeats = bool(tells) and tells <= told
        told |= tells
        is_printed = any(line.holds(span) for span in (*editor.page, *editor.fine))
        printed += is_printed
        leaning += not is_printed and any(line.holds(span) for span in editor.leans)
        repeating += repeats
        useful += is_printed and not repeats
    return Judged(len(lines), useful, printed, leaning, repeating)


def tabulate(data: Path, labels: Path = LABELS) -> Iterator[str]:
    """Measure the labelled topics: the editors' own pages, briefings by the plan for any story, and extracts."""
    editors, nuggets = load_editors(labels), load_nuggets(NUGGETS)
    texts = load_texts(data, editors)
    yield "| length | page by | lines | of use | would be printed | lean | tell nothing new |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    own = [judge(one.page, one, nuggets[topic]) for topic, all_ in editors.items() for one in all_]
    yield _row("≤ 20 sentences, 500 words", "an editor", own)
    with tempfile.TemporaryDirectory() as folder:
        lay_out(data, Path(folder))
        articles = {topic: read_places([str(Path(folder) / topic)])[0] for topic in texts}
        for length in LENGTHS:
            called = f"{length.amount:g} {length.unit}"
            pages = {topic: print_briefing(articles[topic], "general", length) for topic in texts}
            lines = {topic: page.lines for topic, page in pages.items()}
            yield _row(called, "**briefing**", _judge_all(lines, editors, nuggets))
            for name in _BESIDE:
                lines = {one: print_extract(texts[one], pages[one].words, EXTRACTORS[name]).lines for one in texts}
                yield _row(called, name, _judge_all(lines, editors, nuggets))


def _judge_all(
    lines: Mapping[str, Sequence[Span]],
    editors: Mapping[str, Sequence[Editor]],
    nuggets: Mapping[str, Sequence[Nugget]],
) -> list[Judged]:
    """Return what each editor says of the page of a topic that he read."""
    return [judge(lines[topic], one, nuggets[topic]) for topic, all_ in editors.items() for one in all_]


def _row(length: str, name: str, judged: Sequence[Judged]) -> str:
    lines, *counts = (sum(column) for column in zip(*map(astuple, judged), strict=True))
    shares = " | ".join(f"{count / max(lines, 1):.3f}" for count in counts)
    return f"| {length} | {name} | {lines / max(len(judged), 1):.1f} | {shares} |"


def main() -> None:
    """Read the call, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the topics")
    parser.add_argument("--labels", type=Path, default=LABELS, metavar="FOLDER")
    call = parser.parse_args()
    for line in tabulate(call.data, call.labels):
        print(line, flush=True)


if __name__ == "__main__":
    main()
