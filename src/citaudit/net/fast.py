"""The engine of `citaudit[fast]`: reqwest and rustls, a quarter of the CPU of httpx's own.

Redirects, cookies, unpacking and proxies stay off in it: this package does those itself, the same
way for both engines.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import httpx

from citaudit.net.transport import ADDRESSES

if TYPE_CHECKING:  # an extra: this module is read without it, to say whether it is there
    from pyreqwest.client import Client, ClientBuilder
    from pyreqwest.exceptions import Cause, PyreqwestError
    from pyreqwest.http import HeaderMap
    from pyreqwest.request import StreamRequest
    from pyreqwest.response import Response

# pyreqwest 0.15.1 aborts the process when the interpreter ends while its runtime still hands back
# results; a moment after closing lets it finish.
_SETTLE: Final = 0.05
_BATCH: Final = 1_000


def installed() -> bool:
    """Whether the extra is there."""
    return importlib.util.find_spec("pyreqwest") is not None


class ReqwestTransport(httpx.AsyncBaseTransport):
    """One request, one hop, one checked address, by pyreqwest.

    A name is tied to its checked address when a client is built, and building one costs 5 ms: so
    hosts that have been announced by `expect` share a client in batches. Over plain http the
    address simply stands in the URL.
    """

    def __init__(
        self,
        insecure: Callable[[str], bool],
        total: float,
        patience: float = 20.0,
        other: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._insecure = insecure
        self._other = other  # asked again where a redirect's target cannot be read here
        self._patience = timedelta(seconds=patience / 2)  # to connect; then the next address
        self._total = timedelta(seconds=total)
        self._plain: Client | None = None
        self._tied: dict[tuple[str, str], Client] = {}
        self._expected: dict[str, str] = {}
        self._clients: list[Client] = []

    def expect(self, host: str, address: str = "") -> None:
        if address and (host, address) not in self._tied and not self._insecure(host):
            self._expected[host] = address

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        addresses = request.extensions[ADDRESSES]
        last: Exception | None = None
        for address in addresses:
            try:
                return await self._send(request, address)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                last = error
                if "certificate" in str(error).lower():
                    break
        raise last or httpx.ConnectError("no address to connect to")

    async def aclose(self) -> None:
        if self._other is not None:
            await self._other.aclose()
        for client in self._clients:
            await client.close()
        if self._clients:
            await asyncio.sleep(_SETTLE)
        self._clients.clear()

    async def _send(self, request: httpx.Request, address: str) -> httpx.Response:
        from pyreqwest.exceptions import PyreqwestError

        url = request.url
        if url.scheme == "https":
            client, target = self._client(url.host.rstrip("."), address), str(url)
        else:
            client, target = self._open(), _at(url, address)
        sending = (
            client.request(request.method, target)
            .headers(request.headers.multi_items())
            .timeout(self._total)
            .streamed_read_buffer_limit(0)  # the head is an answer, whatever becomes of the body
            .build_streamed()
        )
        try:
            answer = await sending.__aenter__()
        except PyreqwestError as error:
            raise _as_httpx(error, request) from error
        stream = _Body(answer, sending, request)
        headers = _headers(answer.headers)
        redirects = 300 <= answer.status < 400 and "location" in list(answer.headers.keys())
        if self._other and redirects and not any(name == "location" for name, _ in headers):
            await stream.aclose()
            return await self._other.handle_async_request(request)
        return httpx.Response(answer.status, headers=headers, stream=stream, request=request)

    def _open(self) -> Client:
        if self._plain is None:
            self._plain = self._built(_builder(self._patience))
        return self._plain

    def _client(self, host: str, address: str) -> Client:
        found = self._tied.get((host, address))
        if found is None:
            batch = {host: address}
            if self._insecure(host):  # a client of its own: no other host may share its blindness
                builder = _builder(self._patience).danger_accept_invalid_certs(True)
            else:
                builder = _builder(self._patience)
                self._expected.pop(host, None)
                for name in list(self._expected)[:_BATCH]:
                    batch[name] = self._expected.pop(name)
            for name, each in batch.items():
                builder = builder.resolve(name, each, 0)
            found = self._built(builder)
            self._tied.update(((name, each), found) for name, each in batch.items())
        return found

    def _built(self, builder: ClientBuilder) -> Client:
        client = builder.build()
        self._clients.append(client)
        return client


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: Response, sending: StreamRequest, request: httpx.Request) -> None:
        self._answer, self._request = answer, request
        self._sending: StreamRequest | None = sending

    async def __aiter__(self) -> AsyncIterator[bytes]:
        from pyreqwest.exceptions import PyreqwestError

        reader = self._answer.body_reader
        try:
            while (chunk := await reader.read_chunk()) is not None:
                yield bytes(chunk)
        except PyreqwestError as error:
            raise _as_httpx(error, self._request) from error

    async def aclose(self) -> None:
        sending, self._sending = self._sending, None
        if sending is not None:
            await sending.__aexit__(None, None, None)


def _headers(found: HeaderMap) -> list[tuple[str, str]]:
    """The headers of an answer but for those that are not ASCII: pyreqwest gives no such value."""
    headers: list[tuple[str, str]] = []
    each = iter(found.items())
    while True:
        try:
            headers.append(next(each))
        except StopIteration:
            return headers
        except ValueError:
            continue


def _at(url: httpx.URL, address: str) -> str:
    """The same request, to an address instead of a name (the Host header keeps the name)."""
    host = f"[{address}]" if ":" in address else address
    return f"http://{host}:{url.port or 80}{url.raw_path.decode('ascii')}"


def _builder(patience: timedelta) -> ClientBuilder:
    from pyreqwest.client import ClientBuilder

    builder = (
        ClientBuilder()
        .follow_redirects(False)
        .referer(False)
        .no_proxy()
        .gzip(False)
        .brotli(False)
        .zstd(False)
        .deflate(False)
        .http1_allow_obsolete_multiline_headers_in_responses(True)
        .http1_allow_spaces_after_header_name_in_responses(True)
        .http1_ignore_invalid_headers_in_responses(True)
        .connect_timeout(patience)
        .pool_idle_timeout(timedelta(seconds=15))
    )
    bundle = os.environ.get("SSL_CERT_FILE")
    if bundle and Path(bundle).is_file():
        builder = builder.add_root_certificate_pem(Path(bundle).read_bytes())
    return builder


def _as_httpx(error: PyreqwestError, request: httpx.Request) -> httpx.RequestError:
    from pyreqwest import exceptions

    words = " ".join([error.message, *(each["message"] for each in _causes(error))])
    kinds = (
        (exceptions.ConnectTimeoutError, httpx.ConnectTimeout),
        (exceptions.RequestTimeoutError, httpx.ReadTimeout),
        (exceptions.ConnectError, httpx.ConnectError),
        (exceptions.ReadError, httpx.ReadError),
        (exceptions.WriteError, httpx.WriteError),
        (exceptions.NetworkError, httpx.NetworkError),
        (exceptions.DecodeError, httpx.DecodingError),
    )
    for kind, ours in kinds:
        if isinstance(error, kind):
            return ours(words, request=request)
    return httpx.TransportError(words, request=request)


def _causes(error: PyreqwestError) -> list[Cause]:
    from pyreqwest.exceptions import DetailedPyreqwestError

    if isinstance(error, DetailedPyreqwestError) and error.details:
        return list(error.details.get("causes") or ())
    return []
