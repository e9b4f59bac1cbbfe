"""Whom an outlet passes on: the agency, broadcaster or paper that a sentence names as its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from summarizer.analysis.actor_resolution import (
    Cast,
    Person,
    build_cast,
    find_subject,
    find_title,
    goes_by,
    learn_titles,
    resolve,
)
from summarizer.analysis.names import Names
from summarizer.analysis.outlets import match_medium, short_name
from summarizer.analysis.phrases import OFFICES, PRONOUNS, Phrase, Token, find_phrases, tokenize
from summarizer.analysis.reporting_clauses import Frame, find_apposition, find_attributions, find_frames
from summarizer.model import Actor, Attribution, Sentence
from summarizer.text.tokens import count_words, mask

_REPORTED = r"(?:reported|reports|said|says|added|adds|wrote|writes|cited|noted|quoted)"
_QUOTE = '[”"»]'
_PAUSES = (",", "”", '"', "»")
# How a medium is named as a source, the outermost first: words of which one is in any such text (to look for a word
# costs next to nothing), what stands before the medium, and what must stand behind it.
_WAYS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (_PAUSES, rf"(?:,|{_QUOTE}) ", rf" {_REPORTED}\b(?:,|\.|$| on | from | in )"),
    (_PAUSES, rf"(?:,|{_QUOTE}) {_REPORTED} ", ""),
    (("according to ",), r"\baccording to (?:a report (?:in|by|from) )?", ""),
    (("",), "^", rf" (?:has |had )?{_REPORTED}\b"),
    (("iting ", "ted by "), r"\b(?:[Cc]iting|quoted by|reported by|cited by) ", ""),
    (("told ", "tells "), r"\b(?:told|tells) ", ""),
    (("interview ",), r"\b(?:in )?an? (?:\w+ )?interview (?:with|to|for|on) ", ""),
    ((" to ",), r"\b(?:said|says|statement)\b", ""),
    (("speaking ", "spoke "), r"\b(?:speaking|spoke) (?:to|on|with) ", ""),
)
# What was said to a medium may stand between, but no comma. The nearest to the medium is meant.
_SAID = _WAYS[7]
_BETWEEN = re.compile(r"[^,;:]{0,60}(?= to )")
_compile = cache(re.compile)

#: A name, and where it begins (with what introduces it) and ends.
_Named = tuple[str, int, int]


@lru_cache(maxsize=20_000)
def find_origin(masked: str, own: tuple[str, ...] = ()) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Name the origin of a sentence (quotations masked), and the places where media are named as sources.

    >>> find_origin("The pact is dead, an envoy told AFP.")[0], find_origin("Reuters opened an office.")[0]
    ('AFP', '')
    """
    names, places = [], []
    for way in _WAYS:
        for name, start, end in _find_media(masked, own, way):
            names.append(short_name(name))
            places.append((start, end))
    return (names[0] if names else ""), tuple(places)


def _find_media(masked: str, own: tuple[str, ...], way: tuple[tuple[str, ...], str, str]) -> Iterator[_Named]:
    cues, before, behind = way
    if not any(cue in masked for cue in cues):
        return
    done = 0
    for anchor in _compile(before).finditer(masked):
        if anchor.start() < done:
            continue
        for start in _find_starts(masked, anchor.end()) if way is _SAID else (anchor.end(),):
            named = _read_medium(masked, own, start)
            follows = _compile(behind).match(masked, named[2]) if named else None
            if named and follows:
                done = follows.end()
                yield named
                break


def _find_starts(masked: str, start: int) -> Iterator[int]:
    """Find where a medium may begin to which something was said, the furthest first."""
    end = start + 60
    while found := _BETWEEN.match(masked, start, end + 4):
        yield found.end() + 4
        end = found.end() - 1


def _read_medium(masked: str, own: tuple[str, ...], start: int) -> _Named | None:
    """Read the name of a medium that begins here, one of this story's own outlets before others."""
    for at in (start + 4, start) if masked.startswith("the ", start) else (start,):
        for name in sorted(own, key=len, reverse=True):
            end = at + len(name)
            if masked.startswith(name, at) and not re.match(r"\w", masked[end : end + 1]):
                return name, start, end
    found = match_medium(masked, start)
    return (found["medium"], start, found.end()) if found else None


# Who says a sentence, and whom the outlet passes on.
#
# The speaker is the subject of the outermost verb of saying: "…, the ministry said" and "according to
# the ministry" go before the first clause's own subject. Pronouns and quotations without a speaker
# take theirs from the sentence before. What stands in quotation marks is never searched. The rules
# are those of English; other languages get no speaker unless they are told in the same ways.


# Longer is no sentence, but a text without full stops: it is never printed, and to read all of it costs its square.
_LONGEST_LOOKED_AT = 6_000
_SILENT = Attribution()
# Fewer words in quotation marks are a name or a term, not a speech.
_LONG_QUOTATION = re.compile(r"[“\"«„]\s*(?:[^\s“”\"«»„]+\s+){4,}[^“”\"«»„]*(?:[”\"»“]|$)")
_LEAST_CORE = 4
_RELATIVE = frozenset({"who", "which", "that", "what"})
_POINTERS = {"his": "he", "her": "she", "its": "it", "their": "they"}
_PRESS = frozenset({"newspaper", "newspapers"})
_PAPERS = frozenset({"statement", "communique", "letter"})


@dataclass(frozen=True, slots=True)
class _Memory:
    """What the next sentence may refer to: who spoke last, the last subject and person named, and their titles."""

    voice: Attribution = _SILENT
    subject: Person | None = None
    named: Person | None = None
    titles: dict[str, Person] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)
    opener: Person | None = None


def attribute(
    sentences: Sequence[Sentence], actors: Sequence[Actor], names: Names | None = None, own: Sequence[str] = ()
) -> tuple[Attribution, ...]:
    """Give the voice of each sentence of one article, in order.

    Args:
        sentences: the article's sentences in reading order; headlines and boilerplate are silent.
        actors: the plan's, by whose aliases speakers are known.
        names: the story's names, so that a surname is shown as the full name.
        own: names of outlets of this story, which are media too.

    >>> dahl = Actor("dahl", "Ines Dahl", ("Dahl",))
    >>> said = [Sentence("a", 0, 0, 0, 9, "Dahl said no."), Sentence("a", 0, 1, 9, 20, "It rained.")]
    >>> [(voice.actor, voice.speaker) for voice in attribute(said, [dahl])]
    [('dahl', 'Ines Dahl'), ('', '')]
    """
    cast = build_cast(actors, names or Names())
    memory = _Memory()
    voices = []
    for sentence in sentences:
        if sentence.kind != "sentence":
            voices.append(_SILENT)
            continue
        voice, memory = _hear(sentence.text, cast, memory, tuple(own))
        voices.append(voice)
    return tuple(voices)


def find_core(sentence: Sentence, voice: Attribution) -> str:
    """Give what a sentence says without the words that only tell who says it, unless little were left."""
    text = sentence.text
    for start, end in reversed(voice.attribution):
        text = text[:start] + text[end:]
    return text if count_words(text) >= _LEAST_CORE else sentence.text


def _hear(text: str, cast: Cast, memory: _Memory, own: tuple[str, ...]) -> tuple[Attribution, _Memory]:
    masked = mask(text)[:_LONGEST_LOOKED_AT]
    origin, media = find_origin(masked, own)
    tokens = tokenize(masked)
    if not any(token.text[0].isalnum() for token in tokens):
        return _go_on(memory, origin)
    found = find_phrases(tokens, cast.heads)
    every = find_frames(tokens, found)
    attribution = find_attributions(tokens, every)
    passed_on = {f.at for f in every if _is_medium(tokens, f.subject, media) or _within(tokens[f.at - 1], media)}
    phrases = tuple(p for p in found if not _is_medium(tokens, p, media))
    # Without the media other phrases may be subjects; where there are none, nothing is found anew.
    heard = [f for f in find_frames(tokens, phrases) if f.at not in passed_on] if phrases != found else every
    frames = [frame for frame in heard if not _is_joint(frame, tokens, phrases, cast)]
    acting = find_subject(tokens, phrases, cast)
    voice = _choose(frames, tokens, cast, replace(memory, opener=acting))
    if not voice.actor:
        if acting.shown and not voice.speaker and _LONG_QUOTATION.search(text):
            voice = Attribution(acting.shown, acting.actor, rule=f"{acting.shown} … a quotation")
        else:
            voice = replace(voice, subject=acting.actor)
    subject = _first_subject(frames, tokens, phrases, cast, memory)
    named = [resolve(tokens, p, cast) for p in phrases if _is_person(p, cast)]
    return replace(voice, origin=origin, attribution=attribution), _Memory(
        voice=voice if voice.speaker and not voice.stance else _SILENT,
        subject=subject,
        named=named[-1] if named else None,
        titles=memory.titles | learn_titles(tokens, phrases, cast),
        sides=memory.sides | _learn_sides(tokens, phrases, cast),
    )


def _go_on(memory: _Memory, origin: str) -> tuple[Attribution, _Memory]:
    """A quotation without a narrator's word goes on with whoever spoke in the sentence before."""
    if not memory.voice.speaker:
        return replace(_SILENT, origin=origin), memory
    voice = replace(memory.voice, origin=origin or memory.voice.origin, rule="the quotation goes on", attribution=())
    return voice, memory


def _choose(frames: Sequence[Frame], tokens: Sequence[Token], cast: Cast, memory: _Memory) -> Attribution:
    """Take the outermost speaker; where that one is nobody's, the actor of the main clause acts."""
    tails = [f for f in frames if f.place in ("tail", "label") and not f.stance]
    sources = [f for f in frames if f.place == "source"]
    mains = [f for f in frames if f.place in ("main", "agent")]
    mains.sort(key=lambda f: f.place == "main" and tokens[f.at - 1].lower in _RELATIVE)  # "X, who refused it, said"
    best = _SILENT
    for frame in [*reversed(tails), *sources, *mains[:1]]:
        voice = _voice(frame, tokens, cast, memory)
        if voice.actor:
            if best.speaker and not best.actor:
                return replace(best, actor=voice.actor, stance=True, rule=f"{best.rule}; {voice.rule}")
            return voice
        best = best if best.speaker else voice
    return best


def _voice(frame: Frame, tokens: Sequence[Token], cast: Cast, memory: _Memory) -> Attribution:
    person = _with_side(_person(frame.subject, tokens, cast, memory), memory)
    beside = resolve(tokens, frame.apposition, cast) if frame.apposition else None
    if beside:
        person = Person(
            beside.shown if beside.named and not person.named else person.shown,
            (beside.actor if beside.named and not person.named else "") or person.actor or beside.actor,
            person.named or beside.named,
        )
    if not person.shown:
        return _SILENT
    if frame.stance and not person.actor:
        return _SILENT
    phrase = " ".join(token.text for token in tokens[frame.subject.start : frame.subject.end])
    rule = f"{frame.verb} {phrase}" if frame.place == "source" else f"{phrase} … {frame.verb}"
    return Attribution(person.shown, person.actor, stance=frame.stance, rule=rule)


def _with_side(person: Person, memory: _Memory) -> Person:
    return replace(person, actor=person.actor or memory.sides.get(person.shown, "")) if person.named else person


def _person(phrase: Phrase, tokens: Sequence[Token], cast: Cast, memory: _Memory) -> Person:
    """Say whom a phrase means; a pronoun, "his aides" or "the official" means somebody of the sentence before."""
    if phrase.head in PRONOUNS:
        if memory.opener and memory.opener.actor and phrase.start and tokens[phrase.start - 1].lower in _RELATIVE:
            return memory.opener  # "Dahl bought what he called a wreck"
        return _before(phrase.head, memory)
    person = resolve(tokens, phrase, cast)
    first, last = tokens[phrase.start].lower, memory.voice
    if person.actor or person.named:
        return person
    if first in _POINTERS and phrase.head in OFFICES and phrase.start <= 1:
        return replace(person, actor=_before(_POINTERS[first], memory).actor)
    if first not in ("the", "both"):
        return person
    if last.speaker and _same_role(phrase.head, last):
        return Person(last.speaker, last.actor, named=True)
    if phrase.head in _PAPERS or goes_by(phrase.head, last.actor, cast):
        return replace(person, actor=last.actor)
    titled = find_title(tokens, phrase, memory.titles)
    return titled if titled.shown else person


def _learn_sides(tokens: Sequence[Token], phrases: Sequence[Phrase], cast: Cast) -> dict[str, str]:
    """Learn for whom the people speak who are named with an actor's office: "Ina Voss, a Harbour Board spokeswoman"."""
    sides = {}
    for phrase in phrases:
        if not phrase.name or phrase.owns:
            continue
        person, beside = resolve(tokens, phrase, cast), find_apposition(tokens, phrases, phrase)
        office = resolve(tokens, beside, cast) if beside else Person()
        if person.named and (actor := person.actor or (office.actor if not office.named else "")):
            sides[person.shown] = actor
    return sides


def _before(pronoun: str, memory: _Memory) -> Person:
    """Say whom a pronoun means: for "he" the last subject goes first, for "they" and "it" the last speaker."""
    last = memory.voice
    spoke = Person(last.speaker, last.actor, named=True) if last.speaker else None
    if pronoun in ("he", "she"):
        return memory.subject or spoke or memory.named or Person()
    if (
        pronoun == "it" and last.speaker[-1:] == "s" and last.speaker.split()[-1].islower()
    ):  # "officials": they are no it
        spoke = None
    return spoke or (memory.subject if pronoun == "it" else None) or Person()


def _same_role(head: str, last: Attribution) -> bool:
    """Tell whether "the spokesperson" may be the one who spoke last."""
    stem = head.rstrip("s")[:6]
    return stem in f"{last.speaker} {last.rule}".lower()


def _is_person(phrase: Phrase, cast: Cast) -> bool:
    """Tell a person's name from a place's: the story knows a full name for it, or gives one here."""
    return " " in phrase.name or (phrase.name != "" and " " in cast.names.full_name(phrase.name))


def _is_medium(tokens: Sequence[Token], phrase: Phrase, media: Sequence[tuple[int, int]]) -> bool:
    start, end = tokens[phrase.start].start, tokens[phrase.end - 1].end
    if phrase.head in _PRESS or (phrase.inner - phrase.start > 1 and tokens[phrase.inner - 2].lower == "news"):
        return True
    return any(start < high and end > low for low, high in media)


def _within(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(low <= token.start < high for low, high in spans)


def _is_joint(frame: Frame, tokens: Sequence[Token], phrases: Sequence[Phrase], cast: Cast) -> bool:
    """Tell whether two sides are the subject together ("X and Y agreed"): then neither speaks for itself."""
    before = next((p for p in phrases if p.end == frame.subject.start - 1), None)
    if before is None or tokens[before.end].lower != "and" or before.governed:
        return False
    return resolve(tokens, before, cast).actor != resolve(tokens, frame.subject, cast).actor


def _first_subject(
    frames: Sequence[Frame], tokens: Sequence[Token], phrases: Sequence[Phrase], cast: Cast, memory: _Memory
) -> Person | None:
    mains = [f.subject for f in frames if f.place in ("main", "tail", "agent")]
    free = [p for p in phrases if not p.governed and not p.owns and (p.start == 0 or tokens[p.start - 1].text == ",")]
    for phrase in [*mains[:1], *free]:
        person = resolve(tokens, phrase, cast)
        if person.named:
            return person
    if phrases and phrases[0].start == 0 and phrases[0].head in ("he", "she"):  # who goes on to do something
        return _before(phrases[0].head, memory) if _before(phrases[0].head, memory).named else None
    return None
