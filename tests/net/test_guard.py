from __future__ import annotations

import pytest

from citaudit.net import guard

OPEN = ("1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101")
SHUT = (
    "127.0.0.1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "168.63.129.16",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "0.0.0.0",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "not an address",
)


@pytest.mark.parametrize("address", OPEN)
def test_addresses_of_the_open_internet_may_be_asked(address: str) -> None:
    assert guard.refusal(address) is None


@pytest.mark.parametrize("address", SHUT)
def test_all_others_may_not(address: str) -> None:
    assert guard.refusal(address)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.1", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("1.2.3.4", "1.2.3.4"),
        ("[::1]", "::1"),
        ("1.2.3.999", None),
        ("10.0.0.999", None),
        ("256", "0.0.1.0"),
        ("1\x002", None),
        ("１２７.1", None),
        ("example.org", None),
        ("1and1.com", None),
        ("123.example", None),
        ("", None),
    ],
)
def test_an_address_is_known_in_every_spelling(host: str, address: str | None) -> None:
    assert guard.literal(host) == address


def test_one_private_address_refuses_a_name() -> None:
    assert guard.first_refusal(["1.1.1.1", "10.0.0.1"]) == (
        "10.0.0.1 is not an address of the open internet"
    )
    assert guard.first_refusal(["1.1.1.1"]) is None
