"""Whom a secure connection trusts, and which proxy a request goes through."""

from __future__ import annotations

import ssl
import urllib.request
from collections.abc import Callable, Mapping

import httpx


class Trust:
    """Two contexts for the whole run: one that verifies, one for the hosts exempted by name.

    SSL_CERT_FILE and SSL_CERT_DIR are honoured; without them the roots are certifi's. From 3.13 on
    Python also refuses certificates that lack what RFC 5280 §4.2 wants in them (a key identifier,
    say). Browsers open such a site, so a reader can check it, and it is no failure here.
    """

    def __init__(self, insecure: Callable[[str], bool]) -> None:
        self._insecure = insecure
        self._verifying: ssl.SSLContext | None = None
        self._blind: ssl.SSLContext | None = None

    def __call__(self, host: str) -> ssl.SSLContext:
        if self._insecure(host):
            if self._blind is None:
                self._blind = httpx.create_ssl_context(verify=False)
            return self._blind
        if self._verifying is None:
            self._verifying = httpx.create_ssl_context()
            self._verifying.verify_flags &= ~ssl.VERIFY_X509_STRICT
        return self._verifying


class Proxies:
    """HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, as curl and Python read them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        low = {name.lower(): value for name, value in environment.items() if value}
        # Under CGI a client could set HTTP_PROXY by sending a `Proxy:` header (httpoxy).
        if "REQUEST_METHOD" in environment:
            low.pop("http_proxy", None)
        self._by_scheme = {
            scheme: low.get(f"{scheme}_proxy") or low.get("all_proxy")
            for scheme in ("http", "https")
        }
        self._direct = {"no": low.get("no_proxy", "")}

    def __bool__(self) -> bool:
        return any(self._by_scheme.values())

    def of(self, scheme: str, host: str) -> str | None:
        """The address of the proxy for a request, None where it goes straight."""
        proxy = self._by_scheme.get(scheme)
        if not proxy or _bypassed(host, self._direct):
            return None
        return proxy if "://" in proxy else f"http://{proxy}"


def _bypassed(host: str, direct: Mapping[str, str]) -> bool:
    """Whether NO_PROXY names the host or a domain above it."""
    return bool(urllib.request.proxy_bypass_environment(host, direct))  # type: ignore[attr-defined]
