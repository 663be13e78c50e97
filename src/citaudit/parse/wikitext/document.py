"""Puts together the document of a wikitext page: notes, markers, links, templates, problems."""

from __future__ import annotations

from citaudit.model import (
    Document,
    Marker,
    Note,
    Page,
    Problem,
    ProblemKind,
    ReferenceList,
    Span,
)
from citaudit.parse.wikitext.calls import NoteCall
from citaudit.parse.wikitext.footnotes import Footnotes, footnotes
from citaudit.parse.wikitext.scan import Scan, scan
from citaudit.parse.wikitext.stack import Footnote

_NAMED = 20  # problems of one kind that are named one by one


def document(page: Page) -> Document:
    """The neutral document of a page written in wikitext."""
    read = scan(page.text)
    cited = footnotes(read)
    keys = note_keys(cited)
    return Document(
        page=page,
        markers=markers(cited, keys),
        notes=notes(read, cited, keys),
        lists=tuple(
            ReferenceList(Span(call.start, call.end), call.group)
            for call in sorted(cited.lists, key=lambda call: call.start)
        ),
        problems=problems(read, cited),
    )


def note_keys(cited: Footnotes) -> dict[int, str]:
    """A key for each footnote by its `id()`: its name, made unique on the page."""
    taken: set[tuple[str, str]] = set()
    keys: dict[int, str] = {}
    for number, note in enumerate(cited.notes, 1):
        key = note.name or f"#{number}"
        while (note.group, key) in taken:
            key = f"{key} #{number}"
        taken.add((note.group, key))
        keys[id(note)] = key
    return keys


def markers(cited: Footnotes, keys: dict[int, str]) -> tuple[Marker, ...]:
    """Every place where a printed footnote is marked."""
    found = [
        Marker(Span(call.start, call.end), keys[id(note)], note.group)
        for note in cited.notes
        for call in note.markers
    ]
    return tuple(sorted(found, key=lambda marker: marker.span))


def notes(read: Scan, cited: Footnotes, keys: dict[int, str]) -> tuple[Note, ...]:
    """Every footnote that has a text, and every parent of a sub-reference."""
    found = [
        _note(read, note, call, keys)
        for note in cited.notes
        if (call := note.definition or (note.first if not note.markers else None))
    ]
    return tuple(sorted(found, key=lambda note: (note.span, note.parent is not None)))


def _note(read: Scan, note: Footnote, call: NoteCall, keys: dict[int, str]) -> Note:
    return Note(
        span=Span(call.start, call.end),
        key=keys[id(note)],
        body=note.text or "",
        body_span=Span(call.body_start, call.body_end),
        group=note.group,
        name=note.name,
        parent=keys[id(note.parent)] if note.parent else None,
    )


def problems(read: Scan, cited: Footnotes) -> tuple[Problem, ...]:
    """What could not be read, what never closes, and what Cite would complain of."""
    found = [
        Problem(ProblemKind.UNREADABLE, Span(part.start, part.end), part.reason)
        for part in read.unread
    ]
    found += [
        Problem(
            ProblemKind.CITE_ERROR, Span(trouble.start, trouble.end), trouble.message, trouble.key
        )
        for trouble in cited.troubles
    ]
    return tuple(sorted(found, key=lambda problem: problem.span))
