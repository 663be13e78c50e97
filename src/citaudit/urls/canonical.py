"""One address in the forms by which it is compared: for one look, for one source, by host.

The parts come from RFC 3986 and not from `urllib.parse`, which raises for what pages really hold
(brackets around no IPv6 address), drops tabs and line ends from the middle, gives a port that is no
number only as an error, and knows no IDN. Here what is no address is None, and all is cached.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from citaudit.urls.archive import parse_archive_url
from citaudit.urls.tracking import is_tracker

# RFC 3986, appendix B, for schemes with an authority.
_PARTS = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.\-]*+):)?//([^/?#\\]*+)([^?#]*+)(?:\?([^#]*+))?(?:#(.*))?", re.DOTALL
)
_AUTHORITY = re.compile(r"(?:(.*)@)?(\[[^\]]*\]|[^:]*)(?::(\d*))?", re.DOTALL)
_DEFAULT_PORTS = {"http": "80", "https": "443", "ftp": "21", "ftps": "990"}
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_WORLD_WIDE_WEB = re.compile(r"www\d{0,2}\.")


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


def fold(url: str) -> str:
    """The key of one look: two addresses with one key get one request.

    Scheme and host lower-cased, IDN as punycode, default port and fragment dropped; path and
    query stay byte for byte. What is no address comes back without its surrounding white space.
    """
    parts = address(url)
    if parts is None:
        return url.strip()
    query = "" if parts.query is None else f"?{parts.query}"
    return f"{parts.scheme}://{parts.netloc}{parts.path or '/'}{query}"


@lru_cache(maxsize=4096)
def source_key(url: str) -> str:
    """The key of one source: equal for two addresses that lead a reader to the same thing.

    Archive copies count as their original. Scheme, `www.`, default port, tracking parameters, a
    closing slash and the fragment are dropped; escapes are brought to one spelling.
    """
    copy = parse_archive_url(url)
    if copy is not None and copy.innermost:
        url = copy.innermost
    parts = address(url)
    if parts is None:
        return url.strip()
    name = _WORLD_WIDE_WEB.sub("", parts.host, count=1)
    port = f":{parts.port}" if parts.port else ""
    path = one_spelling(parts.path).rstrip("/")
    kept = [one_spelling(pair) for pair in (parts.query or "").split("&") if _tells(pair)]
    query = f"?{'&'.join(kept)}" if kept else ""
    fragment = parts.fragment or ""
    # `#!/route` and `#/route` name pages of their own; any other fragment is a place in the page.
    route = f"#{one_spelling(fragment)}" if fragment[:1] in ("!", "/") else ""
    return f"{name}{port}{path}{query}{route}"


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


def one_spelling(part: str) -> str:
    """Escapes upper-cased, those of unreserved characters resolved, other characters escaped."""
    if part.isascii() and "%" not in part:
        return part
    return _ESCAPE.sub(_one_escape, quote(part, safe="%/?&=#:;,+@!$'()*~[]"))


def _one_escape(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else found[0].upper()


def _tells(pair: str) -> bool:
    """Whether a query parameter helps to choose the page."""
    return bool(pair) and not is_tracker(pair.partition("=")[0])
