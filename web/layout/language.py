"""The written standard of a page: what its address asks for, known before anything is refused."""

from flask import Flask, g, request

LANGUAGES = ("nb", "nn")
OTHERWISE = "nb"
NYNORSK = "/nn"
"""Every page that stands twice stands in Nynorsk below this."""
ASKED = "maalform"
"""What asks for a standard behind an address that is the same for both, as the chat's is."""


def register_language(app: Flask) -> None:
    """Let every request know its written standard first of all.

    A preprocessor of addresses goes before whatever may refuse the request (a limit, a form's mark,
    signs that nobody writes), and also where no address matches. So an error is told in the
    reader's own standard too. A view that knows better sets `g.lang` anew.
    """

    @app.url_value_preprocessor
    def set_language(_endpoint: str | None, _values: dict[str, object] | None) -> None:
        below = f"{request.path}/".startswith(f"{NYNORSK}/")
        g.lang = "nn" if below else asked_language() or OTHERWISE


def language() -> str:
    """The written standard of this page."""
    chosen = g.get("lang", OTHERWISE)
    return chosen if chosen in LANGUAGES else OTHERWISE


def asked_language() -> str | None:
    """The written standard that is asked for behind the address, or None."""
    asked = request.args.get(ASKED)
    return asked if asked in LANGUAGES else None
