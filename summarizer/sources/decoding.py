"""From bytes to text: the encoding by mark, by declaration, by the bytes themselves.

The rules for labels follow the WHATWG Encoding Standard: what says ISO-8859-1 or ASCII is
Windows-1252, what says Shift_JIS is its Windows form, and so on.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Mapping
from functools import partial
from itertools import chain
from types import MappingProxyType

from summarizer.errors import SourceError
from summarizer.lang.language import detect_language
from summarizer.sources.article_fields import clean_text

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16: the little-endian mark of UTF-32 begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC: Mapping[bytes, str] = MappingProxyType(
    {
        b"%PDF-": "a PDF document",
        b"PK\x03\x04": "a ZIP archive or an office document",
        b"PK\x05\x06": "a ZIP archive",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old office document",
        b"{\\rtf": "an RTF document",
        b"\x89PNG\r\n": "a PNG image",
        b"\xff\xd8\xff": "a JPEG image",
        b"GIF87a": "a GIF image",
        b"GIF89a": "a GIF image",
        b"\x7fELF": "a program",
        b"\x1f\x8b\x08": "a gzip archive",
        b"\xfd7zXZ\x00": "an xz archive",
        b"\x28\xb5\x2f\xfd": "a Zstandard archive",
        b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
        b"SQLite format 3\x00": "an SQLite database",
    }
)

_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "ascii": "cp1252",
        "us-ascii": "cp1252",
        "latin1": "cp1252",
        "latin-1": "cp1252",
        "iso-8859-1": "cp1252",
        "iso8859-1": "cp1252",
        "windows-1252": "cp1252",
        "iso-8859-9": "cp1254",
        "iso-8859-11": "cp874",
        "tis-620": "cp874",
        "windows-874": "cp874",
        "gb2312": "gb18030",
        "gbk": "gb18030",
        "shift_jis": "cp932",
        "shift-jis": "cp932",
        "sjis": "cp932",
        "windows-31j": "cp932",
        "euc-kr": "cp949",
        "ks_c_5601-1987": "cp949",
        "macintosh": "mac-roman",
        "x-mac-cyrillic": "mac-cyrillic",
    }
)

# A literal pattern, not codecs.lookup alone: Python also knows "hex", "zlib" and "idna" as codecs.
_KNOWN = (
    r"utf-?8|cp874|cp866|ibm866|cp932|cp949|koi8-[ru]|gb18030|big5(-hkscs)?|euc-jp|iso-2022-jp|mac-(roman|cyrillic)"
    r"|(windows-|cp)125[0-8]|iso-?8859-(\d|1[03456])"
)
_SINGLE_BYTE = r"(windows-|cp)(125\d|8\d\d)|iso-?8859-\d+|koi8-[ru]|mac-.*|ibm866"

# cp1252 leaves five bytes undefined; they stand for the C1 controls of Latin-1, as in browsers.
_CP1252 = "".join(bytes([i]).decode("cp1252", "ignore") or chr(i) for i in range(256))

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b") | {127})
_ASCII = dict.fromkeys(range(128))
_CONTROL_CHARACTERS = dict.fromkeys(set(_CONTROLS) - {127})
_ASCII_LETTERS = bytes(range(65, 91)) + bytes(range(97, 123))
_SAMPLE = 65_536
# Where a page says its charset, and how far from its beginning.
_META_CHARSET = rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})"
_XML_ENCODING = rb"\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})"
_HEAD = 4_096
_TAG = rb"<(?!!\[CDATA)[^<>]*>"

# What undeclared text may be in, of what the web is written in.
_UNDECLARED = (  # names, not language
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-5 iso8859-7 koi8-r koi8-u cp866 "
    "cp874 gb18030 big5 cp932 euc-jp cp949"
).split()
# Letters beyond ASCII that are enough to tell it by. Of fewer, the language tells more: these are written in it.
_LEAST_LETTERS = 8
_WINDOWS_1252 = frozenset("da de en es fi fr it nl no pt sv".split())  # names, not language
# The bytes with which most characters of UTF-8 begin that are no ASCII; and marks of Windows-1252 that stand in any
# text: quotation marks, dashes, the blank that does not break.
_OPENING, _MARKS_OF_TEXT = b"\xc2\xc3\xe2", b"\x82\x84\x85\x8b\x91\x92\x93\x94\x95\x96\x97\x9b\xa0\xa7\xab\xb0\xb7\xbb"
# Signs that no language writes within a word: of money, of sums, of counting, brackets and the like. Many write an
# accent that stands alone for an apostrophe ("It´s"), and the sign of a brand or a degree without a blank behind it.
_NEVER_WITHIN, _TURNED_OR_RAISED = frozenset("Sc Sm No Ps Cc".split()), "¡¿ªº"  # names, not language
# Of the words of a text, or of those that have such letters, so many may be none.
_MOST_MANGLED = 0.2


def _read_strays(fault: UnicodeError, *, letters: bool) -> tuple[str, int]:
    """Return what is read for bytes amid UTF-8 that are none: marks of Windows-1252 as such, and if its ``letters`` may
    be meant those within or beside a word ("M\\xfcller"), all else as lost.

    Several are the beginning of one character, of which the rest is cut off, and so may be the commonest of them.
    """
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    data, start, end = fault.object, fault.start, fault.end
    read, beside = _CP1252[data[start]], data[max(0, start - 1) : start] + data[end : end + 1]
    is_within = beside.isascii() and any(byte in _ASCII_LETTERS for byte in beside)
    is_letter = letters and is_within and read.isalpha() and data[start] not in _OPENING
    is_one = end - start == 1 and (is_letter or data[start] in _MARKS_OF_TEXT)
    return read if is_one else "\ufffd", end


_STRAYS, _STRAY_MARKS = "summarizer.strays", "summarizer.stray_marks"  # names, not language
codecs.register_error(_STRAYS, partial(_read_strays, letters=True))
codecs.register_error(_STRAY_MARKS, partial(_read_strays, letters=False))


def decode(data: bytes, declared: str = "") -> str:
    """Return the text that some bytes hold, without byte order mark and with ``\\n`` as line end.

    A byte order mark counts first, then the ``declared`` charset, then UTF-16 by its pattern of
    zero bytes, then UTF-8. What is left is taken for what its letters look like, Windows-1252 where they are few.

    Raises SourceError when the bytes are no text at all, or nobody can tell in which charset they are.

    >>> decode("Zürich\\r\\nBasel".encode("utf-16-le"))
    'Zürich\\nBasel'
    >>> decode(b"\\x93Ja\\x94, sagte er"), decode("“Ja”".encode())
    ('“Ja”, sagte er', '“Ja”')
    """
    text = ""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            # Behind the mark of UTF-8 a few bytes of another charset spoil only their words.
            if text and encoding != "utf-8" and not _reads_as_text(text[:_SAMPLE]):
                raise SourceError("is not text")
            break
    return clean_text(text or _decode_by_label(data, declared) or _decode_by_bytes(data))


def find_charset(data: bytes) -> str:
    """Return the charset that a page declares in its first 4 KB, else an empty text.

    >>> find_charset(b'<html><head><meta charset="koi8-r">'), find_charset(b"<p>charset=koi8-r</p>")
    ('koi8-r', '')
    """
    found = re.search(_XML_ENCODING, data[:_HEAD]) or re.search(_META_CHARSET, data[:_HEAD])
    return found[1].decode("ascii", "ignore") if found else ""


def refuse_known_formats(data: bytes) -> None:
    """Raise SourceError for a file that says in its first bytes that it is no text."""
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            raise SourceError(f"is not text but {name}: save what it says as text or as a page, and name that")


def _decode_by_label(data: bytes, declared: str) -> str:
    """Decode in the charset that is declared; return nothing where it cannot be that."""
    label = declared.strip().strip("\"'").lower()
    encoding = _ALIASES.get(label, label)
    if not re.fullmatch(_KNOWN, encoding) or len(data.translate(None, _CONTROLS)) < len(data):
        return ""
    if re.fullmatch(_SINGLE_BYTE, encoding):
        # It decodes anything, so UTF-8 that happens to be valid is the better witness.
        text = _try_decode(data, "utf-8")
        if text:
            return text
    text = _try_decode(data, encoding)
    if encoding != "cp1252":
        return text
    # Servers say this of everything; but in no language that is written so do letters with accents prevail.
    latin, others = _count_letters(data)
    faults = _find_faults(text[:_SAMPLE])
    mangled = sum(bool(faults.get(word)) for word in text[:_SAMPLE].split())
    return "" if others > latin or mangled > 1 else text


def _decode_by_bytes(data: bytes) -> str:
    """Decode by what the bytes look like. Raises SourceError when they are no text."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    encoding = _detect_utf16(data) if controls * 5 > len(data) else ""
    if encoding:
        return data.decode(encoding, "replace")
    # A few stray zero bytes happen in real text and are removed by cleaning.
    if controls > max(2, len(data) // 30):
        raise SourceError("is not text")
    text = _try_decode(data, "utf-8")
    if text:
        return text
    # What is UTF-8 but for a few broken bytes, such as a file cut off inside a character.
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    is_broken = len(text.translate(_ASCII)) - lost >= lost
    if not is_broken:
        return _decode_by_letters(data)
    # Who writes letters that Windows-1252 lacks has others in that place.
    has_others = bool(set(text) - {"\ufffd"} - set(_CP1252))
    return data.decode("utf-8", _STRAY_MARKS if has_others else _STRAYS)


def _detect_utf16(data: bytes) -> str:
    """Return the byte order of UTF-16 text without a mark: the one that gives characters and no controls."""
    sample = data[: min(_SAMPLE, len(data) // 2 * 2)]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        if text and _reads_as_text(text):
            return encoding
    return ""


def _reads_as_text(text: str) -> bool:
    """Return whether what was read in pairs of bytes has blanks and next to no characters that stand in no text."""
    categories = list(map(unicodedata.category, text))
    unassigned = sum(map(categories.count, ("Cn", "Co", "Cs")))
    controls = len(text) - len(text.translate(_CONTROL_CHARACTERS))
    junk = controls + text.count("\ufffd") + text.count("\ufeff") + unassigned
    is_spaced = len(text) < 20 or re.search(r"[ \t\n。，、！？]|[A-Za-z]{4}", text)
    return bool(is_spaced) and junk * 50 <= max(len(text), 50)


def _decode_by_letters(data: bytes) -> str:
    """Decode text in the charset in which its letters make words. Raises SourceError where they make none."""
    found = _detect_charset(data)
    text = _try_decode(data, found) or data.decode(found, "replace")
    faults = _find_faults(text[:_SAMPLE])
    # One kind of them alone may be of names, or a blank that nobody wrote: "PrivatÖl", "adidas×Gucci", "5 m²and".
    if len({fault[1].isupper() for fault in chain.from_iterable(faults.values())}) < 2:
        return text
    words = text[:_SAMPLE].split()
    beyond = [word for word in words if word in faults]
    mangled = sum(bool(faults[word]) for word in beyond)
    if mangled > _MOST_MANGLED * len(words):
        raise SourceError("is text in a charset that cannot be told: save it as UTF-8")
    if mangled > _MOST_MANGLED * len(beyond):
        return _decode_word_by_word(data, found)
    return text


def _detect_charset(data: bytes) -> str:
    """Return the charset in which a text is likely to be, by its letters and its language."""
    from chardet import detect

    sample = re.sub(_TAG, b" ", data[:_SAMPLE])
    latin, others = _count_letters(data)
    if latin and others < _LEAST_LETTERS and detect_language(sample.decode("ascii", "ignore")) in _WINDOWS_1252:
        return "cp1252"
    told = detect(sample, include_encodings=_UNDECLARED, compat_names=False, empty_input_encoding="cp1252")
    found = told["encoding"]
    if found == "iso8859-2" and told["language"] == "pl" and b"\xb9" in data:
        return "cp1250"  # Polish has no "š", and "ą" there
    return found if found and found != "ascii" else "cp1252"


def _decode_word_by_word(data: bytes, charset: str) -> str:
    """Decode damaged bytes: what was there nobody can tell, unless a word is UTF-8."""
    pieces: list[str] = []
    for piece in re.split(rb"(\s+)", data):
        word = piece.decode(charset, "replace")
        pieces.append(piece.decode("utf-8", _STRAYS) if any(_find_faults(word).values()) else word)
    return "".join(pieces)


def _find_faults(text: str) -> dict[str, set[str]]:
    """Return the words beyond ASCII of a text, each with where it has what no language writes.

    That is a capital beyond ASCII behind a small letter, or a strange sign between letters.

    >>> [word for word, faults in _find_faults("GrÃ¼n quaÿÅ wa³êsa Müller fact—the m² It´s").items() if faults]
    ['GrÃ¼n', 'quaÿÅ', 'wa³êsa']
    """
    found = {word: set[str]() for word in text.split() if not word.isascii()}
    for word, faults in found.items():
        for before, sign, behind in zip(word, word[1:], f"{word[2:]} ", strict=False):
            is_late = before.islower() and sign.isupper() and not sign.isascii()
            # A sign of ASCII stands as well behind "é".
            is_beyond = not sign.isascii() or (before.isupper() and not before.isascii())
            is_between = is_beyond and before.isalpha() and behind.isalpha()
            is_strange = sign in _TURNED_OR_RAISED or unicodedata.category(sign) in _NEVER_WITHIN
            if is_late or (is_between and is_strange):
                faults.add(before + sign + behind)
    return found


def _count_letters(data: bytes) -> tuple[int, int]:
    """Return how many letters of ASCII the text between the tags has, and how many bytes that are other letters."""
    text = re.sub(_TAG, b" ", data[:_SAMPLE])
    latin = len(text) - len(text.translate(None, _ASCII_LETTERS))
    return latin, len(text.translate(None, bytes(range(128)) + _MARKS_OF_TEXT))


def _try_decode(data: bytes, encoding: str) -> str:
    """Decode bytes in a charset; return nothing where they are not in it, which cannot be of Windows-1252."""
    if encoding == "cp1252":
        return codecs.charmap_decode(data, "strict", _CP1252)[0]
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return ""
