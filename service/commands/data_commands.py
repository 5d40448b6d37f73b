"""The commands for those who run the service and handle cases, before there is a console.

Each is thin; what it does stands in the module that it names.
"""
# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the others start fast

from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import click

from core.clock import OSLO
from core.settings import Settings
from service.commands.mandate_commands import mandates

MUNICIPALITY = click.option(
    "--municipality", default=None, metavar="NUMMER", help="Bare denne kommunen, for eksempel 0301."
)
DAY = click.DateTime(["%Y-%m-%d"])


@click.group("import")
def import_() -> None:
    """Les inn data fra kommunens egne systemer."""


@import_.command("people")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def import_people(settings: Settings, file: Path) -> None:
    """Les inn personer og vedtak fra FILE: CSV (UTF-8, med overskrift) eller JSON-linjer.

    Hele filen kontrolleres først. Er noe galt, står hver feil med linje og felt, og ingenting
    endres. Samme fil to ganger endrer ingenting. En person kjennes igjen på fødselsnummeret, et
    vedtak på referansen. Filen er fasit for personene og vedtakene som står i den: et tomt felt
    tømmer feltet. Vedtak som ikke står i filen, blir stående.

    CSV har én linje for hver tjeneste. Oppgaver skilles med | og datoer skrives 2026-11-21.
    Skilletegnet er komma eller semikolon:

    \b
    municipality;district;national_id;name;birth_date;phone;standard;reference;decided_on;valid_from;valid_to;service;hours_per_week;tasks;choose_by
    0301;030105;14834111781;Solveig Myrhaug;1941-03-14;400 11 001;nb;2026/17;2026-11-01;2026-11-01;2027-10-31;practical_assistance;2,5;rengjøring|klesvask;2026-12-01

    JSON har én linje for hvert vedtak:

    \b
    {"municipality": "0301", "district": "030105", "national_id": "14834111781",
     "name": "Solveig Myrhaug", "birth_date": "1941-03-14", "phone": "+4740011001",
     "standard": "nb", "reference": "2026/17", "decided_on": "2026-11-01",
     "valid_from": "2026-11-01", "valid_to": "2027-10-31", "services": [
       {"service": "practical_assistance", "hours_per_week": 2.5,
        "tasks": ["rengjøring", "klesvask"], "choose_by": "2026-12-01"}]}
    (alt på én linje)

    \b
    municipality    kommunenummer, fire sifre
    district        bydelens nummer; bare der kommunen har bydeler
    national_id     fødselsnummer, 11 sifre (også D-nummer og syntetiske)
    phone           kan være tomt
    standard        nb eller nn; tomt betyr kommunens egen målform
    reference       vedtakets nummer i kommunens system
    valid_to        siste dag; tomt betyr ingen sluttdato
    service         practical_assistance, home_nursing eller bpa
    hours_per_week  timer i uka; tomt når vedtaket ikke sier det
    tasks           oppgavene med vedtakets egne ord; kan være tomt
    choose_by       siste dag for å velge, hvis brevet gir en slik dag
    """  # noqa: E501 - an example that can be copied
    from service.imports.import_people import import_people as run

    click.echo(run(settings, file))


@click.group()
def letters() -> None:
    """Brevene med koder."""


@letters.command()
@click.option("--municipality", required=True, metavar="NUMMER", help="Kommunenummer.")
@click.option("--missing", is_flag=True, help="Alle som mangler et gyldig brev (vanlig valg).")
@click.option("--person", "person_id", type=int, metavar="NUMMER", help="Bare denne personen.")
@click.option(
    "--out", required=True, metavar="FIL.csv", type=click.Path(dir_okay=False, path_type=Path)
)
@click.pass_obj
def issue(
    settings: Settings, municipality: str, missing: bool, person_id: int | None, out: Path
) -> None:
    """Lag nye koder, og skriv det brevene trenger, til en ny fil.

    Uten --person gjelder det alle i kommunen som har et vedtak som ikke er over, og som mangler et
    gyldig brev. Med --person slutter den gamle koden å virke.

    Bare du kan lese filen, og kodene står ingen andre steder. Slett den når brevene er sendt.
    """
    if missing and person_id is not None:
        raise click.UsageError("Velg enten --missing eller --person.")
    from service.imports.letter_file import issue as run

    click.echo(run(settings, municipality, person_id, out))


@letters.command()
@click.option("--municipality", required=True, metavar="NUMMER", help="Kommunenummer.")
@click.option("--before", required=True, type=DAY, help="Brev fra før denne dagen.")
@click.option(
    "--out", required=True, metavar="FIL.csv", type=click.Path(dir_okay=False, path_type=Path)
)
@click.pass_obj
def second(settings: Settings, municipality: str, before: datetime, out: Path) -> None:
    """Skriv kode 2 til brev som er sendt uten den, til en ny fil.

    Ingen nye koder blir laget, og ingen slutter å virke. Bare du kan lese filen. Slett den når
    brevene er sendt.
    """
    from service.imports.letter_file import second as run

    click.echo(run(settings, municipality, before.replace(tzinfo=OSLO), out))


@click.group()
def export() -> None:
    """Ta ut data som JSON."""


def _lines(
    settings: Settings,
    what: Literal["choices", "audit"],
    municipality: str | None,
    since: datetime | None,
) -> None:
    from service.commands.export import lines

    for line in lines(settings, what, municipality, since.date() if since else None):
        click.echo(line)


@export.command("choices")
@MUNICIPALITY
@click.option("--since", type=DAY, help="Bare valg mottatt fra og med denne dagen.")
@click.pass_obj
def export_choices(settings: Settings, municipality: str | None, since: datetime | None) -> None:
    """Valgene, ett JSON-objekt på hver linje, uten navn."""
    _lines(settings, "choices", municipality, since)


@export.command("audit")
@MUNICIPALITY
@click.option("--since", type=DAY, help="Bare linjer fra og med denne dagen.")
@click.pass_obj
def export_audit(settings: Settings, municipality: str | None, since: datetime | None) -> None:
    """Loggen over hvem som så og gjorde hva, ett JSON-objekt på hver linje."""
    _lines(settings, "audit", municipality, since)


@export.command("person")
@click.option(
    "--national-id",
    prompt="Fødselsnummer",
    hide_input=True,
    help="Uten dette blir du spurt, og da blir nummeret ikke liggende i skallets historikk.",
)
@click.pass_obj
def export_person(settings: Settings, national_id: str) -> None:
    """Alt som er lagret om én person, og hvem som har sett det (innsyn, GDPR artikkel 15)."""
    from service.commands.export import person

    click.echo(person(settings, national_id))


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
@click.option(
    "--older-than",
    "days",
    type=click.IntRange(min=2),
    default=90,
    show_default=True,
    metavar="DAGER",
    help="Hvor gamle de er, minst 2 dager.",
)
@click.option("--dry-run", is_flag=True, help="Bare tell; slett ingenting.")
@click.pass_obj
def purge(settings: Settings, days: int, dry_run: bool) -> None:
    """Slett ordene i gamle samtaler, utløpte brev og gamle kodeforsøk.

    Meldinger, svar, samtaleutskrifter i løste oppgaver og telefonnumre i samtaler som er over.
    Valg, vedtak og loggen slettes aldri. Samtaler med en uløst oppgave røres ikke.
    """
    from service.commands.purge import purge as run

    click.echo(run(settings, days, dry_run=dry_run))


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


@click.command()
@click.option(
    "--changed",
    type=DAY,
    required=True,
    help="Dagen da den nye nøkkelen ble tatt i bruk: ÅÅÅÅ-MM-DD.",
)
@click.pass_obj
def keys(settings: Settings, changed: datetime) -> None:
    """Tell hva som henger på gamle nøkler, og om de kan tas bort."""
    from service.commands.keys import keys as run

    # The whole day: what was made in it may be of either.
    click.echo(run(settings, changed.replace(tzinfo=OSLO) + timedelta(days=1)))


@click.command()
@click.argument("person", type=int)
@click.option("--to", "municipality", required=True, help="Kommunenummer det flyttes til.")
@click.option("--district", default=None, help="Bydel der, der kommunen har bydeler.")
@click.pass_obj
def move(settings: Settings, person: int, municipality: str, district: str | None) -> None:
    """Flytt person nummer PERSON til en annen kommune: valg, fullmakter og koder slutter."""
    from service.commands.move import move as run

    click.echo(run(settings, person, municipality, district))


COMMANDS: tuple[click.Command, ...] = (
    *(import_, letters, export, choices, mandates, purge, move),
    *(notices, provider_leaves, readings, judge_reading, sign_out, keys),
)
