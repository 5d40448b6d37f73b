"""`brukervalg`: the commands. Each is thin; what it does stands in the module that it names."""

import json
import subprocess
import sys
from pathlib import Path

import click
from pydantic import ValidationError

from assistant.texts.text import TextError
from core.private import make_private
from core.settings import Settings
from provider_catalog.loading.reading import CatalogueError
from service.commands import casework_commands, data_commands
from service.engine.engine_process import EngineMissing, TrainingFailed
from service.paths import ROOT, VAR
from service.production import UnsafeSettings, require_production_settings

WHOLE_CALL = ROOT / "docs/calls/choose.txt"


class Commands(click.Group):
    """The commands; what is wrong with the surroundings is told in a line, not in a traceback."""

    def invoke(self, context: click.Context) -> object:
        """Run a command.

        Raises:
            click.ClickException: settings, catalogue, texts, engine or database are not as they
                must be.
        """
        try:
            return super().invoke(context)
        except (EngineMissing, TrainingFailed, CatalogueError, TextError, UnsafeSettings) as wrong:
            raise click.ClickException(str(wrong)) from wrong
        except RuntimeError as wrong:
            from migrations import NewerDatabase

            if isinstance(wrong, NewerDatabase):
                raise click.ClickException(str(wrong)) from wrong
            raise


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Brukervalg: hjelp til å velge hvem som kommer hjem for å hjelpe."""
    make_private(VAR)
    try:
        context.obj = Settings()
    except ValidationError as wrong:
        problems = [f"BRUKERVALG_{str(p['loc'][0]).upper()}: {p['msg']}" for p in wrong.errors()]
        raise click.ClickException("feil innstilling: " + "; ".join(problems)) from wrong


@main.command()
@click.pass_obj
def serve(settings: Settings) -> None:
    """Start app, actions, delivery worker and engine, with the settings of the environment."""
    from service.logs import set_up
    from service.server import Serving, prepare, run_until_stopped

    require_production_settings(settings)
    set_up()
    prepare(settings, click.echo)
    run_until_stopped(Serving(settings, click.echo), lambda: click.echo(settings.base_url))


@main.command()
@click.option("--fresh", is_flag=True, help="Slett demoens database først.")
@click.pass_obj
def demo(settings: Settings, fresh: bool) -> None:
    """Start everything on loopback with invented people and a fake Twilio."""
    from devtools.demo.run import run

    run(settings, fresh=fresh)


@main.command()
@click.option("--from", "from_", required=True, help="Nummeret som skriver, +47…")
@click.option("--to", default=None, help="Nummeret det skrives til; ellers kommunens.")
@click.pass_obj
def sms(settings: Settings, from_: str, to: str | None) -> None:
    """Write text messages through the real webhook, with a real signature."""
    from devtools.demo.run import demo_settings, number_for
    from devtools.simulate_sms import simulate_sms

    settings = demo_settings(settings)
    sys.exit(simulate_sms(settings, from_, number_for(settings, from_, to)))


@main.command()
@click.option("--from", "from_", required=True, help="Nummeret som ringer, +47…")
@click.option("--to", default=None, help="Nummeret det ringes til; ellers kommunens.")
@click.option("--script", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--audio", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def call(
    settings: Settings, from_: str, to: str | None, script: Path | None, audio: Path | None
) -> None:
    """Call through the real webhook: digits are keys, words are speech, an empty line silence."""
    from devtools.demo.run import demo_settings, number_for
    from devtools.simulate_call import simulate

    settings = demo_settings(settings)
    sys.exit(simulate(settings, from_, number_for(settings, from_, to), script, audio))


@main.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option(
    "--script", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=WHOLE_CALL
)
@click.option("--from", "from_", default=None, help="Nummeret som ringer; ellers Solveigs.")
@click.pass_obj
def recording(settings: Settings, out: Path, script: Path, from_: str | None) -> None:
    """Spill en hel samtale mot demoen, til å lytte til: call.wav og call.txt i mappen OUT.

    Demoen må være startet i et annet vindu, best med «brukervalg demo --fresh», så ingen har valgt
    fra før. Uten espeak-ng blir det bare tekst.
    """
    from devtools.demo.run import demo_people, demo_settings, number_for
    from devtools.simulate_call import simulate

    settings = demo_settings(settings)
    caller = from_ or str(demo_people(settings)[0]["phone"])
    sys.exit(simulate(settings, caller, number_for(settings, caller, None), script, out))


@main.command()
@click.option(
    "--both", is_flag=True, help="Vis også hva den andre leseren leser (BRUKERVALG_READER)."
)
@click.pass_obj
def parse(settings: Settings, both: bool) -> None:
    """Understand JSON lines `{"text": …}` from standard input, a line each, in order."""
    from service.commands import parse as commands

    if not both:
        sys.exit(commands.parse())
    for line in commands.parse_both(settings):
        click.echo(line)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Som JSON.")
@click.pass_obj
def people(settings: Settings, as_json: bool) -> None:
    """The demo people, with their codes and what each is there to show."""
    from devtools.demo.run import demo_people, shown

    listed = demo_people(settings)
    if as_json:
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
    else:
        click.echo(shown(listed))


@main.group()
def bench() -> None:
    """Measurements that are commands of their own."""


@bench.command()
@click.option("--train", "train_file", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--test", "test_file", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--stock", is_flag=True, help="Mål Rasas egne pipeliner i samme kjøring.")
def norsid(train_file: Path, test_file: Path, stock: bool) -> None:
    """Train the understanding pipeline on one file, and print its accuracy on another as JSON."""
    from service.engine.engine_process import engine_command

    files = ["--train", str(train_file.resolve()), "--test", str(test_file.resolve())]
    command = engine_command(
        "assistant.nlu.judging.norsid", *files, *(["--stock"] if stock else [])
    )
    sys.exit(subprocess.run(command, cwd=ROOT, check=False).returncode)


@main.command()
@click.option("--force", is_flag=True, help="Tren selv om ingenting er endret.")
def train(force: bool) -> None:
    """Train the model if its data changed."""
    from service.engine.engine_process import train as train_model

    train_model(force=force)


@main.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None)
def texts(out: Path | None) -> None:
    """Alle tekster på én side, til den som ser over språket (docs/texts.md)."""
    from service.commands.text_book import text_book

    if out is None:
        click.echo(text_book(), nl=False)
    else:
        out.write_text(text_book(), "utf-8")


@main.group()
def db() -> None:
    """The database."""


@db.command()
@click.pass_obj
def upgrade(settings: Settings) -> None:
    """Bring the database's tables to the newest step."""
    from migrations import upgrade as upgrade_database

    upgrade_database(settings.database_url)


@db.command()
@click.argument("step")
@click.confirmation_option(
    "--yes", prompt="Det som bare de senere stegene har, blir borte. Er det tatt sikkerhetskopi?"
)
@click.pass_obj
def downgrade(settings: Settings, step: str) -> None:
    """Ta databasen tilbake til steg STEP (for eksempel 0012), når en oppgradering skal angres.

    Stopp tjenesten først, og ta en sikkerhetskopi.
    """
    from migrations import downgrade as downgrade_database

    try:
        downgrade_database(settings.database_url, step)
    except ValueError as wrong:
        raise click.ClickException(
            f"Databasen kan ikke tas tilbake til steg {step}. Se «ls migrations/versions»."
        ) from wrong


@main.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Som JSON, en oppgave per linje.")
@click.option("--all", "every", is_flag=True, help="Også de som er løst.")
@click.pass_context
def tasks(context: click.Context, as_json: bool, every: bool) -> None:
    """What waits for a person: conversations handed over and calls to make."""
    from service.commands.tasks import show

    if context.invoked_subcommand is None:
        shown = show(context.obj, as_json=as_json, every=every)
        # No task is no line, not an empty one, to whatever reads JSON lines.
        click.echo(shown, nl=bool(shown))


@tasks.command()
@click.argument("number", type=int)
@click.pass_obj
def resolve(settings: Settings, number: int) -> None:
    """Marker oppgave NUMBER som løst."""
    from service.commands.tasks import resolve as run

    click.echo(run(settings, number))


@main.command("call-back")
@click.argument("number", type=int)
@click.pass_obj
def call_back(settings: Settings, number: int) -> None:
    """La assistenten ringe den som oppgave NUMBER gjelder, i dagens åpne timer."""
    from service.commands.call_back import call_back as run

    click.echo(run(settings, number))


for command in (*data_commands.COMMANDS, *casework_commands.COMMANDS):
    main.add_command(command)
