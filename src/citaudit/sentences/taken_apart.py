"""A sentence taken apart again: the template it was made from, and what stands in its gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from citaudit.sentences.catalogue import CHINESE, PIECE, parts, templates

_OURS: Final = frozenset(("what", "more"))
"""Gaps that only words of ours fill: a template with one fits nothing else."""
_PERHAPS: Final = "why"  # a reason: ours, or that of a system or a server in its own words
_SOLID: Final = frozenset(("n", "host", "status"))  # gaps without white space
_CODE: Final = "`"  # what stands in code holds no other mark of it
_LISTS: Final = frozenset(("labels", "names", "codes", "words", "statuses"))
_LIST: Final = "{what}, {more}"
_ITEM: Final = re.compile(r"`[^`]*`|\{\{[^{}]*\}\}|(?>(?<![A-Z])[A-Z]+|)[0-9]++|[a-z_]+")
"""Names, numbers and codes; anything else may hold a comma of its own."""
_MOST_LISTED: Final = 50
_JOINED: Final = "; {"  # before another reason: where both are ours, the cut is there
_MOST_TRIED: Final = 2_000  # cuts; a sentence of ours takes fewer than a hundred
_DEEPEST: Final = 40  # sentences inside each other: a list of so many is one in the rest of another
_LONGEST: Final = 4_000  # code points; no sentence of ours is longer without a page's help


@dataclass(frozen=True, slots=True)
class Sentence:
    """The English `template`, and by name what fills its gaps: a sentence, or text as it is."""

    template: str
    gaps: Mapping[str, Sentence | str]


@lru_cache(maxsize=8192)
def understood(text: str) -> Sentence | None:
    """`text` by the template that says most of it; None where it is no sentence of ours.

    Filled in again, the template gives `text` to the letter. A text that is made to be cut in very
    many ways is given up on.
    """
    return _Reading().sentence(text, 0)


class _Reading:
    """One text being taken apart: the cuts that were tried, what is known of its parts."""

    __slots__ = ("_known", "_tried")

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool], Sentence | None] = {}
        self._tried = 0

    def sentence(self, text: str, depth: int) -> Sentence | None:
        """`text`; `depth` gaps inside another sentence also what is only part of one."""
        key = (text, depth > 0)
        if key not in self._known:
            self._known[key] = self._sentence(text, depth)
        return self._known[key]

    def _sentence(self, text: str, depth: int) -> Sentence | None:
        inside = depth > 0
        if text in templates(CHINESE[0]) and (inside or text not in parts()):
            return None if PIECE.search(text) else Sentence(text, {})
        if len(text) > _LONGEST or depth > _DEEPEST:
            return None
        for shape in _shapes(text[:1], text[-1:], inside):
            first, last = shape.words[0], shape.words[-1]
            if not (text.startswith(first) and text.endswith(last)):
                continue
            for values in self._fillings(shape.words[1:], text[len(first) :]):
                if (gaps := self._gaps(shape, values, depth)) is not None:
                    return Sentence(shape.template, gaps)
                if not shape.ours:
                    break  # another cut would be no better
        return None

    def _fillings(self, words: Sequence[str], text: str) -> Iterator[tuple[str, ...]]:
        """What may stand before each of `words` to make `text`, as short as can be at first."""
        follows, *rest = words
        if not rest:
            held = len(text) - len(follows)
            if held > 0 and text.endswith(follows):
                yield (text[:held],)
            return
        at = text.find(follows, 1)
        while at >= 0 and self._tried < _MOST_TRIED:
            self._tried += 1
            for others in self._fillings(rest, text[at + len(follows) :]):
                yield (text[:at], *others)
            at = text.find(follows, at + 1)

    def _gaps(
        self, shape: _Shape, values: Sequence[str], depth: int
    ) -> dict[str, Sentence | str] | None:
        """The gaps filled; None where one cannot hold its value."""
        gaps: dict[str, Sentence | str] = {}
        for name, follows, value in zip(shape.names, shape.words[1:], values, strict=True):
            if name in _SOLID and any(map(str.isspace, value)):
                return None
            if follows.startswith(_CODE) and _CODE in value:
                return None
            may_be_ours = name in _OURS or name == _PERHAPS
            inner = self.sentence(value, depth + 1) if may_be_ours else None
            if inner is None and name in _OURS:
                return None
            gaps[name] = inner or (_listed(value) if name in _LISTS else value)
        return gaps


@dataclass(frozen=True, slots=True)
class _Shape:
    """A template cut at its gaps; `ours` where one of them takes only words of ours."""

    template: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    ours: bool

    @property
    def weight(self) -> int:
        """How much of a sentence it says."""
        return sum(map(len, self.words)) + _LONGEST * (_JOINED in self.template)


@lru_cache(maxsize=1024)
def _shapes(first: str, last: str, inside: bool) -> Sequence[_Shape]:
    """The templates with gaps for a text of this first and last character, by weight."""
    return [
        shape
        for shape in _all_shapes()
        if (inside or shape.template not in parts())
        and first.startswith(shape.words[0][:1])
        and last.endswith(shape.words[-1][-1:])
    ]


@cache
def _all_shapes() -> Sequence[_Shape]:
    """The templates with gaps, those that say most of a sentence first."""
    found = []
    for template in templates(CHINESE[0]):
        words, names = PIECE.split(template)[::2], PIECE.findall(template)
        if names:
            inner = tuple(name.strip("{}") for name in names)
            found.append(_Shape(template, tuple(words), inner, not _OURS.isdisjoint(inner)))
    return sorted(found, key=lambda shape: (-shape.weight, shape.template))


def _listed(value: str) -> Sentence | str:
    """A list of a page's words, so that each language puts its own comma between them."""
    *items, last = value.split(", ")
    if len(items) >= _MOST_LISTED or not all(map(_ITEM.fullmatch, (*items, last))):
        return value
    whole: Sentence | str = last
    for item in reversed(items):
        whole = Sentence(_LIST, {"what": item, "more": whole})
    return whole
