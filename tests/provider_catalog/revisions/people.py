"""Those who propose and approve, and what they propose."""

from typing import Any

from provider_catalog.revisions.models import Revision
from provider_catalog.revisions.proposing import Editor, Proposal
from provider_catalog.revisions.revisions import Revisions

KARI = Editor("sub-kari", "Kari Lie")
OLE = Editor("sub-ole", "Ole Dahl")
TONE = Editor("sub-tone", "Tone Vik")
OSLO, KRISTIANSAND = "0301", "4204"
PICK = "text:choice.pick"


def proposal(content: Any, by: Editor = KARI, **changed: Any) -> Proposal:
    given = {"municipality": OSLO, "piece": PICK, "before": None, "why": "Klarere.", **changed}
    return Proposal(content=content, by=by, **given)


def put_in_force(editions: Revisions, content: Any, **changed: Any) -> Revision:
    """Proposed by Kari and approved by Ole, over whatever is in force."""
    wanted = proposal(content, **changed)
    current = editions.in_force(wanted.municipality, wanted.piece)
    seen = current.id if current else None
    made = proposal(content, **changed, seen=frozenset({seen} if seen else ()))
    return editions.approve(wanted.municipality, editions.propose(made).id, OLE, seen)
