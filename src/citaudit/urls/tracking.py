"""Tracking parameters and link shorteners: what hides the target of a link."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_QUERY = re.compile(r"[^?#]*+\?([^#]*+)")
_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.\-]*+:)?//(?:[^/?#@]*+@)?(?:www\.)?([^/?#:]++)(?::\d*+)?/.", re.I
)


def is_tracker(name: str) -> bool:
    """Whether a query parameter of that name only follows the reader about."""
    exact, prefixes, _ = _table()
    name = name.lower()
    return name in exact or name.startswith(prefixes)


def trackers(url: str) -> tuple[str, ...]:
    """The names of the tracking parameters in `url`, in order, as written."""
    found = _QUERY.match(url)
    if found is None:
        return ()
    names = (pair.partition("=")[0] for pair in found[1].split("&"))
    return tuple(name for name in names if is_tracker(name))


def without_trackers(url: str) -> str:
    """`url` without its tracking parameters, all else as it was."""
    found = _QUERY.match(url)
    if found is None:
        return url
    kept = [pair for pair in found[1].split("&") if not is_tracker(pair.partition("=")[0])]
    query = f"?{'&'.join(kept)}" if kept else ""
    return f"{url[: found.start(1) - 1]}{query}{url[found.end(1) :]}"


def is_shortened(url: str) -> bool:
    """Whether `url` goes through a link shortener, so that nobody sees where it leads."""
    found = _HOST.match(url)
    return found is not None and found[1].lower() in _table()[2]


@cache
def _table() -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    table = tomllib.loads(files(__package__).joinpath("tracking.toml").read_text("utf-8"))
    return (
        frozenset(table["trackers"]),
        tuple(table["tracker_prefixes"]),
        frozenset(table["shorteners"]),
    )
