"""Tracking parameters and link shorteners: what hides the target of a link."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_QUERY = re.compile(r"([^?#]*+)\?([^#]*+)")
_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.\-]*+:)?//(?:[^/?#@]*+@)?(?:www\.)?([^/?#:]++)(?::\d*+)?(/.)?", re.I
)


def is_tracker(name: str, host: str = "") -> bool:
    """Whether a query parameter of that name, at `host`, chooses no page.

    It follows the reader about, or is left over from the search or the page that led there.
    """
    name = name.lower()
    return _follows(name, host) or (bool(host) and name in _of_service(host).leftovers)


def trackers(url: str) -> tuple[str, ...]:
    """The names of the tracking parameters in `url`, in order, as written, each once.

    Those that are merely left over are among them, but by themselves they make no tracking.
    """
    found = _QUERY.match(url)
    if found is None:
        return ()
    name = _host(found[1])
    given = [pair.partition("=")[0] for pair in found[2].split("&")]
    if not any(_follows(each.lower(), name) for each in given):
        return ()
    return tuple(dict.fromkeys(each for each in given if is_tracker(each, name)))


def without_trackers(url: str) -> str:
    """`url` without its tracking parameters, all else as it was."""
    found = _QUERY.match(url)
    if found is None:
        return url
    name = _host(found[1])
    pairs = found[2].split("&")
    kept = [pair for pair in pairs if not is_tracker(pair.partition("=")[0], name)]
    query = f"?{'&'.join(kept)}" if kept else ""
    return f"{found[1]}{query}{url[found.end() :]}"


def is_shortened(url: str) -> bool:
    """Whether `url` goes through a link shortener, so that nobody sees where it leads."""
    found = _HOST.match(url)
    return bool(found and found[2] and found[1].lower() in _table().shorteners)


def _host(url: str) -> str:
    found = _HOST.match(url)
    return found[1].lower() if found else ""


def _follows(name: str, host: str) -> bool:
    table = _table()
    if name in table.everywhere or name.startswith(table.prefixes):
        return True
    return bool(host) and name in _of_service(host).names


@dataclass(frozen=True, slots=True)
class _Service:
    """Parameters of one service that follow a reader about, and those that are left over."""

    hosts: re.Pattern[str]
    names: frozenset[str]
    leftovers: frozenset[str]


_NO_SERVICE = _Service(re.compile("(?!)"), frozenset(), frozenset())


@lru_cache(maxsize=4096)
def _of_service(host: str) -> _Service:
    return next((each for each in _table().services if each.hosts.search(host)), _NO_SERVICE)


@dataclass(frozen=True, slots=True)
class _Table:
    everywhere: frozenset[str]
    prefixes: tuple[str, ...]
    services: tuple[_Service, ...]
    shorteners: frozenset[str]


@cache
def _table() -> _Table:
    table = tomllib.loads(files(__package__).joinpath("tracking.toml").read_text("utf-8"))
    return _Table(
        frozenset(table["trackers"]),
        tuple(table["tracker_prefixes"]),
        tuple(
            _Service(
                re.compile(rf"(?:\A|\.){service['host']}\Z"),
                frozenset(service["names"]),
                frozenset(service.get("leftovers", ())),
            )
            for service in table["service"]
        ),
        frozenset(table["shorteners"]),
    )
