"""What casework refuses, in the caseworkers' words."""

from casework.caseworker import CaseworkRefused, Why

_WORDS = {
    Why.TAKEN: "Noen andre har tatt den.",
    Why.NOT_YOURS: "Du har ikke denne samtalen. Ta den først.",
    Why.DONE: "Den er løst. Det er ikke noe mer å gjøre i den.",
    Why.OPTED_OUT: "Innbyggeren vil ikke ha SMS. Ring, eller skriv brev.",
    Why.NOT_BY_TEXT: "Telefonsamtalen er over. Ring i stedet.",
    Why.NO_NUMBER: "Vi har ikke noe nummer å ringe.",
    Why.FORGOTTEN: "Ordene i samtalen er slettet.",
    Why.TOO_PRIVATE: "Svaret er ikke sendt. Se hva som må endres.",
    Why.ENOUGH: "Det er mange åpne oppgaver fra dette nummeret. Ta dem først.",
    Why.NOBODY: "Fant ikke den kollegaen her.",
}


def in_words(refused: CaseworkRefused) -> str:
    """Why nothing was done, and what helps."""
    if refused.why is Why.TAKEN and refused.who:
        return f"{refused.who} har tatt den."
    return _WORDS[refused.why]
