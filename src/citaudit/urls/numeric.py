"""Hosts written as numbers: the one reading of them, and which belong to the open internet."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

# What can spell a number at all; nearly every host is told from one by its first character.
_NUMBER: Final = re.compile(r"[0-9][0-9A-Fa-fx.X]*+")
_NAT64: Final = ip_network("64:ff9b::/96")
_NAT64_LOCAL: Final = ip_network("64:ff9b:1::/48")
# Azure's platform address looks global but answers only to the machine itself.
_METADATA: Final = frozenset({ip_address("168.63.129.16"), ip_address("100.100.100.200")})


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that `host` spells, in any form a resolver takes, else None.

    `127.1`, `0x7f.1`, `017700000001` and `2130706433` all spell 127.0.0.1.
    """
    bare = host.strip("[]").partition("%")[0]
    if ":" not in bare and not _NUMBER.fullmatch(bare):
        return None
    try:
        return ip_address(bare)
    except ValueError:
        pass
    if ":" in bare:
        return None
    import socket  # only here: most pages hold no such host

    try:
        return IPv4Address(socket.inet_aton(bare))
    except OSError:
        return None


def is_public(number: IPv4Address | IPv6Address) -> bool:
    """Whether this address, and all that is wrapped in it, belongs to the open internet."""
    return all(
        each.is_global and not each.is_multicast and each not in _METADATA
        for each in _all_within(number)
    )


def is_own_machine(number: IPv4Address | IPv6Address) -> bool:
    """Whether this address, in any wrapping, leads whoever follows it back to his own machine."""
    return any(each.is_loopback or each.is_unspecified for each in _all_within(number))


def _all_within(number: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address and every IPv4 address that is wrapped in it."""
    found = [number]
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped:
            return [number.ipv4_mapped]
        found += [each for each in (number.sixtofour, *(number.teredo or ())) if each]
        if number in _NAT64:
            return [IPv4Address(int(number) & 0xFFFFFFFF)]
        if number in _NAT64_LOCAL or int(number) >> 32 == 0:
            found.append(IPv4Address(int(number) & 0xFFFFFFFF))
    return found
