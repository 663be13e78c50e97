"""Several footnotes in one pair of brackets: `[1, 3]`, `[2–4]`, `[1，3-5]`."""

from __future__ import annotations

import re

SEVERAL = re.compile(r"\[\d{1,4}(?>[ \t]*+[,;，、；–—-][ \t]*+\d{1,4})++\](?![(:])")
_PART = re.compile(r"(\d{1,4})(?>[ \t]*+[–—-][ \t]*+(\d{1,4}))?")
_WIDEST = 50  # footnotes from the first to the last of a range; a wider one is a span of years


def numbers_of(marks: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """(start, end, numbers) of each part between the brackets; empty if it is no list of marks.

    Marks rise; `[4,3]` is a formula.
    """
    before = 0
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for part in _PART.finditer(marks):
        first, last = int(part[1]), int(part[2] or part[1])
        if not before < first <= last < first + _WIDEST:
            return []
        before = last
        found.append((part.start(), part.end(), tuple(map(str, range(first, last + 1)))))
    return found
