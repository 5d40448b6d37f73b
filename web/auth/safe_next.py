"""Safe redirect target after sign-in: a path of our own, and nothing else."""

from urllib.parse import urlsplit

LONGEST = 2000


def safe_next(wanted: str | None, otherwise: str) -> str:
    """The path that was asked for when it is one of ours, else the other one.

    An address elsewhere would make our sign-in somebody else's bait (CWE-601). Browsers read `\\`
    as `/` and drop tabs and line breaks, so such are refused, not mended.

    Args:
        wanted: as it came with the request.
        otherwise: a path of ours.
    """
    if not wanted or len(wanted) > LONGEST or not wanted.isprintable() or "\\" in wanted:
        return otherwise
    if not wanted.startswith("/") or wanted.startswith("//"):
        return otherwise
    parts = urlsplit(wanted)
    return otherwise if parts.scheme or parts.netloc else wanted
