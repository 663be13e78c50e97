"""Runs a page's calls through Cite: the footnotes it prints, their uses, and its errors."""

from __future__ import annotations

from dataclasses import dataclass

from citaudit.parse.wikitext.calls import (
    Cites,
    Closes,
    ListCall,
    NoteCall,
    Opens,
    Prints,
    Step,
    program,
)
from citaudit.parse.wikitext.cite_errors import UNCLOSED_COMMENT, CiteError, list_errors
from citaudit.parse.wikitext.hiding import first_printer
from citaudit.parse.wikitext.scanned import Scan
from citaudit.parse.wikitext.stack import Footnote, Stack


@dataclass(frozen=True, slots=True)
class Footnotes:
    """What Cite makes of a page, in the order in which it prints it.

    `lost` are the tokens whose text is printed nowhere: Cite refuses them, or has no list for them.
    `printer` is the index of a template that may print those for which no list is known; -1 where
    all have a list, or nothing on the page may be one.
    """

    notes: tuple[Footnote, ...]
    lists: tuple[ListCall, ...]
    errors: tuple[CiteError, ...]
    lost: frozenset[int]
    printer: int = -1


def footnotes(page: Scan) -> Footnotes:
    """The footnotes of a page, its lists and the errors Cite would print.

    A text in which no list stands is an excerpt: its lists stand elsewhere, and every footnote of
    every group counts. Where there are lists, a group without one is printed nowhere, unless a
    template that is not known here may print it.
    """
    run = _Run()
    run.steps(program(page))
    printer = first_printer(page) if run.stack.groups else -1
    run.finish(excerpt=not run.lists or printer >= 0)
    printed = [
        note for notes in run.stack.printed for note in notes if note.printed and not note.follows
    ]
    kept = {call.token for note in printed for call in (*note.texts(), *note.markers)}
    lost = frozenset(run.stack.tokens - kept)
    return Footnotes(tuple(printed), tuple(run.lists), tuple(run.stack.errors), lost, printer)


class _Run:
    __slots__ = ("_open", "lists", "stack")

    def __init__(self) -> None:
        self.stack = Stack()
        self.lists: list[ListCall] = []
        self._open: list[bool] = []  # of each <references> around here: does it count?

    def steps(self, steps: list[Step]) -> None:
        for step in steps:
            match step:
                case Cites(call):
                    self.stack.note(call)
                case Opens(call):
                    self._begin(call)
                case Closes(call):
                    self._end(call)
                case Prints(call):
                    self._at_once(call)

    def _begin(self, call: ListCall) -> None:
        counts = self.stack.in_list is None
        self._open.append(counts)
        if counts:
            self.stack.in_list = call.group

    def _end(self, call: ListCall) -> None:
        if self._open.pop():
            self._print(call)

    def _at_once(self, call: ListCall) -> None:
        """A list by parser function: the notes inside it have run as if they stood outside."""
        if self.stack.in_list is not None:
            return
        self.stack.in_list = call.group
        if call.holds_list:
            self._error("included_references", call)
        for note in self.stack.undo(call.count):
            self.stack.note(note)
        self._print(call)

    def _print(self, call: ListCall) -> None:
        self.lists.append(call)
        wrong = list(list_errors(call))
        self.stack.errors += wrong
        if not wrong:
            self._notes(call.group, not call.dropped)
        self.stack.in_list = None

    def _notes(self, group: str, shown: bool = True) -> None:
        """Print a group; what its footnotes hold inside runs now."""
        notes = sorted(self.stack.print(group, shown), key=lambda note: note.number)
        self._hide_behind_comment(notes)
        for note in notes:
            if note.text is None and note.first is not None:
                self._error("references_no_text", note.first, note.name or "")
            for call in (note.definition, *note.continued):
                if call is not None and call.steps and note.parent is None:
                    self.steps(call.steps)

    def _hide_behind_comment(self, notes: list[Footnote]) -> None:
        """A list is read as one text: a comment left open in one note swallows those after it.

        It ends with the next `-->`, in whichever note that stands.
        """
        opened: NoteCall | None = None
        swallowed = 0
        for note in notes:
            text = note.text or ""
            if opened is not None:
                note.printed = False
                swallowed += 1
                if "-->" not in text:
                    continue
                self._error(UNCLOSED_COMMENT, opened, str(swallowed))
                opened, swallowed = None, 0
            if text.rfind("<!--") > text.rfind("-->"):
                opened = note.definition
        if opened is not None and swallowed:
            self._error(UNCLOSED_COMMENT, opened, str(swallowed))

    def finish(self, *, excerpt: bool) -> None:
        """The end of the page: the default list is printed by itself, the others are missed."""
        for group in list(self.stack.groups):
            if excerpt or group == "":
                self._notes(group)
            else:
                # What the notes printed before held inside may have taken a group back.
                left = self.stack.groups.get(group, {}).values()
                first = next((call for n in left if (call := n.first or n.definition)), None)
                if first is not None:
                    self._error("group_refs_without_references", first, group)

    def _error(self, key: str, call: NoteCall | ListCall, about: str = "") -> None:
        self.stack.errors.append(CiteError(key, call.start, call.end, about))
