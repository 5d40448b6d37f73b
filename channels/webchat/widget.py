"""The button that a municipality puts on its own page: `/widget.js`, and a page that shows it."""

import json
from pathlib import Path

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue

from channels.webchat.renderer import WORDS
from core.settings import Settings
from provider_catalog.catalogue import Catalogue
from web.layout.language import asked_language

NAME = "widget"
SCRIPT = Path(__file__).parent / "widget.js"
KEPT_SECONDS = 3600
"""How long a browser may keep the script, whose address never changes."""


def blueprint(catalogue: Catalogue, settings: Settings) -> Blueprint:
    """The script and its demo page.

    Args:
        catalogue: knows the municipalities.
        settings: for our public address, which the snippet names.
    """
    widget = Blueprint(NAME, __name__, template_folder="templates")
    words = {standard: WORDS.of(standard)["widget"]["page"] for standard in ("nb", "nn")}
    script = SCRIPT.read_text("utf-8").replace("__WORDS__", json.dumps(words, ensure_ascii=False))

    @widget.get("/widget.js")
    def code() -> ResponseReturnValue:
        response = Response(script, mimetype="text/javascript")
        response.cache_control.public = True
        response.cache_control.max_age = KEPT_SECONDS
        # A municipality's page is of another origin, and may ask for this of what it loads.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.add_etag()
        return response.make_conditional(request)

    @widget.get("/widget")
    def demo() -> ResponseReturnValue:
        here = catalogue.municipalities()[0]
        wanted = request.args.get("kommune")
        here = next((each for each in catalogue.municipalities() if each.id == wanted), here)
        g.lang = asked_language() or here.standard
        return render_template(
            "chat/widget.html",
            words=WORDS.of(g.lang),
            municipality=here,
            address=f"{settings.base_url}/widget.js",
        )

    return widget
