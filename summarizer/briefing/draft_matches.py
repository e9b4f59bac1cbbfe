"""Where the very words of a draft stand in an article, and what makes them another thing there all the same.

Words may say something else without those that were left out beside them: "I do not believe that | it broke". What
lies beyond a comma or an "and" is another clause, and may be left out; a condition may not, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

from summarizer.analysis.quantities import find_figures
from summarizer.briefing.draft_sentences import Unit
from summarizer.briefing.draft_sources import BREAK, Place, SourceWording
from summarizer.dedupe.hedges import list_hedges
from summarizer.lang.language import Language
from summarizer.model import Attribution
from summarizer.model.editorial import DraftKind
from summarizer.text.tokens import fold
from summarizer.text.wording import Joint, Passage, Word, cut_wording, make_key

#: So many words may be left out where an editor says so, and so many be replaced by what he puts in.
_MOST_IN_GAP, _MOST_REPLACED = 80, 3
#: What he puts in has so many words at most; more is a text of his own.
_MOST_INSERTED = 8
#: So many places of an article are looked at.
_MOST_PLACES = 50
#: A figure and what says how exact it is lie in so many words.
_FIGURE = 6
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


def find_matches(unit: Unit, source: SourceWording) -> list[Match]:
    """Return where the words of a sentence or quotation stand in an article, what is said first among what is said."""
    if unit.part == "quotation":
        spoken = list(_find(unit, source, spoken=True))
        if spoken:
            return spoken
    return list(_find(unit, source, spoken=False))


def _find(unit: Unit, source: SourceWording, *, spoken: bool) -> Iterator[Match]:
    """Yield the matches in one row of an article's words."""
    row = source.spoken if spoken else source.plain
    filled = _fill(unit.passages)
    if not filled:
        return
    wanted = [tuple(word.key for word in words) for words, _ in filled]
    for count, start in enumerate(source.find(wanted[0], spoken=spoken)):
        if count == _MOST_PLACES:
            return
        spans = [(start, start + len(wanted[0]))]
        for keys, (_, joint) in zip(wanted[1:], filled[1:], strict=True):
            end = spans[-1][1]
            places = source.find(keys, spoken=spoken, low=end, high=end + _REACH[joint] + 1)
            at = next(iter(places), -1)
            if at < 0 or any(place.word is BREAK for place in row[end:at]):
                break
            spans.append((at, at + len(keys)))
        if len(spans) == len(filled):
            yield _assess(unit, source, row, spans, spoken=spoken)


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


def _assess(
    unit: Unit, source: SourceWording, row: Sequence[Place], spans: Sequence[tuple[int, int]], *, spoken: bool
) -> Match:
    """Return a match with what makes its words another thing in the draft."""
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
    if unit.part == "sentence":
        pairs = zip(unit.words, there, strict=True)
        if any(mine.said and not place.word.said for mine, place in pairs):
            kinds.add("unquoted")
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
    is_whole = unit.words[0].text[0].isupper() and bool(ends) and _is_stop(ends[-1].behind)
    goes_on = bool(_keep(around.behind, True) if said else around.behind)
    return is_whole and goes_on and not _is_stop(around.pause)


def _is_stop(signs: str) -> bool:
    """Return whether a sentence ends with the signs behind a word."""
    return bool(signs) and signs[0] in ".!?"


def _compare_passages(unit: Unit, row: Sequence[Place], spans: Sequence[tuple[int, int]]) -> set[DraftKind]:
    """Return in what the passages of a draft are written otherwise than the words of an article in their place."""
    kinds: set[DraftKind] = set()
    for (words, _), (low, high) in zip(_fill(unit.passages), spans, strict=True):
        kinds |= _compare(words, [place.word for place in row[low:high]], is_end=high == spans[-1][1])
    return kinds


def _keep(words: Sequence[Word], quoted: bool) -> list[Word]:
    """Return those of some words that are ``quoted``, or that are not."""
    return [word for word in words if word.said == quoted]


def _loses_bound(before: Sequence[Word], kept: Sequence[Word], language: Language) -> bool:
    """Return whether a figure says no more that it is a rough one: "about 12,000" without its first word."""
    told = " ".join(word.text for word in kept[:_FIGURE])
    whole = " ".join([*(word.text for word in before[-_FIGURE:]), told])
    bounds = {(one.kind, one.value): one.bound for one, _, _ in find_figures(whole, language)}
    return any(bounds.get((one.kind, one.value), one.bound) != one.bound for one, _, _ in find_figures(told, language))


def _compare(words: Sequence[Word], there: Sequence[Word], *, is_end: bool) -> set[DraftKind]:
    """Return in what a passage of words is written otherwise than in its source, though its words are the same."""
    kinds: set[DraftKind] = set()
    size = len(words)
    for at, (mine, theirs) in enumerate(zip(words, there, strict=True)):
        # What is cut out may begin with a capital, or no more.
        start = 1 if at == 0 else 0
        if make_key(mine.text[:start]) + _flatten(mine.text[start:]) != make_key(theirs.text[:start]) + _flatten(
            theirs.text[start:]
        ):
            kinds.add("capitals")
        is_last = at == size - 1
        if "?" in (mine.behind, theirs.behind) and mine.behind != theirs.behind and (not is_last or is_end):
            if not is_last or mine.behind:
                kinds.add("question")
        elif not is_last and bool(mine.behind) != bool(theirs.behind):
            kinds.add("punctuation")
    return kinds


def _flatten(text: str) -> str:
    """Return a word with its capitals, in one kind of apostrophes and hyphens."""
    return "".join(sign if sign.isupper() else make_key(sign) for sign in text)


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
    kinds: set[DraftKind] = set()
    inserted: list[tuple[Word, ...]] = []
    for passage in unit.passages:
        if passage.joint == "insertion":
            kinds |= _check_insertion(passage.inserted, source)
            inserted.append(cut_wording(passage.inserted))
    ends, language = unit.passages[-1], source.language
    joints = [*(joint for _, joint in _fill(unit.passages)), "" if ends.words else ends.joint]
    replaced = [gap for gap, joint in zip(gaps, joints, strict=True) if joint == "insertion" and gap]
    is_cut_off = joints[-1] == "insertion" and bool(gaps[-1]) and gaps[-1][0].key not in list_openers(language)
    if is_cut_off or not all(_may_be_replaced(gap, language) for gap in replaced) or _is_bare(inserted, gaps, language):
        kinds.add("words")
    return kinds


def _may_be_replaced(gap: Sequence[Word], language: Language) -> bool:
    """Return whether words point to somebody or something and count nothing, so that an editor may name it instead."""
    stops, quantities = language.words("stop_words.words"), language.words("quoting.quantities")
    is_pointing = any(fold(word.key) in stops or word.text[0].isupper() for word in gap)
    return is_pointing and not any(word.key in quantities for word in gap)


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


def _check_insertion(inserted: str, source: SourceWording) -> set[DraftKind]:
    """Return what is wrong with what an editor put in: it may explain, and not deny or doubt."""
    words = cut_wording(inserted)
    turns = find_turns(Surroundings(words, ()), source.language, quoted=False) if words else frozenset()
    if "negation" in turns:
        return {"negation"}
    if any(turn.startswith("hedge") or turn in ("limit", "condition") for turn in turns):
        return {"hedge"}
    return {"words"} if len(words) > _MOST_INSERTED else set()


def leaves_out_speaker(unit: Unit, match: Match, voice: Attribution) -> bool:
    """Return whether a draft tells by itself what in the source somebody says."""
    if unit.part != "sentence" or not voice.speaker or _touches(match.words, voice):
        return False
    if _touches(match.left, voice):
        return True
    return all(word.said for word in match.words) and not all(word.said for word in unit.words)


def list_notes(unit: Unit, match: Match) -> tuple[str, ...]:
    """Return what an editor did openly, and what else there is to know of words that stand in a source."""
    joints = {passage.joint for passage in unit.passages}
    notes: list[str] = []
    if "gap" in joints:
        notes.append("an ellipsis")
    notes += [f"put in: [{passage.inserted}]" for passage in unit.passages if passage.joint == "insertion"]
    if unit.part == "quotation" and not match.spoken:
        notes.append("not in quotation marks there")
    elif unit.part == "quotation" and any(word.said for word in match.left):
        notes.append("a part of what is said there")
    elif match.left and unit.part == "sentence":
        notes.append("a part of the sentence there")
    return tuple(notes)


def _touches(words: Iterable[Word], voice: Attribution) -> bool:
    """Return whether one of some words only tells who speaks."""
    return any(low <= word.start < high for word in words for low, high in voice.attribution)


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
    last = around.before[-1:]
    last_keys = {word.key for word in last}
    openings = {around.first, *last_keys}
    stretches = [[*before, *behind], gaps]
    turns = {
        "condition": any(_has_phrase(one, language, "quoting.conditions") for one in stretches),
        "limit": _has_phrase(behind[:_NARROWED], language, "quoting.limits"),
        "clause": bool(_keep(last, quoted)) and not openings.isdisjoint(language.words("grammar.complementizers")),
        "opinion": not last_keys.isdisjoint(language.words("quoting.opinions")),
        "bridge": any(_bridges(gap, openers) for gap in around.cut_within),
        "question": "?" in [word.behind for word in behind],
    }
    return frozenset(found).union(name for name, is_there in turns.items() if is_there)


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
    text = " ".join(word.text for word in zone)
    found = {f"hedge {name}" for name in list_hedges(text, language)}
    if language.pattern("negation.negation").search(text):
        found.add("negation")
    if _has_phrase(zone, language, "quoting.doubts"):
        found.add("negation")
    if _has_phrase(zone, language, "quoting.limits"):
        found.add("limit")
    return found


def _has_phrase(words: Sequence[Word], language: Language, key: str) -> bool:
    """Return whether a phrase of a table stands among some words."""
    keys = [word.key for word in words]
    for phrase in _list_phrases(language, key):
        size = len(phrase)
        if phrase[0] in keys and any(tuple(keys[at : at + size]) == phrase for at in range(len(keys))):
            return True
    return False
