"""Which addresses may be asked: a page that is audited must not steer requests into a network.

Every address a name resolves to is judged, on every hop, and the connection then goes to the
address that was judged (so a name that changes its mind between the two gains nothing).
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address

from citaudit.urls import numeric


def literal(host: str) -> str | None:
    """The address that `host` spells, in any form a resolver takes, else None."""
    number = numeric.literal(host)
    return None if number is None else str(number)


def refusal(address: str) -> str | None:
    """Why this address is not asked, in words; None where it is an address of the open internet."""
    try:
        number = ip_address(address.partition("%")[0])
    except ValueError:
        return f"{address} is no address"
    if not numeric.is_public(number):
        return f"{address} is not an address of the open internet"
    return None


def first_refusal(addresses: Sequence[str]) -> str | None:
    """The first reason among all the addresses of a name: one private address refuses them all."""
    return next((reason for each in addresses if (reason := refusal(each))), None)
