"""Addresses that only some readers can reach: this machine, a private network, a file."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address

from citaudit.urls.canonical import address

_FILE = re.compile(r"(?:file:|[A-Za-z]:[\\/]|\\\\[\w.-]+\\)", re.IGNORECASE)
# RFC 2606, RFC 6761, RFC 6762, RFC 8375 and the names that home routers give themselves.
_PRIVATE_ENDS = (
    ".localhost",
    ".local",
    ".localdomain",
    ".internal",
    ".intranet",
    ".lan",
    ".home.arpa",
    ".corp",
    ".home",
    ".onion",
)
_NUMERIC = re.compile(r"(?:0x[0-9a-f]{1,8}|\d{1,12})(?:\.(?:0x[0-9a-f]{1,8}|\d{1,12})){0,3}")
_EXAMPLE = re.compile(r"(?:.*\.)?(?:example\.(?:com|net|org|edu)|example|invalid|test)", re.DOTALL)


def private_reason(url: str) -> str | None:
    """Why a reader elsewhere cannot reach `url`, in words; None where nothing speaks against it."""
    if _FILE.match(url.strip()):
        return "a file on somebody's own machine"
    parts = address(url)
    if parts is None:
        return None
    name = parts.host
    if name == "localhost" or name.endswith(".localhost"):
        return "the reader's own machine"
    if name.endswith(".onion"):
        return "a Tor address, which ordinary browsers do not open"
    if name.endswith(_PRIVATE_ENDS):
        return "a name that only a private network knows"
    number = _number(name)
    if number is None:
        return None
    if number.is_loopback or number.is_unspecified:
        return "the reader's own machine"
    if not number.is_global or number.is_multicast:
        return "an address of a private or reserved network"
    return None


def is_example(url: str) -> bool:
    """Whether the host is one that RFC 2606 keeps for examples and tests."""
    parts = address(url)
    return parts is not None and _EXAMPLE.fullmatch(parts.host) is not None


def _number(name: str) -> IPv4Address | IPv6Address | None:
    """The IP address that a host is, also in the short and octal forms that browsers accept."""
    bare = name.strip("[]").partition("%")[0]
    if ":" not in bare and not _NUMERIC.fullmatch(bare):
        return None
    try:
        return ip_address(bare)
    except ValueError:
        pass
    if not _NUMERIC.fullmatch(name):
        return None
    parts = [_integer(part) for part in name.split(".")]
    if any(part < 0 for part in parts) or any(part > 255 for part in parts[:-1]):
        return None
    value = parts[-1] + sum(part << (8 * (3 - place)) for place, part in enumerate(parts[:-1]))
    return IPv4Address(value) if value < 2**32 else None


def _integer(part: str) -> int:
    try:
        if part.startswith("0x"):
            return int(part, 16)
        return int(part, 8) if len(part) > 1 and part.startswith("0") else int(part)
    except ValueError:
        return -1
