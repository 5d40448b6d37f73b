"""How choices stand: what was chosen, by whom, when it begins, and until when one can choose.

Every sentence is told of the person's own rows in the register.
"""

from assistant.actions.own_case import whole_case
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import offer_person
from choice_register.types import UNDER_WAY, Authority, ChoiceState, ChoiceView, DecisionView

IN_EFFECT = ChoiceState.IN_EFFECT
TOLD = {
    ChoiceState.RECEIVED: "case.status_received",
    ChoiceState.APPROVED: "case.status_approved",
    ChoiceState.IN_EFFECT: "case.status_in_effect",
    ChoiceState.WITHDRAWN: "case.status_withdrawn",
}


def status(situation: Situation, decision: DecisionView) -> Reply:
    """How the latest choice stands, or that there is none."""
    choices = _mine(situation)
    if not choices:
        return Reply().say("case.status_none", provider=_now(decision))
    latest = max(choices, key=lambda choice: choice.received_at)
    together = [choice for choice in choices if choice.case_number == latest.case_number]
    if latest.state is ChoiceState.REJECTED:
        return offer_person(
            "rejected", "case.status_rejected", provider={"provider": latest.provider_id}
        )
    text = TOLD.get(latest.state, "case.status_in_effect")
    reply = Reply().say(text, provider={"provider": latest.provider_id}, case=_number(latest))
    if latest.state in (ChoiceState.RECEIVED, ChoiceState.APPROVED):
        reply.then(start(situation, together))
    reply.then(whole_case.source(situation, latest))
    if latest.can_undo:
        reply.say("choice.receipt_undo")
    return reply


def chosen(situation: Situation, decision: DecisionView) -> Reply:
    """«Hva har jeg valgt?»: what is under way and what is in effect, by whom and since when."""
    standing = [each for each in _mine(situation) if each.state in (*UNDER_WAY, IN_EFFECT)]
    if not standing:
        return status(situation, decision)
    reply = Reply()
    for case in _cases(sorted(standing, key=lambda each: each.state is IN_EFFECT)):
        one = case[0]
        text = "case.you_chose" if one.authority is Authority.SELF else "case.is_chosen"
        reply.say(text, provider={"provider": one.provider_id})
        reply.then(whole_case.source(situation, one))
        if one.state is IN_EFFECT:
            reply.then(_since(decision, one))
        else:
            reply.then(start(situation, case))
    if any(each.can_undo for each in standing):
        reply.say("choice.receipt_undo")
    return reply


def starts(situation: Situation, decision: DecisionView) -> Reply:
    """«Når begynner de?»: the day of what is under way; else since when it is as it is."""
    choices = _mine(situation)
    reply = Reply()
    for case in _cases([each for each in choices if each.state in UNDER_WAY]):
        reply.say("case.begins", provider={"provider": case[0].provider_id})
        reply.then(start(situation, case))
    if reply.messages:
        return reply
    for case in _cases([each for each in choices if each.state is IN_EFFECT]):
        reply.then(_since(decision, case[0]))
    if reply.messages:
        return reply
    reply.say("case.nobody_new", provider=_now(decision)).say("case.if_today")
    granted = [each.service for each in decision.services]
    return reply.then(_if_chosen_today(situation, granted))


def would_start(situation: Situation) -> Reply:
    """When those who are read back would begin."""
    return _if_chosen_today(situation, situation.slots.get("services") or [])


def deadline(situation: Situation, decision: DecisionView) -> Reply:
    """«Hva er fristen for meg?»: the last day to choose, and until when it can be taken back."""
    reply = _can_be_undone(situation)
    open_ = [each for each in _mine(situation) if each.can_undo]
    chosen_for = {each.service for each in open_}
    waits = [s for s in decision.services if s.since is None and s.service not in chosen_for]
    days = sorted({each.choose_by for each in waits if each.choose_by is not None})
    any_time = situation.scheme.rule("switch_any_time")
    if days and days[-1] >= situation.today:
        coming = next(day for day in days if day >= situation.today)
        return reply.say("case.choose_by", date={"date": coming.isoformat()})
    if days:
        reply.say("case.choose_by_past", date={"full_date": days[-1].isoformat()})
    elif not open_:
        reply.say("case.no_deadline")
    if not open_ and any_time.value is True:
        reply.say("how_to.switch_any_time", source=any_time)
    return reply


def undo_until(situation: Situation) -> Reply:
    """«Kan jeg angre ennå?»: until when, and how; or that there is nothing to take back."""
    reply = _can_be_undone(situation)
    return reply.say("choice.receipt_undo") if reply.messages else reply.say("undo.nothing")


def _can_be_undone(situation: Situation) -> Reply:
    reply = Reply()
    for case in _cases([each for each in _mine(situation) if each.can_undo]):
        reply.say("case.undo_until", provider={"provider": case[0].provider_id})
        reply.then(start(situation, case))
    return reply


def _if_chosen_today(situation: Situation, services: list[str]) -> Reply:
    scheme, today = situation.scheme, situation.today
    covered = [each for each in services if scheme.covers(each, today)]
    if not covered:
        return Reply()
    return starts_on(situation, [(each, scheme.effect_date(each, today)) for each in covered])


def _since(decision: DecisionView, one: ChoiceView) -> Reply:
    """That a choice is in effect, and since when."""
    provider = {"provider": one.provider_id}
    days = [each.since for each in decision.services if each.service == one.service]
    if not days or days[0] is None:
        return Reply().say("case.status_in_effect", provider=provider)
    return Reply().say("case.since", provider=provider, date={"full_date": days[0].isoformat()})


def _mine(situation: Situation) -> list[ChoiceView]:
    """The proven person's choices but those that have ended: nothing stands of them."""
    assert situation.person is not None  # noqa: S101 - whoever has a decision is proven
    every = situation.deps.register.choices(situation.person.id)
    return [each for each in every if each.state is not ChoiceState.ENDED]


def _cases(choices: list[ChoiceView]) -> list[list[ChoiceView]]:
    """Choices of one case and provider together: the services are not named."""
    found: dict[tuple[str, str, ChoiceState], list[ChoiceView]] = {}
    for each in choices:
        found.setdefault((each.case_number, each.provider_id, each.state), []).append(each)
    return list(found.values())


def _now(decision: DecisionView) -> dict[str, object]:
    """Who helps now, for all of the help."""
    names = dict.fromkeys(each.provider_id for each in decision.services)
    return {"list": [{"provider": each} for each in names]}


def _number(choice: ChoiceView) -> dict[str, str]:
    return {"digits": choice.case_number}


def start(situation: Situation, choices: list[ChoiceView]) -> Reply:
    """When choices take effect: the last of their dates, said as firmly as the rule says it."""
    return starts_on(situation, [(choice.service, choice.effect_date) for choice in choices])


def starts_on(situation: Situation, dates: list[tuple[str, object]]) -> Reply:
    """When the services' new provider begins.

    Args:
        situation: tells whose rule it is.
        dates: service and date of effect; None where the municipality does not state it.
    """
    known = [(day, service) for service, day in dates if day is not None]
    if len(known) < len(dates):
        return Reply().say("choice.start_unknown", municipality=situation.municipality.name)
    day, service = max(known, key=lambda each: str(each[0]))
    rule = situation.scheme.rule("start_after_switch", service)
    text = "choice.start_on"
    if getattr(rule.value, "at_least", False):
        text = "choice.start_earliest"
    elif getattr(rule.value, "approximate", False):
        text = "choice.start_about"
    return Reply().say(text, date={"date": str(day)}, source=rule)
