"""What an examination found → one line each: all is well, worth knowing, or wrong and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.errors import SummarizerError
from summarizer.text.escaping import flatten


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. ``what`` was checked, ``hint`` says what to do where something is to be done."""

    level: Literal["ok", "notice", "problem"]
    what: str
    message: str
    hint: str = ""


def find_fault(what: str, error: SummarizerError) -> Finding:
    """Make a finding of an error.

    >>> find_fault("mail", SummarizerError("no such user", where="mail.to", hint="set it"))
    Finding(level='problem', what='mail', message='mail.to: no such user', hint='set it')
    """
    place = f"{error.where}: " if error.where else ""
    return Finding("problem", what, f"{place}{error.message}", error.hint)


def describe_findings(findings: Iterable[Finding]) -> list[str]:
    """Tell each finding in one line.

    >>> describe_findings([Finding("ok", "clock", "it is late"), Finding("problem", "plan", "no plan", "write one")])
    ['ok       clock: it is late', 'problem  plan: no plan (write one)']
    """
    return [
        f"{one.level:<8} {flatten(f'{one.what}: {one.message}')}{f' ({flatten(one.hint)})' if one.hint else ''}"
        for one in findings
    ]


def count_findings(findings: Sequence[Finding]) -> str:
    """Count what was found, in words.

    >>> count_findings([Finding("ok", "a", "b")]), count_findings([Finding("problem", "a", "b")] * 2)
    ('1 check: all is well', '2 checks: 2 problems')
    """
    problems = sum(one.level == "problem" for one in findings)
    verdict = f"{problems} problem{'' if problems == 1 else 's'}" if problems else "all is well"
    return f"{len(findings)} check{'' if len(findings) == 1 else 's'}: {verdict}"
