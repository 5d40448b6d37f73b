"""Every section of the console, in the order of its menu.

A new one is one file (or folder) with a `SECTION`, named here. Nothing else has to be changed: its
pages are guarded by its roles, and tests/casework/test_guards.py walks over every address.
"""

from casework import calls, choices, deliveries, mandates, mine, queue, search, wishes
from casework.conversation.pages import SECTION as CONVERSATION
from casework.editing.pages import SECTION as EDITING
from casework.missed.pages import SECTION as MISSED
from casework.numbers.pages import SECTION as NUMBERS
from casework.section import Section

SECTIONS: tuple[Section, ...] = (
    queue.SECTION,
    mine.SECTION,
    calls.SECTION,
    choices.SECTION,
    wishes.SECTION,
    deliveries.SECTION,
    mandates.SECTION,
    search.SECTION,
    MISSED,
    EDITING,
    NUMBERS,
    CONVERSATION,
)
