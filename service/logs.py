"""Logs: one JSON line an event on standard error, with no code, national id or message text."""

import logging
import sys

import structlog

from service.outage_log import Repeats


def set_up(level: int = logging.INFO, *, readable: bool = False) -> None:
    """Set up logging for a process.

    Args:
        level: what is shown at least.
        readable: lines for a person instead of JSON.
    """
    # Plain tracebacks: a rich one shows local variables, among them what people wrote.
    plain = structlog.dev.plain_traceback
    lines = structlog.dev.ConsoleRenderer(exception_formatter=plain)
    final = lines if readable else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            Repeats(),
            structlog.processors.format_exc_info,
            final,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    # What libraries say about every request is of no use, and may hold numbers and addresses.
    for name in ("twilio.http_client", "httpx", "httpx2", "openai", "werkzeug", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # A line for each request that waits its turn.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
