r"""Hostile files, made by rule: what a reader or a pattern may take the square of its length for.

A case is a kind of file and a function from a number of bytes to about so many. Most are one piece of text again and
again: on one line, on a line each, or between a head and a foot that make a feed, a page or a mail of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice, permutations

#: Makes a file of about so many bytes.
Maker = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Case:
    """A kind of hostile file: its name, what reads it (the end of a file's name, ``feed`` …) and what makes it.

    ``least`` and ``most`` are its bytes where a reader does another thing with longer or shorter ones: sizes on two
    sides of such a step say nothing of how either side grows, so each side is a kind of its own.
    """

    name: str
    kind: str
    make: Maker
    least: int = 0
    most: int = 0


# Again and again, on one line that is the whole of a text.
_PIECES = r"""
a|a |A |Ab |Ab-|a'|1|1 |1,000 |1.|1.5 million euros |5% |twenty-one |half of |U.S. |Mr. |Dr. Ana |senior |
the senior official |Ana Dahl |Ana Dahl, |A. |van der |Ana van der |Ana and |President Ana Dahl of |Norway's |A.|“a"|
spokesman for the |told Reuters |“|“a” |„|"a |'|‘a |(|(a |[|[a](|- |–|, |; |:|.|. |…|! |/|\\|May |March 3, 2031, |
on Friday |last week |2031 |not |did not say |said |said, |he said that |the minister said that |, adding |
according to |he |these demands |the official said |of the |the |will have been |if |rose fell |ed |
https://x.example/a |www.|a@b.example |subscribe |Read more: |© 2031 |By Ana Dahl, |OSLO |OSLO (|thestrike |DahlHas |
a,B|x'sa |*|**a |_a |![a](|<b>|<!--|&amp;amp;|“Yes. |1. |
"""
# Again and again in sentences that are as long as any that is read.
_LONG_PIECES = r"""
a |1 |1,000 |5% |Mr. |the senior official |Ana Dahl, |Ana and |told Reuters |"a |‘a |(a |[a](|, |:|…|March 3, 2031, |
on Friday |last week |2031 |did not say |said |said, |, he said, |according to the ministry, |he |these demands |
will have been |if |rose fell |a,B|*|<b>|\\|
"""
# Characters of such a sentence: longer ones are not read.
_LONG = 2_800
# Characters that no keyboard has.
_CHARACTERS = {
    "no-break spaces": "\u00a0",
    "zero-width spaces": "a\u200b",
    "joiners": "\u200d",
    "combining marks": "\u0301",
    "letters with marks": "a\u0301 ",
    "direction overrides": "\u202ea",
    "mojibake": "Ã¤",
    "mojibake quotes": "itâ€™s ",
    "byte order marks": "\ufeff",
    "emoji": "\U0001f600",
    "jamo": "\u1112\u1161\u11ab",
    "Chinese without blanks": "雨下了。",
    "Arabic": "قال ",
    "Cyrillic": "Он сказал, что ",
    "tabs": "\t",
    "blanks": " ",
    "line separators": "a\u2028",
    "carriage returns": "a\r",
    "letters that grow when folded": "ŉİﬃ",
    "replacement characters": "\ufffd",
    "NULs between": "abcdefghijklmnopqrstuvwxyz abcdefghijk\0",
}

# A line each.
_LINES = r"""
a|Ab| |- a|# a|> a|1. a|Ana Dahl|It rained.|It rained|Read more|Subscribe to our newsletter|“Yes|” |a,|A:|***|(|
The old bridge over the river fell into the water on Monday and nobody was hurt|OSLO (Reuters) - It rained.|The
"""
# Sentences again and again.
_SENTENCES = """
It rained. |It did not rain, he said. |“Yes,” he said. |Yes.|a. |It rained.It |Ana Dahl said no. |He said so. |(a). |
"""

_FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title><item><title>Rain</title>{}</item>'
    "</channel></rss>"
)
# What is said again and again inside the item of a feed.
_IN_ITEM = {
    "unclosed tags": ("", "<a>", ""),
    "closed tags": ("", "<a></a>", ""),
    "authors": ("", "<author>a@b.example (A)</author>", ""),
    "author of one letter": ("<author>", "a", "</author>"),
    "author with dots": ("<author>", "a.", "</author>"),
    "author with at signs": ("<author>", "a@", "</author>"),
    "author with brackets": ("<author>", "(", "</author>"),
    "creator of words": ('<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">', "Ana ", "</dc:creator>"),
    "categories": ("", "<category>a</category>", ""),
    "links": ("", '<link href="http://x.example/a"/>', ""),
    "enclosures": ("", '<enclosure url="http://x.example/a" length="1" type="a"/>', ""),
    "titles": ("", "<title>a</title>", ""),
    "escaped tags": ("<description>", "&lt;b&gt;", "</description>"),
    "escaped paragraphs": ("<description>", "&lt;p&gt;It rained.&lt;/p&gt;", "</description>"),
    "entities": ("<description>", "&amp;", "</description>"),
    "unknown entities": ("<description>", "&nix;", "</description>"),
    "bare ampersands": ("<description>", "& ", "</description>"),
    "CDATA openings": ("<description>", "<![CDATA[", "</description>"),
    "CDATA endings": ("<description>", "]]>", "</description>"),
    "comments": ("", "<!--", ""),
    "angle brackets": ("", "<", ""),
    "processing instructions": ("", "<?", ""),
    "dates": ("<pubDate>", "1 ", "</pubDate>"),
    "date of letters": ("<pubDate>", "a", "</pubDate>"),
    "date of colons": ("<pubDate>", "1:", "</pubDate>"),
    "id of letters": ('<guid isPermaLink="false">', "a", "</guid>"),
    "relative link": ("<link>", "../", "</link>"),
    "link of colons": ("<link>", "a:", "</link>"),
    "contents": (
        "",
        '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">a</content:encoded>',
        "",
    ),
    "attributes of an element": ("<a ", "a{i}='' ", "/>"),
    "namespaces of an element": ("<a ", "xmlns:a{i}='b' ", "/>"),
    "base64 content": ('<content type="a/b" mode="base64">', "aaaa", "</content>"),
    "geo points": ('<georss:line xmlns:georss="http://www.georss.org/georss">', "1 ", "</georss:line>"),
    "media": ("", '<media:content xmlns:media="http://search.yahoo.com/mrss/" url="a"/>', ""),
    "sources": ("", '<source url="http://x.example">a</source>', ""),
    "items": ("", "</item><item><title>Rain</title><description>It rained.</description>", ""),
}

# Before anything else in a feed.
_BEFORE_FEED = {
    "document types": "<!DOCTYPE[",
    "document types with brackets": "<!DOCTYPE a [ ] ",
    "declared entities": "<!ENTITY a 'b'>",
    "endings of a document type": "]",
    "XML declarations": "<?xml ",
    "root attributes": "",
    "comments before": "<!-- -->",
}

# Articles that are sorted into stories.
_PILES = {
    "one-word articles": ("", '{"text":"Rain{i}"},', ""),
    "articles of one text": ("", '{"text":"The dam broke on Friday.","title":"Dam breaks","outlet":"Post {i}"},', ""),
    "articles of one event": ("", '{"text":"The dam broke, and {i} people fled.","title":"Dam breaks"},', ""),
}
_PAGE = "<!doctype html><html><head><title>Rain</title></head><body><article>{}</article></body></html>"
_IN_PAGE = {
    "bold unclosed": ("", "<b>", ""),
    "blocks unclosed": ("", "<div>", ""),
    "bold and back": ("", "<b>a</b> ", ""),
    "misnested": ("", "<b><p></b>", ""),
    "paragraphs of a letter": ("", "<p>a</p>", ""),
    "paragraphs of a sentence": ("", "<p>The rain fell on the town.</p>", ""),
    "one long paragraph": ("<p>", "It rained. ", "</p>"),
    "one word without a blank": ("<p>", "a", "</p>"),
    "cells": ("<table><tr>", "<td>a", "</table>"),
    "tables": ("", "<table><tr><td>", ""),
    "list items": ("<ul>", "<li>It rained.", "</ul>"),
    "headings": ("", "<h2>Rain</h2>", ""),
    "line breaks": ("<p>", "a<br>", "</p>"),
    "links": ("<p>", '<a href="http://x.example/">a</a> ', "</p>"),
    "spans": ("<p>", "<span>a</span>", "</p>"),
    "images": ("", '<img src="a.png" alt="a">', ""),
    "quotations": ("", "<blockquote>a", ""),
    "attributes of an element": ("<p ", "a{i}='' ", ">It rained.</p>"),
    "equal signs in a tag": ("<p ", '="', ">"),
    "quotes in a tag": ("<p a='", '"', ">"),
    "a tag never closed": ("<p ", "a ", ""),
    "tags never closed": ("", "<a ", ""),
    "classes of an element": ('<p class="', "a ", '">It rained.</p>'),
    "comments": ("", "<!--", ""),
    "comments closed": ("", "<!--a-->", ""),
    "comments half closed": ("<!--", "--!", "-->"),
    "CDATA": ("", "<![CDATA[", ""),
    "angle brackets": ("", "<", ""),
    "references": ("<p>", "&#x41;", "</p>"),
    "references never ended": ("<p>", "&#", "</p>"),
    "references of zeros": ("<p>&#", "0", "</p>"),
    "ampersands": ("<p>", "&", "</p>"),
    "scripts": ("", "<script>a</script>", ""),
    "scripts unclosed": ("", "<script>", ""),
    "metas": ("", '<meta name="author" content="a">', ""),
    "description of a page": ('<meta name="description" content="', "a ", '"><p>It rained.</p>'),
    "title of a page": ("<h1>", "a ", "</h1>"),
    "date of a page": ('<meta property="article:published_time" content="', "1-", '">'),
    "dates of a page": ("", "<time>2031-03-04</time>", ""),
    "linked data": ('<script type="application/ld+json">{"a":[', '{"name":"a"},', "1]}</script>"),
    "linked data of braces": ('<script type="application/ld+json">', "{", "</script>"),
    "authors of a page": ("", '<span class="author">Ana Dahl</span>', ""),
    "addresses": ("<p>", "http://x.example/2031/03/04/ ", "</p>"),
}  # fmt: skip

_IN_PAGE_OF_FEED = {
    name: _IN_PAGE[name] for name in ("bold unclosed", "cells", "attributes of an element", "paragraphs of a sentence")
}

_MAIL = (
    "From: Post <a@b.example>\nSubject: Rain\nDate: Tue, 04 Mar 2031 06:00:00 +0000\n{}\n\nThe rain fell on the town.\n"
)
_IN_MAIL_HEAD = {
    "fields": ("", "X-A: b\n", "X: y"),
    "a long field": ("X-A: ", "a", ""),
    "folded lines": ("X-A: a", "\n a", ""),
    "a sender of brackets": ("From: ", "(", ""),
    "a sender of angles": ("From: ", "<", ""),
    "a sender of quotes": ("From: ", '"', ""),
    "a sender of dots": ("From: ", "a.", "@b.example"),
    "senders": ("From: ", "a@b.example, ", "c@d.example"),
    "groups of senders": ("From: ", "a:", ""),
    "encoded words": ("Subject: ", "=?utf-8?q?a?= ", ""),
    "encoded words unclosed": ("Subject: ", "=?", ""),
    "a date of numbers": ("Date: ", "1 ", ""),
    "parameters": ("Content-Type: text/plain", "; a{i}=b", ""),
    "numbered parameters": ("Content-Type: text/plain", "; a*{i}=b", ""),
    "an encoding of letters": ("Content-Transfer-Encoding: ", "a", ""),
    "references to mails": ("References: ", "<a@b> ", ""),
}
_IN_MAIL_BODY = {
    "quoted-printable blanks": ("quoted-printable", "=20a"),
    "quoted-printable breaks": ("quoted-printable", "a=\n"),
    "quoted-printable equal signs": ("quoted-printable", "="),
    "base64": ("base64", "SXQgcmFpbmVkLiBJdCByYWluZWQuIA=="),
    "base64 of dots": ("base64", "a."),
    "uuencoded": ("x-uuencode", "begin 600 a\n#0V%T\n"),
    "flowed lines": ("8bit", "a \n"),
    "quoted lines": ("8bit", "> a\n"),
}

_JSON = {
    "nested lists": ("", "[", ""),
    "nested objects": ("", '{"a":', ""),
    "objects": ("[", '{"text":"It rained."},', '{"text":"a"}]'),
    "escapes": ('{"text":"', r"\u0041 ", '"}'),
    "quotes escaped": ('{"text":"', r"\"", '"}'),
    "keys": ("{", '"a{i}":1,', '"text":"It rained."}'),
    "a number of digits": ('{"text":', "1", "}"),
    "backslashes": ('{"text":"', "\\\\", '"}'),
}

_TOML = {
    "dotted keys": ("a", ".a", "=1"),
    "dotted tables": ("[a", ".a", "]"),
    "tables": ("", '["a{i}.txt"]\noutlet = "A"\n', ""),
    "tables one in another": ("", "[a.b{i}.c]\n", ""),
    "dotted lines": ("", "a.b{i}.c = 1\n", ""),
    "arrays of tables": ("", "[[a]]\n", ""),
    "arrays of tables below": ("", "[[a.b]]\n[[a.b.c]]\n", ""),
    "inline tables": ("a=", "{a=", ""),
    "nested arrays": ("a=", "[", ""),
    "an array": ("a=[", "1,", "]"),
    "quotes": ('a="""', '" ', '"""'),
    "escapes in a text": ('a="', r"\u0041", '"'),
    "line ends escaped": ('a="""', "\\\n", '"""'),
    "an integer": ("a=", "1", ""),
    "underscores in a number": ("a=1", "_1", ""),
    "comments in TOML": ("", "#\n", ""),
    "inline dotted": ("a={", "a{i}.b=1,", "c=1}"),
    "texts": ("", 'a{i} = "b"\n', ""),
}

# Bytes that are surely front matter, and those that are too many for it and are read as text.
_FRONT_MATTER, _TOO_LONG = 64_000, 90_000
_FRONT = {
    "keys": ("", "a{i}: b\n", ""),
    "flow lists": ("a: ", "[", ""),
    "flow maps": ("a: ", "{", ""),
    "dashes": ("", "- ", ""),
    "question marks": ("", "? ", ""),
    "anchors": ("", "a{i}: &a b\n", ""),
    "quotes": ("a: '", "'' ", "'"),
    "escapes": ('a: "', r"\u0041", '"'),
    "a long value": ("a: ", "a ", ""),
    "folded lines": ("a: >\n", " a\n", ""),
    "indented": ("", "a:\n ", ""),
    "colons": ("", ":", ""),
    "comments": ("", "#\n", ""),
    "tags": ("a: ", "!", ""),
    "commas in a flow": ("a: [", "a, ", "b]"),
}

_BYTES = {
    "Latin-1": "é ".encode("latin-1"),
    "Windows quotes": b"\x93a\x94 ",
    "Cyrillic bytes": "Он сказал. ".encode("cp1251"),
    "broken UTF-8": b"abcdef \xc3",
    "UTF-16 without a mark": "It rained. ".encode("utf-16-le"),
    "KOI8": "Он сказал. ".encode("koi8-r"),
}


_MAILBOX = {
    "mails": ("", "From: A\n\nRain.\n\nFrom a@b Tue Mar  4 06:00:00 2031\n", "From: A\n\nRain.\n"),
    "no mails": ("\n", "From 1:11 ", ""),
    "quoted From": ("From: A\n\n", ">", ""),
}

_OPML = {
    "nested": ("", '<outline text="a">', ""),
    "feeds": ("", '<outline xmlUrl="http://x.example/{i}"/>', ""),
    "attributes": ("<outline ", "a{i}='' ", "/>"),
}

_ITEM_OF_HTML = _FEED.replace("{}", "<description><![CDATA[{}]]></description>")
_JSON_FEED = '{"version": "https://jsonfeed.org/version/1.1", "items": {}}'

# What a table's pieces are called, what reads them, and what they stand in.
_TABLES = (
    ("feed", "feed", _FEED, _IN_ITEM),
    ("page", ".html", _PAGE, _IN_PAGE),
    ("page in a feed", "feed", _ITEM_OF_HTML, _IN_PAGE_OF_FEED),
    ("mail", ".eml", _MAIL, _IN_MAIL_HEAD),
    ("mailbox", ".mbox", "From a@b Tue Mar  4 06:00:00 2031\n{}", _MAILBOX),
    ("JSON", ".json", "{}", _JSON),
    ("JSON feed", "feed", _JSON_FEED, _JSON),
    ("outlets.toml", "labels", "{}", _TOML),
    ("OPML", "opml", "<opml><body>{}</body></opml>", _OPML),
    ("pile", "pile", '[{}{"text":"a"}]', _PILES),
)


def list_cases() -> Iterator[Case]:
    """Yield all kinds of hostile files."""
    for piece in [*_split(_PIECES), *_split(_SENTENCES)]:
        yield Case(f"text: {show(piece)}", ".txt", partial(repeat, "", piece, ""))
    for piece in _split(_LONG_PIECES):
        yield Case(f"sentences: {show(piece)}", ".txt", partial(_make_sentences, piece))
    for name, piece in _CHARACTERS.items():
        yield Case(f"text: {name}", ".txt", partial(repeat, "", piece, ""))
    for piece in _split(_LINES):
        yield Case(f"lines: {show(piece)}", ".md", partial(repeat, "", f"{piece}\n", ""))
    for name, data in _BYTES.items():
        yield Case(f"bytes: {name}", ".txt", partial(_repeat_bytes, data))
    yield from _list_texts()
    for title, kind, frame, table in _TABLES:
        for name, (before, piece, behind) in table.items():
            yield Case(f"{title}: {name}", kind, partial(_fill, frame, before, piece, behind))
    for name, piece in _BEFORE_FEED.items():
        yield Case(f"feed: {name}", "feed", partial(_open_feed, name, piece))
    for name, (encoding, piece) in _IN_MAIL_BODY.items():
        yield Case(f"mail: {name}", ".eml", partial(_fill_body, encoding, piece))
    yield Case("mail: nested parts", ".eml", _nest_parts)
    yield Case("mail: parts", ".eml", _list_parts)
    yield from _list_front_matter()
    yield Case("front matter: fences", ".md", partial(repeat, "", "---\n", ""))
    yield Case("JSON lines: bad", ".jsonl", partial(repeat, "", "{\n", ""))
    yield Case("JSON lines: objects", ".jsonl", partial(repeat, "", '{"text":"It rained."}\n', ""))


def _list_front_matter() -> Iterator[Case]:
    """Yield front matter, and what is too long for it."""
    for name, (before, piece, behind) in _FRONT.items():
        make = partial(_fill, "---\n{}\n---\nIt rained.", before, piece, behind)
        yield Case(f"front matter: {name}", ".md", make, most=_FRONT_MATTER)
        yield Case(f"front matter too long: {name}", ".md", make, least=_TOO_LONG)


def _list_texts() -> Iterator[Case]:
    """Yield texts that are no mere repetition."""
    yield Case("text: words, each another", ".txt", partial(_number, "w{} "))
    yield Case("text: names, each another", ".txt", partial(_number, "Wa{} Bo{} "))
    yield Case("text: numbers, each another", ".txt", partial(_number, "{} "))
    yield Case("text: sentences of a template", ".txt", partial(_number, "Arle won {} medals. "))
    yield Case("text: people who speak, each another", ".txt", partial(_number, "Wa{} Bo said no. "))
    yield Case(
        "text: people of like names", ".txt", partial(_number, "Wa{0} Ba Bo met Wa{0} Ca Bo. Wa{0} Bo said no. ")
    )
    yield Case("text: people of the same names", ".txt", _mix_names)
    yield Case("text: titles, each another", ".txt", partial(_number, "The mayor of Wa{} said no. "))
    yield Case("text: sentences without stops", ".txt", lambda size: write_prose(size).replace(b". ", b", "))
    yield Case("text: no blanks at all", ".txt", lambda size: write_prose(size).replace(b" ", b""))
    yield Case("text: small letters alone", ".txt", lambda size: write_prose(size).lower())
    yield Case("text: capitals alone", ".txt", lambda size: write_prose(size).upper())
    yield Case("text: a word a line", ".md", lambda size: write_prose(size).replace(b" ", b"\n"))
    yield Case("text: all quoted", ".txt", lambda size: "“".encode() + write_prose(size))
    yield Case("text: all in Markdown's stars", ".md", lambda size: write_prose(size).replace(b" ", b" *"))
    yield Case("text: wrapped at sixty", ".txt", _wrap)
    yield Case("JSON: two articles of one sentence", ".json", _tell_twice)
    yield Case("JSON: one-word articles", ".json", partial(repeat, "[", '{"text":"Rain{i}"},', '{"text":"a"}]'))


def show(piece: str) -> str:
    """Return a piece of text as it can stand in a table."""
    shown = repr(piece)[1:-1] if not piece.isprintable() else piece
    return f"`{shown.replace('|', chr(92) + '|').replace('`', chr(39))}`"


def _split(pieces: str) -> list[str]:
    return [piece for piece in pieces.replace("\n", "").split("|") if piece]


def repeat(before: str, piece: str, behind: str, size: int) -> bytes:
    """Return about so many bytes of a piece again and again; ``{i}`` in it is its number."""
    if "{i}" in piece:
        middle = "".join(piece.replace("{i}", str(count)) for count in range(size // (len(piece) + 2)))
    else:
        middle = piece * (size // len(piece.encode("utf-8", "surrogatepass")))
    return (before + middle + behind).encode("utf-8", "surrogatepass")


def _number(template: str, size: int) -> bytes:
    text = "".join(template.format(count, count) for count in range(size // len(template)))
    return text[:size].encode()


def _mix_names(size: int) -> bytes:
    mixed = (f"{' '.join(names)} said no. " for names in permutations("Ba Co Du Fe Gi Ho Ka Lu".split(), 6))
    return "".join(islice(mixed, size // 26)).encode()


def _tell_twice(size: int) -> bytes:
    text = "It rained. " * (size // 22)
    return f'[{{"text":"{text}"}},{{"text":"A town. {text}"}}]'.encode()


def _make_sentences(piece: str, size: int) -> bytes:
    sentence = f"It {piece * (_LONG // len(piece))}.\n\n"
    return repeat("", sentence, "", size)


def _repeat_bytes(piece: bytes, size: int) -> bytes:
    return piece * (size // len(piece))


def _fill(frame: str, before: str, piece: str, behind: str, size: int) -> bytes:
    head, _, foot = frame.partition("{}")
    return repeat(head + before, piece, behind + foot, size)


def _open_feed(name: str, piece: str, size: int) -> bytes:
    rest = _FEED.replace("{}", "<description>It rained.</description>")
    if name == "root attributes":
        attributes = repeat("", "a{i}='' ", "", size).decode()
        return rest.replace("<rss ", f"<rss {attributes}").encode()
    opening = "<!DOCTYPE a [" if "declared" in name or "endings" in name else ""
    return repeat(opening, piece, rest, size)


def _fill_body(encoding: str, piece: str, size: int) -> bytes:
    head = _MAIL.partition("{}")[0]
    flowed = "; format=flowed" if encoding == "8bit" else ""
    head += (
        f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8{flowed}\nContent-Transfer-Encoding: {encoding}\n\n"
    )
    return repeat(head, piece, "\n", size)


def _nest_parts(size: int) -> bytes:
    parts = [f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n' for at in range(size // 60)]
    return (_MAIL.partition("{}")[0] + "".join(parts) + "\nIt rained.\n").encode()


def _list_parts(size: int) -> bytes:
    head = _MAIL.partition("{}")[0] + 'Content-Type: multipart/mixed; boundary="b"\n\n'
    return repeat(head, "--b\n\nIt rained.\n", "--b--\n", size)


def _wrap(size: int) -> bytes:
    words, lines, width = write_prose(size).decode().split(), [""], 60
    for word in words:
        if len(lines[-1]) + len(word) < width:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    return "\n".join(lines).encode()


_SYLLABLES = "ba bel cor da dren el fa gol hin ir kal lo mar nes or pel quo ran sil tor ul ven war yst zan".split()
_FORMS = (
    "The {0} of {N} said on Monday that the {1} had {2} the {3} near the {4}.",
    "{N} {M} told the {0} that {1} and {2} would not {3} before the {4}.",
    "More than {d} {0} were {1} in the {2}, {M} said.",
    "In {N}, the {0} {1} a {2} of {d} {3} for the {4} of the {0}.",
    "“We have seen the {0} and the {1},” said {M}, who leads the {2} in {N}.",
    "According to the {0}, the {1} rose by {d} percent after a {2} {3}.",
    "But the {0} did not {1}, and its {2} has yet to {3} the {4}.",
    "It was the {0} {1} since the {2} of {N} opened in 2029.",
)


def write_prose(size: int) -> bytes:
    """Return about so many bytes of text that reads like news, in paragraphs: sentences by rule, of made-up words."""
    chance = random.Random(7)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3)))) for _ in range(4_000)]
    weights = [1 / (rank + 5) for rank in range(len(words))]
    names = [word.title() for word in chance.choices(words, k=200)]
    parts: list[str] = []
    length = 0
    while length < size:
        chosen = chance.choices(words, weights, k=5)
        form = chance.choice(_FORMS)
        sentence = form.format(*chosen, N=chance.choice(names), M=chance.choice(names), d=chance.randrange(2, 900))
        parts.append(sentence + ("\n\n" if chance.random() < 0.3 else " "))
        length += len(parts[-1].encode())
    return "".join(parts).encode()
