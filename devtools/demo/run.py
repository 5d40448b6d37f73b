"""`make demo`: everything on loopback, with invented people and a fake Twilio."""

import errno
from pathlib import Path

import click
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from choice_register.models import Person
from core.clock import Clock
from core.database import Database
from core.settings import DEMO_AUTH_TOKEN, DEMO_LOGIN, TWILIO_API, Settings
from devtools.demo.people import describe_people, load_people, read_people
from devtools.fake_login.accounts import caseworkers, citizen, relatives
from devtools.fake_login.server import CASEWORKERS, CITIZENS, serve_login
from devtools.fake_twilio import serve_fake
from service.application import load_catalogue
from service.logs import set_up
from service.server import Serving, prepare, run_until_stopped

GATHER_SECONDS = 0.0
"""Whoever tries the demo waits for the answer to each text before writing the next."""


def demo_settings(settings: Settings) -> Settings:
    """The settings of the demo: Twilio and the sign-in are the imitations unless others are named.

    Each imitation has a port of its own, so that several demos run on one machine.
    """
    update: dict[str, object] = {}
    if imitates_twilio(settings):
        update["twilio_api_base_url"] = f"http://127.0.0.1:{settings.fake_twilio_port}"
    for party, path in (("idporten", CITIZENS), ("caseworker", CASEWORKERS)):
        if getattr(settings, f"{party}_issuer").startswith(DEMO_LOGIN):
            issuer = f"http://127.0.0.1:{settings.fake_login_port}/{path}"
            update[f"{party}_issuer"] = issuer
    return settings.model_copy(update=update)


def imitates_twilio(settings: Settings) -> bool:
    """Whether Twilio is the imitation: no other address, and no account of somebody's own."""
    return (settings.twilio_api_base_url, settings.twilio_auth_token) == (
        TWILIO_API,
        DEMO_AUTH_TOKEN,
    )


def run(settings: Settings, *, fresh: bool) -> None:
    """Prepare, start, print addresses and people, and serve until Ctrl-C.

    Args:
        settings: as read from the environment.
        fresh: delete the demo's database first.
    """
    set_up(readable=True)
    own_fake, own_login = imitates_twilio(settings), settings.idporten_issuer.startswith(DEMO_LOGIN)
    settings = demo_settings(settings)
    if "gather_seconds" not in settings.model_fields_set:
        settings = settings.model_copy(update={"gather_seconds": GATHER_SECONDS})
    if fresh:
        _delete(settings)
    prepare(settings, click.echo)
    _load(settings)
    fake = login = None
    try:
        if own_login:
            login = serve_login(
                settings.fake_login_port,
                app_at=settings.base_url,
                client_id=settings.idporten_client_id,
                client_secret=settings.idporten_client_secret,
                people=[
                    *(citizen(each.national_id, each.name, each.note) for each in read_people()),
                    *relatives(),
                ],
            )
        if own_fake:
            fake = serve_fake(
                settings.fake_twilio_port,
                public_base_url=settings.base_url,
                app_at=f"http://127.0.0.1:{settings.port}",
                account_sid=settings.twilio_account_sid,
                auth_token=settings.twilio_auth_token,
            )
        # A telephone of the demo waits for answers: nothing comes by itself in between.
        serving = Serving(settings, click.echo, notices=False)
        run_until_stopped(serving, lambda: click.echo(welcome(settings)))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise click.ClickException(
            "en port er opptatt. Kjører demoen alt? Sett ellers andre: BRUKERVALG_PORT, "
            "BRUKERVALG_ENGINE_PORT, BRUKERVALG_ACTIONS_PORT, BRUKERVALG_FAKE_TWILIO_PORT og "
            "BRUKERVALG_FAKE_LOGIN_PORT. Og egen BRUKERVALG_DATABASE_URL."
        ) from error
    finally:
        if fake is not None:
            fake.stop()
        if login is not None:
            login.stop()


def demo_people(settings: Settings) -> list[dict[str, object]]:
    """The demo people as `brukervalg people --json` shows them."""
    return describe_people(load_catalogue(settings))


def number_for(settings: Settings, from_: str, to: str | None) -> str:
    """The number that somebody texts or calls: the one given, else their municipality's."""
    if to:
        return to
    for person in demo_people(settings):
        if from_ in (person["phone"], *agents(person)):
            return str(person["municipality_number"])
    return load_catalogue(settings).municipalities()[0].phone


def agents(person: dict[str, object]) -> dict[str, dict[str, str]]:
    """Those who have a mandate from a demo person, by their phone numbers."""
    listed = person["mandates"]
    assert isinstance(listed, list)  # noqa: S101 - as `describe_people` makes it
    return {each["phone"]: each for each in listed}


def shown(people: list[dict[str, object]]) -> str:
    """The demo people as lines to read, and the relatives who can only sign in."""
    lines = []
    for person in people:
        lines.append(f"  {person['name']}, {person['municipality']}: {person['note']}")
        lines.append(
            f"    fra {person['phone']} til {person['municipality_number']}"
            f"   kode {grouped(str(person['code']))}   født {person['birth_date']}"
        )
        for phone, agent in agents(person).items():
            lines.append(
                f"    fullmakt: {agent['agent']}, fra {phone}   kode {grouped(agent['code'])}"
                "   med samme fødselsdato"
            )
    lines.append("  Pårørende uten egen sak, til å logge inn som på nett:")
    lines += [f"    {each.name}: {each.note}" for each in relatives()]
    return "\n".join(lines)


def grouped(code: str) -> str:
    """A code in threes."""
    return " ".join((code[:3], code[3:6], code[6:]))


def welcome(settings: Settings) -> str:
    """What is printed when all is ready."""
    people = demo_people(settings)
    first, second = people[0], people[1]
    return f"""
Brukervalg er i gang på {settings.base_url}   (helse: {settings.base_url}/healthz)

Oppdiktede personer:
{shown(people)}

På nett:
  {settings.base_url}/          sidene for alle
  {settings.base_url}/chat      spør og velg på nett; /widget viser knappen for kommunens egen side
  {settings.base_url}/min-side  egen side: en etterligning av ID-porten spør hvem du vil være
  {settings.base_url}/casework  for saksbehandlere. Innloggingen er en etterligning. Den spør hvem:
{_caseworkers()}

Prøv i et annet vindu:
  .venv/bin/brukervalg sms --from {first["phone"]}
      > Hei, hvem kan jeg velge?
      > Jeg vil velge
  .venv/bin/brukervalg call --from {second["phone"]}
      > jeg vil bytte
  .venv/bin/brukervalg tasks        (det som venter på et menneske)
  .venv/bin/brukervalg notices --due  (det kommunen skriver først, i kontortiden)

Ctrl-C avslutter alt.
"""


def _caseworkers() -> str:
    width = max(len(each.name) for each in caseworkers())
    return "\n".join(f"      {each.name:{width}}  {each.note}" for each in caseworkers())


def _load(settings: Settings) -> None:
    database = Database(settings.database_url)
    try:
        with database.read() as session:
            there = session.scalar(select(func.count()).select_from(Person))
        if not there:
            click.echo("lager oppdiktede personer ...")
            load_people(database, load_catalogue(settings), Clock(settings.now))
    finally:
        database.close()


def _delete(settings: Settings) -> None:
    file = make_url(settings.database_url).database
    if settings.database_url.startswith("sqlite") and file:
        for each in (file, f"{file}-wal", f"{file}-shm"):
            Path(each).unlink(missing_ok=True)
