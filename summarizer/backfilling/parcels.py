"""What is sent to a worker without our disk, what is done with it there, and whether its program is ours."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

from summarizer.backfilling.digests import digest_program, find_templates
from summarizer.backfilling.jobs import Job, Made, Order
from summarizer.backfilling.making import make
from summarizer.model import Article, Problem

#: Whose versions shape a briefing's bytes.
_SHAPING = ("numpy", "sumy", "jinja2", "markdown", "textstat", "nupunkt", "nh3", "ftfy", "pystemmer")
_OWN, _FOLDER = "own", "templates"


@dataclass(frozen=True, slots=True)
class Parcel:
    """An order with its templates as they stand, by their paths, and the program that is to carry it out."""

    order: Order
    templates: tuple[tuple[str, bytes], ...]
    program: Mapping[str, str]


def pack(order: Order) -> Parcel:
    """Pack an order with the templates that it names."""
    folder = order.templates
    found = {f"{_FOLDER}/{path.relative_to(folder).as_posix()}": path for path in find_templates(folder)}
    if order.template:
        beside = order.template.parent
        found |= {f"{_OWN}/{path.relative_to(beside).as_posix()}": path for path in sorted(beside.glob("*.j2"))}
    files = tuple((name, path.read_bytes()) for name, path in found.items())
    return Parcel(order, files, describe_here())


def make_sent(job: Job, parcel: Parcel, articles: Sequence[Article], problems: Sequence[Problem]) -> Made:
    """Make the texts of a job's briefing, with the templates of the parcel."""
    if differences := find_differences(parcel.program, describe_here()):
        return Made(problems=(Problem(job.folder, f"a worker has {differences}"),))
    with TemporaryDirectory(prefix="summarizer-") as folder:
        for name, content in parcel.templates:
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return make(job, _unpack(parcel.order, Path(folder)), articles, problems)


def _unpack(order: Order, folder: Path) -> Order:
    own = folder / _OWN / order.template.name if order.template else None
    return replace(order, templates=folder / _FOLDER, template=own)


@lru_cache(maxsize=1)
def describe_here() -> Mapping[str, str]:
    """Tell what makes briefings here: the digest of this program, and the versions under it."""
    python = ".".join(map(str, sys.version_info[:2]))
    return {"summarizer": digest_program()[:12], "Python": python} | {name: _version(name) for name in _SHAPING}


def find_differences(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """Tell in what another program differs from ours; an empty text when in nothing.

    >>> find_differences({"numpy": "2.4", "Python": "3.11"}, {"numpy": "2.3", "Python": "3.11"})
    'numpy 2.3 instead of 2.4'
    >>> find_differences({"numpy": "2.4"}, {"numpy": "2.4"})
    ''
    """
    other = [(name, theirs.get(name, "none"), told) for name, told in ours.items() if theirs.get(name) != told]
    return ", ".join(f"{name} {there} instead of {here}" for name, there, here in other)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
