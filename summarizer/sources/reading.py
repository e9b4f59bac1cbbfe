"""One file, or standard input, to its articles."""

from __future__ import annotations

import os
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from summarizer.errors import SourceError
from summarizer.model import Problem
from summarizer.sources.decoding import refuse_known_formats
from summarizer.sources.formats import Reader, pick_limit, pick_reader
from summarizer.sources.loading import check_size, load_file
from summarizer.sources.mailbox import find_mail
from summarizer.sources.sniffing import read_unnamed
from summarizer.sources.walking import STDIN

if TYPE_CHECKING:
    from summarizer.sources.checking import Found


def read_file(path: str, root: str = "", stdin: bytes | None = None) -> Found:
    """Read the articles of one file, named as the user named it; ``root`` is where a relative path counts from.

    Never raises for what is wrong with the file: that is a Problem.
    """
    try:
        if path == STDIN:
            return _read_bytes(_take_stdin(stdin), path, read_unnamed)
        place = find_mail(os.path.join(root, path))
        return _read_bytes(load_file(place, pick_limit(path)), path, pick_reader(place))
    except SourceError as fault:
        return (), (Problem(fault.where or path, fault.message),)


def _take_stdin(stdin: bytes | None) -> bytes:
    if stdin is None:
        raise SourceError("nothing was given on standard input")
    check_size(len(stdin))
    return stdin


def _read_bytes(data: bytes, path: str, reader: Reader) -> Found:
    if not data.strip():
        raise SourceError("is empty")
    refuse_known_formats(data)
    articles, problems = reader(data, path)
    digest = sha256(data).hexdigest()
    return tuple(replace(article, path=path, sha256=digest) for article in articles), problems
