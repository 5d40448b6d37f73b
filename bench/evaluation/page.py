"""docs/understanding.md: the figures of an evaluation in words and tables.

No figure is rounded to its advantage: what should be high is cut off, what should be low is
rounded up, and the numbers of messages stand beside.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median_low

from bench.evaluation.scores import KINDS, Found, Judged, Scores

PAIRS = 30
# A share computed in binary may lie a hair beside the decimal that it is: 0.29 * 1000 is 289.99….
_HAIR = 9


@dataclass(frozen=True)
class Made:
    """When the page was made, and with which model."""

    at: datetime
    fingerprint: str


def high(share: float) -> str:
    """Percent of a share that should be high, cut off after one decimal."""
    return f"{math.floor(round(share * 1000, _HAIR)) / 10:.1f} %"


def low(share: float) -> str:
    """Percent of a share that should be low, rounded up to one decimal."""
    return f"{math.ceil(round(share * 1000, _HAIR)) / 10:.1f} %"


def page(
    chapters: tuple[str, str],
    scores: Scores,
    unseen: Scores,
    sets: Mapping[str, list[Judged]],
    made: Made,
) -> str:
    """The whole page. It leads with how strangers are understood.

    Args:
        chapters: about authors who were left out of the training, and about what is judged apart.
        scores: of all messages of the project's own set.
        unseen: of those that do not stand word for word in the training data.
        sets: the messages of each set, by its name.
        made: when, and with which model.
    """
    strangers, apart = chapters
    varieties = list(dict.fromkeys(each.variety for each in scores.messages))
    weakest = min(varieties, key=lambda name: _accuracy(scores.of_variety(name)))
    parts = [
        _introduction(scores, made),
        strangers,
        _own_set(scores),
        table(("", "measured", "aim", ""), _summary(scores, weakest)),
        f"Macro-F1, the mean of the {len(scores.intents)} intents' F1, is "
        f"**{high(scores.macro_f1)}**.\n",
        "### Each set by itself\n\n"
        "The second set was written when the model had been tuned to be good at the first, and "
        "before any model had been asked about it.\n",
        table(
            ("set", "messages", "right", "wrong answer", "not understood", "emergencies found"),
            (
                _set(name, Scores(members, scores.threshold, scores.danger_threshold))
                for name, members in sets.items()
            ),
        ),
        _word_for_word(scores, unseen),
        apart,
        "### Per variety\n\nThe dialects are imitated in writing; "
        "`sms` is thumbs, `speech` is what a recogniser writes.\n",
        table(
            ("variety", "messages", "right", "wrong answer", "not understood"),
            (_variety(name, scores.of_variety(name)) for name in varieties),
        ),
        "### Emergency\n",
        _danger(scores.danger),
        "### Entities\n\n"
        "A right entity has the right kind and the right value; where in the text it stands is not "
        "judged. A value that is found twice in a message counts once. "
        f"{sum(each.named is not None for each in scores.messages)} messages are judged, "
        f"{sum(each.named is not None and each.misspelt for each in scores.messages)} of them with "
        "a name that is misspelt, misheard or in an unlisted form.\n",
        "#### All\n",
        _entities(scores, misspelt=False),
        "#### Messages with a misspelt name\n",
        _entities(scores, misspelt=True),
        "### Confidence\n\n"
        "![Reliability diagram and histogram of confidence](images/calibration.png)\n\n"
        "The expected calibration error, the mean distance between how sure the model was and how "
        f"often it was right, is {math.ceil(scores.calibration_error * 1000) / 1000:.3f}.\n",
        "### What is taken for what\n\n![Confusion matrix of all intents](images/confusion.png)\n",
        f"The {PAIRS} commonest confusions, with and without doubt:\n",
        table(
            ("meant", "read as", "messages"),
            ((f"`{a}`", f"`{b}`", str(n)) for (a, b), n in scores.confused(PAIRS)),
        ),
        "### Per intent, weakest first\n",
        table(
            ("intent", "messages", "precision", "recall", "F1"),
            (
                (f"`{name}`", str(found.right + found.missed), *_found(found))
                for name, found in sorted(scores.intents.items(), key=lambda pair: pair[1].f1)
            ),
        ),
    ]
    return "\n".join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first column is words, the others stand to the right."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _introduction(scores: Scores, made: Made) -> str:
    return (
        "# How well it understands\n\n"
        f"Made by `make evaluate` on {made.at:%Y-%m-%d at %H:%M} UTC with the model "
        f"`{made.fingerprint}`. Do not edit it; make it again.\n\n"
        "*Right* is judged by the likeliest reading, also when the model was in doubt. Below a "
        f"confidence of {scores.threshold:g} the dialogue does not answer but asks what was meant: "
        "that is *not understood*. At or above it a wrong reading is a *wrong answer*, the kind "
        "that does harm. No figure is rounded to its advantage.\n"
    )


def _own_set(scores: Scores) -> str:
    return (
        "## The project's own set\n\n"
        f"{len(scores.messages)} messages of "
        "[bench/understanding](../bench/understanding/README.md), which are never trained on. They "
        "were written by those who wrote the project's training data, so they measure memory of a "
        "manner of writing: good for seeing that nothing broke, not for saying how people fare.\n"
    )


def _summary(scores: Scores, weakest: str) -> list[tuple[str, str, str, str]]:
    number = len(scores.messages)
    right, wrong, in_doubt = scores.right, scores.wrong, scores.not_understood
    danger, all_names, misspelt = scores.danger, scores.entities(), scores.entities(misspelt=True)
    in_weakest = _accuracy(scores.of_variety(weakest))
    return [
        _line("intent right", right / number, 0.95, high, f"{right} of {number}"),
        _line(f"… in the weakest variety, `{weakest}`", in_weakest, 0.92, high),
        _line("wrong answers", wrong / number, 0.02, low, f"{wrong} of {number}"),
        ("not understood", f"{low(in_doubt / number)} ({in_doubt} of {number})", "", ""),
        _line("recall of `emergency`", danger.recall, 0.99, high),
        _line("precision of `emergency`", danger.precision, 0.90, high),
        _line("F1 of entities", all_names.f1, 0.95, high),
        _line("… where a name is misspelt", misspelt.f1, 0.88, high),
    ]


def _line(
    name: str, share: float, aim: float, written: Callable[[float], str], count: str = ""
) -> tuple[str, str, str, str]:
    wanted_high = written is high
    reached = share >= aim if wanted_high else share <= aim
    measured = f"{written(share)} ({count})" if count else written(share)
    aimed = f"{'≥' if wanted_high else '≤'} {aim * 100:g} %"
    return name, measured, aimed, "reached" if reached else "**not reached**"


def _word_for_word(scores: Scores, unseen: Scores) -> str:
    apart = set(unseen.messages)
    same = [len(each.text.split()) for each in scores.messages if each not in apart]
    if not same:
        return "None of the messages stands word for word in the training data.\n"
    return (
        f"{len(same)} messages, half of them of {median_low(same)} words or fewer, stand word for "
        "word in the training data too, capitals and punctuation aside. Without them "
        f"{high(_accuracy(unseen))} are right ({unseen.right} of {len(unseen.messages)}) and "
        f"{low(unseen.wrong / len(unseen.messages))} are wrong answers.\n"
    )


def _variety(name: str, scores: Scores) -> tuple[str, ...]:
    number = len(scores.messages)
    return (
        name,
        str(number),
        high(_accuracy(scores)),
        low(scores.wrong / number),
        low(scores.not_understood / number),
    )


def _set(name: str, scores: Scores) -> tuple[str, ...]:
    danger = scores.danger
    found = f"{danger.right} of {danger.right + danger.missed}, {danger.too_many} false"
    return (*_variety(name, scores), found)


def _danger(danger: Found) -> str:
    there, alarms = danger.right + danger.missed, danger.right + danger.too_many
    return (
        f"{danger.right} of {there} dangers give the alarm (recall {high(danger.recall)}), and "
        f"{danger.right} of {alarms} alarms are right (precision {high(danger.precision)}). "
        "An alarm counts only where the model is sure enough to give it.\n"
    )


def _entities(scores: Scores, *, misspelt: bool) -> str:
    kinds = {kind: scores.entities(kind, misspelt=misspelt) for kind in KINDS}
    rows = [
        (kind, str(found.right + found.missed), *_found(found))
        for kind, found in kinds.items()
        if found.right + found.missed
    ]
    whole = scores.entities(misspelt=misspelt)
    last = ("**all**", str(whole.right + whole.missed), *_found(whole))
    return table(("kind", "there", "precision", "recall", "F1"), [*rows, last])


def _found(found: Found) -> tuple[str, str, str]:
    return high(found.precision), high(found.recall), high(found.f1)


def _accuracy(scores: Scores) -> float:
    return scores.right / len(scores.messages)
