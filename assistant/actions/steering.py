"""Steering the conversation: again, slower, back, more, help, and what is not understood."""

from dataclasses import replace

from assistant.actions import commands
from assistant.actions.answering import providers
from assistant.actions.answering.closed import closed
from assistant.actions.choosing.steps import offering
from assistant.actions.own_case import notifications as notices
from assistant.actions.reply import Option, Reply, word
from assistant.actions.safety import people
from assistant.actions.safety.crisis.state import SLOT
from assistant.actions.situation import Situation
from assistant.actions.thread import (
    FORGOTTEN,
    ON_THE_SIDE,
    UNANSWERED,
    ask_again,
    offer_person,
    take_up,
)
from core.channel import Channel
from provider_catalog.facts.answering import asks_somewhere, is_question
from provider_catalog.facts.must_choose import is_about_who_comes, must_in_short

LIKELY = 0.15
"""A reading less likely than this is not offered in «Mente du …»: it would only confuse."""
READINGS = 2
LIKELY_ALONE = 0.45
"""How likely the only reading must be: a menu of one weak guess asks nothing that helps."""
LIKELY_TOGETHER = 0.6
"""How likely the readings of a menu must be together: of eight menus for strangers' messages, six
of them below it, one held what was meant. An honest «det vet jeg ikke» helped in eight of nine."""
A_QUESTION = 4
"""Words of a question that was put plainly: it is not asked for again in other words."""
A_MATTER = 6
"""Words of a matter that was told: who is asked for other words has none."""

# Intents that are answers to something: «Mente du ja?» is no help when nothing was understood.
NOT_OFFERED = {"affirm", "deny", "pick_option", "give_code", "give_birth_date", "greet", "thank"}
NOT_OFFERED |= {"correct_that", "give_name", "give_phone", "give_district"}
NOT_OFFERED |= {"goodbye", "repeat", "slower", "wait", "more", "confused", "out_of_scope"}

BEFORE = {
    "confirm_choice": "provider",
    "provider": "service",
    "birth_date": "code",
}


def greet(situation: Situation) -> Reply:
    """Say what this is and what it can do; the second time just hello."""
    if situation.pending not in ON_THE_SIDE:
        return Reply().say("greet.go_on").then(take_up(situation))
    if situation.slots.get("greeted"):
        return Reply().say("greet.again").then(take_up(situation))
    name, reply = situation.municipality.name, Reply().set(greeted=True)
    if situation.scheme.open_on(situation.today):
        reply.say("greet", municipality=name)
    else:
        # Nobody can choose here now: nothing is promised, and how it stands is said first.
        reply.say("greet.closed", municipality=name).then(closed(situation))
    responsible = situation.deps.catalogue.national_rule("responsible")
    reply.messages.append(must_in_short(situation.scheme, name, situation.today, responsible))
    return reply.say("greet.ask", expect="free")


def goodbye(situation: Situation) -> Reply:
    """Say goodbye. A thread is closed only where nothing else was said; by voice it is asked."""
    bare = commands.is_bare(situation, commands.GOODBYE, by_voice=True)
    if situation.channel == Channel.PHONE and not bare:
        return Reply().ask("confirm_goodbye", "goodbye.ask", expect="yes_no")
    return hang_up(situation) if bare else Reply().set(**FORGOTTEN).say("goodbye")


def hang_up(_situation: Situation) -> Reply:
    """Say goodbye and close the thread; a call is ended."""
    return Reply().set(**FORGOTTEN).say("goodbye").do("end")


def go_on(_situation: Situation) -> Reply:
    """No to ending something: it goes on."""
    return Reply().set(**FORGOTTEN).say("nothing_to_deny")


def thank(situation: Situation) -> Reply:
    """Take thanks, and go on where we were."""
    if situation.pending in ON_THE_SIDE:
        return Reply().say("thank").then(take_up(situation))
    return Reply().say("thank.go_on").then(take_up(situation))


def what_are_you(situation: Situation) -> Reply:
    """A machine; it registers and never decides."""
    name = situation.municipality.name
    return Reply().say("bot.what", municipality=name).then(take_up(situation))


def help_(situation: Situation) -> Reply:
    """What one can say here."""
    return Reply().say("help").then(take_up(situation))


def confused(situation: Situation) -> Reply:
    """Say what was asked again; with nothing asked, start from the beginning and offer a person."""
    if situation.pending is None:
        return offer_person("confused", "confused.start")
    return Reply().say("confused").then(ask_again(situation))


def repeat(situation: Situation) -> Reply:
    """The channel says again what it said last; in writing, who we are where nothing was said."""
    if situation.channel != "phone" and is_first(situation):
        return greet(situation)
    return Reply().do("repeat")


def is_first(situation: Situation) -> bool:
    """Whether nothing that is remembered was said before in this conversation."""
    return not any(situation.slots.values())


OF_WHAT_WAS_SAID = frozenset({"correct_that", "more", "go_back", "pick_option", "ask_source"})
"""What can be meant only where something was said before."""
MUST_I = "must_i"
"""What is answered with «du trenger ikke å velge»: meant only where who comes is asked about."""


def as_meant(situation: Situation) -> Situation:
    """The message without the readings that it cannot have; it is doubted where the first is one.

    A first message goes back to nothing, and «må jeg bytte fastlege?» does not fear a choice.
    """
    impossible = OF_WHAT_WAS_SAID if is_first(situation) else frozenset[str]()
    if situation.entity("service") or situation.entity("district"):
        impossible -= {"pick_option"}  # «Praktisk bistand» asks whom one can choose for that.
    if not is_about_who_comes(situation.text):
        impossible |= {MUST_I}
    left = tuple(each for each in situation.readings if each[0] not in impossible)
    acts = tuple(each for each in situation.acts if each.intent not in impossible)
    if situation.intent not in impossible:
        return replace(situation, acts=acts)
    return replace(situation, intent="nlu_fallback", readings=left, acts=acts)


def slower(situation: Situation) -> Reply:
    """Slower or louder for the rest of the call, and once more."""
    loud = any(stem in situation.text.lower() for stem in ("høy", "hoy", "høg", "lyd", "høre"))
    return Reply().do("pace", value="louder" if loud else "slower").say("slower").do("repeat")


def wait(_situation: Situation) -> Reply:
    """Wait; what was asked stays asked."""
    return Reply().do("pace", value="wait").say("wait")


def more(situation: Situation) -> Reply:
    """The next page of a list, or what was kept back."""
    if situation.pending == "provider":
        return offering.more(situation)
    return Reply().do("more")


def think(situation: Situation) -> Reply:
    """Time to think: nothing is registered, the place is kept for the day, and we may remind."""
    reply = Reply().say("think")
    if situation.pending:
        reply.say("think.place")
    return reply.then(notices.offer_reminder(situation))


def back(situation: Situation) -> Reply:
    """One step back: from the read-back to the list, from the list to the services, or out."""
    pending, slots = situation.pending, situation.slots
    if pending == "confirm_choice" and slots.get("services") and situation.person is not None:
        return Reply().say("back").then(offering.offer_list(situation, slots["services"]))
    if pending == "birth_date":
        reply = Reply().say("back").set(code=None)
        return reply.ask("code", "prompt.code", expect="code")
    return Reply().set(**FORGOTTEN).set(reason=None, readings=None).say("back.start")


def nynorsk(situation: Situation) -> Reply:
    """Nynorsk from now on."""
    return Reply().do("standard", value="nn").say("standard.nn").then(take_up(situation))


def bokmal(situation: Situation) -> Reply:
    """Bokmål from now on."""
    return Reply().do("standard", value="nb").say("standard.nb").then(take_up(situation))


def stop_messages(situation: Situation) -> Reply:
    """No more text messages. Said in a call or a chat it stops what is under way, and no more."""
    if situation.channel != Channel.SMS:
        return Reply().set(**FORGOTTEN).say("stop.not_here")
    return Reply().set(**FORGOTTEN).do("suppress").say("stop.done")


def ask_stop(situation: Situation) -> Reply:
    """No more messages, where nothing else was said; else it is asked what shall stop."""
    if situation.channel != Channel.SMS or commands.is_bare(situation, commands.STOP):
        return stop_messages(situation)
    return Reply().set(**FORGOTTEN).ask("confirm_stop", "stop.ask", expect="yes_no")


def start_messages(situation: Situation) -> Reply:
    """Messages again."""
    if situation.channel != Channel.SMS:
        return _what_now(situation)
    return Reply().do("unsuppress").say("start.done")


def unhappy(_situation: Situation) -> Reply:
    """Somebody is tired of the machine: offer a person."""
    return offer_person("unhappy", "unhappy")


def out_of_scope(situation: Situation) -> Reply:
    """Say what this can help with, and who helps with the rest."""
    return Reply().say("out_of_scope").then(take_up(situation))


def yes_to_nothing(situation: Situation) -> Reply:
    """A yes to a question that was not asked as yes or no."""
    if situation.pending:
        return ask_again(situation)
    return _what_now(situation)


def _what_now(situation: Situation) -> Reply:
    """Where nothing waits for an answer. «What else?» is no answer to grief."""
    if (situation.slots.get(SLOT) or {}).get("kind") in ("dying", "death"):
        return Reply().say("phone.silence_care")
    return Reply().say("nothing_to_answer")


def no_to_nothing(situation: Situation) -> Reply:
    """A no where none was asked for drops what was under way; nothing is registered."""
    if situation.pending:
        return Reply().set(**FORGOTTEN).set(reason=None).say("back.start")
    if is_first(situation):
        return Reply().say("nothing_to_deny.first")  # «Nei takk» to a letter that seems to sell.
    return Reply().say("nothing_to_deny")


def picked_nothing(situation: Situation) -> Reply:
    """A pick where nothing was offered."""
    if situation.pending:
        return Reply().say("not_understood").then(ask_again(situation))
    if situation.entity("service") or situation.entity("district"):
        # «Praktisk bistand» after a list: whom one can choose for that.
        return providers.list_all(situation)
    return Reply().say("nothing_to_pick")


def not_understood(situation: Situation) -> Reply:
    """The first time ask which of two was meant, or for other words; the second offer a person."""
    misses = int(situation.slots.get("misses") or 0) + 1
    if people.leaves_word(situation):
        return people.take_down(situation)
    if misses > 1:
        return offer_person("not_understood", "not_understood.again").set(misses=misses)
    likely = [
        name
        for name, confidence in situation.readings
        if confidence >= LIKELY and name not in NOT_OFFERED
    ][:READINGS]
    if _is_a_guess(situation, likely):
        likely = []
    if situation.pending is None and likely:
        options: list[Option] = [
            {"label": word(f"reading.{name}"), "value": name} for name in likely
        ]
        options.append({"label": word("clarify.neither"), "value": None})
        reply = Reply().ask("clarify", "clarify", expect="option", options=options)
        return reply.set(readings=likely, misses=misses, named=situation.entities.get("provider"))
    plainly = is_question(situation.text) and len(situation.text.split()) >= A_QUESTION
    if plainly and situation.pending is None:
        return offer_person(UNANSWERED, "facts.not_known").set(misses=misses)
    if situation.pending is None and len(situation.text.split()) >= A_MATTER:
        return offer_person("not_understood", "not_understood.matter").set(misses=misses)
    reply = Reply().say("not_understood", expect="free").set(misses=misses)
    return reply.then(ask_again(situation)) if situation.pending else reply


def _is_a_guess(situation: Situation, likely: list[str]) -> bool:
    """Whether the readings are too weak to be offered, or a question where nothing is asked."""
    heard = dict(situation.readings)
    if len(likely) != 1:
        return sum(heard[each] for each in likely) < LIKELY_TOGETHER
    if heard[likely[0]] < LIKELY_ALONE:
        return True
    return likely[0].startswith("ask_") and not asks_somewhere(situation.text)
