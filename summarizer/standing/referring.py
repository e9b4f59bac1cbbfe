"""What a sentence refers to: whether it holds anything that its "he", "they" or "those" can mean."""

from __future__ import annotations

import re

from summarizer.standing.lexicon import COUNT, HERE, NO_PERSON, SPAN, SPEECH, VERBS, is_verb

_NOTHING_BEFORE = re.compile(r"\b(?:against|about|over|despite) (?:it|this|them)(?=[,.;]|$)|\bthe same day\b")
_WHICH = (
    r"(?:who|whose|that|which|of|in|from|on trial|on board|accused|wanted|charged|arrested|suspected|named|killed|found"
    r"|involved|being)"
)
_COUNTED = re.compile(
    rf"\b[Tt]he (?:other )?(?:{COUNT}|pair|trio)(?:(?: (?!{SPAN})[a-z]+)? (?:(?!{SPAN}\b)[a-z]+s|men|women|people)\b"
    rf"|(?= (?P<verb>\w+)|[,.;]|$))(?! {_WHICH}\b|, (?:[a-z]+ )?[A-Z]| [A-Z])"
)
# The story's own two parties are known from its other sentences, but make a poor beginning.
_KNOWN_PARTIES = re.compile(r" (?:leaders|presidents|countries|nations|neighbou?rs|governments|sides)$")
_POINTED = re.compile(
    rf", (?:those|these) [a-z]+ {SPEECH}|"
    r"\b(?:these|those|(?:any|no) such) (?!who\b|whose\b|which\b|that\b|in\b|of\b|at\b|with\b|from\b|for\b|on\b"
    r"|near\b"
    rf"|by\b|under\b|(?!(?:wo)?men\b|children\b)\w+(?:ed|en|ing)\b|(?:\w+ )?{SPAN}\b|close\b|familiar\b|responsible\b)"
    r"(?P<what>[a-z-]+\b(?: [a-z-]+)?)"
)
_THIS_ONE = re.compile(
    r"\b(?:while|of|[Ii]n|into|[Oo]n|over|about|[Aa]fter|[Bb]efore|[Ss]ince|[Ff]rom|[Bb]y|[Ww]ith|[Aa]t|[Dd]uring"
    r"|[Uu]nder|[Dd]espite|against) (?:this|that)"
    rf" (?!(?:[\w-]+ ){{0,2}}{HERE}\b|he\b|she\b|it\b|they\b|the\b|there\b|of\b|is\b|was\b|and\b|or\b"
    r"|happening\b|occurring\b|[A-Z])[a-z]+"
)
_FARTHEST = 110  # characters; further on, what "this" means has mostly been told
_SOMEBODY = re.compile(r"(?<![\w'-])(he|she|his|him|her|hers|they|them|their)(?![\w'-])")
_PLURALS = re.compile(
    r"\b(?!(?:says|was|is|has|does|this|its|his|as|us|it's|yes|plus|thus|always|perhaps|besides|across|towards"
    r"|less|news|politics|ours|hers|theirs|whereas|unless|process|business|access)\b)[\w'-]+s'?\b"
    r"|\b(?:people|police|men|women|children|family|team|couple|crowd|group|government|company|party|majority|staff"
    r"|crew"
    r"|personnel|everyone|everybody|anyone|anybody|nobody|no one|someone|who|some|many|most|few|others|those|and"
    r"|army|public|media)\b",
    re.IGNORECASE,
)
# Plurals by which the time or the cause is told, which "those" does not mean.
_NEVER_MEANT = frozenset(
    "who and seconds minutes hours days nights weeks months years decades times moments reasons others some".split()
)
# Many persons whose word does not end as one's does.
_PERSONS_ALL = frozenset(
    """men women people children officials rebels republicans democrats troops guerrillas kurds relatives locals critics
    authorities forces members delegates judges guards pilots chiefs parties groups governments companies armies
    countries nations states courts banks cities villagers victims allies police""".split()
)
_WORD = re.compile(r"\w+(?:-old\b)?")
_NO_ONE = re.compile(r"\bno one\b")
_PERSONS = frozenset(
    """man woman boy girl father mother son daughter brother sister wife husband widow child baby boss chief head king
    queen prince pope president anyone anybody everyone everybody someone somebody nobody who whoever person guard spy
    judge coach aide envoy pilot star victim captain general monk cleric nurse champion patriarch""".split()
)
_ENDS_AS_PERSON = re.compile(
    r"[a-z]+(?:er|or|ist|ian|ant|man|woman|person|eer|ee|ess|crat|yst|ete|mate|(?<!m)ent|year-old)"
)
# Beginnings of words that have such an end and are no persons.
_OF_THINGS = tuple(
    """whether never over after under other another rather together later earlier former latter however further either
    neither for nor per number matter order letter paper newspaper power water winter summer center river september
    october november december want went sent spent meant recent current silent different important several harder better
    greater smaller larger longer older younger higher lower major minor poor error floor door honor labor favor factor
    prior consider remember answer offer enter cover discover refer plant grant election accident incident moment extent
    content percent cent event talent tent rent parliament""".split()
)
# What opens a sentence with a capital and is no name.
_COMMON = frozenset(
    """the a an in on at by for from with to of off out up down over under behind beside after before when while as if
    because although though since until once how why what where who which whether one two three four five some many
    most all no both each every other another others further earlier later last next this that these those there here
    it again now then word even despite during like unlike given throughout ever soon only just not nor but and or so
    yet still also about around more less much few several nobody none officials analysts police polls reports experts
    witnesses critics authorities sources relatives diplomats doctors protesters supporters colleagues friends
    neighbors neighbours lawyers prosecutors investigators residents soldiers rebels aides rivals opponents voters
    journalists reporters newspapers media people men women parents students observers lawmakers exit court state
    local federal government among according inside outside across near nearly almost perhaps maybe within without
    between against through toward towards whatever wherever whenever everyone everything nothing something""".split()
)
_SMALL = frozenset(
    "at in on to by for from with and or as who that of after before while when because but over into about if".split()
)
_OF_WOMEN = ("Mrs", "Mrs.", "Ms", "Ms.", "Miss")
_OF_A_COUNTRY = re.compile(r"(?:[aei]an|ish|ese|ch|[aie]li|aqi|ani|wiss)$")
_BLANK_AND_WORD = re.compile(r" (\w+)")
_PLURAL = re.compile(r"[a-z]+s")
NAME = re.compile(r"[A-ZÀ-Þ][\w'.-]*(?: (?:[A-ZÀ-Þ][\w'.-]*|de|van|von|der|al|bin|el))*")
# What goes on after a comma without a new subject.
_NO_CLAUSE = r"(?:he|she|they|it|where|which|who|whose|when|while|and|but|or|as|after|before|because|with|\w+ing)\b"
_SUBORDINATE = re.compile(
    r"^(?:Although|Though|While|When|If|As|Before|After|Because|Since|Despite|In|On|By|For|From|With|Under|At|Until"
    r"|Once"
    r"|Even|During|Like|Unlike|Given|Asked|Throughout|Ever|Soon|Whether|[A-Z][a-z]+(?:ing|ed|ly)"
    r"|(?:\w+ ){1,4}(?:after|before|since))\b"
)


def points_back(plain: str) -> bool:
    """Tell whether "the two", "those demands" or "after this" has nothing before it that it could mean.

    Apostrophes must be straight, here and in `lacks_person`.
    """
    if _NOTHING_BEFORE.search(plain[:_FARTHEST]):
        return True
    # Behind "the two" alone a verb must follow.
    found = (found for found in _COUNTED.finditer(plain) if found["verb"] in {None, "be", *VERBS})
    counted = next(found, None)
    if counted and not (counted.start() and _KNOWN_PARTIES.search(counted.group())):
        before = plain[: counted.start()]
        if len(NAME.findall(before[1:])) < 2 and not re.search(COUNT, before):
            return True
    pointed = _POINTED.search(plain)
    if pointed and (
        pointed.group()[0] == "," or not names_several(plain[: pointed.start()], _tells_of_persons(pointed["what"]))
    ):
        return True
    return bool(_THIS_ONE.search(plain[:_FARTHEST]))


def names_several(before: str, persons: bool = False) -> bool:
    """Tell whether "those" can mean something before it; a name of many ("the Swedes") is rarely meant.

    Unless persons are meant, neither they nor a body of them can be.
    """
    several = (found for found in _PLURALS.finditer(before) if found.group().lower() not in _NEVER_MEANT)
    several = (found for found in several if found.start() == 0 or not found.group()[0].isupper())
    return any(persons or _is_thing(found.group()) for found in several)


def _tells_of_persons(what: str) -> bool:
    """Tell whether "men" or "two leaders", said to be those, are persons."""
    several = [word for word in what.split() if word.endswith("s") or word in _PERSONS_ALL]
    return bool(several) and (several[0] in _PERSONS_ALL or _is_person(several[0].removesuffix("s")))


def _is_thing(word: str) -> bool:
    small = word.lower().removesuffix("'")
    return small.endswith("s") and small not in _PERSONS_ALL and not _is_person(small.removesuffix("s"))


def lacks_person(plain: str) -> bool:
    """Tell whether the first "he", "she" or "they" has nobody in the sentence whom it could mean."""
    found = _SOMEBODY.search(plain)
    if not found:
        return False
    before, after = plain[: found.start()], plain[found.end() :]
    word = found.group().lower()
    if word.startswith("the"):
        several = _PLURALS.search(before) or re.search(rf"\d|\b{COUNT}\b", before)
        # Who speaks and a body that is spoken of: "Dahl said Arle Gas knew what they had found."
        known = word == "their" or bool(several) or len(NAME.findall(before)) > 1
    else:
        known = _tells_of_person(before) or any(_could_be(name, before, word) for name in NAME.finditer(before))
    if known:
        return False
    # "If he wins, Dahl will be mayor": who is meant comes behind.
    behind = "," not in before and re.match(rf"[^,]*, (?!{_NO_CLAUSE}|\w+ {SPEECH})", after)
    return not (behind and _SUBORDINATE.match(plain))


def _tells_of_person(text: str) -> bool:
    """Tell whether a text has a word for a person: one of a list, or one that ends as such words do ("writer")."""
    words = (part for word in _WORD.findall(text) for part in (word, word.removesuffix("-old")))
    return any(map(_is_person, words)) or bool(_NO_ONE.search(text))


def _is_person(word: str) -> bool:
    return word in _PERSONS or (not word.startswith(_OF_THINGS) and bool(_ENDS_AS_PERSON.fullmatch(word)))


def _could_be(name: re.Match[str], before: str, pronoun: str) -> bool:
    """Tell whether a name can be that of the person whom a pronoun means."""
    words = name.group().rstrip(".'").split()
    following = _BLANK_AND_WORD.match(before, name.end())
    next_word = following[1] if following else ""
    owns = name.group()[-2:] in ("'s", "s'")
    if name.start() == 0 and (
        words[0].lower() in _COMMON
        or (len(words) == 1 and not owns and bool(_PLURAL.fullmatch(next_word)) and not is_verb(next_word))
    ):
        words = words[1:]
    if not words or words[-1] in NO_PERSON or (words[0] in _OF_WOMEN and pronoun in ("he", "his", "him")):
        return False
    adjective = len(words) == 1 and _OF_A_COUNTRY.search(words[0])
    return owns or not (
        adjective and "a" <= next_word[:1] <= "z" and next_word not in _SMALL and not is_verb(next_word)
    )
