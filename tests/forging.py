"""What the tests of forged pages share: how a record is changed, and a proof that makes no page twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from summarizer.briefing import front_page_proof, verification
from summarizer.briefing.front_page import compose_front_page
from summarizer.briefing.pipeline import analyse_story, compose

Record = dict[str, Any]
Change = Callable[[Record], object]
_MADE: dict[str, Any] = {}


def lines_of(record: Record) -> list[Record]:
    """Give the printed lines of a briefing, section by section."""
    return [line for section in record["sections"] for line in section["sentences"]]


def put(place: str, value: object) -> Change:
    """Return what sets a field, as ``articles.0.title``; a function is given what stands there."""

    def change(record: Record) -> None:
        *way, last = [int(step) if step.isdigit() else step for step in place.split(".")]
        here: Any = record
        for step in way:
            here = here[step]
        here[last] = value(here[last]) if callable(value) else value

    change.__name__ = f"put {place} {'' if callable(value) else repr(value)[:30]}"
    return change


def make_once(patch: pytest.MonkeyPatch) -> None:
    """Let a proof make a page anew only where it is of other articles or options than any before.

    Most forgeries alter neither, and to make a page takes most of the time of a proof.
    """
    patch.setattr(verification, "compose", _remember(compose))
    patch.setattr(verification, "analyse_story", _remember(analyse_story))
    patch.setattr(front_page_proof, "compose_front_page", _remember(compose_front_page))


def _remember(make: Callable[..., Any]) -> Callable[..., Any]:
    def keep(*asked: Any, **named: Any) -> Any:
        key = repr((make, asked, named))
        if key not in _MADE:
            _MADE[key] = make(*asked, **named)
        return _MADE[key]

    return keep
