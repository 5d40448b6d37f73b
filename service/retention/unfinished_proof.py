"""A code or a birth date that waits for its other half is not kept for longer than it is needed.

Whoever writes the code and stops there leaves it in the conversation's slots, in clear, since the
dialogue needs it with the birth date. It goes when the conversation has rested; whoever comes back
is asked for both again.
"""

from datetime import datetime, timedelta

from sqlalchemy import or_, select

from conversations.models import Conversation
from core.database import Database

KEPT_FOR = timedelta(minutes=30)
"""As long as it takes to find the letter; the thread itself stays open for a day."""
PROOF = ("code", "birth_date", "heard")
"""The slots that hold half a proof, or pieces of it (assistant/domain.yml)."""
AT_A_TIME = 200


def forget_unfinished_proofs(database: Database, now: datetime) -> int:
    """Empty the slots of half a proof in every conversation that has rested for half an hour.

    Returns:
        How many conversations lost something.
    """
    halves = [Conversation.slots[name].as_string() for name in PROOF]
    resting = (
        select(Conversation)
        .where(Conversation.last_activity <= now - KEPT_FOR)
        .where(or_(*(half.is_not(None) for half in halves)))
        .order_by(Conversation.id)
        .limit(AT_A_TIME)
        .with_for_update(skip_locked=True)
    )
    forgotten = 0
    while True:
        with database.write() as session:
            if database.is_sqlite:
                # Otherwise what is overwritten stays in the file unseen.
                session.connection().exec_driver_sql("PRAGMA secure_delete=ON").close()
            rows = list(session.scalars(resting))
            for row in rows:
                row.slots = {**row.slots, **dict.fromkeys(PROOF)}
        forgotten += len(rows)
        if len(rows) < AT_A_TIME:
            return forgotten
