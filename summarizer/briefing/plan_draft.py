"""A story's articles → a first plan to be edited, as TOML: actors of those who are heard, sections, shares, cues."""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.analysis.actor_resolution import build_cast, resolve_phrase
from summarizer.analysis.attribution import find_core
from summarizer.analysis.names import spelling
from summarizer.analysis.phrases import Phrase, Token, find_phrases, tokenize
from summarizer.analysis.reporting_clauses import find_apposition
from summarizer.briefing.pipeline import GENERAL, make_briefing
from summarizer.briefing.plan_trial import StoryReading, drop_determiner, read_story
from summarizer.lang.language import load_language
from summarizer.model import Actor, Article, Attribution, Options, Plan, Section
from summarizer.storage.files import slug
from summarizer.text.tokens import fold, mask, split_words, stop_words

EVENT, CONTEXT, OTHERS = "event", "context", "others"
# A plan with more actors, or more names for one, is no longer looked through.
_MOST_ACTORS, _MOST_NAMES, _MOST_UNPLACED, _MOST_CANDIDATES, _MOST_LEADS = 12, 12, 20, 400, 4
_LONGEST_NAME, _LONGEST_NOTE, _LONGEST_ID, _LONGEST_LOOKED_AT = 60, 160, 40, 6_000
# So much of what is told of somebody must agree; so often is heard who is an actor.
_AGREED, _LEAST_HEARD, _TOLD_WEIGHT = 0.66, 2, 0.34
# The first sentences of an article tell what happened. A side's own section has so many, or so many in one article.
_LEAD, _MOST_SIDES, _LEAST_SENTENCES, _LEAST_OF_ONE = 3, 5, 4, 8
_SIDES_SHARE, _CONTEXT_SHARE, _LEAST_SHARE, _OTHERS_SHARE = 0.6, 0.15, 0.08, 0.4
# A cue in more than an eighth of all sentences tells little, but in a short story that is next to nothing.
_MOST_CUES, _MOST_MORE, _LONGEST_CUE, _COMMON, _FEW, _LEAST_ODDS, _PRIOR = 6, 8, 3, 0.12, 5, 1.2, 0.5

_UNTITLED, _LONGEST_TITLE = "A new story", 300
_LONGEST_LINE = 100
_HEAD = """\
# A first plan, suggested from {articles} with {sentences}. Edit it: join actors who speak for one side,
# add names that tomorrow's articles may use, take away cues that could stand in any section, give sections
# titles of your own. Then see what it does: summarizer plans check FILE --articles PLACES
title = {title}
"""

_WORDS = load_language("en")
_ROLES, _BODIES = _WORDS.words("roles.roles"), _WORDS.words("roles.bodies")
_DETERMINERS, _COUNTRY_PEOPLE = _WORDS.words("grammar.determiners"), _WORDS.texts("names.countries")
_STATE, _GROUPS = _WORDS.words("plan_drafts.state"), _WORDS.words("plan_drafts.groups")
_PARTIES = _WORDS.texts("plan_drafts.parties")
_LINK = re.compile(r" (of|for|at|from|in|with) ")
_CAPITALS = re.compile(r"[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*)*")
_RUN = re.compile(r"[^\W_]+(?:[ '’-][^\W_]+)*")


def _read_forms(table: str) -> dict[str, str]:
    groups = _WORDS.groups(f"plan_drafts.{table}")
    return {form: country for country, forms in groups.items() for form in forms}


_SEATS = _read_forms("seats")
_PLACES = {name.title(): name for name in _COUNTRY_PEOPLE} | _read_forms("names") | _SEATS
_COUNTRIES = {people.title(): name for name, people in _COUNTRY_PEOPLE.items()} | _read_forms("people") | _PLACES
_COUNTRY = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, _COUNTRIES), key=len, reverse=True))})(?!\w)")

# Each name of a story, with the words that say who it is, for each time that it stands there ("" where none do).
_Names = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class DraftActor:
    """An actor and how much of the story is his: sentences said, acts, sentences that tell of him, in how many
    articles and by how many outlets he is heard; ``country`` tells a government, ``note`` how who is alone is named."""

    actor: Actor
    said: int
    acts: int
    told: int
    articles: int
    outlets: int
    country: str = ""
    note: str = ""

    @property
    def weight(self) -> float:
        """Return how much a section of this actor would have: who speaks counts most."""
        return self.said + self.acts + _TOLD_WEIGHT * self.told


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan to propose; ``more`` cues by section; ``unplaced``: who else is heard, how often, how introduced."""

    title: str
    actors: Sequence[DraftActor]
    sections: Sequence[Section]
    more: Mapping[str, Sequence[str]]
    unplaced: Sequence[tuple[str, int, str]]
    articles: int
    sentences: int


def suggest_plan(articles: Sequence[Article], title: str = "", language: str = "") -> str:
    """Return a plan for a story: a TOML file's text. The same articles give the same text, in whatever order they come.

    Raises:
        SourceError: there is no article, or no sentence of news in any.
    """
    reading = read_story(articles, language)
    title = clean_text(title)
    if not title:
        plan = Plan(GENERAL, _UNTITLED, (Section("all", "All", rest=True),))
        made = make_briefing(articles, Options(plan=GENERAL, plans=(plan,), language=language))
        title = clean_text(made.title) or _UNTITLED
    return write_plan_draft(draft_plan(reading, title[:_LONGEST_TITLE]))


def draft_plan(reading: StoryReading, title: str) -> PlanDraft:
    """Draft a plan for a story."""
    names = _read_names(reading)
    actors = _draft_actors(_group(names, reading), names, reading)
    voices = reading.hear([found.actor for found in actors])
    sections = _draft_sections(actors)
    barred = {*reading.story.own, *(name for name, offices in names.items() if " " in name or any(offices))}
    barred |= {name for found in actors for name in (found.actor.name, *found.actor.aliases)}
    cues = _find_cues(sections, voices, barred, reading)
    sections = [replace(section, cues=tuple(cues[section.id][:_MOST_CUES])) for section in sections]
    more = {section: found[_MOST_CUES : _MOST_CUES + _MOST_MORE] for section, found in cues.items()}
    counts = Counter(_drop_ending(voice.speaker) for voice in voices if voice.speaker and not voice.actor)
    known = [name for name in counts if name in names and (" " in name or any(names[name]))]
    known.sort(key=lambda name: (-counts[name], name))
    unplaced = [(name, counts[name], _introduce(name, names, reading.text)) for name in known[:_MOST_UNPLACED]]
    return PlanDraft(title, actors, sections, more, unplaced, len(reading.story.articles), len(reading.news))


def find_side(office: str) -> str:
    """Return for whom an office speaks: a country ("=norway"), group ("+airline"), body by name, nobody ("-", "")."""
    front, link, tail = (*_LINK.split(office, maxsplit=1), "", "")[:3]
    words = [fold(_drop_ending(word)) for word in front.split()]
    role = next((word for word in reversed(words) if word in _ROLES), "")
    owner = tail if link in ("of", "for") else ""
    body = _find_body(front) or _find_body(owner)
    country = _COUNTRY.match(body)
    common = fold(body.rpartition(" ")[2]) in _WORDS.words("plan_drafts.common_bodies")
    if not role:
        return ""
    if not _WORDS.words("plan_drafts.apart").isdisjoint(words):
        return "-"
    if country and (common or not _is_body(body)):
        return f"={_COUNTRIES[country.group()]}" if role in _STATE else ""
    if body:
        return body if role in _STATE | _WORDS.words("plan_drafts.body") and not common else ""
    group = owner.rpartition(" ")[2]
    return f"+{group}" if group in _GROUPS else ""


def _find_body(text: str) -> str:
    """Return the first run of capitals without the titles around it; a party by its name."""
    for found in _CAPITALS.finditer(text):
        words = found.group().split()
        while words and fold(words[-1].rstrip(".")) in _WORDS.words("names.titles") | _ROLES - _BODIES:
            words.pop()
        name = _drop_ending(" ".join(words))
        if name and fold(name) not in _WORDS.words("plan_drafts.nobody") | _DETERMINERS:
            return _PARTIES.get(fold(words[-1]), name)
    return ""


def _is_body(name: str) -> bool:
    last = name.rpartition(" ")[2]
    return last in _WORDS.words("roles.body_names") or fold(last) in _BODIES or (last.isupper() and len(last) > 1)


def _drop_ending(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)


def _read_names(reading: StoryReading) -> _Names:
    """Read who is named in a story and as what, the most frequent first; no words of the language, outlets, peoples."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    cast = build_cast((), reading.names, _WORDS)
    for sentence in reading.news:
        tokens = tokenize(mask(sentence.text)[:_LONGEST_LOOKED_AT], _WORDS)
        phrases = find_phrases(tokens)
        for phrase in phrases:
            if phrase.name:
                found[_drop_ending(resolve_phrase(tokens, phrase, cast).shown)] += _find_offices(
                    tokens, phrases, phrase
                )
    nobody = _WORDS.words("plan_drafts.nobody") | _DETERMINERS | {outlet.casefold() for outlet in reading.story.own}
    nobody |= {word for word in split_words(reading.text) if word.islower()}
    names = [name for name in found if name.casefold() not in nobody and len(name) > 1 and name[0].isalpha()]
    names = [name for name in names if name in _PLACES or name not in _COUNTRIES]
    return {name: found[name] for name in sorted(names, key=lambda n: (-len(found[n]), n))[:_MOST_CANDIDATES]}


def _find_offices(tokens: Sequence[Token], phrases: Sequence[Phrase], phrase: Phrase) -> Iterator[str]:
    """Find the words before and beside a name that say for whom who has it speaks; one empty text at least."""
    runs = [tokens[phrase.start : phrase.inner - len(phrase.name.split())]]
    apposition = find_apposition(tokens, phrases, phrase)
    runs += [tokens[apposition.start : apposition.end]] if apposition else []
    for run in runs:
        office = " ".join(token.text for token in run)
        yield office if find_side(office) else ""


def _group(names: _Names, reading: StoryReading) -> Mapping[str, list[str]]:
    """Group the names of a story, and who is heard without one, by the side that they speak for."""
    leads = _link_names(names)
    sides: defaultdict[str, list[str]] = defaultdict(list)
    bodies = {side for side in leads.values() if side[0] not in "=+"}
    for name in [*names, *sorted(bodies - names.keys())]:
        sides[leads.get(name, name)].append(name)
    for speaker in Counter(voice.speaker for voice in reading.hear(())):
        phrase = re.sub(r"^\d+ ", "", drop_determiner(speaker))
        side, last = find_side(phrase), phrase.rpartition(" ")[2]
        if side[:1] == "=" and phrase[0].isupper() and last.islower() and not _LINK.search(phrase):
            alias = phrase  # "Norwegian officials"
        elif side[:1] == "+":
            alias = side[1:]  # "a spokesman for the airline"
        elif last in _GROUPS and phrase.count(" ") < 3 and side == "":
            side, alias = f"+{last}", phrase
        else:
            continue
        sides[side] += [alias] if alias not in sides[side] else []
    return sides


def _link_names(names: _Names) -> dict[str, str]:
    """Return for each name for which side it goes, if that is sure; spellings and surnames leave the names."""
    sides = {name: Counter(filter(None, map(find_side, offices))) for name, offices in names.items()}
    told = {side: Counter[str]() for votes in sides.values() for side in sorted(votes) if side[0] not in "=+-"}
    sides = told | sides
    leads = {name: f"={_PLACES[name]}" for name in sides if name in _PLACES}
    leads |= {name: party for name in sides if (party := _PARTIES.get(fold(name.rpartition(" ")[2]), name)) != name}
    full: dict[str, str] = {}
    for name in sorted(sides.keys() - leads.keys(), key=lambda n: (" " not in n, -len(names.get(n, "")), n)):
        known = full.setdefault(spelling(name.rpartition(" ")[2]), name)
        if known != name and spelling(known).endswith(spelling(name)):
            leads[name] = known
            sides[known].update(sides[name])
            names.pop(name, None)
    for name, votes in sides.items():
        side, count = max(sorted(votes.items()), key=lambda pair: pair[1], default=("-", 0))
        if side not in ("-", name) and count >= _AGREED * votes.total():
            leads.setdefault(name, side)
    for _ in range(_MOST_LEADS):
        leads = {name: leads.get(side, side) for name, side in leads.items()}
    return leads


def _draft_actors(sides: Mapping[str, list[str]], names: _Names, reading: StoryReading) -> list[DraftActor]:
    """Make actors of the sides that are heard, the most heard first: all speak at first, under all their names."""
    surnames = {name: _find_alone(name, reading.text) for side in sides.values() for name in side}
    shared = Counter(surnames.values())
    drafts = []
    for key, side in sides.items():
        known = dict.fromkeys([*side, *(surnames[name] for name in side if shared[surnames[name]] == 1)])
        drafts.append(Actor(key, side[0], tuple(filter(None, known))[1:]))
    voices = reading.hear(drafts)
    counted = [_count(draft, voices, reading) for draft in drafts]
    heard = sorted((one for one in counted if one.said), key=lambda one: (-one.weight, one.actor.name))
    found = []
    taken: set[str] = set()
    ids = {EVENT, CONTEXT, OTHERS}
    for one in heard[:_MOST_ACTORS]:
        key = one.actor.id
        shown = Counter(drop_determiner(voice.speaker) for voice in voices if voice.actor == key)
        actor = _name_actor(sides[key], shown, surnames, names, reading.text, taken)
        if actor.name and one.weight >= _LEAST_HEARD:
            country = key[1:] if key[0] == "=" else ""
            word = re.sub(r"[^a-z0-9]+", "-", slug(country or actor.id))[:_LONGEST_ID].strip("-") or "actor"
            while word in ids:
                word = f"{word}-2"
            ids.add(word)
            single = " " in actor.name and not actor.spokespeople and actor.aliases in ((), (actor.id,))
            note = _introduce(actor.name, names, reading.text) if single else ""
            found.append(replace(one, actor=replace(actor, id=word), country=country, note=note))
    return found


def _count(actor: Actor, voices: Sequence[Attribution], reading: StoryReading) -> DraftActor:
    """Count how much is heard of an actor."""
    outlet_of = {article.id: article.outlet for article in reading.story.articles}
    heard = [at for at, voice in enumerate(voices) if voice.actor == actor.id]
    articles = {reading.news[at].article for at in heard}
    acts = sum(voices[at].stance for at in heard)
    told = sum(voice.subject == actor.id for voice in voices)
    return DraftActor(actor, len(heard) - acts, acts, told, len(articles), len({*map(outlet_of.get, articles)}))


def _name_actor(
    side: Sequence[str], shown: Counter[str], surnames: Mapping[str, str], names: _Names, text: str, taken: set[str]
) -> Actor:
    """Name an actor after whoever of the side is heard most, then by all names that it goes by and no other has."""
    free = [name for name in side if _is_free(name, text, taken)]
    free.sort(key=lambda name: (name[0].islower(), -shown[name] - shown[surnames[name]]))
    told = [name for name in free if surnames[name] or any(names.get(name, ()))]
    people = [name for name in told if name not in _PLACES and not _is_body(name)]
    first = (*people, *free, "")[0]
    others = [name for name in free if name not in people][:_MOST_NAMES]
    surname = surnames[first] if first in people else ""
    aliases = [name for name in (surname, *others) if name != first and _is_free(name, text, taken)]
    spokespeople = [name for name in people if name != first][:_MOST_NAMES]
    taken |= {name.casefold() for name in (first, *aliases, *spokespeople)}
    return Actor(surname or first, first, tuple(aliases), tuple(spokespeople))


def _is_free(name: str, text: str, taken: Collection[str]) -> bool:
    """Return whether a name of a bearable length stands in a text, word for word, and is nobody else's."""
    stands = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    return 0 < len(name) <= _LONGEST_NAME and name.casefold() not in taken and stands is not None


def _find_alone(name: str, text: str) -> str:
    """Return the surname, with its small words ("van der Meer"), if it also stands without the first name."""
    found = re.fullmatch(r"(?:.* )?\S+ ((?:[a-z]\S* )*[^a-z\s]\S{2,})", name)
    surname = found[1] if found and not found[1].isupper() else ""
    stands = re.search(rf"(?:^|[^\w\s] ?|(?<!\w)[a-z]\w*,? ){re.escape(surname)}(?!\w)", text, re.MULTILINE)
    return surname if stands else ""


def _introduce(name: str, names: _Names, text: str) -> str:
    """Return the few words in which an article first names somebody, with the office if it can be."""
    lines = [line for line in text.split("\n") if name in line]
    told = [line for line in lines if any(office and office in line for office in names.get(name, ()))]
    before, _, behind = (*told, *lines, "")[0].partition(name)
    words = f"{name}{behind}".split()[: name.count(" ") + 8]
    return " ".join([*before.split()[-4:], *words])[:_LONGEST_NOTE]


def _draft_sections(actors: Sequence[DraftActor]) -> list[Section]:
    """Draft the event, a section for each side that has enough to say, one for the others, and the context."""
    enough = [one for one in actors if one.weight >= (_LEAST_SENTENCES if one.articles > 1 else _LEAST_OF_ONE)]
    large = enough[:_MOST_SIDES]
    small = [one for one in actors if one not in large]
    sections = []
    for one in large:
        places = [name for name in one.actor.aliases if one.country and name in _PLACES and name not in _SEATS]
        label = (*places, one.actor.name)[0]
        sections.append(Section(one.actor.id, f"What {label} says", (one.actor.id,), share=one.weight))
    if small:
        share = min(sum(one.weight for one in small), _OTHERS_SHARE * sum(one.weight for one in actors))
        speakers = tuple(one.actor.id for one in small)
        sections.append(Section(OTHERS, "Other voices", speakers, share=share, by_speaker=True))
    total = sum(section.share for section in sections)
    shares = [max(_LEAST_SHARE, section.share / total) for section in sections]
    shares = [round(_SIDES_SHARE * share / sum(shares), 2) for share in shares]
    sections = [replace(section, share=share) for section, share in zip(sections, shares, strict=True)]
    event = Section(EVENT, "What happened", share=round(1 - _CONTEXT_SHARE - sum(shares), 2))
    return [event, *sections, Section(CONTEXT, "The context", (), (), ("background",), _CONTEXT_SHARE, rest=True)]


def _find_cues(
    sections: Sequence[Section], voices: Sequence[Attribution], names: Collection[str], reading: StoryReading
) -> dict[str, list[str]]:
    """Find for each section the words that tell it from the others, the most telling first; no name is in any.

    Headlines and leads are the event's, unless a side speaks; what nobody says is context. A cue is in two articles or
    three sentences of its section, a word alone in both. The log-odds of its counts are compared, with a prior, over
    their deviation (Monroe, Colaresi and Quinn 2008, "Fightin' Words").
    """
    section_of = {name: section.id for section in sections for name in section.speakers}
    barred = _WORDS.words("plan_drafts.pale") | _ROLES
    barred |= {word for key in ("saying", "stances", "participles") for word in _WORDS.words(f"reporting.{key}")}
    barred |= {fold(word) for name in names for word in re.split(r"[ '’-]", name)}
    languages = {article.id: article.language for article in reading.story.articles}
    rows = [(EVENT, article.id, article.title) for article in reading.story.articles]
    seen: Counter[str] = Counter()
    for sentence, voice in zip(reading.news, voices, strict=True):
        seen[sentence.article] += 1
        plain = EVENT if seen[sentence.article] <= _LEAD else CONTEXT
        section = section_of.get(voice.actor or voice.subject, plain)
        rows.append((section, sentence.article, find_core(sentence, voice)))
    places: defaultdict[str, set[int]] = defaultdict(set)
    for row, (_, article, text) in enumerate(rows):
        for cue in _cut_cues(text, barred | stop_words(languages[article])):
            places[cue].add(row)
    sizes = Counter(section for section, _, _ in rows)
    cues: dict[str, list[str]] = {section.id: [] for section in sections}
    scored = []
    for cue, found in places.items():
        counts = Counter(rows[row][0] for row in found)
        section = max(sorted(counts), key=lambda name: counts[name])
        inside, outside = counts[section], counts.total() - counts[section]
        articles = len({rows[row][1] for row in found if rows[row][0] == section})
        sure = (articles > 1) + (inside > 2) > (" " not in cue)
        others, elsewhere = sizes[section] - inside, len(rows) - sizes[section] - outside
        odds = math.log((inside + _PRIOR) / (others + _PRIOR) * (elsewhere + _PRIOR) / (outside + _PRIOR))
        if sure and inside > 1 and odds > _LEAST_ODDS and len(found) <= max(_FEW, _COMMON * len(rows)):
            deviation = math.sqrt(1 / (inside + _PRIOR) + 1 / (outside + _PRIOR))
            scored.append((-odds / deviation * (4 + cue.count(" ")), cue, section))
    for _, cue, section in sorted(scored):
        known = {word for other in cues[section] for word in other.split()}
        if section not in (OTHERS, CONTEXT) and known.isdisjoint(cue.split()):
            cues[section].append(cue)
    return cues


def _cut_cues(text: str, barred: Collection[str]) -> Iterator[str]:
    """Cut a text into the runs of up to three words that all tell something."""
    for run in _RUN.findall(text):
        words = run.split(" ")
        telling = [word.islower() and len(word) > 3 and fold(word) not in barred for word in words]
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST_CUE, len(words)) + 1):
                cue = " ".join(words[start:end])
                if all(telling[start:end]) and len(cue) <= _LONGEST_NAME:
                    yield cue


# A plan that is drafted → the text of a plan file.


def write_plan_draft(draft: PlanDraft) -> str:
    """Write a plan file. Whatever names and headlines hold, each value is one TOML string and each comment one line."""
    sizes = {
        "articles": _number(draft.articles, "article"),
        "sentences": _number(draft.sentences, "sentence"),
    }
    parts = [_HEAD.format(title=_quote(draft.title), **sizes)]
    parts += [_write_actor(found) for found in draft.actors]
    parts += [_write_section(section, draft.more[section.id]) for section in draft.sections]
    if draft.unplaced:
        lines = [f"#   {clean_text(name)} ({_number(heard, 'sentence')}): … {clean_text(note)} …\n"
                 for name, heard, note in draft.unplaced]  # fmt: skip
        parts.append("# Also heard, and in no actor yet:\n" + "".join(lines))
    elif not draft.actors:
        parts.append("# Nobody is heard in these articles: the sections have to live by their cues.\n")
    return "\n".join(parts)


def _write_actor(found: DraftActor) -> str:
    counts = [f"heard in {_number(found.said, 'sentence')}"]
    counts += [f"acts in {found.acts}"] if found.acts else []
    counts += [f"{found.told} more tell of it"] if found.told else []
    where = f"({_number(found.articles, 'article')}, {_number(found.outlets, 'outlet')})"
    comment = f"# {', '.join(counts)} {where}\n" + (f"# … {clean_text(found.note)} …\n" if found.note else "")
    actor = found.actor
    fields = {"id": actor.id, "name": actor.name, "aliases": actor.aliases, "spokespeople": actor.spokespeople}
    return f"{comment}[[actors]]\n{_write_fields(fields)}"


def _write_section(section: Section, more: Sequence[str]) -> str:
    first = {"id": section.id, "title": section.title, "speakers": section.speakers, "cues": section.cues}
    features = {"features": section.features}
    last = {"share": section.share, "by_speaker": section.by_speaker, "rest": section.rest}
    choice = _write_fields({"more cues to choose from": more}).replace(" = ", ": ", 1).replace("\n", "\n# ")[:-2]
    comment = "# The event. Its cues are of headlines and first sentences.\n" if section.id == EVENT else ""
    others = f"# {choice}" if more else ""
    return f"{comment}[[sections]]\n{_write_fields(first)}{others}{_write_fields(features)}{_write_fields(last)}"


def _write_fields(fields: Mapping[str, str | float | Sequence[str]]) -> str:
    """Write keys and values, a line each; what is empty is left out."""
    lines = []
    for key, value in fields.items():
        if isinstance(value, str):
            lines.append(f"{key} = {_quote(value)}\n")
        elif isinstance(value, Sequence):
            lines += [f"{key} = {_write_list(value)}\n"] if value else []
        elif value:
            lines.append(f"{key} = {'true' if value is True else format(value, 'g')}\n")
    return "".join(lines)


def _write_list(values: Sequence[str]) -> str:
    """Write a list in one line, or, where that is too long, a value a line."""
    texts = [_quote(value) for value in values]
    if len(", ".join(texts)) <= _LONGEST_LINE:
        return f"[{', '.join(texts)}]"
    return "[\n" + "".join(f"    {text},\n" for text in texts) + "]"


def _quote(value: str) -> str:
    """Write a TOML string; what JSON escapes TOML reads the same way."""
    return json.dumps(clean_text(value), ensure_ascii=False)


def clean_text(text: str) -> str:
    """Make a text one line of characters that can be seen."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
