"""The engine's HTTP front, on loopback only: `/turn`, `/parse` and `/health`."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from assistant.engine.text import UnfitText, fit
from assistant.engine.turn import ActionsAway, TurnFailed, Turns

logger = logging.getLogger(__name__)

HOST = "127.0.0.1"
TURN_TIMEOUT = 8.0
"""Seconds for a whole turn, action calls included. Twilio waits 15 s for an answer to a call."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
turns = web.AppKey("turns", Turns)


class WrongShape(ValueError):
    """The request is not what this address takes; the message says why."""


def application(loaded: Turns) -> web.Application:
    """The web application around a loaded model."""
    app = web.Application(middlewares=[_always_json])
    app[turns] = loaded
    app.router.add_post("/turn", turn)
    app.router.add_post("/parse", parse)
    app.router.add_get("/health", health)
    return app


async def turn(request: web.Request) -> web.Response:
    """One turn of a conversation.

    200 with `messages`, `slots` and `understood`. With any other status the turn did not happen
    and may be sent again: 422 when an action failed on this message, 503 when the action server is
    not there, 504 when the turn took longer than `TURN_TIMEOUT`.
    """
    body = await _body(request)
    conversation = _field(body, "conversation", str)
    if not conversation:
        raise WrongShape("`conversation` is empty")
    text = fit(body.get("text"))
    slots = _field(body, "slots", dict)
    context = _field(body, "context", dict)
    try:
        answer = await asyncio.wait_for(
            request.app[turns].turn(conversation, text, slots, context), TURN_TIMEOUT
        )
    except ActionsAway as failure:
        logger.error("turn cannot run now: %s", failure)
        return web.json_response({"reason": str(failure)}, status=503)
    except TurnFailed as failure:
        logger.error("turn failed: %s", failure)
        return web.json_response({"reason": str(failure)}, status=422)
    except asyncio.TimeoutError:
        logger.error("turn took longer than %s s", TURN_TIMEOUT)
        return web.json_response({"reason": f"longer than {TURN_TIMEOUT} s"}, status=504)
    if answer["unknown_slots"]:
        logger.warning("slots unknown to the domain: %s", ", ".join(answer["unknown_slots"]))
    return web.json_response(answer)


async def parse(request: web.Request) -> web.Response:
    """What is understood of one text, without a conversation.

    Beside the text, and only where it matters: `pending`, `said` and `names` (`Turns.parse`).
    """
    body = await _body(request)
    text = fit(body.get("text"))
    pending = _field(body, "pending", str) if body.get("pending") is not None else None
    said = [fit(each) for each in _field({"said": [], **body}, "said", list)]
    names = _field({"names": [], **body}, "names", list)
    parsed = await request.app[turns].parse(text, pending, said, names)
    return web.json_response({"text": text, **parsed})


async def health(request: web.Request) -> web.Response:
    """200 with the model's name; the port opens only when the model is loaded."""
    return web.json_response({"status": "ok", "model": request.app[turns].model})


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except (ValueError, RecursionError) as error:
        raise WrongShape("the body is not JSON") from error
    if not isinstance(body, dict):
        raise WrongShape("the body is not a JSON object")
    return body


def _field(body: dict[str, Any], name: str, kind: type) -> Any:
    if not isinstance(body.get(name), kind):
        expected = {str: "a text", dict: "an object", list: "a list"}[kind]
        raise WrongShape(f"`{name}` is missing or not {expected}")
    return body[name]


@web.middleware
async def _always_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except (WrongShape, UnfitText) as error:
        return web.json_response({"reason": str(error)}, status=400)
    except web.HTTPException as error:
        return web.json_response({"reason": error.reason}, status=error.status)
    except Exception:
        logger.exception("request to %s failed", request.path)
        return web.json_response({"reason": "error in the engine; see its log"}, status=500)
