"""Whether a source has somebody say what a draft reports of him: he himself, as surely, and in the same frame."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

from summarizer.analysis.names import Names
from summarizer.briefing.draft_matches import Match, hear
from summarizer.briefing.draft_sentences import Unit, list_framing
from summarizer.briefing.draft_turns import list_phrases, read_zone
from summarizer.lang.language import Language
from summarizer.text.wording import Word, cut_wording, make_key


def reports_alike(unit: Unit, match: Match, names: Names) -> bool:
    """Return whether a source has somebody say what a draft reports, as surely, and as one who says it himself: not
    what he hopes, what another one says that he said, or what "we" do; and with the same words around it."""
    language, voice = match.source.language, hear(match, names)
    if unit.part != "report":
        return True
    if not _is_framed_alike(unit, match, voice.speaker):
        return False
    if match.spoken:
        return language.words("quoting.speaking").isdisjoint(word.key for word in match.words)
    there = list_framing(match.source.by_sentence[match.first], voice.attribution, language)
    mine = [*unit.before, *unit.behind]
    verbs = [word.key for word in there if word.key in language.words("reporting.saying")]
    known = language.words("quoting.neutral", "quoting.neutral_alone") | {word.key for word in mine}
    turns = [read_zone(words, language, "quoting.supposed", "quoting.conditions") for words in (there, mine)]
    says_once = len(verbs) + len(list_phrases(there, language, "reporting.sources")) == 1
    return says_once and known.issuperset(verbs) and turns[0] == turns[1]


def _is_framed_alike(unit: Unit, match: Match, speaker: str) -> bool:
    """Return whether a draft has around what it reports all that its source has there, in that order, and no more: not
    "Dahl" for "Dahl’s lawyer" or "Dahl wrongly". Plain verbs of saying may differ, and a first name be left out."""
    language, kept = match.source.language, {word.start for word in unit.words}
    end = unit.behind[-1].end if unit.behind else unit.high
    own = [word for word in cut_wording(unit.sentence.text, high=end) if word.start not in kept]
    there = [word for word in match.left if not (match.spoken and word.said)]
    mine, theirs = (_list_telling(words, language) for words in (own, there))
    if mine == theirs:
        return bool(theirs)
    first, _, surname = speaker.rpartition(" ")
    # "Team Dahl" is none of her names; nor is "Familie Dahl", where nouns have capitals or no articles.
    is_noun = language.text("changes.capitals") == "nouns" or not language.words("grammar.articles")
    others = language.words("names.titles", "context.bodies", "printing.bodies", "roles.bodies", "parties.groups")
    if is_noun or " " in first or make_key(first) in others:
        return False
    mine, theirs = (
        [word for word, following in pairwise([*row, ""]) if (word, following) != (first, surname)]
        for row in (mine, theirs)
    )
    return mine == theirs and surname in mine


def _list_telling(words: Sequence[Word], language: Language) -> list[str]:
    """Return of the words around what is reported those that do not only say that somebody says it."""
    plain = language.words("quoting.neutral", "quoting.neutral_alone", "grammar.complementizers")
    sources = set(chain.from_iterable(list_phrases(words, language, "reporting.sources")))
    return [word.text for word in words if word.key not in plain and word.key not in sources]
