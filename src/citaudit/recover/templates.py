"""Where the templates of a wikitext page stand: what a converter drops."""

from __future__ import annotations

import re
from bisect import bisect_left

_OPENS = re.compile(r"<!--|<(nowiki|pre|math)\b[^<>]*+(?<!/)>", re.IGNORECASE)
_CLOSES = {name: re.compile(rf"</{name}\s*+>", re.IGNORECASE) for name in ("nowiki", "pre", "math")}
_BRACES = re.compile(r"\{\{|\}\}")


class Calls:
    """The outermost template calls of a wikitext, by place."""

    def __init__(self, text: str) -> None:
        self._outer = _outermost(_without_hidden(text))

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


def _without_hidden(text: str) -> str:
    """The text with blanks for what MediaWiki does not read: comments, `<nowiki>` and its kin."""
    parts: list[str] = []
    at = copied = 0
    never_closed: set[str] = set()
    while opening := _OPENS.search(text, at):
        at = opening.end()
        name = (opening[1] or "").lower()
        if not name:
            closing = text.find("-->", at)
            end = closing + 3 if closing >= 0 else len(text)
        elif name not in never_closed and (found := _CLOSES[name].search(text, at)):
            end = found.end()
        else:
            never_closed.add(name)
            continue
        parts += (text[copied : opening.start()], " " * (end - opening.start()))
        at = copied = end
    return "".join((*parts, text[copied:]))


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
