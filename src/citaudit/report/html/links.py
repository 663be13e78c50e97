"""Addresses as a report may show them: where they really lead, and what was seen there."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from citaudit.model import (
    ArchiveAnswer,
    Confidence,
    Evidence,
    Link,
    LinkRole,
    Look,
    Reference,
    Snapshot,
    SourceState,
    Standing,
    Verdict,
)
from citaudit.report.html.view import CopyView, LinkView
from citaudit.text.moments import day_of_stamp, utc_day

_FOLLOWED = ("http", "https")
# Invisible and direction-changing characters: they make an address look like another one.
_DECEIVING = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_STAMP = re.compile(r"(?<![0-9])((?:19|20)[0-9]{12})(?![0-9])")


def safe_href(url: str) -> str | None:
    """The address to follow, None for one that a report must not make a link.

    Only web addresses with a host are followed; `javascript:`, `data:`, `file:` and anything
    with deceiving characters stay text.
    """
    address = f"https:{url}" if url.startswith("//") else url
    if _DECEIVING.search(address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return address if parts.scheme.lower() in _FOLLOWED and host else None


def shown_host(url: str) -> str:
    """The host an address really leads to, names beyond ASCII with their wire form beside."""
    try:
        host = urlsplit(f"https:{url}" if url.startswith("//") else url).hostname or ""
    except ValueError:
        return ""
    host = _DECEIVING.sub("\ufffd", host)
    if host.isascii():
        return host
    try:
        return f"{host} ({host.encode('idna').decode('ascii')})"
    except UnicodeError:
        return host


def shown_rest(url: str, host: str) -> str:
    """What follows the host in an address, shortened in the middle."""
    plain = _DECEIVING.sub("\ufffd", url)
    bare = host.partition(" (")[0]
    at = plain.lower().find(bare) if bare else -1
    rest = plain[at + len(bare) :] if at >= 0 else plain
    return rest if len(rest) <= 72 else f"{rest[:48]}…{rest[-20:]}"


def _shown(day: date | None) -> str | None:
    return day.isoformat() if day else None


class Looks:
    """Shows links by what a run saw; every address is worked out once."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._shown: dict[tuple[str, LinkRole], LinkView] = {}

    def link(self, link: Link) -> LinkView:
        """A link of a page as the report shows it."""
        key = (link.url, link.role)
        if key not in self._shown:
            self._shown[key] = self._look_up(link.url, link.role)
        return self._shown[key]

    def left_of(self, reference: Reference) -> SourceState:
        """What is left of a reference for a reader."""
        return reference.state_in(self._evidence)

    def _look_up(self, url: str, role: LinkRole) -> LinkView:
        verdict = self._evidence.verdict(url)
        archives = self._evidence.archive(url)
        host = shown_host(url)
        look = verdict.look if verdict else None
        skipped = self._evidence.why_skipped(url)
        stamp = _STAMP.search(url) if role == "archive" else None
        return LinkView(
            url=url,
            href=safe_href(url),
            host=host,
            rest=shown_rest(url, host),
            role=role,
            standing=self._evidence.standing(url),
            outcome=look.outcome if look else None,
            status=look.status if look else None,
            reason=(look.reason if look else "") or skipped or "",
            title=look.title if look else None,
            final=_final(url, look),
            hops=look.hops if look else (),
            looked=_shown(utc_day(look.at)) if look else None,
            first_dead=_shown(utc_day(verdict.first_dead)) if verdict else None,
            seen=verdict.seen if verdict else 0,
            confidence=_doubt(verdict),
            copies=tuple(_copy(each) for each in archives.snapshots[:4]) if archives else (),
            archives=archives.state if archives else None,
            archives_reason=archives.reason if archives else "",
            archived=_shown(day_of_stamp(stamp.group(1))) if stamp else None,
            seek=_seek(url, role, verdict, archives),
        )


def _seek(
    url: str, role: LinkRole, verdict: Verdict | None, archives: ArchiveAnswer | None
) -> str | None:
    """Where a reader may look for a copy by hand, for a dead source without one."""
    lost = verdict is not None and verdict.standing.bad
    if role != "source" or not lost or (archives and archives.state == "found"):
        return None
    href = safe_href(url)
    return f"https://web.archive.org/web/*/{href}" if href else None


def _doubt(verdict: Verdict | None) -> Confidence | None:
    if verdict is None or verdict.confidence is Confidence.HIGH:
        return None
    return verdict.confidence


def _final(url: str, look: Look | None) -> LinkView | None:
    if not look or not look.final_url or look.final_url == url:
        return None
    host = shown_host(look.final_url)
    return LinkView(
        look.final_url,
        safe_href(look.final_url),
        host,
        shown_rest(look.final_url, host),
        "final",
        Standing.UNCHECKED,
    )


def _copy(snapshot: Snapshot) -> CopyView:
    return CopyView(
        safe_href(snapshot.archive_url),
        snapshot.service,
        _shown(day_of_stamp(snapshot.taken)),
        snapshot.status,
    )
