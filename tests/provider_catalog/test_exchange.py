"""The catalogue is exchanged as a whole while others ask it, at whichever line they are."""

import sys
from types import FrameType
from typing import Any

import pytest

from provider_catalog.catalogue import Catalogue
from tests.provider_catalog.test_changes import OSLO, contract, provider

NEW = {"provider:ny": provider(), "contract:ny": contract()}


@pytest.mark.parametrize("line", range(1, 12))
@pytest.mark.parametrize(("before", "after"), [({}, {OSLO: NEW}), ({OSLO: NEW}, {})])
def test_names_and_providers_are_of_the_same_moment(
    line: int, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """Another thread exchanges what is held just before the reader's nth line."""
    catalogue = Catalogue.load()
    assert catalogue.take(before) == {}
    seen = 0

    def trace(frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal seen
        if frame.f_code.co_filename != sys.modules[Catalogue.__module__].__file__:
            return None
        if event == "line":
            seen += 1
            if seen == line:
                sys.settrace(None)
                catalogue.take(after)
        return trace

    sys.settrace(trace)
    try:
        names = catalogue.names_since(OSLO)
    finally:
        sys.settrace(None)
    assert names in ([], [{"kind": "provider", "id": "ny", "form": each} for each in FORMS])


FORMS = ("Ny Omsorg", "ny omsorg")
