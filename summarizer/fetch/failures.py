"""Why an address could not be fetched."""

from __future__ import annotations

from summarizer.errors import SourceError


class FetchError(SourceError):
    """An address gave nothing that can be used. The message names no credentials.

    ``temporary`` says that it may be otherwise at the next run; ``wait`` for how many seconds the server asked to
    be left alone, 0 when it did not ask.
    """

    def __init__(self, message: str, *, where: str = "", temporary: bool = False, wait: float = 0.0) -> None:
        super().__init__(message, where=where)
        self.temporary = temporary
        self.wait = wait
