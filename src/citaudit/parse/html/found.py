"""What is found of the footnotes of a page before its text is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from citaudit.model import Span
from citaudit.parse.html.tree import Element


@dataclass(slots=True)
class FoundMark:
    """A mark: the element that shows it, the id of its note.

    `counts` is false where Cite takes the `<ref>` for an error or for more of an earlier note, and
    for a number that leads to no note of this page. `also` are the ids of more notes, where one
    mark names several. `cites`: its words name the source and may be words of the sentence.
    `tight`: nothing but the mark is taken out of the text.
    """

    element: Element
    key: str
    group: str = ""
    errors: tuple[str, ...] = ()
    counts: bool = True
    also: tuple[str, ...] = ()
    cites: bool = False
    tight: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key, *self.also)


@dataclass(slots=True)
class FoundNote:
    """A note: the whole element, and the one that holds its words.

    `begins` is where its words begin, behind the number that stands before them as text.
    """

    element: Element
    body: Element
    key: str
    group: str = ""
    name: str | None = None
    parent: str | None = None
    begins: int | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number that stands in the text as a mark of these notes; without any, as a note's label."""

    span: Span
    keys: tuple[str, ...] = ()


@dataclass(slots=True)
class Footnotes:
    """All marks and notes of a page, the lists that print them, and what only leads back.

    `unread` are links that are written as marks and lead elsewhere: sources, but no words.
    `numbers` are those of the run of text that begins at a place. `inline` are notes that stand
    in the sentence itself; `attributions` are those behind a quotation, each with it.
    """

    marks: list[FoundMark] = field(default_factory=list)
    notes: list[FoundNote] = field(default_factory=list)
    lists: list[tuple[Span, str]] = field(default_factory=list)
    back: set[int] = field(default_factory=set)
    unread: set[int] = field(default_factory=set)
    inline: set[int] = field(default_factory=set)
    numbers: dict[int, list[Number]] = field(default_factory=dict)
    attributions: dict[int, Element] = field(default_factory=dict)
    mark_at: dict[int, FoundMark] = field(default_factory=dict)
    note_at: dict[int, FoundNote] = field(default_factory=dict)
