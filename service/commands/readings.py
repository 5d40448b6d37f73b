"""`brukervalg readings`: how the second reader compares with ours on one's own messages."""

import json
from datetime import date
from typing import Any

from choice_register.audit import record_about
from conversations.readings.models import SecondReading
from conversations.readings.report import (
    OUTCOMES,
    Report,
    differing,
    judge,
    municipalities_of,
    report,
)
from core.settings import Settings
from service.commands.command_session import Refused, opened, require_municipality, start_of


def readings(
    settings: Settings,
    municipality: str | None,
    since: date | None,
    examples: int,
    *,
    as_json: bool,
) -> str:
    """The report, with the latest messages that were read in two ways.

    Whoever is shown messages is written in the audit, also though they are masked.

    Args:
        municipality: only this one's; None for all.
        since: the first day (in Oslo); None for all that are kept.
        examples: how many messages are shown.
        as_json: as JSON.

    Raises:
        Refused: there is nothing to read, or no such municipality.
    """
    with opened(settings) as records:
        require_municipality(records, municipality)
        first = start_of(since)
        with records.database.read() as session:
            found = report(session, municipality, first)
            differ = differing(session, municipality, examples, first) if examples else []
        if differ:
            with records.database.write() as session:
                for where, count in municipalities_of(session, differ).items():
                    record_about(
                        session,
                        records.clock.now(),
                        records.actor,
                        "readings_seen",
                        municipality=where,
                        person_id=None,
                        messages=count,
                    )
    if as_json:
        data = found.as_data() | {"examples": [_example(each) for each in differ]}
        return json.dumps(data, ensure_ascii=False, indent=1)
    return "\n".join([*_lines(found), *(line for each in differ for line in _shown(each))])


def judge_reading(settings: Settings, reading: int, judged: str) -> str:
    """Keep which of two readings whoever is at the shell found right.

    Raises:
        Refused: there are no two readings of that number.
    """
    with opened(settings) as records, records.database.write() as session:
        if not judge(session, reading, judged, records.actor.who):
            raise Refused(f"Ingen to lesninger har nummer {reading}.")
    return "Lagret."


def _lines(found: Report) -> list[str]:
    if not found.asked:
        return ["Ingen meldinger er lest av to. BRUKERVALG_READER er off, eller ingen har skrevet."]
    many, (median, most) = found.read, found.milliseconds
    lines = [f"Meldinger som den andre leseren fikk: {found.asked}"]
    lines += [f"  {OUTCOMES.get(why, why)}: {count}" for why, count in found.outcomes.items()]
    if not many:
        return lines
    lines += [
        f"Av de {many} som begge leste:",
        f"  samme første handling: {_share(found.same_first, many)}",
        f"  samme handlinger: {_share(found.same_acts, many)}",
        f"  samme om hvem som skal komme: {_share(found.same_choice, many)}",
        f"  alt likt: {_share(found.same, many)}",
        f"  vår leser tvilte: {_share(found.doubted, many)}",
        f"  brukt i svaret: {_share(found.used, many)}",
        f"Tid: halvparten innen {median} ms, nitten av tjue innen {most} ms",
        f"Tokener: {found.tokens[0]} inn, {found.tokens[1]} ut",
    ]
    if found.judged:
        told = ", ".join(f"{name} {count}" for name, count in sorted(found.judged.items()))
        lines.append(f"Vurdert av mennesker: {told}")
    if found.pairs:
        lines.append("Leses oftest ulikt (vår → den andre):")
        lines += [f"  {ours} → {other}: {count}" for ours, other, count in found.pairs]
    return lines


def _shown(row: SecondReading) -> list[str]:
    return [
        "",
        f"{row.id}: «{row.sent}»",
        f"  vår:   {_told(row.embedded)}",
        f"  andre: {_told(row.second)}",
    ]


def _told(reading: dict[str, Any] | None) -> str:
    acts = ", ".join((reading or {}).get("acts") or ())
    choice = (reading or {}).get("choice")
    return acts + (f"  {json.dumps(choice, ensure_ascii=False)}" if choice else "")


def _example(row: SecondReading) -> dict[str, Any]:
    return {"id": row.id, "sent": row.sent, "embedded": row.embedded, "second": row.second}


def _share(count: int, of: int) -> str:
    return f"{count} ({100 * count / of:.0f} %)"
