"""The text-message simulator talks with the running app over HTTP."""

import io

import pytest

from core.settings import Settings
from devtools.simulate_sms import simulate_sms
from tests.channels.harness import ASTRID, OSLO, ChannelsHarness


@pytest.fixture
def settings(harness: ChannelsHarness) -> Settings:
    port = int(harness.base_url.rsplit(":", 1)[1])
    return harness.services.settings.model_copy(update={"port": port})


def test_each_line_is_a_text_and_waits_for_its_reply(
    settings: Settings, harness: ChannelsHarness
) -> None:
    out = io.StringIO()
    lines = io.StringIO("Hei\nvelg\n\nlangt\n")
    assert simulate_sms(settings, ASTRID, OSLO, lines, out) == 0
    shown = out.getvalue()
    assert shown.startswith("> Hei\n< Du skrev: Hei\n  [1 segment]\n> velg\n< Hvem vil du ha?\n")
    assert "  1 Fjordomsorg\n  2 Nær hjelp\n  [1 segment]\n" in shown
    assert "> \n< Meldingen var tom." in shown
    assert shown.count("[6 segmenter]") == 2, "the long answer comes in two parts"
    assert shown.endswith("> \n")


def test_what_was_sent_before_the_simulator_started_is_not_shown(
    settings: Settings, harness: ChannelsHarness
) -> None:
    harness.text("gammelt")
    harness.receive(1)
    out = io.StringIO()
    assert simulate_sms(settings, ASTRID, OSLO, io.StringIO("nytt\n"), out) == 0
    assert "gammelt" not in out.getvalue()


def test_an_app_that_is_not_there_is_said_plainly(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = settings.model_copy(update={"port": 1})
    assert simulate_sms(nobody, ASTRID, OSLO, io.StringIO("Hei\n"), io.StringIO()) == 1
    assert "Appen svarer ikke på port 1." in capsys.readouterr().err


def test_a_number_that_is_nobodys_is_said_plainly(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = "+4740009999"
    assert simulate_sms(settings, ASTRID, nobody, io.StringIO("Hei\n"), io.StringIO()) == 1
    assert "HTTP 404" in capsys.readouterr().err


def test_the_real_twilio_is_never_used(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    real = settings.model_copy(update={"twilio_api_base_url": "https://api.twilio.com"})
    assert simulate_sms(real, ASTRID, OSLO, io.StringIO("Hei\n"), io.StringIO()) == 1
    assert "etterligning" in capsys.readouterr().err
