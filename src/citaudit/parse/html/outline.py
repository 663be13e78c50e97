"""Which section of a page an element stands in, by the headings before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from citaudit.parse import sections
from citaudit.parse.html.tree import Element
from citaudit.parse.html.vocabulary import HEADINGS

_NOTES = frozenset(("references", "notes", "bibliography"))
_LONGEST = 100  # code points of a heading that names a section of notes


class Outline:
    """The headings of a page, read when first asked for."""

    def __init__(self, everything: Sequence[Element], text: str) -> None:
        self.everything = everything
        self.text = text
        self._starts: list[int] | None = None
        self._notes: list[bool] = []

    def in_notes(self, order: int) -> bool:
        """Whether the element of this order stands in a section of references or notes."""
        if self._starts is None:
            self._starts = self._read()
        index = bisect_right(self._starts, order) - 1
        return index >= 0 and self._notes[index]

    def _read(self) -> list[int]:
        starts: list[int] = []
        path: list[tuple[int, str]] = []
        for element in self.everything:
            if element.name not in HEADINGS:
                continue
            level = int(element.name[1])
            while path and path[-1][0] >= level:
                path.pop()
            path.append((level, shown(element, self.text)[:_LONGEST]))
            starts.append(element.order)
            kind = sections.kind_of_path([name for _, name in path])
            self._notes.append(kind in _NOTES)
        return starts


def shown(element: Element, text: str) -> str:
    """The text of an element as written, without tags and the white space around it."""
    return "".join(text[run.start : run.end] for run in element.runs()).strip()
