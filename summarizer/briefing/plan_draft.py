"""A story's articles → a first plan to be edited, TOML with comments: actors of who is heard, sections, cues."""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, replace

from summarizer.analysis.attribution import find_core
from summarizer.analysis.names import load_countries
from summarizer.analysis.office_words import COUNTRY, NOBODY, OWNED, drop_determiner, load_words
from summarizer.analysis.sides import Sides, learn_sides
from summarizer.briefing.pipeline import GENERAL, make_briefing
from summarizer.briefing.plan_trial import StoryReading, read_story
from summarizer.lang.language import load_language
from summarizer.model import Actor, Article, Attribution, Options, Plan, Section
from summarizer.render.page_words import count
from summarizer.storage.files import slug
from summarizer.text.tokens import drop_owning, fold, split_words

EVENT, CONTEXT, OTHERS = "event", "context", "others"
# A plan with more actors, or more names for one, is no longer looked through.
_MOST_ACTORS, _MOST_NAMES, _MOST_UNPLACED, _MOST_CANDIDATES = 12, 12, 20, 400
_LONGEST_NAME, _LONGEST_NOTE, _LONGEST_ID = 60, 160, 40
# So often is heard who is an actor; so much counts what is only told of him.
_LEAST_HEARD, _TOLD_WEIGHT = 2, 0.34
# The first sentences of an article tell what happened. A side's own section has so many, or so many in one article.
_LEAD, _MOST_SIDES, _LEAST_SENTENCES, _LEAST_OF_ONE = 3, 5, 4, 8
# A cue in more than an eighth of all sentences tells little, but in a short story that is next to nothing.
_MOST_CUES, _MOST_MORE, _LONGEST_CUE, _COMMON, _FEW, _LEAST_ODDS, _PRIOR = 6, 8, 3, 0.12, 5, 1.2, 0.5

_UNTITLED, _LONGEST_TITLE, _LONGEST_LINE = "A new story", 300, 100
_HEAD = """\
# A first plan, suggested from {articles} with {sentences}. Edit it: join actors who speak for one side,
# add names that tomorrow's articles may use, take away cues that could stand in any section, give sections
# titles of your own. Then see what it does: summarizer plans check FILE --articles PLACES
title = {title}
"""

_WORDS = load_language("en")
_ROLES, _BODIES = _WORDS.words("roles.roles"), _WORDS.words("roles.bodies")
_DETERMINERS = _WORDS.words("grammar.determiners")
_GROUPS = _WORDS.words("parties.groups")
# What stands for each country; which of that are the seats of governments.
_COUNTRIES = load_countries(_WORDS)
_FORMS = {one.name: (*one.names, *one.capital, *one.seats) for one in _COUNTRIES.all}
_SEATS = frozenset(seat for one in _COUNTRIES.all for seat in (*one.capital, *one.seats))
_PLACES = frozenset(name for forms in _FORMS.values() for name in forms)
_RUN = re.compile(r"[^\W_]+(?:[ '’-][^\W_]+)*")


# Each name of a story, with the words that say who it is.
_Names = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class DraftActor:
    """An actor and how much of the story is his: sentences said, acts, sentences that tell of him, and in how many
    articles he is heard; ``country`` tells a government, ``note`` how who is alone is named."""

    actor: Actor
    said: int
    acts: int
    told: int
    articles: int
    country: str = ""
    note: str = ""

    @property
    def weight(self) -> float:
        """Return how much a section of this actor would have: who speaks counts most."""
        return self.said + self.acts + _TOLD_WEIGHT * self.told


def suggest_plan(articles: Sequence[Article], title: str = "", language: str = "") -> str:
    """Return a plan for a story: a TOML file's text. The same articles give the same text, in whatever order they come.

    Whatever names and headlines hold, each value is one TOML string and each comment one line. Raise SourceError where
    no sentence of news is in any article.
    """
    reading = read_story(articles, language)
    title = clean_text(title) or _find_title(articles, language)
    heard = reading.hear(())
    sides = learn_sides(heard, [sentence.text for sentence in reading.news], _WORDS)
    names = _list_names(sides, Counter(voice.speaker for voice in heard), reading)
    actors = _draft_actors(_group(names, sides, reading), names, reading)
    voices = reading.hear([found.actor for found in actors])
    sections = _draft_sections(actors)
    # What looks like a name is one: it has two words, or an office beside it.
    sure = {name for name, offices in names.items() if " " in name or any(offices)}
    cues = _find_cues(sections, voices, _bar_words(actors, sure.union(reading.story.own)), reading)
    read, news = count(len(reading.story.articles), "article"), count(len(reading.news), "sentence")
    parts = [_HEAD.format(title=_quote(title[:_LONGEST_TITLE]), articles=read, sentences=news)]
    parts += map(_write_actor, actors)
    parts += [_write_section(section, cues[section.id]) for section in sections]
    unplaced = "".join(_list_unplaced(sure, names, voices, reading.text))
    if unplaced:
        parts.append(f"# Also heard, and in no actor yet:\n{unplaced}")
    elif not actors:
        parts.append("# Nobody is heard in these articles: the sections have to live by their cues.\n")
    return "\n".join(parts)


def _find_title(articles: Sequence[Article], language: str) -> str:
    """Return what a briefing of some articles would be called."""
    plan = Plan(GENERAL, _UNTITLED, (Section("all", "All", rest=True),))
    made = make_briefing(articles, Options(plan=GENERAL, plans=(plan,), language=language))
    return clean_text(made.title) or _UNTITLED


def _list_names(sides: Sides, heard: Counter[str], reading: StoryReading) -> _Names:
    """Return who is named in a story with what he is called, the most heard first: no outlets, no peoples."""
    nobody = _WORDS.words("plan_drafts.nobody") | _DETERMINERS | {outlet.casefold() for outlet in reading.story.own}
    nobody |= _COUNTRIES.all_peoples | {word for word in split_words(reading.text) if word.islower()}
    found: _Names = {}
    for name in sorted(map(drop_owning, sides.own), key=lambda name: (-heard[name], -reading.text.count(name), name)):
        plain = drop_determiner(name, _WORDS)
        is_name = len(plain) > 1 and plain[0].isupper() and plain.rpartition(" ")[2][0].isupper()
        if is_name and plain.casefold() not in nobody and len(found) < _MOST_CANDIDATES:
            found.setdefault(plain, []).extend(sides.offices.get(name, ()))
    return found


def _group(names: _Names, sides: Sides, reading: StoryReading) -> Mapping[str, list[str]]:
    """Group the names of a story, and who is heard without one, by the side that they speak for."""
    # Of all spellings, and of the surname, the most frequent full name.
    usual: dict[str, str] = {}
    for name in sorted(names, key=lambda name: " " not in name):
        usual.setdefault(sides.own.get(name, name), name)
    grouped: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for name in [*names, *sides.own]:
        keys = list(sides.follow(name)) or [name]
        side = keys[0] if keys[-1] == NOBODY else keys[-1]
        aliases = [] if keys[-1] == NOBODY else _list_aliases(side, drop_determiner(name, _WORDS))
        if usual.get(keys[0]) == name:
            aliases.append(name)
        grouped[side] |= dict.fromkeys(one for one in aliases if one in reading.text)
    return {side: list(group) for side, group in grouped.items() if group}


def _list_aliases(side: str, name: str) -> list[str]:
    """Return by what a side goes beside the names of its people: forms of a country's name, a kind of body."""
    if side[0] == COUNTRY:
        # What stands for Norway, and "Norwegian officials".
        is_people = name[0].isupper() and name.rpartition(" ")[2].islower()
        is_owner = OWNED.match(name) or load_words(_WORDS).link.search(name)
        return [*_FORMS.get(side[1:], ()), *([name] if is_people and not is_owner else [])]
    is_body = side.islower() and side.rpartition(" ")[2] in _GROUPS and side.count(" ") < 3
    return [side] if is_body else []


def _draft_actors(sides: Mapping[str, list[str]], names: _Names, reading: StoryReading) -> list[DraftActor]:
    """Make actors of the sides that are heard, the most heard first: all speak at first, under all their names."""
    surnames = {name: _find_alone(name, reading.text) for side in sides.values() for name in side}
    drafts = list(_list_sides(sides, surnames))
    voices = reading.hear(drafts)
    heard = [one for one in _count(drafts, voices, reading) if one.said and one.weight >= _LEAST_HEARD]
    heard.sort(key=lambda one: (-one.weight, one.actor.name))
    found: list[DraftActor] = []
    taken: set[str] = set()
    ids = {EVENT, CONTEXT, OTHERS}
    for one in heard[:_MOST_ACTORS]:
        key = one.actor.id
        shown = Counter(drop_determiner(voice.speaker, _WORDS) for voice in voices if voice.actor == key)
        actor = _name_actor(sides[key], shown, surnames, names, reading.text, taken)
        if actor.name:
            country = key[1:] if key[0] == COUNTRY else ""
            note = _introduce(actor.name, names, reading.text) if _is_alone(actor) else ""
            actor = replace(actor, id=_choose_id(country or actor.id, ids))
            ids.add(actor.id)
            found.append(replace(one, actor=actor, country=country, note=note))
    return found


def _is_alone(actor: Actor) -> bool:
    """Return whether somebody is called by nothing but a full name and the surname, and so has to be introduced."""
    return " " in actor.name and not actor.spokespeople and actor.aliases in ((), (actor.id,))


def _list_sides(sides: Mapping[str, list[str]], surnames: Mapping[str, str]) -> Iterator[Actor]:
    """Yield an actor of each side with all its names, and with those surnames that are one person's."""
    shared = Counter(surnames.values())
    for key, side in sides.items():
        alone = [surnames[name] for name in side if shared[surnames[name]] == 1]
        known = list(filter(None, dict.fromkeys([*side, *alone])))
        yield Actor(key, side[0], tuple(known[1:]))


def _choose_id(name: str, taken: Collection[str]) -> str:
    """Return an id made of a name that no other actor has, nor any section that is always there."""
    word = re.sub(r"[^a-z0-9]+", "-", slug(name))[:_LONGEST_ID].strip("-") or "actor"
    while word in taken:
        word = f"{word}-2"
    return word


def _count(actors: Sequence[Actor], voices: Sequence[Attribution], reading: StoryReading) -> Iterator[DraftActor]:
    """Count how much is heard of each actor."""
    for actor in actors:
        heard = [at for at, voice in enumerate(voices) if voice.actor == actor.id]
        acts = sum(voices[at].stance for at in heard)
        told = sum(voice.subject == actor.id for voice in voices)
        articles = len({reading.news[at].article for at in heard})
        yield DraftActor(actor, len(heard) - acts, acts, told, articles)


def _name_actor(
    side: Sequence[str], shown: Counter[str], surnames: Mapping[str, str], names: _Names, text: str, taken: set[str]
) -> Actor:
    """Name an actor after whoever of the side is heard most, then by all names that it goes by and no other has."""
    free = [name for name in side if _is_free(name, text, taken)]
    free.sort(key=lambda name: (name[0].islower(), -shown[name] - shown[surnames[name]]))
    people: list[str] = []
    others: list[str] = []
    for name in free:
        is_person = _is_person(name, surnames[name], names.get(name, ())) and (" " in name or len(side) == 1)
        (people if is_person else others).append(name)
    first = (*people, *others, "")[0]
    if people:
        # Known by the surname too, if nobody else is.
        surname = surnames[people.pop(0)]
    else:
        surname, others = "", others[1:]
    aliases = [name for name in (surname, *others[:_MOST_NAMES]) if _is_free(name, text, taken)]
    spokespeople = people[:_MOST_NAMES]
    taken |= {name.casefold() for name in (first, *aliases, *spokespeople)}
    return Actor(surname or first, first, tuple(aliases), tuple(spokespeople))


def _is_person(name: str, surname: str, offices: Sequence[str]) -> bool:
    """Return whether a name is a person's: one with a surname or an office, and no place's or body's."""
    last = name.rpartition(" ")[2]
    is_body = last in _WORDS.words("roles.body_names") or fold(last) in _BODIES or (last.isupper() and len(last) > 1)
    return not is_body and name not in _PLACES and (bool(surname) or any(offices))


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
    sides: list[Section] = []
    small: list[str] = []
    for one in actors:
        least = _LEAST_SENTENCES if one.articles > 1 else _LEAST_OF_ONE
        if one.weight >= least and len(sides) < _MOST_SIDES:
            sides.append(Section(one.actor.id, f"What {_name_heading(one)} says", (one.actor.id,)))
        else:
            small.append(one.actor.id)
    if small:
        sides.append(Section(OTHERS, "Other voices", tuple(small), by_speaker=True))
    context = Section(CONTEXT, "The context", features=("background",), rest=True)
    return [Section(EVENT, "What happened"), *sides, context]


def _name_heading(draft: DraftActor) -> str:
    """Return who speaks in an actor's section: a government's has the name of its country."""
    if draft.country:
        for name in draft.actor.aliases:
            if name in _PLACES and name not in _SEATS:
                return name
    return draft.actor.name


def _find_cues(
    sections: Sequence[Section], voices: Sequence[Attribution], barred: Set[str], reading: StoryReading
) -> dict[str, list[str]]:
    """Find for each section the words that tell it from the others, the most telling first; none that is ``barred``.

    Headlines and leads are the event's, unless a side speaks; what nobody says is context. A cue is in two articles or
    three sentences of its section, a word alone in both. The log-odds of its counts are compared, with a prior, over
    their deviation (Monroe, Colaresi and Quinn 2008, "Fightin' Words").
    """
    rows = _list_cue_rows(sections, voices, reading)
    languages = reading.story.languages
    not_in_cues = {name: barred | one.words("stop_words.words") for name, one in languages.items()}
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for section, article, text in rows:
        for cue in set(_cut_cues(text, not_in_cues[article])):
            found[cue].append((section, article))
    sizes = Counter(section for section, _, _ in rows)
    scored: list[tuple[float, str, str]] = []
    for cue, places in found.items():
        section, score = _score_cue(cue, places, sizes)
        if section not in ("", OTHERS, CONTEXT):
            scored.append((-score, cue, section))
    cues: dict[str, list[str]] = {section.id: [] for section in sections}
    for _, cue, section in sorted(scored):
        known = " ".join(cues[section]).split()
        if not set(known).intersection(cue.split()):
            cues[section].append(cue)
    return cues


def _bar_words(actors: Sequence[DraftActor], names: Collection[str]) -> set[str]:
    """Return the words that are in no cue, folded: those of reporting, roles, and parts of names."""
    barred = set(_WORDS.words("plan_drafts.pale") | _ROLES)
    for key in ("saying", "stances", "participles"):
        barred |= _WORDS.words(f"reporting.{key}")
    known = list(names)
    for one in actors:
        known += (one.actor.name, *one.actor.aliases)
    return barred.union(map(fold, re.split(r"[ '’-]", " ".join(known))))


def _list_cue_rows(
    sections: Sequence[Section], voices: Sequence[Attribution], reading: StoryReading
) -> list[tuple[str, str, str]]:
    """Return of each headline and sentence the section to which it belongs for now, its article, and its words."""
    section_of = {name: section.id for section in sections for name in section.speakers}
    rows = [(EVENT, article.id, article.title) for article in reading.story.articles]
    seen: Counter[str] = Counter()
    for sentence, voice in zip(reading.news, voices, strict=True):
        seen[sentence.article] += 1
        plain = EVENT if seen[sentence.article] <= _LEAD else CONTEXT
        section = section_of.get(voice.actor or voice.subject, plain)
        rows.append((section, sentence.article, find_core(sentence, voice)))
    return rows


def _score_cue(cue: str, found: Sequence[tuple[str, str]], sizes: Counter[str]) -> tuple[str, float]:
    """Return the section that a cue tells from the others, if it does, and how well."""
    counts = Counter(section for section, _ in found)
    section = max(sorted(counts), key=lambda name: counts[name])
    inside = counts[section]
    outside = counts.total() - inside
    others = sizes[section] - inside
    elsewhere = sizes.total() - sizes[section] - outside
    articles = {article for of, article in found if of == section}
    sure = (len(articles) > 1) + (inside > 2) > (" " not in cue)
    common = len(found) > max(_FEW, _COMMON * sizes.total())
    odds = math.log((inside + _PRIOR) / (others + _PRIOR) * (elsewhere + _PRIOR) / (outside + _PRIOR))
    if common or not sure or inside == 1 or odds <= _LEAST_ODDS:
        return "", 0.0
    deviation = math.sqrt(1 / (inside + _PRIOR) + 1 / (outside + _PRIOR))
    return section, odds / deviation * (4 + cue.count(" "))


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


def _write_actor(found: DraftActor) -> str:
    """Write an actor's table under a comment on how much is heard of it."""
    heard = f"# heard in {count(found.said, 'sentence')} ({count(found.articles, 'article')})\n"
    note = f"# … {clean_text(found.note)} …\n" if found.note else ""
    # The fields of an actor are called as the keys of its table.
    return f"{heard}{note}[[actors]]\n{_write_fields(asdict(found.actor))}"


def _list_unplaced(sure: Set[str], names: _Names, voices: Sequence[Attribution], text: str) -> Iterator[str]:
    """Yield comments on who else is heard, the most heard first: how often, and how an article introduces them."""
    counts = Counter(drop_owning(voice.speaker) for voice in voices if voice.speaker and not voice.actor)
    unplaced = sorted(sure & counts.keys(), key=lambda name: (-counts[name], name))
    for name in unplaced[:_MOST_UNPLACED]:
        note = clean_text(_introduce(name, names, text))
        yield f"#   {clean_text(name)} ({count(counts[name], 'sentence')}): … {note} …\n"


def _write_section(section: Section, cues: Sequence[str]) -> str:
    """Write a section's table with the first of its cues; the next ones are a comment."""
    first = {"id": section.id, "title": section.title, "speakers": section.speakers, "cues": cues[:_MOST_CUES]}
    more = _write_fields({"more cues to choose from": cues[_MOST_CUES : _MOST_CUES + _MOST_MORE]})
    if more:
        more = "# " + more.replace(" = ", ": ", 1).replace("\n", "\n# ")[:-2]
    last = {key: getattr(section, key) for key in ("features", "by_speaker", "rest")}
    comment = "# The event. Its cues are of headlines and first sentences.\n" if section.id == EVENT else ""
    return f"{comment}[[sections]]\n{_write_fields(first)}{more}{_write_fields(last)}"


def _write_fields(fields: Mapping[str, str | bool | Sequence[str]]) -> str:
    """Write keys and values, a line each; what is empty is left out."""
    lines: list[str] = []
    for key, value in fields.items():
        if isinstance(value, str):
            lines.append(f"{key} = {_quote(value)}\n")
        elif isinstance(value, Sequence):
            texts = [_quote(one) for one in value]
            line = ", ".join(texts)
            if len(line) > _LONGEST_LINE:
                line = "\n" + "".join(f"    {text},\n" for text in texts)
            if texts:
                lines.append(f"{key} = [{line}]\n")
        elif value:
            lines.append(f"{key} = true\n")
    return "".join(lines)


def _quote(value: str) -> str:
    """Write a TOML string; what JSON escapes TOML reads the same way."""
    return json.dumps(clean_text(value), ensure_ascii=False)


def clean_text(text: str) -> str:
    """Make a text one line of characters that can be seen."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
