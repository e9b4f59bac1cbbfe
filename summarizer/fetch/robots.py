"""What a server lets programs fetch (robots.txt, RFC 9309), as protego reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from protego import Protego

#: Bytes of a robots.txt that are read; RFC 9309 asks for at least 500 kilobytes.
MAX_ROBOTS = 500_000
#: Seconds between two requests that a server may ask for.
MAX_DELAY = 10.0

# What follows a program's name, as its version: RFC 9309 knows the name alone.
_AFTER_NAME = re.compile(r"^([ \t]*user-agent[ \t]*:[ \t]*[a-z_-]+)[^\r\n]*", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of one server for the program called ``agent``."""

    parsed: Protego
    agent: str

    def allow(self, url: str) -> bool:
        """Return whether an address may be fetched: the longest rule that fits decides, and ``*`` and ``$`` count.

        >>> rules = parse_robots("User-agent: *\\nDisallow: /a\\nAllow: /a/b$", "summarizer")
        >>> [rules.allow("https://x.example" + path) for path in ("/", "/a/c", "/a/b", "/a/b/c")]
        [True, False, True, False]
        """
        return self.parsed.can_fetch(url, self.agent)

    @property
    def delay(self) -> float:
        """Return the seconds between two requests that the server asks for, within reason."""
        return min(self.parsed.crawl_delay(self.agent) or 0.0, MAX_DELAY)


def parse_robots(text: str, agent: str) -> RobotsRules:
    """Parse the rules for a program by its product's name, else those for all.

    >>> parse_robots("User-agent: other\\nDisallow: /", "summarizer").allow("https://x.example/")
    True
    """
    return RobotsRules(Protego.parse(_AFTER_NAME.sub(r"\1", text.removeprefix("\ufeff"))), agent)
