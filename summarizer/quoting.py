"""Quotations: what somebody else's words are in a text."""

from __future__ import annotations

import re

QUOTATION = re.compile(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)|\"[^\"]*(?:\"|$)")
MASK = "\x01"


def mask(text: str) -> str:
    """Blot out what stands in quotation marks, keeping its length: the narrator's words are left.

    >>> mask('He said "no way" today.').replace("\\x01", "_")
    'He said "______" today.'
    """

    def blot(found: re.Match[str]) -> str:
        whole = found.group()
        closed = len(whole) > 1 and whole[-1] in '”»"“'
        return whole[0] + MASK * (len(whole) - 1 - closed) + (whole[-1] if closed else "")

    return QUOTATION.sub(blot, text)
