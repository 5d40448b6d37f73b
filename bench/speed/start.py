"""How long from nothing to the first answer, and how much memory: `rasa run` beside our engine.

Both load the same model, ours, and call the same action server. Prints JSON.
"""

import json
import tempfile
from pathlib import Path

from bench.speed.peers import MODELS, our_engine, serve_stock
from bench.speed.processes import constant_actions, say


def main() -> None:
    """Two rounds each, alternating; the better one counts, so that neither pays for cold files."""
    seconds: dict[str, list[float]] = {}
    memory: dict[str, float] = {}
    model = max(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    with constant_actions() as actions, tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "credentials.yml").write_text("rest:\n")
        (Path(folder) / "endpoints.yml").write_text(f"action_endpoint:\n  url: {actions}\n")
        for _ in range(2):
            for peer in (serve_stock(Path(folder), model), our_engine(actions, model)):
                with peer as server:
                    seconds.setdefault(server.name, []).append(server.seconds)
                    memory[server.name] = server.peak_memory()
    stock, ours = (min(seconds[name]) for name in ("stock Rasa", "our engine"))
    result = {
        "model": model.name,
        "seconds_to_first_answer": {k: [round(s, 1) for s in v] for k, v in seconds.items()},
        "peak_memory_mb": {name: round(peak) for name, peak in memory.items()},
        "ours_of_stock": round(ours / stock, 2),
    }
    print(json.dumps(result, indent=2))
    say("at most half of stock's time" if ours * 2 <= stock else "MORE than half of stock's time")


if __name__ == "__main__":
    main()
