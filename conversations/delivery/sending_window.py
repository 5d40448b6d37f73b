"""Sending window: the hours at which messages that we begin may go.

A reply to the person's own message goes at once, whatever the time. What we start goes on working
days between 8 and 17, Oslo time, as Altinn's notifications do by default
(https://github.com/Altinn/altinn-notifications, SendingTimePolicy.Daytime), so that somebody is at
work to answer a question. It may be under way until 20, when Norwegian operators want no more
traffic that can wait
(https://www.clickatell.com/help-center/sms/country-regulations/norway-sms-messaging-regulations-restrictions).
"""

from datetime import datetime, time, timedelta

from core.clock import OSLO
from core.working_days import is_working_day, working_day

OPENS, CLOSES = time(8), time(17)
WARN_FROM, WARN_UNTIL = time(8), time(21)
QUIET = time(20)
"""After this hour nothing that we started may still be on its way out of Twilio."""


def is_decent(at: datetime) -> bool:
    """Whether we may begin something now."""
    here = at.astimezone(OSLO)
    return is_working_day(here.date()) and OPENS <= here.time() < CLOSES


def may_warn(at: datetime) -> bool:
    """Whether a warning may go now: on any day, weekends and feasts too, but not by night.

    It may not wait for an office to open. By night it would frighten who is asleep, and hinder
    nothing: no choice takes effect before a caseworker has approved it, who is at work later.
    """
    return WARN_FROM <= at.astimezone(OSLO).time() < WARN_UNTIL


def next_decent(at: datetime) -> datetime:
    """The first time from now on when we may begin something: now, if we may."""
    here = at.astimezone(OSLO)
    if is_decent(at):
        return at
    day = here.date()
    if here.time() >= OPENS or not is_working_day(day):
        day = working_day(day, 1)
    return datetime.combine(day, OPENS, OSLO).astimezone(at.tzinfo)


def until_quiet(at: datetime) -> timedelta:
    """How long it is until the quiet of the evening; nothing, when it is quiet already."""
    here = at.astimezone(OSLO)
    # Told apart in UTC: on a wall clock that is moved, an hour may be missing or come twice.
    quiet = datetime.combine(here.date(), QUIET, OSLO).astimezone(at.tzinfo)
    return max(quiet - at, timedelta())


def last_chance(at: datetime) -> datetime:
    """Until when something that we start now may still be begun: the second working day's end."""
    day = working_day(at.astimezone(OSLO).date(), 2)
    return datetime.combine(day, CLOSES, OSLO).astimezone(at.tzinfo)
