"""Numbers that a text message does not reach: those of telephones with a cord."""

import phonenumbers

_BY_VOICE_ONLY = (phonenumbers.PhoneNumberType.FIXED_LINE,)


def is_landline(number: str) -> bool:
    """Whether a number is a fixed line's, which is rung and not texted.

    Args:
        number: E.164. What is no number is no landline.
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(parsed) in _BY_VOICE_ONLY
