"""What caseworkers have approved is what the assistant says and knows, without a restart."""

from editions.editions import Editions
from tests.conversations.home import Home
from tests.editions.people import put_in_force


def approve(home: Home, **pieces: object) -> None:
    services = home.house.services
    for piece, content in pieces.items():
        put_in_force(Editions(services.database, services.clock), content, piece=piece)
    home.house.follower.look()


def test_an_approved_text_is_what_the_next_message_gets(home: Home) -> None:
    solveig = home.texting("solveig")
    words = {"nb": {"any": "Hvem skal det bli?"}, "nn": {"any": "Kven skal det bli?"}}
    approve(home, **{"text:choice.pick": words})
    solveig.says("jeg vil velge")
    assert "Hvem skal det bli?" in solveig.proves()


def test_an_approved_rule_is_what_is_answered(home: Home) -> None:
    else_ = home.texting("else")
    assert "ikke oppgitt" in else_.says("hvor lang tid tar det før de nye begynner?")
    rule = home.house.catalogue.content("3201", "rule:start_after_switch")
    stated = {**rule, "value": {"weeks": 2, "approximate": True}}
    services = home.house.services
    editions = Editions(services.database, services.clock)
    put_in_force(editions, stated, piece="rule:start_after_switch", municipality="3201")
    home.house.follower.look()
    assert "to uker" in else_.says("hvor lang tid tar det før de nye begynner?")


def test_a_provider_approved_since_the_engine_started_is_known_by_name(home: Home) -> None:
    catalogue = home.house.catalogue
    described = catalogue.content("0301", "provider:hasselvind")
    agreed = catalogue.content("0301", "contract:oslo-hasselvind")
    arvid = home.texting("arvid")
    assert "Soltun" not in arvid.says("hva kan du si om Soltun Omsorg")
    approve(
        home,
        **{
            "provider:soltun": described | {"name": "Soltun Omsorg", "aliases": ["Soltun"]},
            "contract:oslo-soltun": agreed | {"provider": "soltun"},
        },
    )
    assert "Soltun Omsorg" in arvid.says("hva kan du si om soltun omsårg")
