"""The parts of one address.

They come from RFC 3986 and not from `urllib.parse`, which raises for what pages really hold
(brackets around no IPv6 address), drops tabs and line ends from the middle, gives a port that is no
number only as an error, and knows no IDN. Here what is no address is None, and all is cached.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# RFC 3986, appendix B, for schemes with an authority.
_PARTS = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.\-]*+):)?//([^/?#\\]*+)([^?#]*+)(?:\?([^#]*+))?(?:#(.*))?", re.DOTALL
)
_AUTHORITY = re.compile(r"(?:(.*)@)?(\[[^\]]*\]|[^:]*)(?::(\d*))?", re.DOTALL)
_DEFAULT_PORTS = {"http": "80", "https": "443", "ftp": "21", "ftps": "990"}


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address. `host` is lower-cased ASCII (IDN as punycode).

    `port` is None where it is the default one of the scheme.
    """

    scheme: str
    userinfo: str
    host: str
    port: str | None
    path: str
    query: str | None
    fragment: str | None

    @property
    def resource(self) -> str:
        """All that stands behind the host, as written; `/` where nothing does."""
        query = "" if self.query is None else f"?{self.query}"
        fragment = "" if self.fragment is None else f"#{self.fragment}"
        return f"{self.path}{query}{fragment}" or "/"

    @property
    def netloc(self) -> str:
        """Host and port, with the user's name where there is one."""
        userinfo = f"{self.userinfo}@" if self.userinfo else ""
        return f"{userinfo}{self.host}:{self.port}" if self.port else f"{userinfo}{self.host}"


@lru_cache(maxsize=4096)
def address(url: str) -> Address | None:
    """The parts of `url`; None where it has no `scheme://` or `//` and host.

    `//host` is read as https, which is what MediaWiki's readers get.
    """
    found = _PARTS.fullmatch(url.strip())
    if found is None:
        return None
    scheme = (found[1] or "https").lower()
    authority = _AUTHORITY.fullmatch(found[2])
    if authority is None:
        return None
    name = ascii_host(authority[2])
    if not name:
        return None
    port = authority[3] or None
    if port == _DEFAULT_PORTS.get(scheme):
        port = None
    return Address(scheme, authority[1] or "", name, port, found[3], found[4], found[5])


def host(url: str) -> str:
    """The host in lower-cased ASCII without its port; empty where there is none."""
    parts = address(url)
    return parts.host if parts else ""


def ascii_host(name: str) -> str:
    """A host name in lower-cased ASCII; one that is no legal IDN comes back lower-cased."""
    name = name.rstrip(".").lower()
    if name.isascii():
        return name
    import idna  # only here: its tables take longer to load than most pages to read

    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return name
