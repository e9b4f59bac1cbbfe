"""What a server lets robots fetch (robots.txt, RFC 9309): the longest rule that fits wins, ``*`` and ``$`` count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

#: Characters of a robots.txt that are read; RFC 9309 asks for at least 500 kilobytes.
MAX_ROBOTS = 500_000
#: Seconds between two requests that a server may ask for.
MAX_DELAY = 10.0

_TOKEN = re.compile(r"[a-zA-Z_-]+")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for one robot: (is allowed, pattern) and the seconds between two requests."""

    paths: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allow(self, url: str) -> bool:
        """Tell whether an address may be fetched; of rules equally long the one that allows wins."""
        parts = urlsplit(url)
        path = _normalize((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        fitting = [(len(pattern), allowed) for allowed, pattern in self.paths if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True


def parse_robots(text: str, agent: str) -> Rules:
    """Read the rules for the robot called ``agent`` (a product's name), else those for all.

    >>> rules = parse_robots("User-agent: *\\nDisallow: /a\\nAllow: /a/b$", "summarizer")
    >>> [rules.allow("https://x.example" + path) for path in ("/", "/a/c", "/a/b", "/a/b/c")]
    [True, False, True, False]
    >>> parse_robots("User-agent: other\\nDisallow: /", "summarizer").allow("https://x.example/")
    True
    """
    own: list[tuple[str, str]] | None = None
    others: list[tuple[str, str]] = []
    for agents, lines in _split_groups(text[:MAX_ROBOTS]):
        if agent.lower() in agents:
            own = [*(own or []), *lines]
        elif "*" in agents:
            others += lines
    lines = others if own is None else own
    paths = tuple((name == "allow", _normalize(value)) for name, value in lines if name != "crawl-delay" and value)
    return Rules(paths, max([_read_delay(value) for name, value in lines if name == "crawl-delay"], default=0.0))


def _split_groups(text: str) -> list[tuple[set[str], list[tuple[str, str]]]]:
    """Give each group's robots and its rules in order."""
    groups: list[tuple[set[str], list[tuple[str, str]]]] = []
    for line in text.lstrip("\ufeff").splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if not groups or groups[-1][1]:
                groups.append((set(), []))
            token = _TOKEN.match(value)
            groups[-1][0].add("*" if value == "*" else token[0].lower() if token else "")
        elif name in ("allow", "disallow", "crawl-delay") and groups:
            groups[-1][1].append((name, value))
    return groups


def _read_delay(value: str) -> float:
    return min(float(value), MAX_DELAY) if re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", value, re.ASCII) else 0.0


def _normalize(path: str) -> str:
    """Write a path in the one way that can be compared: plain where it may be, escaped where it must be."""

    def decode(found: re.Match[str]) -> str:
        letter = chr(int(found[1], 16))
        return letter if letter in _UNRESERVED else found[0].upper()

    return _ESCAPE.sub(decode, quote(path, safe="%/?#[]@!$&'()*+,;=:-._~"))


def _fits(pattern: str, path: str) -> bool:
    """Tell whether a rule fits, without trying ways back: many ``*`` cost no more than one."""
    ends = pattern.endswith("$")
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not parts:
        return not ends or path == first
    at = len(first)
    for part in parts[:-1]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    last = parts[-1]
    return path.find(last, at) >= 0 if not ends else len(path) - len(last) >= at and path.endswith(last)
