"""Records moved to another place of a page, with all that they hold.

A place in a record that is not named here stays behind: a new field with a span belongs here too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from citaudit.model.citations import CitedDate, Identifier, Reference
from citaudit.model.document import (
    Block,
    Field,
    Link,
    Marker,
    Note,
    Problem,
    ReferenceList,
    Request,
    Span,
    Template,
)

Way = Callable[[Span], Span]
"""Where a stretch stands now."""
T = TypeVar("T", Block, CitedDate, Identifier, Link, Marker, Problem, ReferenceList, Request)


def each_moved(records: Iterable[T], way: Way) -> tuple[T, ...]:
    """Records that hold no place but their own."""
    return tuple(replace(record, span=way(record.span)) for record in records)


def templates_moved(templates: Iterable[Template], way: Way) -> tuple[Template, ...]:
    """Template calls with their fields."""
    return tuple(
        replace(
            template,
            span=way(template.span),
            fields=tuple(_field(field, way) for field in template.fields),
        )
        for template in templates
    )


def note_moved(note: Note, way: Way) -> Note:
    """A note with its templates; what a reader sees of it (`text`) keeps its places."""
    return replace(
        note,
        span=way(note.span),
        body_span=way(note.body_span),
        templates=templates_moved(note.templates, way),
    )


def reference_moved(reference: Reference, way: Way) -> Reference:
    """A reference with its note, links, templates and all that was read from them."""
    return replace(
        reference,
        span=way(reference.span),
        links=each_moved(reference.links, way),
        identifiers=each_moved(reference.identifiers, way),
        dates=each_moved(reference.dates, way),
        templates=templates_moved(reference.templates, way),
        markers=each_moved(reference.markers, way),
        note=note_moved(reference.note, way) if reference.note else None,
        called_dead=tuple(
            replace(mark, link=replace(mark.link, span=way(mark.link.span)), span=way(mark.span))
            for mark in reference.called_dead
        ),
        works=tuple(reference_moved(work, way) for work in reference.works),
        unanswered=tuple(
            replace(each, span=way(each.span), near=tuple(map(way, each.near)))
            for each in reference.unanswered
        ),
    )


def _field(field: Field, way: Way) -> Field:
    return replace(field, span=way(field.span), name_span=way(field.name_span))
