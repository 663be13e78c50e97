"""The footnotes of a page as Cite keeps them while it reads.

Behaviour after Cite's ReferenceStack, Validator and Cite classes (wikimedia/mediawiki-extensions-
Cite, 2026): a name is known within its group until a list of that group is printed; the first text
given to a name stands; a sub-reference belongs to its parent; a definition inside a list is used
only by what stood before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from citaudit.parse.wikitext.calls import ListCall, NoteCall
from citaudit.parse.wikitext.cite_errors import CiteError, argument_errors


@dataclass(slots=True, eq=False)
class Footnote:
    """One footnote, printed or not.

    `definition` gave its text, `continued` added to it, `repeated` gave another under its name,
    `first` is the call that brought it up. `follows`: it continues a footnote that did not come
    before it, so it is printed without a number.
    """

    group: str
    name: str | None
    key: str | int
    text: str | None = None
    definition: NoteCall | None = None
    markers: list[NoteCall] = field(default_factory=list)
    continued: list[NoteCall] = field(default_factory=list)
    repeated: list[NoteCall] = field(default_factory=list)
    parent: Footnote | None = None
    details: dict[str, Footnote] = field(default_factory=dict)
    direction: str | None = None
    number: int = 0
    printed: bool = False
    follows: bool = False
    first: NoteCall | None = None

    def texts(self) -> tuple[NoteCall, ...]:
        """The calls that give it text: its definition, then what goes on with it or repeats it."""
        head = self.definition or (None if self.markers or self.details else self.first)
        return (*((head,) if head else ()), *self.continued, *self.repeated)


class Stack:
    """Takes calls in order; `printed` holds the footnotes of every list in order."""

    def __init__(self) -> None:
        self.groups: dict[str, dict[str | int, Footnote]] = {}
        self.printed: list[list[Footnote]] = []
        self.errors: list[CiteError] = []
        self.tokens: set[int] = set()
        self._numbers: dict[str, int] = {}
        self._sequence = 0
        self._calls: list[tuple[bool, Footnote, NoteCall] | None] = []
        self.in_list: str | None = None

    # -- one footnote ----------------------------------------------------------------------------

    def note(self, call: NoteCall) -> None:
        """Run one `<ref>`."""
        self.tokens.add(call.token)
        arguments, fatal = self._validated(call)
        text = call.text if call.text and call.text.strip() else None
        if self.in_list is not None:
            self._define(call, arguments, text, fatal)
        elif fatal:
            self._calls.append(None)
        elif arguments.get("follow"):
            self._follow(call, arguments, text)
        else:
            self._push(call, arguments, text)

    def _validated(self, call: NoteCall) -> tuple[dict[str, str], bool]:
        """The attributes that count, and whether an error keeps the footnote from being made."""
        given = dict(call.attributes)
        fatal = False
        for error in argument_errors(call, self.in_list):
            self.errors.append(error)
            fatal = fatal or error.fatal
        if given.get("name", "").isdecimal() and given["name"].isascii():
            given["name"] = ""
        group = given.get("group")
        if group is None or (self.in_list is not None and group != self.in_list):
            group = self.in_list or ""
        given["group"] = group
        if not given.get("name"):
            given.pop("details", None)
        return given, fatal

    def _push(self, call: NoteCall, given: Mapping[str, str], text: str | None) -> None:
        group, name = given["group"], given.get("name", "")
        notes = self.groups.setdefault(group, {})
        known = notes.get(name) if name else None
        new = known is None
        note = known or self._new(group, name)
        if known is not None:
            self._again(note, call, given, text)
        else:
            note.text, note.definition = text, call if text is not None else None
            note.direction = given.get("dir")
            note.first = call
        if not note.number:
            self._numbers[group] = note.number = self._numbers.get(group, 0) + 1
        details = given.get("details", "")
        if details:
            note = self._detail(note, call, details)
        else:
            note.markers.append(call)
        self._calls.append((new, note, call))

    def _new(self, group: str, name: str) -> Footnote:
        self._sequence += 1
        key = name or self._sequence
        note = Footnote(group, name or None, key)
        self.groups.setdefault(group, {})[key] = note
        return note

    def _again(
        self, note: Footnote, call: NoteCall, given: Mapping[str, str], text: str | None
    ) -> None:
        """A name that is known already is used once more, perhaps with a text."""
        direction = given.get("dir")
        if note.direction and direction and note.direction.lower() != direction.lower():
            self._error(call, "ref_conflicting_dir", note.name)
        if text is None:
            return
        if note.text is None:
            note.text, note.definition, note.direction = text, call, direction
            return
        note.repeated.append(call)
        if note.text != text:
            self._error(call, "references_duplicate_key", note.name)

    def _detail(self, parent: Footnote, call: NoteCall, details: str) -> Footnote:
        """The sub-reference of `parent` with these details: the same words are one."""
        note = parent.details.get(details)
        if note is None:
            self._sequence += 1
            note = Footnote(parent.group, None, self._sequence, details, call, parent=parent)
            parent.details[details] = note
            self.groups[parent.group][self._sequence] = note
        note.markers.append(call)
        return note

    def _follow(self, call: NoteCall, given: Mapping[str, str], text: str | None) -> None:
        """A continuation: it adds to a footnote and has no mark of its own."""
        known = self.groups.get(given["group"], {}).get(given["follow"])
        if known is None:
            note = self._new(given["group"], "")
            note.follows, note.text, note.definition = True, text, call
            self._calls.append((True, note, call))
        elif text is not None:
            if known.definition is None:
                known.definition = call
            else:
                known.continued.append(call)
            known.text = f"{known.text or ''} {text}"

    # -- inside a list ---------------------------------------------------------------------------

    def _define(
        self, call: NoteCall, given: Mapping[str, str], text: str | None, fatal: bool
    ) -> None:
        """A definition inside `<references>`; what nothing used is printed all the same."""
        group, name = given["group"], given.get("name", "")
        known = self.groups.get(group, {}).get(name) if name else None
        if text is None or (fatal and name):
            return
        if name and known is None:
            self._error(call, "references_missing_key", name)
        note = known or self._new(group, name)
        if note.text is None:
            note.text, note.definition = text, call
        else:
            note.repeated.append(call)
            if note.text != text:
                self._error(call, "references_duplicate_key", name)

    def undo(self, count: int) -> list[NoteCall]:
        """Take back the last `count` calls, which turn out to stand inside a list."""
        again: list[NoteCall] = []
        while count and self._calls:
            count -= 1
            last = self._calls.pop()
            if last is None:
                continue
            new, note, call = last
            if note.parent is not None:
                self._drop(note)
                note.parent.details.pop(note.text or "", None)
                note = note.parent
            self._take_back(new, note, call)
            again.append(call)
        self._calls = []
        return again[::-1]

    def _take_back(self, new: bool, note: Footnote, call: NoteCall) -> None:
        # Calls are undone last first. Where this one is not the last mark it was a sub-reference:
        # Cite then counts down the parent, which it never counted up.
        if note.markers and (note.markers[-1] is call or not new):
            note.markers.pop()
        if note.repeated and note.repeated[-1] is call:
            note.repeated.pop()
        if new:
            self._drop(note)
            self._numbers[note.group] = max(self._numbers.get(note.group, 0) - 1, 0)

    def _drop(self, note: Footnote) -> None:
        notes = self.groups.get(note.group, {})
        if notes.get(note.key) is note:
            del notes[note.key]
        if not notes:
            self.groups.pop(note.group, None)
            self._numbers.pop(note.group, None)

    # -- lists -----------------------------------------------------------------------------------

    def print(self, group: str, shown: bool = True) -> list[Footnote]:
        """Print the footnotes of a group and forget its names."""
        notes = list(self.groups.pop(group, {}).values())
        self._numbers.pop(group, None)
        if shown:
            for note in notes:
                note.printed = True
            self.printed.append(notes)
        return notes

    def _error(self, call: NoteCall | ListCall, key: str, name: str | None = None) -> None:
        self.errors.append(CiteError(key, call.start, call.end, name or ""))
