"""Which addresses may be asked: a page that is audited must not steer requests into a network.

Every address a name resolves to is judged, on every hop, and the connection then goes to the
address that was judged (so a name that changes its mind between the two gains nothing).
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

_NAT64: Final = ip_network("64:ff9b::/96")
_NAT64_LOCAL: Final = ip_network("64:ff9b:1::/48")
# Azure's platform address looks global but answers only to the machine itself.
_METADATA: Final = frozenset({ip_address("168.63.129.16"), ip_address("100.100.100.200")})


def literal(host: str) -> str | None:
    """The address that `host` spells, in any form a resolver takes, else None.

    `127.1`, `0x7f.1`, `017700000001` and `2130706433` all spell 127.0.0.1.
    """
    bare = host.strip("[]").partition("%")[0]
    try:
        return str(ip_address(bare))
    except ValueError:
        pass
    if not bare or bare[-1].lower() not in "0123456789abcdef.x" or not bare[0].isdigit():
        return None
    try:
        return str(IPv4Address(socket.inet_aton(bare)))
    except OSError:
        return None


def refusal(address: str) -> str | None:
    """Why this address is not asked, in words; None where it is an address of the open internet."""
    try:
        inner = ip_address(address.partition("%")[0])
    except ValueError:
        return f"{address} is no address"
    for each in _all_within(inner):
        if not each.is_global or each.is_multicast or each in _METADATA:
            return f"{address} is not an address of the open internet"
    return None


def first_refusal(addresses: Sequence[str]) -> str | None:
    """The first reason among all the addresses of a name: one private address refuses them all."""
    return next((reason for each in addresses if (reason := refusal(each))), None)


def _all_within(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address and every IPv4 address that is wrapped in it."""
    found = [address]
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return [address.ipv4_mapped]
        found += [each for each in (address.sixtofour, *(address.teredo or ())) if each]
        if address in _NAT64:
            return [IPv4Address(int(address) & 0xFFFFFFFF)]
        if address in _NAT64_LOCAL or int(address) >> 32 == 0:
            found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return found
