"""Whom and what a draft means by what stands in no source beside the words that do: what an editor put in brackets, and
the subject before a quoted part of a clause. The article in which the words stand must prove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from summarizer.analysis.names import Names
from summarizer.analysis.quantities import find_figures
from summarizer.briefing.draft_matches import Match, hear, is_within, list_who
from summarizer.briefing.draft_sentences import Unit, list_source_words
from summarizer.briefing.draft_sources import OutletNames, find_mentions, list_stems
from summarizer.briefing.draft_turns import find_subject, write
from summarizer.lang.language import Language
from summarizer.text.tokens import drop_owning, fold
from summarizer.text.wording import Word, cut_wording, list_keys

#: A number of so many digits may be a year, and of fewer the number of a note.
_LEAST_YEAR = 4
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


def list_glosses(unit: Unit, outlets: OutletNames, language: Language) -> Iterator[tuple[tuple[Word, ...], int]]:
    """Yield what an editor put in that is, at the end, no outlet's name, and no number of a note behind the words; each
    with how many words of the unit stand before it."""
    place, size = 0, len(unit.words)
    for at, passage in enumerate(unit.passages):
        words = cut_wording(passage.inserted)
        is_note = passage.inserted.isdigit() and len(passage.inserted) < _LEAST_YEAR and not passage.words
        is_credit = place == size and any(find_mentions(words, outlets, language))
        if words and not (is_note and at) and not is_credit:
            yield words, place
        place += len(passage.words)


def is_proven(words: Sequence[Word], place: int, match: Match, names: Names) -> bool:
    """Return whether the article of a match has what an editor put in behind so many of its words, and means that.

    Each word must stand there, but for small ones, and what an "or" joins is another thing. What names nobody and
    nothing, "falsely", stands as it is written.
    """
    language = match.source.language
    is_joined = not language.words("grammar.coordinators", "grammar.links").isdisjoint(
        word.key for word in words[:-1][:1]
    )
    if is_joined or _means_another(words, place, match, names):
        return False
    small = language.words(*_SMALL) - language.words("quoting.quantities")
    wanted = {word.key for word in words if word.key not in small or any(find_figures(word.text, language))}
    is_small = any(word.key not in wanted or word.text[0].isupper() for word in words)
    zones = _list_zones(words, place, match, names_nothing=not is_small)
    if zones is None:
        return list_stems(wanted, language) <= match.source.stems
    read = partial(list_stems, language=language) if is_small else frozenset[str]
    return any(read(wanted) <= read(word.key for word in zone) for zone in zones)


def _list_zones(
    words: Sequence[Word], place: int, match: Match, *, names_nothing: bool
) -> Iterable[Sequence[Word]] | None:
    """Return the stretches of an article in one of which all words must stand that an editor put in: what is done and
    when in the match's own sentences, as said there; what tells more of the word before it close to that; what names
    nothing in a sentence near; none for anything else, which may stand anywhere.
    """
    told = match.source.by_sentence
    if _tells_act_or_day(words, match.source.language):
        own = chain.from_iterable(told[at] for at in range(match.first, match.last + 1))
        return [[word for word in own if word.said or not match.spoken]]
    name = _find_named(words, place, match)
    if name:
        return _list_windows(name, len(words) + 1, told.values())
    if _adds(words, place, match):
        return _list_windows(match.words[place - 1].key, len(words) + _BESIDE, told.values())
    if names_nothing:
        return [told.get(number, ()) for number in range(match.first - _NEAR, match.last + _NEAR + 1)]
    return None


def _find_named(words: Sequence[Word], place: int, match: Match) -> str:
    """Return the name that stands before another one that was put in, or for which that stands, "Olaf’s [Scholz’s]":
    the article has both beside each other. Where all nouns have capitals, no name is known by its own."""
    if match.source.language.text("changes.capitals") == "nouns" or not any(word.text[0].isupper() for word in words):
        return ""
    left_out, _ = _find_meant(place, match, reach=int(place == 0))
    titles = match.source.language.words("names.titles")
    for word in (left_out or match.words[:place])[-1:]:
        if drop_owning(word.text) in match.source.names and word.key not in titles:
            return drop_owning(word.key)
    return ""


def _list_windows(key: str, size: int, rows: Iterable[Sequence[Word]]) -> Iterator[Sequence[Word]]:
    """Yield the stretches of so many words that have a word: "the mayor of Halvern"."""
    for row in rows:
        for at in range(max(1, len(row) - size + 1)):
            if key in [word.key for word in row[at : at + size]]:
                yield row[at : at + size]


def _adds(words: Sequence[Word], place: int, match: Match) -> bool:
    """Return whether what was put in tells more of the word before it, and stands for nothing: whose, in what."""
    language, opening = match.source.language, match.source.language.words("grammar.prepositions", "grammar.genitives")
    if place == 0 or words[0].key not in opening or _find_meant(place, match, reach=0)[0]:
        return False
    before = match.words[place - 1]
    # Whose or of what a thing is ("the stock [of herring]") the whole article may tell, but not of whom "nothing" is.
    is_owned = words[0].key in language.words("grammar.genitives")
    if is_owned and fold(before.key) not in language.words("stop_words.words"):
        return False
    return before.key not in language.words(*_PRONOUNS, "quoting.speaking")


def _find_meant(place: int, match: Match, reach: int = _MOST_REPLACED) -> tuple[Sequence[Word], Sequence[Word]]:
    """Return the words of a match's sentences for which may stand what an editor put in behind so many of its words,
    those that are left out there (so many at its ends), and the words before them."""
    row = [word for at in range(match.first, match.last + 1) for word in match.source.by_sentence[at]]
    kept = [at for at, word in enumerate(row) if any(word is one for one in match.words)]
    low = kept[place - 1] + 1 if place else max(0, kept[0] - reach)
    high = kept[place] if place < len(kept) else low + reach
    return row[low:high], row[:low]


def _means_another(words: Sequence[Word], place: int, match: Match, names: Names) -> bool:
    """Return whether what an editor put in for a pronoun, behind so many words of a match, is nobody whom that may
    mean: "we" are who speaks, or were just named, and "they" somebody else who was.
    """
    source, language = match.source, match.source.language
    speaking = language.words("quoting.speaking")
    left_out, before = _find_meant(place, match)
    meant = {one.key for one in left_out or match.words[:place][-1:] if one.said or not match.spoken}
    is_speaker = not speaking.isdisjoint(meant)
    is_pronoun = is_speaker or not meant.isdisjoint(language.words(*_PRONOUNS))
    if not is_pronoun or words[0].key in language.words("grammar.prepositions"):
        return False
    wanted, voice = _list_telling((word.key for word in words), language), hear(match, names)
    own = list_stems(list_keys(voice.speaker), language)
    # "He [Dahl] added that …"
    if not match.spoken and any(is_within(one, voice.attribution) for one in left_out or match.words[:place][-1:]):
        return not wanted <= own
    near = list(_list_near(match, names, is_speaker=is_speaker))
    if is_speaker:
        return not wanted <= _list_side(match, near, names)
    told = chain(before, *(source.by_sentence[number] for number in near))
    return not wanted <= list_stems((word.key for word in told), language) or wanted <= own


def has_another_subject(lead: Sequence[Word], match: Match, names: Names) -> bool:
    """Return whether words that lead into a part of what is said make another one its subject than the source: "The
    mine | could fail" for "the dam | could fail", "the mayor | will go" for what somebody else says of himself."""
    language, there = match.source.language, {word.key for word in match.subject}
    subject = find_subject(lead, language)
    if not match.subject or _is_led(lead[: len(lead) - len(subject)], language):
        return False
    keys, pronouns = {word.key for word in subject}, language.words("grammar.pronouns")
    speaking = language.words("quoting.speaking")
    mine, theirs = (_list_telling(row, language) - list_stems(speaking, language) for row in (keys, there))
    if there & speaking:
        return _is_another(keys, mine, match, names)
    if there & pronouns:
        return bool(keys & pronouns) and keys.isdisjoint(there & pronouns)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _is_another(keys: set[str], told: frozenset[str], match: Match, names: Names) -> bool:
    """Return whether a subject, by its words and the stems of those that tell something, is not who says "I" or "we":
    "he" where the article calls the speaker "she", or somebody else."""
    words, called = match.source.language.words, _list_calling(match, names)
    if called and keys & words("grammar.pronouns") and keys.isdisjoint(called | words("quoting.speaking")):
        return True
    return bool(told) and told.isdisjoint(_list_side(match, range(match.first, match.last + 1), names))


def _list_calling(match: Match, names: Names) -> set[str]:
    """Return the pronouns by which an article calls who speaks in a match."""
    voices = match.source.hear(names)
    speaker, pronouns = voices[match.first].speaker, match.source.language.words("grammar.pronouns")
    return {key for voice in voices if voice.speaker == speaker for key in list_keys(voice.rule)[:1]} & pronouns


def _is_led(words: Sequence[Word], language: Language) -> bool:
    """Return whether before a subject stand words behind which there is none: "according to"."""
    articles = language.words("grammar.articles", "grammar.determiners")
    led = [word.key for word in words if not word.said and word.key not in articles]
    passes = language.words("grammar.prepositions", "grammar.genitives") | list_source_words(language)
    # "Sagte Dahl, …"
    if language.text("reporting.word_order") != "fixed":
        passes |= language.words("reporting.saying")
    return not passes.isdisjoint(led[-1:])


def _list_telling(keys: Iterable[str], language: Language) -> frozenset[str]:
    """Return the stems of those words that name somebody or something."""
    stops = language.words("stop_words.words")
    return list_stems((key for key in keys if fold(key) not in stops), language)


def _list_side(match: Match, near: Iterable[int], names: Names) -> frozenset[str]:
    """Return the stems of the words that may say for whom who speaks in a match says "we": who it is, by name and
    office, and what the narrator tells beside it; nobody who speaks himself, is told it, or stands in a quotation only.
    """
    language, speaker = match.source.language, hear(match, names).speaker
    told = list(chain.from_iterable(_list_told(number, match, names) for number in near))
    others: list[str] = []
    for voice in match.source.hear(names):
        if voice.speaker != speaker:
            others += [voice.speaker, *(office for who, office in voice.introduced if who == voice.speaker)]
    side = list_stems((word.key for word in told), language) - list_stems(list_keys(" ".join(others)), language)
    return side | list_stems((word.key for word in chain(*list_who(match, names))), language)


def _list_told(number: int, match: Match, names: Names) -> list[Word]:
    """Return the narrator's words of a sentence that tell something of who speaks in a match; what he is told to have
    said names others, too, but for "…, its director, Per Holm, said"."""
    words, voice = match.source.by_sentence[number], match.source.hear(names)[number]
    owning = match.source.language.words("grammar.determiners") - match.source.language.words("grammar.articles")
    beside = [word.key for word in words if is_within(word, voice.attribution)]
    is_apart = number != match.first and bool(beside) and owning.isdisjoint(beside)
    if is_apart or voice.speaker not in ("", hear(match, names).speaker):
        return []
    return [word for word in words if not word.said and not is_within(word, voice.attribution)]


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
    verbs = language.words(*_VERBS, "grammar.time_spans")
    # "The bed", "of herring", "the old building" are nouns.
    nominal = language.words(*_BEFORE_NOUNS)
    past, gerund = language.phrases("grammar.past_endings"), language.phrases("grammar.gerund_endings")
    keys = [word.key for word in words]
    for at, word in enumerate(words):
        is_past = word.key.endswith(past) and nominal.isdisjoint(keys[:at][-1:])
        is_gerund = word.key.endswith(gerund) and nominal.isdisjoint(keys[:at])
        if word.key in verbs or (word.text[0].islower() and (is_past or is_gerund)):
            return True
    return False
