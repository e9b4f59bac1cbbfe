"""Big stories with known duplicates, made of other people's sentences: the same seed makes the same story.

Three quarters of a story are sentences of their own. The rest are rewrites of those: words dropped, swapped or
inserted (which tell the same), or a number changed (which does not). Where the sentences given do not do, others are
pieced together from stretches of several, so that words are as common as in news and no two sentences are alike by
more than chance.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from summarizer.summary.extraction import place_sentences
from summarizer.text.tokens import count_words

_OWN = 0.75
_NUMBERS_CHANGED = 0.2
_SENTENCES_AN_ARTICLE = 25
_FEWEST, _MOST = 8, 45
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class BigStory:
    """Sentences in the order of their articles; those of one family tell the same.

    ``changed`` are pairs that differ in a number alone and must not be taken for one.
    """

    sentences: tuple[str, ...]
    families: tuple[int, ...]
    changed: tuple[tuple[int, int], ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The texts of the articles, a paragraph for each sentence."""
        starts = range(0, len(self.sentences), _SENTENCES_AN_ARTICLE)
        return tuple("\n".join(self.sentences[at : at + _SENTENCES_AN_ARTICLE]) for at in starts)


def load_sentences(path: Path) -> tuple[str, ...]:
    """Return the different sentences, neither short nor endless, of a file of topics (see ``benchmarks.rouge``)."""
    found: dict[str, None] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        texts = [doc["text"] for doc in json.loads(line)["docs"]]
        found.update(dict.fromkeys(one.text for one in place_sentences(texts, "en")))
    return tuple(text for text in found if _FEWEST <= count_words(text) <= _MOST)


def make_story(given: Sequence[str], count: int, seed: int = 1) -> BigStory:
    """Make a story of so many sentences."""
    chance = Random(seed)
    own = int(count * _OWN)
    texts = chance.sample(given, min(own, len(given)))
    texts += [_piece(given, chance) for _ in range(own - len(texts))]
    families = list(range(own))
    changed: list[tuple[int, int]] = []
    numbered = [at for at, text in enumerate(texts) if _NUMBER.search(text)]
    while len(texts) < count:
        if numbered and chance.random() < _NUMBERS_CHANGED:
            of = chance.choice(numbered)
            changed.append((of, len(texts)))
            families.append(len(texts))
            texts.append(_NUMBER.sub(lambda found: str(int(found.group()[:9]) + chance.randint(3, 97)), texts[of]))
        else:
            of = chance.randrange(own)
            families.append(of)
            texts.append(_rewrite(texts[of], given, chance))
    return _shuffle(texts, families, changed, chance)


def _shuffle(
    texts: Sequence[str], families: Sequence[int], changed: Iterable[tuple[int, int]], chance: Random
) -> BigStory:
    order = list(range(len(texts)))
    chance.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    pairs = sorted((min(place[a], place[b]), max(place[a], place[b])) for a, b in changed)
    return BigStory(tuple(texts[at] for at in order), tuple(families[at] for at in order), tuple(pairs))


def _rewrite(text: str, given: Sequence[str], chance: Random) -> str:
    """Drop, swap and insert words, one of ten."""
    words = text.split()
    for _ in range(max(1, len(words) // 10)):
        way, at = chance.choice(("drop", "swap", "insert")), chance.randrange(1, len(words))
        if way == "drop" and len(words) > _FEWEST:
            del words[at]
        elif way == "swap":
            other = chance.randrange(1, len(words))
            words[at], words[other] = words[other], words[at]
        else:
            words.insert(at, chance.choice([word for word in chance.choice(given).split() if word.isalpha()] or ["so"]))
    return " ".join(words)


def _piece(given: Sequence[str], chance: Random) -> str:
    """Piece a sentence together from stretches of a few words of several others."""
    words: list[str] = []
    for stretch in _stretches(given, chance):
        words += stretch
        if len(words) >= chance.randint(12, 32):
            break
    text = " ".join(word.strip('“”"().,;:') or "and" for word in words)
    return f"{text[:1].upper()}{text[1:]}."


def _stretches(given: Sequence[str], chance: Random) -> Iterator[list[str]]:
    while True:
        words = chance.choice(given).split()
        at = chance.randrange(len(words))
        yield words[at : at + chance.randint(1, 3)]
