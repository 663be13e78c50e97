"""The web archives of `services.toml`: whose host, and the shapes of their addresses."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_PLACES = {
    # whole shapes that many have
    "{replay}": r"/(?:wayback/)?{stamp}{flag}/{url}",
    "{collection}": r"/(?:[\w.\-+]+/){0,4}?{stamp}{flag}/{url}",
    # the time of the capture, a replay flag (`id_`, `if_`…) and the address that was archived
    "{stamp}": r"(?P<stamp>\d{1,20}|\d{0,14}[*?])-?",
    "{flag}": r"(?P<flag>(?:[a-z]{2}_)?)(?:/_embed)?",
    "{dotted}": r"(?P<stamp>\d{4}[.\-]?\d\d[.\-]?\d\d(?:-\d{4,6})?)",
    "{url}": r"(?P<url>[^\s].*)",
}


@dataclass(frozen=True, slots=True, eq=False)  # one of each: told by identity, which is quicker
class Service:
    """One archive. `hosts` are exact, or suffixes where they begin with a dot.

    `shapes` lead from the path to a copy, `commands` to something that is no copy yet (a save
    form). `note` is the problem that every address of the service has.
    """

    name: str
    hosts: tuple[str, ...]
    shapes: tuple[str, ...]
    commands: tuple[str, ...] = ()
    note: str | None = None


@cache
def services() -> tuple[Service, ...]:
    """The table of this package."""
    text = files("citaudit.urls").joinpath("services.toml").read_text("utf-8")
    return tuple(
        Service(
            each["name"],
            tuple(below + host for host in each["hosts"] for below in ("", *each.get("below", ()))),
            tuple(each["shapes"]),
            tuple(each.get("commands", ())),
            each.get("note"),
        )
        for each in tomllib.loads(text)["service"]
    )


@cache
def _by_host() -> tuple[dict[str, Service], tuple[tuple[str, Service], ...]]:
    known = [(host, service) for service in services() for host in service.hosts]
    exact = {host: service for host, service in known if host[0] != "."}
    return exact, tuple(each for each in known if each[0][0] == ".")


def service_at(host: str) -> Service | None:
    """The archive that answers at `host` (lower case, no port), if it is one."""
    exact, suffixes = _by_host()
    if found := exact.get(host):
        return found
    return next((service for suffix, service in suffixes if host.endswith(suffix)), None)


@cache
def shapes(service: Service) -> tuple[re.Pattern[str], ...]:
    """The compiled shapes of a copy's path."""
    return tuple(_compiled(shape) for shape in service.shapes)


@cache
def commands(service: Service) -> tuple[re.Pattern[str], ...]:
    """The compiled shapes of addresses that only ask for a copy to be made."""
    return tuple(_compiled(shape) for shape in service.commands)


def _compiled(shape: str) -> re.Pattern[str]:
    for name, pattern in _PLACES.items():
        shape = shape.replace(name, pattern)
    return re.compile(shape, re.DOTALL)
