"""What stands around a place in the prose, in a form that markup and punctuation do not change."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from citaudit.model import Document

BEFORE, AFTER = 40, 24
"""Letters kept before and after a place: about one Chinese sentence and half of one."""

_TARGET = re.compile(r"\]\([^()\n]*+\)")
_PIECE = 4  # letters in a row that two contexts are compared by


@dataclass(frozen=True, slots=True)
class Context:
    """The letters before and after a place, and the heading it stands under.

    `pieces` are all runs of a few letters in `before`, for texts that differ in places.
    """

    before: str = ""
    after: str = ""
    heading: str = ""
    pieces: frozenset[str] = frozenset()
    after_pieces: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether anything stands around the place at all."""
        return bool(self.before or self.after)


class Prose:
    """The letters and digits of a document's prose, each with its place in the page."""

    def __init__(self, document: Document) -> None:
        letters: list[str] = []
        places: list[int] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._headings: list[str] = []
        self._captions: list[bool] = []
        self._breaks: list[int] = []
        for block in document.blocks:
            if block.role == "reference-list" or block.kind == "field":
                continue
            self._starts.append(block.span.start)
            self._ends.append(block.span.end)
            self._headings.append(letters_of(block.section[-1]) if block.section else "")
            self._captions.append(block.kind == "caption")
            if block.kind == "heading":
                self._breaks.append(block.span.start)
            for at, piece in block.text.pieces():
                if "](" in piece:  # a link in raw HTML, which nobody has read
                    piece = _TARGET.sub(lambda found: " " * len(found[0]), piece)
                for offset, letter in enumerate(piece):
                    if letter.isalnum():
                        letters.append(letter.casefold()[0])
                        places.append(at + offset)
        order = sorted(range(len(places)), key=places.__getitem__)
        self._places = [places[at] for at in order]
        self._letters = "".join(letters[at] for at in order)

    def around(self, place: int) -> Context:
        """What stands around an offset of the page, within its section: sections move."""
        at = bisect_left(self._places, place)
        section = bisect_right(self._breaks, place)
        first, last = 0, len(self._places)
        if section:
            first = bisect_left(self._places, self._breaks[section - 1])
        if section < len(self._breaks):
            last = bisect_left(self._places, self._breaks[section])
        block = bisect_right(self._starts, place) - 1
        if block >= 0 and self._captions[block]:
            first = bisect_left(self._places, self._starts[block])
            last = bisect_left(self._places, self._ends[block])
        before = self._letters[max(first, at - BEFORE) : at]
        after = self._letters[at : min(at + AFTER, last)]
        heading = self._headings[block] if block >= 0 else ""
        return Context(before, after, heading, _pieces(before), _pieces(after))

    def in_caption(self, place: int) -> bool:
        """Whether the block that begins last before the place is a caption."""
        block = bisect_right(self._starts, place) - 1
        return block >= 0 and self._captions[block]


def context_of(before: str, after: str) -> Context:
    """The context of a place between two stretches of text."""
    one, other = letters_of(before)[-BEFORE:], letters_of(after)[:AFTER]
    return Context(one, other, "", _pieces(one), _pieces(other))


def letters_of(text: str) -> str:
    """The letters and digits of a text, case folded."""
    return "".join(letter for letter in text if letter.isalnum()).casefold()


def likeness(one: Context, other: Context) -> float:
    """How alike two surroundings are, from 0 to 1; words next to the place count most."""
    before = _side(_shared_end(one.before, other.before), 16, one.pieces, other.pieces)
    after = _side(_shared_start(one.after, other.after), 8, one.after_pieces, other.after_pieces)
    if not one.before and not other.before:
        return after
    if not one.after or not other.after:
        return before if one.after == other.after else 0.9 * before
    return 0.65 * before + 0.35 * after


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of pieces that two texts have in common (Dice's measure), 0 to 1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def pieces_of(text: str) -> frozenset[str]:
    """All runs of a few letters in the letters of a text."""
    return _pieces(letters_of(text))


def _side(shared: int, enough: int, one: frozenset[str], other: frozenset[str]) -> float:
    if shared >= enough:
        return 1.0
    return 0.6 * shared / enough + 0.4 * overlap(one, other)


def _pieces(letters: str) -> frozenset[str]:
    return frozenset(letters[at : at + _PIECE] for at in range(max(1, len(letters) - _PIECE + 1)))


def _shared_end(one: str, other: str) -> int:
    return _shared_start(one[::-1], other[::-1])


def _shared_start(one: str, other: str) -> int:
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))
