"""A body read up to a limit, whatever the server sends and however it is packed."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable, AsyncIterator
from typing import Final

import httpx

ACCEPTED: Final = "gzip, deflate"
_GZIP_OR_ZLIB: Final = 32 + zlib.MAX_WBITS


class Unpacker:
    """Undoes one Content-Encoding and never makes more than it is asked for.

    A gzip bomb turns kilobytes into gigabytes: `max_length` stops inside the first block.
    """

    def __init__(self, encoding: str) -> None:
        name = encoding.strip().lower()
        self.known = name in ("", "identity", "gzip", "x-gzip", "deflate")
        self._raw = b""
        self._packed = None if name in ("", "identity") else zlib.decompressobj(_GZIP_OR_ZLIB)
        self._maybe_bare = name == "deflate"

    def feed(self, data: bytes, room: int) -> bytes:
        """At most `room` bytes of what `data` holds; ValueError where it is not packed as said."""
        if self._packed is None:
            return data[:room]
        try:
            out = self._packed.decompress(self._raw + data, room)
        except zlib.error as error:
            if not self._maybe_bare:
                raise ValueError(str(error)) from error
            # Some servers send deflate without its wrapping (RFC 9110 §8.4.1.2 notes it).
            self._packed = zlib.decompressobj(-zlib.MAX_WBITS)
            self._maybe_bare = False
            return self.feed(data, room)
        self._maybe_bare = False
        self._raw = self._packed.unconsumed_tail
        return out


class Chunks:
    """The chunks of a body. With `partial`, one that breaks off ends there and is `broken`."""

    def __init__(self, stream: AsyncIterable[bytes], *, partial: bool) -> None:
        self.broken = False
        self._stream, self._partial = stream, partial

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._stream:
                yield chunk
        except httpx.TimeoutException:
            raise
        except httpx.TransportError:
            if not self._partial:
                raise
            self.broken = True


async def read(chunks: AsyncIterator[bytes], encoding: str, limit: int) -> tuple[bytes, bool]:
    """Up to `limit` bytes of a body, unpacked, and whether more would have come.

    A body in an encoding that was not asked for is not read: (b"", True). ValueError where it is
    not packed as its header says.
    """
    unpacker = Unpacker(encoding)
    if not unpacker.known:
        return b"", True
    parts: list[bytes] = []
    room = limit
    async for chunk in chunks:
        part = unpacker.feed(chunk, room)
        parts.append(part)
        room -= len(part)
        if room <= 0:
            return b"".join(parts), True
    return b"".join(parts), False
