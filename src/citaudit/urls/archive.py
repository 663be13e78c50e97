"""Reading the addresses of archive copies: whose copy, of what, taken when. No network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from urllib.parse import unquote

from citaudit.text.moments import day_of_stamp, stamp_of, utc_day
from citaudit.text.months import MONTHS
from citaudit.urls.address import address
from citaudit.urls.services import Service, commands, service_at, shapes

PROBLEMS: Mapping[str, str] = {
    "calendar_wildcard": "leads to a calendar of copies, not to one copy",
    "save_command": "asks the archive to make a copy; it is not one",
    "no_timestamp": "names no time of capture",
    "short_timestamp": "its time of capture has fewer than 14 digits",
    "impossible_timestamp": "its time of capture is no real date",
    "placeholder_timestamp": "its time of capture is a placeholder",
    "early_timestamp": "its time of capture is before the archive began",
    "future_timestamp": "its time of capture lies in the future",
    "flag_without_web_path": "has a replay flag but not the path `web/` that it needs",
    "original_without_scheme": "names the archived address without http:// or https://",
    "encoded_original": "names the archived address percent-encoded",
    "control_char_in_original": "a control character stands in the archived address",
    "nested_archive": "is an archive copy of an archive copy",
    "short_form": "a short form that hides the archived address",
    "service_unreliable": "the archive often does not answer",
    "service_dead": "the archive has closed",
}

# What link-repair bots found written for "no time known".
_PLACEHOLDERS = ("18990101080101", "18990101070101", "18991231", "197001010000", "197001010001")
# The first copies of the Internet Archive date from May 1996; others began later.
_FIRST_YEAR = 1996
_NESTING = 8

_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:/+", re.I)
_ENCODED_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*%3A", re.I)
_ENCODED_MARK = re.compile(r"%(?:3A|2F|3F|3D|26)", re.I)
_ONE_SLASH = re.compile(r"(https?|ftp):/(?!/)", re.I)
_CONTROL = re.compile(r"%[01][0-9A-F]|[\x00-\x1f\x7f]", re.I)
_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class ArchiveUrl:
    """One archive address. `timestamp` is UTC, zero-padded to 14 digits as far as it was written.

    `original` is what this address holds, itself an archive address where copies are nested
    (`innermost` unwraps them). `needs_network`: only a request could tell the original or the time.
    """

    service: str
    original: str | None
    timestamp: str | None
    needs_network: bool = False
    problems: tuple[str, ...] = ()

    @property
    def innermost(self) -> str | None:
        """The address archived in the first place, all nested copies unwrapped."""
        original = self.original
        for _ in range(_NESTING):
            inner = _unexamined(original or "")
            if inner is None or inner[0].original is None:
                break
            original = inner[0].original
        return original

    @property
    def taken(self) -> date | None:
        """The day of the capture, None where the stamp does not reach that far."""
        return day_of_stamp(self.timestamp)


def parse_archive_url(url: str, today: date | None = None) -> ArchiveUrl | None:
    """Reads the address of an archive copy; None where `url` is none.

    `today` decides which stamps lie in the future; by default the day it is (UTC).
    """
    read = _unexamined(url)
    return _examined(url, today or datetime.now(UTC).date()) if read else None


def archive_problems(url: str, today: date | None = None) -> tuple[str, ...]:
    """Labels (keys of `PROBLEMS`) of what is wrong with an archive address.

    Speaks also of addresses at an archive's host that hold no copy, for which
    `parse_archive_url` gives None: save commands and stamps too short to lead anywhere.
    """
    copy = parse_archive_url(url, today)
    if copy is not None:
        return copy.problems
    placed = _service_and_path(url)
    if placed is None:
        return ()
    service, path = placed
    if any(command.fullmatch(path) for command in commands(service)):
        return ("save_command",)
    if any(
        (found := shape.fullmatch(path)) and found["stamp"]
        for shape in shapes(service)
        if "stamp" in shape.groupindex
    ):
        return ("short_timestamp",)
    return ()


@lru_cache(maxsize=4096)
def _unexamined(url: str) -> tuple[ArchiveUrl, dict[str, str | None]] | None:
    """The copy at `url` and the parts of its address, before what concerns the whole of it."""
    placed = _service_and_path(url)
    if placed is None:
        return None
    service, path = placed
    if any(command.fullmatch(path) for command in commands(service)):
        return None
    for shape in shapes(service):
        if (found := shape.fullmatch(path)) and (copy := _copy(service, found.groupdict())):
            return copy, found.groupdict()
    return None


@lru_cache(maxsize=4096)
def _service_and_path(url: str) -> tuple[Service, str] | None:
    parts = address(url)
    service = service_at(parts.host) if parts and parts.scheme in ("http", "https") else None
    return (service, parts.resource) if parts and service else None


def _copy(service: Service, parts: dict[str, str | None]) -> ArchiveUrl | None:
    """The copy that a shape's `parts` describe; None where they hold too little to be one."""
    note = (service.note,) if service.note else ()
    if service.name == "webcite":
        return _webcite(parts, note)
    if cached := parts.get("cached"):
        return _named(service.name, _google_cached(cached), None, note)
    if video := parts.get("video"):  # Ghostarchive stamps a video with a day, no more
        watched = f"https://www.youtube.com/watch?v={video}"
        return _stamped(service.name, watched, f"{parts.get('stamp') or ''}-", note)
    if encoded := parts.get("encoded"):
        return _named(service.name, unquote(encoded), None, note)
    if parts.get("id"):
        return ArchiveUrl(service.name, None, None, True, (*note, "short_form"))
    if named := parts.get("named"):
        day = _named_day(named)
        problems = note if day else (*note, "impossible_timestamp")
        return _named(service.name, parts["url"] or "", day, problems)
    return _stamped(service.name, parts["url"] or "", parts.get("stamp") or "", note)


def _stamped(service: str, original: str, stamp: str, note: tuple[str, ...]) -> ArchiveUrl | None:
    if stamp.endswith(("*", "?")):
        return _named(service, original, None, (*note, "calendar_wildcard"))
    digits = re.sub(r"\D", "", stamp)
    if not digits:
        copy = _named(service, original, None, (*note, "no_timestamp"))
        return replace(copy, needs_network=service == "wikiwix")
    if len(digits) < 4:  # the archive reads 1-3 digits as no stamp at all
        return None
    problems = [*note]
    if len(digits) < 14 and stamp == digits:
        problems.append("short_timestamp")
    padded = digits.ljust(14, "0")
    if padded.startswith(_PLACEHOLDERS):
        return _named(service, original, None, (*problems, "placeholder_timestamp"))
    if not _possible(digits):
        return _named(service, original, None, (*problems, "impossible_timestamp"))
    return _named(service, original, padded, tuple(problems))


def _named(service: str, original: str, stamp: str | None, problems: tuple[str, ...]) -> ArchiveUrl:
    """The copy of `original`, which is brought into the form of an address."""
    found = list(problems)
    if _ENCODED_SCHEME.match(original):
        original = unquote(original)
        found.append("encoded_original")
    original = _ONE_SLASH.sub(r"\1://", original, count=1)
    if original.startswith("//"):
        original = f"http:{original}"
    if not _SCHEME.match(original):
        original = f"http://{original}"
        found.append("original_without_scheme")
    if _CONTROL.search(original):
        found.append("control_char_in_original")
    return ArchiveUrl(service, original, stamp, False, tuple(found))


@lru_cache(maxsize=4096)
def _examined(url: str, today: date) -> ArchiveUrl | None:
    """The copy at `url` with the problems that concern the whole of it."""
    read = _unexamined(url)
    if read is None:
        return None
    copy, parts = read
    problems = [*copy.problems]
    if copy.service == "wayback" and parts.get("flag") and not parts.get("part"):
        problems.append("flag_without_web_path")
    if copy.timestamp:
        last = today + timedelta(days=1)
        if int(copy.timestamp[:4]) < _FIRST_YEAR:
            problems.append("early_timestamp")
        elif copy.timestamp[:8] > f"{last:%Y%m%d}":
            problems.append("future_timestamp")
    if copy.original and _unexamined(copy.original):
        problems.append("nested_archive")
    return copy if len(problems) == len(copy.problems) else replace(copy, problems=tuple(problems))


def _possible(digits: str) -> bool:
    """Whether a stamp, as far as it goes, is a real moment."""
    if len(digits) > 14 or not digits[:4].strip("0"):
        return False
    moments = (digits[4:6], digits[6:8], digits[8:10], digits[10:12], digits[12:14])
    month, day, hour, minute, second = (int(part or 0) for part in moments)
    if month > 12 or hour > 23 or minute > 59 or second > 59:
        return False
    if day and month:
        return day_of_stamp(digits) is not None
    # A stamp may stop after the month, or be padded with zeroes.
    return day == 0 and (len(digits) < 8 or month > 0 or digits[4:].strip("0") == "")


def _named_day(words: str) -> str | None:
    """`2000-Dec-5`, `2000-December-5` or `2000-12-5` as a 14-digit stamp."""
    year, month, day = words.split("-")
    number = int(month) if month.isdigit() else MONTHS.get(month[:3].lower(), 0)
    digits = f"{year}{number:02}{int(day):02}"
    return f"{digits}000000" if day_of_stamp(digits) else None


def _google_cached(cached: str) -> str:
    """The address in Google's `cache:` word: an id may stand before it, search words after it."""
    address = re.split(r"[+&]|%20", cached)[0]
    if _ENCODED_MARK.search(address):
        address = unquote(address)
    head, colon, rest = address.partition(":")
    if colon and re.fullmatch(r"[\w\-]{6,16}", head) and head.lower() not in ("http", "https"):
        address = rest
    return address if _SCHEME.match(address) else f"http://{address}"


def _webcite(parts: dict[str, str | None], note: tuple[str, ...]) -> ArchiveUrl | None:
    """WebCite's id is the moment of capture: microseconds since 1970, decimal or in base 62."""
    original, identifier, stamp = parts.get("url"), parts.get("id"), None
    if query := parts.get("query"):
        pairs = (pair.partition("=") for pair in query.split("&"))
        values = {name: value for name, _, value in pairs}
        original, identifier = values.get("url"), values.get("id")
        written = re.sub(r"\D", "", unquote(values.get("date", "")))[:14]
        stamp = written.ljust(14, "0") if len(written) >= 8 and _possible(written) else None
        if not (original or identifier):
            return None
    stamp = stamp or (_microseconds(identifier) if identifier else None)
    if original:
        return _named("webcite", original, stamp, note)
    short = ("short_form",) if identifier else ()
    return ArchiveUrl("webcite", None, stamp, True, (*note, *short))


def _microseconds(identifier: str) -> str | None:
    if identifier.isdigit() and len(identifier) > 9:
        count = int(identifier)
    elif len(identifier) == 9 and identifier.isascii() and identifier.isalnum():
        count = 0
        for character in identifier:
            count = count * 62 + _BASE62.index(character)
    else:
        return None
    day = utc_day(seconds := count // 1_000_000)
    if day is None or not 2003 <= day.year <= 2022:
        return None
    return stamp_of(datetime.fromtimestamp(seconds, UTC))
