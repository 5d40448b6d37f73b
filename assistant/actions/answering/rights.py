"""Answers that rest on the law, with what the municipality adds."""

import re

from assistant.actions.answering.provider_facts import stated
from assistant.actions.facts.presenter import say_statement
from assistant.actions.mandates import mandate
from assistant.actions.reply import Reply
from assistant.actions.safety.told import same_day
from assistant.actions.situation import Situation
from assistant.actions.thread import offer_person
from provider_catalog.facts.messages import source_of
from provider_catalog.provider import Provider
from provider_catalog.vocabulary import SERVICES, Period


def responsible(situation: Situation) -> Reply:
    """The municipality stays responsible, whoever is chosen."""
    rule = situation.deps.catalogue.national_rule("responsible")
    return Reply().say("responsible", municipality=situation.municipality.name, source=rule)


def apply(situation: Situation) -> Reply:
    """How to get help at all: by applying; a person helps, for no page was collected on how."""
    return offer_person("apply", "apply", municipality=situation.municipality.name)


def quality(situation: Situation) -> Reply:
    """What is required of providers; never a ranking."""
    catalogue = situation.deps.catalogue
    rule = catalogue.national_rule("responsible")
    reply = Reply().say("quality.municipality_checks", source=rule)
    return reply.say("quality.no_ranking")


def same_helper(situation: Situation) -> Reply:
    """The same helper can be wished for; who states that they promise it."""
    rule = situation.deps.catalogue.national_rule("participation")
    reply = Reply().say("same_helper.wish", source=rule)
    promising = [each for each in providers_here(situation) if each.facts["same_helper"].value]
    if promising:
        names = {"list": [{"provider": each.id} for each in promising]}
        reply.say("same_helper.who_promises", providers=names)
        reply.messages[-1]["sources"] = stated(each.facts["same_helper"] for each in promising)
    return reply


def language_needs(situation: Situation) -> Reply:
    """An interpreter is free; who states that they speak the language."""
    rule = situation.deps.catalogue.national_rule("interpreter_price")
    reply = Reply()
    every = list(dict.fromkeys(situation.entities.get("language") or ()))
    # «Jeg snakker litt norsk, vi vil ha en som kan urdu»: Norwegian is the one that is not wished.
    for language in [each for each in every if each != "no"][:MOST_LANGUAGES] or every[:1]:
        reply.then(who_speaks(situation, str(language)))
    if every == ["no"]:
        return reply  # Who speaks Norwegian needs nobody to interpret.
    return reply.say("language.interpreter", source=rule)


MOST_LANGUAGES = 2
STANDARDS_OF = {"no": frozenset({"no", "nb", "nn"})}
"""What counts as a language that is asked for: Norwegian in either written standard."""


def who_speaks(situation: Situation, language: str) -> Reply:
    """Which providers here state a language (ISO code)."""
    speaking = [
        each
        for each in providers_here(situation)
        if isinstance(spoken := each.facts["languages"].value, tuple)
        and not STANDARDS_OF.get(language, {language}).isdisjoint(spoken)
    ]
    said = {"language": language}
    if not speaking:
        return Reply().say("language.nobody", language=said)
    names = {"list": [{"provider": each.id} for each in speaking]}
    if len(speaking) == len(providers_here(situation)):
        reply = Reply().say("language.all", language=said)
        reply.messages[-1]["sources"] = stated(each.facts["languages"] for each in speaking)
        return reply
    reply = Reply().say("language.who", language=said, providers=names)
    reply.messages[-1]["sources"] = stated(each.facts["languages"] for each in speaking)
    return reply


def provider_exit(situation: Situation) -> Reply:
    """If a provider leaves, the municipality still owes the help."""
    rule = situation.deps.catalogue.national_rule("responsible")
    name = situation.municipality.name
    return Reply().say("exit.still_responsible", municipality=name, source=rule)


def complaint(situation: Situation) -> Reply:
    """How to complain: the letter's own deadline first, then the law's."""
    law = situation.deps.catalogue.national_rule
    if ABOUT_WHO_COMES.search(situation.story) and not ABOUT_THE_DECISION.search(situation.story):
        told = situation.deps.catalogue.facts.statements["trust.service_complaint"]
        reply = Reply().say("problem.sorry").then(say_statement(situation, told))
        reply.then(same_day(situation))
        return reply.then(offer_person("complaint", "complaint.offer"))
    deadline = law("complaint_deadline_health_and_care")
    about_service = situation.scheme.rule("complaint_about_service")
    reply = Reply().say("complaint.letter_first", source=law("complaint_deadline_goes_first"))
    if isinstance(deadline.value, Period):
        weeks = {"duration": {"weeks": deadline.value.weeks}}
        reply.say("complaint.weeks", duration=weeks, source=deadline)
    reply.say("complaint.how", source=law("complaint_path"))
    if isinstance(about_service.value, tuple) and about_service.value[0] == "provider":
        reply.say("complaint.provider_first", source=about_service)
    return reply.then(offer_person("complaint", "complaint.offer"))


ABOUT_WHO_COMES = re.compile(
    r"\b(?:kom(?:mer|)|kjem|kjæm|dukk\w*|møtt\w*) (?:det )?(?:ikke|ikkje|ingen|aldri|ulike|nye)\b"
    r"|\bingen kom\b"
    r"|\b(?:aldri|ikke|ikkje|ingen) (?:kom\w*|kjem|dukk\w*|møtt\w*)"
    r"|\b(?:personer|folk|vikar\w*|ansikt\w*|hjelper\w*|pleier\w*|vask\w*|slurv\w*|forsink\w*|"
    r"forsvarlig\w*|forsvarleg\w*|frekk\w*|uhøflig\w*|sure?|stresset|firma\w*)\b",
    re.IGNORECASE,
)
ABOUT_THE_DECISION = re.compile(
    r"\b(?:vedtak\w*|avslag\w*|avslå\w*|timer|timar|fått nei|"
    r"fekk nei|fikk nei|mindre hjelp|kutt\w*)\b",
    re.IGNORECASE,
)
"""What a complaint is about: those who come, or what was granted. Each has its own road."""


def may_another(situation: Situation) -> Reply:
    """Asked by the one whom it concerns, in the middle of something: what it takes, and no more."""
    source = situation.deps.catalogue.national_rule("authority")
    return Reply().say("relative.you_can_give", source=source).say("mandate.how_to_give")


def relative(situation: Situation) -> Reply:
    """Being a relative is not authority; what is, and how one gets it."""
    law = situation.deps.catalogue.national_rule
    said = situation.text.lower()
    if situation.person is not None and situation.person.mandate is not None:
        return mandate.tell(situation)
    if FOR_ME.search(said):
        # Asked by the one whom it concerns: that one can say yes at once.
        source = law("authority")
        reply = Reply().say("relative.you_can_give", source=source)
        return reply.ask("mandate_offer", "mandate.give_now", expect="yes_no")
    if NEXT_OF_KIN in said:
        source = law("statutory_relative_mandate_has_authority")
        return Reply().say("relative.next_of_kin", source=source).then(_how_to_get())
    if any(word in said for word in ON_PAPER):
        reply = Reply().say("relative.guardian", source=law("authority"))
        return reply.then(offer_person("mandate_paper", "relative.show_paper"))
    reply = Reply().say("relative.not_authority", source=law("relative_has_authority"))
    here = situation.scheme.rule("on_behalf")
    if isinstance(here.value, tuple) and "nearest_relative_helps" in here.value:
        reply.say("relative.help_choose", source=here)
    return reply.then(_how_to_get())


def _how_to_get() -> Reply:
    """How a relative gets a mandate, and what to do with the code of one."""
    # Whose birth date belongs to the code is asked then: who asks about relatives may be herself.
    reply = Reply().say("relative.get_mandate").say("relative.together")
    return reply.say("relative.have_code", expect="code")


FOR_ME = re.compile(
    r"\b(?:for|før|førr|åt) (?:meg|mæ|mei)\b|\bgi[rv]? (?:jeg|eg|æ|je) fullmakt|\bgjev eg fullmakt"
)
NEXT_OF_KIN = "legalfullmakt"
ON_PAPER = ("verge", "verje", "fremtidsfullmakt", "framtidsfullmakt")


def privacy(situation: Situation) -> Reply:
    """What is stored and who sees it: what this software does, and whom the law lets see it."""
    reply = Reply().say("privacy")
    who_sees = situation.deps.catalogue.facts.statements[WHO_SEES]
    reply.messages[-1]["source"] = source_of(who_sees)
    return reply


WHO_SEES = "trust.journal"
"""The statement whose source says who may see what is written of somebody."""


def providers_here(situation: Situation, district: str | None = None) -> list[Provider]:
    """Everybody who can be chosen in the municipality today, for any service.

    Args:
        situation: tells the municipality, and the person's own district where it is proven.
        district: only those who help there; None for the person's own, or all of them.
    """
    catalogue, municipality = situation.deps.catalogue, situation.municipality.id
    if district is None and situation.person is not None:
        district = situation.person.district
    all_districts: list[str | None] = [each.id for each in catalogue.districts(municipality)]
    districts = [district] if district else all_districts or [None]
    found: dict[str, Provider] = {}
    for service in SERVICES:
        if not situation.scheme.covers(service, situation.today):
            continue
        for each in districts:
            for provider in catalogue.providers(municipality, each, service, situation.today):
                found[provider.id] = provider
    return list(found.values())
