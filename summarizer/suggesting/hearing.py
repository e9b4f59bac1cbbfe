"""Sides → actors, those heard most: counted by how the program itself hears them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.analysis.actor_resolution import build_cast, learn_titles
from summarizer.analysis.phrases import DETERMINERS, ROLES, SHARES, find_phrases, tokenize
from summarizer.model import Actor, Attribution
from summarizer.storage.files import slug
from summarizer.suggesting.nations import find_seat
from summarizer.suggesting.reading import Reading
from summarizer.suggesting.registering import NUMERALS, Register, has_first_name
from summarizer.suggesting.siding import Side
from summarizer.text.tokens import mask

#: A plan with more actors, or more people for one, is no longer looked through.
MOST_ACTORS, MOST_PEOPLE, MOST_PHRASES = 12, 12, 10
_LEAST_HEARD = 2
_LEAST_TOLD = 5
_LEAST_ALONE = 3
_LONGEST_NAME, _LONGEST_ID = 60, 40
_NO_ID = re.compile(r"[^a-z0-9]+")
# A place that does or says something, or has officials: "Oslo has refused", "White House aides".
_ACTING = re.compile(
    r"\b([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?= (?:has|will|would|said|says|wants|wanted|denied|rejected|refused"
    r"|agreed|insisted|officials?|aides?|spokes\w+|governments?|authorities)\b)"
)
# Those of whom one speaks for all, as far as a story goes; "officials" are of many sides.
_GROUPS = frozenset(
    """police opposition government army military court union company airline church management crew commission
    committee council panel board hospital bank organization organisation brigade administration firm agency tribunal
    prosecution defence defense parliament congress senate coalition investigators rebels doctors scientists
    believers pilgrims patients customers investors pollsters astronomers rescuers historians""".split()
) | (
    frozenset(role for role in ROLES if role.endswith("s") and len(role) > 4)
    - frozenset(
        """officials sources spokespersons leaders diplomats ministers reports witnesses aides advisers advisors
        executives heads chiefs friends observers visitors correspondents reporters journalists newspapers actress
        princess governors mayors ambassadors envoys commanders directors members press boss press-service forces
        troops""".split()
    )
)


@dataclass(frozen=True, slots=True)
class Heard:
    """An actor and how much of the story is his: sentences said, acts, sentences that tell of him, in which articles
    and by how many outlets; ``country`` tells a government."""

    actor: Actor
    said: int
    acts: int
    told: int
    articles: int
    outlets: int
    country: str = ""

    @property
    def alone(self) -> bool:
        """Whether it is one person, known by no other name than the surname."""
        actor = self.actor
        return has_first_name(actor.name) and not actor.spokespeople and set(actor.aliases) <= {_surname(actor.name)}

    @property
    def weight(self) -> float:
        """How much a section of this actor would have: who speaks counts most."""
        return self.said + self.acts + 0.34 * self.told


def hear(sides: Sequence[Side], known: Register, reading: Reading) -> tuple[Heard, ...]:
    """Make actors of the sides that are heard, the most heard first.

    All sides speak as drafts first; what each is called in the end follows from who of it is heard.
    """
    texts = reading.texts
    sides = [*sides, *find_groups(reading.listen(_draft(sides, texts)))]
    drafts = _draft(sides, texts)
    voices = reading.listen(drafts)
    shown = _count_shown(voices)
    by_id = dict(zip((draft.id for draft in drafts), sides, strict=True))
    heard = [_measure(draft, voices, reading, by_id[draft.id].country) for draft in drafts]
    enough = [one for one in heard if _is_heard_enough(one, by_id[one.actor.id])]
    enough.sort(key=lambda one: (-one.weight, one.actor.name))
    seats = _find_speaking_seats(voices, texts)
    named = [_name(one, by_id[one.actor.id], shown, texts, seats) for one in enough[:MOST_ACTORS]]
    named = [one for one in named if one.actor.name]
    return _with_ids(_with_titles(_keep_apart(named), known, reading))


def _is_heard_enough(one: Heard, side: Side) -> bool:
    """Tell a side from a single voice: whoever stands for nobody else must be heard oftener."""
    heard = one.said + one.acts
    if one.told >= _LEAST_TOLD or heard >= _LEAST_ALONE:
        return True
    alone = len(side.people) == 1 and not (side.bodies or side.places or side.phrases)
    return heard >= (_LEAST_ALONE - 1 if one.articles > 1 else _LEAST_ALONE) if alone else heard >= _LEAST_HEARD


def _draft(sides: Sequence[Side], texts: Sequence[str]) -> tuple[Actor, ...]:
    taken: Counter[str] = Counter(
        word for side in sides for name in side.people for word in {_surname(name).casefold()}
    )
    actors = []
    for number, side in enumerate(sides):
        names = [*side.people, *side.bodies, *side.places, *side.phrases]
        surnames = [_surname(name) for name in side.people if taken[_surname(name).casefold()] == 1]
        first = names[0]
        others = dict.fromkeys(name for name in (*names[1:], *surnames) if name != first)
        actors.append(Actor(f"s{number}", first, tuple(others)))
    return tuple(actors)


def _surname(name: str) -> str:
    """Give the name by which a person is known alone, with the small words that belong to it."""
    words = name.split()
    if len(words) > 2 and words[-1] in NUMERALS:
        return " ".join(words[:-1])
    at = next((at for at in range(1, len(words) - 1) if words[at][0].islower()), len(words) - 1)
    return " ".join(words[at:]) if has_first_name(name) else name


def _count_shown(voices: Sequence[Attribution]) -> Mapping[str, Counter[str]]:
    """Count by actor under which names he is heard."""
    shown: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for voice in voices:
        if voice.actor and voice.speaker:
            shown[voice.actor][voice.speaker] += 1
    return shown


def _measure(actor: Actor, voices: Sequence[Attribution], reading: Reading, country: str) -> Heard:
    said = [at for at, voice in enumerate(voices) if voice.actor == actor.id and not voice.stance]
    acts = [at for at, voice in enumerate(voices) if voice.actor == actor.id and voice.stance]
    told = sum(voice.subject == actor.id for voice in voices)
    articles = {reading.sentences[at].article for at in (*said, *acts)}
    outlets = reading.outlets
    return Heard(actor, len(said), len(acts), told, len(articles), len({outlets[one] for one in articles}), country)


def _find_speaking_seats(voices: Sequence[Attribution], texts: Sequence[str]) -> frozenset[str]:
    """Find the seats that stand for their government in this story: "Oslo said", "Oslo has refused"."""
    heard = {voice.speaker.removeprefix("the ") for voice in voices if find_seat(voice.speaker)}
    acting = {name for text in texts for found in _ACTING.findall(text) for name in (found, found.split()[-1])}
    return frozenset(heard | {name for name in acting if find_seat(name)})


def find_groups(voices: Sequence[Attribution]) -> tuple[Side, ...]:
    """Find the groups that are heard without a name: "police", "federal prosecutors"; each by all that it is called.

    >>> find_groups([Attribution("the police"), Attribution("Arden police"), Attribution("two officials"), Attribution("a man")])
    (Side(people=(), bodies=(), places=(), country='', phrases=('police', 'Arden police'), variants=()),)
    """
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for voice in voices:
        words = voice.speaker.split()
        while words and (words[0].lower() in DETERMINERS | SHARES or words[0][0].isdigit()):
            words = words[1:]
        if words and not voice.actor and words[-1] in _GROUPS and len(words) < 4:
            found[words[-1]][" ".join(words)] += 1
    ordered = sorted(found.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    return tuple(Side(phrases=_phrases(head, forms)) for head, forms in ordered if forms.total() >= _LEAST_HEARD)


def _phrases(head: str, forms: Counter[str]) -> tuple[str, ...]:
    """Give a group's names, the plain one first where it is heard."""
    ranked = sorted(forms, key=lambda form: (form != head, -forms[form], form))
    return tuple(ranked[:MOST_PHRASES])


def _name(
    one: Heard, side: Side, shown: Mapping[str, Counter[str]], texts: Sequence[str], seats: frozenset[str]
) -> Heard:
    """Name an actor after whoever of the side is heard most, then by all other names it goes by."""
    counts = shown.get(one.actor.id, Counter())
    people = sorted(side.people, key=lambda name: (-_heard_as(name, counts), side.people.index(name)))
    bodies = sorted(side.bodies, key=lambda name: -_heard_as(name, counts))
    people, bodies = [n for n in people if stands(n, texts)], [n for n in bodies if stands(n, texts)]
    places = [name for name in side.places if not find_seat(name) or name in seats]
    first = next((name for name in (*people, *bodies, *places, *side.phrases) if stands(name, texts)), "")
    if people and bodies and not side.country and _heard_as(bodies[0], counts) > _heard_as(people[0], counts):
        first = bodies[0]
    speaking = [name for name in people if name != first][:MOST_PEOPLE]
    aliases = [_surname(first)] if first in side.people and _stands_alone(first, texts) else []
    aliases += [form for name, form in side.variants if name == first]
    aliases += [*bodies[:MOST_PEOPLE], *places, *side.phrases[:MOST_PHRASES]]
    aliases = [name for name in dict.fromkeys(aliases) if name != first and stands(name, texts)]
    return replace(one, actor=Actor(one.actor.id, first, tuple(aliases), tuple(speaking)))


def _heard_as(name: str, counts: Mapping[str, int]) -> int:
    return sum(count for shown, count in counts.items() if shown == name or shown.removeprefix("the ") == name)


def _stands_alone(name: str, texts: Iterable[str]) -> bool:
    """Tell whether a surname stands somewhere without the first name."""
    surname = _surname(name)
    before = name.removesuffix(surname).strip().split()[-1:] or [""]
    pattern = re.compile(rf"(?<!{re.escape(before[0])} )(?<!\w){re.escape(surname)}(?!\w)")
    return any(pattern.search(text) for text in texts)


def stands(name: str, texts: Iterable[str]) -> bool:
    """Tell whether a name of a bearable length stands in the articles, word for word."""
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return len(name) <= _LONGEST_NAME and any(pattern.search(text) for text in texts)


def _keep_apart(found: Sequence[Heard]) -> list[Heard]:
    """Take a name that two actors have from both, a whole name from the second."""
    owners: Counter[str] = Counter()
    for one in found:
        owners.update({name.casefold() for name in (one.actor.name, *one.actor.aliases, *one.actor.spokespeople)})
    kept = []
    for one in found:
        actor = one.actor
        aliases = tuple(name for name in actor.aliases if owners[name.casefold()] == 1)
        people = tuple(name for name in actor.spokespeople if owners[name.casefold()] == 1)
        kept.append(replace(one, actor=replace(actor, aliases=aliases, spokespeople=people)))
    return kept


def _with_titles(found: Sequence[Heard], known: Register, reading: Reading) -> list[Heard]:
    """Add the titles that stand for one person in the whole story: "the premier"."""
    cast = build_cast([one.actor for one in found], reading.names)
    owners: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for at in reading.news:
        tokens = tokenize(mask(reading.sentences[at].text)[:6_000])
        for title, person in learn_titles(tokens, find_phrases(tokens, cast.heads), cast).items():
            owners[title][(person.shown, person.actor)] += 1
    texts = reading.texts
    titles: defaultdict[str, list[str]] = defaultdict(list)
    for title, persons in sorted(owners.items()):
        (_, actor), count = persons.most_common(1)[0]
        sure = actor and count >= 0.8 * persons.total() and _count_holders(title, known) < 2
        if sure and _is_title(title) and stands(f"the {title}", texts):
            titles[actor].append(f"the {title}")
    return [
        replace(one, actor=replace(one.actor, aliases=(*one.actor.aliases, *titles[one.actor.id][:MOST_PHRASES])))
        for one in found
    ]


def _count_holders(title: str, known: Register) -> int:
    """Count the people of a story who are called by a title, with whatever words before it."""
    return sum(any(f" {office.text.lower()} ".find(f" {title} ") >= 0 for office in e.offices) for e in known.entries)


_TITLES_ALONE = frozenset(
    """president premier chancellor king queen pope emir sultan mayor governor minister secretary chairman chairwoman
    director general ambassador envoy archbishop bishop commissioner prosecutor""".split()
)


def _is_title(title: str) -> bool:
    return title.split()[-1] in _TITLES_ALONE


def _with_ids(found: Sequence[Heard]) -> tuple[Heard, ...]:
    """Give each actor an id of its own: the country, else the surname or body."""
    taken: set[str] = set()
    named = []
    for one in found:
        surname = _surname(one.actor.name)
        word = slug(one.country or (surname if surname in one.actor.aliases else one.actor.name))
        plain = _NO_ID.sub("-", word)[:_LONGEST_ID].strip("-") or "actor"
        named.append(replace(one, actor=replace(one.actor, id=find_free(plain, taken))))
        taken.add(named[-1].actor.id)
    return tuple(named)


def find_free(word: str, taken: Collection[str]) -> str:
    """Give a word, or the word with a number where it is taken.

    >>> find_free("dahl", {"dahl", "dahl-2"}), find_free("moe", ())
    ('dahl-3', 'moe')
    """
    return next(name for n in range(1, len(taken) + 2) if (name := word if n == 1 else f"{word}-{n}") not in taken)
