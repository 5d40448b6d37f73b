"""A house with the console, as its own tests have it."""

from tests.casework.conftest import home, template

__all__ = ["home", "template"]
