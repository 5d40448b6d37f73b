"""What is written to files that spreadsheets open: a text is a text there, and never a formula."""

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Signs by which Excel and its kin take a cell for a formula (OWASP, «CSV Injection»)."""


def as_text(value: str) -> str:
    """A text for a cell: behind an apostrophe where it would be reckoned.

    Args:
        value: a name, a reference or another text that somebody else has written.
    """
    return f"'{value}" if value.lstrip(" ").startswith(_BEGINS_A_FORMULA) else value
