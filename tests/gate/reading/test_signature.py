"""A signature is a closed form: what else stands behind «hilsen» is read."""

import pytest

from assistant.gate.reading.signature import OWN, is_signature, own_names, unsigned, with_own_name
from assistant.gate.reading.signs import UNREAD

NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    "tail",
    [
        *("", OWN, f"fra {OWN}", f"fru {OWN}", "mor", f"{OWN} 84 år", f"{OWN} født 1941"),
        *(f"{OWN} tlf phonenumber", f"{OWN} og mor"),
    ],
)
def test_a_name_an_age_and_a_number_are_a_signature(tail: str) -> None:
    signed = unsigned(f"ja hilsen {tail}".strip(), NOBODY, named=True)
    assert (signed.line, signed.stranger) == ("ja", None)


@pytest.mark.parametrize("tail", [f"{OWN} men ikke ennå", "en som angrer", f"{OWN} i morgen"])
def test_what_else_stands_behind_it_is_read(tail: str) -> None:
    signed = unsigned(f"ja hilsen {tail}", NOBODY, named=True)
    assert signed.line.split()[1:], tail


def test_another_name_is_a_strangers() -> None:
    assert unsigned("ja hilsen borghild moen", NOBODY, named=True).stranger == "Borghild"


def test_a_name_that_is_a_word_of_yes_is_no_yes() -> None:
    assert unsigned("ja hilsen jo", frozenset({"jo"}), named=True).stranger == "Jo"
    assert UNREAD in unsigned("ja hilsen jo", NOBODY, named=True).line


def test_a_spouse_signs_beside_the_own_name_where_it_is_written_as_one() -> None:
    line = f"ja hilsen {OWN} og per"
    assert unsigned(line, frozenset({"per"}), named=True).line == "ja"
    assert unsigned(line, NOBODY, named=True).line != "ja"


def test_a_line_of_name_and_age_is_a_signature_of_its_own() -> None:
    assert is_signature(f"{OWN} 84 år", NOBODY)
    assert not is_signature("84 år", NOBODY)


def test_a_name_and_where_somebody_lives_is_one_where_the_place_is_written_as_places_are() -> None:
    assert is_signature(f"{OWN} fra gjeving", frozenset({"gjeving"}))
    assert not is_signature(f"{OWN} fra gjeving", NOBODY)
    assert not is_signature(f"{OWN} på vent", frozenset({"vent"}))


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("ja aud fagerstrand", f"ja {OWN}"),
        ("ja a f", f"ja {OWN}"),
        ("ja a fagerstrand", f"ja {OWN}"),
        ("ja fagerstrnad", f"ja {OWN}"),
        ("ja a", "ja a"),
    ],
)
def test_the_own_name_is_known_in_its_forms(said: str, read: str) -> None:
    own = own_names(["Aud Fagerstrand"], said)
    assert " ".join(with_own_name(said.split(), own, "af")) == read


@pytest.mark.parametrize(
    ("name", "text"), [("Bente Moen", "ja vente"), ("Anne Moen", "ja annen"), ("Anna Moen", "anna")]
)
def test_a_word_that_is_like_a_name_is_no_name(name: str, text: str) -> None:
    own = own_names([name], text)
    assert OWN not in with_own_name(text.split(), own, "bm")


def test_a_name_that_is_a_word_as_well_counts_where_it_is_written_as_a_name() -> None:
    assert "anna" in own_names(["Anna Moen"], "Ja. Anna")
