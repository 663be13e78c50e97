"""What a page asks of Cite, in the order in which MediaWiki would run it.

An extension tag runs where it stands; a parser function, or a template that wraps one, after what
is inside it; what is inside a footnote's own tag runs only when its list is printed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from citaudit.parse.wikitext.attributes import attributes_of, unquoted
from citaudit.parse.wikitext.scanned import Scan
from citaudit.parse.wikitext.tokens import Part, Token, UnreadStretch
from citaudit.parse.wikitext.vocabulary import vocabulary
from citaudit.text.comments import uncommented
from citaudit.text.entities import decoded

MAX_CALLS = 20_000  # the fullest pages make 3,000
_MOST_NAMES = 100  # of one {{r}}; the template takes nine
_CALLING = frozenset({"ref", "references", "function", "template"})
_SHORT_PLACES = (("p", "page"), ("pp", "pages"), ("loc", "at"))
_NOT_IN_NAME = frozenset({"group", "ps", "postscript", "ref"})
_ATTRIBUTES = frozenset({"name", "group", "follow", "dir", "details"})


@dataclass(slots=True, eq=False)
class NoteCall:
    """One `<ref>`, or a template that makes one, over `start:end`.

    `text` is None where the tag is self-closing. `holds_open`: a function whose text has a `<ref>`
    that never closes. `steps` are the calls inside its body that run when its list is printed.
    """

    token: int
    start: int
    end: int
    body_start: int
    body_end: int
    text: str | None
    attributes: Mapping[str, str]
    tag: bool = True
    holds_open: bool = False
    steps: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class ListCall:
    """One `<references>`, or a template that prints a list.

    `count`: notes directly inside a parser function, which ran before it. `holds_list`: another
    list stands inside. `dropped`: it stands inside another, and its output is lost.
    """

    token: int
    start: int
    end: int
    attributes: Mapping[str, str]
    group: str = ""
    tag: bool = True
    count: int = 0
    holds_list: bool = False
    dropped: bool = False


class Cites(NamedTuple):
    """A footnote is defined or used."""

    call: NoteCall


class Opens(NamedTuple):
    """A `<references>` tag begins."""

    call: ListCall


class Closes(NamedTuple):
    """A `<references>` tag ends and prints."""

    call: ListCall


class Prints(NamedTuple):
    """A parser function prints; the `count` notes before it were definitions for it."""

    call: ListCall


Step = Cites | Opens | Closes | Prints
"""One thing Cite is asked to do."""


class _Frame(NamedTuple):
    """A token that is being read: where it ends, where the steps inside it go, what it calls."""

    end: int
    program: list[Step]
    call: NoteCall | ListCall | None = None


def program(page: Scan) -> list[Step]:
    """The steps of a page."""
    return _Reader(page).read()


class _Reader:
    __slots__ = ("_frames", "_made", "_page", "_short_texts", "_words")

    def __init__(self, page: Scan) -> None:
        self._page = page
        self._words = vocabulary()
        self._frames = [_Frame(len(page.text) + 1, [])]
        self._made = 0
        self._short_texts: dict[str, str] = {}

    def read(self) -> list[Step]:
        frames = self._frames
        readers = {
            "ref": self._ref,
            "references": self._references,
            "function": self._function,
            "template": self._template,
        }
        unseen = self._page.unseen
        for index, token in enumerate(self._page.tokens):
            if token.kind in _CALLING and index not in unseen:
                while frames[-1].end <= token.start:
                    self._leave()
                readers[token.kind](index, token)
                if self._made > MAX_CALLS:
                    reason = "more footnotes than are read"
                    self._page.unread.append(UnreadStretch(token.end, len(self._page.text), reason))
                    break
        while len(frames) > 1:
            self._leave()
        return frames[0].program

    def _leave(self) -> None:
        frame = self._frames.pop()
        call = frame.call
        if isinstance(call, ListCall):
            self._frames[-1].program.append(Closes(call) if call.tag else Prints(call))
        elif call is not None and not call.tag:
            self._add(call)

    def _add(self, call: NoteCall) -> None:
        """Put a footnote where it runs: into the frame on top."""
        self._made += 1
        frame = self._frames[-1]
        frame.program.append(Cites(call))
        if isinstance(frame.call, ListCall):
            frame.call.count += 1

    # -- tags ------------------------------------------------------------------------------------

    def _ref(self, index: int, token: Token) -> None:
        text = self._page.text
        if token.self_closing:
            written, body = text[token.start + 4 : token.end - 2], None
        else:
            written = text[token.start + 4 : token.inner_start - 1]
            body = text[token.inner_start : token.inner_end]
        attributes = attributes_of(written) if written else {}
        call = NoteCall(
            index,
            token.start,
            token.end,
            token.inner_start,
            token.inner_end,
            body,
            attributes,
        )
        self._add(call)
        if body is not None:
            self._frames.append(_Frame(token.end, call.steps, call))

    def _references(self, index: int, token: Token) -> None:
        stop = token.end - 2 if token.self_closing else token.inner_start - 1
        attributes = attributes_of(self._page.text[token.start + 11 : stop])
        call = ListCall(index, token.start, token.end, attributes, attributes.get("group", ""))
        self._list(call)

    def _list(self, call: ListCall) -> None:
        outer = self._frames[-1]
        if isinstance(outer.call, ListCall) and not outer.call.tag:
            outer.call.holds_list = True
            call.dropped = True
        if call.tag:
            outer.program.append(Opens(call))
        self._frames.append(_Frame(call.end, outer.program, call))

    # -- parser functions and templates ----------------------------------------------------------

    def _function(self, index: int, token: Token) -> None:
        if token.name != "#tag":
            return
        parts = self._page.parts(index)
        made = self._value(parts[0]).lower() if parts else ""
        if made not in ("ref", "references"):
            return
        attributes = {
            part.name.lower(): unquoted(self._value(part)) for part in parts[2:] if part.name
        }
        if made == "references":
            group = attributes.get("group", "")
            self._list(ListCall(index, token.start, token.end, attributes, group, tag=False))
            return
        body = (parts[1].name_start, parts[1].end) if len(parts) > 1 else None
        self._footnote(index, token, body, attributes)

    def _template(self, index: int, token: Token) -> None:
        role = self._words.role(token.name)
        if role == "footnote":
            self._note_template(index, token)
        elif role == "list":
            parts = {part.name: part for part in self._page.parts(index)}
            group = self._given(parts, "group") or self._words.group(token.name)
            self._list(ListCall(index, token.start, token.end, {}, group, tag=False))
        elif role == "reuse":
            self._reuse(index, token)
        elif role == "short":
            self._short(index, token)

    def _footnote(
        self,
        index: int,
        token: Token,
        body: tuple[int, int] | None,
        attributes: Mapping[str, str],
    ) -> None:
        start, end = body or (token.end, token.end)
        text = self._page.text[start:end] if body else None
        if text and "<!--" in text and not uncommented(text).strip():
            end, text = start, ""  # a function is given its text without comments
        call = NoteCall(index, token.start, token.end, start, end, text, attributes, tag=False)
        places = self._page.open_refs
        if places and self._page.tokens[index].kind == "function":
            first = bisect_left(places, start)
            call.holds_open = first < len(places) and places[first] < end
        self._frames.append(_Frame(token.end, self._frames[-1].program, call))

    def _note_template(self, index: int, token: Token) -> None:
        parts = {part.name: part for part in self._page.parts(index)}
        body = parts.get("1") or parts.get("text") or parts.get("content")
        attributes = {
            name: unquoted(self._value(part)) for name, part in parts.items() if name in _ATTRIBUTES
        }
        if "2" in parts and "name" not in attributes:
            attributes["name"] = unquoted(self._value(parts["2"]))
        if not attributes.get("group"):
            attributes["group"] = self._words.group(token.name)
        given = (body.start, body.end) if body else (token.end, token.end)
        self._footnote(index, token, given, attributes)

    def _reuse(self, index: int, token: Token) -> None:
        parts = self._page.parts(index)
        by_name = {part.name: part for part in parts}
        group = self._given(by_name, "group", "grp", "g")
        names = [part for part in parts if part.name.isdigit() and part.end > part.start]
        for part in names[:_MOST_NAMES]:
            where = (part.start, part.end) if len(names) > 1 else (token.start, token.end)
            attributes = {"name": unquoted(self._value(part)), "group": group}
            self._add(NoteCall(index, *where, token.end, token.end, None, attributes))

    def _short(self, index: int, token: Token) -> None:
        parts = {part.name: self._value(part) for part in self._page.parts(index)}
        name = short_name(parts)
        # What it prints follows from its name, however the call is written.
        body = self._short_texts.setdefault(name, self._page.text[token.start : token.end])
        attributes = {"name": name, "group": unquoted(parts.get("group", ""))}
        start, end = token.start, token.end
        self._add(NoteCall(index, start, end, start, end, body, attributes))

    def _value(self, part: Part) -> str:
        written = self._page.text[part.start : part.end]
        written = uncommented(written)
        return decoded(" ".join(written.split()))

    def _given(self, parts: Mapping[str, Part], *names: str) -> str:
        for name in names:
            if name in parts:
                return unquoted(self._value(parts[name]))
        return ""


def short_name(values: Mapping[str, str]) -> str:
    """The name that {{sfn}} gives its footnote: authors, year and place (Module:Footnotes)."""
    said = [values[key] for key in map(str, range(1, 7)) if key in values]
    if said:
        said += [values.get(key) or values.get(also, "") for key, also in _SHORT_PLACES]
    else:
        said = [value for key, value in values.items() if key not in _NOT_IN_NAME]
    return "FOOTNOTE" + "".join(said) if any(said) else ""
