"""How much of what people want to read a page tells: ``python -m benchmarks.nuggets DATA.jsonl [--facts FILE …]``.

A nugget is one fact of people's summaries of a topic, its weight is how many of them tell it. Two labellers who knew
no program listed, each alone, the sentences of the documents that tell it; of six topics there is one list only. A line
tells a nugget if it holds half or more of such a sentence: of one of both labellers' ("both"), or of either's
("either"). Told twice are the lines that tell a nugget beyond the first. Labels are places only, a topic a file:
{"topic", "nuggets": [{"name", "weight", "first": [[document, start, end]], "second": […]}]}. All extracts have the
briefing's words; the last line is cut.

--facts measures a briefing of the usual length and plan against what an editor asked for before it was made:
{"facts": [{"name", "section", "weight", "sentences": [[file, start, end]]}]}, of articles in a folder.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.briefings import brief, lay_out
from benchmarks.extractors import EXTRACTORS, Extractor
from summarizer.config.plans import read_plan
from summarizer.lang.language import detect_language
from summarizer.model import Article, Length
from summarizer.sources.places import read_places
from summarizer.summary.extraction import place_sentences
from summarizer.text.tokens import count_words

LABELS = Path(__file__).parent / "labels" / "nuggets"
#: Topics that no rule or setting was tried on; they were chosen by their numbers.
HELD_OUT = frozenset(
    "D30003 D30010 D30012 D30025 D30028 D30034 D30044 D30048 D30056 D31001 D31011 D31022".split()
)  # fmt: skip
LENGTHS = (Length(250, "words"), Length(500, "words"), Length(20, "sentences"))
_BESIDE = ("ours, weighted-cover", "sumy lex_rank", "first sentences in turn")
#: So much of a labelled sentence is in the line that tells what it tells.
_HALF = 0.5
#: Whether ``all`` labellers must say so, or ``any``.
Labellers = Callable[[Iterable[object]], bool]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text; the document's name is its file's without “.txt”."""

    document: str
    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Return whether half or more of the other one is in this one."""
        common = min(self.end, other.end) - max(self.start, other.start)
        return self.document == other.document and common >= _HALF * (other.end - other.start)


@dataclass(frozen=True, slots=True)
class Nugget:
    """A fact, its weight, and for each labeller the sentences that tell it."""

    name: str
    weight: float
    tellers: tuple[tuple[Span, ...], ...]

    def count(self, lines: Sequence[Span], labellers: Labellers) -> int:
        """Return how many lines tell it, by ``all`` labellers or by ``any``."""
        return sum(labellers(any(map(line.holds, spans)) for spans in self.tellers) for line in lines)


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed on a topic: the lines by their places, their words, the seconds it took."""

    lines: tuple[Span, ...]
    words: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Told:
    """What pages tell, by both labellers and by either: the share of the weight, and the tellings beyond the first."""

    both: float
    either: float
    twice: int
    twice_by_either: int
    lines: float
    words: float
    seconds: float


def load_nuggets(folder: Path) -> dict[str, tuple[Nugget, ...]]:
    """Load the labels of a folder by their topics."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        found[label["topic"]] = tuple(
            Nugget(one["name"], one["weight"], _read_spans([one[who] for who in ("first", "second") if who in one]))
            for one in label["nuggets"]
        )
    return found


def load_facts(path: Path) -> tuple[Nugget, ...]:
    """Load the facts that an editor asked for."""
    facts = json.loads(path.read_text(encoding="utf-8"))["facts"]
    return tuple(Nugget(one["name"], one["weight"], _read_spans([one["sentences"]])) for one in facts)


def _read_spans(tellers: Sequence[Sequence[tuple[str, int, int]]]) -> tuple[tuple[Span, ...], ...]:
    return tuple(tuple(Span(_name(name), *place) for name, *place in places) for places in tellers)


def _name(file: str) -> str:
    return Path(file).name.removesuffix(".txt")


def measure(nuggets: Sequence[Nugget], page: Page) -> Told:
    """Return what a page tells of its topic's nuggets."""
    both, twice = _count(nuggets, page, all)
    either, twice_by_either = _count(nuggets, page, any)
    return Told(both, either, twice, twice_by_either, len(page.lines), page.words, page.seconds)


def _count(nuggets: Sequence[Nugget], page: Page, labellers: Labellers) -> tuple[float, int]:
    """Return the share of the weight that is told, and how often something is told again."""
    told = [(one.weight, one.count(page.lines, labellers)) for one in nuggets]
    share = sum(weight for weight, times in told if times) / (sum(one.weight for one in nuggets) or 1)
    return share, sum(max(0, times - 1) for _, times in told)


def add_up(found: Sequence[Told]) -> Told:
    """Return the means of several topics, and the sums of what is told twice."""
    many = len(found)
    return Told(
        both=sum(one.both for one in found) / many,
        either=sum(one.either for one in found) / many,
        twice=sum(one.twice for one in found),
        twice_by_either=sum(one.twice_by_either for one in found),
        lines=sum(one.lines for one in found) / many,
        words=sum(one.words for one in found) / many,
        seconds=sum(one.seconds for one in found) / many,
    )


def print_briefing(articles: Sequence[Article], plan: str, length: Length | None) -> Page:
    """Return the page of a briefing."""
    start = time.perf_counter()
    briefing = brief(articles, read_plan(plan), length)[1]
    seconds = time.perf_counter() - start
    files = {one.id: _name(one.path) for one in briefing.articles}
    lines = [line for section in briefing.sections for line in section.lines]
    spans = tuple(Span(files[line.article], line.start, line.end) for line in lines)
    return Page(spans, sum(count_words(line.text) for line in lines), seconds)


def print_extract(texts: Mapping[str, str], words: int, extractor: Extractor) -> Page:
    """Return the page of an extract of so many words; of the last line there may be a part only."""
    start = time.perf_counter()
    language = detect_language("\n".join(texts.values()))
    found = extractor(place_sentences(list(texts.values()), language), words, language)
    seconds = time.perf_counter() - start
    lines, left = [], words
    for text in found:
        document = next(name for name, whole in texts.items() if text in whole)
        begin, parts = texts[document].index(text), text.split()
        end = begin + int(len(text) * min(1.0, left / max(1, len(parts))))
        lines.append(Span(document, begin, end))
        left -= len(parts)
        if left <= 0:
            break
    return Page(tuple(lines), words - max(0, left), seconds)


def tabulate_nuggets(data: Path, labels: Path) -> Iterator[str]:
    """Measure the labelled topics: those that were kept from tuning, then the others."""
    yield "Parts of the weight of all nuggets: in how many of four summaries each stands. By the plan “general”."
    nuggets = load_nuggets(labels)
    texts = load_texts(data, nuggets)
    with tempfile.TemporaryDirectory() as folder:
        lay_out(data, Path(folder))
        for is_held_out, title in ((True, "kept from tuning"), (False, "tuned on")):
            topics = [topic for topic in texts if (topic in HELD_OUT) == is_held_out]
            if topics:
                many = sum(len(nuggets[topic]) for topic in topics)
                yield from ("", f"{len(topics)} topics {title}, {many} nuggets:", "")
                articles = {topic: read_places([str(Path(folder) / topic)])[0] for topic in topics}
                yield from _tabulate({topic: nuggets[topic] for topic in topics}, texts, articles)


def _tabulate(
    nuggets: Mapping[str, Sequence[Nugget]],
    texts: Mapping[str, Mapping[str, str]],
    articles: Mapping[str, Sequence[Article]],
) -> Iterator[str]:
    """Measure whole briefings by the plan for any story, and extracts of as many words."""
    yield "| length | page by | told (both) | told (either) | told twice (both / either) | lines | words | seconds |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for length in LENGTHS:
        pages = {topic: print_briefing(articles[topic], "general", length) for topic in nuggets}
        yield _row(length, "**briefing**", add_up([measure(nuggets[topic], pages[topic]) for topic in nuggets]))
        for name in _BESIDE:
            told = []
            for topic, page in pages.items():
                words = int(length.amount) if length.unit == "words" else page.words
                told.append(measure(nuggets[topic], print_extract(texts[topic], words, EXTRACTORS[name])))
            yield _row(length, name, add_up(told))


def load_texts(data: Path, topics: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Load the texts of some topics' documents by their names."""
    found = {}
    for line in data.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["id"] in topics:
            found[record["id"]] = {one["id"]: one["text"] for one in record["docs"]}
    if missing := sorted(set(topics) - set(found)):
        raise SystemExit(f"{data}: labelled topics are not in it: {', '.join(missing)}")
    return found


def _row(length: Length, name: str, told: Told) -> str:
    shares = f"{told.both:.3f} | {told.either:.3f} | {told.twice} / {told.twice_by_either}"
    size = f"{told.lines:.1f} | {told.words:.0f} | {told.seconds:.2f}"
    return f"| {length.amount:g} {length.unit} | {name} | {shares} | {size} |"


def tabulate_facts(path: Path, folder: Path, plan: str = "ukraine-call") -> Iterator[str]:
    """Measure a briefing of the usual length against an editor's list, and name what it does not tell."""
    facts = load_facts(path)
    page = print_briefing(read_places([str(folder)])[0], plan, None)
    told = measure(facts, page)
    yield f"Of {len(facts)} facts that an editor asked for before, {told.both:.3f} by weight are told"
    yield f"in {len(page.lines)} lines of {page.words} words, {told.twice} times again. Not told (weight):"
    yield ""
    for one in sorted(facts, key=lambda one: -one.weight):
        if not one.count(page.lines, all):
            yield f"- {one.name} ({one.weight:g})"


def main() -> None:
    """Read the call, measure, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", help="the topics")
    parser.add_argument("--labels", type=Path, default=LABELS, metavar="FOLDER")
    parser.add_argument("--facts", type=Path, metavar="FILE.json")
    parser.add_argument("--articles", type=Path, metavar="FOLDER", help="where the articles of the facts lie")
    parser.add_argument("--plan", default="ukraine-call", help="by which the facts' articles are briefed")
    call = parser.parse_args()
    if bool(call.facts) != bool(call.articles):
        parser.error("--facts and --articles belong together")
    if call.data:
        for line in tabulate_nuggets(call.data, call.labels):
            print(line, flush=True)
    if call.facts:
        print("\n".join(tabulate_facts(call.facts, call.articles, call.plan)))


if __name__ == "__main__":
    main()
