"""Where the templates of a wikitext page stand: what a converter drops."""

from __future__ import annotations

import re
from bisect import bisect_left

_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(nowiki|pre|math)\b[^<>]*+(?<!/)>.*?</\1\s*+>", re.DOTALL | re.IGNORECASE
)
_BRACES = re.compile(r"\{\{|\}\}")


class Calls:
    """The outermost template calls of a wikitext, by place."""

    def __init__(self, text: str) -> None:
        self._outer = _outermost(_HIDDEN.sub(lambda found: " " * len(found[0]), text))

    def hold(self, place: int) -> bool:
        """Whether a place lies inside a call."""
        at = bisect_left(self._outer, (place, 0)) - 1
        return at >= 0 and self._outer[at][1] > place

    def without(self, text: str, start: int, end: int) -> str:
        """The stretch of the page from `start` to `end` with the calls in it left out."""
        parts: list[str] = []
        at = start
        for begin, stop in self._outer[bisect_left(self._outer, (start, 0)) :]:
            if begin >= end:
                break
            parts.append(text[at:begin])
            at = max(at, stop)
        return " ".join((*parts, text[min(at, end) : end]))


def _outermost(text: str) -> list[tuple[int, int]]:
    opened: list[int] = []
    closed: list[tuple[int, int]] = []
    for brace in _BRACES.finditer(text):
        if brace[0] == "{{":
            opened.append(brace.start())
        elif opened:
            start = opened.pop()
            while closed and closed[-1][0] > start:
                closed.pop()
            closed.append((start, brace.end()))
    return closed
