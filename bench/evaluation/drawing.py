"""The pictures of docs/understanding.md: what is taken for what, and how honest confidence is."""

from collections import Counter
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import Colormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from bench.evaluation.scores import BINS, Scores

RIGHT, WRONG = "Blues", "Oranges"
DARK = 0.55
"""Shares above this are drawn so dark that their number is written in white."""
FAINTEST = 0.18
"""A single message must be seen, so that no cell that is not empty is paler than this."""


def draw_confusion(scores: Scores, file: Path) -> None:
    """Draw which intent (row) is read as which (column), with the number of messages in each cell.

    Colour is the share of the row: blue where right, orange where wrong.
    """
    names = list(scores.intents)
    names += sorted({each.read for each in scores.messages} - set(names))
    place = {name: number for number, name in enumerate(names)}
    cells = Counter((place[each.intent], place[each.counted_as]) for each in scores.messages)
    rows = Counter(place[each.intent] for each in scores.messages)
    figure, axes = plt.subplots(figsize=(19, 19), dpi=100)
    for (meant, read), number in cells.items():
        _cell(axes, meant, read, number, number / rows[meant])
    axes.set(xlim=(-0.5, len(names) - 0.5), ylim=(len(names) - 0.5, -0.5), aspect="equal")
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=11)
    axes.set_yticks(range(len(names)), [f"{name}  ({rows[place[name]]})" for name in names])
    axes.tick_params(labelsize=11, length=0, top=True, labeltop=True)
    axes.grid(color="#e4e4e4", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xlabel("read as", fontsize=14)
    axes.set_ylabel("meant (number of messages)", fontsize=14)
    axes.set_title(
        f"What is taken for what: {scores.right} of {len(scores.messages)} messages right\n"
        "blue: right, orange: wrong, darker: a larger share of the row",
        fontsize=16,
        pad=14,
    )
    _save(figure, file)


def _cell(axes: Axes, meant: int, read: int, number: int, share: float) -> None:
    colours: Colormap = mpl.colormaps[RIGHT if meant == read else WRONG]
    corner = (read - 0.5, meant - 0.5)
    axes.add_patch(Rectangle(corner, 1, 1, color=colours(max(share, FAINTEST)), linewidth=0))
    ink = "white" if share > DARK else "black"
    axes.text(read, meant, str(number), ha="center", va="center", fontsize=10, color=ink)


def draw_calibration(scores: Scores, file: Path) -> None:
    """Draw how often the model is right beside how sure it was, and how often it was how sure."""
    figure, (above, below) = plt.subplots(
        2, 1, figsize=(8, 9), dpi=110, sharex=True, height_ratios=(3, 1.4)
    )
    sure = [span.confidence for span in scores.bins]
    right = [span.right for span in scores.bins]
    above.plot([0, 1], [0, 1], color="#777777", linestyle="--", label="as sure as it is right")
    above.plot(sure, right, color="#1f5fa8", marker="o", linewidth=2, label="this model")
    for span in scores.bins:
        above.annotate(
            f"{span.number}",
            (span.confidence, span.right),
            xytext=(0, 10 if span.right < 0.93 else -19),
            textcoords="offset points",
            ha="center",
            fontsize=10,
            bbox={"boxstyle": "square,pad=0.1", "color": "white", "alpha": 0.8},
        )
    above.set(ylim=(0, 1.02), ylabel="share that is right")
    above.set_title("Confidence and truth (numbers: messages in each tenth)")
    below.hist(
        [
            [each.confidence for each in scores.messages if each.right],
            [each.confidence for each in scores.messages if not each.right],
        ],
        bins=[number / BINS for number in range(BINS + 1)],
        color=["#8db7e0", "#e8833a"],
        label=["right", "wrong"],
    )
    below.set_yscale("symlog", linthresh=10)
    below.set_yticks([0, 5, 10, 100, 1000], ["0", "5", "10", "100", "1000"])
    below.set(xlim=(0, 1), xlabel="confidence of the likeliest reading", ylabel="messages")
    for axes in (above, below):
        axes.axvline(scores.threshold, color="#b02020", linewidth=1.2, linestyle=":")
        axes.grid(color="#e4e4e4", linewidth=0.6)
        axes.set_axisbelow(True)
    above.text(scores.threshold + 0.01, 0.03, "answered from here on", color="#b02020")
    above.legend(loc="upper left")
    below.legend(loc="upper left")
    _save(figure, file)


def _save(figure: Figure, file: Path) -> None:
    # Without the library's version in it, the same picture is the same file.
    figure.savefig(file, bbox_inches="tight", facecolor="white", metadata={"Software": None})
    plt.close(figure)
