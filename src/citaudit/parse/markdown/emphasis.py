"""Which stars and underscores are marks of emphasis, by the delimiter rules of CommonMark 0.31."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(slots=True)
class Run:
    """A run of one mark; `left` and `right` count the marks used up on each side of it."""

    token: int
    start: int
    mark: str
    length: int
    opens: bool
    closes: bool
    left: int = 0
    right: int = 0

    @property
    def rest(self) -> int:
        return self.length - self.left - self.right


def run_at(text: str, start: int, mark: str, token: int) -> Run | None:
    """The run `mark` at `start`, or None where it can neither open nor close."""
    end = start + len(mark)
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    space_before, space_after = before.isspace(), after.isspace()
    mark_before, mark_after = _punctuation(before), _punctuation(after)
    left = not space_after and (not mark_after or space_before or mark_before)
    right = not space_before and (not mark_before or space_after or mark_after)
    if mark[0] == "_":
        opens, closes = left and (not right or mark_before), right and (not left or mark_after)
    else:
        opens, closes = left, right
    return Run(token, start, mark[0], len(mark), opens, closes) if opens or closes else None


def paired(runs: list[Run]) -> Iterator[tuple[int, int, str]]:
    """(token, offset, what stays text) of every run of which marks were used."""
    stacks: dict[str, list[int]] = {"*": [], "_": [], "~": []}
    bottoms: dict[tuple[str, bool, int], int] = {}
    for place, run in enumerate(runs):
        if run.closes:
            _close(runs, place, stacks, bottoms)
        if run.opens and run.rest:
            stacks[run.mark].append(place)
    for run in runs:
        if run.left or run.right:
            yield run.token, run.start + run.left, run.mark * run.rest


def _close(
    runs: list[Run],
    place: int,
    stacks: dict[str, list[int]],
    bottoms: dict[tuple[str, bool, int], int],
) -> None:
    closer = runs[place]
    stack = stacks[closer.mark]
    while closer.rest:
        key = (closer.mark, closer.opens, closer.length % 3)
        found = _opener(runs, stack, closer, bottoms.get(key, -1))
        if found is None:
            bottoms[key] = place - 1
            return
        opener = runs[stack[found]]
        used = 2 if min(opener.rest, closer.rest) >= 2 else 1
        opener.right += used
        closer.left += used
        limit = stack[found]
        del stack[found + (1 if opener.rest else 0) :]
        for other in stacks.values():
            while other and other[-1] > limit:
                other.pop()


def _opener(runs: list[Run], stack: list[int], closer: Run, bottom: int) -> int | None:
    for at in range(len(stack) - 1, -1, -1):
        if stack[at] <= bottom:
            return None
        opener = runs[stack[at]]
        odd = (opener.closes or closer.opens) and (opener.length + closer.length) % 3 == 0
        if not odd or (opener.length % 3 == 0 and closer.length % 3 == 0):
            return at
    return None


def _punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
