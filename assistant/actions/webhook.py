"""The action webhook: Rasa asks it for an action by name, on loopback only."""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from rasa_sdk.interfaces import ActionNotFoundException

from assistant.actions import beside, call_back, clarified, commands, questions, steering
from assistant.actions.answering import answers, choosing_help, providers
from assistant.actions.answering.sources import where_it_stands
from assistant.actions.choosing.steps import picking
from assistant.actions.every_turn import in_every_turn
from assistant.actions.mandates import mandate, own_mandates
from assistant.actions.own_case import notifications as notices
from assistant.actions.own_case import own_case
from assistant.actions.own_case.proof import proof
from assistant.actions.reply import Reply
from assistant.actions.safety import people
from assistant.actions.safety.life import life
from assistant.actions.several import Others
from assistant.actions.situation import Dependencies, Situation
from assistant.actions.speaking import of_another

log = structlog.get_logger(__name__)

Act = Callable[[Situation], Reply]

LISTEN = "action_listen"

ACTIONS: dict[str, Act] = {
    "action_answer": answers.answer,
    "action_list_providers": providers.list_all,
    "action_pick_district": providers.in_district,
    "action_tell_about_provider": providers.tell_about,
    "action_compare_providers": providers.compare,
    "action_find_provider": choosing_help.begin,
    "action_what_matters": choosing_help.picked,
    "action_nothing_else_matters": choosing_help.done,
    "action_life": call_back.or_number(life.act),
    "action_my_case": own_case.my_case,
    "action_take_proof": call_back.or_number(proof.take_proof),
    "action_choose": own_case.choose,
    "action_pick_service": own_case.proven(picking.pick_service),
    "action_pick_provider": own_case.proven(picking.pick_provider),
    "action_undo": own_case.take_back,
    "action_give_mandate": own_mandates.give,
    "action_take_agent": own_mandates.proven(mandate.take_agent, "give_mandate"),
    "action_take_scope": own_mandates.proven(mandate.take_scope, "give_mandate"),
    "action_tell_mandates": own_mandates.tell,
    "action_withdraw_mandate": own_mandates.withdraw,
    "action_take_which_mandate": own_mandates.proven(mandate.take_which, "withdraw_mandate"),
    "action_change_content": people.change_content,
    "action_report_problem": people.report_problem,
    "action_hand_over": commands.a_person(call_back.hand_over),
    "action_take_number": call_back.take_number,
    "action_emergency": people.emergency,
    "action_wrong_person": people.ask_wrong_person,
    "action_reaction": questions.react,
    "action_automatic": questions.not_a_person,
    "action_fallback": steering.not_understood,
    "action_greet": steering.greet,
    "action_goodbye": steering.goodbye,
    "action_thank": steering.thank,
    "action_where_it_stands": where_it_stands,
    "action_what_are_you": steering.what_are_you,
    "action_help": steering.help_,
    "action_confused": steering.confused,
    "action_unhappy": steering.unhappy,
    "action_out_of_scope": steering.out_of_scope,
    "action_repeat": steering.repeat,
    "action_slower": steering.slower,
    "action_wait": steering.wait,
    "action_back": steering.back,
    "action_more": steering.more,
    "action_think": steering.think,
    "action_take_mark": notices.take_mark,
    "action_nynorsk": steering.nynorsk,
    "action_bokmal": steering.bokmal,
    "action_stop_messages": steering.ask_stop,
    "action_start_messages": steering.start_messages,
    "action_yes_to_nothing": steering.yes_to_nothing,
    "action_no_to_nothing": steering.no_to_nothing,
    "action_picked_nothing": steering.picked_nothing,
}

# What an intent leads to when nothing is under way, for the reading picked from «Mente du …».
READINGS: dict[str, Act] = {
    **answers.ANSWERS,
    "list_providers": providers.list_all,
    "provider_details": providers.tell_about,
    "compare_providers": providers.compare,
    "find_provider": choosing_help.begin,
    **dict.fromkeys(own_case.TOLD, own_case.my_case),
    **dict.fromkeys(own_case.WISHES, own_case.choose),
    "ask_source": where_it_stands,
    "undo_choice": own_case.take_back,
    "give_mandate": own_mandates.give,
    "withdraw_mandate": own_mandates.withdraw,
    "ask_mandates": own_mandates.tell,
    "change_content": people.change_content,
    "report_problem": people.report_problem,
    "request_callback": commands.a_person(call_back.hand_over),
    "talk_to_human": commands.a_person(people.hand_over),
    "emergency": people.emergency,
    "wrong_person": people.ask_wrong_person,
    "help": steering.help_,
    "go_back": steering.back,
    "think_it_over": steering.think,
    "ask_bot": steering.what_are_you,
    "use_nynorsk": steering.nynorsk,
    "use_bokmal": steering.bokmal,
    "stop_messages": steering.ask_stop,
    "start_messages": steering.start_messages,
    "unhappy_with_bot": steering.unhappy,
    **dict.fromkeys(life.TOLD, life.act),
}
OTHERS = Others(
    questions={
        **answers.ANSWERS,
        **life.TOLD,
        "list_providers": providers.list_all,
        "provider_details": providers.tell_about,
        "compare_providers": providers.compare,
    },
    wishes={
        name: READINGS[name]
        for name in (
            *own_case.TOLD,
            *own_case.WISHES,
            *("undo_choice", "give_mandate", "withdraw_mandate", "ask_mandates", "find_provider"),
            *("change_content", "report_problem", "request_callback", "talk_to_human"),
        )
    },
    own={
        **dict.fromkeys(own_case.TOLD, own_case.my_case),
        **dict.fromkeys(own_case.WISHES, own_case.choose),
        "undo_choice": own_case.take_back,
    },
)
ACTIONS["action_clarified"] = lambda situation: clarified.clarified(situation, READINGS)


class DialogueAction(Action):  # type: ignore[misc]  # rasa_sdk has no types
    """A custom action of Rasa's, made of one function from a situation to a reply."""

    def __init__(self, name: str, act: Act, deps: Dependencies) -> None:
        self._name = name
        self._act = act
        self._house = deps

    def name(self) -> str:
        """The name that rules and domain use."""
        return self._name

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002
    ) -> list[EventType]:
        """Read the situation, act, and hand messages and slots back to Rasa."""
        situation = Situation.of(self._house, tracker.current_state())
        reply = beside.unless_held(in_every_turn(self._act, OTHERS))(situation)
        reply = of_another.told(situation, reply)
        for message in reply.once():
            dispatcher.utter_message(json_message=message)
        # One action a turn: it has answered the question by which its rule was chosen, so the rules
        # would no longer know that this one ends here. Rasa needs no prediction then, either.
        slots = [SlotSet(name, value) for name, value in reply.slots.items()]
        return [*slots, FollowupAction(LISTEN)]


def create_webhook(deps: Dependencies) -> Flask:
    """The app that Rasa calls: `POST /webhook` in the wire form of Rasa's action server.

    Args:
        deps: what actions may ask.
    """
    executor = ActionExecutor()
    for name, act in ACTIONS.items():
        executor.register_action(DialogueAction(name, act, deps))
    app = Flask("brukervalg.actions")

    @app.post("/webhook")
    def webhook() -> ResponseReturnValue:
        # Our actions read no domain and the engine sends none; without one the executor would ask.
        call = request.get_json() | {"domain": {}}
        try:
            return jsonify(asyncio.run(executor.run(call)).model_dump())
        except ActionNotFoundException as unknown:
            return jsonify(error=str(unknown), action_name=unknown.action_name), 404
        except Exception:
            # The engine reports the turn as failed, and the channel runs the message again.
            log.exception("action.failed", action=call.get("next_action"))
            return jsonify(error="the action failed", action_name=call.get("next_action")), 500

    @app.get("/health")
    def health() -> ResponseReturnValue:
        return jsonify(status="ok")

    return app
