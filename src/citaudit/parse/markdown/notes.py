r"""Notes that stand as a list at the end, as pandoc and careful authors write them.

Two shapes: `\[1\]` in the prose and a bare `1. 2. 3.` list, most of it empty; and `[1]` in the
prose and paragraphs that begin with `[1]`, `[2]`, `[3]` (pandoc's plain output).
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from itertools import groupby, pairwise

from citaudit.model import Span
from citaudit.parse.markdown.blocks import Item, Layout
from citaudit.parse.markdown.numbers import SEVERAL, numbers_of
from citaudit.parse.markdown.signs import ESCAPED_NUMBER
from citaudit.parse.markdown.source import Source
from citaudit.text import sections

# As `signs.NUMBER`, but not at the beginning of a line, where the note itself begins.
_PLAIN_MARK = re.compile(r"(?<![\\\n])\[(\d{1,4})\](?![(:])")
_NUMBER = re.compile(r"[ \t>]*+(\d{1,9})[.)][ \t]*")
_BEGIN = re.compile(r"^\[(\d{1,4})\](?:[ \t]+|$)", re.MULTILINE)
_FIRST = re.compile(r"(?:\A|\n)[ \t]*\r?\n\[1\](?=[ \t\r\n]|\Z)")
_LATER = re.compile(r"(?:\A|\n)[ \t]*\r?\n\[(\d{1,4})\](?=[ \t\r\n]|\Z)")
_ANY_MARK = re.compile(r"\[\d")


@dataclass(frozen=True, slots=True)
class ListedNote:
    """One item: its number, its whole and its body."""

    key: str
    span: Span
    body: Span


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of notes; `plain` where `[1]` marks them without a backslash."""

    notes: tuple[ListedNote, ...] = ()
    plain: bool = False

    @property
    def numbers(self) -> frozenset[str]:
        return frozenset(note.key for note in self.notes)

    @property
    def span(self) -> Span | None:
        """The place that prints the notes."""
        return Span(self.notes[0].span.start, self.notes[-1].span.end) if self.notes else None


def listed_notes(source: Source, layout: Layout) -> Listed:
    """The notes of a list, and those that anchors lead to, in order of place."""
    listed = _of_a_list(source, layout)
    if not source.anchored.notes:
        return listed
    by_anchor = (ListedNote(*note) for note in source.anchored.notes)
    notes = sorted((*listed.notes, *by_anchor), key=lambda note: note.span)
    return Listed(tuple(notes), listed.plain)


def _of_a_list(source: Source, layout: Layout) -> Listed:
    """The list whose items the numbers in the prose point at; empty where there is none."""
    if not _ANY_MARK.search(source.read):
        return Listed()
    escaped = set(ESCAPED_NUMBER.findall(source.read))
    if escaped:
        found = _numbered_list(source, layout, escaped, anywhere=True)
        if found:
            return Listed(found)
    plain = set(_PLAIN_MARK.findall(source.read))
    for several in SEVERAL.findall(source.read):
        plain.update(*(numbers for _, _, numbers in numbers_of(several)))
    if not plain:
        return Listed()
    found = _paragraphs(source, plain) or _numbered_list(source, layout, plain, anywhere=False)
    return Listed(found, plain=bool(found))


def _numbered_list(
    source: Source, layout: Layout, marks: set[str], *, anywhere: bool
) -> tuple[ListedNote, ...]:
    """The last list that the marks point into.

    Without a backslash a mark alone proves little: the list must stand under a heading for notes.
    """
    lists = [list(items) for _, items in groupby(layout.items, lambda item: item.of_list)]
    for items in reversed(lists):
        numbers = _numbers(items)
        known = marks & set(numbers)
        if not known or len(known) * 2 < len(marks):
            continue
        if _under_notes(layout, items[0]) or (anywhere and _is_last(layout, items[-1])):
            return tuple(
                _item(source, item, number) for item, number in zip(items, numbers, strict=True)
            )
    return ()


def _numbers(items: list[Item]) -> list[str]:
    """Numbers as written if they rise, else by place (`1. 1. 1.` counts itself)."""
    written = [int(item.number or 0) for item in items]
    if all(before < after for before, after in pairwise(written)):
        return [str(number) for number in written]
    return [str(written[0] + place) for place in range(len(items))]


def _under_notes(layout: Layout, first: Item) -> bool:
    before = [
        passage
        for passage in layout.passages
        if passage.kind == "heading" and passage.line < first.lines[0]
    ]
    return bool(before) and sections.kind(before[-1].text) is not None


def _is_last(layout: Layout, last: Item) -> bool:
    return not layout.passages or layout.passages[-1].line < last.lines[1]


def _item(source: Source, item: Item, number: str) -> ListedNote:
    start, end = source.line_start(item.lines[0]), source.line_start(item.lines[1])
    text = source.read[start:end]
    mark = _NUMBER.match(text)
    begin = start + (mark.start(1) if mark else 0)
    end = start + len(text.rstrip())
    inside = min(start + (mark.end() if mark else 0), end)
    return ListedNote(number, Span(begin, end), Span(inside, end))


def _paragraphs(source: Source, marks: set[str]) -> tuple[ListedNote, ...]:
    """Paragraphs `[1] …`, `[2] …` at the end of the page; other paragraphs among them continue."""
    first = _first_of_paragraphs(source.read)
    if first is None:
        return ()
    begins = list(_BEGIN.finditer(source.read, first.start()))
    rising: list[re.Match[str]] = []
    for found in begins:
        if not rising or int(found.group(1)) > int(rising[-1].group(1)):
            rising.append(found)
    if len({found.group(1) for found in rising} & marks) * 2 < len(marks):
        return ()
    ends = [found.start() for found in rising[1:]] + [len(source.read)]
    return tuple(
        _paragraph(source.read, found, end) for found, end in zip(rising, ends, strict=True)
    )


def _first_of_paragraphs(read: str) -> re.Match[str] | None:
    """The last paragraph `[1]`; in an excerpt without one, where the last rising run begins."""
    last = deque(_FIRST.finditer(read), maxlen=1)
    if last:
        return last[0]
    first: re.Match[str] | None = None
    before = 0
    for found in _LATER.finditer(read):
        number = int(found[1])
        first = found if first is None or number <= before else first
        before = number
    return first


def _paragraph(read: str, found: re.Match[str], end: int) -> ListedNote:
    stop = found.start() + len(read[found.start() : end].rstrip())
    inside = min(found.end(), stop)
    return ListedNote(found.group(1), Span(found.start(), stop), Span(inside, stop))
