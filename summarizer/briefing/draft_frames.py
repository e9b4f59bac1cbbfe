"""What a sentence of a draft tells around its quotations, beside who speaks and in which outlet: only what stands so
beside these words in their source, or what the source says elsewhere of who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, pairwise
from typing import Literal

from summarizer.analysis.names import Names
from summarizer.briefing.draft_matches import Match, hear, is_within, list_beside, list_offices, list_who
from summarizer.briefing.draft_sentences import Unit, list_source_words
from summarizer.briefing.draft_sources import OutletNames, find_mentions
from summarizer.briefing.draft_turns import list_openers, list_phrases, read_zone, walk_back, walk_on, write
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
#: Words beside those that tell nothing anywhere.
_SMALL = ("grammar.determiners", "grammar.prepositions", "glosses.courtesies")  # names, not language

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

    @cached_property
    def light(self) -> frozenset[str]:
        """The words that tell nothing where they lead into a quotation."""
        return self._fold(*_LIGHT) | set(map(fold, self.neutral | list_source_words(self.language)))

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that tell nothing anywhere."""
        return self._fold(*_SMALL, *_LINKING) | set(map(fold, list_source_words(self.language)))

    @cached_property
    def linking(self) -> frozenset[str]:
        """The words that only link others to what stands before or behind them."""
        return self.language.words(*_LINKING)

    @cached_property
    def who(self) -> frozenset[str]:
        """The forms of the words that say who speaks, by name or office, in the sources, or by the draft beside it."""
        mine = [word for word in cut_wording(self.speaker) if word.text[0].isupper()]
        told: list[Word] = []
        for match in self.heard:
            beside = {self.names.reduce(word.text) for word in list_beside(match)}
            told += [*list_who(match, self.names), *(one for one in mine if self.names.reduce(one.text) in beside)]
        # A name may be written as a word that tells nothing: "Per".
        light, never = self._fold(*_LIGHT), self._fold(*_LINKING)
        telling = [word for word in told if fold(word.key) not in (never if word.text[0].isupper() else light)]
        return frozenset(form for word in telling for form in self.list_forms(word))

    @cached_property
    def named(self) -> set[int]:
        """Where the words begin that name an outlet."""
        mentions = find_mentions(self.own, self.outlets, self.language)
        return {word.start for low, high, _ in mentions for word in self.own[low:high]}

    def _fold(self, *keys: str) -> frozenset[str]:
        """Return the words of some tables, folded."""
        return frozenset(map(fold, self.language.words(*keys)))

    def list_forms(self, word: Word) -> set[str]:
        """Return a word folded, and what all its forms have in common if it is a name or an office."""
        return {fold(word.key), self.names.reduce(word.text)}

    def says_who(self, word: Word) -> bool:
        """Return whether a word says who speaks."""
        return not self.who.isdisjoint(self.list_forms(word))


def judge_frame(frame: Frame, *, quotations_only: bool = False) -> tuple[str, ...]:
    """Return what a sentence tells around its quotations and no source does, as notes; none if it tells nothing."""
    untold = list(_list_told_to_speaker(frame))
    if not quotations_only:
        untold = [*_list_put_in(frame), *untold, *_list_untold(frame)] or [*_list_doubts(frame), *_list_supposed(frame)]
    if untold:
        return (f"around the quotation, not so in its source: {'; '.join(dict.fromkeys(untold))}",)
    if all(_is_doubted(match, frame) for match in frame.heard):
        return ("around the quotation, surer than its source",)
    return ()


def _list_put_in(frame: Frame) -> Iterator[str]:
    """Yield the words that an editor put in beside the quotations, and that stand beside these in no source."""
    masked = frame.unit.sentence.masked[frame.unit.low : frame.unit.high]
    found = [word for text in _PUT_IN.findall(masked) for word in cut_wording(text) if not word.key.isdigit()]
    if not found:
        return
    known = set(frame.light | frame.who)
    for match in frame.heard:
        known |= {form for word in list_beside(match) for form in frame.list_forms(word)}
    named = {at for low, high, _ in find_mentions(found, frame.outlets, frame.language) for at in range(low, high)}
    denying = frame.language.pattern("negation.negation")
    for at, word in enumerate(found):
        if at not in named and (known.isdisjoint(frame.list_forms(word)) or denying.search(word.text)):
            yield word.text


def _is_doubted(match: Match, frame: Frame) -> bool:
    """Return whether a source doubts that somebody says so, and the sentence does not: "she reportedly said"."""
    said = hear(match, frame.names).attribution
    saying = match.source.language.words("reporting.saying")
    words = [word for word in match.source.by_sentence[match.first] if not word.said and is_within(word, said)]
    told = [word for word in words if word.key not in saying]
    lost = read_zone(told, match.source.language) - read_zone(frame.own, frame.language)
    return any(turn.startswith("hedge") for turn in lost)


def _list_told_to_speaker(frame: Frame) -> Iterator[str]:
    """Yield the clauses in which who speaks in the source is told, or something is told of them: "they told Ana Dahl",
    "she was told".
    """
    language = frame.language
    saying, addressing = language.words("reporting.saying") & frame.neutral, language.words("quoting.addressing")
    passive, told = language.words("reporting.passive_auxiliaries"), language.words("reporting.told_object")
    hearsay = [set(phrase.split()) for phrase in language.phrases("reporting.impersonal")]
    is_fixed = language.text("reporting.word_order") == "fixed"
    yield from (f"{one.text} {two.text}" for one, two in pairwise(frame.own) if one.key in passive and two.key in told)
    for clause in frame.clauses:
        # "Dit-elle"
        keys = [word.key.split("-")[0] for word in clause]
        named = [at for at, word in enumerate(clause) if frame.says_who(word)]
        if not named or (saying.isdisjoint(keys) and not any(phrase.issubset(keys) for phrase in hearsay)):
            continue
        # "Jenner in an announcement said", "in May Per Dahl said"
        first, last = named[0], named[-1]
        says = is_fixed and (first == 0 or keys[last + 1 : last + 2] in [[verb] for verb in saying])
        speaks = bool(frame.speaker) or (says and passive.isdisjoint(keys))
        if not speaks or (first and keys[first - 1] in addressing):
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
            yield write(clause)


def _list_supposed(frame: Frame) -> Iterator[str]:
    """Yield the clauses by which somebody will, must or may say so, where no source has them: "Dahl would say".

    What stands behind the verb is part of what is said: "Dahl said she would".
    """
    verbs = frame.neutral | frame.language.words("reporting.saying")
    known = frozenset().union(*(list_phrases(list_beside(match), frame.language, _SUPPOSED) for match in frame.heard))
    for clause in frame.clauses:
        last = max((at for at, word in enumerate(clause) if word.key in verbs), default=0)
        if not known.issuperset(list_phrases(clause[:last], frame.language, _SUPPOSED)):
            yield write(clause)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words around quotations between pauses, what says who speaks, verbs of saying and outlets, with the verbs right
    before and behind them.

    It ``leads`` into a quotation or not. It stands ``behind`` a name or verb without a pause, a name with one, or none.
    """

    words: Sequence[Word]
    leads: bool = False
    behind: Literal["joined", "beside", ""] = ""


def _list_stretches(frame: Frame) -> Iterator[_Stretch]:
    """Yield the stretches around quotations."""
    stretch: list[Word] = []
    behind: Literal["joined", "beside", ""] = ""
    for word in frame.unit.words:
        is_verb = word.key in frame.neutral and not word.said
        is_name = not is_verb and (word.start in frame.named or frame.says_who(word))
        if not word.said and not is_name:
            stretch.append(word)
        goes_on = not word.said and word.behind in _NO_PAUSE
        if is_name or is_verb or not goes_on:
            yield _Stretch(stretch, word.said, behind)
            stretch = [word] if is_verb and goes_on else []
            is_joined = (is_name or is_verb) and goes_on
            behind = "joined" if is_joined else "beside" if is_name and not word.said else ""
    yield _Stretch(stretch, False, behind)


def _list_untold(frame: Frame) -> Iterator[str]:
    """Yield the stretches around quotations that tell something and stand in no source, word after word: "above the
    mark" for "below the mark" is made of words that it has.
    """
    language = frame.language
    prepositions, months = language.words("grammar.prepositions"), language.numbers("dates.month_numbers")
    for stretch in _list_stretches(frame):
        content = [word for word in stretch.words if word.key not in frame.neutral]
        # What denies or doubts a quotation before which it stands was looked for with that.
        turns = set() if stretch.leads else read_zone(content, language) - {"limit"}
        # "Sagte Dahl zu" is a promise.
        parts = [] if stretch.leads else [word for word in content[-1:] if word.behind and word.key in prepositions]
        plain = frame.light if stretch.leads else frame.small
        is_light = all(fold(word.key) in plain and word.text not in months for word in content)
        if is_light and not turns and not parts:
            continue
        telling = [at for at, word in enumerate(content) if word.key not in frame.linking]
        words = parts or (content[telling[0] : telling[-1] + 1] if telling else content)
        if not any(_stands_so(stretch, words, turns, one, frame) or _owns(words, one, frame) for one in frame.heard):
            yield write(words)


def _owns(words: Sequence[Word], match: Match, frame: Frame) -> bool:
    """Return whether words name whose office the speaker has: "of Baltek" for "Baltek …, its director, Per Dahl"."""
    names, language, source = frame.names, frame.language, match.source
    owning = language.words("grammar.determiners") - language.words("grammar.articles")
    linking = language.words("grammar.articles", "grammar.genitives")
    wanted = [names.reduce(word.text) for word in dropwhile(lambda word: word.key in linking, words)]
    if not wanted or not words[-1].text[0].isupper():
        return False
    offices = [office for office in list_offices(match, names) if office.split()[0].casefold() in owning]
    for voice, sentence in zip(source.hear(names), source.sentences, strict=True):
        for _, office in voice.introduced:
            before, found, _ = sentence.text.partition(office)
            there = [names.reduce(word.text) for word in cut_wording(before)]
            if found and office in offices and next(find_passage(there, wanted, 0, len(there)), None) is not None:
                return True
    return False


def _stands_so(stretch: _Stretch, words: Sequence[Word], turns: set[str], match: Match, frame: Frame) -> bool:
    """Return whether words stand in a row in a source of a quotation, told of the same, and nothing there denies or
    doubts them but their own ``turns``: in its own sentences, as what the one before begins with, or right beside the
    name of who speaks anywhere.

    A day, a "never" and an "admitted" belong to what they are told of, and to nothing else.
    """
    source, language = match.source, match.source.language
    saying, prepositions = language.words("reporting.saying"), language.words("grammar.prepositions")
    # Of a quotation that goes on it is told before.
    own = range(match.first - hear(match, frame.names).goes_on, match.last + 1)
    is_telling = any(_tells(word, language, frame) and word.key not in saying for word in words)
    # What is quoted may be told without quotation marks too, and how somebody speaks is no part of it.
    by_narrator = any(
        word.key in saying and not (stretch.leads and word.key in frame.neutral) for word in stretch.words
    )
    keys = [word.key for word in words]
    for number, sentence in enumerate(source.sentences):
        is_own = number in own
        is_before = number == match.first - 1 and sentence.line == source.sentences[match.first].line
        there = [w for w in source.by_sentence.get(number, ()) if not w.said or (is_own and not by_narrator)]
        for at in find_passage([word.key for word in there], keys, 0, len(there) * (is_own or is_telling)):
            if _is_turned(stretch, there, at, at + len(words), turns, language):
                continue
            if is_own and (not is_telling or _stands_alike(stretch, words, there, at, frame)):
                return True
            is_apart = keys[0] in prepositions or not (by_narrator or _follows_speaker(there, at, frame))
            if not is_own and (is_before or is_apart) and _is_beside_speaker(stretch, words, there, at, frame):
                return True
            opens = is_before and not any(
                _tells(word, language, frame) for word in walk_back(there[:at], list_openers(language))
            )
            if opens and not stretch.behind and stretch.words[-1].key not in saying:
                return True
    return False


def _tells(word: Word, language: Language, frame: Frame) -> bool:
    """Return whether a word tells more than who speaks and when."""
    is_day = bool(language.pattern("comparison.calendar").fullmatch(word.key))
    return not (fold(word.key) in frame.light or word.key.isdigit() or is_day or frame.says_who(word))


def _follows_speaker(there: Sequence[Word], at: int, frame: Frame) -> bool:
    """Return whether what stands at a place stands right behind who speaks: "Dahl's deputy" is another one."""
    is_next = at > 0 and _skip_links(there, at, frame) == at
    return is_next and not there[at - 1].behind and frame.says_who(there[at - 1])


def _skip_links(there: Sequence[Word], at: int, frame: Frame) -> int:
    """Return the place before which the last word stands that does not only link what stands at a place."""
    while at and there[at - 1].key in frame.linking and not there[at - 1].behind:
        at -= 1
    return at


def _is_beside_speaker(stretch: _Stretch, words: Sequence[Word], there: Sequence[Word], at: int, frame: Frame) -> bool:
    """Return whether words at a place follow who speaks, but for what links them, or come right before the name; as in
    the draft."""
    before, end = _skip_links(there, at, frame), at + len(words)
    if before and frame.says_who(there[before - 1]):
        return bool(stretch.behind)
    return not stretch.behind and not there[end - 1].behind and any(map(frame.says_who, there[end : end + 1]))


def _stands_alike(stretch: _Stretch, words: Sequence[Word], there: Sequence[Word], at: int, frame: Frame) -> bool:
    """Return whether words stand to who speaks and to a verb of saying as in the source's own sentence: "Reel told the
    police" is not told by "the police arrested him", nor by "the police told Reel".
    """
    language, before = frame.language, _skip_links(there, at, frame)
    saying, relatives = language.words("reporting.saying"), language.words("grammar.relatives")
    told = language.words("reporting.told_object")
    if _is_beside_speaker(stretch, words, there, at, frame):
        return True
    # "Reel, whom the police arrested"
    trimmed = stretch.words[: stretch.words.index(words[0])]
    if not stretch.leads and any(word.key in relatives for word in trimmed):
        return False
    is_said = stretch.leads and not any(word.key in told for word in stretch.words)
    if is_said or words[0].key in language.words("grammar.prepositions"):
        return True
    if not stretch.behind and stretch.words[-1].key in saying:
        return any(word.key in saying for word in there[at + len(words) : at + len(words) + 1])
    if stretch.behind == "joined":
        return before > 0 and there[before - 1].key in saying
    return not stretch.behind or before == 0 or bool(there[before - 1].behind)


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
