"""A second reader behind an OpenAI-compatible address: chat completions with structured outputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError

from assistant.second_reader.answer import EMPTY_HANDED, as_json_schema, schema_for, taken
from assistant.second_reader.breaker import Breaker
from assistant.second_reader.loop import LoopThread
from assistant.second_reader.masking import Masked, mask
from assistant.second_reader.prompt import instructions, question
from assistant.second_reader.reading import NoReading, Reading, ReadingContext
from assistant.second_reader.transport import TooLarge, client

REST_SECONDS = 60.0
"""From a failure to the next try; one message in so long waits for a reader that is dead."""
MOST_TOKENS = 700
"""Of an answer: ten acts with their quotes are half of it."""
MOST_MASKED = 0.5
"""A message of which more than so much is masked says nothing to anybody, and is not sent."""
NO_KEY = "none"
"""What is sent as a key to a server that asks for none; the client sends no empty one."""


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    finish_reason: str
    message: _Message


class _Usage(BaseModel):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(BaseModel):
    """What we look at in an answer. OpenAI's client takes any JSON for one (3.57), and servers that
    are only like OpenAI's leave out what they do not know.
    """

    choices: list[_Choice]
    usage: _Usage | None = None


@dataclass(frozen=True)
class Answered:
    """A reading, and what it took.

    Attributes:
        sent: what left.
        tokens_in: as the server counts them.
    """

    reading: Reading
    sent: str
    tokens_in: int = 0
    tokens_out: int = 0


class OpenAIReader:
    """Reads by asking a language model. Safe to use from several threads.

    Args:
        address: where, as OpenAI's client takes it: `https://…/v1`.
        key: never logged.
        model: the server's name of it.
        within: seconds for a reading.
        name_of: a provider's name in a municipality, by kommunenummer and id.
        rest: seconds from a failure to the next try.
    """

    def __init__(
        self,
        address: str,
        key: str,
        model: str,
        *,
        within: float,
        name_of: Callable[[str, str], str],
        rest: float = REST_SECONDS,
    ) -> None:
        # Half a second of every start, which only a service that has a second reader pays.
        import openai  # noqa: PLC0415

        self._model = model
        self._within = within
        self._name_of = name_of
        self._breaker = Breaker(rest)
        self._loop = LoopThread("second-reader")
        self._client = openai.AsyncOpenAI(
            api_key=key or NO_KEY,
            base_url=address,
            timeout=within,
            max_retries=0,
            http_client=client(address, within),
        )
        # The library loads its parts when they are first asked for: not in somebody's time limit.
        self._complete = self._client.chat.completions.with_raw_response.create
        schema_for(())
        instructions()
        mask("hei", (), str)

    def read(self, message: str, context: ReadingContext) -> Reading:
        """The acts of a message; only its masked form leaves."""
        return self.ask(message, context).reading

    def masked(self, message: str, context: ReadingContext) -> Masked:
        """What of a message would be sent.

        Raises:
            NoReading: nothing would.
        """
        sent = mask(message, context.named, lambda id_: self._name_of(context.municipality, id_))
        if sent is None:
            raise NoReading("not_sent", "too long")
        if sent.share > MOST_MASKED:
            raise NoReading("not_sent", "masked")
        return sent

    def ask(self, message: str, context: ReadingContext) -> Answered:
        """The acts of a message, with what it took to get them.

        Raises:
            NoReading: there is none that can be used.
        """
        import openai  # noqa: PLC0415 - as above; it is there already

        sent = self.masked(message, context)
        if not self._breaker.may_try():
            raise NoReading("resting")
        try:
            schema = as_json_schema(schema_for(tuple(name for name, _ in sent.names)))
            asked = question(sent.text, context.pending)
            answer = self._loop.run(self._ask(asked, schema), self._within)
        except (TimeoutError, openai.APITimeoutError):
            self._breaker.failed()
            raise NoReading("late") from None
        except openai.APIStatusError as error:
            self._breaker.failed()
            raise NoReading("failed", f"status {error.status_code}") from None
        except openai.OpenAIError as error:
            self._breaker.failed()
            large = isinstance(error.__cause__, TooLarge)
            raise NoReading("failed", "too large" if large else type(error).__name__) from None
        except Exception as error:
            # A server that answers what no client expects: its words are in the error, so only its
            # class is told.
            self._breaker.failed()
            raise NoReading("failed", type(error).__name__) from None
        self._breaker.went_well()
        return self._answered(answer, sent, message)

    async def _ask(self, asked: str, schema: dict[str, object]) -> bytes:
        answer = await self._complete(
            model=self._model,
            messages=[
                {"role": "system", "content": instructions()},
                {"role": "user", "content": asked},
            ],
            response_format={
                "type": "json_schema",
                "json_schema": {
                    "name": "reading",
                    "strict": True,
                    "schema": schema,
                },
            },
            max_completion_tokens=MOST_TOKENS,
            store=False,
        )
        return answer.content

    @staticmethod
    def _answered(answer: bytes, sent: Masked, message: str) -> Answered:
        try:
            completion = _Completion.model_validate_json(answer)
        except (ValidationError, RecursionError) as wrong:
            raise NoReading(EMPTY_HANDED, type(wrong).__name__) from None
        if not completion.choices or completion.choices[0].finish_reason != "stop":
            raise NoReading(EMPTY_HANDED, "no whole answer")
        reading = taken(completion.choices[0].message.content, sent, message)
        usage = completion.usage or _Usage()
        return Answered(reading, sent.text, usage.prompt_tokens, usage.completion_tokens)

    def close(self) -> None:
        """End what is under way, and close the connections. It cannot be asked again."""
        self._loop.close(self._client.close())
