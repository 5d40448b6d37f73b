"""A house with the console, as its own tests have it."""

import pytest

from tests.web.console.conftest import fresh_home
from tests.web.console.home import Home

__all__ = ["fresh_home", "home"]


@pytest.fixture
def home(fresh_home: Home) -> Home:
    return fresh_home
