"""What takes too much is ended, and what comes after it is done."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hostile_work import break_down, double, eat_memory, fail, hold_in_c, hold_interpreter, hold_memory, sleep

from summarizer.model import Article
from summarizer.sources import bounded_process
from summarizer.sources.bounded_process import BoundedProcess, LimitError, Limits, OutOfTimeError, alarm
from summarizer.sources.places import read_places
from summarizer.sources.readers import read_file


@pytest.fixture
def process() -> Iterator[BoundedProcess]:
    with BoundedProcess(Limits(memory=600)) as process:
        yield process


def test_work_is_done_elsewhere_and_its_result_comes_back(process: BoundedProcess) -> None:
    assert process.do(10, double, 21) == 42
    assert process.spent > 0


def test_what_the_work_raises_is_raised_here_and_the_process_goes_on(process: BoundedProcess) -> None:
    with pytest.raises(ValueError, match="as asked"):
        process.do(10, fail)
    assert process.do(10, double, 1) == 2


@pytest.mark.parametrize(
    ("work", "seconds", "excess"),
    [(hold_interpreter, 0.5, "time"), (hold_in_c, 0.5, "time"), (eat_memory, 20, "memory"), (break_down, 20, "crash")],
)
def test_work_that_takes_too_much_is_ended_and_the_next_is_done(
    process: BoundedProcess, work: Callable[..., object], seconds: float, excess: str
) -> None:
    begun = time.monotonic()
    with pytest.raises(LimitError) as caught:
        process.do(seconds, work)
    assert caught.value.excess == excess
    assert time.monotonic() - begun < 20
    assert process.do(10, double, 4) == 8


def test_where_the_system_bounds_no_memory_the_size_of_the_process_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounded_process, "_LOOKING", 0.05)
    with BoundedProcess(Limits(memory=0)) as process:
        process.do(10, double, 1)
        process.limits = Limits(memory=300)
        with pytest.raises(LimitError) as caught:
            process.do(20, hold_memory)
        assert caught.value.excess == "memory"
        assert process.do(10, double, 4) == 8
        with pytest.raises(LimitError):
            process.do(0.3, hold_interpreter)


def test_waiting_costs_no_processor_time_but_ends_with_the_run() -> None:
    with BoundedProcess() as process:
        process.do(0, double, 1)
        process.deadline = time.monotonic() + 1.5
        process.do(0.2, sleep, 0.5)
        with pytest.raises(OutOfTimeError):
            process.do(0, sleep, 60)
        with pytest.raises(OutOfTimeError):
            process.do(1, double, 1)


def test_no_seconds_are_no_bound(process: BoundedProcess) -> None:
    assert process.do(0, double, 3) == 6


def test_several_threads_share_one_process(process: BoundedProcess) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda number: process.do(10, double, number), range(12))) == list(range(0, 24, 2))


def test_an_alarm_ends_a_regular_expression_that_holds_the_interpreter() -> None:
    begun = time.monotonic()
    with pytest.raises(LimitError), alarm(0.5):
        hold_interpreter()
    assert time.monotonic() - begun < 20


def test_an_alarm_by_the_clock_ends_waiting_and_holds_one_by_the_processor() -> None:
    with pytest.raises(OutOfTimeError), alarm(0.3, by_clock=True), alarm(60):
        time.sleep(60)
    with pytest.raises(LimitError), alarm(60, by_clock=True), alarm(0.3):
        hold_interpreter()
    with pytest.raises(OutOfTimeError), alarm(0.3, by_clock=True), BoundedProcess() as process:
        process.do(0, sleep, 60)


def test_an_alarm_that_was_not_needed_leaves_nothing_behind() -> None:
    with alarm(0.05):
        pass
    end = time.process_time() + 0.2
    while time.process_time() < end:
        math.sqrt(2)


def test_in_another_thread_nothing_rings() -> None:
    found: list[int] = []

    def work() -> None:
        with alarm(0.001):
            found.append(double(1))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [2]


def test_a_file_that_cannot_be_read_in_time_is_dropped_and_the_next_one_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    from summarizer.sources import places

    folder = tmp_path
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"It rained in {name}.")
    inner = read_file

    def read(path: str, *args: object, **more: object) -> object:
        if path.endswith("a.txt"):
            hold_interpreter()
        return inner(path, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(places, "read_file", read)
    with BoundedProcess(Limits(article_seconds=0.3)) as process:
        articles, problems = read_places([str(folder)], process=process)
    assert problems == ()
    assert [(article.dropped, article.text) for article in articles] == [("time", ""), ("", "It rained in b.txt.")]


def test_a_large_file_and_a_fetched_one_are_read_in_the_process(tmp_path: Path) -> None:

    folder = tmp_path
    large, fetched = folder / "large.txt", folder / "fetched.md"
    large.write_text("It rained. " * 200)
    fetched.write_text("---\noutlet: Post\n---\n\nIt snowed.\n")
    with BoundedProcess(Limits(large=1_000)) as process:
        articles, _ = read_places([str(large)], process=process)
        assert process.spent > 0
        assert len(articles[0].text) == 2_200
        before = process.spent
        articles, _ = read_places([str(fetched)], process=process, fetched={str(fetched)})
        assert process.spent > before
    assert (articles[0].outlet, articles[0].path) == ("Post", str(fetched))


def test_of_a_folder_that_takes_too_long_the_rest_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    from summarizer.sources import places

    folder = tmp_path
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        (folder / name).write_text("It rained.")
    other = folder.parent / f"{folder.name}.txt"
    other.write_text("It snowed.")
    inner = read_file

    def read(path: str, *args: object, **more: object) -> object:
        end = time.process_time() + 0.2
        while time.process_time() < end:
            math.sqrt(2)
        return inner(path, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(places, "read_file", read)
    with BoundedProcess(Limits(place_seconds=0.3)) as process:
        articles, _ = read_places([str(folder), str(other)], process=process)
    told = [(Path(article.path).name, article.dropped) for article in articles]
    assert told == [("a.txt", ""), ("b.txt", ""), ("c.txt", "place"), (other.name, "")]


def test_a_dropped_article_has_no_text() -> None:
    assert Article("").dropped == ""
