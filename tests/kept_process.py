"""One process for what may take too much, kept from run to run: to start one takes longer than most tests do."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from summarizer.sources.bounded_process import BoundedProcess, Limits

T = TypeVar("T")


class KeptProcess(BoundedProcess):
    """A process that is not ended with the run that used it; one that took too much is, as everywhere."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def do(self, seconds: float, work: Callable[..., T], *args: object) -> T:
        found: T = super().do(seconds, _do_in, os.getcwd(), work, *args)
        return found


def _do_in(folder: str, work: Callable[..., T], *args: object) -> T:
    """Return what some work gives in the folder of a later run; it began in that of the first."""
    os.chdir(folder)
    return work(*args)


#: By how much memory it may have, which is bounded when it starts.
_KEPT: dict[int, KeptProcess] = {}


def open_kept(limits: Limits, deadline: float = math.inf) -> KeptProcess:
    """Return the process of earlier runs, with the limits of this one."""
    process = _KEPT.setdefault(limits.memory, KeptProcess())
    process.limits, process.deadline, process.spent = limits, deadline, 0.0
    return process
