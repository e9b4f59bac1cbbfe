"""What an editor put in brackets into words of a draft: whether the article in which they stand proves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from summarizer.analysis.names import Names
from summarizer.analysis.quantities import find_figures
from summarizer.briefing.draft_matches import Match, hear, is_within, list_who
from summarizer.briefing.draft_sources import list_stems
from summarizer.briefing.draft_turns import write
from summarizer.lang.language import Language
from summarizer.model import Attribution
from summarizer.text.tokens import fold
from summarizer.text.wording import Word, list_keys

#: He puts in so many words at most for those that he leaves out.
_MOST_REPLACED = 3
#: So many words more may stand between a word and what is put in behind it where both stand elsewhere.
_BESIDE = 2
#: An adverb that is put in stands in a sentence so near.
_NEAR = 2
#: Whom a pronoun means stands so many sentences before, in its paragraph.
_MOST_BEFORE = 6
_PRONOUNS = ("grammar.pronouns", "grammar.person_pronouns", "grammar.object_pronouns")  # names, not language
#: Words that an editor may put in though the article has none like them.
_SMALL = (  # names, not language
    "grammar.pronouns", "grammar.determiners", "grammar.articles", "grammar.auxiliaries", "grammar.genitives",
    "grammar.place_prepositions",
)  # fmt: skip
#: By these a verb is known.
_VERBS = (  # names, not language
    "grammar.auxiliaries", "grammar.forms_of_be", "grammar.finite_verbs", "reporting.saying", "reporting.stances",
    "reporting.passive_auxiliaries", "reporting.past_participles",
)  # fmt: skip
_BEFORE_NOUNS = ("grammar.articles", "grammar.determiners", "grammar.prepositions", "grammar.genitives")  # not language
_VERB_ENDINGS = ("grammar.past_endings", "grammar.gerund_endings")  # names, not language


def is_proven(words: Sequence[Word], place: int, match: Match, names: Names) -> bool:
    """Return whether the article of a match has what an editor put in behind so many of its words, and means that."""
    if not _stands_near(words, match) or _means_another(words, place, match, names):
        return False
    return not _adds(words, place, match) or _stands_beside(words, match.words[place - 1], match)


def _adds(words: Sequence[Word], place: int, match: Match) -> bool:
    """Return whether what was put in tells more of the word before it, and stands for nothing: when, whose, in what."""
    language = match.source.language
    if place == 0 or match.words[place - 1].key in language.words(*_PRONOUNS, "quoting.speaking"):
        return False
    row = [word for at in range(match.first, match.last + 1) for word in match.source.by_sentence[at]]
    behind = next((at for at, word in enumerate(row, 1) if word is match.words[place - 1]), len(row))
    if row[behind : behind + 1] != list(match.words[place : place + 1]) and place < len(match.words):
        return False
    keys = [word.key for word in words]
    opening = language.words("grammar.prepositions", "grammar.genitives")
    # Whose or of what a thing is ("the stock [of herring]") the whole article may tell, but not of whom "nothing" is.
    if fold(match.words[place - 1].key) not in language.words("stop_words.words"):
        opening -= language.words("grammar.genitives")
    return keys[0] in opening or not language.words("grammar.time_spans").isdisjoint(keys)


def _stands_beside(words: Sequence[Word], before: Word, match: Match) -> bool:
    """Return whether words stand close to the one before them somewhere in the article: "the mayor of Halvern"; such of
    time in a match's own sentence.
    """
    source, language = match.source, match.source.language
    is_time = not language.words("grammar.time_spans").isdisjoint(word.key for word in words)
    numbers = range(match.first, match.last + 1) if is_time else source.by_sentence
    small = language.words(*_SMALL, "grammar.prepositions")
    wanted = list_stems((word.key for word in words if word.key not in small), language)
    wanted |= frozenset() if is_time else list_stems([before.key], language)
    for number in numbers:
        there = [word for word in source.by_sentence.get(number, ()) if word.said or not (is_time and match.spoken)]
        size = len(there) if is_time else len(words) + _BESIDE
        for at in range(max(1, len(there) - size + 1)):
            if wanted <= list_stems((word.key for word in there[at : at + size]), language):
                return True
    return False


def _stands_near(words: Sequence[Word], match: Match) -> bool:
    """Return whether the article of a match has what an editor put in: each word, but for small ones.

    What names nobody and nothing, "falsely", stands word after word in a sentence close to the match, what is done and
    when in its own, as said there; and what an "or" joins to it is another thing.
    """
    source, language, told = match.source, match.source.language, match.source.by_sentence
    if len(words) > 1 and words[0].key in language.words("grammar.coordinators", "grammar.links"):
        return False
    small = language.words(*_SMALL) - language.words("quoting.quantities")
    wanted = [word for word in words if word.key not in small or any(find_figures(word.text, language))]
    is_act = _tells_act_or_day(words, language)
    own = [word for at in range(match.first, match.last + 1) for word in told[at] if word.said or not match.spoken]
    if len(wanted) < len(words) or any(word.text[0].isupper() for word in words):
        have = list_stems((word.key for word in own), language) if is_act else source.stems
        return have.issuperset(list_stems((word.key for word in wanted), language))
    near = [told.get(number, ()) for number in range(match.first - _NEAR, match.last + _NEAR + 1)]
    for there in [own] if is_act else near:
        keys = iter([word.key for word in there])
        if all(word.key in keys for word in words):
            return True
    return False


def _means_another(words: Sequence[Word], place: int, match: Match, names: Names) -> bool:
    """Return whether what an editor put in for a pronoun, behind so many words of a match, is nobody whom that may
    mean: "we" are who speaks, or were just named, and "they" somebody else who was.
    """
    source, language = match.source, match.source.language
    row = [word for at in range(match.first, match.last + 1) for word in source.by_sentence[at]]
    kept = [at for at, word in enumerate(row) if any(word is one for one in match.words)]
    low = kept[place - 1] + 1 if place else max(0, kept[0] - _MOST_REPLACED)
    high = kept[place] if place < len(kept) else low + _MOST_REPLACED
    meant = {word.key for word in row[low:high] or row[low - 1 : low] if word.said or not match.spoken}
    speaking = language.words("quoting.speaking")
    is_speaker = not speaking.isdisjoint(meant)
    others = language.words(*_PRONOUNS) - speaking
    if words[0].key in language.words("grammar.prepositions") or not (is_speaker or meant & others):
        return False
    stops = language.words("stop_words.words")
    wanted = list_stems((word.key for word in words if fold(word.key) not in stops), language)
    near = list(_list_near(match, names, is_speaker=is_speaker))
    if is_speaker:
        return not wanted <= _list_side(match, near, names)
    own = list_stems(list_keys(hear(match, names).speaker), language)
    told = [word for number in near for word in source.by_sentence[number]]
    known = list_stems((word.key for word in (*told, *row[:low])), language)
    return not wanted <= known or wanted <= own


def _list_side(match: Match, near: Iterable[int], names: Names) -> frozenset[str]:
    """Return the stems of the words that may say for whom who speaks in a match says "we": who it is, by name and
    office, and what the narrator tells beside it; nobody who speaks himself, is told it, or stands in a quotation only.
    """
    source, language, voices = match.source, match.source.language, match.source.hear(names)
    speaker = hear(match, names).speaker
    told: list[Word] = []
    for number in near:
        if voices[number].speaker in ("", speaker):
            told += [word for word in source.by_sentence[number] if _is_told(word, voices[number])]
    others: list[str] = []
    for voice in voices:
        if voice.speaker != speaker:
            others += [voice.speaker, *(office for who, office in voice.introduced if who == voice.speaker)]
    side = list_stems((word.key for word in told), language) - list_stems(list_keys(" ".join(others)), language)
    return side | list_stems((word.key for word in list_who(match, names)), language)


def _is_told(word: Word, voice: Attribution) -> bool:
    """Return whether a word is the narrator's and does not say who says a sentence, or to whom."""
    return not word.said and not is_within(word, voice.attribution)


def _list_near(match: Match, names: Names, *, is_speaker: bool) -> Iterator[int]:
    """Yield the sentences in which whom a pronoun in a match means may be named: some before and behind it; of who
    speaks behind it only those that name them, of others also those before in the paragraph."""
    source = match.source
    surnames = {names.reduce(name) for name in hear(match, names).speaker.split()[-1:]}
    for number in source.by_sentence:
        if number < match.first:
            is_told = not is_speaker and source.sentences[number].line == source.sentences[match.first].line
            if match.first - number <= (_MOST_BEFORE if is_told else _NEAR):
                yield number
        elif 0 < number - match.last <= _NEAR:
            named = {names.reduce(word.text) for word in source.by_sentence[number]}
            if not is_speaker or surnames & named:
                yield number


def _tells_act_or_day(words: Sequence[Word], language: Language) -> bool:
    """Return whether words have a verb, as far as tables tell, or a day."""
    text = write(words)
    if any(language.pattern(key).search(text) for key in ("comparison.calendar", "dates.near_day")):
        return True
    verbs = language.words(*_VERBS)
    # "The bed", "of herring", "the old building" are nouns.
    nominal = language.words(*_BEFORE_NOUNS)
    past, gerund = (tuple(language.phrases(key)) for key in _VERB_ENDINGS)
    before = [""]
    for word in words:
        is_noun = before[-1] in nominal or (word.key.endswith(gerund) and not nominal.isdisjoint(before))
        has_ending = word.text[0].islower() and word.key.endswith((*past, *gerund))
        if word.key in verbs or (has_ending and not is_noun):
            return True
        before.append(word.key)
    return False
