"""Words: how a text is cut into them, counted, folded and stemmed for comparison; and what stands in quotations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from summarizer.lang.language import Language, known_languages, load_language, lower

# A name with an inner apostrophe or hyphen is one word ("Moscow's", "G-20"), and a number with its separators and
# decimals is one too ("11,000", "2.5"). Combining marks belong to their letter.
_WORD = re.compile(
    r"[^\W\d_][^\W_]*+(?:[\u0300-\u036f\u0900-\u0dff][^\W_]*+)*+(?:[-'’][^\W_]++)*+|\d++(?:[.,:]\d++)*+(?:[^\W\d_]++)?"
)
# What is left of a run between blanks from its first letter or digit on.
_RUN = re.compile(r"[^\W_]\S*")
# Cyrillic "й" and "ї" are letters of their own.
_ACCENT = re.compile("[\u0300-\u0305\u0307\u0309-\u036f]|(?<![иИ])\u0306|(?<![іІ])\u0308")
_SIGNS = re.compile(r"[\W_]+")

# A small part of what Unicode Technical Standard 39 ("Unicode Security Mechanisms", confusables) lists: the letters of
# Cyrillic, Greek and Armenian, and those of Latin with a stroke or without a dot, that pass for plain Latin.
_LOOKALIKES = {
    "АВЕЅІЈКМНОРСТУХԚԜҮЬ": "ABESIJKMHOPCTYXQWYb",  # Cyrillic capitals
    "авеѕіјкмнорстухԛԝүьӏԁһԍпгѵґ": "abesijkmhopctyxqwybldhgnrvr",  # Cyrillic; small where capitals are alike too
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳ": "ABEZHIKMNOPTYXCj",  # Greek capitals
    "αβεηικνορτυχγωϲςσ": "abenikvoptuxywcco",  # Greek
    "օոսհցգզքՕՍ": "onuhgqqpOU",  # Armenian
    "ıȷɑɡɩɪʀʏᴀᴄᴅᴇᴊᴋᴍɴᴏᴘꜱᴛᴜᴠᴡᴢøłđħŧƀɓƙɍØŁĐĦ": "ijagiiryacdejkmnopstuvwzoldhtbbkrOLDH",  # Latin
}
_LATIN = str.maketrans("".join(_LOOKALIKES), "".join(_LOOKALIKES.values()))
# What small letters and digits pass for, once case is folded.
_LETTERS = str.maketrans("1|!0", "lllo")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))

#: Letters for which a pattern that is blind to case takes others, though these are not their small ones.
_ODD_FORMS = str.maketrans("İıſ\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86", "Iisвдосттъ")

#: Somebody's words in a text, with their marks; what is never closed goes on to the end. A curly mark may close a
#: straight one, or be closed by one, where its own is missing; it is looked for as far as a sentence is long: many that
#: nothing closes would each read on to the end of the text.
QUOTATION = re.compile(
    r"“(?:[^”]{0,3000}”|[^\"]*(?:\"|$))|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)|»(?<![^\s(]»)(?=\S)[^«»]*(?<=\S)«"
    r"|\"(?:[^\"“”]*”|[^\"]*(?:\"|$))"
)
_IN_SINGLE_MARKS = re.compile(r"(?<!\w)['‘].{3,200}?['’](?!\w)")
#: The narrator's words between dashes amid a quotation, "«…, — сказав Дал. — …»", and one that goes on behind them.
_NARRATED = re.compile(r"(?<=[,?!…]) [—–] (?=[а-яёєіїґ])[^«»—–]{1,200}(?:[.,](?= [—–])|$)")
_BEGUN_BEFORE = re.compile(r"[—–] [^«»]*»")
#: When an entry of a page that goes on being written was written, before its text: "15:10 Uhr: ", "[15.10] ".
ENTRY_TIME = re.compile(r"(?:\d{1,2}[:.h]\d\d(?: ?[^\W\d_]{1,4}\.?){0,2} ?[:|–—-]|\[\d{1,2}[:.h]\d\d\]) +(?=\S)")
#: With what a quotation closes, by what opens it.
_CLOSING = {"“": ("”", '"'), "«": ("»",), "„": ("“", "”"), "»": ("«",), '"': ('"', "”")}
#: With what a quotation opens.
OPENING_MARKS = ("“", '"', "«", "„")
#: Stands for each character of a quotation that was blotted out.
MASK = "\x01"

#: Silent reading of English non-fiction: 238 words a minute (Brysbaert 2019,
#: "How many words do we read per minute?", Journal of Memory and Language 109).
WORDS_PER_MINUTE = 238

#: So many letters of a word are left when its ending is cut off.
_LEAST_STEM = 3
#: The endings by which a word owns what follows: "Dahl's", "the lawyers'".
OWNING = ("'s", "’s", "'", "’")


@dataclass(frozen=True, slots=True)
class WordForms:
    """A word as ``written``, ``lowered`` (small, its accents kept), ``folded`` and cut to its ``stem``.

    It ``counts`` unless it is a stop word.
    """

    written: str
    lowered: str
    folded: str
    stem: str
    counts: bool


def split_words(text: str) -> list[str]:
    """Cut a text into its words, as they stand.

    >>> split_words("Kyiv’s G-20 envoy lost 11,000 men (2.5%).")
    ['Kyiv’s', 'G-20', 'envoy', 'lost', '11,000', 'men', '2.5']
    """
    return _WORD.findall(text)


@lru_cache(maxsize=1_000)  # a headline is asked for words of several kinds
def drop_quoted(text: str) -> str:
    """Return a text without what it quotes, in single marks too.

    >>> drop_quoted("Arle’s mayor: ‘The ferry’s owners are mad’, “and I say so”"), drop_quoted("The ferries' owners")
    ('Arle’s mayor:  ,  ', "The ferries' owners")
    """
    return QUOTATION.sub(" ", _IN_SINGLE_MARKS.sub(" ", text))


def split_words_of(text: str, language: Language) -> list[str]:
    """Cut a text into its words, those too that its language writes as one.

    >>> split_words_of("L'accord n'est pas signé.", load_language("fr"))
    ["L'", 'accord', "n'", 'est', 'pas', 'signé']
    """
    words = split_words(text)
    if not language.text("grammar.joined"):
        return words
    return [part for word in words for part in cut_joined(word, language)]


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def read_forms(text: str, language: Language) -> tuple[WordForms, ...]:
    """Return the forms of the words of a sentence, those too that its language writes as one, in their order.

    >>> [(word.stem, word.counts) for word in read_forms("The Mayor’s demands", english)]
    [('the', False), ('mayor', True), ('demand', True)]
    """
    stem, stops = stemmer(language.code), language.words("stop_words.words")
    words = [(word, fold(word)) for word in split_words_of(text, language)]
    return tuple(WordForms(word, lower(word), folded, stem(folded), folded not in stops) for word, folded in words)


def cut_joined(word: str, language: Language) -> list[str]:
    """Return the words that a language writes as one, in their order: "l'accord", "dit-il".

    >>> cut_joined("l'accord", load_language("fr")), cut_joined("Peut-être", load_language("fr"))
    (["l'", 'accord'], ['Peut-être'])
    >>> cut_joined("s'indigne-t-elle", load_language("fr"))
    ["s'", 'indigne', '-t-elle']
    """
    if not language.text("grammar.joined"):
        return [word]
    parts, done = [], 0
    for found in language.pattern("grammar.joined").finditer(word):
        parts += [word[done : found.start()], found.group()]
        done = found.end()
    return [part for part in (*parts, word[done:]) if part]


def count_words(text: str) -> int:
    """Count words as an editor does: runs between blanks that hold a letter or a digit.

    >>> count_words("It is over – at last."), count_words("– …")
    (5, 0)
    """
    return len(_RUN.findall(text))


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Fold case, accents and apostrophes, and drop a possessive "s".

    >>> fold("Zelenskyy’s"), fold("Élysée"), fold("us")
    ('zelenskyy', 'elysee', 'us')
    """
    plain = word.replace("’", "'")
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFKD", plain)))
    return plain.casefold().removesuffix("'s").removesuffix("'")


@cache
def find_month(word: str) -> int:
    """Return the number of a month by its name in any known language, or by the beginning of one; 0 for other words.

    >>> find_month("Nov."), find_month("März"), find_month("m")
    (11, 3, 0)
    """
    word, months = fold(word.rstrip(".")), _load_months()
    found = {months[word]} if word in months else {months[name] for name in months if name.startswith(word)}
    return found.pop() if len(found) == 1 else 0


@cache
def _load_months() -> dict[str, int]:
    """Return the numbers of the months by their folded names, 0 for a name that two languages use otherwise."""
    months: dict[str, int] = {}
    for code in known_languages():
        for name, number in load_language(code).numbers("dates.month_numbers").items():
            key = fold(name.rstrip("."))
            months[key] = int(number) if months.get(key, number) == number else 0
    return months


def drop_owning(word: str) -> str:
    """Return a word without the ending by which it owns what follows.

    >>> drop_owning("Dahl’s"), drop_owning("lawyers'"), drop_owning("mess")
    ('Dahl', 'lawyers', 'mess')
    """
    for ending in OWNING:
        if word.endswith(ending):
            return word.removesuffix(ending)
    return word


def count_shared_letters(a: str, b: str) -> int:
    """Return how many letters two words share at their beginnings.

    >>> count_shared_letters("landing", "landed")
    4
    """
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count


def letters(text: str) -> str:
    """Return a text's letters and digits, folded: texts that differ in nothing else read the same.

    >>> letters("“We won’t!”") == letters("we wont")
    True
    """
    return _SIGNS.sub("", text.casefold())


@lru_cache(maxsize=10_000)
def find_skeleton(name: str) -> str:
    """Return what names have in common that a reader could take for each other: letters and digits, plain.

    >>> find_skeleton("Rеutеrs") == find_skeleton("REUTERS") == find_skeleton("Ｒｅｕｔｅｒｓ")
    True
    """
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name).translate(_LATIN))
    letters = _SIGNS.sub("", plain.casefold().translate(_LATIN).translate(_LETTERS))
    for pair, single in _PAIRS:
        letters = letters.replace(pair, single)
    # In many faces a capital "I" is a small "l".
    return letters.replace("i", "l") or name


def reading_seconds(words: int) -> int:
    """Return the seconds of silent reading of so many words.

    >>> reading_seconds(238), reading_seconds(0)
    (60, 0)
    """
    return round(words * 60 / WORDS_PER_MINUTE)


def mask(text: str) -> str:
    """Blot out what stands in quotation marks, keeping its length: the narrator's words are left.

    >>> mask('He said "no way" today.').replace("\\x01", "_")
    'He said "______" today.'
    >>> mask('"Let us move on” now, said Dahl.').replace("\\x01", "_")
    '"______________” now, said Dahl.'
    """
    masked = QUOTATION.sub(_blot, text)
    if "«" in text:
        for found in _NARRATED.finditer(text):
            start, end = found.span()
            masked = masked[:start] + text[start:end] + masked[end:]
    elif begun := _BEGUN_BEFORE.match(text):
        end = begun.end() - 1
        masked = text[:2] + MASK * (end - 2) + text[end:]
    return masked


def _blot(found: re.Match[str]) -> str:
    """Return a quotation with its marks, all between them blotted out."""
    quotation = found.group()
    opening, said = quotation[0], quotation[1:]
    closing = said[-1] if said.endswith(_CLOSING[opening]) else ""
    return opening + MASK * (len(said) - len(closing)) + closing


def take_out(pattern: re.Pattern[str], text: str) -> tuple[list[re.Match[str]], str]:
    """Return what a pattern finds in a text, and the text with that blotted out, its length kept."""
    matches = list(pattern.finditer(text))
    if matches:
        text = pattern.sub(lambda found: "#" * len(found.group()), text)
    return matches, text


def spell_plainly(text: str) -> str:
    """Return a text of the same length, its letters such that what a pattern finds in any case is a word of a table.

    >>> spell_plainly("moſt, SİX"), spell_plainly("Élysée")
    ('most, SIX', 'Élysée')
    """
    return text if text.isascii() else text.translate(_ODD_FORMS)


@lru_cache(maxsize=50_000)
def cut_ending(folded: str, endings: tuple[str, ...]) -> str:
    """Return a folded word without its ending, if enough is left; ``endings`` are a language's, the longest first.

    >>> cut_ending("путиним", ("им", "а")), cut_ending("лева", ("ва",)), cut_ending("putin", ())
    ('путин', 'лева', 'putin')
    """
    for ending in endings:
        if folded.endswith(ending) and len(folded) - len(ending) >= _LEAST_STEM:
            return folded.removesuffix(ending)
    return folded


@lru_cache(maxsize=32)
def stemmer(language: str) -> Callable[[str], str]:
    """Return the function that cuts a folded word to its stem (Snowball; Porter 1980, 2001).

    >>> stem = stemmer("en")
    >>> stem("negotiations"), stem("putin"), stemmer("xx")("negotiations")
    ('negoti', 'putin', 'negotiations')
    """
    import Stemmer

    known = load_language(language)
    name = known.text("language.stemmer")
    if name not in Stemmer.algorithms():
        endings = tuple(sorted(map(fold, known.phrases("language.endings")), key=lambda ending: (-len(ending), ending)))
        if not endings:
            return str
        beginnings, changing = known.texts("language.beginnings"), known.pattern("language.changing")
        return lru_cache(maxsize=200_000)(
            lambda word: changing.sub("", cut_ending(beginnings.get(word[:2], word[:2]) + word[2:], endings))
        )
    stem: Callable[[str], str] = Stemmer.Stemmer(name).stemWord
    return lru_cache(maxsize=200_000)(stem)
