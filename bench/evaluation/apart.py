"""What is judged apart from the single messages: two wishes at once, neighbours' languages, signs.

They are rare or hard in their own way, and would only blur the figures of the others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bench.evaluation.scores import Judged


@dataclass(frozen=True)
class TwoWishes:
    """A message with two wishes, and what became of it.

    Attributes:
        wishes: the intents of both, in any order.
        heard: the acts that were heard.
    """

    text: str
    wishes: frozenset[str]
    heard: frozenset[str]

    @property
    def both(self) -> bool:
        """Whether each wish was heard, and nothing else."""
        return self.heard == self.wishes

    @property
    def wrong(self) -> bool:
        """Whether something was heard that was not wished."""
        return not self.heard <= self.wishes


def two_wishes(
    labels: Iterable[dict[str, Any]], answers: Iterable[dict[str, Any]]
) -> list[TwoWishes]:
    """Labelled messages of two wishes with the model's answers beside them."""
    return [
        TwoWishes(
            label["text"],
            frozenset({label["intent"], label["second"]}),
            frozenset({answer["intent"], *(act["intent"] for act in answer["acts"])}),
        )
        for label, answer in zip(labels, answers, strict=True)
    ]


def chapter(
    wishes: Sequence[TwoWishes], neighbours: Sequence[Judged], signs: Sequence[Judged]
) -> str:
    """The chapter of docs/understanding.md about them."""
    both = sum(each.both for each in wishes)
    wrong = sum(each.wrong for each in wishes)
    languages = "; ".join(
        f"{name} {_right([m for m in neighbours if m.variety == code])}"
        for name, code in (("Swedish", "sv"), ("Danish", "da"))
    )
    return (
        "### Judged apart\n\n"
        f"- **Two wishes in one message** ({len(wishes)} messages, `two_wishes.jsonl`): both are "
        f"heard in {both}, one of them alone in {len(wishes) - both - wrong}, and something else "
        f"than what was wished in {wrong}.\n"
        "- **The main questions in Swedish and Danish** (`swedish_and_danish.jsonl`): "
        f"{languages} right.\n"
        "- **Signs** (👍, 👌, 🙏 and the like, alone and beside words, with and without a question "
        f"that waits, `signs.jsonl`): {_right(signs)} right.\n"
    )


def _right(messages: Sequence[Judged]) -> str:
    return f"{sum(each.right for each in messages)} of {len(messages)}"
