"""A draft that anybody wrote, a person or a model, against its sources: for each sentence and quotation, where its very
words stand, who says them there and in which outlets.

What differs in a single word is not verbatim, and words that stand in a source are altered all the same where what
turns their sense was left out beside them. That a thing is told in other words cannot be proved by words: it is not
found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import get_args

from summarizer.analysis.attribution import attribute, find_core
from summarizer.analysis.names import Names
from summarizer.briefing.draft_matches import Match, find_matches, leaves_out_speaker, list_notes
from summarizer.briefing.draft_sentences import (
    DraftSentence,
    Unit,
    list_sentences,
    list_units,
    read_draft_sentences,
    trim_relays,
)
from summarizer.briefing.draft_sources import (
    Named,
    OutletNames,
    SourceWording,
    find_candidates,
    find_mentions,
    is_same_speaker,
    learn_source_names,
    list_pairs,
    read_credit_names,
    read_outlets,
    tells_same,
)
from summarizer.briefing.nearest_wording import find_nearest, mark_changes
from summarizer.lang.language import Language, load_groups, lower
from summarizer.model import Article, Attribution, Sentence
from summarizer.model.editorial import CheckedDraft, DraftFinding, DraftKind, DraftSource, Verdict
from summarizer.text.agencies import find_identity
from summarizer.text.tokens import MASK, fold
from summarizer.text.wording import Passage, Word, cut_wording, list_keys, make_key

#: So many sources are named of what stands in more.
_MOST_SOURCES = 20
_ORDER: tuple[DraftKind, ...] = get_args(DraftKind)


@dataclass(frozen=True, slots=True)
class _Inputs:
    """All that is known while a draft is checked."""

    sources: dict[int, SourceWording]
    articles: Sequence[Article]
    outlets: OutletNames
    names: Names
    sentences: Sequence[DraftSentence]
    voices: Sequence[Attribution]
    language: Language
    speakers: Mapping[str, Sequence[str]]


def check_draft(
    draft: Article, articles: Sequence[Article], *, quotations_only: bool = False, written: str = ""
) -> CheckedDraft:
    """Return what of a draft stands in some articles, sentence by sentence and quotation by quotation.

    With ``quotations_only`` what is not in quotation marks is the draft's own and not looked for. ``written`` is the
    text in which the lines of the draft are counted, if that is not its own.

    >>> told = Article("“The dam will not hold, and we knew it,” Ana Dahl said.", outlet="Sample Post", language="en")
    >>> draft = Article("Dahl said: “We knew it.” She said: “The dam will hold.”", language="en")
    >>> [(one.part, one.verdict, one.kinds) for one in check_draft(draft, [told]).findings]
    [('quotation', 'verbatim', ()), ('quotation', 'altered', ('negation',))]
    """
    articles = [article for article in articles if article.text and not article.dropped]
    outlets = read_outlets(articles)
    sentences, left_out, language = read_draft_sentences(draft, written=written)
    units = list(list_units(sentences, outlets, language))
    sources, candidates = _read_candidates(units, articles)
    codes = Counter(source.language.code for source in sources.values())
    if codes and not draft.language and codes.most_common(1)[0][0] != language.code:
        # A few words tell less of their language than the sources in which they stand.
        sentences, left_out, language = read_draft_sentences(draft, codes.most_common(1)[0][0], written)
        units = list(list_units(sentences, outlets, language))
        sources, candidates = _read_candidates(units, articles)
    names = learn_source_names(sources.values())
    voices = attribute(list_sentences(sentences), (), language, names, tuple(outlets.shown.values()))
    inputs = _Inputs(
        sources, articles, outlets, names, sentences, voices, language, _list_speakers(sources.values(), names)
    )
    findings = list(_check_all(units, candidates, inputs, quotations_only=quotations_only))
    findings.sort(key=lambda one: (one.start, one.part == "quotation", one.end))
    return CheckedDraft(tuple(findings), tuple(left_out), len(articles))


def _read_candidates(
    units: Sequence[Unit], articles: Sequence[Article]
) -> tuple[dict[int, SourceWording], list[list[int]]]:
    """Return the articles in which some words may stand, read, and which those are for each unit."""
    found = find_candidates([list_pairs([passage.words for passage in unit.passages]) for unit in units], articles)
    return {number: SourceWording(articles[number]) for number in sorted({n for one in found for n in one})}, found


def _check_all(
    units: Sequence[Unit], candidates: Sequence[Sequence[int]], inputs: _Inputs, *, quotations_only: bool
) -> Iterator[DraftFinding]:
    """Yield what was found of each unit; of a sentence with quotations, only where it claims something besides."""
    by_sentence: dict[int, list[tuple[Unit, list[SourceWording]]]] = {}
    for unit, numbers in zip(units, candidates, strict=True):
        by_sentence.setdefault(unit.number, []).append((unit, [inputs.sources[number] for number in numbers]))
    for own in by_sentence.values():
        quoted: list[DraftFinding] = []
        heard: list[Match] = []
        for unit, sources in own:
            if unit.part == "quotation":
                for found, matches in _check_quotation(unit, sources, inputs):
                    quoted.append(found)
                    heard += matches
        yield from quoted
        for unit, sources in own:
            if unit.part == "sentence" and not quotations_only:
                if not quoted:
                    yield _check(unit, sources, inputs)[0]
                elif claimed := _check_frame(unit, sources, heard, quoted, inputs):
                    yield claimed


def _check_quotation(
    unit: Unit, sources: Sequence[SourceWording], inputs: _Inputs
) -> Iterator[tuple[DraftFinding, list[Match]]]:
    """Yield what was found of a quotation; where the narrator parts it, of all together or else of each part."""
    found, matches = _check(unit, sources, inputs)
    if not unit.parts or found.verdict in ("verbatim", "cut", "another speaker", "another outlet"):
        yield found, matches
        return
    for part in unit.parts:
        yield _check(part, sources, inputs)


def _check(unit: Unit, sources: Sequence[SourceWording], inputs: _Inputs) -> tuple[DraftFinding, list[Match]]:
    """Return what was found of a sentence or quotation, and where its words stand."""
    unit = _keep_brackets(unit, sources)
    variants = [unit]
    if unit.part == "sentence":
        mentions = list(find_mentions(unit.words, inputs.outlets, inputs.language))
        variants += trim_relays(unit, mentions, inputs.language) if mentions else ()
    for variant in variants:
        matches = [match for source in sources for match in find_matches(variant, source)]
        if matches:
            return _judge(variant, matches, inputs), matches
    if unit.part == "sentence" and (relayed := _check_relayed(unit, sources, inputs)):
        return relayed, []
    nearest = find_nearest(variants[min(1, len(variants) - 1)], sources)
    if not nearest:
        return _build(unit, "not found", inputs), []
    where = tuple(one.source.describe(one.first, one.last, _hear(one.source, one.first, inputs)) for one in nearest)
    best = nearest[0]
    if unit.part == "sentence" and _is_told_by_another(unit, best.source, best.first, inputs):
        return _build(unit, "another speaker", inputs, (), where, inputs.voices[unit.number].speaker), []
    return _build(unit, "altered", inputs, best.kinds, where, marked=best.marked), []


def _keep_brackets(unit: Unit, sources: Sequence[SourceWording]) -> Unit:
    """Return a sentence or quotation whose brackets are its source's own with their words among the others."""
    if all(passage.joint != "insertion" for passage in unit.passages):
        return unit
    words = cut_wording(unit.sentence.text, unit.sentence.masked, unit.low, unit.high)
    plain = replace(unit, passages=(Passage(words),))
    is_there = any(not match.kinds for source in sources for match in find_matches(plain, source))
    return plain if is_there else unit


def _check_relayed(unit: Unit, sources: Sequence[SourceWording], inputs: _Inputs) -> DraftFinding | None:
    """Return what was found of a sentence without the outlet, none of the sources', that it says it was told by."""
    voice = inputs.voices[unit.number]
    words = [word for word in unit.words if not any(low <= word.start < high for low, high in voice.relayed)]
    if not voice.origin or not words or len(words) == len(unit.words) or len(unit.passages) != 1:
        return None
    trimmed = replace(unit, passages=(replace(unit.passages[0], words=tuple(words)),))
    matches = [match for source in sources for match in find_matches(trimmed, source)]
    if not matches:
        return None
    return _build(unit, "another outlet", inputs, (), _describe(matches, inputs), notes=(f"not in {voice.origin}",))


def _is_told_by_another(unit: Unit, source: SourceWording, number: int, inputs: _Inputs) -> bool:
    """Return whether a sentence differs from one of a source in nothing but who says it."""
    told, sentence = unit.sentence, source.sentences[number]
    mine = Sentence("draft", told.paragraph, 0, told.start, told.end, unit.text)
    cores = [find_core(mine, inputs.voices[unit.number]), find_core(sentence, source.hear(inputs.names)[number])]
    is_same = [word.key for word in cut_wording(cores[0])] == [word.key for word in cut_wording(cores[1])]
    return is_same and cores[0] != unit.text and cores[1] != sentence.text


def _hear(source: SourceWording, number: int, inputs: _Inputs) -> str:
    return source.hear(inputs.names)[number].speaker


def _judge(unit: Unit, matches: Sequence[Match], inputs: _Inputs) -> DraftFinding:
    """Return the verdict on words that stand in some articles: as they stand there, by whom, and in which outlets."""
    named = _find_speaker(unit, matches, inputs)
    good: list[Match] = []
    of_others: list[Match] = []
    altered: list[tuple[bool, frozenset[DraftKind], Match]] = []
    for match in matches:
        is_his = not named or _speaks(named, match, inputs)
        kinds = _find_kinds(unit, match, named if is_his else "", inputs)
        if named and unit.part == "quotation" and not match.spoken:
            kinds |= {"unquoted"}
        if kinds:
            altered.append((is_his, kinds, match))
        elif is_his:
            good.append(match)
        else:
            of_others.append(match)
    if good:
        wrong = _find_wrong_outlets(unit, good, inputs)
        notes = (*list_notes(unit, good[0]), *_note_outlets(wrong))
        is_cut = any(passage.joint == "gap" for passage in unit.passages)
        verdict: Verdict = "another outlet" if wrong else "cut" if is_cut else "verbatim"
        marked = _mark(unit, good[0]) if verdict == "cut" else ""
        return _build(unit, verdict, inputs, (), _describe(good, inputs), named, marked, notes)
    if of_others:
        return _build(unit, "another speaker", inputs, (), _describe(of_others, inputs), named)
    _, least, match = min(altered, key=lambda one: (len(one[1]), not one[0]))
    ordered = tuple(filter(least.__contains__, _ORDER))
    notes = _note_outlets(_find_wrong_outlets(unit, [match], inputs))
    return _build(unit, "altered", inputs, ordered, _describe([match], inputs), named, _mark(unit, match), notes)


def _note_outlets(wrong: Sequence[str]) -> tuple[str, ...]:
    """Return the note on the outlets that a draft names and that do not have its words; none where there are none."""
    return (f"not in {', '.join(wrong)}",) if wrong else ()


def _mark(unit: Unit, match: Match) -> str:
    """Return the words of a draft and its source, or of what is said there, as one, with what differs marked."""
    told = chain.from_iterable(match.source.by_sentence[at] for at in range(match.first, match.last + 1))
    return mark_changes([word for word in told if word.said or not match.spoken], unit.words)


def _find_kinds(unit: Unit, match: Match, speaker: str, inputs: _Inputs) -> frozenset[DraftKind]:
    """Return in what words differ from where they stand; beside it, that nobody is named who speaks there."""
    kinds = frozenset(match.kinds)
    if not speaker and leaves_out_speaker(unit, match, match.source.hear(inputs.names)[match.first]):
        kinds |= {"attribution"}
    return kinds


def _build(
    unit: Unit,
    verdict: Verdict,
    inputs: _Inputs,
    kinds: tuple[DraftKind, ...] = (),
    sources: tuple[DraftSource, ...] = (),
    speaker: str = "",
    marked: str = "",
    notes: tuple[str, ...] = (),
) -> DraftFinding:
    """Return a finding of a unit."""
    sentence = unit.sentence
    outlets = tuple(dict.fromkeys(name for name, _ in _list_named_outlets(unit, inputs)))
    told = (sentence.line, sentence.start, sentence.end, unit.text)
    return DraftFinding(unit.part, *told, verdict, kinds, marked, sources, speaker, outlets, notes)


def _describe(matches: Sequence[Match], inputs: _Inputs) -> tuple[DraftSource, ...]:
    """Return the sources of matches, each once."""
    found: dict[DraftSource, None] = {}
    for match in matches[:_MOST_SOURCES]:
        found[match.source.describe(match.first, match.last, _hear(match.source, match.first, inputs))] = None
    return tuple(found)


# Who says it.


def _find_speaker(unit: Unit, matches: Sequence[Match], inputs: _Inputs) -> str:
    """Return whom a draft names as the speaker of a sentence or quotation, empty if it names nobody."""
    voice = inputs.voices[unit.number]
    if voice.goes_on and unit.number and inputs.sentences[unit.number - 1].paragraph != unit.sentence.paragraph:
        voice = Attribution()
    if _is_outlet(voice.speaker, unit, inputs):
        return ""
    if voice.speaker or (unit.part == "sentence" and not unit.credit):
        return voice.speaker
    # Where nobody was found to speak, a name beside the quotation that elsewhere belongs to a speaker is taken for one.
    names = list(_list_names_beside(unit, inputs))
    for name in names:
        if any(_speaks(name, match, inputs) for match in matches):
            return name
    return names[0] if names else ""


def _list_names_beside(unit: Unit, inputs: _Inputs) -> Iterator[str]:
    """Yield the names in a sentence's credit, and beside its words, that are those of speakers elsewhere."""
    for name, _ in read_credit_names(unit.credit, inputs.language, inputs.outlets.shown.values()):
        if inputs.names.reduce(name.split()[-1]) in inputs.speakers:
            yield name
    for word in (*unit.before, *unit.behind):
        if word.text[:1].isupper():
            yield from inputs.speakers.get(inputs.names.reduce(word.text), ())


def _is_outlet(speaker: str, unit: Unit, inputs: _Inputs) -> bool:
    """Return whether who speaks in a draft's sentence is an outlet, by the name or the end of one that it names."""
    if find_identity(speaker) in inputs.outlets.shown:
        return True
    if not speaker or make_key(speaker.split()[-1]) not in inputs.outlets.short:
        return False
    return any(_list_named_outlets(unit, inputs))


def _list_speakers(sources: Iterable[SourceWording], names: Names) -> dict[str, list[str]]:
    """Return who speaks in some articles, by what all forms of the surname have in common."""
    found: dict[str, list[str]] = {}
    for source in sources:
        for voice in source.hear(names):
            surname = voice.speaker.split()[-1] if voice.speaker else ""
            known = found.setdefault(names.reduce(surname), []) if surname[:1].isupper() else []
            if voice.speaker not in known:
                known.append(voice.speaker)
    return found


def _speaks(named: str, match: Match, inputs: _Inputs) -> bool:
    """Return whether who is named speaks in a source, by what it says of him anywhere."""
    source, names = match.source, inputs.names
    voices = source.hear(names)
    voice = voices[match.first]
    if is_same_speaker(named, voice, _list_offices(match, names), names, source.language):
        return True
    if voice.speaker[:1].isupper():
        return False
    # Where the source calls the speaker by no name, one beside the words is his.
    surname = names.reduce(named.split()[-1])
    return any(names.reduce(word.text) == surname for word in _list_beside(match))


def _list_offices(match: Match, names: Names) -> list[str]:
    """Return by what offices an article calls who speaks in a match."""
    voices = match.source.hear(names)
    speaker = voices[match.first].speaker
    shown = names.reduce(speaker.split()[-1]) if speaker else ""
    return [office for one in voices for who, office in one.introduced if names.reduce(who.split()[-1]) == shown]


def _list_beside(match: Match) -> list[Word]:
    """Return the narrator's words beside those of a match, in its paragraph."""
    source = match.source
    line = source.sentences[match.first].line
    numbers = range(max(0, match.first - 1), match.last + 1)
    near = [number for number in numbers if source.sentences[number].line == line]
    return [word for number in near for word in source.by_sentence.get(number, ()) if not word.said]


# In which outlets.


def _list_named_outlets(unit: Unit, inputs: _Inputs) -> Iterator[tuple[str, Named]]:
    """Yield the outlets that a draft names for a sentence or quotation, and how."""
    put_in = [word for passage in unit.passages for word in cut_wording(passage.inserted)]
    for words in ([*unit.before, *unit.behind], put_in):
        for _, _, identity in find_mentions(words, inputs.outlets, inputs.language):
            yield inputs.outlets.shown[identity], "has"
    for name, how in read_credit_names(unit.credit, inputs.language, inputs.outlets.shown.values()):
        whole = inputs.outlets.shown.get(find_identity(name))
        found = [identity for _, _, identity in find_mentions(cut_wording(name), inputs.outlets, inputs.language)]
        yield whole or (inputs.outlets.shown[found[0]] if found else name), how


def _find_wrong_outlets(unit: Unit, matches: Sequence[Match], inputs: _Inputs) -> list[str]:
    """Return the outlets that a draft names for words, and that do not have them."""
    have = {find_identity(match.source.article.outlet) for match in matches}
    passed_on: set[str] = set()
    for match in matches:
        passed_on.add(match.source.hear(inputs.names)[match.first].origin)
        # An outlet that the source's own sentence names is named as there.
        for number in range(match.first, match.last + 1):
            words = match.source.by_sentence[number]
            have.update(one for _, _, one in find_mentions(words, inputs.outlets, match.source.language))
    wrong: dict[str, None] = {}
    for name, how in _list_named_outlets(unit, inputs):
        if find_identity(name) in have or (how == "via" and name in passed_on):
            continue
        is_also = how == "also" and _tells_the_same(name, matches[0], inputs)
        # Two papers may be called "Post".
        is_person = find_identity(name) not in inputs.outlets.shown
        if not is_also and not (is_person and any(_speaks(name, match, inputs) for match in matches)):
            wrong[name] = None
    return [*wrong, *_list_wrong_links(unit, matches, inputs)]


def _list_wrong_links(unit: Unit, matches: Sequence[Match], inputs: _Inputs) -> list[str]:
    """Return the outlets of the articles to which a draft's sentence leads, and that do not have its words."""
    found = {match.source.article.url for match in matches}
    urls = {article.url: article.outlet for article in inputs.articles if article.url not in {"", *found}}
    return [f"{urls[link]} ({link})" for link in dict.fromkeys(unit.sentence.links) if link in urls]


def _tells_the_same(outlet: str, match: Match, inputs: _Inputs) -> bool:
    """Return whether an article of an outlet tells the same as the first sentence of a match."""
    own = [one for one in inputs.articles if find_identity(one.outlet) == find_identity(outlet)]
    return bool(own) and tells_same(match.source, match.first, own, inputs.names)


# What a sentence says besides its quotations.


def _check_frame(
    unit: Unit,
    sources: Sequence[SourceWording],
    heard: Sequence[Match],
    quoted: Sequence[DraftFinding],
    inputs: _Inputs,
) -> DraftFinding | None:
    """Return what was found of what a sentence says around its quotations; nothing where it only says who speaks."""
    if all(one.verdict == "not found" for one in quoted):
        return None
    claims = _list_claims(unit, heard, quoted, inputs)
    if not claims and _denies_more(unit, heard, inputs):
        claims = [word for word in unit.words if not word.said]
    if not claims or any(not match.kinds for source in sources for match in find_matches(unit, source)):
        return None
    words = ", ".join(dict.fromkeys(word.text for word in claims))
    found = _build(unit, "not found", inputs, notes=(f"its own words: {words}",))
    masked = unit.sentence.masked[unit.low : unit.high]
    return replace(found, text=re.sub(f"{MASK}+", "…", masked))


def _list_claims(unit: Unit, heard: Sequence[Match], quoted: Sequence[DraftFinding], inputs: _Inputs) -> list[Word]:
    """Return the words of a sentence outside of its quotations that tell more than who speaks and in which outlet."""
    own, names = [word for word in unit.words if not word.said], inputs.names
    known = _list_known_words(heard, inputs)
    for word in cut_wording(" ".join(_list_told_with(unit, quoted, inputs))):
        known |= {fold(word.key), names.reduce(word.text)}
    there: set[str] = set()
    for match in heard:
        there.update(word.key for word in _list_beside(match))
        there.update(*map(list_keys, _list_offices(match, names)))
    named: set[int] = set()
    for low, high, _ in find_mentions(own, inputs.outlets, inputs.language):
        named.update(range(low, high))
    modifiers = load_groups(inputs.language, "comparison.modifiers")
    claims: list[Word] = []
    for at, word in enumerate(own):
        is_known = not known.isdisjoint((fold(word.key), names.reduce(word.text)))
        # "The former chairwoman": it may be a word that tells nothing elsewhere.
        is_modifier = word.key not in there and bool(modifiers.find(lower(word.text)))
        tells = is_modifier or not is_known
        if tells and at not in named:
            claims.append(word)
    return claims


def _list_told_with(unit: Unit, quoted: Sequence[DraftFinding], inputs: _Inputs) -> list[str]:
    """Return what is told with a sentence's quotations: beside them in the source, and whom the draft names wrongly."""
    texts: list[str] = []
    for one in quoted:
        for source in one.sources:
            texts += [source.speaker, source.text]
    if any(one.verdict == "another speaker" for one in quoted):
        voice = inputs.voices[unit.number]
        texts += [voice.speaker, voice.rule, *(office for _, office in voice.introduced)]
    return texts


def _denies_more(unit: Unit, heard: Sequence[Match], inputs: _Inputs) -> bool:
    """Return whether a sentence denies something around its quotations, and no source of these does."""
    denies = inputs.language.pattern("negation.negation")
    masked = unit.sentence.masked[unit.low : unit.high]
    if not denies.search(masked):
        return False
    there = [" ".join(word.text for word in (*_list_beside(match), *match.left)) for match in heard]
    return not any(denies.search(text) for text in there)


def _list_known_words(heard: Sequence[Match], inputs: _Inputs) -> set[str]:
    """Return the words that tell nothing beside a quotation: who speaks, by his name or office, that he says so."""
    language, names = inputs.language, inputs.names
    keys = ("stop_words.words", "reporting.saying", "grammar.pronouns", "grammar.articles")  # names, not language
    known = {fold(word) for key in keys for word in language.words(key)}
    known |= {fold(word) for phrase in language.phrases("reporting.sources") for word in phrase.split()}
    for match in heard:
        voice = match.source.hear(names)[match.first]
        told = [voice.speaker, voice.rule, *_list_offices(match, names), *(word.text for word in _list_beside(match))]
        for word in cut_wording(" ".join(told)):
            known.add(fold(word.key))
            if word.text[0].isupper():
                known.add(names.reduce(word.text))
    return known
