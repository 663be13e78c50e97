"""Which footnotes cover which sentences of one block.

A mark inside a sentence or right behind it covers the sentence; a sentence without one is covered
by the next mark later in the block; what stands after the last mark is not covered. A request for
a source cuts the run back: what a later note does not cover behind it, it does not cover before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from citaudit.model import Placement, Scope
from citaudit.text.scripts import HAN_OR_KANA

# Letters left behind the last mark that make a remainder long; a Han character counts as three.
_LONG_REMAINDER = 45
_LETTER = re.compile(r"[^\W_]")
_CLOSING = re.compile(r"[\s。．.！？!?…；;，,、」』）)”’\"'》】〉〕］\]]*+")
_ENDS_WITH_STOP = re.compile(r"[。．.！？!?…；][」』）)”’\"'》】〉〕］\]]*+\s*+$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in clean prose that says something about sources.

    `note` is a footnote mark, `request` asks for a source, `link` is an outside link in the prose,
    `citation` a full citation.
    The words that a link or a request is put around end at `end`.
    """

    at: int
    kind: Literal["note", "request", "link", "citation"]
    references: tuple[str, ...] = ()
    end: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """What covers one sentence. `upto` is the end of the part that a mark in it vouches for."""

    references: tuple[str, ...] = ()
    scope: Scope | None = None
    placement: Placement | None = None
    requests: tuple[str, ...] = ()
    upto: int | None = None
    partly: bool = False


_NOTHING = Cover()


def covers(text: str, sentences: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[Cover]:
    """The cover of each sentence of one block; `marks` are those of the block, in order."""
    if not marks:
        return [_NOTHING] * len(sentences)
    own = _by_sentence(sentences, marks)
    found: list[Cover] = []
    behind: Cover | None = None
    for here, sentence in zip(reversed(own), reversed(sentences), strict=True):
        cover = _own(text, sentence, here)
        notes = [mark for mark in here if mark.kind == "note"]
        if notes:
            first = [mark for mark in notes if mark.at == notes[0].at]
            placed, _ = _placement(text, *sentence, notes[0].at)
            behind = Cover(_references(first), "paragraph", placed)
        elif cover.requests:
            behind = None
        elif behind is not None and cover.scope is None:
            cover = behind
        found.append(cover)
    return found[::-1]


def first_group(marks: Sequence[Mark]) -> Cover | None:
    """What the first footnotes of a block are to a sentence without any; None if there are none."""
    notes = [mark for mark in marks if mark.kind == "note" and mark.references]
    if not notes:
        return None
    return Cover(_references([mark for mark in notes if mark.at == notes[0].at]), "paragraph")


def _by_sentence(sentences: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[list[Mark]]:
    """A mark on a boundary belongs to the sentence before, a link to the one its words are in.

    A request that is put around words belongs to every sentence that has some of them.
    """
    starts = [start for start, _ in sentences]
    found: list[list[Mark]] = [[] for _ in sentences]
    for mark in marks:
        worded = mark.kind != "note" and mark.end > mark.at
        index = max((bisect_right if worded else bisect_left)(starts, mark.at) - 1, 0)
        last = index
        if worded and mark.kind == "request":
            last = max(bisect_left(starts, mark.end) - 1, index)
        for one in found[index : last + 1]:
            one.append(mark)
    return found


def _own(text: str, sentence: tuple[int, int], marks: Sequence[Mark]) -> Cover:
    requests = tuple(mark.name for mark in marks if mark.kind == "request")
    sources = [mark for mark in marks if mark.kind != "request"]
    if not sources:
        return Cover(requests=requests) if requests else _NOTHING
    references = _references(sources)
    if any(mark.kind == "link" for mark in sources):
        return Cover(references, "sentence", None, requests)
    start, end = sentence
    last = sources[-1].at
    placement, rest = _placement(text, start, end, last)
    if placement != "inside" or last <= start:
        return Cover(references, "sentence", placement, requests)
    return Cover(references, "sentence", placement, requests, last, rest >= _LONG_REMAINDER)


def _placement(text: str, start: int, end: int, at: int) -> tuple[Placement, int]:
    """Where a mark stands in its sentence, and how much is said behind it."""
    if at >= end or not _LETTER.search(text, at, end):
        stopped = _ENDS_WITH_STOP.search(text[max(start, at - 12) : min(at, end)])
        return ("after-period" if stopped else "before-period"), 0
    rest = text[_closed(text, at) : end]
    return "inside", len(_LETTER.findall(rest)) + 2 * len(HAN_OR_KANA.findall(rest))


def _closed(text: str, at: int) -> int:
    found = _CLOSING.match(text, at)
    return found.end() if found else at


def _references(marks: Sequence[Mark]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for mark in marks for key in mark.references))
