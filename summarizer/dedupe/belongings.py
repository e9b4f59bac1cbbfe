"""To what a word belongs in one of two sentences, and to what in the other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, product, takewhile

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.dates import read_dates
from summarizer.analysis.quantities import blot_figures
from summarizer.dedupe.alignment import asks_for_partners
from summarizer.lang.language import Language
from summarizer.text.tokens import WordForms, read_forms

#: To so many words before it or behind it a word may belong.
_NEAR = 4
#: Of what stands by itself, and of what something opens that is no thing.
_NOTHING, _OPENED = "", "*"
#: What stands on either side of such a mark belongs to other things.
_PARTS = re.compile(r"[^\w\s'’-]")


def assign_otherwise(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether of what a sentence tells of several, of each in its turn, two are joined in another order in the
    other: "Ada and Eve won gold and silver respectively".
    It is worth as much as `hedges.is_only_tried`.
    """
    if not one.language.pattern("comparison.in_turn").search(one.core):
        return False
    return not _list_joined(one).isdisjoint((second, first) for first, second in _list_joined(other))


def _list_joined(one: AnalysedSentence) -> set[tuple[str, str]]:
    """Return each word that stands before a joining word or a comma with each behind it, a name's two words too."""
    joining = one.language.words("grammar.coordinators")
    words = read_forms(one.core.replace(",", f" {min(joining, default='')} "), one.language)
    joined: set[tuple[str, str]] = set()
    for at, word in enumerate(words):
        if word.lowered in joining:
            before, behind = words[max(0, at - 2) : at], words[at + 1 : at + 3]
            joined.update(product([each.stem for each in before], [each.stem for each in behind]))
    return joined


def tell_of_another(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether one sentence tells of a thing what the other tells of what is its, and of nothing of its own: "the
    union approved it", "the union's committee approved it".

    Where partners are asked for, these tell it, and `comparison.owners`. Of ten pairs in five languages that were made
    for no rule, with a part or a body of the whole, eight were named for one, and none is; no true one is lost.
    """
    if asks_for_partners(one.language):
        return False
    here, there = (_read_things(each.core, each.article.published, each.language) for each in (one, other))
    verbs = other.claims.done | other.claims.planned
    told = {_NOTHING, _OPENED, *here, *verbs, *(word.stem for word in read_forms(one.core, one.language))}
    shared = (here.keys() & there.keys()) - verbs
    return any(here[owner] == {_NOTHING} and there[owner].isdisjoint(told) for owner in shared)


@lru_cache(maxsize=2_000)  # a sentence is compared with many
def _read_things(core: str, published: str, language: Language) -> Mapping[str, frozenset[str]]:
    """Return by the stem of each word that of what it owns: "the committee of the union"; or that nothing opens it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    owning, prepositions = (language.words(f"grammar.{table}") for table in ("genitives", "prepositions"))
    small = owning | language.words("grammar.determiners")
    by_case = language.phrases("grammar.owner_endings")
    for part in _PARTS.split(read_dates(core, published, language).rest.replace("’", "'")):
        thing = _NOTHING
        openers: list[str] = []
        for word in read_forms(part, language):
            if not word.counts:
                openers.append(word.lowered)
                continue
            is_opened = not prepositions.isdisjoint(openers)
            is_owner = not owning.isdisjoint(openers) if openers else word.lowered.endswith(by_case)
            is_behind = is_owner and small.issuperset(openers)
            found[word.stem].add(thing if is_behind and thing else _OPENED if is_opened else _NOTHING)
            # "À cause de la tempête" tells of the storm.
            thing = _read_thing(word, language) if not is_opened else _OPENED
            openers.clear()
    return {owner: frozenset(things) for owner, things in found.items()}


def _read_thing(word: WordForms, language: Language) -> str:
    """Return the stem of what may be a thing; "the number of the dead" tells of the dead."""
    if language.text("names.capital_nouns") and not word.written[0].isupper():
        return _NOTHING
    if word.lowered.endswith(language.phrases("grammar.adjective_endings")):
        return _NOTHING
    numbers = (language.numbers(f"numbers.{table}") for table in ("units", "tens", "words", "scales"))
    is_bare = word.lowered in language.words("comparison.bare_heads").union(*numbers)
    return _OPENED if is_bare or word.written[0].isdigit() else word.stem


def move_part(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether a word belongs to one thing in one sentence, and in the other to another that both tell of.

    "The injured driver's son", "the driver's injured son"; "the mayor of Arden met the bishop of Belmont", "the mayor
    of Belmont met the bishop of Arden".
    """
    here, there = (_read_belongings(each.core, each.article.published, each.language) for each in (one, other))
    words, told = ({word.stem for word in read_forms(each.core, each.language)} for each in (one, other))
    for part in here.keys() & there.keys():
        heads, others = here[part], there[part]
        if heads and others and heads.isdisjoint(others) and heads <= told and others <= words:
            return True
    return False


@lru_cache(maxsize=2_000)  # a sentence is compared with many
def _read_belongings(core: str, published: str, language: Language) -> Mapping[tuple[str, str], frozenset[str]]:
    """Return the stems of what each word may belong to, by how it does and its own stem: "the injured son", "the son of
    the driver", "the driver's son", "secretly written".

    Where the order of words is free, their cases may tell it instead, but for adverbs.
    """
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    adverbs = language.phrases("grammar.adverb_endings")
    is_fixed = language.text("reporting.word_order") == "fixed"
    # Days and figures are compared as such: whose "5 percent" it is tells the word behind.
    rest = read_dates(core, published, language).rest.replace("’", "'").replace("s' ", "s's ")
    plain = blot_figures(rest, language, ";")
    for part in _PARTS.split(language.pattern("comparison.calendar").sub(";", plain)):
        words = read_forms(part, language)
        for at, (word, following) in enumerate(pairwise(words)):
            if not word.lowered.endswith(adverbs):
                if is_fixed:
                    how, stem, owned = _read_owned(words, at, language)
                    found[how, stem].update(owned)
            elif following.counts:
                # At the end of a phrase it may belong to anything before it.
                near = (*words[max(0, at - 1) : at], following)
                found["adverb", word.stem].update(each.stem for each in near if each.counts)
    return {part: frozenset(heads) for part, heads in found.items()}


def _read_owned(words: Sequence[WordForms], at: int, language: Language) -> tuple[str, str, Sequence[str]]:
    """Return how something belongs to another by the word at a place, which is not the last: who owns it, or what
    stands before it, and the stems of that."""
    word, following, before = words[at], words[at + 1], words[max(0, at - 1)]
    if word.lowered in language.words("grammar.genitives"):
        owner = next((each for each in words[at:] if each.counts), word)
        # "The head of the dockers' union"
        is_another = not owner.counts or owner.written.endswith("'s")
        return "owner", owner.stem, [] if is_another else _take_counted(words[max(0, at - _NEAR) : at][::-1])
    if word.counts and word.written.endswith("'s"):
        return "owner", word.stem, _take_counted(words[at + 1 : at + 1 + _NEAR])
    is_opened = before.lowered in language.words("grammar.determiners") or before.written.endswith("'s")
    # "The judge fined him"
    is_verb = following.lowered.endswith(language.phrases("grammar.past_endings"))
    is_before = word.counts and is_opened and following.counts and not is_verb
    return "before", word.stem, [following.stem] if is_before else []


def _take_counted(words: Sequence[WordForms]) -> list[str]:
    """Return the stems of words up to the first that does not count."""
    return [word.stem for word in takewhile(lambda word: word.counts, words)]
