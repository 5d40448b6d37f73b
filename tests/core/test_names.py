"""Names are found however hand, keyboard or system wrote them."""

import pytest

from core.names import names_match


@pytest.mark.parametrize(
    ("searched", "name"),
    [
        ("Åsedal", "Ka\u030are A\u030asedal"),
        ("asedal", "Kåre Åsedal"),
        ("O'Brien", "Áile O’Brien-Čáhppe"),
        ("obrien", "Áile O’Brien-Čáhppe"),
        ("o brien", "Áile O’Brien-Čáhppe"),
        ("cahppe", "Áile O’Brien-Čáhppe"),
        ("Fagerstrand, Aud", "Aud Fagerstrand"),
        ("anne marie", "Anne-Marie von der Lippe"),
        ("annemarie", "Anne-Marie von der Lippe"),
        ("zak", "Łukasz Żak"),
        ("nguyen thi", "Nguyễn Thị Minh Khai"),
        ("Bjorn Saether", "Bjørn Sæther"),
        ("STRASSE", "Otto Straße"),
        ("محمد", "محمد علي"),
    ],
)
def test_a_name_is_found(searched: str, name: str) -> None:
    assert names_match(searched, name)


@pytest.mark.parametrize("searched", ["", "%", "-", "Per Olsen", "olsen"])
def test_another_is_not(searched: str) -> None:
    assert not names_match(searched, "Aud Fagerstrand")
