"""How many lines of a page an editor would print: ``python -m benchmarks.editors DUC03.jsonl``.

Three editors who did not know the program read all sentences of 22 topics, and said of each whether it stands on their
page of at most 20 sentences and 500 words, would be fine there, is worth printing but leans on what is not said, or is
struck. A line is of use if it is on the page or fine, and tells a nugget (``benchmarks.nuggets``) that no line before
it tells, or none at all. Of what the first of them would print, two others said which sentences tell the ``same``, so
that a page needs one of them, and which are ``stale``: a later one brings them up to date. A line is good if it would
be printed, is not stale, and is the first on its matter. Labels are places only, a topic a file: {"topic", "editors":
[{"page": [[document, start, end]], "fine": […], "leans": […], "same": [[…]], "stale": […]}]}. All extracts have the
briefing's words.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    same: tuple[tuple[Span, ...], ...] = ()
    stale: tuple[Span, ...] = ()

    def find_matter(self, line: Span) -> int | Span | None:
        """Return the number of the matter of a line, the sentence itself where it is alone with it, None for a line
        that would not be printed."""
        for number, spans in enumerate(self.same):
            if any(line.holds(span) for span in spans):
                return number
        return next((span for span in (*self.page, *self.fine) if line.holds(span)), None)


@dataclass(frozen=True, slots=True)
class Judged:
    """Of a page's lines: how many there are, are of use, would be printed, lean on others, tell no new nugget, are on a
    matter told above, are out of date, are good, and are on a matter of the editor's page."""

    lines: int
    useful: int
    printed: int
    leaning: int
    repeating: int
    again: int = 0
    stale: int = 0
    good: int = 0
    of_page: int = 0


def load_editors(folder: Path) -> dict[str, tuple[Editor, ...]]:
    """Load the labels of a folder by their topics."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        found[label["topic"]] = tuple(
            Editor(
                _read_spans(one["page"]),
                _read_spans(one["fine"]),
                _read_spans(one["leans"]),
                tuple(_read_spans(spans) for spans in one.get("same", ())),
                _read_spans(one.get("stale", ())),
            )
            for one in label["editors"]
        )
    return found


def _read_spans(places: Sequence[tuple[str, int, int]]) -> tuple[Span, ...]:
    return tuple(Span(*place) for place in places)


def judge(lines: Sequence[Span], editor: Editor, nuggets: Sequence[Nugget]) -> Judged:
    """Return what an editor says of a page's lines, in the order in which they are read."""
    told: set[str] = set()
    useful = printed = leaning = repeating = again = stale = good = of_page = 0
    wanted = {editor.find_matter(span) for span in editor.page}
    matters: set[int | Span | None] = set()
    for line in lines:
        tells = {one.name for one in nuggets if one.count([line], all)}
        repeats = bool(tells) and tells <= told
        told |= tells
        is_printed = any(line.holds(span) for span in (*editor.page, *editor.fine))
        printed += is_printed
        leaning += not is_printed and any(line.holds(span) for span in editor.leans)
        repeating += repeats
        useful += is_printed and not repeats
        matter = editor.find_matter(line) if is_printed else None
        is_stale = is_printed and any(line.holds(span) for span in editor.stale)
        is_good = is_printed and matter not in matters and not is_stale
        again += is_printed and matter in matters
        stale += is_stale and matter not in matters
        good += is_good
        of_page += is_good and matter in wanted
        matters.add(matter)
    return Judged(len(lines), useful, printed, leaning, repeating, again, stale, good, of_page)


def tabulate(data: Path, labels: Path = LABELS) -> Iterator[str]:
    """Measure the labelled topics: the editors' own pages, briefings by the plan for any story, and extracts."""
    editors, nuggets = load_editors(labels), load_nuggets(NUGGETS)
    texts = load_texts(data, editors)
    pages: list[tuple[str, str, list[Judged], list[Judged]]] = []

    def judge_all(length: str, name: str, lines: Mapping[str, Sequence[Span]]) -> None:
        """Keep what each editor says of the page of a topic that he read, and each of whose sentences it is known which
        tell the same."""
        judged: list[Judged] = []
        with_matters: list[Judged] = []
        for topic, of_topic in editors.items():
            for one in of_topic:
                found = judge(lines.get(topic, one.page), one, nuggets[topic])
                judged.append(found)
                if one.same:
                    with_matters.append(found)
        pages.append((length, name, judged, with_matters))

    judge_all("≤ 20 sentences, 500 words", "an editor", {})
    with tempfile.TemporaryDirectory() as folder:
        lay_out(data, Path(folder))
        articles = {topic: read_places([str(Path(folder) / topic)])[0] for topic in texts}
        for length in LENGTHS:
            called = f"{length.amount:g} {length.unit}"
            briefings = {topic: print_briefing(articles[topic], "general", length) for topic in texts}
            judge_all(called, "**briefing**", {topic: page.lines for topic, page in briefings.items()})
            for name in _BESIDE:
                extracts = {one: print_extract(texts[one], briefings[one].words, EXTRACTORS[name]) for one in texts}
                judge_all(called, name, {topic: page.lines for topic, page in extracts.items()})
    yield "| length | page by | lines | of use | would be printed | lean | tell nothing new |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for length_, name, judged, _ in pages:
        count = sum(one.lines for one in judged)
        columns = (sum(getattr(one, key) for one in judged) for key in ("useful", "printed", "leaning", "repeating"))
        shares = " | ".join(f"{column / count:.3f}" for column in columns)
        yield f"| {length_} | {name} | {count / len(judged):.1f} | {shares} |"
    yield ""
    yield "| lines of a page, by | good | of matters of the editor's page | on a matter told above | out of date |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for length_, name, _, judged in pages:
        columns = (sum(getattr(one, key) for one in judged) for key in ("good", "of_page", "again", "stale"))
        means = " | ".join(f"{column / len(judged):.1f}" for column in columns)
        yield f"| {length_}, {name} | {means} |"


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
