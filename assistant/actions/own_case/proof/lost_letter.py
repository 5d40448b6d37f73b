"""A lost letter: a new one to the address on record, the sign-in where there is a web, or a person.

Heard at the step where the code is asked for, and anywhere else where nothing else was understood.
No address is taken: a new letter goes where the municipality's record says, and nowhere else.
"""

from pathlib import Path

from assistant.actions.own_case.proof.given import given
from assistant.actions.reply import Reply
from assistant.actions.safety import people
from assistant.actions.situation import Situation
from assistant.actions.thread import offer_person
from assistant.gate.clean import words
from assistant.gate.wording import anywhere, parts_of, read
from core.channel import Channel

_WORDS = read(Path(__file__).with_suffix(".yml"))
_LOST = anywhere(_WORDS["lost"], parts_of(_WORDS))
_SIGN_IN = anywhere(_WORDS["sign_in"], parts_of(_WORDS))
_NEEDED = anywhere(_WORDS["needed"], parts_of(_WORDS))

AT_THE_CODE = frozenset({"code", "birth_date"})
UNCERTAIN = frozenset(
    "new_letter nlu_fallback out_of_scope give_code give_birth_date ask_how_to_choose confused "
    "ask_bot help repeat deny report_problem ask_privacy ask_apply ask_word change_contact "
    "ask_office my_decision wait think_it_over more slower correct_that".split()
)
"""What a message about a lost letter is taken for; anything else is what it was understood as."""


def heard(situation: Situation) -> Reply | None:
    """The ways on for whoever has no code at hand; None where that is not said."""
    at_the_code = situation.pending in AT_THE_CODE
    if not at_the_code and situation.intent not in UNCERTAIN:
        return None
    if situation.intent in ("talk_to_human", "request_callback") or given(situation).whole:
        return None
    said = " ".join(words(situation.text))
    if not at_the_code and _NEEDED.search(said):
        return None  # «Må jeg ha BankID for å velge?» has lost nothing.
    signs_in = bool(_SIGN_IN.search(said))
    if not signs_in and not _LOST.search(said) and situation.intent != "new_letter":
        return None
    reply = Reply()
    if signs_in:
        reply.then(_sign_in(situation))
    else:
        reply.say("lost_letter.no_harm")
    reply.say("lost_letter.to_your_address")
    if not signs_in:
        reply.then(_sign_in(situation))
    asked = situation.pending if at_the_code else None
    if situation.channel == Channel.WEB and situation.caller is None and situation.person is None:
        # Nobody would know whose letter it is: the page asks for name and birth date.
        return reply.say("lost_letter.order_here").then(_again(situation))
    return reply.then(offer(situation)).set(asked=asked)


def offer(situation: Situation) -> Reply:
    """A new letter, offered."""
    name = situation.municipality.name
    return offer_person(people.NEW_LETTER, "lost_letter.offer", municipality=name)


def _sign_in(situation: Situation) -> Reply:
    if not situation.deps.signs_in:
        return Reply().say("lost_letter.no_sign_in") if situation.pending is None else Reply()
    return Reply().say("lost_letter.sign_in")


def _again(situation: Situation) -> Reply:
    """The question stays open: whoever finds the letter can answer it."""
    return Reply().set(pending=situation.pending)
