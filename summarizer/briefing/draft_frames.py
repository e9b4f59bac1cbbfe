"""What a sentence of a draft tells around its quotations, beside who speaks and in which outlet, and how it is proved.

A frame is read in four steps. (1) It may not deny or doubt that somebody says so, nor tell it to who speaks
(`_list_told_to_speaker`, `_list_doubts`), and a doubt of the source's may not be gone (`_is_doubted`). (2) Its words
are cut into stretches (`draft_stretches`). (3) Each that tells something is looked for, word after word, in the sources
of the quotations: each place where it stands is a spot (`_list_spots`). (4) A spot proves it if nothing there denies,
doubts or lessens the words, and they belong there to the same: in the quotation's own sentence they stand to who speaks
and to the verb of saying as in the draft (`_stands_alike`); elsewhere they stand right beside the speaker's name, or
begin the sentence before (`_is_told_elsewhere`). Last, an office may be told in other words (`draft_offices`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from summarizer.briefing.draft_matches import Match, hear, is_within, list_beside
from summarizer.briefing.draft_offices import find_cut_office, tells_office
from summarizer.briefing.draft_sources import find_mentions
from summarizer.briefing.draft_stretches import (
    LINKING,
    SMALL,
    Behind,
    Frame,
    Stretch,
    cut_frame,
    find_day,
    read_stretch,
)
from summarizer.briefing.draft_turns import list_modifiers, list_openers, read_zone, walk_back, walk_on, write
from summarizer.text.wording import Word, cut_wording, find_passage

_SUPPOSED = "quoting.supposed"  # names, not language
_PUT_IN = re.compile(r"\[([^\[\]]{0,300})\]")


def judge_frame(frame: Frame, *, quotations_only: bool = False) -> tuple[str, ...]:
    """Return what a sentence tells around its quotations and no source does, as notes; none if it tells nothing."""
    untold = list(_list_told_to_speaker(frame))
    if not quotations_only:
        untold = [*_list_put_in(frame), *untold, *_list_untold(frame), *_list_cut_offices(frame)] or list(
            _list_doubts(frame)
        )
    if untold:
        return (f"around the quotation, not so in its source: {'; '.join(dict.fromkeys(untold))}",)
    if all(_is_doubted(match, frame) for match in frame.heard):
        return ("around the quotation, surer than its source",)
    return ()


def _list_put_in(frame: Frame) -> Iterator[str]:
    """Yield the words that an editor put in beside the quotations, and that stand beside these in no source."""
    masked = frame.unit.sentence.masked[frame.unit.low : frame.unit.high]
    found = [word for text in _PUT_IN.findall(masked) for word in cut_wording(text) if not word.key.isdigit()]
    beside = [word for match in frame.heard if found for word in list_beside(match)]
    known = frame.light.union(frame.who, *map(frame.list_forms, beside))
    denying, at = frame.language.pattern("negation.negation"), 0
    for low, high, _ in (*find_mentions(found, frame.outlets, frame.language), (len(found), len(found), "")):
        for word in found[at:low]:
            if known.isdisjoint(frame.list_forms(word)) or denying.search(word.text):
                yield word.text
        at = high


def _is_doubted(match: Match, frame: Frame) -> bool:
    """Return whether a source doubts that somebody says so, and the sentence does not: "she reportedly said"."""
    said, saying = hear(match, frame.names).attribution, match.source.language.words("reporting.saying")
    words = [word for word in match.source.by_sentence[match.first] if not word.said and is_within(word, said)]
    told = [word for word in words if word.key not in saying and not frame.says_who(word)]
    lost = read_zone(told, match.source.language) - read_zone(frame.own, frame.language)
    return any(turn.startswith("hedge") for turn in lost)


def _list_doubts(frame: Frame) -> Iterator[str]:
    """Yield the clauses that make less of it that somebody says so, and stand so in no source: "Dahl might have said",
    "Dahl would say", "did Dahl say so?".

    What stands behind the verb may be part of what is said: "Dahl said she would".
    """
    language, saying = frame.language, frame.language.words("reporting.saying")
    known = {"limit"}.union(*(read_zone(list_beside(match), language, _SUPPOSED) for match in frame.heard))
    if frame.unit.sentence.masked[frame.unit.low : frame.unit.high].rstrip().endswith("?"):
        yield "?"
    for clause in frame.clauses:
        verbs = [at for at, word in enumerate(clause) if word.key in saying or word.key in frame.neutral]
        turns = read_zone(clause[: verbs[-1]], language, _SUPPOSED) if verbs else set()
        if not saying.isdisjoint(word.key for word in clause):
            turns |= read_zone(clause, language)
        if not turns <= known:
            yield write(clause)


def _list_told_to_speaker(frame: Frame) -> Iterator[str]:
    """Yield the clauses in which who speaks in the source is told, or something is told of them: "they told Ana Dahl",
    "she was told".
    """
    passive = frame.language.words("reporting.passive_auxiliaries")
    told = frame.language.words("reporting.told_object")
    yield from (f"{one.text} {two.text}" for one, two in pairwise(frame.own) if one.key in passive and two.key in told)
    yield from (write(clause) for clause in frame.clauses if _is_told_to_speaker(clause, frame))


def _is_told_to_speaker(clause: Sequence[Word], frame: Frame) -> bool:
    """Return whether in a clause who speaks in the source is named, and another one says something."""
    words, saying = frame.language.words, frame.language.words("reporting.saying") & frame.neutral
    # "Dit-elle"
    keys = [word.key.split("-")[0] for word in clause]
    named = [at for at, word in enumerate(clause) if frame.says_who(word)]
    # "Es heißt"
    phrases = [*saying, *frame.language.phrases("reporting.impersonal")]
    if not named or not any(set(phrase.split()).issubset(keys) for phrase in phrases):
        return False
    first, last = named[0], named[-1]
    if frame.speaker:
        return bool(first) and keys[first - 1] in words("quoting.addressing")
    # "Jenner in an announcement said", "in May Per Dahl said"
    says = first == 0 or not saying.isdisjoint(keys[last + 1 : last + 2])
    is_fixed = frame.language.text("reporting.word_order") == "fixed"
    return not (is_fixed and says and words("reporting.passive_auxiliaries").isdisjoint(keys))


def _list_untold(frame: Frame) -> Iterator[str]:
    """Yield the stretches around quotations that tell something and stand in no source, word after word: "above the
    mark" for "below the mark" is made of words that it has.
    """
    for words, behind, leads in cut_frame(frame):
        whole = _find_untold(words, behind, frame, leads=leads)
        # Between "told reporters" and "on Sunday" the source may have more.
        day = find_day(words, frame) if whole and not leads else len(words)
        if day < len(words):
            whole = [*_find_untold(words[:day], behind, frame), *_find_untold(words[day:], "", frame)]
        if whole:
            yield write(whole)


def _find_untold(words: Sequence[Word], behind: Behind, frame: Frame, *, leads: bool = False) -> Sequence[Word]:
    """Return what some words around quotations tell and no source does, nothing if it tells nothing."""
    stretch = read_stretch(words, behind, frame, leads=leads)
    is_untold = stretch and not any(_stands_so(stretch, match, frame) for match in frame.heard)
    return stretch.told if stretch and is_untold else ()


def _list_cut_offices(frame: Frame) -> Iterator[str]:
    """Yield the office of a whole that a draft gives who speaks, where all sources that have it give that of a part."""
    cut = [find_cut_office(frame.own, frame.speaker, match, frame.names) for match in frame.heard]
    if cut and all(cut):
        yield write(cut[0])


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the words of a stretch stand in a row among others of a source's sentence, from ``low`` to ``high``: in the
    quotation's ``own`` sentence, the one ``before``, or ``elsewhere``."""

    stretch: Stretch
    there: Sequence[Word]
    low: int
    high: int
    place: Literal["own", "before", "elsewhere"]
    frame: Frame

    @property
    def before(self) -> Sequence[Word]:
        """The words there before those of the stretch and what only links them."""
        linking, start = self.frame.language.words(*LINKING), self.low
        while start and self.there[start - 1].key in linking and not self.there[start - 1].behind:
            start -= 1
        return self.there[:start]


def _stands_so(stretch: Stretch, match: Match, frame: Frame) -> bool:
    """Return whether words stand in a row in a source of a quotation, told of the same, and nothing there denies or
    doubts them but their own turns; or give who speaks an office that is told there.

    A day, a "never" and an "admitted" belong to what they are told of, and to nothing else.
    """
    for spot in _list_spots(stretch, match, frame):
        if (
            not _is_turned(spot)
            and not _breaks_off(spot)
            and (_stands_alike(spot) if spot.place == "own" else _is_told_elsewhere(spot))
        ):
            return True
    # Where the source's own sentence has an office alone, the draft may have the name.
    name = frame.speaker if frame.speaker[:1].isupper() else hear(match, frame.names).speaker
    return not stretch.leads and tells_office(_list_called(stretch, frame), name, match, frame.names)


def _list_called(stretch: Stretch, frame: Frame) -> Sequence[Word]:
    """Return the words of a stretch with those beside them that say who speaks: "managing director | of Baltek"."""
    low = frame.own.index(stretch.told[0])
    high = low + len(stretch.told)
    while low and frame.roles.get(frame.own[low - 1].start) == "name" and not frame.own[low - 1].behind:
        low -= 1
    while high < len(frame.own) and frame.roles.get(frame.own[high].start) == "name" and not frame.own[high - 1].behind:
        high += 1
    return frame.own[low:high]


def _list_spots(stretch: Stretch, match: Match, frame: Frame) -> Iterator[Spot]:
    """Yield where words stand in a row in a source: if they tell only when, in the quotation's own sentence."""
    source, keys = match.source, [word.key for word in stretch.told]
    # Of a quotation that goes on it is told before.
    own = range(match.first - hear(match, frame.names).goes_on, match.last + 1)
    line = source.sentences[match.first].line
    for number in own if stretch.is_light else source.by_sentence:
        is_before = number == match.first - 1 and source.sentences[number].line == line
        place: Literal["own", "before", "elsewhere"] = "before" if is_before else "elsewhere"
        place = "own" if number in own else place
        # What is quoted may be told without quotation marks too, and how somebody speaks is no part of it.
        is_open = place == "own" and not stretch.says
        there = [word for word in source.by_sentence.get(number, ()) if is_open or not word.said]
        for low in find_passage([word.key for word in there], keys, 0, len(there)):
            yield Spot(stretch, there, low, low + len(keys), place, frame)


def _is_turned(spot: Spot) -> bool:
    """Return whether words of a source's sentence are denied, doubted or lessened there but for their own turns, or
    end with a preposition that is no part of a verb there: "zu" of "sagte zu"."""
    stretch, language, last = spot.stretch, spot.frame.language, spot.there[spot.high - 1]
    openers = list_openers(language)
    around = [*walk_back(spot.there[: spot.low], openers), *spot.there[spot.low : spot.high]]
    if not stretch.leads:
        around += walk_on(spot.there[spot.high :], openers, last.behind)
    lost = read_zone(around, language) - stretch.turns
    # "The former head of the union"
    title = walk_back(spot.there[: spot.low], language.words(*SMALL) | openers)
    if any(turn == "negation" or turn.startswith("hedge") for turn in lost) or list_modifiers(title, language):
        return True
    ends = stretch.words[-1].key == last.key and bool(stretch.words[-1].behind)
    return ends and not last.behind and last.key in language.words("grammar.prepositions")


def _breaks_off(spot: Spot) -> bool:
    """Return whether the source goes on with a noun: "who leads the engineers’ | union"."""
    language, behind = spot.frame.language, spot.there[spot.high :][:1]
    verbs = language.words("grammar.finite_verbs", "grammar.auxiliaries", "reporting.saying")
    if spot.stretch.leads or spot.stretch.is_light or spot.there[spot.high - 1].behind:
        return False
    return any(spot.frame.tells(word) and word.key not in verbs | language.words(*SMALL) for word in behind)


def _is_beside_speaker(spot: Spot) -> bool:
    """Return whether words follow who speaks, but for what links them, or come right before the name, as in a draft."""
    says_who, behind = spot.frame.says_who, spot.there[spot.high :][:1]
    if any(map(says_who, spot.before[-1:])):
        return bool(spot.stretch.behind)
    return not spot.stretch.behind and not spot.there[spot.high - 1].behind and any(map(says_who, behind))


def _is_told_elsewhere(spot: Spot) -> bool:
    """Return whether words of another sentence than the quotation's are told of who speaks, beside the name; or are
    what the one right before begins with."""
    stretch, frame, before = spot.stretch, spot.frame, spot.there[: spot.low]
    is_prepositional = stretch.told[0].key in frame.language.words("grammar.prepositions")
    if spot.place == "before" and _may_open(stretch, frame, is_prepositional=is_prepositional):
        if not any(map(frame.tells, walk_back(before, list_openers(frame.language)))):
            return True
    # "Dahl's deputy" is another one, and what somebody told there is no part of this.
    follows = len(before) == len(spot.before) and any(frame.says_who(one) and not one.behind for one in before[-1:])
    is_apart = spot.place == "before" or is_prepositional or not (stretch.says or follows)
    return is_apart and _is_beside_speaker(spot)


def _may_open(stretch: Stretch, frame: Frame, *, is_prepositional: bool) -> bool:
    """Return whether a stretch may tell with what the sentence before begins: "The union leader met Per Moe" does not
    call him so."""
    is_apart = stretch.leads or is_prepositional or bool(stretch.words[-1].behind)
    return is_apart and not stretch.behind and stretch.words[-1].key not in frame.language.words("reporting.saying")


def _stands_alike(spot: Spot) -> bool:
    """Return whether words stand to who speaks and to a verb of saying as in the source's own sentence: "Reel told the
    police" is not told by "the police arrested him", nor by "the police told Reel".
    """
    stretch, language = spot.stretch, spot.frame.language
    if stretch.is_light or _is_beside_speaker(spot):
        return True
    # "Reel, whom the police arrested"
    trimmed = stretch.words[: stretch.words.index(stretch.told[0])]
    if not stretch.leads and _has_any(trimmed, language.words("grammar.relatives")):
        return False
    is_said = stretch.leads and not _has_any(stretch.words, language.words("reporting.told_object"))
    if is_said or stretch.told[0].key in language.words("grammar.prepositions"):
        return True
    # "The dam, Dahl said, “is weak”", where all of it is said.
    if stretch.calls and not stretch.behind and not spot.there[spot.low].said:
        return _is_called_so(spot)
    return _is_joined_alike(spot)


def _is_joined_alike(spot: Spot) -> bool:
    """Return whether words stand behind a pause or a verb of saying, and before one, as those of the draft do."""
    stretch, saying = spot.stretch, spot.frame.language.words("reporting.saying")
    before, behind = spot.before[-1:], spot.there[spot.high :][:1]
    if stretch.behind == "beside":
        return all(word.behind for word in before)
    if stretch.behind == "joined":
        return _has_any(before, saying)
    return stretch.words[-1].key not in saying or _has_any(behind, saying)


def _is_called_so(spot: Spot) -> bool:
    """Return whether who speaks is called so there: before the name, or behind it up to a pause. Of "the brother of the
    union leader, Jon Falk" the last two words are another one."""
    language, says_who = spot.frame.language, spot.frame.says_who
    opening = language.words("grammar.prepositions", "grammar.genitives")
    last, behind = spot.there[spot.high - 1], spot.there[spot.high :][:1]
    before = [word for word in spot.before if not word.key.isdigit()][-1:]
    if any(map(says_who, behind)):
        return not (last.behind and _has_any(before, opening))
    ends = not behind or bool(last.behind) or _has_any(behind, opening)
    return ends and any(word.behind and says_who(word) for word in before)


def _has_any(words: Sequence[Word], keys: frozenset[str]) -> bool:
    """Return whether one of some words is among others."""
    return any(word.key in keys for word in words)
