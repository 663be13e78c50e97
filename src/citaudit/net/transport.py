"""httpx's own engine, on connections that go to the addresses the guard has checked."""

from __future__ import annotations

import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final, Protocol, runtime_checkable

import httpcore
import httpx

from citaudit.net.wire import connect

ADDRESSES: Final = "citaudit.addresses"  # request extension: where the connection may go
KEEP: Final = "citaudit.keep"  # request extension: whether more requests to this host follow
_MOST_IDLE: Final = 256
_IDLE_SECONDS: Final = 15.0

Origin = tuple[str, str, int, str]
Giving = Callable[[httpcore.AsyncHTTP11Connection], Awaitable[None]]  # a connection, back


@runtime_checkable
class Expecting(Protocol):
    """An engine that prepares for the hosts which it will be asked for; others need not."""

    def expect(self, host: str, address: str = "") -> None:
        """Hear that `host` will be asked at `address`, where it has one."""


class PinnedTransport(httpx.AsyncBaseTransport):
    """One request, one hop, one checked address; connections are kept only where more follows.

    `tls` gives the context for a host (verifying or not). `patience` is the seconds a connection
    may take, shared by the addresses of a name.
    """

    def __init__(self, tls: Callable[[str], ssl.SSLContext], patience: float) -> None:
        self._tls = tls
        self._patience = patience
        self._idle: OrderedDict[Origin, list[httpcore.AsyncHTTP11Connection]] = OrderedDict()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        port = url.port or (443 if url.scheme == "https" else 80)
        addresses = request.extensions[ADDRESSES]
        host = url.raw_host.decode("ascii").rstrip(".")
        origin = (url.scheme, host, port, addresses[0])
        asked = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.content or b"",
        )
        connection = await self._reused(origin)
        try:
            if connection is not None:
                try:
                    answer = await connection.handle_async_request(asked)
                except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError):
                    connection = None  # it had been closed while it was idle
            if connection is None:
                connection = await self._opened(asked.url.origin, host, addresses)
                answer = await connection.handle_async_request(asked)
        except Exception as error:
            raise _as_httpx(error, request) from error
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer, connection, self._back(origin, request)),
            request=request,
        )

    async def aclose(self) -> None:
        for connections in self._idle.values():
            for each in connections:
                await each.aclose()
        self._idle.clear()

    async def _opened(
        self, origin: httpcore.Origin, host: str, addresses: tuple[str, ...]
    ) -> httpcore.AsyncHTTP11Connection:
        tls = self._tls(host) if origin.scheme == b"https" else None
        try:
            wire = await connect(
                addresses, origin.port, patience=self._patience, tls=tls, name=host
            )
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        return httpcore.AsyncHTTP11Connection(
            origin=origin, stream=wire, keepalive_expiry=_IDLE_SECONDS
        )

    async def _reused(self, origin: Origin) -> httpcore.AsyncHTTP11Connection | None:
        connections = self._idle.get(origin)
        while connections:
            each = connections.pop()
            if not connections:
                del self._idle[origin]
            if each.is_available() and not each.has_expired():
                return each
            await each.aclose()
        return None

    def _back(self, origin: Origin, request: httpx.Request) -> Giving:
        keep = request.extensions.get(KEEP, False)

        async def put(connection: httpcore.AsyncHTTP11Connection) -> None:
            if not keep or not connection.is_idle():
                await connection.aclose()
                return
            self._idle.setdefault(origin, []).append(connection)
            self._idle.move_to_end(origin)
            if len(self._idle) > _MOST_IDLE:
                _, oldest = self._idle.popitem(last=False)
                for each in oldest:
                    await each.aclose()

        return put


class _Body(httpx.AsyncByteStream):
    """The bytes of one answer; closing gives the connection back, or up where bytes are left."""

    def __init__(
        self,
        answer: httpcore.Response,
        connection: httpcore.AsyncHTTP11Connection,
        back: Giving,
    ) -> None:
        self._answer, self._connection = answer, connection
        self._back: Giving | None = back

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._answer.aiter_stream():
                yield chunk
        except httpcore.ProtocolError as error:
            raise httpx.RemoteProtocolError(str(error)) from error
        except httpcore.NetworkError as error:
            raise httpx.ReadError(str(error)) from error

    async def aclose(self) -> None:
        back, self._back = self._back, None
        if back is not None:
            await self._answer.aclose()
            await back(self._connection)


def _as_httpx(error: Exception, request: httpx.Request) -> Exception:
    kinds: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
        (httpcore.ConnectTimeout, httpx.ConnectTimeout),
        (httpcore.ConnectError, httpx.ConnectError),
        (httpcore.ReadError, httpx.ReadError),
        (httpcore.WriteError, httpx.WriteError),
        (httpcore.LocalProtocolError, httpx.LocalProtocolError),
        (httpcore.RemoteProtocolError, httpx.RemoteProtocolError),
    )
    for kind, ours in kinds:
        if isinstance(error, kind):
            return ours(str(error), request=request)
    return error
