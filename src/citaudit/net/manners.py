"""How a run behaves towards the hosts it asks: who it says it is, how often, how long it waits."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, get_type_hints

from citaudit.typed import typed
from citaudit.version import USER_AGENT

if TYPE_CHECKING:
    import httpx

_VARIABLE: Final = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_HEADER: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # a token of RFC 9110, 5.6.2


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
        hints = get_type_hints(cls)
        for key in table:
            if key not in hints:
                raise ValueError(f"unknown key {key!r}; known are {', '.join(hints)}")
        given = {key: _checked(key, value, hints[key]) for key, value in table.items()}
        for name, value in given.get("headers", {}).items():
            if not (_HEADER.fullmatch(name) and value.isascii()):
                raise ValueError(f"header {name!r}: names and values are plain ASCII")
        return cls(**given)


@dataclass(frozen=True, kw_only=True)
class Manners:
    """The settings of the one client of a run. Times are in seconds."""

    user_agent: str = USER_AGENT
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


def _checked(key: str, value: Any, hint: Any) -> Any:
    """The value of one key of a host's table; ValueError names the key."""
    if key == "accept":
        if not isinstance(value, str | int | list | tuple):
            raise ValueError(f"accept: {value!r} is not a list of statuses")
        return statuses([value] if isinstance(value, str | int) else value)
    try:
        value = typed(value, hint)
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from error
    if value is None:
        return None
    if key == "interval" and not 0 <= value < math.inf:
        raise ValueError(f"interval: {value!r} is out of range; give 0 or more")
    if key == "concurrency" and value < 1:
        raise ValueError(f"concurrency: {value!r} is out of range; give 1 or more")
    return value
