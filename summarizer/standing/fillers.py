"""A sentence → whether it only says that there is nothing to say.

"She declined to comment", "It was unclear whether …", "No date has been set": true, and no news. What
goes on with "but" or tells a second thing is left alone, as is the silence of things that matter:
that no bodies were found is news.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.gating import Gated, arrange, compiled, find_groups, gate_exact
from summarizer.quoting import MASK, mask
from summarizer.standing.lexicon import SPEECH
from summarizer.words import count_words, split_words

_LONGEST = 45  # words; a longer sentence tells more than that
_LONGEST_LOOKED_AT = 1_500
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
    straight = text[:_LONGEST_LOOKED_AT].replace("’", "'")
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
