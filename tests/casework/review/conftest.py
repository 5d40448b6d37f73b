"""A harness with the console, as its own tests have it."""

import pytest

from tests.web.console.conftest import fresh_harness
from tests.web.console.harness import ConsoleHarness

__all__ = ["fresh_harness", "harness"]


@pytest.fixture
def harness(fresh_harness: ConsoleHarness) -> ConsoleHarness:
    return fresh_harness
