"""A briefing → the texts of its mail: subject, plain text and HTML with its style in its elements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError
from summarizer.escaping import flatten
from summarizer.model import Problem
from summarizer.rendering import render_named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from summarizer.model import Briefing

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
    for folded in (False, True):
        more: dict[str, object] = {"name": name, "folded": folded}
        page = inline_style(render_named(briefing, "html", "mail.html.j2", folders, more))
        if len(page.encode()) <= MOST_BYTES:
            break
    text = render_named(briefing, "txt", "mail.txt.j2", folders, more)
    called = "mail.subject" if subject else "mail.subject.j2"
    line = flatten(render_named(briefing, "txt", called, folders, more, subject))
    return Parts(_shortened(line) or name, text, page), _check_size(page, name)


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


def _shortened(line: str) -> str:
    return line if len(line) <= _LONGEST_SUBJECT else f"{line[: _LONGEST_SUBJECT - 1].rstrip()}…"


def _check_size(page: str, name: str) -> tuple[Problem, ...]:
    size = len(page.encode())
    if size <= MOST_BYTES:
        return ()
    most = MOST_BYTES // 1000
    message = f"the mail's page has {size // 1000} kB, and Gmail shows no more than {most}: ask for a shorter one"
    return (Problem(name, message),)
