"""The doors to a person's own case: each asks for proof first where it is missing."""

from collections.abc import Callable

from assistant.actions import case, choice, proof, undo
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import FORGOTTEN, offer_person
from provider_catalog.vocabulary import SchemeState

TOLD = {"my_decision": "decision", "my_provider": "provider", "my_choice_status": "status"}
Act = Callable[[Situation], Reply]

WISHES = {"choose_provider": "choose", "switch_provider": "switch", "keep_municipal": "municipal"}


def my_case(situation: Situation) -> Reply:
    """Tell of decision, provider or choice, after proof."""
    what = TOLD[situation.intent]
    if situation.person is None:
        return proof.require(situation, what)
    return case.tell(situation, what)


def choose(situation: Situation) -> Reply:
    """Begin a choice or a switch, after proof; in the middle of one, take the name said."""
    if situation.pending == "provider" and situation.person is not None:
        if situation.entity("provider"):
            return choice.pick_provider(situation)
        if situation.intent == "keep_municipal":
            services = situation.slots.get("services") or []
            return choice.with_services(situation, "municipal", services, None)
    if not situation.scheme.open_on(situation.today):
        return closed(situation).then(offer_person("scheme_not_open"))
    wish = WISHES[situation.intent]
    if situation.person is None:
        named, services = situation.entities.get("provider"), situation.entities.get("service")
        return proof.require(situation, wish, named=named, services=services)
    return choice.begin(situation, wish, fresh=True)


def take_back(situation: Situation) -> Reply:
    """ANGRE, after proof. In the middle of a choice that is not registered it drops that one."""
    if situation.pending in ("provider", "confirm_choice", "service"):
        return Reply().set(**FORGOTTEN).say("choice.dropped")
    if situation.person is None:
        return proof.require(situation, "undo")
    return undo.begin(situation)


def proven(act: Act) -> Act:
    """Guard a step in the middle of a choice: if the proof has run out, it is asked for again."""

    def guarded(situation: Situation) -> Reply:
        if situation.person is not None and situation.decision is not None:
            return act(situation)
        slots = situation.slots
        wish, provider = slots.get("wish") or "choose", slots.get("provider")
        named = [provider] if provider else None
        return proof.require(situation, wish, named=named, services=slots.get("services"))

    return guarded


def closed(situation: Situation) -> Reply:
    """Say that one cannot choose here now, and why."""
    scheme, name = situation.scheme, situation.municipality.name
    source = scheme.state_rule
    match scheme.state_on(situation.today):
        case SchemeState.PLANNED:
            return Reply().say("scheme.planned", municipality=name, source=source)
        case SchemeState.ENDED:
            if scheme.until_year is None:
                return Reply().say("scheme.ended_sometime", municipality=name, source=source)
            year = scheme.until_year
            return Reply().say("scheme.ended", municipality=name, year=year, source=source)
        case SchemeState.NO_PROVIDER:
            return Reply().say("scheme.no_provider", municipality=name, source=source)
    return Reply().say("scheme.ending", municipality=name, source=source)
