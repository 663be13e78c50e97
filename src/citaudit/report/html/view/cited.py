"""What a page cites: links with what was seen there, and references."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from citaudit.model import (
    ArchiveState,
    Confidence,
    DateRole,
    EmptyCause,
    LinkRole,
    Outcome,
    ReferenceKind,
    Standing,
)

ReferenceState = Literal[
    "empty", "undefined", "dead", "risk", "unknown", "alive", "unchecked", "offline"
]


@dataclass(frozen=True, slots=True)
class CopyView:
    """An archive copy found for an address."""

    href: str | None
    service: str
    taken: str | None
    status: int | None


@dataclass(frozen=True, slots=True)
class LinkView:
    """An address, where it may be followed to, and what was seen there.

    `href` is None for an address that must not become a link. `host` is what it really leads to.
    `seek` is where to look for a copy of what is dead and has none.
    """

    url: str
    href: str | None
    host: str
    rest: str
    role: LinkRole | Literal["final"]
    standing: Standing
    outcome: Outcome | None = None
    status: int | None = None
    reason: str = ""
    title: str | None = None
    final: LinkView | None = None
    hops: tuple[str, ...] = ()
    looked: str | None = None
    first_dead: str | None = None
    seen: int = 0
    confidence: Confidence | None = None
    copies: tuple[CopyView, ...] = ()
    archives: ArchiveState | None = None
    archives_reason: str = ""
    archived: str | None = None
    seek: str | None = None


@dataclass(frozen=True, slots=True)
class DateView:
    role: DateRole
    text: str
    problem: str | None


@dataclass(frozen=True, slots=True)
class IdentifierView:
    scheme: str
    value: str
    href: str | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """One source with its state and the statements (ids and numbers) that lean on it."""

    id: str
    label: str
    kind: ReferenceKind
    state: ReferenceState
    title: str | None
    by: str
    written: str
    cause: EmptyCause | None
    links: tuple[LinkView, ...]
    dates: tuple[DateView, ...]
    identifiers: tuple[IdentifierView, ...]
    leaning: tuple[str, ...]
    first_marker: str | None
    tokens: str
    year: str
