"""What a message was understood as is kept beside it, masked as the message is."""

from channels.masking import mask_understood

CODE = {
    "intent": "give_code",
    "confidence": 0.98,
    "entities": [{"entity": "code", "value": "631467268", "start": 0, "end": 9}],
    "language": "nb",
}


def test_a_code_is_not_kept_as_an_entity() -> None:
    kept = mask_understood(CODE, everything=True)
    assert kept["intent"] == "give_code"
    assert kept["entities"] == [{"entity": "code", "value": "•"}]


def test_a_national_id_is_masked_also_where_nobody_said_that_it_was_one() -> None:
    heard = {**CODE, "entities": [{"entity": "name", "value": "Kari 01020312345"}]}
    kept = mask_understood(heard, everything=False)
    assert kept["entities"] == [{"entity": "name", "value": "Kari •••••••••••"}]


def test_what_was_not_asked_is_not_understood() -> None:
    assert mask_understood({}, everything=False) == {}
