"""Measure whether hostile files cost more than their length: each kind at n, 2n and 4n bytes, beside prose.

    python -m benchmarks.hostile [--only WORD …] [--kilobytes 32] [--seconds 20] [--json FILE] [--before FILE]

Each file goes the whole way, from bytes to a briefing. Each measurement runs in a process of its own that is ended
when its seconds of the processor are spent, or ten times those of prose where that is more, so that a pattern that
never ends ends there. Printed are the exponent (1 is linear, 2 the square) and how many times as long as prose of the
same size it takes. Kinds that are quick are measured again at eight times the size, so that small squares show. Other
work on the machine makes some measurement of a kind longer, never shorter: what is quick, and what seems to grow too
fast, is measured three times, and the least counts. Python looks for garbage as seldom as it does in the program: by
its own habit it takes twice as long for each of a million bytes as of ten thousand, whatever is read.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.hostile_texts import Case, list_cases, write_prose
from summarizer.__main__ import GARBAGE

if TYPE_CHECKING:
    from summarizer.model import Article

#: What no kind should exceed: the exponent, and the seconds of prose.
MOST_POWER, MOST_TIMES = 1.2, 10.0
#: Kinds that take less are measured three times, those that take less still at eight times the size too.
_QUICK, _QUICKER = 0.4, 0.15
# Below, what is measured is the making of a process.
_LEAST = 0.02
# A first file of a kind has so many bytes that all is loaded that a longer one needs.
_FIRST = 6_000
_MEMORY = 4_000_000_000
PROSE = Case("prose", ".txt", write_prose)


@dataclass(frozen=True, slots=True)
class Measure:
    """Seconds of the processor for a file, and those of its slowest stage; ``ended`` where they were not enough."""

    seconds: float
    stage: str = ""
    share: float = 0.0
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of file, its sizes and their seconds, how they grow, and how they compare with prose."""

    name: str
    sizes: Sequence[int]
    seconds: Sequence[float]
    power: float
    times: float
    stage: str
    ended: bool = False

    @property
    def is_fine(self) -> bool:
        """Return whether a kind is as linear and as quick as it should be."""
        return not self.ended and self.power <= MOST_POWER and self.times <= MOST_TIMES


def main() -> None:
    """Read the call, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[], help="kinds whose names hold one of these")
    parser.add_argument("--kilobytes", type=int, default=32, help="the first of the three sizes")
    parser.add_argument("--seconds", type=int, default=20, help="of the processor, after which a file is given up")
    parser.add_argument("--json", type=Path, help="where to write what was measured")
    parser.add_argument("--before", type=Path, help="what was written so before: the worst twenty then and now")
    call = parser.parse_args()
    cases = [case for case in list_cases() if not call.only or any(word in case.name for word in call.only)]
    begun = time.monotonic()
    gc.set_threshold(*GARBAGE)
    _warm_up(cases)
    rows = measure_all(cases, call.kilobytes * 1_000, call.seconds)
    rows.sort(key=lambda row: (row.is_fine, not row.ended, -max(row.power / MOST_POWER, row.times / MOST_TIMES)))
    if call.json:
        call.json.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=0), encoding="utf-8")
    before = [Row(**values) for values in json.loads(call.before.read_text("utf-8"))] if call.before else []
    print("\n".join(compare(before, rows) if before else tabulate(rows)))
    bad = sum(not row.is_fine for row in rows)
    print(f"\n{len(rows)} kinds, {bad} above the bounds; {time.monotonic() - begun:.0f} s")


def tabulate(rows: Sequence[Row]) -> Iterator[str]:
    """Yield a table of all kinds, the worst first."""
    yield "| kind | kB | seconds | exponent | times prose | slowest |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    for row in rows:
        seconds = " ".join(f"{value:.2f}" for value in row.seconds)
        sizes = f"{row.sizes[-1] // 1_000}"
        mark = "" if row.is_fine else " !"
        yield f"| {row.name}{mark} | {sizes} | {seconds} | {_show_power(row)} | {_show_times(row)} | {row.stage} |"


def compare(before: Sequence[Row], rows: Sequence[Row], most: int = 20) -> Iterator[str]:
    """Yield a table of the kinds that were worst before, as they were and as they are."""
    now = {row.name: row for row in rows}
    yield "| kind | exponent, before | times prose | exponent, now | times prose |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for row in [row for row in before if row.name in now][:most]:
        new = now[row.name]
        yield f"| {row.name} | {_show_power(row)} | {_show_times(row)} | {_show_power(new)} | {_show_times(new)} |"
    yield f"\nOf {len(before)} kinds {sum(not row.is_fine for row in before)} were above the bounds."


def _show_power(row: Row) -> str:
    return "not ended" if row.ended and len(row.seconds) < 2 else f"{row.power:.2f}{' +' if row.ended else ''}"


def _show_times(row: Row) -> str:
    return f"{'> ' if row.ended else ''}{row.times:.1f}"


def measure_all(cases: Sequence[Case], size: int, most: int) -> list[Row]:
    """Measure all kinds, as many at a time as there are processors."""
    prose: dict[int, float] = {}
    for factor in (1, 2, 4, 8, 16, 32):
        prose[size * factor] = measure(PROSE, size * factor, 10 * most).seconds
    names = [case.name for case in cases]
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork")) as pool:
        return list(pool.map(partial(_measure_named, size=size, most=most, prose=prose), names))


def _measure_named(name: str, size: int, most: int, prose: dict[int, float]) -> Row:
    case = next(case for case in list_cases() if case.name == name)
    row = measure_kind(case, size, most, prose)
    print(f"{row.name}: {_show_power(row)}, {_show_times(row)} times prose", file=sys.stderr, flush=True)
    return row


def measure_kind(case: Case, size: int, most: int, prose: dict[int, float]) -> Row:
    """Measure a kind of file at three sizes, or where it is quick at three that are eight times as long."""
    start = max(size, case.least)
    if case.most:
        start = min(start, case.most // 4)
    row = _measure_sizes(case, [start, 2 * start, 4 * start], most, prose)
    if not row.ended and row.seconds[-1] < _QUICKER and not case.most:
        row = _measure_sizes(case, [8 * size, 16 * size, 32 * size], most, prose)
    return row


def _measure_sizes(case: Case, sizes: Sequence[int], most: int, prose: dict[int, float]) -> Row:
    row = _measure_once(case, sizes, most, prose)
    for _ in range(2):
        if row.ended or row.power <= MOST_POWER:
            break
        row = _measure_once(case, sizes, most, prose, row.seconds)
    return row


def _measure_once(
    case: Case, sizes: Sequence[int], most: int, prose: dict[int, float], before: Sequence[float] = ()
) -> Row:
    """Measure a kind of file at some sizes; where it was done before, the less counts."""
    seconds: list[float] = []
    last = Measure(0.0)
    # Prose grows with its length: what was measured at the nearest size tells it of any.
    usual = {size: size * min((abs(known - size), prose[known] / known) for known in prose)[1] for size in sizes}
    for size in sizes:
        last = measure(case, size, math.ceil(max(most, MOST_TIMES * usual[size])))
        seconds.append(last.seconds)
        if last.ended:
            break
    if before:
        seconds = [min(pair) for pair in zip(seconds, before, strict=False)]
    reached = sizes[: len(seconds)]
    first, end = max(_LEAST, seconds[0]), max(_LEAST, seconds[-1])
    power = math.log(end / first) / math.log(reached[-1] / reached[0]) if len(reached) > 1 else math.inf
    stage = last.stage if last.ended else f"{last.stage} {100 * last.share:.0f} %"
    return Row(case.name, reached, seconds, power, end / usual[reached[-1]], stage, last.ended)


def measure(case: Case, size: int, most: int) -> Measure:
    """Measure a file of a kind, the least of three if that is quick, each in a process of its own."""
    data = case.make(size)
    found = [_run_apart(lambda: run(case.kind, data), most)]
    while len(found) < 3 and found[0].seconds < _QUICK and not found[0].ended:
        found.append(_run_apart(lambda: run(case.kind, data), most))
    return min(found, key=lambda one: one.seconds)


def _run_apart(work: Callable[[], Measure], most: int) -> Measure:
    """Do some work in a copy of this process, which the system ends when its seconds are spent."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        found = Measure(float(most), "memory", 1.0, ended=True)
        try:
            found = work()
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as fault:
            found = Measure(float(most), type(fault).__name__, 1.0, ended=True)
        finally:
            os.write(writing, json.dumps(asdict(found)).encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return Measure(**json.loads(answer)) if answer else Measure(float(most), ended=True)


def run(kind: str, data: bytes) -> Measure:
    """Take a file from its bytes to a briefing, as far as it goes; a pile from its bytes to its stories."""
    from summarizer.briefing.pipeline import make_briefing
    from summarizer.config.plans import load_plans
    from summarizer.errors import SourceError
    from summarizer.model import Options
    from summarizer.stories.pile import find_stories

    options = Options(plans=load_plans("auto", []), date="2031-01-01")
    begun = time.process_time()
    stages: list[tuple[str, float]] = [("file", begun)]
    try:
        articles = read(".json" if kind == "pile" else kind, data)
        if kind == "pile":
            stages.append(("stories", time.process_time()))
            find_stories(articles, options)
        else:
            make_briefing(articles, options, lambda stage: stages.append((stage, time.process_time())))
    except SourceError:
        pass
    ends = [at for _, at in stages[1:]] + [time.process_time()]
    lengths = [(end - at, name) for (name, at), end in zip(stages, ends, strict=True)]
    total = ends[-1] - begun
    slowest, name = max(lengths)
    return Measure(total, name, slowest / max(total, 1e-9))


def read(kind: str, data: bytes) -> list[Article]:
    """Return the articles of a file. Raises SourceError."""
    from summarizer.fetch.intake import prepare_article
    from summarizer.model import Article
    from summarizer.sources.article_fields import has_words
    from summarizer.sources.decoding import decode
    from summarizer.sources.feeds import parse_feed, parse_json_feed, parse_opml
    from summarizer.sources.places import LABELS_FILE, read_labels
    from summarizer.sources.readers import SOURCES

    if kind in SOURCES:
        return list(SOURCES[kind](data, f"hostile{kind}")[0])
    if kind == "labels":
        with TemporaryDirectory() as folder:
            Path(folder, LABELS_FILE).write_bytes(data)
            read_labels(f"{folder}/a.txt")
        return []
    text = decode(data)
    if kind == "opml":
        parse_opml(text)
        return []
    parse = parse_json_feed if text.startswith("{") else parse_feed
    feed = parse(text, "https://post.example/feed", 50, datetime(2031, 3, 4, tzinfo=UTC))
    return [Article(prepare_article(entry.text, {}).text) for entry in feed.entries if has_words(entry.text)]


def _warm_up(cases: Sequence[Case]) -> None:
    """Import and compile all that a first file would have to pay for."""
    for case in [PROSE, *cases]:
        run(case.kind, case.make(_FIRST))


if __name__ == "__main__":
    main()
