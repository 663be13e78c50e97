"""Clean text that remembers where in the page each character came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from citaudit.model.records import flat, record


@flat
@record
@dataclass(frozen=True, slots=True)
class MappedText:
    """`text` made of pieces; piece i starts at `clean[i]` in it and at `page[i]` in the page.

    Inside a piece both count on one by one, so a character reference (`&amp;`) is a piece of its
    own one character long. Both tuples rise. All offsets are code points.
    """

    text: str
    clean: tuple[int, ...] = ()
    page: tuple[int, ...] = ()

    def to_page(self, offset: int) -> int:
        """Where the character at `offset` stands in the page."""
        clean = self.clean
        if len(clean) < 2:  # as most texts
            return self.page[0] + offset if clean else 0
        piece = bisect_right(clean, offset) - 1
        if piece < 0:
            piece = 0
        return self.page[piece] + offset - clean[piece]

    def end_in_page(self, offset: int) -> int:
        """Where the stretch that ends before `offset` ends in the page."""
        return self.to_page(offset - 1) + 1 if offset else self.to_page(0)

    def from_page(self, offset: int) -> int:
        """The place in `text` of a page offset; what was taken out stands at the gap it left."""
        if not self.page:
            return 0
        piece = bisect_right(self.page, offset) - 1
        if piece < 0:
            return 0
        end = self.clean[piece + 1] if piece + 1 < len(self.clean) else len(self.text)
        return min(self.clean[piece] + offset - self.page[piece], end)

    def pieces(self) -> Iterator[tuple[int, str]]:
        """(page offset, text) of each piece, in order: what `joined` builds from."""
        ends = (*self.clean[1:], len(self.text))
        for page, start, end in zip(self.page, self.clean, ends, strict=False):
            yield page, self.text[start:end]

    @classmethod
    def joined(cls, pieces: Iterable[tuple[int, str]]) -> MappedText:
        """Build from (page offset, text) pieces in order; touching pieces are merged."""
        clean: list[int] = []
        page: list[int] = []
        parts: list[str] = []
        at, touching = 0, -1
        for start, part in pieces:
            if not part:
                continue
            if start != touching:
                clean.append(at)
                page.append(start)
            parts.append(part)
            length = len(part)
            at += length
            touching = start + length
        return cls("".join(parts), tuple(clean), tuple(page))
