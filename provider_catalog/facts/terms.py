"""Words that a statement explains: «tiltaksplan», «vedtak», «egenandel»."""

import re
from collections.abc import Collection
from functools import cached_property

from provider_catalog.facts.finding.asking import asked_word
from provider_catalog.facts.finding.language import Language
from provider_catalog.facts.statement import Statement

QUOTED = re.compile('[«"“”]([^»"“”]{2,80})[»"“”]')
SEARCHED = 1_000
"""Signs of a message in which a word of the letter is looked for."""
MOST_WORDS_OF_A_TERM = 5


class Terms:
    """The words that statements explain, and how one is found in a text.

    Args:
        language: reads questions.
        statements: the facts.
    """

    def __init__(self, language: Language, statements: Collection[Statement]) -> None:
        self._language = language
        self._statements = statements

    @cached_property
    def _terms(self) -> dict[tuple[str, ...], Statement]:
        return {
            tuple(self._language.stems(term)): statement
            for statement in self._statements
            for term in statement.terms
        }

    def explained(self, text: str) -> Statement | None:
        """The statement that explains a word in a text; None where the word asked for is unknown.

        Of several it is the one whose meaning is asked for, else the one in quotes, or the longest.

        Args:
            text: as written, of any length.
        """
        text = text[:SEARCHED]
        asked, quoted = asked_word(text), " ".join(QUOTED.findall(text))
        if asked is not None:
            return self._longest_term(asked) or self._longest_term(quoted)
        return self._longest_term(quoted) or self._longest_term(text)

    def _longest_term(self, text: str) -> Statement | None:
        stems = self._language.stems(text)
        found = (
            tuple(stems[at : at + count])
            for count in range(1, MOST_WORDS_OF_A_TERM + 1)
            for at in range(len(stems) - count + 1)
        )
        known = [term for term in found if term in self._terms]
        return self._terms[max(known, key=lambda term: len("".join(term)))] if known else None

    def is_about(self, text: str, statement: Statement) -> bool:
        """Whether a text asks for the word that a statement explains, and for nothing besides."""
        left = set(self._language.content(text[:SEARCHED]))
        for term in statement.terms:
            left -= set(self._language.stems(term))
        return not left
