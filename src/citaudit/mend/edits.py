"""Several fixes applied to one text at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from citaudit.model import Edit, Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mended(Generic[T]):
    """A text with edits in it: what was done, and what could not be beside it."""

    text: str
    done: tuple[T, ...] = ()
    left: tuple[T, ...] = ()


def mended(text: str, fixes: Sequence[tuple[T, Sequence[Edit]]]) -> Mended[T]:
    """`text` with each fix applied as a whole, in the order given, unless it meets an earlier one.

    A fix meets another where they change the same characters or insert at the same place. Two
    that ask for just the same edit are both done by it. What no edit names stays as it is.
    """
    taken: dict[Span, str] = {}
    done: list[T] = []
    left: list[T] = []
    for about, edits in fixes:
        if _fits(text, edits, taken):
            taken |= {edit.span: edit.text for edit in edits}
            done.append(about)
        else:
            left.append(about)
    return Mended(_applied(text, taken), tuple(done), tuple(left))


def _fits(text: str, edits: Sequence[Edit], taken: dict[Span, str]) -> bool:
    spans = [edit.span for edit in edits]
    if any(not 0 <= start <= end <= len(text) for start, end in spans):
        return False
    own = dict(zip(spans, (edit.text for edit in edits), strict=True))
    if len(own) != len(spans) or any(
        one.meets(other) for at, one in enumerate(spans) for other in spans[:at]
    ):
        return False
    return all(
        taken.get(span) == edit_text if span in taken else not any(span.meets(o) for o in taken)
        for span, edit_text in own.items()
    )


def _applied(text: str, edits: dict[Span, str]) -> str:
    parts: list[str] = []
    at = 0
    for (start, end), words in sorted(edits.items()):
        parts += [text[at:start], words]
        at = end
    return "".join((*parts, text[at:]))
