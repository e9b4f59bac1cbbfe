"""Who published an article, when its metadata does not say: told by what the article says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from urllib.parse import urlsplit

from summarizer.media import MEDIUM, match_medium, short_name

_OWNER = r"(?P<name>[A-ZÀ-Þ][^\n.©®™,;|]{1,60}?)"
_YEARS = r"(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)\d\d|\d\d))?"
_HEAD = 3_000  # where "first reported by" may stand in a long article: anywhere near its ends

#: Rule → pattern, the surest first. Each is looked for in the article as read.
_RULES: Mapping[str, str] = MappingProxyType(
    {
        "copyright": (
            rf"(?m)^[ \t]*(?:©|\([cC]\)|Copyright(?: ©| \(c\))?)[ \t]*(?:{_YEARS}[ \t,]*(?:by )?)?{_OWNER}"
            rf"(?:[ \t,]+{_YEARS})?[ \t]*(?:[.,;|\n]|All [Rr]ights|$)"
        ),
        "message": (
            r"(?m)^[ \t]*A (?:[Mm]essage|[Nn]ote) (?:from|to our readers from) (?:the (?=[A-Z]))?"
            r"(?P<name>[A-ZÀ-Þ][^\n.,;:]{1,60}?)[ \t]*(?::|$)"
        ),
    }
)
_FIRST = rf"\bfirst reported by {MEDIUM}|(?:^|(?<=[.”\"] ))(?:{MEDIUM.replace('medium', 'first')}) first reported\b"
_TOLD = re.compile(r"\btold ")
_PASSED_ON = (
    rf"\b(?:according to|cited by|citing) {MEDIUM}|{MEDIUM.replace('medium', 'other')}(?: has| had)? (?:reported|reports|said|says|quoted)\b"
    rf"|\b(?:reported|said) {MEDIUM.replace('medium', 'third')}"
)
_NOT_OWNERS = re.compile(r"^(?:all rights|the author|photo|getty|image|19|20)", re.IGNORECASE)


def infer_outlet(text: str, url: str = "") -> tuple[str, str]:
    """Infer an article's outlet from its text or address; give the name and the rule that told it.

    In this order: its copyright line, its message to readers, what it calls its own first report, the
    host of its address, the one agency that its sources told something. Nothing is inferred from an
    agency that is only passed on ("Reuters reported").

    >>> infer_outlet("It rained.\\n© 2031 Sample News Network. All rights reserved.")
    ('Sample News Network', 'copyright')
    >>> infer_outlet("It rained, Reuters reported.")
    ('', '')
    """
    ends = text if len(text) <= 2 * _HEAD else f"{text[:_HEAD]}\n{text[-_HEAD:]}"
    first = {"first reported": _FIRST} if "first reported" in ends else {}
    for rule, pattern in {**_RULES, **first}.items():
        for found in _compile(pattern).finditer(ends):
            name = next(g for g in found.groups() if g).strip()
            if not _NOT_OWNERS.match(name):
                return short_name(name), rule
    host = _host(url)
    if host:
        return host, "host"
    heard = (match_medium(text, found.end()) for found in _TOLD.finditer(text))
    told = {short_name(found["medium"]) for found in heard if found}
    if len(told) == 1 and not _compile(_PASSED_ON).search(text):
        return told.pop(), "told"
    return "", ""


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    # Not at import: most articles say who published them.
    return re.compile(pattern)


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.") if parts.scheme.lower() in ("http", "https") and "." in host else ""
