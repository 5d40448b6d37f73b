"""Somebody acts for another: given step by step, used like the own case, ended by a word."""

import re

import pytest
from sqlalchemy import select

from assistant.actions.mandates.who import name_in
from choice_register.models import Audit, Choice, Mandate
from choice_register.types import Authority
from conversations.models import InboundMessage, OutboxRow, Reply
from tests.dialogue.harness import PEOPLE, DialogueHarness, Texter, options, wait_until

HILDE, TONE = PEOPLE["arvid"].mandates[0], PEOPLE["gunnar"].mandates[0]
"""The demo's agents: Hilde may choose for Arvid, Tone may see Gunnar's case."""
KARI = "+4740012999"
CODE = re.compile(r"\d{3} \d{3} \d{3}")


def as_agent(harness: DialogueHarness, name: str) -> Texter:
    """A demo agent, proven by the code of the mandate and the giver's birth date."""
    agent = PEOPLE[name].mandates[0]
    texter = harness.texting(name, agent.phone)
    said = texter.says(f"{agent.code} {texter.person.birth_date:%d.%m.%Y}")
    assert texter.person.name in said
    return texter


def gives(harness: DialogueHarness, scope: str = "2") -> Texter:
    """Solveig gives Kari a mandate, by text message."""
    solveig = harness.texting("solveig")
    assert "koden" in solveig.says("jeg vil gi datteren min fullmakt").lower()
    assert "Hvem skal hjelpe deg?" in solveig.proves()
    how_far = solveig.says("kari myrhaug, 400 12 999")
    assert options(how_far) == ["Bare se saken din", "Se saken din og velge for deg"]
    read_back = solveig.says(scope)
    assert "Kari Myrhaug" in read_back
    assert "40 01 29 99" in read_back
    assert "21. februar 2027" in read_back
    assert not mandates_to(harness, KARI), "given before it was confirmed"
    given = solveig.says("ja")
    assert "Nå har Kari Myrhaug fullmakt" in given
    assert not CODE.search(given)
    return solveig


def mandates_to(harness: DialogueHarness, number: str) -> list[Mandate]:
    return [each for each in harness.rows(Mandate) if each.agent_phone == number]


def test_a_daughter_gets_a_mandate_and_chooses_from_her_own_telephone(
    harness: DialogueHarness,
) -> None:
    solveig = gives(harness)
    kari = harness.texting("solveig", KARI)
    [text] = wait_until(kari.got)
    [code] = CODE.findall(text)
    for secret in ("Solveig", "Myrhaug", "1941"):
        assert secret not in text
    proven = kari.says(f"{code} 14.03.1941")
    assert "saken til Solveig Myrhaug" in proven
    read_back = kari.says("jeg vil velge hasselvind")
    assert "Dette gjelder Solveig Myrhaug" in read_back
    receipt = kari.says("ja")
    assert "Vi sier fra til Solveig Myrhaug" in receipt
    [choice] = harness.choices("solveig")
    assert (choice.provider_id, choice.authority) == ("hasselvind", Authority.MANDATE)
    assert choice.mandate_id == mandates_to(harness, KARI)[0].id
    assert "Hasselvind" in solveig.says("hvordan går det med valget mitt")


def test_the_code_stands_in_no_transcript(harness: DialogueHarness) -> None:
    gives(harness)
    kari = harness.texting("solveig", KARI)
    [code] = CODE.findall(wait_until(kari.got)[0])
    kari.says(f"{code} 14.03.1941")
    wait_until(lambda: all(row.provider_sid for row in harness.rows(OutboxRow)))
    with harness.application.services.database.read() as session:
        kept = [
            str(vars(row))
            for table in (InboundMessage, OutboxRow, Reply, Audit)
            for row in session.scalars(select(table))
        ]
    assert not [row for row in kept if code in row or code.replace(" ", "") in row]
    assert [row.body for row in harness.rows(OutboxRow) if "••• ••• •••" in row.body]


def test_the_giver_is_told_what_was_chosen_and_takes_it_back(harness: DialogueHarness) -> None:
    hilde = as_agent(harness, "arvid")
    hilde.says("bytt til hasselvind")
    hilde.says("ja")
    [choice] = [each for each in harness.choices("arvid") if each.mandate_id]
    arvid = harness.texting("arvid")
    harness.application.planner.run()
    told = wait_until(arvid.got)
    assert any(f"Saksnummeret er {choice.case_number}" in each for each in told)
    assert not any("Hasselvind" in each for each in told)
    arvid.says("angre")
    assert "Hasselvind" in arvid.proves()
    assert ("practical_assistance", "klokkebekk") in harness.standing("arvid")
    assert ("practical_assistance", "hasselvind") not in harness.standing("arvid")
    assert harness.application.planner.plan() == 0


def test_who_may_only_see_is_told_so_in_plain_words(harness: DialogueHarness) -> None:
    tone = as_agent(harness, "gunnar")
    assert "Lindeteppe" in tone.says("hvem hjelper ham nå")
    for words in ("jeg vil bytte til skjærbris", "angre"):
        assert "ikke til å velge" in tone.says(words)
    assert not [each for each in harness.rows(Choice) if each.mandate_id]


def test_a_relative_without_a_mandate_gets_what_is_common_and_no_more(
    harness: DialogueHarness,
) -> None:
    stranger = harness.texting("arvid", "+4740012888")
    told = stranger.says("kan jeg velge for mor")
    assert "fullmakt" in told
    assert "Å være i familie er ikke nok" in told
    for words in ("jeg vil bytte leverandør for faren min", "hvem hjelper far nå"):
        answer = stranger.says(words)
        assert "koden" in answer.lower()
        assert "Klokkebekk" not in answer
    assert "12.000" not in stranger.says("hva koster det")
    assert not [each for each in harness.rows(Choice) if each.mandate_id]


def test_being_next_of_kin_by_law_is_not_enough_and_a_guardian_shows_the_paper(
    harness: DialogueHarness,
) -> None:
    stranger = harness.texting("arvid", "+4740012888")
    assert "ikke nok" in stranger.says("jeg har legalfullmakt for mor")
    offered = stranger.says("jeg er verge for henne")
    assert "se papiret" in offered
    stranger.says("ja")
    [task] = harness.tasks
    assert task.reason == "mandate_paper"


def test_one_word_takes_it_back_and_the_agent_is_out_at_once(harness: DialogueHarness) -> None:
    hilde = as_agent(harness, "arvid")
    assert "Klokkebekk" in hilde.says("hvem hjelper ham nå")
    arvid = harness.texting("arvid")
    arvid.says("hvem har fullmakt")
    assert "Hilde Tangvik kan se saken din og velge" in arvid.proves()
    assert "tatt tilbake" in arvid.says("trekk fullmakten")
    answer = hilde.says("hvem hjelper ham nå")
    assert "Klokkebekk" not in answer
    assert "gjelder ikke lenger" in hilde.says(f"{HILDE.code} {arvid.person.birth_date:%d.%m.%Y}")
    assert "Ingen har fullmakt" in arvid.says("hvem har fullmakt")


def test_of_two_the_right_one_is_withdrawn(harness: DialogueHarness) -> None:
    solveig = gives(harness)
    solveig.says("gi fullmakt")
    solveig.says("Ola Myrhaug")
    solveig.says("400 12 998")
    solveig.says("bare se")
    solveig.says("ja")
    assert options(solveig.says("ta bort fullmakten")) == ["Ola Myrhaug", "Kari Myrhaug", "Alle"]
    assert "Kari Myrhaug tatt tilbake" in solveig.says("2")
    left = [each.agent_name for each in harness.rows(Mandate) if each.withdrawn_at is None]
    assert sorted(left) == ["Hilde Tangvik", "Ola Myrhaug", "Tone Hellestrand"]


def test_somebody_who_asks_whether_another_can_do_it_can_say_yes_at_once(
    harness: DialogueHarness,
) -> None:
    solveig = harness.texting("solveig")
    assert "Vil du gi fullmakt nå" in solveig.says("kan sønnen min ordne dette for meg")
    solveig.says("ja")
    assert "Hvem skal hjelpe deg?" in solveig.proves()
    assert "ikke et mobilnummer" in solveig.says("Per Myrhaug 22 00 00 00")
    assert "Hva skal Per Myrhaug få lov til" in solveig.says("40012777")
    assert "kan ikke velge for deg" in solveig.says("han skal bare få se")
    assert "Ingen har fått fullmakt" in solveig.says("nei")
    assert not mandates_to(harness, "+4740012777")


def test_an_agent_cannot_pass_it_on_and_can_lay_it_down(harness: DialogueHarness) -> None:
    hilde = as_agent(harness, "arvid")
    assert "ikke gi videre" in hilde.says("jeg vil gi broren min fullmakt")
    assert "Er det rett?" in hilde.says("jeg vil ikke ha fullmakt lenger")
    assert "ikke fullmakt lenger" in hilde.says("ja")
    assert "Klokkebekk" not in hilde.says("hvem hjelper ham nå")


@pytest.mark.parametrize("who", ["her own", "nobody's"])
def test_the_code_is_nothing_without_the_giver_s_birth_date(
    harness: DialogueHarness, who: str
) -> None:
    born = {"her own": "03.05.1968", "nobody's": "01.01.1931"}[who]
    hilde = harness.texting("arvid", HILDE.phone)
    hilde.says("jeg har fullmakt for faren min, hvem hjelper ham nå")
    assert "Koden og datoen hører ikke sammen" in hilde.says(f"{HILDE.code} {born}")


def test_by_phone_a_mandate_is_given_with_voice_and_keys(harness: DialogueHarness) -> None:
    person = PEOPLE["arvid"]
    record = harness.calls(
        "arvid",
        "ja hei jeg ser så dårlig så jeg vil gi sønnen min fullmakt",
        person.code,
        f"{person.birth_date:%d%m%Y}",
        "han heter per tangvik",
        "fire null null en to ni ni sju",
        "2",
        "ja",
    )
    assert "Nå har Per Tangvik fullmakt" in record.text
    [mandate] = mandates_to(harness, "+4740012997")
    assert (mandate.given_through, mandate.agent_name) == ("phone", "Per Tangvik")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Tone Fagerstrand 400 12 345", "Tone Fagerstrand"),
        ("Trine Sørli, 400 12 345", "Trine Sørli"),
        ("det er trine myhre førti tolv", "Trine Myhre"),
        ("to ni fire null", None),
    ],
)
def test_a_name_that_sounds_like_two_digits_is_a_name(said: str, name: str | None) -> None:
    assert name_in(said) == name
