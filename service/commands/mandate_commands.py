"""`brukervalg mandates`, as it is typed; what it does stands in `service.commands.mandates`."""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the others start fast

from datetime import datetime

import click

from choice_register.mandates.types import Paper, Scope
from core.settings import Settings
from service.commands.options import DAY

HERE = click.option("--municipality", required=True, metavar="NUMMER", help="For eksempel 0301.")


@click.group()
def mandates() -> None:
    """Fullmakter: se dem, registrer dem som har vist papir, og trekk dem tilbake."""


@mandates.command("list")
@click.option("--municipality", default=None, metavar="NUMMER", help="Bare denne kommunen.")
@click.option("--all", "every", is_flag=True, help="Også de som er over.")
@click.option("--check", is_flag=True, help="Bare de som noen bør se på, og hvorfor.")
@click.pass_obj
def list_mandates(settings: Settings, municipality: str | None, every: bool, check: bool) -> None:
    """Fullmaktene som gjelder, de som går ut først først."""
    from service.commands.mandates import listed

    click.echo(listed(settings, municipality, every=every, check=check))


@mandates.command("register")
@HERE
@click.option("--person", "person_id", type=int, required=True, help="Hvem det gjelder.")
@click.option(
    "--paper",
    type=click.Choice([each.value for each in Paper]),
    required=True,
    help="Papiret du har sett: signed (underskrevet av personen), guardian (verge), "
    "attorney (fremtidsfullmakt) eller next_of_kin (legalfullmakt, som ikke er nok).",
)
@click.option("--reference", required=True, help="Saksnummeret, eller hvor kopien ligger.")
@click.option("--seen-on", type=DAY, default=None, help="Dagen du så det; ellers i dag.")
@click.option("--name", required=True, help="Navnet på den som har fullmakten.")
@click.option("--phone", default=None, help="Mobilnummeret til den som har fullmakten.")
@click.option("--scope", type=click.Choice([each.value for each in Scope]), required=True)
@click.option("--until", type=DAY, required=True, help="Siste dag; høyst et år fram.")
@click.pass_obj
def register_mandate(
    settings: Settings,
    *,
    municipality: str,
    person_id: int,
    paper: str,
    reference: str,
    seen_on: datetime | None,
    name: str,
    phone: str | None,
    scope: str,
    until: datetime,
) -> None:
    """Registrer en fullmakt når du har sett papiret. Koden vises én gang."""
    from service.commands.mandates import Shown, register

    shown = Shown(
        municipality=municipality,
        person_id=person_id,
        paper=Paper(paper),
        reference=reference,
        seen_on=seen_on.date() if seen_on else None,
        agent_name=name,
        agent_phone=phone,
        scope=Scope(scope),
        valid_to=until.date(),
    )
    click.echo(register(settings, shown))


@mandates.command("withdraw")
@HERE
@click.argument("mandate_id", type=int)
@click.option("--reason", required=True, help="Hvorfor, for loggen.")
@click.pass_obj
def withdraw_mandate(settings: Settings, municipality: str, mandate_id: int, reason: str) -> None:
    """Trekk en fullmakt tilbake. Koden slutter å virke med en gang."""
    from service.commands.mandates import withdraw

    click.echo(withdraw(settings, municipality, mandate_id, reason))
