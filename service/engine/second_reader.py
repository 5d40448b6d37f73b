"""The second reader that the settings name, if they name one."""

from collections.abc import Callable

from assistant.second_reader.openai_reader import OpenAIReader
from conversations.readings.embedded import EmbeddedReader
from conversations.readings.second import Mode, SecondReader
from conversations.turns.assistant_client import AssistantClient
from core.clock import Clock
from core.database import Database
from core.settings import Settings
from provider_catalog.catalogue import Catalogue
from provider_catalog.names import MUNICIPAL
from service.production import UnsafeSettings, unsafe_reader

OWN = "kommunen"
"""The municipality's own service in general, as people say it."""


def second_reader(
    settings: Settings,
    catalogue: Catalogue,
    database: Database,
    clock: Clock,
    assistant: AssistantClient,
) -> SecondReader | None:
    """The second reader beside the embedded one; None where there is none.

    Raises:
        UnsafeSettings: it is wanted, and cannot be asked.
    """
    if settings.reader == "off":
        return None
    return SecondReader(
        database,
        clock,
        embedded=EmbeddedReader(assistant),
        other=open_reader(settings, catalogue),
        mode=Mode(settings.reader),
        model=settings.reader_model,
        name_of=names_in(catalogue),
    )


def open_reader(settings: Settings, catalogue: Catalogue) -> OpenAIReader:
    """The reader at the address of the settings.

    Raises:
        UnsafeSettings: something is missing, or would send words or the key in the clear.
    """
    wrong = "; ".join(f"BRUKERVALG_{name} {why}" for name, why in unsafe_reader(settings))
    if wrong:
        raise UnsafeSettings(wrong)
    return OpenAIReader(
        settings.reader_url,
        settings.reader_key.get_secret_value(),
        settings.reader_model,
        within=settings.reader_seconds,
        name_of=names_in(catalogue),
    )


def names_in(catalogue: Catalogue) -> Callable[[str, str], str]:
    """A provider's name by kommunenummer and id; one that nobody knows any more keeps its id."""

    def name_of(municipality: str, id_: str) -> str:
        if id_ in (MUNICIPAL, catalogue.municipal_provider(municipality).id):
            return OWN
        return catalogue.provider(id_).name if catalogue.has_provider(id_) else id_

    return name_of
