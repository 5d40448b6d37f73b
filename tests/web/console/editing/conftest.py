"""A console of every test's own."""

import pytest

from tests.web.console.harness import ConsoleHarness


@pytest.fixture
def harness(fresh_harness: ConsoleHarness) -> ConsoleHarness:
    """Its texts and facts are edited, which it keeps in memory."""
    return fresh_harness
