"""The office of who speaks, told in other words than a draft's: "union leader" for "who leads the union".

An office is given by a word of `quoting.offices`, and by whose it is. Words of one group are put for each other, and
those of a wider group for those of a narrower one: who chairs a board leads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from summarizer.analysis.names import Names
from summarizer.briefing.draft_matches import Match, hear
from summarizer.briefing.draft_sources import list_stems
from summarizer.briefing.draft_turns import list_modifiers, list_openers, read_zone, walk_back, walk_on
from summarizer.lang.language import Language, load_groups
from summarizer.text.tokens import drop_owning, fold
from summarizer.text.wording import Word

#: Words that tell neither an office nor whose it is.
_SMALL = (  # names, not language
    "grammar.articles", "grammar.determiners", "grammar.prepositions", "grammar.genitives", "grammar.relatives",
)  # fmt: skip
_VERBS = ("grammar.auxiliaries", "grammar.finite_verbs", "reporting.saying")  # names, not language
#: What is told of somebody beside the name is looked for among so many words.
_MOST_TOLD = 40


def tells_office(words: Sequence[Word], name: str, match: Match, names: Names) -> bool:
    """Return whether the source of a match tells of somebody, beside the ``name``, what some words of a draft call
    them, "union leader"; no more, and no less ("deputy")."""
    language = match.source.language
    stops = language.words("stop_words.words")
    called = [names.reduce(word) for word in name.split()]
    plain = dropwhile(lambda word: fold(word.key) in stops, words)
    wanted = _list_telling((word for word in plain if names.reduce(word.text) not in called), language)
    stems = list_stems(wanted, language)
    for title, before in _list_titles(match.source.by_sentence.values(), called, names, language):
        if list_modifiers(title, language) != list_modifiers(words, language):
            continue
        owner = _read_owner(before, stems, language) if title[0].key in _list_owning(language) else ()
        if any(_calls_alike(wanted, [*told, *owner], language) for told in _read_title(title, language)):
            return True
    return False


def find_cut_office(own: Sequence[Word], name: str, match: Match, names: Names) -> Sequence[Word]:
    """Return with what office a draft's own words call somebody that a source calls the office of a part alone, and the
    draft has not of which: "the bank's head" for "the bank's head of research"; nothing if with none."""
    language = match.source.language
    speaker = hear(match, names).speaker
    known = " ".join(one for one in (speaker, name) if one[:1].isupper())
    called = [names.reduce(word) for word in known.split()]
    titles: list[Sequence[Word]] = []
    if speaker[:1].isupper():
        titles += (title for title, _ in _list_titles(match.source.by_sentence.values(), called, names, language))
    there = [
        _read_part(title, language) for title in titles or _cut_clauses(match.source.by_sentence[match.first], language)
    ]
    if name[:1].isupper():
        mine = [title for title, _ in _list_titles([own], called, names, language)]
    else:
        # Who is called by nothing but "the head" is not told apart from anybody.
        mine = [clause for clause in _cut_clauses(own, language) if len(_list_telling(clause, language)) > 1]
    return next((title for title in mine if _is_cut(title, there, language)), ())


def _is_cut(title: Sequence[Word], there: Sequence[_Office], language: Language) -> bool:
    """Return whether a title has an office without the part whose it is in all titles that a source has of it."""
    find = load_groups(language, "quoting.offices").find
    told = list_stems((drop_owning(word.key) for word in title), language)
    group = set(find(_read_part(title, language).office))
    alike = [one for one in there if not group.isdisjoint(find(one.office))]
    return bool(alike) and all(one.has_whole and told.isdisjoint(one.part) for one in alike)


def _cut_clauses(words: Iterable[Word], language: Language) -> list[list[Word]]:
    """Return the narrator's words between pauses and verbs of saying, where an office alone says who speaks."""
    saying = language.words("reporting.saying")
    found: list[list[Word]] = [[]]
    for word in words:
        says = word.key in saying
        if not word.said and not says:
            found[-1].append(word)
        if word.said or says or word.behind:
            found.append([])
    return [clause for clause in found if clause]


def takes_office(words: Sequence[Word], office: Sequence[Word], names: Names, language: Language) -> bool:
    """Return whether a draft's words have what an office is, what lessens it, and all or nothing of whose it is: of
    "the brother of the union leader" they are not the last two, of "a spokesman for the harbour police" not the last.
    """
    opening, articles = language.words("grammar.prepositions", "grammar.genitives"), language.words("grammar.articles")
    plain = list(dropwhile(lambda word: word.key in articles, office))
    head = list(takewhile(lambda word: word.key not in opening, plain))
    telling = {names.reduce(word.text) for word in head[_count_owners(head) :]}
    mine = {names.reduce(word.text) for word in words}
    if telling.isdisjoint(mine) or not list_modifiers(office, language) <= list_modifiers(words, language):
        return False
    # In a language of cases whose an office is stands right behind it.
    inner = plain[1:] if language.phrases("names.case_endings") else plain[len(head) :]
    owners = list(takewhile(lambda word: word.key not in opening, dropwhile(lambda word: word.key in opening, inner)))
    whose = {names.reduce(word.text) for word in owners if word.key not in articles}
    return whose.isdisjoint(mine) or whose <= mine


@dataclass(frozen=True, slots=True)
class _Office:
    """The word of a title that tells the office, the stems of what it is of, and whether more says of which whole that
    is a part: "head", of "research", "the bank's"; of "the mayor of Halvern" nothing does, nor of "the bank's head"."""

    office: str
    part: frozenset[str]
    has_whole: bool


def _read_part(title: Sequence[Word], language: Language) -> _Office:
    """Return the office that a title tells, and of what."""
    genitives, articles = language.words("grammar.genitives"), language.words("grammar.articles")
    opening = language.words("grammar.prepositions") | genitives
    plain = list(dropwhile(lambda word: word.key in opening | articles, title))
    is_clause = bool(plain) and plain[0].key in language.words("grammar.relatives")
    head = plain[:2] if is_clause else list(takewhile(lambda word: word.key not in opening, plain))
    office, tail = head[-1].key if head else "", plain[len(head) :]
    if not tail or not (is_clause or tail[0].key in genitives):
        return _Office(office, frozenset(), has_whole=False)
    inner = list(dropwhile(lambda word: word.key in opening | articles, tail))
    nearest = list(takewhile(lambda word: word.key not in opening, inner))
    owners = _count_owners(nearest)
    part = list_stems((word.key for word in nearest[owners:]), language)
    has_whole = owners > 0 or _count_owners(head) > 0 or len(nearest) < len(inner)
    return _Office(office, part, has_whole=bool(part) and has_whole)


def _count_owners(words: Sequence[Word]) -> int:
    """Return how many words stand up to the last one that owns what follows: two of "the bank's head"."""
    return max((at for at, word in enumerate(words, 1) if drop_owning(word.text) != word.text), default=0)


def _calls_alike(wanted: Sequence[str], told: Sequence[str], language: Language) -> bool:
    """Return whether two rows of words tell of one office, and of the same whose it is."""
    find = load_groups(language, "quoting.offices").find
    groups = [set(find(key)) for key in told if find(key)]
    is_office = bool(groups) == any(map(find, wanted))
    if not is_office or not all(any(set(find(key)) <= group for group in groups) for key in wanted if find(key)):
        return False
    own, there = (list_stems((key for key in keys if not find(key)), language) for keys in (wanted, told))
    return own == there


def _read_owner(words: Sequence[Word], stems: frozenset[str], language: Language) -> Iterator[str]:
    """Return those words with which a clause begins that say whose "its head" is: "Norvik" of "The yard Norvik"."""
    small = language.words(*_SMALL)
    telling = [word for word in words if word.key not in small]
    leads_to_name = [word.text[0].isupper() for word in telling[:2]] == [False, True]
    if leads_to_name and not list_stems([telling[0].key], language) <= stems:
        telling = telling[1:]
    return takewhile(lambda key: list_stems([key], language) <= stems, (word.key for word in telling))


def _list_owning(language: Language) -> frozenset[str]:
    """Return the words with which an office begins whose owner was named before: "its head"."""
    return language.words("grammar.determiners") - language.words("grammar.articles")


def _list_telling(words: Iterable[Word], language: Language) -> list[str]:
    """Return those of some words that tell an office or whose it is, and not what lessens it."""
    small = language.words(*_SMALL)
    return [word.key for word in words if word.key not in small and not list_modifiers([word], language)]


def _read_title(title: Sequence[Word], language: Language) -> Iterator[list[str]]:
    """Yield the words of a title that say which office and whose it is: all of "the mayor of Halvern", and so on up to
    another preposition than "of"."""
    opening, articles = language.words("grammar.prepositions", "grammar.genitives"), language.words("grammar.articles")
    plain = title[title[0].key in articles :]
    head = list(takewhile(lambda word: word.key not in opening, plain))
    # "Head of the union from 2001 to 2010"
    is_turned = bool(read_zone(title, language)) or any(word.key[0].isdigit() for word in title)
    if not head or is_turned or not _is_title(title, head, language):
        return
    if not any(word.key in language.words("grammar.genitives") for word in plain[len(head) :][:1]):
        yield _list_telling(head, language)
    others = language.words("grammar.prepositions") - language.words("grammar.genitives")
    for end in range(len(head) + 1, len(plain) + 1):
        if plain[end - 1].key in others:
            return
        if end == len(plain) or plain[end].key in opening:
            yield _list_telling(plain[:end], language)


def _is_title(title: Sequence[Word], head: Sequence[Word], language: Language) -> bool:
    """Return whether words beside a name, of which those of the ``head`` need no preposition, are a title of it."""
    find, roles = load_groups(language, "quoting.offices").find, language.words("roles.roles")
    others = language.words(*_VERBS, "grammar.time_spans")
    if any(word.key in others and not find(word.key) for word in title):
        return False
    is_office = [bool(find(word.key)) or word.key in roles for word in head]
    # "Who beat the union leader" is none, nor is "sued the harbour office".
    if head[0] is title[0] and head[0].key in language.words("grammar.relatives"):
        return is_office[1:2] == [True]
    acts = not language.words("grammar.articles").isdisjoint(word.key for word in head[1:])
    return (head[0] is not title[0] and bool(title[-1].behind)) or (is_office[-1] and not acts)


def _list_titles(
    rows: Iterable[Sequence[Word]], called: Sequence[str], names: Names, language: Language
) -> Iterator[tuple[Sequence[Word], Sequence[Word]]]:
    """Yield what sentences say of who is ``called`` so right before the name, or behind a pause that follows it, each
    with what stands before that: "Union head Per Moe", "The head of the union, Per Moe", "Per Moe, who heads it"."""
    before: Sequence[Word] = ()
    for told in rows:
        narrated = [word for word in told if not word.said]
        forms = [names.reduce(word.text) for word in narrated]
        for at, form in enumerate(forms):
            if form not in called[-1:]:
                continue
            first = at + 1 - len(list(takewhile(called.__contains__, reversed(forms[: at + 1]))))
            title = _find_title_before(narrated[max(0, first - _MOST_TOLD) : first], language)
            behind = walk_on(narrated[at + 1 : at + _MOST_TOLD], (), "") if narrated[at].behind else ()
            titles = ((title, narrated[: first - len(title)]), (behind, narrated[:first]))
            yield from ((one, lead or before) for one, lead in titles if one)
        before = narrated


def _find_title_before(words: Sequence[Word], language: Language) -> Sequence[Word]:
    """Return those words before a name that may be a title of it."""
    openers = list_openers(language)
    if not words or not words[-1].behind:
        return walk_back(words, openers)
    title = [*walk_back(words[:-1], openers), words[-1]]
    # Amid a sentence it may belong to another one: "Per Moe, head of the union, Ivo Stern".
    return title if len(title) == len(words) or title[0].key in _list_owning(language) else ()
