"""What is asked of a provider, one fact at a time: Saturday, the number, who is full, from when."""

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.actions.answering import answers
from assistant.actions.answering.provider_facts import extra_words, language_words, stated
from assistant.actions.answering.rights import providers_here
from assistant.actions.reply import Reply, word
from assistant.actions.situation import OWN_SERVICE, Situation
from provider_catalog.contract import Contract
from provider_catalog.facts.answering import in_a_question, is_question
from provider_catalog.facts.body import Facts, Found
from provider_catalog.facts.finding.judging import SURE
from provider_catalog.facts.finding.ranking import Ranked
from provider_catalog.provider import Fact, Provider, shuffled
from provider_catalog.vocabulary import Hours, Survey

_SENTENCES = re.compile(r"[^.!?\n]*\w[^.!?\n]*")

Tell = Callable[[Situation, Provider], Reply]

LIKE = 0.4
"""How like a question about a provider the message must be."""
LIKE_OF_ALL = 0.6
"""The same where no provider is named, so that all are told of."""
MOST = 4
"""So many are told of, where none is named."""
SHORT = 4
"""Words of a name with what is asked of it: «Lommedugg på søndager»."""
CARD = "about"
"""What is asked when nothing in particular is: the whole card."""


def about_provider(
    situation: Situation, facts: Facts, otherwise: float, found: Sequence[Found] = ()
) -> Reply | None:
    """One fact of the provider that is named, or of all; None where no fact is asked for.

    Args:
        situation: the message in its place.
        facts: tells what is asked for.
        otherwise: how like a question about something else it is.
        found: what may answer it, surest first: a fact of a provider that stands first and is sure
            is what is asked for, however unlike one of its questions.
    """
    here = {each.id: each for each in providers_here(situation)}
    names_only = situation.intent == "choose_provider" and len(situation.text.split()) <= SHORT
    asks = is_question(situation.text) or situation.intent == "provider_details"
    if not asks and not names_only:
        return None
    own = situation.deps.catalogue.municipal_provider(situation.municipality.id).id
    named = [
        (each.value, each.start, each.end)
        for each in situation.mentions
        if each.kind == "provider" and each.value not in (own, OWN_SERVICE)
    ]
    spans = [(start, end) for _, start, end in named]
    places = situation.deps.catalogue.places_in(situation.text) if named else []
    best = _surest(found) or facts.of_provider(situation.text, spans, places)
    if not named and (unknown := _unknown(situation, facts, otherwise)) is not None:
        return unknown
    if best is None or best.entry == CARD:
        return None
    if names_only and not asks and (not named or best.score < LIKE_OF_ALL):
        return None
    tell = TELL[best.entry]
    if not named:
        beaten = best.score < max(LIKE_OF_ALL, otherwise)
        return None if beaten else _of_all(situation, here, tell)
    if best.score < max(LIKE, otherwise):
        return None
    reply = Reply()
    for id_ in dict.fromkeys(id_ for id_, _, _ in named):
        known = situation.deps.catalogue.has_provider(id_)
        if not known:
            return None
        provider = situation.deps.catalogue.provider(id_)
        if id_ in here or _contracts(situation, id_):
            reply.then(tell(situation, provider))
        else:
            name = situation.municipality.name
            reply.say("provider.not_here", provider={"provider": id_}, municipality=name)
    return reply


def _surest(found: Sequence[Found]) -> Ranked | None:
    """The fact of a provider that is surely asked for."""
    first = next(iter(found), None)
    surely = first is not None and first.fact is not None and first.sure >= SURE
    return Ranked(first.fact, 1.0) if first and first.fact and surely else None


def told_of(situation: Situation, fact: str) -> Reply:
    """One fact of each provider that is named.

    Args:
        situation: the message in its place.
        fact: a name in `TELL`.
    """
    reply, catalogue = Reply(), situation.deps.catalogue
    for each in dict.fromkeys(situation.entities.get("provider") or ()):
        if catalogue.has_provider(each) and _contracts(situation, each):
            reply.then(TELL[fact](situation, catalogue.provider(each)))
    return reply


def _unknown(situation: Situation, facts: Facts, otherwise: float) -> Reply | None:
    """That nobody here is called so, where a name nobody knows stands as a provider's would."""
    taken = [(each.start, each.end) for each in situation.mentions]
    found = facts.of_unknown(situation.text, taken)
    if found is None or found[1].score < otherwise:
        return None
    at = situation.text.find(found[0])
    several = len(_SENTENCES.findall(situation.text)) > 1
    if several and not in_a_question(situation.text, at, at + len(found[0])):
        return None  # Who writes says who she is, and then asks.
    return Reply().say("provider.not_known", name=found[0])


def _of_all(situation: Situation, here: dict[str, Provider], tell: Tell) -> Reply | None:
    if not situation.scheme.open_on(situation.today) or not here:
        return None
    reply = Reply()
    for provider in shuffled(list(here.values()), seed=situation.conversation)[:MOST]:
        reply.then(tell(situation, provider))
    return reply


def _stated(reply: Reply, facts: Iterable[Fact]) -> Reply:
    """The reply with where its facts stand."""
    reply.messages[-1]["sources"] = stated(facts)
    return reply


def _missing(provider: Provider, fact: Fact) -> Reply:
    reply = Reply().say("provider.fact_missing", provider=_said(provider))
    return _stated(reply, [fact])


def _said(provider: Provider) -> dict[str, str]:
    return {"provider": provider.id}


def phone(_situation: Situation, provider: Provider) -> Reply:
    """The number."""
    fact = provider.facts["phone"]
    if fact.value is None:
        return _missing(provider, fact)
    reply = Reply().say(
        "provider.phone", provider=_said(provider), number={"phone": str(fact.value)}
    )
    return _stated(reply, [fact])


def hours(_situation: Situation, provider: Provider) -> Reply:
    """On which days, and between which times."""
    fact = provider.facts["hours"]
    if not isinstance(fact.value, Hours):
        return _missing(provider, fact)
    said = {"provider": _said(provider), **answers.between(fact.value)}
    return _stated(Reply().say(f"provider.hours_{fact.value.days}", values=said), [fact])


def survey(_situation: Situation, provider: Provider) -> Reply:
    """How many of those who answered were satisfied, with how many answered."""
    fact = provider.facts["survey"]
    if not isinstance(fact.value, Survey):
        return _missing(provider, fact)
    reply = Reply().say(
        "provider.survey",
        provider=_said(provider),
        count=fact.value.percent_satisfied,
        answers=fact.value.answers,
        year=fact.value.year,
    )
    return _stated(reply, [fact])


def size(_situation: Situation, provider: Provider) -> Reply:
    """How many work there."""
    fact = provider.facts["size"]
    if fact.value is None:
        return _missing(provider, fact)
    reply = Reply().say("provider.size", provider=_said(provider), count=str(fact.value))
    return _stated(reply, [fact])


def owner(_situation: Situation, provider: Provider) -> Reply:
    """Whose it is."""
    owned = word(f"owner.{provider.owner_type}")
    reply = Reply().say("provider.owner", provider=_said(provider), owner=owned)
    return _stated(reply, [provider.facts["owner_type"]])


def extra(_situation: Situation, provider: Provider) -> Reply:
    """What can be bought."""
    fact = provider.facts["extra_services"]
    if fact.value is None:
        return _missing(provider, fact)
    if not fact.value:
        return _stated(Reply().say("provider.sells_nothing", provider=_said(provider)), [fact])
    reply = Reply().say("provider.sells", provider=_said(provider), extra=extra_words(fact))
    return _stated(reply, [fact])


def languages(_situation: Situation, provider: Provider) -> Reply:
    """Which languages are stated."""
    fact = provider.facts["languages"]
    if fact.value is None:
        return _missing(provider, fact)
    spoken = language_words(fact)
    return _stated(
        Reply().say("provider.speaks", provider=_said(provider), languages=spoken), [fact]
    )


def same_helper(_situation: Situation, provider: Provider) -> Reply:
    """Whether a fixed helper is promised."""
    fact = provider.facts["same_helper"]
    if fact.value is None:
        return _stated(Reply().say("provider.same_unknown", provider=_said(provider)), [fact])
    text = "provider.same_yes" if fact.value else "provider.same_no"
    return _stated(Reply().say(text, provider=_said(provider)), [fact])


def services(situation: Situation, provider: Provider) -> Reply:
    """What it may be chosen for here."""
    named = [each for one in _contracts(situation, provider.id) for each in one.services]
    if not named:
        return not_here(situation, provider)
    listed = {"list": [{"service": each} for each in dict.fromkeys(named)]}
    return Reply().say("provider.helps_with", provider=_said(provider), services=listed)


def districts(situation: Situation, provider: Provider) -> Reply:
    """Where it may be chosen."""
    contracts = _contracts(situation, provider.id)
    if not contracts:
        return not_here(situation, provider)
    if any(contract.districts is None for contract in contracts):
        name = situation.municipality.name
        return Reply().say("provider.everywhere", provider=_said(provider), municipality=name)
    ids = {each for contract in contracts for each in contract.districts or ()}
    known = situation.deps.catalogue.districts(situation.municipality.id)
    names = {"list": [each.name for each in known if each.id in ids]}
    return Reply().say("provider.in_districts", provider=_said(provider), names=names)


def begin(situation: Situation, provider: Provider) -> Reply:
    """When it can begin: its own first day where that is to come, and how long a switch takes."""
    coming = [
        contract.start
        for contract in situation.deps.catalogue.contracts(situation.municipality.id)
        if contract.provider == provider.id and contract.start > situation.today
    ]
    if coming and not _contracts(situation, provider.id):
        first = {"full_date": min(coming).isoformat()}
        return Reply().say("provider.begins", provider=_said(provider), date=first)
    return answers.start_date(situation)


def until(situation: Situation, provider: Provider) -> Reply:
    """Until when its contract runs."""
    ends = [contract.end for contract in _contracts(situation, provider.id)]
    if not ends:
        return not_here(situation, provider)
    last = [each for each in ends if each is not None]
    if len(last) < len(ends):
        return Reply().say("provider.until_further", provider=_said(provider))
    day = {"full_date": max(last).isoformat()}
    return Reply().say("provider.until", provider=_said(provider), date=day)


def full(situation: Situation, provider: Provider) -> Reply:
    """Whether a place is left, by the register."""
    taken = situation.deps.register.is_full(provider.id, situation.municipality.id)
    text = "provider.full" if taken else "provider.has_room"
    return Reply().say(text, provider=_said(provider))


def price(situation: Situation, _provider: Provider) -> Reply:
    """The same as with anybody."""
    return answers.price(situation)


def unstated(_situation: Situation, provider: Provider) -> Reply:
    """What no provider states: how old it is, who leads it, what more costs."""
    return Reply().say("provider.fact_missing", provider=_said(provider))


def not_here(situation: Situation, provider: Provider) -> Reply:
    """It cannot be chosen here."""
    name = situation.municipality.name
    return Reply().say("provider.not_here", provider=_said(provider), municipality=name)


def _contracts(situation: Situation, provider: str) -> list[Contract]:
    catalogue, today = situation.deps.catalogue, situation.today
    every = catalogue.contracts(situation.municipality.id)
    return [each for each in every if each.provider == provider and each.on(today)]


TELL: dict[str, Tell] = {
    "phone": phone,
    "hours": hours,
    "survey": survey,
    "size": size,
    "owner_type": owner,
    "extra_services": extra,
    "languages": languages,
    "same_helper": same_helper,
    "services": services,
    "districts": districts,
    "begin": begin,
    "full": full,
    "until": until,
    "price": price,
    "unstated": unstated,
}
"""What can be asked of a provider, by the names in facts/of_providers.yml."""
