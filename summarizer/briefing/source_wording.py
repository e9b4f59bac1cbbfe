"""Articles as what a draft is compared with: where its words may stand, and each article's own wording, read once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from summarizer.analysis.attribution import attribute
from summarizer.analysis.names import Names, learn_names
from summarizer.briefing.article_changes import list_names
from summarizer.lang.language import Language, detect_language, load_language
from summarizer.model import Article, Attribution
from summarizer.model.editorial import DraftSource
from summarizer.text.segmentation import clean, segment
from summarizer.text.tokens import MASK, OPENING_MARKS
from summarizer.text.wording import Word, cut_wording, find_passage, list_keys, mask_quotations, unify_marks

#: By so many of its rarest pairs of neighbouring words a passage is looked for, each in so many articles at most.
_RAREST, _MOST_LISTED = 12, 5_000
#: So many articles that may have all of it are read, and so many that have some.
_MOST_EXACT, _MOST_NEAR = 200, 4
#: So many words of the narrator's may stand amid a quotation that goes on.
_MOST_NARRATED = 15
#: Stands between passages that no words of a draft may bridge.
BREAK = Word("\n", "", 0, 0, said=False, behind="")


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

    def find(self, wanted: Sequence[str], *, spoken: bool, low: int = 0, high: int = 10**9) -> Iterator[int]:
        """Yield the places at which words stand in one of the rows."""
        yield from find_passage(self.spoken_keys if spoken else self.plain_keys, wanted, low, high)

    def hear(self, names: Names) -> Sequence[Attribution]:
        """Return who says each sentence."""
        if not self.voices:
            self.voices = attribute(self.sentences, (), self.language, names, (self.article.outlet,))
        return self.voices

    def describe(self, first: int, last: int, speaker: str = "") -> DraftSource:
        """Return the sentences from one to another as the source of words of a draft."""
        article, told = self.article, self.sentences[first : last + 1]
        text = " ".join(one.text if one.edits else self.written[one.start : one.end] for one in told)
        where = (article.outlet, article.path, article.item, article.url)
        return DraftSource(*where, told[0].start, told[-1].end, text, speaker)

    @cached_property
    def by_sentence(self) -> Mapping[int, Sequence[Word]]:
        """The words of each sentence, by its number."""
        found: defaultdict[int, list[Word]] = defaultdict(list)
        for place in self.plain:
            if place.word is not BREAK:
                found[place.sentence].append(place.word)
        return found

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
    listed: dict[tuple[str, ...], list[int]] = {key: [] for keys in wanted for key in keys}
    for number, article in enumerate(articles):
        words = list_keys(clean(article).text)
        for key in {*pairwise(words), *((word,) for word in words)}:
            if key in listed and len(listed[key]) < _MOST_LISTED:
                listed[key].append(number)
    found: list[list[int]] = []
    for keys in wanted:
        rarest = sorted((key for key in keys if listed[key]), key=lambda key: (len(listed[key]), key))[:_RAREST]
        counts: Counter[int] = Counter()
        for key in rarest:
            counts.update(listed[key])
        ranked = sorted(counts, key=lambda number: (-counts[number], number))
        exact = [number for number in ranked if counts[number] == len(rarest) == min(len(keys), _RAREST)]
        # Where some have all of it, the words are theirs, as they stand there or altered.
        found.append(exact[:_MOST_EXACT] or ranked[:_MOST_NEAR])
    return found


def learn_source_names(sources: Iterable[SourceWording]) -> Names:
    """Return the names of some articles."""
    return learn_names((sentence.text, source.language) for source in sources for sentence in source.sentences)
