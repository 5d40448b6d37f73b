"""What no text message may hold, whatever the conversation."""

import re

from assistant.texts.measures import segments
from devtools.demo.people import read_people

MOST_SEGMENTS = 4
"""What a whole answer may take."""

SECRETS = {
    secret.lower()
    for person in read_people()
    for service in (person.decision.services if person.decision else ())
    for secret in service.tasks
    # Words that describe what a provider sells to anybody are no secret.
} - {"rengjøring", "handling", "personlig assistanse"}
"""What decisions hold, word for word."""
CODE_OF_A_MANDATE = re.compile(r"Koden er \d{3} \d{3} \d{3}\.")
"""The one code that goes by text message: whoever has it must know whose birth date goes along."""


def keeps_to_itself(sent: list[str]) -> None:
    """Promise 5, over all that went out: no decision, no national id, no code, no link."""
    for body in sent:
        digits = re.sub(r"(?<=\d)[ .-](?=\d)", "", CODE_OF_A_MANDATE.sub("", body))
        assert not re.search(r"\d{9}", digits), body
        assert not re.search(r"https?:|www\.|\.(no|com)\b", body), body
        assert not [secret for secret in SECRETS if secret in body.lower()], body
        assert segments(body) <= MOST_SEGMENTS, body
