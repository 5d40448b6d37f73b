"""Names as they are compared: whatever hand, keyboard or system wrote them."""

import unicodedata

_AS_PLAIN = str.maketrans(
    {
        **{"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ŧ": "t"},
        **{"ŋ": "n", "ħ": "h", "ı": "i", "ß": "ss"},
    }
)
_APOSTROPHES = frozenset("'’‘ʼ`´ʹ′‛＇ʻʾʿ՚ꞌ")


def composed(text: str) -> str:
    """A text in NFC, as everything is stored: «å» is one sign, however it was typed.

    Args:
        text: as it came.
    """
    return unicodedata.normalize("NFC", text)


def search_words(name: str) -> list[str]:
    """The words of a name as they are searched: without case, accents, apostrophes and hyphens.

    «Åsedal», «Aasedal» and «asedal» are one, and so are «O'Brien» and «O’Brien».

    Args:
        name: as written, in any order, with or without a comma.
    """
    apart = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    kept = "".join(sign for sign in plain.translate(_AS_PLAIN) if sign not in _APOSTROPHES)
    words = "".join(sign if sign.isalnum() else " " for sign in kept).split()
    return [word.replace("aa", "a").replace("oe", "o") for word in words]


def names_match(searched: str, name: str) -> bool:
    """Whether every word that is searched for is part of a name, in whatever order.

    Args:
        searched: words of a name, or the beginnings of them.
        name: the whole name.
    """
    words = search_words(name)
    whole = " ".join(words), "".join(words)
    sought = search_words(searched)
    return bool(sought) and all(any(word in each for each in whole) for word in sought)
