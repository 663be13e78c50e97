"""For every test: nothing leaves this machine, and nothing is passed over for want of a part."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is; speed is measured in benchmarks/.
settings.register_profile("citaudit", deadline=None)
settings.load_profile("citaudit")


def pytest_configure(config: pytest.Config) -> None:
    os.environ.setdefault("CITAUDIT_CACHE_DIR", str(config.rootpath / ".cache/tests"))


@pytest.fixture(autouse=True)
def _nothing_leaves_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def stay(address: Any) -> None:
        if isinstance(address, tuple) and not _here(str(address[0])):
            raise AssertionError(f"a test tried to reach {address}")

    def guarded(self: socket.socket, address: Any) -> None:
        stay(address)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        stay(address)
        return connect_ex(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_ex)


def _here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Where all parts must be there (`CITAUDIT_REQUIRE_ALL`), a skipped test is a failed one.

    Tests over a folder that somebody may name (`CORPUS=`) want no part of the project.
    """
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    named = "CORPUS" in str(report.longrepr)
    if os.environ.get("CITAUDIT_REQUIRE_ALL") and not named:
        report.outcome = "failed"
        report.longrepr = f"skipped where every part must be there: {report.longrepr}"
