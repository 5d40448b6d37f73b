"""The views of the citizen's own page. Each stands twice, in Bokmål and in Nynorsk under `/nn`."""

import json
from collections.abc import Callable

from flask import Blueprint, Flask, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from choice_register.types import NotProven, UndoRefused
from core.channel import Channel
from web.auth import citizen_required
from web.citizen.access import Case, own_case
from web.citizen.access_log import latest, read_log
from web.citizen.data_export import Held, gather
from web.citizen.dependencies import Dependencies, in_remembered_standard, remember_language, words
from web.citizen.mandates import MandatePages
from web.citizen.not_me import NotMePages
from web.citizen.use_code import CodePages

REGISTER_THINGS = ("decisions", "choices", "letters", "code_tries", "proofs", "mandates", "events")
CHANNEL_THINGS = ("conversations", "messages", "replies", "tasks", "notices", "suppressions")


def install(app: Flask, deps: Dependencies) -> None:
    """Give an app the citizen's own page; `web.auth.install` lets citizens in.

    Args:
        app: the public application.
        deps: what the pages work with.
    """
    for name, prefix in (("own", ""), ("own_nn", "/nn")):
        app.register_blueprint(_blueprint(deps, name), url_prefix=f"{prefix}/min-side")


def _blueprint(deps: Dependencies, name: str) -> Blueprint:
    made = Blueprint(
        name,
        __name__,
        template_folder="templates",
        static_folder="static/own",
        static_url_path="/static",
    )
    made.before_request(remember_language)
    pages = _Pages(deps)
    views: list[tuple[str, str, Callable[..., ResponseReturnValue]]] = [
        ("", "case", pages.case),
        ("/lagret", "stored", pages.stored),
        ("/lagret.txt", "file", pages.file),
        ("/lagret.json", "data", pages.data),
        ("/meldinger", "messages", pages.messages),
        ("/for/<int:mandate>", "case_of", pages.case),
    ]
    for address, endpoint, view in views:
        made.add_url_rule(address, endpoint, citizen_required(view))
    for address, endpoint in (
        ("/angre/<case_number>", "undo"),
        ("/for/<int:mandate>/angre/<case_number>", "undo_of"),
    ):
        made.add_url_rule(address, endpoint, citizen_required(pages.undo), methods=["GET", "POST"])
    MandatePages(deps).add_to(made)
    NotMePages(deps).add_to(made)
    CodePages(deps).add_to(made)
    return made


class _Pages:
    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps

    def case(self, mandate: int | None = None) -> ResponseReturnValue:
        """The decision, who helps now, and what is under way."""
        deps, citizen = self._deps, self._deps.citizen()
        case = own_case(deps.register, citizen) if mandate is None else deps.case(mandate)
        others = deps.register.mandates_for_agent(citizen.national_id) if mandate is None else []
        if case is None:
            return deps.page("nobody", others=others)
        if case.own and (elsewhere := in_remembered_standard(case.person.standard)) is not None:
            return elsewhere
        return deps.page(
            "case",
            case=case,
            told=deps.telling().case(case),
            municipality=deps.catalogue.municipality(case.person.municipality),
            others=others,
            undone=request.args.get("angret"),
        )

    def undo(self, case_number: str, mandate: int | None = None) -> ResponseReturnValue:
        """Ask whether a choice is to be taken back; with POST, take it back."""
        deps, case = self._deps, self._deps.case(mandate)
        if request.method == "POST":
            return self._undo(case, case_number, mandate)
        told = deps.telling().case(case)
        chosen = [each for each in told.under_way if each.case_number == case_number]
        if not chosen or not case.may_choose:
            reason = "unknown_case" if case.may_choose else None
            return deps.page("undo_refused", 404, case=case, mandate=mandate, reason=reason)
        services = {each.name: each.provider for each in told.services}
        return deps.page("undo", case=case, mandate=mandate, chosen=chosen, services=services)

    def _undo(self, case: Case, case_number: str, mandate: int | None) -> ResponseReturnValue:
        deps = self._deps
        # A case is taken back once, so its number is key enough: posted twice, it is one act.
        key = f"{case.conversation}:undo:{case_number}"
        try:
            deps.register.undo_choice(
                case.person.id, case_number, case.conversation, Channel.WEB, key
            )
        except UndoRefused as refused:
            reason = refused.reason.value
            status = 404 if reason == "unknown_case" else 409
            return deps.page("undo_refused", status, case=case, mandate=mandate, reason=reason)
        except NotProven:  # the mandate is for seeing, or has ended since
            return deps.page("undo_refused", 403, case=case, mandate=mandate, reason=None)
        if mandate is None:
            return redirect(url_for(".case", angret=case_number), 303)
        return redirect(url_for(".case_of", mandate=mandate, angret=case_number), 303)

    def stored(self) -> ResponseReturnValue:
        """What is stored, and who has looked."""
        deps, held = self._deps, self._held()
        log = read_log(held.register, words()["log"])
        person = held.register["person"]
        return deps.page(
            "stored",
            person=person,
            municipality=deps.catalogue.municipality(person["municipality"]),
            district=self._district(person),
            counts=_counts(held),
            log=log,
            latest_own=latest(log.own),
            held=held,
        )

    def messages(self) -> ResponseReturnValue:
        """Everything that was said in the person's conversations."""
        held = self._held()
        return self._deps.page("messages", talks=held.talks, shared=held.shared)

    def file(self) -> ResponseReturnValue:
        """Everything as a text to keep."""
        deps, held = self._deps, self._held()
        person = held.register["person"]
        text = render_template(
            "own/file.txt",
            words=words(),
            now=deps.clock.now(),
            person=person,
            municipality=deps.catalogue.municipality(person["municipality"]),
            district=self._district(person),
            told=deps.telling().case(deps.own()),
            counts=_counts(held),
            log=read_log(held.register, words()["log"]),
            held=held,
        )
        return _to_keep(text, "text/plain", "brukervalg.txt")

    def data(self) -> ResponseReturnValue:
        """Everything as data, for another system: GDPR article 20."""
        data = self._held().as_data(self._deps.clock.now())
        text = json.dumps(data, ensure_ascii=False, indent=1)
        return _to_keep(text, "application/json", "brukervalg.json")

    def _held(self) -> Held:
        deps = self._deps
        return gather(deps.register, deps.database, deps.secrets, deps.citizen(), deps.own())

    def _district(self, person: dict[str, str | None]) -> str | None:
        districts = self._deps.catalogue.districts(str(person["municipality"]))
        return next((each.name for each in districts if each.id == person["district"]), None)


def _counts(held: Held) -> list[tuple[str, int]]:
    things = words()["stored"]["things"]
    counted = [
        *((name, held.register[name]) for name in REGISTER_THINGS),
        *((name, held.channels[name]) for name in CHANNEL_THINGS),
        ("signed_in", held.signed_in),
    ]
    return [(things[name], len(rows)) for name, rows in counted if rows]


def _to_keep(text: str, kind: str, name: str) -> Response:
    response = Response(text, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Language"] = g.lang
    return response
