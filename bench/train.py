"""How long training takes: our pipeline beside stock Rasa's with DIET, on the same data.

Stock is measured with a few epochs twice, and its time for 100 epochs is worked out from the
difference; `--full` trains all 100 (the better part of an hour). Prints JSON, which says which.
"""

import argparse
import json
import tempfile
from pathlib import Path

from bench.peers import FULL_EPOCHS, stock_project, train_stock
from bench.processes import ENGINE_PYTHON, run, say

FEW, MORE = 1, 4


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        say("training ours from nothing ...")
        models = ["--models", str(Path(folder) / "ours")]
        ours = run([str(ENGINE_PYTHON), "-m", "assistant.engine.train", *models])
        say(f"{ours:.0f} s")
        took = {}
        for epochs in (FULL_EPOCHS,) if given.full else (FEW, MORE):
            say(f"training stock Rasa, {epochs} epoch(s) ...")
            took[epochs] = train_stock(stock_project(Path(folder) / "stock", epochs=epochs))
            say(f"{took[epochs]:.0f} s")
    if given.full:
        stock = took[FULL_EPOCHS]
    else:
        each = (took[MORE] - took[FEW]) / (MORE - FEW)
        stock = took[FEW] + each * (FULL_EPOCHS - FEW)
    result = {
        "ours_s": round(ours, 1),
        "stock_100_epochs_s": round(stock, 1),
        "stock_is": "measured" if given.full else "worked out from the times measured",
        "stock_measured_s": {f"{epochs} epochs": round(s, 1) for epochs, s in took.items()},
        "times_faster": round(stock / ours, 1),
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
