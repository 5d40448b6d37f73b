"""Every section of the console, in the order of its menu.

A new one is one file (or folder) with a `SECTION`, named here. Nothing else has to be changed: its
pages are guarded by its roles, and tests/web/console/guards/test_guards.py walks over every
address.
"""

from web.console import help
from web.console.cases import choices, mandates, search
from web.console.conversation.pages import SECTION as CONVERSATION
from web.console.editing.pages import SECTION as EDITING
from web.console.numbers.pages import SECTION as NUMBERS
from web.console.section import Section
from web.console.tasks import calls, danger, deliveries, live_overview, mine, queue, wishes
from web.console.unrecognised.pages import SECTION as MISSED

SECTIONS: tuple[Section, ...] = (
    queue.SECTION,
    mine.SECTION,
    calls.SECTION,
    choices.SECTION,
    wishes.SECTION,
    deliveries.SECTION,
    mandates.SECTION,
    search.SECTION,
    live_overview.SECTION,
    MISSED,
    EDITING,
    NUMBERS,
    CONVERSATION,
    danger.SECTION,
    help.SECTION,
)
