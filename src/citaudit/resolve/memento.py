"""Memento (RFC 7089): what the headers and the TimeMap of any archive say. No I/O here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final, NamedTuple
from urllib.parse import urljoin

from citaudit.text.moments import moment_of_stamp, stamp_of

# RFC 8288 §3 and RFC 6690: <address>; name="value"; name=value, <next>…
_LINK: Final = re.compile(
    r"<([^<>]*+)>((?>\s*+;\s*+[\w!#$&+\-.^`|~*]++(?:=(?:\"[^\"]*+\"|[^\s\",;]*+))?)*+)"
)
_PARAMETER: Final = re.compile(r";\s*+([\w\-*]++)(?:=(?:\"([^\"]*+)\"|([^\s\",;]*+)))?")


@dataclass(frozen=True, slots=True)
class Linked:
    """One typed link. `taken` is the 14-digit stamp of a memento, None for other links."""

    url: str
    rels: frozenset[str]
    taken: str | None = None


class Memento(NamedTuple):
    """The address of a copy, and its 14-digit stamp."""

    url: str
    taken: str


def is_memento(headers: Mapping[str, str]) -> bool:
    """Whether an answer is a copy: then its status is the page's, and not the archive's."""
    return "memento-datetime" in headers


def taken(headers: Mapping[str, str]) -> str | None:
    """When the copy was made: 14 digits, UTC."""
    return stamp(headers.get("memento-datetime", ""))


def stamp(date: str) -> str | None:
    """A date of HTTP as 14 digits; None where it is none."""
    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return stamp_of(moment)


def accept_datetime(digits: str) -> str:
    """The value of `Accept-Datetime` for a 14-digit stamp; "" where that is no moment."""
    moment = moment_of_stamp(digits)
    return format_datetime(moment, usegmt=True) if moment else ""


def links(text: str, base: str = "") -> Iterator[Linked]:
    """The typed links of a `Link` header or of a TimeMap (application/link-format).

    What is no address is left out.
    """
    for found in _LINK.finditer(text):
        said = {
            each[1].lower(): each[2] if each[2] is not None else each[3] or ""
            for each in _PARAMETER.finditer(found[2])
        }
        try:
            url = urljoin(base, found[1].strip())
        except ValueError:  # brackets that hold no IPv6 address
            continue
        rels = frozenset(said.get("rel", "").lower().split())
        moment = stamp(said["datetime"]) if "memento" in rels and "datetime" in said else None
        yield Linked(url, rels, moment)


def mementos(text: str, base: str) -> list[Memento]:
    """The copies that a TimeMap lists, in its order."""
    return [Memento(each.url, each.taken) for each in links(text, base) if each.taken]
