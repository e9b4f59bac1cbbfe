"""How the articles introduce who is named in them: "Kremlin spokesman X", "Y, Norland's prime minister,"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from summarizer.analysis.actor_resolution import Cast, build_cast, resolve
from summarizer.analysis.glosses import BODY_NAMES
from summarizer.analysis.names import PEOPLES, TITLES, Names
from summarizer.analysis.phrases import (
    AGAINST,
    BODIES,
    CLAUSES,
    DETERMINERS,
    MODIFIERS,
    PREPOSITIONS,
    ROLES,
    STATE,
    Phrase,
    Token,
    find_phrases,
    tokenize,
)
from summarizer.analysis.reporting_clauses import find_apposition
from summarizer.suggesting.nations import find_country, find_runs, find_seat
from summarizer.text.tokens import fold, mask

# Longer is no sentence, but a text without full stops.
_LONGEST_LOOKED_AT = 6_000
#: Small words inside a name that also open it: "van der Meer".
PARTICLES = frozenset("de del della der den van von bin al el da dos du la le ben ibn zu abu".split())
_LEADS = 2
_OF_MANY = re.compile(r"^[A-Z]\w+(?:s['’]|(?:men|children|people)['’]s)$")
_OWNERS = frozenset({"of", "for", "at", "from", "in", "with"})
_MEANT = frozenset({"of", "for"})
#: Whoever has one of these words before the office does not speak for the country or body.
_APART = AGAINST | frozenset(
    "former ex late retired ousted deposed opposition exiled dissident rebel separatist exile would-be jailed onetime"
    " ex-president ex-premier alleged suspected accused".split()
)
_NO_BODY = TITLES | MODIFIERS | PEOPLES | ROLES - BODIES
_MORE_TITLES = frozenset(
    "speaker press whip majority minority chief-of-staff staff sheik crown dean czar agent".split()
)
#: A party by its members: "Republican Sen. Ana Dahl", "Rep. Per Moe, R-Texas".
PARTIES = MappingProxyType(
    dict.fromkeys(("republican", "republicans", "gop"), "Republicans")
    | dict.fromkeys(("democrat", "democrats", "democratic"), "Democrats")
)
_PARTY_MARK = re.compile(r"([RD])-[A-Z]")
#: Who speaks for the country named before the office.
_HOLDERS = (STATE | frozenset({"king", "queen", "emir", "sultan", "pope"})) - frozenset(
    "expert experts analyst analysts lawmaker lawmakers troops soldiers".split()
)
#: Who speaks for the body that he is named with.
_SPEAKING = _HOLDERS | frozenset(
    """chairman chairwoman chair director head chief boss executive owner manager lawyer attorney aide adviser
    advisor commissioner prosecutor judge investigator inspector founder leader officer commander mayor governor
    administrator captain coach editor bishop archbishop member group spokesmen president commissioner""".split()
)


@dataclass(frozen=True, slots=True)
class Office:
    """What somebody is, as an article says it: the last word (folded), of which country or body; ``apart`` when
    he is against it, or was it once. ``text`` is how it stands there."""

    role: str
    country: str = ""
    body: str = ""
    apart: bool = False
    text: str = ""

    @property
    def of_country(self) -> str:
        """The country for which whoever holds the office speaks."""
        return self.country if self.role in _HOLDERS and not self.apart else ""

    @property
    def of_body(self) -> str:
        """The body for which whoever holds the office speaks."""
        return self.body if self.role in _SPEAKING and not self.apart else ""


@dataclass(frozen=True, slots=True)
class Introduction:
    """That somebody is named in a sentence: by the full name if there is one, and with which offices.
    ``opens`` tells the subject of a sentence, ``the`` a name with an article: "the Kremlin"."""

    name: str
    offices: tuple[Office, ...] = ()
    opens: bool = False
    the: bool = False


def find_introductions(text: str, names: Names) -> tuple[tuple[Introduction, ...], tuple[Office, ...]]:
    """Find who is named in a sentence, and the offices that are told with nobody's name ("the Norwegian premier").

    >>> found, _ = find_introductions("Norwegian Premier Ana Dahl met Per Moe, a spokesman for Arden Ferries.", Names())
    >>> [(one.name, one.offices[0].of_country, one.offices[0].of_body) for one in found if one.offices]
    [('Ana Dahl', 'norway', ''), ('Per Moe', '', 'Arden Ferries')]
    """
    tokens = tokenize(mask(text)[:_LONGEST_LOOKED_AT])
    if not tokens:
        return (), ()
    phrases, cast = find_phrases(tokens), build_cast((), names)
    named = (*_introduce(tokens, phrases, cast), *_introduce_bodies(tokens, phrases))
    bare = (read_office(tokens[p.start : p.end]) for p in phrases if not p.name or p.owns)
    return named, tuple(office for office in bare if office)


def _introduce(tokens: Sequence[Token], phrases: Sequence[Phrase], cast: Cast) -> Iterator[Introduction]:
    for at, phrase in enumerate(phrases):
        if not phrase.name:
            yield from _introduce_owner(tokens, phrase, cast)
            continue
        person = resolve(tokens, phrase, cast)
        if not person.named:
            continue
        first = phrase.inner - len(phrase.name.split())
        offices = [read_office(tokens[phrase.start : _before_name(tokens, first, person.shown, phrase)])]
        offices += [read_office(tokens[p.start : p.end]) for p in _beside(tokens, phrases, at)]
        offices += _find_party(tokens, phrase)
        country, of = _behind(tokens, phrase.end)
        found = [_with_country(office, country) for office in offices if office]
        found += [Office("member", body=of, text=f"of {of}")] if of and not found else []
        opens = not phrase.governed and not phrase.owns and phrase.start == 0
        bare = tokens[phrase.start].lower == "the" and first == phrase.start + 1
        name = _trim(phrase.name if find_country(_bare(phrase.name)) else person.shown)
        if phrase.start and tokens[phrase.start - 1].lower in PARTICLES and first == phrase.start:
            name = f"{tokens[phrase.start - 1].text} {name}"  # "bin Dahl"
        yield Introduction(name, tuple(found), opens, bare)


def _introduce_owner(tokens: Sequence[Token], phrase: Phrase, cast: Cast) -> Iterator[Introduction]:
    """Find who is named inside an office: "Premier Ana Dahl's office"."""
    owner = next((at for at in range(phrase.start, phrase.inner - 1) if tokens[at].owns), None)
    if owner is not None and owner > phrase.start:
        small = phrase.start and tokens[phrase.start - 1].lower in PARTICLES
        inner = tokens[phrase.start - bool(small) : owner + 1]
        yield from _introduce(inner, find_phrases(inner), cast)


def _trim(name: str) -> str:
    """Take a title in capitals and a full stop off a name: "House Speaker Ana Dahl"."""
    words = name.split()
    titles = [at for at, word in enumerate(words[:-1]) if word.lower() in _MORE_TITLES | TITLES | ROLES]
    words = words[titles[-1] + 1 :] if titles else words
    words[-1] = re.sub(r"['’]s?$", "", words[-1]) or words[-1]
    return " ".join(words).rstrip(".") if words[-1][-2:-1].islower() else " ".join(words)


def _bare(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)


def _find_party(tokens: Sequence[Token], phrase: Phrase) -> list[Office | None]:
    """Give the party of "Per Moe, R-Texas," and "Republican Ana Dahl"."""
    mark = _PARTY_MARK.match(tokens[phrase.end + 1].text) if phrase.end + 1 < len(tokens) else None
    party = {"R": "Republicans", "D": "Democrats"}[mark[1]] if mark and tokens[phrase.end].text == "," else ""
    party = party or next((PARTIES[t.key] for t in tokens[phrase.start : phrase.inner - 1] if t.key in PARTIES), "")
    return [Office("member", body=party, text=party)] if party else []


def _introduce_bodies(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> Iterator[Introduction]:
    """Find bodies whose name ends in a word for an office: "the Norwegian Foreign Ministry"."""
    for phrase in phrases:
        run = tokens[phrase.start : phrase.inner]
        run = run[1:] if run and run[0].lower in DETERMINERS else run
        words = [_plain(token) for token in run]
        if phrase.name or len(words) < 2 or not all(word[:1].isupper() for word in words):
            continue
        country = next((country for start, _, country, _ in find_runs(words) if start == 0), "")
        body = next(_capitals(words, _taken(words)), "")
        last = words[-1]
        if find_seat(" ".join(words)):
            yield Introduction(" ".join(words), opens=phrase.start == 0, the=True)
        elif " " in body and body.endswith(last) and last.lower() not in TITLES | _MORE_TITLES:
            offices = (Office(fold(last), country, body, text=" ".join(words)),) if country else ()
            yield Introduction(body, offices, opens=phrase.start == 0, the=True)


def _taken(words: Sequence[str]) -> set[int]:
    return {at for start, end, _, _ in find_runs(words) for at in range(start, end)}


def _before_name(tokens: Sequence[Token], first: int, shown: str, phrase: Phrase) -> int:
    """Give where the titles end that stand in capitals before a name: "Gen. Ana Dahl"."""
    at = first
    while at < phrase.inner - 1 and tokens[at].lower.rstrip(".") in TITLES | PEOPLES:
        at += 1
    return at if shown else first


def _with_country(office: Office, country: str) -> Office:
    if office.country or not country:
        return office
    return Office(office.role, country, office.body, office.apart, office.text)


def _behind(tokens: Sequence[Token], end: int) -> tuple[str, str]:
    """Give the country or body of "Premier Ana Dahl of Norland", "Per Moe of the aid group Arden Help"."""
    if end + 1 >= len(tokens) or tokens[end].lower != "of":
        return "", ""
    stop = next((at for at in range(end + 1, len(tokens)) if tokens[at].text in ",.;:()"), len(tokens))
    words = [_plain(token) for token in tokens[end + 1 : min(stop, end + 9)]]
    runs = find_runs(words[:3])
    if runs and runs[0][0] == 0 and runs[0][3] == "name":
        return runs[0][2], ""
    body = next(_capitals(words, _taken(words)), "")
    told = body.isupper() or (
        body.split()[-1:] and (body.split()[-1] in BODY_NAMES or fold(body.split()[-1]) in BODIES)
    )
    group = any(fold(word) in BODIES | ROLES for word in words[:-1] if word.islower())
    return "", body if body and (told or group) else ""


def _beside(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> Iterator[Phrase]:
    """Give the phrases that say between commas who somebody is."""
    phrase = phrases[at]
    behind = find_apposition(tokens, phrases, phrase)
    end = phrase.end
    if behind is None and end + 2 < len(tokens) and tokens[end].text == "," and tokens[end + 1].text.isdigit():
        behind = next((p for p in phrases if p.start == end + 3 and tokens[end + 2].text == ","), None)
    if behind is not None and (not behind.name or behind.inner < behind.end):
        yield behind
    before = phrases[at - 1] if at else None
    if before and not before.name and before.end == phrase.start - 1 and tokens[before.end].text == ",":
        first = tokens[before.start]
        third = before.start and tokens[before.start - 1].text == ","
        if (first.lower in DETERMINERS or first.owns) and not third:
            yield before


def read_office(tokens: Sequence[Token]) -> Office | None:
    """Read what words say that somebody is; nothing where no role is among them.

    >>> read_office(tokenize("a former Norwegian minister"))
    Office(role='minister', country='norway', body='', apart=True, text='a former Norwegian minister')
    >>> read_office(tokenize("the blue ferry"))
    """
    cut = next((at for at, token in enumerate(tokens) if at and token.lower in _OWNERS), len(tokens))
    front, tail = tokens[:cut], tokens[cut + 1 :]
    roles = [token.key for token in front if token.key in ROLES]
    owner = next((token for token in front if token.owns), None)
    if not roles and owner is None:
        return None
    country, body = _read_front(front)
    if tail and tokens[cut].lower in _MEANT and tail[0].lower not in CLAUSES:
        of_country, of_body = _read_tail(tail)
        country, body = country or of_country, body or of_body
    role = roles[-1] if roles else ""
    if role in ("leader", "leaders") and len(front) - (front[0].lower in DETERMINERS) > _LEADS:
        role = "faction leader"  # not "the Norwegian leader"
    apart = any(token.lower in _APART or token.lower.startswith("ex-") for token in front)
    text = " ".join(token.text for token in tokens)
    return Office(role, country, body, apart, text)


def _read_front(tokens: Sequence[Token]) -> tuple[str, str]:
    words = [_plain(token) for token in tokens]
    country = next((country for _, _, country, _ in find_runs(words)), "")
    return country, next(_capitals(words, _taken(words)), "")


def _read_tail(tokens: Sequence[Token]) -> tuple[str, str]:
    words = [_plain(token) for token in tokens]
    runs = find_runs(words)
    if runs and runs[0][0] <= 1:
        return runs[0][2], ""
    body = next(_capitals(words, set()), "")
    if not body and tokens[0].lower == "the" and len(tokens) == 2 and tokens[1].key in BODIES:
        body = f"the {tokens[1].text}"
    return "", body


def _capitals(words: Sequence[str], taken: set[int]) -> Iterator[str]:
    """Give the runs of capitals that are neither titles nor countries: "Foreign Ministry", "Arden Ferries"."""
    run: list[str] = []
    for at, word in enumerate([*words, ""]):
        if word[:1].isupper() and at not in taken and not (at == 0 and word.lower() in DETERMINERS | PREPOSITIONS):
            run.append(word)
            continue
        while run and run[-1].lower().rstrip(".") in TITLES | _MORE_TITLES:
            run.pop()
        while len(run) > 1 and _is_title(run[0]) and fold(run[-1]) not in BODIES | ROLES:
            run = run[1:]
        if run and fold(run[-1]) in PARTIES:
            yield PARTIES[fold(run[-1])]
        elif run and not all(part.lower().rstrip(".") in _NO_BODY | _MORE_TITLES for part in run):
            yield " ".join(run)
        run = []


def _is_title(word: str) -> bool:
    return word.lower().rstrip(".") in TITLES


def _plain(token: Token) -> str:
    """Give a word without the ending by which it owns what follows; that of "Seamen's Union" belongs to the name."""
    text = token.text
    if _OF_MANY.search(text):
        return text
    for ending in ("'s", "’s", "'", "’"):
        text = text.removesuffix(ending) if token.owns else text
    return text
