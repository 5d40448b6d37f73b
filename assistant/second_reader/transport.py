"""How a second reader is reached: one address, no redirects, and no more than a small answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx2

MOST_BYTES = 64 * 1024
"""Of an answer: a reading has a few hundred. Also what an error may hold."""
CONNECTIONS = 16


class TooLarge(httpx2.TransportError):
    """The other side sends more than a reading can hold, or in a form that hides how much."""


class SmallAnswers(httpx2.AsyncBaseTransport):
    """A transport that stops reading where an answer is too large.

    Args:
        through: what sends and reads.
    """

    def __init__(self, through: httpx2.AsyncBaseTransport) -> None:
        self._through = through

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send; the answer's body is counted as it is read."""
        # What is packed can be a thousand times as much.
        request.headers["Accept-Encoding"] = "identity"
        response = await self._through.handle_async_request(request)
        packed = response.headers.get("content-encoding", "identity") != "identity"
        length = response.headers.get("content-length", "0")
        if packed or (length.isdecimal() and int(length) > MOST_BYTES):
            await response.aclose()
            raise TooLarge("packed" if packed else "too large", request=request)
        stream = response.stream
        assert isinstance(stream, httpx2.AsyncByteStream)  # noqa: S101 - as a transport gives it
        response.stream = _Counted(stream, request)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self._through.aclose()


class _Counted(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, request: httpx2.Request) -> None:
        self._stream = stream
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen = 0
        async for chunk in self._stream:
            seen += len(chunk)
            if seen > MOST_BYTES:
                raise TooLarge("too large", request=self._request)
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


def client(address: str, seconds: float) -> httpx2.AsyncClient:
    """A client for one address. It follows nobody elsewhere: the key and the words stay there.

    Args:
        address: the reader's.
        seconds: for each step of a request; the whole is timed by who asks.
    """
    where = urlsplit(address)
    here = where.hostname in ("127.0.0.1", "::1", "localhost")
    proxy = None if here or proxy_bypass(where.netloc) else getproxies().get(where.scheme)
    limits = httpx2.Limits(max_connections=CONNECTIONS)
    through = httpx2.AsyncHTTPTransport(proxy=proxy, limits=limits)
    return httpx2.AsyncClient(
        transport=SmallAnswers(through), timeout=seconds, follow_redirects=False, trust_env=False
    )
