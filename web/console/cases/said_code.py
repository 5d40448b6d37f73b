"""The code of a letter that a person says to a caseworker, tried like every other."""

from flask import request

from choice_register.types import Attempt, CodeResult, PersonView
from web.console.dependencies import Dependencies
from web.console.request.tokens import given_key

WRONG_CODE = {
    CodeResult.SLIP: "Koden er ikke skrevet rett. Den har ni sifre. Be om den en gang til.",
    CodeResult.WRONG: "Koden stemmer ikke. Ingenting er registrert.",
    CodeResult.EXPIRED: "Koden er gammel. Lag et nytt brev, eller be om legitimasjon.",
    CodeResult.MANDATE_OVER: "Koden hører til en fullmakt som er slutt.",
}
LOCKED = "Koden kan ikke prøves mer i dag. Be om legitimasjon ved skranken, eller lag et nytt brev."
ANOTHERS = "Koden er til noen andre enn denne personen. Ingenting er registrert."


def wrong_code(deps: Dependencies, person: PersonView) -> str | None:
    """What is wrong with the code that the person said; None where it is the person's own.

    It is tried like every other, within the same limits, and proves nothing afterwards: what is
    registered rests on the caseworker's word that it was right.
    """
    code, key = request.form.get("code", ""), given_key()
    if not code.strip() or key is None:
        return "Skriv koden som personen sier."
    conversation = f"desk:{person.id}:{deps.clock.today().isoformat()}"
    attempt = Attempt(
        code, person.birth_date, conversation, None, person.municipality, "phone", f"desk:{key}"
    )
    result = deps.register.check_code(attempt)
    if result is not CodeResult.OK:
        return WRONG_CODE.get(result, LOCKED)
    proven = deps.register.proven_person(conversation)
    deps.register.withdraw_proof(conversation)
    own = proven is not None and proven.id == person.id and proven.mandate is None
    return None if own else ANOTHERS
