"""Which language a text is in."""

from __future__ import annotations

import re

from summarizer.lang.language import known_languages, load_language

_SAMPLE = 20_000
#: What is shorter tells no language, by its letters: Latin ones, and those of other scripts, which tell more.
_LEAST_LATIN, _LEAST_OTHER = 24, 8
#: So large a share of stop words is enough to call a text English without asking further.
_SURELY_ENGLISH = 0.3
_WORD = re.compile(r"[^\W\d_]{2,}")
_LETTER = re.compile(r"[^\W\d_]")
_OTHER_LETTER = re.compile(r"[^\W\d_\u0000-\u036f]")


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, one of `known_languages`.

    English where a text is too short to tell, because most articles are. What is not plainly English is asked of
    py3langid (Lui and Baldwin 2012, "langid.py: an off-the-shelf language identification tool").

    >>> detect_language("Der Kanzler sprach am Freitag mit dem Präsidenten und das war alles.")
    'de'
    >>> detect_language("42"), detect_language("OSLO")
    ('en', 'en')
    """
    sample = text[:_SAMPLE].lower()
    words = _WORD.findall(sample)
    known = load_language("en").words("stop_words.words")
    share = sum(word in known for word in words) / max(1, len(words))
    if share > _SURELY_ENGLISH:
        return "en"
    if len(_LETTER.findall(sample)) < _LEAST_LATIN and len(_OTHER_LETTER.findall(sample)) < _LEAST_OTHER:
        return "en"
    from py3langid.langid import classify, set_languages

    set_languages(list(known_languages()))
    return str(classify(sample)[0])
