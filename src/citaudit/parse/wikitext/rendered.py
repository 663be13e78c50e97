"""What the rendered page says that its wikitext does not: errors it prints, footnotes not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from citaudit.model import Document, Expanded, Page, Problem, ProblemKind, Span

_NAMED = re.compile(r"cite_note-(?P<name>.+)-\d+\Z", re.DOTALL)

Place = Mapping[str, Span]


def with_printed(document: Document, found: Expanded, html: str) -> Document:
    """The document with what its rendering prints; nothing changes where there is none."""
    if not html.strip():
        return document
    from citaudit.parse import html as reader

    shown = reader.parse(Page(document.page.id, html, "html"))
    problems = (*document.problems, *_errors(document, found, shown), *_missed(document, shown))
    return replace(document, problems=tuple(sorted(problems, key=lambda problem: problem.span)))


def _errors(document: Document, found: Expanded, shown: Document) -> Iterator[Problem]:
    """The errors of citation templates, each at the footnote that prints it."""
    places = _places(found, shown)
    bodies = sorted((note.span, note.key) for note in shown.notes)
    elsewhere = document.lists[0].span if document.lists else Span(0, 0)
    said: set[tuple[Span, str]] = set()
    for problem in shown.problems:
        if problem.kind is not ProblemKind.PRINTED_ERROR or problem.id.startswith("cite_error"):
            continue  # those of Cite itself are read from the wikitext, with their places
        key = next((key for span, key in bodies if span.holds(problem.span)), "")
        place = places.get(key, elsewhere)
        if (place, problem.id) not in said:
            said.add((place, problem.id))
            yield replace(problem, span=place)


def _places(found: Expanded, shown: Document) -> Place:
    """Where each footnote of the rendered page is defined, by its key there.

    Both show the same marks in the same order; where they do not, names alone tell.
    """
    whole = found.document
    defined = {(note.group, note.key): found.span(note.span) for note in reversed(whole.notes)}
    theirs = sorted(shown.markers, key=lambda marker: marker.span)
    ours = sorted(whole.markers, key=lambda marker: marker.span)
    if len(theirs) == len(ours):
        return {
            their.key: defined.get((our.group, our.key), found.span(our.span))
            for their, our in zip(theirs, ours, strict=True)
        }
    by_name = {note.name.replace(" ", "_"): (note.group, note.key) for note in whole.notes
               if note.name}  # fmt: skip
    places = {}
    for note in shown.notes:
        named = _NAMED.match(note.key)
        known = by_name.get(named["name"]) if named else None
        if known:
            places[note.key] = defined[known]
    return places


def _missed(document: Document, shown: Document) -> Iterator[Problem]:
    """Whether the wiki prints other footnotes than were read, by number."""
    theirs = len({(note.group, note.key) for note in shown.notes})
    read = {(note.group, note.key) for note in document.notes}
    ours = len(read | {(marker.group, marker.key) for marker in document.markers})
    if theirs > ours:
        place = document.lists[0].span if document.lists else Span(0, 0)
        message = f"the wiki prints {theirs} footnotes, and {ours} of them were read"
        yield Problem(ProblemKind.HIDDEN, place, message)
