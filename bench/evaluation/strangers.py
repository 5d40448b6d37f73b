"""How strangers are understood: figures of messages by authors who were left out of the training.

Two intents that careful people cannot tell apart count as right only where the answer given serves
both (`SERVES`); which pairs are hard stands in the intents' list, which are served was read in the
actions.
"""

import json
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from bench.evaluation.page import high, low, table
from bench.speed.processes import ENGINE_PYTHON, ENVIRONMENT, ROOT, say

CACHE = ROOT / "var/evaluate"
COMMAND = [str(ENGINE_PYTHON), "-m", "assistant.nlu.judging.left_out"]
APART = frozenset({"e_danger", "long", "long_acts"})
"""Authors who are not in the mean: danger, and long messages, have figures of their own."""
LENGTHS = {"1-5": range(1, 6), "6-20": range(6, 21), "21 and more": range(21, 10_000)}
MOST_WRONG = 0.02
DANGER = "emergency"
SERVES = {
    ("must_i", "ask_no_choice"): "it says that nothing need be done, and who helps then",
    ("request_callback", "talk_to_human"): "both hand over to a person",
    ("talk_to_human", "request_callback"): "both hand over to a person",
    ("talk_to_human", "unhappy_with_bot"): "a person is offered",
    ("ask_bot", "ask_scam"): "the answer to a doubt says who we are, that it is a machine",
    ("ask_no_choice", "must_i"): "the answer to the worry says what happens to who chooses nothing",
}
"""Pairs (meant, read): the answer to what was read serves what was meant too, and why."""


@dataclass(frozen=True)
class Message:
    """A message of an author who was left out, and how it was read."""

    author: str
    text: str
    intent: str
    also: frozenset[str]
    style: str
    variety: str
    borderline: bool
    read: str
    confidence: float
    ranked: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the answer to the likeliest reading serves what was meant."""
        return self.serves(self.read)

    def serves(self, read: str) -> bool:
        """Whether the answer to a reading serves what was meant."""
        return read == self.intent or read in self.also or (self.intent, read) in SERVES

    @property
    def words(self) -> int:
        """How long it is."""
        return len(self.text.split())


def left_out(fingerprint: str) -> list[Message]:
    """Every author's messages as read by a model that never read that author.

    Measured once a model, for it takes minutes; kept in var/evaluate.
    """
    return [_message(json.loads(line)) for line in _measured(f"left_out-{fingerprint}.jsonl")]


def learning_curve(fingerprint: str) -> list[dict[str, Any]]:
    """How right some authors are read, by how many others were trained on."""
    return [json.loads(line) for line in _measured(f"curve-{fingerprint}.jsonl", "--curve")]


def _measured(name: str, *options: str) -> list[str]:
    kept = CACHE / name
    if not kept.exists():
        say(f"leaving one author out after another ({name}) ...")
        done = subprocess.run(
            [*COMMAND, *options], stdout=subprocess.PIPE, text=True, check=True,
            cwd=ROOT, env=ENVIRONMENT,
        )  # fmt: skip
        CACHE.mkdir(parents=True, exist_ok=True)
        kept.write_text(done.stdout, "utf-8")
    return kept.read_text("utf-8").splitlines()


def _message(told: Mapping[str, Any]) -> Message:
    ranking = told["ranking"]
    return Message(
        author=told["author"],
        text=told["text"],
        intent=told["intent"],
        also=frozenset(str(told.get("also") or "").split()),
        style=str(told.get("style")),
        variety=str(told.get("variety")),
        borderline=bool(told.get("borderline")),
        read=ranking[0][0],
        confidence=ranking[0][1],
        ranked=tuple(name for name, _ in ranking),
    )


@dataclass(frozen=True)
class Strangers:
    """The figures of left-out messages at one threshold."""

    messages: Sequence[Message]
    threshold: float
    danger_threshold: float

    def acted_on(self, each: Message) -> bool:
        """Whether the dialogue answers a message, and does not ask what was meant."""
        least = self.danger_threshold if each.read == DANGER else self.threshold
        return each.confidence >= least

    @property
    def authors(self) -> dict[str, "Strangers"]:
        """Each author by itself."""
        names = dict.fromkeys(each.author for each in self.messages)
        return {name: self.where(lambda each, n=name: each.author == n) for name in names}

    @property
    def counted(self) -> dict[str, "Strangers"]:
        """The authors who are in the mean."""
        return {name: each for name, each in self.authors.items() if name not in APART}

    def where(self, chosen: Callable[[Message], bool]) -> "Strangers":
        """The same figures of some of the messages."""
        return Strangers(
            [each for each in self.messages if chosen(each)],
            self.threshold,
            self.danger_threshold,
        )

    @property
    def right(self) -> float:
        """The share whose likeliest reading serves."""
        return fmean(each.right for each in self.messages)

    @property
    def among_three(self) -> float:
        """The share with a reading that serves among the three likeliest."""
        return fmean(any(map(each.serves, each.ranked[:3])) for each in self.messages)

    @property
    def wrong(self) -> float:
        """The share that is answered, and answered with what does not serve."""
        return fmean(self.acted_on(each) and not each.right for each in self.messages)

    @property
    def not_understood(self) -> float:
        """The share that is not answered but asked about."""
        return fmean(not self.acted_on(each) for each in self.messages)

    @property
    def mean(self) -> float:
        """The mean of the authors, each counting the same."""
        return fmean(each.right for each in self.counted.values())

    @property
    def worst(self) -> tuple[str, float]:
        """The author who is understood worst."""
        return min(((n, each.right) for n, each in self.counted.items()), key=lambda pair: pair[1])

    def alarms(self) -> tuple[float, float]:
        """The share of dangers that give the alarm, and of everything else that gives one."""

        def alarm(each: Message) -> bool:
            return each.read == DANGER and self.acted_on(each)

        clear = [each for each in self.messages if not each.borderline]
        dangers = [alarm(each) for each in clear if each.intent == DANGER]
        others = [alarm(each) for each in clear if each.intent != DANGER]
        return (fmean(dangers) if dangers else 0.0, fmean(others) if others else 0.0)


def least_threshold(messages: Iterable[Message], most_wrong: float = MOST_WRONG) -> float:
    """The least confidence at which no more than a share of the messages is answered wrongly."""
    every = list(messages)
    wrong = sorted((each.confidence for each in every if not each.right), reverse=True)
    allowed = int(most_wrong * len(every))
    return wrong[allowed] if len(wrong) > allowed else 0.0


def chapter(strangers: Strangers, curve: Sequence[Mapping[str, Any]]) -> str:
    """The chapter that the page leads with."""
    everybody = strangers.where(lambda each: each.author not in APART)
    name, least = strangers.worst
    found, false = strangers.alarms()
    wanted = least_threshold(everybody.messages)
    at_that = Strangers(everybody.messages, wanted, wanted)
    parts = [
        "## Strangers\n\n"
        f"{len(strangers.counted)} authors wrote {len(everybody.messages)} messages apart from one "
        "another, and saw nothing but the list of intents and a voice to write in "
        "([who they are](../assistant/data/nlu/strangers/README.md)). Each is left out in turn: "
        "the model is trained on everybody else and asked about that author alone. This is how "
        "somebody fares who writes to us for the first time.\n",
        table(
            ("", "measured", "aim", ""),
            [
                _line("right, mean of the authors", strangers.mean, 0.94),
                _line(f"right, the worst author, `{name}`", least, 0.91),
                ("among the three likeliest", high(everybody.among_three), "", ""),
                _line("wrong answers (sure and wrong)", everybody.wrong, MOST_WRONG, at_most=True),
                ("not understood (asked about)", low(everybody.not_understood), "", ""),
                _line("dangers that give the alarm", found, 0.90),
                ("other messages that give the alarm", low(false), "", ""),
            ],
        ),
        f"Wrong answers and doubt are counted at the threshold in use, {strangers.threshold:g}. "
        f"To answer at most {MOST_WRONG:.0%} wrongly it would have to be {wanted:.2f}, and "
        f"{low(at_that.not_understood)} would be asked about.\n",
        "Two intents that careful people cannot tell apart count as right only where the answer "
        "given serves both:\n",
        table(("meant", "read as", "why it serves"), _served()),
        "### By author\n",
        table(_HEAD, (_row(f"`{n}`", each) for n, each in strangers.authors.items())),
        "### By length, in words\n",
        table(
            _HEAD,
            (
                _row(length, everybody.where(lambda each, s=span: each.words in s))
                for length, span in LENGTHS.items()
            ),
        ),
        "### By channel\n",
        table(_HEAD, _by(everybody, lambda each: each.style)),
        "### By variety\n",
        table(_HEAD, _by(everybody, lambda each: each.variety)),
        "### What each further author adds\n\n"
        "Some authors are left out, and the model is trained on the project's messages and on more "
        "and more of the others.\n",
        table(("other authors", "right"), _curve(curve)),
        "### What is taken for what\n",
        table(("meant", "read as", "messages"), _confused(everybody)),
    ]
    return "\n".join(parts)


_HEAD = ("", "messages", "right", "in three", "wrong answer", "not understood")


def _row(name: str, each: Strangers) -> tuple[str, ...]:
    return (
        name,
        str(len(each.messages)),
        high(each.right),
        high(each.among_three),
        low(each.wrong),
        low(each.not_understood),
    )


def _by(strangers: Strangers, kind: Callable[[Message], str]) -> list[tuple[str, ...]]:
    kinds = sorted({kind(each) for each in strangers.messages})
    return [_row(name, strangers.where(lambda e, n=name: kind(e) == n)) for name in kinds]


def _served() -> list[tuple[str, str, str]]:
    return [(f"`{meant}`", f"`{read}`", why) for (meant, read), why in SERVES.items()]


def _curve(curve: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    numbers = sorted({each["others"] for each in curve})
    return [
        (str(n), high(fmean(e["right"] / e["of"] for e in curve if e["others"] == n)))
        for n in numbers
    ]


def _confused(strangers: Strangers, most: int = 30) -> list[tuple[str, str, str]]:
    counted: dict[tuple[str, str], int] = {}
    for each in strangers.messages:
        if not each.right:
            pair = (each.intent, each.read)
            counted[pair] = counted.get(pair, 0) + 1
    commonest = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    return [(f"`{meant}`", f"`{read}`", str(number)) for (meant, read), number in commonest]


def _line(
    name: str, share: float, aim: float, *, at_most: bool = False
) -> tuple[str, str, str, str]:
    reached = share <= aim if at_most else share >= aim
    measured = low(share) if at_most else high(share)
    sign = "≤" if at_most else "≥"
    return name, measured, f"{sign} {aim * 100:g} %", "reached" if reached else "**not reached**"
