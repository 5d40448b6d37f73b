"""The steps of a choice: who it is, which services, who helps, read back, receipt.

Every step but two is only read. A post registers or takes back, and answers with a redirect, so
that loading a page again, going back and pressing twice do nothing by themselves.
"""

from collections.abc import Callable

from flask import Blueprint, Flask, redirect, request, session
from flask.typing import ResponseReturnValue

from assistant.texts.values import say_list
from choice_register.types import RefusalReason
from provider_catalog.provider import Municipality
from web.auth import current_citizen, forget_browser, watching
from web.choosing.dependencies import CARRIED, Dependencies, at, away, carried, words
from web.choosing.letter import LetterPages
from web.choosing.picks import Choosable
from web.choosing.registering import RegisteringPages
from web.choosing.visit import (
    cases_here,
    elsewhere,
    forget_letter,
    letter_conversation,
    letter_mark,
)
from web.public.addresses import slug
from web.public.dependencies import WORDS as PUBLIC_WORDS
from web.public.finding.provider_query import IN_LIST, told
from web.public.rule_presenter import Wording

View = Callable[..., ResponseReturnValue]

FINISHED = "finished"
"""In the browser's session until the next page has said it: nobody's link can make us say it."""


def install(app: Flask, deps: Dependencies) -> None:
    """Give an app the pages where one chooses; `web.auth.install` lets citizens in.

    Args:
        app: the public application.
        deps: what the pages work with.
    """
    app.register_blueprint(
        Blueprint(
            "choosing_files",
            __name__,
            static_folder="static/choosing",
            static_url_path="/static/choosing",
        )
    )
    for name, prefix in (("choosing", ""), ("choosing_nn", "/nn")):
        made = Blueprint(name, __name__, template_folder="templates")
        _Steps(deps).add_to(made)
        LetterPages(deps).add_to(made)
        RegisteringPages(deps).add_to(made)
        app.register_blueprint(made, url_prefix=f"{prefix}/velg")


class _Steps:
    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps

    def add_to(self, pages: Blueprint) -> None:
        """Add the views to the pages."""
        pages.add_url_rule("", "where", self.where)
        pages.add_url_rule("/<here>", "start", self.start)
        pages.add_url_rule("/<here>/tjeneste", "service", self.service)
        pages.add_url_rule("/<here>/hvem", "who", self.who)
        pages.add_url_rule("/<here>/ferdig", "done", self.done, methods=["POST"])

        @watching
        def present(here: str, mark: str) -> ResponseReturnValue:
            return self.present(here, mark)

        pages.add_url_rule("/<here>/her/<mark>", "present", present)

    def where(self) -> ResponseReturnValue:
        """Which municipality it is about."""
        deps = self._deps
        can, cannot = deps.catalogue.municipalities_by_choice(deps.clock.today())
        every, asked = [*can, *cannot], request.args.get("kommune")
        wanted = next((each for each in every if each.id == asked), None)
        if wanted is not None:
            return redirect(at("start", slug(wanted)))
        home = elsewhere(deps.register)
        if home is not None:
            return redirect(at("start", slug(deps.catalogue.municipality(home))))
        return deps.page("where", every[0], can=can, cannot=cannot, sender=None)

    def start(self, here: str) -> ResponseReturnValue:
        """Who it is: where that is shown, the next step, else the ways to show it."""
        deps, municipality = self._deps, self._deps.municipality(here)
        finished = bool(session.pop(FINISHED, False))
        opened = deps.opened(municipality)
        if opened is not None:
            return redirect(self._next(municipality, deps.choosable(municipality)), 303)
        found = cases_here(deps.register, municipality.id)
        if found:
            return deps.page("whose", municipality, found=found)
        home = elsewhere(deps.register)
        return deps.page(
            "door",
            municipality,
            is_open=deps.catalogue.scheme(municipality.id).open_on(deps.clock.today()),
            back=at("start", here),
            chosen=self._named(municipality),
            elsewhere=deps.catalogue.municipality(home) if home else None,
            finished=finished,
        )

    def service(self, here: str) -> ResponseReturnValue:
        """For which of the granted services; there is no question where there is one."""
        deps, municipality = self._deps, self._deps.municipality(here)
        choosable = deps.choosable(municipality)
        if len(choosable.services) < 2:  # noqa: PLR2004 - one service needs no asking
            return self._impossible(municipality, choosable) or self._to_who(here, choosable)
        provider = request.args.get("leverandor")
        takes = choosable.takes(provider) if provider else None
        return deps.page(
            "service",
            municipality,
            choosable=choosable,
            lines=choosable.lines({}),
            provider=provider if provider and deps.catalogue.has_provider(provider) else None,
            takes=takes,
            wrong="svar" in request.args,
            hidden=carried("tjeneste"),
        )

    def who(self, here: str) -> ResponseReturnValue:
        """Who helps with these services where the person lives, and who has a place."""
        deps, municipality = self._deps, self._deps.municipality(here)
        choosable = deps.choosable(municipality)
        impossible = self._impossible(municipality, choosable)
        if impossible is not None:
            return impossible
        services = choosable.read_services(request.args.getlist("tjeneste"))
        if not services:
            extra = {"svar": "0"} if "tjeneste" in request.args or "svar" in request.args else {}
            return redirect(at("service", here, tjeneste=None, **extra), 303)
        provider = request.args.get("leverandor")
        why = None
        if provider and deps.catalogue.has_provider(provider):
            why = choosable.refusal(services, provider)
            if why is None:
                valg = pick(choosable, services, provider)
                away("check", municipality, valg=valg, tjeneste=None, leverandor=None)
        lang = words()["lang"]
        wording = Wording(PUBLIC_WORDS.of(lang), lang, deps.catalogue)
        options = choosable.options(services, choosable.case.conversation)
        return deps.page(
            "who",
            municipality,
            choosable=choosable,
            services=services,
            named=say_list([deps.telling().service_name(each) for each in services], lang),
            options=[(each, told(wording, each.provider, IN_LIST)) for each in options],
            picked=lambda provider: pick(choosable, services, provider),
            why=why.value if why else None,
            refused=provider,
            reasons=RefusalReason,
        )

    def done(self, here: str) -> ResponseReturnValue:
        """Whoever used a code is done, and leaves nothing to the next one at the machine."""
        forget_letter(self._deps.register)
        response = redirect(at("start", here, **dict.fromkeys(CARRIED)), 303)
        if current_citizen() is None:
            # Who is signed in signs out, and goes on to the provider then.
            forget_browser(response)
            session.clear()
        session[FINISHED] = True
        return response

    def present(self, _here: str, mark: str) -> ResponseReturnValue:
        """Whether an open page may stay: the case of the letter is open in this browser yet."""
        conversation = letter_conversation()
        register = self._deps.register
        if conversation is None or register.given_proof(conversation) is None:
            return "", 410
        return "", 204 if letter_mark(conversation) == mark else 410

    def _next(self, municipality: Municipality, choosable: Choosable) -> str:
        """The first step that is not answered by the address."""
        here = slug(municipality)
        provider = request.args.get("leverandor")
        services = choosable.read_services(request.args.getlist("tjeneste"))
        possible = [each.service for each in choosable.services]
        if request.args.getlist("valg"):
            return at("check", here)
        if not services and len(possible) == 1:
            services = possible
        if services:
            return at("who", here, tjeneste=services, leverandor=provider)
        return at("service", here, tjeneste=None)

    def _to_who(self, here: str, choosable: Choosable) -> ResponseReturnValue:
        services = [each.service for each in choosable.services]
        return redirect(at("who", here, tjeneste=services), 303)

    def _impossible(
        self, municipality: Municipality, choosable: Choosable
    ) -> ResponseReturnValue | None:
        """The page that says why nothing can be chosen in the case, where nothing can."""
        if choosable.services:
            return None
        if choosable.decision is None:
            why = "no_decision"
        else:
            why = "not_covered" if choosable.is_open else "closed"
        return self._deps.page("impossible", municipality, why=why)

    def _named(self, municipality: Municipality) -> str | None:
        """The provider that the visitor comes with, where it is one of this municipality's."""
        wanted = request.args.get("leverandor")
        contracts = self._deps.catalogue.contracts(municipality.id)
        return wanted if any(each.provider == wanted for each in contracts) else None


def pick(choosable: Choosable, services: list[str], provider: str) -> list[str]:
    """What was picked, as the address holds it, with a provider for these services."""
    picks = choosable.read_picks(request.args.getlist("valg"))
    now = {each.service: each.provider_id for each in choosable.services}
    # What the provider does already needs no choice.
    meant = [each for each in services if now.get(each) != provider] or services
    picks |= dict.fromkeys(meant, provider)
    return [f"{service}:{chosen}" for service, chosen in picks.items()]
