"""`brukervalg call` prints what is heard, and with --audio speaks it."""

import shutil
import wave
from pathlib import Path

import pytest

from core.settings import Settings
from devtools.phone_simulator.script import (
    BadScript,
    HangUp,
    Keys,
    Outcome,
    Silent,
    Speech,
    read_line,
)
from devtools.simulate_call import simulate

PUBLIC = "https://velg.example.no/inn"
VOICE = "/twilio/voice"


@pytest.fixture
def settings(app) -> Settings:
    return Settings(
        _env_file=None,
        port=int(app.url.rsplit(":", 1)[1]),
        public_base_url=PUBLIC,
        twilio_auth_token="a-token",
    )


def call(settings: Settings, tmp_path: Path, script: str, audio: Path | None = None) -> int:
    file = tmp_path / "script.txt"
    file.write_text(script, "utf-8")
    return simulate(settings, "+4790000001", "+4740000301", file, audio)


def test_it_prints_what_is_heard_and_done_with_times(app, settings, tmp_path, capsys) -> None:
    app.answers(
        VOICE,
        f'<Gather numDigits="1" action="{PUBLIC}/next"><Say>En to tre fire fem</Say></Gather>',
    )
    app.answers("/next", "<Pause length='3'/><Say>Ha det</Say><Hangup/>")
    assert call(settings, tmp_path, "#! trykker to\n2\n") == 0
    *heard, end = capsys.readouterr().out.splitlines()[1:]
    assert heard == [
        " 0:00  hører   En to tre fire fem",
        " 0:03  taster  2",
        " 0:04          (pause i 3 s)",
        " 0:07  hører   Ha det",
    ]
    assert end.startswith("Slutt: assistenten la på. 8 sekunder i telefonen, 1 spørsmål.")


def test_a_dropped_call_is_an_error(app, settings, tmp_path, capsys) -> None:
    app.answers(VOICE, "<Say>Hei</Say>")
    assert call(settings, tmp_path, "") == 1
    assert "FEIL" in capsys.readouterr().out


def test_nobody_at_home_is_told_in_words(app, settings, tmp_path, capsys) -> None:
    nowhere = settings.model_copy(update={"port": 1})
    assert call(nowhere, tmp_path, "") == 1
    assert "make demo" in capsys.readouterr().err


def test_an_unknown_command_in_a_script_is_told(app, settings, tmp_path, capsys) -> None:
    app.answers(VOICE, '<Gather action="/x"/>')
    assert call(settings, tmp_path, "@dance\n") == 2
    assert "@dance" in capsys.readouterr().err


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
def test_a_call_can_be_listened_to(app, settings, tmp_path, capsys) -> None:
    app.answers(
        VOICE,
        f'<Gather input="dtmf speech" action="{PUBLIC}/next">'
        '<Say><prosody rate="90%">Hva gjelder det?</prosody></Say></Gather>',
    )
    app.answers("/next", "<Pause length='2'/><Say>Takk</Say><Hangup/>")
    assert call(settings, tmp_path, "jeg vil bytte\n", tmp_path / "lyd") == 0
    with wave.open(str(tmp_path / "lyd" / "call.wav")) as recording:
        seconds = recording.getnframes() / recording.getframerate()
        loud = max(abs(sample) for sample in memoryview(recording.readframes(-1)).cast("h"))
    assert seconds > 2 + 1.5
    assert loud > 1000
    assert "jeg vil bytte" in (tmp_path / "lyd" / "call.txt").read_text("utf-8")
    assert len(list((tmp_path / "lyd").glob("0*.wav"))) == 2


def test_without_espeak_the_call_goes_on_and_says_so(
    app, settings, tmp_path, capsys, monkeypatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    app.answers(VOICE, "<Say>Hei</Say><Hangup/>")
    assert call(settings, tmp_path, "", tmp_path / "lyd") == 0
    assert "espeak-ng er ikke installert" in capsys.readouterr().err
    assert "Hei" in (tmp_path / "lyd" / "call.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("1", Keys("1")),
        ("01 02 1940", Keys("01021940")),
        ("*", Keys("*")),
        ("#", Keys("#")),
        ("#! et ord", None),
        ("", Silent()),
        ("ja, 1", Speech("ja, 1")),
        ("@busy", Outcome("busy")),
        ("@answered", Outcome("completed", 30)),
        ("@answered 5", Outcome("completed", 5)),
        ("@hangup", HangUp()),
    ],
)
def test_a_line_of_a_script_means_one_thing(line: str, action: object) -> None:
    assert read_line(line) == action


def test_an_unknown_line_is_refused() -> None:
    with pytest.raises(BadScript):
        read_line("@answer")
