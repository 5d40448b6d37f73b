"""What others than readers ask for: robots, sitemap, and each municipality's mark."""

from flask import Blueprint, Response, abort, url_for
from flask.typing import ResponseReturnValue

from web.public.addresses import slug
from web.public.dependencies import PageDependencies

PRIVATE = ("/min-side", "/velg", "/chat", "/logg-inn", "/casework", "/ansatt", "/twilio")
"""Addresses that no search engine has business with: each is somebody's own, or a form."""
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
LISTED = ("home", "ways", "about", "privacy", "accessibility", "rights", "developers")
STANDARDS = {"nb": "website", "nn": "website_nn"}


def blueprint(ground: PageDependencies) -> Blueprint:
    """The views, which stand once and in no written standard.

    Args:
        ground: knows the municipalities.
    """
    made = Blueprint("website_machines", __name__)

    @made.get("/robots.txt")
    def robots() -> ResponseReturnValue:
        lines = ["User-agent: *"]
        lines += [f"Disallow: {each}" for each in PRIVATE]
        lines += [f"Disallow: /nn{each}" for each in PRIVATE]
        lines += [f"Sitemap: {url_for('.sitemap', _external=True)}"]
        return Response("\n".join(lines) + "\n", mimetype="text/plain")

    @made.get("/sitemap.xml")
    def sitemap() -> ResponseReturnValue:
        pages = [
            {
                standard: url_for(f"{name}.{each}", _external=True)
                for standard, name in STANDARDS.items()
            }
            for each in LISTED
        ]
        for municipality in ground.catalogue.municipalities():
            here = slug(municipality)
            for each in ("place", "ways_in"):
                pages.append(
                    {
                        standard: url_for(f"{name}.{each}", here=here, _external=True)
                        for standard, name in STANDARDS.items()
                    }
                )
        rows = []
        for page in pages:
            others = "".join(
                f'<xhtml:link rel="alternate" hreflang="{lang}" href="{href}"/>'
                for lang, href in page.items()
            )
            rows += [f"<url><loc>{href}</loc>{others}</url>" for href in page.values()]
        xml = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
            'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(rows) + "\n</urlset>\n"
        )
        return Response(xml, mimetype="application/xml")

    @made.get("/avsender/<number>.svg")
    def mark(number: str) -> ResponseReturnValue:
        picture = ground.catalogue.mark(number)
        if picture is None:
            abort(404)
        response = _kept(Response(picture, mimetype="image/svg+xml"))
        # Opened by itself a picture is a document: it gets no scripts and no frames.
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'"
        )
        return response

    return made


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
