"""What around words that are cut out of a sentence turns their sense: a "not", a condition, "I do not believe that".

What lies beyond a comma or an "and" is another clause, and may be left out; a condition may not, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, dropwhile, takewhile

from summarizer.dedupe.hedges import list_hedges
from summarizer.lang.language import Language, load_groups
from summarizer.text.tokens import fold
from summarizer.text.wording import Word, find_passage, make_key

#: So many words behind what is kept may narrow it beyond a pause: "…, but only at night".
_NARROWED = 4
#: So many words are read as a clause.
_CLAUSE = 3
#: Words that lead into a quotation and are no subject of it.
_LEADING = (  # names, not language
    "grammar.articles", "grammar.determiners", "grammar.prepositions", "grammar.genitives", "quoting.neutral",
)  # fmt: skip
#: By these anybody may be meant.
PRONOUNS = ("grammar.pronouns", "grammar.person_pronouns", "quoting.speaking")  # names, not language


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words before and behind what is kept, those in each gap amid it, and in each that begins
    within a clause; how what is kept ends (its pause), its words, and whether they are a predicate whose subject the
    draft has before it, or that subject with them."""

    before: Sequence[Word]
    behind: Sequence[Word]
    gaps: Sequence[Sequence[Word]] = ()
    cut_within: Sequence[Sequence[Word]] = ()
    pause: str = ""
    kept: Sequence[Word] = ()
    is_predicate: bool = False


@cache
def _cut_phrases(language: Language, key: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a table, cut into words."""
    return tuple(tuple(map(make_key, phrase.split())) for phrase in language.phrases(key))


@cache
def list_openers(language: Language) -> frozenset[str]:
    """Return the words with which a clause of its own begins."""
    words = language.words("grammar.main_clause_openers", "grammar.coordinators", "grammar.links")
    return frozenset(map(make_key, words))


def find_turns(around: Surroundings, language: Language, *, quoted: bool) -> frozenset[str]:
    """Return what around some words turns their sense, each as its kind and name: "negation", "hedge may", "condition".

    Of what is ``quoted`` conditions count within the quotation only.
    """
    gaps = list(chain(*around.gaps))
    if not language.has_rules:
        # Any other word may be one that denies.
        return frozenset({"unknown"} if keep([*around.before, *around.behind, *gaps], quoted) else ())
    openers = list_openers(language)
    inner = [part for gap in around.gaps for part in (walk_on(gap, openers, ""), walk_back(gap, openers))]
    # "Nous […] fermerons […]": what denies may stand in two gaps.
    zones = [walk_back(around.before, openers), walk_on(around.behind, openers, around.pause), *inner]
    found = _read_last(around, language, quoted=quoted)
    for zone in (*zones, list(chain(*inner))):
        found |= read_zone(zone, language)
    before, behind = keep(around.before, quoted), keep(around.behind, quoted)
    conditional = ([*before, *behind], gaps)
    turns = {
        "condition": any(_has_phrase(words, language, "quoting.conditions") for words in conditional),
        "limit": _has_phrase(behind[:_NARROWED], language, "quoting.limits"),
        "question": "?" in [word.behind for word in behind],
        "retold": _is_retold(around.before, language),
        "alternative": _offers_another(around, language, quoted=quoted),
        "bridge": any(_bridges(gap, openers) for gap in around.cut_within),
    }
    for aside in _list_asides(around):
        found |= _read_aside(keep(aside, quoted), language)
    return frozenset(found.union(turn for turn, is_so in turns.items() if is_so))


def _offers_another(around: Surroundings, language: Language, *, quoted: bool) -> bool:
    """Return whether what is left out is another choice: "the hall | or the school", "or | we close"; what follows a
    pause, "do it, | or we close", is but what comes of it."""
    edges = [*keep(around.before, quoted)[-1:], *keep(around.behind, quoted)[: not around.pause]]
    for gap in around.gaps:
        edges += [*gap[:1], *gap[-1:]]
    choosing = language.words("grammar.coordinators") - language.words("grammar.links")
    return any(word.key in choosing for word in edges)


def _is_retold(before: Sequence[Word], language: Language) -> bool:
    """Return whether the narrator leads into words as what who says them was told: "Dahl said she was told that"."""
    saying = language.words("reporting.saying") - language.words("reporting.ambiguous")
    return sum(word.key in saying for word in walk_back(keep(before, quoted=False), ())) > 1


def _list_asides(around: Surroundings) -> Iterator[Sequence[Word]]:
    """Yield what a pause parts from what is kept, up to the next one: "As far as we know, | nobody was hurt"."""
    before = around.before
    if before and before[-1].behind:
        yield [*walk_back(before[:-1], ()), before[-1]]
    if around.pause:
        yield walk_on(around.behind, (), "")


def _read_aside(words: Sequence[Word], language: Language) -> set[str]:
    """Return what an aside makes of the clause beside it, where it is no clause of its own."""
    keys = tuple(word.key for word in words)
    if len(keys) == 1 and list_hedges(write(words), language):
        return {f"hedge {name}" for name in list_hedges(write(words), language)}
    return {"hedge aside"} if keys in _cut_phrases(language, "quoting.reservations") else set()


def _read_last(around: Surroundings, language: Language, *, quoted: bool) -> set[str]:
    """Return what the last word before what is kept makes of it: what somebody thinks, or says."""
    found: set[str] = set()
    articles = language.words("grammar.articles")
    # "Suppose the | board agreed", where an editor put in another article.
    leading = list(dropwhile(lambda word: word.key in articles, reversed(around.before)))
    for last in leading[:1]:
        if last.key in language.words("quoting.opinions"):
            found.add("opinion")
        # "They deny that | it broke", or "They deny | that it broke".
        keys = (last.key, *(word.key for word in around.kept[:1]))
        if last.said == quoted and not language.words("grammar.complementizers").isdisjoint(keys):
            found.add("clause")
        # "Critics say | it broke"; behind "as I said" a pause stands, in German behind each.
        leads = not last.behind or bool(language.words("grammar.reported_mood"))
        if last.said == quoted and leads and last.key in list_governors(language):
            found.add("clause")
    return found


@cache
def list_governors(language: Language) -> frozenset[str]:
    """Return the words behind which a clause is what somebody says or thinks, or is told."""
    saying = language.words("reporting.saying") - language.words("reporting.ambiguous")
    return saying | language.words("grammar.complementizers", "quoting.opinions")


def ends_early(around: Surroundings, language: Language, *, quoted: bool) -> bool:
    """Return whether words read as a whole clause and are not: "We will sell the hospital | car park".

    They begin where a clause begins, and end in its midst, which a pause may hide: "The mayor, they say, | is a thief".
    Of fewer than some words nobody expects a clause.
    """
    openers = list_openers(language)
    before, behind = keep(around.before, quoted)[-1:], keep(around.behind, quoted)[:1]
    begins = not before or bool(before[0].behind) or before[0].key in openers
    if not begins or len(around.kept) < _CLAUSE or not behind:
        return False
    goes_on = behind[0].key in language.words("grammar.auxiliaries")
    return goes_on if around.pause else behind[0].key not in openers


def extend(around: Surroundings, lead: Sequence[Word], language: Language) -> tuple[Surroundings, int]:
    """Return what is around a quoted part of a clause together with the words before it that a draft has too, and how
    many of the draft's own these are: of "no sign that the dam | could fail" for "The dam “could fail”" those before
    "the dam".

    Where what the draft has before it is a subject, all of the subject there is taken for that.
    """
    before = list(takewhile(lambda word: word.said, reversed(around.before)))[::-1]
    lead = _skip_speaker(lead, language)
    lead = lead[max((at for at, word in enumerate(lead, 1) if word.said), default=0) :]
    if not lead or not before or before[-1].behind:
        return around, 0
    size = 0
    for mine, theirs in zip(reversed(lead), reversed(before), strict=False):
        if mine.key != theirs.key or theirs.behind:
            break
        size += 1
    governors = list_governors(language)
    # "Brandt said that" is not what the source has: "no sign that".
    while size and before[-size].key in governors:
        size -= 1
    rest, is_subject = before[: len(before) - size], _has_subject(lead, language)
    taken = size + len(walk_back(rest, list_openers(language) | governors)) * is_subject
    if not taken:
        return around, 0
    kept = [*around.before[-taken:], *around.kept]
    return replace(around, before=around.before[:-taken], kept=kept, is_predicate=is_subject), size


def _skip_speaker(words: Sequence[Word], language: Language) -> Sequence[Word]:
    """Return the words that lead into a quotation: those before an aside, too, that says who speaks, "The dam, she
    said, “could fail”"."""
    if not words or words[-1].behind not in ("", ","):
        return ()
    if words[-1].behind:
        aside = [*walk_back(words[:-1], ()), words[-1]]
        rest = words[: len(words) - len(aside)]
        says = not language.words("reporting.saying").isdisjoint(word.key for word in aside)
        if not says or not rest or rest[-1].behind != ",":
            return ()
        return [*walk_back(rest[:-1], ()), rest[-1]]
    return walk_back(words, ())


def find_subject(lead: Sequence[Word], language: Language) -> Sequence[Word]:
    """Return the words with which those that lead into a quotation end and that may be its subject."""
    return walk_back(lead, language.words(*_LEADING) | list_governors(language) | list_openers(language))


def _has_subject(lead: Sequence[Word], language: Language) -> bool:
    """Return whether words that lead into a quotation end with a subject of it: "said it", and not "but not"."""
    tail = find_subject(lead, language)
    stops, pronouns = language.words("stop_words.words"), language.words(*PRONOUNS)
    return any(fold(word.key) not in stops or word.key in pronouns for word in tail)


def _bridges(gap: Sequence[Word], openers: Collection[str]) -> bool:
    """Return whether a gap leads from the midst of one clause into the midst of another: "The mayor […] is a thief"."""
    ends = [bool(word.behind) or word.key in openers for word in gap]
    return any(ends) and not ends[-1]


def walk_back(words: Sequence[Word], openers: Collection[str]) -> Sequence[Word]:
    """Return the last words before some others that stand in one clause with them."""
    start = len(words)
    while start and not words[start - 1].behind and words[start - 1].key not in openers:
        start -= 1
    return words[start:]


def walk_on(words: Sequence[Word], openers: Collection[str], pause: str) -> Sequence[Word]:
    """Return the first words behind some others that stand in one clause with them."""
    if pause:
        return ()
    end = 0
    while end < len(words) and words[end].key not in openers:
        end += 1
        if words[end - 1].behind:
            break
    return words[:end]


def read_zone(zone: Sequence[Word], language: Language, *more: str) -> set[str]:
    """Return what in a stretch of words turns the sense of those beside it; the phrases of ``more`` tables, too."""
    text = write(zone)
    found = {f"hedge {name}" for name in list_hedges(text, language)}
    if language.pattern("negation.negation").search(text) or _has_phrase(zone, language, "quoting.doubts"):
        found.add("negation")
    if _has_phrase(zone, language, "quoting.limits"):
        found.add("limit")
    return found.union(key for key in more if _has_phrase(zone, language, key))


def _has_phrase(words: Sequence[Word], language: Language, key: str) -> bool:
    """Return whether a phrase of a table stands among some words."""
    return bool(list_phrases(words, language, key))


def list_phrases(words: Sequence[Word], language: Language, key: str) -> frozenset[tuple[str, ...]]:
    """Return the phrases of a table that stand among some words."""
    keys = [word.key for word in words]
    phrases = _cut_phrases(language, key)
    return frozenset(one for one in phrases if next(find_passage(keys, one, 0, len(keys)), None) is not None)


def list_modifiers(words: Iterable[Word], language: Language) -> set[str]:
    """Return what among some words makes others less than they are: "former", "deputy"."""
    groups = load_groups(language, "comparison.modifiers")
    return {name for word in words for name in groups.find(word.key)}


def write(words: Iterable[Word]) -> str:
    """Return words as a text without signs."""
    return " ".join(word.text for word in words)


def keep(words: Sequence[Word], quoted: bool) -> list[Word]:
    """Return those of some words that are ``quoted``, or that are not."""
    return [word for word in words if word.said == quoted]
