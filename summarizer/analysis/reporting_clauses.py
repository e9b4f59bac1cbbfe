"""Who is the subject of which verb of saying: found by the order of words, not by nearness alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from summarizer.analysis.phrases import (
    AMBIGUOUS,
    AT_OBJECT,
    BETWEEN,
    CLAUSES,
    DETERMINERS,
    PARTICIPLES,
    PREPOSITIONS,
    PRONOUNS,
    SAYING,
    STANCE,
    Phrase,
    Token,
)

Place = Literal["tail", "main", "source", "agent", "label"]
_TAIL_REST = 9
# These tell that something is said, and nothing of how; when it was said may follow.
_PLAIN = frozenset("said says added adds".split())
_WHEN = frozenset("that late early on monday tuesday wednesday thursday friday saturday sunday".split())
_QUOTES = '“”"«»„'
_PASSIVE = frozenset("was were been being is are be".split())
# "Called by", "offered by", "expected by": nobody says anything.
_NO_PASSIVE = frozenset(
    "called described offered expected planned wanted ordered approved backed supported signed".split()
)
_VERBS = SAYING | STANCE
_BEFORE_NOUNS = DETERMINERS | PREPOSITIONS
_SUBORDINATING = CLAUSES - {"and", "or", "but", "while", "that"}
_OF_ANOTHER = CLAUSES - {"and", "or", "who", "which"}
_SAY = frozenset("final last no little much any more less greater equal own direct".split())
_PAPERS = frozenset("statement statements letter letters message note memo communique declaration".split())
_QUOTING = frozenset({"quoted", "quotes", "cited", "cites"})
_OBJECTS = {"him": "he", "her": "she", "them": "they"}
_FINITE = frozenset("has have had is was were are will would could should may might must can did does do".split())
# Behind these stands who is told, not who tells.
_WITH_OBJECT = frozenset("told tells tell informed informs assured assures".split())
_INVERTIBLE = SAYING - _WITH_OBJECT


@dataclass(frozen=True, slots=True)
class Frame:
    """A subject and its verb. ``place`` tells where: a tail says who said all that stands before."""

    subject: Phrase
    verb: str
    at: int
    place: Place
    apposition: Phrase | None = None

    @property
    def stance(self) -> bool:
        """Whether the subject takes a position instead of saying something."""
        return self.verb in STANCE or self.verb in PARTICIPLES


def find_frames(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> tuple[Frame, ...]:
    """Find all frames of a sentence, in the order of their verbs."""
    frames = [*_labels(tokens, phrases), *_sources(tokens, phrases)]
    for at, token in enumerate(tokens):
        if token.text[0].islower() and _verb(tokens, at) in _VERBS:
            frame = _frame(tokens, phrases, at)
            if frame and not _is_subordinate(tokens, frame):
                frames.append(frame)
        elif token.lower in PARTICIPLES and at and (tokens[at - 1].text in f",{_QUOTES}" or _in_paper(tokens, at)):
            opener = next((p for p in phrases if not p.governed and not p.owns and _is_clause_start(tokens, p)), None)
            if opener and opener.end <= at:
                frames.append(Frame(opener, token.lower, at, "main"))
    return tuple(sorted(frames, key=lambda f: (f.at, f.place)))


def _in_paper(tokens: Sequence[Token], at: int) -> bool:
    """Tell "X issued a statement on Monday saying" from "a man saying"."""
    return tokens[at].lower in ("saying", "stating") and any(t.lower in _PAPERS for t in tokens[max(0, at - 5) : at])


def find_attributions(tokens: Sequence[Token], frames: Sequence[Frame]) -> tuple[tuple[int, int], ...]:
    """Give the stretches of text that only tell who says the rest: tails, "according to X", "X said that" before it."""
    spans = []
    for frame in frames:
        if _leads(tokens, frame):
            end = frame.at + 1
            while end < len(tokens) and tokens[end].lower in _WHEN:
                end += 1
            spans.append((tokens[frame.subject.start].start, tokens[end - 1].end))
        if frame.place in ("tail", "source"):
            start, end = min(frame.at, frame.subject.start), max(frame.at + 1, frame.subject.end)
            while end < len(tokens) and tokens[end].text not in f",.;{_QUOTES}":
                end += 1
            spans.append((tokens[start].start, tokens[end - 1].end))
    merged: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def _leads(tokens: Sequence[Token], frame: Frame) -> bool:
    """Tell "The envoy, Ana Dahl, said it was over" from "The envoy rejected it and said it was over"."""
    opens = frame.subject.start == 0 or tokens[0].lower in PREPOSITIONS
    plain = frame.place == "main" and frame.verb in _PLAIN and not any(t.text in _QUOTES for t in tokens[: frame.at])
    return opens and plain and _may_stand_between(tokens, frame.subject.end, frame.at)


def _labels(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> Iterator[Frame]:
    """A name and a colon at the start: the style of headlines."""
    if phrases and phrases[0].start == 0 and phrases[0].end < len(tokens) and tokens[phrases[0].end].text == ":":
        yield Frame(phrases[0], ":", phrases[0].end, "label")


def _sources(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> Iterator[Frame]:
    """``according to X``, ``in the words of X``."""
    for at, (first, second) in enumerate(pairwise(tokens)):
        if first.lower == "according" and second.lower == "to":
            found = next((p for p in phrases if p.start == at + 2), None)
            if found and not found.owns:
                yield Frame(found, "according to", at, "source", find_apposition(tokens, phrases, found))


def _frame(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> Frame | None:
    verb = _verb(tokens, at)
    before = tokens[at - 1] if at else None
    if (before and before.lower in _BEFORE_NOUNS) or (before and before.owns and verb in AMBIGUOUS):
        return None
    if before and _is_no_verb(before, tokens, at):
        return None
    if before and (before.lower in _PASSIVE or (at > 1 and tokens[at - 2].lower in _PASSIVE)) and _is_passive(verb):
        return _passive(tokens, phrases, at)
    if verb in _QUOTING and (quoted := _quoted(tokens, phrases, at)):
        return quoted
    if before and before.lower in ("who", "which", "that") and not _tells_of_opener(phrases, at):
        return None
    inverted = _inverted(tokens, phrases, at)
    if inverted:
        return inverted
    subject = _subject(tokens, phrases, at)
    if subject is None:
        return None
    return Frame(subject, verb, at, _place(tokens, subject, at), find_apposition(tokens, phrases, subject))


def _quoted(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> Frame | None:
    """Find who is quoted ("the station quoted him as saying"): he speaks, and not the one who quotes him."""
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if following in _OBJECTS:
        subject: Phrase | None = Phrase(at + 1, at + 2, at + 2, _OBJECTS[following], "", governed=False, owns=False)
    else:
        subject = next((p for p in phrases if p.start == at + 1 and not p.owns), None)
    if subject is None:
        return None
    told = any(token.text[0].isalnum() for token in tokens[subject.end + 2 :])  # behind "as saying"
    return Frame(subject, tokens[at].lower, at + 1, "main" if told else "tail")


def _is_no_verb(before: Token, tokens: Sequence[Token], at: int) -> bool:
    """Tell "she has the final say" and "the club, accused of theft," from verbs of saying."""
    if tokens[at].lower == "accused":
        return before.text == "," and at + 1 < len(tokens) and tokens[at + 1].lower == "of"
    if tokens[at].lower in ("estimated", "estimates"):
        return at + 1 < len(tokens) and tokens[at + 1].lower == "at"
    return tokens[at].lower == "say" and before.lower in _SAY


def _verb(tokens: Sequence[Token], at: int) -> str:
    """Give the verb at a place, with its particle where only both together tell something ("ruled out")."""
    pair = " ".join(token.lower for token in tokens[at : at + 2])
    return pair if pair in _VERBS else tokens[at].lower


def _tells_of_opener(phrases: Sequence[Phrase], at: int) -> bool:
    """Tell whether a relative clause ("X, who condemned …") hangs on the sentence's first phrase."""
    return bool(phrases) and phrases[0].start == 0 and phrases[0].end in (at - 1, at - 2)


def _is_subordinate(tokens: Sequence[Token], frame: Frame) -> bool:
    """Tell whether the subject opens a clause that depends on another ("…, when X called for")."""
    start = frame.subject.start
    return start > 1 and tokens[start - 1].lower in _SUBORDINATING


def _is_passive(verb: str) -> bool:
    return verb.endswith(("ed", "told", "said", "sworn", "hailed", "quoted")) and verb not in ("agreed", "determined")


def _passive(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> Frame | None:
    if tokens[at].lower == "quoted":
        subject = _subject(tokens, phrases, at)
        return Frame(subject, "quoted", at, _place(tokens, subject, at)) if subject else None
    if tokens[at].lower in _NO_PASSIVE:
        return None
    for phrase in phrases:
        if at < phrase.start <= at + 4 and tokens[phrase.start - 1].lower == "by":
            return Frame(phrase, tokens[at].lower, at, "agent")
    return None


def _inverted(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> Frame | None:
    """Find ``“…,” said X``: the verb right behind a quotation or comma, its subject right behind the verb."""
    if not at or tokens[at - 1].text not in f",{_QUOTES}" or tokens[at].lower not in _INVERTIBLE:
        return None
    if tokens[at].lower in AT_OBJECT and tokens[at - 1].text == ",":
        return None
    subject = next((p for p in phrases if p.start == at + 1 and not p.owns), None)
    if subject is None or _opens_clause(tokens, subject):
        return None
    return Frame(subject, tokens[at].lower, at, "tail", find_apposition(tokens, phrases, subject))


def _opens_clause(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell ``X, the envoy, said it was over``: what is behind the verb of saying has a verb or quotation of its own."""
    following = tokens[phrase.end].lower if phrase.end < len(tokens) else ""
    verb = following in _FINITE | SAYING | STANCE or following.endswith("ed")
    return verb or following in tuple(_QUOTES) or (phrase.head in PRONOUNS and following.isalpha())


def _subject(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> Phrase | None:
    """Find the subject of the verb: near it, past a parenthesis, or at the start of its clause."""
    earlier = [p for p in phrases if p.end <= at and not p.governed and not p.owns]
    for phrase in reversed(earlier):
        if _may_stand_between(tokens, phrase.end, at):
            # In "X, his aide, said" the name before the apposition is the subject.
            return _before_apposition(tokens, earlier, phrase)
        if tokens[at].lower in AMBIGUOUS:
            return None
    opened = [p for p in earlier if _is_clause_start(tokens, p)]
    return opened[0] if opened and _same_clause(tokens, opened[0].end, at) else None


def _before_apposition(tokens: Sequence[Token], earlier: Sequence[Phrase], phrase: Phrase) -> Phrase:
    index = earlier.index(phrase)
    closed = phrase.end < len(tokens) and tokens[phrase.end].text == ","
    if closed and index and earlier[index - 1].end == phrase.start - 1 and tokens[phrase.start - 1].text == ",":
        return earlier[index - 1]
    return phrase


def _may_stand_between(tokens: Sequence[Token], start: int, end: int) -> bool:
    gap = tokens[start:end]
    if all(_is_light(token) for token in gap):
        return True
    commas = [at for at, token in enumerate(gap) if token.text in ",–—-"]
    if len(commas) >= 2 and commas[0] == 0:
        return all(_is_light(token) for token in gap[commas[-1] + 1 :])
    return False


def _is_light(token: Token) -> bool:
    return token.lower in BETWEEN or token.lower.endswith("ly")


def _is_clause_start(tokens: Sequence[Token], phrase: Phrase) -> bool:
    if phrase.start == 0:
        return True
    before = tokens[phrase.start - 1]
    return before.text in ',:;–—“”"' or before.lower in ("but", "and", "while")


def _same_clause(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether a verb further on still has the same subject: no clause of another subject lies between."""
    return not any(token.lower in _OF_ANOTHER for token in tokens[start:end])


def _place(tokens: Sequence[Token], subject: Phrase, at: int) -> Place:
    """Tell a tail: it stands behind a comma or quotation and little comes after it."""
    if subject.start == 0 or tokens[subject.start - 1].text not in f",{_QUOTES}":
        return "main"
    if not any(token.text[0].isalnum() for token in tokens[: subject.start]) and tokens[0].text not in _QUOTES:
        return "main"
    rest = [token for token in tokens[at + 1 :] if token.text[0].isalnum()]
    stops = at + 1 >= len(tokens) or tokens[at + 1].text in f",.;:{_QUOTES}" or tokens[at + 1].lower in PREPOSITIONS
    short = len(rest) <= _TAIL_REST and not any(token.lower == "that" for token in rest)
    speaks = tokens[at].lower in SAYING and (short or stops)
    opens = tokens[0].lower in PREPOSITIONS
    return "tail" if speaks and (stops or not opens) else "main"


def find_apposition(tokens: Sequence[Token], phrases: Sequence[Phrase], phrase: Phrase) -> Phrase | None:
    """Find ``X, the Y,``: the phrase that stands beside another between commas."""
    for other in phrases:
        beside = other.start == phrase.end + 1 and tokens[phrase.end].text == ","
        end = other.end
        if beside and end < len(tokens) and tokens[end].lower == "of":  # "Ana Dahl of Arden", "Dahl's chief of staff"
            end = next((at for at in range(end + 2, min(end + 4, len(tokens))) if tokens[at].text in ",."), end)
        if beside and (end >= len(tokens) or tokens[end].text in ",."):
            return other
    return None
