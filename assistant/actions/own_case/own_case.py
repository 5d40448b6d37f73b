"""The doors to a person's own case: each asks for proof first where it is missing."""

import re
from collections.abc import Callable

from assistant.actions import commands
from assistant.actions.answering import providers
from assistant.actions.answering.closed import closed
from assistant.actions.choosing import before_proof, undo
from assistant.actions.choosing.steps import beginning, picking, reading_back, registering
from assistant.actions.choosing.wishes.told_of import another_has, another_wishes, only_told
from assistant.actions.choosing.wishes.wished import wished
from assistant.actions.own_case import tell as case
from assistant.actions.own_case.after_receipt import signed
from assistant.actions.own_case.proof import proof
from assistant.actions.own_case.proof.whose import speaker_name
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.speaking import speaker
from assistant.actions.thread import CHOICE_STEPS, FORGOTTEN, ON_THE_SIDE, offer_person, take_up
from provider_catalog.facts.answering import asks_somewhere, is_question

TOLD = {"my_decision": "decision", "my_provider": "provider", "my_choice_status": "status"}
Act = Callable[[Situation], Reply]

WISH = "wish"
WISHES = {"choose_provider": "choose", "switch_provider": "switch", "keep_municipal": "municipal"}
CHOICES = frozenset(WISHES.values())


def my_case(situation: Situation) -> Reply:
    """Tell of decision, provider or choice, after proof."""
    what = TOLD[situation.intent]
    if situation.person is None:
        return proof.require(situation, what)
    return case.tell(situation, what)


def choose(situation: Situation) -> Reply:
    """Begin a choice or a switch, after proof; in the middle of one, take the name said."""
    if another_wishes(situation):
        return registering.for_another(situation)
    if situation.pending == "provider" and situation.person is not None:
        if situation.entity("provider"):
            return picking.pick_provider(situation)
        if situation.intent == "keep_municipal":
            services = situation.slots.get("services") or []
            return reading_back.with_services(situation, "municipal", services, None)
    if picking.says_which(situation) and situation.person is not None:
        return proven(picking.pick_service)(situation)
    if not situation.scheme.open_on(situation.today):
        return closed(situation).then(offer_person("scheme_not_open"))
    if asks_about(situation) or another_has(situation) or only_told(situation):
        return providers.tell_about(situation)
    wish = "switch" if _leaves_the_municipality(situation) else WISHES[situation.intent]
    if situation.person is None:
        meant = wished(situation)
        if (reply := before_proof.refused(situation, meant)) is not None:
            return reply
        asked = proof.require(
            situation, wish, named=meant.named, services=meant.services, wished=meant.slot
        )
        return _heard(situation, meant.named).then(asked)
    return beginning.begin(situation, wish, fresh=True)


def _heard(situation: Situation, named: list[str] | None) -> Reply:
    """Whom a wish was heard to be for, before the code is asked for."""
    firms = set(named or ())
    if len(firms) != 1 or situation.pending not in ON_THE_SIDE or speaker.is_interested(situation):
        return Reply()
    return Reply().say("choice.heard", provider={"provider": firms.pop()})


_PRIVATE = re.compile(r"\bprivat\w*", re.IGNORECASE)


def _leaves_the_municipality(situation: Situation) -> bool:
    """Whether what was taken for a wish for the municipality is one for somebody else.

    «Hjemmesykepleien fra kommunen bort og private inn» names it to be rid of it.
    """
    own = situation.deps.catalogue.municipal_provider(situation.municipality.id).id
    frame = situation.choice or {}
    wanted = {each["provider"] for each in frame.get("want") or ()}
    if own in wanted or situation.intent != "keep_municipal":
        return False
    return own in (frame.get("reject") or ()) or bool(_PRIVATE.search(situation.text))


def asks_about(situation: Situation) -> bool:
    """Whether it is a question about a provider: «når kan Lommedugg begynne?» wishes for nobody."""
    wants = situation.choice is not None and bool(situation.choice["want"])
    own = situation.deps.catalogue.municipal_provider(situation.municipality.id).id
    # «Kommunen» in a question is seldom what is asked about, and a wish is none of a question.
    named = set(situation.entities.get("provider") or ()) - {own}
    asked = situation.kind != WISH and asks_somewhere(situation.text)
    return bool(named) and not wants and asked


def take_back(situation: Situation) -> Reply:
    """ANGRE, after proof. In the middle of a choice that is not registered it drops that one."""
    if commands.is_denied(situation):
        return undo.not_meant(situation)
    if signed.by_another(situation):
        return not_theirs(situation)
    if situation.pending not in ON_THE_SIDE and is_question(situation.text):
        # «Kan jeg angre?» in the middle of something asks, and takes nothing back.
        return Reply().say("undo.can").then(take_up(situation))
    stands = undo.standing(situation)
    if situation.pending in CHOICE_STEPS:
        dropped = Reply().set(**FORGOTTEN).say("choice.dropped")
        return dropped.then(undo.ask(situation, stands)) if stands else dropped
    if stands and situation.pending not in ON_THE_SIDE:
        # Something else was asked: what the word is about is read back, and not guessed.
        return undo.ask(situation, stands)
    if situation.person is None:
        return proof.require(situation, "undo_now" if undo.is_command(situation) else "undo")
    return undo.begin(situation)


def not_theirs(situation: Situation) -> Reply:
    """«Angre. Hilsen Per»: it is the person's own to take back; what waits goes on waiting."""
    return Reply().say("confirm.whose", who=speaker_name(situation)).then(take_up(situation))


def takes_back(situation: Situation) -> bool:
    """Whether a message is «angre» and nothing else, and something is there that it can be about.

    The receipt says that the word takes a choice back: it is no answer to what is asked now.
    """
    if not commands.is_bare(situation, commands.UNDO, by_voice=True):
        return False
    return situation.pending in CHOICE_STEPS or undo.standing(situation) is not None


def proven(act: Act) -> Act:
    """Guard a step in the middle of a choice: if the proof has run out, it is asked for again."""

    def guarded(situation: Situation) -> Reply:
        if situation.person is not None and situation.decision is not None:
            return act(situation)
        slots = situation.slots
        wish, provider = slots.get("wish") or "choose", slots.get("provider")
        named = [provider] if provider else None
        return proof.require(
            situation,
            wish,
            named=named,
            services=slots.get("services"),
            wished=slots.get("wished"),
        )

    return guarded
