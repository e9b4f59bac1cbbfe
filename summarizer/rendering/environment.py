"""Jinja, fenced in: a sandbox whose every output is escaped for the format. Imported only when it is needed."""

from __future__ import annotations

import re
from traceback import extract_tb
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined, Template, TemplateError
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from summarizer.errors import ConfigError
from summarizer.escaping import escape_markdown, flatten
from summarizer.rendering import filters
from summarizer.rendering.context import context
from summarizer.rendering.filters import Escaped
from summarizer.rendering.keeping import KeptTemplates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from summarizer.model import Briefing

#: A briefing is some kilobytes; a template that writes more than this, or counts further, runs away.
MOST_CHARACTERS = 20_000_000
MOST_ROUNDS = 100_000

# What a template can provoke: its own errors, and those of the Python that runs it.
_FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)


def fill(
    briefing: Briefing,
    format: str,  # noqa: A002
    name: str,
    folders: Sequence[Path],
    packaged: Path,
    more: Mapping[str, object] = MappingProxyType({}),
    source: str = "",
) -> str:
    """Fill the template ``name`` of the first of ``folders`` that has it, then of ``packaged``; or ``source``.

    ``more`` is given to it beside the briefing. Raises ConfigError that names the template's file and line.
    """
    environment = build(format, folders, packaged)
    values = {**context(briefing), **more}
    return fill_template(
        lambda: environment.from_string(source) if source else environment.get_template(name), values, name
    )


def fill_template(load: Callable[[], Template], values: Mapping[str, object], name: str) -> str:
    """Load a template and fill it; all that goes wrong in it comes back as a ConfigError."""
    try:
        template = load()
        # A template that was not read from a file is called “<template>” by Jinja.
        name = (template.filename if template.name else None) or name
        text = _bounded(template.generate(**values))
    except _FAULTS as error:
        raise ConfigError(_fault(error), where=_place(error, name), hint=_hint(error)) from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", where=str(error.filename or name)) from error
    return f"{text.strip()}\n"


def build(format: str, folders: Sequence[Path], packaged: Path) -> ImmutableSandboxedEnvironment:  # noqa: A002
    """Make the environment for a format."""
    environment = (_Fenced if format == "html" else _FencedPlain)(
        loader=ChoiceLoader(
            [
                *(FileSystemLoader(folder) for folder in folders),
                FileSystemLoader(packaged),
                PrefixLoader({"packaged": FileSystemLoader(packaged)}),
            ]
        ),
        autoescape=format == "html",
        finalize=FINALIZERS[format],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=KeptTemplates(packaged, format),
    )
    environment.filters |= FILTERS
    if format != "html":
        # Jinja's own would escape for HTML and call the result safe.
        ready = cast("Callable[[object], Escaped]", FINALIZERS[format])
        environment.filters |= {"safe": _trusted, "e": ready, "escape": ready, "forceescape": ready}
    for clockwork in ("random", "pprint"):
        del environment.filters[clockwork]
    del environment.globals["lipsum"]
    environment.globals["range"] = _counted_range(environment)
    return environment


class _Fenced(ImmutableSandboxedEnvironment):
    """A sandbox that also refuses to multiply texts and lists, or numbers, beyond all measure."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "*" and _size(left) * _size(right) > MOST_CHARACTERS:
            raise SecurityError("the product is too large")
        if operator == "**" and (abs(left) > MOST_ROUNDS or abs(right) > 100):
            raise SecurityError("the power is too large")
        if operator == "%" and isinstance(left, str) and re.search(r"\d{5}|\*", left):
            raise SecurityError("the format is too wide")
        return super().call_binop(context, operator, left, right)


class _FencedPlain(_Fenced):
    """The same for what is not HTML."""

    @staticmethod
    def concat(chunks: Iterable[str], /) -> str:
        """Join what a macro, a block or super() returns: it was escaped piece by piece, and must not be twice."""
        return Escaped("".join(chunks))


def _size(value: object) -> int:
    if isinstance(value, int | float):
        return int(min(abs(value), MOST_CHARACTERS + 1))
    return len(value) if isinstance(value, str | list | tuple) else 1


def _counted_range(environment: ImmutableSandboxedEnvironment) -> Callable[..., Iterator[int]]:
    """Give a ``range`` for which all loops of a template together have ``MOST_ROUNDS``, nested ones too."""
    left = [MOST_ROUNDS]

    def counted(*bounds: int) -> Iterator[int]:
        for number in range(*bounds):
            left[0] -= 1
            if left[0] < 0:
                raise SecurityError(f"more than {MOST_ROUNDS:,} rounds of range()")
            yield number

    return counted


def _bounded(chunks: Iterator[str]) -> str:
    kept: list[str] = []
    size = 0
    for chunk in chunks:
        kept.append(chunk)
        size += len(chunk)
        if size > MOST_CHARACTERS:
            raise SecurityError(f"more than {MOST_CHARACTERS:,} characters")
    return "".join(kept)


def _for_markdown(value: object) -> str:
    # Not ``__html__``: a text made safe for HTML is not safe in Markdown.
    return value if isinstance(value, Escaped) else Escaped(_keeping_ends(_shown(value), escape_markdown))


def _for_html(value: object) -> object:
    return value if hasattr(value, "__html__") else _keeping_ends(_shown(value), flatten)


def _for_text(value: object) -> str:
    return value if isinstance(value, Escaped) else Escaped(_keeping_ends(_shown(value), flatten))


def _keeping_ends(text: str, clean: Callable[[str], str]) -> str:
    """Clean a text, but let a blank at either end be one, as in ``{{ ", " if more else "." }}``."""
    clear = clean(text)
    return f"{' ' if text[:1].isspace() else ''}{clear}{' ' if clear and text[-1:].isspace() else ''}"


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _trusted(value: object) -> Escaped:
    return Escaped(_shown(value))


#: How each format makes a value fit to print. For HTML, Jinja escapes after this.
FINALIZERS: Mapping[str, Callable[[object], object]] = MappingProxyType(
    {"md": _for_markdown, "html": _for_html, "txt": _for_text}
)

#: The filters that templates have beside Jinja's own.
FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        "count_of": filters.count,
        "date": filters.long_date,
        "link": filters.link,
        "listed": filters.listed,
        "minutes": filters.minutes,
        "reading_time": filters.reading_time,
        "words": filters.words,
        "wrap": filters.wrap,
    }
)


def _fault(error: BaseException) -> str:
    if isinstance(error, TemplateNotFound):
        return f"no such template: {error}"
    if isinstance(error, MemoryError | RecursionError):
        return f"the template runs away ({type(error).__name__})"
    if isinstance(error, UnicodeDecodeError):
        return "the template is not UTF-8"
    return f"the template fails: {str(error) or type(error).__name__}"


def _hint(error: BaseException) -> str:
    return "templates may not do this" if isinstance(error, SecurityError) else ""


def _place(error: BaseException, name: str) -> str:
    """Name the file and line of the innermost template; Jinja puts both into the traceback."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name or name}:{error.lineno}"
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else name
