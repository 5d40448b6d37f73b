"""The list of who can be chosen: in shuffled order, a page at a time."""

from assistant.actions.choosing.steps.candidates import choosable
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN, offer, offer_person


def more(situation: Situation) -> Reply:
    """The next page of the list; after the last, the first again."""
    offered, page = situation.slots.get("offered") or [], situation.slots.get("page") or 0
    shown = [o for o in offer(situation, offered, page).messages[0].get("options", [])]
    following = page + len([o for o in shown if o["value"] != "more"])
    return offer(situation, offered, following if following < len(offered) else 0)


def offer_list(situation: Situation, services: list[str], but: str | None = None) -> Reply:
    """Offer everybody who can be chosen for these services, in shuffled order."""
    rejected = (situation.slots.get("wished") or {}).get("rejected") or []
    candidates = [each.id for each in choosable(situation, services) if each.id != but]
    providers = [each for each in candidates if each not in rejected] or candidates
    if not providers:
        return Reply().set(**FORGOTTEN).then(offer_person("nobody", "choice.nobody_else"))
    return Reply().set(services=services, provider=None).then(offer(situation, providers, 0))
