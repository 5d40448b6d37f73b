"""A console of every test's own."""

import pytest

from tests.web.console.home import Home


@pytest.fixture
def home(fresh_home: Home) -> Home:
    """Its texts and facts are edited, which it keeps in memory."""
    return fresh_home
