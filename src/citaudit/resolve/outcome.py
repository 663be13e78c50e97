"""What one look met: pure, from the answer (or the failure) at the end of its redirects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from citaudit.model import Outcome
from citaudit.net.failure import Failure, Fault
from citaudit.resolve.page import PageStart
from citaudit.resolve.soft404 import Probe, door, drawn_by_script, soft_reason, trivially_moved
from citaudit.resolve.walls import blocked, wall

HARD_STATUSES: Final = frozenset({404, 410})
_PERMANENT: Final = frozenset({301, 308})
_NO_PAGE: Final = PageStart(words=1_000)  # nothing was read: no layer may speak of its words
_FAULTS: Final = {
    Fault.NO_DOMAIN: Outcome.VANISHED,
    Fault.NAME: Outcome.UNREACHABLE,
    Fault.PRIVATE: Outcome.REFUSED,
    Fault.UNASKABLE: Outcome.SKIPPED,
    Fault.CONNECT: Outcome.UNREACHABLE,
    Fault.TLS: Outcome.UNREACHABLE,
    Fault.TIMEOUT: Outcome.TIMEOUT,
    Fault.RESET: Outcome.UNREACHABLE,
    Fault.PROTOCOL: Outcome.BROKEN,
    Fault.PROXY: Outcome.UNREACHABLE,
}


class Hop(NamedTuple):
    """One redirect: the address that answered, and its status."""

    url: str
    status: int


def judged(
    asked: str,
    trail: Sequence[Hop],
    final: str,
    status: int,
    headers: Mapping[str, str],
    page: PageStart | None = None,
    probe: Probe | None = None,
    accept: frozenset[int] = frozenset(),
) -> tuple[Outcome, str]:
    """The outcome of an answer and its reason in words. `headers` are by lower-case name.

    `page` is None where no body was read. 404 and 410 come back as GONE; whoever looks must have
    confirmed them.
    """
    if status in accept:
        return Outcome.ALIVE, f"accepted by the settings ({status})"
    if stopped := wall(status, headers, page or _NO_PAGE):
        return Outcome.BLOCKED, stopped
    if status in HARD_STATUSES:
        return Outcome.GONE, f"the server says the page is not there ({status})"
    if stopped := blocked(status, headers):
        return Outcome.BLOCKED, stopped
    if 200 <= status < 300 or status in (304, 416):
        return _alive(asked, trail, final, status, page or _NO_PAGE, probe)
    return _amiss(status)


def failed(failure: Failure, hops: int) -> tuple[Outcome, str]:
    """The outcome of a request without an answer, after `hops` redirects."""
    outcome, reason = _FAULTS[failure.fault], failure.reason
    if hops and failure.fault is Fault.UNASKABLE:
        return Outcome.BROKEN, "redirects to something that is no web page"
    return outcome, f"after a redirect: {reason}" if hops else reason


def _alive(
    asked: str,
    trail: Sequence[Hop],
    final: str,
    status: int,
    page: PageStart,
    probe: Probe | None,
) -> tuple[Outcome, str]:
    if not trail and page is _NO_PAGE:
        return Outcome.ALIVE, "no content" if status in (204, 205) else ""
    if way := door(asked, final):
        return Outcome.BLOCKED, way
    if drawn_by_script(asked, final, page, probe):
        return Outcome.BLOCKED, "a script draws the page, and the site sends it for every address"
    if soft := soft_reason(asked, final, page, probe):
        return Outcome.SOFT_404, soft
    settled = _settled(trail, final)
    if settled != asked and not trivially_moved(asked, settled):
        return Outcome.MOVED, "moved permanently"
    return Outcome.ALIVE, "no content" if status in (204, 205) else ""


def _settled(trail: Sequence[Hop], final: str) -> str:
    """Where the permanent redirects lead, before the first that is for today only."""
    for hop in trail:
        if hop.status not in _PERMANENT:
            return hop.url
    return final


def _amiss(status: int) -> tuple[Outcome, str]:
    if status == 408:
        return Outcome.TIMEOUT, "the server gave up waiting (408)"
    if 300 <= status < 400:
        return Outcome.BROKEN, f"a redirect without a target ({status})"
    if status == 405:
        return Outcome.BLOCKED, "the server allows no GET here (405)"
    if status >= 500:
        return Outcome.BROKEN, f"server error ({status})"
    return Outcome.BROKEN, f"the server rejects the request ({status})"
