"""The words and phrases of a sentence, with what their language and the words beside them say of each.

A word's tags name the tables of the language in which it stands: "roles", "prepositions". All rules about who speaks
ask for tags only, so that a language is taught to them by filling its tables.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from summarizer.analysis.names import find_owning_place, load_countries
from summarizer.lang.language import Language, load_language
from summarizer.text.tokens import MASK, OWNING, cut_ending, cut_joined, fold, stemmer

#: The tables of verbs by the part of them that stands at the end of their clause ("teilte … mit") → their tag.
PARTED: Mapping[str, str] = MappingProxyType(
    {  # names, not language
        "reporting.parted_saying": "saying",
        "reporting.parted_stances": "stances",
        "reporting.parted_no_verbs": "no_verbs",
    }
)
#: The tag of the words of an expression ("ruled out") behind its first, which alone has the expression's own tag.
INNER = "inner"
_CLAUSE_ENDS = frozenset(",;:–—")
#: What closes a quotation, and what stands between it and who says it.
_CLOSING, _BEHIND_QUOTATION = frozenset('“”"»'), frozenset(",–—-")
#: What may stand before a verb behind a quotation: "« … », a murmuré", "« … », se souvient".
_BEFORE_VERB = frozenset({"auxiliaries", "object_pronouns"})  # names, not language
#: Tags that a word has by its ending alone.
BY_ENDING = frozenset({"past_participles", "owner_endings", "feminine"})  # names, not language
#: What has a capital by its place or kind, where all nouns have one.
_NO_NOUN = frozenset(
    {INNER, "determiners", "prepositions", "clause_openers", "pronouns", "sentence_openers", "titles", "roles"}
)
FUNCTION = frozenset(  # names, not language
    {"determiners", "prepositions", "clause_openers", "pronouns", "sentence_openers"}
)
#: What adjectives may be besides.
ADJECTIVES = frozenset({"modifiers", "peoples", "against", "private", "time_spans", "places"})  # names, not language


class Token(NamedTuple):
    """A word or mark of a sentence. ``key`` is the folded word, without its possessive ending."""

    text: str
    start: int
    end: int
    lower: str
    key: str
    owns: bool
    is_capital: bool
    tags: frozenset[str] = frozenset()


_NOTHING = Token("", 0, 0, "", "", owns=False, is_capital=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of tokens ``start:end`` that names somebody; ``head`` is its last word, with its ``tags``.

    ``name`` is the run of capitalised words at the end, from ``name_start`` on, empty for a role or
    pronoun. ``inner`` is where the phrase proper ends and its owner ("of the union") begins.
    ``governed`` phrases stand behind a preposition: they are nobody's subject, as those that own what follows.
    """

    start: int
    end: int
    inner: int
    head: str
    name: str
    name_start: int
    governed: bool
    owns: bool
    tags: frozenset[str] = frozenset()

    @property
    def is_free(self) -> bool:
        """Return whether it may be a subject: nothing governs it, and it owns nothing that follows."""
        return not self.governed and not self.owns


def token_at(tokens: Sequence[Token], at: int) -> Token:
    """Return the token at a place, an empty one before the first and behind the last."""
    return tokens[at] if 0 <= at < len(tokens) else _NOTHING


def mark_parted(tokens: list[Token], verbs: Mapping[str, Set[str]], tag: str) -> None:
    """Tag the verbs whose other part ends their clause: "teilte die Stadt am Montag mit"."""
    for at, part in enumerate(tokens):
        if part.lower not in verbs:
            continue
        following = token_at(tokens, at + 1)
        goes_on = following.tags & ({"coordinators", "prepositions"} if tag == "no_verbs" else {"coordinators"})
        if following.text.isalnum() and not goes_on:
            continue
        for place in range(at - 1, -1, -1):
            token = tokens[place]
            if token.text in _CLAUSE_ENDS:
                break
            if token.lower in verbs[part.lower]:
                tokens[place] = token._replace(tags=token.tags | {tag})
                break


def mark_nouns(tokens: list[Token], language: Language) -> None:
    """Tag what is a noun and no name in a language that writes all nouns with a capital.

    It has an ending of nouns, or stands behind an article, a number or an adjective. A country is none, nor letters
    ("die SPD").
    """
    if not language.text("names.capital_nouns"):
        return
    endings, places = language.phrases("names.noun_endings"), load_countries(language).places
    adjectives = language.phrases("grammar.adjective_endings")
    for at, token in enumerate(tokens):
        if not token.is_capital or token.text.isupper() or token.key in places:
            continue
        if token.tags & _NO_NOUN:
            if "roles" in token.tags:
                tokens[at] = token._replace(tags=token.tags | {"capital_nouns"})
        elif token.lower.endswith(endings) or _opens_noun(token_at(tokens, at - 1), adjectives):
            tokens[at] = token._replace(tags=token.tags | {"common_nouns", "capital_nouns"})


def _opens_noun(before: Token, adjectives: tuple[str, ...]) -> bool:
    """Return whether a word is an article, a number or an adjective, behind which a capital is a noun's."""
    if before.is_capital and not before.tags & FUNCTION:
        return False
    if before.tags & {"determiners", "small_counts"} or before.text[:1].isdigit():
        return True
    return before.text[:1].islower() and before.lower.endswith(adjectives) and before.tags <= ADJECTIVES


def mark_unknown_verbs(tokens: list[Token], language: Language) -> None:
    """Tag as a verb of saying what no table knows between a quotation and a name or role: "« … », a murmuré Anne Dal",
    "« … », souffle cet agent"."""
    if language.text("reporting.word_order") != "free":
        return
    has_capital_nouns = bool(language.text("names.capital_nouns"))
    for at, token in enumerate(tokens):
        if not (token.text.islower() and token.text.isalpha() and token.tags <= BY_ENDING):
            continue
        following, second = token_at(tokens, at + 1), token_at(tokens, at + 2)
        is_known = _names_person(following, second, has_capital_nouns)
        is_role = "determiners" in following.tags and "roles" in second.tags
        if (is_known or is_role) and _stands_behind_quotation(tokens, at, is_known=is_known):
            tokens[at] = token._replace(tags=token.tags | {"saying"})


def _names_person(first: Token, second: Token, has_capital_nouns: bool) -> bool:
    """Return whether two words begin with a pronoun or a name; where nouns have capitals, only two in a row are one."""
    if "person_pronouns" in first.tags:
        return True
    if not first.is_capital or "weekdays" in first.tags:
        return False
    return second.is_capital or not has_capital_nouns


def _stands_behind_quotation(tokens: Sequence[Token], at: int, *, is_known: bool) -> bool:
    """Return whether a verb stands right behind a quotation; before a role only behind one that opens the sentence."""
    before = at - 1 - bool(token_at(tokens, at - 1).tags & _BEFORE_VERB)
    quotation = before
    while token_at(tokens, quotation).text in _BEHIND_QUOTATION:
        quotation -= 1
    if quotation == before or token_at(tokens, quotation).text not in _CLOSING:
        return False
    # "Le plan « … », mène la police à l'est"
    return is_known or not any(one.text[0].isalnum() for one in tokens[:quotation])


#: The tables whose names are tags. A table of expressions ("saying_phrases") is part of the one without that ending.
_TABLES = (  # names, not language
    """
    grammar.articles grammar.auxiliaries grammar.behind_participles grammar.capital_words grammar.clause_openers
    grammar.complementizers grammar.coordinators grammar.definite_articles grammar.determiners grammar.finite_verbs
    grammar.forms_of_be grammar.irregular_pasts grammar.object_determiners grammar.reported_mood
    grammar.subject_determiners grammar.feminine_objects grammar.obliques grammar.genitives grammar.infinitives
    grammar.links grammar.main_clause_openers grammar.object_pronouns grammar.person_pronouns grammar.persons_only
    grammar.place_prepositions grammar.prepositions grammar.pronouns grammar.relatives grammar.same_subject_openers
    grammar.sentence_openers grammar.small_counts grammar.thing_pronouns grammar.time_spans reporting.agent_prepositions
    reporting.ambiguous reporting.at_object reporting.befalls reporting.between reporting.between_or_names
    reporting.never_passive reporting.no_verbs reporting.paper_participles reporting.papers reporting.participles
    reporting.passive_auxiliaries reporting.passive_quoting reporting.past_participles reporting.plain
    reporting.quoting reporting.saying reporting.needs_object reporting.saying_phrases reporting.silent_passives
    reporting.sources reporting.stances_phrases reporting.stances reporting.told_object reporting.views
    reporting.view_prepositions reporting.when reporting.figure_links reporting.figure_verbs
    reporting.as_openers reporting.bare_tails reporting.sources_behind reporting.audience reporting.helped
    reporting.unsaid reporting.denials reporting.anyone
    reporting.unsaid_subject reporting.impersonal reporting.where reporting.own_sources reporting.opening_views
    reporting.no_speakers reporting.self_sources grammar.latter_pronouns grammar.amounts
    roles.owns_any roles.abroad_prepositions roles.companions roles.compounds roles.modifiers roles.owners
    roles.shares names.particles names.closed names.openers roles.postmodifiers reporting.sources_quoted
    reporting.saying_quoted
    dates.weekdays countries.local
    """.split()
)
#: The tables of nouns, which count in the possessive and with a full stop too: "minister's", "Gen.".
_NOUN_TABLES = (  # names, not language
    """
    roles.roles roles.bodies roles.state roles.private roles.against roles.abroad roles.armed roles.press roles.news
    names.titles names.peoples names.states countries.also_people
    """.split()
)
#: Further tables of words that a language with many forms gives in one of them.
_INFLECTED_TABLES = ("roles.modifiers", "roles.postmodifiers", "grammar.time_spans")  # names, not language
#: Tag → the table of the endings by which a word has it.
_ENDINGS: Mapping[str, str] = MappingProxyType(
    {  # names, not language
        "adverbs": "grammar.adverb_endings",
        "gerunds": "grammar.gerund_endings",
        "past_participles": "grammar.past_endings",
        "patronymics": "names.patronymic_endings",
        "owner_endings": "grammar.owner_endings",
        "feminine": "grammar.feminine_endings",
        "roles": "grammar.epithet_endings",
        "person_pronouns": "grammar.epithet_endings",
    }
)
#: So many letters has the last part of a compound at least.
_LEAST_HEAD = 4
_BEHIND_ROLE = frozenset({INNER, "postmodifiers", "capital_words"})  # "la ministre des Transports"


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """A language's tables laid out by word; ``expressions`` of several words go by the first of them.

    ``stems`` has the words of nouns by their stems in a language whose words have many forms.
    """

    words: Mapping[str, Set[str]]
    nouns: Mapping[str, Set[str]]
    stems: Mapping[str, Set[str]]
    expressions: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    token: re.Pattern[str]


@cache
def _read_lexicon(language: Language) -> _Lexicon:
    """Read the tables of a language that are tags."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    nouns: defaultdict[str, set[str]] = defaultdict(set)
    expressions: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for tables, tags in ((_TABLES, words), (_NOUN_TABLES, nouns)):
        for key in tables:
            tag = key.partition(".")[2].removesuffix("_phrases")
            for entry in language.phrases(key):
                parts = tuple(part for word in entry.split() for part in cut_joined(word, language))
                if len(parts) == 1:
                    tags[entry].add(tag)
                else:
                    expressions[parts[0]].append((parts, tag))
    for people in load_countries(language).peoples:
        nouns[people.split()[-1]].add("peoples")
    # The full stop of "U.N.", "Col." and "Ana B. Dahl" ends no clause.
    short = language.alternatives("names.abbreviations")
    token = re.compile(
        rf"(?<!\w)(?:(?:[A-Z]\.){{2,}}|[A-Z]\.(?= [A-Z])|{short}\.)(?!\w)"
        rf"|\d+(?:[.,]\d+)+|[^\W_]+(?:(?:[’'_-]|\.(?=\w))[\w’'-]*)*|[^\w\s{MASK}]"
    )
    stems = _read_stems(language) if language.text("language.inflected") else {}
    return _Lexicon(words, nouns, stems, expressions, token)


def _read_stems(language: Language) -> Mapping[str, Set[str]]:
    """Read the tables of nouns and adjectives by their stems, in a language in which these have many forms."""
    stems: defaultdict[str, set[str]] = defaultdict(set)

    def add(words: Iterable[str], *tags: str) -> None:
        for word in words:
            stems[_stem_noun(word.split()[-1].lower(), language)].update(tags)

    for key in (*_NOUN_TABLES, *_INFLECTED_TABLES):
        add((entry for entry in language.phrases(key) if " " not in entry), key.partition(".")[2])
    # "Le ministre français de la Santé", "британської розвідки"
    beside = ["postmodifiers"] if language.phrases("roles.postmodifiers") else []
    beside += ["modifiers"] if language.phrases("names.case_endings") else []
    add(language.phrases("names.owner_names"), "places")
    for country in load_countries(language).all:
        add((*country.names, *country.capital), "places")
        add(country.people, "peoples", *beside)
    return stems


def _look_up_stem(lower: str, is_capital: bool, language: Language) -> set[str]:
    """Return the tags of a word by its stem, and where nouns are joined to compounds and written with a capital, by
    the stem of its last part: "Umweltministerin"."""
    stem, stems = _stem_noun(lower, language), _read_lexicon(language).stems
    tags = set(stems.get(stem, ()))
    if not language.text("names.capital_nouns"):
        _, hyphen, last = lower.rpartition("-")
        if hyphen and last:  # "лікарка-інфекціоністка"
            tags |= {"roles"} & set(stems.get(_stem_noun(last, language), ()))
        return tags
    if not is_capital:
        return tags & ADJECTIVES  # "berichtet" is no report.
    for start in range(2, len(stem) - _LEAST_HEAD + 1):
        tags.update(stems.get(stem[start:], ()))
    return tags


def _stem_noun(lower: str, language: Language) -> str:
    """Return the stem of a noun: "cort" of "corte", but not of "cortó", where a language gives the endings of nouns."""
    endings = tuple(sorted(language.phrases("language.endings"), key=len, reverse=True))
    return cut_ending(lower, endings) if endings else stemmer(language.code)(fold(lower))


@lru_cache(maxsize=50_000)
def _look_up(word: str, code: str) -> tuple[str, str, bool, bool, frozenset[str]]:
    """Return of a word what a token tells of it: it in small letters and folded, what it is, and its tags."""
    language = load_language(code)
    lower, key = word.lower(), fold(word.rstrip(".") or word)
    lower = lower.replace("’", "'") if language.text("grammar.joined") else lower
    place = find_owning_place(key, language)
    key, owns = place or key, bool(place) or word.endswith(OWNING)
    # The tags are of the tables in which it stands, and by its ending.
    lexicon = _read_lexicon(language)
    noun_tags = lexicon.nouns.get(lower, set()) | lexicon.nouns.get(key, set())
    if word[0].islower() and language.text("names.capital_nouns"):
        noun_tags &= ADJECTIVES  # "rät" is no "Rat"
    tags = {*lexicon.words.get(lower, ()), *noun_tags}
    tags |= _find_tags_by_form(word, lower, tags, language)
    # A role by its stem alone is in another case, unless it is one of several.
    is_several = lower.endswith(language.phrases("grammar.plural_endings"))
    if "roles" in tags - noun_tags and not is_several and language.phrases("grammar.obliques"):
        tags.add("obliques")
    tags.update(tag for tag, table in _ENDINGS.items() if lower.endswith(language.phrases(table)))
    if language.pattern("names.joined_particle").match(word):
        tags.add("joined_particle")
    return lower, key, owns, word[0].isupper(), frozenset(tags)


def _find_tags_by_form(word: str, lower: str, tags: Set[str], language: Language) -> set[str]:
    """Return the further tags that a word has in a language with many forms: by its stem, and by its capital where
    names have cases."""
    found: set[str] = set()
    is_verb = word[0].islower() and not tags.isdisjoint(("saying", "stances"))
    if _read_lexicon(language).stems and word[0].isalpha() and not is_verb:
        found = _look_up_stem(lower.rstrip(".") or lower, word[0].isupper(), language)
    if not (word[0].isupper() and language.phrases("names.case_endings")):
        return found
    if lower.endswith(language.phrases("names.noun_endings")):
        return {*found, "things"}  # "Заседание открыла Анна Дал"
    is_adjective = lower.endswith(language.phrases("grammar.adjective_endings"))
    if {"roles", "modifiers"}.isdisjoint(tags | found) and not is_adjective:
        found.add("whole_names")
    if word.isupper() and len(word) > 1:  # "голова ОВА Іван Дал"
        found.add("places")
    return found | {"declined"}


@lru_cache(maxsize=2_000)  # who is meant by "he" is looked for in the sentences before
def tokenize(masked: str, language: Language) -> tuple[Token, ...]:
    """Cut a masked sentence into words and marks.

    >>> minister, ruled, out = tokenize("Minister's ruled out", english)
    >>> minister.key, "roles" in minister.tags, "stances" in ruled.tags, sorted(out.tags)
    ('minister', True, True, ['inner', 'inner_stances'])
    """
    lexicon, code = _read_lexicon(language), language.code
    tokens: list[Token] = []
    for found in lexicon.token.finditer(masked):
        start = found.start()
        for word in cut_joined(found.group(), language):
            tokens.append(Token(word, start, start + len(word), *_look_up(word, code)))
            start += len(word)
    _mark_expressions(tokens, lexicon)
    for table, tag in PARTED.items():
        mark_parted(tokens, language.groups(table), tag)
    # A word that opens the sentence may make the first verb of some one of saying: "Von Panik sprach".
    opened = language.groups("reporting.opened_saying").get(token_at(tokens, 0).lower, frozenset())
    for at, token in enumerate(tokens):
        if token.lower in opened:
            tokens[at] = token._replace(tags=token.tags | {"saying"})
            break
    mark_unknown_verbs(tokens, language)
    mark_nouns(tokens, language)
    return tuple(tokens)


def _mark_expressions(tokens: list[Token], lexicon: _Lexicon) -> None:
    """Tag the first word of each expression with what it is, and those behind it as inside of it."""

    def tag(at: int, *tags: str) -> None:
        tokens[at] = tokens[at]._replace(tags=tokens[at].tags.union(tags))

    for at, token in enumerate(tokens):
        for parts, kind in lexicon.expressions.get(token.lower, ()):
            end = at + len(parts)
            if parts != tuple(one.lower for one in tokens[at:end]):
                continue
            tag(at, kind)
            for inner in range(at + 1, end):
                tag(inner, *(_BEHIND_ROLE if kind == "postmodifiers" else (INNER, f"inner_{kind}")))
            if kind == "bodies":  # "Белый дом"
                tag(end - 1, "roles")
