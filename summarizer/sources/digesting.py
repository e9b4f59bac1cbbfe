"""What stands in a folder, as one digest: it changes when what is read there can."""

from __future__ import annotations

import os
from hashlib import sha256

from summarizer.errors import SourceError
from summarizer.sources.formats import pick_limit
from summarizer.sources.loading import load_file
from summarizer.sources.mailbox import find_mail
from summarizer.sources.walking import LABELS_FILE, find_files


def digest_place(place: str) -> str:
    """Give the digest of all that ``read_places`` reads of a place: names and bytes, and each ``outlets.toml``.

    Files are not parsed, so this is quick. What cannot be read counts as what is wrong with it.
    """
    paths, problems = find_files([place])
    labels = sorted({os.path.join(os.path.dirname(path), LABELS_FILE) for path in paths})
    parts = [f"{path}\0{_digest_file(path)}" for path in sorted({*paths, *filter(os.path.lexists, labels)})]
    parts += [f"{problem.where}\0{problem.message}" for problem in problems]
    return sha256("\1".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


def _digest_file(path: str) -> str:
    try:
        return sha256(load_file(find_mail(path), pick_limit(path))).hexdigest()
    except SourceError as fault:
        return fault.message
