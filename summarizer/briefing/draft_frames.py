"""What a sentence of a draft tells around its quotations, beside who speaks and in which outlet, and how it is proved.

Its words outside of quotation marks are cut into stretches: at pauses, at who speaks, at outlets, and at verbs that say
nothing but that somebody speaks. A stretch of words that tell nothing needs no proof. Any other must stand word after
word in a source of the quotations, and nothing may deny, doubt or lessen it there: in the quotation's own sentence, to
who speaks and to the verb of saying as there; right beside the speaker's name anywhere; or as what the sentence before
begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from summarizer.analysis.names import Names
from summarizer.briefing.draft_matches import Match, hear, is_within, list_beside, list_who
from summarizer.briefing.draft_offices import find_cut_office, takes_office, tells_office
from summarizer.briefing.draft_sentences import Unit, list_source_words
from summarizer.briefing.draft_sources import OutletNames, find_mentions
from summarizer.briefing.draft_turns import list_modifiers, list_openers, read_zone, walk_back, walk_on, write
from summarizer.lang.language import Language
from summarizer.text.tokens import fold
from summarizer.text.wording import Word, cut_wording, find_passage

#: Words that tell nothing where they lead into a quotation; elsewhere "even" and "again" do.
_LIGHT = (  # names, not language
    "stop_words.words", "grammar.pronouns", "grammar.articles", "glosses.courtesies",
)  # fmt: skip
#: Words with which what is told of somebody may begin and end in another way: "who has", "and the".
_LINKING = (  # names, not language
    "grammar.pronouns", "grammar.articles", "grammar.auxiliaries", "grammar.complementizers", "grammar.relatives",
    "grammar.coordinators", "grammar.links",
)  # fmt: skip
#: Words that tell nothing anywhere.
_SMALL = (*_LINKING, "grammar.determiners", "grammar.prepositions", "glosses.courtesies")  # names, not language
#: Behind these stands a noun.
_BEFORE_NOUNS = ("grammar.articles", "grammar.determiners")  # names, not language

_SUPPOSED = "quoting.supposed"  # names, not language
_NO_PAUSE = ("", ".")
_PUT_IN = re.compile(r"\[([^\[\]]{0,300})\]")


@dataclass(frozen=True)
class Frame:
    """What stands around a sentence's quotations, which stand in some articles (``heard``).

    ``speaker`` is who speaks by the draft's own words.
    """

    unit: Unit
    heard: Sequence[Match]
    speaker: str
    outlets: OutletNames
    names: Names
    language: Language

    @cached_property
    def own(self) -> list[Word]:
        """The words that are not in quotation marks."""
        return [word for word in self.unit.words if not word.said]

    @cached_property
    def clauses(self) -> list[list[Word]]:
        """The same words between pauses and quotations."""
        found: list[list[Word]] = [[]]
        for word in self.unit.words:
            if not word.said:
                found[-1].append(word)
            # A full stop is an abbreviation's, or the end.
            if word.said or word.behind not in _NO_PAUSE:
                found.append([])
        return [clause for clause in found if clause]

    @cached_property
    def neutral(self) -> frozenset[str]:
        """The words with which it quotes and says nothing of what is said: "said", "gab … an"."""
        words = self.language.words
        found = set(words("quoting.neutral"))
        for clause in self.clauses:
            found |= self._list_neutral(clause)
        # "A-t-elle ajouté"
        pronouns, verbs = words("grammar.person_pronouns"), words("grammar.auxiliaries") | found
        joined = [word.key for word in self.own if word.key.rpartition("-")[2] in pronouns]
        return frozenset(found.union(key for key in joined if key.split("-")[0] in verbs))

    def _list_neutral(self, clause: Sequence[Word]) -> set[str]:
        """Return the words of a clause that quote in two words, or where they have no object: "criticised Dahl"."""
        keys = [word.key for word in clause]
        pairs = [pair.split() for pair in self.language.phrases("quoting.neutral_pairs")]
        found = {key for pair in pairs if keys[-1] == pair[1] and pair[0] in keys[:-1] for key in pair}
        alone, linking = self.language.words("quoting.neutral_alone"), self.language.words(*_LINKING)
        telling = [word for word in clause if word.key not in linking]
        objects = [not self.says_who(word) for word in telling[1:]]
        return found.union(
            word.key for word, has in zip(telling, [*objects, False], strict=False) if not has and word.key in alone
        )

    @cached_property
    def who(self) -> frozenset[str]:
        """The forms of the words that say who speaks, by name or office, in the sources, or by the draft beside it; no
        office of which it leaves out what lessens it: "former minister"."""
        mine = [word for word in cut_wording(self.speaker) if word.text[0].isupper()]
        told: list[Word] = []
        for match in self.heard:
            beside = {self.names.reduce(word.text) for word in list_beside(match)}
            told += [one for one in mine if self.names.reduce(one.text) in beside]
            for office in list_who(match, self.names):
                told += office if takes_office(self.own, office, self.names, self.language) else ()
        # A name may be written as a word that tells nothing: "Per".
        light, never = self.fold(*_LIGHT), self.fold(*_LINKING)
        telling = [word for word in told if fold(word.key) not in (never if word.text[0].isupper() else light)]
        return frozenset(form for word in telling for form in self.list_forms(word))

    @cached_property
    def light(self) -> frozenset[str]:
        """The words that tell nothing where they lead into a quotation."""
        return self.fold(*_LIGHT)

    @cached_property
    def roles(self) -> dict[int, Literal["name", "verb"]]:
        """Where those of its own words begin that name who speaks or an outlet, or say nothing but that he speaks."""
        opening, nouns = self.language.words(*_BEFORE_NOUNS), self.language.words("reporting.ambiguous")
        # Of "called the call" the last word is no verb.
        no_verbs = {
            noun.start
            for verb, article, noun in zip(self.own, self.own[1:], self.own[2:], strict=False)
            if verb.key in self.neutral and article.key in opening and noun.key in nouns
        }
        mentions = list(find_mentions(self.own, self.outlets, self.language))
        found: dict[int, Literal["name", "verb"]] = {one.start: "name" for one in self.own if self.says_who(one)}
        found |= {word.start: "name" for low, high, _ in mentions for word in self.own[low:high]}
        verbs = {word.start for word in self.own if word.key in self.neutral} - no_verbs
        return found | dict.fromkeys(verbs, "verb")

    def fold(self, *keys: str) -> frozenset[str]:
        """Return the words of some tables, and those of phrases that say who told something, folded."""
        return frozenset(map(fold, self.language.words(*keys) | list_source_words(self.language)))

    def list_forms(self, word: Word) -> set[str]:
        """Return a word folded, and what all its forms have in common if it is a name or an office."""
        return {fold(word.key), self.names.reduce(word.text)}

    def says_who(self, word: Word) -> bool:
        """Return whether a word says who speaks."""
        return not self.who.isdisjoint(self.list_forms(word))

    def tells(self, word: Word) -> bool:
        """Return whether a word of a source tells more than who speaks and when."""
        is_day = bool(self.language.pattern("comparison.calendar").fullmatch(word.key))
        is_light = fold(word.key) in self.light or word.key in self.neutral or word.key.isdigit()
        return not (is_light or is_day or self.says_who(word))


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
    told = [word for word in words if word.key not in saying]
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


#: What a stretch stands behind: a name or verb without a pause, a name with one, or none.
_Behind = Literal["joined", "beside", ""]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words around quotations that tell something (``told``), and what ``turns`` the sense there.

    They stand among ``words``, with verbs of saying right before and behind them, which ``leads`` into a quotation or
    not. The narrator's own verb ``says`` it. Not all of it ``is_light``: it tells more than who speaks and when. Where
    the speaker's name follows, it ``calls`` them so.
    """

    words: Sequence[Word]
    told: Sequence[Word]
    turns: set[str]
    leads: bool
    behind: _Behind
    says: bool
    is_light: bool
    calls: bool


def _list_untold(frame: Frame) -> Iterator[str]:
    """Yield the stretches around quotations that tell something and stand in no source, word after word: "above the
    mark" for "below the mark" is made of words that it has.
    """
    for words, behind, leads in _cut_frame(frame):
        stretch = _read_stretch(words, behind, frame, leads=leads)
        if stretch and not any(_stands_so(stretch, match, frame) for match in frame.heard):
            yield write(stretch.told)


def _cut_frame(frame: Frame) -> Iterator[tuple[Sequence[Word], _Behind, bool]]:
    """Yield the words between pauses, names and verbs, these with them, what they stand behind, and whether they lead
    into a quotation."""
    words: list[Word] = []
    behind: _Behind = ""
    for word in frame.unit.words:
        role = frame.roles.get(word.start, "")
        goes_on = not word.said and word.behind in _NO_PAUSE
        if not word.said and role != "name":
            words.append(word)
        if role or not goes_on:
            yield words, behind, word.said
            words = [word] if role == "verb" and goes_on else []
            behind = "joined" if role and goes_on else "beside" if role == "name" else ""
    yield words, behind, False


def _read_stretch(words: Sequence[Word], behind: _Behind, frame: Frame, *, leads: bool) -> _Stretch | None:
    """Return a stretch of words around quotations, nothing if it tells nothing."""
    saying = frame.language.words("reporting.saying")
    content = [word for word in words if frame.roles.get(word.start) != "verb"]
    # What denies or doubts a quotation before which it stands was looked for with that.
    turns = set() if leads else read_zone(content, frame.language) - {"limit"}
    told = _find_told(content, turns, frame, leads=leads)
    if not told:
        return None
    says = any(word.key in saying and not (leads and word.key in frame.neutral) for word in words)
    is_light = not any(frame.tells(word) and word.key not in saying for word in told)
    following = frame.own[frame.own.index(words[-1]) + 1 :][:1]
    calls = not leads and any(map(frame.says_who, following))
    return _Stretch(words, told, turns, leads, behind, says, is_light, calls)


def _find_told(content: Sequence[Word], turns: set[str], frame: Frame, *, leads: bool) -> Sequence[Word]:
    """Return those of a stretch's words, but for verbs that quote, that tell something: from the first to the last."""
    # "Sagte Dahl zu" is a promise.
    parts = [word for word in content[-1:] if word.behind and word.key in frame.language.words("grammar.prepositions")]
    if parts and not leads:
        return parts
    plain, months = frame.light if leads else frame.fold(*_SMALL), frame.language.numbers("dates.month_numbers")
    if not turns and all(fold(word.key) in plain and word.text not in months for word in content):
        return ()
    telling = [at for at, word in enumerate(content) if word.key not in frame.language.words(*_LINKING)]
    return content[telling[0] : telling[-1] + 1] if telling else content


def _list_cut_offices(frame: Frame) -> Iterator[str]:
    """Yield the office of a whole that a draft gives who speaks, where all sources that have it give that of a part."""
    cut = [find_cut_office(frame.own, frame.speaker, match, frame.names) for match in frame.heard]
    if cut and all(cut):
        yield write(cut[0])


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the words of a stretch stand in a row among others of a source's sentence, from ``low`` to ``high``: in the
    quotation's ``own`` sentence, the one ``before``, or ``elsewhere``."""

    stretch: _Stretch
    there: Sequence[Word]
    low: int
    high: int
    place: Literal["own", "before", "elsewhere"]
    frame: Frame

    @property
    def before(self) -> Sequence[Word]:
        """The words there before those of the stretch and what only links them."""
        linking, start = self.frame.language.words(*_LINKING), self.low
        while start and self.there[start - 1].key in linking and not self.there[start - 1].behind:
            start -= 1
        return self.there[:start]


def _stands_so(stretch: _Stretch, match: Match, frame: Frame) -> bool:
    """Return whether words stand in a row in a source of a quotation, told of the same, and nothing there denies or
    doubts them but their own turns; or give who speaks an office that is told there.

    A day, a "never" and an "admitted" belong to what they are told of, and to nothing else.
    """
    for spot in _list_spots(stretch, match, frame):
        if not _is_turned(spot) and (_stands_alike(spot) if spot.place == "own" else _is_told_elsewhere(spot)):
            return True
    # Where the source's own sentence has an office alone, the draft may have the name.
    name = frame.speaker if frame.speaker[:1].isupper() else hear(match, frame.names).speaker
    return not stretch.leads and tells_office(_list_called(stretch, frame), name, match, frame.names)


def _list_called(stretch: _Stretch, frame: Frame) -> Sequence[Word]:
    """Return the words of a stretch with those beside them that say who speaks: "managing director | of Baltek"."""
    low = frame.own.index(stretch.told[0])
    high = low + len(stretch.told)
    while low and frame.roles.get(frame.own[low - 1].start) == "name" and not frame.own[low - 1].behind:
        low -= 1
    while high < len(frame.own) and frame.roles.get(frame.own[high].start) == "name" and not frame.own[high - 1].behind:
        high += 1
    return frame.own[low:high]


def _list_spots(stretch: _Stretch, match: Match, frame: Frame) -> Iterator[_Spot]:
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
            yield _Spot(stretch, there, low, low + len(keys), place, frame)


def _is_turned(spot: _Spot) -> bool:
    """Return whether words of a source's sentence are denied, doubted or lessened there but for their own turns, or
    end with a preposition that is no part of a verb there: "zu" of "sagte zu"."""
    stretch, language, last = spot.stretch, spot.frame.language, spot.there[spot.high - 1]
    openers = list_openers(language)
    around = [*walk_back(spot.there[: spot.low], openers), *spot.there[spot.low : spot.high]]
    if not stretch.leads:
        around += walk_on(spot.there[spot.high :], openers, last.behind)
    lost = read_zone(around, language) - stretch.turns
    # "The former head of the union"
    title = walk_back(spot.there[: spot.low], language.words(*_SMALL) | openers)
    if any(turn == "negation" or turn.startswith("hedge") for turn in lost) or list_modifiers(title, language):
        return True
    ends = stretch.words[-1].key == last.key and bool(stretch.words[-1].behind)
    return ends and not last.behind and last.key in language.words("grammar.prepositions")


def _is_beside_speaker(spot: _Spot) -> bool:
    """Return whether words follow who speaks, but for what links them, or come right before the name, as in a draft."""
    says_who, behind = spot.frame.says_who, spot.there[spot.high :][:1]
    if any(map(says_who, spot.before[-1:])):
        return bool(spot.stretch.behind)
    return not spot.stretch.behind and not spot.there[spot.high - 1].behind and any(map(says_who, behind))


def _is_told_elsewhere(spot: _Spot) -> bool:
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


def _may_open(stretch: _Stretch, frame: Frame, *, is_prepositional: bool) -> bool:
    """Return whether a stretch may tell with what the sentence before begins: "The union leader met Per Moe" does not
    call him so."""
    is_apart = stretch.leads or is_prepositional or bool(stretch.words[-1].behind)
    return is_apart and not stretch.behind and stretch.words[-1].key not in frame.language.words("reporting.saying")


def _stands_alike(spot: _Spot) -> bool:
    """Return whether words stand to who speaks and to a verb of saying as in the source's own sentence: "Reel told the
    police" is not told by "the police arrested him", nor by "the police told Reel".
    """
    stretch, language = spot.stretch, spot.frame.language
    saying, told = language.words("reporting.saying"), language.words("reporting.told_object")
    if stretch.is_light or _is_beside_speaker(spot):
        return True
    # "Reel, whom the police arrested"
    trimmed = stretch.words[: stretch.words.index(stretch.told[0])]
    if not stretch.leads and _has_any(trimmed, language.words("grammar.relatives")):
        return False
    is_said = stretch.leads and not _has_any(stretch.words, told)
    if is_said or stretch.told[0].key in language.words("grammar.prepositions"):
        return True
    # "The dam, Dahl said, “is weak”", where all of it is said.
    if stretch.calls and not stretch.behind and not spot.there[spot.low].said:
        return _is_called_so(spot)
    before, behind = spot.before[-1:], spot.there[spot.high :][:1]
    alike = {
        "beside": all(word.behind for word in before),
        "joined": _has_any(before, saying),
        "": stretch.words[-1].key not in saying or _has_any(behind, saying),
    }
    return alike[stretch.behind]


def _is_called_so(spot: _Spot) -> bool:
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
