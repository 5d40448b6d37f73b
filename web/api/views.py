"""The API's questions. Each answers from the catalogue and from nothing else."""

import secrets
from collections.abc import Callable
from datetime import date
from typing import Any, NoReturn

from flask import Response, abort, g, make_response
from flask_openapi.blueprint import APIBlueprint
from pydantic import BaseModel

from core.clock import Clock
from provider_catalog.catalogue import Catalogue
from provider_catalog.provider import Municipality, shuffled
from provider_catalog.vocabulary import NATIONAL_RULES
from web.api.models import (
    AnswerList,
    AnswerSource,
    AnswerView,
    Comparison,
    ComparisonQuery,
    DistrictList,
    DistrictView,
    LawList,
    LawRule,
    Mistake,
    MunicipalityList,
    MunicipalityPath,
    MunicipalityView,
    OnDay,
    Problem,
    ProviderList,
    ProviderPath,
    ProvidersQuery,
    ProviderView,
    QuestionQuery,
    SchemeView,
    municipality_view,
    provider_view,
    rule_view,
    scheme_view,
)
from web.public.finding.asking import Answered, answer
from web.public.finding.provider_query import Choosing

PROBLEM = "application/problem+json"
SEED_BYTES = 8

View = Callable[..., Any]


def problem(status: int, title: str, detail: str, *errors: Mistake) -> Response:
    """An answer that tells why there is none (RFC 9457)."""
    body = Problem(title=title, status=status, detail=detail, errors=list(errors))
    return make_response(body.model_dump_json(), status, {"Content-Type": PROBLEM})


def _said(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {PROBLEM: {"schema": schema}}}


NOT_FOUND = _said("There is no such thing here.")
UNPROCESSABLE = _said("The question cannot be read; `errors` tells why.")


def blueprint(catalogue: Catalogue, clock: Clock) -> APIBlueprint:
    """The questions under `/v1`.

    Args:
        catalogue: answers them.
        clock: tells what «today» is.
    """
    api = APIBlueprint("v1", __name__, url_prefix="/v1", abp_responses={422: UNPROCESSABLE})

    @api.get("/municipalities", summary="Every municipality that can be written to and called.",
             responses={200: MunicipalityList})  # fmt: skip
    def municipalities() -> Response:
        """Whether choice is offered there stands in its scheme."""
        views = [municipality_view(each) for each in catalogue.municipalities()]
        return _json(MunicipalityList(municipalities=views))

    @api.get("/municipalities/<municipality>", summary="One municipality.",
             responses={200: MunicipalityView, 404: NOT_FOUND})  # fmt: skip
    def municipality(path: MunicipalityPath) -> Response:
        """By kommunenummer."""
        return _json(municipality_view(_municipality(catalogue, path)))

    @api.get("/municipalities/<municipality>/districts", summary="Its districts, if it has any.",
             responses={200: DistrictList, 404: NOT_FOUND})  # fmt: skip
    def districts(path: MunicipalityPath) -> Response:
        """Where there are districts, providers are asked for by district."""
        here = _municipality(catalogue, path)
        views = [DistrictView(id=d.id, name=d.name) for d in catalogue.districts(here.id)]
        return _json(DistrictList(municipality=here.id, districts=views))

    @api.get("/municipalities/<municipality>/scheme", summary="What free choice is there.",
             responses={200: SchemeView, 404: NOT_FOUND})  # fmt: skip
    def scheme(path: MunicipalityPath, query: OnDay) -> Response:
        """Every rule with source and date; what is not stated is null and is not filled in."""
        here = _municipality(catalogue, path)
        return _json(scheme_view(catalogue, catalogue.scheme(here.id), query.on or clock.today()))

    @api.get("/municipalities/<municipality>/providers", summary="Who can be chosen for a service.",
             responses={200: ProviderList, 404: NOT_FOUND})  # fmt: skip
    def providers(path: MunicipalityPath, query: ProvidersQuery) -> Response:
        """The municipality's own service is one of them; the order is drawn and means nothing."""
        here, on = _municipality(catalogue, path), query.on or clock.today()
        _check_district(catalogue, here, query.district)
        rules = catalogue.scheme(here.id)
        is_open = rules.open_on(on) and rules.covers(query.service, on) is True
        found = catalogue.providers(here.id, query.district, query.service, on) if is_open else []
        seed = _seed(query.seed)
        return _json(
            ProviderList(
                municipality=here.id,
                service=query.service,
                district=query.district,
                on=on,
                open=is_open,
                seed=seed,
                providers=[provider_view(each) for each in shuffled(found, seed)],
            )
        )

    @api.get("/municipalities/<municipality>/comparison", summary="Up to three side by side.",
             responses={200: Comparison, 404: NOT_FOUND})  # fmt: skip
    def comparison(path: MunicipalityPath, query: ComparisonQuery) -> Response:
        """The same facts of each, and what follows if nobody is chosen."""
        here, on = _municipality(catalogue, path), query.on or clock.today()
        known = Choosing(catalogue, here, on).everybody()
        for wanted in query.provider:
            if wanted not in known:
                reason = f"{wanted} cannot be chosen in {here.name} on {on.isoformat()}"
                _unprocessable("provider", reason)
        seed = _seed(query.seed)
        chosen = shuffled([known[each] for each in query.provider], seed)
        nobody = catalogue.scheme(here.id).rule("default_without_choice")
        return _json(
            Comparison(
                municipality=here.id,
                on=on,
                seed=seed,
                providers=[provider_view(each) for each in chosen],
                if_nobody_is_chosen=rule_view(nobody),
            )
        )

    @api.get("/providers/<provider>", summary="One provider.",
             responses={200: ProviderView, 404: NOT_FOUND})  # fmt: skip
    def provider(path: ProviderPath) -> Response:
        """Every fact with source and date; what is missing is null."""
        try:
            return _json(provider_view(catalogue.provider(path.provider)))
        except KeyError:
            abort(404, "There is no provider with this id.")

    @api.get("/law", summary="The rules of law that answers use.", responses={200: LawList})
    def law() -> Response:
        """The same in every municipality; none of them fills in for a municipality."""
        rules = [catalogue.national_rule(key) for key in NATIONAL_RULES]
        return _json(
            LawList(
                rules=[
                    LawRule(
                        key=rule.key,
                        value=rule.as_data(),
                        source=rule.source,
                        checked=rule.checked,
                        verified=rule.verified,
                    )
                    for rule in rules
                ]
            )
        )

    @api.get(
        "/answers",
        summary="A question in one's own words.",
        responses={200: AnswerList, 404: NOT_FOUND},
    )
    def answers(query: QuestionQuery) -> Response:
        """The assistant's own answer, with its source; about the place that the question names."""
        known = {place.id for place in catalogue.facts.places.municipalities}
        if query.municipality is not None and query.municipality not in known:
            abort(404, "There is no municipality with this number.")
        told = answer(catalogue, query.question, query.standard, clock.today(), query.municipality)
        return _json(AnswerList(question=query.question, answers=[_answer(one) for one in told]))

    return api


def _answer(told: Answered) -> AnswerView:
    source = None
    if told.source is not None:
        source = AnswerSource(
            url=told.source["url"] or None,
            title=told.source.get("title"),
            checked=date.fromisoformat(told.source["checked"]),
        )
    return AnswerView(text=told.text, statement=told.statement, source=source)


def _json(body: BaseModel) -> Response:
    return make_response(body.model_dump_json(), 200, {"Content-Type": "application/json"})


def _municipality(catalogue: Catalogue, path: MunicipalityPath) -> Municipality:
    try:
        return catalogue.municipality(path.municipality)
    except KeyError:
        abort(404, "There is no municipality with this number here.")


def _check_district(catalogue: Catalogue, here: Municipality, district: str | None) -> None:
    known = {each.id for each in catalogue.districts(here.id)}
    if known and district is None:
        _unprocessable("district", f"{here.name} has districts; name one")
    if district is not None and district not in known:
        _unprocessable("district", f"is no district of {here.name}")


def _seed(given: str | None) -> str:
    """The seed asked with, or a new one; an answer with a new one is not to be kept."""
    g.drawn = given is None
    return given or secrets.token_hex(SEED_BYTES)


def _unprocessable(where: str, reason: str) -> NoReturn:
    mistake = Mistake(where=where, reason=reason)
    abort(problem(422, "Unprocessable Content", "The question cannot be answered.", mistake))
