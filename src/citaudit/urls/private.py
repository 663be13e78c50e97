"""Addresses that only some readers can reach, or none: a private network, a file, an example."""

from __future__ import annotations

import re

from citaudit.urls import numeric
from citaudit.urls.address import address

_FILE = re.compile(r"(?:file:|[A-Za-z]:[\\/]|\\\\[\w.-]+\\)", re.IGNORECASE)
# RFC 2606, RFC 6761, RFC 6762, RFC 8375 and the names that home routers give themselves.
_PRIVATE_ENDS = (
    ".local",
    ".localdomain",
    ".internal",
    ".intranet",
    ".private",
    ".lan",
    ".home.arpa",
    ".corp",
    ".home",
)
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
    number = numeric.literal(name)
    if number is None or numeric.is_public(number):
        return None
    if numeric.is_own_machine(number):
        return "the reader's own machine"
    return "an address of a private or reserved network"


def is_example(url: str) -> bool:
    """Whether the host is one that RFC 2606 keeps for examples and tests."""
    parts = address(url)
    return parts is not None and _EXAMPLE.fullmatch(parts.host) is not None
