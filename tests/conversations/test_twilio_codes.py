"""Every code of Twilio's list has a class, and the same one wherever it is named."""

from pathlib import Path

import pytest
import yaml

from conversations.delivery.errors import _BY_CODE, _LISTED, Remedy, treatment
from conversations.retry_policy import Failing

TABLE = yaml.safe_load(Path("conversations/delivery/twilio_codes.yml").read_text(encoding="utf-8"))


def test_every_code_stands_once_with_a_class_and_a_reason() -> None:
    codes = [code for kind in TABLE for code in kind["codes"].split()]
    assert len(codes) == len(set(codes)) >= 300
    assert all(kind["why"] and kind["class"] for kind in TABLE)


def test_the_table_and_what_is_treated_by_name_agree() -> None:
    differ = {code for code in _BY_CODE if code in _LISTED and _BY_CODE[code] != _LISTED[code]}
    assert not differ


@pytest.mark.parametrize(
    ("code", "status", "treated"),
    [
        ("21635", 400, Remedy.PERSON),
        ("30410", 0, Failing.OPERATOR),
        ("20003", 401, Remedy.OPERATOR),
        ("21612", 400, Remedy.PERSON),
        ("21265", 400, Remedy.PERSON),
        ("21266", 400, Remedy.PERSON),
        ("21268", 400, Remedy.PERSON),
        ("21659", 400, Remedy.OPERATOR),
        ("30004", 0, Remedy.PERSON),
        ("21611", 400, Failing.BUSY),
        ("30017", 0, Failing.HANDSET),
        ("30002", 0, Remedy.OPERATOR),
        ("21408", 403, Remedy.OPERATOR),
        ("30018", 0, Remedy.OPERATOR),
        ("99999", 400, Remedy.OPERATOR),
        ("99999", 0, Remedy.PERSON),
    ],
)
def test_what_helps_in_norway(code: str, status: int, treated: Failing | Remedy) -> None:
    assert treatment(code, status) is treated
