"""What footnote marks leave behind in the prose: empty brackets, commas between raised numbers.

The walk puts a sign where it took a mark out, and a pair of signs around words that cite an entry
and stand in the text all the same (*Smith (2001) says*). Here the signs go: with the brackets and
commas where these held nothing but marks, alone where they did not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

# Noncharacters of Unicode, which no page may hold.
TAKEN = "\ufdd0"
CITES = "\ufdd1"
CITED = "\ufdd2"

_MARK = f"(?:{TAKEN}|{CITES}[^{CITES}{CITED}]*+{CITED})"
_BETWEEN = r"[\s,;，；、–—-]"
_BEFORE = r"(?:(?:see|see also|e\.g\.|i\.e\.|cf\.|vgl\.|siehe|voir)[\s,]++|[见見]|[参參][见見看]?)"
_BEHIND = r"(?:[\s,，:：]*+(?:pp?\.|[Ss]\.|第)?\s*+\d[\d\s,–—-]*+[页頁]?)"
_GROUP = re.compile(
    rf"[\[(（［【〔]\s*+{_BEFORE}?{_MARK}(?>{_BETWEEN}*+{_MARK}|{_BEHIND})*+\s*+[\])）］】〕]"
    rf"|{TAKEN}(?>{_BETWEEN}++{TAKEN})*+|[{CITES}{CITED}]",
    re.IGNORECASE,
)


def closed(parts: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The parts of a stretch of text, as (page offset, words), without what marks left behind."""
    text = "".join(words for _, words in parts)
    gaps = [found.span() for found in _GROUP.finditer(text)]
    ends = accumulate(len(words) for _, words in parts)
    gap = 0
    for (page, words), end in zip(parts, ends, strict=True):
        at = start = end - len(words)
        while gap < len(gaps) and gaps[gap][0] < end:
            if gaps[gap][0] > at:
                yield page + at - start, words[at - start : gaps[gap][0] - start]
            at = max(at, min(gaps[gap][1], end))
            if gaps[gap][1] > end:
                break
            gap += 1
        if at < end:
            yield page + at - start, words[at - start :]
