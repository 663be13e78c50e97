"""Text as it is being read: what runs on without a break, and the elements that are open."""

from __future__ import annotations

from dataclasses import dataclass, field

from citaudit.model import Span
from citaudit.parse.html import gaps
from citaudit.parse.html.found import FoundNote
from citaudit.parse.html.tree import Element, Run


@dataclass(slots=True)
class Flow:
    """Text that runs on without a break, as far as it is read."""

    parts: list[tuple[int, str]] = field(default_factory=list)
    start: int | None = None
    end: int = 0
    marked: bool = False
    pierced: bool = False

    def reach(self, span: Span) -> None:
        self.start = span.start if self.start is None else min(self.start, span.start)
        self.end = max(self.end, span.end)

    def leave_out(self, at: int, sign: str = gaps.TAKEN) -> None:
        """Something that is no prose stood at this place of the page."""
        self.parts.append((at, sign))
        self.pierced = True


@dataclass(slots=True)
class Open:
    """An element being read: what it changed, to be undone when it ends."""

    element: Element
    children: list[Element | Run]
    at: int = 0
    block: bool = False
    has_role: bool = False
    note: FoundNote | None = None
    body: bool = False
    words: int | None = None
    flow: Flow | None = None
    unread: int = 0
    outer: Flow | None = None
