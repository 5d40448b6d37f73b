"""Where nobody can choose now: why, as the scheme states it."""

from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from provider_catalog.vocabulary import SchemeState


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
