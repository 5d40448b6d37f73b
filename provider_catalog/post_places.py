"""The names of Norway's post places and municipalities, by which a place is told from a name."""

from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "national/postcodes.tsv"


@cache
def post_places() -> frozenset[str]:
    """Every name of the register of postcodes, in small letters."""
    rows = (line.split("\t") for line in _FILE.read_text("utf-8").splitlines())
    return frozenset(name.lower() for row in rows if len(row) > 2 for name in row[1:3])  # noqa: PLR2004
