"""How long a server asks to be left alone (Retry-After, RFC 9110)."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

#: Seconds that a server may ask for; who asks for more gets this.
MOST_WAITED = 86_400.0


def read_retry_after(value: str, now: datetime) -> float:
    """Give the seconds to wait that a header asks for; 0 when it asks for nothing that can be understood.

    >>> from datetime import datetime, timezone
    >>> now = datetime(2031, 3, 4, 6, 0, tzinfo=timezone.utc)
    >>> read_retry_after("120", now), read_retry_after("Tue, 04 Mar 2031 06:05:00 GMT", now)
    (120.0, 300.0)
    >>> read_retry_after("soon", now), read_retry_after("-5", now), read_retry_after("9" * 30, now)
    (0.0, 0.0, 86400.0)
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:20]), MOST_WAITED)
    try:
        moment = parsedate_to_datetime(value)
        seconds = (moment.astimezone(now.tzinfo) - now).total_seconds()
    except (ValueError, OverflowError, TypeError):
        return 0.0
    return max(0.0, min(seconds, MOST_WAITED))
