"""A console of every test's own."""

import pytest

from tests.web.console.home import Home


@pytest.fixture
def home(fresh_home: Home) -> Home:
    """It keeps its figures for a while."""
    return fresh_home
