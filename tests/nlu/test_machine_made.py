"""No person is met with silence: danger and commands win over the forms of machines."""

import pytest

from assistant.nlu.machine_made import is_machine_made
from conversations.turns.danger import Kind
from service.engine.danger import watch

WATCH = watch()


@pytest.mark.parametrize(
    "text",
    [
        "Send hjelp til mor, hun har falt og puster ikke",
        "Send hjelp for han puster ikke",
        "Legekontoret er stengt og jeg har sterke smerter i brystet",
        "Lensmannskontoret er stengt og han truer meg",
        "Legekontoret er stengt til mandag, og mor blør fra hodet",
        "Jeg kan ikke snakke nå. Han slår meg",
        "Telefonen er slått av og det brenner på kjøkkenet",
        "Ferie til mandag. Jeg har falt og kommer meg ikke opp",
        "Auto-svar: jeg får ikke puste",
        "Kontoret er stengt. Mor ligger på gulvet",
        "Abonnenten kan ikke nås. Det er masse røyk i gangen",
        "Meldingen kunne ikke leveres, hun våkner ikke",
        "Varsel: far har fått slag, send svar",
    ],
)
def test_danger_is_heard_beside_the_words_of_a_machine(text: str) -> None:
    assert not is_machine_made(text)
    alarm = WATCH(text)
    assert alarm is not None
    assert alarm.kind is Kind.DANGER


@pytest.mark.parametrize(
    "text",
    [
        "Fri til mandag. Ved akutt sykdom ring 113.",
        "Legekontoret er stengt 24.-26. desember. Ved øyeblikkelig hjelp ring 113.",
        "Beklager, jeg sitter i bilen og kan ikke svare.",
        "Jeg er ute og kjører akkurat nå. Svarer når jeg stopper.",
        "Auto-svar: Jeg er opptatt. Ved brann ring 110.",
    ],
)
def test_whom_to_ring_in_a_machines_text_is_no_danger(text: str) -> None:
    assert is_machine_made(text)
    assert WATCH(text) is None
