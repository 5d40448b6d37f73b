"""What Twilio refuses, warns of or does not do well; each a line in the record's `problems`.

Sources: twilio.com/docs/voice/twiml (Say, Gather), error pages 11750, 12300, 13331, and Amazon
Polly's list of the tags that each kind of voice understands.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

DOCUMENT_BYTES = 64 * 1024
SAY_CHARACTERS = 4096
HINTS = 500
HINT_CHARACTERS = 100
XML_TYPES = {"text/xml", "application/xml", "application/xhtml+xml"}

PHONE_CALL_LANGUAGES = {"en", "fr", "ja", "ru", "es", "pt"}
"""The legacy `phone_call` model knows no Norwegian: another language fails (13331)."""

NEURAL_REFUSES = {"emphasis", "amazon:effect"}
"""Tags that make a neural Polly voice fail."""


def broken_document(body: bytes, content_type: str) -> str | None:
    """Why Twilio would not run the document at all, or None."""
    if content_type.split(";", maxsplit=1)[0].strip() not in XML_TYPES:
        return f"12300: Content-Type is {content_type!r}, not XML"
    if len(body) > DOCUMENT_BYTES:
        return f"11750: the document is {len(body)} bytes; {DOCUMENT_BYTES} are allowed"
    return None


def problems_of_say(say: Element) -> Iterator[str]:
    """What is wrong with a `<Say>`."""
    length = len("".join(say.itertext()))
    if length > SAY_CHARACTERS:
        yield f"13520: <Say> has {length} characters; {SAY_CHARACTERS} are allowed"
    if not length:
        yield "13520: <Say> is empty"
    if say.get("voice", "").endswith("-Neural"):
        for element in say.iter():
            if element.tag in NEURAL_REFUSES or element.get("pitch"):
                yield f"13520: a neural voice does not know <{element.tag}>"


def problems_of_gather(gather: Element) -> Iterator[str]:
    """What is wrong with a `<Gather>`."""
    speech = "speech" in gather.get("input", "dtmf")
    model = gather.get("speechModel", "")
    language = gather.get("language", "en-US")
    if not gather.get("action"):
        yield "<Gather> without action runs its own document again"
    if speech and model and gather.get("speechTimeout", "auto") == "auto":
        yield "13335: speechTimeout must be a number of seconds with a named speechModel"
    if speech and model == "phone_call" and language.split("-")[0] not in PHONE_CALL_LANGUAGES:
        yield f"13331: the model phone_call does not know {language}"
    hints = [hint for hint in gather.get("hints", "").split(",") if hint]
    if len(hints) > HINTS or any(len(hint) > HINT_CHARACTERS for hint in hints):
        yield f"13332: at most {HINTS} hints of {HINT_CHARACTERS} characters"
