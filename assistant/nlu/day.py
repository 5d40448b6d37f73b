"""The day it is, for what reads dates."""

import os
from datetime import date, datetime


def today() -> date:
    """The day it is; BRUKERVALG_NOW freezes it for demo and tests, as in the app."""
    frozen = os.environ.get("BRUKERVALG_NOW")
    return datetime.fromisoformat(frozen.replace("Z", "+00:00")).date() if frozen else date.today()
