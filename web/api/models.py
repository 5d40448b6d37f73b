"""Request and response models of the API."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    WithJsonSchema,
)

from provider_catalog.catalogue import Catalogue
from provider_catalog.provider import Fact, Municipality, Provider
from provider_catalog.scheme import Rule, Scheme
from provider_catalog.vocabulary import SERVICES, SchemeState, Service
from web.public.addresses import slug
from web.public.finding.asking import LONGEST
from web.public.finding.provider_query import MOST


def _iso_day(raw: Any) -> date:
    # pydantic would read «0» as the first day of 1970, and Python «2026-W01-1» as a day.
    day = date.fromisoformat(raw)
    if day.isoformat() != raw:
        raise ValueError("is no date as 2026-12-31")
    return day


def _different(ids: list[str]) -> list[str]:
    if len(set(ids)) != len(ids):
        raise ValueError("the same provider stands twice")
    return ids


Day = Annotated[
    date, BeforeValidator(_iso_day), WithJsonSchema({"type": "string", "format": "date"})
]
Seed = Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,32}$", description="Decides the order.")]


class Closed(BaseModel):
    """Parameters that do not exist are refused: a misspelt filter must not pass for an answer."""

    model_config = ConfigDict(extra="forbid")


class MunicipalityPath(Closed):
    """Names a municipality."""

    municipality: str = Field(description="Kommunenummer, such as 0301.")


class ProviderPath(Closed):
    """Names a provider."""

    provider: str = Field(description="A provider's id.")


class OnDay(Closed):
    """A question about a day."""

    on: Day | None = Field(None, description="The day it is asked for; today in Oslo if left out.")


class ProvidersQuery(OnDay):
    """Who can be chosen."""

    service: Service
    district: str | None = Field(None, description="A district's id, where there are districts.")
    seed: Seed | None = Field(None, description="The same seed gives the same order.")


class ComparisonQuery(OnDay):
    """Which to set side by side."""

    provider: Annotated[
        list[str],
        Field(
            min_length=1,
            max_length=MOST,
            description="Ids, one to three, each once: `provider=a&provider=b`.",
            json_schema_extra={"uniqueItems": True},
        ),
        AfterValidator(_different),
    ]
    seed: Seed | None = Field(None, description="The same seed gives the same order.")


class Stated(BaseModel):
    """Something that is stated, or that is known not to be stated."""

    value: JsonValue = Field(description="null: not stated; never filled from elsewhere.")
    source: str = Field(description="A web address, or `demo` for what is invented.")
    checked: date = Field(description="When value and source were last compared.")


class StatedRule(Stated):
    """A rule of a municipality or of the law."""

    key: str
    service: Service | None = Field(description="null: for every service.")


class QuestionQuery(Closed):
    """A question in one's own words."""

    question: Annotated[str, Field(min_length=2, max_length=LONGEST)]
    municipality: str | None = Field(
        None, description="Kommunenummer: whose rules are meant where no place is named."
    )
    standard: Literal["nb", "nn"] = "nb"


class AnswerSource(BaseModel):
    """Where it stands; a document without an address has its title alone."""

    url: str | None
    title: str | None
    checked: date


class AnswerView(BaseModel):
    """One thing that is told, in the assistant's own words."""

    text: str
    statement: str | None = Field(description="The statement's id; null for a rule.")
    source: AnswerSource | None = Field(description="null where nothing is stated.")


class AnswerList(BaseModel):
    """What is told; empty where nothing that is known answers the question."""

    question: str
    answers: list[AnswerView]


class LawRule(Stated):
    """A rule of law."""

    key: str
    verified: bool = Field(description="false: not yet read in its source; ask the municipality.")


class StatedFact(Stated):
    """A fact about a provider; the same keys in the same order for every provider."""

    key: str


class MunicipalityView(BaseModel):
    """A municipality that people can write to and call."""

    id: str
    name: str
    page: str = Field(description="Its page's path.")
    phone: str = Field(description="The number to text and call, E.164.")
    switchboard: str | None = Field(description="The municipality's own number; null: not known.")
    standard: Literal["nb", "nn"]


class DistrictView(BaseModel):
    """A part of a municipality with providers of its own."""

    id: str
    name: str


class ServiceView(BaseModel):
    """A service, and whether the choice covers it."""

    service: Service
    nb: str
    nn: str
    covered: bool | None = Field(description="On the day; null: the municipality does not say.")


class StateView(Stated):
    """Where a scheme stands on a day."""

    value: SchemeState
    open: bool = Field(description="Whether anybody can choose on the day.")
    since: date | None
    until: date | None


class SchemeView(BaseModel):
    """A municipality's scheme on a day."""

    municipality: str
    on: date
    state: StateView
    services: list[ServiceView]
    rules: list[StatedRule]


class ProviderView(BaseModel):
    """A provider; the municipality's own service is one of them."""

    id: str
    name: str
    municipal: bool
    facts: list[StatedFact]


class MunicipalityList(BaseModel):
    """Every municipality, by number."""

    municipalities: list[MunicipalityView]


class DistrictList(BaseModel):
    """A municipality's districts; empty where it has none."""

    municipality: str
    districts: list[DistrictView]


class LawList(BaseModel):
    """The rules of law that answers use."""

    rules: list[LawRule]


class ProviderList(BaseModel):
    """Who can be chosen, in an order that favours nobody."""

    municipality: str
    service: Service
    district: str | None
    on: date
    open: bool = Field(description="Whether anybody can choose for the service on the day.")
    seed: str = Field(description="Give it again for the same order. No rank lies in the order.")
    providers: list[ProviderView]


class Comparison(BaseModel):
    """Providers side by side: one row a fact, one value a provider, in the providers' order."""

    municipality: str
    on: date
    seed: str
    providers: list[ProviderView]
    if_nobody_is_chosen: StatedRule


class Mistake(BaseModel):
    """One thing that is wrong with a question."""

    where: str
    reason: str


class Problem(BaseModel):
    """Why there is no answer (RFC 9457, `application/problem+json`)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Mistake] = []


def municipality_view(municipality: Municipality) -> MunicipalityView:
    """A municipality as the API tells of it."""
    return MunicipalityView(
        id=municipality.id,
        name=municipality.name,
        page=f"/{slug(municipality)}",
        phone=municipality.phone,
        switchboard=municipality.switchboard,
        standard=municipality.standard,
    )


def rule_view(rule: Rule, service: Service | None = None) -> StatedRule:
    """A municipality's rule as the API tells of it."""
    return StatedRule(
        key=rule.key,
        service=service,
        value=rule.as_data(),
        source=rule.source,
        checked=rule.checked,
    )


def scheme_view(catalogue: Catalogue, scheme: Scheme, on: date) -> SchemeView:
    """A scheme as the API tells of it, with every rule, stated or not."""
    state = scheme.state_rule
    names = {service: catalogue.service_names(service) for service in SERVICES}
    return SchemeView(
        municipality=scheme.municipality,
        on=on,
        state=StateView(
            value=scheme.state_on(on),
            open=scheme.open_on(on),
            since=scheme.since,
            until=scheme.until,
            source=state.source,
            checked=state.checked,
        ),
        services=[
            ServiceView(
                service=service, nb=names[service].nb, nn=names[service].nn,
                covered=scheme.covers(service, on),
            )
            for service in SERVICES
        ],
        rules=[
            rule_view(rule, next((s for s in SERVICES if s == service), None))
            for (_, service), rule in sorted(
                scheme.rules.items(), key=lambda each: (each[0][0], each[0][1] or "")
            )
        ],
    )  # fmt: skip


def provider_view(provider: Provider) -> ProviderView:
    """A provider as the API tells of it."""
    return ProviderView(
        id=provider.id,
        name=provider.name,
        municipal=provider.municipal,
        facts=[fact_view(key, fact) for key, fact in provider.facts.items()],
    )


def fact_view(key: str, fact: Fact) -> StatedFact:
    """A fact as the API tells of it."""
    return StatedFact(key=key, value=fact.as_data(), source=fact.source, checked=fact.checked)
