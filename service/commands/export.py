"""`brukervalg export`: what is stored, as data."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal

from casework.data_export import held_about
from casework.review.labels import labels_of
from core.settings import Settings
from service.commands.command_session import Refused, opened, require_municipality, start_of
from web.auth.sessions import sessions_of


def lines(
    settings: Settings,
    what: Literal["choices", "audit"],
    municipality: str | None,
    since: date | None,
) -> Iterator[str]:
    """Choices or audit lines, a JSON object each, the oldest first.

    Args:
        what: which.
        municipality: only this one's; None for every municipality's.
        since: the first day (in Oslo) to tell of; None from the beginning.

    Raises:
        Refused: there is nothing to read, or no such municipality.
    """
    with opened(settings) as records:
        require_municipality(records, municipality)
        register = records.register
        read = register.extract_choices if what == "choices" else register.extract_audit
        yield from _json_lines(read(municipality, start_of(since)))


def person(settings: Settings, national_id: str) -> str:
    """Everything stored about one person, and who has looked at it, as JSON.

    GDPR article 15. That it was taken out is audited, and stands in it.

    Raises:
        Refused: nobody has this national id.
    """
    with opened(settings) as records:
        disclosed = records.register.disclose(national_id, records.actor)
        if disclosed is None:
            raise Refused("Ingen i registeret har dette fødselsnummeret.")
        said = held_about(
            records.database, disclosed.person_id, disclosed.conversations, disclosed.phone
        )
        labels = labels_of(records.database, [each["id"] for each in said["messages"]])
        sessions = sessions_of(records.database, settings.secret_keys, national_id)
    data = {
        "taken_out_at": records.clock.now().isoformat(),
        "register": disclosed.data,
        "channels": said,
        "signed_in": sessions,
        "to_learn_from": labels,
        "conversations_with_others_in_them": disclosed.shared,
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _json_lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False)
