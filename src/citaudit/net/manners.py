"""How a run behaves towards the hosts it asks: who it says it is, how often, how long it waits."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    import httpx

CONTACT: Final = "https://github.com/citaudit/citaudit"
_VARIABLE: Final = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_HEADER: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # a token of RFC 9110, 5.6.2
_HOST_KEYS: Final = ("headers", "interval", "concurrency", "accept", "insecure")


def user_agent(version: str, contact: str = CONTACT) -> str:
    """The honest name of this tool, with an address where its people can be reached."""
    return f"citaudit/{version} (+{contact})"


@dataclass(frozen=True, slots=True)
class HostManners:
    """What one host is treated to; None takes the run's own value.

    `headers` go to this host alone. A `${NAME}` in a value is a secret from the environment: it is
    read when it is sent, sent over https (or to a private address) only, and never shown.
    """

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    interval: float | None = None
    concurrency: int | None = None
    accept: frozenset[int] = frozenset()
    insecure: bool = False

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> HostManners:
        """One `[hosts."name"]` table of the settings; ValueError names a wrong key or value."""
        for key in table:
            if key not in _HOST_KEYS:
                raise ValueError(f"unknown key {key!r}; known are {', '.join(_HOST_KEYS)}")
        headers = table.get("headers", {})
        if not isinstance(headers, Mapping) or not all(map(_is_text, headers.values())):
            raise ValueError("headers must be a table of strings")
        for name, value in headers.items():
            if not (_HEADER.fullmatch(name) and value.isascii()):
                raise ValueError(f"header {name!r}: names and values are plain ASCII")
        accept = table.get("accept", ())
        if not isinstance(accept, str | int | list | tuple):
            raise ValueError("accept must be a list of statuses")
        return cls(
            headers=dict(headers),
            interval=_number(table, "interval"),
            concurrency=_whole(table, "concurrency"),
            accept=statuses([accept] if isinstance(accept, str | int) else accept),
            insecure=bool(table.get("insecure", False)),
        )


@dataclass(frozen=True, kw_only=True)
class Manners:
    """The settings of the one client of a run. Times are in seconds."""

    user_agent: str = ""
    timeout: float = 20.0  # to connect, or for one read
    total_timeout: float = 40.0  # for one request with its body, whatever the server drips
    slots: int = 128  # requests in flight, over all hosts
    host_concurrency: int = 2
    host_interval: float = 1.0  # between the starts of two requests to one host
    hosts: Mapping[str, HostManners] = field(default_factory=dict)
    insecure_hosts: frozenset[str] = frozenset()
    allow_private: bool = False
    robots: bool = True
    keep_alive: bool = True
    engine: Literal["auto", "httpx", "fast"] = "auto"
    environment: Mapping[str, str] | None = field(default=None, repr=False)  # None: our own
    # seams: a transport of one's own, names answered by a function, the time
    transport: httpx.AsyncBaseTransport | None = None
    lookup: Callable[[str], Sequence[str]] | None = None
    clock: Callable[[], float] | None = None

    def of(self, host: str) -> HostManners:
        """The settings of `host`, or of the nearest domain above it that has some."""
        name = host
        while name:
            if name in self.hosts:
                return self.hosts[name]
            _, _, name = name.partition(".")
        return _PLAIN

    def interval(self, host: str) -> float:
        own = self.of(host).interval if self.hosts else None
        return self.host_interval if own is None else own

    def concurrency(self, host: str) -> int:
        own = self.of(host).concurrency if self.hosts else None
        return max(1, self.host_concurrency if own is None else own)

    def insecure(self, host: str) -> bool:
        """Whether the certificate of `host` is not to be verified."""
        return host in self.insecure_hosts or self.of(host).insecure

    def headers(self, host: str, *, private: bool) -> dict[str, str]:
        """The extra headers for one request to `host`; `private` where none can listen in.

        Raises KeyError with the name of a variable that the environment does not have.
        """
        if not self.hosts:
            return {}
        environment = os.environ if self.environment is None else self.environment
        sent = {}
        for name, value in self.of(host).headers.items():
            if _VARIABLE.search(value):
                if not private:
                    continue
                value = _VARIABLE.sub(lambda found: environment[found[1]], value)
            sent[name] = re.sub(r"[\r\n]+", " ", value)
        return sent


_PLAIN: Final = HostManners()


def statuses(spelt: Sequence[str | int]) -> frozenset[int]:
    """Statuses as written (`403`, `500..=503`, `500-503`) -> their numbers; else ValueError."""
    found: set[int] = set()
    for each in spelt:
        first, separator, last = re.sub(r"\s", "", str(each)).replace("..=", "-").partition("-")
        if not first.isdigit() or (separator and not last.isdigit()):
            raise ValueError(f"{each!r} is no status; write 403 or 500..=503")
        low, high = int(first), int(last or first)
        if not 100 <= low <= high <= 999:
            raise ValueError(f"{each!r} is no range of statuses between 100 and 999")
        found.update(range(low, high + 1))
    return frozenset(found)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _number(table: Mapping[str, Any], key: str) -> float | None:
    value = table.get(key)
    if value is None:
        return None
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    if not (fits and 0 <= value < math.inf):
        raise ValueError(f"{key} must be a number of seconds")
    return float(value)


def _whole(table: Mapping[str, Any], key: str) -> int | None:
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(f"{key} must be a whole number above 0")
    return value
