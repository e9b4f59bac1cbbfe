"""Texts that several outlets print (wire texts, whole copies), and how many independent sources some sentences have.

That two outlets reworded one text cannot be seen: what is counted here is the most that there can be.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.outlets import AND
from summarizer.model import CLAIMED_BY, Article, Attribution, Sentence, SupportingSentence
from summarizer.text.agencies import find_identity
from summarizer.text.tokens import MASK, fold, mask, split_words

#: Ten equal words in a row, by their hash: a book has a million of them.
Run = int
#: So many equal words in a row are not written twice by chance (as plagiarism detection has it).
_RUN = 10
_LEAST_SHARED = 2
#: A further article is compared with so many that share a run with it: what many print is joined by the first of them.
_MOST_PRINTS = 50
#: A stretch of so many words, or of so much of the shorter text, is enough alone: a copy without its first sentence.
_LONG, _NEARLY_ALL = 40, 0.9


def find_wires(articles: Sequence[Article]) -> tuple[frozenset[str], ...]:
    """Return the articles, by their ids, in groups that pass on the same wire text: long runs of equal words tell.

    Quotations do not count, because anybody may quote; nor does a single run, unless it is long.
    """
    runs = {article.id: _find_runs(article.text[article.body :]) for article in articles}
    # Of each article, one of its group; that of the first of a group is itself.
    heads = dict(zip(runs, runs, strict=True))
    # Only articles that share a run at all are compared.
    printed_by: dict[Run, tuple[str, ...]] = {}
    for name in sorted(runs, key=lambda name: (len(name), name)):
        mine = runs[name]
        others: set[str] = set()
        shared = mine.keys() & printed_by.keys()
        for run in shared:
            others.update(printed_by[run])
            if len(printed_by[run]) < _MOST_PRINTS:
                printed_by[run] += (name,)
        printed_by |= dict.fromkeys(mine.keys() - shared, (name,))
        for other in others:
            head, other_head = _find_head(heads, name), _find_head(heads, other)
            if head != other_head and _are_copies(runs[other], mine):
                heads[head] = other_head
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for name in runs:
        groups[_find_head(heads, name)].add(name)
    return tuple(map(frozenset, groups.values()))


def _find_head(heads: dict[str, str], name: str) -> str:
    """Return the first of the group of an article; what is asked for is nearer to it next time."""
    while heads[name] != name:
        heads[name] = heads[heads[name]]
        name = heads[name]
    return name


def find_wire_outlets(articles: Sequence[Article], agencies: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Return, by the id of each article, the outlets that print its wire text: agencies first, then by name."""
    outlet_of = {article.id: article.outlet for article in articles}
    found: dict[str, tuple[str, ...]] = {}
    for group in find_wires(articles):
        outlets = tuple(sorted((outlet_of[name] for name in group), key=lambda name: (name not in agencies, name)))
        found.update(dict.fromkeys(group, outlets))
    return found


def find_sources(
    article: Article, attribution: Attribution, wire_outlets: Sequence[str], families: Mapping[str, str]
) -> frozenset[str]:
    """Return all as whom a sentence may count: its outlet, whom that passes on, who prints the same wire text, and the
    feed or sender of the article. Two sentences that have any of these in common have one source."""
    names = [article.outlet] if article.outlet_from != "claimed" else article.outlet.split(CLAIMED_BY)
    if attribution.origin:
        names += attribution.origin.split(AND)
    named = {find_identity(name) for name in (*names, *wire_outlets)}
    if article.family:
        named.add(name_family(article.family))
    # An address is no name, and no name has its signs.
    return frozenset({families.get(name, name) for name in named} | ({article.feed, article.sender} - {""}))


def find_families(families: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the families of outlets, of the names of each family, by the identities of the outlets.

    >>> find_families({"Lake Group": ["Herald"]})
    {'lakegroup': 'family lakegroup', 'herald': 'family lakegroup'}
    """
    found: dict[str, str] = {}
    for family, names in families.items():
        for name in (family, *names):
            found[find_identity(name)] = name_family(family)
    return found


def name_family(family: str) -> str:
    """Return a family of outlets as a source."""
    return f"family {find_identity(family)}"


def count_sources(sentences: Sequence[AnalysedSentence]) -> int:
    """Return how many independent sources some sentences that tell the same have, at most.

    Those with a source in common are one, and those with ten equal words in a row outside quotations.
    """
    if len(frozenset(one.sources for one in sentences)) <= 1:
        return 1
    keys: list[frozenset[Hashable]] = []
    for one in sentences:
        runs = frozenset() if one.attribution.goes_on else _find_runs(one.sentence.text).keys()
        keys.append(one.sources | runs)
    return count_disjoint(keys)


def count_disjoint(keys: Sequence[frozenset[Hashable]]) -> int:
    """Return how many of some sets, at most, have nothing in common.

    Who shares most is asked last, so that one who copies from two does not make one source of them.

    >>> count_disjoint([frozenset("ab"), frozenset("a"), frozenset("b")])
    2
    """
    shared = Counter(key for mine in keys for key in mine)
    ranks = [(sum(shared[key] - 1 for key in mine), at) for at, mine in enumerate(keys)]
    counted: set[Hashable] = set()
    count = 0
    for _, at in sorted(ranks):
        if counted.isdisjoint(keys[at]):
            counted |= keys[at]
            count += 1
    return count


def find_places(
    sentence: Sentence, article: Article, copies: Sequence[tuple[str, Article]]
) -> tuple[SupportingSentence, ...]:
    """Return where a sentence stands: in its own article first, then in the story's copies of it at other outlets."""
    own = SupportingSentence(
        article.id, article.outlet, sentence.start, sentence.end, sentence.text, edits=sentence.edits
    )
    found = [own]
    for original, copy in copies:
        # The body of a copy may begin elsewhere.
        shift = copy.body - article.body
        start, end = sentence.start + shift, sentence.end + shift
        if original == article.id and copy.text[start:end] == article.text[sentence.start : sentence.end]:
            edits = tuple(replace(edit, start=edit.start + shift, end=edit.end + shift) for edit in sentence.edits)
            found.append(SupportingSentence(copy.id, copy.outlet, start, end, sentence.text, edits=edits))
    return tuple(found)


def _find_runs(text: str) -> dict[Run, int]:
    """Return each run of words outside of quotations, with the place where it first begins."""
    words: list[str] = []
    for line in text.split("\n"):
        words += map(fold, split_words(mask(line).replace(MASK, "")))
    runs = [hash(run) for run in zip(*(words[at:] for at in range(_RUN)), strict=False)]
    # Of a run that comes again, the first place is kept.
    return dict(zip(reversed(runs), reversed(range(len(runs))), strict=True))


def _are_copies(a: dict[Run, int], b: dict[Run, int]) -> bool:
    """Return whether two texts share stretches enough, or one that is long; runs that overlap belong to one stretch."""
    stretches, longest, length, before = 0, 0, 0, -_RUN
    for place in sorted(a[run] for run in a.keys() & b.keys()):
        length = length + 1 if place == before + 1 else 1
        stretches += length == 1
        longest = max(longest, length)
        before = place
    whole = min(len(a), len(b))
    return stretches >= _LEAST_SHARED or longest >= min(_LONG - _RUN + 1, max(1.0, _NEARLY_ALL * whole))
