"""The choice frame with providers' names in place of the catalogue's ids, for those who read it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.nlu.listening.frames.frame import ALL
from provider_catalog.names import MUNICIPAL

ROOT = Path(__file__).resolve().parents[4]
OWN = "kommunen"
"""The municipality's own service, whichever municipality it is."""


def with_names(choice: dict[str, Any]) -> dict[str, Any]:
    """A frame as `brukervalg parse` gives it.

    Args:
        choice: `want`, `keep` and `reject` with ids, `condition`, `negated`, `speaker`, `kind`;
            `words` is left out.
    """
    names = _names()

    def named(id_: str | None) -> str | None:
        return names.get(id_, id_) if id_ else None

    def pairs(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
        # The contract knows «all» alone for a wish that is limited to no kind of help.
        return [
            {"service": each["service"] or ALL, "provider": named(each["provider"])}
            for each in given
        ]

    return {
        "want": pairs(choice["want"]),
        "keep": pairs(choice["keep"]),
        "reject": [named(each) for each in choice["reject"]],
        "condition": choice["condition"],
        "negated": choice["negated"],
        "speaker": choice["speaker"],
        "kind": choice["kind"],
    }


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    folder = ROOT / (os.environ.get("BRUKERVALG_CATALOGUE") or "provider_catalog/demo")
    providers = yaml.safe_load((folder / "providers.yml").read_text("utf-8"))["providers"]
    return {each["id"]: each["name"] for each in providers} | {MUNICIPAL: OWN}
