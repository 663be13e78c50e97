"""What was seen outside the pages: looks, verdicts, archive copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal, TypeVar

from citaudit.model.records import record
from citaudit.terms import Confidence
from citaudit.urls.canonical import fold

T = TypeVar("T")
ArchiveState = Literal["found", "none", "could-not-ask"]
PAGE_STATUSES: Final = frozenset({200, 203, 206})
"""What a server answers with a page, or with a part of one that was asked for."""


class Outcome(StrEnum):
    """What one look at one address met; docs/links.md says which answer gives which outcome."""

    ALIVE = "alive"  # the page, or nothing that speaks against it
    MOVED = "moved"  # the page, at the end of permanent redirects to another address
    SOFT_404 = "soft_404"  # a success, but what came is an error page, a parked domain, the front
    GONE = "gone"  # the server itself says, twice, that there is no such page (404, 410)
    VANISHED = "vanished"  # the domain does not exist; nobody is there to ask
    BROKEN = "broken"  # an answer came and cannot be used: a server error, a loop, not HTTP
    UNREACHABLE = "unreachable"  # the domain exists, but no answer: refused, broken off, bad TLS
    TIMEOUT = "timeout"  # no answer within the time limit, or the server gave up waiting
    BLOCKED = "blocked"  # an answer, but not for us: a login, a bot wall, too many requests
    REFUSED = "refused"  # we did not ask: the address is not on the open internet
    SKIPPED = "skipped"  # we did not ask, for another reason: it cannot be asked, a look failed


class Standing(StrEnum):
    """What all the looks at one address add up to."""

    ALIVE = "alive"  # the last look met the page
    MOVED = "moved"  # the same, at another address that should be cited
    DEAD = "dead"  # hard evidence (gone, vanished) that no success has cleared
    SUSPECT = "suspect"  # something is wrong with it, though not for certain for good: open it
    UNKNOWN = "unknown"  # nothing is known to be wrong: it was blocked or slow
    UNCHECKED = "unchecked"  # nobody looked

    @property
    def bad(self) -> bool:
        """Whether something is wrong with the address, for certain or not."""
        return self in (Standing.DEAD, Standing.SUSPECT)

    @classmethod
    def worst_first(cls) -> tuple[Standing, ...]:
        """Every standing, from what needs work to what needs none."""
        return cls.DEAD, cls.SUSPECT, cls.UNKNOWN, cls.UNCHECKED, cls.MOVED, cls.ALIVE


@record
@dataclass(frozen=True, slots=True)
class Look:
    """One look at one address, never overwritten. `at` is seconds since 1970, UTC."""

    url: str
    at: float
    outcome: Outcome
    status: int | None = None
    final_url: str | None = None
    hops: tuple[str, ...] = ()
    title: str | None = None
    reason: str = ""


@record
@dataclass(frozen=True, slots=True)
class Verdict:
    """What the looks at one address add up to, and the look that decided.

    `first_dead` is when the present series of hard evidence began (seconds since 1970), `seen` how
    many looks it holds.
    """

    standing: Standing
    confidence: Confidence = Confidence.HIGH
    look: Look | None = None
    first_dead: float | None = None
    seen: int = 0


@record
@dataclass(frozen=True, slots=True)
class Snapshot:
    """An archive copy of `url`; `taken` is a 14-digit UTC stamp, None where it is hidden."""

    url: str
    archive_url: str
    taken: str | None
    status: int | None
    service: str

    @property
    def good(self) -> bool:
        """Whether the copy is of a page, as far as the archive says."""
        return self.status is None or self.status in PAGE_STATUSES


@record
@dataclass(frozen=True, slots=True)
class ArchiveAnswer:
    """What the archives said of one address. `could-not-ask` does not mean `none`."""

    state: ArchiveState
    snapshots: tuple[Snapshot, ...] = ()
    reason: str = ""

    @property
    def copy(self) -> Snapshot | None:
        """The copy to show: the first known to be of a page, else the first that may be, or any."""
        return min(self.snapshots, key=_doubt, default=None)


@record
@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was seen outside the pages. Empty on an offline run.

    `verdicts` and `archives` are by address. `skipped` gives the reason for each address that was
    not looked at. `no_network` is the one message to show where nothing could be reached at all.
    `interrupted` says that the run was stopped (Ctrl-C) before every address had been looked at.
    `cache_problem` says why the next run will not know of this one, or this not of earlier ones.
    """

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    archives: Mapping[str, ArchiveAnswer] = field(default_factory=dict)
    skipped: Mapping[str, str] = field(default_factory=dict)
    no_network: str | None = None
    interrupted: bool = False
    cache_problem: str | None = None

    # Each address is looked up as the page writes it, then in the spelling of its look.

    def verdict(self, url: str) -> Verdict | None:
        """What all looks at an address add up to; None where nobody looked."""
        return _by_address(self.verdicts, url)

    def standing(self, url: str) -> Standing:
        """The standing of an address; `unchecked` where nobody looked."""
        verdict = self.verdict(url)
        return verdict.standing if verdict else Standing.UNCHECKED

    def archive(self, url: str) -> ArchiveAnswer | None:
        """What the archives said of an address; None where they were not asked."""
        return _by_address(self.archives, url)

    def why_skipped(self, url: str) -> str | None:
        """Why an address was not looked at; None where nothing is said of it."""
        return _by_address(self.skipped, url)


def _doubt(copy: Snapshot) -> int:
    return 0 if copy.status in PAGE_STATUSES else 1 if copy.good else 2


def _by_address(found: Mapping[str, T], url: str) -> T | None:
    if url in found:
        return found[url]
    return found.get(fold(url)) if found else None
