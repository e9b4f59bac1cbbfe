"""The body of an answer, unpacked while it comes, and never more of it than allowed."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from summarizer.fetch.failures import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What is asked for. One packing is enough, and this one can be unpacked piece by piece within limits.
ACCEPTED = "gzip"

_PIECE = 65_536
_GZIP = 31  # zlib's window bits for a gzip header


def read_body(chunks: Iterable[bytes], packing: str, most: int) -> bytes:
    """Put a body together. Raises FetchError when it has more than ``most`` bytes, packed or unpacked.

    >>> read_body([b"It ", b"rained."], "", 100)
    b'It rained.'
    >>> read_body([b"It ", b"rained."], "", 5)
    Traceback (most recent call last):
    summarizer.fetch.failures.FetchError: is larger than 0.0 MB
    """
    packing = packing.strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError("is packed in a way that was not asked for")
    bounded = _bound(chunks, most)
    return b"".join(_bound(_unpack(bounded), most) if packing.endswith("gzip") else bounded)


def _bound(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise FetchError(f"is larger than {most / 1e6:.1f} MB")
        yield chunk


def _unpack(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack gzip, also of several members; what follows the last one is left alone."""
    unpacker = zlib.decompressobj(_GZIP)
    begun = False
    try:
        for chunk in chunks:
            while chunk:
                if unpacker.eof:
                    if not chunk.startswith(b"\x1f\x8b"):
                        return
                    unpacker = zlib.decompressobj(_GZIP)
                begun = True
                yield unpacker.decompress(chunk, _PIECE)
                chunk = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error:
        raise FetchError("is packed, and cannot be unpacked") from None
    if begun and not unpacker.eof:
        raise FetchError("ended before it was whole", temporary=True)
