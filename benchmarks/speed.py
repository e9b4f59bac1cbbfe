"""Measure how fast the program is: starts side by side with bare programs, and stories from small to very big.

    python -m benchmarks.speed DATA.jsonl [--articles FOLDER] [--sizes 100 1000 …] [--write docs/performance.md]

DATA has a topic a line (benchmarks/rouge.py). Each measurement runs in a process of its own, so that memory is its own
too. The machine may be busy: runs that are compared take turns, and seconds are those of the processor.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

SIZES = (100, 1_000, 10_000, 100_000)
STAGES = ("split", "words", "facts", "cluster", "rank", "select")
PEERS = ("sumy-lex_rank", "sumy-text_rank", "lexrank", "summa")
_HEAD = """# Speed

Written by `make bench`, that is `python -m benchmarks.speed … --write docs/performance.md`; see
[benchmarks/](../benchmarks). The texts are not part of this project."""
_ABOUT_STORIES = """Stories are made of the sentences of news, mixed, with rewrites of a quarter of them: words dropped,
swapped or inserted (known duplicates), or a number changed (which must not be merged). Seconds of one core, imports
aside; the peak is that of the whole process. “Cluster” takes vectors, pairs and vetoes together; “precision” counts
only known duplicates as right, and news has others."""


def main() -> None:
    """Read the call, measure, print (and write) the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=Path, default=Path("articles"), help="the five articles of the starts")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--whole", type=int, nargs="*", default=(1_000, 5_000, 10_000))
    parser.add_argument("--runs", type=int, default=15, help="how often each start is measured")
    parser.add_argument("--seconds", type=float, default=100.0, help="after which a peer is given up")
    parser.add_argument("--packages", type=Path, help="a folder where other packages are installed, to compare with")
    parser.add_argument("--note", type=Path, help="a Markdown file to put at the end: what a profile showed")
    parser.add_argument("--write", type=Path)
    call = parser.parse_args()
    lines = [*_HEAD.splitlines(), "", _describe_machine(), "", *tabulate_starts(call.articles, call.runs)]
    lines += ["", "## Big stories", "", *_ABOUT_STORIES.splitlines(), "", *tabulate_stories(call.data, call.sizes)]
    lines += ["", "## The whole program on big stories", "", *tabulate_whole(call.data, call.whole)]
    lines += ["", "## Side by side", "", *tabulate_peers(call)]
    if call.note:
        lines += ["", *call.note.read_text(encoding="utf-8").splitlines()]
    text = "\n".join(lines).rstrip() + "\n"
    print(text)
    if call.write:
        call.write.write_text(text, encoding="utf-8")


def _describe_machine() -> str:
    names = Path("/proc/cpuinfo").read_text(encoding="ascii") if Path("/proc/cpuinfo").exists() else ""
    model = next((line.partition(":")[2].strip() for line in names.splitlines() if line.startswith("model name")), "")
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "sumy", "nltk", "textstat", "typer"))
    found = f"{os.cpu_count()} cores ({model or platform.machine()}), {platform.system()}"
    return f"Machine: {found}, Python {platform.python_version()}; {packages}."


def tabulate_starts(articles: Path, runs: int) -> Iterator[str]:
    """Measure starts side by side."""
    with tempfile.TemporaryDirectory() as folder:
        sentences = Path(folder) / "sentences.json"
        calls = {
            "`summarizer --help`": ["-m", "summarizer", "--help"],
            "a bare typer program, `--help`": ["-m", "benchmarks.bare_typer", "--help"],
            "`summarizer brief` to md, html, json": ["-m", "summarizer", "brief", str(articles), "-q", "-o", folder],
            "one bare LexRank of sumy": ["-m", "benchmarks.bare_sumy", str(sentences)],
        }
        count = _write_sentences(articles, sentences)
        found = _take_turns(calls, runs)
    yield f"## Starts\n\nWhole processes in turns, {runs} times each after a first; articles of {count} sentences.\n"
    yield "| | seconds, least | median | of the processor, least | median |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, (wall, cpu) in found.items():
        cells = (min(wall), statistics.median(wall), min(cpu), statistics.median(cpu))
        yield f"| {name} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |"
    (_, _), (_, _), brief, bare = found.values()
    ratios = [pick(ours) / pick(theirs) for ours, theirs in zip(brief, bare, strict=True) for pick in _PICKS]
    yield "| brief ÷ bare LexRank | " + " | ".join(f"{ratio:.2f}" for ratio in ratios) + " |"


_PICKS = (min, statistics.median)


def _take_turns(calls: Mapping[str, Sequence[str]], runs: int) -> dict[str, tuple[list[float], list[float]]]:
    """Time whole processes; the first turn, in which Python writes its compiled code, is not counted."""
    found: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in calls}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for turn in range(runs + 1):
        for name, call in calls.items():
            before, start = _children(), time.perf_counter()
            quiet = subprocess.DEVNULL
            subprocess.run([sys.executable, *call], check=True, stdout=quiet, stderr=quiet, env=environment)
            if turn:
                found[name][0].append(time.perf_counter() - start)
                found[name][1].append(_children() - before)
    return found


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _write_sentences(articles: Path, target: Path) -> int:
    from summarizer.analysis.story import gather
    from summarizer.sources.places import read_places
    from summarizer.text.segmentation import segment

    found, _ = segment(gather(read_places([str(articles)])[0]).articles)
    texts = [sentence.text for part in found for sentence in part if sentence.kind == "sentence"]
    target.write_text(json.dumps(texts), encoding="utf-8")
    return len(texts)


def tabulate_stories(data: Path, sizes: Sequence[int]) -> Iterator[str]:
    """Measure the stages on stories of each size, and how the cost of clustering and ranking grows."""
    yield "| sentences | " + " | ".join(STAGES) + " | cluster + rank | peak MB | recall | precision | numbers merged |"
    yield "| ---: |" + " ---: |" * (len(STAGES) + 5)
    totals: dict[int, float] = {}
    for kind, size in [*(("ours", size) for size in sizes), *(("ours-exact", size) for size in sizes[-1:])]:
        found = measure(data, size, kind)
        total = found["cluster"] + found["rank"]
        if kind == "ours":
            totals[size] = total
        times = " | ".join(_show(found[stage]) for stage in STAGES)
        quality = f"{found['recall']:.4f} | {found['precision']:.2f} | {100 * found['changed']:.1f} %"
        label = f"{size:,}{'' if found['exact'] else ' (not all pairs)'}{', all pairs' if kind != 'ours' else ''}"
        yield f"| {label} | {times} | **{_show(total)}** | {found['megabytes']:.0f} | {quality} |"
    yield f"\nCluster and rank grow with the power {_tell_growth(totals)}."


def tabulate_whole(data: Path, sizes: Sequence[int]) -> Iterator[str]:
    """Measure the whole way of a story, speakers and facts and all."""
    yield "| sentences | seconds | for each 1,000 | peak MB |"
    yield "| ---: | ---: | ---: | ---: |"
    totals = {}
    for size in sizes:
        found = measure(data, size, "whole")
        totals[size] = found["whole"]
        each = 1000 * found["whole"] / size
        yield f"| {size:,} | {_show(found['whole'])} | {_show(each)} | {found['megabytes']:.0f} |"
    yield f"\nIt grows with the power {_tell_growth(totals)}."


def tabulate_peers(call: argparse.Namespace) -> Iterator[str]:
    """Rank the same stories with other packages, as far as they come within the time."""
    yield f"Seconds to rank the sentences, given up after {call.seconds:.0f}. Ours cluster them too.\n"
    sizes = [size for size in call.sizes if size <= 10_000]
    yield "| | " + " | ".join(f"{size:,}" for size in sizes) + " |"
    yield "| --- |" + " ---: |" * len(sizes)
    stages = [measure(call.data, size, "ours") for size in sizes]
    ours = [found["words"] + found["cluster"] + found["rank"] for found in stages]
    yield "| ours | " + " | ".join(map(_show, ours)) + " |"
    bare = (_show(found["cluster"] + found["rank"]) for found in stages)
    yield "| ours, once the words are cut and stemmed | " + " | ".join(bare) + " |"
    for kind in PEERS:
        cells, late = [], False
        for size, own in zip(sizes, ours, strict=True):
            found = {} if late else measure(call.data, size, kind, call.seconds, call.packages)
            late = late or not found
            cells.append(f"{_show(found['rank'])} ({found['rank'] / own:,.0f} ×)" if found else "–")
        yield f"| {kind.replace('-', ' ')} | " + " | ".join(cells) + " |"


def measure(
    data: Path, size: int, kind: str, seconds: float | None = None, packages: Path | None = None
) -> dict[str, float]:
    """Run one measurement in a process of its own; nothing comes back if it took too long or could not run."""
    call = [
        sys.executable,
        "-m",
        "benchmarks.stages",
        str(data),
        str(size),
        kind,
        *([str(packages)] if packages else []),
    ]
    try:
        done = subprocess.run(call, check=seconds is None, stdout=subprocess.PIPE, timeout=seconds)
    except subprocess.TimeoutExpired:
        return {}
    found: dict[str, float] = json.loads(done.stdout) if done.stdout else {}
    return found


def _tell_growth(totals: Mapping[int, float]) -> str:
    """Say by which power of the size the cost grew from each size to the next."""
    steps = zip(totals, list(totals)[1:], strict=False)
    powers = (
        f"{math.log(totals[more] / totals[less]) / math.log(more / less):.2f} from {less:,} to {more:,}"
        for less, more in steps
    )
    return ", ".join(powers) or "–"


def _show(seconds: float) -> str:
    return f"{seconds:.3f}" if seconds < 1 else f"{seconds:.1f}"


if __name__ == "__main__":
    main()
