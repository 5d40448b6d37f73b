"""Every wording as its reader meets it, for the tests of the texts."""

from assistant.texts import Texts
from assistant.texts.review import Wording, wording_of
from assistant.texts.samples import sample_values
from assistant.texts.text import STANDARDS
from core.channel import DIALOGUE_CHANNELS
from provider_catalog.catalogue import Catalogue

CATALOGUE = Catalogue.load()
TEXTS = Texts.load(CATALOGUE)
SAMPLES = sample_values(CATALOGUE)

WORDINGS = [
    (name, standard, channel)
    for name in TEXTS.all
    for standard in STANDARDS
    for channel in DIALOGUE_CHANNELS
]


def read(name: str, standard: str, channel: str) -> Wording:
    return wording_of(TEXTS, name, standard, channel, SAMPLES)
