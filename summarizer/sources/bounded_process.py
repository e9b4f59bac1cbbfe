"""Work on the texts of others that ends in any case: under an alarm here, or in a process that can be ended.

An alarm ends a regular expression that holds the interpreter, but no parser in C and no text that eats memory. The
system itself ends a process, whatever it does, when its processor time is spent, and bounds its memory; macOS bounds no
memory, and there we look how much it has. Windows has neither alarms nor such bounds: there all is done in the process,
which is ended by the clock, and memory is not bounded.
"""

from __future__ import annotations

import copyreg
import gc
import math
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.errors import SourceError
from summarizer.model import EXCESSES, Excess

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

T = TypeVar("T")
_HAS_TIMER = hasattr(signal, "setitimer")
#: Seconds between two looks at how much memory a process has, where the system does not bound it; 0 where it does.
_LOOKING = 0.5 if sys.platform == "darwin" else 0.0
#: Characters for which one article's seconds are enough; a longer text has as many more. Some 100,000 take one second.
_PIECE = 100_000
#: The exit status of a process that has no memory left.
_NO_MEMORY = 70


def make_mapping(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """Return a read-only mapping, as values of ours hold it and pickle does not know it."""
    return MappingProxyType(values)


copyreg.pickle(MappingProxyType, lambda mapping: (make_mapping, (dict(mapping),)))


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be spent: processor seconds on one article (for each 100,000 characters) and on one place, seconds on a
    whole run, megabytes of memory; 0 is no bound. Of ``large`` bytes or characters on, work is done in a process.
    """

    article_seconds: float = 10
    place_seconds: float = 60
    run_seconds: float = 600
    memory: int = 4_000
    large: int = 500_000

    def find_seconds(self, characters: int) -> float:
        """Return the processor seconds that are enough for texts of so many characters.

        >>> Limits().find_seconds(5_000), Limits().find_seconds(250_000)
        (10.0, 25.0)
        """
        return self.article_seconds * max(1.0, characters / _PIECE)


class LimitError(SourceError):
    """Something took more than it may."""

    def __init__(self, excess: Excess) -> None:
        super().__init__(f"is left out: {EXCESSES[excess]}")
        self.excess = excess


class OutOfTimeError(SourceError):
    """The time of the whole run is over."""

    def __init__(self) -> None:
        super().__init__("the time of the run was over before this was done", hint="see run_seconds in [limits]")


class _Alarm(BaseException):
    """Rings in whatever runs; no handler of errors takes it for one of its own."""


def can_ring() -> bool:
    """Return whether an alarm rings here: in the main thread, and not on Windows."""
    return _HAS_TIMER and threading.current_thread() is threading.main_thread()


@contextmanager
def alarm(seconds: float, *, by_clock: bool = False) -> Iterator[None]:
    """Bound the processor time of what runs here, a regular expression too. Raises LimitError when it is spent.

    ``by_clock`` bounds the time of the clock instead, and raises OutOfTimeError; such an alarm may hold one of the
    other kind. Where none rings, nothing is bounded. Code in C that looks for no signals comes to its own end first.
    """
    if not can_ring():
        yield
        return
    timer, number = (signal.ITIMER_REAL, signal.SIGALRM) if by_clock else (signal.ITIMER_PROF, signal.SIGPROF)
    rung = _Alarm()
    is_set = True

    def ring(number: int, frame: object) -> None:
        if is_set:
            raise rung

    before = signal.signal(number, ring)
    try:
        signal.setitimer(timer, 0 if math.isinf(seconds) else seconds)
        yield
        is_set = False
    except _Alarm as found:
        is_set = False
        if found is not rung:
            raise
        raise (OutOfTimeError() if by_clock else LimitError("time")) from None
    finally:
        is_set = False
        signal.setitimer(timer, 0)
        signal.signal(number, before)


class BoundedProcess:
    """A process that does one piece of work after the other, and is ended when one takes more than it may.

    It is started when there is work, and anew after each end. ``deadline`` is when the time of the whole run is over,
    by ``time.monotonic``. May be used by several threads, and as a context that ends it.
    """

    def __init__(self, limits: Limits | None = None, deadline: float = math.inf) -> None:
        self.limits = limits or Limits()
        self.deadline = deadline
        #: Processor seconds of all work that came to its end.
        self.spent = 0.0
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._connection: Connection[Any, Any] | None = None

    def __enter__(self) -> BoundedProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def left(self) -> float:
        """Return the seconds until the deadline."""
        return self.deadline - time.monotonic()

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._process is not None and self._connection is not None:
            self._process.kill()
            self._process.join()
            self._connection.close()
        self._process = self._connection = None

    def do(self, seconds: float, work: Callable[..., T], *args: object) -> T:
        """Return what some work gives that is done there within so many processor seconds.

        Raises LimitError when it takes more of them or of memory, OutOfTimeError when the run is over, and whatever
        the work itself raises.
        """
        with self._lock:
            left = self.left
            if left <= 0:
                raise OutOfTimeError
            patience = left if _HAS_TIMER or not seconds else min(left, seconds)
            connection = self._connect()
            try:
                connection.send((seconds, work, args))
                if not self._wait(connection, patience):
                    if patience == left:
                        raise OutOfTimeError
                    raise LimitError("time")
                result, error, spent = connection.recv()
            except (EOFError, OSError):
                raise LimitError(self._find_excess()) from None
            except BaseException:
                self.close()
                raise
            self.spent += spent
        if error is not None:
            raise error
        found: T = result
        return found

    def do_near(self, seconds: float, size: int, work: Callable[..., T], *args: object) -> T:
        """Return what some work on so many bytes or characters gives: here under an alarm if they are few, else there.

        What it raises is what ``do`` raises.
        """
        if size >= self.limits.large or not can_ring():
            return self.do(seconds, work, *args)
        with alarm(seconds):
            return work(*args)

    def _connect(self) -> Connection[Any, Any]:
        """Return the connection to the process, started if there is none that lives."""
        if self._process is not None and self._connection is not None and self._process.is_alive():
            return self._connection
        import multiprocessing

        self.close()
        # Spawned, because a fork of a process with threads may hang.
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        told = (theirs, self.limits.memory, gc.get_threshold())
        self._process = context.Process(target=_serve, args=told, daemon=True)
        self._process.start()
        theirs.close()
        return self._connection

    def _wait(self, connection: Connection[Any, Any], seconds: float) -> bool:
        """Return whether an answer comes within so many seconds. Raises LimitError when the process grows too large."""
        if not _LOOKING or not self.limits.memory or self._process is None:
            return connection.poll(None if math.isinf(seconds) else seconds)
        import subprocess

        end = time.monotonic() + seconds
        while not connection.poll(max(0.0, min(_LOOKING, end - time.monotonic()))):
            if time.monotonic() >= end:
                return False
            call = ["/bin/ps", "-o", "rss=", "-p", str(self._process.pid)]
            kilobytes = subprocess.run(call, capture_output=True, text=True, check=False).stdout.strip()
            if kilobytes.isdigit() and int(kilobytes) * 1024 > self.limits.memory * 1_000_000:
                raise LimitError("memory")
        return True

    def _find_excess(self) -> Excess:
        """Return by what the process ended that is there no longer."""
        code: int | None = None
        if self._process is not None:
            self._process.join(1)
            code = self._process.exitcode
        self.close()
        if code is not None and _HAS_TIMER and code == -signal.SIGPROF:
            return "time"
        # The system kills who has most when there is no memory left.
        return "memory" if code in (_NO_MEMORY, -9) else "crash"


def _serve(connection: Connection[Any, Any], megabytes: int, thresholds: tuple[int, int, int]) -> None:
    """Do the work that comes, each within its seconds; the process ends with the one that began it.

    It looks for garbage as seldom as that one, by its ``thresholds``.
    """
    gc.set_threshold(*thresholds)
    # Ctrl-C is for who began it to hear.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory(megabytes)
    try:
        while True:
            seconds, work, args = connection.recv()
            begun = time.process_time()
            result = error = None
            if _HAS_TIMER:
                # Nobody handles its signal, so the system ends the process. An alarm could leave a module half loaded.
                signal.setitimer(signal.ITIMER_PROF, seconds)
            try:
                result = work(*args)
            except MemoryError:
                raise
            except Exception as fault:  # noqa: BLE001 (it is raised where the work was asked for)
                error = fault
            if _HAS_TIMER:
                signal.setitimer(signal.ITIMER_PROF, 0)
            connection.send((result, error, time.process_time() - begun))
    except MemoryError:
        raise SystemExit(_NO_MEMORY) from None
    except (EOFError, OSError):
        return


def _bound_memory(megabytes: int) -> None:
    """Bound the addresses that this process may use beside those it begins with, where the system can."""
    try:
        import resource
    except ImportError:
        return
    if not megabytes:
        return
    # On many cores its threads reserve gigabytes, which are none of the texts'.
    import numpy  # noqa: F401

    most = megabytes * 1_000_000
    with suppress(OSError):
        most += int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    # A bound of the system's own that is lower stays.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
