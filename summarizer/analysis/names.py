"""The names of a story: which spellings are one name, and which full name a surname stands for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from summarizer.text.tokens import fold, split_words

# With straight apostrophes.
_CAP = r"[A-ZÀ-Þ][a-zß-ÿ'-]+(?:[A-Z][a-z]+)?"
_PARTICLE = r"(?:de|del|della|der|den|van|von|bin|al|el|da|dos|du|la|le|ben|ibn|zu)"
_FULL_NAME = re.compile(
    rf"(?<![\w'])({_CAP}|(?:[A-Z]\.){{1,2}})((?: {_PARTICLE}){{0,2}} (?:[A-Z]\. ?)?{_CAP})+(?![\w])"
)

#: Words for a people, as they stand before a title.
PEOPLES = frozenset(
    """us u.s russian german ukrainian french british american chinese israeli palestinian european polish turkish iranian
    italian spanish dutch swedish norwegian danish finnish hungarian czech slovak greek serbian japanese indian brazilian
    mexican canadian australian egyptian syrian iraqi saudi lebanese jordanian afghan pakistani korean north south
    indonesian kenyan nigerian african asian austrian swiss belgian portuguese romanian bulgarian croatian georgian
    """.split()
)
#: Words before a name that are no part of it.
TITLES = frozenset(
    """president vice-president chancellor premier prime minister foreign defence defense interior finance economy
    justice health deputy vice king queen prince princess pope bishop archbishop cardinal rabbi imam sheikh ayatollah
    general gen lieutenant lt colonel col major maj captain capt commander admiral adm sergeant sgt officer
    senator sen representative rep congressman congresswoman governor gov mayor judge justice attorney prosecutor
    secretary ambassador envoy spokesman spokeswoman spokesperson chief chairman chairwoman chair director professor
    prof dr doctor mr mrs ms mx sir dame lord lady baroness count sheriff detective inspector superintendent coach
    ceo leader lawmaker lawyer economist analyst reporter former ex-president acting outgoing incoming president-elect
    state
    """.split()
)


@lru_cache(maxsize=100_000)
def spelling(word: str) -> str:
    """Reduce a name to what its spellings in Latin letters have in common.

    Transliterations differ in a few places: y, i and j; w and v; doubled letters; kh, h and gh.

    >>> len({spelling(name) for name in ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskij")})
    1
    >>> spelling("Putin") == spelling("Puskin"), spelling("Merkel") == spelling("Merz")
    (False, False)
    """
    name = fold(word)
    for old, new in (("kh", "h"), ("gh", "g"), ("dh", "d"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("w", "v")):
        name = name.replace(old, new)
    name = re.sub(r"[yj]", "i", name)
    return re.sub(r"(.)\1+", r"\1", name)


_OPENERS = frozenset(
    "the a an in on at for and but or so as if when while after before by with from to of that this these those it its"
    " he she they his her their we our i you your monday tuesday wednesday thursday friday saturday sunday january february"
    " march april june july august september october november december today yesterday both all some many most no not there here why how what who".split()
)
_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {"kiev": "kyiv", "kharkov": "kharkiv", "odessa": "odesa", "lvov": "lviv", "dnieper": "dnipro", "donbass": "donbas"}
)


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of a story's names.

    ``spellings`` maps a folded word to the one that stands for all its spellings; ``full`` maps the
    reduced surname to the most usual full name, where it is unambiguous.
    """

    spellings: Mapping[str, str] = field(default_factory=dict)
    full: Mapping[str, str] = field(default_factory=dict)

    def unify(self, folded: str) -> str:
        """Give the spelling that stands for a folded word."""
        return self.spellings.get(folded, folded)

    def is_first_name(self, word: str, following: str) -> bool:
        """Tell whether a word is the first name to the surname that follows it."""
        full = self.full.get(spelling(following), "")
        return bool(full) and fold(word) == fold(full.split()[0])

    def full_name(self, name: str) -> str:
        """Give the full name that a surname stands for in this story, else the name itself."""
        return name if " " in name else self.full.get(spelling(name), name)


def find_titles(words: Sequence[str]) -> frozenset[int]:
    """Find the titles that stand before a name: they say no more than the name.

    >>> sorted(find_titles(["German", "Chancellor", "Olaf", "Scholz", "met", "the", "chancellor"]))
    [0, 1]
    >>> find_titles(["European", "Union", "President"])
    frozenset()
    """
    found: set[int] = set()
    for at, word in enumerate(words):
        if not word[0].isupper() or at in found or not _is_title(word):
            continue
        end = at
        while end < len(words) and words[end][0].isupper() and _is_title(words[end]):
            end += 1
        named = end < len(words) and words[end][0].isupper()
        if named and words[end - 1].lower().rstrip(".") in TITLES:
            found.update(range(at, end))
    return frozenset(found)


def _is_title(word: str) -> bool:
    plain = word.lower().rstrip(".")
    return plain in TITLES or plain in PEOPLES


def learn_names(texts: Iterable[str]) -> Names:
    """Learn a story's names from all its texts.

    >>> names = learn_names(["President Ana Zelenskyy spoke. Ana Zelenskiy left.", "He met Zelenskyy there."])
    >>> names.unify("zelenskiy") == names.unify("zelenskyy"), names.full_name("Zelenskiy")
    (True, 'Ana Zelenskyy')
    >>> names.full_name("Dahl")
    'Dahl'
    """
    capitals: Counter[str] = Counter()
    small: Counter[str] = Counter()
    full: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word in split_words(text):
            (capitals if word[0].isupper() else small)[fold(word)] += 1
        for name in _full_names(text):
            full[spelling(name.split()[-1])][name] += 1
    names = [word for word in capitals if _is_long(word) and capitals[word] > small[word] and word.isalpha()]
    return Names(_group(names, capitals), _unambiguous(full))


def _full_names(text: str) -> Iterable[str]:
    for found in _FULL_NAME.finditer(text.replace("’", "'")):
        words = text[found.start() : found.end()].split()
        while words and _is_no_name(words[0]):
            words = words[1:]
        if 2 <= len(words) <= 4:
            yield " ".join([*words[:-1], re.sub(r"['’]s?$", "", words[-1])])


def _is_no_name(word: str) -> bool:
    """Tell a title, a possessor ("Norland's Ana Dahl") and what only opens a sentence from a first name."""
    plain = word.lower().rstrip(".")
    return plain in TITLES or plain in PEOPLES or plain in _OPENERS or word.endswith(("'s", "’s", "'", "’"))


def _is_long(word: str) -> bool:
    """Tell whether two spellings of a word can be told from two short names."""
    return len(word) > 4 or word in _SPELLINGS or word in _SPELLINGS.values()


def _group(names: list[str], counts: Counter[str]) -> Mapping[str, str]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        groups[spelling(_SPELLINGS.get(name, name))].append(name)
    return {
        name: max(group, key=lambda n: (counts[n], n)) for group in groups.values() if len(group) > 1 for name in group
    }


def _unambiguous(full: Mapping[str, Counter[str]]) -> Mapping[str, str]:
    chosen = {}
    for surname, names in full.items():
        firsts = {spelling(name.split()[0]) for name in names}
        if len(firsts) == 1:
            chosen[surname] = max(names, key=lambda n: (names[n], n))
    return chosen
