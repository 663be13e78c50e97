"""Server-sent events (WHATWG HTML, 9.2), taken up again where a stream breaks off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Final

from httpx_sse import EventSource, SSEError

from citaudit.net.failure import LASTING, Failure, Fault
from citaudit.net.retry import back_off

if TYPE_CHECKING:
    from citaudit.net.client import Client

QUIET: Final = 60.0
"""Seconds without a sign of life after which a stream counts as broken off."""


async def events(client: Client, url: str, tries: int) -> AsyncIterator[str]:
    """The data of each event, for as long as the stream can be had.

    A stream that breaks off is taken up after the last event seen (`Last-Event-ID`), after the
    wait it asked for. Raises `Failure` where one attempt and `tries` more brought no event, and for
    faults that do not pass.
    """
    last, wait, failed = "", 0.0, 0
    while True:
        heard = False
        headers = {"accept": "text/event-stream", "accept-encoding": "identity"}
        if last:
            headers["last-event-id"] = last
        failure = Failure(Fault.RESET, "the stream of events broke off")
        try:
            async with client.stream(url, headers) as response:
                if response.status_code != 200:
                    raise Failure(Fault.PROTOCOL, f"the stream answers {response.status_code}")
                stream = aiter(EventSource(response).aiter_sse())
                while (event := await asyncio.wait_for(anext(stream, None), QUIET)) is not None:
                    last = event.id or last
                    wait = event.retry / 1000 if event.retry is not None else wait
                    if event.data:
                        heard = True
                        yield event.data
        except Failure as error:
            if error.fault in LASTING:
                raise
            failure = error
        except SSEError as error:
            raise Failure(Fault.PROTOCOL, "is no stream of events") from error
        failed = 0 if heard else failed + 1
        if failed > tries:
            raise failure
        await asyncio.sleep(max(wait, back_off(max(failed, 1))))
