"""The text of a page as it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from citaudit.model import BlockKind, Severity, Support
from citaudit.report.html.view.cited import ReferenceState


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of text, a link in it, or a footnote mark (`id` where it is the first)."""

    kind: Literal["text", "link", "mark"]
    text: str
    href: str | None = None
    state: ReferenceState | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement; `support` None for text between statements.

    `references` is None where the marks in it lead to all that cover it.
    """

    id: str
    support: Support | None
    bits: tuple[Bit, ...]
    references: str | None = None
    findings: str = ""
    reason: str = ""
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """The mark in the margin of a block: one finding there."""

    id: str
    severity: Severity
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class BlockView:
    kind: BlockKind
    level: int
    role: str | None
    line: int
    statements: tuple[StatementView, ...]
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that a reader sees as one thing: a list, a table, or a block by itself."""

    kind: Literal["list", "cells", "one", "aside"]
    role: str | None
    blocks: tuple[BlockView, ...]
