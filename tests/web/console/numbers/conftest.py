"""A console of every test's own."""

import pytest

from tests.web.console.harness import ConsoleHarness


@pytest.fixture
def harness(fresh_harness: ConsoleHarness) -> ConsoleHarness:
    """It keeps its figures for a while."""
    return fresh_harness
