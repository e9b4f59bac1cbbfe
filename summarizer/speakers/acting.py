"""Which actor is the subject of a sentence in which nobody is heard: "Norway will close its ports"."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.speakers.casting import Cast, Person, resolve
from summarizer.speakers.lexicon import BETWEEN, CLAUSES, DETERMINERS, PREPOSITIONS, PRONOUNS
from summarizer.speakers.phrases import Phrase, Token

_NO_VERB = PREPOSITIONS | CLAUSES | DETERMINERS | PRONOUNS
# What befalls somebody, and where he goes, is no position of his.
_BEFALLS = frozenset(
    "face faces faced facing suffer suffers suffered suffering travel travels traveled travelled traveling travelling"
    " arrive arrives arrived arriving fly flies flew left died lost was is are were has have had remains became"
    " gained stays stayed staying lives lived began born".split()
)
_BE = frozenset("was were is are been being be".split())
# What troops do is told, not said.
_ARMED = frozenset("forces troops army soldiers soldier military navy police rebels militants guerrillas".split())
_LINKS = frozenset({"and", "but", "still", "yet", "so"})


def find_subject(tokens: Sequence[Token], phrases: Sequence[Phrase], cast: Cast) -> Person:
    """Give the actor who is the subject of the main clause; nobody where another one is.

    The subject opens the sentence, or stands behind what opens it: "In spring, Norway will …".
    """
    for phrase in phrases:
        if phrase.governed or not _opens(tokens, phrase.start):
            continue
        if phrase.owns:  # "Norland's army", "Dahl's answer"
            return Person(actor=resolve(tokens, phrase, cast).actor)
        person = resolve(tokens, phrase, cast)
        acts = phrase.head not in _ARMED and _has_verb(tokens, _past_aside(tokens, phrase.end))
        return person if person.actor and acts else Person()
    return Person()


def _opens(tokens: Sequence[Token], start: int) -> bool:
    """Tell whether nothing but an opening stands before: a link word, or words up to a comma."""
    if start == 0 or (start == 1 and tokens[0].lower in _LINKS):
        return True
    return tokens[start - 1].text == "," and (tokens[0].lower in PREPOSITIONS or tokens[0].lower in BETWEEN)


def _past_aside(tokens: Sequence[Token], at: int) -> int:
    """Give the place behind "…, the envoy, …"."""
    if at < len(tokens) and tokens[at].text == ",":
        close = next((n for n in range(at + 1, len(tokens)) if tokens[n].text == ","), None)
        return close + 1 if close else len(tokens)
    return at


def _has_verb(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a verb stands here by which somebody does something: no participle, no passive."""
    start = at
    while at < len(tokens) and (tokens[at].lower in BETWEEN or tokens[at].lower.endswith(("ly", "n't", "n’t"))):
        at += 1
    if at >= len(tokens) or not tokens[at].text[0].islower() or tokens[at].lower in _NO_VERB | _BEFALLS:
        return False
    be = any(token.lower in _BE for token in tokens[start:at])
    return tokens[at].lower.endswith("ing") == be  # not "members wanting to leave", "is expected"
