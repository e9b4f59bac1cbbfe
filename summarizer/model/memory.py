"""The nouns of a memory: what earlier editions told, in whose words. Imports nothing of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence that an edition printed or named, as its article has it, and who published it when."""

    text: str
    outlet: str = ""
    published: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ReportedFact:
    """One thing that the edition of some date told, in the words of all who told it, the printed ones first."""

    date: str
    sayings: tuple[Wording, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier editions of a briefing told, and the sentences that they had before them.

    ``read`` has the mark of each sentence that was read, printed or not, with the date of the edition.
    Without it, a sentence that an earlier edition had no room for is news. ``since`` is the date of the
    last edition; before the first one it is empty.
    """

    lines: tuple[ReportedFact, ...] = ()
    read: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    since: str = ""
