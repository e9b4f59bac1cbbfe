"""Words that were glued together where a link was stripped ("PresidentDahl", "thestrike")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from summarizer.text.edits import Change
from summarizer.text.tokens import split_words


def package_folder(name: str) -> Path:
    """Return the folder of an installed package without importing it: its data alone is wanted."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(name)
    return Path(spec.submodule_search_locations[0])


_TOKEN = re.compile(r"(?<![\w@#/.:_&=?-])[^\W\d_]{5,60}(?![\w@/_]|\.\w|://)")
_CAMEL = re.compile(r"(?<=[^\W\d_A-ZÀ-Þ])(?=[A-ZÀ-Þ])")
# After a name these cannot be the end of a longer word of English.
_AFTER_NAME = frozenset(
    "has had have was were is will would said says told and who that with from which could should also did".split()
)
_BEFORE_WORD = frozenset(
    "the and that with from their his her its our your this these those for has had was were said of in to by on at".split()
)
# Also the ends of rare words: after a name of so many letters and more they are taken for words.
_AFTER_CAPITAL: Mapping[str, int] = MappingProxyType({"and": 4, "of": 4, "in": 6, "to": 6})
_ENDINGS = frozenset({"will", "have", "also", "did"})
_JOINED = re.compile(r"(?:(?<=[^\W\d_]{2}['’]s)(?=[a-zß-ÿ])|(?<=[a-zß-ÿ][,;])(?=[A-ZÀ-Þ]))(?P<tail>[^\W\d_]{3,40})\b")
_NAME_PARTS = frozenset("mc mac de la le van von di da del du fitz o san st".split())
# Product and company names written with a capital inside, whose halves are words.
_BRANDS = frozenset(
    """airbnb baseball bitcoin blackberry blackrock dreamworks facebook facetime fedex firefox github hashtag huffpost instagram linkedin mastercard moneygram openai paypal photoshop playstation powerpoint
    snapchat soundcloud spacex starlink telegram tiktok wechat whatsapp wikileaks wikipedia wordpress
    youtube deepmind deepseek buzzfeed salesforce sharepoint techcrunch thyssenkrupp unicredit volkswagen
    exxonmobil javascript typescript powershell conocophillips coingecko newscorp comcast netflix xbox chatgpt opensea""".split()
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a story as they stand: how often each occurs, in how many articles, and what follows what."""

    words: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    pairs: frozenset[tuple[str, str]] = frozenset()


def count_vocabulary(texts: Iterable[str], known: Iterable[str] = ()) -> Vocabulary:
    """Count the words of all articles of a story; ``known`` are words that the story knows besides."""
    words: Counter[str] = Counter(known)
    articles: Counter[str] = Counter()
    pairs: set[tuple[str, str]] = set()
    for text in texts:
        tokens = split_words(text)
        words.update(tokens)
        articles.update(set(tokens))
        pairs.update((a.lower(), b.lower()) for a, b in pairwise(tokens))
    return Vocabulary(words, articles, frozenset(pairs))


def find_glued(text: str, vocabulary: Vocabulary) -> Iterator[Change]:
    """Give the places where a blank is missing between two words.

    A token is split where both halves are known to the story and the whole is not: it stands in one
    article only and is no word of English. A capital inside the token is sign enough
    ("PresidentDahl"); in small letters ("thestrike", "Dahlhas") one half must be a word that links
    use to stand beside, and where such a token could be a rare word, the story must also hold the
    two words side by side.

    >>> known = count_vocabulary(["President Ana Dahl met the strike leaders. Ana Dahl has left."])
    >>> list(find_glued("PresidentAna Dahlhas left thestrike.", known))
    [Change(start=9, end=9, after=' '), Change(start=17, end=17, after=' '), Change(start=29, end=29, after=' ')]
    >>> list(find_glued("McDonald sees a therapist on YouTube, nowhere else.", known))
    []
    """
    decided: dict[str, tuple[int, ...]] = {}
    places = []
    for found in _TOKEN.finditer(text):
        token = found.group()
        if token not in decided:
            decided[token] = _cuts(token, vocabulary)
        places += [found.start() + cut for cut in decided[token]]
    for found in _JOINED.finditer(text):
        if _is_known(found["tail"], vocabulary):
            places.append(found.start("tail"))
    return (Change(place, place, " ") for place in sorted(set(places)))


def _cuts(token: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    if vocabulary.articles[token] > 1 or token.lower() in _BRANDS or token.isupper():
        return ()
    camels = [m.start() for m in _CAMEL.finditer(token)]
    if not camels:
        return _cut_small(token, vocabulary)
    cuts: list[int] = []
    for start, end in pairwise([0, *camels, len(token)]):
        half = token[start:end]
        inner = () if _is_half(half, vocabulary, first=not start) else _cut_inner(half, vocabulary)
        if not inner and not _is_half(half, vocabulary, first=not start):
            return ()
        cuts += [*([start] if start else []), *(start + cut for cut in inner)]
    return tuple(cuts)


def _cut_small(token: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    if token.lower() in _english() or vocabulary.words[token] > 2:
        return ()
    cut = next((cut for cut in range(2, len(token) - 1) if _is_cut(token[:cut], token[cut:], vocabulary)), 0)
    return (cut,) if cut else ()


def _cut_inner(half: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    """Cut the half of a token that is glued for certain: two words of the story will do."""
    both = (cut for cut in range(3, len(half) - 2) if vocabulary.words[half[:cut]] and vocabulary.words[half[cut:]])
    cut = next(both, 0)
    return (cut,) if cut else _cut_small(half, vocabulary)


def _is_half(half: str, vocabulary: Vocabulary, *, first: bool) -> bool:
    return len(half) > 1 and half.lower() not in _NAME_PARTS and _is_known(half, vocabulary, first=first)


def _is_known(half: str, vocabulary: Vocabulary, *, first: bool = False) -> bool:
    # The first half may open a sentence and so have a capital that the word has not elsewhere.
    known = vocabulary.words[half] or (first and vocabulary.words[half.lower()])
    return bool(known) or half.lower() in _AFTER_NAME | _BEFORE_WORD


def _is_cut(head: str, tail: str, vocabulary: Vocabulary) -> bool:
    if not (_is_known(head, vocabulary, first=True) and _is_known(tail, vocabulary)):
        return False
    if (head.lower(), tail.lower()) in vocabulary.pairs:
        return head.lower() in _BEFORE_WORD or tail in _BEFORE_WORD | _AFTER_NAME
    if head == "the":
        return vocabulary.words[tail] > 0 and len(tail) > 3
    if head.lower() in _english() and len(head) < 5:
        return False
    if head[0].isupper() and tail in _AFTER_CAPITAL:
        return len(head) >= _AFTER_CAPITAL[tail]
    return tail in _AFTER_NAME and tail not in _ENDINGS


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """The common words of English: no glued token, though both halves may be words."""
    compounds = """
    therapist therapists nowhere together cannot himself herself itself themselves ourselves into another without
    within inside outside forward become becomes overall today income toward towards before because island islands
    asking theory office former formal format forever forget forgive forbid forced fortune forum forth fortnight
    information informal inform insane instead install insist income increase indeed infant inform ingrate input
    intent intend intense invoke involve inward onto ones once online onset only tower tonight tomorrow toddler
    total touch tourist atone attend attack attempt attach byline bygone bypass bystander hasten hash asset aspect
    assign assess assume therein thereby thereof thermal theater theatre thesis these those thence their theirs
    ratio often offer offset offspring isolate issue orbit order organ origin ornate orphan orchard
    homeland mainland farmland woodland motherland fatherland grassland heartland withdraw withdrawn withhold
    withheld withstand notwithstanding heretofore hereby whatsoever whosoever nevertheless nonetheless albeit
    robust herring hero heroes itself hereto anthem mythe loathe bathe breathe clothe soothe seethe lathe
    tithe writhe scythe swathe sheathe wreathe sand hand hands band bands brand brands land lands stand stands
    grand errand thousand thousands demand demands command commands expand expands husband husbands understand
    begin within bargain obtain contain explain certain captain mountain terrain remain retain certain villain
    weather whether leather feather other mother father brother another gather rather neither either
    what that chat flat format combat habitat democrat democrats threat great treat retreat repeat defeat
    """
    easy = package_folder("textstat") / "resources" / "en" / "easy_words.txt"
    return frozenset(compounds.split()) | frozenset(easy.read_text(encoding="utf-8").split())
