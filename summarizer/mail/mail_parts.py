"""The texts of a briefing's mail, made of templates: subject, plain text, and HTML with its style in its elements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import ConfigError
from summarizer.model import Briefing, Problem
from summarizer.render.rendering import render_named
from summarizer.text.escaping import flatten

#: Gmail cuts a mail's page off at about 102 kB, and shows a link instead of the rest.
MOST_BYTES = 100_000

_LONGEST_SUBJECT = 250


@dataclass(frozen=True, slots=True)
class Parts:
    """What a mail says."""

    subject: str
    text: str
    html: str


def write_parts(
    briefing: Briefing, name: str, subject: str = "", folders: Sequence[Path] = ()
) -> tuple[Parts, tuple[Problem, ...]]:
    """Write the texts of a mail. ``subject`` is a template's text; empty, ``mail.subject.j2`` is filled.

    A page of more than ``MOST_BYTES`` is written again without its details (``folded``); no sentence is left out,
    and one that is still too large is sent as it is, with a problem that says so. Raises ConfigError.
    """
    values: dict[str, object] = {"name": name, "folded": False}
    page = _write_page(briefing, folders, values)
    if len(page.encode()) > MOST_BYTES:
        values["folded"] = True
        page = _write_page(briefing, folders, values)
    text = render_named(briefing, "txt", "mail.txt.j2", folders, values)
    template = "mail.subject" if subject else "mail.subject.j2"
    line = flatten(render_named(briefing, "txt", template, folders, values, subject))
    return Parts(_shorten(line) or name, text, page), _check_size(page, name)


def _write_page(briefing: Briefing, folders: Sequence[Path], values: dict[str, object]) -> str:
    return inline_style(render_named(briefing, "html", "mail.html.j2", folders, values))


def inline_style(page: str) -> str:
    """Write the style of a page into its elements; the ``@media`` rules stay. Nothing is fetched.

    >>> inline_style("<style>p { color: red }</style><p>x</p>")
    '<html><head></head><body><p style="color:red">x</p></body></html>'
    """
    import css_inline

    inliner = css_inline.CSSInliner(
        keep_at_rules=True, load_remote_stylesheets=False, minify_css=True, remove_inlined_selectors=True
    )
    try:
        return inliner.inline(page)
    except (css_inline.InlineError, ValueError) as error:
        raise ConfigError(f"its style cannot be used: {error}", where="mail.html.j2") from error


def _shorten(line: str) -> str:
    if len(line) <= _LONGEST_SUBJECT:
        return line
    return f"{line[: _LONGEST_SUBJECT - 1].rstrip()}…"


def _check_size(page: str, name: str) -> tuple[Problem, ...]:
    size = len(page.encode())
    if size <= MOST_BYTES:
        return ()
    most = MOST_BYTES // 1000
    message = f"the mail's page has {size // 1000} kB, and Gmail shows no more than {most}: ask for a shorter one"
    return (Problem(name, message),)
