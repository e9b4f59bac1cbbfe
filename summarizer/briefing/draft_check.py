"""A draft that anybody wrote, a person or a model, against its sources: for each sentence and quotation, where its very
words stand, who says them there and in which outlets.

How it is proved: its words are laid side by side with those of an article (`draft_matches`), and what differs must be
one of these, each proved by a module of its own; anything else makes it altered, and of words that stand nowhere the
nearest are shown (`nearest_wording`). That a thing is told in other words cannot be proved by words: it is not found.

- words left out, at an ellipsis or an edge: nothing there turns the sense of what is kept (`draft_turns`);
- words in brackets, and the subject before a quoted part: the article names them as what they stand for
  (`draft_brackets`);
- what stands around a quotation: it tells nothing, or stands so beside it in the source (`draft_frames`); or it is the
  speaker's office, told there in other words (`draft_offices`);
- what is reported instead of quoted: the source has all that stands around it, and no more (`draft_reports`);
- who speaks, and which outlets are named: as in the source (`draft_sources`, and here).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import get_args

from summarizer.analysis.attribution import attribute, find_core
from summarizer.analysis.names import Names, learn_names
from summarizer.briefing.draft_brackets import has_another_subject, is_proven, list_glosses
from summarizer.briefing.draft_frames import judge_frame
from summarizer.briefing.draft_matches import (
    Match,
    find_matches,
    hear,
    is_within,
    joins_speakers,
    leaves_out_speaker,
    list_beside,
    list_notes,
    list_offices,
)
from summarizer.briefing.draft_reports import reports_alike
from summarizer.briefing.draft_sentences import (
    DraftSentence,
    Unit,
    list_turned,
    list_units,
    quote_report,
    read_draft_sentences,
    runs_on,
    trim_relays,
)
from summarizer.briefing.draft_sources import (
    Named,
    OutletNames,
    SourceWording,
    find_candidates,
    find_mentions,
    is_same_speaker,
    list_pairs,
    read_credit_names,
    read_outlets,
    tells_same,
)
from summarizer.briefing.draft_stretches import Frame
from summarizer.briefing.nearest_wording import Nearest, find_nearest, mark_changes, tells_in_other_words
from summarizer.lang.language import Language
from summarizer.model import Article, Attribution, Sentence
from summarizer.model.editorial import CheckedDraft, DraftFinding, DraftKind, DraftSource, Verdict
from summarizer.text.agencies import find_identity
from summarizer.text.tokens import MASK
from summarizer.text.wording import Passage, cut_wording, list_keys, make_key

#: So many sources are named of what stands in more.
_MOST_SOURCES = 20
_ORDER: tuple[DraftKind, ...] = get_args(DraftKind)
_HOLDING: tuple[Verdict, ...] = ("verbatim", "cut")
#: What is looked for, and in which articles.
_Searched = tuple[Unit, Sequence[SourceWording]]


@dataclass(frozen=True, slots=True)
class _Inputs:
    """All that is known while a draft is checked."""

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
    units, sources = _find_sources(sentences, outlets, language, articles)
    codes = Counter(found[0].language.code for _, found in units if found)
    if not draft.language and codes[language.code] < max(codes.values(), default=0):
        # A few words tell less of their language than the sources in which they stand.
        sentences, left_out, language = read_draft_sentences(draft, codes.most_common(1)[0][0], written)
        units, sources = _find_sources(sentences, outlets, language, articles)
    names = learn_names((one.text, source.language) for source in sources for one in source.sentences)
    told = [Sentence("draft", one.paragraph, at, one.start, one.end, one.text) for at, one in enumerate(sentences)]
    voices = attribute(told, (), language, names, tuple(outlets.shown.values()))
    inputs = _Inputs(articles, outlets, names, sentences, voices, language, _list_speakers(sources, names))
    findings: list[DraftFinding] = []
    for _, group in groupby(units, key=lambda pair: pair[0].number):
        findings += _check_sentence(list(group), inputs, quotations_only=quotations_only)
    for line, start in list_turned(written or draft.text):
        place = (line.line, start, start + len(line.text), line.text)
        findings.append(DraftFinding("sentence", *place, "not found", notes=(line.why,)))
    findings.sort(key=lambda one: (one.start, one.part == "quotation", one.end))
    return CheckedDraft(tuple(findings), tuple(left_out), len(articles))


def _find_sources(
    sentences: Sequence[DraftSentence], outlets: OutletNames, language: Language, articles: Sequence[Article]
) -> tuple[list[_Searched], list[SourceWording]]:
    """Return what of a draft is looked for, each with the articles in which it may stand, and all of these, read."""
    units = list(list_units(sentences, outlets, language))
    found = find_candidates([list_pairs([passage.words for passage in unit.passages]) for unit in units], articles)
    read = {number: SourceWording(articles[number]) for number in sorted(set(chain.from_iterable(found)))}
    searched: list[_Searched] = [
        (unit, [read[number] for number in numbers]) for unit, numbers in zip(units, found, strict=True)
    ]
    return searched, list(read.values())


def _check_sentence(units: Sequence[_Searched], inputs: _Inputs, *, quotations_only: bool) -> list[DraftFinding]:
    """Return what was found of a sentence's quotations, and of itself; where it has any, only if it claims more."""
    findings: list[DraftFinding] = []
    heard: list[Match] = []
    for unit, sources in reversed(units):
        if unit.part != "sentence":
            for found, matches in _check_quotation(unit, sources, inputs):
                findings.append(found)
                heard += matches
        elif not quotations_only and not findings:
            findings.append(_check(unit, sources, inputs)[0])
        else:
            findings += _check_frame(unit, sources, heard, findings, inputs, quotations_only=quotations_only)
    return findings


def _check_quotation(
    unit: Unit, sources: Sequence[SourceWording], inputs: _Inputs
) -> Iterator[tuple[DraftFinding, list[Match]]]:
    """Yield what was found of a quotation; where the narrator parts it, of all together or else of each part: if all
    hold, but it goes on behind a comma as one, something is left out between."""
    found, matches = _check(unit, sources, inputs)
    parts = [_check(part, sources, inputs) for part in unit.parts]
    is_torn = runs_on(unit) and all(part.verdict in _HOLDING for part, _ in parts)
    if not parts or is_torn or found.verdict in (*_HOLDING, "another speaker", "another outlet"):
        yield found, matches
    else:
        yield from parts


def _check(unit: Unit, sources: Sequence[SourceWording], inputs: _Inputs) -> tuple[DraftFinding, list[Match]]:
    """Return what was found of a sentence or quotation, and where its words stand."""
    unit = _keep_brackets(unit, sources)
    variants = [unit]
    if unit.part == "sentence":
        mentions = list(find_mentions(unit.words, inputs.outlets, inputs.language))
        variants += trim_relays(unit, mentions, inputs.language)
    found, matches = None, []
    for variant in variants:
        matches = find_matches(variant, sources)
        if matches:
            found = _judge(variant, matches, inputs)
            break
    if unit.part == "sentence" and not (found and found.verdict in _HOLDING):
        found = _check_report(unit, sources, inputs) or found or _check_relayed(unit, sources, inputs)
    return found or _judge_altered(unit, find_nearest(variants[:2][-1], sources), inputs), matches


def _check_report(unit: Unit, sources: Sequence[SourceWording], inputs: _Inputs) -> DraftFinding | None:
    """Return what was found of a sentence in which somebody says something, if a source has him say that in the same
    words, in quotation marks or not; else nothing."""
    voice = inputs.voices[unit.number]
    if not voice.speaker or voice.goes_on or _is_outlet(voice.speaker, unit, inputs):
        return None
    units = [(one, sources) for one in quote_report(unit, voice.attribution, inputs.outlets, inputs.language)]
    found = _check_sentence(units, inputs, quotations_only=False) if len(units) > 1 else []
    is_proven = bool(found) and all(one.verdict in _HOLDING for one in found)
    return replace(found[0], part="sentence", text=unit.text) if is_proven else None


def _judge_altered(unit: Unit, nearest: Sequence[Nearest], inputs: _Inputs) -> DraftFinding:
    """Return the verdict on words that stand nowhere, by what is nearest to them."""
    if not nearest:
        return _build(unit, "not found", inputs)
    where = tuple(one.source.describe(one.first, one.last, inputs.names) for one in nearest)
    best = nearest[0]
    if unit.part == "sentence" and _is_told_by_another(unit, best.source, best.first, inputs):
        return _build(unit, "another speaker", inputs, (), where, inputs.voices[unit.number].speaker)
    if unit.part == "sentence" and _is_reworded(unit, best, inputs):
        return _build(unit, "not found", inputs, (), where, notes=("its words stand there, and not so",))
    return _build(unit, "altered", inputs, best.kinds, where, marked=best.marked)


def _is_reworded(unit: Unit, nearest: Nearest, inputs: _Inputs) -> bool:
    """Return whether a sentence tells in the words of the nearest one, with no other figure, what that tells: "on
    Monday it sank" for "it sank on Monday", "Dahl said that it sank" for what she says.

    It may be the same or not.
    """
    source, names, voice = nearest.source, inputs.names, inputs.voices[unit.number]
    there = source.hear(names)[nearest.first]
    # A fact is no saying, nor is one speaker another.
    if there.attribution and not is_same_speaker(voice.speaker, there, (), names, inputs.language):
        return False
    if any(word.said for word in unit.words) or any(passage.joint for passage in unit.passages):
        return False
    told = [word for at in range(nearest.first, nearest.last + 1) for word in source.by_sentence[at]]
    # "He" may be who spoke before.
    before = source.hear(names)[max(0, nearest.first - 1)]
    who = {names.reduce(word) for word in f"{there.speaker} {before.speaker}".split()}
    own = list(unit.words)
    for low, high, _ in find_mentions(unit.words, inputs.outlets, inputs.language):
        own = [word for word in own if word not in unit.words[low:high]]
    return tells_in_other_words(own, told, who, names, source.language)


def _keep_brackets(unit: Unit, sources: Sequence[SourceWording]) -> Unit:
    """Return a sentence or quotation whose brackets are its source's own with their words among the others."""
    if all(passage.joint != "insertion" for passage in unit.passages):
        return unit
    words = cut_wording(unit.sentence.text, unit.sentence.masked, unit.low, unit.high)
    plain = replace(unit, passages=(Passage(words),))
    return plain if _stands_unchanged(plain, sources) else unit


def _stands_unchanged(unit: Unit, sources: Sequence[SourceWording]) -> bool:
    """Return whether words stand in an article, and nothing makes them another thing there."""
    return any(not match.kinds for match in find_matches(unit, sources))


def _check_relayed(unit: Unit, sources: Sequence[SourceWording], inputs: _Inputs) -> DraftFinding | None:
    """Return what was found of a sentence without whom it says its outlet passes on: nothing differs if the source does
    so too."""
    voice = inputs.voices[unit.number]
    words = tuple(word for word in unit.words if not is_within(word, voice.relayed))
    if not voice.origin or len(unit.passages) != 1 or not 0 < len(words) < len(unit.words):
        return None
    matches = find_matches(replace(unit, passages=(replace(unit.passages[0], words=words),)), sources)
    alike = [match for match in matches if _passes_on_alike(match, voice.origin, inputs.names)]
    if alike:
        return _build(unit, "verbatim", inputs, (), _describe(alike, inputs))
    wrong = (f"not in {voice.origin}",)
    return _build(unit, "another outlet", inputs, (), _describe(matches, inputs), notes=wrong) if matches else None


def _passes_on_alike(match: Match, origin: str, names: Names) -> bool:
    """Return whether a source passes on all that a match leaves out there, and nothing else, from an origin."""
    voice = hear(match, names)
    leaves_out = all(is_within(word, voice.relayed) for word in match.left)
    return voice.origin == origin and leaves_out and match.kinds <= {"cut"}


def _is_told_by_another(unit: Unit, source: SourceWording, number: int, inputs: _Inputs) -> bool:
    """Return whether a sentence differs from one of a source in nothing but who says it."""
    told, sentence = unit.sentence, source.sentences[number]
    mine = Sentence("draft", told.paragraph, 0, told.start, told.end, unit.text)
    voices = inputs.voices[unit.number], source.hear(inputs.names)[number]
    if is_same_speaker(voices[0].speaker, voices[1], (), inputs.names, source.language):
        return False
    cores = [find_core(mine, voices[0]), find_core(sentence, voices[1])]
    return list_keys(cores[0]) == list_keys(cores[1]) and cores[0] != unit.text and cores[1] != sentence.text


def _judge(unit: Unit, matches: Sequence[Match], inputs: _Inputs) -> DraftFinding:
    """Return the verdict on words that stand in some articles: as they stand there, by whom, and in which outlets."""
    named = _find_speaker(unit, matches, inputs)
    judged: list[tuple[frozenset[DraftKind], bool, Match]] = []
    for match in matches:
        is_other = bool(named) and not _speaks(named, match, inputs)
        judged.append((_find_kinds(unit, match, named, inputs, is_other=is_other), is_other, match))
    good = [match for kinds, is_other, match in judged if not kinds and not is_other]
    of_others = [match for kinds, is_other, match in judged if not kinds and is_other]
    if good:
        return _confirm(unit, good, named, inputs)
    if of_others:
        return _build(unit, "another speaker", inputs, (), _describe(of_others, inputs), named)
    least, _, match = min(judged, key=lambda one: (len(one[0]), one[1]))
    ordered = tuple(filter(least.__contains__, _ORDER))
    notes = _note_wrong_outlets(unit, [match], inputs)
    return _build(unit, "altered", inputs, ordered, _describe([match], inputs), named, _mark(unit, match), notes)


def _find_kinds(unit: Unit, match: Match, named: str, inputs: _Inputs, *, is_other: bool) -> frozenset[DraftKind]:
    """Return what makes words another thing in a source, by who says them there, too."""
    # What an outlet writes may be quoted from it.
    quotes = unit.part == "quotation" and (bool(named) or not any(_list_named_outlets(unit, inputs)))
    is_bare = (is_other or not named) and leaves_out_speaker(unit, match, hear(match, inputs.names))
    wrong: dict[DraftKind, bool] = {
        "unquoted": quotes and not match.spoken,
        "glued": joins_speakers(match, inputs.names),
        "attribution": is_bare or not reports_alike(unit, match, inputs.names),
        "words": has_another_subject(unit.before, match, inputs.names),
    }
    kinds = match.kinds.union(kind for kind, is_so in wrong.items() if is_so)
    for words, place in () if kinds else list_glosses(unit, inputs.outlets, inputs.language):
        if not is_proven(words, place, match, inputs.names):
            return frozenset({"bracket"})
    return kinds


def _confirm(unit: Unit, matches: Sequence[Match], named: str, inputs: _Inputs) -> DraftFinding:
    """Return the verdict on words that stand in some articles as a draft has them, and by whom it says."""
    verdict: Verdict = "cut" if unit.has_gap else "verbatim"
    marked = _mark(unit, matches[0]) if unit.has_gap else ""
    wrong = _note_wrong_outlets(unit, matches, inputs)
    if wrong:
        verdict, marked = "another outlet", ""
    notes = (*list_notes(unit, matches[0]), *wrong)
    return _build(unit, verdict, inputs, (), _describe(matches, inputs), named, marked, notes)


def _mark(unit: Unit, match: Match) -> str:
    """Return the words of a draft and its source, or of what is said there, as one, with what differs marked."""
    told = chain.from_iterable(match.source.by_sentence[at] for at in range(match.first, match.last + 1))
    return mark_changes([word for word in told if word.said or not match.spoken], unit.words)


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
    part = "quotation" if unit.part == "report" else unit.part
    return DraftFinding(part, *told, verdict, kinds, marked, sources, speaker, outlets, notes)


def _describe(matches: Sequence[Match], inputs: _Inputs) -> tuple[DraftSource, ...]:
    """Return the sources of matches, each once."""
    told = (match.source.describe(match.first, match.last, inputs.names) for match in matches[:_MOST_SOURCES])
    return tuple(dict.fromkeys(told))


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
    speaking = [name for name in names if any(_speaks(name, match, inputs) for match in matches)]
    return next(iter([*speaking, *names]), "")


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
    names, voice = inputs.names, hear(match, inputs.names)
    if is_same_speaker(named, voice, list_offices(match, names), names, match.source.language):
        return True
    if voice.speaker[:1].isupper():
        return False
    # Where the source calls the speaker by no name, one beside the words is his.
    surname = names.reduce(named.split()[-1])
    return any(names.reduce(word.text) == surname for word in list_beside(match))


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


def _note_wrong_outlets(unit: Unit, matches: Sequence[Match], inputs: _Inputs) -> tuple[str, ...]:
    """Return a note on the outlets that a draft names for words, and that do not have them; none where all have."""
    have = {find_identity(match.source.article.outlet) for match in matches}
    for match in matches:
        # An outlet that the source's own sentence names is named as there.
        for number in range(match.first, match.last + 1):
            words = match.source.by_sentence[number]
            have.update(one for _, _, one in find_mentions(words, inputs.outlets, match.source.language))
    wrong: dict[str, None] = {}
    for name, how in _list_named_outlets(unit, inputs):
        if find_identity(name) not in have and not _bears_out(name, how, matches, inputs):
            wrong[name] = None
    for link in _list_wrong_links(unit, matches, inputs):
        wrong[link] = None
    return (f"not in {', '.join(wrong)}",) if wrong else ()


def _bears_out(name: str, how: Named, matches: Sequence[Match], inputs: _Inputs) -> bool:
    """Return whether what a draft names and does not have the words passes them on, tells the same, or speaks."""
    if how == "via" and name in [hear(match, inputs.names).origin for match in matches]:
        return True
    if how == "also":
        own = [one for one in inputs.articles if find_identity(one.outlet) == find_identity(name)]
        if tells_same(matches[0].source, matches[0].first, own, inputs.names):
            return True
    # Two papers may be called "Post".
    return find_identity(name) not in inputs.outlets.shown and any(_speaks(name, match, inputs) for match in matches)


def _list_wrong_links(unit: Unit, matches: Sequence[Match], inputs: _Inputs) -> list[str]:
    """Return the outlets of the articles to which a draft's sentence leads, and that do not have its words."""
    found = {match.source.article.url for match in matches}
    urls = {article.url: article.outlet for article in inputs.articles if article.url not in {"", *found}}
    return [f"{urls[link]} ({link})" for link in dict.fromkeys(unit.sentence.links) if link in urls]


# What a sentence says besides its quotations.


def _check_frame(
    unit: Unit,
    sources: Sequence[SourceWording],
    heard: Sequence[Match],
    quoted: Sequence[DraftFinding],
    inputs: _Inputs,
    *,
    quotations_only: bool,
) -> Iterator[DraftFinding]:
    """Yield what was found of what a sentence says around its quotations; nothing where it only says who speaks, or
    names another one for them. With ``quotations_only`` it may say all but that who speaks was told it."""
    if not heard or any(one.verdict == "another speaker" for one in quoted):
        return
    speaker = inputs.voices[unit.number].speaker
    frame = Frame(unit, heard, speaker, inputs.outlets, inputs.names, inputs.language)
    notes = judge_frame(frame, quotations_only=quotations_only)
    if notes and not _stands_unchanged(unit, sources):
        masked = unit.sentence.masked[unit.low : unit.high]
        yield replace(_build(unit, "not found", inputs, notes=notes), text=re.sub(f"{MASK}+", "…", masked))
