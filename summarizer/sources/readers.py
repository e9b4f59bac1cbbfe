"""One file, or standard input, to its articles: its bytes within limits, its kind by its name or its beginning.

Front matter is what stands between a first line ``---`` and the next line ``---`` or ``...``. Its
values are read as written: ``NO`` is a name and not the opposite of yes.

A JSON object has ``text`` and any of ``outlet title url published author language``. The articles of a list count from
1; those of JSON Lines have their line's number. A feed that was saved, whatever its name, is read item by item.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from summarizer.errors import SourceError
from summarizer.model import Article, Problem
from summarizer.sources.article_fields import (
    NO_TEXT,
    ReadResult,
    check_article,
    check_fields,
    check_published,
    clean_text,
    join_items,
    set_fields,
)
from summarizer.sources.article_heads import find_heading, read_head
from summarizer.sources.decoding import decode, find_charset, refuse_known_formats
from summarizer.sources.feeds import read_feed, read_json_feed
from summarizer.sources.mail_files import find_mail, is_in_maildir, read_mail, read_mbox, read_saved_page
from summarizer.sources.markup import find_root
from summarizer.sources.web_pages import read_page

#: The name of standard input.
STDIN = "-"
#: What to do about a place that this user may not read.
FORBIDDEN = "change its permissions, or leave it out"
#: Bytes of one file; a file must be smaller. A newspaper page with all its scripts has about 2 MB.
MAX_BYTES = 20_000_000
#: Bytes of a mailbox, which holds many articles in one file.
MAX_MAILBOX = 100_000_000
_TOO_LARGE = "has {:.1f} MB; a file must be smaller than {:.0f} MB"

#: Characters of front matter.
MAX_FRONT_MATTER = 65_536
_MAX_DEPTH = 20
#: Bad lines after which a file is given up, so that twenty megabytes of something else do not take a minute.
MAX_BAD_LINES = 10_000

# As with pandoc, a first "---" with an empty line after it is a ruled line, not front matter.
_OPENING = re.compile(r"---[ \t]*\n(?![ \t]*\n)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n(?:[ \t]*\n)*|\Z)", re.MULTILINE)  # with the empty lines after it
# How standard input begins that is JSON, or HTML.
_JSON = r"\s*(?:\[\s*)?\{\s*[\"}]|\s*\[\s*\]\s*\Z"
_HTML = r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|article)\b"

# How a feed that was saved begins.
_XML = frozenset({"rss", "feed", "rdf", "opml"})
_JSON_FEED = ("https://jsonfeed.org/version/", "http://jsonfeed.org/version/")
# How a place begins that somebody copied without its https://.
_ADDRESS = re.compile(
    r"(?:www\.|https?[:/]|localhost[:/]|(?:\d+\.){3}\d+[:/]|[a-z0-9][\w-]*(?:\.[\w-]+)*\.[a-z]{2,}(?:[:/]|$))",
    re.IGNORECASE,
)

# A line of front matter whose value has a colon of its own: "title: The dam: who pays?"
_BARE_COLON = re.compile(r"(?m)^(\w[\w-]{0,40}): +([^\s\"'\[{|>&*!%@`#-][^\n]{0,1000}?: [^\n]*)$")
_BEFORE_SCHEME = re.compile(r"(?:\A|/)([a-z-]{2,20}:)https?:/", re.IGNORECASE)
_MAIL_ADDRESS = re.compile(r"(?:mailto:)?[^\s@:/]{1,100}@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_NOT_THERE = "a file or folder is named as seen from the folder of this call: is it written right?"
_QUOTE = "put what stands behind a name's colon in quotation marks"

#: Takes the bytes of a file and its name for problems; raises SourceError when there is no article in it.
Reader = Callable[[bytes, str], ReadResult]


def read_file(path: str, root: str = "", stdin: bytes | None = None, older: bytes | None = None) -> ReadResult:
    """Read the articles of one file, named as the user named it; ``root`` is where a relative path counts from.

    With ``older`` bytes of it, these are read.

    Never raises for what is wrong with the file: that is a Problem.
    """
    try:
        if path != STDIN:
            place = find_mail(os.path.join(root, path))
            data = load_file(place) if older is None else older
            # A mail in a Maildir has no ending; any other unknown name is read as plain text.
            suffix = os.path.splitext(place)[1].lower()
            reader = read_mail if is_in_maildir(place) else SOURCES.get(suffix, read_plain)
        elif stdin is not None:
            data, reader = stdin, read_unnamed
            if len(data) >= MAX_BYTES:
                raise SourceError(_TOO_LARGE.format(len(data) / 1e6, MAX_BYTES / 1e6))
        else:
            raise SourceError("nothing was given on standard input")
        if not data.strip():
            raise SourceError("is empty: save it again with its text, or leave it out")
        refuse_known_formats(data)
        articles, problems = reader(data, path)
    except SourceError as fault:
        return (), (Problem(fault.where or path, fault.message),)
    digest = sha256(data).hexdigest()
    return tuple(replace(article, path=path, sha256=digest) for article in articles), problems


def load_file(path: str) -> bytes:
    """Return the bytes of a file. Raises SourceError when it cannot be read, is too large or is no ordinary file."""
    most = MAX_MAILBOX if path.lower().endswith(".mbox") else MAX_BYTES
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            # Opening a pipe could wait for ever, and it could not be read again to verify the briefing.
            raise SourceError("is not an ordinary file")
        size, data = status.st_size, b""
        if size < most:
            with open(path, "rb") as file:
                data = file.read(most)
            size = len(data)
    except OSError as fault:
        hint = f" ({advise_address(path) or _NOT_THERE})" if isinstance(fault, FileNotFoundError) else ""
        if isinstance(fault, PermissionError):
            hint = f" ({FORBIDDEN})"
        raise SourceError(f"cannot be read: {fault.strerror}{hint}") from fault
    except ValueError as fault:
        raise SourceError("cannot be read: the name is not sound") from fault
    if size >= most:
        raise SourceError(_TOO_LARGE.format(size / 1e6, most / 1e6))
    return data


def advise_address(path: str) -> str:
    """Return what a user may have meant whose place looks like an address, and is none.

    >>> advise_address("feed:https://post.example/f"), advise_address("mailto:ann@post.example")[:29]
    ('leave out “feed:”', 'mails are read from files: sa')
    >>> advise_address("news/wall.md")
    ''
    """
    path = path.strip()
    before = _BEFORE_SCHEME.search(path)
    if before:
        return f"leave out “{before[1]}”"
    if _MAIL_ADDRESS.fullmatch(os.path.basename(path)):
        return "mails are read from files: save them as .eml or .mbox, or name a Maildir"
    if _ADDRESS.match(path) and not path.endswith(tuple(SOURCES)):
        return "an address on the network begins with https://"
    return ""


def read_unnamed(data: bytes, where: str) -> ReadResult:
    """Read articles from bytes whose kind is not known: JSON, JSON Lines, HTML, Markdown with front matter, text.

    Raises SourceError when they are none of these.
    """
    text = decode(data, find_charset(data))
    if re.match(_JSON, text):
        first, _, rest = text.strip().partition("\n")
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            rest = ""
        # Where the first line is JSON of its own, so is each.
        return read_json_lines(data, where) if rest else read_json(data, where)
    if looks_like_page(text):
        return read_page(data, where)
    return read_marked_text(text, where) if _OPENING.match(text) else read_plain(data, where)


def looks_like_page(text: str) -> bool:
    """Return whether a text of which nothing is known is HTML, by how it begins."""
    return bool(re.match(_HTML, text, re.IGNORECASE | re.DOTALL))


def read_plain(data: bytes, where: str) -> ReadResult:
    """Read one article of plain text, all of it but for front matter, with what its first lines tell of it.

    What is a page or a feed all the same is read as that. Raises SourceError when it is no text.
    """
    text = decode(data)
    root = find_root(text)
    if root in {*_XML, "html"} or (root and text.lstrip().startswith("<?xml")):
        return read_page(data, where) if root == "html" else read_feed(data, where)
    if _OPENING.match(text):
        articles, problems = read_marked_text(text, where)
        if articles and articles[0].body:
            return (replace(articles[0], markup="plain"),), problems
    return check_article(_read_pasted(Article(text)), where)


def _read_pasted(article: Article) -> Article:
    """Return an article without front matter with what its first lines tell of it; the outlet is only inferred."""
    fields = dict(read_head(article.text))
    outlet = fields.pop("outlet", "")
    if outlet:
        article = replace(article, outlet=outlet, outlet_from="inferred")
    return set_fields(article, fields)


def read_markdown(data: bytes, where: str) -> ReadResult:
    """Read one article of Markdown, or the page that it is all the same. Raises SourceError when it is no text."""
    text = decode(data)
    return read_page(data, where) if find_root(text) == "html" else read_marked_text(text, where)


def read_marked_text(text: str, where: str) -> ReadResult:
    """Read one article of Markdown from its text."""
    opening = _OPENING.match(text)
    if not opening:
        return check_article(_read_pasted(Article(text, markup="markdown")), where)
    closing = _CLOSING.search(text, opening.end(), opening.end() + MAX_FRONT_MATTER)
    if not closing:
        fault = Problem(f"{where}:1", "the front matter has no closing line ---; all is read as text")
        return check_article(Article(text, markup="markdown"), where, (fault,))
    raw, problems = parse_front_matter(text[opening.end() : closing.start()], where)
    if raw is None:
        return check_article(Article(text, markup="markdown"), where, problems)
    # What makers of weblogs call it; one that is none is nothing to complain of.
    with suppress(ValueError):
        raw.setdefault("published", check_published(str(raw.get("date", ""))))
    fields, faults = check_fields(raw, where)
    article = Article(text, body=closing.end(), markup="markdown")
    if not fields.get("title"):
        fields = {**fields, **find_heading(text[closing.end() :])}
    return check_article(set_fields(article, fields), where, (*problems, *faults))


def parse_front_matter(text: str, where: str) -> tuple[dict[str, object] | None, tuple[Problem, ...]]:
    """Read the YAML between the fences: names and values, all as text; None when it is something else.

    >>> parse_front_matter("outlet: NO\\npublished: 2031-03-04", "a.md")
    ({'outlet': 'NO', 'published': '2031-03-04'}, ())
    """
    import yaml

    try:
        value = yaml.load(text, Loader=_make_loader())
    except yaml.YAMLError as fault:
        quoted = _BARE_COLON.sub(lambda found: f"{found[1]}: {json.dumps(found[2], ensure_ascii=False)}", text)
        if quoted != text:
            return parse_front_matter(quoted, where)
        mark = getattr(fault, "problem_mark", None)
        # Marks count from 0, and the opening fence is a line of its own.
        line = mark.line + 2 if mark else 1
        told = getattr(fault, "problem", None) or "a character is not allowed"
        return {}, (Problem(f"{where}:{line}", f"the front matter is not sound YAML: {told}: {_QUOTE}"),)
    except (RecursionError, ValueError):
        return {}, (Problem(f"{where}:1", "the front matter is not sound YAML"),)
    if value in (None, ""):
        return {}, ()
    if not isinstance(value, dict):
        return None, (Problem(f"{where}:2", "between the lines --- stand no names and values; all is read as text"),)
    return {str(name).lower(): content for name, content in value.items()}, ()


@cache
def _make_loader() -> Any:
    """Return the loader of YAML that takes values as they are written."""
    import yaml

    # Text, lists and tables only: no objects, no dates that do not exist, no yes and no.
    class Loader(yaml.BaseLoader):
        """Takes values as they are written; null without quotes is nothing, in quotes it is a name.

        Aliases let a few lines stand for gigabytes; they are refused, and so is what is nested too deeply.
        """

        depth = 0

        def compose_node(self, parent: Any, index: Any) -> Any:
            untyped: Any = self
            event = untyped.peek_event()
            self.depth += 1
            if getattr(event, "anchor", None):
                raise yaml.MarkedYAMLError(problem="anchors and aliases are not allowed", problem_mark=event.start_mark)
            if self.depth > _MAX_DEPTH:
                raise yaml.MarkedYAMLError(problem="it is nested too deeply", problem_mark=event.start_mark)
            node = super().compose_node(parent, index)
            self.depth -= 1
            return node

    Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null)\Z"), ["~", "n"])
    Loader.add_constructor("tag:yaml.org,2002:null", lambda loader, node: None)
    return Loader


def read_json(data: bytes, where: str) -> ReadResult:
    """Read the articles of a JSON file: an object, or a list of objects. Raises SourceError when it is no JSON."""
    text = decode(data)
    value = _parse_json(text, where)
    if isinstance(value, dict) and "text" not in value and str(value.get("version", "")).startswith(_JSON_FEED):
        return read_json_feed(text, where)
    if not isinstance(value, list):
        return _read_object(value, where, 0)
    if not value:
        raise SourceError("the list is empty: an article is an object with a field “text”")
    results = [_read_object(item, f"{where}, item {count}", count) for count, item in enumerate(value, 1)]
    return join_items(results, where)


def read_json_lines(data: bytes, where: str) -> ReadResult:
    """Read articles from a file with a JSON object on each line, empty ones skipped. Raises SourceError for no text."""
    results: list[ReadResult] = []
    bad = 0
    for count, line in enumerate(decode(data).split("\n"), 1):
        if not line.strip():
            continue
        place = f"{where}:{count}"
        try:
            articles, problems = _read_object(_parse_json(line), place, count)
        except SourceError as fault:
            articles, problems = (), (Problem(place, fault.message),)
        results.append((articles, problems))
        bad += not articles
        if bad >= MAX_BAD_LINES:
            articles, problems = join_items(results, where)
            return articles, (*problems, Problem(where, f"{bad:,} lines are bad; what follows is not read"))
    if not results:
        raise SourceError(NO_TEXT)
    return join_items(results, where)


def _parse_json(text: str, where: str = "") -> object:
    """Parse JSON. Raises SourceError, with the line where it is not sound if ``where`` names its file."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as fault:
        place = f"{where}:{fault.lineno}" if where else ""
        raise SourceError(f"is not sound JSON: {fault.msg}, column {fault.colno}", where=place) from None
    except RecursionError:
        raise SourceError("is not read: the JSON is nested too deeply") from None
    except ValueError:
        raise SourceError("is not read: a number has too many digits") from None


def _read_object(value: object, where: str, item: int) -> ReadResult:
    """Read the article of one object of JSON."""
    if not isinstance(value, dict):
        return (), (Problem(where, "is not an object with a field “text”"),)
    text = value.get("text")
    if text is None:
        return (), (Problem(where, "the field “text” is missing"),)
    if not isinstance(text, str):
        return (), (Problem(where, "the field “text” must be text"),)
    fields, problems = check_fields(value, where)
    return check_article(set_fields(Article(clean_text(text), item=item), fields), where, problems)


#: The end of a file's name → its reader.
SOURCES: Mapping[str, Reader] = MappingProxyType(
    {
        ".eml": read_mail,
        ".htm": read_page,
        ".html": read_page,
        ".json": read_json,
        ".jsonl": read_json_lines,
        ".markdown": read_markdown,
        ".mbox": read_mbox,
        ".md": read_markdown,
        ".mht": read_saved_page,
        ".mhtml": read_saved_page,
        ".txt": read_plain,
    }
)
