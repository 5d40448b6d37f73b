"""Reads word_forms.yml: which spellings of nb, nn and dialect are one word."""

from __future__ import annotations

from pathlib import Path

import yaml

_TABLE = yaml.safe_load(Path(__file__).with_name("word_forms.yml").read_text(encoding="utf-8"))


def _unaccented(spelling: str) -> set[str]:
    """A spelling with æøå, and as written on a keyboard without them."""
    return {
        spelling,
        spelling.replace("æ", "ae").replace("ø", "oe").replace("å", "aa"),
        spelling.replace("æ", "a").replace("ø", "o").replace("å", "a"),
        spelling.replace("æ", "e").replace("ø", "o").replace("å", "a"),
    }


def _forms() -> dict[str, str]:
    table = {str(common): str(spellings).split() for common, spellings in _TABLE["forms"].items()}
    forms: dict[str, str] = {}
    # Exact spellings first: «far» written with å lost must not take over a word of its own.
    for common, spellings in table.items():
        forms[common] = common
        for spelling in spellings:
            forms.setdefault(spelling, common)
    for common, spellings in table.items():
        for spelling in [common, *spellings]:
            if len(spelling) > 2:  # one or two letters without their ring say too little
                for written in _unaccented(spelling):
                    forms.setdefault(written, common)
    return forms


FORMS: dict[str, str] = _forms()
FILLERS: frozenset[str] = frozenset(str(filler) for filler in _TABLE["fillers"])
SPLIT: dict[str, str] = {str(split): str(whole) for split, whole in _TABLE["split"].items()}
GLUED: dict[str, list[str]] = {
    str(glued): str(parts).split() for glued, parts in _TABLE["glued"].items()
}
SIGNS: dict[str, str] = {
    sign: str(word) for word, signs in _TABLE["signs"].items() for sign in signs.split()
}
COURTESIES: dict[str, str] = {
    sign: str(word) for word, signs in _TABLE["courtesies"].items() for sign in signs.split()
}
