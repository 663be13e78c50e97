"""One address in the forms by which it is compared: for one look, for one source."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from citaudit.urls.address import address
from citaudit.urls.archive import parse_archive_url
from citaudit.urls.tracking import is_tracker

_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_WORLD_WIDE_WEB = re.compile(r"www\d{0,2}\.")


def fold(url: str) -> str:
    """The key of one look: two addresses with one key get one request.

    Scheme and host lower-cased, IDN as punycode, default port and fragment dropped; path and
    query stay byte for byte. What is no address comes back without its surrounding white space.
    """
    parts = address(url)
    if parts is None:
        return url.strip()
    query = "" if parts.query is None else f"?{parts.query}"
    return f"{parts.scheme}://{parts.netloc}{parts.path or '/'}{query}".rstrip()


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
    kept = [one_spelling(pair) for pair in (parts.query or "").split("&") if _tells(pair, name)]
    query = f"?{'&'.join(kept)}" if kept else ""
    fragment = parts.fragment or ""
    # `#!/route` and `#/route` name pages of their own; any other fragment is a place in the page.
    route = f"#{one_spelling(fragment)}" if fragment[:1] in ("!", "/") else ""
    return f"{name}{port}{path}{query}{route}"


def one_spelling(part: str) -> str:
    """Escapes upper-cased, those of unreserved characters resolved, other characters escaped."""
    if part.isascii() and "%" not in part:
        return part
    return _ESCAPE.sub(_one_escape, quote(part, safe="%/?&=#:;,+@!$'()*~[]"))


def _one_escape(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else found[0].upper()


def _tells(pair: str, host: str) -> bool:
    """Whether a query parameter helps to choose the page at `host`."""
    return bool(pair) and not is_tracker(pair.partition("=")[0], host)
