"""Articles as what a draft is compared with: each one's own wording, read once; and whether a draft names it for words.

Whom a draft names are the outlets that are to have the words, and who speaks, as in the source or not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import pairwise
from typing import Literal

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.attribution import attribute, find_core
from summarizer.analysis.claims import read_facts
from summarizer.analysis.names import Names, is_title
from summarizer.briefing.article_changes import list_names
from summarizer.dedupe.compared_words import tokenize
from summarizer.dedupe.support import read_story_words, tells_all
from summarizer.lang.language import Language, detect_language, load_all, load_language
from summarizer.model import Article, Attribution
from summarizer.model.editorial import DraftSource
from summarizer.text.agencies import find_identity
from summarizer.text.segmentation import clean, segment
from summarizer.text.tokens import MASK, OPENING_MARKS, count_shared_letters, fold, split_words, split_words_of, stemmer
from summarizer.text.wording import Word, cut_wording, find_passage, list_keys, make_key, mask_quotations, unify_marks

#: By so many of its rarest pairs of neighbouring words a passage is looked for, each in so many articles at most.
_RAREST, _MOST_LISTED = 12, 5_000
#: So many articles that may have all of it are read, and so many that have some.
_MOST_EXACT, _MOST_NEAR = 200, 4
#: So many words of the narrator's may stand amid a quotation that goes on.
_MOST_NARRATED = 15
#: Stands between passages that no words of a draft may bridge.
BREAK = Word("\n", "", 0, 0, said=False, behind="")


def list_stems(words: Iterable[str], language: Language) -> frozenset[str]:
    """Return what the forms of each of some words have in common."""
    stem = stemmer(language.code)
    return frozenset(stem(fold(word)) for word in words)


@dataclass(frozen=True, slots=True)
class Place:
    """A word of an article: its sentence by its number, and the word by its places in the sentence's text."""

    word: Word
    sentence: int


class SourceWording:
    """An article's sentences, its words in a row (``plain``) and those in quotation marks in a row (``spoken``)."""

    def __init__(self, article: Article) -> None:
        code = article.language or detect_language(article.text[article.body :])
        # Each mark stays one character, so that all places hold.
        text = "\n".join(map(unify_marks, article.text.split("\n")))
        self.written = article.text
        self.article = replace(article, text=text, language=code, id=article.id or "source")
        self.language: Language = load_language(code)
        (self.sentences,), (revision,) = segment([self.article])
        self.plain: list[Place] = []
        self.spoken: list[Place] = []
        self._read(revision.text.split("\n"))
        self.plain_keys = [place.word.key for place in self.plain]
        self.spoken_keys = [place.word.key for place in self.spoken]
        self.voices: Sequence[Attribution] = ()

    def _read(self, lines: Sequence[str]) -> None:
        """Fill both rows: a line ends the first, and the second where another quotation begins."""
        at, goes_on, since_said, before = 0, False, 0, -1
        masked = line = ""
        for number, sentence in enumerate(self.sentences):
            if sentence.line != before:
                line = lines[sentence.line]
                goes_on = masked.endswith(MASK) and line.lstrip().startswith(OPENING_MARKS)
                masked, at, before = mask_quotations(line, self.language), 0, sentence.line
                self.plain.append(Place(BREAK, number))
                since_said = 0 if goes_on else _MOST_NARRATED + 1
            low = max(at, line.find(sentence.text, at))
            at = low + len(sentence.text)
            for word in cut_wording(sentence.text, masked[low:at].ljust(len(sentence.text))):
                place = Place(word, number)
                self.plain.append(place)
                if not word.said:
                    since_said += 1
                    continue
                if since_said > _MOST_NARRATED:
                    self.spoken.append(Place(BREAK, number))
                since_said = 0
                self.spoken.append(place)

    def get_row(self, *, spoken: bool) -> Sequence[Place]:
        """Return one of the rows."""
        return self.spoken if spoken else self.plain

    def find(self, wanted: Sequence[str], *, spoken: bool, low: int = 0, high: int = 10**9) -> Iterator[int]:
        """Yield the places at which words stand in one of the rows."""
        yield from find_passage(self.spoken_keys if spoken else self.plain_keys, wanted, low, high)

    def hear(self, names: Names) -> Sequence[Attribution]:
        """Return who says each sentence."""
        if not self.voices:
            self.voices = attribute(self.sentences, (), self.language, names, (self.article.outlet,))
        return self.voices

    def describe(self, first: int, last: int, names: Names) -> DraftSource:
        """Return the sentences from one to another as the source of words of a draft, with who says the first."""
        article, told = self.article, self.sentences[first : last + 1]
        text = " ".join(one.text if one.edits else self.written[one.start : one.end] for one in told)
        where = (article.outlet, article.path, article.item, article.url)
        return DraftSource(*where, told[0].start, told[-1].end, text, self.hear(names)[first].speaker)

    @cached_property
    def by_sentence(self) -> Mapping[int, Sequence[Word]]:
        """The words of each sentence, by its number."""
        found: defaultdict[int, list[Word]] = defaultdict(list)
        for place in self.plain:
            if place.word is not BREAK:
                found[place.sentence].append(place.word)
        return found

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all its words."""
        return list_stems(self.plain_keys, self.language)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that stand with a capital within a sentence of the article."""
        return frozenset(list_names(self.article.text[self.article.body :], self.language))


def list_pairs(passages: Iterable[Sequence[Word]]) -> list[tuple[str, ...]]:
    """Return by what passages of words are looked for: pairs of neighbours, a word that stands alone by itself."""
    keys: dict[tuple[str, ...], None] = {}
    for words in passages:
        if len(words) == 1:
            keys[(words[0].key,)] = None
        keys |= dict.fromkeys((one.key, other.key) for one, other in pairwise(words))
    return list(keys)


def find_candidates(wanted: Sequence[Sequence[tuple[str, ...]]], articles: Sequence[Article]) -> list[list[int]]:
    """Return for each list of keys the articles that may have their words, the likeliest first.

    Each article is read once, and only where a key of some list stands in it is remembered: the work grows with the
    articles' words, not with their number times the draft's sentences.
    """
    listed: dict[tuple[str, ...], list[int]] = {}
    for keys in wanted:
        listed.update((key, []) for key in keys)
    for number, article in enumerate(articles):
        words = list_keys(clean(article).text)
        for key in {*pairwise(words), *((word,) for word in words)}:
            if key in listed and len(listed[key]) < _MOST_LISTED:
                listed[key].append(number)
    return [_rank_articles(keys, listed) for keys in wanted]


def _rank_articles(keys: Sequence[tuple[str, ...]], listed: Mapping[tuple[str, ...], Sequence[int]]) -> list[int]:
    """Return the articles that may have the words of some keys, by those in which each key is ``listed``."""
    rarest = sorted((key for key in keys if listed[key]), key=lambda key: (len(listed[key]), key))[:_RAREST]
    counts: Counter[int] = Counter()
    for key in rarest:
        counts.update(listed[key])
    ranked = sorted(counts, key=lambda number: (-counts[number], number))
    # Where some have all of it, the words are theirs, as they stand there or altered.
    exact = [number for number in ranked if counts[number] == min(len(keys), _RAREST)]
    return exact[:_MOST_EXACT] or ranked[:_MOST_NEAR]


#: A form of a name shares all its letters with it but for so many at the end, and so many at least.
_ENDING, _LEAST = 3, 3
#: A line of credit has so many words at most.
_MOST_WORDS = 40
_CREDIT = re.compile(r"^[\s*_|]*(?:[(\[](?P<inside>.{1,600}?)[)\]]|[—–-]{1,2}\s*(?P<behind>.{1,600}?))[\s*_.|]*$")
_TRAILING = re.compile(
    r"[\s*_]*\((?P<inside>[^()\n]{1,600})\)[\s*_.|]*$|[\s*_]+[—–]\s*(?P<behind>[^\W\d_a-zß-ÿа-яёєіїґ][^—–\n]{1,300})$"
)
#: Of so many articles of an outlet so many sentences are compared, those that share most words.
_MOST_ARTICLES, _MOST_SENTENCES = 20, 5
_PARTS = re.compile(r"[;,/|·]| & ")
_NAME_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_WHOLE, _NUMBERED = "\x02", re.compile("\x02(\\d+)\x02")
_MARKS = '*_ .†\t()[]“”"«»„'


#: An outlet is to have the words, to tell the same in its own, or is whom an outlet passes on.
Named = Literal["has", "also", "via"]


@dataclass(frozen=True, slots=True)
class OutletNames:
    """The outlets of a pile by their identities: the words of their names, and the single words that only one has."""

    shown: dict[str, str] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)


def read_outlets(articles: Iterable[Article]) -> OutletNames:
    """Return the outlets of some articles."""
    found = OutletNames()
    counts: Counter[str] = Counter()
    for article in articles:
        identity = find_identity(article.outlet)
        if not article.outlet or identity in found.shown:
            continue
        keys = [make_key(word) for word in _NAME_WORD.findall(article.outlet)]
        while len(keys) > 1 and keys[0] in _list_articles():
            del keys[0]
        if keys:
            found.shown[identity], found.words[identity] = article.outlet, tuple(keys)
            counts.update({keys[0], keys[-1]})
    for identity, named in found.words.items():
        if len(named) > 1:
            found.short.update((word, identity) for word in (named[0], named[-1]) if counts[word] == 1)
    return found


@cache
def _list_articles() -> frozenset[str]:
    """Return the articles of all languages: a name keeps its own, "The Sample Courier" in a German draft."""
    return frozenset().union(*(one.words("comparison.articles") for one in load_all()))


def find_mentions(words: Sequence[Word], outlets: OutletNames, language: Language) -> Iterator[tuple[int, int, str]]:
    """Yield where among some words outlets are named, from where to where, and which by their identities."""
    known: dict[str, list[str]] = {}
    for identity, keys in outlets.words.items():
        known.setdefault(keys[0][:_LEAST], []).append(identity)
    at = 0
    while at < len(words):
        alike = known.get(words[at].key[:_LEAST], ())
        named = [one for one in alike if _is_named(outlets.words[one], outlets.shown[one], words, at)]
        if named:
            longest = max(named, key=lambda one: len(outlets.words[one]))
            end = at + len(outlets.words[longest])
            yield at, end, longest
            at = end
            continue
        if _is_short(words, at, outlets, language):
            yield at, at + 1, outlets.short[words[at].key]
        at += 1


def _is_named(keys: Sequence[str], shown: str, words: Sequence[Word], at: int) -> bool:
    """Return whether the name of an outlet, as it is ``shown``, stands at a place among some words."""
    there = words[at : at + len(keys)]
    # "Post" is no "post", but "dpa" is written so.
    if len(there) < len(keys) or (there[0].text[0].islower() and shown[0].isupper()):
        return False
    return all(_is_form(word.key, key) for word, key in zip(there, keys, strict=True))


def _is_form(word: str, name: str) -> bool:
    """Return whether a word may be a form of a name: "Boten", "Вестника"."""
    if word == name:
        return True
    shared = count_shared_letters(word, name)
    return shared >= max(_LEAST, len(name) - _ENDING + 1) and abs(len(word) - len(name)) <= _ENDING and shared > 3


def _is_short(words: Sequence[Word], at: int, outlets: OutletNames, language: Language) -> bool:
    """Return whether a word alone calls an outlet: "told the Dispatch", "the Courier reported"."""
    word = words[at]
    if at == 0 or word.key not in outlets.short or not word.text[0].isupper():
        return False
    if words[at - 1].key not in language.words("grammar.articles", "comparison.articles"):
        return False
    saying, told = language.words("reporting.saying"), language.words("reporting.told_object")
    if any(one.key in saying for one in words[at + 1 : at + 2]):
        return True
    return at > 1 and words[at - 2].key in told | saying


def split_credit(text: str, *, alone: bool) -> tuple[str, int]:
    """Return what a sentence says at its end of its outlets, and where that begins; all of it if it stands ``alone``.

    >>> split_credit("It rained. *(Example Wire; also: Demo Post)*", alone=False)
    ('Example Wire; also: Demo Post', 10)
    """
    found = (_CREDIT.match if alone else _TRAILING.search)(text)
    if found is None or len(text[found.start() :].split()) > _MOST_WORDS:
        return "", len(text)
    return found["inside"] or found["behind"] or "", found.start()


def read_credit_names(credit: str, language: Language, known: Iterable[str] = ()) -> list[tuple[str, Named]]:
    """Return the names in a credit, and how each is named; what a page names as near ("see also") is left out.

    No name that is ``known`` is parted.

    >>> read_credit_names("Post, via Wire; also: Courier; see also: Radio", english)
    [('Post', 'has'), ('Wire', 'via'), ('Courier', 'also')]
    >>> read_credit_names("Lake & Shore, Post & Wire", english, ["Lake & Shore"])
    [('Lake & Shore', 'has'), ('Post', 'has'), ('Wire', 'has')]
    """
    whole = sorted((name for name in known if name and name in credit), key=len, reverse=True)
    labels = _list_labels(language)
    found: list[tuple[str, Named]] = []
    how = "has"
    for part in _cut_credit(credit, whole, language):
        before, colon, name = part.partition(":")
        label = labels.get(before.strip(_MARKS).casefold(), "") if colon else ""
        if label in ("also", "see also"):
            how, part = label, name
        plain = part.strip(_MARKS)
        if not plain or how == "see also" or (_is_count(plain) and plain not in whole):
            continue
        first, _, rest = plain.partition(" ")
        is_via = labels.get(first.casefold()) == "via"
        found.append((rest, "via") if is_via else (plain, "also" if how == "also" else "has"))
    return found


def _list_labels(language: Language) -> dict[str, str]:
    """Return what a page writes before the names in a credit, in English and a language."""
    labels: dict[str, str] = {}
    for table in (load_language("en").texts("page.words"), language.texts("page.words")):
        labels |= {table.get(label, label): label for label in ("also", "see also", "via")}
    return labels


def _cut_credit(credit: str, whole: Sequence[str], language: Language) -> Iterator[str]:
    """Yield the parts of a credit, in which the names that are ``whole`` are not parted."""
    # Signs that no draft needs stand for each of them.
    credit = credit.replace(_WHOLE, " ")
    if whole:
        # All at once: a name may be a number too.
        names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, whole))})(?!\w)")
        credit = names.sub(lambda name: f"{_WHOLE}{whole.index(name.group())}{_WHOLE}", credit)
    conjunction = language.text("page.conjunction") or load_language("en").text("page.conjunction")
    for part in _PARTS.split(credit.replace(f" {conjunction} ", ",")):
        yield _NUMBERED.sub(lambda number: whole[int(number[1])], part)


def _is_count(text: str) -> bool:
    """Return whether a part of a credit counts sources: "at most 2 independent sources"."""
    return any(map(str.isdigit, text)) and text == text.lower()


def is_same_speaker(named: str, voice: Attribution, offices: Collection[str], names: Names, language: Language) -> bool:
    """Return whether whom a draft names speaks in the source: by name, first name and all, or by an office."""
    if not voice.speaker:
        return False
    mine, theirs = _split_name(named, language), _split_name(voice.speaker, language)
    if mine and theirs:
        return _is_same_name(mine, theirs, names)
    # A role against a name or another role: they have a word in common, and "spokesman for" is nobody's own.
    stops = language.words("stop_words.words")
    told = " ".join([voice.speaker, voice.rule, *offices])
    roles = [word for word in split_words_of(named, language) if fold(word) not in stops]
    there = list_stems(split_words_of(told, language), language) - {""}
    return not there.isdisjoint(list_stems(roles, language))


def _is_same_name(mine: Sequence[str], theirs: Sequence[str], names: Names) -> bool:
    """Return whether two names have one surname, and a first name or its initial where both have one."""
    surnames = [names.reduce(word) for word in theirs]
    surname = names.reduce(mine[-1])
    if surname not in surnames:
        return False
    at = surnames.index(surname)
    if len(mine) == 1 or at == 0:
        return True
    first, other = mine[-2], theirs[at - 1]
    return names.reduce(first) == names.reduce(other) or (first[0] == other[0] and 1 in (len(first), len(other)))


def _split_name(text: str, language: Language) -> list[str]:
    """Return the words of a name without titles; none where it is a role."""
    words = [word for word in text.split() if word[:1].isupper()]
    if language.text("names.capital_nouns"):
        words = [word for word in words if not is_title(word, language)]
    titles = language.words("names.titles")
    plain = [word.strip(".,’'") for word in words if word.lower().rstrip(".") not in titles]
    return plain if text[:1].isupper() or len(plain) > 1 else []


# Outlets that a draft names only as telling the same ("also: …"), by the rule for printed pages.


def tells_same(source: SourceWording, number: int, articles: Iterable[Article], names: Names) -> bool:
    """Return whether a sentence of one of some articles tells all that a sentence of another one asserts."""
    line = _analyse(source, number, names)
    wanted = set(map(fold, split_words(line.sentence.text)))
    ranked = sorted(articles, key=lambda one: -len(wanted.intersection(map(fold, split_words(one.text)))))
    for article in ranked[:_MOST_ARTICLES]:
        other = SourceWording(article)
        shared = [len(wanted.intersection(map(fold, split_words(one.text)))) for one in other.sentences]
        nearest = sorted(range(len(shared)), key=lambda at: (-shared[at], at))[:_MOST_SENTENCES]
        told = {at: _analyse(other, at, names) for at in nearest}
        story = read_story_words([line, *told.values()], names)
        for at, one in told.items():
            before = _analyse(other, at - 1, names) if at else None
            if other.language is source.language and tells_all(line, one, story, before):
                return True
    return False


def _analyse(source: SourceWording, number: int, names: Names) -> AnalysedSentence:
    """Return a sentence of an article with what support is judged by."""
    sentence, article, code = source.sentences[number], source.article, source.language.code
    voice = source.hear(names)[number]
    core = find_core(sentence, voice)
    return AnalysedSentence(
        sentence,
        article,
        claims=read_facts(sentence.text, article.published, source.language),
        attribution=voice,
        tokens=tokenize(sentence.text, code, names),
        core=core,
        core_tokens=tokenize(core, code, names),
        text=sentence.text,
    )
