"""Who is told of a run's progress, and what they are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from citaudit.model import Standing


@dataclass(frozen=True, slots=True)
class HostLoad:
    """One host that a run still waits for."""

    host: str
    waiting: int
    in_flight: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the looks at links stand; what earlier runs saw counts as `done`.

    Once all links are looked at, archives are asked about `to_ask` of them; `asked` counts those.
    """

    total: int
    done: int = 0
    in_flight: int = 0
    standings: Mapping[Standing, int] = field(default_factory=dict)
    slowest: tuple[HostLoad, ...] = ()
    asked: int = 0
    to_ask: int = 0


class PageWatch(Protocol):
    """Whoever wants to be told of the pages."""

    def pages(self, total: int) -> None:
        """`total` pages are going to be read."""

    def page(self, page_id: str) -> None:
        """One page has been read."""


class LinkWatch(Protocol):
    """Whoever wants to see the looks: told at their start, a few times a second, at their end."""

    def see(self, progress: Progress) -> None:
        """The looks stand there."""


class Watch(PageWatch, Protocol):
    """Whoever wants to see a whole run."""

    @property
    def links(self) -> LinkWatch:
        """Who is told of looks at links."""


class Unwatched:
    """Nobody looks on."""

    @property
    def links(self) -> Unwatched:
        return self

    def pages(self, total: int) -> None:
        pass

    def page(self, page_id: str) -> None:
        pass

    def see(self, progress: Progress) -> None:
        pass
