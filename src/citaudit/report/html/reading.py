"""The text of a page as it reads: its blocks in order, lists and tables gathered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Literal

from citaudit.model import Citations, Claim, Link, Marker, Reference
from citaudit.report.html.spans import Placed
from citaudit.report.html.statements import StatementWriter
from citaudit.report.html.view import BlockView, Flag, Group
from citaudit.text.lines import Lines

GroupKind = Literal["list", "cells", "one", "aside"]
_UNREAD_ROLES = frozenset(("reference-list", "bibliography", "navigation", "see-also"))


def groups(
    citations: Citations,
    writer: StatementWriter,
    lines: Lines,
    flags: Mapping[int, tuple[Flag, ...]],
) -> tuple[Group, ...]:
    """The page as a reader sees it; `flags` is by the offset of the block they belong to."""
    blocks = _nested(
        view for view in _blocks(citations, writer, lines, flags) if view.statements or view.flags
    )
    return tuple(Group(*key[:2], tuple(members)) for key, members in _gathered(blocks))


def _blocks(
    citations: Citations,
    writer: StatementWriter,
    lines: Lines,
    flags: Mapping[int, tuple[Flag, ...]],
) -> Iterator[BlockView]:
    document = citations.document
    claims: Placed[Claim] = Placed(citations.claims)
    marks: Placed[Marker] = Placed(document.markers)
    links: Placed[Link] = Placed(document.links)
    cited = _by_marker(citations.references)
    for block in document.blocks:
        start, end = block.span.start, block.span.end
        pairs = [(each, cited.get(each.span.start)) for each in marks.within(start, end)]
        statements = writer.statements(
            block, claims.within(start, end), pairs, links.within(start, end)
        )
        yield BlockView(
            kind=block.kind,
            level=block.level,
            role=block.role,
            line=lines.place(start)[0],
            statements=tuple(statements),
            flags=flags.get(start, ()),
        )


def _nested(blocks: Iterable[BlockView]) -> list[BlockView]:
    """Headings made to nest without gaps, whatever depths the author gave them: 1 is the top."""
    above: list[int] = []
    nested: list[BlockView] = []
    for block in blocks:
        if block.kind == "heading":
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
        nested.append(replace(block, level=len(above)) if block.kind == "heading" else block)
    return nested


def _by_marker(references: Sequence[Reference]) -> dict[int, Reference]:
    return {mark.span.start: each for each in references for mark in each.markers}


def _gathered(
    blocks: Sequence[BlockView],
) -> Iterator[tuple[tuple[GroupKind, str | None, int], Iterator[BlockView]]]:
    """Neighbouring blocks of one kind together."""
    keys = {id(block): _gathering(block, at) for at, block in enumerate(blocks)}
    yield from groupby(blocks, lambda block: keys[id(block)])


def _gathering(block: BlockView, at: int) -> tuple[GroupKind, str | None, int]:
    if block.role in _UNREAD_ROLES:
        return "aside", block.role, 0
    if block.kind == "item":
        return "list", None, 0
    if block.kind in ("cell", "field"):
        return "cells", block.kind, 0
    return "one", block.role, at
