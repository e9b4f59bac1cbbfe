"""Names that look alike though they are written with other characters, as who pretends to be another writes his.

The table is a small part of what Unicode Technical Standard 39 ("Unicode Security Mechanisms", confusables) lists: the
letters of Cyrillic, Greek and Armenian, and those of Latin with a stroke or without a dot, that pass for plain Latin.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LOOKALIKES = {
    "АВЕЅІЈКМНОРСТУХԚԜҮЬ": "ABESIJKMHOPCTYXQWYb",  # Cyrillic capitals
    "авеѕіјкмнорстухԛԝүьӏԁһԍпгѵґ": "abesijkmhopctyxqwybldhgnrvr",  # Cyrillic; small where capitals are alike too
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳ": "ABEZHIKMNOPTYXCj",  # Greek capitals
    "αβεηικνορτυχγωϲςσ": "abenikvoptuxywcco",  # Greek
    "օոսհցգզքՕՍ": "onuhgqqpOU",  # Armenian
    "ıȷɑɡɩɪʀʏᴀᴄᴅᴇᴊᴋᴍɴᴏᴘꜱᴛᴜᴠᴡᴢøłđħŧƀɓƙɍØŁĐĦ": "ijagiiryacdejkmnopstuvwzoldhtbbkrOLDH",  # Latin
}
_TABLE = str.maketrans("".join(_LOOKALIKES), "".join(_LOOKALIKES.values()))
# What small letters and digits pass for, once case is folded.
_SIGNS = str.maketrans("1|!0", "lllo")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


@lru_cache(maxsize=10_000)
def find_skeleton(name: str) -> str:
    """Return what names have in common that a reader could take for each other: letters and digits, plain.

    >>> find_skeleton("Rеutеrs") == find_skeleton("REUTERS") == find_skeleton("Ｒｅｕｔｅｒｓ")
    True
    """
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name).translate(_TABLE))
    folded = "".join(char for char in plain.casefold().translate(_TABLE) if not unicodedata.combining(char))
    letters = "".join(char for char in folded.translate(_SIGNS) if char.isalnum())
    for pair, single in _PAIRS:
        letters = letters.replace(pair, single)
    # In many faces a capital "I" is a small "l".
    return letters.replace("i", "l") or name
