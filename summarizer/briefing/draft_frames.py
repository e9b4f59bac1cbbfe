"""What a sentence of a draft tells around its quotations, beside who speaks and in which outlet: only what stands so
beside these words in their source.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.analysis.names import Names
from summarizer.briefing.draft_matches import Match, hear, is_within, list_beside, list_offices
from summarizer.briefing.draft_sentences import Unit, list_source_words
from summarizer.briefing.draft_sources import OutletNames, find_mentions
from summarizer.briefing.draft_turns import list_openers, read_zone, walk_back, walk_on
from summarizer.lang.language import Language, load_groups, lower
from summarizer.text.tokens import fold
from summarizer.text.wording import Word, cut_wording, find_passage, list_keys

#: Words that tell nothing beside a quotation.
_LIGHT = (  # names, not language
    "stop_words.words", "grammar.pronouns", "grammar.articles", "glosses.courtesies", "quoting.neutral",
)  # fmt: skip
#: Words with which what is told of somebody may begin and end in another way: "who has", "and the".
_LINKING = (  # names, not language
    "grammar.pronouns", "grammar.articles", "grammar.auxiliaries", "grammar.complementizers", "grammar.relatives",
    "grammar.coordinators", "grammar.links",
)  # fmt: skip

#: Words beside those that tell nothing even where they lead into no quotation; "even" and "again" do.
_SMALL = (  # names, not language
    "grammar.determiners", "grammar.prepositions", "grammar.object_pronouns", "glosses.courtesies",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a sentence's quotations, which stand in some articles (``heard``): the words of its own.

    ``told_with`` are texts that are told with the quotations, and whom the draft names wrongly for them.
    """

    unit: Unit
    heard: Sequence[Match]
    told_with: Sequence[str]
    outlets: OutletNames
    names: Names
    language: Language

    @property
    def own(self) -> list[Word]:
        """The words that are not in quotation marks."""
        return [word for word in self.unit.words if not word.said]


def judge_frame(frame: Frame) -> tuple[str, ...]:
    """Return what a sentence tells around its quotations and no source does, as notes; none if it tells nothing."""
    new = [word.text for word in _list_new_words(frame)]
    if new:
        return (f"around the quotation, in no source: {', '.join(dict.fromkeys(new))}",)
    if _is_surer(frame):
        return ("around the quotation, surer than its source",)
    turned = list(_list_turned(frame)) if frame.heard else []
    return (f"around the quotation, not so in its source: {'; '.join(turned)}",) if turned else ()


def _list_new_words(frame: Frame) -> Iterator[Word]:
    """Yield the words around quotations that tell more than who speaks and in which outlet, and stand in no source."""
    names, own = frame.names, frame.own
    known = _list_light(frame) | _list_known_words(frame)
    for word in cut_wording(" ".join(frame.told_with)):
        known |= _make_forms(word, names)
    there: set[str] = set()
    for match in frame.heard:
        there.update(word.key for word in list_beside(match))
        there.update(*map(list_keys, list_offices(match, names)))
    named = _find_named(own, frame)
    modifiers = load_groups(frame.language, "comparison.modifiers")
    for at, word in enumerate(own):
        is_new = known.isdisjoint(_make_forms(word, names))
        # "The former chairwoman": it may be a word that tells nothing elsewhere.
        if not is_new and word.key not in there:
            is_new = bool(modifiers.find(lower(word.text)))
        if is_new and at not in named:
            yield word


def _list_light(frame: Frame) -> set[str]:
    """Return the words that tell nothing beside a quotation."""
    language = frame.language
    return {fold(word) for key in _LIGHT for word in language.words(key)} | set(map(fold, list_source_words(language)))


def _find_named(own: Sequence[Word], frame: Frame) -> set[int]:
    """Return the places of the words that name an outlet."""
    return {at for low, high, _ in find_mentions(own, frame.outlets, frame.language) for at in range(low, high)}


def _list_known_words(frame: Frame) -> set[str]:
    """Return the words that stand beside quotations in their sources, or say who speaks there, by name or office."""
    known: set[str] = set()
    for match in frame.heard:
        known |= _list_who(match, frame.names)
        for word in list_beside(match):
            known |= _make_forms(word, frame.names)
    return known


def _list_who(match: Match, names: Names) -> set[str]:
    """Return the words that say who speaks in a match, by name or office."""
    voice = hear(match, names)
    told = " ".join([voice.speaker, voice.rule, *list_offices(match, names)])
    return {form for word in cut_wording(told) for form in _make_forms(word, names)}


def _make_forms(word: Word, names: Names) -> set[str]:
    """Return a word folded, and what all its forms have in common if it is a name or an office."""
    return {fold(word.key), names.reduce(word.text)}


def _is_surer(frame: Frame) -> bool:
    """Return whether each source doubts that somebody says so, and the sentence does not: "she reportedly said"."""
    own = read_zone(frame.own, frame.language)
    for match in frame.heard:
        said = hear(match, frame.names).attribution
        told = [word for word in match.source.by_sentence[match.first] if not word.said and is_within(word, said)]
        if all(not turn.startswith("hedge") for turn in read_zone(told, match.source.language) - own):
            return False
    return bool(frame.heard)


def _list_turned(frame: Frame) -> Iterator[str]:
    """Yield the stretches around quotations that tell something and stand beside these in no source, word after word:
    "above the mark" for "below the mark" is made of words that it has.
    """
    language = frame.language
    saying, neutral = language.words("reporting.saying"), language.words("quoting.neutral")
    linking = {word for key in _LINKING for word in language.words(key)} | list_source_words(language)
    light = _list_light(frame)
    small = {fold(word) for key in _SMALL for word in language.words(key)} | set(map(fold, linking))
    passive, told = language.words("reporting.passive_auxiliaries"), language.words("reporting.told_object")
    # "She was told": somebody else says it.
    yield from (f"{one.text} {two.text}" for one, two in pairwise(frame.own) if one.key in passive and two.key in told)
    for stretch, leads in _list_stretches(frame):
        content = [word for word in stretch if word.key not in neutral]
        # What denies or doubts a quotation before which it stands was looked for with that.
        turns = set() if leads else {turn for turn in read_zone(content, language) if turn != "limit"}
        words = _trim(content, linking) or (content if turns else ())
        if not turns and all(fold(word.key) in (light if leads else small) for word in words):
            continue
        # What is quoted may be told without quotation marks too, and how somebody speaks is no part of it.
        by_narrator = any(word.key in saying for word in (content if leads else stretch))
        if not any(_stands_beside(words, turns, match, frame, by_narrator=by_narrator) for match in frame.heard):
            yield " ".join(word.text for word in words)


def _trim(words: Sequence[Word], linking: Collection[str]) -> Sequence[Word]:
    """Return words without those at both ends that only link them to others."""
    telling = [at for at, word in enumerate(words) if word.key not in linking]
    return words[telling[0] : telling[-1] + 1] if telling else ()


def _list_stretches(frame: Frame) -> Iterator[tuple[list[Word], bool]]:
    """Yield the words around quotations between pauses, what says who speaks, verbs of saying and outlets; each with
    the verbs right before and behind it, and whether they lead into a quotation."""
    names, neutral = frame.names, frame.language.words("quoting.neutral")
    who = set().union(*(_list_who(match, names) for match in frame.heard))
    named = {frame.own[at].start for at in _find_named(frame.own, frame)}
    stretch: list[Word] = []
    for word in frame.unit.words:
        if word.key in neutral and not word.said:
            yield [*stretch, word], False
            stretch = [] if word.behind else [word]
        elif word.said or word.start in named or not who.isdisjoint(_make_forms(word, names)):
            yield stretch, word.said
            stretch = []
        else:
            stretch.append(word)
            if word.behind:
                yield stretch, False
                stretch = []
    yield stretch, False


def _stands_beside(words: Sequence[Word], turns: set[str], match: Match, frame: Frame, *, by_narrator: bool) -> bool:
    """Return whether words stand in a row beside a match: in its own sentences, or as what the one before tells, from
    the beginning of a clause on; and nothing there denies or doubts them but their own ``turns``.

    A day, a "never" and an "admitted" belong to what they are told of, and to nothing else.
    """
    source, language = match.source, match.source.language
    keys, openers = [word.key for word in words], list_openers(language)
    calendar, saying = language.pattern("comparison.calendar"), language.words("reporting.saying")
    known = _list_light(frame) | _list_who(match, frame.names)
    is_small = all(key in saying or _is_small(key, known, calendar) for key in keys)
    for number in range(max(0, match.first - 1), match.last + 1):
        if source.sentences[number].line != source.sentences[match.first].line:
            continue
        is_own = number >= match.first
        with_said = is_own and not by_narrator
        there = [word for word in source.by_sentence.get(number, ()) if with_said or not word.said]
        for at in find_passage([word.key for word in there], keys, 0, len(there)):
            opening, end = walk_back(there[:at], openers), at + len(keys)
            around = [*opening, *there[at:end], *walk_on(there[end:], openers, there[end - 1].behind)]
            lost = read_zone(around, language) - turns
            if any(turn == "negation" or turn.startswith("hedge") for turn in lost):
                continue
            if is_own or (not is_small and all(_is_small(word.key, known, calendar) for word in opening)):
                return True
    return False


def _is_small(key: str, known: Collection[str], calendar: re.Pattern[str]) -> bool:
    """Return whether a word tells nothing by itself: a small one, who speaks, a day."""
    return fold(key) in known or key.isdigit() or bool(calendar.fullmatch(key))
