"""What the catalogue refuses, in plain words and at the field where it can be mended."""

import re

import structlog

from provider_catalog.changes import Shared
from provider_catalog.loading.reading import CatalogueError

log = structlog.get_logger(__name__)
NAME = "minst to bokstaver og bare bokstaver, tall, mellomrom og vanlige tegn"
SHARED = (
    "Leverandøren arbeider også i en annen kommune, som ville sett endringen. "
    "Be den som drifter løsningen om å endre den."
)
OTHERWISE = (
    "Det passer ikke med resten av opplysningene. Ingenting er lagret. "
    "Si fra til den som drifter løsningen."
)
# Where in the error's text or key it is seen; the field; what helps.
_KNOWN = (
    (r"a number stands twice", "", "Det samme nummeret står to ganger."),
    (r"municipalities\..*closes before", "closes", "Kontoret må stenge etter at det åpner."),
    (r"municipalities\..*\bphone\b", "phone", "Dette er ikke et telefonnummer som finnes."),
    (r"municipalities\..*contacts", "", f"Navnene på vaktlista må ha {NAME}."),
    (r"municipalities\..*groups", "groups", f"Navnet på en gruppe må ha {NAME}."),
    (r"districts.*is not taken away", "", "En bydel kan ikke tas bort. Gi den et nytt navn."),
    (r"districts\.\S*aliases", "", f"Hvert navn som sies, må ha {NAME}."),
    (r"districts\.\S*name", "", f"Navnet på bydelen må ha {NAME}."),
    (r"overlaps with", "start", "Leverandøren har alt en avtale om det samme da."),
    (r"ends after it starts", "end", "Siste dag må være etter den første."),
    (
        r"own service has no limit",
        "end",
        "Kommunens egen tjeneste gjelder overalt, uten siste dag og uten grense.",
    ),
    (r"needs one row for its own", "provider", "Kommunens egen tjeneste må ha én avtale."),
    (r"contracts\..*provider: no such", "provider", "Velg en leverandør som er godkjent."),
    (r"districts: not in it", "districts", "Velg bydeler i kommunen."),
    (r"providers\.yml: name: stands twice", "name", "En annen leverandør heter det samme."),
    (r"does not fit with `municipal`", "facts-owner_type", "Bare kommunens egen eies av kommunen."),
    (r"who owns a provider", "facts-owner_type", "Velg hvem som eier."),
    (r"that is ending has a last day", "until", "Skriv den siste dagen."),
    (r"with a last day is ending", "until", "Har ordningen en siste dag, gjelder den til da."),
    (r"providers\.\d*\.?.*aliases", "aliases", f"Hvert navn må ha {NAME}."),
    (r"providers\.\S*\bname\b", "name", f"Navnet må ha {NAME}."),
    (r"\bname\b.*at least 2", "name", f"Navnet må ha {NAME}."),
    (r"services", "services", "Velg minst én slags hjelp."),
    (r"facts\.(\w+)\.source", "facts-{}-source", "Skriv en nettadresse (https://…)."),
    (r"facts\.(\w+)\.checked", "facts-{}-checked", "Skriv dagen da det ble kontrollert."),
    (r"facts\.(\w+)", "facts-{}", "Dette svaret kan ikke brukes."),
    (r"capacity", "capacity", "Skriv et helt tall, eller la feltet stå tomt."),
    (r"\bsource\b", "source", "Skriv en nettadresse (https://…)."),
    (r"\bchecked\b", "checked", "Skriv dagen da du så på siden."),
    (r"\bsince\b", "since", "Skriv en dag eller et årstall."),
    (r"\buntil\b", "until", "Skriv en dag eller et årstall."),
    (r"\bstart\b", "start", "Skriv den første dagen."),
    (r"\bend\b", "end", "Skriv en dag, eller la feltet stå tomt."),
    (r"\bvalue\b", "value", "Dette svaret kan ikke brukes."),
)


def told(error: CatalogueError) -> dict[str, str]:
    """The field, and what helps there; the field is empty where it is about the whole."""
    if isinstance(error, Shared):
        return {"": SHARED}
    for pattern, field, what in _KNOWN:
        if found := re.search(pattern, str(error)):
            return {field.format(*found.groups()): what}
    log.warning("edition.refused", why=str(error))
    return {"": OTHERWISE}


_OF_FACTS = (
    (r"is said and not entered", "numbers", "Skriv alle tallene i svaret, med året i parentes."),
    (r"fewer than|nobody can ask", "q", "Skriv minst fire måter å spørre på, én på hver linje."),
    (r"stands in one standard only", "more_nn", "Skriv det på både bokmål og nynorsk."),
    (r": nb: ", "nb", "Skriv svaret på bokmål."),
    (r": nn: ", "nn", "Skriv svaret på nynorsk."),
    (r"source\.?title", "title", "Skriv hvor det står."),
    (r"source\.?url", "url", "Skriv en nettadresse (https://…), eller la feltet stå tomt."),
    (r"checked", "checked", "Skriv dagen da du så på kilden."),
    (r"holds_until", "holds_until", "Skriv en dag som finnes, eller la feltet stå tomt."),
)


def told_of_fact(error: CatalogueError) -> dict[str, str]:
    """The same for a statement."""
    for pattern, field, what in _OF_FACTS:
        if re.search(pattern, str(error)):
            return {field: what}
    log.warning("edition.refused", why=str(error))
    return {"": OTHERWISE}
