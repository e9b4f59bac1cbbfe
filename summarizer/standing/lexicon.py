"""The words of English by which the others tell a subject, a verb and a time; as sets and as parts of patterns."""

_SPEECHES = (
    "said says say added adds told tells noted notes continued wrote writes explained stressed insisted argued warned"
    " replied recalled declared acknowledged predicted estimated reported announced claimed complained"
).split()
#: What follows a subject.
VERBS = frozenset(
    """is are was were has have had will would could can may might must should did does do also then later now refused
    declined denied asked called calls described gave spoke went came comes made took left got began identified occurred
    happened include includes included contain contains contained show shows showed found want wants plan plans hope
    hopes met seem seems appear appears appeared""".split()
) | frozenset(_SPEECHES)
SPEECH = f"(?:{'|'.join(_SPEECHES)})"
VERB = rf"(?:{'|'.join(sorted(VERBS))})\b"
_PASTS = frozenset(
    """sought won led ran held kept lost brought thought felt knew saw heard paid built grew fell rose stood sat set put
    let cut hit sent spent drove flew fought bought caught taught chose broke became drew threw swore shot""".split()
)
LINKS = (
    *(
        "But",
        "And",
        "Nor",
        "Or",
        "So",
        "Yet",
        "Still",
        "Also",
        "Then",
        "Moreover",
        "Furthermore",
        "Likewise",
        "However",
    ),
    *(
        "Meanwhile",
        "Instead",
        "Later",
        "Earlier",
        "Now",
        "Indeed",
        "Thus",
        "Therefore",
        "Hence",
        "In addition",
        "In fact",
    ),
    *("Of course", "Even so", "Perhaps"),
)
COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)"
#: Somebody of whom there may be a second and a third.
PERSON = (
    r"(?:man|woman|boy|girl|soldier|suspect|officer|victim|gunman|attacker|bomber|defendant|hostage|passenger"
    r"|prisoner|lawyer|witness|miner|driver)"
)
SPAN = r"(?:second|minute|hour|day|night|morning|evening|week|weekend|month|year|decade|time|moment|season)s?"
HERE = (
    rf"(?:{SPAN}|spring|summer|autumn|fall|winter|afternoon|century|country|nation|city|town|village|island|state"
    r"|region|area|suburb|community|neighbou?rhood|valley|capital|port|point|kind|sort|type|way|world|case is)"
)
#: What is written with a capital and is neither a person nor a place.
NO_PERSON = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays
    Sundays January February March April May June July August September October November December Parliament Congress
    Government Cabinet Department Ministry Council Court Party Union Street Bank States Kingdom Nations Times News Post
    University House Office""".split()
)


def is_verb(word: str) -> bool:
    """Tell a word that mostly follows a subject.

    >>> is_verb("says"), is_verb("flooded"), is_verb("flood")
    (True, True, False)
    """
    regular = word.endswith("ed") and len(word) > 2 and word.isascii() and word.isalpha() and word.islower()
    return word in VERBS or word in _PASTS or regular
