"""Processes that tests kill: each is forked from one that has imported all of the app already."""

from multiprocessing import get_context
from multiprocessing.context import ForkServerContext

LIVES = ["tests.channels.life", "tests.dialogue.safety.life"]
"""What such a process runs."""


def forked() -> ForkServerContext:
    """Where to make such a process. The first one of a session takes seconds to start."""
    context = get_context("forkserver")
    context.set_forkserver_preload(LIVES)
    return context
