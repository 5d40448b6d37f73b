"""Another's code or birth date, or none at all, is never tried as the person's own."""

import pytest

from choice_register.verification.models import CodeTry
from tests.dialogue.harness import DialogueHarness


def tries(harness: DialogueHarness) -> int:
    return len(harness.rows(CodeTry))


@pytest.mark.parametrize(
    "words",
    ["mor sin kode er 631467268", "det er ikke koden min 631467268",
     "koden til naboen er 631 467 268", "koden hennar er 631467268",
     "brukerens kode er 631467268", "koden er ikke min 631467268"],
)  # fmt: skip
def test_another_s_code_is_not_taken(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    assert "bruker jeg ikke" in solveig.says(words).replace("brukar eg ikkje", "bruker jeg ikke")
    solveig.says("14.03.1941")
    assert tries(harness) == 0
    assert not harness.application.register.proven_person(solveig.conversation.id)
    assert "du velger Hasselvind" in solveig.says(solveig.person.code), "her own is"


@pytest.mark.parametrize(
    "words",
    ["far ble født 14.3.1941", "mor er født 14.03.1941", "mannen min er født 14.03.1941",
     "ikke 15.3.1941", "vedtaket er fra 3.4.2025", "vedtaket er fra 3.4.1941",
     "brevet kom 3. april 1941"],
)  # fmt: skip
def test_what_is_not_her_birth_date_is_not_tried(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says(solveig.person.code)
    solveig.says(words)
    assert tries(harness) == 0
    assert "Nå vet jeg hvem du er" in solveig.says("jeg er født 14.03.1941")


@pytest.mark.parametrize("words", ["9 april 1934 nei 1943", "14. mars 1963, unnskyld 1936"])
def test_a_date_put_right_at_once_is_read_back(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says(solveig.person.code)
    assert "Jeg er ikke sikker på datoen" in solveig.says(words)
    assert tries(harness) == 0


@pytest.mark.parametrize("words", ["unnskyld 1936", "beklager, 36", "det skal være 36, ikke 63"])
def test_a_date_put_right_after_a_try_is_read_back(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says(f"{solveig.person.code} 14.03.1963")
    assert "1936" in solveig.says(words)
    assert tries(harness) == 1


def test_who_has_a_mandate_gives_another_s_code_and_birth_date(harness: DialogueHarness) -> None:
    hilde = harness.texting("arvid", "+4740012002")
    hilde.says("jeg vil bytte for far")
    hilde.says("koden til far er 449944891")
    assert "saken til Arvid" in hilde.says("far er født 02.09.1937")


@pytest.mark.parametrize(
    "words",
    ["datteren min leste koden: 631467268", "mannen min har lest koden: 631467268",
     "koden fra mannen min er 631467268", "koden til Hasselvind er 631467268",
     "jeg husket ikke koden min, men her er den: 631467268"],
)  # fmt: skip
def test_who_has_the_letter_read_out_gives_her_own_code(
    harness: DialogueHarness, words: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    assert "Når er du født" in solveig.says(words)


@pytest.mark.parametrize("words", ["det var mors kode", "oi, det var ikke koden min"])
def test_a_code_that_was_another_s_after_all_is_kept_no_more(
    harness: DialogueHarness, words: str
) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says(solveig.person.code)
    solveig.says(words)
    solveig.says("14.03.1941")
    assert tries(harness) == 0
    assert not harness.application.register.proven_person(solveig.conversation.id)


@pytest.mark.parametrize(
    "words",
    ["jeg er født 14.03.1941 og mannen min er født 1939",
     "mannen min var født i 1938, jeg 14.03.1941"],
)  # fmt: skip
def test_her_own_date_beside_another_s_is_hers(harness: DialogueHarness, words: str) -> None:
    solveig = harness.texting("solveig")
    solveig.says("jeg vil velge hasselvind")
    solveig.says(solveig.person.code)
    assert "bruker jeg ikke" not in solveig.says(words)
