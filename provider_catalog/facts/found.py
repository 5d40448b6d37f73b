"""What is likeliest to answer a question."""

from dataclasses import dataclass

from provider_catalog.facts.reading import Topic
from provider_catalog.facts.statement import Statement


@dataclass(frozen=True)
class Found:
    """What is likeliest to answer.

    Attributes:
        name: a statement's id, or `topic:` and a topic.
        score: how like its likeliest question is, with what else speaks for it.
        sure: how sure it is that it answers (`judging`), 0 to 1.
        faint: whether it shares no more with the question than others do: it is no answer.
        near: whether it is about the same thing.
        unlike: whether it is so unlike the question that it is not told at all.
    """

    name: str
    score: float
    sure: float
    statement: Statement | None
    topic: Topic | None
    faint: bool = False
    near: bool = True
    unlike: bool = False
