"""What earlier editions printed of what somebody said: each quote once, with the variants that outlets gave it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from summarizer.analysis.attribution import attribute, find_core
from summarizer.analysis.claims import Facts, find_conflict, read_facts
from summarizer.analysis.names import Names, find_sounds, learn_names
from summarizer.briefing.draft_sources import is_same_speaker
from summarizer.briefing.nearest_wording import mark_changes
from summarizer.lang.language import load_language
from summarizer.model import Article, Attribution, BriefingSentence, Page, Sentence, SupportingSentence
from summarizer.text.edits import remove_glosses
from summarizer.text.tokens import MASK
from summarizer.text.wording import Word, cut_wording, list_keys, mask_quotations

#: Two wordings are one quote where so many words in a row are the same, or all of the shorter one.
_SAME_RUN = 5
_ISO_DAY = 10


@dataclass(frozen=True, slots=True)
class Variant:
    """A wording of a quote: its outlets, and what it has otherwise than the longest one (empty: it is that one)."""

    text: str
    outlets: tuple[str, ...]
    marked: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said: in quotation marks (``quoted``) or reported, in all variants, the longest first.

    ``first_day`` and ``first_outlet`` tell where it was seen first, ``printed`` in which editions it stands: the
    briefing's name and the date.
    """

    speaker: str
    quoted: bool
    variants: tuple[Variant, ...]
    first_day: str
    first_outlet: str
    printed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A stretch of one outlet's sentence, in an edition; the ``core`` are its words without those of who says it."""

    speaker: str
    quoted: bool
    text: str
    words: tuple[Word, ...]
    core: tuple[str, ...]
    facts: Facts
    outlet: str
    day: str
    language: str
    edition: tuple[str, str]


def list_quotes(editions: Iterable[tuple[str, str, Page]], who: str = "") -> list[Quote]:
    """Return what the lines of editions (each its name, date and page) say somebody said, the newest first.

    With ``who`` only what one speaker said, in any form of the name: the surname alone, declined, otherwise spelled.
    """
    told = [one for name, date, page in editions for one in _read_page((name, date), page)]
    names = learn_names((f"{one.speaker}. {one.text}", load_language(one.language)) for one in told)
    found = [_build(group, names) for group in _group(told, names)]
    if who:
        found = [one for one in found if is_speaker(who, one.speaker, names)]
    found.sort(key=lambda one: (one.speaker, one.variants[0].text))
    return sorted(found, key=attrgetter("first_day"), reverse=True)


def is_speaker(who: str, speaker: str, names: Names) -> bool:
    """Return whether a speaker is whom somebody names.

    >>> is_speaker("zelensky", "Ana Zelenskyy", Names()), is_speaker("Ben Zelensky", "Ana Zelenskyy", Names())
    (True, False)
    >>> is_speaker("Selenskyj", "Володимир Зеленський", Names()), is_speaker("Poutine", "Putin", Names())
    (True, True)
    """
    named = " ".join(word[:1].upper() + word[1:] for word in who.split())
    full = names.full_name(speaker)
    if is_same_speaker(named, Attribution(full), (), names, load_language("en")):
        return True
    # In another language or script: by the surname alone, or with the first name.
    pairs = list(zip(reversed(named.split()[-2:]), reversed(full.split()[-2:]), strict=False))
    return bool(pairs) and all(find_sounds(one) & find_sounds(other) for one, other in pairs)


def _read_page(edition: tuple[str, str], page: Page) -> Iterator[_Told]:
    """Yield what the lines of a page say that somebody said, in the words of each outlet that they name."""
    for briefing in page.briefings.values():
        articles = {article.id: article for article in briefing.articles}
        for line in filter(attrgetter("speaker"), briefing.lines):
            told: list[BriefingSentence | SupportingSentence] = [line, *line.also, *line.related, *line.disagreement]
            for other in told:
                article = articles.get(other.article, Article("", language=briefing.language))
                language, day = article.language or "en", article.published[:_ISO_DAY] or edition[1]
                # "The union's leader" is whom the line names; another name stays what it is.
                speaker = other.speaker if other.speaker.rpartition(" ")[2].istitle() else line.speaker
                # What the page put in for its readers is nobody's variant.
                for quoted, part in _cut_said(remove_glosses(other), language):
                    if quoted or other.speaker:
                        words, facts = cut_wording(part), read_facts(part, day, load_language(language))
                        core = tuple(word.key for word in words) if quoted else _cut_core(part, language)
                        yield _Told(speaker, quoted, part, words, core, facts, other.outlet, day, language, edition)


def _cut_core(text: str, code: str) -> tuple[str, ...]:
    """Return the words of reported speech without those that only tell who says it: "director Ann Lee said on Monday"
    stands in all that she said on Monday."""
    sentence = Sentence("", 0, 0, 0, len(text), text)
    (voice,) = attribute([sentence], (), load_language(code))
    return tuple(list_keys(find_core(sentence, voice)))


def _cut_said(text: str, code: str) -> Iterator[tuple[bool, str]]:
    """Yield the quotations of a sentence that are more than a word or two, or else the sentence, as reported speech."""
    masked = mask_quotations(text, load_language(code))
    found, start = not text, 0  # rights may hide the words
    while MASK in masked[start:]:
        low = masked.index(MASK, start)
        start = low + len(masked[low:]) - len(masked[low:].lstrip(MASK))
        if len(cut_wording(text, "", low, start)) >= _SAME_RUN - 1:
            found = True
            yield True, text[low:start].strip(" ,")
    if not found:
        yield False, text


def _group(told: Sequence[_Told], names: Names) -> Iterator[list[_Told]]:
    """Yield what is one quote together: told of one speaker, and so many words in a row are the same."""
    parents = list(range(len(told)))

    def find(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    first: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, one in enumerate(told):
        size = min(_SAME_RUN, len(one.core))
        # Of two who share a surname, or the kind of their body, each is called by all words.
        surname = names.reduce(one.speaker.split()[-1])
        speaker = surname if surname in names.full else " ".join(map(names.reduce, one.speaker.split()))
        for start in range(len(one.core) - size + 1):
            having = first[speaker, str(one.quoted), *one.core[start : start + size]]
            same = next((other for other in having if not _was_renewed(one, told[other])), at)
            parents[find(at)] = find(same)
            if same == at:
                having.append(at)
    groups: defaultdict[int, list[_Told]] = defaultdict(list)
    for at, one in enumerate(told):
        groups[find(at)].append(one)
    yield from groups.values()


def _was_renewed(one: _Told, other: _Told) -> bool:
    """Return whether what is only reported has another figure or day in another edition: a count that rose was said
    twice. What differs on one page are the variants of its outlets."""
    return not one.quoted and one.edition != other.edition and bool(find_conflict(one.facts, other.facts))


def _holds(words: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether words have all of some others in their order."""
    rest = iter(words)
    return all(word in rest for word in others)


def _build(group: Sequence[_Told], names: Names) -> Quote:
    """Return a quote with its variants: of those that differ in nothing but marks the first, and of those of an outlet
    none that only cuts another one of it."""
    by_words: dict[tuple[str, ...], list[_Told]] = {}
    for one in group:
        by_words.setdefault(tuple(word.key for word in one.words), []).append(one)
    ordered = sorted(by_words.values(), key=lambda told: (-len(told[0].words), told[0].text))
    longest = ordered[0][0]
    variants: list[Variant] = []
    shown: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for told in ordered:
        keys = tuple(word.key for word in told[0].words)
        # Who has more of it elsewhere cut nothing.
        outlets = tuple(
            dict.fromkeys(one.outlet for one in told if not any(_holds(more, keys) for more in shown[one.outlet]))
        )
        for outlet in outlets:
            shown[outlet].append(keys)
        marked = "" if told[0] is longest else mark_changes(longest.words, told[0].words)
        if outlets:
            variants.append(Variant(told[0].text, outlets, marked))
    day = min(one.day for one in group)
    # Of one day nobody knows who was first.
    outlets_of_day = ", ".join(sorted({one.outlet for one in group if one.day == day}))
    speakers = Counter(names.full_name(one.speaker) for one in group)
    speaker = min(speakers, key=lambda name: (-speakers[name], -len(name), name))
    printed = tuple(sorted({one.edition for one in group}))
    return Quote(speaker, longest.quoted, tuple(variants), day, outlets_of_day, printed)
