"""The words by which English news says who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from summarizer.text.tokens import MASK, fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Verbs of saying, as they stand after their subject.
SAYING = _words(
    """said says say told tells tell added adds add asked asks ask wrote writes write announced announces announce
    stated states declared declares declare noted notes note stressed stresses stress emphasized emphasised emphasizes
    emphasises emphasize emphasise underlined underscored insisted insists insist warned warns warn argued argues argue
    claimed claims claim explained explains explain confirmed confirms confirm denied denies deny replied replies reply
    responded responds respond answered answers reiterated reiterates reiterate repeated repeats mentioned mentions
    remarked observed commented comments acknowledged acknowledges admitted admits admit conceded suggested suggests
    recalled recalls revealed reveals disclosed reported reports testified predicted predicts estimated estimates
    continued concluded tweeted posted quipped joked complained complains complain lamented maintained maintains
    contended asserted alleged alleges pointed informed informs assured assures reassured signaled signalled signals
    indicated indicates described describes called calls call termed characterized characterised dubbed labelled voiced
    voices expressed expresses express demanded demands demand urged urges urge appealed requested requests proposed
    proposes offered offers advised cautioned cautions accused accuses accuse blamed blames criticized criticised
    criticizes criticises criticize criticise condemned condemns condemn denounced denounces slammed blasted derided
    rebuked welcomed welcomes welcome praised praises hailed thanked congratulated promised promises promise pledged
    pledges pledge vowed vows vow threatened threatens swore questioned dismissed dismisses defended defends
    reaffirmed reaffirms affirmed affirms reacted reacts apologized apologised boasted briefed quoted identified identifies
    applauded applauds applaud lauded lauds commended commends deplored deplores decried decries recounted recounts
    contends contend exclaimed shouted cried retorted chided mocked ridiculed echoed echoes
    """
) | {"spoke out", "brushed aside", "shrugged off", "played down", "found that", "finds that", "find that"}
#: Behind these stands of whom they tell, or who speaks; the latter only behind the end of a quotation.
AT_OBJECT = _words(
    """accused accuses accuse blamed blames blame criticized criticised criticizes criticises criticize criticise condemned
    condemns condemn denounced denounces slammed blasted derided rebuked praised praises hailed thanked congratulated
    urged urges urge defended defends applauded applauds lauded commended commends mocked ridiculed"""
)
#: Verbs by which somebody takes a position without a word being reported.
STANCE = _words(
    """rejected rejects reject refused refuses refuse agreed agrees agree accepted accepts accept opposed opposes oppose
    supported supports support backed backs wants want wanted seeks seek sought seeking plans plan planned planning
    intends intended hopes hope hoped fears fear feared believes believe believed thinks think thought considers
    considered expects expect expected aims aim aimed insisting decided decides declined declines approved approves
    vetoed protested protests objected objects ordered orders banned suspended withdrew recognized recognised
    reinforced ready willing prepared determined voted
    """
) | {"ruled out", "turned down"}
#: Participles that go on with the main clause's speaker ("..., adding that").
PARTICIPLES = _words(
    """saying adding insisting warning noting stressing urging telling claiming arguing calling demanding accusing
    suggesting explaining emphasizing emphasising citing vowing pledging promising denying"""
)
#: Nouns for people and bodies that speak.
ROLES = _words(
    """spokesman spokeswoman spokesperson spokespeople spokesmen official officials minister ministers ministry president
    chancellor premier mayor mayors governor senator senators lawmaker lawmakers legislator deputy deputies secretary
    ambassador envoy envoys diplomat diplomats negotiator negotiators leader leaders government governments
    administration cabinet parliament senate congress council party parties opposition coalition leadership commission court
    courts judge judges prosecutor prosecutors lawyer lawyers attorney attorneys police officer officers investigator
    investigators army military navy troops commander commanders general generals authorities authority agency agencies
    regulator company companies firm firms bank union unions group groups organization organisation association
    charity charities foundation institute university hospital source sources aide aides adviser advisers advisor
    advisors analyst analysts expert experts economist economists scientist scientists researcher researchers professor
    doctor doctors nurse nurses teacher teachers student students engineer engineers farmer farmers worker workers
    captain driver drivers pilot pilots owner owners manager managers coach player players director directors head
    chief chairman chairwoman chair boss executive executives founder editor historian activist activists campaigner
    campaigners protester protesters resident residents villager villagers neighbour neighbours neighbor neighbors
    witness witnesses survivor survivors victim victims relative relatives family families mother father brother sister
    wife husband widow son daughter friend friends man woman men women person people student voter voters king queen
    prince princess pope bishop archbishop cardinal priest rabbi imam spokesmen statement report reports communique
    communiqué press-service service embassy office department palace presidency mission delegation side rebels
    insurgents militants guerrillas forces firefighters rescuers rescuer paramedics journalist journalists reporter
    colonel major lieutenant admiral sergeant sheriff detective inspector superintendent warden guard guards crew
    passenger passengers tourist tourists actor actress singer author writer artist athlete skipper striker defender
    publication newsletter bulletin committee board panel tribunal bureau club church regime junta alliance movement federation league watchdog
    candidate candidates frontrunner nominee incumbent envoy monitor monitors observer observers inspector inspectors
    administrator trustee member members opponent opponents supporter supporters critic critics dissident dissidents newspaper newspapers landlord tenant shopkeeper baker butcher fisherman fishermen miner miners
    """
)
#: Bodies that are called by their kind once they were named ("the Harbour Board … the board").
BODIES = _words(
    "committee commission council board panel tribunal court ministry department agency bureau office union company firm"
    " bank group party organization organisation association institute university foundation federation alliance league"
    " movement club church parliament assembly watchdog"
)
#: Who speaks for a country when its people stand before: "Norwegian officials", "the Norwegian army".
STATE = _words(
    "spokesman spokeswoman spokesperson spokespeople spokesmen official officials minister ministers ministry"
    " president chancellor premier secretary ambassador envoy envoys diplomat diplomats negotiator negotiators leader"
    " leaders leadership government administration cabinet parliament army military navy troops soldiers commander"
    " commanders general generals authorities delegation forces colonel admiral expert experts analyst analysts lawmaker lawmakers"
)
#: Who are against the one they are named after ("critics of the premier").
AGAINST = _words("opponent opponents critic critics dissident dissidents victim victims")
#: Who is in a place for another one: "the ambassador in Arden" is not Arden's.
ABROAD = _words(
    "ambassador ambassadors envoy envoys diplomat diplomats embassy correspondent correspondents visitor visitors"
    " tourist tourists observer observers exile exiles refugee refugees"
)
#: Who speaks for the one that "his" or "its" points to ("his aides").
OFFICES = _words(
    "aide aides adviser advisers advisor advisors spokesman spokeswoman spokesperson spokespeople spokesmen office"
    " government cabinet ministers ministry administration lawyer lawyers attorney attorneys deputy delegation"
    " negotiator negotiators envoy management executives officials army military police embassy"
)
#: Words for a part of many, who speak in the name of the part ("half of the residents").
SHARES = _words("percent most many some several all none half one two three hundreds thousands dozens majority")
PRONOUNS = _words("he she they it")
DETERMINERS = _words(
    "the a an one another two three four five several some many other both his her its their our every each no these"
    " those this that most few local top"
)
#: Small words that may stand between a determiner and a role.
MODIFIERS = _words(
    """senior former top separate western eastern northern southern european american foreign prime vice deputy chief
    acting outgoing incoming military political majority minority government state federal regional local national international
    independent unnamed anonymous high-ranking high-level leading young old elderly retired central presidential
    diplomatic intelligence defence defense interior finance security press public chief senior-most junior right-wing
    left-wing far-right conservative liberal ruling governing main largest biggest city town village county district
    police court union party company bank hospital school university election health emergency rescue fire transport
    labor labour trade news rebel exiled parliamentary legislative judicial human rights aid relief weather aviation transportation agriculture education energy customs tax budget treasury climate coast border nuclear space
    """
)
PREPOSITIONS = _words(
    "of in on at by with to from for about against over under between among into after before during without within"
    " through toward towards near behind beyond despite since until than like as via amid alongside concerning"
    " regarding around off"
)
#: What may stand between a subject and its verb.
BETWEEN = _words(
    """has have had is was were are be been being will would could should may might must can did does do also again
    already always often repeatedly initially later then once still since recently previously earlier however
    meanwhile reportedly allegedly apparently categorically clearly explicitly publicly privately angrily sharply
    strongly firmly immediately quickly simply merely only even never not n't just now today yesterday monday tuesday
    wednesday thursday friday saturday sunday himself herself themselves itself both all further additionally
    subsequently eventually finally first specifically flatly bluntly openly officially formally jointly briefly
    separately similarly likewise too thus nevertheless nonetheless afterwards tonight this morning week
    """
)
#: Words after which a new clause begins, with a subject of its own.
CLAUSES = _words(
    "that but while whereas although though because if when where why how what whether who which whom as since until"
    " unless so and or after before than"
)

#: These are nouns as often as verbs; they count only right behind their subject.
AMBIGUOUS = frozenset(
    """call calls demand demands claim claims report reports plan plans offer offers comment comments state states
    request requests note notes promise promises fear fears hope hopes support backs order orders aim aims question
    rules praise blame estimate estimates welcome read reads ready willing prepared determined want""".split()
)


# A sentence → the phrases in it that could speak: names, roles, pronouns.


# The full stop of "U.N.", "Col." and "Ana B. Dahl" ends no clause.
_SHORT = (
    r"(?:[A-Z]\.){2,}|[A-Z]\.(?= [A-Z])"
    r"|(?:Adm|Brig|Capt|Cmdr|Col|Corp|Dr|Gen|Gov|Inc|Jr|Lt|Ltd|Maj|Mr|Mrs|Ms|Prof|Rep|Rev|Sen|Sgt|Sr|St)\."
)
_TOKEN = re.compile(rf"(?<!\w)(?:{_SHORT})(?!\w)|\d+(?:[.,]\d+)+|[^\W_](?:[\w’'-]|\.(?=\w))*|[^\w\s]")
_ADVERBS = BETWEEN - {"may", "will"}  # which are names too
_OWNING = ("'", "’", "'s", "’s")
_OWNERS = frozenset({"of", "for", "at", "from", "in", "with"})
_OPENERS = frozenset({"there", "here", "today", "yesterday", "tomorrow", "tonight", "yet"})
_CALENDAR = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_PARTICLES = frozenset("de del della der den van von bin al el da dos du la le ben ibn zu abu".split())
_JOINED_PARTICLE = re.compile(r"(?:[ae][dlnrstz]|ash|bin|ibn|abu|[dl])[-'’][A-ZÀ-Þ]")
_LATER = frozenset({"later", "earlier", "ago"})
_BEHIND_PARTICIPLE = DETERMINERS | {"to", "that", "at", "about", "from", "against"}
# Made once: a name is asked for at nearly every word.
_COMMON = DETERMINERS | PREPOSITIONS | CLAUSES | PRONOUNS | MODIFIERS | _OPENERS
_OPENING = _COMMON | SAYING | ROLES | _ADVERBS
_NO_EPITHETS = PREPOSITIONS | CLAUSES | SAYING


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a sentence. ``key`` is the folded word, without its possessive ending."""

    text: str
    start: int
    end: int
    lower: str
    key: str
    owns: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of tokens ``start:end`` that names somebody; ``head`` is its last word.

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


@lru_cache(maxsize=50_000)
def _look_at(word: str) -> tuple[str, str, bool]:
    """Give a word in small letters and folded, and whether it owns what follows."""
    return word.lower(), fold(word.rstrip(".") or word), word.endswith(_OWNING)


def tokenize(masked: str) -> tuple[Token, ...]:
    """Cut a masked sentence into words and marks."""
    return tuple(
        Token(word, found.start(), found.end(), *_look_at(word))
        for found in _TOKEN.finditer(masked)
        if (word := found.group()) != MASK
    )


def is_name(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a token is (part of) a name: it has a capital that its place does not explain."""
    token = tokens[at]
    if not token.text[0].isupper():
        return _is_particle(tokens, at)
    if token.text == "I" or token.lower in _CALENDAR:
        return False
    opens = at == 0 or tokens[at - 1].text in '“”"«»„:.…'
    if opens and (token.lower in _OPENING or token.lower.endswith("ly")):
        return False
    if at == 0 and _opens_aside(tokens):
        return False
    return token.lower not in _COMMON or token.lower in MODIFIERS


def _is_particle(tokens: Sequence[Token], at: int) -> bool:
    """Tell the small words inside a name: "Karim el-Sayed", "Ada van der Meer"."""
    if _JOINED_PARTICLE.match(tokens[at].text):
        return True
    first, last = at, at
    while first and tokens[first].lower in _PARTICLES:
        first -= 1
    while last < len(tokens) and tokens[last].lower in _PARTICLES:
        last += 1
    return first < at < last < len(tokens) and tokens[first].text[0].isupper() and tokens[last].text[0].isupper()


def _opens_aside(tokens: Sequence[Token]) -> bool:
    """Tell "Seconds later, …" and "Hoping to save it, …": their first words are no names."""
    after = tokens[1].lower if len(tokens) > 1 else ""
    return after in _LATER or (tokens[0].lower.endswith("ing") and after in _BEHIND_PARTICIPLE)


def find_phrases(tokens: Sequence[Token], heads: frozenset[str] = frozenset()) -> tuple[Phrase, ...]:
    """Find the phrases of a sentence, in order, not overlapping; ``heads`` are a plan's own words for who speaks.

    >>> text = "A spokesman for Premier Dahl met the union's lawyer, Karl Voss, in Port Ilsa."
    >>> words = tokenize(text)
    >>> [" ".join(t.text for t in words[p.start:p.end]) for p in find_phrases(words)]
    ['A spokesman for Premier Dahl', "the union's lawyer", 'Karl Voss', 'Port Ilsa']
    """
    phrases: list[Phrase] = []
    at = 0
    while at < len(tokens):
        end = _end_of_phrase(tokens, at, heads)
        if end == at:
            at += 1
            continue
        inner = end
        if not _is_named(tokens, at, end):
            end = _with_owner(tokens, end, heads)
        phrase = _phrase(tokens, at, inner, end)
        before = phrases[-1] if phrases else None
        if before and before.governed and before.end == at - 1 and tokens[at - 1].lower in ("and", "or"):
            phrase = replace(phrase, governed=True)  # "guests from Arden and Belmont"
        phrases.append(phrase)
        at = end
    return tuple(phrases)


def _end_of_phrase(tokens: Sequence[Token], start: int, heads: frozenset[str]) -> int:
    """Give the end of the phrase that begins here, or ``start`` if none does."""
    first = tokens[start]
    if first.lower in PRONOUNS:
        return start + 1
    if first.lower == "that" and start + 1 < len(tokens) and is_name(tokens, start + 1):
        return start
    at = start + (first.lower in DETERMINERS and not is_name(tokens, start))
    end = start
    while at < len(tokens):
        token = tokens[at]
        if is_name(tokens, at) or _is_role(token, heads):
            end = at + 1
        elif _is_of_state(tokens, at):
            pass
        elif not (_may_precede_role(token) or _unknown_before_role(tokens, start, at, heads)):
            break
        at += 1
    return end


def _is_role(token: Token, heads: frozenset[str]) -> bool:
    return token.lower in ROLES or token.key in ROLES or token.lower in heads


def _may_precede_role(token: Token) -> bool:
    return token.lower in MODIFIERS or token.text[0].isdigit()


def _is_of_state(tokens: Sequence[Token], at: int) -> bool:
    """ "Secretary of State" is one title."""
    return (
        tokens[at].lower == "of"
        and at > 0
        and at + 1 < len(tokens)
        and (tokens[at - 1].lower in ("secretary", "minister") and tokens[at + 1].text == "State")
    )


def _unknown_before_role(tokens: Sequence[Token], start: int, at: int, heads: frozenset[str]) -> bool:
    """Let one unknown word stand between a determiner and a role ("the rail workers"); also "said a tired Ana Dahl"."""
    if at != start + 1 or at + 1 >= len(tokens) or tokens[start].lower not in DETERMINERS:
        return False
    plain = tokens[at].lower
    if plain in _NO_EPITHETS or not plain[0].isalpha():
        return False
    behind_verb = start > 0 and tokens[start - 1].lower in SAYING
    return _is_role(tokens[at + 1], heads) or (behind_verb and is_name(tokens, at + 1))


def _is_named(tokens: Sequence[Token], start: int, end: int) -> bool:
    return end > start and is_name(tokens, end - 1) and tokens[end - 1].key not in ROLES


def _with_owner(tokens: Sequence[Token], end: int, heads: frozenset[str]) -> int:
    if end + 1 >= len(tokens):
        return end
    at = end
    if tokens[at].lower == "close" and tokens[at + 1].lower == "to":
        at += 1
    elif tokens[at].lower not in _OWNERS:
        return end
    after = _end_of_phrase(tokens, at + 1, heads) if tokens[at + 1].lower not in PRONOUNS else at + 1
    if tokens[at].lower == "with" and after > at + 2 and all(is_name(tokens, n) for n in range(at + 1, after)):
        return end  # "the talks with Ana Dahl"
    return after if after > at + 1 else end


def _is_share(tokens: Sequence[Token], start: int) -> bool:
    """Tell "half of the residents" from "the mayor of Arden"."""
    return start > 1 and tokens[start - 1].lower == "of" and tokens[start - 2].lower in SHARES


def _phrase(tokens: Sequence[Token], start: int, inner: int, end: int) -> Phrase:
    first = inner
    while first > start and is_name(tokens, first - 1) and tokens[first - 1].key not in ROLES:
        first -= 1
        if first > start and tokens[first - 1].owns:
            break
    name = " ".join(token.text for token in tokens[first:inner])
    governed = start > 0 and tokens[start - 1].lower in PREPOSITIONS and not _is_share(tokens, start)
    return Phrase(start, end, inner, tokens[inner - 1].key, name, governed, tokens[inner - 1].owns)
