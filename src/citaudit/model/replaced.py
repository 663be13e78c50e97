"""A text in which stretches stand for others, with the way back to where each of them was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from citaudit.model.records import record


class Piece(NamedTuple):
    """A stretch of the new text and the place `page_start:page_end` that it stands for.

    `exact`: the page has the same words there, so every offset inside counts on one by one.
    Otherwise all of the piece stands for the whole place.
    """

    start: int
    end: int
    page_start: int
    page_end: int
    exact: bool


@record
@dataclass(frozen=True, slots=True)
class Replaced:
    """`text` with its pieces in order, without gaps. All offsets are code points."""

    text: str
    pieces: tuple[Piece, ...] = ()

    @classmethod
    def joined(cls, parts: Iterable[tuple[str, int, int, bool]]) -> Replaced:
        """From (words, page start, page end, exact) in order; empty words are left out."""
        words: list[str] = []
        pieces: list[Piece] = []
        at = 0
        for part, start, end, exact in parts:
            if part:
                words.append(part)
                pieces.append(Piece(at, at + len(part), start, end, exact))
                at += len(part)
        return cls("".join(words), tuple(pieces))

    def to_page(self, start: int, end: int) -> tuple[int, int]:
        """The place in the page that the stretch `start:end` stands for."""
        if not self.pieces:
            return 0, 0
        first = self._at(start)
        begin = first.page_start + (start - first.start if first.exact else 0)
        if end <= start:
            return begin, begin
        last = self._at(end - 1)
        stop = last.page_start + end - last.start if last.exact else last.page_end
        return begin, max(begin, stop)

    def hides(self, start: int) -> bool:
        """Whether the character at `start` stands nowhere in the page itself."""
        return bool(self.pieces) and not self._at(start).exact

    def _at(self, offset: int) -> Piece:
        return self.pieces[max(bisect_right(self.pieces, offset, key=lambda p: p.start) - 1, 0)]
