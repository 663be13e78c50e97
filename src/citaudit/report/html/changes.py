"""What changed since an earlier report, as plain data for the templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Change = Literal["new", "worse"]
"""How a finding differs from the same one of an earlier report."""


@dataclass(frozen=True, slots=True)
class Delta:
    """A figure then and now; `better` is 1 where it moved the right way, -1 the wrong way.

    `from_y` and `to_y` are the ends of its line in a picture 24 high.
    """

    key: str
    then: float
    now: float
    better: int
    from_y: float
    to_y: float


@dataclass(frozen=True, slots=True)
class Gone:
    """A finding of the earlier report that is no more."""

    code: str
    page: str
    message: str


@dataclass(frozen=True, slots=True)
class Worse:
    """A link or a statement that stood better in the earlier report."""

    kind: Literal["link", "statement"]
    what: str
    was: str
    now: str
    page: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The run beside an earlier one; `looked` is when that one looked at links."""

    looked: str | None
    new: int
    mended_count: int
    mended: tuple[Gone, ...]
    worse_count: int
    worse: tuple[Worse, ...]
    deltas: tuple[Delta, ...]
