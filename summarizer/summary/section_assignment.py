"""Cues: words of a plan that point to a section, found in a sentence in all their forms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile
from typing import Literal

from summarizer.analysis.claims import Facts
from summarizer.analysis.quantities import COUNTS
from summarizer.model import ANYONE, Attribution, Plan, Section, SectionChoice, Sentence
from summarizer.text.stems import stemmer
from summarizer.text.tokens import fold

_LONG_CUE = 4.0
_WORD = re.compile(r"\d+(?:[.,:]\d+)*\w*|[^\W_]+(?:['’][^\W_]+)*")
_JOINT = re.compile(r"['’]?[\s-]+")
# What two forms of one word end in, behind the letters that both have; a consonant may be doubled ("planned").
_ENDINGS = re.compile(r"[bdglmnprt]?(?:e?s|e?d|ings?|ions?)?|e|y|ies|ied|ying|es?")
_PARTICIPLE = re.compile(r"\w{2}(?:ed|ing)$")
_FORM = re.compile(r"\w(?:ed|e?s|ing)$")
#: Behind these, what looks like a noun is a verb: "to land", "by land".
_BEFORE_VERB = frozenset(
    "to will would shall should can could may might must do does did don't doesn't didn't won't not cannot".split()
)


@dataclass(frozen=True, slots=True)
class _Word:
    plain: str
    stem: str
    joined: bool  # only blanks or hyphens stand between it and the word before
    fixed: bool  # found only as it stands, or in the plural: a name, an abbreviation, a number


def weigh_cue(cue: str) -> float:
    """Weigh a cue by its words: one more than they are, up to 4."""
    return min(_LONG_CUE, 1.0 + len(cue.split()))


def has_cue(cue: str, text: str) -> bool:
    """Tell whether a cue stands in a text, word for word.

    A word in small letters is found in its other forms; a participle finds the bare word only where
    that is a verb. A word with a capital or digit is found as it stands, in any case, and in the
    plural. Blanks and hyphens are one.

    >>> has_cue("peace talks", "It was a peace-talk."), has_cue("landed", "Two planes were to land.")
    (True, True)
    >>> has_cue("landed", "They came by land."), has_cue("import", "It is important."), has_cue("Moe", "He moed.")
    (False, False, False)
    """
    wanted, words = _cut(cue), _cut(text)
    return bool(wanted) and any(_stands(wanted, words, at) for at in _begin(text).get(wanted[0].plain[:2], ()))


@lru_cache(maxsize=20_000)
def find_cues(cues: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Give those of the cues that stand in a text, in their order.

    >>> find_cues(("peace talks", "import", "land"), "It was a peace-talk on land.")
    ('peace talks', 'land')
    """
    opened = _begin(text).keys() & _open(cues).keys()
    found = {cue for letters in opened for cue in _open(cues)[letters] if has_cue(cue, text)}
    return tuple(cue for cue in cues if cue in found) if found else ()


@lru_cache(maxsize=200)
def _open(cues: tuple[str, ...]) -> Mapping[str, Sequence[str]]:
    """Give the cues by the letters with which they begin."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for cue in cues:
        for word in _cut(cue)[:1]:
            found[word.plain[:2]].append(cue)
    return found


@lru_cache(maxsize=20_000)
def _begin(text: str) -> Mapping[str, Sequence[int]]:
    """Give the places of the words by the letters with which they begin."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(_cut(text)):
        places[word.plain[:2]].append(at)
    return places


def _stands(wanted: Sequence[_Word], words: Sequence[_Word], start: int) -> bool:
    if start + len(wanted) > len(words):
        return False
    for at, cue in enumerate(wanted, start):
        if at > start and not words[at].joined:
            return False
        if not _is_same(cue, words[at], words[at - 1].plain if at else ""):
            return False
    return True


def _is_same(cue: _Word, word: _Word, before: str) -> bool:
    if cue.plain == word.plain or word.plain in (f"{cue.plain}s", f"{cue.plain}es"):
        return True
    if cue.fixed or cue.stem != word.stem:
        return False
    if _PARTICIPLE.search(cue.plain) and not _FORM.search(word.plain):
        return before in _BEFORE_VERB
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(cue.plain, word.plain, strict=False)))
    return bool(_ENDINGS.fullmatch(cue.plain[shared:]) and _ENDINGS.fullmatch(word.plain[shared:]))


@lru_cache(maxsize=20_000)
def _cut(text: str) -> tuple[_Word, ...]:
    words = []
    end = 0
    for found in _WORD.finditer(text):
        plain = fold(found.group())
        joined = bool(_JOINT.fullmatch(text[end : found.start()]))
        fixed = not (found.group().islower() and plain.isalpha())
        words.append(_Word(plain, stemmer("en")(plain), joined, fixed))
        end = found.end()
    return tuple(words)


# Sentence + plan → the section where it belongs, and the rule that said so.


_SAYS, _ACTS, _SOMEBODY = 3.0, 2.0, 2.0
_TOLD = 1.0
_FEATURE = 1.5
_REST = 0.5
_LONG_CUE_in_sectioning = 4.0
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


def find_slot(
    sentence: Sentence,
    voice: Attribution,
    facts: Facts,
    plan: Plan,
    year: str = "",
    dull: Collection[str] = frozenset(),
) -> SectionChoice:
    """Choose the section that has most to say for a sentence; the first of equals, the rest for want of any.

    A speaker weighs 3 (2 when the actor only acts), a cue as many as its words and one more, up to 4,
    so that a plan's author makes a cue stronger than a speaker by making it longer. ``year`` is the
    story's, by which a sentence with earlier years is background. ``dull`` are cues that stand everywhere
    in the story: they weigh half.

    >>> plan = Plan("p", "P", (Section("talks", "Talks", cues=("agreed to meet again",)), Section("x", "X", rest=True)))
    >>> find_slot(Sentence("a", 0, 0, 0, 9, "Both agreed to meet again."), Attribution(), Facts(), plan)
    SectionChoice(section='talks', why='cue “agreed to meet again”', topic=True)
    >>> find_slot(Sentence("a", 0, 0, 0, 9, "It rained."), Attribution(), Facts(), plan).section
    'x'
    """
    best, best_score = SectionChoice(_rest(plan).id, _NOTHING), _REST
    for section in plan.sections:
        score, why = _score(section, sentence, voice, facts, year, dull)
        if score > best_score or (score == best_score and section.speakers and voice.actor in section.speakers):
            best, best_score = SectionChoice(section.id, why, topic="cue “" in why), score
    return best


def find_slots(
    sentences: Sequence[Sentence], voices: Sequence[Attribution], facts: Sequence[Facts], plan: Plan, year: str = ""
) -> tuple[SectionChoice, ...]:
    """Choose the sections of the sentences of a story, article by article, as ``find_slot`` does for one.

    What nothing speaks for goes with the matter before it: the rest of a paragraph, and a quotation of
    somebody who speaks for no actor. Only a matter known by its cues is carried on: what follows a
    speaker's words may be the narrator's. What then is left between two sentences of one section goes
    with them.
    """
    slots: list[SectionChoice] = []
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


def name_reason(slot: SectionChoice) -> Reason:
    """Name what chose a section: who speaks or acts, else a cue, else a feature; what stands near, or nothing at all.

    >>> name_reason(SectionChoice("talks", "speaker: Dahl … said; cue “talks”")), name_reason(SectionChoice("x", "goes on after cue “y”"))
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


def _join_between(
    sentences: Sequence[Sentence], slots: Sequence[SectionChoice], rest: str
) -> tuple[SectionChoice, ...]:
    joined = list(slots)
    news = [at for at, sentence in enumerate(sentences) if sentence.kind == "sentence"]
    for before, at, behind in zip(news, news[1:], news[2:], strict=False):
        one_article = sentences[before].article == sentences[at].article == sentences[behind].article
        section = slots[before].section
        sure = _TELLS not in (slots[before].why, slots[behind].why)
        if slots[at].why == _NOTHING and sure and one_article and slots[behind].section == section != rest:
            joined[at] = SectionChoice(section, _BETWEEN)
    return tuple(joined)


def _goes_on(last: Sentence, sentence: Sentence, voice: Attribution) -> bool:
    if {last.kind, sentence.kind} != {"sentence"} or last.article != sentence.article:
        return False
    return last.line == sentence.line or (not voice.actor and sentence.text[:1] in '“"«„')


def _rest(plan: Plan) -> Section:
    return next(section for section in plan.sections if section.rest)


def _score(
    section: Section, sentence: Sentence, voice: Attribution, facts: Facts, year: str, dull: Collection[str]
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
        short = weight < _LONG_CUE_in_sectioning and voice.actor and not voice.stance
        score += min(several, _SAYS) if short else several
        reasons.append(f"cue “{cue}”")
    for feature in section.features:
        if _has_feature(feature, sentence, facts, year):
            score += _FEATURE
            reasons.append(feature)
    return score, "; ".join(reasons)


def _is_opinion(sentence: Sentence, voice: Attribution) -> bool:
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


def fits(plan: Plan, slots: Sequence[SectionChoice], voices: Sequence[Attribution]) -> bool:
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
