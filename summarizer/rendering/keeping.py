"""Our own templates, compiled, are kept where Python keeps its code: to compile one takes longer than to fill it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha1
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING

import jinja2.compiler
from jinja2.bccache import Bucket, BytecodeCache

from summarizer import escaping
from summarizer.rendering import filters

if TYPE_CHECKING:
    from jinja2 import Environment

# What a template is compiled by, and what is compiled into it.
_SHAPING = (jinja2.compiler.__file__, escaping.__file__, filters.__file__, Path(__file__).with_name("environment.py"))


class KeptTemplates(BytecodeCache):
    """Keep the compiled templates of one folder in its ``__pycache__``, apart for each format.

    Whatever is compiled into them counts: the source, the format, the place (an error names it), Jinja and
    what escapes. Templates of other folders are compiled anew each time, and so are all where nothing can be
    written, or where Python was told to write no compiled code.
    """

    def __init__(self, folder: Path, format: str) -> None:  # noqa: A002
        self._folder = os.path.realpath(folder)
        self._format = format

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Give the bucket of a template: its key is the file that it is kept in, or empty."""
        key = ""
        if filename and os.path.realpath(os.path.dirname(filename)) == self._folder:
            key = cache_from_source(f"{filename}-{self._format}.py")
        bucket = Bucket(environment, key, f"{self._stamp(str(filename))} {self.get_source_checksum(source)}")
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a compiled template; leave the bucket empty if there is none that fits."""
        # Whatever a damaged file provokes, the template can be compiled.
        with suppress(Exception):
            if bucket.key:
                bucket.bytecode_from_string(Path(bucket.key).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template, whole or not at all."""
        if not bucket.key or sys.dont_write_bytecode:
            return
        with suppress(OSError):
            folder = Path(bucket.key).parent
            folder.mkdir(parents=True, exist_ok=True)
            handle, made = mkstemp(dir=folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    bucket.write_bytecode(file)
                os.chmod(made, 0o644)
                os.replace(made, bucket.key)
            except OSError:
                os.unlink(made)

    def _stamp(self, filename: str) -> str:
        parts = [filename]
        for file in _SHAPING:
            with suppress(OSError):
                stat = os.stat(file)
                parts.append(f"{stat.st_mtime_ns} {stat.st_size}")
        return sha1("\n".join(parts).encode(errors="surrogateescape"), usedforsecurity=False).hexdigest()
