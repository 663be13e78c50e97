"""One TCP or TLS connection as httpcore wants it, straight on asyncio.

httpcore's own backend goes through anyio and looks for the running library at every lock; a
checker that makes a connection for nearly every address pays for that each time.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from typing import Any, Final

import httpcore

from citaudit.net.failure import SLAMMED

_FULL: Final = 256 * 1024  # bytes held before the peer is asked to wait


class _Buffer(asyncio.Protocol):
    """What has arrived and not been read yet."""

    def __init__(self) -> None:
        self.chunks: list[bytes] = []
        self.held = 0
        self.ended = False
        self.error: Exception | None = None
        self.transport: asyncio.Transport | None = None
        self.waiter: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self.chunks.append(data)
        self.held += len(data)
        if self.held > _FULL and self.transport:
            self.transport.pause_reading()
        self.wake()

    def eof_received(self) -> bool:
        self.ended = True
        self.wake()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended, self.error = True, exc
        self.wake()

    def wake(self) -> None:
        if self.waiter and not self.waiter.done():
            self.waiter.set_result(None)


class Wire(httpcore.AsyncNetworkStream):
    """A connection that is open. Time limits are the caller's: one around the whole request."""

    def __init__(self, buffer: _Buffer) -> None:
        self._buffer = buffer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        buffer = self._buffer
        while not buffer.chunks:
            if buffer.error:
                raise httpcore.ReadError(str(buffer.error)) from buffer.error
            if buffer.ended:
                return b""
            buffer.waiter = asyncio.get_running_loop().create_future()
            try:
                await buffer.waiter
            finally:
                buffer.waiter = None
        data = buffer.chunks[0] if len(buffer.chunks) == 1 else b"".join(buffer.chunks)
        buffer.chunks = [data[max_bytes:]] if len(data) > max_bytes else []
        was, buffer.held = buffer.held, max(0, len(data) - max_bytes)
        if was > _FULL >= buffer.held and buffer.transport and not buffer.ended:
            buffer.transport.resume_reading()
        return data[:max_bytes]

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        transport = self._buffer.transport
        if transport is None or transport.is_closing():
            raise httpcore.WriteError("the connection is closed")
        transport.write(buffer)

    async def aclose(self) -> None:
        if self._buffer.transport:
            # An orderly end of TLS waits for the peer; nobody needs it here.
            self._buffer.transport.abort()

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            return bool(self._buffer.chunks) or self._buffer.ended
        return None


async def connect(
    addresses: Sequence[str],
    port: int,
    *,
    patience: float,
    tls: ssl.SSLContext | None,
    name: str,
) -> Wire:
    """A connection to the first of `addresses` that takes one, with `tls` verified for `name`.

    Raises what the last address answered: OSError, ssl.SSLError or TimeoutError.
    """
    loop = asyncio.get_running_loop()
    share = max(2.0, patience / max(1, len(addresses)))
    last: Exception = OSError("no address to connect to")
    for address in addresses:
        try:
            async with asyncio.timeout(share if len(addresses) > 1 else None):
                _, buffer = await loop.create_connection(
                    _Buffer, address, port, ssl=tls, server_hostname=name if tls else None
                )
            return Wire(buffer)
        except ssl.SSLError:
            raise
        except (ConnectionResetError, ConnectionAbortedError) as error:
            last = ConnectionResetError(SLAMMED) if tls else error
        except (OSError, TimeoutError) as error:
            last = error
    raise last
