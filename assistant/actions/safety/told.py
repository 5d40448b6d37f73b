"""Who at the municipality learns of something now, and what to ring where it cannot wait.

«Jeg sier fra» is said only where somebody is there to hear it: by the duty list and the hours that
the municipality has given. Where nobody is, that is said instead, with when they are back.
"""

from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from provider_catalog.duty import told, who_hears
from provider_catalog.office_hours import as_value

EMERGENCY, ABUSE = "emergency", "abuse"


def of_danger(situation: Situation) -> Reply:
    """After whom to ring in danger: whether anybody at the municipality learns of it now."""
    place, now = situation.municipality, situation.deps.clock.now()
    said = told(who_hears(place, EMERGENCY, now), place.name, now)
    return Reply().say(said["say"], values=said["values"])


def in_crisis(situation: Situation, number: str) -> Reply:
    """Whether anybody has seen it, for who is still in danger: nobody is to be waited for."""
    place, now = situation.municipality, situation.deps.clock.now()
    if situation.deps.taken_by(situation.conversation) is not None:
        return Reply().say("crisis.told_seen", municipality=place.name, number=number)
    hears = who_hears(place, EMERGENCY, now)
    if hears.on_duty:
        return Reply().say("crisis.told_duty", municipality=place.name)
    if hears.office is False and hears.back is not None:
        back = as_value(hears.back, now)
        return Reply().say("crisis.told_later", municipality=place.name, when=back)
    return Reply().say("crisis.told", municipality=place.name)


def of_urgent(situation: Situation, reason: str) -> Reply:
    """When somebody at the municipality sees what is urgent and no danger to life just now."""
    place, now = situation.municipality, situation.deps.clock.now()
    hears = who_hears(place, reason, now)
    if hears.on_duty:
        return Reply().say("urgent.duty")
    if hears.office is None:
        return Reply().say("urgent.unknown")
    if not hears.office and hears.back is not None:
        return Reply().say("urgent.later", when=as_value(hears.back, now)).then(same_day(situation))
    return Reply()


def same_day(situation: Situation) -> Reply:
    """What to ring when it cannot wait: said where the office is not known to be open."""
    place, now = situation.municipality, situation.deps.clock.now()
    if place.opening is not None and place.opening.is_open(now):
        return Reply()
    return today(situation)


def today(situation: Situation) -> Reply:
    """What to ring for what cannot wait, whatever the hour: the municipality's own number first."""
    place = situation.municipality
    if (own := place.same_day) is not None:
        values = {"name": own.name, "number": {"phone": own.phone}}
        return Reply().say("same_day.own", values=values, source=own)
    rule = situation.deps.catalogue.national_rule("doctor_on_duty")
    return Reply().say("same_day.doctor", source=rule)


def of_task(situation: Situation, reason: str) -> Reply:
    """That an urgent task was left, and whether anybody learns of it: never more than is known.

    Args:
        situation: the message.
        reason: the task's.
    """
    place, now = situation.municipality, situation.deps.clock.now()
    if who_hears(place, reason, now).on_duty:
        return Reply().say("told.duty", municipality=place.name)
    if place.opening is None:
        return Reply().say("told.unknown", municipality=place.name)
    if place.opening.is_open(now):
        return Reply().say("told.open", municipality=place.name)
    when = as_value(place.opening.next_window(now), now)
    return Reply().say("told.closed", municipality=place.name, when=when)


def private(situation: Situation) -> Reply:
    """Who can read what was told in confidence, and that nobody is to ring before it is safe."""
    return told_privately(situation).say("abuse.not_rung")


def told_privately(situation: Situation) -> Reply:
    """Who can read what was told in confidence, and when."""
    place, now = situation.municipality, situation.deps.clock.now()
    reply = Reply().say("abuse.kept", municipality=place.name)
    if who_hears(place, ABUSE, now).on_duty:
        reply.say("urgent.duty")
    elif place.opening is None:
        reply.say("abuse.read_unknown")
    elif place.opening.is_open(now):
        reply.say("abuse.read_open")
    else:
        when = as_value(place.opening.next_window(now), now)
        reply.say("abuse.read_closed", when=when)
    return reply
