"""Where the very words of a draft stand in an article, and what makes them another thing there all the same.

Words may say something else without those that were left out beside them: "I do not believe that | it broke". What
lies beyond a comma or an "and" is another clause, and may be left out; a condition may not, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, pairwise

from summarizer.analysis.quantities import find_figures
from summarizer.briefing.draft_sentences import Unit
from summarizer.briefing.draft_sources import BREAK, Place, SourceWording
from summarizer.dedupe.hedges import list_hedges
from summarizer.lang.language import Language
from summarizer.model import Attribution
from summarizer.model.editorial import DraftKind
from summarizer.text.tokens import fold
from summarizer.text.wording import Joint, Passage, Word, cut_wording, find_passage, make_key

#: So many words may be left out where an editor says so, and so many be replaced by what he puts in.
_MOST_IN_GAP, _MOST_REPLACED = 80, 3
#: What he puts in has so many words at most; more is a text of his own.
_MOST_INSERTED = 8
#: So many places of an article are looked at.
_MOST_PLACES = 50
#: A figure and what says how exact it is lie in so many words.
_FIGURE = 6
#: What stands behind the last word of a sentence.
_STOPS = (".", "?")
_REACH: dict[Joint, int] = {"": 0, "narrator": 0, "insertion": _MOST_REPLACED, "gap": _MOST_IN_GAP}


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a draft as they stand in an article: the sentences from ``first`` to ``last``.

    They are ``spoken`` if they stand in quotation marks there; ``kinds`` say what makes them another thing. ``left``
    are the words of those sentences that the draft has not.
    """

    source: SourceWording
    first: int
    last: int
    spoken: bool
    words: tuple[Word, ...]
    left: tuple[Word, ...]
    kinds: frozenset[DraftKind]


def find_matches(unit: Unit, sources: Iterable[SourceWording]) -> list[Match]:
    """Return where the words of a sentence or quotation stand in some articles; a quotation among what is said there,
    or else anywhere."""
    found: list[Match] = []
    for source in sources:
        spoken = list(_find(unit, source, spoken=True)) if unit.part == "quotation" else []
        found += spoken or _find(unit, source, spoken=False)
    return found


def _find(unit: Unit, source: SourceWording, *, spoken: bool) -> Iterator[Match]:
    """Yield the matches in one row of an article's words."""
    filled = _fill(unit.passages)
    if not filled:
        return
    first = [word.key for word in filled[0][0]]
    for start in islice(source.find(first, spoken=spoken), _MOST_PLACES):
        spans = _find_spans(filled, source, start, spoken=spoken)
        if spans:
            yield _assess(unit, source, spans, spoken=spoken)


def _find_spans(
    filled: Sequence[tuple[Sequence[Word], Joint]], source: SourceWording, start: int, *, spoken: bool
) -> list[tuple[int, int]]:
    """Return where passages stand, the first at a place and each within reach of the one before; else nothing."""
    spans: list[tuple[int, int]] = []
    end = start
    for words, joint in filled:
        keys = [word.key for word in words]
        at = next(source.find(keys, spoken=spoken, low=end, high=end + _REACH[joint] + 1), -1)
        if at < 0 or any(place.word is BREAK for place in source.get_row(spoken=spoken)[end:at]):
            return []
        end = at + len(keys)
        spans.append((at, end))
    return spans


def _fill(passages: Sequence[Passage]) -> list[tuple[tuple[Word, ...], Joint]]:
    """Return the passages that have words, each with what stands before it: a gap, if there is any."""
    found: list[tuple[tuple[Word, ...], Joint]] = []
    joints: set[Joint] = set()
    for passage in passages:
        joints.add(passage.joint)
        if passage.words:
            strongest: Joint = next((one for one in ("gap", "insertion", "narrator") if one in joints), "")
            found.append((passage.words, strongest))
            joints = set()
    return found


def _assess(unit: Unit, source: SourceWording, spans: Sequence[tuple[int, int]], *, spoken: bool) -> Match:
    """Return a match with what makes its words another thing in the draft."""
    row = source.get_row(spoken=spoken)
    there = [place for low, high in spans for place in row[low:high]]
    first, last = there[0].sentence, there[-1].sentence
    around = _look_around(source, row, spans)
    kinds = _compare_passages(unit, row, spans) | _find_lost(unit, source, around, spoken=spoken)
    if _ends_unmarked(unit, around, said=there[-1].word.said):
        kinds.add("cut")
    if _loses_bound(around.before, [place.word for place in row[slice(*spans[0])]], source.language):
        kinds |= {"cut", "hedge"}
    led, rest = _keep(around.before[-_MOST_REPLACED:], spoken), _keep(around.behind[:_MOST_REPLACED], spoken)
    kinds |= _check_insertions(unit, source, [led, *around.gaps, rest])
    kept = {(place.sentence, place.word.start) for place in there}
    left: list[Word] = []
    for number in range(first, last + 1):
        left += [word for word in source.by_sentence[number] if (number, word.start) not in kept]
    return Match(source, first, last, spoken, tuple(place.word for place in there), tuple(left), frozenset(kinds))


def _look_around(source: SourceWording, row: Sequence[Place], spans: Sequence[tuple[int, int]]) -> Surroundings:
    """Return the words around those of an article that are kept."""
    first, last = row[spans[0][0]], row[spans[-1][1] - 1]
    before = [word for word in source.by_sentence[first.sentence] if word.start < first.word.start]
    behind = [word for word in source.by_sentence[last.sentence] if word.start > last.word.start]
    gaps: list[list[Word]] = []
    cut_within: list[list[Word]] = []
    for (_, end), (start, _) in pairwise(spans):
        gaps.append([place.word for place in row[end:start]])
        # What ends at a pause is a clause of its own, and leads into none.
        if not row[end - 1].word.behind:
            cut_within.append(gaps[-1])
    return Surroundings(before, behind, gaps, cut_within, last.word.behind, first.word.key)


def _find_lost(unit: Unit, source: SourceWording, around: Surroundings, *, spoken: bool) -> set[DraftKind]:
    """Return of what kind that is which turns the sense ``around`` words in their source, and not in the draft."""
    language, ends = source.language, unit.passages[-1].words
    there = find_turns(around, language, quoted=spoken)
    # In a language without rules what is left out may be anything, whatever the draft says around it.
    beside = Surroundings(unit.before, unit.behind, pause=ends[-1].behind if ends else ".")
    own = find_turns(beside if language.has_rules else Surroundings((), ()), language, quoted=False)
    kinds = _name_turns(there - (own - {"clause"}), own - there)
    if ends and ends_early(around, len(unit.words), language, quoted=spoken):
        kinds.add("cut")
    return kinds


def _ends_unmarked(unit: Unit, around: Surroundings, *, said: bool) -> bool:
    """Return whether words read as a whole sentence, from its capital to its stop, and their source goes on.

    Who says it may stand behind what is ``said``.
    """
    ends = unit.passages[-1].words
    if not ends or ends[-1].behind not in _STOPS or around.pause in _STOPS or not unit.words[0].text[0].isupper():
        return False
    return bool(_keep(around.behind, True) if said else around.behind)


def _compare_passages(unit: Unit, row: Sequence[Place], spans: Sequence[tuple[int, int]]) -> set[DraftKind]:
    """Return in what the passages of a draft are written otherwise than the words of an article in their place."""
    kinds: set[DraftKind] = set()
    for (words, _), (low, high) in zip(_fill(unit.passages), spans, strict=True):
        there = [place.word for place in row[low:high]]
        kinds |= _compare(words, there, is_end=high == spans[-1][1])
        pairs = zip(words, there, strict=True)
        if unit.part == "sentence" and any(mine.said and not theirs.said for mine, theirs in pairs):
            kinds.add("unquoted")
    return kinds


def _keep(words: Sequence[Word], quoted: bool) -> list[Word]:
    """Return those of some words that are ``quoted``, or that are not."""
    return [word for word in words if word.said == quoted]


def _loses_bound(before: Sequence[Word], kept: Sequence[Word], language: Language) -> bool:
    """Return whether a figure says no more that it is a rough one: "about 12,000" without its first word."""
    told = _write(kept[:_FIGURE])
    whole = _write([*before[-_FIGURE:], *kept[:_FIGURE]])
    bounds = {(one.kind, one.value): one.bound for one, _, _ in find_figures(whole, language)}
    return any(bounds.get((one.kind, one.value), one.bound) != one.bound for one, _, _ in find_figures(told, language))


def _compare(words: Sequence[Word], there: Sequence[Word], *, is_end: bool) -> set[DraftKind]:
    """Return in what a passage of words is written otherwise than in its source, though its words are the same."""
    kinds: set[DraftKind] = set()
    last = len(words) - 1
    for at, (mine, theirs) in enumerate(zip(words, there, strict=True)):
        # What is cut out may begin with a capital, or no more.
        if _flatten(mine.text, keeps_first=at > 0) != _flatten(theirs.text, keeps_first=at > 0):
            kinds.add("capitals")
        asks_otherwise = (mine.behind == "?") != (theirs.behind == "?")
        if at == last:
            if asks_otherwise and is_end and mine.behind:
                kinds.add("question")
        elif asks_otherwise:
            kinds.add("question")
        elif bool(mine.behind) != bool(theirs.behind):
            kinds.add("punctuation")
    return kinds


def _flatten(text: str, *, keeps_first: bool) -> str:
    """Return a word with its capitals (but for the first sign), in one kind of apostrophes and hyphens."""
    flat = [make_key(sign) for sign in text]
    for at, sign in enumerate(text):
        if sign.isupper() and (at or keeps_first):
            flat[at] = sign
    return "".join(flat)


def _name_turns(missing: frozenset[str], added: frozenset[str]) -> set[DraftKind]:
    """Return the kinds of what turns the sense in the source and not in the draft, and the other way round."""
    kinds: set[DraftKind] = set()
    if missing:
        kinds.add("cut")
    if "negation" in missing or "negation" in added:
        kinds.add("negation")
    if "opinion" in missing or any(turn.startswith("hedge") for turn in missing):
        kinds.add("hedge")
    if "question" in missing:
        kinds.add("question")
    return kinds


def _check_insertions(unit: Unit, source: SourceWording, gaps: Sequence[Sequence[Word]]) -> set[DraftKind]:
    """Return what is wrong with what an editor put in, before, amid and behind the words that are kept.

    It may stand for "he" or a name, and not for "nobody", "new", or half a sentence; ``gaps`` hold what the source has
    there.
    """
    inserted = [cut_wording(passage.inserted) for passage in unit.passages if passage.joint == "insertion"]
    kinds: set[DraftKind] = set()
    for words in inserted:
        kinds |= _check_insertion(words, source.language)
    if inserted and (_replaces_much(unit, gaps, source.language) or _is_bare(inserted, gaps, source.language)):
        kinds.add("words")
    return kinds


def _replaces_much(unit: Unit, gaps: Sequence[Sequence[Word]], language: Language) -> bool:
    """Return whether what is put in stands for words that tell something, or for how a clause goes on."""
    ends = unit.passages[-1]
    joints = [*(joint for _, joint in _fill(unit.passages)), "" if ends.words else ends.joint]
    for gap, joint in zip(gaps, joints, strict=True):
        if joint == "insertion" and gap and not _may_be_replaced(gap, language):
            return True
    return joints[-1] == "insertion" and bool(gaps[-1]) and gaps[-1][0].key not in list_openers(language)


def _may_be_replaced(gap: Sequence[Word], language: Language) -> bool:
    """Return whether words point to somebody or something and count nothing, so that an editor may name it instead."""
    if not language.words("quoting.quantities").isdisjoint(word.key for word in gap):
        return False
    stops = language.words("stop_words.words")
    return any(fold(word.key) in stops or word.text[0].isupper() for word in gap)


def _is_bare(inserted: Sequence[Sequence[Word]], gaps: Sequence[Sequence[Word]], language: Language) -> bool:
    """Return whether an editor puts in what stands for nothing but a pronoun, and it stands for other words.

    "Old" is such: no name, no "the board" and no "was".
    """
    substituted = language.words("grammar.pronouns") | language.words("grammar.determiners")
    pointing = (substituted | language.words("grammar.auxiliaries")) - language.words("quoting.quantities")
    for words in inserted:
        if not any(word.text[0].isupper() or word.key in pointing for word in words):
            return any(word.key not in substituted for gap in gaps[1:-1] for word in gap)
    return False


def _check_insertion(words: Sequence[Word], language: Language) -> set[DraftKind]:
    """Return what is wrong with what an editor put in: it may explain, and not deny or doubt."""
    turns = find_turns(Surroundings(words, ()), language, quoted=False) if words else frozenset()
    if "negation" in turns:
        return {"negation"}
    if any(turn.startswith("hedge") or turn in ("limit", "condition") for turn in turns):
        return {"hedge"}
    return {"words"} if len(words) > _MOST_INSERTED else set()


def leaves_out_speaker(unit: Unit, match: Match, voice: Attribution) -> bool:
    """Return whether a draft tells by itself what in the source somebody says."""
    if unit.part != "sentence" or not voice.speaker:
        return False
    if any(is_within(word, voice.attribution) for word in match.words):
        return False
    if any(is_within(word, voice.attribution) for word in match.left):
        return True
    return all(word.said for word in match.words) and not all(word.said for word in unit.words)


def list_notes(unit: Unit, match: Match) -> tuple[str, ...]:
    """Return what an editor did openly, and what else there is to know of words that stand in a source."""
    notes = ["an ellipsis"] if unit.has_gap else []
    notes += [f"put in: [{passage.inserted}]" for passage in unit.passages if passage.joint == "insertion"]
    if unit.part == "sentence":
        notes += ["a part of the sentence there"] if match.left else []
    elif not match.spoken:
        notes.append("not in quotation marks there")
    elif any(word.said for word in match.left):
        notes.append("a part of what is said there")
    return tuple(notes)


def is_within(word: Word, stretches: Iterable[tuple[int, int]]) -> bool:
    """Return whether a word begins in one of some stretches of its text."""
    return any(low <= word.start < high for low, high in stretches)


#: So many words behind what is kept may narrow it beyond a pause: "…, but only at night".
_NARROWED = 4
#: So many words are read as a clause.
_CLAUSE = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words before and behind what is kept, those in each gap amid it, and in each that begins
    within a clause; how what is kept ends (its pause) and begins."""

    before: Sequence[Word]
    behind: Sequence[Word]
    gaps: Sequence[Sequence[Word]] = ()
    cut_within: Sequence[Sequence[Word]] = ()
    pause: str = ""
    first: str = ""


@cache
def _list_phrases(language: Language, key: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a table, cut into words."""
    return tuple(tuple(map(make_key, phrase.split())) for phrase in language.phrases(key))


@cache
def list_openers(language: Language) -> frozenset[str]:
    """Return the words with which a clause of its own begins."""
    keys = ("grammar.main_clause_openers", "grammar.coordinators", "grammar.links")  # names, not language
    return frozenset(make_key(word) for key in keys for word in language.words(key))


def find_turns(around: Surroundings, language: Language, *, quoted: bool) -> frozenset[str]:
    """Return what around some words turns their sense, each as its kind and name: "negation", "hedge may", "condition".

    Of what is ``quoted`` conditions count within the quotation only.
    """
    gaps = list(chain(*around.gaps))
    if not language.has_rules:
        # Any other word may be one that denies.
        return frozenset({"unknown"} if _keep([*around.before, *around.behind, *gaps], quoted) else ())
    openers = list_openers(language)
    inner: list[Sequence[Word]] = []
    for gap in around.gaps:
        inner += [_walk_on(gap, openers, ""), _walk_back(gap, openers)]
    # "Nous […] fermerons […]": what denies may stand in two gaps.
    zones = [_walk_back(around.before, openers), _walk_on(around.behind, openers, around.pause), *inner]
    found: set[str] = set()
    for zone in (*zones, list(chain(*inner))):
        found |= _read_zone(zone, language)
    before, behind = _keep(around.before, quoted), _keep(around.behind, quoted)
    if any(_has_phrase(words, language, "quoting.conditions") for words in ([*before, *behind], gaps)):
        found.add("condition")
    if _has_phrase(behind[:_NARROWED], language, "quoting.limits"):
        found.add("limit")
    if "?" in [word.behind for word in behind]:
        found.add("question")
    if any(_bridges(gap, openers) for gap in around.cut_within):
        found.add("bridge")
    return frozenset(found | _read_last(around, language, quoted=quoted))


def _read_last(around: Surroundings, language: Language, *, quoted: bool) -> set[str]:
    """Return what the last word before what is kept makes of it: what somebody thinks, or says."""
    found: set[str] = set()
    for last in around.before[-1:]:
        if last.key in language.words("quoting.opinions"):
            found.add("opinion")
        # "They deny that | it broke", or "They deny | that it broke".
        if last.said == quoted and not language.words("grammar.complementizers").isdisjoint((around.first, last.key)):
            found.add("clause")
    return found


def ends_early(around: Surroundings, size: int, language: Language, *, quoted: bool) -> bool:
    """Return whether words read as a whole clause and are not: "We will sell the hospital | car park".

    They begin where a clause begins, and end in its midst, which a pause may hide: "The mayor, they say, | is a thief".
    Of fewer than some words nobody expects a clause.
    """
    openers = list_openers(language)
    before, behind = _keep(around.before, quoted)[-1:], _keep(around.behind, quoted)[:1]
    begins = not before or bool(before[0].behind) or before[0].key in openers
    if not begins or size < _CLAUSE or not behind:
        return False
    goes_on = behind[0].key in language.words("grammar.auxiliaries")
    return goes_on if around.pause else behind[0].key not in openers


def _bridges(gap: Sequence[Word], openers: Collection[str]) -> bool:
    """Return whether a gap leads from the midst of one clause into the midst of another: "The mayor […] is a thief"."""
    ends = [bool(word.behind) or word.key in openers for word in gap]
    return any(ends) and not ends[-1]


def _walk_back(words: Sequence[Word], openers: Collection[str]) -> Sequence[Word]:
    """Return the last words before some others that stand in one clause with them."""
    start = len(words)
    while start and not words[start - 1].behind and words[start - 1].key not in openers:
        start -= 1
    return words[start:]


def _walk_on(words: Sequence[Word], openers: Collection[str], pause: str) -> Sequence[Word]:
    """Return the first words behind some others that stand in one clause with them."""
    if pause:
        return ()
    end = 0
    while end < len(words) and words[end].key not in openers:
        end += 1
        if words[end - 1].behind:
            break
    return words[:end]


def _read_zone(zone: Sequence[Word], language: Language) -> set[str]:
    """Return what in a stretch of words turns the sense of those beside it."""
    text = _write(zone)
    found = {f"hedge {name}" for name in list_hedges(text, language)}
    if language.pattern("negation.negation").search(text) or _has_phrase(zone, language, "quoting.doubts"):
        found.add("negation")
    if _has_phrase(zone, language, "quoting.limits"):
        found.add("limit")
    return found


def _has_phrase(words: Sequence[Word], language: Language, key: str) -> bool:
    """Return whether a phrase of a table stands among some words."""
    keys = [word.key for word in words]
    for phrase in _list_phrases(language, key):
        if next(find_passage(keys, phrase, 0, len(keys)), None) is not None:
            return True
    return False


def _write(words: Iterable[Word]) -> str:
    """Return words as a text without signs."""
    return " ".join(word.text for word in words)
