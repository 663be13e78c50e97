"""Bot walls and rate limits: answers to the robot that say nothing about the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from citaudit.resolve.marks import Wall, marks
from citaudit.resolve.page import PageStart

SHORT: int = 500  # words: a page with more is a page, whatever else it holds
_LIMITED = "rate-limited"
_WALLED = frozenset({401, 403, 405, 406, 429, 503, 999})
_REFUSALS = {
    401: "asks for a login",
    402: "asks for a payment",
    403: "refuses the request (403)",
    406: "refuses the request (406)",
    407: "a proxy asks for a login",
    418: "refuses the request (418)",
    426: "asks for another protocol",
    428: "refuses the request (428)",
    440: "asks for a login",
    444: "refuses the request (444)",
    450: "refuses the request (450)",
    451: "withheld for legal reasons (451)",
    498: "asks for a login",
    511: "the network asks for a login",
    999: "refuses robots (999)",
}


def wall(status: int, headers: Mapping[str, str], page: PageStart) -> str | None:
    """The wall that answered instead of the page, in words; None where none is to be seen."""
    if page.words > SHORT and not any(name in headers for name in _tell_tale()):
        return None
    low = {"title": page.title.lower(), "heading": page.heading.lower()}
    for each in marks().walls:
        if _shows(each, status, headers, page, low):
            return f"bot wall: {each.name}"
    if status < 400 and page.words <= SHORT and not page.cut:
        return _gate(low["title"]) or _gate(low["heading"])
    return None


@cache
def _tell_tale() -> frozenset[str]:
    """The headers that some wall is known by, whatever else the answer holds."""
    return frozenset(name for each in marks().walls for name in each.headers)


def _gate(words: str) -> str | None:
    """The gate that a title or heading names as a whole, or as its first part."""
    first = re.split(r"\s[-|–·:]\s|\s?\|\s?", words, maxsplit=1)[0].strip(" .!:…")
    if first in marks().gate_titles or words.startswith(marks().gate_begins):
        return f"a gate instead of the page ({first!r})"
    return None


def _shows(
    each: Wall, status: int, headers: Mapping[str, str], page: PageStart, low: Mapping[str, str]
) -> bool:
    if any(
        name in headers and part in headers[name].lower() for name, part in each.headers.items()
    ):
        return True
    if page.words > SHORT:
        return False
    begins = tuple(each.titles)
    if begins and (low["title"].startswith(begins) or low["heading"].startswith(begins)):
        return True
    # A mark in the source counts where the status refuses already, or where the page holds next
    # to nothing else. A 404 behind a wall is still a 404.
    bare = status < 400 and page.words < 60 and not page.cut and not each.only_refused
    return (status in _WALLED or bare) and any(mark in page.marks for mark in each.source)


def blocked(status: int, headers: Mapping[str, str]) -> str | None:
    """Why this status says nothing about the page; None where it says something."""
    if status in (425, 429):
        return _LIMITED
    if status == 403 and (headers.get("x-ratelimit-remaining") == "0" or "retry-after" in headers):
        return _LIMITED  # GitHub says so with 403
    if status == 503 and "retry-after" in headers:
        return _LIMITED
    return _REFUSALS.get(status)
