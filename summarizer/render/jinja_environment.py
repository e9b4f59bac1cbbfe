"""Jinja, fenced in: a sandbox whose every output is escaped for the format. Imported only when it is needed.

What templates can do with a value, beyond what Jinja brings: ``{{ value|name }}``.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from traceback import extract_tb
from types import CodeType, MappingProxyType

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined, Template, TemplateError, pass_context
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError
from jinja2.runtime import Context
from platformdirs import user_cache_path

from summarizer.errors import ConfigError
from summarizer.render import page_words, template_bounds
from summarizer.render.template_bounds import (
    MOST_CHARACTERS,
    BoundedEnvironment,
    TooMuchError,
    bound_calls,
    start_counting,
    take_value,
)
from summarizer.text.escaping import escape_destination, escape_markdown, flatten
from summarizer.text.tokens import count_words, reading_seconds


class Escaped(str):
    """A text that is ready for its format. Joined with any other it is a plain one again, and escaped as a whole."""

    __slots__ = ()


def _in_page_language(speak: Callable[..., object]) -> Callable[..., object]:
    """Return a function of the page's words as a filter, which knows the language of the page that is printed."""

    @pass_context
    def speak_here(context: Context, *values: object, **named: object) -> object:
        return speak(*values, **named, code=str(context.get("language") or "en"))

    return speak_here


#: A text of a template in the page's language: ``{{ _("also read") }}``. It is escaped like any other in HTML, and fit
#: for any other format as it stands.
translate = _in_page_language(lambda text, code: page_words.translate(str(text), code))
_translate_ready = _in_page_language(lambda text, code: Escaped(page_words.translate(str(text), code)))


def link(label: str, url: str) -> Escaped:
    """Return a Markdown link, or the label alone when there is no safe address.

    >>> link("dpa", "https://news.example/1"), link("[x]", "javascript:y")
    ('[dpa](https://news.example/1)', '\\\\[x\\\\]')
    """
    shown = escape_markdown(label)
    destination = escape_destination(url)
    return Escaped(f"[{shown}]({destination})" if destination else shown)


def wrap(text: str, first: str = "", rest: str | None = None, width: int = 72) -> Escaped:
    """Return a text in lines of at most ``width`` columns that begin with ``first``, then ``rest``.

    >>> print(wrap("one two three", "- ", "  ", width=9))
    - one two
      three
    """
    if rest is None:
        rest = first
    room = max(width, len(first) + 10)
    flat = flatten(str(text))
    lines = textwrap.wrap(flat, room, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return Escaped("\n".join(lines) or first.rstrip())


#: The filters that templates have beside Jinja's own.
FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        "count_of": _in_page_language(page_words.count),
        "date": _in_page_language(page_words.spell_date),
        "link": link,
        "listed": _in_page_language(page_words.join_names),
        "minutes": _in_page_language(page_words.minutes),
        "reading_time": _in_page_language(
            lambda text, code: page_words.minutes(reading_seconds(count_words(text)), code)
        ),
        "words": count_words,
        "wrap": wrap,
    }
)


# What a template can provoke: its own errors, and those of the Python that runs it.
_FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    # Python's own, of more nested loops than it takes.
    SyntaxError,
    TypeError,
    ValueError,
)
_COMPILED: dict[tuple[str, str, str], CodeType | None] = {}


def fill_template(load: Callable[[], Template], values: Mapping[str, object], name: str) -> str:
    """Load a template and fill it.

    Raises:
        ConfigError: something goes wrong in it; the error names the template's file and line.
    """
    start_counting()
    kept: list[str] = []
    size = 0
    try:
        template = load()
        # A template that was not read from a file is called “<template>” by Jinja.
        if template.name and template.filename:
            name = template.filename
        for chunk in template.generate(**values):
            kept.append(chunk)
            size += len(chunk)
            if size > MOST_CHARACTERS:
                raise TooMuchError(f"it writes more than {MOST_CHARACTERS:,} characters")
    except _FAULTS as error:
        raise _explain_fault(error, name) from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", where=str(error.filename or name)) from error
    return f"{''.join(kept).strip()}\n"


def build_environment(
    format: str,  # noqa: A002
    clean: Callable[[str], str],
    folders: Sequence[Path],
    packaged: Path,
) -> BoundedEnvironment:
    """Return the environment for a format: templates of ``folders`` in their order, then of ``packaged``.

    ``clean`` makes a value fit to print in it.
    """
    # With the context it is left for when a template is filled.
    finalize = pass_context(partial(_finalize, clean=clean, ready=None if format == "html" else Escaped))
    ours = FileSystemLoader(packaged)
    theirs = [FileSystemLoader(folder) for folder in folders]
    kind = BoundedEnvironment if format == "html" else _PlainEnvironment
    environment = kind(
        loader=ChoiceLoader([*theirs, ours, PrefixLoader({"packaged": ours})]),
        autoescape=format == "html",
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=_CompiledTemplates("html" if format == "html" else "plain"),
    )
    environment.filters |= bound_calls(FILTERS)
    environment.globals["_"] = translate if format == "html" else _translate_ready
    if format != "html":
        # Jinja's own would escape for HTML and call the result safe.
        environment.filters |= dict.fromkeys(("e", "escape", "forceescape"), finalize)
        environment.filters["safe"] = lambda value: Escaped("" if value is None else value)
    for clockwork in ("random", "pprint"):
        del environment.filters[clockwork]
    del environment.globals["lipsum"]
    return environment


class _PlainEnvironment(BoundedEnvironment):
    """The environment for what is not HTML."""

    @staticmethod
    def concat(chunks: Iterable[str], /) -> str:
        """Join what a macro, a block or super() returns: it was escaped piece by piece, and must not be twice."""
        return Escaped(BoundedEnvironment.concat(chunks))


class _CompiledTemplates(FileSystemBytecodeCache):
    """Keeps templates compiled: a backfill fills the same ones each time, and to compile ours takes a tenth of a start.

    They are kept while the process runs, and for the next ones in the user's cache folder, one file each, where that
    can be written. The bucket's key stands for a template's name and file, its checksum for what the code is made of.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(str(user_cache_path("summarizer", appauthor=False) / "templates"), f"{kind}-%s")

    def get_source_checksum(self, source: str) -> str:
        """Return what tells a template's code: its text, and what compiles it."""
        return super().get_source_checksum(f"{_identify_compiler()}\0{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template's code from those kept, None if it is not there."""
        bucket.code = _COMPILED.get((self.pattern, bucket.key, bucket.checksum))
        if bucket.code is None and Path(self.directory).is_absolute():
            # Of what a damaged file makes the unpickling raise, nothing matters: the template is compiled.
            with suppress(Exception):
                super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        _COMPILED[self.pattern, bucket.key, bucket.checksum] = bucket.code
        folder = Path(self.directory)
        # Who has no home, or one that cannot be written, compiles each time.
        if folder.is_absolute():
            with suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)


@cache
def _identify_compiler() -> str:
    """Return what, beside its text, tells how a template is compiled: no value is made or cleaned by that."""
    modules = (template_bounds.__file__, __file__)
    return "\0".join([version("jinja2"), *(Path(module).read_text(encoding="utf-8") for module in modules)])


def _finalize(_context: Context, value: object, clean: Callable[[str], str], ready: type | None = None) -> object:
    """Return a value's text made fit for a format, unless it is ready; for HTML, Jinja escapes after this.

    A blank at either end stays one, as in ``{{ ", " if more else "." }}``.
    """
    # Elsewhere not ``__html__``: a text made safe for HTML is not safe in Markdown.
    if isinstance(value, ready) if ready else hasattr(value, "__html__"):
        return value
    text = "" if value is None else str(take_value(value))
    clear = clean(text)
    before = " " if text[:1].isspace() else ""
    after = " " if clear and text[-1:].isspace() else ""
    cleaned = f"{before}{clear}{after}"
    return Escaped(cleaned) if ready else cleaned


def _explain_fault(error: BaseException, name: str) -> ConfigError:
    """Return what went wrong in a template, for its author, with the innermost template's file and line."""
    hint = ""
    if isinstance(error, TooMuchError):
        hint = "if it has no loop without an end, the page is too large: name fewer articles, or a smaller --length"
    elif isinstance(error, SecurityError):
        hint = "templates may not do this"
    message = f"the template fails: {str(error) or type(error).__name__}"
    if isinstance(error, TemplateNotFound):
        message = f"no such template: {error}"
    elif isinstance(error, MemoryError | RecursionError):
        message = f"the template runs away ({type(error).__name__})"
    elif isinstance(error, UnicodeDecodeError):
        message = "the template is not UTF-8"
    return ConfigError(message, where=_find_place(error, name), hint=hint)


def _find_place(error: BaseException, name: str) -> str:
    """Return the file and line of the innermost template that an error comes from, the ``name`` where it is of none."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or name}:{error.lineno}"
    # Jinja puts both into the traceback.
    inside = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    return f"{inside[-1].filename}:{inside[-1].lineno}" if inside else name
