"""What a sentence refers to: whether it holds anything that its "he", "they" or "those" can mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from summarizer.analysis.opening_references import (
    COUNT,
    HERE,
    LINKED,
    NO_PERSON,
    PERSON,
    SPAN,
    SPEECH,
    VERBS,
    find_opening,
    is_verb,
    opens_quoted,
)
from summarizer.gating import Gated, arrange, compiled, find_groups, gate_exact
from summarizer.text.tokens import MASK, count_words, mask, split_words

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


# What points, amid a sentence, to a thing, a time, a place or a question that only the sentences before tell.


_FARTHEST_in_pointing = 110  # characters; further on, what "that kind" means has mostly been told
# A clause before, which may have told what is meant.
_CLAUSE = (
    r"[;:]|, (?:and|but|so|yet|or|which|who|where|when)\b|\b(?:when|after|because|if|as|since|while|although|though"
    r"|where|unless|until)\b"
)
_DATED = (
    r"\d|\b(?:ago|last|next|yesterday|today|then|first|during|between|once|before|still|(?:Mon|Tues|Wednes|Thurs|Fri"
    r"|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_PLACES = (
    "city;cities;town;towns;village;villages;suburb;suburbs;island;islands;neighborhood;neighbourhood;valley;community"
    ";region;capital;port;country;nation;archipelago;enclave;hamlet;resort;settlement"
)
_NAMED_PLACE = (
    r"^(?P<dateline>[A-ZÀ-Þ][A-ZÀ-Þ ,.]+) [_–—-]|(?<!here and )\b(?:in|at|near|outside|across|around|throughout)"
    r" (?:\w+ )?(?P<name>[A-ZÀ-Þ]\w+)"
)
# Who, of a statement, is known by what was said of them before only.
_UNNAMED = "person|people|man|men|woman|women|source|official|spokes|aide|diplomat|statement|communique"
_FIRST_OF_THEM = rf"\b(?:one|both|first|second|another|other|an?|some|{COUNT})\b|\d"
_REQUEST = (
    r"[;“\"]|, (?:and|but|so|yet|while)\b|\b(?:but|while|when|after|if|although|though|because|than|what|whether|told"
    r"|to (?!the\b|an?\b)[a-z]+|(?:ask|request|demand|want|urg|offer|order|invit|propos|call|plead|press|appeal"
    r"|require)(?:ed|s|ing)?)\b"
)


def _has_clause(before: str, _: str) -> bool:
    return bool(compiled(_CLAUSE).search(before))


def _has_several(before: str, _: str) -> bool:
    return names_several(before)


def _is_far_or_told(before: str, _: str) -> bool:
    return len(before) > _FARTHEST_in_pointing or bool(compiled(_CLAUSE).search(before))


def _is_dated(before: str, after: str) -> bool:
    return any(compiled(pattern).search(text) for text in (before, after) for pattern in (_DATED, _CLAUSE))


def _has_first(before: str, _: str) -> bool:
    return bool(NAME.search(before[1:]) or compiled(_FIRST_OF_THEM, exact=False).search(before))


def _is_asked(before: str, _: str) -> bool:
    """Tell whether something is asked, offered or quoted before, or done before an "and"."""
    if MASK in before or compiled(_REQUEST).search(before):
        return True
    subject, conjunction, _rest = before.partition(" and ")
    return bool(conjunction) and any(map(is_verb, subject.split()))


def _is_introduced(before: str, _: str) -> bool:
    return bool(compiled(rf"\b(?:{_UNNAMED})").search(before))


_SPANS = tuple(
    """second minute hour day night morning evening week month year decade time moment season period era stage
    point""".split()
)
_ANSWERS = (
    "refused;agreed;disagreed;declined;denied;accepted;complied;obliged;consented;relented;said so;did so;did not"
)
#: What points, and what tells by the text before and behind it that it is understood.
POINTERS: tuple[tuple[Gated, Callable[[str, str], bool]], ...] = (
    (
        gate_exact(r"\b(?:of|with|to|for|by|on|from) (?:these|those)(?=[,.])", "these.;these,;those.;those,"),
        _has_several,
    ),
    (
        gate_exact(
            r"\b(?:that|those|these) (?:kind|sort|type)s? of\b|\b(?:of|like) that (?:kind|sort|type)\b",
            "that ;those ;these ",
            " kind; sort; type",
        ),
        _is_far_or_told,
    ),
    (
        gate_exact(
            r"\b(?:of|from|about|for|against|by|without) (?:that|this) (?:happening|occurring|recurring)\b",
            " happening; occurring; recurring",
        ),
        _has_clause,
    ),
    (
        gate_exact(
            r"\b(?:in|of|for|from|to|with|by|about|on|over|at|after) (?:that|this|these|those) (?:and|or)"
            r" (?:\w+ )?others?\b",
            " other",
            "that and ;this and ;these and ;those and ;that or ;this or ;these or ;those or ",
        ),
        _has_clause,
    ),
    (
        gate_exact(
            rf"\b(?:[Ii]n|[Aa]t|[Bb]y|[Dd]uring|[Uu]ntil|[Ss]ince|[Bb]efore|[Ff]rom|[Oo]n) (?:that|those) (?:same )?"
            rf"(?:{'|'.join(_SPANS)})s?\b(?! (?:of|when|in|the|that|on|\w+ed)\b)",
            " that ; those ",
            ";".join(f"{that} {span}" for that in ("that", "those", "same") for span in _SPANS),
        ),
        _is_dated,
    ),
    (
        gate_exact(
            r"(?<!as )(?<!was )(?<!were )(?<!is )(?<!are )(?<!been )(?<!be )(?<!ly )\b"
            rf"(?:{_ANSWERS.replace(';', '|')}|didn't)(?=[.]$|, (?:and|but|saying|citing|arguing)\b)",
            "ed.;ed,;so.;so,;not.;not,;n't.;n't,",
            ";".join(f"{answer}{end}" for answer in (*_ANSWERS.split(";"), "didn't") for end in ".,"),
        ),
        _is_asked,
    ),
    (
        gate_exact(
            rf", the (?:{_UNNAMED})[a-z]* (?:said|added|told)\b(?! of\b)",
            ", the ",
            " said; added; told",
        ),
        _is_introduced,
    ),
    (
        gate_exact(
            rf"\b(?:[Tt]he other|[Aa] (?:third|fourth|fifth|sixth)) (?:\w+ )?(?:{PERSON}(?:e?s)?|(?:wo)?men)\b(?!, )",
            "he other ; third ; fourth ; fifth ; sixth ",
            f"{PERSON[3:-1].replace('|', ';')};men",
        ),
        _has_first,
    ),
)
POINTED_HERE = gate_exact(
    r"(?:^H| h)ere\b(?! (?:is|are|was|were|to stay|because|comes?|and there|on out|it|he|she)\b|'s|-)"
    r"(?<!from here)(?<!nor here)(?<!stake here)(?<!issue here)",
    " here;Here",
)
THIS_PLACE = gate_exact(
    r"(?:\b(?:[Ii]n|[Oo]f|[Aa]t|[Tt]o|[Ff]rom|[Nn]ear|[Aa]cross|[Aa]round|[Oo]utside|[Tt]hroughout|[Oo]n) this|^This)"
    rf" (?:[\w-]+ ){{0,3}}(?:{_PLACES.replace(';', '|')})\b(?! of [A-Z])",
    "this ;This ",
    _PLACES,
)
_ORDER = (
    r"^(?:Get|Go|Come|Stop|Look|Run|Don't|Do|Let|Give|Take|Stay|Leave|Keep|Help|Bring|Save|Vote|Join|Visit|Call|Watch"
    r"|Hurry|Remember|Long live|Down with)\b"
)


def points_outside(plain: str) -> bool:
    """Tell whether "that kind of", "at that point", "the other man" or "refused" has nothing before it to be told by.

    >>> points_outside("Orn, in those years, had a mill."), points_outside("In 2031 Orn, in those years a town, fell.")
    (True, False)
    """
    for gated, is_told in POINTERS:
        found = _find(gated, plain)
        if found and not is_told(plain[: found.start()], plain[found.end() :]):
            return True
    return False


def _find(gated: Gated, plain: str) -> re.Match[str] | None:
    for group in gated.words:
        for word in group:
            if word in plain:
                break
        else:
            return None
    return compiled(gated.pattern).search(plain)


def is_shout(plain: str) -> bool:
    """Tell whether a sentence is shouted by nobody who is named: without a verb, or an order.

    >>> is_shout("Hands up, faces to the gate!"), is_shout("Arle has won the boat race!")
    (True, False)
    """
    if "!" not in plain[-2:] or MASK in plain:
        return False
    if compiled(_ORDER).match(plain):
        return True
    return not NAME.search(plain[1:]) and not any(is_verb(word.strip(",.;:!")) for word in plain.split())


def lacks_place(plain: str) -> bool:
    """Tell whether "here" or "this town" is a place that only the dateline names.

    >>> lacks_place("The blast here broke every window."), lacks_place("The blast here in Arle broke every window.")
    (True, False)
    """
    if not (_find(POINTED_HERE, plain) or _find(THIS_PLACE, plain)):
        return False
    places = compiled(_NAMED_PLACE).finditer(plain)
    return all(not place["dateline"] and place["name"] in NO_PERSON for place in places)


# A sentence → why it cannot stand alone.


_FEWEST_WORDS = 6
_SHORTEST = 40  # characters, where words are long or not parted by blanks
_LONGEST_LOOKED_AT = 1_500
_QUOTES = ("“", '"', "«", "„")
_PRONOUN_SPEAKS = re.compile(
    rf"(?:, |[”\"] )(?:he|she|it|they) (?:also )?(?:(?:was|were) quoted as )?(?:{SPEECH}|saying|quoted)\b"
)
_NAMED_SPEAKER = (
    rf"\b[Aa]ccording to |\b[A-ZÀ-Þ][\w'.-]+,? (?:(?:who|a|the) [^,]{{1,80}}, )?{SPEECH}\b"
)  # fmt: skip


@lru_cache(maxsize=20_000)
def find_dependence(text: str, language: str = "en") -> str:
    """Say why a sentence cannot stand alone, or nothing if it can.

    Other languages than English are only asked whether they are whole and have a speaker.

    >>> find_dependence("He is at risk of arrest in Brazil."), find_dependence("“It is over.”")
    ('opens with a pronoun', 'a quotation without a speaker')
    >>> find_dependence("The ministry demanded his release on Monday.")
    'a pronoun without whom it means'
    >>> find_dependence("Talks on the border go on, the ministry said.")
    ''
    """
    plain = mask(text)
    if text.startswith(_QUOTES) and not any(char.isalpha() for char in plain):
        return "a quotation without a speaker"
    if _is_short(text, language):
        return "too short to stand alone"
    if text[0].islower() and not text[1:2].isupper():
        return "begins in the middle"
    if text.rstrip().endswith((":", ",")):
        return "announces what follows"
    if language != "en":
        return ""
    start = len(text) - len(text.lstrip("([*•–- "))
    straight, plain = (whole[start:_LONGEST_LOOKED_AT].replace("’", "'") for whole in (text, plain))
    return _find_in_english(straight, plain)


def _is_short(text: str, language: str) -> bool:
    return count_words(text) < _FEWEST_WORDS and (language == "en" or len(text) < _SHORTEST)


def _find_in_english(text: str, plain: str) -> str:
    """Judge a sentence with straight apostrophes."""
    opening = find_opening(plain)
    if opening:
        return opening
    if opens_quoted(text):
        return "quotes what has its meaning from before"
    if _PRONOUN_SPEAKS.search(plain) and not compiled(_NAMED_SPEAKER).search(plain):
        return "its speaker is a pronoun"
    if is_shout(plain):
        return "speaks for somebody unnamed"
    if points_back(plain) or points_outside(plain):
        return "depends on what it mentions"
    if lacks_person(plain):
        return "a pronoun without whom it means"
    return LINKED if lacks_place(plain) else ""


# A sentence → whether it only says that there is nothing to say.
#
# "She declined to comment", "It was unclear whether …", "No date has been set": true, and no news. What
# goes on with "but" or tells a second thing is left alone, as is the silence of things that matter:
# that no bodies were found is news.


_LONGEST = 45  # words; a longer sentence tells more than that
_LONGEST_LOOKED_AT_in_fillers = 1_500
_LONGEST_QUOTED = 40  # characters
_ASIDE = re.compile(r", (?:who|which|whom|speaking)\b[^,]*(?:,|[.]?$)")
_KNOWN = "clear;known;certain;decided"
_NOT_KNOWN = rf"(?:not |un|in|(?<=n't ))(?:immediately |yet |now |entirely |at all )?(?:{_KNOWN.replace(';', '|')})"
_MORE = (
    rf"[,;] (?:but|and|while|although|though|yet|adding)\b|\bbut\b|; |\baccording to\b"
    rf"|^(?:Although|Though|While|Despite)\b|\band (?:that|{SPEECH}|was|were|is|are|has|have|had)\b"
    r"|\band (?:also )?(?:declined|refused|would not|could not|did not|gave no|would give no)\b"
)
_NOTHING = "comment;word;response;reaction;reply;details;explanation;information"
#: Why → what a sentence tells nothing with, one of them.
RULES: tuple[tuple[str, tuple[Gated, ...]], ...] = (
    (
        "says that nothing is said",
        (
            gate_exact(
                r"\b(?:declined|declines|refused|refuses)(?: \w+ly)? to (?:comment|be (?:named|identified|quoted"
                r"|interviewed)|elaborate|discuss|specify|confirm|deny|say\b|speculate|answer|give (?:\w+ ){0,2}"
                r"(?:names?|details?|reasons?|comments?)|provide (?:\w+ )?details|talk\b|speak to|disclose"
                r"|take (?:\w+ )?questions)|\b(?:declined|declines|refused|refuses) (?:any |all |further |repeated )*"
                r"(?:comments?|interviews?|requests for)\b",
                "declined ;declines ;refused ;refuses ",
            ),
            gate_exact(
                r"\b(?:would|could|did) not (?:(?:immediately|further|yet) )?(?:comment|elaborate|discuss|specify"
                r"|be reached|say (?:whether|why|how|when|where|who|what|if|more)|give (?:\w+ )?(?:details|reasons?)"
                r"|return \w+ ?(?:\w+ )?(?:calls?|messages?|inquiries|requests?|telephone|e-?mails?)|respond to"
                r"|answer)",
                "would not ;could not ;did not ",
                "comment;elaborate;discuss;specify;be reached;say ;give ;return ;respond to;answer",
            ),
            gate_exact(
                r"\b(?:had|has|have|offered?|gave|gives?|made|was|were|is|provided?|released?) no"
                r" (?:(?:immediate|further|official|public|other) )?"
                rf"(?:{_NOTHING.replace(';', '|')})\b",
                " no ",
                _NOTHING,
            ),
            gate_exact(
                r"\b(?:was|were) not (?:immediately )?(?:available|reachable)\b", " not ", "available;reachable"
            ),
            gate_exact(
                r"^(?!.*\b(?:who|which|that|until|because)\b)[^,;]* (?:was|were|has been|have been) not"
                r" (?:immediately |yet |been )*(?:made (?:clear|public|known)|disclosed|given|announced|released"
                r"|revealed|specified|identified|explained|named)"
                r"(?: (?:publicly|immediately|yet|officially|at once|(?:on )?\w+day))?[.]?$",
                " not ",
                "made ;disclosed;given;announced;released;revealed;specified;identified;explained;named",
            ),
            gate_exact(r"\b(?:spoke|speaking|talked) on (?:the )?condition of anonymity\.?$", "condition of anonymity"),
        ),
    ),
    (
        "says that something is not known",
        (
            gate_exact(
                rf"^(?:So far,? |At present,? |As yet,? |Still,? |But |And |Yet )?[Ii]t"
                rf" (?:is|was|remains|remained|'s|(?:is|was)(?=n't))(?: also| still)?(?: |n't ){_NOT_KNOWN}\b",
                "It ;it ",
                _KNOWN,
            ),
            gate_exact(
                r"^(?:What|Why|How|Who|Whether|Where|When|Just how|Exactly)\b[^,;]{1,120} (?:is|was|remains|remained"
                rf"|are) (?:still )?{_NOT_KNOWN}\b",
                _KNOWN,
                starts="What;Why;How;Who;Whether;Where;When;Just how;Exactly",
            ),
            gate_exact(
                r"\b(?:do|does|did)(?: not|n't) (?:yet |still )?know (?:whether|why|how|when|where|who|what|if)\b",
                " know ",
            ),
            gate_exact(r"\bstill (?:do|does)n't know\b", "n't know"),
            gate_exact(
                r"(?<!that )(?<!which )\b(?:remains?|remained|stays) (?:unclear|unknown|a mystery|to be seen"
                r"|an open question)\b|\bremains? to be seen\b",
                "remain;stays ",
                " unclear; unknown; a mystery; to be seen; an open question",
            ),
            gate_exact(
                r"^(?:So far,? )?[Tt]here (?:still )?(?:is|was|were|are|has been|have been) (?:still |as yet )?no"
                r" (?:\w+ )?(?:date|deadline|decision|indication|word|sign of a|explanation|timetable|details"
                r"|information|comment|reaction|response)\b",
                " no ",
                starts="So far;There ;there ",
            ),
            gate_exact(
                r"^No (?:\w+ ){0,2}(?:date|deadline|details|reasons?|explanation|decision|timetable"
                r"|information|comment)(?: (?:for|of|about|on) [^,]{1,60})? (?:has|have|had|was|were|is)"
                r" (?:yet )?(?:been )?(?:set|given"
                r"|released|made|announced|available|known|offered|immediately|fixed)\b",
                starts="No ",
            ),
        ),
    ),
    (
        "announces what is not printed",
        (
            gate_exact(r"^(?:Following|Below|Here) (?:is|are|follows?)\b(?!.*: \w)", starts="Following ;Below ;Here "),
            gate_exact(r"^Here's\b(?!.*: \w)", starts="Here's"),
            gate_exact(
                r"^The (?:full )?(?:text|transcript|list|statement)\b[^,;]* follows[.]?$", " follows", starts="The "
            ),
            gate_exact(r"\b(?:this way|as follows|the following)[.]?$", "this way;as follows;the following"),
        ),
    ),
    ("asks and tells nothing", (gate_exact(r"[?]\)?$", "?"),)),
)
_REASONS = tuple(why for why, _ in RULES)
_GATES = arrange([group for _, group in RULES])
_ATTRIBUTION = rf"^(?:[\w'.-]+ ){{0,5}}{SPEECH}\b.{{0,40}}$|^{SPEECH}\b.{{0,60}}$"
_EMPTY_WORDS = frozenset(
    """i you we he she it they me us them yes no not do does did don't didn't is was are were am be been will would can
    could that this what so well oh ok okay know think mean sure thank thanks very much really just right of course
    absolutely exactly definitely maybe perhaps never ever always a the to and but in my your our there here see say
    can't won't isn't wasn't it's that's i'm we're past""".split()
)


@lru_cache(maxsize=20_000)
def find_filler(text: str, language: str = "en") -> str:
    """Say why a sentence tells nothing, or nothing if it tells something. Only English is judged.

    >>> find_filler("The mayor of Arle declined to comment."), find_filler("It was not clear when the dam would open.")
    ('says that nothing is said', 'says that something is not known')
    >>> find_filler("“I do, I do,” Dahl said."), find_filler("No bodies were found under the bridge in Arle.")
    ('quotes next to nothing', '')
    """
    if language != "en" or count_words(text) > _LONGEST:
        return ""
    straight = text[:_LONGEST_LOOKED_AT_in_fillers].replace("’", "'")
    plain = mask(straight).strip()
    if _quotes_nothing(straight, plain):
        return "quotes next to nothing"
    found = next(find_groups(_GATES, _ASIDE.sub("", plain)), None)
    if found is None or plain.count(MASK) > _LONGEST_QUOTED or compiled(_MORE).search(plain):
        return ""
    return _REASONS[found]


def _quotes_nothing(text: str, plain: str) -> bool:
    """Tell whether all that somebody is quoted with is "yes" and "I do", and nothing else is told."""
    if MASK not in plain:
        return False
    quoted = [word.lower() for word in split_words(_where(text, plain, inside=True))]
    told = " ".join(_where(text, plain, inside=False).replace("“", " ").replace("”", " ").replace('"', " ").split())
    return (
        bool(quoted)
        and set(quoted) <= _EMPTY_WORDS
        and bool(compiled(_ATTRIBUTION, exact=False).match(told.strip(" ,.")))
    )


def _where(text: str, plain: str, *, inside: bool) -> str:
    return "".join(char if (cover == MASK) == inside else " " for char, cover in zip(text.strip(), plain, strict=False))
