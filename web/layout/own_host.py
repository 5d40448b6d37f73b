"""Our own address stands in every request, whatever the one who asks calls us."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class OwnHost:
    """Puts the host of the configured address in the place of the Host header.

    A page is kept by others (`Cache-Control: public`), so nothing that one visitor sends may stand
    in what the next one gets: no link, no redirect.

    Args:
        app: what is asked.
        base_url: our public address (`settings.base_url`).
    """

    def __init__(self, app: "WSGIApplication", base_url: str) -> None:
        self._app = app
        self._host = urlsplit(base_url).netloc

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Answer a request as if it had named us rightly."""
        environ["HTTP_HOST"] = self._host
        return self._app(environ, start)
