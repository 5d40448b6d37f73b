"""What is likeliest to answer a question."""

from dataclasses import dataclass

from provider_catalog.facts.finding.judging import Evidence
from provider_catalog.facts.reading import OF_FIRMS, Topic
from provider_catalog.facts.statement import Statement


@dataclass(frozen=True)
class Found:
    """What is likeliest to answer.

    Attributes:
        name: a statement's id, `topic:` and a topic, or `provider:` and a fact of a provider.
        score: how like its likeliest question is, with what else speaks for it.
        sure: how sure it is that it answers (`judging`), 0 to 1.
        evidence: what that was judged by.
    """

    name: str
    score: float
    sure: float
    statement: Statement | None
    topic: Topic | None
    evidence: Evidence | None = None

    @property
    def fact(self) -> str | None:
        """The fact of a provider that is asked for, where it is one."""
        return self.name.removeprefix(OF_FIRMS) if self.name.startswith(OF_FIRMS) else None
