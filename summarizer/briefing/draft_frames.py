"""What a sentence of a draft tells around its quotations, beside who speaks and in which outlet: only what stands so
beside these words in their source.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from summarizer.analysis.names import Names
from summarizer.briefing.draft_matches import Match, hear, is_within, list_beside, list_offices
from summarizer.briefing.draft_sentences import Unit, list_source_words
from summarizer.briefing.draft_sources import OutletNames, find_mentions
from summarizer.briefing.draft_turns import list_openers, read_zone, walk_back, walk_on, write
from summarizer.lang.language import Language, load_groups, lower
from summarizer.text.tokens import fold
from summarizer.text.wording import Word, cut_wording, find_passage, list_keys

#: Words that tell nothing beside a quotation.
_LIGHT = (  # names, not language
    "stop_words.words", "grammar.pronouns", "grammar.articles", "glosses.courtesies",
)  # fmt: skip
#: Words with which what is told of somebody may begin and end in another way: "who has", "and the".
_LINKING = (  # names, not language
    "grammar.pronouns", "grammar.articles", "grammar.auxiliaries", "grammar.complementizers", "grammar.relatives",
    "grammar.coordinators", "grammar.links",
)  # fmt: skip

#: Words beside those that tell nothing even where they lead into no quotation; "even" and "again" do.
_SMALL = (  # names, not language
    "grammar.determiners", "grammar.prepositions", "glosses.courtesies",
)  # fmt: skip

_NO_PAUSE = ("", ".")
_PUT_IN = re.compile(r"\[([^\[\]]{0,300})\]")


@dataclass(frozen=True)
class Frame:
    """What stands around a sentence's quotations, which stand in some articles (``heard``): the words of its own.

    ``told_with`` are texts that are told with the quotations, and whom the draft names wrongly for them; ``speaker`` is
    who speaks by the draft's own words.
    """

    unit: Unit
    heard: Sequence[Match]
    told_with: Sequence[str]
    speaker: str
    outlets: OutletNames
    names: Names
    language: Language

    @cached_property
    def own(self) -> list[Word]:
        """The words that are not in quotation marks."""
        return [word for word in self.unit.words if not word.said]

    @cached_property
    def put_in(self) -> list[Word]:
        """The words that an editor put in beside the quotations."""
        masked = self.unit.sentence.masked[self.unit.low : self.unit.high]
        found = [word for text in _PUT_IN.findall(masked) for word in cut_wording(text) if not word.key.isdigit()]
        named = {at for low, high, _ in find_mentions(found, self.outlets, self.language) for at in range(low, high)}
        return [word for at, word in enumerate(found) if at not in named]

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
        found = set(self.language.words("quoting.neutral"))
        for clause in self.clauses:
            for first, last in map(str.split, self.language.phrases("quoting.neutral_pairs")):
                if clause[-1].key == last and first in [word.key for word in clause[:-1]]:
                    found |= {first, last}
        # "A-t-elle ajouté"
        pronouns, verbs = self.language.words("grammar.person_pronouns"), self.language.words("grammar.auxiliaries")
        for first, *joined in (word.key.split("-") for word in self.own):
            if joined and joined[-1] in pronouns and first in verbs | found:
                found.add("-".join([first, *joined]))
        return frozenset(found)


def judge_frame(frame: Frame) -> tuple[str, ...]:
    """Return what a sentence tells around its quotations and no source does, as notes; none if it tells nothing."""
    new = [word.text for word in _list_new_words(frame)]
    if new:
        return (f"around the quotation, beside it in no source: {', '.join(dict.fromkeys(new))}",)
    if _is_surer(frame):
        return ("around the quotation, surer than its source",)
    turned = (list(_list_turned(frame)) or list(_list_doubts(frame))) if frame.heard else []
    return (f"around the quotation, not so in its source: {'; '.join(turned)}",) if turned else ()


def _list_new_words(frame: Frame) -> Iterator[Word]:
    """Yield the words around quotations that tell more than who speaks and in which outlet, and stand beside these in
    no source."""
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
    denying = frame.language.pattern("negation.negation")
    for word in frame.put_in:
        if known.isdisjoint(_make_forms(word, names)) or denying.search(word.text):
            yield word


def _list_light(frame: Frame) -> set[str]:
    """Return the words that tell nothing beside a quotation."""
    language = frame.language
    light = frozenset(frame.neutral | list_source_words(language)).union(*map(language.words, _LIGHT))
    return set(map(fold, light))


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


def _list_who(match: Match, names: Names, speaker: str = "") -> set[str]:
    """Return the words that say who speaks in a match, by name or office, or as a draft names the ``speaker``."""
    voice = hear(match, names)
    told = " ".join([voice.speaker, voice.rule, *list_offices(match, names), speaker])
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
    "above the mark" for "below the mark" is made of words that it has; and where who speaks there is told here.
    """
    language, neutral = frame.language, frame.neutral
    light, linking = _list_light(frame), _list_linking(language)
    prepositions, months = language.words("grammar.prepositions"), language.numbers("dates.month_numbers")
    small = set(map(fold, set(linking | list_source_words(language)).union(*map(language.words, _SMALL))))
    yield from _list_told_to_speaker(frame)
    passive, told = language.words("reporting.passive_auxiliaries"), language.words("reporting.told_object")
    # "She was told": somebody else says it.
    yield from (f"{one.text} {two.text}" for one, two in pairwise(frame.own) if one.key in passive and two.key in told)
    for stretch in _list_stretches(frame):
        content = [word for word in stretch.words if word.key not in neutral]
        # What denies or doubts a quotation before which it stands was looked for with that.
        turns = set() if stretch.leads else {turn for turn in read_zone(content, language) if turn != "limit"}
        # "Sagte Dahl zu" is a promise.
        parts = [] if stretch.leads else [word for word in content[-1:] if word.behind and word.key in prepositions]
        plain = light if stretch.leads else small
        is_light = all(fold(word.key) in plain and word.text not in months for word in content)
        if is_light and not turns and not parts:
            continue
        words = parts or _trim(content, linking) or content
        if not any(_stands_beside(stretch, words, turns, match, frame) for match in frame.heard):
            yield write(words)


def _list_told_to_speaker(frame: Frame) -> Iterator[str]:
    """Yield the clauses in which who speaks in the source is named beside a verb of saying, and by the draft nobody
    speaks: "they told Ana Dahl", "she was told"."""
    language, names = frame.language, frame.names
    saying, addressing = language.words("reporting.saying") & frame.neutral, language.words("quoting.addressing")
    hearsay = [set(phrase.split()) for phrase in language.phrases("reporting.impersonal")]
    passive = language.words("reporting.passive_auxiliaries")
    is_fixed = language.text("reporting.word_order") == "fixed"
    who = set().union(*(_list_who(match, names) for match in frame.heard)) - _list_light(frame)
    for clause in frame.clauses:
        keys = [word.key for word in clause]
        named = [at for at, word in enumerate(clause) if not who.isdisjoint(_make_forms(word, names))]
        if not named or (saying.isdisjoint(keys) and not any(phrase.issubset(keys) for phrase in hearsay)):
            continue
        # "Jenner in an announcement said"
        speaks = bool(frame.speaker) or (is_fixed and named[0] == 0 and passive.isdisjoint(keys))
        if not speaks or (named[0] and keys[named[0] - 1] in addressing):
            yield write(clause)


def _list_doubts(frame: Frame) -> Iterator[str]:
    """Yield the clauses that make less of it that somebody says so, and stand so in no source: "Dahl might have said",
    "did Dahl say so?"."""
    known = {"limit"}.union(*(read_zone(list_beside(match), frame.language) for match in frame.heard))
    if frame.unit.sentence.masked[frame.unit.low : frame.unit.high].rstrip().endswith("?"):
        yield "?"
    saying = frame.language.words("reporting.saying")
    for clause in frame.clauses:
        if saying.intersection(word.key for word in clause) and not known.issuperset(read_zone(clause, frame.language)):
            yield " ".join(word.text for word in clause)


def _list_linking(language: Language) -> set[str]:
    """Return the words that only link others to what stands before or behind them."""
    return {word for key in _LINKING for word in language.words(key)}


def _trim(words: Sequence[Word], linking: Collection[str]) -> Sequence[Word]:
    """Return words without those at both ends that only link them to others."""
    telling = [at for at, word in enumerate(words) if word.key not in linking]
    return words[telling[0] : telling[-1] + 1] if telling else ()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words around quotations between pauses, what says who speaks, verbs of saying and outlets, with the verbs right
    before and behind them.

    It ``leads`` into a quotation or not. ``is_joined`` to a name before it without a pause, or ``is_beside`` one.
    """

    words: Sequence[Word]
    leads: bool = False
    is_joined: bool = False
    is_beside: bool = False


def _list_stretches(frame: Frame) -> Iterator[_Stretch]:
    """Yield the stretches around quotations."""
    names, neutral = frame.names, frame.neutral
    who = set().union(*(_list_who(match, names, frame.speaker) for match in frame.heard))
    named = {frame.own[at].start for at in _find_named(frame.own, frame)}
    stretch: list[Word] = []
    is_joined = is_beside = False
    for word in frame.unit.words:
        is_verb = word.key in neutral and not word.said
        is_name = not is_verb and (word.start in named or not who.isdisjoint(_make_forms(word, names)))
        if not word.said and not is_name:
            stretch.append(word)
        goes_on = not word.said and word.behind in _NO_PAUSE
        if is_name or is_verb or not goes_on:
            yield _Stretch(stretch, word.said, is_joined, is_beside)
            stretch = [word] if is_verb and goes_on else []
            is_beside = is_name and not word.said
            is_joined = (is_name or is_verb) and goes_on
    yield _Stretch(stretch, False, is_joined, is_beside)


def _stands_beside(stretch: _Stretch, words: Sequence[Word], turns: set[str], match: Match, frame: Frame) -> bool:
    """Return whether words stand in a row beside a match: in its own sentences, or as what the one before tells, from
    the beginning of a clause on; and nothing there denies or doubts them but their own ``turns``.

    A day, a "never" and an "admitted" belong to what they are told of, and to nothing else.
    """
    source, language = match.source, match.source.language
    keys, openers = [word.key for word in words], list_openers(language)
    calendar, saying = language.pattern("comparison.calendar"), language.words("reporting.saying")
    who = _list_who(match, frame.names, frame.speaker)
    known = _list_light(frame) | who
    is_small = all(key in saying or _is_small(key, known, calendar) for key in keys)
    # What is quoted may be told without quotation marks too, and how somebody speaks is no part of it.
    by_narrator = any(
        word.key in saying and not (stretch.leads and word.key in frame.neutral) for word in stretch.words
    )
    for number in range(max(0, match.first - 1), match.last + 1):
        if source.sentences[number].line != source.sentences[match.first].line:
            continue
        is_own = number >= match.first
        with_said = is_own and not by_narrator
        there = [word for word in source.by_sentence.get(number, ()) if with_said or not word.said]
        for at in find_passage([word.key for word in there], keys, 0, len(there)):
            opening = walk_back(there[:at], openers)
            may_open = not is_small and all(_is_small(word.key, known, calendar) for word in opening)
            if not (is_own or may_open) or _is_turned(stretch, there, at, at + len(keys), turns, language):
                continue
            if is_small or _has_role(stretch, words, there, at, who, frame, is_own=is_own):
                return True
    return False


def _is_turned(
    stretch: _Stretch, there: Sequence[Word], at: int, end: int, turns: set[str], language: Language
) -> bool:
    """Return whether words of a source's sentence are denied or doubted there but for their own ``turns``, or end with
    a preposition that is no part of a verb there: "zu" of "sagte zu"."""
    openers, last = list_openers(language), there[end - 1]
    around = [*walk_back(there[:at], openers), *there[at:end]]
    if not stretch.leads:
        around += walk_on(there[end:], openers, last.behind)
    lost = read_zone(around, language) - turns
    if any(turn == "negation" or turn.startswith("hedge") for turn in lost):
        return True
    ends = stretch.words[-1].key == last.key and bool(stretch.words[-1].behind)
    return ends and not last.behind and last.key in language.words("grammar.prepositions")


def _has_role(
    stretch: _Stretch,
    words: Sequence[Word],
    there: Sequence[Word],
    at: int,
    who: set[str],
    frame: Frame,
    *,
    is_own: bool,
) -> bool:
    """Return whether words stand to who speaks and to a verb of saying as in a sentence of the source, ``there``,
    ``at`` a place: "Reel told the police" is not told by "the police arrested him", nor by "the police told Reel".
    """
    language = frame.language
    saying, before, behind = language.words("reporting.saying"), list(there[:at]), there[at + len(words) :]
    lead = _find_relative(stretch, words, language)
    # "After he met them": he speaks.
    linking = _list_linking(language) - {lead} - (who & language.words("grammar.pronouns"))
    while before and before[-1].key in linking and not before[-1].behind:
        before.pop()
    last = before[-1].key if before else ""
    if last not in saying and before and not who.isdisjoint(_make_forms(before[-1], frame.names)):
        return True
    if lead:
        return last == lead
    is_apart = not (stretch.is_joined or stretch.is_beside)
    is_subject = is_apart and stretch.words[-1].key in saying
    if not is_own:
        return is_apart and not is_subject
    # "In Halle", "on Friday" may stand elsewhere, and what is said is no addressee.
    told = language.words("reporting.told_object")
    is_said = stretch.leads and told.isdisjoint(word.key for word in stretch.words)
    if is_said or words[0].key in language.words("grammar.prepositions"):
        return True
    if is_subject and stretch.words[0].key in language.words("grammar.determiners"):
        return bool(behind) and behind[0].key in saying
    if stretch.is_joined:
        return last in saying
    return is_apart or not before or bool(before[-1].behind)


def _find_relative(stretch: _Stretch, words: Sequence[Word], language: Language) -> str:
    """Return the relative pronoun among what was trimmed off before the words of a stretch, if there is one."""
    relatives = language.words("grammar.relatives")
    if stretch.leads:
        # "That" tells what is said.
        relatives -= language.words("grammar.complementizers")
    trimmed = stretch.words[: stretch.words.index(words[0])]
    return next((word.key for word in trimmed if word.key in relatives), "")


def _is_small(key: str, known: Collection[str], calendar: re.Pattern[str]) -> bool:
    """Return whether a word tells nothing by itself: a small one, who speaks, a day."""
    return fold(key) in known or key.isdigit() or bool(calendar.fullmatch(key))
