"""How long a look-up in the body of facts takes, and how it grows.

Asks the questions of statements and topics about places drawn from all municipalities, first with a
tenth of the statements, then with all, then with 3,000 providers' names to tell from places.
Prints JSON: medians and 95th percentiles in milliseconds.

    .venv/bin/python -m bench.speed.lookup
"""

import json
import random
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from provider_catalog.catalogue import Catalogue
from provider_catalog.facts.answering import Asked, elsewhere, find
from provider_catalog.facts.body import Facts
from provider_catalog.facts.finding.language import Language
from provider_catalog.facts.of_a_place import about_another_place
from provider_catalog.loading.reading import read

PROVIDERS = 3_000
QUESTIONS = 400
SEED = 20261128


def main() -> None:
    """Measure and print."""
    catalogue = Catalogue.load()
    whole = catalogue.facts
    drawn = random.Random(SEED)  # noqa: S311 - a sample for measuring
    names = [f"Leverandør{number} Omsorg" for number in range(PROVIDERS)]
    few = drawn.sample(list(whole.statements.values()), len(whole.statements) // 10)
    folder = Path(__file__).resolve().parents[2] / "provider_catalog/facts"
    tenth = Facts(
        whole.places,
        few,
        whole.topics,
        Language(read(folder / "concepts.yml")),
        read(folder / "of_providers.yml"),
    )
    asks = [question for each in whole.statements.values() for question in each.questions]
    asks += [question for topic in whole.topics.values() for question in topic.q]
    places = whole.places.municipalities
    texts = [
        drawn.choice(asks).replace("STED", drawn.choice(places).name) for _ in range(QUESTIONS)
    ]
    result = {
        "municipalities": len(places),
        "statements": len(whole.statements),
        "a_tenth_of_the_statements_ms": _measured(catalogue, tenth, texts, []),
        "all_statements_ms": _measured(catalogue, whole, texts, []),
        f"with_{PROVIDERS}_providers_ms": _measured(catalogue, whole, texts, names),
    }
    print(json.dumps(result, indent=2))


def _measured(
    catalogue: Catalogue, facts: Facts, texts: list[str], names: list[str]
) -> dict[str, float]:
    here, today = facts.places.place("0301"), date(2026, 11, 28)
    find(facts, Asked("hva koster det"), here)
    times = []
    for text in texts:
        begun = perf_counter()
        mentions = facts.places.find(text, {}, lambda: names)
        asked = Asked(text, mentions)
        for place in elsewhere(mentions, here.id):
            about_another_place(facts, catalogue.schemes, today, asked, place)
        if not mentions:
            find(facts, asked, here)
        times.append((perf_counter() - begun) * 1000)
    return {"median": round(median(times), 2), "p95": round(quantiles(times, n=20)[-1], 2)}


if __name__ == "__main__":
    main()
