"""What holds for every test."""

import os

# A test waits for the answer to each text before it writes the next: each is a turn of its own,
# unless the test is about gathering and says so.
os.environ.setdefault("BRUKERVALG_GATHER_SECONDS", "0")

pytest_plugins = ["tests.browsing"]
