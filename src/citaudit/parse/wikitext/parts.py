"""Splitting a template into its fields."""

from __future__ import annotations

import re

from citaudit.parse.wikitext.tokens import Part, Scan

_SPLIT = re.compile(r"[|=]")


def parts_of(page: Scan, index: int) -> list[Part]:
    """The fields of template, function or argument `index`; see `Scan.parts`."""
    token = page.tokens[index]
    holes = [(page.tokens[child].start, page.tokens[child].end) for child in page.children(index)]
    start = token.inner_start
    if token.kind == "function":
        colon = page.text.find(":", start, token.inner_end)
        start = token.inner_end if colon < 0 else colon + 1
        bounds = [start]
    else:
        bounds = []
    equals: dict[int, int] = {}
    at = start
    for hole_start, hole_end in [*holes, (token.inner_end, token.inner_end)]:
        for mark in _SPLIT.finditer(page.text, at, max(hole_start, at)):
            if mark[0] == "|":
                bounds.append(mark.end())
            elif bounds and bounds[-1] not in equals:
                equals[bounds[-1]] = mark.start()
        at = max(hole_end, at)
    return _parts(page.text, bounds, equals, token.inner_end)


def _parts(text: str, bounds: list[int], equals: dict[int, int], end: int) -> list[Part]:
    parts: list[Part] = []
    position = 0
    for number, start in enumerate(bounds):
        stop = bounds[number + 1] - 1 if number + 1 < len(bounds) else end
        sign = equals.get(start)
        if sign is None:
            position += 1
            parts.append(Part(str(position), start, start, *_trim(text, start, stop)))
        else:
            name_start, name_end = _trim(text, start, sign)
            name = text[name_start:name_end]
            parts.append(Part(name, name_start, name_end, *_trim(text, sign + 1, stop)))
    return parts


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the white space at either end."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return (start + left, start + len(words.rstrip())) if left < len(words) else (start, start)
