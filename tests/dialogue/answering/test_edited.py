"""What caseworkers have approved is what the assistant says and knows, without a restart."""

import pytest

from provider_catalog.revisions.revisions import Revisions
from tests.dialogue.harness import PEOPLE, DialogueHarness
from tests.provider_catalog.revisions.people import put_in_force


@pytest.fixture
def harness(fresh_harness: DialogueHarness) -> DialogueHarness:
    """A harness of the test's own: its texts and facts are edited."""
    return fresh_harness


def approve(harness: DialogueHarness, **pieces: object) -> None:
    services = harness.application.services
    for piece, content in pieces.items():
        put_in_force(Revisions(services.database, services.clock), content, piece=piece)
    harness.application.follower.look()


def test_an_approved_text_is_what_the_next_message_gets(harness: DialogueHarness) -> None:
    solveig = harness.texting("solveig")
    words = {"nb": {"any": "Hvem skal det bli?"}, "nn": {"any": "Kven skal det bli?"}}
    approve(harness, **{"text:choice.pick": words})
    solveig.says("jeg vil velge")
    assert "Hvem skal det bli?" in solveig.proves()


def test_an_approved_rule_is_what_is_answered(harness: DialogueHarness) -> None:
    else_ = harness.texting("else")
    assert "ikke oppgitt" in else_.says("hvor lang tid tar det før de nye begynner?")
    rule = harness.application.catalogue.content("3201", "rule:start_after_switch")
    stated = {**rule, "value": {"weeks": 2, "approximate": True}}
    services = harness.application.services
    editions = Revisions(services.database, services.clock)
    put_in_force(editions, stated, piece="rule:start_after_switch", municipality="3201")
    harness.application.follower.look()
    assert "to uker" in else_.says("hvor lang tid tar det før de nye begynner?")


def test_a_provider_approved_since_the_engine_started_is_known_by_name(
    harness: DialogueHarness,
) -> None:
    catalogue = harness.application.catalogue
    described = catalogue.content("0301", "provider:hasselvind")
    agreed = catalogue.content("0301", "contract:oslo-hasselvind")
    arvid = harness.texting("arvid")
    assert "kjenner ingen som heter Soltun" in arvid.says("hva kan du si om Soltun Omsorg")
    approve(
        harness,
        **{
            "provider:soltun": described | {"name": "Soltun Omsorg", "aliases": ["Soltun"]},
            "contract:oslo-soltun": agreed | {"provider": "soltun"},
        },
    )
    assert "Soltun Omsorg" in arvid.says("hva kan du si om soltun omsårg")


def test_a_provider_that_leaves_in_the_middle_of_a_choice_is_not_offered_again(
    harness: DialogueHarness,
) -> None:
    catalogue = harness.application.catalogue
    described = catalogue.content("0301", "provider:hasselvind")
    agreed = catalogue.content("0301", "contract:oslo-hasselvind")
    new = {
        "provider:soltun": described | {"name": "Soltun Omsorg", "aliases": ["Soltun"]},
        "contract:oslo-soltun": agreed | {"provider": "soltun"},
    }
    approve(harness, **new)
    online = harness.browsing()
    online.writes("jeg vil velge")
    online.writes(PEOPLE["solveig"].code)
    online.writes(f"{PEOPLE['solveig'].birth_date:%d.%m.%Y}")
    assert "Soltun Omsorg" in online.page.text
    approve(harness, **dict.fromkeys(reversed(new)))
    online.writes("hva koster det?")
    assert "Velg Hasselvind Omsorg" in online.can_press
    assert "Velg Soltun Omsorg" not in online.can_press
