"""A figure as a plot: a picture that carries nothing which its table does not tell."""

import io
import threading
from typing import Any

from web.console.numbers.figure import Figure

# Okabe and Ito's colours, told apart with any colour vision (https://jfly.uni-koeln.de/color/),
# and a pattern each, for whoever prints in grey.
COLORS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999")
PATTERNS = ("", "//", "..", "xx", "\\\\", "++", "oo")
WIDTH = 8.0
LONGEST_NAME = 26
_DRAWING = threading.Lock()
"""Matplotlib's settings are the process' own, so one plot is drawn at a time."""


def svg(figure: Figure) -> bytes:
    """Bars on top of each other, a column of the table each; hidden counts are left out.

    Rows that are months stand side by side, others lie under each other, for their names are long.
    """
    # Loaded here: it takes a second, and most pages have no plot.
    import matplotlib  # noqa: PLC0415
    from matplotlib.figure import Figure as Canvas  # noqa: PLC0415

    lying = figure.about.first != "Måned"
    height = max(2.5, 0.42 * len(figure.rows) + 1.2) if lying else 3.4
    # Words stay words, so that they can be found and enlarged.
    with (
        _DRAWING,
        matplotlib.rc_context({"svg.fonttype": "none", "font.size": 11, "hatch.linewidth": 0.6}),
    ):
        canvas = Canvas(figsize=(WIDTH, height), layout="constrained")
        axes = canvas.subplots()
        _bars(axes, figure, lying=lying)
        _frame(axes, figure, lying=lying)
        out = io.BytesIO()
        canvas.savefig(out, format="svg", metadata={"Date": None, "Title": figure.about.title})
    return out.getvalue()


def _bars(axes: Any, figure: Figure, *, lying: bool) -> None:
    rows = range(len(figure.rows))
    so_far = [0] * len(figure.rows)
    for place, name in enumerate(figure.columns):
        counts = [figure.table.rows[row][place] or 0 for row in rows]
        if not any(counts):
            continue
        look = {
            "label": name,
            "color": COLORS[place % len(COLORS)],
            "hatch": PATTERNS[place % len(PATTERNS)],
            "edgecolor": "white",
        }
        if lying:
            axes.barh(list(rows), counts, left=so_far, **look)
        else:
            axes.bar(list(rows), counts, bottom=so_far, **look)
        so_far = [before + count for before, count in zip(so_far, counts, strict=True)]


def _frame(axes: Any, figure: Figure, *, lying: bool) -> None:
    places = list(range(len(figure.rows)))
    axes.spines[["top", "right"]].set_visible(False)
    if lying:
        axes.set_yticks(places, [_short(row) for row in figure.rows])
        axes.invert_yaxis()
        axes.set_xlabel("Antall")
        axes.xaxis.get_major_locator().set_params(integer=True)
    else:
        axes.set_xticks(places, [row[:3].lower() for row in figure.rows])
        axes.set_ylabel("Antall")
        axes.yaxis.get_major_locator().set_params(integer=True)
    if len(figure.columns) > 1 and axes.get_legend_handles_labels()[0]:
        axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
