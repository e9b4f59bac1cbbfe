"""Texts that several outlets print: wire texts and whole copies, so that each counts as one source."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from summarizer.model import Article, Attribution, Sentence, SupportingSentence
from summarizer.text.tokens import MASK, fold, mask, split_words

#: So many equal words in a row are not written twice by chance (as plagiarism detection has it).
_RUN = 10
_LEAST_SHARED = 2
#: A further article is compared with so many that share a run with it: what many print is joined by the first of them.
_MOST_PRINTS = 50


def find_wires(articles: Sequence[Article]) -> tuple[frozenset[str], ...]:
    """Return the articles, by their ids, in groups that pass on the same wire text: long runs of equal words tell.

    Quotations do not count, because anybody may quote; nor does a single run.
    """
    runs = {article.id: _hash_runs(article.text) for article in articles}
    groups = {name: frozenset({name}) for name in runs}
    # Only articles that share a run at all are compared.
    printed_by: dict[int, list[str]] = {}
    for name in sorted(runs, key=lambda name: (len(name), name)):
        mine = runs[name]
        others: set[str] = set()
        for run in mine:
            if run in printed_by:
                others.update(printed_by[run])
                if len(printed_by[run]) < _MOST_PRINTS:
                    printed_by[run].append(name)
            else:
                printed_by[run] = [name]
        for other in others - groups[name]:
            if other not in groups[name] and _count_shared_stretches(runs[other], mine) >= _LEAST_SHARED:
                joined = groups[name] | groups[other]
                groups.update(dict.fromkeys(joined, joined))
    return tuple(dict.fromkeys(groups.values()))


def find_wire_outlets(articles: Sequence[Article], agencies: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Return, by the id of each article, the outlets that print its wire text: agencies first, then by name."""
    outlet_of = {article.id: article.outlet for article in articles}
    found: dict[str, tuple[str, ...]] = {}
    for group in find_wires(articles):
        outlets = tuple(sorted((outlet_of[name] for name in group), key=lambda name: (name not in agencies, name)))
        found.update(dict.fromkeys(group, outlets))
    return found


def find_source(article: Article, attribution: Attribution, wire_outlets: Sequence[str]) -> str:
    """Return the independent source as which a sentence counts.

    That is whom its article passes on, else its outlet; all outlets of one wire text are the first of them.
    """
    name = attribution.origin or article.outlet
    return wire_outlets[0] if name in wire_outlets else name


def find_places(
    sentence: Sentence, article: Article, copies: Sequence[tuple[str, Article]]
) -> tuple[SupportingSentence, ...]:
    """Return where a sentence stands: in its own article first, then in the copies of it at other outlets.

    Args:
        copies: the story's, each with the id of the article whose text it has.
    """
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


def _hash_runs(text: str) -> dict[int, int]:
    """Return the hash of each run of equal words outside of quotations, with the place where it first begins."""
    words: list[str] = []
    for line in text.split("\n"):
        words += map(fold, split_words(mask(line).replace(MASK, "")))
    runs: dict[int, int] = {}
    for at in range(len(words) - _RUN + 1):
        runs.setdefault(hash(tuple(words[at : at + _RUN])), at)
    return runs


def _count_shared_stretches(a: dict[int, int], b: dict[int, int]) -> int:
    """Return how many stretches two texts share; runs that overlap belong to one stretch."""
    stretches, before = 0, -_RUN
    for place in sorted(a[run] for run in a.keys() & b.keys()):
        if place > before + 1:
            stretches += 1
        before = place
    return stretches
