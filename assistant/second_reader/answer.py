"""The closed schema of a second reader's answer, made for one message, and what is taken of it.

The schema names the intents that another may hear and the providers that *this* message names, so a
provider that does not exist, or was not spoken of, cannot be answered. It goes along with the
request (structured outputs) and is what the answer is checked by: one thing outside it, and nothing
of the answer is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from assistant.second_reader.masking import Masked
from assistant.second_reader.ours import OURS
from assistant.second_reader.reading import Act, Choice, NoReading, Pair, Reading
from core.yaml_files import read_yaml

INTENTS_FILE = Path(__file__).with_name("intents.yml")
SERVICES = ("home_nursing", "practical_assistance", "bpa", "all")
MOST_ACTS, MOST_PAIRS = 8, 8
LONGEST_QUOTE = 1600
EMPTY_HANDED = "nonsense"
"""Why there is no reading where an answer is not of the schema (`NoReading.why`)."""


class _Closed(BaseModel):
    """An object with these fields and no others, each of its own type."""

    model_config = ConfigDict(extra="forbid", strict=True)


@lru_cache(maxsize=1)
def intents() -> dict[str, str]:
    """The intents that another reader may hear, and what each means."""
    told: dict[str, str] = read_yaml(INTENTS_FILE)
    return {name: what for name, what in told.items() if name not in OURS}


@lru_cache(maxsize=256)
def schema_for(names: tuple[str, ...]) -> type[BaseModel]:
    """What an answer must be, for a message that names these providers.

    Args:
        names: as they were sent.
    """
    intent: Any = Literal[tuple(intents())]
    service: Any = Literal[SERVICES] | None
    # Where nobody is named, nobody can be wished for by name.
    provider: Any = Literal[names] | None if names else None
    quote = Field(max_length=LONGEST_QUOTE)
    act = create_model("Act", __base__=_Closed, intent=(intent, ...), quote=(str, quote))
    pair = create_model("Pair", __base__=_Closed, service=(service, ...), provider=(provider, ...))
    pairs: Any = list[pair]  # type: ignore[valid-type]
    rejected: Any = list[Literal[names]] if names else list[None]  # type: ignore[valid-type]
    most = Field(max_length=MOST_PAIRS)
    choice = create_model(
        "Choice",
        __base__=_Closed,
        want=(pairs, most),
        keep=(pairs, most),
        reject=(rejected, most),
        condition=(str | None, quote),
        negated=(bool, ...),
    )
    return create_model(
        "Reading",
        __base__=_Closed,
        acts=(list[act], Field(max_length=MOST_ACTS)),  # type: ignore[valid-type]
        choice=(choice | None, ...),
    )


def as_json_schema(schema: type[BaseModel]) -> dict[str, Any]:
    """The schema as a request carries it, with no more than structured outputs take.

    Limits of length are ours to check: not every server knows them.
    """
    plain = _without(schema.model_json_schema(), {"title", "maxLength", "maxItems"})
    assert isinstance(plain, dict)  # noqa: S101 - as pydantic makes it
    return plain


def _without(part: Any, keys: set[str]) -> Any:
    if isinstance(part, dict):
        return {key: _without(it, keys) for key, it in part.items() if key not in keys}
    return [_without(each, keys) for each in part] if isinstance(part, list) else part


def taken(content: str | None, sent: Masked, message: str) -> Reading:
    """The reading in an answer.

    Args:
        content: what the model wrote.
        sent: the message as it was sent, with the way back.
        message: as written; what was quoted from what was sent is given back in its words.

    Raises:
        NoReading: it is not of the schema, or speaks of what does not stand in the message.
    """
    ids = dict(sent.names)
    try:
        answer: Any = schema_for(tuple(ids)).model_validate_json(content or "")
    except (ValidationError, RecursionError) as wrong:
        raise NoReading(EMPTY_HANDED, type(wrong).__name__) from None
    acts = []
    for act in answer.acts:
        start, end = sent.place_of(act.quote) or (0, len(message))
        acts.append(Act(act.intent, start, end))
    if not acts:
        raise NoReading(EMPTY_HANDED, "no act")
    return Reading(tuple(acts), _choice(answer.choice, sent, ids, message))


def _choice(choice: Any, sent: Masked, ids: dict[str, str], message: str) -> Choice | None:
    if choice is None:
        return None

    def pairs(given: Sequence[Any]) -> tuple[Pair, ...]:
        return tuple(
            (each.service, ids[each.provider] if each.provider else None) for each in given
        )

    condition = None
    if choice.condition is not None:
        place = sent.place_of(choice.condition)
        if place is None:
            raise NoReading(EMPTY_HANDED, "a condition that nobody said")
        condition = message[slice(*place)]
    made = Choice(
        want=pairs(choice.want),
        keep=pairs(choice.keep),
        reject=tuple(ids[each] for each in choice.reject),
        condition=condition,
        negated=choice.negated,
    )
    return made if made != Choice() else None
