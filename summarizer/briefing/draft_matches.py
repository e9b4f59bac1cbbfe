"""Where the very words of a draft stand in an article, and what makes them another thing there all the same.

Words may say something else without those that were left out beside them: "I do not believe that | it broke".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from summarizer.analysis.names import Names
from summarizer.analysis.quantities import find_figures
from summarizer.briefing.draft_sentences import Unit, list_framing
from summarizer.briefing.draft_sources import BREAK, Place, SourceWording
from summarizer.briefing.draft_turns import (
    Surroundings,
    ends_early,
    extend,
    find_turns,
    keep,
    list_governors,
    list_openers,
    walk_back,
    walk_on,
    write,
)
from summarizer.lang.language import Language
from summarizer.model import Attribution
from summarizer.model.editorial import DraftKind
from summarizer.text.tokens import fold
from summarizer.text.wording import Joint, Passage, Word, cut_wording, list_keys

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
    are the words of those sentences that the draft has not, and ``subject`` those for which it has a subject before
    what is quoted.
    """

    source: SourceWording
    first: int
    last: int
    spoken: bool
    words: tuple[Word, ...]
    left: tuple[Word, ...]
    subject: tuple[Word, ...]
    kinds: frozenset[DraftKind]


def find_matches(unit: Unit, sources: Iterable[SourceWording]) -> list[Match]:
    """Return where the words of a sentence or quotation stand in some articles; a quotation among what is said there,
    or else anywhere."""
    found: list[Match] = []
    for source in sources:
        spoken = list(_find(unit, source, spoken=True)) if unit.part != "sentence" else []
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
    spans_of_speaker = source.voices[first].attribution if unit.part == "report" and not spoken else ()
    around = _look_around(
        source, row, spans, list_framing(source.by_sentence[first], spans_of_speaker, source.language)
    )
    kinds = _compare_passages(unit, row, spans) | _find_lost(unit, source, around, spoken=spoken)
    whole, size = extend(around, unit.before, source.language) if spoken else (around, 0)
    kinds |= _find_lost_before(unit, source, whole, size, around)
    subject = whole.kept[: len(whole.kept) - len(around.kept)] if whole.is_predicate else ()
    cuts = (
        _ends_unmarked(unit, around, source.language, said=there[-1].word.said),
        _begins_unmarked(unit, source, around, there[0]),
        _cuts_within(unit, source, row, spans),
    )
    kinds |= {"cut"} if any(cuts) else set()
    if _loses_bound(row, spans, around, source.language):
        kinds |= {"cut", "hedge"}
    led, rest = keep(around.before[-_MOST_REPLACED:], spoken), keep(around.behind[:_MOST_REPLACED], spoken)
    kinds |= _check_insertions(unit, source, [led, *around.gaps, rest])
    words, left = tuple(place.word for place in there), _list_left(source, there)
    return Match(source, first, last, spoken, words, left, tuple(subject), frozenset(kinds))


def _list_left(source: SourceWording, there: Sequence[Place]) -> tuple[Word, ...]:
    """Return the words that the sentences of some places have beside theirs."""
    kept = {(place.sentence, place.word.start) for place in there}
    left: list[Word] = []
    for number in range(there[0].sentence, there[-1].sentence + 1):
        left += [word for word in source.by_sentence[number] if (number, word.start) not in kept]
    return tuple(left)


def _look_around(
    source: SourceWording, row: Sequence[Place], spans: Sequence[tuple[int, int]], framing: Sequence[Word]
) -> Surroundings:
    """Return the words around those of an article that are kept, but for those ``framing`` words that say who says
    them."""
    first, last = row[spans[0][0]], row[spans[-1][1] - 1]
    there = source.by_sentence
    before = [word for word in there[first.sentence] if word.start < first.word.start and word not in framing]
    behind = [word for word in there[last.sentence] if word.start > last.word.start and word not in framing]
    gaps: list[list[Word]] = []
    cut_within: list[list[Word]] = []
    for (_, end), (start, _) in pairwise(spans):
        gaps.append([place.word for place in row[end:start]])
        # What ends at a pause is a clause of its own, and leads only into what begins none: "because", "at noon".
        leads = row[start].word.key not in list_openers(source.language)
        if gaps[-1] and row[end - 1].word.behind and leads:
            cut_within.append([row[end - 1].word, *gaps[-1]])
        elif not row[end - 1].word.behind:
            cut_within.append(gaps[-1])
    kept = [place.word for low, high in spans for place in row[low:high]]
    return Surroundings(before, behind, gaps, cut_within, last.word.behind, kept)


def _find_lost(unit: Unit, source: SourceWording, around: Surroundings, *, spoken: bool) -> set[DraftKind]:
    """Return of what kind that is which turns the sense ``around`` words in their source, and not in the draft."""
    language, ends = source.language, unit.passages[-1].words
    there, own = find_turns(around, language, quoted=spoken), _find_own(unit, unit.before, language)
    kinds = _name_turns(there - (own - {"clause"}), own - there)
    # "For […] years", "to […] 5 million": what is kept goes on with another figure, or none.
    if any(any(find_figures(write(walk_back(gap, list_openers(language))), language)) for gap in around.gaps):
        kinds |= {"cut", "figure"}
    if ends and ends_early(around, language, quoted=spoken):
        kinds.add("cut")
    return kinds


def _find_lost_before(
    unit: Unit, source: SourceWording, whole: Surroundings, size: int, around: Surroundings
) -> set[DraftKind]:
    """Return the same of a part of what is said, as one with the draft's words before it: The dam “could fail”."""
    if whole is around:
        return set()
    own = _find_own(unit, unit.before[: len(unit.before) - size], source.language)
    kinds = _name_turns(find_turns(whole, source.language, quoted=True) - (own - {"clause"}), frozenset())
    # What is told before it in other words is no clause of the source's.
    if len(whole.kept) - len(around.kept) == size and ends_early(whole, source.language, quoted=True):
        kinds.add("cut")
    return kinds


def _find_own(unit: Unit, before: Sequence[Word], language: Language) -> frozenset[str]:
    """Return what in a draft turns the sense of a sentence or quotation, with so much of what stands ``before`` it.

    In a language without rules what is left out may be anything, whatever the draft says around it.
    """
    ends = unit.passages[-1].words
    beside = Surroundings(before, unit.behind, pause=ends[-1].behind if ends else ".")
    return find_turns(beside if language.has_rules else Surroundings((), ()), language, quoted=False)


def _ends_unmarked(unit: Unit, around: Surroundings, language: Language, *, said: bool) -> bool:
    """Return whether words read as a whole sentence, from its capital to its stop, and their source goes on.

    Who says it may stand behind what is ``said``.
    """
    ends = unit.passages[-1].words
    # What "the Courier reports that" leads into is a part.
    is_led = bool(unit.before) and unit.before[-1].key in language.words("grammar.complementizers")
    if (unit.part == "report" and unit.before) or (unit.part == "sentence" and is_led):
        return False
    if not ends or ends[-1].behind not in _STOPS or around.pause in _STOPS or not unit.words[0].text[0].isupper():
        return False
    return bool(keep(around.behind, True) if said else around.behind)


def _begins_unmarked(unit: Unit, source: SourceWording, around: Surroundings, place: Place) -> bool:
    """Return whether words read as a whole sentence from its capital on, and their source begins before: "Few residents
    agree".

    What only joins a sentence to the one before ("But") says nothing, nor does the title of whom it begins with.
    """
    first = place.word
    # A part that is quoted may begin with a name, or with a clause of its own.
    last = around.before[-1] if around.before else first
    is_part = unit.part != "sentence" and (
        first.text[0].isupper() or bool(last.behind) or last.key in list_openers(source.language)
    )
    if _fill(unit.passages)[0][1] == "gap" or unit.words[0].text[0].islower() or is_part:
        return False
    before = keep(around.before, True) if first.said else around.before
    # Outside of quotations a stop within a sentence is an abbreviation's.
    stops = [at for at, word in enumerate(before, 1) if word.said and word.behind in (*_STOPS, "!")]
    rest = [word.key for word in before[max(stops, default=0) :]]
    titles = [list_keys(office) for _, office in source.voices[place.sentence].introduced]
    return rest not in titles and not list_openers(source.language).issuperset(rest)


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


def _cuts_within(unit: Unit, source: SourceWording, row: Sequence[Place], spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether an ellipsis leaves out what is no whole: neither sentences nor a stretch between two marks, or
    between one and the sentence's edge; or what governs the words behind it."""
    filled, ends = _fill(unit.passages), unit.passages[-1]
    if filled[0][1] == "gap" and _breaks_off(row, _find_edge(row, spans[0][0]), spans[0][0], source):
        return True
    if ends.joint == "gap" and not ends.words and _goes_on(row, spans[-1][1]):
        return True
    pairs = zip(filled[1:], spans, spans[1:], strict=False)
    inner = [(end, start) for (_, joint), (_, end), (start, _) in pairs if joint == "gap" and end < start]
    return any(
        _goes_on(row, end) or _breaks_off(row, end, start, source) or _tears(row, end, start) for end, start in inner
    )


def _tears(row: Sequence[Place], low: int, high: int) -> bool:
    """Return whether words of a row that are left out are the end of one sentence and the beginning of another."""
    stops = [place.word.behind in _STOPS for place in row[low - 1 : high]]
    return any(stops) and not (stops[0] or stops[-1])


def _find_edge(row: Sequence[Place], at: int) -> int:
    """Return where in a row the sentence begins, or what is said of it, in which a place stands."""
    low = at
    while low and row[low - 1].word is not BREAK and row[low - 1].sentence == row[at].sentence:
        low -= 1
    return low


def _goes_on(row: Sequence[Place], at: int) -> bool:
    """Return whether no mark and no edge parts the words before a place of a row from the one that stands there."""
    if not at or at >= len(row) or BREAK in (row[at - 1].word, row[at].word):
        return False
    return not row[at - 1].word.behind and row[at - 1].sentence == row[at].sentence


def _breaks_off(row: Sequence[Place], low: int, high: int, source: SourceWording) -> bool:
    """Return whether words of a row that are left out end in the midst of a stretch, or govern what stands behind them:
    "we were told: | it broke", "a dam, | which". What only joins both ("and") counts for neither."""
    words, behind = source.language.words, row[high]
    left = [place.word for place in row[low:high] if place.sentence == behind.sentence]
    if not left or left[-1].behind in _STOPS:
        return False
    joining = words("grammar.coordinators") & words("grammar.links")
    joins = left[-1].key in joining
    if _goes_on(row, high - joins):
        return True
    governors = list_governors(source.language)
    led = left if joins else left[-1:]
    is_led = ":" in source.sentences[behind.sentence].text[left[-1].end : behind.word.start]
    return is_led or behind.word.key in words("grammar.relatives") or any(word.key in governors for word in led)


def _loses_bound(
    row: Sequence[Place], spans: Sequence[tuple[int, int]], around: Surroundings, language: Language
) -> bool:
    """Return whether a figure says no more that it is a rough one: "about 12,000" without its first word."""
    edges = [around.before, *around.gaps, around.behind]
    for (low, high), before, behind in zip(spans, edges, edges[1:], strict=False):
        kept = [place.word for place in row[low:high]]
        whole = [*before[-_FIGURE:], *kept, *walk_on(behind, (), kept[-1].behind)[:_FIGURE]]
        there = {(one.kind, one.value, one.bound) for one, _, _ in find_figures(write(whole), language)}
        told = {(one.kind, one.value, one.bound) for one, _, _ in find_figures(write(kept), language)}
        if {figure[:2] for figure in told - there} & {figure[:2] for figure in there}:
            return True
    return False


def _compare(words: Sequence[Word], there: Sequence[Word], *, is_end: bool) -> set[DraftKind]:
    """Return in what a passage of words is written otherwise than in its source, though its words are the same."""
    pairs = list(zip(words, there, strict=True))
    asks = [(mine.behind == "?") != (theirs.behind == "?") for mine, theirs in pairs]
    pauses = [bool(mine.behind) != bool(theirs.behind) for mine, theirs in pairs]
    wrong: dict[DraftKind, bool] = {
        # What is cut out may begin with a capital, or no more, and ends as it likes.
        "capitals": any(
            _list_capitals(mine)[at == 0 :] != _list_capitals(theirs)[at == 0 :]
            for at, (mine, theirs) in enumerate(pairs)
        ),
        "question": any(asks[:-1]) or (asks[-1] and is_end and bool(words[-1].behind)),
        "punctuation": any(pause > ask for pause, ask in zip(pauses[:-1], asks[:-1], strict=True)),
    }
    return {kind for kind, is_so in wrong.items() if is_so}


def _list_capitals(word: Word) -> list[bool]:
    """Return which signs of a word are capitals."""
    return [sign.isupper() for sign in word.text]


def _name_turns(missing: frozenset[str], added: frozenset[str]) -> set[DraftKind]:
    """Return the kinds of what turns the sense in the source and not in the draft, and the other way round."""
    kinds: dict[DraftKind, bool] = {
        "cut": bool(missing),
        "negation": "negation" in missing | added,
        "hedge": "opinion" in missing or any(turn.startswith("hedge") for turn in missing),
        "question": "question" in missing,
    }
    return {kind for kind, is_so in kinds.items() if is_so}


def _check_insertions(unit: Unit, source: SourceWording, gaps: Sequence[Sequence[Word]]) -> set[DraftKind]:
    """Return what is wrong with what an editor put in, before, amid and behind the words that are kept.

    It may stand for "he" or a name, and not for "nobody", "new", or half a sentence; ``gaps`` hold what the source has
    there.
    """
    inserted = [cut_wording(passage.inserted) for passage in unit.passages if passage.joint == "insertion"]
    kinds: set[DraftKind] = set()
    for words in inserted:
        kinds |= _check_insertion(words, source.language)
    if inserted and _replaces_wrongly(unit, inserted, gaps, source.language):
        kinds.add("words")
    return kinds


def _replaces_wrongly(
    unit: Unit, inserted: Sequence[Sequence[Word]], gaps: Sequence[Sequence[Word]], language: Language
) -> bool:
    """Return whether what is put in stands for how a clause goes on, or for what it may not."""
    ends = unit.passages[-1]
    joints = [*(joint for _, joint in _fill(unit.passages)), "" if ends.words else ends.joint]
    naming = language.words("grammar.pronouns", "grammar.determiners", "grammar.auxiliaries")
    naming -= language.words("quoting.quantities")
    names = all(any(word.text[0].isupper() or word.key in naming for word in words) for words in inserted)
    replaced = [gap for gap, joint in zip(gaps, joints, strict=True) if joint == "insertion" and gap]
    if any(not _may_be_replaced(gap, language, names=names) for gap in replaced):
        return True
    return joints[-1] == "insertion" and bool(gaps[-1]) and gaps[-1][0].key not in list_openers(language)


def _may_be_replaced(words: Sequence[Word], language: Language, *, names: bool) -> bool:
    """Return whether an editor may put in others for some words: those that point to somebody or something, and do not
    count. What ``names`` nothing, "old", stands for a pronoun."""
    keys, stops = {word.key for word in words}, language.words("stop_words.words")
    points = any(fold(word.key) in stops or word.text[0].isupper() for word in words)
    is_named = names or keys <= language.words("grammar.pronouns", "grammar.determiners")
    return points and is_named and keys.isdisjoint(language.words("quoting.quantities"))


def _check_insertion(words: Sequence[Word], language: Language) -> set[DraftKind]:
    """Return what is wrong with what an editor put in: it may explain, and not deny or doubt."""
    turns = find_turns(Surroundings(words, ()), language, quoted=False) if words else frozenset()
    # "Not yet" denies, too.
    denying = language.pattern("negation.negation")
    kinds: dict[DraftKind, bool] = {
        "negation": "negation" in turns or any(denying.search(word.text) for word in words),
        "hedge": any(turn.startswith(("hedge", "limit", "condition")) for turn in turns),
        "words": len(words) > _MOST_INSERTED,
    }
    return {kind for kind, is_so in kinds.items() if is_so}


def leaves_out_speaker(unit: Unit, match: Match, voice: Attribution) -> bool:
    """Return whether a draft tells by itself what in the source somebody says."""
    if unit.part != "sentence" or not voice.speaker:
        return False
    if any(is_within(word, voice.attribution) for word in match.words):
        return False
    is_said = all(word.said for word in match.words) and not all(word.said for word in unit.words)
    return is_said or any(is_within(word, voice.attribution) for word in match.left)


def list_notes(unit: Unit, match: Match) -> tuple[str, ...]:
    """Return what an editor did openly, and what else there is to know of words that stand in a source."""
    notes = ["an ellipsis"] if unit.has_gap else []
    notes += [f"put in: [{passage.inserted}]" for passage in unit.passages if passage.joint == "insertion"]
    if unit.part == "sentence":
        notes += ["a part of the sentence there"] if match.left else []
    elif not match.spoken and unit.part == "quotation":
        notes.append("not in quotation marks there")
    elif any(word.said for word in match.left):
        notes.append("a part of what is said there")
    return tuple(notes)


def is_within(word: Word, stretches: Iterable[tuple[int, int]]) -> bool:
    """Return whether a word begins in one of some stretches of its text."""
    return any(low <= word.start < high for low, high in stretches)


# Who says it there.


def joins_speakers(match: Match, names: Names) -> bool:
    """Return whether what several say stands in a row: "“He lies,” said Moe. “She does not,” said Berg." """
    voices = match.source.hear(names)[match.first : match.last + 1]
    return match.spoken and len({voice.speaker for voice in voices if voice.speaker}) > 1


def hear(match: Match, names: Names) -> Attribution:
    """Return who says the first sentence of a match."""
    return match.source.hear(names)[match.first]


def list_offices(match: Match, names: Names) -> list[str]:
    """Return by what offices an article calls who speaks in a match."""
    voices = match.source.hear(names)
    speaker = voices[match.first].speaker
    shown = names.reduce(speaker.split()[-1]) if speaker else ""
    return [office for one in voices for who, office in one.introduced if names.reduce(who.split()[-1]) == shown]


def list_who(match: Match, names: Names) -> list[tuple[Word, ...]]:
    """Return the words that say who speaks in a match: the name, what its sentence calls them, and each office."""
    voice = hear(match, names)
    return [cut_wording(text) for text in (voice.speaker, voice.rule.partition(" … ")[0], *list_offices(match, names))]


def list_beside(match: Match) -> list[Word]:
    """Return the narrator's words beside those of a match, in its paragraph."""
    source = match.source
    line = source.sentences[match.first].line
    numbers = range(max(0, match.first - 1), match.last + 1)
    near = [number for number in numbers if source.sentences[number].line == line]
    return [word for number in near for word in source.by_sentence.get(number, ()) if not word.said]
