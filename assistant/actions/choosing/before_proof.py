"""What can be known before the code is asked for: nobody fetches the letter for nothing."""

from assistant.actions.answering import providers
from assistant.actions.choosing.wishes.wished import Wished
from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from provider_catalog.contract import NotCovered
from provider_catalog.vocabulary import SERVICES


def refused(situation: Situation, meant: Wished) -> Reply | None:
    """Why the one provider that is wished for can be chosen by nobody here; None where it may be.

    Args:
        situation: of somebody who has not proved who it is.
        meant: the wish.
    """
    if meant.named is None or len(set(meant.named)) != 1:
        return None
    [named] = set(meant.named)
    own = situation.deps.catalogue.municipal_provider(situation.municipality.id).id
    if named == own:
        return None
    services: list[str] = [each for each in meant.services or SERVICES if each in SERVICES]
    places = _places(situation, named, services)
    said = {"provider": named}
    if not places:
        text = "choice.refused_here_service" if meant.services else "choice.refused_here"
        reply = Reply().say(text, provider=said, municipality=situation.municipality.name)
    elif all(_is_full(situation, named, *place) for place in places):
        reply = Reply().say("choice.refused_full", provider=said).say("providers.wait")
    else:
        return None
    return reply.then(providers.list_others(situation, but=named))


def _places(
    situation: Situation, provider: str, services: list[str]
) -> list[tuple[str | None, str]]:
    """The districts and services for which a choice of the provider could take effect."""
    catalogue, here = situation.deps.catalogue, situation.municipality.id
    told = situation.entity("district")
    known: list[str | None] = [each.id for each in catalogue.districts(here)]
    districts = [told] if told in known else known or [None]
    found = []
    for service in services:
        if not situation.scheme.covers(service, situation.today):
            continue
        begins = situation.scheme.effect_date(service, situation.today) or situation.today
        for district in districts:
            try:
                catalogue.contract(provider, here, district, service, begins)
            except (NotCovered, KeyError):
                continue
            found.append((district, service))
    return found


def _is_full(situation: Situation, provider: str, district: str | None, service: str) -> bool:
    register, here = situation.deps.register, situation.municipality.id
    return provider in register.full_providers(here, district, service)
