"""Who publishes: names of agencies, broadcasters and papers, whom a sentence passes on, whose an article is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from urllib.parse import urlsplit

from summarizer.lang.language import Language
from summarizer.model import Sentence
from summarizer.text.agencies import read_closing_credit, read_credit, read_dateline, short_name
from summarizer.text.segmentation import CUT_OFF, DATELINE
from summarizer.text.tokens import mask

#: Where something begins and ends.
Span = tuple[int, int]
_Named = tuple[str, Span]

_HEAD = 3_000  # characters: where an article tells of itself, anywhere near its ends
_HIDDEN = "\x02"
_SAID_WITHIN = 80  # characters
_YEARS = r"(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)\d\d|\d\d))?"
_COPYRIGHT = re.compile(
    rf"(?m)^[ \t]*(?:©|\([cC]\)|Copyright(?: ©| \(c\))?)[ \t]*(?:{_YEARS}[ \t,]*)?(?:by )?"
    rf"(?P<name>[A-ZÀ-Þ][^\n.©®™,;|]{{1,60}}?)(?:[ \t,]+{_YEARS})?[ \t]*(?:[.,;|\n]|$)"
)


#: What stands between the names of several agencies that are passed on at once.
AND = " and "


def name_agencies(agencies: Sequence[str], language: Language) -> str:
    """Return the names under which agencies are shown that are passed on at once: "AFP and dpa"."""
    return AND.join(sorted({short_name(name, language) for name in agencies}))


# Whom a sentence passes on: the agency, broadcaster or paper that it names as its source.


def find_origin(
    masked: str, own: Sequence[str], language: Language, namesakes: Collection[str] = ()
) -> tuple[str, tuple[Span, ...]]:
    """Return the origin of a sentence (quotations masked), and the places where media are named as sources.

    An agency that many pass on counts once by it; ``namesakes`` are none in this article.

    >>> find_origin("The pact is dead, an envoy told AFP.", (), english)[0]
    'AFP'
    >>> find_origin("Reuters opened an office.", (), english)[0]
    ''
    >>> find_origin("According to Reuters' critics, it was wrong.", (), english)[0]
    ''
    """
    found = [one for one in _find_media(masked, "media.sources", own, language) if one[0] not in namesakes]
    origin = found[0][0] if found else ""
    return origin, tuple(place for _, place in found)


def find_relays(masked: str, media: Sequence[Span], spans: Sequence[Span], language: Language) -> list[Span]:
    """Return the stretches of a sentence that only tell by which medium the rest was reported; ``spans`` tell who says
    it.

    >>> find_relays("It rained, Reuters said on Monday, citing two officials.", [(11, 18)], (), english)
    [(9, 55)]
    """
    if not media:
        return []
    hidden = masked
    for start, end in media:
        hidden = hidden[:start] + _HIDDEN * (end - start) + hidden[end:]
    found: list[Span] = []
    for pattern in chain.from_iterable(language.rules("media.relays").values()):
        found += [relay.span() for relay in pattern.finditer(hidden)]
    for low, high in spans:
        if any(low < end and start < high for start, end in media):
            found.append((low, high))
    return found


def find_credits(sentences: Sequence[Sentence], language: Language) -> list[str]:
    """Return the agency that an article names as its source for all of its sentences, by a dateline or a credit.

    A dateline holds to the next one, a line of credit (or brackets at the very end) for what has no dateline. One
    behind a sentence of a line amid the text may be the credit of a picture, and holds for that line alone.
    """
    # Whom lines of credit and the end of the article name, and which of these hold for one line alone.
    thanked: list[str] = []
    of_lines: dict[int, str] = {}
    end = max((one.line for one in sentences if one.kind == "sentence" or one.why == CUT_OFF), default=0)
    line, last = -1, ""
    for sentence in sentences:
        if sentence.kind == "sentence":
            line, last = sentence.line, sentence.text
            continue
        agencies = read_credit(sentence.text, language)
        if agencies and sentence.line == line < end:
            of_lines[line] = name_agencies(agencies, language)
        else:
            thanked += agencies
    thanked += read_closing_credit(mask(last), language)[0]
    credited = name_agencies(thanked, language)
    found: list[str] = []
    dated = ""
    for sentence in sentences:
        for edit in sentence.edits[:1]:
            if edit.fix == DATELINE:
                dateline = read_dateline(" ".join(edit.before.split()) + " ", language)
                dated = name_agencies(dateline.agencies, language) if dateline else ""
        found.append(dated or of_lines.get(sentence.line) or credited)
    return found


def _find_media(text: str, table: str, own: Sequence[str], language: Language) -> Iterator[_Named]:
    """Find the media that are named in the ways of a table: what stands before, what behind, what further before."""
    for before, behind, *earlier in language.rules(table).values():
        done = 0
        for anchor in before.finditer(text):
            start = anchor.start()
            context = text[max(0, start - _SAID_WITHIN) : start]
            if start < done or not all(pattern.search(context) for pattern in earlier):
                continue
            named = _read_medium(text, anchor.end(), own, language)
            if named is None:
                continue
            _, (_, end) = named
            follows = behind.match(text, end)
            if follows:
                done = follows.end()
                yield named


def _read_medium(text: str, start: int, own: Sequence[str], language: Language) -> _Named | None:
    """Read the name of a medium that begins here, one of this story's own outlets before others."""
    article = "the "
    begin = start + len(article) if text.startswith(article, start) else start
    named = _compile_names(tuple(own)).match(text, begin)
    if named:
        return short_name(named.group(), language), (start, named.end())
    found = language.pattern("media.medium").match(text, start)
    if found is None:
        return None
    return short_name(found["medium"], language), found.span()


@lru_cache(maxsize=100)
def _compile_names(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what matches any of some names, the longest first: a story may have hundreds of outlets."""
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?!\w)" if longest_first else "(?!)")


# Who published an article, when its metadata does not say.


def infer_outlet(text: str, url: str, language: Language) -> tuple[str, str]:
    """Return an article's outlet by what it says of itself, and the rule that told it; both empty where none did.

    In this order: its copyright line, its message to readers, what it calls its own first report, the
    host of its address, the one agency that its sources told something. Nothing is inferred from an
    agency that is only passed on ("Reuters reported").

    >>> infer_outlet("It rained.\\n© 2031 Sample News Network. All rights reserved.", "", english)
    ('Sample News Network', 'copyright')
    >>> infer_outlet("It rained, Reuters reported.", "", english)
    ('', '')
    """
    ends = text if len(text) <= 2 * _HEAD else f"{text[:_HEAD]}\n{text[-_HEAD:]}"
    for rule, name in _list_owners(ends, language):
        if not language.pattern("media.no_owner").match(name):
            return short_name(name, language), rule
    host = _read_host(url)
    if host:
        return host, "host"
    told = {name for name, _ in _find_media(text, "media.told_sources", (), language)}
    if len(told) == 1 and not any(_find_media(text, "media.passed_on", (), language)):
        return told.pop(), "told"
    return "", ""


def _list_owners(text: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield whom an article calls its owner, each behind the rule that tells it."""
    rights = language.pattern("pasted.rights")
    for found in _COPYRIGHT.finditer(text):
        yield "copyright", rights.split(found["name"])[0].strip()
    for found in language.pattern("media.message").finditer(text):
        yield "message", found["name"].strip()
    for name, _ in _find_media(text, "media.first_reports", (), language):
        yield "first reported", name


def _read_host(url: str) -> str:
    """Return the host of a web address without "www.", empty where there is none with a dot."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or "." not in host:
        return ""
    return host.removeprefix("www.")
