"""Whom a draft names for words: the outlets that are to have them, and who speaks, as in the source or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.attribution import find_core
from summarizer.analysis.claims import read_facts
from summarizer.analysis.names import Names, is_title
from summarizer.briefing.source_wording import SourceWording
from summarizer.dedupe.compared_words import tokenize
from summarizer.dedupe.support import read_story_words, tells_all
from summarizer.lang.language import Language, known_languages, load_language
from summarizer.model import Article, Attribution
from summarizer.text.agencies import find_identity
from summarizer.text.tokens import count_shared_letters, fold, split_words, split_words_of, stemmer
from summarizer.text.wording import Word, make_key

#: A form of a name shares all its letters with it but for so many at the end, and so many at least.
_ENDING, _LEAST = 3, 3
#: A line of credit has so many words at most.
_MOST_WORDS = 40
_CREDIT = re.compile(r"^[\s*_]*(?:\((?P<inside>.{1,600}?)\)|[—–-]{1,2}\s*(?P<behind>.{1,600}?))[\s*_.]*$")
_TRAILING = re.compile(
    r"[\s*_]*\((?P<inside>[^()\n]{1,600})\)[\s*_.]*$|[\s*_]+[—–]\s*(?P<behind>[^\W\d_a-zß-ÿа-яёєіїґ][^—–\n]{1,300})$"
)
#: Of so many articles of an outlet so many sentences are compared, those that share most words.
_MOST_ARTICLES, _MOST_SENTENCES = 20, 5
_PARTS = re.compile(r"[;,/|·]| & ")
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
        keys = [make_key(word) for word in re.findall(r"[^\W_]+(?:[-'’.][^\W_]+)*", article.outlet)]
        while len(keys) > 1 and keys[0] in _list_articles():
            del keys[0]
        if keys:
            found.shown[identity], found.words[identity] = article.outlet, tuple(keys)
            counts.update({keys[0], keys[-1]})
    for identity, named in found.words.items():
        for word in {named[0], named[-1]}:
            if counts[word] == 1 and len(named) > 1:
                found.short[word] = identity
    return found


@cache
def _list_articles() -> frozenset[str]:
    """Return the articles of all languages: a name keeps its own, "The Sample Courier" in a German draft."""
    return frozenset().union(*(load_language(code).words("comparison.articles") for code in known_languages()))


def find_mentions(words: Sequence[Word], outlets: OutletNames, language: Language) -> Iterator[tuple[int, int, str]]:
    """Yield where among some words outlets are named, from where to where, and which by their identities."""
    known: dict[str, list[str]] = {}
    for identity, keys in outlets.words.items():
        known.setdefault(keys[0][:_LEAST], []).append(identity)
    at = 0
    while at < len(words):
        longest = (at, "")
        for identity in known.get(words[at].key[:_LEAST], ()):
            keys = outlets.words[identity]
            there = words[at : at + len(keys)]
            if len(there) == len(keys) and not there[0].text[0].islower():
                is_same = all(_is_form(word.key, key) for word, key in zip(there, keys, strict=True))
                if is_same and at + len(keys) > longest[0]:
                    longest = (at + len(keys), identity)
        if not longest[1] and _is_short(words, at, outlets, language):
            longest = (at + 1, outlets.short[words[at].key])
        if longest[1]:
            yield at, longest[0], longest[1]
        at = max(at + 1, longest[0])


def _is_form(word: str, name: str) -> bool:
    """Return whether a word may be a form of a name: "Boten", "Вестника"."""
    if word == name:
        return True
    shared = count_shared_letters(word, name)
    return shared >= max(_LEAST, len(name) - _ENDING + 1) and abs(len(word) - len(name)) <= _ENDING and shared > 3


def _is_short(words: Sequence[Word], at: int, outlets: OutletNames, language: Language) -> bool:
    """Return whether a word alone calls an outlet: "told the Dispatch", "the Courier reported"."""
    word = words[at]
    if word.key not in outlets.short or not word.text[0].isupper() or at == 0:
        return False
    before, following = words[at - 1].key, words[at + 1].key if at + 1 < len(words) else ""
    if before not in language.words("grammar.articles") | language.words("comparison.articles"):
        return False
    told = language.words("reporting.told_object") | language.words("reporting.saying")
    return following in language.words("reporting.saying") or (at > 1 and words[at - 2].key in told)


def split_credit(text: str, *, alone: bool) -> tuple[str, int]:
    """Return what a sentence says at its end of its outlets, and where that begins; all of it if it stands ``alone``.

    >>> split_credit("It rained. *(Example Wire; also: Demo Post)*", alone=False)
    ('Example Wire; also: Demo Post', 10)
    """
    found = (_CREDIT.match if alone else _TRAILING.search)(text)
    if found is None or len(text[found.start() :].split()) > _MOST_WORDS:
        return "", len(text)
    return found["inside"] or found["behind"] or "", found.start()


def read_credit_names(credit: str, language: Language) -> list[tuple[str, Named]]:
    """Return the names in a credit, and how each is named; what a page names as near ("see also") is left out.

    >>> read_credit_names("Post, via Wire; also: Courier; see also: Radio", english)
    [('Post', 'has'), ('Wire', 'via'), ('Courier', 'also')]
    """
    words = [known.texts("page.words") for known in (load_language("en"), language)]
    also, near, via = (
        {name, *(table.get(name, name) for table in words)}
        for name in ("also", "see also", "via")  # names, not language
    )
    found: list[tuple[str, Named]] = []
    is_also = is_near = False
    conjunction = f" {language.text('page.conjunction') or load_language('en').text('page.conjunction')} "
    for part in _PARTS.split(credit.replace(conjunction, ",")):
        label, colon, name = part.partition(":")
        if colon and label.strip(_MARKS).casefold() in near:
            is_near = True
        elif colon and label.strip(_MARKS).casefold() in also:
            is_also, is_near = True, False
        elif colon:
            name = part
        else:
            name = label
        plain = name.strip(_MARKS)
        # "at most 2 independent sources"
        is_count = any(sign.isdigit() for sign in plain) and plain == plain.lower()
        if not plain or is_near or is_count:
            continue
        if plain.split()[0].casefold() in via:
            found.append((plain.partition(" ")[2], "via"))
        else:
            found.append((plain, "also" if is_also else "has"))
    return found


def is_same_speaker(named: str, voice: Attribution, offices: Collection[str], names: Names, language: Language) -> bool:
    """Return whether whom a draft names speaks in the source: by name, first name and all, or by an office."""
    if not voice.speaker:
        return False
    mine, theirs = _split_name(named, language), _split_name(voice.speaker, language)
    if mine and theirs:
        surnames = [names.reduce(word) for word in theirs]
        if names.reduce(mine[-1]) not in surnames:
            return False
        at = surnames.index(names.reduce(mine[-1]))
        if len(mine) == 1 or at == 0:
            return True
        first, other = mine[-2], theirs[at - 1]
        return names.reduce(first) == names.reduce(other) or (first[0] == other[0] and 1 in (len(first), len(other)))
    # A role against a name or another role: they have a word in common, and "spokesman for" is nobody's own.
    stem, stops = stemmer(language.code), language.words("stop_words.words")
    told = " ".join([voice.speaker, voice.rule, *offices])
    there = {stem(fold(word)) for word in split_words_of(told, language)} - {""}
    roles = [fold(word) for word in split_words_of(named, language) if fold(word) not in stops]
    return any(stem(word) in there for word in roles)


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
