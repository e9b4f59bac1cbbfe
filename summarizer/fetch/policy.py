"""How the network is used: how politely, how patiently, how much at most."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules for all requests of one run. Times are seconds, sizes bytes.

    ``timeout`` bounds each silence of a server, ``total_seconds`` one answer as a whole, ``host_seconds`` all
    answers of one host; ``most_bytes`` counts after decompression. ``retries`` come after the first try, the first
    of them ``backoff`` later and each next twice as late; a server that asks for more than ``longest_wait`` is left
    for the next run. ``pause`` lies between two requests to one host. ``certificates`` is a file of authorities to
    trust instead of the usual ones. ``fulltext`` reads the page of an item of which the feed has a teaser only.
    """

    user_agent: str = "summarizer/0.1 (briefing of news; respects robots.txt)"
    timeout: float = 20.0
    total_seconds: float = 60.0
    host_seconds: float = 300.0
    most_bytes: int = 10_000_000
    retries: int = 2
    backoff: float = 1.0
    longest_wait: float = 60.0
    redirects: int = 5
    pause: float = 1.0
    threads: int = 6
    most_items: int = 50
    fulltext: bool = True
    allow_private: bool = False
    certificates: str = ""
