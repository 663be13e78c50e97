"""Lines within a block: where a break that the author asked for ends a sentence, and where not.

An address, a poem and a list of values end their lines; a sentence that is broken to fit a column
goes on. The form tells: a sentence goes on into a line that begins with a small letter, or behind a
comma or a word that cannot end it, and comes to a stop in the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from citaudit.model.document import HARD_BREAK
from citaudit.text.scripts import HAN, KANA

_LINE = re.compile(r"[^\n\u2028]+")
_BREAK = re.compile(r"[\n\u2028]")
_STOPPED = re.compile(r"[.!?…:;。！？：；．｡][\"'”’»」』)）\]】》]*+\s*\Z")
_ENDS = re.compile(r"[.!?…。！？．｡][\"'”’»」』)）\]】》]*+\s*\Z")
_GOES_ON = re.compile(
    r"(?:[,，、]|(?<!\w)(?:a|an|the|of|in|on|at|to|by|for|from|with|and|or|but|as|that|than|into|is"
    r"|was|are|were|be|been|has|had|which|who|its|their|his|her))\s*\Z",
)
_CJK_LINE = re.compile(rf"[^：:]{{5,}}[{HAN}{KANA}]\s*\Z")
_CJK_START = re.compile(rf"\s*[{HAN}{KANA}][^：:]{{5,}}")


def lines(text: str, marks: Sequence[int] = ()) -> Iterator[tuple[int, int]]:
    """Half-open offsets of the stretches in `text` that no sentence leaves, in order.

    `marks` are the places that footnote marks were taken out of: a Chinese line that ends with one
    ends its sentence.
    """
    if HARD_BREAK not in text and "\n" not in text:
        yield 0, len(text)
        return
    found = [line.span() for line in _LINE.finditer(text)]
    marked = frozenset(marks)
    joined = [_joins(text, *pair, marked) for pair in pairwise(found)]
    first = 0
    while first < len(found):
        last = first
        while last < len(joined) and joined[last]:
            last += 1
        # A run of lines that comes to no stop is a list, whatever its letters.
        if last > first and _ENDS.search(text, *found[last]):
            yield found[first][0], found[last][1]
        else:
            yield from found[first : last + 1]
        first = last + 1


def unbroken(text: str) -> str:
    """The text with a space for each break, so that nothing takes one for the end of a sentence."""
    return _BREAK.sub(" ", text)


def _joins(
    text: str, before: tuple[int, int], behind: tuple[int, int], marks: frozenset[int]
) -> bool:
    """Whether a sentence may go on from one line into the next."""
    line, following = text[slice(*before)], text[slice(*behind)].lstrip()
    if behind[0] - before[1] > 1 or not following or _STOPPED.search(line[-12:]):
        return False
    if following[0].islower() or _GOES_ON.search(line[-12:]):
        return True
    if before[1] in marks:
        return False
    return bool(_CJK_LINE.match(line) and _CJK_START.match(following))
