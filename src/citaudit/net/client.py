"""The one client of a run: a request, its guard, its manners, and an answer or a failure.

It follows no redirects. Each hop is a request of its own, to a host that has its own turn, its own
cookies and its own secrets.
"""

from __future__ import annotations

import asyncio
import os
import ssl
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Final

import httpx

from citaudit.net import body, fast, guard
from citaudit.net.failure import Failure, Fault, failure_of
from citaudit.net.manners import Manners
from citaudit.net.names import Resolution, ResolutionKind, Resolver
from citaudit.net.reply import Reply
from citaudit.net.transport import ADDRESSES, KEEP, Expecting, PinnedTransport
from citaudit.net.trust import Proxies, Trust
from citaudit.urls.address import host as host_of

_MOST_JARS: Final = 2_000
_ACCEPT: Final = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"


class Client:
    """Use it as an async context manager; `fetch` is safe to call from many tasks at once."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.resolver = Resolver(manners.lookup, manners.timeout)
        environment = os.environ if manners.environment is None else manners.environment
        self._proxies = Proxies({} if manners.transport else environment)
        self._trust = Trust(manners.insecure)
        self._straight = manners.transport or _engine(manners, self._trust)
        self._proxied: dict[tuple[str, ssl.SSLContext], httpx.AsyncBaseTransport] = {}
        self._jars: OrderedDict[str, httpx.Cookies] = OrderedDict()

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection, and ask for no more names."""
        self.resolver.close()
        mine = [] if self._straight is self.manners.transport else [self._straight]
        for each in (*mine, *self._proxied.values()):
            await each.aclose()

    def proxied(self, scheme: str, host: str) -> bool:
        """Whether a proxy stands between: it resolves the names then, and we cannot."""
        return bool(self._proxies) and self._proxies.of(scheme, host) is not None

    def ready(self, scheme: str, host: str) -> asyncio.Future[Resolution] | None:
        """The look-up of a host that will be asked; None where there is nothing to wait for."""
        if self.proxied(scheme, host) or (self.manners.transport and not self.manners.lookup):
            return None
        known = self.resolver.ask(host)
        if known.done():
            return None
        if isinstance(engine := self._straight, Expecting):
            known.add_done_callback(
                lambda named: engine.expect(host, *named.result().addresses[:1])
            )
        return known

    @property
    def resolves(self) -> bool:
        """Whether names are looked up here, and not by a proxy or a test."""
        return not self._proxies and not (self.manners.transport and not self.manners.lookup)

    def _is_proxied(self, url: str) -> bool:
        return bool(self._proxies) and self.proxied(url.partition(":")[0], host_of(url))

    def cookies(self, host: str) -> int:
        """How many cookies `host` has set; a redirect to the same address with more is no loop."""
        jar = self._jars.get(host)
        return len(jar) if jar else 0

    async def fetch(
        self,
        method: str,
        url: str,
        *,
        want: Callable[[Reply], int] = lambda _: 0,
        headers: Mapping[str, str] | None = None,
        keep: bool = False,
        content: bytes = b"",
        partial: bool = False,
    ) -> Reply:
        """One request, one answer, no redirect followed.

        `want` sees the answer without its body and says how many bytes of it to read. `keep` says
        that more requests to this host follow; `content` is sent. `partial` takes a body that
        breaks off for what there is of it. Raises `Failure`.
        """
        started = time.monotonic()
        try:
            parsed = self._parsed(url)
            addresses = await self.addresses(parsed)
            request = self._request(
                method, parsed, addresses, headers or {}, keep=keep, content=content
            )
            transport = self._transport(parsed, addresses)
            limit = self.manners.timeout
            async with asyncio.timeout(limit) as deadline:
                response = await transport.handle_async_request(request)
                response.request = request
                try:
                    # The clock for the body starts anew, but never past the total.
                    rest = started + self.manners.total_timeout - time.monotonic()
                    deadline.reschedule(asyncio.get_running_loop().time() + max(0.1, rest))
                    return await self._answer(response, url, want, partial=partial)
                finally:
                    await response.stream.aclose()  # type: ignore[union-attr]
        except Failure:
            raise
        except Exception as error:
            failure = failure_of(error, proxied=self._is_proxied(url))
            if failure is None:
                raise
            raise failure from error

    @asynccontextmanager
    async def stream(self, url: str, headers: Mapping[str, str]) -> AsyncIterator[httpx.Response]:
        """An answer that goes on for as long as it is read: a stream of events.

        The time limit is for the answer to begin. Raises `Failure`, also while it is read.
        """
        try:
            parsed = self._parsed(url)
            addresses = await self.addresses(parsed)
            request = self._request("GET", parsed, addresses, headers, keep=False, content=b"")
            async with asyncio.timeout(self.manners.timeout):
                response = await self._transport(parsed, addresses).handle_async_request(request)
            response.request = request
            try:
                yield response
            finally:
                await response.aclose()
        except Failure:
            raise
        except (httpx.TransportError, OSError) as error:
            failure = failure_of(error, proxied=self._is_proxied(url))
            if failure is None:
                raise
            raise failure from error

    async def addresses(self, url: httpx.URL) -> tuple[str, ...]:
        """The checked addresses a request may go to; () where a proxy or a test transport decides.

        Raises `Failure` where the name leads nowhere, or to where nothing may be asked.
        """
        host = _name(url)
        behind = self.proxied(url.scheme, host)
        if behind or (self.manners.transport and not self.manners.lookup):
            spelt = guard.literal(host) or ("127.0.0.1" if host == "localhost" else None)
            if spelt and not self.manners.allow_private and (why := guard.refusal(spelt)):
                raise Failure(Fault.PRIVATE, why)
            return ()
        named = await asyncio.shield(self.resolver.ask(host))
        if named.kind is ResolutionKind.KNOWN:
            if not self.manners.allow_private and (why := guard.first_refusal(named.addresses)):
                raise Failure(Fault.PRIVATE, why)
            return named.addresses
        if named.kind is ResolutionKind.NXDOMAIN:
            raise Failure(Fault.NO_DOMAIN, named.kind.value)
        raise Failure(
            Fault.UNASKABLE if named.kind is ResolutionKind.INVALID else Fault.NAME,
            named.kind.value,
        )

    def _parsed(self, url: str) -> httpx.URL:
        try:
            parsed = httpx.URL(url)
        except httpx.InvalidURL:
            # Some spellings of an address are known to resolvers but not to httpx (0177.0.0.1).
            spelt = guard.literal(host_of(url))
            if spelt and not self.manners.allow_private and (why := guard.refusal(spelt)):
                raise Failure(Fault.PRIVATE, why) from None
            raise
        if parsed.scheme not in ("http", "https") or not parsed.host:
            raise Failure(Fault.UNASKABLE, "only http and https are looked at")
        if parsed.port is not None and not 0 < parsed.port < 65_536:
            raise Failure(Fault.UNASKABLE, f"there is no port {parsed.port}")
        return parsed

    def _request(
        self,
        method: str,
        url: httpx.URL,
        addresses: tuple[str, ...],
        extra: Mapping[str, str],
        *,
        keep: bool,
        content: bytes,
    ) -> httpx.Request:
        host = _name(url)
        own: dict[str, str] = {}
        try:
            if self.manners.hosts:
                private = url.scheme == "https" or any(map(guard.refusal, addresses))
                own = self.manners.headers(host, private=private)
        except KeyError as missing:
            raise Failure(Fault.UNASKABLE, f"the variable {missing} is not set") from missing
        headers = {
            "user-agent": self.manners.user_agent,
            "accept": _ACCEPT,
            "accept-encoding": body.ACCEPTED,
            "connection": "keep-alive" if keep else "close",
            **extra,
            **own,
        }
        request = httpx.Request(
            method,
            url,
            headers=headers,
            content=content or None,
            extensions={ADDRESSES: addresses, KEEP: keep},
        )
        jar = self._jars.get(host)
        if jar:
            jar.set_cookie_header(request)
        return request

    async def _answer(
        self, response: httpx.Response, url: str, want: Callable[[Reply], int], *, partial: bool
    ) -> Reply:
        if "set-cookie" in response.headers:
            self._remember(response)
        head = Reply(url, response.status_code, response.headers)
        limit = want(head) if response.request.method != "HEAD" else 0
        if limit <= 0:
            return head
        encoding = response.headers.get("content-encoding", "")
        chunks = body.Chunks(response.stream, partial=partial)  # type: ignore[arg-type]
        try:
            text, cut = await body.read(aiter(chunks), encoding, limit)
        except ValueError as error:
            raise Failure(Fault.PROTOCOL, "the body is not packed as its header says") from error
        cut = cut or chunks.broken
        return Reply(url, response.status_code, response.headers, text, cut, chunks.broken)

    def _remember(self, response: httpx.Response) -> None:
        host = _name(response.request.url)
        jar = self._jars.setdefault(host, httpx.Cookies())
        jar.extract_cookies(response)
        self._jars.move_to_end(host)
        if len(self._jars) > _MOST_JARS:
            self._jars.popitem(last=False)

    def _transport(self, url: httpx.URL, addresses: tuple[str, ...]) -> httpx.AsyncBaseTransport:
        proxy = None if addresses else self._proxies.of(url.scheme, _name(url))
        if proxy is None:
            return self._straight
        context = self._trust(_name(url))
        found = self._proxied.get((proxy, context))
        if found is None:
            limits = httpx.Limits(max_connections=self.manners.slots, max_keepalive_connections=0)
            found = self._proxied[proxy, context] = httpx.AsyncHTTPTransport(
                proxy=httpx.Proxy(proxy), verify=context, limits=limits, trust_env=False
            )
        return found


def _name(url: httpx.URL) -> str:
    """The host of an address as names are looked up: ASCII, no dot at its end."""
    return url.raw_host.decode("ascii").rstrip(".").lower()


def _engine(manners: Manners, trust: Trust) -> httpx.AsyncBaseTransport:
    """The faster engine where it is installed, else httpx's own."""
    if manners.engine != "httpx" and (manners.engine == "fast" or fast.installed()):
        other = PinnedTransport(trust, manners.timeout)
        return fast.ReqwestTransport(
            manners.insecure, manners.total_timeout, manners.timeout, other
        )
    return PinnedTransport(trust, manners.timeout)
