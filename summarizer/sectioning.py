"""Sentence + plan → the section where it belongs, and the rule that said so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from summarizer.cueing import find_cues, weigh_cue
from summarizer.facts import Facts
from summarizer.facts.figures import COUNTS
from summarizer.model import ANYONE, Plan, Section, Sentence, Voice

_SAYS, _ACTS, _SOMEBODY = 3.0, 2.0, 2.0
_TOLD = 1.0
_FEATURE = 1.5
_REST = 0.5
_LONG_CUE = 4.0
_MANY = 10
#: A cue in more than this share of a story's sentences, and in more than so many, weighs half.
_COMMON, _OFTEN, _DULL = 0.12, 8, 0.5
#: So many sentences in a row go with the one before them; in a longer stretch the matter may have changed.
_CARRIED = 3
_NOTHING = "no speaker or cue of another section"
_GOES_ON = "goes on after "
_TELLS = "tells of an actor of this section"
_BETWEEN = "stands between two sentences of this section"
# These report a fact as often as an opinion; what such a sentence tells is what happened.
_NEUTRAL = re.compile(r"… (?:said|says|told|reported|announced|confirmed|added|stated)$|^according to ")
_QUOTATION = re.compile(r"[“\"«„]\s*(?:[\w’',;:–-]+\s+){3,}")
_PAST = re.compile(
    r"\b(?:last (?:year|month|summer|winter|spring|autumn|fall|decade)|years? ago|decades?|previously"
    r"|earlier this year|has long|historically|founded in|began in|dates? back|in the past)\b",
    re.IGNORECASE,
)


Reason = Literal["speaker", "cue", "feature", "neighbour", "nothing"]


@dataclass(frozen=True, slots=True)
class Slot:
    """The section of a sentence, and why; ``topic`` is true when cues had a part in it."""

    section: str
    why: str
    topic: bool = False


def find_slot(
    sentence: Sentence,
    voice: Voice,
    facts: Facts,
    plan: Plan,
    year: str = "",
    dull: Collection[str] = frozenset(),
) -> Slot:
    """Choose the section that has most to say for a sentence; the first of equals, the rest for want of any.

    A speaker weighs 3 (2 when the actor only acts), a cue as many as its words and one more, up to 4,
    so that a plan's author makes a cue stronger than a speaker by making it longer. ``year`` is the
    story's, by which a sentence with earlier years is background. ``dull`` are cues that stand everywhere
    in the story: they weigh half.

    >>> plan = Plan("p", "P", (Section("talks", "Talks", cues=("agreed to meet again",)), Section("x", "X", rest=True)))
    >>> find_slot(Sentence("a", 0, 0, 0, 9, "Both agreed to meet again."), Voice(), Facts(), plan)
    Slot(section='talks', why='cue “agreed to meet again”', topic=True)
    >>> find_slot(Sentence("a", 0, 0, 0, 9, "It rained."), Voice(), Facts(), plan).section
    'x'
    """
    best, best_score = Slot(_rest(plan).id, _NOTHING), _REST
    for section in plan.sections:
        score, why = _score(section, sentence, voice, facts, year, dull)
        if score > best_score or (score == best_score and section.speakers and voice.actor in section.speakers):
            best, best_score = Slot(section.id, why, topic="cue “" in why), score
    return best


def find_slots(
    sentences: Sequence[Sentence], voices: Sequence[Voice], facts: Sequence[Facts], plan: Plan, year: str = ""
) -> tuple[Slot, ...]:
    """Choose the sections of the sentences of a story, article by article, as ``find_slot`` does for one.

    What nothing speaks for goes with the matter before it: the rest of a paragraph, and a quotation of
    somebody who speaks for no actor. Only a matter known by its cues is carried on: what follows a
    speaker's words may be the narrator's. What then is left between two sentences of one section goes
    with them.
    """
    slots: list[Slot] = []
    last: Sentence | None = None
    carried = 0
    dull = _find_dull([sentence.text for sentence in sentences if sentence.kind == "sentence"], plan)
    for sentence, voice, found in zip(sentences, voices, facts, strict=True):
        slot = find_slot(sentence, voice, found, plan, year, dull)
        if last and slot.why == _NOTHING and carried < _CARRIED and _goes_on(last, sentence, voice) and slots[-1].topic:
            slot, carried = replace(slots[-1], why=_GOES_ON + slots[-1].why.removeprefix(_GOES_ON)), carried + 1
        else:
            carried = 0
        slots.append(slot)
        last = sentence
    return _join_between(sentences, slots, _rest(plan).id)


def name_reason(slot: Slot) -> Reason:
    """Name what chose a section: who speaks or acts, else a cue, else a feature; what stands near, or nothing at all.

    >>> name_reason(Slot("talks", "speaker: Dahl … said; cue “talks”")), name_reason(Slot("x", "goes on after cue “y”"))
    ('speaker', 'neighbour')
    """
    if slot.why == _NOTHING:
        return "nothing"
    if slot.why == _BETWEEN or slot.why.startswith(_GOES_ON):
        return "neighbour"
    if slot.why.startswith(("speaker: ", _TELLS)):
        return "speaker"
    return "cue" if slot.topic else "feature"


def _find_dull(texts: Sequence[str], plan: Plan) -> frozenset[str]:
    """Find the cues that stand in so many sentences of a story that they tell little."""
    most = max(_OFTEN, _COMMON * len(texts))
    kinds = [section.cues for section in plan.sections]
    counts = Counter(cue for text in texts for cue in {cue for cues in kinds for cue in find_cues(cues, text)})
    return frozenset(cue for cue, count in counts.items() if count > most)


def _join_between(sentences: Sequence[Sentence], slots: Sequence[Slot], rest: str) -> tuple[Slot, ...]:
    joined = list(slots)
    news = [at for at, sentence in enumerate(sentences) if sentence.kind == "sentence"]
    for before, at, behind in zip(news, news[1:], news[2:], strict=False):
        one_article = sentences[before].article == sentences[at].article == sentences[behind].article
        section = slots[before].section
        sure = _TELLS not in (slots[before].why, slots[behind].why)
        if slots[at].why == _NOTHING and sure and one_article and slots[behind].section == section != rest:
            joined[at] = Slot(section, _BETWEEN)
    return tuple(joined)


def _goes_on(last: Sentence, sentence: Sentence, voice: Voice) -> bool:
    if {last.kind, sentence.kind} != {"sentence"} or last.article != sentence.article:
        return False
    return last.line == sentence.line or (not voice.actor and sentence.text[:1] in '“"«„')


def _rest(plan: Plan) -> Section:
    return next(section for section in plan.sections if section.rest)


def _score(
    section: Section, sentence: Sentence, voice: Voice, facts: Facts, year: str, dull: Collection[str]
) -> tuple[float, str]:
    score, reasons = 0.0, []
    if voice.actor and voice.actor in section.speakers:
        score += _ACTS if voice.stance else _SAYS
        reasons.append(f"speaker: {voice.rule}")
    elif ANYONE in section.speakers and _is_opinion(sentence, voice):
        score += _SOMEBODY
        reasons.append(f"speaker: {voice.rule}")
    elif voice.subject in section.speakers and not _is_background(sentence, facts, year):
        score += _TOLD
        reasons.append(_TELLS)
    stand = find_cues(section.cues, sentence.text)
    cues = [(weigh_cue(cue) * (_DULL if cue in dull else 1), cue) for cue in stand]
    if cues:
        weight, cue = max(cues)
        several = weight + 0.5 * (len(cues) - 1)
        # Many short cues are no long one: they do not outweigh who speaks.
        short = weight < _LONG_CUE and voice.actor and not voice.stance
        score += min(several, _SAYS) if short else several
        reasons.append(f"cue “{cue}”")
    for feature in section.features:
        if _has_feature(feature, sentence, facts, year):
            score += _FEATURE
            reasons.append(feature)
    return score, "; ".join(reasons)


def _is_opinion(sentence: Sentence, voice: Voice) -> bool:
    """Tell what somebody says from what is only known through somebody: it is quoted or has a telling verb."""
    if not voice.speaker or voice.stance:
        return False
    return bool(_QUOTATION.search(sentence.text)) or not _NEUTRAL.search(voice.rule)


def _has_feature(feature: str, sentence: Sentence, facts: Facts, year: str) -> bool:
    if feature == "figures":
        telling = (f for f in facts.figures if f.kind not in ("months", "days", "minutes", "age"))
        return any(f.kind not in COUNTS or f.value >= _MANY for f in telling)
    return not facts.days and _is_background(sentence, facts, year)  # what has a day of its own is news


def _is_background(sentence: Sentence, facts: Facts, year: str) -> bool:
    earlier = any(y[:4] < year for y in facts.years) if year else bool(facts.years)
    return earlier or bool(_PAST.search(sentence.text))


def fits(plan: Plan, slots: Sequence[Slot], voices: Sequence[Voice]) -> bool:
    """Tell whether a plan is made for a story: its actors all speak or act in it, and each section has something."""
    if not plan.actors or not slots:
        return False
    heard = {voice.actor for voice in voices}
    if any(actor.id not in heard for actor in plan.actors):
        return False
    # That an actor is only told of, another plan of the same people would find too.
    filled = {slot.section for slot in slots if slot.why != _TELLS}
    ours = sum(slot.section != _rest(plan).id and slot.why != _TELLS for slot in slots)
    return all(section.id in filled for section in plan.sections if not section.rest) and ours >= 0.3 * len(slots)
