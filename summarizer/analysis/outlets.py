"""Names of those who publish: news agencies, broadcasters, papers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from urllib.parse import urlsplit

#: A long name → the name to show.
SHORT_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "Cable News Network": "CNN",
        "British Broadcasting Corporation": "BBC",
        "Agence France-Presse": "AFP",
        "Associated Press": "AP",
        "The Associated Press": "AP",
        "Deutsche Presse-Agentur": "dpa",
        "DPA": "dpa",
        "Bloomberg News": "Bloomberg",
        "Bloomberg L.P": "Bloomberg",
        "Thomson Reuters": "Reuters",
        "Reuters News Agency": "Reuters",
        "Tass": "TASS",
        "Xinhua News Agency": "Xinhua",
        "Dow Jones & Company": "Dow Jones",
        "Guardian News & Media Limited": "The Guardian",
    }
)

_KNOWN = (
    "Reuters|AFP|Agence France-Presse|AP|(?:the )?Associated Press|dpa|DPA|Deutsche Presse-Agentur|Bloomberg(?: News)?"
    "|Interfax(?:-Ukraine)?|(?:ITAR|Itar)-T(?:ASS|ass)|TASS|Tass|RIA Novosti|RIA|Xinhua|Kyodo|ANSA|EFE|PTI|Ukrinform|UPI|APA|Anadolu|Yonhap|PA Media|KNA|epd"
    "|CTK|ČTK|PAP|MTI|Belga|ANP|TT|NTB|Ritzau|STT|Lusa|Agerpres|Kathimerini|IRNA|SANA|WAFA|KCNA|Antara|Bernama"
    "|BBC|CNN|CNBC|NBC(?: News)?|CBS(?: News)?|ABC(?: News)?|MSNBC|NPR|PBS|Fox News|Sky News|ITV|Channel 4|Al Jazeera|Al Arabiya"
    "|RTL|ARD|ZDF|n-tv|ntv|Welt TV|Deutschlandfunk|Der Spiegel|Spiegel|Die Zeit|Die Welt|Bild|Handelsblatt|Süddeutsche Zeitung"
    "|Frankfurter Allgemeine Zeitung|FAZ|Le Monde|Le Figaro|Libération|El País|El Mundo|La Repubblica|Corriere della Sera"
    "|Politico|Axios|Semafor|Financial Times|FT|Wall Street Journal|WSJ|Washington Post|New York Times|Economist|Guardian"
    "|Daily Telegraph|Telegraph|Sunday Times|Independent|Nikkei|Haaretz|Ynet|Suspilne|Meduza|Izvestia|Kommersant|RBC|Vedomosti|RT"
    "|ORF|SRF|RAI|France 24|France Info|Franceinfo|BFM|TF1|RFI|Euronews|Deutsche Welle|DW|Radio Free Europe|RFE/RL|Attribution of America"
)
_GENERIC = (
    r"(?:[A-ZÀ-Þ][\w’'-]*\s+){1,4}(?:News(?: Agency| Network| Service| Group)?|Times|Post|Press(?: Agency| Association)?|Wire|Agency"
    r"|Radio|TV|Television|Courier|Herald|Tribune|Gazette|Chronicle|Journal|Observer|Daily|Zeitung|Nachrichten|Rundschau|Online)"
    r"|[A-ZÀ-Þ][\w’'-]*(?=\s+(?:news agency|newswire|newspaper))"
    r"|[A-ZÀ-Þ][\w’'-]*\s+(?:radio|television)"
    r"|(?:Radio|TV|Channel|Televisión)\s+[A-ZÀ-Þ0-9][\w’'-]*"
)
#: The name of one who publishes, with the words that introduce it.
MEDIUM = (
    r"(?:the\s+)?(?:(?:[A-Z][a-z]+\s+|state\s+|public\s+|local\s+|national\s+|private\s+)?(?:news(?:\s?wire)?\s+agency|news\s+site"
    r"|broadcaster|newspaper|newswire|magazine|daily|weekly|website|television|channel|agency)\s+)?(?:the\s+|The\s+)?"
    rf"(?P<medium>{_GENERIC}|(?:{_KNOWN})(?![\w-]))(?:\s+(?:news\s+agency|newswire|newspaper|television|magazine|agency))?"
)


def match_medium(text: str, start: int) -> re.Match[str] | None:
    """Match the name of one who publishes that begins at a place of a text.

    >>> found = match_medium("told the broadcaster ZDF on", 5)
    >>> found["medium"], found.end(), match_medium("told everyone", 5)
    ('ZDF', 24, None)
    """
    return _compile().match(text, start)


@cache
def _compile() -> re.Pattern[str]:
    # Not at import, and once: with all the names in it, it takes longer than anything that it is part of.
    return re.compile(MEDIUM)


def short_name(name: str) -> str:
    """Give the name under which one who publishes is shown.

    >>> short_name("Cable News Network"), short_name("the Associated Press"), short_name("The Sample Courier")
    ('CNN', 'AP', 'The Sample Courier')
    """
    plain = re.sub(r"\s+", " ", name).strip(" .,;:")
    return SHORT_NAMES.get(plain, SHORT_NAMES.get(plain.removeprefix("the ").removeprefix("The "), plain))


# Who published an article, when its metadata does not say: told by what the article says of itself.


_OWNER = r"(?P<name>[A-ZÀ-Þ][^\n.©®™,;|]{1,60}?)"
_YEARS = r"(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)\d\d|\d\d))?"
_HEAD = 3_000  # where "first reported by" may stand in a long article: anywhere near its ends

#: Rule → pattern, the surest first. Each is looked for in the article as read.
_RULES: Mapping[str, str] = MappingProxyType(
    {
        "copyright": (
            rf"(?m)^[ \t]*(?:©|\([cC]\)|Copyright(?: ©| \(c\))?)[ \t]*(?:{_YEARS}[ \t,]*(?:by )?)?{_OWNER}"
            rf"(?:[ \t,]+{_YEARS})?[ \t]*(?:[.,;|\n]|All [Rr]ights|$)"
        ),
        "message": (
            r"(?m)^[ \t]*A (?:[Mm]essage|[Nn]ote) (?:from|to our readers from) (?:the (?=[A-Z]))?"
            r"(?P<name>[A-ZÀ-Þ][^\n.,;:]{1,60}?)[ \t]*(?::|$)"
        ),
    }
)
_FIRST = rf"\bfirst reported by {MEDIUM}|(?:^|(?<=[.”\"] ))(?:{MEDIUM.replace('medium', 'first')}) first reported\b"
_TOLD = re.compile(r"\btold ")
_PASSED_ON = (
    rf"\b(?:according to|cited by|citing) {MEDIUM}|{MEDIUM.replace('medium', 'other')}(?: has| had)? (?:reported|reports|said|says|quoted)\b"
    rf"|\b(?:reported|said) {MEDIUM.replace('medium', 'third')}"
)
_NOT_OWNERS = re.compile(r"^(?:all rights|the author|photo|getty|image|19|20)", re.IGNORECASE)


def infer_outlet(text: str, url: str = "") -> tuple[str, str]:
    """Infer an article's outlet from its text or address; give the name and the rule that told it.

    In this order: its copyright line, its message to readers, what it calls its own first report, the
    host of its address, the one agency that its sources told something. Nothing is inferred from an
    agency that is only passed on ("Reuters reported").

    >>> infer_outlet("It rained.\\n© 2031 Sample News Network. All rights reserved.")
    ('Sample News Network', 'copyright')
    >>> infer_outlet("It rained, Reuters reported.")
    ('', '')
    """
    ends = text if len(text) <= 2 * _HEAD else f"{text[:_HEAD]}\n{text[-_HEAD:]}"
    first = {"first reported": _FIRST} if "first reported" in ends else {}
    for rule, pattern in {**_RULES, **first}.items():
        for found in _compile_in_outlets(pattern).finditer(ends):
            name = next(g for g in found.groups() if g).strip()
            if not _NOT_OWNERS.match(name):
                return short_name(name), rule
    host = _host(url)
    if host:
        return host, "host"
    heard = (match_medium(text, found.end()) for found in _TOLD.finditer(text))
    told = {short_name(found["medium"]) for found in heard if found}
    if len(told) == 1 and not _compile_in_outlets(_PASSED_ON).search(text):
        return told.pop(), "told"
    return "", ""


@cache
def _compile_in_outlets(pattern: str) -> re.Pattern[str]:
    # Not at import: most articles say who published them.
    return re.compile(pattern)


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.") if parts.scheme.lower() in ("http", "https") and "." in host else ""
