"""`brukervalg call`: a telephone in the terminal, through the real webhook, signed."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from core.settings import Settings
from devtools.phone_simulator import Caller, CallRecord, EndedBy, Event
from devtools.phone_simulator.audio import can_speak, record_to, seconds_of
from devtools.phone_simulator.script import BadScript

ENDINGS = {
    EndedBy.APP: "assistenten la på",
    EndedBy.CALLER: "den som ringte, la på",
    EndedBy.REJECTED: "samtalen ble avvist",
    EndedBy.TRANSFERRED: "samtalen ble satt over",
    EndedBy.DROPPED: "FEIL: linjen ble død uten et ord",
    EndedBy.ERROR: "FEIL: Twilio ville sagt at noe er galt",
}
BAD_ENDINGS = {EndedBy.DROPPED, EndedBy.ERROR}


def simulate(
    settings: Settings, from_: str, to: str, script: Path | None, audio: Path | None
) -> int:
    """Call, print what is heard, and say how it ended.

    Args:
        settings: the app's address and secret.
        from_: the caller's number, E.164, or `anonymous`.
        to: the number called, E.164.
        script: a file with a line for each thing that the caller does; else the terminal.
        audio: a folder for the recording.

    Returns:
        The exit code: 0 for a call that ended as calls should.
    """
    caller = Caller(
        f"http://127.0.0.1:{settings.port}",
        settings.base_url,
        settings.twilio_auth_token,
        from_,
        to,
        account_sid=settings.twilio_account_sid,
    )
    lines = script.read_text("utf-8").splitlines() if script is not None else _typed()
    click.echo(f"Ringer {to} fra {from_}. Tall er taster, ord er tale, tom linje er stillhet.")
    try:
        record = caller.call(lines, lambda event: click.echo(line_of(event)))
    except BadScript as error:
        click.echo(str(error), err=True)
        return 2
    click.echo(summary(record))
    if "ConnectError" in " ".join(record.problems):
        click.echo(f"Ingen svarer på port {settings.port}. Start med «make demo».", err=True)
    if audio is not None:
        _write(record, audio)
    return 1 if record.ended_by in BAD_ENDINGS else 0


def line_of(event: Event) -> str:
    """An event as a line: when, what, and the words."""
    minutes, seconds = divmod(int(event.at), 60)
    what = {
        "say": f"hører   {event.text}",
        "play": f"hører   ♪ {event.text}",
        "pause": f"        (pause i {event.text} s)",
        "ring": f"        (ringer {event.text}; svarer noen? @answered eller @no-answer)",
        "whisper": f"        (den som svarer, hører: {event.text})",
        "beep": "hører   (pip)",
        "keys": f"taster  {event.text}",
        "speech": f"sier    {event.text}",
        "silence": f"        (stille i {event.text} s)",
    }
    return f"{minutes:2}:{seconds:02}  " + what.get(event.kind, f"        [{event.text}]")


def summary(record: CallRecord) -> str:
    """How the call went: who ended it, its length by the virtual clock, and the app's real time."""
    return (
        f"Slutt: {ENDINGS[record.ended_by]}. "
        f"{record.seconds:.0f} sekunder i telefonen, {record.questions} spørsmål. "
        f"Appen brukte {record.waited:.2f} sekunder."
    )


def _typed() -> Iterator[str]:
    while True:
        if sys.stdin.isatty():
            click.echo("> ", nl=False)
        if not (line := sys.stdin.readline()):
            return
        yield line


def _write(record: CallRecord, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    transcript = [line_of(event) for event in record.events] + [summary(record)]
    (folder / "call.txt").write_text("\n".join(transcript) + "\n", "utf-8")
    click.echo(f"Skrevet ned i {folder / 'call.txt'}.")
    if not can_speak():
        click.echo("espeak-ng er ikke installert, så det blir ingen lyd.", err=True)
        return
    try:
        recording = record_to(record, folder)
    except subprocess.CalledProcessError as error:
        click.echo(f"espeak-ng feilet: {error.stderr.decode(errors='replace')}", err=True)
        return
    click.echo(f"Lyden ligger i {recording} ({seconds_of(recording):.0f} sekunder).")
