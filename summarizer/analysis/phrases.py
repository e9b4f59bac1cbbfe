"""The words of a sentence, with what the language says of them, and the phrases in it that could speak.

A word's tags name the tables of the language in which it stands: "roles", "prepositions". All rules about who speaks
ask for tags only, so that a language is taught to them by filling its tables.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from types import MappingProxyType

from summarizer.lang.language import Language
from summarizer.text.tokens import MASK, fold

#: The tables whose names are tags. A table of expressions ("saying_phrases") is part of the one without that ending.
_TABLES = (  # names, not language
    """
    grammar.articles grammar.auxiliaries grammar.behind_participles grammar.capital_words grammar.clause_openers
    grammar.complementizers grammar.coordinators grammar.definite_articles grammar.determiners grammar.forms_of_be
    grammar.genitives grammar.later grammar.links grammar.main_clause_openers grammar.object_pronouns
    grammar.person_pronouns grammar.prepositions grammar.pronouns grammar.relatives grammar.same_subject_openers
    grammar.sentence_openers grammar.thing_pronouns grammar.time_spans reporting.agent_prepositions
    reporting.ambiguous reporting.at_object reporting.befalls reporting.between reporting.between_or_names
    reporting.never_passive reporting.no_verbs reporting.paper_participles reporting.papers reporting.participles
    reporting.passive_auxiliaries reporting.passive_quoting reporting.past_participles reporting.plain
    reporting.quoting reporting.saying reporting.saying_phrases reporting.silent_passives reporting.sources
    reporting.stances_phrases reporting.stances reporting.told_object reporting.when roles.abroad_prepositions
    roles.companions roles.compounds roles.modifiers roles.owners roles.shares names.particles dates.weekdays
    """.split()
)
#: The tables of nouns, which count in the possessive and with a full stop too: "minister's", "Gen.".
_NOUN_TABLES = (  # names, not language
    """
    roles.roles roles.bodies roles.state roles.private roles.against roles.abroad roles.armed roles.press roles.news
    names.titles names.peoples names.states
    """.split()
)
#: Tag → the table of the endings by which a word has it.
_ENDINGS: Mapping[str, str] = MappingProxyType(
    {  # names, not language
        "adverbs": "grammar.adverb_endings",
        "gerunds": "grammar.gerund_endings",
        "past_participles": "grammar.past_endings",
    }
)
#: The tag of the words of an expression ("ruled out") behind its first, which alone has the expression's own tag.
_INNER = "inner"
_OWNING = ("'", "’", "'s", "’s")
_AFTER_STOP = frozenset('“”"«»„:.…') | {""}
_NEVER_NAMES = frozenset({"capital_words", "weekdays"})
_FUNCTION = frozenset(  # names, not language
    {"determiners", "prepositions", "clause_openers", "pronouns", "sentence_openers"}
)
_NO_NAME_AT_START = _FUNCTION | {"modifiers", "saying", "roles", "between", "adverbs"}  # names, not language


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a sentence. ``key`` is the folded word, without its possessive ending."""

    text: str
    start: int
    end: int
    lower: str
    key: str
    owns: bool
    tags: frozenset[str] = frozenset()

    @property
    def is_capital(self) -> bool:
        """Return whether the word begins with a capital."""
        return self.text[:1].isupper()


_NOTHING = Token("", 0, 0, "", "", owns=False)


def token_at(tokens: Sequence[Token], at: int) -> Token:
    """Return the token at a place, an empty one before the first and behind the last."""
    return tokens[at] if 0 <= at < len(tokens) else _NOTHING


def find_expression_end(tokens: Sequence[Token], at: int) -> int:
    """Return the place behind a word, or behind the expression of several words that it begins."""
    end = at + 1
    while _INNER in token_at(tokens, end).tags:
        end += 1
    return end


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of tokens ``start:end`` that names somebody; ``head`` is its last word, with its ``tags``.

    ``name`` is the run of capitalised words at the end, empty for a role or pronoun. ``inner`` is
    where the phrase proper ends and its owner ("of the union") begins. ``governed`` phrases stand
    behind a preposition and are nobody's subject.
    """

    start: int
    end: int
    inner: int
    head: str
    name: str
    governed: bool
    owns: bool
    tags: frozenset[str] = frozenset()

    @property
    def is_free(self) -> bool:
        """Return whether the phrase may be a subject."""
        return not (self.governed or self.owns)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """A language's tables laid out by word; ``expressions`` of several words go by the first of them."""

    words: Mapping[str, Set[str]]
    nouns: Mapping[str, Set[str]]
    expressions: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    endings: Sequence[tuple[tuple[str, ...], str]]
    token: re.Pattern[str]


@cache
def _read_lexicon(language: Language) -> _Lexicon:
    """Read the tables of a language that are tags."""
    words, expressions = _lay_out(language, _TABLES)
    nouns, _ = _lay_out(language, _NOUN_TABLES)
    for people in language.texts("names.countries").values():
        nouns[people].add("peoples")
    endings = [(language.phrases(key), tag) for tag, key in _ENDINGS.items()]
    # The full stop of "U.N.", "Col." and "Ana B. Dahl" ends no clause.
    short = language.alternatives("names.abbreviations")
    token = re.compile(
        rf"(?<!\w)(?:(?:[A-Z]\.){{2,}}|[A-Z]\.(?= [A-Z])|{short}\.)(?!\w)"
        r"|\d+(?:[.,]\d+)+|[^\W_](?:[\w’'-]|\.(?=\w))*|[^\w\s]"
    )
    return _Lexicon(words, nouns, expressions, endings, token)


def _lay_out(
    language: Language, tables: Sequence[str]
) -> tuple[defaultdict[str, set[str]], defaultdict[str, list[tuple[tuple[str, ...], str]]]]:
    """Return the tags of the words in some tables, and the expressions of several words with theirs."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    expressions: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for key in tables:
        tag = key.partition(".")[2].removesuffix("_phrases")
        for entry in language.phrases(key):
            parts = tuple(entry.split())
            if len(parts) == 1:
                words[entry].add(tag)
            else:
                expressions[parts[0]].append((parts, tag))
    return words, expressions


@lru_cache(maxsize=50_000)
def _look_up(word: str, language: Language) -> tuple[str, str, bool, frozenset[str]]:
    """Return a word in small letters and folded, whether it owns what follows, and its tags."""
    lexicon = _read_lexicon(language)
    lower, key = word.lower(), fold(word.rstrip(".") or word)
    tags = set(lexicon.words.get(lower, ()))
    tags.update(lexicon.nouns.get(lower, ()), lexicon.nouns.get(key, ()))
    for endings, tag in lexicon.endings:
        if lower.endswith(endings):
            tags.add(tag)
    if language.pattern("names.joined_particle").match(word):
        tags.add("joined_particle")
    return lower, key, word.endswith(_OWNING), frozenset(tags)


def tokenize(masked: str, language: Language) -> tuple[Token, ...]:
    """Cut a masked sentence into words and marks.

    >>> from summarizer.lang.language import load_language
    >>> minister, ruled, out = tokenize("Minister's ruled out", load_language("en"))
    >>> minister.key, "roles" in minister.tags, "stances" in ruled.tags, sorted(out.tags)
    ('minister', True, True, ['inner'])
    """
    lexicon = _read_lexicon(language)
    tokens = []
    for found in lexicon.token.finditer(masked):
        word = found.group()
        if word != MASK:
            tokens.append(Token(word, found.start(), found.end(), *_look_up(word, language)))
    words = tuple(token.lower for token in tokens)
    for at, word in enumerate(words):
        for parts, tag in lexicon.expressions.get(word, ()):
            end = at + len(parts)
            if parts == words[at:end]:
                tokens[at] = _add_tag(tokens[at], tag)
                tokens[at + 1 : end] = [_add_tag(token, _INNER) for token in tokens[at + 1 : end]]
    return tuple(tokens)


def _add_tag(token: Token, tag: str) -> Token:
    """Return a token with one more tag."""
    return replace(token, tags=token.tags | {tag})


def is_name(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token is (part of) a name: it has a capital that its place does not explain."""
    token = tokens[at]
    if not token.is_capital:
        return _is_particle(tokens, at)
    excluded = _NEVER_NAMES
    if token_at(tokens, at - 1).text in _AFTER_STOP:
        excluded |= _NO_NAME_AT_START
    if token.tags & excluded:
        return False
    if at == 0 and _opens_aside(tokens):
        return False
    return "modifiers" in token.tags or not token.tags & _FUNCTION


def _is_own_name(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token is (part of) a name and no role."""
    return "roles" not in tokens[at].tags and is_name(tokens, at)


def _is_particle(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token is a small word inside a name: "Karim el-Sayed", "Ada van der Meer"."""
    if "particles" not in tokens[at].tags:
        return "joined_particle" in tokens[at].tags
    first = last = at
    while "particles" in token_at(tokens, first).tags:
        first -= 1
    while "particles" in token_at(tokens, last).tags:
        last += 1
    return token_at(tokens, first).is_capital and token_at(tokens, last).is_capital


def _opens_aside(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence opens like "Seconds later, …" or "Hoping to save it, …": its first word is no name.

    Of 12 read 10 were right.
    """
    first, after = tokens[0].tags, token_at(tokens, 1).tags
    if "gerunds" in first:
        return bool(after & {"determiners", "behind_participles"})
    return "time_spans" in first and "later" in after


def find_phrases(tokens: Sequence[Token], heads: frozenset[str] = frozenset()) -> tuple[Phrase, ...]:
    """Return the phrases of a sentence, in order, not overlapping; ``heads`` are a plan's own words for who speaks.

    >>> from summarizer.lang.language import load_language
    >>> text = "A spokesman for Premier Dahl met the union's lawyer, Karl Voss, in Port Ilsa."
    >>> words = tokenize(text, load_language("en"))
    >>> [" ".join(t.text for t in words[p.start:p.end]) for p in find_phrases(words)]
    ['A spokesman for Premier Dahl', "the union's lawyer", 'Karl Voss', 'Port Ilsa']
    """
    phrases: list[Phrase] = []
    at = 0
    while at < len(tokens):
        inner = _find_end(tokens, at, heads)
        if inner == at:
            at += 1
            continue
        end = inner if _is_own_name(tokens, inner - 1) else _add_owner(tokens, inner, heads)
        phrase = _build_phrase(tokens, at, inner, end)
        joined = "coordinators" in token_at(tokens, at - 1).tags
        before = phrases[-1:]
        if joined and before and before[0].end == at - 1 and before[0].governed:
            phrase = replace(phrase, governed=True)  # "guests from Arden and Belmont"
        phrases.append(phrase)
        at = end
    return tuple(phrases)


def _find_end(tokens: Sequence[Token], start: int, heads: frozenset[str]) -> int:
    """Return the end of the phrase that begins here, or ``start`` if none does."""
    first = tokens[start]
    if "pronouns" in first.tags:
        return start + 1
    if "complementizers" in first.tags:
        following = token_at(tokens, start + 1)
        if following.is_capital and is_name(tokens, start + 1):
            return start
    opened = "determiners" in first.tags and not is_name(tokens, start)
    end = start
    for at in range(start + opened, len(tokens)):
        if is_name(tokens, at) or _is_role(tokens[at], heads):
            end = at + 1
        elif not _may_stand_inside(tokens, start, at, heads):
            break
    return end


def _is_role(token: Token, heads: frozenset[str]) -> bool:
    """Return whether a word is a role, of the language or of a plan."""
    return "roles" in token.tags or token.lower in heads


def _may_stand_inside(tokens: Sequence[Token], start: int, at: int, heads: frozenset[str]) -> bool:
    """Return whether a word may stand in a phrase before its role: "two senior", the rest of "secretary of state"."""
    token = tokens[at]
    if "modifiers" in token.tags or token.text[0].isdigit():
        return True
    if _INNER in token.tags:
        return at > start
    return at == start + 1 and _is_unknown_before_role(tokens, start, heads)


def _is_unknown_before_role(tokens: Sequence[Token], start: int, heads: frozenset[str]) -> bool:
    """Return whether one unknown word stands between a determiner and a role ("the rail workers").

    Without it 0.2 points of F1 are lost. A name may follow too: "said a tired Ana Dahl".
    """
    unknown, role = tokens[start + 1], token_at(tokens, start + 2)
    if "determiners" not in tokens[start].tags or not unknown.text[0].isalpha():
        return False
    if unknown.tags & {"prepositions", "clause_openers", "saying"}:
        return False
    if "saying" in token_at(tokens, start - 1).tags and role.text:
        return _is_role(role, heads) or is_name(tokens, start + 2)
    return _is_role(role, heads)


def _add_owner(tokens: Sequence[Token], end: int, heads: frozenset[str]) -> int:
    """Return the end of a phrase with its owner: "a spokesman for the union", worth 0.2 points of F1."""
    start = find_expression_end(tokens, end)  # "close to"
    if "owners" not in token_at(tokens, end).tags or "pronouns" in token_at(tokens, start).tags:
        return end
    if start == len(tokens):
        return end
    after = _find_end(tokens, start, heads)
    if after == start:
        return end
    if "companions" in tokens[end].tags and after > start + 1:
        named = all(is_name(tokens, at) for at in range(start, after))
        return end if named else after  # "the talks with Ana Dahl"
    return after


def _build_phrase(tokens: Sequence[Token], start: int, inner: int, end: int) -> Phrase:
    """Return the phrase that stands at these places."""
    first = inner
    while first > start and _is_own_name(tokens, first - 1):
        first -= 1
        if first > start and tokens[first - 1].owns:
            break
    name = " ".join(token.text for token in tokens[first:inner])
    before, head = token_at(tokens, start - 1), tokens[inner - 1]
    governed = "prepositions" in before.tags
    if "genitives" in before.tags and "shares" in token_at(tokens, start - 2).tags:
        governed = False  # "half of the residents", unlike "the mayor of Arden"
    return Phrase(start, end, inner, head.key, name, governed, head.owns, head.tags)
