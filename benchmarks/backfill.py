"""Stories a second of `summarizer backfill`: one process, several, and a Dask cluster that loses a worker.

The stories are made of the documents of a file of topics, {"docs": [{"text", "title", "date"}]} a line, by chance with
a fixed seed; they are written into a folder of their own and are no part of this project. The ways are measured in
turns, because other work on the machine weighs on all of them; the load is said beside each figure.

    python -m benchmarks.backfill TOPICS.jsonl FOLDER --stories 1000 --compare --rounds 2 --kill
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

PROGRAM = [sys.executable, "-m", "summarizer", "backfill"]


@dataclass(frozen=True, slots=True)
class Timed:
    """One run: its way, exit status, seconds, those of the processor's (not a cluster's), the load, what it wrote."""

    way: str
    status: int
    seconds: float
    processor: float
    load: tuple[float, float]
    stories: int
    written: str

    @property
    def pace(self) -> float:
        return self.stories / self.seconds


def main() -> None:
    call = _parse()
    stories = write_stories(call.data, call.folder / "stories", call.stories, call.articles)
    ways = {"1 process": ["--jobs", "1"], "2 processes": ["--jobs", "2"]}
    if call.compare:
        for number in range(call.rounds):
            for way, options in ways.items():
                show(run(f"{way}, round {number + 1}", call.folder / f"{way[0]}-{number}", stories, options))
    if call.cluster or call.kill:
        with cluster(2) as (address, workers):
            victim = workers[0] if call.kill else None
            way = "Dask, 2 workers" + (", one killed in the middle" if call.kill else "")
            show(run(way, call.folder / "dask", stories, ["--scheduler", address], victim))


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path, help="where the stories and briefings are written")
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--compare", action="store_true", help="one process and two, in turns")
    parser.add_argument("--cluster", action="store_true", help="a Dask scheduler and two workers, on loopback")
    parser.add_argument("--kill", action="store_true", help="the same, and one worker is killed in the middle")
    return parser.parse_args()


def write_stories(data: Path, folder: Path, count: int, articles: int, seed: int = 17) -> Path:
    """Write so many folders of articles: each a topic's documents, filled up and mixed with chance's help."""
    lines = data.read_text(encoding="utf-8").splitlines()
    topics = [[doc for doc in json.loads(line)["docs"] if doc["text"].strip()] for line in lines]
    chance = random.Random(seed)
    for number in range(count):
        docs = list(topics[number % len(topics)])
        others = [doc for topic in topics for doc in topic if doc not in docs]
        missing = max(0, articles - len(docs)) + chance.randrange(3)
        chosen = chance.sample(docs, min(len(docs), articles - min(missing, articles))) + chance.sample(others, missing)
        story = folder / f"story-{number:04}"
        story.mkdir(parents=True, exist_ok=True)
        for at, doc in enumerate(chosen[:articles]):
            head = f"---\noutlet: Outlet {at}\npublished: {doc.get('date') or '2001-01-01'}\n---\n"
            (story / f"{at:02}.md").write_text(f"{head}{doc['text']}\n", encoding="utf-8")
    return folder


def run(way: str, output: Path, stories: Path, options: Sequence[str], victim: int | None = None) -> Timed:
    """Time a whole run, start and report included; halfway a worker is killed, when there is a victim."""
    before, spent, folders = os.getloadavg()[0], _spent(), sorted(map(str, stories.iterdir()))
    begun = time.monotonic()
    process = subprocess.Popen([*PROGRAM, *folders, "-o", str(output), "--date", "2001-01-01", "-q", *options])
    while process.poll() is None:
        time.sleep(0.2)
        if victim is not None and len(list(output.glob("*/.backfill.json"))) >= len(folders) // 2:
            print(f"kill -9 {victim} with {len(list(output.glob('*/.backfill.json')))} stories done", flush=True)
            os.kill(victim, signal.SIGKILL)
            victim = None
    seconds = time.monotonic() - begun
    report = json.loads((output / "backfill-report.json").read_text(encoding="utf-8"))
    load = before, os.getloadavg()[0]
    return Timed(way, process.returncode, seconds, _spent() - spent, load, report["made"], digest(output))


def _spent() -> float:
    """Give the processor's seconds of all processes that were begun and waited for."""
    times = os.times()
    return times.children_user + times.children_system


def digest(output: Path) -> str:
    """Digest all that was written, names and bytes, but for the report, which holds the seconds."""
    files = sorted(path for path in output.rglob("*") if path.is_file() and path.name != "backfill-report.json")
    names = (f"{path.relative_to(output)}\0{sha256(path.read_bytes()).hexdigest()}" for path in files)
    return sha256("\n".join(names).encode()).hexdigest()


def show(timed: Timed) -> None:
    print(
        f"{timed.way}: {timed.stories} made in {timed.seconds:.1f} s, {timed.pace:.2f} a second,"
        f" {timed.processor:.1f} s of the processor, exit {timed.status},"
        f" load {timed.load[0]:.1f} before and {timed.load[1]:.1f} after, bytes {timed.written[:12]}",
        flush=True,
    )


@contextmanager
def cluster(workers: int) -> Iterator[tuple[str, list[int]]]:
    """Start a scheduler and workers of one thread each; give the address and the workers' process ids."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "dask"]
    place = ["--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"]
    started = [subprocess.Popen([*dask, "scheduler", *place], **quiet)]
    options = ["--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard"]
    started += [subprocess.Popen([*dask, "worker", address, *options], **quiet) for _ in range(workers)]
    try:
        from distributed import Client

        with Client(address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)
        yield address, [process.pid for process in started[1:]]
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    main()
