"""Two texts of one article → what its outlet changed, sentence by sentence, and of which kind each change is.

What earlier editions printed and was changed since is told to the same readers, and is no news.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from summarizer.analysis.claims import read_facts
from summarizer.lang.language import Language, detect_language, load_language
from summarizer.model import Article, BriefingSentence, ChangeKind, Page, PrintedChange, SupportingSentence
from summarizer.text.edits import remove_glosses
from summarizer.text.sameness import Statement, compare_texts
from summarizer.text.tokens import fold, letters, split_words
from summarizer.text.wording import list_changed_words

#: From so large a share of common words on, a sentence that came is one that is gone, in other words. Of sixty
#: pairs of texts (tests/cases/revisions.toml) all are told right from 0.3 to 0.7, and 53 at 0.85.
_REWORDED = 0.5
#: A sentence of whose words so many stand in the rest of a reworded one was cut off it, or joined to it: two of
#: the sixty pairs need it.
_PART = 0.6
#: Of more sentences than so many that are gone, each is only compared with those as far behind the beginning.
_MANY, _REACH = 200, 20
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
#: Behind one of these a sentence begins, or a saying.
_ENDS = ".!?…: "
_GROUPING = re.compile(r"(?<=\d)[.,](?=\d{3}\b)")


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence that was changed: as it ``was`` (empty: it was added), and as it is ``now`` (empty: removed)."""

    kind: ChangeKind
    was: str
    now: str


@dataclass(slots=True)
class _Pair:
    """Statements that are one sentence in two wordings: one each, and what was cut off or joined."""

    was: list[Statement]
    now: list[Statement]

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in the newer text; before its place what is gone from there."""
        return min(one.place for one in self.now or self.was), len(self.now)


def find_changes(before: Article, after: Article) -> tuple[tuple[SentenceChange, ...], str]:
    """Return what of an article was changed, in the order of the newer text, and what its outlet says of that.

    >>> old = Article("Ten men died in the fire. Nobody saw it.")
    >>> changes, note = find_changes(old, Article("Nine men died in the fire. Correction: It was nine."))
    >>> [(one.kind, one.was, one.now) for one in changes], note
    ([('figure', 'Ten men died in the fire.', 'Nine men died in the fire.'), ('removed', 'Nobody saw it.', '')], \
'Correction: It was nine.')
    """
    difference = compare_texts(before, after)
    language = load_language(after.language or detect_language(after.text[after.body :]))
    names: set[str] = set()
    for article in (before, after):
        names.update(list_names(article.text[article.body :], language))
    changes: list[SentenceChange] = []
    for pair in sorted(_pair(difference.gone, difference.came), key=attrgetter("place")):
        was, now = (" ".join(one.text for one in side) for side in (pair.was, pair.now))
        changes.append(SentenceChange(_find_kind(was, now, language, names), was, now))
    note = " ".join(difference.notes)
    if note and not changes:
        changes = [SentenceChange("added", "", note)]
    return tuple(changes), note


def _pair(gone: Sequence[Statement], came: Sequence[Statement]) -> list[_Pair]:
    """Pair what is gone with what came in its place, the most alike first; what is like nothing stays alone."""
    words = {one.key: Counter(map(fold, split_words(one.text))) for one in (*gone, *came)}
    pairs: list[_Pair] = []
    left, right = dict(enumerate(gone)), dict(enumerate(came))
    for _, at, to in sorted(_list_alike(gone, came, words)):
        if at in left and to in right:
            pairs.append(_Pair([left.pop(at)], [right.pop(to)]))
    alone = [*(_Pair([one], []) for one in left.values()), *(_Pair([], [one]) for one in right.values())]
    return [*pairs, *(one for one in alone if not _is_part(one, pairs, words))]


def _list_alike(
    gone: Sequence[Statement], came: Sequence[Statement], words: Mapping[str, Counter[str]]
) -> Iterator[tuple[float, int, int]]:
    """Yield how alike what is gone is to what came, negative, and the numbers of both; those that are alike enough."""
    for at, old in enumerate(gone):
        nearby = range(max(0, at - _REACH), min(len(came), at + _REACH)) if len(gone) > _MANY else range(len(came))
        for to in nearby:
            mine, theirs = words[old.key], words[came[to].key]
            share = 2 * (mine & theirs).total() / max(1, mine.total() + theirs.total())
            if share >= _REWORDED:
                yield -share, at, to


def _is_part(alone: _Pair, pairs: Sequence[_Pair], words: dict[str, Counter[str]]) -> bool:
    """Return whether a sentence was cut off a reworded one or joined to it; then it is put to that one."""
    (one,) = alone.was or alone.now
    for pair in pairs:
        mine, theirs = (pair.was, pair.now) if alone.was else (pair.now, pair.was)
        if all(abs(one.place - other.place) != 1 for other in mine):
            continue
        rest = sum((words[other.key] for other in theirs), Counter[str]())
        rest -= sum((words[other.key] for other in mine), Counter[str]())
        if (words[one.key] & rest).total() >= _PART * words[one.key].total():
            mine.append(one)
            mine.sort(key=lambda other: other.place)
            return True
    return False


def _find_kind(was: str, now: str, language: Language, names: Collection[str]) -> ChangeKind:
    """Return what of a sentence is another now: all of it, what it denies, a figure or day, a name, else its words."""
    if not was or not now:
        return "removed" if was else "added"
    # Which Thursday is meant depends on the tense, so that another verb would seem to be another day.
    older, newer = (read_facts(text, "", language) for text in (was, now))
    if older.negations != newer.negations:
        return "negation"
    for field in ("figures", "days", "spans", "years"):  # names, not language
        if Counter(getattr(older, field)) != Counter(getattr(newer, field)):
            return "figure"
    # "Room 12" counts nothing, and there are languages of which no dates are known.
    digits, new_digits = _list_digits(was), _list_digits(now)
    if len(digits) == len(new_digits) and digits != new_digits:
        return "figure"
    if any(word in names for word in list_changed_words(was, now)):
        return "name"
    return "reworded"


def _list_digits(text: str) -> list[str]:
    """Return the words of a sentence that begin with a digit."""
    return [word for word in split_words(_GROUPING.sub("", text)) if word[0].isdigit()]


def list_names(text: str, language: Language) -> Iterator[str]:
    """Yield the words that stand with a capital within a sentence; where all nouns do, beside another such word."""
    words = list(_WORD.finditer(text))
    capital: list[bool] = []
    for found in words:
        before = text[max(0, found.start() - 2) : found.start()]
        capital.append(found[0][0].isupper() and before.endswith(" ") and before[0] not in _ENDS)
    for at, found in enumerate(words):
        if capital[at] and (language.text("changes.capitals") != "nouns" or any(capital[max(0, at - 1) : at + 2 : 2])):
            yield found[0]


#: Returns the text of an article that was used, and the one that it has now; nothing where it has not changed.
TextReader = Callable[[Article], tuple[Article, Article] | None]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A sentence as readers know it: printed, or told as changed, by the edition of a date.

    One that is only ``named`` is of an outlet named beside a line that has other words.
    """

    date: str
    text: str
    article: Article
    named: bool = False


def find_printed_changes(printed: Iterable[PrintedLine], read: TextReader) -> tuple[PrintedChange, ...]:
    """Return what of printed lines is otherwise in their articles now."""
    by_article: defaultdict[Article, list[PrintedLine]] = defaultdict(list)
    for one in printed:
        by_article[one.article].append(one)
    found: list[PrintedChange] = []
    for article, lines in by_article.items():
        texts = read(article)
        if texts is None:
            continue
        newest = texts[1]
        changes, note = find_changes(*texts)
        for change in changes:
            # What was printed itself goes before what only stood beside a line.
            for one in sorted(lines, key=attrgetter("named")):
                is_told = not one.named or change.kind in ("negation", "figure", "name")
                if is_told and _is_same(one.text, change.was):
                    made = PrintedChange(
                        one.date, change.kind, article.outlet, newest.title, article.path, newest.sha256, one.text
                    )
                    told = replace(made, now=change.now, url=newest.url, item=article.item, note=note, beside=one.named)
                    found.append(told)
                    break
    return tuple(sorted(found, key=lambda one: (one.date, one.path, one.item, one.was)))


def _is_same(printed: str, was: str) -> bool:
    """Return whether a printed line is a sentence that was changed, or one of them a part of the other."""
    line, sentence = letters(printed), letters(was)
    return bool(line and sentence) and (line in sentence or sentence in line)


def list_known_lines(pages: Sequence[Page]) -> list[PrintedLine]:
    """Return what readers of some editions, in their order, know: each line as last printed, or told as changed."""
    known: dict[tuple[str, int, str], PrintedLine] = {}
    for page in pages:
        for change in page.changes:
            known.pop((change.path, change.item, letters(change.was)), None)
            if change.now:
                article = Article("", change.outlet, path=change.path, item=change.item, sha256=change.sha256)
                known[change.path, change.item, letters(change.now)] = PrintedLine(page.date, change.now, article)
        for line in _list_lines(page):
            key = line.article.path, line.article.item, letters(line.text)
            if key not in known or not line.named:
                known[key] = line
    return list(known.values())


def _list_lines(page: Page) -> Iterator[PrintedLine]:
    """Yield what readers know of the lines of a page."""
    for briefing in page.briefings.values():
        articles = {article.id: article for article in briefing.articles}
        for line in briefing.lines:
            for told, is_named in _list_shown(line):
                if told.article in articles:
                    own = articles[told.article]
                    article = Article("", own.outlet, path=own.path, item=own.item, sha256=own.sha256)
                    yield PrintedLine(page.date, remove_glosses(told), article, is_named)


def _list_shown(line: BriefingSentence) -> Iterator[tuple[BriefingSentence | SupportingSentence, bool]]:
    """Yield what readers know of a line, and whether only its outlet is named beside other words."""
    yield line, False
    for other in line.disagreement:
        yield other, False
    own = letters(remove_glosses(line))
    for one in (*line.also, *line.related):
        # What rights hide is empty.
        if one.text:
            yield one, letters(one.text) != own
