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
_ITEM: Final = re.compile(r"`[^`]*`|\{\{[^{}]*\}\}|[A-Z]*[0-9]+|[a-z_]+")
"""Names, numbers and codes; anything else may hold a comma of its own."""
_MOST_LISTED: Final = 50
_JOINED: Final = "; {"  # before another reason: where both are ours, the cut is there
_LONGEST: Final = 4_000  # code points; no sentence of ours is longer without a page's help


@dataclass(frozen=True, slots=True)
class Sentence:
    """The English `template`, and by name what fills its gaps: a sentence, or text as it is."""

    template: str
    gaps: Mapping[str, Sentence | str]


def understood(text: str) -> Sentence | None:
    """`text` by the template that says most of it; None where it is no sentence of ours.

    Filled in again, the template gives `text` to the letter.
    """
    return _understood(text, False)


@lru_cache(maxsize=8192)
def _understood(text: str, inside: bool) -> Sentence | None:
    """The same; `inside` a gap of another sentence also of what is only part of one."""
    if text in templates(CHINESE[0]) and (inside or text not in parts()):
        return None if PIECE.search(text) else Sentence(text, {})
    if len(text) > _LONGEST:
        return None
    for shape in _shapes(text[:1], text[-1:], inside):
        first, last = shape.words[0], shape.words[-1]
        if not (text.startswith(first) and text.endswith(last)):
            continue
        for values in _fillings(shape.words[1:], text[len(first) :]):
            if (gaps := _gaps(shape, values)) is not None:
                return Sentence(shape.template, gaps)
            if not shape.ours:
                break  # another cut would be no better
    return None


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


def _fillings(words: Sequence[str], text: str) -> Iterator[tuple[str, ...]]:
    """What may stand before each of `words` to make `text`, each as short as can be at first."""
    follows, *rest = words
    if not rest:
        held = len(text) - len(follows)
        if held > 0 and text.endswith(follows):
            yield (text[:held],)
        return
    at = text.find(follows, 1)
    while at >= 0:
        for others in _fillings(rest, text[at + len(follows) :]):
            yield (text[:at], *others)
        at = text.find(follows, at + 1)


def _gaps(shape: _Shape, values: Sequence[str]) -> dict[str, Sentence | str] | None:
    """The gaps filled; None where one cannot hold its value."""
    gaps: dict[str, Sentence | str] = {}
    for name, follows, value in zip(shape.names, shape.words[1:], values, strict=True):
        if name in _SOLID and any(map(str.isspace, value)):
            return None
        if follows.startswith(_CODE) and _CODE in value:
            return None
        inner = _understood(value, True) if name in _OURS or name == _PERHAPS else None
        if inner is None and name in _OURS:
            return None
        gaps[name] = inner or (_listed(value) if name in _LISTS else value)
    return gaps


def _listed(value: str) -> Sentence | str:
    """A list of a page's words, so that each language puts its own comma between them."""
    *items, last = value.split(", ")
    if len(items) >= _MOST_LISTED or not all(map(_ITEM.fullmatch, (*items, last))):
        return value
    whole: Sentence | str = last
    for item in reversed(items):
        whole = Sentence(_LIST, {"what": item, "more": whole})
    return whole
