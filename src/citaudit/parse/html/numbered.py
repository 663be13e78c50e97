"""Numbers that are marks without being links, and the list they point into.

`[1]` or a raised 1 in the text, and at the end `[1] …` in paragraphs or items, or an `<ol>` under a
heading for notes: what WeChat, journals and older pages print. As in Markdown, at least half of
the numbers must be found in the list. Without a list a raised number is at least no word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from citaudit.model import Span
from citaudit.parse.html import elements
from citaudit.parse.html.found import Footnotes, FoundMark, FoundNote, Number
from citaudit.parse.html.outline import Outline, shown
from citaudit.parse.html.raised import behind_a_word, is_certain, is_likely
from citaudit.parse.html.tree import Element, Run
from citaudit.parse.html.vocabulary import BLOCKS, HEADINGS, VERBATIM

_ANY = re.compile(r"[\[［【〔]\s*\d{1,3}\s*[\]］】〕,，、;–-]")
_JOINT = r"\s*(?:[,，、;；–—~-]|\s)\s*"
_NUMBERS = rf"\d{{1,3}}(?:{_JOINT}\d{{1,3}}){{0,20}}"
_MARK = re.compile(rf"[\[［【〔]\s*({_NUMBERS})\s*[\]］】〕](?![(:：（])")
_RAISED = re.compile(rf"[(（]?\s*({_NUMBERS})\s*[)）]?\Z")
_PART = re.compile(r"(\d{1,3})(?:\s*[–—~-]\s*(\d{1,3}))?")
_LABEL = re.compile(r"\s*[\[［【〔]\s*(\d{1,3})\s*[\]］】〕][.:：、]?\s*")
_COUNTED = re.compile(r"\s*[(（]?(\d{1,3})(?:[.)）、．:：]|(?=\s))\s*(?=\D)")
_WIDEST = 30  # notes that a range names


_Around = list[tuple[Element, Iterator[Element | Run]]]


@dataclass(slots=True)
class _Found:
    """A number in the text: its place, the numbers it names, the element that raises it."""

    span: Span
    run: int
    numbers: tuple[str, ...]
    raised: Element | None = None
    bracketed: bool = True


@dataclass(slots=True)
class _Entry:
    """A note as it is listed: its number, its element, where its words begin."""

    number: int
    note: FoundNote
    label: list[tuple[int, Span]] = field(default_factory=list)
    hidden: int | None = None


def read(found: Footnotes, root: Element, text: str, outline: Outline) -> None:
    """Adds to `found` the numbers of a page that are marks, and the notes they name."""
    if "<sup" not in text and "<SUP" not in text and not _ANY.search(text):
        return
    reading = _Reading(found, text, outline)
    reading.walk(root)
    marks = reading.marks
    if not marks:
        return
    for listing in (reading.labelled, reading.counted, reading.listed):
        entries = listing()
        numbers = {str(entry.number) for entry in entries}
        inside = {id(entry.note.element) for entry in entries}
        here = [mark for mark in marks if not reading.within(mark, inside)]
        told = {number for mark in here for number in mark.numbers}
        if told & numbers and len(told & numbers) * 2 >= len(told):
            _join(found, entries, here, numbers, text)
            return
    _take_out(found, marks, text)


def _take_out(found: Footnotes, marks: Sequence[_Found], text: str) -> None:
    """Raised numbers that no list has. Behind a word they must count from 1: `n` may be a power."""
    raised = [
        mark for mark in marks if mark.raised and (mark.bracketed or is_certain(mark.span, text))
    ]
    counted = {number for mark in raised for number in mark.numbers}
    for mark in raised:
        power = not mark.bracketed and behind_a_word(mark.span, text)
        before = map(str, range(1, int(mark.numbers[0])))
        if mark.raised and (not power or counted.issuperset(before)):
            found.marks.append(FoundMark(mark.raised, "", counts=False))


def _join(
    found: Footnotes,
    entries: Sequence[_Entry],
    marks: Sequence[_Found],
    numbers: set[str],
    text: str,
) -> None:
    for entry in entries:
        found.notes.append(entry.note)
        for run, span in entry.label:
            found.numbers.setdefault(run, []).append(Number(span))
        if entry.hidden is not None:
            found.back.add(entry.hidden)
    for mark in marks:
        keys = tuple(number for number in mark.numbers if number in numbers)
        if mark.raised and (mark.bracketed or is_likely(mark.span, text)):
            more = keys[1:]
            found.marks.append(
                FoundMark(mark.raised, keys[0] if keys else "", counts=bool(keys), also=more)
            )
        elif mark.bracketed and keys:
            found.numbers.setdefault(mark.run, []).append(Number(mark.span, keys))


class _Reading:
    """One walk over a page: numbers in its text, and blocks that may be notes."""

    def __init__(self, found: Footnotes, text: str, outline: Outline) -> None:
        self.text = text
        self.outline = outline
        self.known = {note.element.order for note in found.notes}
        self.taken = {mark.element.order for mark in found.marks} | found.unread | found.back
        self.marks: list[_Found] = []
        self.leaves: list[Element] = []
        self.items: list[Element] = []
        self.before: dict[int, Element] = {}
        self.owners: dict[int, set[int]] = {}

    def walk(self, root: Element) -> None:
        stack: _Around = [(root, iter(root.children))]
        last: Element | None = None
        while stack:
            children = stack[-1][1]
            child = next(children, None)
            if child is None:
                last = stack.pop()[0]
            elif isinstance(child, Run):
                self._run(child, stack)
                last = None if self.text[child.start : child.end].strip() else last
            elif self._is_read(child):
                if child.name == "sup" and self._raised(child, stack):
                    continue
                if child.name in BLOCKS:
                    self._block(child, last)
                stack.append((child, iter(child.children)))

    def _is_read(self, element: Element) -> bool:
        if element.order in self.known or element.order in self.taken:
            return False
        if element.name in VERBATIM or element.name == "a" or element.name in HEADINGS:
            return False
        return not (elements.is_hidden(element) or elements.role_of(element) == "navigation")

    def _block(self, block: Element, last: Element | None) -> None:
        inner = [child for child in block.children if isinstance(child, Element)]
        if block.name == "li":
            self.items.append(block)
        if block.name in ("p", "li", "div", "dd") and not any(c.name in BLOCKS for c in inner):
            self.leaves.append(block)
            if last is not None and last.name in ("span", "b", "strong"):
                self.before[block.order] = last

    def _run(self, run: Run, around: _Around) -> None:
        for found in _MARK.finditer(self.text, run.start, run.end):
            mark = _Found(Span(*found.span()), run.start, _named(found.group(1)))
            self._keep(mark, around)

    def _raised(self, element: Element, around: _Around) -> bool:
        if element.span.end - element.span.start > 300 or any(
            inner.name == "a" for inner in element.elements()
        ):
            return False
        words = shown(element, self.text)
        plain = _RAISED.match(words)
        named = [number for m in _MARK.finditer(words) for number in _named(m.group(1))]
        if not plain and (not named or _MARK.sub("", words).strip(" ,，、;–-")):
            return False
        numbers = _named(plain.group(1)) if plain else tuple(named)
        mark = _Found(element.span, -1, numbers, element, bracketed=not plain)
        self._keep(mark, around)
        return True

    def _keep(self, mark: _Found, around: _Around) -> None:
        self.marks.append(mark)
        self.owners[mark.span.start] = {id(up) for up, _ in around}

    def within(self, mark: _Found, inside: set[int]) -> bool:
        """Whether a number stands in one of these notes, or is the label of one."""
        return not inside.isdisjoint(self.owners[mark.span.start])

    def labelled(self) -> list[_Entry]:
        """The last rising run of blocks that begin with `[1]`, or stand behind a lone `[1]`."""
        found: list[_Entry] = []
        for leaf in self.leaves:
            entry = self._labelled(leaf)
            if entry is None:
                continue
            if entry.number == 1 or (found and entry.number <= found[-1].number):
                found = []
            found.append(entry)
        return found

    def _labelled(self, leaf: Element) -> _Entry | None:
        run = next(leaf.runs(), None)
        if run is None:
            return None
        label = _LABEL.match(self.text, run.start, run.end)
        if label:
            span = Span(*label.span())
            note = FoundNote(leaf, leaf, label.group(1), begins=span.end)
            return _Entry(int(label.group(1)), note, [(run.start, span)])
        before = self.before.get(leaf.order)
        if before is not None:
            label = _LABEL.fullmatch(shown(before, self.text))
            if label:
                number = int(label.group(1))
                return _Entry(number, FoundNote(leaf, leaf, str(number)), hidden=before.order)
        return None

    def counted(self) -> list[_Entry]:
        """Paragraphs that begin with `1.` in a section of notes."""
        found: list[_Entry] = []
        for leaf in self.leaves:
            run = next(leaf.runs(), None)
            if run is None or leaf.name == "li" or not self.outline.in_notes(leaf.order):
                continue
            label = _COUNTED.match(self.text, run.start, run.end)
            if label is None:
                continue
            number = int(label.group(1))
            if number == 1 or (found and number <= found[-1].number):
                found = []
            note = FoundNote(leaf, leaf, str(number), begins=label.end())
            found.append(_Entry(number, note, [(run.start, Span(*label.span()))]))
        return found

    def listed(self) -> list[_Entry]:
        """The items of the last `<ol>` in a section of notes."""
        found: list[_Entry] = []
        parent: Element | None = None
        for item in self.items:
            around = item.parent
            if around is None or around.name != "ol" or not self.outline.in_notes(item.order):
                continue
            if around is not parent:
                parent = around
                start = around.get("start")
                found, number = [], int(start) if start.isdigit() else 1
            else:
                number = found[-1].number + 1
            value = item.get("value")
            number = int(value) if value.isdigit() and len(value) < 5 else number
            found.append(_Entry(number, FoundNote(item, item, str(number))))
        return found


def _named(written: str) -> tuple[str, ...]:
    """The numbers that `1, 3-5` names."""
    found: list[str] = []
    for first, last in _PART.findall(written):
        low, high = int(first), int(last or first)
        if low <= high <= low + _WIDEST:
            found.extend(str(number) for number in range(low, high + 1))
        else:
            found.extend((first, last))
    return tuple(dict.fromkeys(str(int(number)) for number in found))
