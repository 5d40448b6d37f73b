"""`brukervalg purge`: forgetting what is no longer needed. Why, and the law: docs/decisions/008."""

from datetime import timedelta

from casework.review.labels import purge_labels
from choice_register.audit import record_about
from core.settings import Settings
from service.commands.command_session import Records, opened
from service.retention.retention import Forgotten as ForgottenWords
from service.retention.retention import purge_words
from web.auth.sessions import purge_sessions

DEFAULT_DAYS = 90
FEWEST_DAYS = 2
"""A thread may go on for a day, and the limits on guessing a code count the tries of a day in Oslo,
which has 25 hours once a year."""


def purge(settings: Settings, days: int, *, dry_run: bool) -> str:
    """Forget the words of conversations that are over, expired letters and tries at codes.

    Args:
        days: how old they are at least; no fewer than `FEWEST_DAYS`.
        dry_run: only count.

    Raises:
        Refused: there is nothing to work on.
        ValueError: too few days.
    """
    if days < FEWEST_DAYS:
        raise ValueError(f"at least {FEWEST_DAYS} days")
    with opened(settings) as records:
        before = records.clock.now() - timedelta(days=days)
        words = purge_words(records.database, before, dry_run=dry_run)
        if not dry_run:
            _note(records, words, days)
        sessions = purge_sessions(records.database, records.clock.now(), dry_run=dry_run)
        labels = purge_labels(records.database, before, dry_run=dry_run)
        letters = records.register.purge(before, records.actor, dry_run=dry_run)
    head = "Dette ville blitt slettet" if dry_run else "Slettet"
    return "\n".join(
        [
            f"{head} (eldre enn {days} dager):",
            f"  ordene i {words.conversations} samtaler:",
            f"    {words.messages} meldinger fra innbyggere",
            f"    {words.replies} svar",
            f"    {words.sent} sendte SMS-er",
            f"    {words.call_steps} steg i telefonsamtaler",
            f"    {words.tasks} løste oppgaver",
            f"    {words.notices} varsler",
            f"    {words.notes} notater og hendelser hos saksbehandlere",
            f"    {words.drafts} svar som ikke ble sendt",
            f"    {words.readings} meldinger som to har lest",
            f"  {letters.letters} utløpte brev",
            f"  {letters.code_tries} forsøk på koder",
            f"  {letters.agents} mobilnumre fra fullmakter som er over",
            f"  {labels} merkede meldinger som ingen har sett over",
            f"Og {sessions} innlogginger som er over.",
            "Valg, vedtak og logg er ikke rørt.",
        ]
    )


def _note(records: Records, words: ForgottenWords, days: int) -> None:
    with records.database.write() as session:
        for municipality, conversations in sorted(words.municipalities.items()):
            record_about(
                session,
                records.clock.now(),
                records.actor,
                "words_purged",
                municipality=municipality,
                person_id=None,
                older_than_days=days,
                conversations=conversations,
            )
