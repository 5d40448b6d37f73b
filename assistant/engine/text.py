"""What counts as a text: the one check for every way into the engine."""

LONGEST = 10_000
"""Characters. Ten SMS segments hold 1,530; what is longer than this is not a question."""


class UnfitText(ValueError):
    """This cannot be taken as a person's text; the message says why."""


def fit(text: object) -> str:
    """The text, safe to encode: JSON may hold half of a surrogate pair, which no encoder takes.

    Raises:
        UnfitText: not a text, or longer than `LONGEST` characters.
    """
    if not isinstance(text, str):
        raise UnfitText("`text` is missing or not a text")
    if len(text) > LONGEST:
        raise UnfitText(f"`text` is longer than {LONGEST} characters")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
