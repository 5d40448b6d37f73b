"""What can be pressed after an answer: districts, kinds of help, ways on, and numbers to ring."""

from tests.channels.webchat.harness import ChatHarness
from tests.channels.webchat.visitor import Visitor


def test_the_district_is_asked_with_a_button_for_each_in_the_order_of_the_alphabet(
    astrid: Visitor,
) -> None:
    astrid.writes("Hvem kan jeg velge?")
    assert astrid.can_press[:3] == ["Alna", "Bjerke", "Frogner"]
    assert astrid.can_press[-1] == "Østensjø"
    assert len(astrid.can_press) == 15


def test_a_list_is_narrowed_by_a_press_that_names_help_and_district(
    harness: ChatHarness, astrid: Visitor
) -> None:
    astrid.writes("Hvem kan jeg velge?")
    astrid.presses("Frogner")
    assert "Bare praktisk bistand" in astrid.can_press
    assert "Sammenlign dem" in astrid.can_press
    astrid.presses("Bare praktisk bistand")
    said = harness.engine.requests[-1]["text"]
    assert said == "Hvem kan jeg velge til praktisk bistand i bydel Frogner?"


def test_a_card_says_for_which_help_and_chooses_for_the_only_one(
    harness: ChatHarness, astrid: Visitor
) -> None:
    astrid.writes("Hvem kan jeg velge?")
    astrid.presses("Frogner")
    assert "Brukerstyrt personlig assistanse" in astrid.answer or "Hjelper med" in astrid.page.text
    astrid.presses("Velg Klokkebekk Hjemmetjeneste")
    said = harness.engine.requests[-1]["text"]
    assert said.startswith("Jeg vil velge Klokkebekk Hjemmetjeneste til ")


def test_who_has_no_letter_is_led_to_a_new_one(astrid: Visitor) -> None:
    astrid.writes("jeg har mistet brevet")
    [link] = [each for each in astrid.page.all("a") if each.text == "Bestill nytt brev"]
    assert link.attributes["href"] == "/velg/oslo/nytt-brev"


def test_before_the_code_it_is_told_whose_the_chat_becomes(astrid: Visitor) -> None:
    assert "blir hele samtalen lagt til saken" not in astrid.page.text
    astrid.writes("Jeg vil velge")
    assert "blir hele samtalen lagt til saken" in astrid.told


def test_a_receipt_looks_like_one_and_can_be_kept(astrid: Visitor) -> None:
    astrid.writes("ja")
    [receipt] = astrid.page.all("li", class_="receipt")
    assert [each.text for each in receipt.all("h2")] == ["Kvittering"]
    assert "26-1" in receipt.text
    [keep] = [each for each in receipt.all("a") if "kvitteringen" in each.text]
    assert "26-1" in astrid.gets(keep.attributes["href"]).text
