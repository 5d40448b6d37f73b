"""How the tests log: for people, with plain tracebacks.

structlog's own default draws tracebacks with every local variable where `rich` is installed. Of a
failure in the middle of a request that took four seconds and more, within the request, and a test
of what the caller hears in time then failed on a busy machine.
"""

import structlog


def plainly() -> None:
    """Log to standard output, as structlog does where nobody has set it up."""
    structlog.reset_defaults()
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    *others, _rich = structlog.get_config()["processors"]
    structlog.configure(processors=[*others, plain])
