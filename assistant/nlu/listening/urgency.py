"""What is served first: danger, death and abuse, then wishes, questions, courtesy."""

from __future__ import annotations

DANGER = "emergency"
SERIOUS = frozenset({"report_death", "report_abuse"})
WISHES = frozenset(
    "choose_provider switch_provider keep_municipal undo_choice give_mandate withdraw_mandate "
    "report_problem pause_help end_help more_help new_letter change_contact change_content "
    "wish_gender request_callback talk_to_human wrong_person stop_messages start_messages "
    "find_provider think_it_over".split()
)
COURTESY = frozenset("greet thank goodbye praise affirm give_name out_of_scope wait more".split())
"""What can be left unsaid where something else was asked for."""
GIVEN = frozenset("give_code give_birth_date give_phone give_district deny correct_that".split())
"""What is taken in while something else is answered: it is no errand of its own."""


def tier(intent: str) -> int:
    """How urgent an intent is; 0 comes first."""
    if intent == DANGER:
        return 0
    if intent in SERIOUS:
        return 1
    if intent in WISHES:
        return 2
    if intent in COURTESY:
        return 5
    return 4 if intent in GIVEN else 3
