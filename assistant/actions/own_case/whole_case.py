"""The whole case before any sentence about it: what is under way, by whom, by which channel.

«Det blir som før» and «du har ikke valgt» are said only where this finds nothing.
"""

from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from choice_register.types import UNDER_WAY, Authority, ChoiceState, ChoiceView
from core.channel import Channel
from core.clock import OSLO

_STANDS = (*UNDER_WAY, ChoiceState.IN_EFFECT)


def who_chose(situation: Situation) -> Reply:
    """Whether somebody has chosen for the proven person: everything that stands, and whence."""
    standing = [each for each in _choices(situation) if each.state in _STANDS]
    reply = Reply()
    if not standing:
        return reply.say("who_chose.nobody")
    for latest in _one_a_case(standing):
        provider = {"provider": latest.provider_id}
        in_effect = latest.state is ChoiceState.IN_EFFECT
        text = "who_chose.in_effect" if in_effect else "who_chose.chosen"
        if latest.authority is Authority.SELF:
            text = (
                "who_chose.own_name"  # With the letter's code: by whom, only the channel can tell.
            )
        reply.say(text, provider=provider).then(source(situation, latest))
    return reply.say("who_chose.not_you") if any(each.can_undo for each in standing) else reply


def under_way(situation: Situation) -> Reply:
    """What has been chosen and has not begun, with who did it and when; empty for nothing."""
    reply = Reply()
    for latest in _one_a_case([each for each in _choices(situation) if each.state in UNDER_WAY]):
        provider = {"provider": latest.provider_id}
        if latest.effect_date is None:
            reply.say("case.under_way_undated", provider=provider)
        else:
            day = {"date": latest.effect_date.isoformat()}
            reply.say("case.under_way", provider=provider, date=day)
        reply.then(source(situation, latest))
    return reply


def source(situation: Situation, choice: ChoiceView) -> Reply:
    """Who made a choice, when, and through which channel."""
    day = {"date": choice.received_at.astimezone(OSLO).date().isoformat()}
    if choice.authority is Authority.CASEWORKER:
        return Reply().say("source.caseworker", date=day)
    if choice.authority is Authority.MANDATE:
        return Reply().say("source.agent", name=_agent(situation, choice), date=day)
    if choice.channel == Channel.WEB:
        return Reply().say("source.web", date=day)
    number = situation.deps.number_of(choice.conversation) if choice.conversation else None
    on_record = situation.person.phone if situation.person else None
    if number is None or on_record is None:
        return Reply().say("source.some_number", date=day)
    same = number == on_record
    return Reply().say("source.own_number" if same else "source.other_number", date=day)


def _agent(situation: Situation, choice: ChoiceView) -> str:
    assert situation.person is not None  # noqa: S101 - only a proven person is told
    every = situation.deps.register.mandates_of(situation.person.id, every=True)
    return next((each.agent_name for each in every if each.id == choice.mandate_id), "")


def _choices(situation: Situation) -> list[ChoiceView]:
    person = situation.person
    return situation.deps.register.choices(person.id) if person is not None else []


def _one_a_case(choices: list[ChoiceView]) -> list[ChoiceView]:
    """One choice of each case and provider: the services are not named here."""
    return list({(each.case_number, each.provider_id): each for each in choices}.values())
