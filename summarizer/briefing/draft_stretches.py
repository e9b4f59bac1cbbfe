"""The words of a draft's sentence around its quotations, cut into stretches that each tell one thing.

They are cut at pauses, at who speaks, at outlets, and at verbs that say nothing but that somebody speaks ("said", "gab
… an", or the verb that the source has): “It broke,” | said Dahl, | the mayor of Norvo, | on Monday. A stretch that has
only small words tells nothing; of any other `draft_frames` looks for the proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from summarizer.analysis.names import Names, find_country
from summarizer.briefing.draft_matches import Match, hear, is_within, list_beside, list_who
from summarizer.briefing.draft_offices import takes_office
from summarizer.briefing.draft_sentences import Unit, list_source_words
from summarizer.briefing.draft_sources import OutletNames, find_mentions
from summarizer.briefing.draft_turns import read_zone
from summarizer.lang.language import Language
from summarizer.text.tokens import fold
from summarizer.text.wording import Word, cut_wording

#: Words that tell nothing where they lead into a quotation; elsewhere "even" and "again" do.
_LIGHT = (  # names, not language
    "stop_words.words", "grammar.pronouns", "grammar.articles", "glosses.courtesies",
)  # fmt: skip
#: Words with which what is told of somebody may begin and end in another way: "who has", "and the".
LINKING = (  # names, not language
    "grammar.pronouns", "grammar.articles", "grammar.auxiliaries", "grammar.complementizers", "grammar.relatives",
    "grammar.coordinators", "grammar.links",
)  # fmt: skip
#: Words that tell nothing anywhere.
SMALL = (*LINKING, "grammar.determiners", "grammar.prepositions", "glosses.courtesies")  # names, not language
#: Behind these stands a noun.
_BEFORE_NOUNS = ("grammar.articles", "grammar.determiners")  # names, not language

#: Behind a word with these a stretch goes on: a full stop is an abbreviation's, or the end.
_NO_PAUSE = ("", ".")


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
        """The words with which it quotes and says nothing of what is said, "said", "gab … an", or as a source does."""
        words = self.language.words
        found = set(words("quoting.neutral"))
        for match in self.heard:
            there = match.source.by_sentence[match.first]
            own = [word.key for word in there if is_within(word, hear(match, self.names).attribution)]
            found |= words("reporting.saying").intersection(own)
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
        alone, linking = self.language.words("quoting.neutral_alone"), self.language.words(*LINKING)
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
        light, never = self.fold(*_LIGHT), self.fold(*LINKING)
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
        for low, high, _ in mentions:
            if not self._owns(low):
                found |= {word.start: "name" for word in self.own[low:high]}
        verbs = {word.start for word in self.own if word.key in self.neutral} - no_verbs
        return found | dict.fromkeys(verbs, "verb")

    def _owns(self, at: int) -> bool:
        """Return whether the outlet named at a place among its own words is whose somebody is: "owner of the Courier";
        "der" may as well stand for "to the"."""
        articles, genitives = self.language.words("grammar.articles"), self.language.words("grammar.genitives")
        before = self.own[:at]
        while before and before[-1].key in articles - genitives:
            before.pop()
        if len(before) < 1 + 1 or before[-1].key not in genitives or before[-2].behind:
            return False
        owned = before[-2]
        tells_who = before[-1].key in articles and self.says_who(owned)
        return not tells_who and owned.key not in self.neutral | list_source_words(self.language)

    def fold(self, *keys: str) -> frozenset[str]:
        """Return the words of some tables, and those of phrases that say who told something, folded."""
        return frozenset(map(fold, self.language.words(*keys) | list_source_words(self.language)))

    def list_forms(self, word: Word) -> set[str]:
        """Return a word folded, what all its forms have in common if it is a name or an office, and its country."""
        return {fold(word.key), self.names.reduce(word.text), find_country(word.key, self.language) or fold(word.key)}

    def says_who(self, word: Word) -> bool:
        """Return whether a word says who speaks."""
        return not self.who.isdisjoint(self.list_forms(word))

    def tells(self, word: Word) -> bool:
        """Return whether a word of a source tells more than who speaks and when."""
        is_day = bool(self.language.pattern("comparison.calendar").fullmatch(word.key))
        is_light = fold(word.key) in self.light or word.key in self.neutral or word.key.isdigit()
        return not (is_light or is_day or self.says_who(word))


#: What a stretch stands behind: a name or verb without a pause, a name with one, or none.
Behind = Literal["joined", "beside", ""]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words around quotations that tell something (``told``), and what ``turns`` the sense there.

    They stand among ``words``, with verbs of saying right before and behind them, which ``leads`` into a quotation or
    not. The narrator's own verb ``says`` it. Not all of it ``is_light``: it tells more than who speaks and when. Where
    the speaker's name follows, it ``calls`` them so.
    """

    words: Sequence[Word]
    told: Sequence[Word]
    turns: set[str]
    leads: bool
    behind: Behind
    says: bool
    is_light: bool
    calls: bool


def cut_frame(frame: Frame) -> Iterator[tuple[Sequence[Word], Behind, bool]]:
    """Yield the words between pauses, names and verbs, these with them, what they stand behind, and whether they lead
    into a quotation."""
    words: list[Word] = []
    behind: Behind = ""
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


def read_stretch(words: Sequence[Word], behind: Behind, frame: Frame, *, leads: bool) -> Stretch | None:
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
    return Stretch(words, told, turns, leads, behind, says, is_light, calls)


def _find_told(content: Sequence[Word], turns: set[str], frame: Frame, *, leads: bool) -> Sequence[Word]:
    """Return those of a stretch's words, but for verbs that quote, that tell something: from the first to the last."""
    # "Sagte Dahl zu" is a promise.
    parts = [word for word in content[-1:] if word.behind and word.key in frame.language.words("grammar.prepositions")]
    if parts and not leads:
        return parts
    plain, months = frame.light if leads else frame.fold(*SMALL), frame.language.numbers("dates.month_numbers")
    if not turns and all(fold(word.key) in plain and word.text not in months for word in content):
        return ()
    telling = [at for at, word in enumerate(content) if word.key not in frame.language.words(*LINKING)]
    return content[telling[0] : telling[-1] + 1] if telling else content


def find_day(words: Sequence[Word], frame: Frame) -> int:
    """Return where among some words begins what only tells when, at their end and behind a preposition."""
    end = len(words)
    while end and not frame.tells(words[end - 1]):
        end -= 1
    return end if end and words[end:] and words[end].key in frame.language.words("grammar.prepositions") else len(words)
