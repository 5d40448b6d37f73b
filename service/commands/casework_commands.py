"""The commands for those who handle cases: choices, mandates, notices, readings, sign-ins.

Each is thin; what it does stands in the module that it names.
"""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the others start fast

from datetime import datetime

import click

from core.settings import Settings
from service.commands.mandate_commands import mandates
from service.commands.options import DAY, MUNICIPALITY


@click.group()
def choices() -> None:
    """Valgene som venter på en saksbehandler."""


@choices.command("list")
@MUNICIPALITY
@click.option("--all", "every", is_flag=True, help="Også de som er avgjort.")
@click.pass_obj
def list_choices(settings: Settings, municipality: str | None, every: bool) -> None:
    """Valgene som ikke er avgjort, de eldste først. Det logges at du så dem."""
    from service.commands.choices import listed

    click.echo(listed(settings, municipality, every=every))


@choices.command()
@click.argument("case")
@MUNICIPALITY
@click.option("--effect-date", type=DAY, help="Dagen som er avtalt med leverandøren.")
@click.pass_obj
def approve(
    settings: Settings, case: str, municipality: str | None, effect_date: datetime | None
) -> None:
    """Godkjenn valget i saken CASE, for eksempel 26-00123-4."""
    from service.commands.choices import approve as run

    click.echo(run(settings, case, municipality, effect_date.date() if effect_date else None))


@choices.command()
@click.argument("case")
@MUNICIPALITY
@click.option("--reason", required=True, help="Begrunnelsen, som personen får vite.")
@click.pass_obj
def reject(settings: Settings, case: str, municipality: str | None, reason: str) -> None:
    """Avslå valget i saken CASE, for eksempel 26-00123-4."""
    from service.commands.choices import reject as run

    click.echo(run(settings, case, municipality, reason))


@click.command()
@MUNICIPALITY
@click.option("--since", type=DAY, default=None, help="Første dag, for eksempel 2026-11-21.")
@click.option("--examples", type=click.IntRange(0, 1000), default=0, help="Vis så mange ulike.")
@click.option("--json", "as_json", is_flag=True, help="Som JSON.")
@click.pass_obj
def readings(
    settings: Settings,
    municipality: str | None,
    since: datetime | None,
    examples: int,
    as_json: bool,
) -> None:
    """Sammenlign den andre leseren med vår på kommunens egne meldinger (BRUKERVALG_READER).

    Meldingene er maskert, slik de ble sendt. At noen ser på dem, står i loggen.
    """
    from service.commands.readings import readings as run

    day = since.date() if since else None
    click.echo(run(settings, municipality, day, examples, as_json=as_json))


@click.command("judge-reading")
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@click.argument("judged", type=click.Choice(["embedded", "second", "both", "neither"]))
@click.pass_obj
def judge_reading(settings: Settings, number: int, judged: str) -> None:
    """Lagre hvilken lesning av melding NUMBER i «readings --examples» som er rett."""
    from service.commands.readings import judge_reading as run

    click.echo(run(settings, number, judged))


@click.command()
@click.option("--due", is_flag=True, help="Planlegg, og send det som skal gå nå.")
@click.pass_obj
def notices(settings: Settings, due: bool) -> None:
    """Varslene som venter, og hvem som må få brev fordi vi ikke har noe nummer.

    Serveren planlegger og sender dem selv. Det går bare på hverdager mellom 8 og 17.
    """
    from service.notifications.commands import listed, send_due

    if due:
        click.echo(send_due(settings))
    click.echo(listed(settings))


@click.command("provider-leaves")
@click.argument("provider")
@MUNICIPALITY
@click.option("--last-day", type=DAY, help="Siste dag leverandøren gir hjelp, hvis den er kjent.")
@click.pass_obj
def provider_leaves(
    settings: Settings, provider: str, municipality: str | None, last_day: datetime | None
) -> None:
    """Si fra til alle som har PROVIDER, at de kan velge på nytt. Hver får det én gang."""
    from service.notifications.commands import provider_leaves as run

    click.echo(run(settings, provider, municipality, last_day.date() if last_day else None))


@click.command("sign-out")
@click.argument("subject", required=False)
@click.option("--citizen", is_flag=True, help="En innbygger; du blir spurt om fødselsnummeret.")
@click.pass_obj
def sign_out(settings: Settings, subject: str | None, citizen: bool) -> None:
    """Avslutt alle innlogginger til en saksbehandler som har sluttet eller mistet en rolle.

    SUBJECT er det innloggingstjenesten kaller saksbehandleren (`sub`).
    """
    if citizen:
        subject = click.prompt("Fødselsnummer", hide_input=True)
    elif subject is None:
        raise click.UsageError("Skriv hvem det er, eller --citizen.")
    from service.commands.sign_out import sign_out as run

    click.echo(run(settings, subject or "", citizen=citizen))


COMMANDS: tuple[click.Command, ...] = (
    *(choices, mandates, notices, provider_leaves),
    *(readings, judge_reading, sign_out),
)
