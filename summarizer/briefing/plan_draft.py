"""A story's articles → a first plan to be edited: actors of those who are heard, sections, shares, cues."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from summarizer.briefing.plan_trial import StoryReading, without_determiner
from summarizer.delivery import slug
from summarizer.lang import load_language
from summarizer.languages import stop_words
from summarizer.model import Actor, Section, Voice
from summarizer.naming import TITLES, spelling
from summarizer.quoting import mask
from summarizer.speakers import find_core
from summarizer.speakers.casting import build_cast, resolve
from summarizer.speakers.frames import find_apposition
from summarizer.speakers.glossing import BODY_NAMES
from summarizer.speakers.lexicon import BODIES, DETERMINERS, PARTICIPLES, ROLES, SAYING, STANCE
from summarizer.speakers.peoples import COUNTRIES
from summarizer.speakers.phrases import Phrase, Token, find_phrases, tokenize
from summarizer.words import fold, split_words

# A plan with more actors, or more names for one, is no longer looked through.
_MOST_ACTORS, _MOST_NAMES, _MOST_UNPLACED, _MOST_CANDIDATES = 12, 12, 20, 400
_LONGEST_NAME, _LONGEST_NOTE, _LONGEST_ID, _LONGEST_LOOKED_AT = 60, 160, 40, 6_000
# So much of what is told of somebody must agree.
_AGREED = 0.66
_LEAST_HEARD, _LEAST_ALONE, _TOLD_WEIGHT = 2, 3, 0.34
EVENT, CONTEXT, OTHERS = "event", "context", "others"
# The first sentences of an article tell what happened.
_LEAD, _MOST_SIDES, _LEAST_SENTENCES, _LEAST_OF_ONE = 3, 5, 4, 8
_EVENT_SHARE, _CONTEXT_SHARE, _LEAST_SHARE, _OTHERS_SHARE = 0.25, 0.15, 0.08, 0.25
_MOST_CUES, _MOST_MORE, _LONGEST_CUE, _SHORTEST_CUE = 6, 8, 3, 4
# A cue in more than this share of all sentences tells little; one in fewer of its own than this something else.
_COMMON, _FEW, _OWN, _LEAST_ODDS, _PRIOR = 0.12, 5, 0.6, 1.2, 0.5

_WORDS = load_language("en")
_STATE = _WORDS.words("plan_drafts.state")
_SPEAKING = _STATE | _WORDS.words("plan_drafts.body")
_GROUPS = _WORDS.words("plan_drafts.groups")
_NOBODY = _WORDS.words("plan_drafts.nobody") | DETERMINERS
_BEFORE_NAMES = TITLES | ROLES | _WORDS.words("plan_drafts.more_titles")
_PALE = _WORDS.words("plan_drafts.pale") | ROLES | SAYING | STANCE | PARTICIPLES
_LINK = re.compile(r" (of|for|at|from|in|with) ")
_CAPITALS = re.compile(r"[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*)*")
_RUN = re.compile(r"[^\W_]+(?:[ '’-][^\W_]+)*")


def _read_forms(table: str) -> dict[str, str]:
    groups = _WORDS.groups(f"plan_drafts.{table}")
    return {form: country for country, forms in groups.items() for form in forms}


_SEATS = _read_forms("seats")
_PLACES = {name.title(): name for name in COUNTRIES} | _read_forms("names") | _SEATS
_COUNTRIES = {people.title(): name for name, people in COUNTRIES.items()} | _read_forms("people") | _PLACES
_COUNTRY = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, _COUNTRIES), key=len, reverse=True))})(?!\w)")


@dataclass(frozen=True, slots=True)
class DraftActor:
    """An actor and how much of the story is his: sentences said, acts, sentences that tell of him, in how many
    articles and by how many outlets he speaks; ``country`` tells a government, ``note`` how who is alone is named."""

    actor: Actor
    country: str = ""
    said: int = 0
    acts: int = 0
    told: int = 0
    articles: int = 0
    outlets: int = 0
    note: str = ""

    @property
    def weight(self) -> float:
        """Return how much a section of this actor would have: who speaks counts most."""
        return self.said + self.acts + _TOLD_WEIGHT * self.told


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A whole plan to propose, of how much it was made; ``more`` are further cues by section, ``unplaced`` who is
    heard besides: name, sentences, introduction."""

    title: str
    actors: tuple[DraftActor, ...]
    sections: tuple[Section, ...]
    more: Mapping[str, Sequence[str]]
    unplaced: tuple[tuple[str, int, str], ...]
    articles: int
    sentences: int


@dataclass(slots=True)
class _Name:
    """A name of the story: how often it stands there, for whom the words beside it say that it speaks, and these."""

    count: int = 0
    sides: Counter[str] = field(default_factory=Counter)
    offices: list[str] = field(default_factory=list)


def draft_plan(reading: StoryReading, title: str) -> PlanDraft:
    """Draft a plan for a story."""
    names = _read_names(reading)
    actors = _draft_actors(_group(names, reading), names, reading)
    voices = reading.hear([found.actor for found in actors])
    actors = [_count(found, voices, reading) for found in actors]
    sections = _draft_sections(actors)
    barred = {*reading.story.own, *(name for name in names if " " in name or names[name].offices)}
    barred |= {name for found in actors for name in (found.actor.name, *found.actor.aliases)}
    cues = _find_cues(sections, voices, barred, reading)
    sections = [replace(section, cues=tuple(cues[section.id][:_MOST_CUES])) for section in sections]
    more = {section: found[_MOST_CUES : _MOST_CUES + _MOST_MORE] for section, found in cues.items()}
    unplaced = tuple(_find_unplaced(voices, names, reading))
    sizes = len(reading.story.articles), len(reading.news)
    return PlanDraft(title, tuple(actors), tuple(sections), more, unplaced, *sizes)


def find_side(office: str) -> str:
    """Return for whom an office speaks: a country ("=norway"), a group ("+airline"), a body by name, or nobody ("-").

    Words without an office give nothing.

    >>> find_side("Norwegian Prime Minister"), find_side("a spokesman for Arden Ferries"), find_side("the blue ferry")
    ('=norway', 'Arden Ferries', '')
    >>> find_side("former Norwegian minister"), find_side("a spokeswoman for the airline")
    ('-', '+airline')
    """
    front, link, tail = (*_LINK.split(office, maxsplit=1), "", "")[:3]
    words = [fold(_without_ending(word)) for word in front.split()]
    role = next((word for word in reversed(words) if word in ROLES), "")
    owner = tail if link in ("of", "for") else ""
    body = _find_body(front) or _find_body(owner)
    country = _COUNTRY.match(body)
    common = fold(body.split()[-1]) in _WORDS.words("plan_drafts.common_bodies") if body else False
    if not role:
        return ""
    if not _WORDS.words("plan_drafts.apart").isdisjoint(words):
        return "-"
    if country and (common or not _is_body(body)):
        led = role.startswith("leader") and len(words) > 3  # "the Norwegian union leader"
        return f"={_COUNTRIES[country.group()]}" if role in _STATE and not led else ""
    if body:
        return body if role in _SPEAKING and not common else ""
    group = owner.split()[-1] if owner else ""
    return f"+{group}" if group in _GROUPS else ""


def _find_body(text: str) -> str:
    """Return the first run of capitals without the titles around it."""
    for found in _CAPITALS.finditer(text):
        words = found.group().split()
        while words and fold(words[-1].rstrip(".")) in _BEFORE_NAMES - BODIES:
            words.pop()
        name = _without_ending(" ".join(words))
        if name and fold(name) not in _NOBODY:
            return name if _is_body(name) else _trim(name)
    return ""


def _is_body(name: str) -> bool:
    last = name.split()[-1]
    return last in BODY_NAMES or fold(last) in BODIES or (last.isupper() and len(last) > 1)


def _without_ending(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)


def _trim(name: str) -> str:
    """Return a name without the titles before it: "Ana Dahl" of "Speaker Ana Dahl"."""
    words = name.split()
    while len(words) > 1 and fold(words[0].rstrip(".")) in _BEFORE_NAMES and words[0] not in _COUNTRIES:
        words = words[1:]
    return _without_ending(" ".join(words))


def _read_names(reading: StoryReading) -> dict[str, _Name]:
    """Read who is named in a story and as what, the most frequent first; no words of the language, outlets, peoples."""
    found: defaultdict[str, _Name] = defaultdict(_Name)
    cast = build_cast((), reading.names)
    for text in reading.texts:
        tokens = tokenize(mask(text)[:_LONGEST_LOOKED_AT])
        phrases = find_phrases(tokens)
        for at, phrase in enumerate(phrases):
            shown = _trim(resolve(tokens, phrase, cast).shown) if phrase.name else ""
            for office in _find_offices(tokens, phrases, at) if shown else ():
                side = reading.names.full_name(find_side(office))
                found[shown].sides.update([side] if side else [])
                found[shown].offices += [office] if side else []
            found[shown].count += shown != ""
    nobody = _NOBODY | {outlet.casefold() for outlet in reading.story.own}
    nobody |= {word for text in reading.texts for word in split_words(text) if word.islower()}
    names = sorted(found, key=lambda name: (-found[name].count, name))
    names = [name for name in names if name.casefold() not in nobody and name[:1].isalpha() and len(name) > 1]
    return {name: found[name] for name in names[:_MOST_CANDIDATES] if name in _PLACES or name not in _COUNTRIES}


def _find_offices(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> Iterator[str]:
    """Find the words that say what a named person is: before, behind and beside the name."""
    phrase = phrases[at]
    before = _join(tokens[phrase.start : phrase.inner - len(phrase.name.split())])
    behind = re.split(r" [,.;:()]", _join(tokens[phrase.end : phrase.end + 9]))[0]
    if behind.startswith("of ") and (before or _is_body(_find_body(behind) or "-")):
        before = f"{before or 'member'} {behind}"
    yield before
    beside = find_apposition(tokens, phrases, phrase)
    last = phrases[at - 1] if at else phrase
    if beside is None and last.end == phrase.start - 1 and tokens[last.end].text == "," and not last.name:
        beside = last
    if beside is not None:
        yield _join(tokens[beside.start : beside.end])


def _join(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


def _group(names: Mapping[str, _Name], reading: StoryReading) -> dict[str, list[str]]:
    """Group the names of a story, and who is heard without one, by the side that they speak for."""
    leads = _link_names(names)
    sides: defaultdict[str, list[str]] = defaultdict(list)
    for name in [*names, *sorted(set(leads.values()) - names.keys())]:
        lead = leads.get(name, "")
        variant = " " in lead and spelling(lead.split()[-1]) == spelling(name.split()[-1])
        if name[0] not in "=+" and not variant:
            sides[_follow(name, leads)].append(name)
    for speaker in Counter(voice.speaker for voice in reading.hear(())):
        phrase = re.sub(r"^\d+ ", "", without_determiner(speaker))
        key, alias = _find_group(phrase) if phrase and _trim(phrase) not in names else ("", "")
        if alias and alias not in sides[_follow(key, leads)]:
            sides[_follow(key, leads)].append(alias)
    return sides


def _find_group(phrase: str) -> tuple[str, str]:
    """Return the side of those who are heard without a name, and the words by which a plan knows them."""
    side, last = find_side(phrase), phrase.split()[-1]
    if side[:1] == "=" and phrase[0].isupper() and last.islower() and not _LINK.search(phrase):
        return side, phrase  # "Norwegian officials"
    if side[:1] == "+":
        return side, side[1:]  # "a spokesman for the airline"
    return (f"+{last}", phrase) if last in _GROUPS and len(phrase.split()) < 4 and side != "-" else ("", "")


def _link_names(names: Mapping[str, _Name]) -> dict[str, str]:
    """Return for each name or group under which other name, or for which side, it goes, if that is sure."""
    leads = {name: f"={_PLACES[name]}" for name in names if name in _PLACES}
    full: dict[str, str] = {}
    for name in sorted(names.keys() - leads.keys(), key=lambda name: (" " not in name, -names[name].count, name)):
        known = full.setdefault(spelling(name.split()[-1]), name)
        if known != name and (" " not in name or known[0] == name[0]):
            leads[name] = known
            names[known].sides.update(names[name].sides)
    for name, found in names.items():
        side, votes = max(sorted(found.sides.items()), key=lambda pair: pair[1], default=("-", 0))
        if side not in ("-", name) and votes >= _AGREED * found.sides.total():
            leads.setdefault(name, side)
            for group in found.sides:
                if group[:1] == "+" and side[0] not in "=+":
                    leads.setdefault(group, side)
    return leads


def _follow(name: str, leads: Mapping[str, str]) -> str:
    seen = {name}
    while leads.get(name, name) not in seen:
        name = leads[name]
        seen.add(name)
    return name


def _draft_actors(
    sides: Mapping[str, Sequence[str]], names: Mapping[str, _Name], reading: StoryReading
) -> list[DraftActor]:
    """Make actors of the sides that are heard, the most heard first: all speak at first, under all their names."""
    surnames = Counter(_find_alone(name, reading.text) for side in sides.values() for name in side)
    drafts = []
    for key, side in sides.items():
        alone = [surname for name in side if surnames[surname := _find_alone(name, reading.text)] == 1 and surname]
        known = dict.fromkeys([*side, *alone])
        drafts.append(Actor(key, side[0], tuple(known)[1:]))
    voices = reading.hear(drafts)
    found: list[DraftActor] = []
    taken: set[str] = set()
    ids = {EVENT, CONTEXT, OTHERS}
    counted = [_count(DraftActor(draft), voices, reading) for draft in drafts]
    for one in sorted(counted, key=lambda one: (-one.weight, one.actor.name)):
        key = one.actor.id
        least = _LEAST_HEARD if one.articles > 1 or len(sides[key]) > 1 else _LEAST_ALONE
        if not one.said or one.said + one.acts + one.told < least or len(found) == _MOST_ACTORS:
            continue
        shown = Counter(without_determiner(voice.speaker) for voice in voices if voice.actor == key)
        actor = _name_actor(key, sides[key], shown, names, reading.text, taken)
        if actor.name:
            country = key[1:] if key[0] == "=" else ""
            alone = actor.aliases[0] if actor.aliases and actor.name.endswith(f" {actor.aliases[0]}") else actor.name
            single = " " in actor.name and not actor.spokespeople and len(actor.aliases) < 2
            note = _introduce(actor.name, names, reading) if single else ""
            actor = replace(actor, id=_make_id(country or alone, ids))
            found.append(replace(one, actor=actor, country=country, note=note))
    return found


def _count(found: DraftActor, voices: Sequence[Voice], reading: StoryReading) -> DraftActor:
    """Return an actor with how much is heard of him."""
    name = found.actor.id
    outlet_of = {article.id: article.outlet for article in reading.story.articles}
    articles = {s.article for s, voice in zip(reading.news, voices, strict=True) if voice.actor == name}
    acts = sum(voice.actor == name and voice.stance for voice in voices)
    said = sum(voice.actor == name for voice in voices) - acts
    told = sum(voice.subject == name for voice in voices)
    outlets = len({outlet_of[article] for article in articles})
    return replace(found, said=said, acts=acts, told=told, articles=len(articles), outlets=outlets)


def _name_actor(
    key: str, side: Sequence[str], shown: Counter[str], names: Mapping[str, _Name], text: str, taken: set[str]
) -> Actor:
    """Name an actor after whoever of the side is heard most, then by all names that it goes by and no other has."""
    free = [name for name in side if _is_free(name, text, taken) and (name not in _SEATS or shown[name])]
    heard = {name: shown[name] + shown[_find_alone(name, text)] for name in free}
    people = sorted((name for name in free if _is_person(name, names, text)), key=lambda name: -heard[name])
    others = sorted((name for name in free if name not in people), key=lambda n: (n[0].islower(), -heard[n]))
    first = next(iter([*people, *others]), "")
    if people and others and key[0] != "=" and heard[others[0]] > heard[first]:
        first = others[0]
    aliases = [*others[:_MOST_NAMES], *(title for name in people for title in _find_titles(name, names))]
    aliases = [_find_alone(first, text), *aliases] if first in people else aliases
    aliases = [name for name in dict.fromkeys(aliases) if name != first and _is_free(name, text, taken)]
    spokespeople = [name for name in people if name != first][:_MOST_NAMES]
    taken |= {name.casefold() for name in (first, *aliases, *spokespeople)}
    return Actor(key, first, tuple(aliases), tuple(spokespeople))


def _is_person(name: str, names: Mapping[str, _Name], text: str) -> bool:
    """Return whether a name is a person's: it is told with an office, or its surname stands alone too."""
    told = name in names and bool(names[name].offices)
    return name not in _PLACES and name[0].isupper() and not _is_body(name) and (told or _find_alone(name, text) != "")


def _is_free(name: str, text: str, taken: Collection[str]) -> bool:
    """Return whether a name of a bearable length stands in a text, word for word, and is nobody else's."""
    stands = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    return 0 < len(name) <= _LONGEST_NAME and name.casefold() not in taken and stands is not None


def _find_titles(name: str, names: Mapping[str, _Name]) -> Iterator[str]:
    """Find the titles that only this person has in the story: "the prime minister", "the premier"."""
    offices = [_LINK.split(office.lower())[0].split() for office in (names[name].offices if name in names else ())]
    for words in offices:
        for title in (" ".join(words[-size:]) for size in (1, 2) if words[-1] in _WORDS.words("plan_drafts.titles")):
            holders = [other for other, found in names.items() if any(title in o.lower() for o in found.offices)]
            if holders == [name]:
                yield f"the {title}"


def _find_alone(name: str, text: str) -> str:
    """Return the surname, with its small words ("van der Meer"), if it also stands without the first name."""
    words = name.split()
    at = len(words) - 1
    while at > 1 and words[at - 1][0].islower():
        at -= 1
    surname = " ".join(words[at:])
    if at < 1 or len(surname) < 3 or surname.isupper():
        return ""
    pattern = rf"(?<!{re.escape(words[at - 1])} )(?<!\w){re.escape(surname)}(?!\w)"
    return surname if re.search(pattern, text) else ""


def _make_id(name: str, taken: set[str]) -> str:
    """Make an id of a name that none other has, and take it."""
    plain = re.sub(r"[^a-z0-9]+", "-", slug(name))[:_LONGEST_ID].strip("-") or "actor"
    number, free = 1, plain
    while free in taken:
        number += 1
        free = f"{plain}-{number}"
    taken.add(free)
    return free


def _introduce(name: str, names: Mapping[str, _Name], reading: StoryReading) -> str:
    """Return the few words in which an article first names somebody, with the office if it can be."""
    texts = [text for text in reading.texts if name in text]
    offices = names[name].offices if name in names else []
    texts = [text for text in texts if any(office in text for office in offices)] or texts
    before, _, behind = texts[0].partition(name) if texts else ("", "", "")
    behind = re.match(r"(?:\s*\S+){0,7}", behind)[0]
    return f"{' '.join(before.split()[-4:])} {name}{behind}"[:_LONGEST_NOTE].strip()


def _find_unplaced(
    voices: Sequence[Voice], names: Mapping[str, _Name], reading: StoryReading
) -> Iterator[tuple[str, int, str]]:
    """Find who is heard by name and is in no actor, the most heard first."""
    counts = Counter(_trim(voice.speaker) for voice in voices if voice.speaker and not voice.actor)
    known = [name for name in counts if name in names and (" " in name or names[name].offices)]
    for name in sorted(known, key=lambda name: (-counts[name], name))[:_MOST_UNPLACED]:
        yield name, counts[name], _introduce(name, names, reading)


def _draft_sections(actors: Sequence[DraftActor]) -> list[Section]:
    """Draft the event, a section for each side that has enough to say, one for the others, and the context."""
    # Of whom several articles tell, or one article at length, has a section of his own.
    enough = [one for one in actors if one.weight >= (_LEAST_SENTENCES if one.articles > 1 else _LEAST_OF_ONE)]
    large = enough[:_MOST_SIDES]
    small = [one for one in actors if one not in large]
    left, total = 1 - _EVENT_SHARE - _CONTEXT_SHARE, sum(one.weight for one in actors)
    sections = []
    for one in large:
        share = max(_LEAST_SHARE, one.weight / total * left)
        places = [name for name in one.actor.aliases if one.country and name in _PLACES and name not in _SEATS]
        label = next(iter(places), one.actor.name)
        sections.append(Section(one.actor.id, f"What {label} says", (one.actor.id,), share=share))
    if small:
        share = min(max(_LEAST_SHARE, sum(one.weight for one in small) / total * left), _OTHERS_SHARE)
        speakers = tuple(one.actor.id for one in small)
        sections.append(Section(OTHERS, "Other voices", speakers, share=share, by_speaker=True))
    taken = sum(section.share for section in sections)
    sections = [replace(section, share=round(section.share / taken * left, 2)) for section in sections]
    context = _CONTEXT_SHARE if sections else 0.4
    event = round(1 - context - sum(section.share for section in sections), 2)
    last = Section(CONTEXT, "The context", features=("background",), share=context, rest=True)
    return [Section(EVENT, "What happened", share=event), *sections, last]


def _find_cues(
    sections: Sequence[Section], voices: Sequence[Voice], names: Collection[str], reading: StoryReading
) -> dict[str, list[str]]:
    """Find for each section the words that tell it from the others, the most telling first; no name is in any.

    Headlines and leads are the event's, unless a side speaks; what nobody says is context. A cue is in two articles or
    three sentences of its section, a word alone in both. The log-odds of its counts are compared, with a prior, over
    their deviation (Monroe, Colaresi and Quinn 2008, "Fightin' Words").
    """
    section_of = {name: section.id for section in sections for name in section.speakers}
    language_of = {article.id: article.language for article in reading.story.articles}
    rows = [(EVENT, article.id, article.title) for article in reading.story.articles]
    seen: Counter[str] = Counter()
    for sentence, voice in zip(reading.news, voices, strict=True):
        seen[sentence.article] += 1
        plain = EVENT if seen[sentence.article] <= _LEAD else CONTEXT
        section = section_of.get(voice.actor or voice.subject, plain)
        rows.append((section, sentence.article, find_core(sentence, voice)))
    barred = _PALE | {fold(word) for name in names for word in re.split(r"[ '’-]", name)}
    places: defaultdict[str, set[int]] = defaultdict(set)
    for row, (_, article, text) in enumerate(rows):
        for cue in _cut_cues(text, barred | stop_words(language_of[article])):
            places[cue].add(row)
    sizes = Counter(section for section, _, _ in rows)
    scored = []
    for cue, found in places.items():
        section, inside = Counter(rows[row][0] for row in sorted(found)).most_common(1)[0]
        articles = len({rows[row][1] for row in found if rows[row][0] == section})
        outside = len(found) - inside
        sure = (articles > 1) + (inside > 2) >= (1 if " " in cue else 2)
        odds = _log_odds(inside, sizes[section]) - _log_odds(outside, len(rows) - sizes[section])
        if sure and inside > 1 and odds > _LEAST_ODDS and len(found) <= max(_FEW, _COMMON * len(rows)):
            deviation = math.sqrt(1 / (inside + _PRIOR) + 1 / (outside + _PRIOR))
            scored.append((-odds / deviation * (1 + 0.25 * cue.count(" ")), cue, section))
    cues: dict[str, list[str]] = {section.id: [] for section in sections}
    for _, cue, section in sorted(scored):
        part = any(not {*cue.split()}.isdisjoint(other.split()) for other in cues[section])
        if not part and section_of.get(section) != OTHERS and section != CONTEXT:
            cues[section].append(cue)
    return cues


def _cut_cues(text: str, barred: Collection[str]) -> Iterator[str]:
    """Cut a text into the runs of up to three words that all tell something."""
    for run in _RUN.findall(text):
        words = run.split(" ")
        telling = [fold(word) not in barred and len(word) > 2 and word.islower() for word in words]
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST_CUE, len(words)) + 1):
                cue = " ".join(words[start:end])
                if all(telling[start:end]) and _SHORTEST_CUE <= len(cue) <= _LONGEST_NAME:
                    yield cue


def _log_odds(count: int, of: int) -> float:
    return math.log((count + _PRIOR) / (of - count + _PRIOR))
