"""What made a briefing: a digest of the program's code and language data, and of the libraries that decide.

Two programs of one digest make the same briefing of the same articles; of two others, nobody knows.
"""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from summarizer.model import MadeBy

_PROGRAM = "summarizer"
#: Another version of these may read, cut or rank a text in another way.
_LIBRARIES = (  # names, not language
    "chardet", "feedparser", "ftfy", "numpy", "nupunkt", "py3langid", "PyStemmer", "sumy", "textstat",
    "trafilatura",
)  # fmt: skip
#: A plan is recorded as it was used, and a template decides nothing.
_LEFT_OUT = frozenset({"templates", "__pycache__"})


@cache
def find_maker() -> MadeBy:
    """Return what makes briefings here."""
    parts = [f"Python {sys.version_info.major}.{sys.version_info.minor}", f"Unicode {unicodedata.unidata_version}"]
    parts += [f"{name} {_find_version(name)}" for name in _LIBRARIES]
    digest = sha256("\n".join(parts).encode())
    package = Path(__file__).resolve().parent.parent
    for path in sorted(package.rglob("*")):
        place = path.relative_to(package)
        if path.suffix in (".py", ".toml") and _LEFT_OUT.isdisjoint(place.parts):
            digest.update(f"\0{place.as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return MadeBy(_find_version(_PROGRAM), digest.hexdigest())


def _find_version(name: str) -> str:
    """Return the version of an installed package, nothing for one that is not there."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
