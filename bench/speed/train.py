"""How long training takes: our pipeline beside stock Rasa's with DIET, on the same data.

Stock is measured with a few epochs, and its time for 100 is worked out from the median time of an
epoch in that run; `--full` trains all 100 (about an hour). Prints JSON, which says which it was.
Seconds of the clock: on a busy machine look at the processor's seconds beside them.
"""

import argparse
import json
import resource
import tempfile
from pathlib import Path
from statistics import median

from bench.speed.peers import FULL_EPOCHS, stock_project, train_stock
from bench.speed.processes import ENGINE_PYTHON, run, say

FEW = 5
"""Epochs; the first, which builds TensorFlow's graph, is not among those whose median counts."""


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true")
    given = options.parse_args()
    epochs = FULL_EPOCHS if given.full else FEW
    with tempfile.TemporaryDirectory() as folder:
        say("training ours from nothing ...")
        models = ["--models", str(Path(folder) / "ours")]
        before = _processor_seconds()
        ours = run([str(ENGINE_PYTHON), "-m", "assistant.engine.train", *models])
        between = _processor_seconds()
        say(f"{ours:.0f} s; training stock Rasa, {epochs} epochs ...")
        stock = train_stock(stock_project(Path(folder) / "stock", epochs=epochs))
        after = _processor_seconds()
        say(f"{stock.seconds:.0f} s")
    each = median(stock.epochs)
    stock_full = stock.seconds + each * (FULL_EPOCHS - epochs)
    result = {
        "ours_s": round(ours, 1),
        "stock_100_epochs_s": round(stock_full, 1),
        "stock_is": "measured" if given.full else f"worked out from {epochs} epochs",
        "stock_measured_s": round(stock.seconds, 1),
        "stock_epoch_s": round(each, 1),
        "processor_s": {"ours": round(between - before, 1), "stock": round(after - between, 1)},
        "times_faster": round(stock_full / ours, 1),
    }
    print(json.dumps(result, indent=2))


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
